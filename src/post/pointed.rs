//! What a key of front matter points at: a picture, or an article elsewhere.

use super::table::{Item, Value};
use crate::diagnostic::{Diagnostic, Problem, nearest};

/// The picture of a text, of a list, or of a table with its path under one of the names that themes use.
pub(super) fn image(item: &Item) -> Option<String> {
    match &item.value {
        Value::Text(scalar) => Some(scalar.text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::List(items) => items.first().and_then(Item::text).map(str::to_owned),
        Value::Table(table) => {
            let names = ["image", "src", "path", "url", "feature", "teaser"];
            names
                .into_iter()
                .find_map(|name| table.get(name))
                .and_then(Item::text)
                .map(str::to_owned)
        }
        Value::Null => None,
    }
}

/// What the table of an article may say.
const SOURCE: [&str; 2] = ["url", "title"];

/// What the table of an article says that nobody knows, each with its line.
pub(super) fn strange_to_source<'a>(
    name: &'a str,
    item: &'a Item,
) -> impl Iterator<Item = (Diagnostic, u32)> + 'a {
    let entries = match &item.value {
        Value::Table(table) => table.entries.as_slice(),
        _ => &[],
    };
    let strange = entries.iter().filter(|(key, ..)| !SOURCE.contains(&key.as_str()));
    strange.map(move |(key, line, _)| {
        let problem = Problem::UnknownKey {
            key: format!("{name}.{key}"),
            nearest: nearest(key, SOURCE),
            known: SOURCE.map(str::to_owned).to_vec(),
        };
        (Diagnostic::warning(problem), *line)
    })
}

/// The address of an article and its title: a text, or a table with both.
pub(super) fn source(item: &Item) -> (Option<String>, Option<String>) {
    let text = |item: &Item| {
        item.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let Value::Table(table) = &item.value else { return (text(item), None) };
    let part = |key: &str| table.get(key).and_then(text);
    let title = part("title");
    (part("url").or_else(|| title.clone()), title)
}
