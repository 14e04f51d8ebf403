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

    /// Whether any of them begins with this byte.
    pub(super) fn may_begin(&self, byte: u8) -> bool {
        self.lengths[usize::from(byte)] != 0
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

#[cfg(test)]
mod tests {
    use super::super::Needles;
    use super::*;

    #[test]
    fn words_are_let_through_by_their_first_letter_and_their_length() {
        let mut firsts = Firsts::default();
        let long = "x".repeat(99);
        ["vries", "de", &long].into_iter().for_each(|word| firsts.add(word));
        for (word, is_let) in
            [("vries", true), ("vroeg", true), ("vroege", false), ("da", true), ("d", false)]
        {
            assert_eq!(firsts.may_have(word), is_let, "{word}");
        }
        assert!(firsts.may_begin(b'v') && !firsts.may_begin(b'a'));
        assert!(firsts.may_have(&"x".repeat(70)) && !firsts.may_have("") && !firsts.may_have("é"));
    }

    #[test]
    fn names_in_any_script_are_found_in_two_bytes_a_letter() {
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        for name in ["Rafaël Piñas", "Ольга Бондаренко", "山田 太郎", "Nguyễn Văn Sơn", "𐐈𐐷 𐐃𐐻"]
        {
            let needles = Needles::typed(&[name.to_owned()]);
            let other = Needles::typed(&["Zanna van Wijk".to_owned()]);
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                for (before, after) in
                    [(&b""[..], &b"\0"[..]), (b"\x01", b"\0\x05\x4e"), (b"\x81\x63\x07", b"\0")]
                {
                    // A blank of two bytes ends the name.
                    let bytes = [before, &wide(&format!(" {name} "), order), after].concat();
                    assert_eq!(needles.find(&bytes).len(), 1, "{name} {before:?}");
                    assert_eq!(other.find(&bytes).len(), 0);
                }
            }
        }
    }
}
