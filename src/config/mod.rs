//! `weerklank.toml` and the command's flags, as one value in which every decision has been taken.

pub mod settings;
mod keys;
mod flags;

use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Checked, Diagnostic, Expected, Problem};
use crate::post::outline::MarkdownOptions;
use crate::source::{Hash, Source};

pub use flags::{Clock, Flags, base_address};
pub use settings::Settings;

/// Every decision about a build, today's date included.
#[derive(Clone, Debug)]
pub struct Config {
    /// `title`.
    pub title: String,
    /// `description`: a sentence under the title.
    pub description: String,
    /// `base_url`, with a slash at the end, or empty.
    pub base_url: String,
    /// `language`: `nl` or `en`, or another one that the theme translates.
    pub language: String,
    /// `timezone`.
    pub timezone: TimeZone,
    /// Now, in seconds since 1970.
    pub now: i64,
    /// `theme`: the name of a folder below `themes/`, or `default`.
    pub theme: String,
    /// `permalink`: `{year}/{slug}.html`.
    pub permalink: String,
    /// `paginate`: entries on a page of a list.
    pub paginate: usize,
    /// `[paths]`: where the kinds of pages lie.
    pub paths: settings::Paths,
    /// `[brand]`.
    pub brand: settings::Brand,
    /// `[menu]`.
    pub menu: settings::Menu,
    /// `[comments]`.
    pub comments: settings::Comments,
    /// `[search]`.
    pub search: settings::Search,
    /// `[feeds]`.
    pub feeds: settings::Feeds,
    /// `[markdown]`.
    pub markdown: MarkdownOptions,
    /// `[privacy]`.
    pub privacy: settings::Privacy,
    /// `[limits]`.
    pub limits: settings::Limits,
    /// `--drafts`: drafts are built too.
    pub drafts: bool,
    /// `--future`: posts of later dates are built too.
    pub future: bool,
    /// `--expired`: expired posts are built too.
    pub expired: bool,
    /// The hash of the program itself: another program makes other pages.
    pub program: Hash,
}

/// The settings file and the flags as one [`Config`]; `None` if the file cannot be used.
pub fn resolve(source: &Source, flags: &Flags) -> Checked<Option<Config>> {
    let mut problems = Vec::new();
    let text = match source.text() {
        Ok(text) => text,
        Err(problem) => return Checked { value: None, problems: vec![problem] },
    };
    keys::check(text, &mut problems);
    let located = |problem: Diagnostic| problem.at(&source.path);
    if problems.is_empty() {
        match toml::from_str::<Settings>(text) {
            Ok(settings) => {
                let place = Place { text };
                let config = decide(settings, flags, &place, &mut problems);
                return Checked {
                    value: config,
                    problems: problems.into_iter().map(located).collect(),
                };
            }
            Err(error) => problems.push(keys::syntax_error(&error, text)),
        }
    }
    Checked { value: None, problems: problems.into_iter().map(located).collect() }
}

/// Finds the line of a key again, for what is wrong with its value.
struct Place<'a> {
    text: &'a str,
}

impl Place<'_> {
    fn error(&self, key: &str, expected: Expected, found: &str) -> Diagnostic {
        let problem = Problem::WrongType { key: key.into(), expected, found: found.into() };
        let name = key.rsplit('.').next().unwrap_or(key);
        let line = self.text.lines().position(|line| {
            line.trim_start()
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        });
        match line {
            Some(index) => Diagnostic::error(problem).on_line(line_number(index), self.text),
            None => Diagnostic::error(problem),
        }
    }
}

