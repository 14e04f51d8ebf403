//! What is put right in settings that are valid: colours that cannot be read, and where a link of a menu stands.

use super::color::{Color, Pages};
use super::{Config, Place, line_number, settings};
use crate::diagnostic::{Diagnostic, Problem, Severity};

/// What is put right, or added, once all of it is valid.
pub(super) fn adjust(config: &mut Config, place: &Place<'_>, problems: &mut Vec<Diagnostic>) {
    let settings::Menu { main, footer } = &mut config.menu;
    for item in main.iter_mut().chain(footer) {
        item.line = place.line_of_value(&item.to);
    }
    for (key, color, pages) in [
        ("brand.accent", &mut config.brand.accent, Pages::Light),
        ("brand.accent_dark", &mut config.brand.accent_dark, Pages::Dark),
    ] {
        problems.extend(make_readable(key, color, pages, place));
    }
}

/// Puts a colour that can be read on the pages in the place of one that cannot.
fn make_readable(
    key: &str,
    color: &mut Option<String>,
    pages: Pages,
    place: &Place<'_>,
) -> Option<Diagnostic> {
    let written = color.take()?;
    let given = Color::read(&written)?;
    let used = given.readable(pages);
    *color = Some(used.hex());
    let problem =
        Problem::ColorUnreadable { key: key.to_owned(), color: written, used: used.hex() };
    let told = Diagnostic { severity: Severity::Warning, ..place.at(key, problem) };
    (used != given).then_some(told)
}

impl Place<'_> {
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
    fn line_of_value(&self, value: &str) -> Option<u32> {
        let forms = [format!("\"{value}\""), format!("'{value}'")];
        let is_it = |line: &str| {
            line.contains("to") && forms.iter().any(|form| line.contains(form.as_str()))
        };
        self.text.lines().position(is_it).map(line_number)
    }
}
