//! The lists of authors of other generators: `authors.yml` of Docusaurus, `.authors.yml` of Material, `data/authors/` of Hugo.

use std::collections::BTreeSet;

use super::dialect;
use super::front_matter::Person;
use super::table::{self, Item, Table, Value};
use crate::diagnostic::{Checked, Diagnostic, Expected, Problem, nearest};
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
    /// A text about them, if it is not all that is said of what they do.
    pub summary: Option<String>,
}

/// What a list can say of a person, in the words of every generator: the first that is given counts.
const FIELDS: [(&str, &[&str]); 9] = [
    ("name", &["name"]),
    ("role", &["role", "title", "function", "job", "headline"]),
    ("department", &["department", "team"]),
    ("photo", &["photo", "image_url", "imageURL", "avatar", "image", "picture"]),
    ("expertise", &["expertise", "skills"]),
    ("contact", &["contact"]),
    ("email", &["email", "emails"]),
    ("aliases", &["aliases", "alias"]),
    ("summary", &["summary", "description", "bio"]),
];

/// What else stands there, for another generator only.
const FOREIGN: [(&str, &str); 13] = [
    ("url", "Docusaurus/MkDocs Material"),
    ("page", "Docusaurus"),
    ("socials", "Docusaurus"),
    ("permalink", "Docusaurus"),
    ("slug", "MkDocs Material"),
    ("social", "Hugo"),
    ("weight", "Hugo"),
    ("website", "Jekyll"),
    ("links", "Jekyll"),
    ("uri", "Jekyll"),
    ("twitter", "Jekyll"),
    ("github", "Jekyll"),
    ("linkedin", "Jekyll"),
];

/// The entries of a list: several people by id, or one person in a file of their own.
pub fn read_authors(source: &Source) -> Checked<Vec<Profile>> {
    let read = source.text().and_then(|text| match source.path.extension().as_str() {
        "toml" => Ok((table::toml(text, 1, text)?, text)),
        _ => Ok((table::yaml(text, 1, text)?, text)),
    });
    let (table, text) = match read {
        Ok(read) => read,
        Err(problem) => {
            return Checked { value: Vec::new(), problems: vec![problem.at(&source.path)] };
        }
    };
    let mut reader = Reader {
        path: &source.path,
        text,
        profiles: Vec::new(),
        told: BTreeSet::new(),
        problems: Vec::new(),
    };
    reader.list(&table);
    Checked { value: reader.profiles, problems: reader.problems }
}

struct Reader<'a> {
    path: &'a SourcePath,
    text: &'a str,
    profiles: Vec<Profile>,
    /// The keys that were told: one that says nothing of one says nothing of all.
    told: BTreeSet<String>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn list(&mut self, table: &Table) {
        // Material puts its people under one key.
        let people = match table.get("authors").map(|item| &item.value) {
            Some(Value::Table(people)) => people,
            _ => table,
        };
        let is_person =
            people.entries.iter().all(|(.., item)| !matches!(item.value, Value::Table(_)));
        if is_person && !people.entries.is_empty() {
            self.person(self.path.stem().trim_start_matches('.'), 1, people);
            return;
        }
        for (id, line, item) in &people.entries {
            if let Value::Table(fields) = &item.value {
                self.person(id, *line, fields);
            } else {
                let (key, found) = (id.clone(), item.shown());
                self.warn(Problem::WrongType { key, expected: Expected::Table, found }, *line);
            }
        }
    }

    fn person(&mut self, id: &str, line: u32, table: &Table) {
        for (key, line, _) in &table.entries {
            self.check(key, *line);
        }
        let item = |field: &str| {
            let (_, names) = FIELDS.iter().find(|(name, _)| *name == field)?;
            names.iter().find_map(|name| table.get(name))
        };
        let text = |field| item(field).and_then(Item::text).map(|text| text.trim().to_owned());
        let list = |field| item(field).map(dialect::texts).unwrap_or_default();
        let person = Person {
            name: text("name"),
            role: text("role").or_else(|| text("summary")),
            department: text("department"),
            photo: text("photo"),
            expertise: list("expertise"),
            contact: text("contact"),
            emails: list("email"),
        };
        self.profiles.push(Profile {
            id: id.to_owned(),
            path: self.path.clone(),
            line,
            person,
            aliases: list("aliases"),
            summary: text("summary").filter(|_| item("role").is_some()),
        });
    }

    fn check(&mut self, key: &str, line: u32) {
        let mut known = FIELDS.iter().flat_map(|(_, names)| names.iter().copied());
        if known.clone().any(|name| name == key) || !self.told.insert(key.to_owned()) {
            return;
        }
        let problem = match FOREIGN.iter().find(|(foreign, _)| *foreign == key) {
            Some((_, dialect)) => {
                Problem::KeyWithoutMeaning { key: key.to_owned(), dialect: (*dialect).to_owned() }
            }
            None => {
                let nearest = nearest(key, known.by_ref());
                let known = FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect();
                Problem::UnknownKey { key: key.to_owned(), nearest, known }
            }
        };
        self.warn(problem, line);
    }

    fn warn(&mut self, problem: Problem, line: u32) {
        self.problems.push(Diagnostic::warning(problem).at(self.path).on_line(line, self.text));
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
                "data/authors/ines.json",
                "{\n\t\"name\": \"Inès de Vries\",\n\t\"headline\": \"Hydroloog\",\n\t\"image\": \"/img/ines.png\",\n\t\"social\": [{\"x\": \"ines\"}]\n}\n",
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
        let text = "authors:\n  bo:\n    name: Bo\n    description: Hydroloog\n  jo:\n    name: Jo\n    title: Sluiswachter\n    description: Kent elke sluis.\n";
        let read = read_authors(&Source::new("content/.authors.yml", text.into())).value;
        let said: Vec<(Option<&str>, Option<&str>)> = read
            .iter()
            .map(|profile| (profile.person.role.as_deref(), profile.summary.as_deref()))
            .collect();
        let wanted = [(Some("Hydroloog"), None), (Some("Sluiswachter"), Some("Kent elke sluis."))];
        assert_eq!(said, wanted);
        let broken =
            read_authors(&Source::new("content/authors.yml", b"ines:\n  name: [\n".to_vec()));
        assert_eq!(broken.problems.len(), 1);
    }

    #[test]
    fn what_has_no_meaning_is_told_with_its_line() {
        let text = "ines:\n  name: Inès\n  socials: {x: ines}\n  titel: Hydroloog\nbo: Bo Jansen\nan:\n  name: An\n  socials: {}\n";
        let read = read_authors(&Source::new("content/posts/authors.yml", text.into()));
        let told: Vec<(String, Option<u32>)> =
            read.problems.iter().map(|problem| (problem.code(), problem.line)).collect();
        let wanted = [("key-without-meaning", 3), ("unknown-key", 4), ("wrong-type", 5)];
        assert_eq!(told, wanted.map(|(code, line)| (code.to_owned(), Some(line))));
    }
}
