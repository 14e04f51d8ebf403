//! Every key of `weerklank.toml` with the type of its value, so that all mistakes are told at once.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::accessibility::BARRIER;
use super::meant::meant;
use crate::diagnostic::{Diagnostic, Expected, Problem, nearest};

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Boolean,
    Number,
    /// A number of which nobody needs more than four thousand million.
    SmallNumber,
    /// A list of texts.
    Texts,
    /// A list of links with `label` and `to`.
    Links,
    /// A list of what is not accessible: sentences, or tables with `problem`.
    Barriers,
    Table,
}

/// The keys of a link of a menu.
const LINK: [&str; 2] = ["label", "to"];

/// Section (empty for the top), key, and what its value is.
const KEYS: &[(&str, &str, Kind)] = &[
    ("", "title", Kind::Text),
    ("", "description", Kind::Text),
    ("", "base_url", Kind::Text),
    ("", "language", Kind::Text),
    ("", "timezone", Kind::Text),
    ("", "theme", Kind::Text),
    ("", "permalink", Kind::Text),
    ("", "paginate", Kind::Number),
    ("", "paths", Kind::Table),
    ("", "brand", Kind::Table),
    ("", "menu", Kind::Table),
    ("", "comments", Kind::Table),
    ("", "search", Kind::Table),
    ("", "feeds", Kind::Table),
    ("", "digests", Kind::Table),
    ("", "publish", Kind::Table),
    ("", "markdown", Kind::Table),
    ("", "privacy", Kind::Table),
    ("", "limits", Kind::Table),
    ("", "accessibility", Kind::Table),
    ("accessibility", "status", Kind::Text),
    ("accessibility", "organisation", Kind::Text),
    ("accessibility", "law", Kind::Text),
    ("accessibility", "scope", Kind::Text),
    ("accessibility", "date", Kind::Text),
    ("accessibility", "reviewed", Kind::Text),
    ("accessibility", "assessment", Kind::Text),
    ("accessibility", "report", Kind::Text),
    ("accessibility", "report_date", Kind::Text),
    ("accessibility", "contact", Kind::Text),
    ("accessibility", "response", Kind::Text),
    ("accessibility", "authority", Kind::Text),
    ("accessibility", "appeal", Kind::Text),
    ("accessibility", "problems", Kind::Barriers),
    ("paths", "experts", Kind::Text),
    ("paths", "topics", Kind::Text),
    ("paths", "series", Kind::Text),
    ("paths", "digests", Kind::Text),
    ("paths", "page", Kind::Text),
    ("brand", "organisation", Kind::Text),
    ("brand", "accent", Kind::Text),
    ("brand", "accent_dark", Kind::Text),
    ("brand", "logo", Kind::Text),
    ("brand", "favicon", Kind::Text),
    ("menu", "main", Kind::Links),
    ("menu", "footer", Kind::Links),
    ("comments", "sources", Kind::Texts),
    ("comments", "old_hosts", Kind::Texts),
    ("comments", "visible", Kind::Texts),
    ("comments", "reply_to", Kind::Text),
    ("comments", "pending", Kind::Texts),
    ("comments", "paginate", Kind::Number),
    ("comments", "post_types", Kind::Texts),
    ("comments", "date_order", Kind::Text),
    ("comments", "columns", Kind::Table),
    ("comments.columns", "text", Kind::Text),
    ("comments.columns", "post", Kind::Text),
    ("comments.columns", "author", Kind::Text),
    ("comments.columns", "date", Kind::Text),
    ("comments.columns", "parent", Kind::Text),
    ("comments.columns", "id", Kind::Text),
    ("comments.columns", "email", Kind::Text),
    ("comments.columns", "department", Kind::Text),
    ("comments.columns", "status", Kind::Text),
    ("search", "enabled", Kind::Boolean),
    ("search", "comments", Kind::Boolean),
    ("search", "attachments", Kind::Boolean),
    ("search", "key", Kind::Boolean),
    ("search", "exclude", Kind::Texts),
    ("search", "synonyms", Kind::Texts),
    ("search", "stop_words", Kind::Texts),
    ("search", "weights", Kind::Table),
    ("search.weights", "title", Kind::SmallNumber),
    ("search.weights", "topics", Kind::SmallNumber),
    ("search.weights", "people", Kind::SmallNumber),
    ("search.weights", "headings", Kind::SmallNumber),
    ("search.weights", "body", Kind::SmallNumber),
    ("search.weights", "comments", Kind::SmallNumber),
    ("feeds", "enabled", Kind::Boolean),
    ("feeds", "entries", Kind::Number),
    ("digests", "enabled", Kind::Boolean),
    ("digests", "weeks", Kind::Boolean),
    ("digests", "months", Kind::Boolean),
    ("publish", "folder", Kind::Text),
    ("markdown", "html", Kind::Text),
    ("markdown", "highlight", Kind::Boolean),
    ("privacy", "noindex", Kind::Boolean),
    ("limits", "post_bytes", Kind::Number),
    ("limits", "post_nesting", Kind::SmallNumber),
    ("limits", "export_bytes", Kind::Number),
    ("limits", "archive_bytes", Kind::Number),
    ("limits", "export_held", Kind::Number),
    ("limits", "xlsx_bytes", Kind::Number),
    ("limits", "picture_megapixels", Kind::SmallNumber),
    ("limits", "comment_bytes", Kind::Number),
    ("limits", "comment_nesting", Kind::SmallNumber),
    ("limits", "comment_links", Kind::Number),
    ("limits", "comments", Kind::Number),
];

