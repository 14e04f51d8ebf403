//! Reads documents word by word into a part of the index.

use super::interner::Interner;
use super::part::{Counts, Made, Part, Posting};
use super::places;
use super::synonyms::Name;
use super::words::tokens::{Kind, Tokeniser};
use crate::config::settings::Weights;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Topics,
    People,
    Heading,
    Body,
    /// Code, which has words of its own, and these often.
    Code,
    Comment,
}

/// No place, and no word.
const NONE: u32 = u32::MAX;

/// So often a word stands in a text at most times.
const FEW: usize = 8;

/// What is known of a word while its document is read.
#[derive(Clone, Copy)]
struct Seen {
    /// The document, counted from the first that was ever read.
    document: u32,
    /// The first and the last of its places, in the list of all.
    first: u32,
    last: u32,
    places: u16,
    body: u16,
    comments: u16,
    title: u8,
    topics: u8,
    people: u8,
    headings: u8,
    /// For the article and for the comments: the best segment and its count, and the one being read and its.
    best: [(u8, u8); 2],
    now: [(u8, u8); 2],
}

const UNSEEN: Seen = Seen {
    document: NONE,
    first: NONE,
    last: NONE,
    places: 0,
    body: 0,
    comments: 0,
    title: 0,
    topics: 0,
    people: 0,
    headings: 0,
    best: [(0, 0); 2],
    now: [(0, 0); 2],
};

/// A word in a document, and where its places begin in the list of all.
struct Found {
    form: u32,
    posting: Posting,
    places: u32,
}

/// Reads documents, one after the other.
pub(super) struct Reader<'w> {
    weights: &'w Weights,
    tokeniser: Tokeniser,
    /// The forms of this part, and of those before.
    forms: Interner,
    seen: Vec<Seen>,
    /// The names of several words, as forms, each with the words that stand for it.
    names: Vec<(Vec<u32>, Vec<u32>)>,
    /// The words of the text that was read last, if there are such names.
    text: Vec<u32>,
    /// The words of the document.
    touched: Vec<u32>,
    /// The places of words in the document, each with the next of the same word.
    spots: Vec<(u32, u32)>,
    lengths: [u32; 2],
    /// What the length of an article counts for at least, however short it is.
    least: f32,
    document: u32,
    position: u32,
    is_english: bool,
    /// The words of all documents of the part.
    found: Vec<Found>,
    places: Vec<u8>,
    counts: Vec<Counts>,
    said: Vec<(u32, u32)>,
    people: Vec<String>,
    /// The document that the part begins with, and the one that comes next.
    start: u32,
    tokens: u64,
}

impl<'w> Reader<'w> {
    pub(super) fn new(weights: &'w Weights, names: &[Name]) -> Self {
        let mut forms = Interner::new();
        let mut numbered =
            |words: &[String]| words.iter().map(|word| forms.number(word)).collect::<Vec<u32>>();
        let names: Vec<_> =
            names.iter().map(|Name(name, words, _)| (numbered(name), numbered(words))).collect();
        Reader {
            weights,
            tokeniser: Tokeniser::default(),
            seen: vec![UNSEEN; forms.len()],
            forms,
            names,
            text: Vec::new(),
            touched: Vec::new(),
            spots: Vec::new(),
            lengths: [0; 2],
            least: 0.0,
            document: 0,
            position: 0,
            is_english: false,
            found: Vec::new(),
            places: Vec::new(),
            counts: Vec::new(),
            said: Vec::new(),
            people: Vec::new(),
            start: 0,
            tokens: 0,
        }
    }

    /// Begins a document. That an article is short says that it is about its words; what is told of a person or a topic is
    /// always short.
    pub(super) fn begin(&mut self, is_english: bool, is_article: bool) {
        self.is_english = is_english;
        self.least = if is_article { 0.4 } else { 2.0 };
        self.position = 0;
        self.lengths = [0; 2];
        self.touched.clear();
        self.spots.clear();
    }

