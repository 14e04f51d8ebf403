//! Addresses: which may be linked, and where one stands in plain text.

use std::borrow::Cow;

use url::Url;

/// The longest address that is linked, in bytes.
const LONGEST: usize = 2_000;

/// An address from outside as it may stand in a link: absolute, http, https or mailto, without a user name or password, and
/// unchanged by being parsed again. `None` for anything else.
pub(crate) fn safe(address: &str) -> Option<String> {
    if address.len() > LONGEST || !has_scheme(address, &["http://", "https://", "mailto:"]) {
        return None;
    }
    if address.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let parsed = Url::parse(address).ok()?;
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return None;
    }
    if parsed.scheme() != "mailto" && parsed.host_str().is_none_or(str::is_empty) {
        return None;
    }
    let written = String::from(parsed);
    // Most are written as they are read, and need not be read again.
    let is_stable =
        |written: &str| Url::parse(written).is_ok_and(|again| again.as_str() == written);
    (written == address || is_stable(&written)).then_some(written)
}

/// Whether an address begins with one of these, in any case.
pub(crate) fn has_scheme(address: &str, schemes: &[&str]) -> bool {
    schemes.iter().any(|scheme| {
        address
            .as_bytes()
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    })
}

/// Where the next web address stands in plain text at or after `from`: its first byte and the byte after it.
/// Punctuation that ends the sentence rather than the address is left out.
pub(crate) fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    while let Some(found) = memchr::memchr(b':', text.get(from..)?.as_bytes()) {
        let colon = from + found;
        if let Some(found) = at_colon(text, colon) {
            return Some(found);
        }
        from = colon + 1;
    }
    None
}

/// Where all web addresses stand in plain text, in order.
pub(crate) fn all(text: &str) -> impl Iterator<Item = (usize, usize)> {
    std::iter::successors(find(text, 0), |(_, end)| find(text, *end))
}

/// Where all web addresses stand in what people write, in order: also those that people write without a scheme, `www.site.example`.
pub(crate) fn linked(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let (mut whole, mut bare) = (find(text, 0), without_scheme(text, 0));
    std::iter::from_fn(move || {
        let (start, end) = whole.into_iter().chain(bare).min()?;
        if whole.is_some_and(|(start, _)| start < end) {
            whole = find(text, end);
        }
        if bare.is_some_and(|(start, _)| start < end) {
            bare = without_scheme(text, end);
        }
        Some((start, end))
    })
}

/// The address that one of those leads to.
pub(crate) fn with_scheme(written: &str) -> Cow<'_, str> {
    match has_scheme(written, &[BARE]) {
        true => Cow::Owned(format!("https://{written}")),
        false => Cow::Borrowed(written),
    }
}

/// How an address without a scheme begins.
const BARE: &str = "www.";

/// Where the next such address stands at or after `from`.
fn without_scheme(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut dots = memchr::memchr_iter(b'.', text.get(from..)?.as_bytes());
    dots.find_map(|found| at_dot(text, from + found).filter(|(start, _)| *start >= from))
}

/// The web address without a scheme whose `www` ends at this dot.
pub(crate) fn at_dot(text: &str, dot: usize) -> Option<(usize, usize)> {
    let start = (dot + 1).checked_sub(BARE.len())?;
    if !text.as_bytes()[start..=dot].eq_ignore_ascii_case(BARE.as_bytes()) {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || "./:@_-=&%".contains(c);
    if text[..start].ends_with(is_part) {
        return None;
    }
    let rest = &text[start..];
    let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'));
    let host = rest[..rest.find(is_end).unwrap_or(rest.len())].trim_end_matches('.');
    let (_, last) = host.get(BARE.len()..)?.rsplit_once('.')?;
    let is_host = host.split('.').all(|name| !name.is_empty())
        && last.len() > 1
        && last.chars().all(char::is_alphabetic);
    is_host.then(|| (start, start + address_of(rest).len()))
}

/// The web address whose scheme ends at this colon.
pub(crate) fn at_colon(text: &str, colon: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    if !bytes[colon..].starts_with(b"://") {
        return None;
    }
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        colon
            .checked_sub(scheme.len())
            .and_then(|start| bytes.get(start..colon))
            .is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let start = colon - scheme.len();
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let body = &text[colon + 3..];
    if !body.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let kept = address_of(body).len();
    (kept > 0).then_some((start, colon + 3 + kept))
}

/// As much of a text as may belong to the address that it begins with.
fn address_of(text: &str) -> &str {
    let is_end = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '\\' | '“' | '”' | '«' | '»')
    };
    without_closing(&text[..text.find(is_end).unwrap_or(text.len())])
}

