//! Where a table may be cut: behind a record. A line end within quotes is none, so every cell is walked through, and what cannot be
//! what was meant is told: see [`flaw`](super::super::csv::flaw), which says the same of a table that is held.

use std::io::Read;

use memchr::{memchr, memchr3};

use super::super::csv::{COLUMNS, passage, too_wide};
use super::letters::complete;
use super::window::Window;
use super::{Cutting, Portion, Sizes, Stopped, Text};
use crate::diagnostic::{Diagnostic, Problem};

/// The portions of a table.
pub(in crate::comment) struct Records<R> {
    window: Window<R>,
    delimiter: u8,
    /// Where the next record begins.
    place: usize,
    is_over: bool,
}

/// What stands at a place.
enum Record {
    /// A record that ends here.
    Ended(usize),
    /// It does not end in what there is.
    Unfinished,
    /// A flaw at the first place, in the cell that begins at the second.
    Flaw(usize, usize),
    /// More columns than there may be, of which the first too many begins here.
    Wide(usize),
}

impl<R: Read + Send> Cutting for Records<R> {
    fn next(&mut self, spare: Vec<u8>) -> Result<Option<Portion<'static>>, Stopped> {
        self.window.spare = spare;
        while !self.is_over {
            let is_ended = self.window.is_ended;
            match record(self.window.bytes(), self.place, self.delimiter, is_ended) {
                Record::Ended(end) => {
                    self.place = end;
                    if let Some(portion) = self.cut()? {
                        return Ok(Some(portion));
                    }
                }
                Record::Unfinished if self.more()? => {}
                // The end was not known to be one.
                Record::Unfinished if !is_ended => {}
                Record::Unfinished => {
                    self.is_over = true;
                    return Ok(Some(self.window.last(self.place)?));
                }
                Record::Flaw(place, start) => return Err(self.flaw(place, start, None)?),
                Record::Wide(place) => {
                    return Err(self.flaw(place, place, Some(too_wide(self.delimiter)))?);
                }
            }
        }
        Ok(None)
    }
}

impl<R: Read> Records<R> {
    /// Of this text, from this place on.
    pub(in crate::comment) fn new(
        text: Text<R>,
        start: usize,
        delimiter: u8,
        sizes: Sizes,
    ) -> Result<Records<R>, Stopped> {
        let mut records =
            Records { window: Window::new(text, sizes), delimiter, place: start, is_over: false };
        records.window.up_to(start)?;
        match memchr(0, &records.window.bytes()[start..]) {
            Some(zero) => Err(records.zero(start + zero)?),
            None => Ok(records),
        }
    }

    /// Adds to the window. A zero byte is the greater flaw, wherever it is.
    fn more(&mut self) -> Result<bool, Stopped> {
        let length = self.window.bytes().len();
        let is_more = self.window.more(self.place, self.place)?;
        match memchr(0, &self.window.bytes()[length..]) {
            Some(zero) => Err(self.zero(length + zero)?),
            None => Ok(is_more),
        }
    }

    fn cut(&mut self) -> Result<Option<Portion<'static>>, Stopped> {
        const MARK: u8 = 0xef;
        if self.window.length(self.place) < self.window.sizes.least
            || !self.window.may_cut(self.place)
        {
            return Ok(None);
        }
        if self.place == self.window.bytes().len() {
            self.more()?;
        }
        // What looks like a byte order mark would not be read at the beginning.
        if self.window.bytes().get(self.place).is_none_or(|byte| *byte == MARK) {
            return Ok(None);
        }
        let portion = self.window.cut(self.place, b"", b"");
        self.place = 0;
        Ok(Some(portion))
    }

    fn told(portion: &Portion<'_>, place: usize, detail: String) -> Stopped {
        let error = Diagnostic::error(Problem::TableRecord { detail });
        Stopped::Flaw(Box::new(portion.told(error, place)))
    }

    fn zero(&mut self, place: usize) -> Result<Stopped, Stopped> {
        let portion = self.window.last(place)?;
        Ok(Self::told(&portion, place, "NUL".to_owned()))
    }

    /// What is told is `known`, or else how the cell begins. The rest of the text is only looked through for what is worse.
    fn flaw(
        &mut self,
        place: usize,
        start: usize,
        known: Option<String>,
    ) -> Result<Stopped, Stopped> {
        let length = self.window.bytes().len();
        self.window.up_to_line_end(place)?;
        if let Some(zero) = memchr(0, &self.window.bytes()[length..]) {
            return self.zero(length + zero);
        }
        let portion = self.window.last(place)?;
        let is_passage = known.is_none();
        let mut detail = known.unwrap_or_else(|| passage(&portion.text[start..]));
        loop {
            let bytes = self.window.bytes();
            if let Some(zero) = memchr(0, bytes) {
                return self.zero(zero);
            }
            let goes_on = bytes.iter().any(|byte| !byte.is_ascii_whitespace());
            if is_passage && goes_on && !detail.ends_with('…') {
                detail.push('…');
            }
            let end = complete(bytes);
            if end > 0 {
                self.window.cut(end, b"", b"");
            }
            let rest = self.window.bytes().len();
            self.window.up_to(rest + 1)?;
            if self.window.bytes().len() == rest {
                return Ok(Self::told(&portion, place, detail));
            }
        }
    }
}

/// The record at this place.
fn record(bytes: &[u8], mut place: usize, delimiter: u8, is_ended: bool) -> Record {
    let mut before = 0;
    loop {
        let start = place;
        if before == COLUMNS && start < bytes.len() {
            return Record::Wide(start);
        }
        if bytes.get(start) == Some(&b'"') {
            place += 1;
            loop {
                match memchr(b'"', &bytes[place..]) {
                    Some(quote) => place += quote + 1,
                    None if is_ended => return Record::Flaw(start, start),
                    None => return Record::Unfinished,
                }
                match bytes.get(place) {
                    Some(b'"') => place += 1,
                    None if !is_ended => return Record::Unfinished,
                    Some(byte) if ![delimiter, b'\r', b'\n'].contains(byte) => {
                        return Record::Flaw(place, start);
                    }
                    _ => break,
                }
            }
        } else {
            match memchr3(delimiter, b'\r', b'\n', &bytes[place..]) {
                Some(end) => place += end,
                None => return Record::Unfinished,
            }
        }
        match (bytes.get(place), bytes.get(place + 1)) {
            (Some(byte), _) if *byte == delimiter => {
                place += 1;
                before += 1;
            }
            (Some(b'\r'), Some(b'\n')) => return Record::Ended(place + 2),
            (Some(b'\r'), None) if !is_ended => return Record::Unfinished,
            (Some(_), _) => return Record::Ended(place + 1),
            (None, _) => return Record::Unfinished,
        }
    }
}
