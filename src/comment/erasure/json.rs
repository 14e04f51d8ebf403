//! An export in JSON without somebody: their objects leave the lists that they stand in, or lose everything but their place.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Range;

use super::edits::{Edit, carry_out, whole_lines};
use super::{Fate, GONE, Orders};
use crate::comment::BodyKind;
use crate::comment::text::{self, Lines};
use crate::diagnostic::Problem;
use crate::source::Source;

/// How a format writes a comment.
#[derive(Clone, Copy, Debug)]
pub(in crate::comment) struct Shape {
    /// The name of the format.
    pub(in crate::comment) format: &'static str,
    /// The key of its id.
    pub(in crate::comment) id: &'static str,
    /// The keys of its text, of which it has one at least.
    pub(in crate::comment) texts: &'static [&'static str],
    /// The keys that are left of an empty place.
    pub(in crate::comment) kept: &'static [&'static str],
    /// The keys below which answers may stand.
    pub(in crate::comment) nested: &'static [&'static str],
    /// The key of the account: `user.id`, `commenterHex`.
    pub(in crate::comment) account: &'static str,
    /// The keys of lists of people.
    pub(in crate::comment) people: &'static [&'static str],
}

/// The deepest nesting that a reader reads.
const DEEPEST: usize = 64;

/// A value, and where it stands.
#[derive(Debug)]
struct Node {
    range: Range<usize>,
    value: Value,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Other,
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
}

impl Node {
    fn get(&self, key: &str) -> Option<&Node> {
        let Value::Object(pairs) = &self.value else { return None };
        pairs.iter().find(|(own, _)| own == key).map(|(_, node)| node)
    }

    /// A text or a number as it is written.
    fn scalar(&self, whole: &str) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Other => Some(whole[self.range.clone()].to_owned()),
            _ => None,
        }
    }

    fn at(&self, path: &str, whole: &str) -> Option<String> {
        let node = path.split('.').try_fold(self, |node, key| node.get(key))?;
        node.scalar(whole).filter(|value| !value.is_empty() && value != "null")
    }
}

/// The file with the orders carried out.
pub(in crate::comment) fn erase(
    source: &Source,
    orders: &Orders<'_>,
    shape: Shape,
) -> Result<Vec<u8>, Problem> {
    let unproven = || Problem::EraseUnproven { format: shape.format.to_owned() };
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let values = match values(whole) {
        Some(values) => values,
        // A file that cannot be read says nothing of anybody.
        None if orders.comments.is_empty() => return Ok(source.bytes.clone()),
        None => return Err(unproven()),
    };
    let mut erasing = Erasing {
        whole,
        orders,
        shape,
        wanted: HashMap::new(),
        lines: Lines::new(whole),
        edits: Vec::new(),
        removals: BTreeMap::new(),
        accounts: BTreeSet::new(),
    };
    for (number, comment) in orders.comments.iter().enumerate() {
        let key = (comment.line, comment.source_id.clone());
        erasing.wanted.entry(key).or_default().push_back(number);
    }
    for value in &values {
        let before = erasing.edits.len();
        if erasing.visit(value, &[]) {
            erasing.edits.truncate(before);
            erasing.edits.push(Edit::cut(whole_lines(whole, value.range.clone())));
        }
    }
    if erasing.wanted.values().any(|left| !left.is_empty()) {
        return Err(unproven());
    }
    values.iter().for_each(|value| erasing.people(value));
    let edits = erasing.finished();
    carry_out(&source.bytes, None, edits).ok_or_else(unproven)
}

type Lists<'n> = [(&'n [Node], usize)];

struct Erasing<'i> {
    whole: &'i str,
    orders: &'i Orders<'i>,
    shape: Shape,
    /// The comments by line and id, in the order of the file.
    wanted: HashMap<(u32, Option<String>), VecDeque<usize>>,
    lines: Lines<'i>,
    edits: Vec<Edit>,
    /// For each list, by where its first item begins: its items, and those that go.
    removals: BTreeMap<usize, (Vec<Range<usize>>, BTreeSet<usize>)>,
    /// The accounts of those who go.
    accounts: BTreeSet<String>,
}

