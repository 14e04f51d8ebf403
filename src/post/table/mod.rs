//! Front matter as a tree of values with their lines, whether it was YAML or TOML.

mod aliased;
mod quoted;
mod unclosed;

use std::borrow::Cow;
use std::fmt::Write;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Problem};
use aliased::Named;

/// The deepest nesting of front matter.
const DEEPEST: usize = 32;

/// A value with the line that it stands on, from 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// What it is.
    pub value: Value,
    /// Where it stands in the file.
    pub line: u32,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing: `null`, `~` or no value at all.
    Null,
    /// A scalar, as it was written.
    Text(Scalar),
    /// A list.
    List(Vec<Item>),
    /// Keys with values, in order.
    Table(Table),
}

/// A scalar: its text, and whether quotes make it text whatever it looks like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scalar {
    pub text: String,
    pub is_quoted: bool,
}

/// Keys with their lines and values, in order, each key once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub entries: Vec<(String, u32, Item)>,
    /// Keys that were given again with the same value.
    pub repeated: Vec<(String, u32)>,
}

impl Table {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Item> {
        self.entries.iter().find(|(name, ..)| name == key).map(|(.., item)| item)
    }
}

impl Item {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// Whether nothing is understood of it, or of one of the items of a list.
    pub(crate) fn is_lost<T>(&self, read: impl Fn(&Item) -> Vec<T>) -> bool {
        self.lost(read).is_some()
    }

    /// What nothing is understood of: the first such item of a list, or it itself.
    pub(crate) fn lost<T>(&self, read: impl Fn(&Item) -> Vec<T>) -> Option<&Item> {
        let parts = match &self.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(self),
        };
        parts.iter().find(|part| !part.is_empty() && read(part).is_empty())
    }

    /// Whether it says nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(scalar) => scalar.text.trim().is_empty(),
            Value::List(items) => items.iter().all(Item::is_empty),
            Value::Table(table) => table.entries.iter().all(|(.., item)| item.is_empty()),
        }
    }

    /// What it is, for a message.
    pub(crate) fn shown(&self) -> String {
        match &self.value {
            Value::Null => String::new(),
            Value::Text(scalar) => scalar.text.clone(),
            Value::List(_) => "[…]".to_owned(),
            Value::Table(_) => "{…}".to_owned(),
        }
    }

    /// The same as JSON, for templates.
    pub(crate) fn json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Text(scalar) if scalar.is_quoted => Json::String(scalar.text.clone()),
            Value::Text(scalar) => match scalar.text.as_str() {
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                text => match text.parse::<i64>() {
                    Ok(number) => number.into(),
                    Err(_) => text
                        .parse::<f64>()
                        .ok()
                        .filter(|_| text.contains('.'))
                        .map_or_else(|| text.into(), Json::from),
                },
            },
            Value::List(items) => Json::Array(items.iter().map(Item::json).collect()),
            Value::Table(table) => Json::Object(
                table.entries.iter().map(|(key, _, item)| (key.clone(), item.json())).collect(),
            ),
        }
    }
}

/// Reads YAML that begins on `first_line` of the file. Problems carry the line in the file; `whole` is the file.
pub(crate) fn yaml(text: &str, first_line: u32, whole: &str) -> Result<Table, Diagnostic> {
    read(text, first_line, whole, Named::default())
}

/// The same of a file out of which somebody may have to go: every value stands where it is read.
pub(crate) fn yaml_in_place(text: &str, first_line: u32, whole: &str) -> Result<Table, Diagnostic> {
    read(text, first_line, whole, Named::none())
}

fn read(text: &str, first_line: u32, whole: &str, named: Named) -> Result<Table, Diagnostic> {
    let mut reader = Yaml { first_line, whole, open: Vec::new(), root: None, named };
    let text = &*with_blanks(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let (line, detail, mended) = mended(&error, text);
            let problem = Problem::InvalidYaml { detail: detail.to_owned(), mended };
            Diagnostic::error(problem).on_line(reader.line(line), whole)
        })?;
        let line = reader.line(span.start.line());
        reader.event(event, line)?;
    }
    match reader.root.map(|item| (item.line, item.value)) {
        None | Some((_, Value::Null)) => Ok(Table::default()),
        Some((_, Value::Table(table))) => Ok(table),
        Some((line, _)) => {
            let problem = Problem::InvalidYaml { detail: "key: value".to_owned(), mended: None };
            Err(Diagnostic::error(problem).on_line(line, whole))
        }
    }
}

