//! Finds the line of a key again, for what is wrong with its value.

use crate::diagnostic::{Diagnostic, Expected, Problem};

/// The text of the settings.
pub(super) struct Place<'a> {
    pub text: &'a str,
}

impl Place<'_> {
    pub(super) fn error(&self, key: &str, expected: Expected, found: &str) -> Diagnostic {
        self.at(key, Problem::WrongType { key: key.into(), expected, found: found.into() })
    }

    /// A problem at the line of this key; below the top, that of the last part of its name.
    pub(super) fn at(&self, key: &str, problem: Problem) -> Diagnostic {
        let problem = Diagnostic::error(problem);
        match self.line_of(key) {
            Some(line) => problem.on_line(line, self.text),
            None => problem,
        }
    }

    fn line_of(&self, key: &str) -> Option<u32> {
        let name = key.rsplit('.').next().unwrap_or(key);
        let is_it = |line: &str| {
            let rest = line.trim_start().strip_prefix(name);
            rest.is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        self.text.lines().position(is_it).map(line_number)
    }

    /// The line of each of these entries of a list of texts, as far as it is written plainly.
    pub(super) fn lines_of_entries(&self, entries: &[String]) -> Vec<Option<u32>> {
        let line_of = |entry: &String| {
            let forms = [format!("\"{entry}\""), format!("'{entry}'")];
            let has = |line: &str| forms.iter().any(|form| line.contains(form.as_str()));
            self.text.lines().position(has).map(line_number)
        };
        entries.iter().map(line_of).collect()
    }

    /// The line on which this text stands between quotes as the value of `to`.
    pub(super) fn line_of_value(&self, value: &str) -> Option<u32> {
        let forms = [format!("\"{value}\""), format!("'{value}'")];
        let is_it = |line: &str| {
            line.contains("to") && forms.iter().any(|form| line.contains(form.as_str()))
        };
        self.text.lines().position(is_it).map(line_number)
    }
}

fn line_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// Whether this is about the settings and does not show their line yet: it was found where only their values are known.
pub fn is_placeless(told: &Diagnostic) -> bool {
    told.excerpt.is_none() && told.path.as_ref().is_some_and(|path| path.as_str() == super::FILE)
}

/// The same problem of the settings with the line that it is about.
pub fn placed(told: Diagnostic, text: &str) -> Diagnostic {
    let place = Place { text };
    let line = told.line.or_else(|| match &told.problem {
        Problem::UnknownTheme { .. } => place.line_of("theme"),
        Problem::BrandFile { key, .. } => place.line_of(key),
        _ => None,
    });
    match line {
        Some(line) => told.on_line(line, text),
        None => told,
    }
}
