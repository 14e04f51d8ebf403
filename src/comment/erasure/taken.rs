//! What was taken out of the texts of others, as keyed hashes of its words, so that it stays out when their export comes anew or an
//! old one is put back.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::GONE;
use super::called::{has_name_beside, is_listed};
use super::forgotten::Forgotten;
use super::quotes::QUOTED;
use super::traces::{Kind, Trace};
use super::words::{self, Word, begins, is_whole};
use crate::comment::{BodyKind, Comment};

/// So often words that stay are looked for within longer ones.
const ROUNDS: usize = 8;

/// What went from one place: its words, and as what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    pub(super) words: Vec<String>,
    pub(super) sort: Sort,
}

/// As what words were taken out: the same words may be somebody else's in another place of the same comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A list of before does not say.
    Unknown,
    /// A name with a comma in it, and no other name beside it: `Vries, Jan de`.
    Listed,
    /// Any other name, that does not go on.
    Name,
    /// An account, without a blank in it.
    Account,
    /// An address, that is not part of a longer one.
    Address,
    /// They go behind an `@` only: a first name or an account may be a word of the same sentence.
    Mention,
    /// What they said goes wherever it stands.
    Quote,
    /// What is the same, between these words, was left: `Marc Jan de Vries`.
    Stays,
}

impl Sort {
    const NAMED: [(Sort, &'static str); 6] = [
        (Sort::Listed, "listed"),
        (Sort::Name, "name"),
        (Sort::Account, "account"),
        (Sort::Address, "address"),
        (Sort::Quote, "quote"),
        (Sort::Stays, "stays"),
    ];

    /// How a list calls it, if it does.
    pub(super) fn label(self) -> Option<&'static str> {
        Sort::NAMED.iter().find(|(sort, _)| *sort == self).map(|(_, label)| *label)
    }

    /// What a list calls so.
    pub(super) fn of(label: &str) -> Option<Sort> {
        Sort::NAMED.iter().find(|(_, own)| *own == label).map(|(sort, _)| *sort)
    }

    /// What something of this kind may be, that which takes the least elsewhere first.
    fn all(kind: Kind) -> &'static [Sort] {
        match kind {
            Kind::Quote => &[Sort::Quote, Sort::Name, Sort::Unknown],
            Kind::Mention => &[Sort::Mention, Sort::Unknown],
            Kind::Email => &[Sort::Address, Sort::Unknown],
            Kind::Account => &[Sort::Account, Sort::Name, Sort::Unknown],
            _ => &[Sort::Listed, Sort::Name, Sort::Unknown],
        }
    }

    /// Where these words stand, from one on and so many, if they are of this sort there and nobody else's.
    fn place(
        self,
        text: &str,
        words: &[Word],
        (at, length): (usize, usize),
    ) -> Option<Range<usize>> {
        let bare = words[at].range.start..words[at + length - 1].range.end;
        let closed = words::closed(text, bare.clone());
        let is_mention = text[..bare.start].ends_with('@');
        // A mention went with its sign.
        let signed = bare.start - usize::from(is_mention);
        let own = &text[bare.clone()];
        let goes_on = || words::goes_on(text, words, (at, length));
        let is_beside = || has_name_beside(text, words, (at, length));
        let (is_it, range) = match self {
            Sort::Stays => (false, bare),
            Sort::Quote => (true, bare),
            Sort::Address => (is_whole(text, &closed), closed),
            Sort::Name => (!goes_on(), closed),
            Sort::Account => (!own.contains(char::is_whitespace) && !goes_on(), closed),
            Sort::Listed => {
                let is_it = is_listed(text, &words[at..at + length]) && !is_beside();
                (is_it && !goes_on(), closed)
            }
            Sort::Mention => {
                // With a figure in it, it is no word of a sentence.
                let is_it =
                    is_mention || words[at].text.contains(|sign: char| sign.is_ascii_digit());
                let is_others = || match own.contains('@') {
                    true => !is_whole(text, &(signed..bare.end)),
                    false => goes_on(),
                };
                (is_it && !is_others(), signed..bare.end)
            }
            Sort::Unknown => {
                let range = signed..closed.end;
                let is_others = match own.contains('@') {
                    true => !is_whole(text, &range),
                    false => goes_on() || length <= QUOTED && own.contains(',') && is_beside(),
                };
                (!is_others, range)
            }
        };
        is_it.then_some(range)
    }
}