impl Erasing<'_> {
    /// Goes through a value within these lists, the nearest last; whether it is to go with nothing to take it out of.
    fn visit(&mut self, node: &Node, lists: &Lists<'_>) -> bool {
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let within = [lists, &[(items.as_slice(), index)]].concat();
                    self.visit(item, &within);
                }
                false
            }
            Value::Object(pairs) => match self.comment(node) {
                Some(number) => self.carry_out(number, node, pairs, lists),
                None => {
                    pairs.iter().for_each(|(_, value)| _ = self.visit(value, lists));
                    false
                }
            },
            _ => false,
        }
    }

    /// Which comment an object is, if it is one.
    fn comment(&mut self, node: &Node) -> Option<usize> {
        self.shape.texts.iter().find_map(|key| node.get(key))?;
        let id = node.at(self.shape.id, self.whole);
        let line = self.lines.at(node.range.start);
        self.wanted.get_mut(&(line, id))?.pop_front()
    }

    fn carry_out(
        &mut self,
        number: usize,
        node: &Node,
        pairs: &[(String, Node)],
        lists: &Lists<'_>,
    ) -> bool {
        let fate = self.orders.fate(number);
        if fate != Fate::Keep {
            self.accounts.extend(node.at(self.shape.account, self.whole));
        }
        let before = self.removed();
        for (key, value) in pairs {
            let is_nested = self.shape.nested.contains(&key.as_str());
            match fate {
                // What stands below is somebody's too, and is counted; if this one goes, so do they.
                _ if is_nested => _ = self.visit(value, lists),
                Fate::Remove => {}
                Fate::Empty if self.shape.kept.contains(&key.as_str()) => {}
                Fate::Empty => {
                    let nothing =
                        if matches!(value.value, Value::Text(_)) { "\"\"" } else { "null" };
                    self.edits.push(Edit::put(value.range.clone(), nothing));
                }
                Fate::Keep => self.redact(number, key, value),
            }
        }
        self.recount(pairs, self.removed() - before);
        match lists.last() {
            _ if fate != Fate::Remove => false,
            Some((items, index)) => {
                self.remove(items, *index);
                false
            }
            None => true,
        }
    }

    /// How many items go so far.
    fn removed(&self) -> usize {
        self.removals.values().map(|(_, gone)| gone.len()).sum()
    }

    /// A comment may say how many answers it has, and a reader would miss those that went.
    fn recount(&mut self, pairs: &[(String, Node)], gone: usize) {
        let count = pairs.iter().find(|(key, _)| key == "replyCount").filter(|_| gone > 0);
        let Some((_, node)) = count else { return };
        if let Some(count) = node.scalar(self.whole).and_then(|count| count.parse::<usize>().ok()) {
            let left = count.saturating_sub(gone).to_string();
            self.edits.push(Edit::put(node.range.clone(), &left));
        }
    }

    fn remove(&mut self, items: &[Node], index: usize) {
        let ranges = || items.iter().map(|item| item.range.clone()).collect();
        let list = self.removals.entry(items[0].range.start);
        list.or_insert_with(|| (ranges(), BTreeSet::new())).1.insert(index);
    }

    fn redact(&mut self, number: usize, key: &str, value: &Node) {
        let is_marked =
            self.orders.comments.get(number).is_some_and(|comment| comment.kind != BodyKind::Plain);
        if let (true, Value::Text(text)) = (self.shape.texts.contains(&key), &value.value) {
            let mut new = text.clone();
            let found = self.orders.redactions(text, is_marked);
            for range in found.iter().rev() {
                new.replace_range(range.clone(), GONE);
            }
            if !found.is_empty() {
                let written = serde_json::Value::String(new).to_string();
                self.edits.push(Edit::put(value.range.clone(), &written));
            }
        }
        if key == "mentions" && self.orders.redact {
            self.mentions(value);
        }
    }

    /// People that a comment names beside its text.
    fn mentions(&mut self, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.mentions(item)),
            Value::Object(pairs) => {
                let traces = self.orders.traces;
                let is_theirs = pairs.iter().any(|(_, value)| match &value.value {
                    Value::Text(text) => traces.is_name(text) || traces.is_email(text),
                    _ => false,
                });
                for (_, value) in pairs {
                    match &value.value {
                        Value::Text(_) if is_theirs => {
                            self.edits.push(Edit::put(value.range.clone(), "\"\""));
                        }
                        _ => self.mentions(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes the person out of lists of people.
    fn people(&mut self, node: &Node) {
        let Value::Object(pairs) = &node.value else { return };
        for (key, value) in pairs {
            let Value::List(items) = &value.value else { continue };
            if !self.shape.people.contains(&key.as_str()) {
                continue;
            }
            for (index, item) in items.iter().enumerate() {
                let Value::Object(fields) = &item.value else { continue };
                let traces = self.orders.traces;
                let is_theirs = fields.iter().any(|(_, field)| {
                    field.scalar(self.whole).is_some_and(|value| {
                        traces.is_email(&value)
                            || traces.is_account(None, &value)
                            || self.accounts.contains(&value)
                    })
                });
                if is_theirs {
                    self.remove(items, index);
                }
            }
        }
    }

    /// All edits: items go with the comma that parts them from the next, or else from the one before.
    fn finished(self) -> Vec<Edit> {
        let Erasing { mut edits, removals, .. } = self;
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for (items, gone) in removals.into_values() {
            let last_kept = (0..items.len()).rev().find(|index| !gone.contains(index));
            for index in gone {
                let is_before_kept = last_kept.is_some_and(|kept| index < kept);
                cuts.push(if is_before_kept {
                    items[index].start..items[index + 1].start
                } else if index == 0 {
                    items[0].clone()
                } else {
                    items[index - 1].end..items[index].end
                });
            }
        }
        // What stands within something that goes, goes with it.
        cuts.extend(
            edits.iter().filter(|edit| edit.text.is_empty()).map(|edit| edit.range.clone()),
        );
        cuts.sort_by_key(|cut| (cut.start, std::cmp::Reverse(cut.end)));
        let mut outer: Vec<Range<usize>> = Vec::new();
        for cut in cuts {
            if outer.last().is_none_or(|last| cut.start >= last.end) {
                outer.push(cut);
            }
        }
        edits.retain(|edit| {
            let is_within =
                |cut: &Range<usize>| cut.start <= edit.range.start && edit.range.end <= cut.end;
            !edit.text.is_empty() && !outer.iter().any(is_within)
        });
        edits.extend(outer.into_iter().map(Edit::cut));
        edits
    }
}

/// All values of a text, one after the other; `None` if it is no JSON.
fn values(text: &str) -> Option<Vec<Node>> {
    let mut parser = Parser { text, at: 0 };
    let mut values = Vec::new();
    while parser.peek().is_some() {
        values.push(parser.value(0)?);
    }
    Some(values)
}

struct Parser<'i> {
    text: &'i str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += rest.iter().take_while(is_blank).count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        let first = self.peek()?;
        let start = self.at;
        let value = match first {
            b'{' => {
                let mut pairs = Vec::new();
                self.items(b'}', |parser| {
                    parser.peek()?;
                    let key = parser.string()?;
                    (parser.peek()? == b':').then_some(())?;
                    parser.at += 1;
                    pairs.push((key, parser.value(depth + 1)?));
                    Some(())
                })?;
                Value::Object(pairs)
            }
            b'[' => {
                let mut items = Vec::new();
                self.items(b']', |parser| {
                    items.push(parser.value(depth + 1)?);
                    Some(())
                })?;
                Value::List(items)
            }
            b'"' => Value::Text(self.string()?),
            _ => {
                let rest = &self.text.as_bytes()[self.at..];
                let ends =
                    |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
                (self.at > start).then_some(Value::Other)?
            }
        };
        Some(Node { range: start..self.at, value })
    }

    fn items(&mut self, end: u8, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.peek()? == end {
            self.at += 1;
            return Some(());
        }
        loop {
            each(self)?;
            let next = self.peek()?;
            self.at += 1;
            match next {
                b',' => {}
                byte if byte == end => return Some(()),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        (bytes.get(start) == Some(&b'"')).then_some(())?;
        let mut at = start + 1;
        while *bytes.get(at)? != b'"' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        self.at = at + 1;
        let raw = self.text.get(start..self.at)?;
        // Half a character, or a control character as it is, is no reason to know nothing of the rest.
        Some(serde_json::from_str(raw).unwrap_or_else(|_| raw[1..raw.len() - 1].to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::erasure::Traces;
    use crate::comment::person::gather;
    use crate::comment::testing::comment;
    use crate::comment::{Author, Comment};

    const SHAPE: Shape = Shape {
        format: "proef",
        id: "id",
        texts: &["text"],
        kept: &["id", "pid"],
        nested: &["replies"],
        account: "user.id",
        people: &["users"],
    };

    fn erased(text: &str, comments: &[(&str, u32, Fate)], redact: bool) -> String {
        let comments: Vec<(Comment, Fate)> = comments
            .iter()
            .map(|(id, line, fate)| {
                let author = Author { name: "Zanna van Wijk".into(), ..Author::default() };
                (Comment { line: *line, author, ..comment(id, "x") }, *fate)
            })
            .collect();
        let (comments, fates): (Vec<Comment>, Vec<Fate>) = comments.into_iter().unzip();
        let all: Vec<&Comment> = comments.iter().collect();
        let people = gather(all.iter().copied());
        let traces = Traces::new(&people, &all, &people);
        let orders = Orders { comments: &comments, fates: &fates, traces: &traces, redact };
        let bytes = erase(&Source::new("x.json", text.into()), &orders, SHAPE).expect("valid");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn objects_leave_their_lists_and_empty_places_keep_their_keys() {
        use Fate::{Empty, Keep, Remove};
        let text = "{\"users\": [{\"id\": \"u1\"}, {\"id\": \"u2\"}], \"list\": [\n\
            {\"id\": 1, \"text\": \"é\", \"user\": {\"id\": \"u1\"}, \"ip\": \"1.2.3.4\", \"n\": 3},\n\
            {\"id\": 2, \"text\": \"b\", \"replies\": [{\"id\": 3, \"text\": \"c\"}]},\n\
            {\"id\": 4, \"text\": \"d\"}]}";
        let of = |one, two, three, four| {
            erased(text, &[("1", 2, one), ("2", 3, two), ("3", 3, three), ("4", 4, four)], false)
        };
        assert_eq!(of(Keep, Keep, Keep, Keep), text);
        assert_eq!(
            of(Empty, Keep, Keep, Remove),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n\
             {\"id\": 1, \"text\": \"\", \"user\": null, \"ip\": \"\", \"n\": null},\n\
             {\"id\": 2, \"text\": \"b\", \"replies\": [{\"id\": 3, \"text\": \"c\"}]}]}"
        );
        assert_eq!(
            of(Remove, Empty, Remove, Keep),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n\
             {\"id\": 2, \"text\": \"\", \"replies\": []},\n{\"id\": 4, \"text\": \"d\"}]}"
        );
        assert_eq!(
            of(Remove, Remove, Remove, Remove),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n]}"
        );
        let lines = "{\"version\": 1}\n{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"Dag Zanna van Wijk\\n\"}\n";
        assert_eq!(
            erased(lines, &[("1", 2, Remove), ("2", 3, Keep)], true),
            "{\"version\": 1}\n{\"id\": 2, \"text\": \"Dag [...]\\n\"}\n"
        );
    }
}
