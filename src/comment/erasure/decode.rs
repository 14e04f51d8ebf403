//! The notations in which a text may be hidden: UTF-16, entities, percent signs, escapes, quoted-printable, base64.

use encoding_rs::WINDOWS_1252;

use crate::comment::text::entity;

/// Runs of fewer signs are words, not base64.
const SHORTEST_RUN: usize = 16;

/// Gives the texts that UTF-16 may hold, from either byte on, one at a time; letters that are not kept are blanks in them.
pub(super) fn wide(bytes: &[u8], keeps: impl Fn(char) -> bool, mut each: impl FnMut(&str)) {
    if !bytes.contains(&0) {
        return;
    }
    let orders: [fn([u8; 2]) -> u16; 2] = [u16::from_le_bytes, u16::from_be_bytes];
    for (start, order) in [0, 1].into_iter().flat_map(|start| orders.map(|order| (start, order))) {
        let units = bytes[start.min(bytes.len())..].chunks_exact(2);
        let letters = char::decode_utf16(units.map(|pair| order([pair[0], pair[1]])));
        let kept = letters.map(|letter| letter.ok().filter(|letter| keeps(*letter)).unwrap_or(' '));
        each(&kept.collect::<String>());
    }
}

/// The text with everything decoded that some notation may have escaped, in UTF-8 or else in Windows-1252 too; none if there
/// is nothing.
pub(super) fn unescaped(text: &str) -> Vec<String> {
    if !text.contains(['&', '%', '\\', '=']) {
        return Vec::new();
    }
    let bytes = text.as_bytes();
    let mut result: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let hex = |at: usize, digits: usize| {
        let digits = bytes.get(at..at + digits)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut is_changed = false;
    while at < bytes.len() {
        let (length, read): (usize, Vec<u8>) = match bytes[at] {
            b'&' => entity(&text[at + 1..])
                .map_or((0, Vec::new()), |(length, decoded)| (length + 1, decoded.into_bytes())),
            b'%' => hex(at + 1, 2).map_or((0, Vec::new()), |byte| (3, vec![byte as u8])),
            // A soft line end of quoted-printable joins what stands around it.
            b'=' if bytes[at + 1..].starts_with(b"\r\n") => (3, Vec::new()),
            b'=' if bytes.get(at + 1) == Some(&b'\n') => (2, Vec::new()),
            b'=' => hex(at + 1, 2).map_or((0, Vec::new()), |byte| (3, vec![byte as u8])),
            b'\\' if bytes.get(at + 1) == Some(&b'u') => match hex(at + 2, 4) {
                Some(unit) => {
                    let character = char::from_u32(unit).unwrap_or(' ');
                    (6, character.to_string().into_bytes())
                }
                None => (0, Vec::new()),
            },
            b'\\' if bytes.get(at + 1) == Some(&b'x') => {
                hex(at + 2, 2).map_or((0, Vec::new()), |byte| (4, vec![byte as u8]))
            }
            // What was escaped twice is read twice.
            b'\\' if bytes.get(at + 1) == Some(&b'\\') => (2, vec![b'\\']),
            b'\\' => (2, vec![b' ']),
            _ => (0, Vec::new()),
        };
        if length == 0 {
            result.push(bytes[at]);
            at += 1;
        } else {
            result.extend(read);
            at += length;
            is_changed = true;
        }
    }
    if !is_changed {
        return Vec::new();
    }
    match String::from_utf8(result) {
        Ok(text) => vec![text],
        Err(error) => {
            let bytes = error.as_bytes();
            let windows = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
            vec![String::from_utf8_lossy(bytes).into_owned(), windows]
        }
    }
}

/// The text with its letters as they were before UTF-8 was read as Windows-1252; none if there are no such.
pub(super) fn repaired(text: &str) -> Option<String> {
    if !text.contains(|sign| ('Â'..='ô').contains(&sign)) {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    let mut is_changed = false;
    let is_next = |one: char, other: char| one.is_ascii() == other.is_ascii();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|sign| !is_next(first, sign)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let read = || {
            let (bytes, _, has_others) = WINDOWS_1252.encode(run);
            let bytes = (!first.is_ascii() && !has_others).then_some(bytes)?;
            std::str::from_utf8(&bytes).ok().map(str::to_owned)
        };
        let read = read();
        is_changed |= read.is_some();
        whole.push_str(read.as_deref().unwrap_or(run));
        rest = after;
    }
    is_changed.then_some(whole)
}

/// The text with its lines as they were before they were broken: in a calendar or a card they go on behind a blank (RFC 5545, 6350),
/// in a mail whose blanks at the end go (`delsp`, RFC 3676) behind that blank; none if it says of itself that it is neither.
pub(super) fn unfolded(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    if ["BEGIN:VC", "begin:vc"].iter().any(|begin| text.contains(begin)) {
        let lines = text.replace("\r\n", "\n");
        texts.push(lines.replace("\n ", "").replace("\n\t", ""));
    }
    if ["delsp=", "DelSp=", "Delsp="].iter().any(|sign| text.contains(sign)) {
        texts.push(text.replace(" \r\n", "").replace(" \n", ""));
    }
    texts
}

/// Gives runs of signs that may be base64, their line ends left out.
pub(super) fn runs(text: &str, mut each: impl FnMut(&[u8])) {
    let is_sign =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let mut run: Vec<u8> = Vec::new();
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_break = matches!(byte, b'\r' | b'\n') && run.len() >= SHORTEST_RUN && {
            let next = bytes[at + 1..].iter().take(4).find(|byte| !matches!(byte, b'\r' | b'\n'));
            next.is_some_and(|next| is_sign(*next))
        };
        if is_sign(*byte) {
            run.push(*byte);
        } else if !is_break {
            if run.len() >= SHORTEST_RUN {
                each(&run);
            }
            run.clear();
        }
    }
    if run.len() >= SHORTEST_RUN {
        each(&run);
    }
}

