//! An export in JSON, read from front to back: no value is kept that the reader of a format does not ask for, so that a file of
//! any size costs no more memory than its comments. Nothing is made of numbers, and every flaw is a [`Problem`] with its
//! place.
//!
//! A key that stands twice in one object is a flaw: of two programs that read it, one may see the first and one the last.

mod shape;

use std::borrow::Cow;
use std::collections::HashSet;

use super::Export;
use super::reading::{Flaw, Reading};
use super::text::{Decoded, Lines, decode};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};

pub(super) use shape::shape;

/// The deepest nesting; an answer of GitHub has a dozen levels.
const DEEPEST: u32 = 64;

/// A value that holds no others.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scalar<'i> {
    Text(Cow<'i, str>),
    /// As it is written: a number of any size.
    Number(&'i str),
    Truth(bool),
}

/// The file, read from front to back.
pub(super) struct Json<'i> {
    text: &'i str,
    at: usize,
    depth: u32,
    lines: Lines<'i>,
}

/// Reads a file of this format: `walk` goes through its values and adds the comments among them.
pub(super) fn read(
    format: &'static str,
    source: &Source,
    config: &Config,
    walk: impl for<'i> FnOnce(&mut Json<'i>, &mut Reading<'_>) -> Result<(), Flaw>,
) -> Checked<Export> {
    let mut reading = Reading::new(format, &source.path, config);
    let Decoded { text, invalid } = decode(&source.bytes, None);
    reading.warn_all(invalid.map(|offset| {
        let offset = u64::try_from(offset).unwrap_or(u64::MAX);
        Diagnostic::warning(Problem::NotUtf8 { offset }).at(&source.path)
    }));
    match walk(&mut Json::new(&text), &mut reading) {
        Ok(()) => reading.finish(),
        Err(flaw) => reading.fail(error(flaw, &text, &source.path)),
    }
}

impl<'i> Json<'i> {
    /// At the beginning of this text.
    pub(super) fn new(text: &'i str) -> Self {
        Json { text, at: 0, depth: 0, lines: Lines::new(text) }
    }

    /// Whether anything but blanks is left. Files of several values have them one after the other.
    pub(super) fn has_more(&mut self) -> bool {
        self.skip_blanks();
        self.at < self.text.len()
    }

    /// Nothing more may come.
    pub(super) fn end(&mut self) -> Result<(), Flaw> {
        if self.has_more() { Err(self.unexpected()) } else { Ok(()) }
    }

    /// The line of what comes next, from 1.
    pub(super) fn line(&mut self) -> u32 {
        self.skip_blanks();
        self.lines.at(self.at)
    }

    /// A flaw at the place that was read last.
    pub(super) fn here(&self, problem: Problem) -> Flaw {
        Flaw { problem, place: self.at }
    }

    /// Whether a list comes next.
    pub(super) fn is_list(&mut self) -> Result<bool, Flaw> {
        Ok(self.peek()? == b'[')
    }

    /// Reads an object: `each` is given every key, and must read its value or skip it. Any other value has no keys.
    pub(super) fn object(
        &mut self,
        mut each: impl FnMut(&mut Self, &str) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        if self.peek()? != b'{' {
            return self.skip();
        }
        let mut keys = Keys::default();
        self.open()?;
        let mut is_first = true;
        while self.goes_on(b'}', &mut is_first)? {
            if self.peek()? != b'"' {
                return Err(self.unexpected());
            }
            let place = self.at;
            let key = self.string()?;
            if !keys.add(key.clone()) {
                let key = key.chars().take(80).collect();
                return Err(Flaw { problem: Problem::DuplicateKey { key }, place });
            }
            self.expect(b':')?;
            each(self, &key)?;
        }
        Ok(())
    }

