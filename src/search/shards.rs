//! The dictionary in shards: some of the forms, sorted, with the documents of the groups whose commonest form is among them.
//!
//! A shard is a row of blocks, each behind its length, each of one kind so that it deflates well:
//! 1. how many forms are its own, and how many there are;
//! 2. the forms, its own and then those of other shards that belong to its groups, or that its own belong to: how many letters
//!    are those of the form before, how many follow, and these;
//! 3. for each form 0 if it is a head, or else 1 and its head's place among them;
//! 4. for each head that is its own: for each form of the group, and then for compounds, the number of documents times four,
//!    plus 1 if they lie in a file of their own, or 2 if the weightiest lie in another one beside; for each form also how many
//!    bytes its places take, times two, plus 1 if a new file of places begins with them; then the number of experts;
//! 5. experts, from where what is not a post begins, each with how strongly it shows; 6. the hashes of those files;
//! 7. the gaps between documents, 8. what they count for, 9. their segments: of the article if it counts, then of the comments;
//! 10. the hashes of the files of places.

use std::ops::Range;

use super::coding::{push_block, push_number};
use super::knowledge::Writers;
use super::part::Posting;
use super::vocabulary::{List, Vocabulary};
use crate::source::Hash;

/// The usual size of a shard, in bytes that it deflates to.
const SIZE: usize = 4600;

/// More documents than this lie in a file of their own.
const INLINE: usize = 220;

/// Of more documents than this the weightiest lie in another file beside.
const TIERED: usize = 640;

/// How many of them.
const TIER: usize = 256;

/// The usual size of a file of places, in bytes before they are packed.
const PLACES: usize = 6000;

/// Forms that lie in one shard.
pub(super) type Cut = Range<u32>;

/// A file with its name, and the hash of what it holds, not yet packed.
pub(super) type Named = (String, Hash, Vec<u8>);

/// A shard, and the files that it refers to.
pub(super) struct Shard {
    /// The least letters that tell its first form from the one before.
    pub start: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The files beside it.
    pub files: Vec<Named>,
}

/// Where the dictionary is cut: near the usual size, behind a form whose own letters say so, so that a new form moves few others.
pub(super) fn cuts(vocabulary: &Vocabulary) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut start, mut size) = (0, 0);
    for form in 0..vocabulary.len() {
        size += cost(vocabulary, form);
        let may_end = size > SIZE * 2 / 3
            && Hash::of(vocabulary.text(form).as_bytes()).0[0].is_multiple_of(8);
        if may_end || size > SIZE * 3 / 2 {
            cuts.push(start..form + 1);
            (start, size) = (form + 1, 0);
        }
    }
    if start < vocabulary.len() || cuts.is_empty() {
        cuts.push(start..vocabulary.len());
    }
    cuts
}

/// About how many bytes a form adds.
fn cost(vocabulary: &Vocabulary, form: u32) -> usize {
    let list = |length: usize| if length > INLINE { 6 } else { length * 9 / 5 };
    let own = 5;
    if vocabulary.head(form) != form {
        return own;
    }
    let members = vocabulary.members(form).iter();
    let compounds = vocabulary.compounds(form).iter();
    own + members.map(|member| list(vocabulary.documents(*member))).sum::<usize>()
        + list(compounds.map(|(_, form)| vocabulary.documents(*form)).sum())
}

/// Makes the shard of these forms.
pub(super) fn shard(vocabulary: &Vocabulary, writers: &Writers, base: u32, cut: Cut) -> Shard {
    let forms = Forms::of(vocabulary, &cut);
    let mut writer = Writer::default();
    let mut list = List::default();
    for form in cut.clone() {
        if vocabulary.head(form) != form {
            continue;
        }
        let (near, far): (Vec<u32>, Vec<u32>) =
            vocabulary.members(form).iter().partition(|member| cut.contains(member));
        for member in near.into_iter().chain(far) {
            vocabulary.read(member, &mut list);
            writer.list(&list.postings);
            let length = list.postings.len();
            let is_common = length * 2 > vocabulary.size() && length > 40;
            writer.places(&list, is_common);
        }
        writer.list(&vocabulary.compound_postings(form));
        let experts = writers.experts(vocabulary, form);
        push_number(&mut writer.meta, experts.len() as u32);
        for (expert, strength) in experts {
            push_number(&mut writer.experts, expert - base);
            writer.experts.push(strength);
        }
    }
    writer.end_places();
    let mut bytes = Vec::new();
    push_number(&mut bytes, forms.own.len() as u32);
    push_number(&mut bytes, forms.list.len() as u32);
    push_block(&mut bytes, &forms.letters(vocabulary));
    push_block(&mut bytes, &forms.owners(vocabulary));
    for block in [
        &writer.meta,
        &writer.experts,
        &writer.refs,
        &writer.gaps,
        &writer.impacts,
        &writer.segments,
        &writer.place_refs,
    ] {
        push_block(&mut bytes, block);
    }
    let start = start_of(vocabulary, cut.start);
    Shard { start, bytes, files: writer.files }
}

/// The forms of a shard.
struct Forms {
    own: Range<u32>,
    /// The own ones, and then those of other shards.
    list: Vec<u32>,
}

impl Forms {
    fn of(vocabulary: &Vocabulary, cut: &Cut) -> Forms {
        let mut far: Vec<u32> = Vec::new();
        for form in cut.clone() {
            let head = vocabulary.head(form);
            let related =
                if head == form { vocabulary.members(form) } else { std::slice::from_ref(&head) };
            far.extend(related.iter().filter(|form| !cut.contains(form)));
        }
        far.sort_unstable();
        far.dedup();
        Forms { own: cut.clone(), list: cut.clone().chain(far).collect() }
    }

