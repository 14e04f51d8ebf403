//! JSON as a tree of values, each with its place in the text.

use std::ops::Range;

/// The deepest nesting that a reader reads.
const DEEPEST: usize = 64;

/// A value, and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Other,
    Object(Vec<(String, Node)>),
    List(Vec<Node>),
}

impl Node {
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Object(pairs) = &self.value else { return None };
        pairs.iter().find(|(own, _)| own == key).map(|(_, node)| node)
    }

    /// The values of a list or of an object.
    pub(super) fn within(&self) -> Vec<&Node> {
        match &self.value {
            Value::List(items) => items.iter().collect(),
            Value::Object(pairs) => pairs.iter().map(|(_, node)| node).collect(),
            _ => Vec::new(),
        }
    }

    /// A text or a number as it is written.
    pub(super) fn scalar(&self, whole: &str) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Other => Some(whole[self.range.clone()].to_owned()),
            _ => None,
        }
    }

    pub(super) fn at(&self, path: &str, whole: &str) -> Option<String> {
        let node = path.split('.').try_fold(self, |node, key| node.get(key))?;
        node.scalar(whole).filter(|value| !value.is_empty() && value != "null")
    }
}

/// All values of a text, one after the other; `None` if it is no JSON.
pub(super) fn values(text: &str) -> Option<Vec<Node>> {
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
