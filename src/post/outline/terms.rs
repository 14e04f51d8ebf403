//! The words of a body: how many, and which matter most.

use std::sync::LazyLock;

use super::Term;
use super::stop_words::STOP_WORDS;
use crate::output::fold;

/// Shorter words say little of what a text is about.
const SHORTEST: u32 = 4;

/// How many words are kept of a body.
const MOST: usize = 128;

/// How often a word of a heading counts.
const OF_HEADING: usize = 3;

/// The hashes of the stop words, sorted.
static STOPS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut hashes: Vec<u32> =
        STOP_WORDS.iter().map(|word| word.bytes().fold(FNV_START, step)).collect();
    hashes.sort_unstable();
    hashes
});

/// FNV-1a with 32 bits: a few instructions a letter, and the same on every machine.
const FNV_START: u32 = 0x811c_9dc5;

#[inline]
fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// What a byte is to a word: 0 is its end, 1 is not ASCII, anything else is the letter or digit in lower case.
static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' => byte as u8,
            b'A'..=b'Z' => byte as u8 + 32,
            0x80..=0xFF => 1,
            _ => 0,
        };
        byte += 1;
    }
    bytes
};

/// The words of a text that comes in pieces: a word may go on where the markup changes.
pub(super) struct Words {
    hashes: Vec<u32>,
    count: u32,
    /// The hash of the word so far, its letters, and whether one of them is no digit.
    hash: u32,
    letters: u32,
    has_letter: bool,
    in_word: bool,
    weight: usize,
}

impl Words {
    pub(super) fn new(size: usize) -> Self {
        Words {
            hashes: Vec::with_capacity(size / 10 + 16),
            count: 0,
            hash: FNV_START,
            letters: 0,
            has_letter: false,
            in_word: false,
            weight: 1,
        }
    }

    /// Ends the word; what follows is, or is no longer, a heading.
    pub(super) fn heading(&mut self, is_heading: bool) {
        self.end();
        self.weight = if is_heading { OF_HEADING } else { 1 };
    }

    /// Ends the word.
    pub(super) fn end(&mut self) {
        if self.letters >= SHORTEST && self.has_letter {
            self.hashes.extend(std::iter::repeat_n(self.hash, self.weight));
        }
        self.hash = FNV_START;
        self.letters = 0;
        self.has_letter = false;
        self.in_word = false;
    }

    /// Reads on.
    pub(super) fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match BYTES[byte as usize] {
                0 => {
                    if self.letters != 0 || self.in_word {
                        // A hyphen or apostrophe ends the term, but not the word that is counted.
                        let goes_on = matches!(byte, b'-' | b'\'' | b'.');
                        let was_word = self.in_word;
                        self.end();
                        self.in_word = was_word && goes_on;
                    }
                    at += 1;
                }
                1 => at += self.add_wide(&text[at..]),
                letter => {
                    self.begin();
                    self.hash = step(self.hash, letter);
                    self.letters += 1;
                    self.has_letter |= letter >= b'a';
                    at += 1;
                }
            }
        }
    }

    #[inline]
    fn begin(&mut self) {
        if !self.in_word {
            self.in_word = true;
            self.count += 1;
        }
    }

    /// Reads the character that a text begins with, and says how many bytes it has.
    fn add_wide(&mut self, text: &str) -> usize {
        let Some(character) = text.chars().next() else { return 1 };
        // A soft hyphen and marks on letters are within a word.
        if character.is_alphanumeric() {
            self.begin();
            self.has_letter |= character.is_alphabetic();
            fold(character, |folded| {
                if folded.is_alphanumeric() {
                    let mut buffer = [0; 4];
                    for byte in folded.encode_utf8(&mut buffer).bytes() {
                        self.hash = step(self.hash, byte);
                    }
                    self.letters += 1;
                }
            });
        } else if !(character == '\u{AD}'
            || unicode_normalization::char::is_combining_mark(character))
        {
            self.end();
        }
        character.len_utf8()
    }

    /// The number of words, and those that matter most, sorted by hash.
    pub(super) fn finish(mut self) -> (u32, Vec<Term>) {
        self.end();
        let mut hashes = self.hashes;
        hashes.sort_unstable();
        let mut terms: Vec<Term> = hashes
            .chunk_by(|one, other| one == other)
            .filter(|same| STOPS.binary_search(&same[0]).is_err())
            .map(|same| Term { word: same[0], count: u8::try_from(same.len()).unwrap_or(u8::MAX) })
            .collect();
        if terms.len() > MOST {
            terms.select_nth_unstable_by_key(MOST, |term| {
                (std::cmp::Reverse(term.count), term.word)
            });
            terms.truncate(MOST);
            terms.sort_unstable();
        }
        (self.count, terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pieces: &[&str]) -> (u32, Vec<Term>) {
        let mut words = Words::new(0);
        pieces.iter().for_each(|piece| words.add(piece));
        words.finish()
    }

    #[test]
    fn stop_words_are_sorted_folded_and_long_enough() {
        assert!(STOP_WORDS.is_sorted_by(|one, other| one < other));
        assert!(
            STOP_WORDS
                .iter()
                .all(|word| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }

    #[test]
    fn words_are_folded_and_counted() {
        assert_eq!(words(&["Financiële"]).1, words(&["FINANCIELE"]).1);
        assert_eq!(words(&["financie\u{308}le"]).1, words(&["financiële"]).1);
        assert_eq!(words(&["week", "end"]).1, words(&["weekend"]).1);
        let (count, terms) = words(&["De wonin", "g, de woning's e-mail en zijn 2024 straks."]);
        assert_eq!(count, 9);
        let found: Vec<u8> = terms.iter().map(|term| term.count).collect();
        assert_eq!(found.iter().map(|&count| u32::from(count)).sum::<u32>(), 3, "{terms:?}");
        assert!(terms.is_sorted());
        assert!(words(&["a bc def 1234 zijn"]).1.is_empty());
    }

    #[test]
    fn only_the_commonest_are_kept() {
        let mut text: String = (0..300).map(|number| format!("woord{number}x ")).collect();
        text.push_str(&"vaak voorkomend ".repeat(300));
        let (_, terms) = words(&[&text]);
        assert_eq!(terms.len(), 128);
        assert_eq!(terms.iter().map(|term| term.count).max(), Some(255));
        assert!(terms.is_sorted());
    }
}
