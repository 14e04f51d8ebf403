//! A mailbox without somebody. Their own messages go, or leave an empty place. From the messages of others their address goes from the
//! headers; and, when that is asked, their names and words go from every text: also from the message that is quoted below an answer, and
//! from texts and messages that are attached, which are no part of the comment.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;
use mail_parser::MimeHeaders;
use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::super::erasure::edits::{Change, Edit, changed, in_bytes};
use super::super::erasure::{Fate, GONE, Orders, replaced, says_the_same};
use super::super::{Comment, Place, text};
use super::headers::{Finder, Outcome, fields};
use super::mailbox::{self, Message};
use super::transfer::Body;
use super::{comment, mime, token};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// The mailbox with the orders carried out.
pub(super) fn erase(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Result<Vec<u8>, Problem> {
    let bytes = mailbox::unmarked(&source.bytes);
    let mark = source.bytes.len() - bytes.len();
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
        let is_boxed = !from.is_empty();
        let read = |raw: &[u8]| {
            let raw = if is_boxed { mailbox::unquoted(raw) } else { Cow::Borrowed(raw) };
            comment(&Message { line: 1, raw }, &source.path, config)
        };
        match orders.fate(number) {
            Fate::Keep => {
                new.extend_from_slice(from);
                new.extend(without(message, number, orders, read));
            }
            Fate::Remove => {}
            Fate::Empty => {
                let place = read(message).map(|comment| comment.place.clone());
                new.extend(emptied((from, message), &place.unwrap_or_default(), orders));
            }
        }
        number += 1;
    }
    Ok(if new.len() == mark { Vec::new() } else { new })
}

/// A message that says nothing, not even who sent it. It keeps the headers by which its answers find it, and it its post.
fn emptied((from, message): (&[u8], &[u8]), place: &Place, orders: &Orders<'_>) -> Vec<u8> {
    const KEPT: [&str; 4] = ["message-id", "in-reply-to", "references", "date"];
    let mut new = Vec::new();
    if !from.is_empty() {
        new.extend_from_slice(b"From - Thu Jan  1 00:00:00 1970\n");
    }
    new.extend_from_slice(b"From:\n");
    let (head, ..) = mime::split(message);
    let read = mime::headers(head);
    let subject = read.as_ref().and_then(|read| read.subject());
    let mark = subject.and_then(token::find);
    // What its first lines told of its post, its subject tells now. Beside that a subject says who knows what.
    let placing =
        mark.map(|mark| token::write(&mark.post, mark.comment.as_deref())).or_else(|| {
            place.address.as_ref().map(|link| utf8_percent_encode(link, CONTROLS).to_string())
        });
    if let Some(placing) = &placing {
        new.extend_from_slice(format!("Subject: {placing}\n").as_bytes());
    }
    let is_title = place.title.as_ref().is_some_and(|title| orders.traces.tells_post(title));
    let is_kept =
        |name: &str| KEPT.contains(&name) || name == "subject" && placing.is_none() && is_title;
    for field in fields(head).into_iter().filter(|field| is_kept(&field.name)) {
        for line in head[field.whole].split_inclusive(|byte| *byte == b'\n') {
            new.extend_from_slice(line.trim_ascii_end());
            new.push(b'\n');
        }
    }
    new.extend_from_slice(b"\n\n");
    new
}

/// A message of somebody else without them. If that would make another comment of it (its post is found by a link that holds the name,
/// say), its texts stay as they are; what is left in them is then told.
fn without(
    message: &[u8],
    number: usize,
    orders: &Orders<'_>,
    read: impl Fn(&[u8]) -> Option<Box<Comment>>,
) -> Vec<u8> {
    for changes_texts in [true, false] {
        let walk = Walk { message, number, orders, changes_texts, changes: Vec::new() };
        let new = walk.changed();
        let is_same = || match (read(message), read(&new)) {
            (Some(old), Some(new)) => is_same(&old, &new, number, orders),
            _ => false,
        };
        if new == message || is_same() {
            return new;
        }
    }
    message.to_vec()
}

/// Whether it is the same comment, with nothing gone from its text but what was to go.
fn is_same(old: &Comment, new: &Comment, number: usize, orders: &Orders<'_>) -> bool {
    let mut text = old.body.text();
    if text != new.body.text() {
        text = replaced(&text, &orders.redactions(number, &text, false)).into();
    }
    says_the_same(old, new, true) && text.split_whitespace().eq(new.body.text().split_whitespace())
}

