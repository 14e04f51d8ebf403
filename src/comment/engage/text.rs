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
pub(in crate::comment) const NOBODY: &str = "@onbekend";

/// The text with references that carry their own words put into words: `[User:123:Jan]` becomes `@Jan`. One to a number,
/// `[[user:123]]`, stays for [`with_names`].
pub(super) fn plain(body: &str) -> Named {
    let mut named = Named::default();
    let mut rest = body;
    while let Some(at) = rest.find('[') {
        named.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(300).position(|byte| byte == b']');
        let words = end.and_then(|end| reference(&rest[1..end]));
        match (words, end) {
            (Some((Some(id), words)), Some(end)) => {
                named.push(&words, vec![id.to_owned()], true);
                rest = &rest[end + 1..];
            }
            (Some((None, words)), Some(end)) => {
                named.text.push_str(&words);
                rest = &rest[end + 1..];
            }
            _ => {
                named.text.push('[');
                rest = &rest[1..];
            }
        }
    }
    named.text.push_str(rest);
    named
}

/// `User:123:Jan` or `Tag:123:dijken`, as people write it, and the number of somebody.
fn reference(inner: &str) -> Option<(Option<&str>, String)> {
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
    Some((Some(id).filter(|_| sign == '@'), format!("{sign}{}", name.trim())))
}

/// Whom a text as it was exported mentions, and where: `[[user:123]]`, `[User:123:Jan]`. That gives the number, and the name if it is there.
pub(super) fn mentions(body: &str) -> Vec<(Range<usize>, &str, Option<&str>)> {
    let mut found: Vec<(Range<usize>, &str, Option<&str>)> = Vec::new();
    for (at, _) in body.match_indices('[') {
        // Within one there is no other.
        if found.last().is_some_and(|(last, ..)| at < last.end) {
            continue;
        }
        let rest = &body[at..];
        let end = rest.bytes().take(300).position(|byte| byte == b']');
        let Some(inner) = end.and_then(|end| rest.get(1..end)) else { continue };
        let (inner, closing) = inner.strip_prefix('[').map_or((inner, 1), |inner| (inner, 2));
        let parts: Vec<&str> = inner.splitn(3, ':').collect();
        let is_of_one = parts[0].eq_ignore_ascii_case("user") && parts.len() + closing == 4;
        if is_of_one {
            let end = at + end.unwrap_or_default() + closing;
            let whole = body.get(at..end).filter(|whole| whole.ends_with(']'));
            let name = parts.get(2).map(|name| name.trim());
            found.extend(whole.map(|_| (at..end, parts[1].trim(), name)));
        }
    }
    found
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