    /// Reads text of the document. `person` is the id of the expert who says it in a comment.
    pub(super) fn read(&mut self, text: &str, field: Field, segment: u8, person: Option<&str>) {
        let person = person.map(|id| self.person(id));
        let Reader { tokeniser, forms, seen, names, touched, spots, said, document, .. } = self;
        let in_text = &mut self.text;
        in_text.clear();
        let side = usize::from(field == Field::Comment);
        let has_places = !matches!(field, Field::Topics | Field::People);
        // Places are told within their segment, and are numbers that grow.
        let first = self.position.max(u32::from(segment) << places::WORD);
        let next = tokeniser.read(text, first, |token| {
            let form = forms.number(token.text);
            let at = form as usize;
            if at == seen.len() {
                seen.push(UNSEEN);
            }
            let word = &mut seen[at];
            if word.document != *document {
                *word = Seen { document: *document, ..UNSEEN };
                touched.push(form);
            }
            word.count(field, side, segment);
            if !names.is_empty() && token.kind == Kind::Word {
                in_text.push(form);
            }
            if has_places && token.kind == Kind::Word && word.places < u16::MAX {
                word.places += 1;
                let spot = spots.len() as u32;
                match spots.get_mut(word.last as usize) {
                    Some((_, next)) => *next = spot,
                    None => word.first = spot,
                }
                word.last = spot;
                spots.push((token.position, NONE));
            }
            if let Some(person) = person {
                said.push((form, person));
            }
        });
        self.read_names(field, segment);
        // A phrase does not go on from one passage to the next.
        if has_places {
            self.position = next + 1;
        }
        self.lengths[side] += next - first;
        self.tokens += u64::from(next - first);
    }

    /// Counts the words in that stand for what the text names, which have no places in it.
    fn read_names(&mut self, field: Field, segment: u8) {
        let Reader { seen, names, text, touched, document, .. } = self;
        let side = usize::from(field == Field::Comment);
        for (name, words) in names.iter() {
            let times = text.windows(name.len()).filter(|part| *part == name.as_slice()).count();
            for form in words.iter().cycle().take(times * words.len()) {
                let word = &mut seen[*form as usize];
                if word.document != *document {
                    *word = Seen { document: *document, ..UNSEEN };
                    touched.push(*form);
                }
                word.count(field, side, segment);
            }
        }
    }

    fn person(&mut self, id: &str) -> u32 {
        let known = self.people.iter().position(|known| known == id);
        known.unwrap_or_else(|| {
            self.people.push(id.to_owned());
            self.people.len() - 1
        }) as u32
    }

    /// Ends the document.
    pub(super) fn end(&mut self) {
        let norm = |length: u32, usual: f32| (0.4 + 0.6 * length as f32 / usual).min(3.0);
        let body = norm(self.lengths[0], 400.0).max(self.least);
        let talk = norm(self.lengths[1], 300.0);
        // Most words stand in the text alone, and few times.
        let [of_body, of_talk] = [true, false].map(|is_article| {
            let mut impacts = [0; FEW];
            for (count, impact) in (0..).zip(&mut impacts) {
                let word = Seen { body: count, comments: count, ..UNSEEN };
                *impact = if is_article {
                    word.article(self.weights, body)
                } else {
                    word.comments(self.weights, talk)
                };
            }
            impacts
        });
        self.counts.resize(self.forms.len(), Counts::default());
        for &form in &self.touched {
            let word = &mut self.seen[form as usize];
            word.settle(0);
            word.settle(1);
            let is_plain = [word.title, word.topics, word.people, word.headings] == [0; 4];
            let article = match of_body.get(usize::from(word.body)) {
                Some(impact) if is_plain => *impact,
                _ => word.article(self.weights, body),
            };
            let comments = match of_talk.get(usize::from(word.comments)) {
                Some(impact) => *impact,
                None => word.comments(self.weights, talk),
            };
            let counts = &mut self.counts[form as usize];
            let words = word.words();
            counts.documents += 1;
            counts.words += words;
            counts.english += if self.is_english { words } else { 0 };
            let posting = Posting {
                document: self.document - self.start,
                count: word.places,
                impact: article << 4 | comments,
                segment: word.best[0].0.min(15) << 4 | word.best[1].0.min(15),
            };
            self.found.push(Found { form, posting, places: self.places.len() as u32 });
            let mut spot = word.first;
            let spots = std::iter::from_fn(|| {
                let (place, following) = self.spots.get(spot as usize)?;
                spot = *following;
                Some(*place)
            });
            places::push(&mut self.places, posting, spots);
        }
        self.document += 1;
    }

