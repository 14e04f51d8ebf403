//! A mailbox (mbox) as its messages, each with the line it begins at. One message by itself (`.eml`) is a mailbox of one.

use std::borrow::Cow;

/// A message as it was sent.
pub(super) struct Message<'a> {
    /// The line that it begins at, from 1.
    pub(super) line: u32,
    /// Its headers and body.
    pub(super) raw: Cow<'a, [u8]>,
}

/// What begins a message in a mailbox.
const FROM: &[u8] = b"From ";

/// The bytes of a file without the mark that some programs put before UTF-8.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether this is a mailbox: a `From ` line with a header behind it.
pub(super) fn is_mailbox(bytes: &[u8]) -> bool {
    bytes.starts_with(FROM) && line_ends(bytes).next().is_some_and(|end| is_header(&bytes[end..]))
}

/// Where each line ends.
fn line_ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1)
}

/// Whether a header begins here: `Name:`.
pub(super) fn is_header(bytes: &[u8]) -> bool {
    let name = bytes.iter().take(80).take_while(|byte| byte.is_ascii_graphic() && **byte != b':');
    let length = name.count();
    length > 0 && bytes.get(length) == Some(&b':')
}

/// Where a message stands: its `From ` line, its first header, and what follows it.
pub(super) struct Place {
    pub(super) from: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where the messages stand. Only a `From ` line after a blank one, with a header behind it, begins one: the word begins sentences
/// too.
pub(super) fn places(bytes: &[u8]) -> Vec<Place> {
    if !is_mailbox(bytes) {
        return vec![Place { from: 0, start: 0, end: bytes.len() }];
    }
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    let mut is_after_blank = true;
    for end in line_ends(bytes).chain([bytes.len()]) {
        let line = &bytes[start..end];
        if is_after_blank && line.starts_with(FROM) && is_header(&bytes[end..]) {
            starts.push((start, end));
        }
        is_after_blank = matches!(line, b"\n" | b"\r\n");
        start = end;
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((from, start), end)| Place { from: *from, start: *start, end })
        .collect()
}

/// The messages.
pub(super) fn messages(bytes: &[u8]) -> Vec<Message<'_>> {
    if !is_mailbox(bytes) {
        return vec![Message { line: 1, raw: Cow::Borrowed(bytes) }];
    }
    let (mut passed, mut line) = (0, 1_u32);
    let messages = places(bytes).into_iter().map(|Place { from, start, end }| {
        let count = line_ends(&bytes[passed..from]).count();
        line = line.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        passed = from;
        Message { line, raw: unquoted(&bytes[start..end]) }
    });
    messages.collect()
}

/// A message without the `>` that a mailbox puts before `From ` at the beginning of its lines.
pub(super) fn unquoted(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_quoted = |line: &[u8]| {
        let signs = line.iter().take_while(|byte| **byte == b'>').count();
        signs > 0 && line[signs..].starts_with(FROM)
    };
    if !bytes.split_inclusive(|byte| *byte == b'\n').any(is_quoted) {
        return Cow::Borrowed(bytes);
    }
    let mut whole = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        whole.extend_from_slice(if is_quoted(line) { &line[1..] } else { line });
    }
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_of_its_own_begins_a_message() {
        let mailbox = b"From - Mon Jan 1 10:00:00 2026\nSubject: een\n\nHoi\n>From hier\n>>From daar\n> From\nFrom hier niet\n\nFrom ons allen\ngroet\n\nFrom \r\nSubject: twee\n\n\xe9\n";
        let found = messages(mailbox);
        let seen: Vec<(u32, String)> =
            found.iter().map(|m| (m.line, String::from_utf8_lossy(&m.raw).into_owned())).collect();
        assert_eq!(seen[0], (1, "Subject: een\n\nHoi\nFrom hier\n>From daar\n> From\nFrom hier niet\n\nFrom ons allen\ngroet\n\n".to_owned()));
        assert_eq!(seen[1], (13, "Subject: twee\n\n\u{fffd}\n".to_owned()));
        assert_eq!(seen.len(), 2);
        assert_eq!(messages(b"Subject: x\n\nFrom a\n").len(), 1);
    }
}
