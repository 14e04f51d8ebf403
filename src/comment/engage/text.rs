//! The text of a message: plain, with people and topics as references; and how its dates are written.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::Offset;

use crate::comment::mention::Named;
use crate::comment::{Comment, Mention, Moment};
use crate::html::address;

/// What stands for somebody whom nobody knows.
pub const NOBODY: &str = "@onbekend";

/// What a text as it was exported refers to.
pub(super) struct Reference<'t> {
    pub(super) range: Range<usize>,
    pub(super) to: To<'t>,
}

/// Somebody or something that a text refers to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum To<'t> {
    /// `[[user:123]]`: a list of people has their name.
    Number(&'t str),
    /// `[User:123:Jan]`: their number and their name.
    Person(&'t str, &'t str),
    /// `[Tag:123:dijken]`.
    Topic(&'t str),
}

impl To<'_> {
    /// What is read there, once somebody said who has this number.
    pub(super) fn shown(&self) -> String {
        match self {
            To::Number(number) => format!("{START}{number}]]"),
            To::Person(_, name) => format!("@{name}"),
            To::Topic(name) => format!("#{name}"),
        }
    }
}

/// The text with references that carry their own words put into words: `[User:123:Jan]` becomes `@Jan`. One to a number,
/// `[[user:123]]`, stays for [`name_all`].
pub(super) fn plain(body: &str) -> Named {
    let (mut named, mut copied) = (Named::default(), 0);
    for Reference { range, to } in references(body) {
        named.text.push_str(&body[copied..range.start]);
        copied = range.end;
        match to {
            To::Person(number, _) => named.push(&to.shown(), vec![number.to_owned()], true),
            To::Number(_) | To::Topic(_) => named.text.push_str(&to.shown()),
        }
    }
    named.text.push_str(&body[copied..]);
    named
}

/// What a text refers to, and where. Within one there is no other.
pub(super) fn references(body: &str) -> Vec<Reference<'_>> {
    let mut found: Vec<Reference<'_>> = Vec::new();
    for (start, _) in body.match_indices('[') {
        if found.last().is_some_and(|last| start < last.range.end) {
            continue;
        }
        let rest = &body[start..];
        let Some(end) = rest.bytes().take(300).position(|byte| byte == b']') else { continue };
        let (inner, closing) = match rest[1..end].strip_prefix('[') {
            Some(inner) if rest[end..].starts_with("]]") => (inner, 2),
            Some(_) => continue,
            None => (&rest[1..end], 1),
        };
        if let Some(to) = meant(inner, closing == 2) {
            found.push(Reference { range: start..start + end + closing, to });
        }
    }
    found
}

/// `User:123:Jan`, `Tag:123:dijken`, or `user:123` within two brackets, as programs and people write it.
fn meant(inner: &str, is_double: bool) -> Option<To<'_>> {
    let mut parts = inner.splitn(3, ':').map(str::trim);
    let (kind, number, name) = (parts.next()?, parts.next()?, parts.next());
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (kind.to_ascii_lowercase().as_str(), name.unwrap_or_default(), is_double) {
        ("user", "", true) => Some(To::Number(number)),
        ("user", "", false) => name.map(|_| To::Number(number)),
        ("user", name, false) => Some(To::Person(number, name)),
        ("tag" | "topic", name, false) if !name.is_empty() => Some(To::Topic(name)),
        _ => None,
    }
}

const START: &str = "[[user:";

/// Notes whom a comment mentions by number, where no list says who they are.
pub(in crate::comment) fn note_all(comment: &mut Comment) {
    name_all(comment, |number| Some(format!("{START}{number}]]")));
}

/// Puts into the text of a comment what is shown of everybody whom it mentions by number.
pub(in crate::comment) fn name_all(comment: &mut Comment, shown: impl Fn(&str) -> Option<String>) {
    let body = comment.body.text();
    if !body.contains(START) {
        return;
    }
    let mut named = Named::default();
    // Where those stand now whose names were there.
    let mut there = std::mem::take(&mut comment.mentions).into_iter().peekable();
    let mut at = 0;
    while at < body.len() {
        let next = body[at..].find(START).map_or(body.len(), |found| at + found);
        while let Some(Mention { range, who, has_name }) =
            there.next_if(|own| own.range.end <= next)
        {
            let start = named.text.len() + range.start.saturating_sub(at);
            named.mentions.push(Mention { range: start..start + range.len(), who, has_name });
        }
        named.text.push_str(&body[at..next]);
        let after = body.get(next + START.len()..).unwrap_or_default();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let end = next + START.len() + digits + "]]".len();
        at = if digits > 0 && after[digits..].starts_with("]]") {
            let shown = shown(&after[..digits]).unwrap_or_else(|| NOBODY.to_owned());
            named.push(&shown, vec![after[..digits].to_owned()], false);
            end
        } else {
            let end = body.len().min(next + START.len());
            named.text.push_str(&body[next..end]);
            end
        };
    }
    comment.mentions = named.mentions.into();
    comment.body = named.text.into();
}

/// The addresses that a message is about: those of its previews, `opengraphobject:[123 : https://…]`, then those in its text.
pub(super) fn links(attachments: &str, body: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut rest = attachments;
    while let Some((_, after)) = rest.split_once("opengraphobject:[") {
        let (object, behind) = after.split_once(']').unwrap_or((after, ""));
        if let Some((_, address)) = object.split_once(':') {
            links.push(address.trim().to_owned());
        }
        rest = behind;
    }
    links.extend(address::all(body).map(|(start, end)| body[start..end].to_owned()));
    links.retain(|link| address::has_scheme(link, &["http://", "https://"]));
    links
}
/// `2013-05-14T09:26:02.102Z`, `2013/05/14 09:26:02 +0000`, `2013-05-14 09:26:02 UTC`; without a zone it is UTC.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim().replacen('/', "-", 2);
    let zoned = text.strip_suffix("UTC").map_or(text.clone(), |rest| format!("{rest}+0000"));
    let instant = text
        .parse::<Timestamp>()
        .or_else(|_| strtime::parse("%Y-%m-%d %H:%M:%S %z", &zoned)?.to_timestamp())
        .or_else(|_| Offset::UTC.to_timestamp(text.parse::<DateTime>()?))
        .ok()?;
    Some(instant.as_second()).filter(|second| *second >= 0).map(Moment)
}
