//! `weerklank.toml` and the command's flags, as one value in which every decision has been taken.

pub mod settings;
pub mod accessibility;
pub(crate) mod waiting;
mod keys;
mod place;
mod doubt;
mod meant;
mod color;
mod adjust;
mod flags;

use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Checked, Diagnostic, Expected, Problem, Severity};
use crate::output::OutputPath;
use crate::post::outline::MarkdownOptions;
use crate::source::{Hash, Source};

use color::Color;
pub use doubt::Doubt;
pub use flags::{Clock, Flags, base_address};
use place::Place;
pub use place::{is_placeless, placed};
pub use settings::Settings;

/// The file of the settings.
const FILE: &str = "weerklank.toml";

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
    /// `[digests]`.
    pub digests: settings::Digests,
    /// `[publish]`.
    pub publish: settings::Publish,
    /// `[markdown]`.
    pub markdown: MarkdownOptions,
    /// `[privacy]`.
    pub privacy: settings::Privacy,
    /// `[accessibility]`.
    pub accessibility: accessibility::Accessibility,
    /// `[limits]`.
    pub limits: settings::Limits,
    /// `--drafts`: drafts are built too.
    pub drafts: bool,
    /// `--future`: posts of later dates are built too.
    pub future: bool,
    /// `--expired`: expired posts are built too.
    pub expired: bool,
    /// Where entries of lists stand, for problems found later.
    pub lines: Lines,
    /// The hash of the program itself: another program makes other pages.
    pub program: Hash,
}

/// The line of each entry of some lists.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Of `search.exclude`.
    pub exclude: Vec<Option<u32>>,
}

impl Config {
    /// The hash of all of it but for the moment.
    pub fn hash(&self) -> Hash {
        Hash::of(format!("{:?}", Config { now: 0, ..self.clone() }).as_bytes())
    }
}

/// The settings file and the flags as one [`Config`]; `None` if the file cannot be used.
pub fn resolve(source: &Source, flags: &Flags) -> Checked<Option<Config>> {
    let Checked { value, problems } = guess(source, flags);
    let is_wrong = problems.iter().any(|told| told.severity == Severity::Error);
    Checked { value: value.filter(|_| !is_wrong), problems }
}

/// The same with the default in place of each setting that is wrong, to see what else is: nothing may be written by it. `None`
/// if the file is no text.
pub fn guess(source: &Source, flags: &Flags) -> Checked<Option<Config>> {
    let text = match source.text() {
        Ok(text) => text,
        Err(problem) => return Checked { value: None, problems: vec![problem] },
    };
    let mut problems = Vec::new();
    keys::check(text, &mut problems);
    let place = Place { text };
    let settings = doubt::settings(text, &problems).and_then(|settings| {
        let before = problems.len();
        check(&settings, flags, &place, &mut problems);
        if problems.len() == before { Ok(settings) } else { doubt::settings(text, &problems) }
    });
    let value = match settings {
        Ok(settings) => {
            let mut config = decide(settings, flags, &place);
            adjust::adjust(&mut config, &place, &mut problems);
            Some(config)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let problems = problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value, problems }
}

fn decide(settings: Settings, flags: &Flags, place: &Place<'_>) -> Config {
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
        digests,
        publish,
        markdown,
        privacy,
        accessibility,
        limits,
    } = settings;
    let given = flags.base_url.clone().or(base_url).unwrap_or_default();
    let base_url = base_address(&given).unwrap_or_default();
    let zone = TimeZone::get(&timezone).unwrap_or(TimeZone::UTC);
    let lines = Lines { exclude: place.lines_of_entries(&search.exclude) };
    let markdown = MarkdownOptions {
        trusted_html: markdown.html == "trusted",
        highlight: markdown.highlight,
        nesting: limits.post_nesting,
    };
    Config {
        title,
        description,
        base_url,
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
        digests,
        publish,
        markdown,
        privacy,
        accessibility,
        limits,
        drafts: flags.drafts,
        future: flags.future,
        expired: flags.expired,
        lines,
        program: flags.program,
    }
}