    /// All that was read since the last part, sorted by form. The reader is as new then.
    pub(super) fn finish(&mut self) -> Part {
        let present = (0..self.forms.len() as u32)
            .filter(|form| self.counts.get(*form as usize).is_some_and(|of| of.documents > 0));
        let sorted = self.forms.sort(present);
        let mut rank = vec![0; self.forms.len()];
        let mut starts = vec![0usize; sorted.len() + 1];
        for (at, form) in sorted.iter().enumerate() {
            rank[*form as usize] = at as u32;
            starts[at + 1] = starts[at] + self.counts[*form as usize].documents as usize;
        }
        let mut order = vec![0u32; self.found.len()];
        let mut free = starts.clone();
        for (at, found) in self.found.iter().enumerate() {
            let place = &mut free[rank[found.form as usize] as usize];
            order[*place] = at as u32;
            *place += 1;
        }
        let mut part = Part::default();
        for (at, form) in sorted.iter().enumerate() {
            let counts = self.counts[*form as usize];
            part.begin(&Made { form: self.forms.form(*form), counts });
            let mut next = 0;
            for found in &order[starts[at]..starts[at + 1]] {
                let found = *found as usize;
                let (this, after) = (&self.found[found], self.found.get(found + 1));
                let end = after.map_or(self.places.len(), |after| after.places as usize);
                let places = &self.places[this.places as usize..end];
                part.add(this.posting.document - next, this.posting, places);
                next = this.posting.document + 1;
            }
            part.end();
        }
        let mut said: Vec<(u32, u32)> =
            self.said.iter().map(|(form, person)| (rank[*form as usize], *person)).collect();
        said.sort_unstable();
        for same in said.chunk_by(|one, other| one == other) {
            part.add_said(same[0].0, same[0].1, same.len() as u32);
        }
        part.people = std::mem::take(&mut self.people);
        part.tokens = std::mem::take(&mut self.tokens);
        part.documents = self.document - self.start;
        part.shrink();
        self.start = self.document;
        self.found.clear();
        self.places.clear();
        self.said.clear();
        self.counts.clear();
        part
    }
}

impl Seen {
    #[inline]
    fn count(&mut self, field: Field, side: usize, segment: u8) {
        match field {
            Field::Title => self.title = self.title.saturating_add(1),
            Field::Topics => self.topics = self.topics.saturating_add(1),
            Field::People => self.people = self.people.saturating_add(1),
            Field::Heading => self.headings = self.headings.saturating_add(1),
            Field::Body => self.body = self.body.saturating_add(1),
            Field::Code => self.body = self.body.max(1),
            Field::Comment => self.comments = self.comments.saturating_add(1),
        }
        // What stands above is shown with every passage; it stands in the first where the text has none of it.
        if matches!(field, Field::Title | Field::Topics | Field::People) {
            return;
        }
        if self.now[side].0 != segment {
            self.settle(side);
            self.now[side] = (segment, 0);
        }
        self.now[side].1 = self.now[side].1.saturating_add(1);
    }

    fn settle(&mut self, side: usize) {
        if self.now[side].1 > self.best[side].1 {
            self.best[side] = self.now[side];
        }
    }

    /// How often it stands in the document.
    fn words(&self) -> u32 {
        [self.title, self.topics, self.people, self.headings].map(u32::from).iter().sum::<u32>()
            + u32::from(self.body)
            + u32::from(self.comments)
    }

    /// What the word counts for in the article: what stands above weighs by itself, the body by how often.
    fn article(&self, weights: &Weights, norm: f32) -> u8 {
        let above = |count: u8, weight: u32| f32::from(count.min(2)) * weight as f32 / 10.0;
        let body = f32::from(self.body) * weights.body as f32 / 10.0 / norm;
        let sum = above(self.title.min(1), weights.title)
            + above(self.topics.min(1), weights.topics)
            + above(self.people.min(1), weights.people)
            + above(self.headings, weights.headings)
            + 6.0 * body / (body + 3.0);
        quantised(sum)
    }

    fn comments(&self, weights: &Weights, norm: f32) -> u8 {
        let talk = f32::from(self.comments) * weights.comments as f32 / 10.0 / norm;
        quantised(6.0 * talk / (talk + 3.0))
    }
}

/// From 0 to 15; never 0 for what is there.
fn quantised(sum: f32) -> u8 {
    if sum <= 0.0 { 0 } else { ((16.0 * sum / (sum + 3.0)) as u8).clamp(1, 15) }
}
