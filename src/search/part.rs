//! The words of some of the documents: each part of a site is read by itself, and the parts are joined afterwards.

use super::interner::Interner;
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
    Comment,
}

/// A word in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    /// The document.
    pub document: u32,
    /// How often the word has a place in it.
    pub count: u16,
    /// What it counts for, from 0 to 15: in the article itself, and in its comments below.
    pub impact: u8,
    /// The segment that has it most: of the article, and of the comments below.
    pub segment: u8,
}

/// The words of some documents, with every document that has them.
#[derive(Debug)]
pub(super) struct Part {
    /// The forms.
    pub forms: Interner,
    /// Their numbers, sorted.
    pub sorted: Vec<u32>,
    /// How often each form stands there, and how often of that in English.
    pub counts: Vec<(u32, u32)>,
    /// Where the postings of each form begin.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    /// Where the places of each form begin.
    place_starts: Vec<u32>,
    places: Vec<u32>,
    /// Which words experts used in comments: form and person.
    pub said: Vec<(u32, u32)>,
    /// How many words there were.
    pub tokens: u64,
    /// In how many documents.
    pub documents: usize,
}

impl Part {
    /// Forms that stand in no document.
    pub(super) fn without_documents(forms: &[&str]) -> Part {
        let weights = Weights::default();
        let mut reader = Reader::new(&weights);
        for form in forms {
            reader.forms.number(form);
            reader.counts.push((0, 0));
        }
        reader.finish()
    }

    /// The postings of a form.
    pub(super) fn postings(&self, form: u32) -> &[Posting] {
        let at = form as usize;
        &self.postings[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The places of a form, for its postings one after the other.
    pub(super) fn places(&self, form: u32) -> &[u32] {
        let at = form as usize;
        &self.places[self.place_starts[at] as usize..self.place_starts[at + 1] as usize]
    }
}

/// What is known of a word while its document is read.
#[derive(Clone, Copy, Default)]
struct Seen {
    document: u32,
    title: u16,
    topics: u16,
    people: u16,
    headings: u16,
    body: u16,
    comments: u16,
    places: u16,
    /// For the article and for the comments: the best segment and its count, and the one being read and its.
    best: [(u8, u16); 2],
    now: [(u8, u16); 2],
}

/// Reads documents, one after the other.
pub(super) struct Reader<'w> {
    weights: &'w Weights,
    tokeniser: Tokeniser,
    forms: Interner,
    counts: Vec<(u32, u32)>,
    seen: Vec<Seen>,
    /// The words of the document.
    touched: Vec<u32>,
    lengths: [u32; 2],
    document: u32,
    position: u32,
    is_english: bool,
    found: Vec<(u32, Posting)>,
    places: Vec<(u32, u32)>,
    said: Vec<(u32, u32)>,
    tokens: u64,
    documents: usize,
}

impl<'w> Reader<'w> {
    pub(super) fn new(weights: &'w Weights) -> Self {
        Reader {
            weights,
            tokeniser: Tokeniser::default(),
            forms: Interner::new(),
            counts: Vec::new(),
            seen: Vec::new(),
            touched: Vec::new(),
            lengths: [0; 2],
            document: 0,
            position: 0,
            is_english: false,
            found: Vec::new(),
            places: Vec::new(),
            said: Vec::new(),
            tokens: 0,
            documents: 0,
        }
    }

    /// Begins a document.
    pub(super) fn begin(&mut self, document: u32, is_english: bool) {
        self.document = document;
        self.is_english = is_english;
        self.position = 0;
        self.lengths = [0; 2];
        self.touched.clear();
    }

    /// Reads text of the document. `person` is the expert who says it in a comment.
    pub(super) fn read(&mut self, text: &str, field: Field, segment: u8, person: Option<u32>) {
        let Reader { tokeniser, forms, counts, seen, touched, places, said, .. } = self;
        let (document, is_english) = (self.document, self.is_english);
        let side = usize::from(field == Field::Comment);
        let has_places = !matches!(field, Field::Topics | Field::People);
        let first = self.position;
        let next = tokeniser.read(text, first, |token| {
            let form = forms.number(token.text);
            let at = form as usize;
            if at == seen.len() {
                seen.push(Seen { document: u32::MAX, ..Seen::default() });
                counts.push((0, 0));
            }
            let word = &mut seen[at];
            if word.document != document {
                *word = Seen { document, ..Seen::default() };
                touched.push(form);
            }
            counts[at].0 += 1;
            counts[at].1 += u32::from(is_english);
            word.count(field, side, segment);
            if has_places && token.kind == Kind::Word && word.places < u16::MAX {
                word.places += 1;
                places.push((form, token.position));
            }
            if let Some(person) = person {
                said.push((form, person));
            }
        });
        // A phrase does not go on from one passage to the next.
        if has_places {
            self.position = next + 1;
        }
        self.lengths[side] += next - first;
        self.tokens += u64::from(next - first);
    }

    /// Ends the document.
    pub(super) fn end(&mut self) {
        self.documents += 1;
        let norm = |length: u32, usual: f32| (0.4 + 0.6 * length as f32 / usual).min(3.0);
        let (body, talk) = (norm(self.lengths[0], 400.0), norm(self.lengths[1], 300.0));
        for &form in &self.touched {
            let word = &mut self.seen[form as usize];
            word.settle(0);
            word.settle(1);
            let posting = Posting {
                document: self.document,
                count: word.places,
                impact: word.article(self.weights, body) << 4 | word.comments(self.weights, talk),
                segment: word.best[0].0.min(15) << 4 | word.best[1].0.min(15),
            };
            self.found.push((form, posting));
        }
    }

    /// All that was read, sorted by form.
    pub(super) fn finish(self) -> Part {
        let Reader { forms, counts, found, places, mut said, tokens, documents, .. } = self;
        let size = forms.len();
        said.sort_unstable();
        let nothing = Posting { document: 0, count: 0, impact: 0, segment: 0 };
        let (starts, postings) = by_form(&found, size, nothing);
        drop(found);
        let (place_starts, places) = by_form(&places, size, 0);
        let sorted = forms.sorted();
        Part {
            sorted,
            forms,
            counts,
            starts,
            postings,
            place_starts,
            places,
            said,
            tokens,
            documents,
        }
    }
}

/// Puts values in the order of their forms, else as they came, by counting.
fn by_form<T: Copy>(found: &[(u32, T)], size: usize, nothing: T) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0u32; size + 2];
    for (form, _) in found {
        starts[*form as usize + 2] += 1;
    }
    for at in 2..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut sorted = vec![nothing; found.len()];
    for (form, value) in found {
        let next = &mut starts[*form as usize + 1];
        sorted[*next as usize] = *value;
        *next += 1;
    }
    starts.pop();
    (starts, sorted)
}

impl Seen {
    #[inline]
    fn count(&mut self, field: Field, side: usize, segment: u8) {
        let count = match field {
            Field::Title => &mut self.title,
            Field::Topics => &mut self.topics,
            Field::People => &mut self.people,
            Field::Heading => &mut self.headings,
            Field::Body => &mut self.body,
            Field::Comment => &mut self.comments,
        };
        *count = count.saturating_add(1);
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

    /// What the word counts for in the article: what stands above weighs by itself, the body by how often.
    fn article(&self, weights: &Weights, norm: f32) -> u8 {
        let above = |count: u16, weight: u32| f32::from(count.min(2)) * weight as f32 / 10.0;
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
