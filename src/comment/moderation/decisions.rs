//! Reads `moderation.toml`.

use crate::diagnostic::{Checked, Diagnostic, Expected, Problem};
use crate::post::table::{self, Item, Table, Value};
use crate::source::Source;

/// What the moderators decided, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Decisions {
    pub(super) list: Vec<Decision>,
}

/// One decision.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) kind: Kind,
    /// The comment, or for closing the post.
    pub(super) target: String,
    pub(super) line: u32,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Hide,
    Publish,
    Pin,
    Close,
    Redact { passage: String, replacement: String },
}

/// The keys of `moderation.toml`, and those of its tables.
const KEYS: [&str; 5] = ["hide", "publish", "pin", "close", "redact"];
const FIELDS: [&str; 7] = ["comment", "post", "reason", "by", "date", "passage", "replacement"];

/// Reads `hide`, `publish`, `pin` and `close`, lists of comments (of posts for `close`) as texts, numbers or tables with a
/// reason; and `[[redact]]` with `comment`, `passage` and `replacement`.
pub(super) fn read(source: &Source) -> Checked<Decisions> {
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let problem = Problem::NotUtf8 { offset: error.valid_up_to() as u64 };
            return Checked {
                value: Decisions::default(),
                problems: vec![Diagnostic::error(problem).at(&source.path)],
            };
        }
    };
    let mut reader = Reader { list: Vec::new(), problems: Vec::new(), text };
    match table::toml(text, 1, text) {
        Ok(table) => {
            table.entries.iter().for_each(|(key, line, item)| reader.key(key, *line, item));
        }
        Err(problem) => reader.problems.push(problem),
    }
    let problems = reader.problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value: Decisions { list: reader.list }, problems }
}

struct Reader<'a> {
    list: Vec<Decision>,
    problems: Vec<Diagnostic>,
    text: &'a str,
}

impl Reader<'_> {
    fn error(&mut self, problem: Problem, line: u32) {
        self.problems.push(Diagnostic::error(problem).on_line(line, self.text));
    }

    fn wrong(&mut self, key: &str, item: &Item, line: u32, expected: Expected) {
        self.error(Problem::WrongType { key: key.to_owned(), expected, found: item.shown() }, line);
    }

    fn key(&mut self, key: &str, line: u32, item: &Item) {
        if !KEYS.contains(&key) {
            return self.error(Problem::unknown_key(key, KEYS), line);
        }
        let Value::List(items) = &item.value else {
            return self.wrong(key, item, line, Expected::List);
        };
        for item in items {
            match &item.value {
                Value::Text(scalar) if key != "redact" => {
                    self.decide(key, scalar.text.clone(), item.line, None);
                }
                Value::Table(table) => self.table(key, table, item.line),
                _ => self.wrong(key, item, item.line, Expected::Text),
            }
        }
    }

    fn table(&mut self, key: &str, table: &Table, line: u32) {
        for (field, line, _) in
            table.entries.iter().filter(|(field, ..)| !FIELDS.contains(&field.as_str()))
        {
            self.error(Problem::unknown_key(field, FIELDS), *line);
        }
        let text = |field: &str| {
            table
                .get(field)
                .and_then(Item::text)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        // An empty one is one: nothing shows then that anything is gone.
        let replacement =
            table.get("replacement").and_then(Item::text).map(|text| text.trim().to_owned());
        let comment = if key == "close" { text("post") } else { text("comment") };
        let place = if key == "close" { "post" } else { "comment" };
        let Some(comment) = comment else {
            let problem = Problem::WrongType {
                key: format!("{key}.{place}"),
                expected: Expected::Text,
                found: String::new(),
            };
            return self.error(problem, line);
        };
        let target = match text("post").filter(|_| key != "close" && !comment.contains('#')) {
            Some(post) => format!("{post}#{comment}"),
            None => comment,
        };
        self.decide(key, target, line, text("passage").map(|passage| (passage, replacement)));
    }

    fn decide(
        &mut self,
        key: &str,
        target: String,
        line: u32,
        redaction: Option<(String, Option<String>)>,
    ) {
        let kind = match (key, redaction) {
            ("hide", _) => Kind::Hide,
            ("publish", _) => Kind::Publish,
            ("pin", _) => Kind::Pin,
            ("close", _) => Kind::Close,
            (_, Some((passage, replacement))) => Kind::Redact {
                passage,
                replacement: replacement.unwrap_or_else(|| "[…]".to_owned()),
            },
            (_, None) => {
                let problem = Problem::MissingKey { key: "passage".to_owned() };
                return self.error(problem, line);
            }
        };
        self.list.push(Decision { kind, target, line });
    }
}
