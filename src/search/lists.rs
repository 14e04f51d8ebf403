//! The lists of documents that have a form, and where it stands in them.
//!
//! What a shard says of a list: the number of documents times four, plus 1 if only those that count most lie here and the others in
//! another file, plus 2 if a new file begins with these; then the power of two that the gaps between the documents are written by,
//! and that of the others if there are any. Of the places: 0 if there are none; 1 if they lie in a file with those of other forms,
//! 2 if a new file begins with them, and then in how many bytes and how many letters; or 3 plus four times the documents of each of
//! their own files. Behind the lists of a group of which one is not whole is how many documents are in any of them.
//!
//! A file of the other documents has what each list of it counts for, those of forms and then those of compounds, then their segments,
//! then the gaps of each. A file of places has how often, then letters, then bits, as `places` tells them.

use super::coding::{Bits, low_bits, push_block, push_number};
use super::huffman::Blocks;
use super::part::Posting;
use super::places::Places;
use super::vocabulary::List;
use crate::source::Hash;

/// Of more documents than this only those that count most lie in the shard.
pub(super) const INLINE: usize = 200;

/// How many of them.
pub(super) const TIER: usize = 80;

/// The usual size of a file of places.
const PLACES: usize = 7500;

/// The usual size of a file of other documents, in documents.
const OTHERS: usize = 2400;

/// Bytes of a hash that name a file.
pub(super) const REF: usize = 5;

/// A file that is packed, with the hash of it, which is its name too.
pub(super) type Packed = (Hash, Vec<u8>);

/// The lists of a shard while they are written.
#[derive(Default)]
pub(super) struct Lists {
    pub meta: Vec<u8>,
    pub gaps: Bits,
    pub impacts: Impacts,
    pub segments: Halves,
    /// The hashes of files with the rest of a list.
    pub refs: Vec<u8>,
    /// The hashes of files of places.
    pub place_refs: Vec<u8>,
    pub files: Vec<Packed>,
    /// The file of other documents that is being filled, and the one of places.
    others: Others,
    places: Shared,
    /// Where the hash of the latter belongs among `place_refs`.
    place_ref: usize,
    /// Whether a list of the group that is being added is not whole here.
    is_part: bool,
    blocks: Blocks,
}

/// What documents count for: those of forms, and those of compounds, which are other numbers.
pub(super) type Impacts = [Vec<u8>; 2];

/// What a list is of, by its place among [`Impacts`].
#[derive(Clone, Copy)]
pub(super) enum Of {
    Form,
    Compounds,
}

/// Other documents, of some lists.
#[derive(Default)]
struct Others {
    impacts: Impacts,
    segments: Halves,
    gaps: Bits,
}

/// Places of some forms.
#[derive(Default)]
struct Shared {
    counts: Vec<u8>,
    letters: Vec<u8>,
    bits: Vec<u8>,
}

impl Lists {
    /// Adds a list of documents.
    pub(super) fn add(&mut self, of: Of, postings: &[Posting]) {
        let count = postings.len();
        if count <= INLINE {
            push_number(&mut self.meta, (count as u32) << 2);
            self.add_here(of, postings);
            return;
        }
        let (most, others) = weightiest(postings);
        if self.others.len() + others.len() > OTHERS {
            self.end_others();
        }
        self.is_part = true;
        let begins = self.others.len() == 0;
        push_number(&mut self.meta, (count as u32) << 2 | u32::from(begins) << 1 | 1);
        self.add_here(of, &most);
        let low = push_gaps(&mut self.others.gaps, &others);
        push_number(&mut self.meta, low);
        self.others.impacts[of as usize].extend(others.iter().map(|posting| posting.impact));
        push_segments(&mut self.others.segments, &others);
    }

    fn add_here(&mut self, of: Of, postings: &[Posting]) {
        if !postings.is_empty() {
            let low = push_gaps(&mut self.gaps, postings);
            push_number(&mut self.meta, low);
        }
        self.impacts[of as usize].extend(postings.iter().map(|posting| posting.impact));
        push_segments(&mut self.segments, postings);
    }

    /// Ends the lists of a group: of the documents with a form, once for each form, and of the others that have a compound.
    pub(super) fn end_group(&mut self, documents: &mut [u32], compounds: &[Posting]) {
        if std::mem::take(&mut self.is_part) {
            documents.sort_unstable();
            let different = documents.chunk_by(|one, other| one == other).count();
            push_number(&mut self.meta, (different + compounds.len()) as u32);
        }
    }

    /// Adds where a form stands in each of its documents.
    pub(super) fn add_places(&mut self, list: &List) {
        if list.places.is_empty() {
            self.meta.push(0);
            return;
        }
        let mut all = list.places.iter();
        let mut places = Places::default();
        list.postings.iter().for_each(|posting| places.add(posting.count, &mut all));
        let size = places.size();
        if size > PLACES {
            self.add_own_places(list, size);
            return;
        }
        let shared = &mut self.places;
        let begins = shared.counts.is_empty();
        let bits = places.bits.take();
        self.meta.push(if begins { 2 } else { 1 });
        if begins {
            // Its hash takes this place when it is full.
            self.place_ref = self.place_refs.len();
            self.place_refs.extend_from_slice(&[0; REF]);
        }
        push_number(&mut self.meta, bits.len() as u32);
        push_number(&mut self.meta, places.letters.len() as u32);
        shared.counts.extend_from_slice(&places.counts);
        shared.letters.extend_from_slice(&places.letters);
        shared.bits.extend_from_slice(&bits);
        if shared.letters.len() * 5 / 8 + shared.bits.len() > PLACES * 2 / 3 {
            self.end_places();
        }
    }

