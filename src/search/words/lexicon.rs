//! The words that the program knows by itself: how each is inflected, and what it does in compounds.
//!
//! `lexicon.bin` is made by `benches/words/lexicon.py`. The Dutch words come from the OpenTaal spelling dictionary 2.20.18,
//! © 2006-2020 OpenTaal, © 2001-2010 Simon Brouwer and others, © 1996 Nederlandstalige TeX Gebruikersgroep, under the revised BSD
//! licence or CC BY 3.0; the English ones are the two smallest lists of SCOWL, © 2000-2011 Kevin Atkinson. Both are in LICENSE.

use std::io::Read as _;
use std::sync::LazyLock;

use super::irregular;

/// What is known of a word: a set of the constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u16);

impl Traits {
    /// The first part of compounds: beleid in beleid|vrij.
    pub(super) const BEGIN: Traits = Traits(1);
    /// The first part of compounds, with an s: beleid in beleid|s|plan.
    pub(super) const BEGIN_S: Traits = Traits(2);
    /// The last part of compounds.
    pub(super) const END: Traits = Traits(4);
    /// A noun with a plural in -en or -n.
    pub(super) const PLURAL_EN: Traits = Traits(8);
    /// A noun with a plural in -s.
    pub(super) const PLURAL_S: Traits = Traits(16);
    /// An adjective.
    pub(super) const ADJECTIVE: Traits = Traits(32);
    /// The stem of a regular verb.
    pub(super) const VERB: Traits = Traits(64);
    /// Never split.
    pub(super) const WHOLE: Traits = Traits(128);
    /// English.
    pub(super) const ENGLISH: Traits = Traits(256);
    /// A past participle that is inflected as adjectives are.
    pub(super) const PARTICIPLE: Traits = Traits(1024);
    /// Also an affix, or what other words happen to end in: never the last part.
    pub(super) const AFFIX: Traits = Traits(2048);
    /// Dutch: anything but English.
    pub(super) const DUTCH: Traits = Traits(!256);
    /// A word that is a noun of its own, and not only a part.
    pub(super) const COUNTED: Traits = Traits(2 | 8 | 16);
    /// What says nothing of how a word is inflected.
    pub(super) const SILENT: Traits = Traits(1 | 4 | 128);
    /// What says how a Dutch word is inflected.
    const INFLECTED: Traits = Traits(2 | 8 | 16 | 32 | 64);
    /// Any of what only nouns have.
    pub(super) const NOUN: Traits = Traits(1 | 2 | 4 | 8 | 16);

    pub(super) fn any(self, of: Traits) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether it is nothing but these.
    pub(super) fn only(self, of: Traits) -> bool {
        self.0 & !of.0 == 0
    }

