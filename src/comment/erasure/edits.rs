//! Changes in a text, carried out in the bytes that it was read from: all other bytes stay as they are, whatever their encoding.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::comment::text;

/// A passage, and what comes in its place: in ASCII, which every encoding has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::comment) struct Edit {
    pub(in crate::comment) range: Range<usize>,
    pub(in crate::comment) text: String,
}

impl Edit {
    /// Takes a passage out.
    pub(in crate::comment) fn cut(range: Range<usize>) -> Edit {
        Edit { range, text: String::new() }
    }

    /// Puts a text in the place of a passage.
    pub(in crate::comment) fn put(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }
}

/// The passage with whole lines, if nothing else stands on them.
pub(in crate::comment) fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let is_blank = |part: &str| part.bytes().all(|byte| byte == b' ' || byte == b'\t');
    let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[range.end..];
    let end = rest.find('\n').map(|end| range.end + end + 1);
    match end {
        Some(end)
            if is_blank(&text[start..range.start])
                && is_blank(text[range.end..end - 1].trim_end_matches('\r')) =>
        {
            start..end
        }
        _ => range,
    }
}

/// The bytes with the edits of their text, which `declared` says how to read; `None` if that encoding does not tell where a
/// character lies, or if edits overlap.
pub(in crate::comment) fn carry_out(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    edits: Vec<Edit>,
) -> Option<Vec<u8>> {
    changed(bytes, &in_bytes(bytes, declared, edits)?)
}

/// The bytes with these changes, which are in their order; `None` if they overlap.
pub(in crate::comment) fn changed(bytes: &[u8], changes: &[Change]) -> Option<Vec<u8>> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    for Change { range, bytes: new } in changes {
        result.extend_from_slice(bytes.get(copied..range.start)?);
        result.extend_from_slice(new);
        copied = range.end;
    }
    result.extend_from_slice(bytes.get(copied..)?);
    Some(result)
}

/// Some bytes, and what comes in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::comment) struct Change {
    pub(in crate::comment) range: Range<usize>,
    pub(in crate::comment) bytes: Vec<u8>,
}

/// The edits of a text as changes of the bytes that it was read from, in their order; `None` as for [`carry_out`].
pub(in crate::comment) fn in_bytes(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    mut edits: Vec<Edit>,
) -> Option<Vec<Change>> {
    if edits.is_empty() {
        return Some(Vec::new());
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    if edits.windows(2).any(|pair| pair[0].range.end > pair[1].range.start) {
        return None;
    }
    let decoded = text::decode(bytes, declared);
    let mut spelling = Spelling::of(bytes, &decoded.text, declared)?;
    let mut changes = Vec::with_capacity(edits.len());
    for Edit { range, text } in edits {
        let range = spelling.offset(range.start)?..spelling.offset(range.end)?;
        let bytes = match spelling.unit {
            Unit::Two(is_little) => {
                let bytes =
                    |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                text.encode_utf16().flat_map(bytes).collect()
            }
            Unit::One if !text.is_ascii() => WINDOWS_1252.encode(&text).0.into_owned(),
            Unit::Own | Unit::Mixed | Unit::One => text.into_bytes(),
        };
        changes.push(Change { range, bytes });
    }
    Some(changes)
}

/// How many bytes a character has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Those of UTF-8.
    Own,
    /// Those of UTF-8, and one where they are none of UTF-8.
    Mixed,
    /// One.
    One,
    /// Two for each unit of UTF-16, the lesser first or not.
    Two(bool),
}

/// Where in the bytes the characters of the text lie, walked through once.
struct Spelling<'a> {
    unit: Unit,
    bytes: &'a [u8],
    text: &'a str,
    /// How far the walk is, in the text and in the bytes.
    at: (usize, usize),
}

