//! A text as it was, and which of its words went: where it comes back the same ones go again, and nothing is guessed.

use std::ops::Range;

use super::piece::Piece;
use crate::comment::erasure::replaced;
use crate::comment::erasure::traces::Trace;
use crate::comment::erasure::words::{self, Word};

/// Words that went, by their number in a text: the same ones may stay in another place of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::comment::erasure) struct Spot {
    pub(super) from: usize,
    pub(super) count: usize,
    /// With the `@` before them.
    is_mention: bool,
    /// With the parenthesis behind them.
    is_closed: bool,
}

impl Spot {
    /// Which words stand in a place of a text.
    pub(super) fn of(words: &[Word], place: &Range<usize>) -> Option<Spot> {
        let from = words.partition_point(|word| word.range.start < place.start);
        let to = words.partition_point(|word| word.range.end <= place.end);
        let count = to.checked_sub(from).filter(|count| *count > 0)?;
        let is_mention = place.start < words[from].range.start;
        let is_closed = words[to - 1].range.end < place.end;
        Some(Spot { from, count, is_mention, is_closed })
    }

    /// Where they stand in a text of the same words, which may have other signs. Without its `@` a word by itself may be one of the sentence.
    fn place(self, text: &str, words: &[Word]) -> Option<Range<usize>> {
        let own = words.get(self.from..self.from.checked_add(self.count)?)?;
        let (mut start, mut end) = (own.first()?.range.start, own.last()?.range.end);
        // Viva Engage mentions somebody by a number: `[[user:1498213373]]`.
        let is_both = self.is_mention && self.is_closed;
        while is_both && text[..start].ends_with('[') && text[end..].starts_with(']') {
            (start, end) = (start - 1, end + 1);
        }
        let topic = || start.checked_sub(1).filter(|_| text[..start].ends_with('#'));
        let sign = words::sign_before(text, start).or_else(topic).filter(|_| self.is_mention);
        let is_bare = self.is_mention && self.count == 1 && sign.is_none();
        if is_bare && !own[0].has_figure() {
            return None;
        }
        let is_closed = self.is_closed && text[end..].starts_with(')');
        Some(sign.unwrap_or(start)..end + usize::from(is_closed))
    }

    /// As it stands in a list: `@4+2`, `7+3)`.
    pub(in crate::comment::erasure) fn written(self) -> String {
        let [sign, close] = [(self.is_mention, "@"), (self.is_closed, ")")]
            .map(|(is, sign)| if is { sign } else { "" });
        format!("{sign}{}+{}{close}", self.from, self.count)
    }

    /// What a list writes so.
    pub(in crate::comment::erasure) fn read(written: &str) -> Option<Spot> {
        let bare = written.strip_prefix('@').unwrap_or(written);
        let (is_mention, open) = (bare != written, bare.strip_suffix(')').unwrap_or(bare));
        let (from, count) = open.split_once('+')?;
        let count = count.parse().ok().filter(|count| *count > 0)?;
        Some(Spot { from: from.parse().ok()?, count, is_mention, is_closed: open != bare })
    }
}

/// A text as it was, or one of its tags.
#[derive(Clone, Debug)]
pub struct Seen {
    pub(in crate::comment::erasure) text: String,
    /// Whether tags are none of its words.
    pub(in crate::comment::erasure) is_marked: bool,
    pub(in crate::comment::erasure) words: Vec<String>,
    /// Which of them went.
    pub(in crate::comment::erasure) spots: Vec<Spot>,
}

/// A text and each of its tags, with what went from these places; and how they were afterwards, when nothing has to go any more.
pub fn seen(text: &str, is_marked: bool, [read, tags]: &[Vec<Trace>; 2]) -> Vec<Seen> {
    let of = |piece: Piece<'_>| Seen {
        text: piece.text.to_owned(),
        is_marked: piece.is_marked,
        spots: piece.places().filter_map(|(_, place)| Spot::of(&piece.words, &place)).collect(),
        words: piece.words.into_iter().map(|word| word.text).collect(),
    };
    let ranges =
        [read, tags].map(|places| places.iter().map(|place| place.range.clone()).collect());
    let after = replaced(text, &words::parts(text, is_marked, ranges));
    let before = Piece::all(text, is_marked, [read, tags]);
    before.chain(Piece::all(&after, is_marked, [&[], &[]])).map(of).collect()
}

/// Where in a text and in its tags stands what `known` tells of each of these; `None` if it does not know all of them.
pub(super) fn places<'k>(
    text: &str,
    is_marked: bool,
    known: impl Fn(&Piece<'_>) -> Option<&'k [Spot]>,
) -> Option<[Vec<Range<usize>>; 2]> {
    let mut found: [Vec<Range<usize>>; 2] = Default::default();
    for (number, piece) in Piece::all(text, is_marked, [&[], &[]]).enumerate() {
        let own = known(&piece)?.iter().filter_map(|spot| spot.place(piece.text, &piece.words));
        let own = own.map(|own| piece.start + own.start..piece.start + own.end);
        found[usize::from(number > 0)].extend(own);
    }
    Some(found)
}