/// An address without the punctuation behind it; a bracket stays when it was opened within.
fn without_closing(address: &str) -> &str {
    let mut kept = address;
    // Counted once, then kept up to date, so that a long tail of brackets costs no more than its length.
    let count = |of: char| address.matches(of).count();
    let mut round = (count('('), count(')'));
    let mut square = (count('['), count(']'));
    while let Some(last) = kept.chars().next_back() {
        let pair = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | '*' | '_' | '|' => None,
            ')' => Some(&mut round),
            ']' => Some(&mut square),
            '}' => None,
            _ => break,
        };
        if let Some((opened, closed)) = pair {
            if *closed <= *opened {
                break;
            }
            *closed -= 1;
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_mean_one_thing_are_safe() {
        let cases = [
            ("https://intranet.example/a?b=c&d#e", Some("https://intranet.example/a?b=c&d#e")),
            ("HTTPS://Intranet.Example", Some("https://intranet.example/")),
            ("mailto:jan@voorbeeld.example", Some("mailto:jan@voorbeeld.example")),
            ("https://bank.example@kwaad.example/", None),
            ("https://a:b@kwaad.example/", None),
            ("javascript:alert(1)", None),
            (" javascript:alert(1)", None),
            ("\u{2028}javascript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("http://a\n.example", None),
            ("http:\\\\a.example", None),
            ("//a.example", None),
            ("/pad", None),
            ("data:text/html,x", None),
            ("ftp://a.example", None),
            ("https://", None),
            ("https://é.example/ü", Some("https://xn--9ca.example/%C3%BC")),
            ("https://a.example/\"><script>", Some("https://a.example/%22%3E%3Cscript%3E")),
        ];
        for (address, wanted) in cases {
            assert_eq!(safe(address).as_deref(), wanted, "{address:?}");
        }
        assert_eq!(safe(&format!("https://a.example/{}", "x".repeat(3_000))), None);
    }

    #[test]
    fn addresses_are_found_in_text_without_the_punctuation_behind_them() {
        let cases = [
            ("zie https://a.example/b.", Some("https://a.example/b")),
            ("(http://a.example/b_(c)), en", Some("http://a.example/b_(c)")),
            ("(zie http://a.example).", Some("http://a.example")),
            ("xhttp://a.example", None),
            ("http://", None),
            ("http://…", None),
            ("ftp://a HTTP://B.example!", Some("HTTP://B.example")),
            ("“https://a.example”", Some("https://a.example")),
            ("https://a.example/x?y=1&z='2'", Some("https://a.example/x?y=1&z='2")),
        ];
        for (text, wanted) in cases {
            assert_eq!(find(text, 0).map(|(start, end)| &text[start..end]), wanted, "{text}");
        }
    }

    #[test]
    fn an_address_without_its_scheme_is_one_in_a_post() {
        for (text, wanted) in [
            (
                "www.a.example, (www.b.example/c?d=1#e).",
                &["www.a.example", "www.b.example/c?d=1#e"][..],
            ),
            ("https://www.a.example en www.b.example", &["https://www.a.example", "www.b.example"]),
            ("www.a.example/?b=https://c.example x", &["www.a.example/?b=https://c.example"]),
            ("www.vliet-en-donken.example:8080/x", &["www.vliet-en-donken.example:8080/x"]),
            (
                "www. www.a www..b www.a.1 www.a..b xwww.a.example jan@www.a.example a/www.a.example",
                &[],
            ),
            ("www.é.example…", &["www.é.example"]),
            // As a telephone begins a sentence.
            ("Www.a.example WWW.B.example Awww.c.example", &["Www.a.example", "WWW.B.example"]),
        ] {
            let found: Vec<&str> = linked(text).map(|(start, end)| &text[start..end]).collect();
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(with_scheme("www.a.example/b"), "https://www.a.example/b");
        assert_eq!(with_scheme("Www.a.example"), "https://Www.a.example");
        let many = "www.! www.a.example www. ".repeat(200_000);
        assert_eq!(linked(&many).count(), 200_000);
        for (text, count) in [("www.!", 0), ("www.", 1), ("www.a1.1", 0)] {
            assert_eq!(linked(&text.repeat(1_000_000)).count(), count, "{text}");
        }
    }
}
