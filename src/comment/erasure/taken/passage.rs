//! What went from a text, passage by passage, and where the same words stayed.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::piece::Piece;
use super::sort::Sort;
use super::spot::Spot;
use crate::comment::erasure::replaced;
use crate::comment::erasure::traces::{Kind, Trace};
use crate::comment::erasure::words::{self, Word, begins};

/// So often words that stay are looked for within longer ones.
const ROUNDS: usize = 8;

/// What went from one place: its words, and as what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    pub(in crate::comment::erasure) words: Vec<String>,
    pub(in crate::comment::erasure) sort: Sort,
}

/// What stands in each of these places: in what is read of a text, and in its tags. With it comes where the same words stay.
pub fn passages(text: &str, is_marked: bool, [read, tags]: &[Vec<Trace>; 2]) -> Vec<Passage> {
    if read.is_empty() && tags.is_empty() {
        return Vec::new();
    }
    let pieces: Vec<Piece<'_>> = Piece::all(text, is_marked, [read, tags]).collect();
    let ranges =
        [read, tags].map(|places| places.iter().map(|place| place.range.clone()).collect());
    let after = replaced(text, &words::parts(text, is_marked, ranges));
    let left: Vec<Piece<'_>> = Piece::all(&after, is_marked, [&[], &[]]).collect();
    let taken: BTreeSet<Passage> =
        pieces.iter().flat_map(|piece| piece.own().map(|own| piece.passage(own))).collect();
    let gone: BTreeSet<Vec<&str>> =
        pieces.iter().flat_map(|piece| piece.own().map(|own| piece.around(own.0))).collect();
    let mut stay: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut by_first: HashMap<&str, Vec<&Passage>> = HashMap::new();
    for passage in &taken {
        by_first.entry(&passage.words[0]).or_default().push(passage);
    }
    by_first.values_mut().for_each(|own| own.sort_by_key(|own| Reverse(own.words.len())));
    // Where longer words stay, shorter ones of them would go.
    for _ in 0..ROUNDS {
        // Beside them other words may stand afterwards.
        let more = pieces.iter().chain(&left).flat_map(|piece| piece.left(&by_first, &stay));
        let more: Vec<_> = more.filter(|around| !gone.contains(around)).collect();
        if more.is_empty() {
            break;
        }
        stay.extend(more);
    }
    let stay = stay.into_iter().map(|around| {
        let words = around.into_iter().map(str::to_owned).collect();
        Passage { words, sort: Sort::Stays }
    });
    let stay: Vec<Passage> = stay.collect();
    taken.into_iter().chain(stay).collect()
}

impl Piece<'_> {
    /// What stands in each place: from which word on, so many, and as what. It is of the first sort that it is there, so all that went goes
    /// again.
    fn own(&self) -> impl Iterator<Item = ((usize, usize), Sort)> {
        self.places().filter_map(|(kind, range)| {
            let Spot { from, count, .. } = Spot::of(&self.words, &range)?;
            let own = (from, count);
            let place_as = |sort: &Sort| sort.place(self.text, &self.words, own);
            let mut all = Sort::all(kind).iter();
            let sort = all.find(|sort| place_as(sort).as_ref() == Some(&range));
            // Who is mentioned by a number goes whatever stands behind it, and a word by itself only behind an `@`.
            let is_bare =
                kind == Kind::Mention && count == 1 && range.start < self.words[from].range.start;
            match sort.copied().unwrap_or(Sort::Quote) {
                Sort::Unknown if is_bare => Some((own, Sort::Mention)),
                sort => Some((own, sort)),
            }
        })
    }

    fn passage(&self, ((at, length), sort): ((usize, usize), Sort)) -> Passage {
        let words = self.words[at..at + length].iter().map(|word| word.text.clone());
        Passage { words: words.collect(), sort }
    }

    fn around(&self, own: (usize, usize)) -> Vec<&str> {
        around(&self.words, own).iter().map(|word| word.text.as_str()).collect()
    }

    /// Where these passages stand and did not go: the words, with one on either side.
    fn left(
        &self,
        by_first: &HashMap<&str, Vec<&Passage>>,
        stay: &BTreeSet<Vec<&str>>,
    ) -> Vec<Vec<&str>> {
        let longest = |at: usize| {
            let here = by_first.get(self.words[at].text.as_str())?.iter();
            let mut here = here.filter(|own| begins(&self.words[at..], &own.words));
            here.find_map(|own| {
                let own = ((at, own.words.len()), own.sort);
                let range = own.1.place(self.text, &self.words, own.0)?;
                (!stay.contains(&self.around(own.0))).then_some((own.0.1, range))
            })
        };
        let gone: Vec<Range<usize>> = self.places().map(|(_, range)| range).collect();
        let is_gone = |range: &Range<usize>| {
            let next = gone.partition_point(|gone| gone.end < range.end);
            gone.get(next).is_some_and(|gone| gone.start <= range.start)
        };
        let found = walk(self.words.len(), longest).into_iter();
        found.filter(|(_, range)| !is_gone(range)).map(|(own, _)| self.around(own)).collect()
    }
}

/// These words, from one on and so many, with one on either side.
pub(super) fn around(words: &[Word], (at, length): (usize, usize)) -> &[Word] {
    &words[at.saturating_sub(1)..words.len().min(at + length + 1)]
}

/// What begins at each of so many words, one behind the other: from which word on, how many, and where.
pub(super) fn walk(
    count: usize,
    longest: impl Fn(usize) -> Option<(usize, Range<usize>)>,
) -> Vec<((usize, usize), Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        match longest(at) {
            Some((length, range)) => {
                found.push(((at, length), range));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}