fn line_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn decide(
    settings: Settings,
    flags: &Flags,
    place: &Place<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Config> {
    let before = problems.len();
    check(&settings, place, problems);
    let Settings {
        title,
        description,
        base_url,
        language,
        timezone,
        theme,
        permalink,
        paginate,
        paths,
        brand,
        menu,
        comments,
        search,
        feeds,
        markdown,
        privacy,
        limits,
    } = settings;
    let given = flags.base_url.clone().or(base_url).unwrap_or_default();
    let base_url = base_address(&given);
    if base_url.is_none() {
        problems.push(place.error("base_url", Expected::Address, &given));
    }
    let zone = TimeZone::get(&timezone).unwrap_or_else(|_| {
        problems.push(place.error("timezone", Expected::TimeZone, &timezone));
        TimeZone::UTC
    });
    let markdown = MarkdownOptions {
        trusted_html: markdown.html == "trusted",
        highlight: markdown.highlight,
        nesting: limits.post_nesting,
    };
    (problems.len() == before).then(|| Config {
        title,
        description,
        base_url: base_url.unwrap_or_default(),
        language,
        now: flags.now.seconds(&zone),
        timezone: zone,
        theme,
        permalink,
        paginate,
        paths,
        brand,
        menu,
        comments: tidied(comments),
        search,
        feeds,
        markdown,
        privacy,
        limits,
        drafts: flags.drafts,
        future: flags.future,
        expired: flags.expired,
        program: flags.program,
    })
}

/// What can be seen to be wrong in a single setting.
fn check(settings: &Settings, place: &Place<'_>, problems: &mut Vec<Diagnostic>) {
    if settings.title.trim().is_empty() {
        problems.push(place.error("title", Expected::Text, &settings.title));
    }
    if !is_language(&settings.language) {
        problems.push(place.error("language", Expected::LanguageCode, &settings.language));
    }
    if !is_permalink(&settings.permalink) {
        problems.push(place.error("permalink", Expected::Permalink, &settings.permalink));
    }
    for (key, color) in [
        ("brand.accent", &settings.brand.accent),
        ("brand.accent_dark", &settings.brand.accent_dark),
    ] {
        if let Some(color) = color.as_ref().filter(|color| !is_color(color)) {
            problems.push(place.error(key, Expected::Color, color));
        }
    }
    for (key, number) in [
        ("paginate", settings.paginate),
        ("comments.paginate", settings.comments.paginate),
        ("feeds.entries", settings.feeds.entries),
    ] {
        if number == 0 {
            problems.push(place.error(key, Expected::Number, "0"));
        }
    }
    for status in settings
        .comments
        .visible
        .iter()
        .filter(|status| !["approved", "pending"].contains(&status.as_str()))
    {
        problems.push(place.error("comments.visible", Expected::Status, status));
    }
    for source in settings.comments.sources.iter().filter(|source| !is_within(source)) {
        problems.push(place.error("comments.sources", Expected::RelativePath, source));
    }
    let order = &settings.comments.date_order;
    if !["dmy", "mdy"].contains(&order.as_str()) {
        problems.push(place.error("comments.date_order", Expected::DateOrder, order));
    }
    if !["sanitised", "trusted"].contains(&settings.markdown.html.as_str()) {
        problems.push(place.error("markdown.html", Expected::HtmlPolicy, &settings.markdown.html));
    }
    for (key, path) in [
        ("paths.experts", &settings.paths.experts),
        ("paths.topics", &settings.paths.topics),
        ("paths.series", &settings.paths.series),
        ("paths.page", &settings.paths.page),
    ] {
        if !is_folder(path) {
            problems.push(place.error(key, Expected::RelativePath, path));
        }
    }
    if !is_folder(&settings.theme) {
        problems.push(place.error("theme", Expected::RelativePath, &settings.theme));
    }
}

/// The settings of comments with the folders of exports as paths within the site are written.
fn tidied(comments: settings::Comments) -> settings::Comments {
    let sources = comments.sources.iter().map(|source| tidy(source)).collect();
    settings::Comments { sources, ..comments }
}

fn tidy(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches('/');
    path.nfc().collect()
}

/// Whether a path stays within the site's folder.
fn is_within(path: &str) -> bool {
    let path = tidy(path);
    !path.contains(':') && !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

fn is_language(code: &str) -> bool {
    (2..=8).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
}

fn is_permalink(pattern: &str) -> bool {
    let filled = pattern
        .replace("{year}", "2000")
        .replace("{month}", "01")
        .replace("{day}", "01")
        .replace("{slug}", "slug");
    pattern.contains("{slug}")
        && !filled.contains(['{', '}', '\\', ':'])
        && !filled.starts_with('/')
        && (filled.ends_with('/') || filled.ends_with(".html"))
        && !filled.split('/').any(|part| part == ".." || part == ".")
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
}

fn is_folder(text: &str) -> bool {
    !text.is_empty()
        && text.split('/').all(|part| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags() -> Flags {
        Flags {
            base_url: None,
            drafts: false,
            future: false,
            expired: false,
            now: "2026-11-23T12:00:00Z".parse().expect("a time"),
            program: Hash::of(b""),
        }
    }

    fn codes(text: &str) -> Vec<(String, Option<u32>)> {
        let checked = resolve(&Source::new("weerklank.toml", text.into()), &flags());
        checked.problems.iter().map(|problem| (problem.code(), problem.line)).collect()
    }

    #[test]
    fn only_the_title_is_required() {
        let checked =
            resolve(&Source::new("weerklank.toml", b"title = \"Kennis\"".to_vec()), &flags());
        let config = checked.value.expect("a title is enough");
        assert_eq!(
            (config.permalink.as_str(), config.paginate, config.now),
            ("{year}/{slug}.html", 20, 1_795_435_200)
        );
    }

    #[test]
    fn every_wrong_key_and_value_is_told_at_once() {
        let text = "titel = \"x\"\n[brand]\nacent = \"#123456\"\n[feeds]\nentries = \"veel\"\n";
        let lines: Vec<_> =
            codes(text).into_iter().map(|(code, line)| format!("{code}:{line:?}")).collect();
        assert_eq!(
            lines,
            [
                "unknown-key:Some(1)",
                "unknown-key:Some(3)",
                "wrong-type:Some(5)",
                "missing-title:None"
            ]
        );
        assert_eq!(codes("title = \"x\"\npermalink = \"../{slug}\"\ntimezone = \"Mars\"").len(), 2);
        assert_eq!(codes("title = \"x\npaginate = 3")[0], ("invalid-toml".into(), Some(1)));
    }

    #[test]
    fn what_stands_in_lists_is_told_in_our_own_words() {
        for (text, wanted) in [
            ("comments.sources = [3]", vec![("wrong-type", 2)]),
            ("menu.main = [\n  \"x\",\n]", vec![("wrong-type", 3)]),
            ("[[menu.footer]]\nlabel = \"Hulp\"\ntoo = \"hulp.md\"", vec![("unknown-key", 4)]),
            ("[[menu.main]]\nlabel = 3\nto = \"a\"", vec![("wrong-type", 3)]),
            ("[limits]\npost_nesting = 99999999999", vec![("wrong-type", 3)]),
        ] {
            let found = codes(&format!("title = \"x\"\n{text}"));
            let wanted: Vec<_> =
                wanted.into_iter().map(|(code, line)| (code.to_owned(), Some(line))).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn base_addresses_end_in_a_slash() {
        let text = "title = \"x\"\nbase_url = \"https://kennis.example/blog\"";
        let config =
            resolve(&Source::new("weerklank.toml", text.into()), &flags()).value.expect("valid");
        assert_eq!(config.base_url, "https://kennis.example/blog/");
        assert_eq!(codes("title = \"x\"\nbase_url = \"kennis.example\"")[0].0, "wrong-type");
    }

    #[test]
    fn exports_lie_within_the_site() {
        for path in ["content/comments", "oud", "./oud/", "oud\\\\2024", "oud/x.csv", "a..b"] {
            let text = format!("title = \"x\"\n[comments]\nsources = [\"{path}\"]");
            assert_eq!(codes(&text), [], "{path}");
        }
        for path in [
            "../oud",
            "/srv/oud",
            "oud/../../x",
            "C:/oud",
            "\\\\\\\\server\\\\oud",
            ".",
            "",
            "oud//x",
        ] {
            let text = format!("title = \"x\"\n[comments]\nsources = [\"{path}\"]");
            assert_eq!(codes(&text), [("wrong-type".into(), Some(3))], "{path}");
        }
    }
}