/// Passages of a comment: by how many words they have, their hashes, and as what they went.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages(BTreeMap<usize, BTreeMap<String, BTreeSet<Sort>>>);

impl Passages {
    pub(super) fn add(&mut self, length: usize, hash: String, sort: Sort) {
        self.0.entry(length).or_default().entry(hash).or_default().insert(sort);
    }

    /// How many of the words from here on are the longest of the passages, and where these stand.
    fn longest(
        &self,
        list: &Forgotten,
        (text, words): (&str, &[Word]),
        at: usize,
    ) -> Option<(usize, Range<usize>)> {
        let lengths = self.0.range(..=words.len() - at).rev();
        let mut found = lengths.filter_map(|(length, hashes)| {
            let sorts = hashes.get(&list.passage(&words[at..at + length]))?;
            let places = sorts.iter().filter_map(|sort| sort.place(text, words, (at, *length)));
            let place = places.max_by_key(ExactSizeIterator::len)?;
            let around = around(words, (at, *length));
            let known = self.0.get(&around.len()).and_then(|all| all.get(&list.passage(around)));
            let stays = known.is_some_and(|sorts| sorts.contains(&Sort::Stays));
            (!stays).then_some((*length, place))
        });
        found.next()
    }
}

/// What is read of a text, or one of its tags, and the places in it.
struct Piece<'t> {
    start: usize,
    text: &'t str,
    words: Vec<Word>,
    places: &'t [Trace],
}

