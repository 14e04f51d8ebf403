//! What was taken out of the texts of others, as keyed hashes of its words, so that it stays out when their export comes anew or an
//! old one is put back.
//!
//! A text that is known as it was loses the same words again ([`spot`]). Of another one a list tells which passages go, where they are what
//! they were ([`passage`], `sort`).

mod piece;
mod listed;
mod sort;
mod passage;
mod spot;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) use listed::Listed;
pub use passage::{Passage, passages};
pub(super) use sort::Sort;
pub(super) use spot::Spot;
pub use spot::{Seen, seen};

use self::passage::{around, walk};
use super::forgotten::Forgotten;
use super::words::{self, Word};
use super::{GONE, mentions, replaced};
use crate::comment::{BodyKind, Comment};

/// What went from a comment at one time.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    /// By how many words they have, their hashes, and as what they went.
    by_length: BTreeMap<usize, BTreeMap<String, BTreeSet<Sort>>>,
    /// The hashes of texts, each with what went from it.
    texts: BTreeMap<String, Vec<Spot>>,
}

/// What a list says of one time.
pub(super) type Step<'l> = (&'l Forgotten, &'l Passages);

impl Passages {
    pub(super) fn add(&mut self, length: usize, hash: String, sort: Sort) {
        self.by_length.entry(length).or_default().entry(hash).or_default().insert(sort);
    }

    pub(super) fn see(&mut self, hash: String, spots: Vec<Spot>) {
        self.texts.insert(hash, spots);
    }

    /// Where the words stand in a text that went from it; `None` if it is not known as it is now.
    fn exact(
        &self,
        list: &Forgotten,
        text: &str,
        is_marked: bool,
    ) -> Option<[Vec<Range<usize>>; 2]> {
        if self.texts.is_empty() {
            return None;
        }
        spot::places(text, is_marked, |piece| {
            let words = piece.words.iter().map(|word| word.text.as_str());
            let hashes = list.key.texts(piece.text, piece.is_marked, words);
            hashes.iter().find_map(|hash| self.texts.get(hash)).map(Vec::as_slice)
        })
    }

    /// How many of the words from here on are the longest of the passages, and where these stand.
    fn longest(
        &self,
        list: &Forgotten,
        (text, words): (&str, &[Word]),
        at: usize,
    ) -> Option<(usize, Range<usize>)> {
        let lengths = self.by_length.range(..=words.len() - at).rev();
        let mut found = lengths.filter_map(|(length, hashes)| {
            let sorts = hashes.get(&list.passage(&words[at..at + length]))?;
            let places = sorts.iter().filter_map(|sort| sort.place(text, words, (at, *length)));
            let place = places.max_by_key(ExactSizeIterator::len)?;
            let around = around(words, (at, *length));
            let known =
                self.by_length.get(&around.len()).and_then(|all| all.get(&list.passage(around)));
            let stays = known.is_some_and(|sorts| sorts.contains(&Sort::Stays));
            (!stays).then_some((*length, place))
        });
        found.next()
    }
}

/// Where in a text of this comment stands what these lists say was taken out of it, without the tags in it.
pub fn find(
    lists: &[Forgotten],
    text: &str,
    is_marked: bool,
    comment: &Comment,
) -> Vec<Range<usize>> {
    places(&known(lists, comment), text, is_marked)
}

