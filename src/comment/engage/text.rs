//! The text of a message: plain, with people and topics as references; and how its dates are written.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::Offset;

use crate::comment::Moment;
use crate::html::address;

/// What stands for somebody whom nobody knows.
const NOBODY: &str = "@onbekend";

/// The text with references that carry their own words put into words: `[User:123:Jan]` becomes `@Jan`. One to a number,
/// `[[user:123]]`, stays for [`with_names`].
pub(super) fn plain(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('[') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(300).position(|byte| byte == b']');
        let words = end.and_then(|end| reference(&rest[1..end]));
        match (words, end) {
            (Some(words), Some(end)) => {
                text.push_str(&words);
                rest = &rest[end + 1..];
            }
            _ => {
                text.push('[');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

/// `User:123:Jan` or `Tag:123:dijken`, as people write it.
fn reference(inner: &str) -> Option<String> {
    let mut parts = inner.splitn(3, ':');
    let (kind, id, name) = (parts.next()?, parts.next()?, parts.next()?);
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) || name.trim().is_empty() {
        return None;
    }
    let sign = match kind.to_ascii_lowercase().as_str() {
        "user" => '@',
        "tag" | "topic" => '#',
        _ => return None,
    };
    Some(format!("{sign}{}", name.trim()))
}

/// Where a text as it was exported mentions people of these numbers: `[[user:123]]`, `[User:123:Jan]`.
pub(super) fn mentions(body: &str, is_theirs: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in body.match_indices('[') {
        let rest = &body[at..];
        let end = rest.bytes().take(300).position(|byte| byte == b']');
        let Some(inner) = end.and_then(|end| rest.get(1..end)) else { continue };
        let (inner, closing) = inner.strip_prefix('[').map_or((inner, 1), |inner| (inner, 2));
        let parts: Vec<&str> = inner.splitn(3, ':').collect();
        let is_of_one = parts[0].eq_ignore_ascii_case("user") && parts.len() + closing == 4;
        if is_of_one && is_theirs(parts[1].trim()) {
            let end = at + end.unwrap_or_default() + closing;
            found.extend(body.get(at..end).filter(|whole| whole.ends_with(']')).map(|_| at..end));
        }
    }
    found
}

/// The text with the name of everybody whom it mentions by number; `None` if it mentions nobody.
pub(in crate::comment) fn with_names(
    body: &str,
    name: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    const START: &str = "[[user:";
    if !body.contains(START) {
        return None;
    }
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(START) {
        text.push_str(&rest[..at]);
        let after = &rest[at + START.len()..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match after[digits..].strip_prefix("]]").filter(|_| digits > 0) {
            Some(behind) => {
                let name = name(&after[..digits]).filter(|name| !name.is_empty());
                text.push_str(&name.map_or_else(|| NOBODY.to_owned(), |name| format!("@{name}")));
                rest = behind;
            }
            None => {
                text.push_str(START);
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Some(text)
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
    let mut from = 0;
    while let Some((start, end)) = address::find(body, from) {
        links.push(body[start..end].to_owned());
        from = end;
    }
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
