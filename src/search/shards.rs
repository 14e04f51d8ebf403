//! The dictionary in shards: some of the forms, sorted, with the documents of the groups whose commonest form is among them.
//!
//! A shard is a row of blocks, each behind its length, each of one kind so that it deflates well:
//! 1. what documents count for, for a form, 2. and for the compounds of one; 3. their segments, two in a byte: of the article if it
//!    counts, then of the comments;
//! 4. the gaps between documents, in bits; 5. the hashes of files with other documents, 6. and of those with places;
//! 7. how many forms are its own, without a length;
//! 8. the forms, front-coded: its own and then those of other shards that belong to its groups, or that its own belong to;
//! 9. for each form 0 if it is a head, or else 1 and its head's place among them;
//! 10. for each head that is its own: for each form of the group its list and its places, then the list of compounds, as `lists`
//!     tells them, how many documents have any of these if one of the lists is not whole, then the number of experts;
//! 11. experts, from where what is not a post begins, each with how strongly it shows.

use std::ops::Range;

use super::coding::{Block, front_coded, push_block, push_number};
use super::knowledge::{Shown, Writers};
use super::lists::{self, INLINE, Lists, Of, Packed, TIER};
use super::vocabulary::{List, Vocabulary};
use crate::source::Hash;

/// The usual size of a shard, in bytes that it deflates to.
const SIZE: usize = 4600;

/// Forms that lie in one shard.
pub(super) type Cut = Range<u32>;

/// A shard, and the files that it refers to.
#[derive(Debug)]
pub(super) struct Shard {
    /// The least letters that tell its first form from the one before.
    pub start: String,
    /// What it holds.
    pub block: Block,
    /// The files beside it.
    pub files: Vec<Packed>,
}

/// Where the dictionary is cut: near the usual size, where few letters tell a form from the one before, because the root has
/// these; and so a new form moves few others.
pub(super) fn cuts(vocabulary: &Vocabulary) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut start, mut size) = (0, 0);
    for form in 0..vocabulary.len() {
        size += cost(vocabulary, form);
        let most_shared = match size {
            _ if size < SIZE * 2 / 3 || form + 1 == vocabulary.len() => continue,
            _ if size < SIZE => 2,
            _ if size < SIZE * 3 / 2 => 4,
            _ => usize::MAX,
        };
        if shared(vocabulary.text(form), vocabulary.text(form + 1)) <= most_shared {
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
    let list = |length: usize| (if length > INLINE { TIER + 6 } else { length }) * 8 / 5;
    let own = 5;
    if vocabulary.head(form) != form {
        return own;
    }
    let members = vocabulary.members(form).iter();
    let compounds = vocabulary.compounds(form).iter();
    own + members.map(|member| list(vocabulary.documents(*member))).sum::<usize>()
        + list(compounds.map(|(_, form)| vocabulary.documents(*form)).sum())
}

/// The hash of all that the shard of these forms is made of: `digests` has that of the documents of each form.
pub(super) fn key(vocabulary: &Vocabulary, writers: &Writers, digests: &[Hash], cut: &Cut) -> Hash {
    let mut bytes = Vec::new();
    let add = |bytes: &mut Vec<u8>, form: u32| {
        push_block(bytes, vocabulary.text(form).as_bytes());
        bytes.extend_from_slice(&digests[form as usize].0);
    };
    // The form before the first decides how the shard is told from the one before.
    cut.start.checked_sub(1).into_iter().for_each(|form| add(&mut bytes, form));
    push_number(&mut bytes, cut.len() as u32);
    for form in cut.clone() {
        add(&mut bytes, form);
        let head = vocabulary.head(form);
        if head != form {
            add(&mut bytes, head);
            continue;
        }
        let (members, compounds) = (vocabulary.members(form), vocabulary.compounds(form));
        members.iter().for_each(|member| add(&mut bytes, *member));
        compounds.iter().for_each(|(_, compound)| add(&mut bytes, *compound));
        let documents = members.iter().map(|member| vocabulary.documents(*member)).sum();
        let numbers = [members.len() as u32, compounds.len() as u32];
        for number in numbers.into_iter().chain([u32::from(writers.is_common(documents))]) {
            push_number(&mut bytes, number);
        }
    }
    Hash::of(&bytes)
}

/// Makes the shard of these forms.
pub(super) fn shard(vocabulary: &Vocabulary, writers: &Writers, base: u32, cut: Cut) -> Shard {
    let forms = Forms::of(vocabulary, &cut);
    let mut lists = Lists::default();
    let mut list = List::default();
    let mut experts = Vec::new();
    let mut shown = Shown::of(writers);
    let mut whole: Vec<u32> = Vec::new();
    for form in cut.clone() {
        if vocabulary.head(form) != form {
            continue;
        }
        let (near, far): (Vec<u32>, Vec<u32>) =
            vocabulary.members(form).iter().partition(|member| cut.contains(member));
        whole.clear();
        for member in near.into_iter().chain(far) {
            vocabulary.read(member, &mut list);
            lists.add(Of::Form, &list.postings);
            lists.add_places(&list);
            whole.extend(list.postings.iter().map(|posting| posting.document));
            shown.see(&list.postings);
            vocabulary.said(member).for_each(|(person, times)| shown.hear(person, times));
        }
        let compounds = vocabulary.compound_postings(form, &mut whole);
        lists.add(Of::Compounds, &compounds);
        lists.end_group(&mut whole, &compounds);
        let known = shown.take(whole.len());
        push_number(&mut lists.meta, known.len() as u32);
        for (expert, strength) in known {
            push_number(&mut experts, expert - base);
            experts.push(strength);
        }
    }
    lists.end();
    let block = |bytes: &[u8]| {
        let mut block = Vec::with_capacity(bytes.len() + 3);
        push_block(&mut block, bytes);
        block
    };
    let [of_forms, of_compounds] = &lists.impacts;
    let numbers = lists::told(&[of_forms, of_compounds, &lists.segments.take()]);
    let dense = [&lists.gaps.take(), &lists.refs, &lists.place_refs].map(|bytes| block(bytes));
    let mut bytes = Vec::new();
    push_number(&mut bytes, forms.own.len() as u32);
    let letters = front_coded(forms.list.iter().map(|form| vocabulary.text(*form)));
    for of in [letters.as_bytes(), &forms.owners(vocabulary), &lists.meta, &experts] {
        push_block(&mut bytes, of);
    }
    let start = start_of(vocabulary, cut.start);
    let block = Block { letters: numbers, dense: dense.concat(), bytes };
    Shard { start, block, files: lists.files }
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
    start(vocabulary.text(before), vocabulary.text(form))
}

/// The least letters of a text that are more than the one before it.
pub(super) fn start(before: &str, text: &str) -> String {
    let shared = shared(before, text);
    let next = text[shared..].chars().next().map_or(0, char::len_utf8);
    text[..shared + next].to_owned()
}