    pub(super) fn or(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// Words by their letters.
pub(super) struct Lexicon {
    /// All words, one after the other.
    letters: Vec<u8>,
    /// Where each word ends, and what it is; it begins where the one before ends.
    words: Vec<(u32, Traits)>,
    /// Open addressing: the number of a word in the lower bits and some of its hash above; 0 is free.
    slots: Vec<u32>,
    /// The forms of the irregular words, with the word they are of.
    irregular: irregular::Table,
}

/// Bits of a slot that number the word.
const NUMBER: u32 = 18;

/// The compact lexicon: how many sets of traits there are, these in two bytes each, then deflated words: how many letters are
/// those of the word before, the other letters, and the number of the set with the highest bit on, from 127 in two bytes.
const COMPACT: &[u8] = include_bytes!("lexicon.bin");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// A hash that grows letter by letter.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) const EMPTY: Hash = Hash(0x9E37_79B9_7F4A_7C15);

    #[inline]
    pub(super) fn then(self, letter: u8) -> Hash {
        Hash((self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517C_C1B7_2722_0A95))
    }

    pub(super) fn of(word: &[u8]) -> Hash {
        word.iter().fold(Hash::EMPTY, |hash, &letter| hash.then(letter))
    }

    /// One of the bits of a filter.
    #[inline]
    pub(super) fn bit(self, bits: usize) -> usize {
        (self.0 >> 20) as usize % bits
    }

    #[inline]
    fn slot(self, mask: usize) -> usize {
        (self.0 >> 40) as usize & mask
    }

    #[inline]
    fn tag(self) -> u32 {
        ((self.0 >> 26) as u32 & ((1 << (32 - NUMBER)) - 1)) << NUMBER
    }
}

impl Lexicon {
    /// The one lexicon, expanded when it is first asked for.
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn read() -> Lexicon {
        let (&sets, rest) = COMPACT.split_first().unwrap_or((&0, &[]));
        let (sets, words) = rest.split_at_checked(2 * usize::from(sets)).unwrap_or_default();
        let sets: Vec<Traits> =
            sets.chunks_exact(2).map(|set| Traits(u16::from_le_bytes([set[0], set[1]]))).collect();
        let mut plain = Vec::with_capacity(1 << 20);
        flate2::read::DeflateDecoder::new(words)
            .read_to_end(&mut plain)
            .expect("the lexicon was deflated when it was made");
        let mut lexicon = Lexicon {
            letters: Vec::with_capacity(1 << 20),
            words: vec![(0, Traits::default())],
            slots: vec![0; 1 << NUMBER],
            irregular: irregular::Table::read(),
        };
        let mut word = Vec::new();
        let mut rest = plain.as_slice();
        while let Some((&shared, tail)) = rest.split_first() {
            let length = tail.iter().position(|byte| byte & 0x80 != 0).unwrap_or(tail.len());
            word.truncate(usize::from(shared));
            word.extend_from_slice(&tail[..length]);
            let (set, read) = match tail.get(length..) {
                Some([0xFF, more, ..]) => (usize::from(*more) + 127, length + 2),
                Some([set, ..]) => (usize::from(set & 0x7F), length + 1),
                _ => (0, length + 1),
            };
            lexicon.add(&word, sets.get(set).copied().unwrap_or_default());
            rest = tail.get(read..).unwrap_or_default();
        }
        lexicon
    }

    fn add(&mut self, word: &[u8], traits: Traits) {
        self.letters.extend_from_slice(word);
        self.words.push((self.letters.len() as u32, traits));
        let number = self.words.len() as u32 - 1;
        let hash = Hash::of(word);
        let mask = self.slots.len() - 1;
        let mut slot = hash.slot(mask);
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = number | hash.tag();
    }

    /// The words of a language that are no compounds, as far as their length tells, in their order.
    pub(super) fn simple(&self, is_english: bool) -> impl Iterator<Item = &str> {
        let such = if is_english { Traits::ENGLISH } else { Traits::INFLECTED };
        let of = move |pair: &[(u32, Traits)]| {
            let letters = &self.letters[pair[0].0 as usize..pair[1].0 as usize];
            let is_word = (3..10).contains(&letters.len()) && pair[1].1.any(such);
            std::str::from_utf8(letters).ok().filter(|_| is_word)
        };
        self.words.windows(2).filter_map(of)
    }

    /// What is known of a word whose hash is known.
    #[inline]
    pub(super) fn find(&self, word: &[u8], hash: Hash) -> Option<Traits> {
        let mask = self.slots.len() - 1;
        let mut slot = hash.slot(mask);
        loop {
            let entry = self.slots[slot];
            if entry == 0 {
                return None;
            }
            let number = (entry & ((1 << NUMBER) - 1)) as usize;
            if entry & !((1 << NUMBER) - 1) == hash.tag() {
                let (end, traits) = self.words[number];
                let start = self.words[number - 1].0;
                if &self.letters[start as usize..end as usize] == word {
                    return Some(traits);
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// What is known of a word; nothing is no traits.
    pub(super) fn traits(&self, word: &str) -> Traits {
        self.find(word.as_bytes(), Hash::of(word.as_bytes())).unwrap_or_default()
    }

    /// The word that an irregular form is of.
    pub(super) fn irregular(&self, form: &str) -> Option<&'static str> {
        self.irregular.base(form)
    }

    /// The word of one kind that an irregular form is of.
    pub(super) fn irregular_of(&self, form: &str, kind: irregular::Kind) -> Option<&'static str> {
        self.irregular.base_of(form, kind)
    }
}