/// Every text in the messages of a file, attached ones too, and whether it has markup: one list for each comment.
pub(super) fn texts(source: &Source) -> Vec<Vec<(String, bool)>> {
    let bytes = mailbox::unmarked(&source.bytes);
    let messages = mailbox::places(bytes).into_iter().filter_map(|place| {
        let message = &bytes[place.start..place.end];
        let (head, ..) = mime::split(message);
        mime::headers(head)?;
        let mut texts = Vec::new();
        let mut parts = 0;
        each(message, (0..message.len(), 0), &mut parts, &mut |part| {
            let Part::Text(part) = part else { return };
            let text =
                part.body().map(|body| text::decode(&body.bytes, part.charset).text.into_owned());
            texts.extend(text.map(|text| (text, part.is_html)));
        });
        Some(texts)
    });
    messages.collect()
}

/// What a message consists of.
enum Part<'a> {
    /// Headers, of the message itself or of a part of it, and where they begin.
    Headers { head: &'a [u8], at: usize, is_outermost: bool },
    /// A text.
    Text(Text<'a>),
}

/// A text of a message, as it is written.
struct Text<'a> {
    raw: &'a [u8],
    /// Where it begins.
    at: usize,
    encoding: String,
    charset: Option<&'static Encoding>,
    is_html: bool,
}

impl Text<'_> {
    fn body(&self) -> Option<Body<'_>> {
        Body::read(&self.encoding, self.raw)
    }
}

/// Goes through the message, or the part of it, that lies here, as deep as this.
fn each<'a>(
    message: &'a [u8],
    (range, depth): (Range<usize>, u64),
    parts: &mut usize,
    give: &mut impl FnMut(Part<'a>),
) {
    *parts += 1;
    if depth > mime::DEEPEST || *parts > mime::PARTS {
        return;
    }
    let (head, body, _) = mime::split(&message[range.clone()]);
    let at = range.end - body.len();
    give(Part::Headers { head, at: range.start, is_outermost: depth == 0 });
    let own = mime::headers(head);
    let kind = own.as_ref().and_then(|own| own.content_type());
    let encoding = own.as_ref().and_then(|own| own.content_transfer_encoding());
    let (name, subtype) = mime::media_type(kind);
    match (name.as_str(), subtype.as_str()) {
        ("multipart", _) => {
            let boundary = kind.and_then(|kind| kind.attribute("boundary"));
            let inner = boundary.map(|boundary| mime::parts(body, boundary).0);
            for part in inner.unwrap_or_default() {
                each(message, (at + part.start..at + part.end, depth + 1), parts, give);
            }
        }
        // One that is encoded is not looked into: standards forbid it.
        ("message", "rfc822") => each(message, (at..range.end, depth + 1), parts, give),
        ("text", subtype) => {
            let charset = mime::charset(kind);
            let charset = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
            let encoding = encoding.unwrap_or_default().to_owned();
            let is_html = subtype == "html";
            give(Part::Text(Text { raw: body, at, encoding, charset, is_html }));
        }
        _ => {}
    }
}

/// Goes through a message, and gathers what changes in it.
struct Walk<'a> {
    message: &'a [u8],
    number: usize,
    orders: &'a Orders<'a>,
    changes_texts: bool,
    changes: Vec<Change>,
}

impl Walk<'_> {
    fn changed(mut self) -> Vec<u8> {
        let message = self.message;
        let changes_texts = self.changes_texts && self.orders.changes_texts();
        each(message, (0..message.len(), 0), &mut 0, &mut |part| match part {
            Part::Headers { head, at, is_outermost } => self.headers(head, at, is_outermost),
            Part::Text(part) if changes_texts => {
                let Some(body) = part.body() else { return };
                let text = text::decode(&body.bytes, part.charset).text;
                // A file that is no text at all may be called one.
                if text.contains('\0') {
                    return;
                }
                let found = self.orders.redactions(self.number, &text, part.is_html).into_iter();
                let edits = found.map(|range| Edit::put(range, GONE)).collect();
                let changes = in_bytes(&body.bytes, part.charset, edits).unwrap_or_default();
                if !changes.is_empty() {
                    self.add(part.at, body.written(changes));
                }
            }
            Part::Text(_) => {}
        });
        self.changes.sort_by_key(|change| change.range.start);
        changed(message, &self.changes).unwrap_or_else(|| message.to_vec())
    }

    fn add(&mut self, at: usize, changes: Vec<Change>) {
        self.changes.extend(changes.into_iter().map(|Change { range, bytes }| Change {
            range: at + range.start..at + range.end,
            bytes,
        }));
    }

    /// What goes from the headers.
    fn headers(&mut self, head: &[u8], head_at: usize, is_outermost: bool) {
        let Orders { comments, traces, redact, .. } = *self.orders;
        let within = comments.get(self.number).map(|comment| &**comment);
        let finder = Finder { traces, redact, within };
        for field in fields(head) {
            let change = match finder.outcome(head, &field, is_outermost) {
                Outcome::Stays => continue,
                Outcome::Goes => Change { range: field.whole, bytes: Vec::new() },
                Outcome::Becomes(bytes) => Change { range: field.value, bytes },
            };
            self.add(head_at, vec![change]);
        }
    }
}