/// The line, from 1, that an error is about, what is wrong there, and the line as it was meant.
fn mended<'a>(error: &'a ScanError, text: &str) -> (usize, &'a str, Option<String>) {
    if let Some(list) = unclosed::list(text) {
        return (list.line, list.detail, list.mended);
    }
    let line = line_of(error.info(), error.marker().line(), text);
    (line, error.info(), quoted::mended(text, line))
}

/// The text with a blank behind each key: a tab there is YAML, which the parser does not know, a blank that keeps words together is what
/// text processors make of one, and `date:2024-03-05` can mean nothing else.
fn with_blanks(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| value_at(line).is_some()) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| match value_at(line) {
        Some(at) => format!("{} {}", &line[..at], line[at..].trim_start_matches(is_other_blank)),
        None => line.to_owned(),
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}

/// Where something else than a blank stands behind the key of a line.
fn value_at(line: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let end = line.find(|c| !is_part(c)).filter(|end| line[*end..].starts_with(':'))?;
    let after = &line[end + 1..];
    // What follows a key at the left is its value, and no rest of an address or a time.
    let is_run_on = line.starts_with(|c: char| c.is_alphabetic())
        && !line[..end].contains(' ')
        && !after.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | ':'))
        && !after.is_empty();
    (after.starts_with(is_other_blank) || is_run_on).then_some(end + 1)
}

/// Whether this is a blank, and not that of YAML or the end of a line.
fn is_other_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\r' | '\n')
}

/// The line, from 1, that an error is about. A tab is told where the line before it ends.
fn line_of(info: &str, line: usize, text: &str) -> usize {
    let has_tab = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    let found = text.lines().zip(1..).skip(line.saturating_sub(1)).find(|(line, _)| has_tab(line));
    found.filter(|_| info.contains("tab")).map_or(line, |(_, number)| number)
}

struct Yaml<'a> {
    first_line: u32,
    whole: &'a str,
    open: Vec<Open>,
    root: Option<Item>,
    named: Named,
}

/// A list or table that has not ended yet.
enum Open {
    /// With the number of its name.
    List(u32, Vec<Item>, usize),
    /// With the key whose value comes next.
    Table(u32, Table, Option<(String, u32)>),
}