/// Adds a problem for each unknown key, each value of a wrong type, a missing title, and broken TOML.
pub(super) fn check(text: &str, problems: &mut Vec<Diagnostic>) {
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            problems.push(syntax_error(&error, text));
            return;
        }
    };
    let mut found = Vec::new();
    check_section("", document.get_ref(), text, &mut found);
    // The table is ordered by key; a reader expects the order of the file.
    found.sort_by_key(|problem| problem.line);
    problems.append(&mut found);
    if !document.get_ref().iter().any(|(key, _)| key.get_ref() == "title") {
        problems.push(Diagnostic::error(Problem::MissingTitle).on_line(1, text));
    }
}

fn check_section(section: &str, table: &DeTable<'_>, text: &str, found: &mut Vec<Diagnostic>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let known = KEYS.iter().find(|(of, known, _)| *of == section && *known == name);
        let name = full(section, name);
        let Some((_, _, kind)) = known else {
            let names = KEYS.iter().filter(|(of, ..)| *of == section).map(|(_, name, _)| *name);
            found.push(unknown(section, key, names, text));
            continue;
        };
        check_value(&name, value, *kind, text, found);
    }
}

fn check_value(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    kind: Kind,
    text: &str,
    found: &mut Vec<Diagnostic>,
) {
    match (kind, value.get_ref()) {
        (Kind::Table, DeValue::Table(inner)) => check_section(name, inner, text, found),
        (Kind::Texts, DeValue::Array(items)) => {
            for item in items.iter().filter(|item| !matches!(item.get_ref(), DeValue::String(_))) {
                found.push(wrong(name, item, Expected::Text, text));
            }
        }
        (Kind::Links, DeValue::Array(items)) => {
            items.iter().for_each(|item| check_link(name, item, text, found));
        }
        (Kind::Barriers, DeValue::Array(items)) => {
            items.iter().for_each(|item| check_barrier(name, item, text, found));
        }
        (Kind::Text, DeValue::String(_)) | (Kind::Boolean, DeValue::Boolean(_)) => {}
        (Kind::Number, DeValue::Integer(number)) if is_up_to(number, u64::MAX) => {}
        (Kind::SmallNumber, DeValue::Integer(number)) if is_up_to(number, u32::MAX.into()) => {}
        _ => {
            let expected = match kind {
                Kind::Text => Expected::Text,
                Kind::Boolean => Expected::Boolean,
                Kind::Number | Kind::SmallNumber => Expected::Number,
                Kind::Texts | Kind::Links | Kind::Barriers => Expected::List,
                Kind::Table => Expected::Table,
            };
            found.push(wrong(name, value, expected, text));
        }
    }
}

