//! Problems in what people wrote, as data: a code with typed arguments, a place, and wording from
//! one catalogue per language.

pub mod terminal;
mod problem;
mod trouble;
mod kinds;
mod near;
mod reason;
mod words;
mod en;
mod nl;
#[cfg(test)]
mod catalogues;

use serde::{Deserialize, Serialize};

use crate::comment::Held;
use crate::source::SourcePath;

pub use kinds::{Damage, Excess, Foreign, Refusal, Unread, Waiting};
pub use near::{Shape, misspelt, nearest};
pub use problem::{
    Decided, Expected, Namesake, PlainReason, Problem, TemplatePart, TracePlace, Unfit,
};
pub use trouble::Trouble;

/// Whether a problem stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The output is not touched.
    Error,
    /// The site is built; somebody should look.
    Warning,
}

/// The language in which problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// The language that a tag of `--lang` or of the environment names: `nl`, `nl-BE`, `en_GB.UTF-8`. `None`
    /// for every other one, `C` and `POSIX` too: they say nothing of what the reader understands.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['_', '-', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "nl" => Some(Language::Dutch),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// The tag of this language in a page.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }
}

/// Comments that are not shown for one reason, in a few words: `4 spam`.
pub fn held(reason: Held, amount: usize, language: Language) -> String {
    match language {
        Language::Dutch => nl::phrases::held_briefly(reason, amount),
        Language::English => en::phrases::held_briefly(reason, amount),
    }
}

/// What is said of a problem: one sentence on what is wrong, one on how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// The catalogues' way to say it: message and help. A detail of a library, at the end of a message, may
/// bring a full stop or a line end of its own.
fn say(message: impl Into<String>, help: impl Into<String>) -> Wording {
    let mut message = message.into();
    message.truncate(message.trim_end_matches(['.', ':', ' ', '\n', '\r']).len());
    Wording { message: words::shorten_names(message), help: words::shorten_names(help.into()) }
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The file, relative to the site's folder.
    pub path: Option<SourcePath>,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The line itself.
    pub excerpt: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Diagnostic {
    /// A problem that stops the build.
    pub fn error(problem: Problem) -> Self {
        Diagnostic { severity: Severity::Error, path: None, line: None, excerpt: None, problem }
    }

    /// A problem that somebody should look at.
    pub fn warning(problem: Problem) -> Self {
        Diagnostic { severity: Severity::Warning, path: None, line: None, excerpt: None, problem }
    }

    /// The same problem, in this file.
    pub fn at(self, path: &SourcePath) -> Self {
        Diagnostic { path: Some(path.clone()), ..self }
    }

    /// The same problem, on this line (from 1) of this text, which becomes its excerpt.
    pub fn on_line(self, line: u32, text: &str) -> Self {
        let excerpt = text.lines().nth(line.saturating_sub(1) as usize).map(shorten);
        Diagnostic { line: Some(line), excerpt, ..self }
    }

    /// The same problem, at this byte offset of this text.
    pub fn at_offset(self, offset: usize, text: &str) -> Self {
        let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        self.on_line(u32::try_from(line).unwrap_or(u32::MAX), text)
    }

    /// The stable code of the problem, in kebab case: `unknown-key`.
    pub fn code(&self) -> String {
        self.problem.code()
    }

    /// What is said of it in this language.
    pub fn wording(&self, language: Language) -> Wording {
        match language {
            Language::Dutch => nl::wording(&self.problem),
            Language::English => en::wording(&self.problem),
        }
    }
}

/// An excerpt is for recognising the line, so a very long one is cut.
fn shorten(line: &str) -> String {
    const WIDTH: usize = 160;
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(WIDTH).collect();
    short.push('…');
    short
}

/// A value together with the problems found on the way to it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What came out; usable for finding further problems even if there were errors.
    pub value: T,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value without problems.
    pub fn new(value: T) -> Self {
        Checked { value, problems: Vec::new() }
    }

    /// The value; its problems are added to `problems`.
    pub fn take(self, problems: &mut Vec<Diagnostic>) -> T {
        problems.extend(self.problems);
        self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_taken_from_flags_and_locales() {
        use Language::{Dutch, English};
        for (tag, language) in [
            ("nl", Some(Dutch)),
            ("NL", Some(Dutch)),
            ("nl_NL.UTF-8", Some(Dutch)),
            ("nl-BE", Some(Dutch)),
            ("nl_NL@euro", Some(Dutch)),
            ("en", Some(English)),
            (" en_GB.UTF-8 ", Some(English)),
            ("en.UTF-8", Some(English)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("de_DE", None),
            ("nds", None),
            ("enm_GB", None),
            ("", None),
            ("\u{1F1F3}", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag:?}");
        }
    }

    #[test]
    fn a_message_does_not_end_as_a_library_ends_its_own() {
        assert_eq!(say("kan niet: no such file.\n", "x").message, "kan niet: no such file");
    }

    #[test]
    fn an_offset_becomes_a_line_with_its_text() {
        let found = Diagnostic::error(Problem::MissingTitle).at_offset(5, "een\ntwee\ndrie");
        assert_eq!((found.line, found.excerpt.as_deref()), (Some(2), Some("twee")));
    }
}