/// What stands in each of these places: in what is read of a text, and in its tags. With it comes where the same words stay.
pub fn passages(text: &str, is_marked: bool, [read, tags]: &[Vec<Trace>; 2]) -> Vec<Passage> {
    if read.is_empty() && tags.is_empty() {
        return Vec::new();
    }
    let pieces = Piece::all(text, is_marked, [read, tags]);
    let ranges =
        [read, tags].map(|places| places.iter().map(|place| place.range.clone()).collect());
    let after = super::replaced(text, &words::parts(text, is_marked, ranges));
    let left = Piece::all(&after, is_marked, [&[], &[]]);
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

impl<'t> Piece<'t> {
    /// What is read of a text, and its tags.
    fn all(text: &'t str, is_marked: bool, [read, tags]: [&'t [Trace]; 2]) -> Vec<Piece<'t>> {
        let words = words::of(text, is_marked);
        let mut all = vec![Piece { start: 0, text, words, places: read }];
        let mut left = tags;
        for (start, tag) in words::tags(text).filter(|_| is_marked) {
            let count = left.partition_point(|place| place.range.start < start + tag.len());
            let (places, rest) = left.split_at(count);
            all.push(Piece { start, text: tag, words: words::of(tag, false), places });
            left = rest;
        }
        all
    }

    /// What stands in each place: from which word on, so many, and as what. It is of the first sort that it is there, so all that went goes
    /// again.
    fn own(&self) -> impl Iterator<Item = ((usize, usize), Sort)> {
        self.places.iter().filter_map(|place| {
            let range = place.range.start.checked_sub(self.start)?..place.range.end - self.start;
            let from = self.words.partition_point(|word| word.range.start < range.start);
            let to = self.words.partition_point(|word| word.range.end <= range.end);
            let length = to.checked_sub(from).filter(|length| *length > 0)?;
            let place_as = |sort: Sort| sort.place(self.text, &self.words, (from, length));
            let mut all = Sort::all(place.kind).iter().copied();
            let sort = all.find(|sort| place_as(*sort).as_ref() == Some(&range));
            Some(((from, length), sort.unwrap_or(Sort::Quote)))
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
        let is_gone = |range: &Range<usize>| {
            let range = self.start + range.start..self.start + range.end;
            let next = self.places.partition_point(|place| place.range.end < range.end);
            self.places.get(next).is_some_and(|place| place.range.start <= range.start)
        };
        let found = walk(self.words.len(), longest).into_iter();
        found.filter(|(_, range)| !is_gone(range)).map(|(own, _)| self.around(own)).collect()
    }
}

/// These words, from one on and so many, with one on either side.
fn around(words: &[Word], (at, length): (usize, usize)) -> &[Word] {
    &words[at.saturating_sub(1)..words.len().min(at + length + 1)]
}

/// What begins at each of so many words, one behind the other: from which word on, how many, and where.
fn walk(
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

/// Where in a text of this comment stands what these lists say was taken out of it: in what is read, and in its tags.
pub fn find(
    lists: &[Forgotten],
    text: &str,
    is_marked: bool,
    comment: &Comment,
) -> [Vec<Range<usize>>; 2] {
    places(&known(lists, comment), text, is_marked)
}

/// What these lists say was taken out of a comment. One that is known by its words is another one afterwards, of which more may have
/// been taken when somebody else was forgotten.
fn known<'l>(lists: &'l [Forgotten], comment: &Comment) -> Vec<(&'l Forgotten, &'l Passages)> {
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

/// Where in a text these passages stand, one erasure after the other: what the first took stood beside what the next one took no more.
fn places(
    known: &[(&Forgotten, &Passages)],
    text: &str,
    is_marked: bool,
) -> [Vec<Range<usize>>; 2] {
    let mut found: [Vec<Range<usize>>; 2] = Default::default();
    let (mut now, mut gone) = (Cow::Borrowed(text), Vec::new());
    for (number, step) in known.iter().enumerate() {
        let origins = Origins::new(&gone);
        let more = among(*step, &now, is_marked);
        let is_any = more.iter().any(|ranges| !ranges.is_empty());
        for (all, more) in found.iter_mut().zip(more) {
            all.extend(more.into_iter().map(|own| origins.of(own.start)..origins.of(own.end)));
        }
        if is_any && number + 1 < known.len() {
            gone = words::parts(text, is_marked, found.clone());
            now = Cow::Owned(super::replaced(text, &gone));
        }
    }
    found.map(words::merged)
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
fn among(known: (&Forgotten, &Passages), text: &str, is_marked: bool) -> [Vec<Range<usize>>; 2] {
    let in_tag = |(start, tag): (usize, &str)| -> Vec<Range<usize>> {
        let own = stand(known, tag, false).into_iter();
        own.map(|range| start + range.start..start + range.end).collect()
    };
    let tags = words::tags(text).filter(|_| is_marked).flat_map(in_tag);
    [stand(known, text, is_marked), tags.collect()]
}

/// Where they stand among the words of a text.
fn stand(
    (list, passages): (&Forgotten, &Passages),
    text: &str,
    is_marked: bool,
) -> Vec<Range<usize>> {
    let words = words::of(text, is_marked);
    let longest = |at: usize| passages.longest(list, (text, &words), at);
    walk(words.len(), longest).into_iter().map(|(_, range)| range).collect()
}

/// The text of a comment without what these lists say was taken out of it; `None` if nothing of that stands in it.
pub(super) fn without(lists: &[Forgotten], comment: &Comment) -> Option<String> {
    let known = known(lists, comment);
    let is_any = !known.is_empty();
    is_any.then(|| taken_out(&known, &comment.body.text(), comment.kind != BodyKind::Plain))?
}

fn taken_out(known: &[(&Forgotten, &Passages)], text: &str, is_marked: bool) -> Option<String> {
    let places = words::parts(text, is_marked, places(known, text, is_marked));
    (!places.is_empty()).then(|| super::replaced(text, &places))
}