    /// Reads a list: `each` must read or skip an item. Any other value has no items.
    pub(super) fn list(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), Flaw>,
    ) -> Result<(), Flaw> {
        if self.peek()? != b'[' {
            return self.skip();
        }
        self.open()?;
        let mut is_first = true;
        while self.goes_on(b']', &mut is_first)? {
            each(self)?;
        }
        Ok(())
    }

    /// Reads a text, or a number or a truth as it is written. `None` for what is empty, nothing or holds other values.
    pub(super) fn text(&mut self) -> Result<Option<Cow<'i, str>>, Flaw> {
        Ok(match self.scalar()? {
            Some(Scalar::Text(text)) if text.trim().is_empty() => None,
            Some(Scalar::Text(text)) => Some(text),
            Some(Scalar::Number(number)) => Some(Cow::Borrowed(number)),
            Some(Scalar::Truth(truth)) => Some(Cow::Borrowed(if truth { "true" } else { "false" })),
            None => None,
        })
    }

    /// Reads whether something speaks against a comment: anything but a clear no does.
    pub(super) fn is_set(&mut self) -> Result<bool, Flaw> {
        let text = self.text()?;
        Ok(!matches!(text.as_deref(), None | Some("false" | "0")))
    }

    /// Reads whether something speaks for a comment: nothing but a clear yes does.
    pub(super) fn is_yes(&mut self) -> Result<bool, Flaw> {
        let text = self.text()?;
        Ok(matches!(text.as_deref(), Some("true" | "1")))
    }

    /// Passes over a value, whatever it is. It must be well-formed too.
    pub(super) fn skip(&mut self) -> Result<(), Flaw> {
        match self.peek()? {
            b'{' => {
                self.open()?;
                let mut is_first = true;
                while self.goes_on(b'}', &mut is_first)? {
                    if self.peek()? != b'"' {
                        return Err(self.unexpected());
                    }
                    self.string()?;
                    self.expect(b':')?;
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.open()?;
                let mut is_first = true;
                while self.goes_on(b']', &mut is_first)? {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.scalar().map(|_| ()),
        }
    }

    fn scalar(&mut self) -> Result<Option<Scalar<'i>>, Flaw> {
        match self.peek()? {
            b'{' | b'[' => self.skip().map(|()| None),
            b'"' => self.string().map(|text| Some(Scalar::Text(text))),
            b'-' | b'0'..=b'9' => self.number().map(|number| Some(Scalar::Number(number))),
            _ => {
                let words = [
                    ("true", Some(Scalar::Truth(true))),
                    ("false", Some(Scalar::Truth(false))),
                    ("null", None),
                ];
                let rest = &self.text[self.at..];
                match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
                    Some((word, scalar)) => {
                        self.at += word.len();
                        Ok(scalar)
                    }
                    None if ["true", "false", "null"].iter().any(|word| word.starts_with(rest)) => {
                        Err(self.truncated())
                    }
                    None => Err(self.unexpected()),
                }
            }
        }
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
    fn number(&mut self) -> Result<&'i str, Flaw> {
        let start = self.at;
        self.at += usize::from(self.text.as_bytes()[start] == b'-');
        if self.next_is(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.next_is(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if self.next_is(b'e') || self.next_is(b'E') {
            self.at += 1;
            self.at += usize::from(self.next_is(b'+') || self.next_is(b'-'));
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    fn next_is(&self, byte: u8) -> bool {
        self.text.as_bytes().get(self.at) == Some(&byte)
    }

    fn digits(&mut self) -> Result<(), Flaw> {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        match count {
            0 if self.at == self.text.len() => Err(self.truncated()),
            0 => Err(self.unexpected()),
            _ => Ok(()),
        }
    }

    /// The text between the quotes, of which the first comes next.
    fn string(&mut self) -> Result<Cow<'i, str>, Flaw> {
        self.at += 1;
        let mut decoded = String::new();
        let mut from = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let special = |byte: &u8| matches!(byte, b'"' | b'\\') || *byte < b' ';
            let Some(length) = rest.iter().position(special) else { return Err(self.truncated()) };
            self.at += length;
            let piece = &self.text[from..self.at];
            match rest[length] {
                b'"' => {
                    self.at += 1;
                    if decoded.is_empty() {
                        return Ok(Cow::Borrowed(piece));
                    }
                    decoded.push_str(piece);
                    return Ok(Cow::Owned(decoded));
                }
                b'\\' => {
                    decoded.push_str(piece);
                    decoded.push(self.escape()?);
                    from = self.at;
                }
                _ => return Err(self.unexpected()),
            }
        }
    }

    /// The character behind a backslash. Half of a pair, which programs leave that cut a text in the middle of one, is the sign
    /// for a character that was lost.
    fn escape(&mut self) -> Result<char, Flaw> {
        let Some(byte) = self.text.as_bytes().get(self.at + 1) else {
            return Err(self.truncated());
        };
        let plain = match byte {
            b'"' | b'\\' | b'/' => char::from(*byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.code_unit()?;
                let is_low = |unit: u32| (0xdc00..0xe000).contains(&unit);
                if !(0xd800..0xdc00).contains(&first) || !self.text[self.at..].starts_with("\\u") {
                    return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                let before = self.at;
                let second = self.code_unit()?;
                if is_low(second) {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                self.at = before;
                return Ok(char::REPLACEMENT_CHARACTER);
            }
            _ => return Err(self.unexpected()),
        };
        self.at += 2;
        Ok(plain)
    }

    /// The number in `\u12ab`.
    fn code_unit(&mut self) -> Result<u32, Flaw> {
        let digits = self.text.as_bytes().get(self.at + 2..self.at + 6);
        let Some(digits) = digits else { return Err(self.truncated()) };
        let number = digits.iter().try_fold(0, |number: u32, byte| {
            char::from(*byte).to_digit(16).map(|digit| number * 16 + digit)
        });
        let Some(number) = number else { return Err(self.unexpected()) };
        self.at += 6;
        Ok(number)
    }

    /// Begins an object or a list.
    fn open(&mut self) -> Result<(), Flaw> {
        if self.depth >= DEEPEST {
            return Err(self.here(Problem::JsonTooDeep { limit: u64::from(DEEPEST) }));
        }
        self.at += 1;
        self.depth += 1;
        Ok(())
    }

    /// Whether another item comes, or else the end, which is passed.
    fn goes_on(&mut self, end: u8, is_first: &mut bool) -> Result<bool, Flaw> {
        let next = self.peek()?;
        if next == end {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(is_first) {
            self.expect(b',')?;
            if self.peek()? == end {
                return Err(self.unexpected());
            }
        }
        Ok(true)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Flaw> {
        if self.peek()? != byte {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(())
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Result<u8, Flaw> {
        self.skip_blanks();
        self.text.as_bytes().get(self.at).copied().ok_or_else(|| self.truncated())
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += rest.iter().take_while(blank).count();
    }

    /// The last line that holds anything shows where the file was broken off.
    fn truncated(&self) -> Flaw {
        Flaw { problem: Problem::JsonTruncated, place: self.text.trim_end().len() }
    }

    fn unexpected(&self) -> Flaw {
        let found = self.text[self.at..].chars().take(12).take_while(|c| !c.is_control()).collect();
        let line = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let column = self.text[line..self.at].chars().count() + 1;
        let column = u64::try_from(column).unwrap_or(u64::MAX);
        self.here(Problem::JsonInvalid { found, column })
    }
}

/// An error for what ended the reading of this text. A file may be one line with everything in it, so there is no excerpt.
fn error(flaw: Flaw, text: &str, path: &SourcePath) -> Diagnostic {
    let line = Some(Lines::new(text).at(flaw.place));
    Diagnostic { line, ..Diagnostic::error(flaw.problem).at(path) }
}

/// The keys of an object so far. Most objects have few, which are quickly compared.
#[derive(Default)]
struct Keys<'i> {
    few: Vec<Cow<'i, str>>,
    many: HashSet<Cow<'i, str>>,
    /// A bit for each length and first byte that occurred: a key without its bit is new.
    seen: u64,
}

impl<'i> Keys<'i> {
    const FEW: usize = 64;

    /// Whether the key is new.
    fn add(&mut self, key: Cow<'i, str>) -> bool {
        let first = key.as_bytes().first().copied().unwrap_or(0);
        let bit = 1 << ((usize::from(first) + key.len() * 7) % 64);
        let is_new = self.seen & bit == 0;
        self.seen |= bit;
        if !is_new && (self.few.contains(&key) || self.many.contains(&key)) {
            return false;
        }
        if self.few.len() < Keys::FEW {
            self.few.push(key);
        } else {
            self.many.insert(key);
        }
        true
    }
}

#[cfg(test)]
mod tests;