/// A link has both its keys, and no other one.
fn check_link(name: &str, item: &Spanned<DeValue<'_>>, text: &str, found: &mut Vec<Diagnostic>) {
    let DeValue::Table(link) = item.get_ref() else {
        found.push(wrong(name, item, Expected::MenuLink, text));
        return;
    };
    let before = found.len();
    for (key, value) in link {
        let part = key.get_ref().as_ref();
        if !LINK.contains(&part) {
            found.push(unknown(name, key, LINK.into_iter(), text));
        } else if !matches!(value.get_ref(), DeValue::String(_)) {
            found.push(wrong(&full(name, part), value, Expected::Text, text));
        }
    }
    // A key that is misspelled is not told a second time as one that is missing.
    if found.len() == before && link.iter().count() < LINK.len() {
        found.push(wrong(name, item, Expected::MenuLink, text));
    }
}

/// A sentence, or a table of sentences of which `problem` is one.
fn check_barrier(name: &str, item: &Spanned<DeValue<'_>>, text: &str, found: &mut Vec<Diagnostic>) {
    let table = match item.get_ref() {
        DeValue::String(_) => return,
        DeValue::Table(table) => table,
        _ => {
            found.push(wrong(name, item, Expected::Text, text));
            return;
        }
    };
    for (key, value) in table {
        let part = key.get_ref().as_ref();
        if !BARRIER.contains(&part) {
            found.push(unknown(name, key, BARRIER.into_iter(), text));
        } else if !matches!(value.get_ref(), DeValue::String(_)) {
            found.push(wrong(&full(name, part), value, Expected::Text, text));
        }
    }
    if !table.iter().any(|(key, _)| key.get_ref() == BARRIER[0]) {
        let problem = Problem::MissingKey { key: BARRIER[0].to_owned() };
        found.push(Diagnostic::error(problem).at_offset(item.span().start, text));
    }
}

fn unknown<'a>(
    section: &str,
    key: &Spanned<impl AsRef<str>>,
    known: impl Iterator<Item = &'a str> + Clone,
    text: &str,
) -> Diagnostic {
    let name = key.get_ref().as_ref();
    let problem = Problem::UnknownKey {
        key: full(section, name),
        nearest: meant(section, name)
            .or_else(|| elsewhere(section, name))
            .or_else(|| nearest(name, known.clone())),
        known: known.map(str::to_owned).collect(),
    };
    Diagnostic::error(problem).at_offset(key.span().start, text)
}

/// A key of one other section, below whose heading it should stand: below a heading that is a remark, it falls to the one before.
fn elsewhere(section: &str, name: &str) -> Option<String> {
    let is_it =
        |of: &str, key: &str| key == name && of != section && !of.is_empty() && !of.contains('.');
    let mut found = KEYS.iter().filter(|(of, key, _)| is_it(of, key)).map(|(of, ..)| *of);
    found.next().filter(|_| found.next().is_none()).map(|of| full(of, name))
}

fn wrong(name: &str, value: &Spanned<DeValue<'_>>, expected: Expected, text: &str) -> Diagnostic {
    let found = text.get(value.span()).unwrap_or_default().chars().take(60).collect();
    let problem = Problem::WrongType { key: name.to_owned(), expected, found };
    Diagnostic::error(problem).at_offset(value.span().start, text)
}