    fn letters(&self, vocabulary: &Vocabulary) -> Vec<u8> {
        let mut letters = Vec::new();
        let mut before = "";
        for form in &self.list {
            let text = vocabulary.text(*form);
            let shared = shared(before, text);
            push_number(&mut letters, shared as u32);
            push_block(&mut letters, &text.as_bytes()[shared..]);
            before = text;
        }
        letters
    }

    fn owners(&self, vocabulary: &Vocabulary) -> Vec<u8> {
        let mut owners = Vec::with_capacity(self.list.len());
        let count = self.own.len();
        for form in &self.list {
            let head = vocabulary.head(*form);
            let place = if head == *form {
                None
            } else if self.own.contains(&head) {
                Some((head - self.own.start) as usize)
            } else {
                self.list[count..].binary_search(&head).ok().map(|at| at + count)
            };
            push_number(&mut owners, place.map_or(0, |place| place as u32 + 1));
        }
        owners
    }
}

/// How many bytes two texts have in common at the beginning, whole characters only.
pub(super) fn shared(one: &str, other: &str) -> usize {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    same.map_or(one.len().min(other.len()), |((at, _), _)| at)
}

/// The least letters of a form that are more than the form before it.
fn start_of(vocabulary: &Vocabulary, form: u32) -> String {
    let Some(before) = form.checked_sub(1) else { return String::new() };
    let text = vocabulary.text(form);
    let shared = shared(vocabulary.text(before), text);
    let next = text[shared..].chars().next().map_or(0, char::len_utf8);
    text[..shared + next].to_owned()
}

/// The blocks of a shard while they are written.
#[derive(Default)]
struct Writer {
    meta: Vec<u8>,
    experts: Vec<u8>,
    refs: Vec<u8>,
    gaps: Vec<u8>,
    impacts: Vec<u8>,
    segments: Vec<u8>,
    /// The file of places that is being filled.
    places: Vec<u8>,
    place_refs: Vec<u8>,
    files: Vec<Named>,
}

impl Writer {
    /// Writes a list of documents, or where it lies.
    fn list(&mut self, postings: &[Posting]) {
        let length = postings.len();
        let mode = if length > TIERED { 2 } else { u32::from(length > INLINE) };
        push_number(&mut self.meta, (length as u32) << 2 | mode);
        match mode {
            0 => self.inline(postings),
            1 => self.file(postings),
            _ => {
                self.file(&weightiest(postings));
                self.file(postings);
            }
        }
    }

    fn inline(&mut self, postings: &[Posting]) {
        push_gaps(&mut self.gaps, postings);
        self.impacts.extend(postings.iter().map(|posting| posting.impact));
        push_segments(&mut self.segments, postings);
    }

    /// Writes where a form stands in each of its documents: how far behind the place before, from 1, times two, plus 1 if
    /// more follow; 0 if it has no place there. Without places nothing is written.
    fn places(&mut self, list: &List, is_common: bool) {
        if is_common {
            push_number(&mut self.meta, 0);
            return;
        }
        let mut gaps = list.gaps.iter();
        let starts = self.places.is_empty();
        let before = self.places.len();
        for posting in &list.postings {
            if posting.count == 0 {
                push_number(&mut self.places, 0);
            }
            for (left, gap) in (0..posting.count).rev().zip(&mut gaps) {
                push_number(&mut self.places, (gap + 1) << 1 | u32::from(left > 0));
            }
        }
        let size = (self.places.len() - before) as u32;
        push_number(&mut self.meta, size << 1 | u32::from(starts && size > 0));
        if self.places.len() > PLACES {
            self.end_places();
        }
    }

    fn end_places(&mut self) {
        let places = std::mem::take(&mut self.places);
        if !places.is_empty() {
            let hash = self.put(places);
            self.place_refs.extend_from_slice(&hash.0[..5]);
        }
    }

    /// Puts bytes into a file of their own.
    fn put(&mut self, bytes: Vec<u8>) -> Hash {
        let hash = Hash::of(&bytes);
        self.files.push((format!("p{}", hash.short(10)), hash, bytes));
        hash
    }

    /// Puts a list into a file of its own: its length, and then the gaps, impacts and segments.
    fn file(&mut self, postings: &[Posting]) {
        let mut bytes = Vec::with_capacity(postings.len() * 4);
        push_number(&mut bytes, postings.len() as u32);
        push_gaps(&mut bytes, postings);
        bytes.extend(postings.iter().map(|posting| posting.impact));
        push_segments(&mut bytes, postings);
        let hash = self.put(bytes);
        self.refs.extend_from_slice(&hash.0[..5]);
    }
}

/// The segments of the article where it counts, and behind them those of the comments where they do.
fn push_segments(bytes: &mut Vec<u8>, postings: &[Posting]) {
    let article = postings.iter().filter(|posting| posting.impact >> 4 > 0);
    bytes.extend(article.map(|posting| posting.segment >> 4));
    let comments = postings.iter().filter(|posting| posting.impact & 15 > 0);
    bytes.extend(comments.map(|posting| posting.segment & 15));
}

fn push_gaps(bytes: &mut Vec<u8>, postings: &[Posting]) {
    let mut next = 0;
    for posting in postings {
        push_number(bytes, posting.document - next);
        next = posting.document + 1;
    }
}

/// The postings that count most, by document; of equal ones the newest.
fn weightiest(postings: &[Posting]) -> Vec<Posting> {
    let weight =
        |posting: &Posting| 2 * u32::from(posting.impact >> 4) + u32::from(posting.impact & 15);
    let mut kept = postings.to_vec();
    kept.sort_unstable_by_key(|posting| std::cmp::Reverse((weight(posting), posting.document)));
    kept.truncate(TIER);
    kept.sort_unstable_by_key(|posting| posting.document);
    kept
}
