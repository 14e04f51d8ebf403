//! The words of a body: how many, and which matter most.

use std::sync::LazyLock;

use super::Term;
use super::stop_words::STOP_WORDS;
use crate::output::fold;
use crate::swar::{self, BLANKS, eight};

/// Shorter words say little of what a text is about.
const SHORTEST: usize = 4;

/// How many words are kept of a body.
const MOST: usize = 128;

/// How often a word of a heading counts.
const OF_HEADING: usize = 3;

/// The hashes of the stop words, sorted, and a bit for each in a small table that most words are ruled out by.
static STOPS: LazyLock<(Vec<u32>, [u64; 64])> = LazyLock::new(|| {
    let mut hashes: Vec<u32> = STOP_WORDS.iter().map(|word| hash(word.as_bytes())).collect();
    hashes.sort_unstable();
    let mut bits = [0; 64];
    for word in &hashes {
        bits[(*word >> 6 & 63) as usize] |= 1 << (word & 63);
    }
    (hashes, bits)
});

/// Goes on with the hash of a word by up to eight of its letters, which may be of either case; digits are the same in both. What
/// follows the word counts as blanks.
fn mixed(hash: u64, letters: u64) -> u64 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    (hash.rotate_left(5) ^ (letters | BLANKS)).wrapping_mul(FACTOR)
}

/// Ends the hash of a word of so many bytes.
fn whole(hash: u64, length: usize) -> u32 {
    (mixed(hash, length as u64) >> 32) as u32
}

/// The hash of a word: eight letters at a time, a few instructions a word, and the same on every machine.
pub(super) fn hash(word: &[u8]) -> u32 {
    whole(word.chunks(8).fold(0, |hash, letters| mixed(hash, eight(letters))), word.len())
}

/// The ASCII letters and digits that a text begins with.
#[derive(Debug, PartialEq, Eq)]
struct AsciiWord {
    length: usize,
    has_letter: bool,
    hash: u32,
}

/// Reads a word of ASCII letters and digits.
fn ascii_word(text: &[u8]) -> AsciiWord {
    let (mut length, mut has_letter, mut hash) = (0, false, 0);
    loop {
        let signs = eight(&text[length..]);
        let letters = swar::letters(signs);
        let count = swar::before(!(letters | swar::digits(signs)) & swar::HIGH);
        if count > 0 {
            let own = u64::MAX >> (64 - count * 8);
            has_letter |= letters & own != 0;
            hash = mixed(hash, signs & own);
        }
        length += count;
        if count < 8 {
            return AsciiWord { length, has_letter, hash: whole(hash, length) };
        }
    }
}

/// What a byte is to a word.
const END: u8 = 0;
const WIDE: u8 = 1;
const OF_WORD: u8 = 2;

static BYTES: [u8; 256] = {
    let mut bytes = [END; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => OF_WORD,
            0x80..=0xFF => WIDE,
            _ => END,
        };
        byte += 1;
    }
    bytes
};

/// The words of a text that comes in pieces: a word may go on where the markup changes.
pub(super) struct Words {
    hashes: Vec<u32>,
    count: u32,
    /// A word that is not whole yet, or not plain ASCII: folded.
    pending: String,
    in_word: bool,
    weight: usize,
}

