//! What is put right in settings that are valid: colours that cannot be read, and where a link of a menu stands.

use super::color::{Color, Pages};
use super::{Config, Place, settings};
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