pub(super) fn full(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

fn is_up_to(number: &DeInteger<'_>, limit: u64) -> bool {
    u64::from_str_radix(number.as_str(), number.radix()).is_ok_and(|number| number <= limit)
}

/// What the TOML reader says, at its place.
pub(super) fn syntax_error(error: &toml::de::Error, text: &str) -> Diagnostic {
    let detail = error.message().lines().next().unwrap_or_default().to_owned();
    let offset = error.span().map_or(0, |span| span.start);
    Diagnostic::error(Problem::InvalidToml { detail }).at_offset(offset, text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::Settings;
    use crate::config::settings::COLUMNS;

    /// What serde says of settings with this line in this section.
    fn told(section: &str, line: &str) -> String {
        let title =
            if section.is_empty() && line.starts_with("title ") { "" } else { "title = \"x\"\n" };
        let text = match section {
            "" => format!("{title}{line}\n"),
            _ => format!("{title}[{section}]\n{line}\n"),
        };
        toml::from_str::<Settings>(&text)
            .err()
            .map(|error| error.message().to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn the_keys_are_those_of_the_settings() {
        let sections: BTreeSet<&str> = KEYS.iter().map(|(section, ..)| *section).collect();
        let tables = KEYS.iter().filter(|(.., kind)| *kind == Kind::Table);
        let tables: BTreeSet<String> = tables.map(|(of, name, _)| full(of, name)).collect();
        assert_eq!(
            sections
                .iter()
                .filter(|section| !section.is_empty())
                .map(|section| (*section).to_owned())
                .collect::<BTreeSet<_>>(),
            tables
        );
        for section in sections {
            let here = KEYS.iter().filter(|(of, ..)| *of == section).map(|(_, name, _)| *name);
            let here: BTreeSet<&str> = here.collect();
            if section == "comments.columns" {
                assert_eq!(here, BTreeSet::from(COLUMNS));
                continue;
            }
            // Serde lists what it knows when it meets what it does not.
            let message = told(section, "onbekend = 1");
            let (_, names) =
                message.split_once("expected").unwrap_or_else(|| panic!("{section}: {message}"));
            let names: BTreeSet<&str> = names.split('`').skip(1).step_by(2).collect();
            assert_eq!(here, names, "[{section}]");
        }
    }

    #[test]
    fn the_values_are_those_of_the_settings() {
        let samples = [
            (Kind::Text, "\"x\""),
            (Kind::Boolean, "true"),
            (Kind::Number, "18446744073709551615"),
            (Kind::SmallNumber, "4294967295"),
            (Kind::Texts, "[\"x\"]"),
            (Kind::Links, "[{ label = \"x\", to = \"y\" }]"),
            (Kind::Barriers, "[\"x\", { problem = \"y\", reason = \"z\" }]"),
            (Kind::Table, "{}"),
        ];
        // What is no value of any kind, though near to one.
        let others = [
            "[3]",
            "[{ label = \"x\" }]",
            "[{ reason = \"x\" }]",
            "[{ problem = \"x\", naam = \"y\" }]",
            "[{ problem = 3 }]",
            "[{ label = \"x\", to = 1 }]",
            "-1",
            "1.5",
            "{ x = [] }",
            "4294967296",
            "18446744073709551616",
        ];
        for (section, name, kind) in KEYS {
            let values = samples.iter().map(|(_, value)| *value).chain(others);
            for value in values {
                let line = format!("{name} = {value}");
                let title =
                    if section.is_empty() && *name == "title" { "" } else { "title = \"x\"\n" };
                let head =
                    if section.is_empty() { String::new() } else { format!("[{section}]\n") };
                let mut problems = Vec::new();
                check(&format!("{title}{head}{line}\n"), &mut problems);
                let message = told(section, &line);
                let is_own = samples.contains(&(*kind, value));
                let case = format!("[{section}] {line}: {problems:?} / {message}");
                assert!(!is_own || problems.is_empty(), "{case}");
                // Whatever is let through here, serde takes without a word.
                assert!(!problems.is_empty() || message.is_empty(), "{case}");
            }
        }
    }
}
