//! What was taken out of the texts of others, as keyed hashes of its words, so that it stays out when their export comes anew or an
//! old one is put back.

use std::borrow::Cow;
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
    let known = known(lists, comment);
    if known.is_empty() {
        return Vec::new();
    }
    among(&known, text, is_marked)
}

/// What these lists say was taken out of a comment. One that is known by its words is another one afterwards, of which more may have
/// been taken when somebody else was forgotten.
fn known<'l>(lists: &'l [Forgotten], comment: &Comment) -> Vec<(&'l Forgotten, &'l Passages)> {
    let of = |comment: &Comment| -> Vec<_> {
        lists.iter().flat_map(|list| Some((list, list.taken(comment)?))).collect()
    };
    let mut known = of(comment);
    let (mut now, mut more) = (Cow::Borrowed(comment), known.clone());
    while !more.is_empty() {
        let text = now.body.text().into_owned();
        let Some(text) = taken_out(&more, &text, now.kind != BodyKind::Plain) else { break };
        let before = now.key();
        now.to_mut().body = text.into();
        more = if now.key() == before { Vec::new() } else { of(&now) };
        known.extend(more.iter().copied());
    }
    known
}

/// Where in a text these passages stand.
fn among(known: &[(&Forgotten, &Passages)], text: &str, is_marked: bool) -> Vec<Range<usize>> {
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
    let known = known(lists, comment);
    if known.is_empty() {
        return None;
    }
    taken_out(&known, &comment.body.text(), comment.kind != BodyKind::Plain)
}

fn taken_out(known: &[(&Forgotten, &Passages)], text: &str, is_marked: bool) -> Option<String> {
    let found = among(known, text, is_marked);
    let mut text = text.to_owned();
    for range in found.iter().rev() {
        text.replace_range(range.clone(), GONE);
    }
    (!found.is_empty()).then_some(text)
}
