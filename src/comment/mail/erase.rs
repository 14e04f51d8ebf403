//! A mailbox without somebody. Their messages go, or leave an empty place. From the messages of others go their addresses in the headers;
//! and, when that is asked, their names and words, from every text in a message: also from what it answers, which programs put below
//! it and which is no part of the comment.

use std::ops::Range;

use encoding_rs::Encoding;
use mail_parser::{Addr, Address, MimeHeaders};

use super::super::erasure::edits::{Change, Edit, changed, in_bytes};
use super::super::erasure::{Fate, GONE, Kind, Orders, says_the_same};
use super::super::text;
use super::transfer::Body;
use super::{mailbox, mime, read, token};
use crate::config::Config;
use crate::diagnostic::{Problem, Severity};
use crate::html::tokens::{Token, tokens};
use crate::mime::header;
use crate::source::Source;

/// The mailbox with the orders carried out.
pub(super) fn erase(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Result<Vec<u8>, Problem> {
    let (mark, bytes) = match source.bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(bytes) => (3, bytes),
        None => (0, source.bytes.as_slice()),
    };
    let mut new = source.bytes[..mark].to_vec();
    let mut number = 0;
    for place in mailbox::places(bytes) {
        let [from, message] = [place.from..place.start, place.start..place.end].map(|r| &bytes[r]);
        let (head, ..) = mime::split(message);
        // A message whose headers cannot be read is none of the comments.
        if mime::headers(head).is_none() {
            new.extend([from, message].concat());
            continue;
        }
        match orders.fate(number) {
            Fate::Keep => {
                new.extend_from_slice(from);
                new.extend(kept(message, number, (source, config), orders));
            }
            Fate::Remove => {}
            Fate::Empty => new.extend(emptied(from, message)),
        }
        number += 1;
    }
    Ok(if new.len() == mark { Vec::new() } else { new })
}

/// A message that says nothing, not even who sent it. It keeps the headers by which its answers find it.
fn emptied(from: &[u8], message: &[u8]) -> Vec<u8> {
    const KEPT: [&str; 5] = ["message-id", "in-reply-to", "references", "date", "subject"];
    let mut new = Vec::new();
    if !from.is_empty() {
        new.extend_from_slice(b"From - Thu Jan  1 00:00:00 1970\n");
    }
    new.extend_from_slice(b"From:\n");
    let (head, ..) = mime::split(message);
    let fields = fields(head).into_iter().filter(|field| KEPT.contains(&field.name.as_str()));
    for line in fields.flat_map(|field| head[field.whole].split_inclusive(|byte| *byte == b'\n')) {
        new.extend_from_slice(line.trim_ascii_end());
        new.push(b'\n');
    }
    new.extend_from_slice(b"\n\n");
    new
}

/// A message of somebody else. If it would not be the same comment any more, for the address of its post tells of the person, say, it
/// stays as it is, and what is in it is told.
fn kept(
    message: &[u8],
    number: usize,
    (source, config): (&Source, &Config),
    orders: &Orders<'_>,
) -> Vec<u8> {
    let mut walk = Walk { message, number, orders, changes: Vec::new(), parts: 0 };
    walk.part(0..message.len(), 0);
    // What was cut off as a quote before has to be known as one still.
    let most = walk.changes.len() * GONE.len();
    walk.changes.sort_by_key(|change| change.range.start);
    let new = changed(message, &walk.changes).unwrap_or_else(|| message.to_vec());
    let comment = |bytes: &[u8]| {
        let read = read(&Source::new(source.path.as_str(), bytes.to_vec()), config);
        let is_broken = read.problems.iter().any(|problem| problem.severity == Severity::Error);
        read.value.comments.into_iter().next().filter(|_| !is_broken)
    };
    let is_same = || match (comment(message), comment(&new)) {
        (Some(old), Some(new)) => {
            says_the_same(&old, &new, true) && new.body.text().len() <= old.body.text().len() + most
        }
        (old, new) => old.is_none() && new.is_none(),
    };
    if new == message || is_same() { new } else { message.to_vec() }
}

/// A header: its name in lower case, what stands behind the colon, and all its lines with their ends.
struct Field {
    name: String,
    value: Range<usize>,
    whole: Range<usize>,
}

