//! What was read of all documents, joined into the words of the site: step by step, in pieces that can be done side by side.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::coding::push_block;
use super::join::{self, Joined};
use super::making::{Making, Read, Segment};
use super::part::Part;
use super::shards::{self, Cut};
use super::synonyms;
use super::vocabulary::{Compound, Vocabulary};
use super::words::compounds::{Splitter, is_frequent};
use super::words::{Form, Language};
use crate::source::Hash;

/// All words of the site, ready for the dictionary.
pub struct Words {
    pub(super) vocabulary: Vocabulary,
    pub(super) segments: Vec<Segment>,
    /// The synonyms of the settings.
    synonyms: Vec<String>,
}

/// What was read of all documents, before it is joined.
pub struct Gathered {
    parts: Vec<(u32, Part)>,
    segments: Vec<Segment>,
}

/// Some of the words of the site, joined.
pub struct SomeWords(Joined);

impl Gathered {
    /// Takes in what was read.
    pub fn of(read: Vec<Read>) -> Gathered {
        let mut segments = Vec::with_capacity(read.iter().map(|read| read.segments.len()).sum());
        let mut parts = Vec::with_capacity(read.len());
        for read in read {
            segments.extend(read.segments);
            parts.push((read.first, read.part));
        }
        Gathered { parts, segments }
    }

    /// The ranges of words that are joined side by side: from one text on, and before another.
    pub fn ranges(&self) -> Vec<(Option<String>, Option<String>)> {
        let cuts = join::cuts(&self.parts);
        let starts = std::iter::once(None).chain(cuts.iter().cloned().map(Some));
        let ends = cuts.iter().cloned().map(Some).chain([None]);
        starts.zip(ends).collect()
    }

    /// Joins the words of a range.
    pub fn join(&self, (from, to): (Option<String>, Option<String>)) -> SomeWords {
        SomeWords(join::join(&self.parts, from.as_deref(), to.as_deref()))
    }

    /// All words, of what was joined range by range, with the synonyms of the site.
    pub fn words(self, joined: Vec<SomeWords>, synonyms: &[String]) -> Words {
        let Gathered { parts, segments } = self;
        let joined = joined.into_iter().map(|SomeWords(joined)| joined).collect();
        let vocabulary = Vocabulary::new(parts, joined);
        Words { vocabulary, segments, synonyms: synonyms.to_vec() }
    }
}

impl Words {
    /// All forms.
    pub fn forms(&self) -> Vec<Form<'_>> {
        self.vocabulary.forms()
    }

    /// Puts the forms in groups, by the words that they are of; synonyms that no text has, with others.
    pub fn group(&mut self, words: Vec<String>) {
        self.vocabulary.group(synonyms::adopted(words, &self.synonyms, &self.vocabulary));
    }

    /// What splits the compounds of the site.
    pub fn splitter(&self) -> Splitter<'_> {
        Splitter::new(&self.vocabulary.forms())
    }

    /// The pieces that forms are put in groups, and compounds are split in.
    pub fn pieces(&self) -> Vec<Range<u32>> {
        let length = self.vocabulary.len();
        (0..length).step_by(1024).map(|start| start..(start + 1024).min(length)).collect()
    }

    /// The compounds of a piece.
    pub fn split(&self, splitter: &Splitter<'_>, piece: Range<u32>) -> Vec<Compound> {
        self.vocabulary.split(splitter, piece)
    }

    /// Adds the parts of compounds that nobody wrote by themselves, and synonyms. The forms are to be put in groups again then.
    pub fn add_parts(&mut self, found: &[Compound]) -> Vec<u32> {
        self.vocabulary.add_parts(found, &synonyms::words_of_all(&self.synonyms))
    }

    /// Takes in all compounds, with what adding their parts gave.
    pub fn add_compounds(&mut self, found: &[Compound], moved: &[u32]) {
        self.vocabulary.add_compounds(found, moved);
    }

    /// Where the dictionary is cut.
    pub fn cuts(&self) -> Vec<Cut> {
        shards::cuts(&self.vocabulary)
    }
}

/// What is known of the forms of a site by themselves. It stays as it is as long as they do.
#[derive(Serialize, Deserialize)]
pub struct Known {
    /// The compounds among them.
    pub compounds: Vec<Compound>,
    /// The word that each is of, those of parts that nobody wrote by themselves too.
    pub words: Vec<String>,
}

impl Known {
    /// What the last build kept.
    pub fn recall(bytes: &[u8]) -> Option<Known> {
        postcard::from_bytes(bytes).ok()
    }

    /// What to keep for the next build.
    pub fn kept(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }
}

impl Making<'_> {
    /// The hash of all that decides which forms are compounds, and which are of one word.
    pub fn forms_key(&self, words: &Words) -> Hash {
        let mut bytes = self.settings.0.to_vec();
        for form in words.forms() {
            push_block(&mut bytes, form.text.as_bytes());
            bytes.push(
                u8::from(form.language == Language::English) | u8::from(is_frequent(&form)) << 1,
            );
        }
        Hash::of(&bytes)
    }
}
