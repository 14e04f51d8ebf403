//! Every key of `weerklank.toml` with the type of its value, so that all mistakes are told at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Expected, Problem, nearest};

/// Section (empty for the top), key, and what its value is.
const KEYS: &[(&str, &str, Expected)] = &[
    ("", "title", Expected::Text),
    ("", "description", Expected::Text),
    ("", "base_url", Expected::Text),
    ("", "language", Expected::Text),
    ("", "timezone", Expected::Text),
    ("", "theme", Expected::Text),
    ("", "permalink", Expected::Text),
    ("", "paginate", Expected::Number),
    ("", "paths", Expected::Table),
    ("", "brand", Expected::Table),
    ("", "menu", Expected::Table),
    ("", "comments", Expected::Table),
    ("", "search", Expected::Table),
    ("", "feeds", Expected::Table),
    ("", "markdown", Expected::Table),
    ("", "privacy", Expected::Table),
    ("", "limits", Expected::Table),
    ("paths", "experts", Expected::Text),
    ("paths", "topics", Expected::Text),
    ("paths", "series", Expected::Text),
    ("paths", "page", Expected::Text),
    ("brand", "organisation", Expected::Text),
    ("brand", "accent", Expected::Text),
    ("brand", "accent_dark", Expected::Text),
    ("brand", "logo", Expected::Text),
    ("brand", "favicon", Expected::Text),
    ("menu", "main", Expected::List),
    ("menu", "footer", Expected::List),
    // Of each link of a menu.
    ("menu.main", "label", Expected::Text),
    ("menu.main", "to", Expected::Text),
    ("menu.footer", "label", Expected::Text),
    ("menu.footer", "to", Expected::Text),
    ("comments", "sources", Expected::List),
    ("comments", "old_hosts", Expected::List),
    ("comments", "visible", Expected::List),
    ("comments", "reply_to", Expected::Text),
    ("comments", "paginate", Expected::Number),
    ("comments", "post_types", Expected::List),
    ("comments", "columns", Expected::Table),
    ("comments.columns", "text", Expected::Text),
    ("comments.columns", "post", Expected::Text),
    ("comments.columns", "author", Expected::Text),
    ("comments.columns", "date", Expected::Text),
    ("comments.columns", "parent", Expected::Text),
    ("comments.columns", "id", Expected::Text),
    ("comments.columns", "email", Expected::Text),
    ("comments.columns", "department", Expected::Text),
    ("comments.columns", "status", Expected::Text),
    ("search", "enabled", Expected::Boolean),
    ("feeds", "enabled", Expected::Boolean),
    ("feeds", "entries", Expected::Number),
    ("markdown", "html", Expected::Text),
    ("markdown", "highlight", Expected::Boolean),
    ("privacy", "noindex", Expected::Boolean),
    ("limits", "post_bytes", Expected::Number),
    ("limits", "post_nesting", Expected::Number),
    ("limits", "export_bytes", Expected::Number),
    ("limits", "xlsx_bytes", Expected::Number),
    ("limits", "comment_bytes", Expected::Number),
    ("limits", "comment_nesting", Expected::Number),
    ("limits", "comment_links", Expected::Number),
    ("limits", "comments", Expected::Number),
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
        problems.push(Diagnostic::error(Problem::MissingTitle));
    }
}

fn check_section(section: &str, table: &DeTable<'_>, text: &str, found: &mut Vec<Diagnostic>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let known = KEYS.iter().find(|(of, known, _)| *of == section && *known == name);
        let Some((_, _, expected)) = known else {
            let names = KEYS.iter().filter(|(of, ..)| *of == section).map(|(_, name, _)| *name);
            let problem =
                Problem::UnknownKey { key: full(section, name), nearest: nearest(name, names) };
            found.push(Diagnostic::error(problem).at_offset(key.span().start, text));
            continue;
        };
        let name = full(section, name);
        if !fits(value.get_ref(), *expected) {
            found.push(wrong(&name, *expected, value.span(), text));
        } else if let DeValue::Table(inner) = value.get_ref() {
            check_section(&name, inner, text, found);
        } else if let DeValue::Array(items) = value.get_ref() {
            items.iter().for_each(|item| check_item(&name, item, text, found));
        }
    }
}

/// What stands in a list: texts, or links of a menu, which have all their keys.
fn check_item(list: &str, item: &Spanned<DeValue<'_>>, text: &str, found: &mut Vec<Diagnostic>) {
    let mut keys = KEYS.iter().filter(|(of, ..)| *of == list).map(|(_, name, _)| *name).peekable();
    let expected = if keys.peek().is_some() { Expected::Table } else { Expected::Text };
    if !fits(item.get_ref(), expected) {
        found.push(wrong(list, expected, item.span(), text));
    } else if let DeValue::Table(inner) = item.get_ref() {
        check_section(list, inner, text, found);
        for key in keys.filter(|key| !inner.iter().any(|(name, _)| name.get_ref() == key)) {
            let problem = Problem::MissingKey { key: key.to_owned() };
            found.push(Diagnostic::error(problem).at_offset(item.span().start, text));
        }
    }
}

fn wrong(key: &str, expected: Expected, place: Range<usize>, text: &str) -> Diagnostic {
    let found = text.get(place.clone()).unwrap_or_default().chars().take(60).collect();
    let problem = Problem::WrongType { key: key.to_owned(), expected, found };
    Diagnostic::error(problem).at_offset(place.start, text)
}

fn full(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

fn fits(value: &DeValue<'_>, expected: Expected) -> bool {
    match expected {
        Expected::Text => matches!(value, DeValue::String(_)),
        Expected::Boolean => matches!(value, DeValue::Boolean(_)),
        Expected::List => matches!(value, DeValue::Array(_)),
        Expected::Table => matches!(value, DeValue::Table(_)),
        Expected::Number => match value {
            DeValue::Integer(number) => {
                u64::from_str_radix(number.as_str(), number.radix()).is_ok()
            }
            _ => false,
        },
        _ => true,
    }
}

/// A value that has the right type and still cannot be: a number that is too large.
pub(super) fn value_error(error: &toml::de::Error, text: &str) -> Diagnostic {
    let place = error.span().unwrap_or_default();
    let line = text.get(..place.start).unwrap_or_default().lines().next_back().unwrap_or_default();
    let key = line.split('=').next().unwrap_or_default().trim();
    wrong(key, Expected::Number, place, text)
}

/// What the TOML reader says, at its place.
fn syntax_error(error: &toml::de::Error, text: &str) -> Diagnostic {
    let detail = error.message().lines().next().unwrap_or_default().to_owned();
    let offset = error.span().map_or(0, |span| span.start);
    Diagnostic::error(Problem::InvalidToml { detail }).at_offset(offset, text)
}
