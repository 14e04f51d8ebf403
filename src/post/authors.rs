//! The lists of authors of other generators: `authors.yml` of Docusaurus, `.authors.yml` of Material, `data/authors/` of Hugo.

use super::dialect;
use super::front_matter::Person;
use super::keys;
use super::table::{self, Item, Table, Value};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};

/// An entry of such a list.
#[derive(Clone, Debug)]
pub struct Profile {
    /// How posts refer to them.
    pub id: String,
    /// The file that the entry stands in.
    pub path: SourcePath,
    /// The line that it begins on.
    pub line: u32,
    /// What it says of them.
    pub person: Person,
    /// Other names and accounts.
    pub aliases: Vec<String>,
    /// A sentence about them.
    pub summary: Option<String>,
}

/// The entries of a list: several people by id, or one person in a file of their own.
pub fn read_authors(source: &Source) -> Checked<Vec<Profile>> {
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let problem = Problem::NotUtf8 { offset: error.valid_up_to() as u64 };
            return Checked {
                value: Vec::new(),
                problems: vec![Diagnostic::error(problem).at(&source.path)],
            };
        }
    };
    let read = if source.path.extension() == "toml" {
        table::toml(text, 1, text)
    } else {
        table::yaml(text, 1, text)
    };
    let table = match read {
        Ok(table) => table,
        Err(problem) => {
            return Checked { value: Vec::new(), problems: vec![problem.at(&source.path)] };
        }
    };
    // Material puts its people under one key.
    let people = match table.get("authors").map(|item| &item.value) {
        Some(Value::Table(people)) => people,
        _ => &table,
    };
    let is_person = people.entries.iter().all(|(.., item)| !matches!(item.value, Value::Table(_)));
    let profiles = match is_person {
        true if people.entries.is_empty() => Vec::new(),
        true => vec![profile(source.path.stem().trim_start_matches('.'), 1, people, &source.path)],
        false => {
            let entries = people.entries.iter().filter_map(|(id, line, item)| match &item.value {
                Value::Table(fields) => Some(profile(id, *line, fields, &source.path)),
                _ => None,
            });
            entries.collect()
        }
    };
    Checked::new(profiles)
}

fn profile(id: &str, line: u32, table: &Table, path: &SourcePath) -> Profile {
    let fields = keys::fields(table);
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.get(name))
            .and_then(|item| item.text())
            .map(|text| text.trim().to_owned())
    };
    let list = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| fields.get(name))
            .map(|item: &&Item| dialect::texts(item))
            .unwrap_or_default()
    };
    let person = Person {
        name: text(&["name"]),
        role: text(&["role", "title", "function", "job"]),
        department: text(&["department", "team"]),
        photo: text(&["photo", "image_url", "imageURL", "avatar", "image", "picture"]),
        expertise: list(&["expertise", "skills"]),
        contact: text(&["contact"]),
        emails: list(&["email", "emails"]),
    };
    Profile {
        id: id.to_owned(),
        path: path.clone(),
        line,
        person,
        aliases: list(&["aliases", "alias"]),
        summary: text(&["summary", "description", "bio"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_all_generators_are_read() {
        for (path, text) in [
            (
                "content/blog/authors.yml",
                "ines:\n  name: Inès de Vries\n  title: Hydroloog\n  image_url: /img/ines.png\n",
            ),
            (
                "content/.authors.yml",
                "authors:\n  ines:\n    name: Inès de Vries\n    role: Hydroloog\n    avatar: /img/ines.png\n",
            ),
            (
                "data/authors/ines.toml",
                "name = \"Inès de Vries\"\nrole = \"Hydroloog\"\nphoto = \"/img/ines.png\"\n",
            ),
        ] {
            let read = read_authors(&Source::new(path, text.into()));
            let [profile] = read.value.as_slice() else { panic!("one person in {path}") };
            assert_eq!(
                (profile.id.as_str(), profile.person.name.as_deref()),
                ("ines", Some("Inès de Vries")),
                "{path}"
            );
            assert_eq!(
                (profile.person.role.as_deref(), profile.person.photo.as_deref()),
                (Some("Hydroloog"), Some("/img/ines.png"))
            );
        }
        let broken =
            read_authors(&Source::new("content/authors.yml", b"ines:\n  name: [\n".to_vec()));
        assert_eq!(broken.problems.len(), 1);
    }
}
