//! The words of a text that is looked through, in one piece of memory: a site has hundreds of millions of them, each read several times.

use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::super::{quotes, words};
use crate::comment::person::without_accents;

/// Words in the order of a text.
#[derive(Debug, Default)]
pub(super) struct Table {
    letters: String,
    words: Vec<Placed>,
    /// The number of each word in `quotes`, if those are asked for.
    numbers: Vec<u64>,
}

/// A word by where its letters end, and its place in the text.
#[derive(Clone, Copy, Debug)]
struct Placed {
    end: u32,
    place: [u32; 2],
}

impl Table {
    /// The words of a text of no more than [`PIECE`](super::pieces::PIECE) with what it overlaps.
    pub(super) fn of(text: &str, is_marked: bool, reading: Reading) -> Table {
        let mut table = Table::default();
        words::each(text, is_marked, |word, range| {
            let start = table.letters.len();
            if reading.keeps_accents || word.is_ascii() {
                table.letters.push_str(word);
            } else {
                table.letters.push_str(&without_accents(word));
            }
            if reading.is_numbered {
                table.numbers.push(quotes::number(&table.letters[start..]));
            }
            let short = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            let place = [short(range.start), short(range.end)];
            table.words.push(Placed { end: short(table.letters.len()), place });
        });
        table
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word as it is compared.
    pub(super) fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        &self.letters[start as usize..self.words[at].end as usize]
    }

    /// Where a word stands in the text.
    pub(super) fn place(&self, at: usize) -> Range<usize> {
        let [start, end] = self.words[at].place;
        start as usize..end as usize
    }

    /// The words from this one on, to the end.
    pub(super) fn from(&self, at: usize) -> impl ExactSizeIterator<Item = &str> {
        (at..self.len()).map(|at| self.word(at))
    }

    /// The first of words in a row that are together one of those.
    pub(super) fn passage(&self, is_own: impl Fn(u64) -> bool) -> Option<usize> {
        let mut passages = self.numbers.windows(quotes::QUOTED);
        passages.position(|numbers| is_own(quotes::joined(numbers.iter().copied())))
    }
}

/// How words are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// As they are written, with their accents.
    pub(super) keeps_accents: bool,
    /// With their numbers.
    pub(super) is_numbered: bool,
}

/// For numbers that are hashes themselves.
pub(super) type Numbered = BuildHasherDefault<AsItIs>;

/// Takes a number as its own hash.
#[derive(Debug, Default)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
