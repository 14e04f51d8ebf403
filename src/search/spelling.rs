//! Where a misspelt word is looked for: the forms in three orders, in files of a few kilobytes with nothing else in them.
//!
//! One wrong letter leaves the beginning, the end or both ends of a word as they were. So the forms are listed by their letters
//! from the front, from the back, and from both ends inward in turn: in one of the three the right word stands near the wrong one.
//!
//! Beside them lie the words of the language, as numbers that tell a word and give none away: what is one of these is no mistake.

use super::coding::{Bits, Block, front_coded, push_block, push_number};
use super::shards::start;
use super::vocabulary::Vocabulary;
use super::words;
use crate::source::Hash;

/// The shortest word that may be misspelt.
const SHORTEST: usize = 5;

/// Forms in a file. A reader loads three of them and the names of all, so that more would cost what fewer do.
const FORMS: usize = 300;

/// Words of the language in a file.
const WORDS: usize = 700;

/// Of so many bits beside their number are the numbers of these words: one in thousands of other words has one of them.
const BITS: u32 = 12;

/// Of more forms than this, those that stand there once are left out: they are mostly misspelt themselves.
const MANY: usize = 60_000;

/// A list, cut into files.
#[derive(Default)]
pub struct List {
    /// The least letters of each file.
    pub(super) starts: Vec<String>,
    pub(super) files: Vec<Block>,
}

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

/// One of the orders.
pub(super) fn forms(vocabulary: &Vocabulary, order: usize) -> List {
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
    let mut list = List::default();
    let mut before = "";
    for chunk in chunks(&forms) {
        list.starts.push(start(before, &chunk[0].0));
        list.files.push(listed(chunk));
        before = chunk.last().map_or("", |(form, _)| form.as_str());
    }
    list
}

/// The words of the language, whether a site has them or not.
pub(super) fn language(is_english: bool) -> List {
    let words: Vec<&str> = words::simple(is_english).collect();
    let mut list = List::default();
    let mut before = "";
    for chunk in words.chunks(WORDS) {
        list.starts.push(start(before, chunk[0]));
        list.files.push(Block { dense: told(chunk), ..Block::default() });
        before = chunk.last().copied().unwrap_or_default();
    }
    list
}

/// How many words these are, and then the number of each, as the gap between it and the one before.
fn told(words: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_number(&mut bytes, words.len() as u32);
    let mut numbers: Vec<u32> =
        words.iter().map(|word| number(word) % ((words.len() as u32) << BITS)).collect();
    numbers.sort_unstable();
    let mut bits = Bits::default();
    let mut before = 0;
    for number in numbers {
        bits.push(number - before, BITS);
        before = number;
    }
    bytes.extend(bits.take());
    bytes
}

/// A number that hardly any two words share.
fn number(word: &str) -> u32 {
    word.encode_utf16().fold(0, |sum: u32, unit| (sum ^ u32::from(unit)).wrapping_mul(16_777_619))
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

/// How frequent each form is, and then the forms.
fn listed(forms: &[(String, u8)]) -> Block {
    let (mut frequent, mut bytes) = (Vec::new(), Vec::new());
    let weights: Vec<u8> = forms.iter().map(|(_, weight)| *weight).collect();
    push_block(&mut frequent, &weights);
    push_block(&mut bytes, front_coded(forms.iter().map(|(form, _)| form.as_str())).as_bytes());
    Block { letters: vec![frequent], bytes, ..Block::default() }
}

#[cfg(test)]
mod tests {
    use super::super::shards::shared;
    use super::*;

    #[test]
    fn texts_tell_how_much_they_share_with_the_one_before() {
        let coded = |texts: &[&str]| front_coded(texts.iter().copied());
        assert_eq!(coded(&["dijk", "dijken", "één", "éé", ""]), "AdijkEenAéénCA");
        let long = "a".repeat(30);
        assert_eq!(coded(&[&long, &long]), format!("A{long}Zaaaaa"));
    }

    #[test]
    fn the_words_of_the_language_are_told_by_numbers() {
        for (is_english, known, others) in [
            (false, ["kist", "bever", "aal"], ["zuivring", "kisten", "gemeentebeleid"]),
            (true, ["horse", "house", "water"], ["hoise", "wster", "bever"]),
        ] {
            let list = language(is_english);
            assert!(list.starts.windows(2).all(|pair| pair[0] < pair[1]));
            let words: Vec<&str> = words::simple(is_english).collect();
            let has = |word: &str| {
                let at = list.starts.iter().rposition(|start| start.as_str() <= word).unwrap_or(0);
                let file = words.chunks(WORDS).nth(at).unwrap();
                assert_eq!(list.files[at].dense, told(file));
                let number = |word| number(word) % ((file.len() as u32) << BITS);
                file.iter().any(|other| number(other) == number(word))
            };
            assert!(known.into_iter().all(has) && !others.into_iter().any(has), "{is_english}");
        }
    }

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