/// What these lists say was taken out of a comment. One that is known by its words is another one afterwards, of which more may have
/// been taken when somebody else was forgotten.
pub(super) fn known<'l>(lists: &'l [Forgotten], comment: &Comment) -> Vec<Step<'l>> {
    let of = |comment: &Comment| -> Vec<_> {
        let of = |list| Forgotten::taken(list, comment).map(move |passages| (list, passages));
        lists.iter().flat_map(of).collect()
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

/// Where in a text this stands, one erasure after the other: what the first took stood beside what the next one took no more.
pub(super) fn places(known: &[Step<'_>], text: &str, is_marked: bool) -> Vec<Range<usize>> {
    let (mut now, mut gone) = (Cow::Borrowed(text), Vec::new());
    let mut left = known.to_vec();
    while !left.is_empty() {
        let more = words::parts(&now, is_marked, next(&mut left, &now, is_marked));
        if more.is_empty() {
            continue;
        }
        let origins = Origins::new(&gone);
        let more = more.into_iter().map(|own| origins.of(own.start)..origins.of(own.end));
        gone = words::merged(gone.iter().cloned().chain(more).collect());
        now = Cow::Owned(replaced(text, &gone));
    }
    gone
}

/// What goes next from a text, in what is read and in its tags; without that none of those that are then left has seen it. Whoever knows it
/// as it is has seen that nothing is in it any more of what that list took before.
fn next(left: &mut Vec<Step<'_>>, text: &str, is_marked: bool) -> [Vec<Range<usize>>; 2] {
    let known = left.iter().enumerate().rev();
    let mut known =
        known.filter_map(|(at, step)| Some((at, step.1.exact(step.0, text, is_marked)?)));
    let Some((at, found)) = known.next() else { return among(left.remove(0), text, is_marked) };
    let list = left[at].0;
    let later = left.split_off(at + 1);
    left.retain(|(of, _)| !std::ptr::eq(*of, list));
    left.extend(later);
    found
}

/// Where a place lay in a text before something else came in other places.
struct Origins<'g> {
    gone: &'g [Range<usize>],
    /// The end of each of them: now, and before.
    ends: Vec<[usize; 2]>,
}

impl<'g> Origins<'g> {
    fn new(gone: &'g [Range<usize>]) -> Origins<'g> {
        let ends = gone.iter().scan([0, 0], |[now, before], range| {
            *now += range.start - *before + GONE.len();
            *before = range.end;
            Some([*now, *before])
        });
        Origins { gone, ends: ends.collect() }
    }

    fn of(&self, place: usize) -> usize {
        let next = self.ends.partition_point(|[now, _]| *now <= place);
        let [now, before] = next.checked_sub(1).map_or([0, 0], |last| self.ends[last]);
        let place = before + (place - now);
        self.gone.get(next).map_or(place, |gone| place.min(gone.start))
    }
}

/// Where in a text these passages stand, and in the attributes of its tags.
fn among(known: Step<'_>, text: &str, is_marked: bool) -> [Vec<Range<usize>>; 2] {
    let in_tag = |(start, tag): (usize, &str)| -> Vec<Range<usize>> {
        let own = stand(known, tag, false).into_iter();
        own.map(|range| start + range.start..start + range.end).collect()
    };
    let tags = words::tags(text).filter(|_| is_marked).flat_map(in_tag);
    [stand(known, text, is_marked), tags.collect()]
}

/// Where they stand among the words of a text.
fn stand((list, passages): Step<'_>, text: &str, is_marked: bool) -> Vec<Range<usize>> {
    let words = words::of(text, is_marked);
    let longest = |at: usize| passages.longest(list, (text, &words), at);
    walk(words.len(), longest).into_iter().map(|(_, range)| range).collect()
}

/// The text of a comment without what these lists say was taken out of it; `None` if nothing of that stands in it.
pub(super) fn without(lists: &[Forgotten], comment: &Comment) -> Option<String> {
    let known = known(lists, comment);
    if known.is_empty() {
        return None;
    }
    let text = comment.body.text();
    let places = places(&known, &text, comment.kind != BodyKind::Plain);
    let places = mentions::without((lists, &known), comment, places);
    (!places.is_empty()).then(|| replaced(&text, &places))
}

fn taken_out(known: &[Step<'_>], text: &str, is_marked: bool) -> Option<String> {
    let places = places(known, text, is_marked);
    (!places.is_empty()).then(|| replaced(text, &places))
}

#[cfg(test)]
mod tests;
