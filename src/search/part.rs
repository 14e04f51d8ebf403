//! The words of some of the documents, as bytes: each part of a site is read by itself, kept for the next build, and joined
//! with the others.
//!
//! Documents are counted from the first of the part, so that a part is the same wherever it stands.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::coding::push_number;

/// A word in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// What a form amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// In how many documents it is.
    pub documents: u32,
    /// How often it stands there.
    pub words: u32,
    /// How often of that in English.
    pub english: u32,
}

impl Counts {
    /// Takes in those of other documents.
    pub(super) fn add(&mut self, other: Counts) {
        self.documents += other.documents;
        self.words += other.words;
        self.english += other.english;
    }
}

/// The words of some documents, with every document that has them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Part {
    /// The forms one after the other, sorted.
    letters: String,
    /// For each form, in four bytes each, where its letters, its postings and its places end.
    ends: Bytes,
    /// For each form its counts, and then of each of its documents the gap, what it counts for, the segments and how many
    /// places it has.
    postings: Bytes,
    /// For each of these its places.
    places: Bytes,
    /// Which words experts used in comments: form, expert among `people`, and how often.
    said: Vec<(u32, u32, u32)>,
    /// Those experts, by id.
    pub people: Vec<String>,
    /// How many words there were.
    pub tokens: u64,
    /// In how many documents.
    pub documents: u32,
}

/// A list of bytes that is kept as it is.
#[derive(Debug, Default)]
struct Bytes(Vec<u8>);

/// What is known of a form when a part is made.
pub(super) struct Made<'p> {
    pub form: &'p str,
    pub counts: Counts,
}

impl Part {
    /// Adds a form; its postings and places follow, and then [`Part::end`].
    pub(super) fn begin(&mut self, made: &Made<'_>) {
        self.letters.push_str(made.form);
        for number in [made.counts.documents, made.counts.words, made.counts.english] {
            push_number(&mut self.postings.0, number);
        }
    }

    /// Adds a posting of the form, with how many documents are between it and the one before, and its places.
    pub(super) fn add(&mut self, gap: u32, posting: Posting, places: &[u8]) {
        let bytes = &mut self.postings.0;
        push_number(bytes, gap);
        bytes.extend_from_slice(&[posting.impact, posting.segment]);
        push_number(bytes, u32::from(posting.count));
        self.places.0.extend_from_slice(places);
    }

    /// Adds that an expert used the form so often.
    pub(super) fn add_said(&mut self, form: u32, person: u32, times: u32) {
        self.said.push((form, person, times));
    }

    /// Ends a form.
    pub(super) fn end(&mut self) {
        for end in [self.letters.len(), self.postings.0.len(), self.places.0.len()] {
            self.ends.0.extend_from_slice(&(end as u32).to_le_bytes());
        }
    }

    /// Gives back the memory that growing took.
    pub(super) fn shrink(&mut self) {
        self.letters.shrink_to_fit();
        for Bytes(bytes) in [&mut self.ends, &mut self.postings, &mut self.places] {
            bytes.shrink_to_fit();
        }
        self.said.shrink_to_fit();
    }

    /// Gives back the letters of the forms, of which only the numbers matter from then on.
    pub(super) fn forget_letters(&mut self) {
        self.letters = String::new();
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> u32 {
        (self.ends.0.len() / 12) as u32
    }

    /// Whether what was read back is whole: everything lies where it is said to.
    pub(super) fn is_whole(&self) -> bool {
        let lengths = [self.letters.len(), self.postings.0.len(), self.places.0.len()];
        let ends = (0..self.len()).map(|form| self.end_of(form));
        let mut before = [0; 3];
        self.ends.0.len().is_multiple_of(12)
            && ends.into_iter().all(|ends| {
                let grows = ends.iter().zip(&before).all(|(end, before)| end >= before);
                before = ends;
                grows && self.letters.is_char_boundary(ends[0])
            })
            && before == lengths
    }

    fn end_of(&self, form: u32) -> [usize; 3] {
        let start = form as usize * 12;
        let Some(&[a, b, c, d, e, f, g, h, i, j, k, l]) = self.ends.0[start..].first_chunk() else {
            return [0; 3];
        };
        let end = |bytes| u32::from_le_bytes(bytes) as usize;
        [end([a, b, c, d]), end([e, f, g, h]), end([i, j, k, l])]
    }

    fn start_of(&self, form: u32) -> [usize; 3] {
        form.checked_sub(1).map_or([0; 3], |before| self.end_of(before))
    }

    /// A form.
    pub(super) fn form(&self, form: u32) -> &str {
        &self.letters[self.start_of(form)[0]..self.end_of(form)[0]]
    }

    /// The first form that does not come before a text.
    pub(super) fn first_from(&self, text: &str) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.form(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The postings of a form, in a part that begins with this document.
    pub(super) fn postings(&self, form: u32, first: u32) -> Postings<'_> {
        let bytes = &self.postings.0[self.start_of(form)[1]..self.end_of(form)[1]];
        let mut numbers = Numbers(bytes);
        let [documents, words, english] = [numbers.next(), numbers.next(), numbers.next()];
        let counts = Counts { documents, words, english };
        Postings { counts, numbers, left: documents, document: first }
    }

    /// The places of a form, as `places` tells them and [`Posting::count`] divides them.
    pub(super) fn places(&self, form: u32) -> &[u8] {
        &self.places.0[self.start_of(form)[2]..self.end_of(form)[2]]
    }

    /// All bytes that tell of the postings and places of a form.
    pub(super) fn told(&self, form: u32) -> [&[u8]; 2] {
        let ([_, postings, places], ends) = (self.start_of(form), self.end_of(form));
        [&self.postings.0[postings..ends[1]], &self.places.0[places..ends[2]]]
    }

    /// The experts who used a form in comments, as places in `people`, and how often.
    pub(super) fn said(&self, form: u32) -> impl Iterator<Item = (u32, u32)> {
        let start = self.said.partition_point(|(said, ..)| *said < form);
        let of_form = self.said[start..].iter().take_while(move |(said, ..)| *said == form);
        of_form.map(|(_, person, times)| (*person, *times))
    }
}

/// The postings of a form, one after the other.
#[derive(Clone)]
pub(super) struct Postings<'p> {
    /// What the form amounts to.
    pub counts: Counts,
    numbers: Numbers<'p>,
    left: u32,
    document: u32,
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    #[inline]
    fn next(&mut self) -> Option<Posting> {
        self.left = self.left.checked_sub(1)?;
        let document = self.document + self.numbers.next();
        self.document = document + 1;
        let [impact, segment] = [self.numbers.byte(), self.numbers.byte()];
        Some(Posting { document, impact, segment, count: self.numbers.next() as u16 })
    }
}

/// Numbers as [`push_number`] writes them.
#[derive(Clone)]
struct Numbers<'p>(&'p [u8]);

impl Numbers<'_> {
    /// The next number; behind the last one it is 0.
    #[inline]
    fn next(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((&byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << (shift & 31);
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        number
    }

    #[inline]
    fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        byte
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // One piece of memory is copied at once; a list of numbers would be read one by one.
        <&[u8]>::deserialize(deserializer).map(|bytes| Bytes(bytes.to_vec()))
    }
}
