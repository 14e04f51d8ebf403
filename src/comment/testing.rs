//! What the tests of the formats share.

use jiff::tz::TimeZone;

use super::{Export, Format};
use crate::config::{Config, settings};
use crate::diagnostic::{Checked, Severity};
use crate::post::outline::MarkdownOptions;
use crate::source::{Hash, Source};

/// A site with all its settings as they are by default.
pub(super) fn config() -> Config {
    Config {
        title: "Kennisblog".into(),
        description: String::new(),
        base_url: String::new(),
        language: "nl".into(),
        timezone: TimeZone::get("Europe/Amsterdam").unwrap(),
        now: 1_795_442_700,
        theme: "default".into(),
        permalink: "{year}/{slug}.html".into(),
        paginate: 20,
        paths: settings::Paths::default(),
        brand: settings::Brand::default(),
        menu: settings::Menu::default(),
        comments: settings::Comments::default(),
        feeds: settings::Feeds::default(),
        markdown: MarkdownOptions { trusted_html: false, highlight: true, nesting: 256 },
        privacy: settings::Privacy::default(),
        limits: settings::Limits::default(),
        drafts: false,
        future: false,
        expired: false,
        program: Hash::of(b"program"),
    }
}

/// Reads these bytes as this format, which must recognise them.
pub(super) fn read(format: &Format, name: &str, bytes: &[u8], config: &Config) -> Checked<Export> {
    let source = Source::new(name, bytes.to_vec());
    assert!((format.recognises)(&source), "{name} is not recognised as {}", format.name);
    (format.read)(&source, config)
}

/// The codes of the problems, errors with a `!`, each with its line.
pub(super) fn codes(checked: &Checked<Export>) -> Vec<String> {
    let mark = |severity| if severity == Severity::Error { "!" } else { "" };
    let line = |line: Option<u32>| line.map_or(String::new(), |line| format!(":{line}"));
    checked
        .problems
        .iter()
        .map(|p| format!("{}{}{}", mark(p.severity), p.code(), line(p.line)))
        .collect()
}