/// What a run of base64 holds, if that is text or packed.
pub(super) fn unbased(run: &[u8]) -> Option<Vec<u8>> {
    let value = |byte: u8| -> Option<u32> {
        Some(u32::from(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        }))
    };
    let mut bytes = Vec::with_capacity(run.len() / 4 * 3);
    for group in run.chunks(4) {
        let mut bits = 0;
        for byte in group {
            bits = bits << 6 | value(*byte)?;
        }
        let count = match group.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => break,
        };
        bits <<= 6 * (4 - group.len() as u32);
        bytes.extend_from_slice(&bits.to_be_bytes()[1..=count]);
    }
    let head = &bytes[..bytes.len().min(64)];
    let is_packed =
        head.starts_with(b"\x1f\x8b") || head.starts_with(b"PK") || head.starts_with(b"x");
    (is_packed || is_text(head)).then_some(bytes)
}

/// Whether bytes may begin a text: in UTF-8, which may be cut at both ends, or in one byte a letter, of which few have accents.
/// Nine in ten of any bytes are letters in the second, so that files of the search would all be read as such.
fn is_text(head: &[u8]) -> bool {
    let is_shown = |byte: &u8| *byte >= b' ' || matches!(byte, b'\n' | b'\r' | b'\t' | 0);
    let shown = head.iter().filter(|byte| is_shown(byte)).count();
    let accented = head.iter().filter(|byte| !byte.is_ascii()).count();
    let is_whole = || {
        (0..4.min(head.len())).any(|cut| match std::str::from_utf8(&head[cut..]) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        })
    };
    shown * 10 >= head.len() * 9 && (accented * 4 <= head.len() || is_whole())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_as_a_text_is_one() {
        let russian = "Ольга Бондаренко пишет о плотинах и насосах".as_bytes();
        let dutch = WINDOWS_1252.encode("Rafaël meldt: coördinatie ís één idee, reünie").0;
        for text in [b"Dag Jan,\r\n".as_slice(), russian, &russian[1..50], &dutch, b"J\0a\0n\0 \0"]
        {
            assert!(is_text(text), "{text:?}");
        }
        let packed = blake3::hash(b"x");
        assert!(!is_text(packed.as_bytes()) && !is_text(b"\x01\x02\x03\x04Jan de Vries"));
    }
}
