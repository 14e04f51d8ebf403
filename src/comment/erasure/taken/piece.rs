//! What is read of a text, and each of its tags.

use std::ops::Range;

use crate::comment::erasure::traces::{Kind, Trace};
use crate::comment::erasure::words::{self, Word};

/// What is read of a text, or one of its tags, and the places in it.
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    /// Whether tags are none of its words.
    pub(super) is_marked: bool,
    pub(super) words: Vec<Word>,
    places: &'t [Trace],
}

impl<'t> Piece<'t> {
    /// What is read of a text, and its tags, with the places in the one and in the others.
    pub(super) fn all(
        text: &'t str,
        is_marked: bool,
        [read, tags]: [&'t [Trace]; 2],
    ) -> impl Iterator<Item = Piece<'t>> {
        let of = |(start, text, is_marked, places)| {
            let words = words::of(text, is_marked);
            Piece { start, text, is_marked, words, places }
        };
        let mut left = tags;
        let tags = words::tags(text).filter(move |_| is_marked).map(move |(start, tag)| {
            let count = left.partition_point(|place| place.range.start < start + tag.len());
            let (places, rest) = left.split_at(count);
            left = rest;
            (start, tag, false, places)
        });
        std::iter::once((0, text, is_marked, read)).chain(tags).map(of)
    }

    /// What stands in each of its places, and where.
    pub(super) fn places(&self) -> impl Iterator<Item = (Kind, Range<usize>)> {
        self.places.iter().filter_map(|Trace { kind, range }| {
            Some((*kind, range.start.checked_sub(self.start)?..range.end - self.start))
        })
    }
}
