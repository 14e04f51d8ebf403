//! The stretch of a text that is looked at, off whose front portions are cut.

use std::borrow::Cow;
use std::io::{self, Read};

use memchr::memchr_iter;

use super::letters::complete;
use super::{EXCERPT, Portion, Sizes, Stopped, Text};

/// A stretch of a text.
pub(super) struct Window<R> {
    text: Text<R>,
    /// What is put before it, and then the stretch. It may end within a character.
    bytes: Vec<u8>,
    before: usize,
    /// Where the stretch begins.
    offset: u64,
    line: u32,
    begun: String,
    pub(super) is_ended: bool,
    pub(super) sizes: Sizes,
    /// Memory for the next portion.
    pub(super) spare: Vec<u8>,
}

impl<R: Read> Window<R> {
    /// At the beginning of this text.
    pub(super) fn new(text: Text<R>, sizes: Sizes) -> Window<R> {
        Window {
            text,
            bytes: Vec::new(),
            before: 0,
            offset: 0,
            line: 1,
            begun: String::new(),
            is_ended: false,
            sizes,
            spare: Vec::new(),
        }
    }

    /// What is looked at, with what was put before it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How much of the stretch lies before this place.
    pub(super) fn length(&self, place: usize) -> usize {
        place.saturating_sub(self.before)
    }

    /// Adds to the stretch, and the more so the more there is behind `place`, up to which it was looked at. At the end of the text
    /// there is nothing to add. What begins at `begin` may not become too large.
    pub(super) fn more(&mut self, place: usize, begin: usize) -> Result<bool, Stopped> {
        let length = self.bytes.len();
        if length - begin > self.sizes.most {
            return Err(Stopped::TooLarge { line: self.line_of(begin) });
        }
        let whole = length + (length - place).max(1);
        self.up_to(whole.min(begin + self.sizes.most + 1))?;
        Ok(self.bytes.len() > length)
    }

    /// Adds to the stretch until it has so many bytes, or the text ends.
    pub(super) fn up_to(&mut self, length: usize) -> io::Result<()> {
        while self.bytes.len() < length && !self.is_ended {
            self.is_ended = !self.text.more(&mut self.bytes)?;
        }
        Ok(())
    }

    fn line_of(&self, place: usize) -> u32 {
        let ends = memchr_iter(b'\n', &self.bytes[self.before..place]).count();
        self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX))
    }

    /// Whether a portion may end here. A problem is told with its line, so enough of that must be in one portion.
    pub(super) fn may_cut(&self, end: usize) -> bool {
        end > self.before
            && (self.bytes[end - 1] == b'\n' || self.begun(end).chars().count() >= EXCERPT)
    }

    /// What stands before this place on its line, as far as it is ever told.
    fn begun(&self, end: usize) -> String {
        let stretch = &self.bytes[self.before..end];
        let start = stretch.iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
        let text = &stretch[start.unwrap_or(0)..];
        let text = String::from_utf8_lossy(&text[..text.len().min(EXCERPT * 4)]);
        let begun = if start.is_none() { self.begun.as_str() } else { "" };
        begun.chars().chain(text.chars()).take(EXCERPT).collect()
    }

    /// Cuts off what lies before this place, which ends with a whole character, and closes it; what follows is opened likewise.
    pub(super) fn cut(&mut self, end: usize, close: &[u8], open: &[u8]) -> Portion<'static> {
        let (line, begun) = (self.line_of(end), self.begun(end));
        let mut rest = std::mem::take(&mut self.spare);
        rest.clear();
        rest.reserve(open.len() + self.sizes.least + (self.sizes.least >> 2));
        rest.extend(open);
        rest.extend(&self.bytes[end..]);
        let mut bytes = std::mem::replace(&mut self.bytes, rest);
        bytes.truncate(end);
        bytes.extend(close);
        let place = self.before..end;
        let portion = Portion {
            text: Cow::Owned(text(bytes)),
            offset: self.offset,
            line: self.line,
            begun: std::mem::replace(&mut self.begun, begun),
            place,
        };
        self.offset += portion.place.len() as u64;
        self.before = open.len();
        self.line = line;
        portion
    }

    /// Adds the rest of the line of this place, as far as it is ever told.
    pub(super) fn up_to_line_end(&mut self, place: usize) -> io::Result<()> {
        while !self.is_ended
            && self.bytes.len() < place + EXCERPT * 4
            && !self.bytes[place..].contains(&b'\n')
        {
            self.is_ended = !self.text.more(&mut self.bytes)?;
        }
        Ok(())
    }

    /// All there is as the last portion, with the rest of the line of this place.
    pub(super) fn last(&mut self, place: usize) -> io::Result<Portion<'static>> {
        self.up_to_line_end(place)?;
        let end = if self.is_ended { self.bytes.len() } else { complete(&self.bytes) };
        Ok(self.cut(end, b"", b""))
    }
}

/// A file that changed since it was looked through may hold anything; that it changed is told. No place may shift meanwhile.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let chunks = error.as_bytes().utf8_chunks();
        chunks
            .map(|chunk| format!("{}{}", chunk.valid(), "?".repeat(chunk.invalid().len())))
            .collect()
    })
}
