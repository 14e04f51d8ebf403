//! What quickly tells that something is none of what is looked for.

use std::collections::BTreeSet;

/// With which letters, and in which lengths, words begin what is looked for: most words of a text are none of them.
pub(super) struct Firsts {
    /// For the first byte of a word a bit for each length, the last for all that are longer.
    lengths: [u64; 256],
}

impl Default for Firsts {
    fn default() -> Self {
        Firsts { lengths: [0; 256] }
    }
}

impl Firsts {
    fn bit(word: &str) -> u64 {
        1 << word.len().min(63)
    }

    pub(super) fn add(&mut self, word: &str) {
        if let Some(first) = word.bytes().next() {
            self.lengths[usize::from(first)] |= Firsts::bit(word);
        }
    }

    pub(super) fn may_have(&self, word: &str) -> bool {
        let first = word.bytes().next().unwrap_or_default();
        self.lengths[usize::from(first)] & Firsts::bit(word) != 0
    }
}

/// The scripts of a text beyond Latin, as blocks of letters that stand together in Unicode.
#[derive(Clone, Debug, Default)]
pub struct Scripts(BTreeSet<u32>);

impl Scripts {
    fn block(letter: char) -> u32 {
        u32::from(letter) >> 7
    }

    /// Takes in those of a text.
    pub fn add(&mut self, text: &str) {
        if !text.is_ascii() {
            self.0.extend(text.chars().map(Scripts::block));
        }
    }

    /// Takes in others.
    pub fn extend(&mut self, others: &Scripts) {
        self.0.extend(&others.0);
    }

    /// Whether a letter may be of one of them: Latin with its accents, which may stand apart, and what is not seen within a word, always are.
    pub(super) fn may_have(&self, letter: char) -> bool {
        let is_latin = matches!(
            letter,
            '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{214f}'
        );
        is_latin || letter == '\u{feff}' || self.0.contains(&Scripts::block(letter))
    }
}
