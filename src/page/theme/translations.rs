//! The words of the theme in the site's language: those of the program, and over them those of the site's theme.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Expected, Problem, nearest};
use crate::post::table::{self, Item, Table};
use crate::source::{Source, SourcePath};

/// The languages that the program speaks.
pub(super) const SPOKEN: [&str; 2] = ["nl", "en"];

/// Which of them a language is.
pub(super) fn known(language: &str) -> Option<&'static str> {
    let base = language.split(['-', '_']).next().unwrap_or_default();
    SPOKEN.into_iter().find(|known| known.eq_ignore_ascii_case(base))
}

/// The language in which the program has words where the theme has none: the site's own, or else English.
pub(super) fn spoken(language: &str) -> &'static str {
    known(language).unwrap_or("en")
}

/// The words: `program` is the program's own file, `site` that of the theme in the site's language, and `templates` those of
/// the theme, which may use words that the program does not know.
pub(super) fn words(
    program: &str,
    site: Option<&Source>,
    templates: &BTreeMap<String, String>,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Json {
    let mut words = table::toml(program, 1, program).map_or(Json::Null, |table| json(&table));
    let is_foreign = config.language.split('-').next() != Some(spoken(&config.language));
    let Some(site) = site else {
        if is_foreign {
            let problem = Problem::LanguageMissing { language: config.language.clone() };
            problems.push(Diagnostic::warning(problem).at(&SourcePath::new("weerklank.toml")));
        }
        return words;
    };
    let read = site.text().and_then(|text| Ok((table::toml(text, 1, text)?, text)));
    let (own, text) = match read {
        Ok(read) => read,
        Err(problem) => {
            problems.push(problem.at(&site.path));
            return words;
        }
    };
    let mut check = Check { text, path: &site.path, templates, problems };
    check.table(&own, &words, "");
    if is_foreign {
        check.missing(&own, &words, &config.language);
    }
    merge(&mut words, json(&own));
    words
}

/// The words for texts in another language than the site's, if the program speaks it: its own, and over them those of the theme.
/// What is wrong with the latter is told where a site is in that language.
pub(super) fn other(program: &str, theme: Option<&Source>) -> Json {
    let read = |text: &str| table::toml(text, 1, text).map(|table| json(&table)).ok();
    let mut words = read(program).unwrap_or_default();
    if let Some(own) = theme.and_then(|source| read(source.text().ok()?)) {
        merge(&mut words, own);
    }
    words
}

fn json(table: &Table) -> Json {
    let entries = table.entries.iter().map(|(key, _, item)| (key.clone(), item.json()));
    Json::Object(entries.collect())
}

struct Check<'a> {
    text: &'a str,
    path: &'a SourcePath,
    templates: &'a BTreeMap<String, String>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Check<'_> {
    /// The words of a table, against those that the program has there.
    fn table(&mut self, own: &Table, known: &Json, section: &str) {
        for (key, line, item) in &own.entries {
            let name = if section.is_empty() { key.clone() } else { format!("{section}.{key}") };
            match known.get(key) {
                Some(known) => self.word(&name, item, known),
                // Boxes may have any name.
                None if section == "alerts" || self.is_used(key) => {}
                None => {
                    let names =
                        known.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
                    let nearest = nearest(key, names.clone());
                    let known = names.map(str::to_owned).collect();
                    let problem = Problem::UnknownKey { key: name, nearest, known };
                    self.tell(Diagnostic::warning(problem), *line);
                }
            }
        }
    }

    fn word(&mut self, name: &str, item: &Item, known: &Json) {
        let is_pair = known.get("other").is_some();
        let expected = match (known, item.json()) {
            // One phrase may do for one and for many.
            (Json::Object(_), Json::String(_)) if is_pair => return,
            (Json::Object(_), Json::Object(_)) => {
                if let table::Value::Table(own) = &item.value {
                    self.table(own, known, name);
                }
                return;
            }
            (Json::Array(_), Json::Array(_)) | (Json::String(_), Json::String(_)) => return,
            (Json::Object(_), _) => Expected::Table,
            (Json::Array(_), _) => Expected::List,
            _ => Expected::Text,
        };
        let problem = Problem::WrongType { key: name.to_owned(), expected, found: item.shown() };
        self.tell(Diagnostic::error(problem), item.line);
    }

    /// Whether a template of the theme uses a word of its own.
    fn is_used(&self, key: &str) -> bool {
        let forms = [format!("t.{key}"), format!("\"{key}\"")];
        self.templates.values().any(|text| forms.iter().any(|form| text.contains(form)))
    }

    /// Words that only the program has, in another language than the site's.
    fn missing(&mut self, own: &Table, known: &Json, language: &str) {
        let known = known.as_object().into_iter().flatten().map(|(key, _)| key);
        let keys: Vec<String> = known.filter(|key| own.get(key).is_none()).cloned().collect();
        if !keys.is_empty() {
            let problem = Problem::TranslationMissing { keys, language: language.to_owned() };
            self.problems.push(Diagnostic::warning(problem).at(self.path));
        }
    }

    fn tell(&mut self, problem: Diagnostic, line: u32) {
        self.problems.push(problem.at(self.path).on_line(line, self.text));
    }
}

/// Lays `over` over `under`, table by table.
fn merge(under: &mut Json, over: Json) {
    match (under, over) {
        (Json::Object(under), Json::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key).or_insert(Json::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::config;

    const ENGLISH: &str = include_str!("../../../themes/default/i18n/en.toml");
    const DUTCH: &str = include_str!("../../../themes/default/i18n/nl.toml");

    fn told(language: &str, text: Option<&str>) -> Vec<(String, Option<u32>)> {
        let config = config(&format!("title = \"x\"\nlanguage = \"{language}\""));
        let own = text.map(|text| Source::new("themes/ons/i18n/x.toml", text.into()));
        let templates = BTreeMap::from([("home.html".to_owned(), "{{ t.welcome }}".to_owned())]);
        let mut problems = Vec::new();
        words(ENGLISH, own.as_ref(), &templates, &config, &mut problems);
        problems.iter().map(|problem| (problem.code(), problem.line)).collect()
    }

    /// The places of a translation, with what stands there.
    fn shape(words: &Json, place: &str, found: &mut Vec<String>) {
        match words {
            Json::Object(fields) => {
                fields.iter().for_each(|(key, word)| shape(word, &format!("{place}.{key}"), found));
            }
            Json::Array(items) => found.push(format!("{place}: {}", items.len())),
            _ => found.push(place.to_owned()),
        }
    }

    #[test]
    fn dutch_and_english_say_the_same_things() {
        let [dutch, english] = [DUTCH, ENGLISH].map(|text| {
            let mut found = Vec::new();
            let words = json(&table::toml(text, 1, text).expect("valid"));
            shape(&words, "", &mut found);
            found.sort();
            found
        });
        assert_eq!(dutch, english);
    }

    #[test]
    fn what_the_words_of_a_theme_lack_is_told() {
        let problem = |code: &str, line| vec![(code.to_owned(), line)];
        assert_eq!(told("en", None), []);
        assert_eq!(told("nl-BE", None), []);
        assert_eq!(told("fy", None), problem("language-missing", None));
        assert_eq!(
            told("fy", Some("topics = \"Underwerpen\"")),
            problem("translation-missing", None)
        );
        assert_eq!(told("fy", Some(ENGLISH)), []);
        assert_eq!(told("en", Some("# x\ntopcis = \"Themes\"")), problem("unknown-key", Some(2)));
        assert_eq!(told("en", Some("topics = 3")), problem("wrong-type", Some(1)));
        assert_eq!(told("en", Some("months = \"Jan\"")), problem("wrong-type", Some(1)));
        assert_eq!(told("en", Some("posts = { oen = \"x\" }")), problem("unknown-key", Some(1)));
        assert_eq!(told("en", Some("topics = ")), problem("invalid-toml", Some(1)));
        assert_eq!(told("en", Some("welcome = \"Hi\"\nposts = \"posts\"")), []);
        assert_eq!(told("en", Some("[alerts]\nquestion = \"Question\"")), []);
    }
}
