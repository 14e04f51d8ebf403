//! Writes decisions into `moderation.toml` and takes them out again, with everything else in it left as it is: comments, order
//! and layout.

use toml_edit::{
    Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value,
};

use crate::diagnostic::{Diagnostic, Problem};
use crate::source::Source;

/// The decisions that have a passage.
const REDACT: &str = "redact";

/// A decision as it is written.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// `hide`, `publish`, `pin`, `close` or `redact`.
    pub kind: &'static str,
    /// The comment, or for `close` the post.
    pub target: String,
    /// Further fields, in this order: `reason`, `by`, `date`, `passage`, `replacement`.
    pub fields: Vec<(&'static str, String)>,
}

/// The fields of a decision as they stand in the file: names and texts.
pub type Fields = Vec<(String, String)>;

impl Entry {
    fn place(&self) -> &'static str {
        if self.kind == "close" { "post" } else { "comment" }
    }
}

/// A `moderation.toml` that is being changed.
#[derive(Debug)]
pub struct Editing {
    document: DocumentMut,
    has_mark: bool,
    /// Whether lines end as in Windows, which the library does not keep.
    is_windows: bool,
}

impl Editing {
    /// The file as it lies there; an empty one if there is none.
    pub fn new(source: &Source) -> Result<Editing, Diagnostic> {
        let text = source.text()?;
        let has_mark = source.bytes.starts_with(b"\xef\xbb\xbf");
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let problem = Problem::InvalidToml { detail: error.message().to_owned() };
            let place = error.span().map_or(0, |span| span.start);
            Diagnostic::error(problem).at(&source.path).at_offset(place, text)
        })?;
        Ok(Editing { document, has_mark, is_windows: text.contains("\r\n") })
    }

    /// The whole file.
    pub fn text(&self) -> String {
        let text = self.document.to_string();
        // Texts of several lines keep theirs.
        let text = match self.is_windows {
            true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => text,
        };
        format!("{}{text}", if self.has_mark { "\u{feff}" } else { "" })
    }

    /// Adds a decision behind the others of its kind.
    pub fn add(&mut self, entry: &Entry) {
        let is_first = self.document.as_table().is_empty();
        let item = self.document.entry(entry.kind).or_insert_with(|| {
            if entry.kind == "redact" {
                Item::ArrayOfTables(ArrayOfTables::new())
            } else {
                Item::Value(Value::Array(Array::new()))
            }
        });
        match item {
            Item::ArrayOfTables(tables) => {
                let mut table = Table::new();
                table.insert(entry.place(), toml_edit::value(&entry.target));
                for (field, text) in &entry.fields {
                    table.insert(field, toml_edit::value(text));
                }
                tables.push(table);
            }
            Item::Value(Value::Array(array)) => push(array, value(entry)),
            // The reader of decisions refuses anything else, and so does the build that checks this.
            _ => {}
        }
        // In a file of nothing but comments these stay above.
        if is_first {
            let above = self.document.trailing().as_str().unwrap_or_default().to_owned();
            self.document.set_trailing("");
            match self.document.get_mut(entry.kind) {
                Some(Item::ArrayOfTables(tables)) => {
                    if let Some(table) = tables.get_mut(0) {
                        table.decor_mut().set_prefix(above);
                    }
                }
                _ => {
                    if let Some(mut key) = self.document.as_table_mut().key_mut(entry.kind) {
                        key.leaf_decor_mut().set_prefix(above);
                    }
                }
            }
        }
    }

    /// The fields of the decisions of a kind whose target is meant, each decision by itself: names and texts.
    pub fn decided(&self, kind: &str, is_meant: impl Fn(&str) -> bool) -> Vec<Fields> {
        let place = if kind == "close" { "post" } else { "comment" };
        let of_table = |table: &dyn TableLike| {
            let field = |name: &str| table.get(name).and_then(Item::as_value);
            let named = target(field(place), field("post"), kind)?;
            let fields = table.iter().filter_map(|(name, item)| {
                Some((name.to_owned(), item.as_value()?.as_str()?.trim().to_owned()))
            });
            is_meant(&named).then(|| fields.collect())
        };
        match self.document.get(kind) {
            Some(Item::ArrayOfTables(tables)) => {
                tables.iter().filter_map(|table| of_table(table)).collect()
            }
            Some(Item::Value(Value::Array(array))) => {
                let of_value = |value: &Value| match value {
                    Value::InlineTable(table) => of_table(table),
                    single => scalar(single).filter(|named| is_meant(named)).map(|_| Vec::new()),
                };
                array.iter().filter_map(of_value).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Takes out the decisions of these kinds whose target is meant, and says how many those were. What a moderator wrote
    /// behind one on its line goes with it.
    pub fn remove(&mut self, kinds: &[&str], is_meant: impl Fn(&str) -> bool) -> usize {
        let mut count = 0;
        for kind in kinds {
            let place = if *kind == "close" { "post" } else { "comment" };
            match self.document.get_mut(kind) {
                Some(Item::ArrayOfTables(tables)) => {
                    let before = tables.len();
                    tables.retain(|table| {
                        let field = |name: &str| table.get(name).and_then(Item::as_value);
                        !target(field(place), field("post"), kind).is_some_and(|t| is_meant(&t))
                    });
                    count += before - tables.len();
                    if tables.is_empty() {
                        self.document.remove(kind);
                    }
                }
                Some(Item::Value(Value::Array(array))) => {
                    let meant = |value: &Value| {
                        let named = match value {
                            Value::InlineTable(table) => {
                                target(table.get(place), table.get("post"), kind)
                            }
                            single => scalar(single),
                        };
                        named.is_some_and(|target| is_meant(&target))
                    };
                    let found: Vec<usize> =
                        (0..array.len()).filter(|i| array.get(*i).is_some_and(meant)).collect();
                    count += found.len();
                    found.into_iter().rev().for_each(|index| take(array, index));
                }
                _ => {}
            }
        }
        count
    }

    /// Lets decisions of these kinds name their comment otherwise.
    pub fn rename(&mut self, kinds: &[&str], mut rename: impl FnMut(&str) -> Option<String>) {
        const PLACE: &str = "comment";
        for kind in kinds {
            let mut new = |named: Option<String>| rename(&named?);
            match self.document.get_mut(kind) {
                Some(Item::ArrayOfTables(tables)) => {
                    for table in tables.iter_mut() {
                        let field = |name: &str| table.get(name).and_then(Item::as_value);
                        let new = new(target(field(PLACE), field("post"), kind));
                        let own = table.get_mut(PLACE).and_then(Item::as_value_mut);
                        own.zip(new).into_iter().for_each(|(own, new)| put(own, new));
                    }
                }
                Some(Item::Value(Value::Array(array))) => {
                    for value in array.iter_mut() {
                        if let Value::InlineTable(table) = value {
                            let new = new(target(table.get(PLACE), table.get("post"), kind));
                            let own = table.get_mut(PLACE);
                            own.zip(new).into_iter().for_each(|(own, new)| put(own, new));
                        } else if let Some(new) = new(scalar(value)) {
                            put(value, new);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts what is left of each passage in its place, which is given with the comment that has it; says how many decisions went because
    /// nothing is.
    pub fn rewrite_passages(&mut self, left: impl Fn(&str, &str) -> Vec<String>) -> usize {
        let mut count = 0;
        match self.document.get_mut(REDACT) {
            Some(Item::ArrayOfTables(tables)) => {
                let all = tables.iter().flat_map(|table| {
                    let instead = with_passages(table, &left);
                    count += usize::from(instead.is_empty());
                    instead
                });
                let all: ArrayOfTables = all.collect();
                if all.is_empty() {
                    self.document.remove(REDACT);
                } else {
                    *tables = all;
                }
            }
            Some(Item::Value(Value::Array(array))) => {
                for at in (0..array.len()).rev() {
                    let table = array.get(at).and_then(Value::as_inline_table);
                    let Some(table) = table else { continue };
                    let mut instead =
                        with_passages(table, &left).into_iter().map(Value::InlineTable);
                    match (instead.next(), array.get_mut(at)) {
                        (Some(first), Some(value)) => *value = first,
                        _ => {
                            take(array, at);
                            count += 1;
                        }
                    }
                    instead.for_each(|further| push(array, further));
                }
            }
            _ => {}
        }
        count
    }
}

/// A decision once for each passage that is left of its own, if it has one.
fn with_passages<T: TableLike + Clone>(
    table: &T,
    left: impl Fn(&str, &str) -> Vec<String>,
) -> Vec<T> {
    let field = |name: &str| table.get(name).and_then(Item::as_value);
    let named = target(field("comment"), field("post"), REDACT).unwrap_or_default();
    let Some(passage) = field("passage").and_then(Value::as_str) else {
        return vec![table.clone()];
    };
    let with = |text: String| {
        let mut table = table.clone();
        let own = table.get_mut("passage").and_then(Item::as_value_mut);
        own.filter(|own| own.as_str() != Some(&text))
            .into_iter()
            .for_each(|own| put(own, text.clone()));
        table
    };
    left(&named, passage).into_iter().map(with).collect()
}

/// What a decision names, as the reader of decisions understands it.
fn target(own: Option<&Value>, post: Option<&Value>, kind: &str) -> Option<String> {
    let own = scalar(own?)?;
    match post.filter(|_| kind != "close" && !own.contains('#')).and_then(scalar) {
        Some(post) => Some(format!("{post}#{own}")),
        None => Some(own),
    }
}

/// Puts a text in the place of a value, in its layout.
fn put(value: &mut Value, text: String) {
    let decor = value.decor().clone();
    *value = Value::from(text);
    *value.decor_mut() = decor;
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().trim().to_owned()),
        Value::Integer(number) => Some(number.value().to_string()),
        _ => None,
    }
}

fn value(entry: &Entry) -> Value {
    if entry.fields.is_empty() {
        return Value::from(&entry.target);
    }
    let mut table = InlineTable::new();
    table.insert(entry.place(), Value::from(&entry.target));
    for (field, text) in &entry.fields {
        table.insert(*field, Value::from(text.as_str()));
    }
    Value::InlineTable(table)
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// What stands between the last line end and the value: its indentation.
fn indent(prefix: &str) -> &str {
    prefix.rfind('\n').map_or("", |end| &prefix[end + 1..])
}

/// Adds a value in the layout of the others: on a line of its own if they have theirs.
fn push(array: &mut Array, mut value: Value) {
    let count = array.len();
    let Some(last) = count.checked_sub(1).and_then(|last| array.get_mut(last)) else {
        array.push(value);
        return;
    };
    let prefix = raw(last.decor().prefix());
    let suffix = raw(last.decor().suffix());
    last.decor_mut().set_suffix("");
    let trailing = if array.trailing_comma() { raw(Some(array.trailing())) } else { suffix };
    match trailing.rfind('\n') {
        // What stands behind the last value on its line stays there.
        Some(end) => {
            let before = format!("{}\n{}", &trailing[..end], indent(&prefix));
            *value.decor_mut() = Decor::new(before, "");
            array.set_trailing(format!("\n{}", &trailing[end + 1..]));
            array.set_trailing_comma(true);
            array.push_formatted(value);
        }
        None if prefix.contains('\n') => {
            *value.decor_mut() = Decor::new(format!("\n{}", indent(&prefix)), trailing);
            array.push_formatted(value);
        }
        None => array.push(value),
    }
}

/// Takes a value out, with what stands behind it on its line.
fn take(array: &mut Array, index: usize) {
    let removed = array.remove(index);
    let before = raw(removed.decor().prefix());
    let rest = |after: &str| match after.split_once('\n') {
        Some((_, below)) => {
            let above = before.rfind('\n').map_or("", |end| &before[..end]);
            format!("{above}\n{below}")
        }
        None => before.clone(),
    };
    match array.get_mut(index) {
        Some(next) => {
            let prefix = rest(&raw(next.decor().prefix()));
            next.decor_mut().set_prefix(prefix);
        }
        None => {
            let trailing = raw(Some(array.trailing()));
            let trailing = if array.is_empty() && !trailing.contains('\n') {
                String::new()
            } else if trailing.contains('\n') {
                rest(&trailing)
            } else {
                trailing
            };
            array.set_trailing(trailing);
            if array.is_empty() {
                array.set_trailing_comma(false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editing(text: &str) -> Editing {
        Editing::new(&Source::new("moderation.toml", text.into())).expect("valid")
    }

    fn entry(kind: &'static str, target: &str) -> Entry {
        Entry { kind, target: target.into(), fields: Vec::new() }
    }

    #[test]
    fn a_decision_is_added_in_the_layout_that_is_there() {
        for (before, after) in [
            ("", "hide = [\"7\"]\n"),
            ("# Huisregels\n\n# van ons\n", "# Huisregels\n\n# van ons\nhide = [\"7\"]\n"),
            ("hide = [\"1\"] # spam\n", "hide = [\"1\", \"7\"] # spam\n"),
            (
                "pin = [\"2\"]\n\n# weg\nhide = [\n  \"1\", # spam\n]\n",
                "pin = [\"2\"]\n\n# weg\nhide = [\n  \"1\", # spam\n  \"7\",\n]\n",
            ),
            ("hide = [\n\t\"1\"\n]\n", "hide = [\n\t\"1\",\n\t\"7\",\n]\n"),
            (
                "hide = [1]\n\n[[redact]]\ncomment = \"3\"\npassage = \"x\"\n",
                "hide = [1, \"7\"]\n\n[[redact]]\ncomment = \"3\"\npassage = \"x\"\n",
            ),
            (
                "[[redact]]\ncomment = \"3\"\npassage = \"x\"\n",
                "hide = [\"7\"]\n[[redact]]\ncomment = \"3\"\npassage = \"x\"\n",
            ),
            ("\u{feff}pin = []\r\n", "\u{feff}pin = []\r\nhide = [\"7\"]\r\n"),
        ] {
            let mut editing = editing(before);
            editing.add(&entry("hide", "7"));
            assert_eq!(editing.text(), after, "{before}");
            assert_eq!(editing.remove(&["hide"], |target| target == "7"), 1);
            assert!(!editing.text().contains("\"7\""), "{}", editing.text());
        }
    }

    #[test]
    fn lines_end_as_they_did_within_texts_too() {
        let text = "[[redact]]\r\ncomment = \"3\"\r\npassage = \"\"\"\r\na\r\nb\"\"\"\r\n";
        assert_eq!(editing(text).text(), text);
        let mut editing = editing("hide = []\r\n");
        let fields = vec![("reason", "a\nb".into())];
        editing.add(&Entry { fields, ..entry("hide", "7") });
        let once = editing.text();
        assert!(!once.contains("\r\r") && once.contains("a\r\nb"), "{once:?}");
        assert_eq!(super::tests::editing(&once).text(), once);
    }

    #[test]
    fn what_was_decided_is_known_with_its_fields() {
        let editing = editing(
            "hide = [1, { comment = \"1\", post = \"water\", reason = \"grof\" }]\n\
             [[redact]]\ncomment = \"3\"\npassage = \" x \"\n",
        );
        let of = |kind: &str, wanted: &str| editing.decided(kind, |target| target == wanted);
        let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(of("hide", "1"), [vec![]]);
        assert!(of("hide", "water#1")[0].contains(&own("reason", "grof")));
        assert!(of("redact", "3")[0].contains(&own("passage", "x")));
        assert_eq!(of("pin", "1"), [] as [Fields; 0]);
    }

    #[test]
    fn fields_and_passages_are_written_out() {
        let mut editing = editing("# eerst\n");
        let passage = Entry {
            fields: vec![("passage", "06-\"12\"".into()), ("replacement", "[…]".into())],
            ..entry("redact", "51")
        };
        editing.add(&passage);
        editing.add(&Entry { fields: vec![("reason", "grof".into())], ..entry("hide", "8") });
        assert_eq!(
            editing.text(),
            "hide = [{ comment = \"8\", reason = \"grof\" }]\n# eerst\n[[redact]]\ncomment = \"51\"\n\
             passage = '06-\"12\"'\nreplacement = \"[…]\"\n"
        );
        editing.rewrite_passages(|_, text| vec![text.replace("12", "..")]);
        assert!(editing.text().contains("passage = '06-\"..\"'"), "{}", editing.text());
    }

    #[test]
    fn a_decision_names_its_comment_otherwise() {
        let mut editing = editing(
            "hide = [\n  \"1\", # spam\n  2,\n]\npublish = [{ comment = \"1\", post = \"water\", by = \"An\" }]\n\n\
             [[redact]]\ncomment = \"water#1\" # x\npassage = \"1\"\n",
        );
        editing.rename(&["hide", "publish", "redact"], |target| {
            ["1", "water#1"].contains(&target).then(|| "b1".to_owned())
        });
        assert_eq!(
            editing.text(),
            "hide = [\n  \"b1\", # spam\n  2,\n]\npublish = [{ comment = \"b1\", post = \"water\", by = \"An\" }]\n\n\
             [[redact]]\ncomment = \"b1\" # x\npassage = \"1\"\n"
        );
    }

    #[test]
    fn a_decision_is_taken_out_with_what_stands_behind_it_and_nothing_else() {
        let text = "hide = [ # alles\n  \"1\", # een\n  # boven twee\n  \"2\", # twee\n  \
                    { comment = \"3\", post = \"water\" }, # drie\n]\n";
        for (target, rest) in [
            (
                "1",
                "hide = [ # alles\n  # boven twee\n  \"2\", # twee\n  { comment = \"3\", post = \"water\" }, # drie\n]\n",
            ),
            (
                "2",
                "hide = [ # alles\n  \"1\", # een\n  # boven twee\n  { comment = \"3\", post = \"water\" }, # drie\n]\n",
            ),
            ("water#3", "hide = [ # alles\n  \"1\", # een\n  # boven twee\n  \"2\", # twee\n]\n"),
        ] {
            let mut editing = editing(text);
            assert_eq!(editing.remove(&["hide", "pin"], |found| found == target), 1, "{target}");
            assert_eq!(editing.text(), rest, "{target}");
        }
        let mut one =
            editing("pin = [\"1\", \"2\", \"1\"]\n[[redact]]\ncomment=\"1\"\npassage=\"x\"\n");
        assert_eq!(one.remove(&["pin", "redact"], |found| found == "1"), 3);
        assert_eq!(one.text(), "pin = [\"2\"]\n");
    }
}
