//! Where a word stands in a document, as few bits tell it.
//!
//! A place is the segment that it is in, and how many words stand before it there, so that no number is large. Each is told by a
//! letter, and bits behind it: how many words are between it and the place before, or the begin of the segment, of which the letter
//! has the upper bits. A letter may say first that the place is so many segments on, or that segments are counted from the first
//! again. The client reads them likewise, in `search-more.js`.

use super::coding::Bits;
use super::part::Posting;

/// Bits of a place that tell the word; the segment is above them.
pub(super) const WORD: u32 = 16;

/// Letters below this one are the upper bits of a number.
const NUMBERS: u8 = 238;

/// This one begins with the first segment again; those above go on by one segment, two, and so on.
const BACK: u8 = NUMBERS;

/// The most segments that a letter goes on by.
const MOST: u32 = 16;

/// This one says that a number has bits of its own, as many as [`WORD`].
const FAR: u8 = 255;

/// How many bits of a number are not in its letter: the fewer the more often the word stands in the document.
fn low(count: u16) -> u32 {
    match count {
        0..4 => 4,
        4..16 => 3,
        _ => 2,
    }
}

/// The segment that the first place is told from: that of a word which stands there once.
fn start(posting: Posting) -> u32 {
    let is_article = posting.impact >> 4 > 0;
    match posting.count {
        1 => u32::from(if is_article { posting.segment >> 4 } else { posting.segment & 15 }),
        _ => 0,
    }
}

/// Adds the places of a word in a document: each letter, and behind it the bits, as bytes.
pub(super) fn push(bytes: &mut Vec<u8>, posting: Posting, places: impl Iterator<Item = u32>) {
    let low = low(posting.count);
    let (mut segment, mut next) = (start(posting), 0);
    for place in places {
        let (wanted, word) = (place >> WORD, place & ((1 << WORD) - 1));
        if wanted < segment {
            bytes.push(BACK);
            (segment, next) = (0, 0);
        }
        while wanted > segment {
            let on = (wanted - segment).min(MOST);
            bytes.push(BACK + on as u8);
            (segment, next) = (segment + on, 0);
        }
        let gap = word - next;
        if gap >> low < u32::from(NUMBERS) {
            bytes.extend_from_slice(&[(gap >> low) as u8, (gap & ((1 << low) - 1)) as u8]);
        } else {
            bytes.push(FAR);
            bytes.extend_from_slice(&(gap as u16).to_le_bytes());
        }
        next = word + 1;
    }
}

/// The places of words, as they are written.
#[derive(Default)]
pub(super) struct Places {
    /// How often a word stands in each document; 255 if that has bits of its own.
    pub counts: Vec<u8>,
    pub letters: Vec<u8>,
    pub bits: Bits,
}

impl Places {
    /// Adds those of a posting, from what [`push`] made of them.
    pub(super) fn add(&mut self, count: u16, bytes: &mut std::slice::Iter<'_, u8>) {
        let mut next = || bytes.next().copied().unwrap_or_default();
        self.counts.push(count.min(255) as u8);
        if count >= 255 {
            self.bits.push_bits(u64::from(count), WORD);
        }
        for _ in 0..count {
            let mut letter = next();
            self.letters.push(letter);
            while (BACK..FAR).contains(&letter) {
                letter = next();
                self.letters.push(letter);
            }
            if letter == FAR {
                self.bits.push_bits(u64::from(u16::from_le_bytes([next(), next()])), WORD);
            } else {
                self.bits.push_bits(u64::from(next()), low(count));
            }
        }
    }

    /// About how many bytes they take.
    pub(super) fn size(&self) -> usize {
        self.counts.len() / 6 + self.letters.len() * 5 / 8 + self.bits.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_letters_and_bits() {
        let place = |segment: u32, word: u32| segment << WORD | word;
        let cases: [(u8, u8, &[u32], &[u8]); 6] = [
            (0x40, 0x20, &[place(2, 18)], &[1, 2]),
            (0x04, 0x03, &[place(3, 0)], &[0, 0]),
            (0x40, 0x00, &[place(1, 7)], &[239, 0, 7]),
            (0x40, 0x20, &[place(1, 7)], &[238, 239, 0, 7]),
            (0x40, 0x10, &[place(0, 1), place(0, 2), place(20, 16)], &[0, 1, 0, 0, 254, 242, 1, 0]),
            (0x40, 0x00, &[place(0, 40_000)], &[255, 0x40, 0x9C]),
        ];
        for (impact, segment, places, wanted) in cases {
            let count = places.len() as u16;
            let posting = Posting { document: 0, count, impact, segment };
            let mut bytes = Vec::new();
            push(&mut bytes, posting, places.iter().copied());
            assert_eq!(bytes, wanted, "{places:?}");
            let mut written = Places::default();
            let mut all = bytes.iter();
            written.add(count, &mut all);
            assert_eq!((all.len(), written.counts.as_slice()), (0, [count as u8].as_slice()));
        }
    }
}
