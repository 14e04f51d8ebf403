//! What can be seen of a line of Markdown without its neighbours.

use memchr::memchr_iter;

/// The indentation of a line in columns.
pub(super) fn columns(line: &str) -> usize {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// How long the sign is that begins a list item or a definition, with the blanks before and behind it.
pub(super) fn item(line: &str) -> Option<usize> {
    let start = line.trim_start_matches(' ');
    let sign = sign_of_item(start)?;
    let text = start[sign..].trim_start_matches(' ');
    let is_item = text.len() < start.len() - sign;
    is_item.then_some(line.len() - text.len())
}

/// How long the sign is that a text begins with, if it may be that of a list item or a definition.
pub(super) fn sign_of_item(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'-' | b'*' | b'+' | b':' => Some(1),
        b'0'..=b'9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let is_number = digits < 10 && text[digits..].starts_with(['.', ')']);
            is_number.then_some(digits + 1)
        }
        _ => None,
    }
}

/// A list item at the left if something that follows is part of it only as Python-Markdown counts, by fours: behind a blank line,
/// and less deep than the item's text.
pub(super) fn within_four<'l, 'n>(
    line: &'l str,
    following: impl Iterator<Item = &'n str>,
) -> &'l str {
    /// What is part of an item stands near its first line.
    const NEAR: usize = 30;
    let indent = line.len() - line.trim_start_matches(' ').len();
    let Some(text) = item(line).filter(|text| (1..4).contains(&indent) && *text > 4) else {
        return line;
    };
    let mut is_part = false;
    for next in following.take(NEAR) {
        if next.trim().is_empty() {
            is_part = true;
        } else if columns(next) < 4 && (is_part || item(next).is_some()) {
            return line;
        } else if is_part {
            return if columns(next) < text { &line[indent..] } else { line };
        }
    }
    line
}

/// A line without the signs of the quotes and list items that it may stand in.
pub(super) fn without_containers(line: &str) -> &str {
    let mut rest = line.trim_start();
    loop {
        let after = match rest.as_bytes().first() {
            Some(b'>') => &rest[1..],
            Some(b'-' | b'*' | b'+') if rest[1..].starts_with(' ') => &rest[1..],
            Some(b'0'..=b'9') => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                match rest[digits..].strip_prefix(['.', ')']) {
                    Some(after) if digits < 10 && after.starts_with(' ') => after,
                    _ => return rest,
                }
            }
            _ => return rest,
        };
        rest = after.trim_start();
    }
}

/// How many lines of the body end before a place of a text that was prepared, but for those that were left out.
pub(super) fn own_ends(text: &[u8]) -> u32 {
    let is_own = |end: &usize| end.checked_sub(1).is_none_or(|before| text[before] != b'\r');
    counted(memchr_iter(b'\n', text).filter(is_own).count())
}

/// How many of these places, which are in order, are before another one.
pub(super) fn before(places: &[usize], end: usize) -> u32 {
    u32::try_from(places.partition_point(|place| *place < end)).unwrap_or(u32::MAX)
}

/// How many lines end in a text.
pub(super) fn ends(text: &[u8]) -> u32 {
    counted(memchr_iter(b'\n', text).count())
}

fn counted(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(0)
}