/// The headers of a message or a part.
fn fields(head: &[u8]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut start = 0;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        let text_end = start + line.trim_ascii_end().len();
        let is_more = line.starts_with(b" ") || line.starts_with(b"\t");
        match (fields.last_mut(), line.iter().position(|byte| *byte == b':')) {
            (Some(last), _) if is_more => {
                last.value.end = text_end.max(last.value.end);
                last.whole.end = end;
            }
            (_, colon) => {
                let colon = start + colon.unwrap_or(line.trim_ascii_end().len());
                let name = String::from_utf8_lossy(&head[start..colon]).trim().to_lowercase();
                let value = (colon + 1).min(text_end)..text_end;
                fields.push(Field { name, value, whole: start..end });
            }
        }
        start = end;
    }
    fields
}

/// What a header is to us.
enum Sort {
    /// By it the message is known, or read.
    Kept,
    /// Whom it goes to.
    People,
    /// Words of anybody.
    Words,
}

fn sort(name: &str, is_outermost: bool) -> Sort {
    match name {
        // Who sent a message within another one is nobody that we know.
        "from" | "sender" if is_outermost => Sort::Kept,
        "date"
        | "message-id"
        | "in-reply-to"
        | "references"
        | "mime-version"
        | "content-transfer-encoding" => Sort::Kept,
        "from"
        | "sender"
        | "to"
        | "cc"
        | "bcc"
        | "reply-to"
        | "resent-from"
        | "resent-to"
        | "resent-cc"
        | "delivered-to"
        | "x-original-to"
        | "return-path"
        | "mail-followup-to"
        | "disposition-notification-to" => Sort::People,
        _ => Sort::Words,
    }
}

/// Goes through a message, and gathers what changes in it.
struct Walk<'a> {
    message: &'a [u8],
    number: usize,
    orders: &'a Orders<'a>,
    changes: Vec<Change>,
    parts: usize,
}

