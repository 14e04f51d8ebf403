//! What was taken out of the texts of others, as keyed hashes of its words, so that it stays out when their export comes anew or an
//! old one is put back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::GONE;
use super::forgotten::Forgotten;
use super::traces::Trace;
use super::words::{self, Word};
use crate::comment::{BodyKind, Comment};

/// Passages of a comment: by how many words they have, their hashes.
pub(super) type Passages = BTreeMap<usize, BTreeSet<String>>;

/// The words of each of these places in a text.
pub fn passages(text: &str, is_marked: bool, places: &[Trace]) -> Vec<Vec<String>> {
    let words = words::of(text, is_marked);
    let within = |place: &Trace| {
        let is_within = |word: &&Word| {
            place.range.start <= word.range.start && word.range.end <= place.range.end
        };
        words.iter().filter(is_within).map(|word| word.text.clone()).collect()
    };
    places.iter().map(within).filter(|words: &Vec<String>| !words.is_empty()).collect()
}

/// Where in a text of this comment stands what these lists say was taken out of it.
pub fn find(
    lists: &[Forgotten],
    text: &str,
    is_marked: bool,
    comment: &Comment,
) -> Vec<Range<usize>> {
    let known = lists.iter().flat_map(|list| Some((list, list.taken(comment)?)));
    let known: Vec<(&Forgotten, &Passages)> = known.collect();
    if known.is_empty() {
        return Vec::new();
    }
    let words = words::of(text, is_marked);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = known.iter().filter_map(|(list, passages)| {
            let is_it = |length: &usize| {
                let words = words.get(at..at + length);
                words.is_some_and(|words| passages[length].contains(&list.passage(words)))
            };
            passages.keys().rev().copied().find(is_it)
        });
        let Some(length) = longest.max() else {
            at += 1;
            continue;
        };
        let start = words[at].range.start;
        // A mention went with its sign.
        let start = start - usize::from(text[..start].ends_with('@'));
        found.push(words::closed(text, start..words[at + length - 1].range.end));
        at += length;
    }
    found
}

/// The text of a comment without what these lists say was taken out of it; `None` if nothing of that stands in it.
pub(super) fn without(lists: &[Forgotten], comment: &Comment) -> Option<String> {
    if lists.iter().all(|list| list.taken(comment).is_none()) {
        return None;
    }
    let mut text = comment.body.text().into_owned();
    let is_marked = comment.kind != BodyKind::Plain;
    let found = find(lists, &text, is_marked, comment);
    let parts = |range: &Range<usize>| words::parted(&text, range.clone(), is_marked).0;
    let found: Vec<Range<usize>> = found.iter().flat_map(parts).collect();
    for range in found.iter().rev() {
        text.replace_range(range.clone(), GONE);
    }
    (!found.is_empty()).then_some(text)
}
