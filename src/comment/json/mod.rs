//! An export in JSON, read from front to back: no value is kept that the reader of a format does not ask for, so that a file of
//! any size costs no more memory than its comments. Nothing is made of numbers, and every flaw is a [`Problem`] with its
//! place.
//!
//! A key that stands twice in one object is a flaw: of two programs that read it, one may see the first and one the last.

mod scalar;
mod shape;

use std::borrow::Cow;
use std::collections::HashSet;

use super::Export;
use super::reading::{Flaw, Reading};
use super::text::{Lines, decode};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Expected, Problem};
use crate::source::{Source, SourcePath};

use scalar::Scalar;
pub(super) use shape::shape;

/// The deepest nesting; an answer of GitHub has a dozen levels.
const DEEPEST: u32 = 64;

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
    let decoded = decode(&source.bytes, None);
    reading.warn_all(decoded.warning(&source.path));
    match walk(&mut Json::new(&decoded.text), &mut reading) {
        Ok(()) => reading.finish(),
        Err(flaw) => reading.fail(error(flaw, &decoded.text, &source.path)),
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

    /// Nothing but an object may come next.
    pub(super) fn expect_object(&mut self) -> Result<(), Flaw> {
        if self.peek()? == b'{' { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Whether a list comes next.
    pub(super) fn is_list(&mut self) -> Result<bool, Flaw> {
        Ok(self.peek()? == b'[')
    }

    /// Whether `null` comes next.
    pub(super) fn is_nothing(&mut self) -> Result<bool, Flaw> {
        Ok(self.peek()? == b'n')
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

    /// Reads a text, also one that is empty; nothing of any other value.
    pub(super) fn text_or_empty(&mut self) -> Result<Option<Cow<'i, str>>, Flaw> {
        Ok(match self.scalar()? {
            Some(Scalar::Text(text)) => Some(text),
            _ => None,
        })
    }

    /// Reads the text of a key that holds nothing else, or nothing; the number too of one that is an id. Any other value is a flaw.
    pub(super) fn text_of(&mut self, key: &str, is_id: bool) -> Result<Option<Cow<'i, str>>, Flaw> {
        self.peek()?;
        let start = self.at;
        let scalar = self.scalar()?;
        let whole = |number: &'i str| {
            let digits = number.split_once('.').map_or(number, |(digits, rest)| {
                if rest.bytes().all(|byte| byte == b'0') { digits } else { "" }
            });
            let is_whole = !digits.is_empty() && !digits.contains(['e', 'E']);
            (is_id && is_whole).then_some(Cow::Borrowed(digits))
        };
        let written = &self.text[start..self.at];
        let found = match scalar {
            Some(Scalar::Text(text)) => {
                return Ok(Some(text).filter(|text| !text.trim().is_empty()));
            }
            Some(Scalar::Number(number)) => whole(number),
            None if written == "null" => return Ok(None),
            _ => None,
        };
        found.map(Some).ok_or_else(|| {
            let (key, expected) = (key.to_owned(), Expected::Text);
            let found = written.chars().take(20).collect();
            Flaw { problem: Problem::WrongType { key, expected, found }, place: start }
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
