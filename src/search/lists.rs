//! The lists of documents that have a form, and where it stands in them.
//!
//! What a shard says of a list: the number of documents times two, plus 1 if only those that count most lie here and the others in a
//! file of their own; then the power of two that the gaps between the documents are written by. Of the places: 0 if there are none;
//! or 1 more than the power that how often is written by, times two, plus how often at least; the power of the gaps between them; and
//! then four times the bytes that they take in a file with those of other forms, plus 2 if a new file begins with them, or two times
//! the documents of each of their own files, plus 1.

use super::coding::{Bits, Block, low_bits, push_block, push_number};
use super::part::Posting;
use super::shards::Named;
use super::vocabulary::List;

/// Of more documents than this only those that count most lie in the shard.
pub(super) const INLINE: usize = 200;

/// How many of them.
pub(super) const TIER: usize = 80;

/// The usual size of a file of places.
const PLACES: usize = 6000;

/// Bytes of a hash that name a file.
pub(super) const REF: usize = 5;

/// The lists of a shard while they are written.
#[derive(Default)]
pub(super) struct Lists {
    pub meta: Vec<u8>,
    pub gaps: Bits,
    pub impacts: Vec<u8>,
    pub segments: Vec<u8>,
    /// The hashes of files with the rest of a list.
    pub refs: Vec<u8>,
    /// The hashes of files of places.
    pub place_refs: Vec<u8>,
    pub files: Vec<Named>,
    /// The file of places that is being filled.
    places: Vec<u8>,
    /// Where its hash belongs among `place_refs`.
    place_ref: usize,
}

impl Lists {
    /// Adds a list of documents.
    pub(super) fn add(&mut self, postings: &[Posting]) {
        let count = postings.len();
        let is_long = count > INLINE;
        push_number(&mut self.meta, (count as u32) << 1 | u32::from(is_long));
        if !is_long {
            self.add_here(postings);
            return;
        }
        let (most, others) = weightiest(postings);
        self.add_here(&most);
        let mut gaps = Bits::default();
        let mut bytes = Vec::with_capacity(count * 2);
        let low = push_gaps(&mut gaps, &others);
        push_number(&mut bytes, low);
        bytes.extend(others.iter().map(|posting| posting.impact));
        push_segments(&mut bytes, &others);
        let mut dense = Vec::new();
        push_block(&mut dense, &gaps.take());
        let hash = put(&mut self.files, Block { dense, bytes });
        self.refs.extend_from_slice(&hash);
    }

    fn add_here(&mut self, postings: &[Posting]) {
        if !postings.is_empty() {
            let low = push_gaps(&mut self.gaps, postings);
            push_number(&mut self.meta, low);
        }
        self.impacts.extend(postings.iter().map(|posting| posting.impact));
        push_segments(&mut self.segments, postings);
    }

    /// Adds where a form stands in each of its documents: how often, and the gaps between its places.
    pub(super) fn add_places(&mut self, list: &List) {
        let count = list.gaps.len() as u64;
        if count == 0 {
            self.meta.push(0);
            return;
        }
        let least = u16::from(list.postings.iter().all(|posting| posting.count > 0));
        let more = count - u64::from(least) * list.postings.len() as u64;
        let mut sum = 0;
        let mut gaps = list.gaps.iter();
        for posting in &list.postings {
            let of_posting = gaps.by_ref().take(usize::from(posting.count));
            sum += of_posting.map(|gap| u64::from(*gap) << shift(posting.count)).sum::<u64>();
        }
        let code = Code {
            least,
            often: low_bits(more, list.postings.len() as u64),
            gap: low_bits(sum, count),
        };
        push_number(&mut self.meta, (code.often << 1 | u32::from(least)) + 1);
        push_number(&mut self.meta, code.gap);
        let whole = code.write(&list.postings, &list.gaps);
        if whole.len() > PLACES {
            self.add_own_places(list, whole.len(), code);
            return;
        }
        let begins = self.places.is_empty();
        push_number(&mut self.meta, (whole.len() as u32) << 2 | u32::from(begins) << 1);
        if begins {
            // Its hash takes this place when it is full.
            self.place_ref = self.place_refs.len();
            self.place_refs.extend_from_slice(&[0; REF]);
        }
        self.places.extend(&whole);
        if self.places.len() > PLACES * 2 / 3 {
            self.end_places();
        }
    }

    /// Puts places into files that nothing else is in, each of so many documents.
    fn add_own_places(&mut self, list: &List, size: usize, code: Code) {
        let each = list.postings.len().div_ceil(size.div_ceil(PLACES));
        push_number(&mut self.meta, (each as u32) << 1 | 1);
        let mut gaps = list.gaps.as_slice();
        for postings in list.postings.chunks(each) {
            let count = postings.iter().map(|posting| usize::from(posting.count)).sum();
            let (own, others) = gaps.split_at(count);
            gaps = others;
            let block = Block { dense: code.write(postings, own), bytes: Vec::new() };
            let hash = put(&mut self.files, block);
            self.place_refs.extend_from_slice(&hash);
        }
    }

    /// Ends the file of places that is being filled.
    pub(super) fn end_places(&mut self) {
        if !self.places.is_empty() {
            let dense = std::mem::take(&mut self.places);
            let hash = put(&mut self.files, Block { dense, bytes: Vec::new() });
            self.place_refs[self.place_ref..self.place_ref + REF].copy_from_slice(&hash);
        }
    }
}

/// How places are written.
#[derive(Clone, Copy)]
struct Code {
    /// How often the form has a place in each of its documents at least: 0 or 1.
    least: u16,
    /// The powers of two that how often, and the gaps, are written by.
    often: u32,
    gap: u32,
}

impl Code {
    /// For each document how often the form stands there, and then the gaps: the smaller the more often it does.
    fn write(self, postings: &[Posting], gaps: &[u32]) -> Vec<u8> {
        let mut bits = Bits::default();
        let mut gaps = gaps.iter();
        for posting in postings {
            bits.push(u32::from(posting.count - self.least), self.often);
            let low = self.gap.saturating_sub(shift(posting.count));
            let of_posting = gaps.by_ref().take(usize::from(posting.count));
            of_posting.for_each(|gap| bits.push(*gap, low));
        }
        bits.take()
    }
}

/// How many bits a number has.
fn shift(count: u16) -> u32 {
    u16::BITS - count.leading_zeros()
}

/// Puts a block into a file of its own, and gives the hash that is its name.
fn put(files: &mut Vec<Named>, mut block: Block) -> [u8; REF] {
    // There are thousands of them until they are written.
    block.dense.shrink_to_fit();
    block.bytes.shrink_to_fit();
    let hash = block.hash();
    files.push((hash, block));
    hash.0.first_chunk().copied().unwrap_or_default()
}

/// The segments of the article where it counts, and behind them those of the comments where they do.
fn push_segments(bytes: &mut Vec<u8>, postings: &[Posting]) {
    let article = postings.iter().filter(|posting| posting.impact >> 4 > 0);
    bytes.extend(article.map(|posting| posting.segment >> 4));
    let comments = postings.iter().filter(|posting| posting.impact & 15 > 0);
    bytes.extend(comments.map(|posting| posting.segment & 15));
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