/// What can be seen to be wrong in a single setting.
fn check(settings: &Settings, flags: &Flags, place: &Place<'_>, problems: &mut Vec<Diagnostic>) {
    if settings.title.trim().is_empty() {
        problems.push(place.at("title", Problem::MissingTitle));
    }
    check_place(settings, flags, place, problems);
    if !is_permalink(&settings.permalink) {
        problems.push(place.error("permalink", Expected::Permalink, &settings.permalink));
    }
    for (key, color) in [
        ("brand.accent", &settings.brand.accent),
        ("brand.accent_dark", &settings.brand.accent_dark),
    ] {
        if let Some(color) = color.as_ref().filter(|color| Color::read(color).is_none()) {
            problems.push(place.error(key, Expected::Color, color));
        }
    }
    for (key, number) in [
        ("paginate", settings.paginate),
        ("comments.paginate", settings.comments.paginate),
        ("feeds.entries", settings.feeds.entries),
    ] {
        if number == 0 {
            problems.push(place.error(key, Expected::Positive, "0"));
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
    let settings::Comments { sources, pending, .. } = &settings.comments;
    for (key, paths) in [("comments.sources", sources), ("comments.pending", pending)] {
        for path in paths.iter().filter(|path| !is_within(path)) {
            problems.push(place.error(key, Expected::RelativePath, path));
        }
    }
    let order = &settings.comments.date_order;
    if !["dmy", "mdy"].contains(&order.as_str()) {
        problems.push(place.error("comments.date_order", Expected::DateOrder, order));
    }
    if !["sanitised", "trusted"].contains(&settings.markdown.html.as_str()) {
        problems.push(place.error("markdown.html", Expected::HtmlPolicy, &settings.markdown.html));
    }
    if let Some(to) = settings.comments.reply_to.as_ref().filter(|to| !is_reply_to(to)) {
        problems.push(place.error("comments.reply_to", Expected::ReplyTo, to));
    }
    let status = settings.accessibility.status.as_ref();
    if let Some(status) =
        status.filter(|status| !matches!(status.to_uppercase().as_str(), "A" | "B" | "C" | "D"))
    {
        problems.push(place.error("accessibility.status", Expected::Accessibility, status));
    }
    check_paths(&settings.paths, place, problems);
    if !is_folder(&settings.theme) {
        problems.push(place.error("theme", Expected::RelativePath, &settings.theme));
    }
}

/// Where the site is, in which language, and by which clock.
fn check_place(
    settings: &Settings,
    flags: &Flags,
    place: &Place<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let address = settings.base_url.as_deref().filter(|_| flags.base_url.is_none());
    if let Some(address) = address.filter(|address| base_address(address).is_none()) {
        problems.push(place.error("base_url", Expected::Address, address));
    }
    if TimeZone::get(&settings.timezone).is_err() {
        problems.push(place.error("timezone", Expected::TimeZone, &settings.timezone));
    }
    if !is_language(&settings.language) {
        problems.push(place.error("language", Expected::LanguageCode, &settings.language));
    }
}

/// Each kind of page has a folder of its own.
fn check_paths(paths: &settings::Paths, place: &Place<'_>, problems: &mut Vec<Diagnostic>) {
    let settings::Paths { experts, topics, series, digests, page } = paths;
    let folders =
        [("experts", experts), ("topics", topics), ("series", series), ("digests", digests)];
    for (key, path) in folders.into_iter().chain([("page", page)]) {
        // A name that Windows keeps for itself is none for a folder either.
        if !is_folder(path) || OutputPath::new(path).is_err() {
            problems.push(place.error(&format!("paths.{key}"), Expected::RelativePath, path));
        }
    }
    for (index, (key, path)) in folders.iter().enumerate() {
        let same = folders[..index].iter().find(|(_, other)| other.eq_ignore_ascii_case(path));
        if let Some((other, _)) = same {
            let problem = Problem::SameFolder {
                folder: (*path).clone(),
                key: format!("paths.{key}"),
                other: format!("paths.{other}"),
            };
            let written = [*key, *other].map(|key| place.at(key, problem.clone()));
            let at_line = written.iter().find(|problem| problem.line.is_some());
            problems.push(at_line.unwrap_or(&written[0]).clone());
        }
    }
}

/// The settings of comments with the folders of exports as paths within the site are written.
fn tidied(comments: settings::Comments) -> settings::Comments {
    let all = |paths: &[String]| paths.iter().map(|path| tidy(path)).collect();
    let (sources, pending) = (all(&comments.sources), all(&comments.pending));
    settings::Comments { sources, pending, ..comments }
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

/// An e-mail address, or the address of a form.
fn is_reply_to(text: &str) -> bool {
    let text = text.trim();
    let is_mail = |address: &str| {
        address.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && !host.ends_with('.')
        })
    };
    let address = text.strip_prefix("mailto:").unwrap_or(text).split('?').next();
    // `{titel}` would stand in the link that readers follow, and the answer would arrive without its post.
    let mut fields = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let is_known = |field: &str| {
        ["slug", "title", "comment"].contains(&field)
            || !field.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    !text.contains(char::is_whitespace)
        && fields.all(is_known)
        && match url::Url::parse(text) {
            Ok(url) if url.scheme() != "mailto" => {
                ["http", "https"].contains(&url.scheme()) && url.has_host()
            }
            _ => address.is_some_and(is_mail),
        }
}

/// Whether a text can be the code of a language: `nl`, `en-GB`.
pub(crate) fn is_language(code: &str) -> bool {
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
                "missing-title:Some(1)"
            ]
        );
        assert_eq!(codes("title = \"x\"\npermalink = \"../{slug}\"\ntimezone = \"Mars\"").len(), 2);
        assert_eq!(codes("title = \"x\npaginate = 3")[0], ("invalid-toml".into(), Some(1)));
    }

    #[test]
    fn an_unknown_key_is_told_with_those_that_can_stand_there() {
        for (text, meant, known) in [
            ("[[menu.main]]\ntitel = \"Over\"\nto = \"a\"", Some("label"), Some("label, to")),
            ("[menu]\nfooter = [{ label = \"x\", naar = \"y\" }]", Some("to"), Some("label, to")),
            ("[menu]\ntitel = \"x\"", None, Some("main, footer")),
            ("[comments.columns]\nNaam = \"x\"", Some("author"), None),
            ("taal = \"nl\"", Some("language"), None),
            ("[menu]\nold_hosts = [\"x\"]", Some("comments.old_hosts"), Some("main, footer")),
            ("reply_to = \"x\"", Some("comments.reply_to"), None),
            ("reply_to = \"https://a.example/?p={titel}\"", Some("comments.reply_to"), None),
            ("[digests]\nweek = true", Some("weeks"), Some("enabled, weeks, months")),
        ] {
            let text = format!("title = \"x\"\n{text}");
            let problems = resolve(&Source::new("weerklank.toml", text.into()), &flags()).problems;
            let [Diagnostic { problem: Problem::UnknownKey { nearest, known: told, .. }, .. }] =
                problems.as_slice()
            else {
                panic!("{problems:?}")
            };
            assert_eq!(nearest.as_deref(), meant, "{problems:?}");
            assert!(known.is_none_or(|known| told.join(", ") == known), "{problems:?}");
        }
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