impl Walk<'_> {
    /// A message or a part of one, with its headers.
    fn part(&mut self, range: Range<usize>, depth: u64) {
        self.parts += 1;
        if depth > mime::DEEPEST || self.parts > mime::PARTS {
            return;
        }
        let message = self.message;
        let (head, body, _) = mime::split(&message[range.clone()]);
        let body_at = range.end - body.len();
        for field in fields(head) {
            self.header(head, range.start, &field, depth == 0);
        }
        let own = mime::headers(head);
        let kind = own.as_ref().and_then(|own| own.content_type());
        let (name, subtype) = mime::names(kind);
        let encoding = own.as_ref().and_then(|own| own.content_transfer_encoding());
        let body = Body::read(encoding.unwrap_or_default(), body);
        match (name.as_str(), subtype.as_str()) {
            ("multipart", _) => {
                let boundary = kind.and_then(|kind| kind.attribute("boundary"));
                let parts =
                    boundary.map(|boundary| mime::parts(&message[body_at..range.end], boundary));
                for part in parts.map(|(parts, _)| parts).unwrap_or_default() {
                    self.part(body_at + part.start..body_at + part.end, depth + 1);
                }
            }
            ("message", "rfc822") => self.part(body_at..range.end, depth + 1),
            ("text", subtype) if self.orders.changes_texts() => {
                let letters = mime::letters(kind).and_then(|n| Encoding::for_label(n.as_bytes()));
                let changes = body.and_then(|body| {
                    let edits = self.text(&text::decode(&body.bytes, letters).text, subtype);
                    let changes = in_bytes(&body.bytes, letters, edits)?;
                    (!changes.is_empty()).then(|| body.written(changes))
                });
                self.add(body_at, changes.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn add(&mut self, at: usize, changes: Vec<Change>) {
        self.changes.extend(changes.into_iter().map(|Change { range, bytes }| Change {
            range: at + range.start..at + range.end,
            bytes,
        }));
    }

    /// What goes from a text of a part.
    fn text(&self, text: &str, subtype: &str) -> Vec<Edit> {
        let is_html = subtype == "html";
        let mut found = self.orders.redactions(self.number, text, is_html);
        if is_html && self.orders.redact {
            let mut at = 0;
            for token in tokens(text) {
                let start = at;
                at += token.raw().len();
                // Mail programs link addresses, so that they stand in a tag once more.
                if let Token::Open { raw, .. } = token {
                    let own = self.orders.traces.replaced(raw, false, None).into_iter();
                    found.extend(own.map(|own| start + own.range.start..start + own.range.end));
                }
            }
            found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
            let mut end = 0;
            found.retain(|range| {
                let is_new = range.start >= end;
                end = end.max(range.end);
                is_new
            });
        }
        found.into_iter().map(|range| Edit::put(range, GONE)).collect()
    }

    /// What goes from a header.
    fn header(&mut self, head: &[u8], head_at: usize, field: &Field, is_outermost: bool) {
        let value = &head[field.value.clone()];
        let change = match sort(&field.name, is_outermost) {
            Sort::Kept => return,
            Sort::People => self.people(&field.name, value),
            Sort::Words => self.words(&field.name, value, is_outermost),
        };
        match change {
            None => {}
            Some(new) if new.is_empty() => {
                self.add(head_at, vec![Change { range: field.whole.clone(), bytes: new }]);
            }
            Some(bytes) => {
                self.add(head_at, vec![Change { range: field.value.clone(), bytes }]);
            }
        }
    }

    /// A list of addresses without theirs; nothing if none of them is among them, and an empty one if the header goes.
    fn people(&self, name: &str, value: &[u8]) -> Option<Vec<u8>> {
        let is_theirs = |piece: &&[u8]| {
            let line = [b"To: ", piece.trim_ascii(), b"\r\n"].concat();
            let read = mime::headers(&line);
            let first = read.as_ref().and_then(|read| read.to()).and_then(Address::first);
            let traces = self.orders.traces;
            let is_name = || first.and_then(Addr::name).is_some_and(|name| traces.is_name(name));
            first.and_then(Addr::address).is_some_and(|address| traces.is_email(address))
                || (self.orders.redact && is_name())
        };
        let pieces = pieces(value);
        let kept: Vec<&[u8]> = pieces.iter().copied().filter(|piece| !is_theirs(piece)).collect();
        if kept.len() == pieces.len() {
            return None;
        }
        let kept = kept.join(&b","[..]);
        Some(match (kept.trim_ascii().is_empty(), name) {
            (false, _) => kept,
            // A message has to go to somebody, and to come from somebody.
            (true, "to") => b" undisclosed-recipients:;".to_vec(),
            (true, "from") => b" ".to_vec(),
            (true, _) => Vec::new(),
        })
    }

    /// A header of words without those of theirs; nothing if it has none. Of what stands there without being asked for, such as for whom
    /// a computer took the message, addresses go in any case.
    fn words(&self, name: &str, value: &[u8], is_outermost: bool) -> Option<Vec<u8>> {
        let (orders, value) = (self.orders, std::str::from_utf8(value).ok()?);
        let is_subject = name == "subject";
        let without = |text: &str| {
            let found = orders.traces.replaced(text, false, None).into_iter();
            let goes = |kind| orders.redact || (kind == Kind::Email && !is_subject);
            let mut new = text.to_owned();
            let ranges: Vec<Range<usize>> =
                found.filter(|trace| goes(trace.kind)).map(|trace| trace.range).collect();
            ranges.iter().rev().for_each(|range| new.replace_range(range.clone(), GONE));
            // Without the mark of its post the subject is that by which a message finds it.
            let is_known = is_subject && is_outermost;
            let is_same =
                || token::find(text).is_some_and(|token| token::find(&new) == Some(token));
            (!ranges.is_empty() && (!is_known || is_same())).then_some(new)
        };
        if let Some(new) = without(value) {
            return Some(new.into_bytes());
        }
        if !value.contains("=?") {
            return None;
        }
        let line = format!("Subject: {}\r\n", value.trim());
        let read = mime::headers(line.as_bytes());
        let new = without(read.as_ref().and_then(|read| read.subject())?)?;
        let written = header(name, &new);
        let written = if value.contains('\r') { written } else { written.replace('\r', "") };
        written.get(name.len() + 1..).map(|value| value.as_bytes().to_vec())
    }
}

/// A list of addresses, cut at its commas: not at those in a name between quotes, in a comment or in a group.
fn pieces(value: &[u8]) -> Vec<&[u8]> {
    let (mut is_quoted, mut depth, mut is_escaped, mut is_group) = (false, 0_usize, false, false);
    let is_comma = |byte: &u8| {
        if std::mem::take(&mut is_escaped) {
            return false;
        }
        match byte {
            b'\\' => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => is_group = true,
            b';' if depth == 0 => is_group = false,
            b',' => return depth == 0 && !is_group,
            _ => {}
        }
        false
    };
    value.split(is_comma).collect()
}
