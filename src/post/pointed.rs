//! What a key of front matter points at: a picture, or an article elsewhere.

use super::table::{Item, Value};

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
