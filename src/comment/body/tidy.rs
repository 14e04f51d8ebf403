//! Characters that a comment may not use against its readers: turned writing direction and towers of accents.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::html::turns_text;

/// So many marks may stand on one letter; every language is written with fewer.
const MARKS: u32 = 8;

/// Whether a byte can begin a character that [`tidy`] looks at: general punctuation with the controls of direction, and the
/// blocks of combining marks. Plain text with accents has none of them.
#[inline]
fn is_suspect(byte: u8) -> bool {
    byte >= 0xCC && byte != 0xE2 && !(0xE4..=0xE9).contains(&byte)
}

/// As many bytes as are looked at in one go.
const STRIDE: usize = 64;

/// Text in which every control of direction is gone and no letter carries more than eight marks.
pub(in crate::comment) fn tidy(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_clean = |at: usize| match bytes[at] {
        // U+2000 to U+20FF: quotes, dashes and the euro, but also the controls and marks.
        0xE2 => !matches!(
            bytes.get(at + 1..at + 3),
            Some([0x80, 0xA8..=0xAF] | [0x81, 0xA0..=0xAF] | [0x83, _])
        ),
        byte => !is_suspect(byte),
    };
    let is_all_clean = bytes.chunks(STRIDE).enumerate().all(|(stride, chunk)| {
        // Without a branch, so that the processor compares many at once: nearly all are plain letters.
        let highest = chunk.iter().fold(0, |highest, &byte| byte.max(highest));
        let start = stride * STRIDE;
        highest < 0xCC || (start..start + chunk.len()).all(is_clean)
    });
    if is_all_clean {
        return Cow::Borrowed(text);
    }
    let mut tidy = String::with_capacity(text.len());
    let mut marks = 0;
    for character in text.chars() {
        if turns_text(character) {
            continue;
        }
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        if marks <= MARKS {
            tidy.push(character);
        }
    }
    Cow::Owned(tidy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_and_towers_are_taken_out() {
        let tower = format!("a{}b", "\u{301}".repeat(20));
        let low = format!("a{}b", "\u{301}".repeat(8));
        let cases = [
            ("één ‘twee’ — € 3…", "één ‘twee’ — € 3…"),
            ("a\u{202E}gpj.exe\u{202C}", "agpj.exe"),
            ("\u{2066}x\u{2069}", "x"),
            (tower.as_str(), low.as_str()),
            ("שלום שָׁ 日本語 👍🏽", "שלום שָׁ 日本語 👍🏽"),
            ("x\u{20D0}", "x\u{20D0}"),
        ];
        for (text, wanted) in cases {
            assert_eq!(tidy(text), wanted);
        }
        assert!(matches!(tidy("één ‘twee’ — € 3…"), Cow::Borrowed(_)));
    }
}