    /// Puts places into files that nothing else is in, each of so many documents.
    fn add_own_places(&mut self, list: &List, size: usize) {
        let each = list.postings.len().div_ceil(size.div_ceil(PLACES));
        push_number(&mut self.meta, (each as u32) << 2 | 3);
        let mut all = list.places.iter();
        for postings in list.postings.chunks(each) {
            let mut places = Places::default();
            postings.iter().for_each(|posting| places.add(posting.count, &mut all));
            let bits = places.bits.take();
            let hash = self.put(&[&places.counts, &places.letters], &bits);
            self.place_refs.extend_from_slice(&hash);
        }
    }

    /// Ends the files that are being filled.
    pub(super) fn end(&mut self) {
        self.end_others();
        self.end_places();
    }

    fn end_others(&mut self) {
        if self.others.len() > 0 {
            let Others { impacts, mut segments, mut gaps } = std::mem::take(&mut self.others);
            let [forms, compounds] = &impacts;
            let hash = self.put(&[forms, compounds, &segments.take()], &gaps.take());
            self.refs.extend_from_slice(&hash);
        }
    }

    fn end_places(&mut self) {
        let Shared { counts, letters, bits } = std::mem::take(&mut self.places);
        if !counts.is_empty() {
            let hash = self.put(&[&counts, &letters], &bits);
            self.place_refs[self.place_ref..self.place_ref + REF].copy_from_slice(&hash);
        }
    }

    /// Puts letters, each kind behind how many there are, and bits behind them into a file, and gives the hash that is its name.
    fn put(&mut self, letters: &[&[u8]], bits: &[u8]) -> [u8; REF] {
        self.blocks.clear();
        told(letters).iter().for_each(|letters| self.blocks.add(letters));
        self.blocks.store(bits);
        self.blocks.finish();
        let packed = self.blocks.bytes().to_vec();
        let hash = Hash::of(&packed);
        self.files.push((hash, packed));
        hash.0.first_chunk().copied().unwrap_or_default()
    }
}

/// Numbers of four bits, two in a byte, the first in the lower half.
#[derive(Debug, Default)]
pub(super) struct Halves {
    bytes: Vec<u8>,
    is_half: bool,
}

impl Halves {
    /// Adds a number.
    #[inline]
    pub(super) fn push(&mut self, number: u8) {
        self.is_half = !self.is_half;
        match self.bytes.last_mut() {
            Some(last) if !self.is_half => *last |= number << 4,
            _ => self.bytes.push(number),
        }
    }

    /// The bytes.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.is_half = false;
        std::mem::take(&mut self.bytes)
    }
}

impl Others {
    /// How many documents.
    fn len(&self) -> usize {
        self.impacts.iter().map(Vec::len).sum()
    }
}

/// Each kind of letters behind how many there are, to be coded by itself; where there are none, that is told with what follows.
pub(super) fn told(letters: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut told: Vec<Vec<u8>> = Vec::with_capacity(letters.len());
    let mut before_is_empty = false;
    for letters in letters {
        let mut block = match told.pop_if(|_| before_is_empty) {
            Some(block) => block,
            None => Vec::with_capacity(letters.len() + 3),
        };
        push_block(&mut block, letters);
        told.push(block);
        before_is_empty = letters.is_empty();
    }
    told
}

/// The segments of the article where it counts, and behind them those of the comments where they do.
fn push_segments(halves: &mut Halves, postings: &[Posting]) {
    let article = postings.iter().filter(|posting| posting.impact >> 4 > 0);
    article.for_each(|posting| halves.push(posting.segment >> 4));
    let comments = postings.iter().filter(|posting| posting.impact & 15 > 0);
    comments.for_each(|posting| halves.push(posting.segment & 15));
}

/// Writes the gaps between documents, and gives the power that they are written by.
fn push_gaps(bits: &mut Bits, postings: &[Posting]) -> u32 {
    let last = postings.last().map_or(0, |posting| posting.document);
    let low = low_bits(u64::from(last), postings.len() as u64);
    let mut next = 0;
    for posting in postings {
        bits.push(posting.document - next, low);
        next = posting.document + 1;
    }
    low
}

/// The postings that count most, of equal ones the newest; and the others. Each by document.
fn weightiest(postings: &[Posting]) -> (Vec<Posting>, Vec<Posting>) {
    let weight =
        |posting: &Posting| 2 * u32::from(posting.impact >> 4) + u32::from(posting.impact & 15);
    let key = |posting: &Posting| std::cmp::Reverse((weight(posting), posting.document));
    let mut keys: Vec<_> = postings.iter().map(key).collect();
    let (_, last, _) = keys.select_nth_unstable(TIER - 1);
    let last = *last;
    postings.iter().copied().partition(|posting| key(posting) <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_small_numbers_are_a_byte() {
        let mut halves = Halves::default();
        [1, 2, 15].into_iter().for_each(|number| halves.push(number));
        assert_eq!(halves.take(), [0x21, 0x0F]);
        halves.push(3);
        assert_eq!(halves.take(), [3]);
    }

    #[test]
    fn each_kind_of_letters_is_told_by_itself_unless_it_is_empty() {
        assert_eq!(told(&[b"ab", b"c"]), [b"\x02ab".to_vec(), b"\x01c".to_vec()]);
        assert_eq!(told(&[b"", b"", b"c", b""]), [b"\x00\x00\x01c".to_vec(), b"\x00".to_vec()]);
        assert_eq!(told(&[b"ab", b"", b"c"]), [b"\x02ab".to_vec(), b"\x00\x01c".to_vec()]);
        let bytes: Vec<u8> = told(&[b"", b"ab", b""]).concat();
        assert_eq!(bytes, b"\x00\x02ab\x00");
    }
}
