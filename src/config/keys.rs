//! Every key of `weerklank.toml` with the type of its value, so that all mistakes are told at once.

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
    ("search", "comments", Expected::Boolean),
    ("search", "exclude", Expected::List),
    ("search", "synonyms", Expected::List),
    ("search", "stop_words", Expected::List),
    ("search", "weights", Expected::Table),
    ("search.weights", "title", Expected::Number),
    ("search.weights", "topics", Expected::Number),
    ("search.weights", "people", Expected::Number),
    ("search.weights", "headings", Expected::Number),
    ("search.weights", "body", Expected::Number),
    ("search.weights", "comments", Expected::Number),
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
        if !fits(value.get_ref(), *expected) {
            let problem = Problem::WrongType {
                key: full(section, name),
                expected: *expected,
                found: text.get(value.span()).unwrap_or_default().chars().take(60).collect(),
            };
            found.push(Diagnostic::error(problem).at_offset(value.span().start, text));
        } else if let DeValue::Table(inner) = value.get_ref() {
            check_section(&full(section, name), inner, text, found);
        }
    }
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

/// What the TOML reader says, at its place.
pub(super) fn syntax_error(error: &toml::de::Error, text: &str) -> Diagnostic {
    let detail = error.message().lines().next().unwrap_or_default().to_owned();
    let offset = error.span().map_or(0, |span| span.start);
    Diagnostic::error(Problem::InvalidToml { detail }).at_offset(offset, text)
}
