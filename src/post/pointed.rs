//! What a key of front matter points at: people, a picture, or an article elsewhere.

use super::front_matter::PersonRef;
use super::table::{Item, Table, Value};
use super::{links, markdown};
use crate::diagnostic::{Diagnostic, Problem, nearest};

/// The picture of a text, of a list, or of a table with its path under one of the names that themes use.
pub(super) fn image(item: &Item) -> Option<String> {
    match &item.value {
        Value::Text(scalar) => Some(scalar.text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::List(items) => items.first().and_then(Item::text).map(str::to_owned),
        Value::Table(table) => IMAGE
            .into_iter()
            .find_map(|name| table.get(name))
            .and_then(Item::text)
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty()),
        Value::Null => None,
    }
}

/// What the table of an article may say.
const SOURCE: [&str; 2] = ["url", "title"];

/// What the table of an article says that nobody knows, and an address that is never linked, each with its line.
pub(super) fn strange_to_source<'a>(
    name: &'a str,
    item: &'a Item,
) -> impl Iterator<Item = (Diagnostic, u32)> + 'a {
    let entries = match &item.value {
        Value::Table(table) => table.entries.as_slice(),
        _ => &[],
    };
    let strange = entries.iter().filter(|(key, ..)| !SOURCE.contains(&key.as_str()));
    let strange = strange.map(move |(key, line, _)| {
        let problem = Problem::UnknownKey {
            key: format!("{name}.{key}"),
            nearest: nearest(key, SOURCE),
            known: SOURCE.map(str::to_owned).to_vec(),
        };
        (Diagnostic::warning(problem), *line)
    });
    // What has blanks in it is no address.
    let address = source(item).0.filter(|address| !address.contains(char::is_whitespace));
    let is_unsafe = |address: &String| links::by_itself(address) == Some(links::Resolved::Unsafe);
    let refused = address.filter(is_unsafe).map(|target| Problem::UnsafeLink { target });
    strange.chain(refused.map(|problem| (Diagnostic::warning(problem), item.line)))
}

/// What a key in the table of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Where the picture is.
    Path,
    /// What it shows.
    Description,
    /// It has a meaning in this generator, and none here.
    Foreign(&'static str),
    Unknown,
}

/// The names that themes have for the place of a picture.
const IMAGE: [&str; 6] = ["image", "src", "path", "url", "feature", "teaser"];

/// See [`Beside`].
pub(super) fn beside_image(key: &str) -> Beside {
    match key.to_lowercase().as_str() {
        key if IMAGE.contains(&key) => Beside::Path,
        "alt" | "description" => Beside::Description,
        "relative" | "hidden" | "hiddeninlist" | "hiddeninsingle" | "responsiveimages"
        | "linkfullimages" | "caption" | "title" => Beside::Foreign("Hugo"),
        "lqip" | "no_bg" | "thumbnail" | "width" | "height" | "credit" => Beside::Foreign("Jekyll"),
        _ => Beside::Unknown,
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

/// The people of a text, a list, or the tables of Docusaurus, under a key on this line.
pub(super) fn people(item: &Item, line: u32) -> Vec<PersonRef> {
    let plain = |name: &str| PersonRef { name: name.trim().to_owned(), title: None, line };
    // The name of a link is that of the person.
    let text = |text: &str| match text.contains("](") || text.contains("**") {
        true => markdown::plain(text),
        false => text.to_owned(),
    };
    let of_table = |table: &Table| {
        let text = |keys: &[&str]| {
            keys.iter().find_map(|key| table.get(key)).and_then(Item::text).map(str::to_owned)
        };
        Some(PersonRef {
            name: text(&["key", "id", "name", "email"])?,
            title: text(&["title", "role"]),
            line,
        })
    };
    let found: Vec<PersonRef> = match &item.value {
        Value::Null => Vec::new(),
        Value::Text(scalar) => text(&scalar.text).split(',').map(plain).collect(),
        Value::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Text(scalar) => Some(plain(&text(&scalar.text))),
                Value::Table(table) => of_table(table),
                _ => None,
            })
            .collect(),
        Value::Table(table) => of_table(table).into_iter().collect(),
    };
    let mut people: Vec<PersonRef> = Vec::with_capacity(found.len());
    for person in found {
        if !person.name.is_empty() && !people.iter().any(|other| other.name == person.name) {
            people.push(person);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::table;

    #[test]
    fn a_link_is_called_as_the_person() {
        for (author, wanted) in [
            ("'[Release Team](https://x.example/a,b)'", &["Release Team"][..]),
            ("'**Bo Smit**, An de Wit'", &["Bo Smit", "An de Wit"]),
            ("['[Bo](x)', a_b_c]", &["Bo", "a_b_c"]),
        ] {
            let table = table::yaml(&format!("author: {author}\n"), 1, "").expect("a table");
            let people = people(table.get("author").expect("an author"), 1);
            let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(names, wanted);
        }
    }
}