impl<'a> Spelling<'a> {
    fn of(bytes: &'a [u8], text: &'a str, declared: Option<&'static Encoding>) -> Option<Self> {
        let (marked, mark) = Encoding::for_bom(bytes).map_or((None, 0), |(e, n)| (Some(e), n));
        let rest = &bytes[mark..];
        let wide = marked.filter(|e| *e == UTF_16LE || *e == UTF_16BE);
        let unit = if let Some(encoding) = wide {
            Unit::Two(encoding == UTF_16LE)
        } else if std::str::from_utf8(rest).is_ok_and(|plain| plain == text) {
            Unit::Own
        } else if let Some(encoding) = text::utf_16_without_mark(rest).filter(|_| mark == 0) {
            Unit::Two(encoding == UTF_16LE)
        } else if text.chars().count() == rest.len()
            && declared.is_none_or(|encoding| encoding.is_single_byte() || encoding == UTF_8)
        {
            Unit::One
        } else if mixed_length(rest) == text.chars().count()
            && declared.is_none_or(|encoding| encoding == UTF_8)
        {
            Unit::Mixed
        } else {
            return None;
        };
        Some(Spelling { unit, bytes, text, at: (0, mark) })
    }

    /// The place in the bytes of a place in the text, which must not lie before the last one asked for.
    fn offset(&mut self, place: usize) -> Option<usize> {
        let (from, mut byte) = self.at;
        let passed = self.text.get(from..place)?;
        byte += match self.unit {
            Unit::Own => passed.len(),
            Unit::One => passed.chars().count(),
            Unit::Two(_) => 2 * passed.encode_utf16().count(),
            Unit::Mixed => {
                let mut length = 0;
                for character in passed.chars() {
                    let rest = self.bytes.get(byte + length..)?;
                    let own = character.len_utf8();
                    let mut buffer = [0; 4];
                    let is_own = rest.starts_with(character.encode_utf8(&mut buffer).as_bytes());
                    length += if is_own { own } else { 1 };
                }
                length
            }
        };
        self.at = (place, byte);
        Some(byte)
    }
}

/// How many characters bytes have of which some are none of UTF-8.
fn mixed_length(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_passage_changes_in_any_encoding() {
        let text = "één, Zoë € weg, \"twee\" – drie";
        let without = "één, Zoë € x, \"twee\" – drie";
        let utf_16 = |order: fn(u16) -> [u8; 2], text: &str, mark: bool| -> Vec<u8> {
            let text = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
            text.encode_utf16().flat_map(order).collect()
        };
        let windows = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
        let mixed = |text: &str| [text.as_bytes(), b" \xe9"].concat();
        for make in [
            &(|text: &str| text.as_bytes().to_vec()) as &dyn Fn(&str) -> Vec<u8>,
            &|text: &str| format!("\u{feff}{text}").into_bytes(),
            &windows,
            &mixed,
            &|text: &str| utf_16(u16::to_le_bytes, text, true),
            &|text: &str| utf_16(u16::to_be_bytes, text, true),
            &|text: &str| {
                utf_16(u16::to_le_bytes, &format!("aaaaaaaaaaaaaaaaaaaaaaa{text}"), false)
            },
        ] {
            let bytes = make(text);
            let read = text::decode(&bytes, None).text.into_owned();
            let start = read.find("weg").expect("it is there");
            let edits = vec![Edit::put(start..start + 3, "x")];
            assert_eq!(carry_out(&bytes, None, edits), Some(make(without)), "{read}");
        }
        // In an encoding of several bytes for each character nobody can tell where one lies.
        let (far, ..) =
            encoding_rs::GB18030.encode("Dank, Jan Bos \u{4f60}\u{4f60}\u{4f60}\u{4f60}");
        let edits = vec![Edit::put(6..13, "x")];
        assert_eq!(carry_out(&far, Some(encoding_rs::GB18030), edits), None);
        let overlapping = vec![Edit::cut(0..4), Edit::cut(2..6)];
        assert_eq!(carry_out(text.as_bytes(), None, overlapping), None);
    }

    #[test]
    fn a_line_of_its_own_goes_whole() {
        for (text, passage, rest) in [
            ("a\n  <x/>\nb", "<x/>", "a\nb"),
            ("a\r\n\t<x/> \r\nb", "<x/>", "a\r\nb"),
            ("a <x/>\nb", "<x/>", "a \nb"),
            ("<x/>", "<x/>", ""),
        ] {
            let start = text.find(passage).expect("it is there");
            let range = whole_lines(text, start..start + passage.len());
            assert_eq!(format!("{}{}", &text[..range.start], &text[range.end..]), rest, "{text:?}");
        }
    }
}