impl Words {
    pub(super) fn new(size: usize) -> Self {
        Words {
            hashes: Vec::with_capacity(size / 10 + 16),
            count: 0,
            pending: String::new(),
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
        self.end_term();
        self.in_word = false;
    }

    /// Ends what counts as one term.
    fn end_term(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        if pending.chars().nth(SHORTEST - 1).is_some() && pending.chars().any(char::is_alphabetic) {
            self.push(hash(pending.as_bytes()));
        }
        self.pending = pending;
        self.pending.clear();
    }

    fn push(&mut self, word: u32) {
        let (stops, bits) = &*STOPS;
        let may_stop = bits[(word >> 6 & 63) as usize] >> (word & 63) & 1 == 1;
        if !may_stop || stops.binary_search(&word).is_err() {
            (0..self.weight).for_each(|_| self.hashes.push(word));
        }
    }

    #[inline]
    fn begin(&mut self) {
        if !self.in_word {
            self.in_word = true;
            self.count += 1;
        }
    }

    /// Reads on.
    pub(super) fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match BYTES[byte as usize] {
                END => {
                    // Most words end here, and nothing of them is pending.
                    if !self.pending.is_empty() {
                        self.end_term();
                    }
                    // A hyphen, an apostrophe or a point ends the term, but not the word that is counted.
                    self.in_word &= matches!(byte, b'-' | b'\'' | b'.');
                    at += 1;
                }
                WIDE => at += self.add_wide(&text[at..]),
                _ => at += self.add_letters(&text[at..]),
            }
        }
    }

    /// Reads the ASCII letters and digits that a text begins with, and says how many.
    fn add_letters(&mut self, text: &str) -> usize {
        self.begin();
        let bytes = text.as_bytes();
        let AsciiWord { length, has_letter, hash } = ascii_word(bytes);
        let is_whole =
            self.pending.is_empty() && bytes.get(length).is_some_and(|&byte| byte < 0x80);
        if !is_whole {
            self.pending.extend(text[..length].chars().map(|letter| letter.to_ascii_lowercase()));
        } else if length >= SHORTEST && has_letter {
            self.push(hash);
        }
        length
    }

    /// Reads the character that a text begins with, and says how many bytes it has.
    fn add_wide(&mut self, text: &str) -> usize {
        let Some(character) = text.chars().next() else { return 1 };
        // A soft hyphen and marks on letters are within a word.
        if character.is_alphanumeric() {
            self.begin();
            let pending = &mut self.pending;
            fold(character, |folded| {
                if folded.is_alphanumeric() {
                    pending.push(folded);
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
        let mut terms = counted(&self.hashes);
        if terms.len() > MOST {
            let commonest = |term: &Term| u64::from(!term.count) << 32 | u64::from(term.word);
            terms.select_nth_unstable_by_key(MOST, commonest);
            terms.truncate(MOST);
        }
        // They are kept for every post.
        terms.shrink_to_fit();
        terms.sort_unstable_by_key(|term| term.word);
        (self.count, terms)
    }
}

/// Each word once, with how often it stands there, in no order. Where a word stands among those found is in a table of twice as
/// many places, in which each looks for its own from that of its last bits on.
fn counted(words: &[u32]) -> Vec<Term> {
    let mut table = vec![u32::MAX; (words.len() * 2).next_power_of_two()];
    let last = table.len() - 1;
    let mut found: Vec<Term> = Vec::with_capacity(words.len());
    for &word in words {
        let mut at = word as usize & last;
        loop {
            match found.get_mut(table[at] as usize) {
                Some(term) if term.word == word => {
                    term.count = term.count.saturating_add(1);
                    break;
                }
                Some(_) => at = (at + 1) & last,
                None => {
                    table[at] = found.len() as u32;
                    found.push(Term { word, count: 1 });
                    break;
                }
            }
        }
    }
    found
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
    fn a_word_is_hashed_as_well_within_a_text_as_alone() {
        for word in ["", "a", "waterst", "waterste", "waterstof", "waterstoffabriek"] {
            let text = format!("{word} en meer woorden");
            assert_eq!(ascii_word(text.as_bytes()).hash, hash(word.as_bytes()), "{word}");
            assert_eq!(hash(word.to_uppercase().as_bytes()), hash(word.as_bytes()));
        }
        assert_ne!(hash(b"waterst"), hash(b"waterste"));
    }

    #[test]
    fn a_word_ends_where_its_last_letter_or_digit_stands() {
        let word = |text: &[u8], has_letter| AsciiWord {
            length: text.len(),
            has_letter,
            hash: hash(text),
        };
        for sign in 0..=255_u8 {
            for place in 0..20 {
                let mut text = [b'b'; 20];
                text[place] = sign;
                let length = if sign.is_ascii_alphanumeric() { 20 } else { place };
                assert_eq!(ascii_word(&text), word(&text[..length], length > 0), "{sign} {place}");
                let digits = [&[b'4'; 20][..place], &[sign]].concat();
                let length = place + usize::from(sign.is_ascii_alphanumeric());
                let has_letter = sign.is_ascii_alphabetic();
                assert_eq!(ascii_word(&digits), word(&digits[..length], has_letter), "{sign}");
            }
        }
        assert_eq!(ascii_word(b""), word(b"", false));
    }

    #[test]
    fn words_are_counted_where_their_places_in_the_table_are_taken() {
        let mut terms = counted(&[8, 0, 16, 8, 0, 7, 8]);
        terms.sort_unstable();
        let expected = [(0, 2), (7, 1), (8, 3), (16, 1)];
        assert_eq!(terms, expected.map(|(word, count)| Term { word, count }));
        assert!(counted(&[]).is_empty());
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
