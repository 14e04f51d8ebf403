//! Where a misspelt word is looked for: the forms in three orders, in files of a few kilobytes with nothing else in them.
//!
//! One wrong letter leaves the beginning, the end or both ends of a word as they were. So the forms are listed by their letters
//! from the front, from the back, and from both ends inward in turn: in one of the three the right word stands near the wrong one.

use super::coding::{Block, push_block, push_number};
use super::shards::shared;
use super::vocabulary::Vocabulary;
use crate::source::Hash;

/// The shortest word that may be misspelt.
const SHORTEST: usize = 5;

/// Forms in a file.
const FORMS: usize = 700;

/// Of more forms than this, those that stand there once are left out: they are mostly misspelt themselves.
const MANY: usize = 60_000;

/// A file, with the hash of what it holds, which is its name too.
pub(super) type Named = (Hash, Block);

/// The orders.
pub(super) const ORDERS: [fn(&[char]) -> String; 3] = [
    |letters| letters.iter().collect(),
    |letters| letters.iter().rev().collect(),
    |letters| {
        let (front, back) = letters.split_at(letters.len().div_ceil(2));
        let mut back = back.iter().rev();
        front.iter().flat_map(|letter| [Some(letter), back.next()]).flatten().collect()
    },
];

/// One of the orders, cut into files: the least letters of each and its hash, and the files.
pub(super) fn files(vocabulary: &Vocabulary, order: usize) -> (Vec<(String, String)>, Vec<Named>) {
    let mut letters: Vec<char> = Vec::new();
    let mut ordered = |form: &str| {
        letters.clear();
        letters.extend(form.chars());
        ORDERS[order](&letters)
    };
    // In the first order they are as they were.
    let mut forms: Vec<(String, u8)> = candidates(vocabulary)
        .map(|(form, weight)| (if order == 0 { form.to_owned() } else { ordered(form) }, weight))
        .collect();
    forms.sort_unstable();
    let (mut starts, mut files) = (Vec::new(), Vec::new());
    let mut before = "";
    for chunk in chunks(&forms) {
        let first = chunk[0].0.as_str();
        let same = shared(before, first);
        let next = first[same..].chars().next().map_or(0, char::len_utf8);
        let bytes = listed(chunk);
        let block = Block::of(bytes);
        let hash = block.hash();
        starts.push((first[..same + next].to_owned(), hash.short(10)));
        files.push((hash, block));
        before = chunk.last().map_or("", |(form, _)| form.as_str());
    }
    (starts, files)
}

/// The forms that a misspelt word may have meant, with how frequent they are.
fn candidates(vocabulary: &Vocabulary) -> impl Iterator<Item = (&str, u8)> {
    let least = if vocabulary.len() as usize > MANY { 2 } else { 1 };
    (0..vocabulary.len()).filter_map(move |form| {
        let text = vocabulary.text(form);
        let documents = vocabulary.documents(form);
        let is_word =
            text.chars().count() >= SHORTEST && !text.starts_with(|c: char| c.is_ascii_digit());
        (is_word && documents >= least).then(|| (text, documents.ilog2() as u8))
    })
}

/// Cuts the forms behind one whose own letters say so, so that a new form moves few others.
fn chunks(forms: &[(String, u8)]) -> Vec<&[(String, u8)]> {
    let mut chunks = Vec::new();
    let mut start = 0;
    for (at, (form, _)) in forms.iter().enumerate() {
        let length = at + 1 - start;
        let may_end = length > FORMS * 2 / 3 && Hash::of(form.as_bytes()).0[0].is_multiple_of(64);
        if may_end || length > FORMS * 3 / 2 {
            chunks.push(&forms[start..=at]);
            start = at + 1;
        }
    }
    if start < forms.len() {
        chunks.push(&forms[start..]);
    }
    chunks
}

/// Each form as how many bytes are those of the one before, what follows, and how frequent it is.
fn listed(forms: &[(String, u8)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, forms.len() as u32);
    let mut before = "";
    for (form, weight) in forms {
        let same = shared(before, form);
        push_number(&mut bytes, same as u32);
        push_block(&mut bytes, &form.as_bytes()[same..]);
        bytes.push(*weight);
        before = form;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_letter_leaves_a_word_near_its_place_in_one_order() {
        let order = |at: usize, word: &str| ORDERS[at](&word.chars().collect::<Vec<_>>());
        assert_eq!(order(0, "zuivering"), "zuivering");
        assert_eq!(order(1, "zuivering"), "gnireviuz");
        assert_eq!(order(2, "zuivering"), "zguniivre");
        assert_eq!(order(2, "dijk"), "dkij");
        for (wrong, at) in [("zuivexing", 0), ("xuivering", 1), ("zuixering", 1)] {
            let (right, wrong) = (order(at, "zuivering"), order(at, wrong));
            assert!(shared(&right, &wrong) >= 5, "{right} {wrong}");
        }
        assert!(shared(&order(2, "zuivering"), &order(2, "zuixering")) >= 5);
    }
}
