//! What can still be said of a site of which settings are wrong: those have their defaults, and not everything follows from the
//! others.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::keys::{full, syntax_error};
use super::{Config, FILE, Settings};
use crate::diagnostic::{Diagnostic, Problem, Severity};

/// What decides which pages there are, and where.
const ADDRESSES: &[&str] = &[
    "permalink",
    "paths",
    "language",
    "timezone",
    "feeds",
    "digests",
    "search",
    "accessibility",
    "limits",
];

/// The settings that are wrong, by the first part of their names.
#[derive(Debug)]
pub struct Doubt {
    sections: BTreeSet<String>,
    /// The file is no TOML: nothing is known of any of them.
    is_all: bool,
}

impl Doubt {
    /// Of what these problems of the settings are about.
    pub fn of(problems: &[Diagnostic]) -> Doubt {
        let errors = problems.iter().filter(|told| told.severity == Severity::Error);
        let sections = errors.clone().filter_map(|told| key_of(&told.problem)).map(|key| {
            let first = key.split('.').next().unwrap_or(key);
            first.to_owned()
        });
        let meant = errors.clone().filter_map(|told| match &told.problem {
            Problem::UnknownKey { key, nearest, .. } => {
                let is_whole = |near: &&str| near.contains('.') || !key.contains('.');
                nearest.as_deref().filter(is_whole)
            }
            _ => None,
        });
        let meant = meant.map(|key| key.split('.').next().unwrap_or(key).to_owned());
        let is_all = errors.clone().any(|told| is_syntax(&told.problem));
        Doubt { sections: sections.chain(meant).collect(), is_all }
    }

    /// Whether an error of this site would be one with other values of those settings too.
    pub fn leaves(&self, told: &Diagnostic, config: &Config) -> bool {
        if self.sections.is_empty() && !self.is_all {
            return true;
        }
        let rests_on = grounds(told, config);
        told.severity == Severity::Error
            && !rests_on.iter().any(|of| self.is_all || self.sections.contains(*of))
    }
}

/// The settings that an error may come from.
fn grounds(told: &Diagnostic, config: &Config) -> &'static [&'static str] {
    match &told.problem {
        Problem::TooLarge { .. }
        | Problem::TooDeep { .. }
        | Problem::PictureTooLarge { .. }
        | Problem::DrawingTooLarge { .. }
        | Problem::DrawingTooDeep { .. } => return &["limits", "comments"],
        Problem::UnknownTheme { .. } => return &["theme"],
        Problem::PendingMissing { .. } | Problem::OutputInSources { .. } => return &["comments"],
        Problem::SameAddress { .. }
        | Problem::AddressInFile { .. }
        | Problem::FolderInTheWay { .. } => return ADDRESSES,
        _ => {}
    }
    let path = told.path.as_ref().map(|path| path.as_str()).unwrap_or_default();
    let is_below = |folder: &String| path.starts_with(folder.as_str());
    match path {
        FILE => &["menu", "search", "brand", "permalink", "paths", "language", "comments"],
        _ if path.starts_with("themes/") => &["theme", "language"],
        _ if config.comments.sources.iter().any(is_below) => {
            &["comments", "limits", "timezone", "language"]
        }
        _ => &[],
    }
}

/// The settings of this text without what these problems are about, which gets its default.
pub(super) fn settings(text: &str, problems: &[Diagnostic]) -> Result<Settings, Diagnostic> {
    let text = if problems.iter().any(|told| is_syntax(&told.problem)) { "" } else { text };
    let failed = |error| syntax_error(&error, text);
    let mut document = DeTable::parse(text).map_err(failed)?;
    let wrong: Vec<&str> = problems.iter().filter_map(|told| key_of(&told.problem)).collect();
    if !problems.is_empty() {
        let table = document.get_mut();
        remove("", table, &wrong);
        if !table.iter().any(|(key, _)| key.get_ref() == "title") {
            let title = DeValue::String(Cow::Borrowed("?"));
            table.insert(Spanned::new(0..0, Cow::Borrowed("title")), Spanned::new(0..0, title));
        }
    }
    Settings::deserialize(Deserializer::from(document)).map_err(failed)
}

/// Removes each key of a section that is wrong, or in whose value something is.
fn remove(section: &str, table: &mut DeTable<'_>, wrong: &[&str]) {
    let mut gone = Vec::new();
    for (key, value) in table.iter_mut() {
        let name = full(section, key.get_ref());
        let is_it = |wrong: &&str| {
            let rest = wrong.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        match value.get_mut() {
            DeValue::Table(inner) if !wrong.contains(&name.as_str()) => {
                remove(&name, inner, wrong);
            }
            _ if wrong.iter().any(is_it) => gone.push(key.clone()),
            _ => {}
        }
    }
    for key in gone {
        table.remove(&key);
    }
}

/// The setting that a problem is about, by its whole name.
fn key_of(problem: &Problem) -> Option<&str> {
    match problem {
        Problem::UnknownKey { key, .. }
        | Problem::WrongType { key, .. }
        | Problem::SameFolder { key, .. } => Some(key),
        Problem::MissingKey { .. } => Some("accessibility.problems"),
        Problem::MissingTitle => Some("title"),
        _ => None,
    }
}

fn is_syntax(problem: &Problem) -> bool {
    matches!(problem, Problem::InvalidToml { .. })
}