impl Yaml<'_> {
    fn line(&self, within: usize) -> u32 {
        self.first_line + u32::try_from(within).unwrap_or(u32::MAX / 2).saturating_sub(1)
    }

    fn event(&mut self, event: Event<'_>, line: u32) -> Result<(), Diagnostic> {
        match event {
            Event::Alias(name) => {
                // Nothing is merged into a table.
                let is_merge = self.key() == Some("<<");
                let value = self.named.value(name).filter(|_| !is_merge);
                let refused = || Diagnostic::error(Problem::AliasInYaml).on_line(line, self.whole);
                self.add(Item { value: value.ok_or_else(refused)?, line })?;
            }
            Event::Scalar(text, style, name, _) => {
                let is_quoted = style != ScalarStyle::Plain;
                let is_null =
                    !is_quoted && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if is_null {
                    Value::Null
                } else {
                    Value::Text(Scalar { text: text.into_owned(), is_quoted })
                };
                self.named.add(name, &value);
                self.add(Item { value, line })?;
            }
            Event::SequenceStart(name, _) => {
                self.open(Open::List(line, Vec::new(), name), line)?;
            }
            Event::MappingStart(..) => {
                self.open(Open::Table(line, Table::default(), None), line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(line, items, name)) => {
                    let value = Value::List(items);
                    self.named.add(name, &value);
                    self.add(Item { value, line })?;
                }
                Some(Open::Table(line, table, _)) => {
                    self.add(Item { value: Value::Table(table), line })?;
                }
                None => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// The key whose value comes next.
    fn key(&self) -> Option<&str> {
        match self.open.last() {
            Some(Open::Table(_, _, Some((key, _)))) => Some(key),
            _ => None,
        }
    }

    fn open(&mut self, open: Open, line: u32) -> Result<(), Diagnostic> {
        if self.open.len() >= DEEPEST {
            let problem = Problem::TooDeep { depth: DEEPEST as u64 + 1, limit: DEEPEST as u64 };
            return Err(Diagnostic::error(problem).on_line(line, self.whole));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, item: Item) -> Result<(), Diagnostic> {
        match self.open.last_mut() {
            Some(Open::List(_, items, _)) => items.push(item),
            Some(Open::Table(_, table, key)) => match key.take() {
                Some((name, line)) => match table.get(&name) {
                    None => table.entries.push((name, line, item)),
                    Some(first) if first.json() == item.json() => table.repeated.push((name, line)),
                    Some(_) => {
                        return Err(Diagnostic::error(Problem::DuplicateKey { key: name })
                            .on_line(line, self.whole));
                    }
                },
                None => *key = Some((item.shown(), item.line)),
            },
            None => self.root = self.root.take().or(Some(item)),
        }
        Ok(())
    }
}

/// Reads TOML that begins on `first_line` of the file.
pub(crate) fn toml(text: &str, first_line: u32, whole: &str) -> Result<Table, Diagnostic> {
    let lines = Lines::new(text, first_line);
    match DeTable::parse(text) {
        Ok(table) => Ok(toml_table(table.get_ref(), &lines)),
        Err(error) => {
            let line = error.span().map_or(first_line, |span| lines.at(span.start));
            let detail = error.message().to_owned();
            let problem = match detail.strip_prefix("duplicate key") {
                Some(_) => {
                    let key =
                        error.span().and_then(|span| text.get(span)).unwrap_or_default().to_owned();
                    Problem::DuplicateKey { key }
                }
                None => Problem::InvalidToml { detail },
            };
            Err(Diagnostic::error(problem).on_line(line, whole))
        }
    }
}

/// Where each line begins, so that a place is a line without counting anew.
struct Lines {
    starts: Vec<usize>,
    first: u32,
}

impl Lines {
    fn new(text: &str, first: u32) -> Self {
        let after =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { starts: std::iter::once(0).chain(after).collect(), first }
    }

    fn at(&self, offset: usize) -> u32 {
        let index = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        self.first + u32::try_from(index).unwrap_or(0)
    }
}

fn toml_table(table: &DeTable<'_>, lines: &Lines) -> Table {
    let mut entries: Vec<(String, u32, Item)> = table
        .iter()
        .map(|(key, value)| {
            let line = lines.at(key.span().start);
            (
                key.get_ref().to_string(),
                line,
                Item {
                    value: toml_value(value.get_ref(), lines),
                    line: lines.at(value.span().start),
                },
            )
        })
        .collect();
    entries.sort_by_key(|(_, line, _)| *line);
    Table { entries, repeated: Vec::new() }
}

fn toml_value(value: &DeValue<'_>, lines: &Lines) -> Value {
    let plain = |text: String| Value::Text(Scalar { text, is_quoted: false });
    match value {
        DeValue::String(text) => Value::Text(Scalar { text: text.to_string(), is_quoted: true }),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => plain(number.to_string()),
            Err(_) => plain(number.as_str().to_owned()),
        },
        DeValue::Float(number) => plain(number.as_str().to_owned()),
        DeValue::Boolean(yes) => plain(yes.to_string()),
        DeValue::Datetime(moment) => {
            let mut text = String::new();
            // Writing to a String never fails.
            let _ = write!(text, "{moment}");
            plain(text)
        }
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Item {
                    value: toml_value(item.get_ref(), lines),
                    line: lines.at(item.span().start),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(toml_table(table, lines)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_keeps_lines_and_quotes() {
        let text = "title: \"12\"\ntags:\n  - water\n  - {a: 1}\ndate: 2024-03-05\nleeg:\n";
        let table = yaml(text, 2, text).expect("valid");
        let lines: Vec<(&str, u32)> =
            table.entries.iter().map(|(key, line, _)| (key.as_str(), *line)).collect();
        assert_eq!(lines, [("title", 2), ("tags", 3), ("date", 6), ("leeg", 7)]);
        assert_eq!(table.get("title").map(Item::json), Some("12".into()));
        assert_eq!(table.get("leeg").map(|item| item.value.clone()), Some(Value::Null));
        assert_eq!(
            table.get("tags").map(Item::json),
            Some(serde_json::json!(["water", { "a": 1 }]))
        );
    }

    #[test]
    fn a_value_that_stands_elsewhere_is_read() {
        let text = "date: &d 2024-01-15\nupdated: *d\ntags: &t [water, \"12\"]\nkeywords: *t\nmore:\n  - *d\n";
        let table = yaml(text, 2, text).expect("valid");
        assert_eq!(
            table.get("updated").map(|item| (item.text(), item.line)),
            Some((Some("2024-01-15"), 3))
        );
        let json = |key| table.get(key).map(Item::json);
        assert_eq!(json("keywords"), Some(serde_json::json!(["water", "12"])));
        assert_eq!(json("more"), Some(serde_json::json!(["2024-01-15"])));
        // A few long ones that many point at would be more than the memory holds.
        for long in [format!("&x {}", "x".repeat(1_000)), format!("&x [{}]", "a,".repeat(1_000))] {
            let text = format!("a: {long}\nb: [{}]\n", "*x ,".repeat(1_000));
            assert_eq!(yaml(&text, 2, &text).expect_err("too much").code(), "alias-in-yaml");
        }
    }

    #[test]
    fn toml_keeps_lines() {
        let text = "title = \"x\"\ndate = 2024-03-05T10:00:00Z\n[taxonomies]\ntags = [\"a\"]\n";
        let table = toml(text, 2, text).expect("valid");
        let lines: Vec<(&str, u32)> =
            table.entries.iter().map(|(key, line, _)| (key.as_str(), *line)).collect();
        assert_eq!(lines, [("title", 2), ("date", 3), ("taxonomies", 4)]);
        assert_eq!(table.get("date").and_then(Item::text), Some("2024-03-05T10:00:00Z"));
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        for (text, code, line) in [
            ("title: x\nnaam: a: b\n", "invalid-yaml", 3),
            ("a: &x {b: 1}\nb: *x\n", "alias-in-yaml", 3),
            ("a: &x {b: 1}\nb:\n  <<: *x\n", "alias-in-yaml", 4),
            ("a: &x [[1]]\nb: *x\n", "alias-in-yaml", 3),
            ("a: &x [1]\nb: &y [*x]\nc: *y\n", "alias-in-yaml", 4),
            ("a: &x 1\nb:\n  <<: *x\n", "alias-in-yaml", 4),
            ("b: *x\n", "invalid-yaml", 2),
            ("a: x\n\tb: 1\n", "invalid-yaml", 3),
            ("a: \"x\nb: 1\n", "invalid-yaml", 2),
            ("a: x\nb: [c, d\ne: 1\n", "invalid-yaml", 3),
            ("a: 1\nb: 2\na: 3\n", "duplicate-key", 4),
            ("- a\n", "invalid-yaml", 2),
        ] {
            let found = yaml(text, 2, &format!("---\n{text}")).expect_err(text);
            assert_eq!((found.code().as_str(), found.line), (code, Some(line)), "{text}");
        }
        for (text, code, line) in
            [("a = \n", "invalid-toml", 2), ("a = 1\nb = 2\na = 3\n", "duplicate-key", 4)]
        {
            let found = toml(text, 2, &format!("+++\n{text}")).expect_err(text);
            assert_eq!((found.code().as_str(), found.line), (code, Some(line)), "{text}");
        }
        let text = "a: [1]\nb: 2\na: [1]\n";
        let table = yaml(text, 2, text).expect("the same twice");
        assert_eq!((table.entries.len(), table.repeated), (2, vec![("a".to_owned(), 4)]));
        for text in [
            "a:\tx\n",
            "a:\t\t\"x\"\nb:\t\n",
            "b: c\na:x\n",
            "a:\"x\"\r\nb:\r\n",
            "b:\u{a0}\na:\u{a0}x\n",
        ] {
            let table = yaml(text, 2, text).expect("no blanks between keys and values");
            assert_eq!(table.get("a").and_then(Item::text), Some("x"));
        }
        let deep = "a: ".to_owned() + &"[".repeat(100) + &"]".repeat(100);
        assert_eq!(yaml(&deep, 2, &deep).expect_err("too deep").code(), "too-deep");
    }
}
