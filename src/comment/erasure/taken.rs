//! What was taken out of the texts of others, as keyed hashes of its words, so that it stays out when their export comes anew or an
//! old one is put back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::GONE;
use super::called::has_name_beside;
use super::forgotten::Forgotten;
use super::quotes::QUOTED;
use super::traces::{Kind, Trace, is_whole};
use super::words::{self, Word};
use crate::comment::{BodyKind, Comment};
use crate::html::tokens::{Token, tokens};

/// What went from one place: its words, and whether they stood behind an `@`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub(super) words: Vec<String>,
    pub(super) is_mention: bool,
}

/// Passages of a comment: by how many words they have, their hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    /// Those that go wherever they stand.
    pub(super) words: Lengths,
    /// Those that go behind an `@`: a first name or an account may be a word of the same sentence.
    pub(super) mentions: Lengths,
}

/// Hashes by how many words they are of.
pub(super) type Lengths = BTreeMap<usize, BTreeSet<String>>;

impl Passages {
    /// How many of these words are the longest of the passages that stands here.
    fn longest(&self, list: &Forgotten, words: &[Word], is_mention: bool) -> Option<usize> {
        let longest = |known: &Lengths| {
            let mut lengths = known.iter().rev().filter(|(length, _)| **length <= words.len());
            let is_it = |length: usize, hashes: &BTreeSet<String>| {
                let words = &words[..length];
                hashes.contains(&list.passage(words))
            };
            lengths.find(|(length, hashes)| is_it(**length, hashes)).map(|(length, _)| *length)
        };
        // With a figure in it, it is no word of a sentence.
        let has_figure = |word: &Word| word.text.contains(|c: char| c.is_ascii_digit());
        let is_mention = is_mention || words.first().is_some_and(has_figure);
        longest(&self.words).max(is_mention.then(|| longest(&self.mentions)).flatten())
    }
}

/// What stands in each of these places in a text.
pub fn passages(text: &str, is_marked: bool, places: &[Trace]) -> Vec<Passage> {
    let words = words::of(text, is_marked);
    let within = |place: &Trace| {
        let is_within = |word: &&Word| {
            place.range.start <= word.range.start && word.range.end <= place.range.end
        };
        let mut words: Vec<String> =
            words.iter().filter(is_within).map(|word| word.text.clone()).collect();
        // In a tag stand words too.
        if words.is_empty() {
            let own = words::of(&text[place.range.clone()], false);
            words.extend(own.into_iter().map(|word| word.text));
        }
        Passage { words, is_mention: place.kind == Kind::Mention }
    };
    places.iter().map(within).filter(|passage| !passage.words.is_empty()).collect()
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

/// Where in a text these passages stand, and in the attributes of its tags.
fn among(known: &[(&Forgotten, &Passages)], text: &str, is_marked: bool) -> Vec<Range<usize>> {
    let mut found = stand(known, text, is_marked);
    let mut start = 0;
    for token in tokens(text).filter(|_| is_marked) {
        if let Token::Open { raw, attributes, .. } = token
            && !attributes.is_empty()
        {
            let own = stand(known, raw, false).into_iter();
            found.extend(own.map(|range| start + range.start..start + range.end));
        }
        start += token.raw().len();
    }
    found.sort_by_key(|range| range.start);
    let mut end = 0;
    found.retain(|range| {
        let is_apart = range.start >= end;
        end = end.max(range.end);
        is_apart
    });
    found
}

/// Where they stand among the words of a text. What is part of a longer address or name is somebody else's.
fn stand(known: &[(&Forgotten, &Passages)], text: &str, is_marked: bool) -> Vec<Range<usize>> {
    let words = words::of(text, is_marked);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = words[at].range.start;
        let is_mention = text[..start].ends_with('@');
        let longest = known
            .iter()
            .filter_map(|(list, passages)| passages.longest(list, &words[at..], is_mention));
        let Some(length) = longest.max() else {
            at += 1;
            continue;
        };
        // A mention went with its sign.
        let start = start - usize::from(is_mention);
        let range = words::closed(text, start..words[at + length - 1].range.end);
        if is_others(text, &range, (&words, at, length)) {
            at += 1;
            continue;
        }
        found.push(range);
        at += length;
    }
    found
}

/// Whether what stands here is part of a longer address, of a longer name, or of two names in a list: `Klaas Bos, Jan Bakker`.
fn is_others(
    text: &str,
    range: &Range<usize>,
    (words, at, length): (&[Word], usize, usize),
) -> bool {
    let own = &text[range.clone()];
    if own.strip_prefix('@').unwrap_or(own).contains('@') {
        return !is_whole(text, range);
    }
    let is_listed = length <= QUOTED && own.contains(',');
    words::goes_on(text, range) || is_listed && has_name_beside(text, words, (at, length))
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
    let parts = |range: &Range<usize>| words::parted(&text, range.clone(), is_marked).0;
    let found: Vec<Range<usize>> = found.iter().flat_map(parts).collect();
    for range in found.iter().rev() {
        text.replace_range(range.clone(), GONE);
    }
    (!found.is_empty()).then_some(text)
}
