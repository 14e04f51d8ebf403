//! Addresses that go by way of Safe Links, with which Microsoft Defender rewrites those in mail: they hide where they lead, and
//! name the mailbox that the mail came to.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::html::address;

/// The service; before it stands a name for the region.
const SERVICE: &str = ".safelinks.protection.outlook.com/";

/// What stands before it is no longer.
const BEFORE: usize = 64;

/// Nor is an address longer, which may go by way of it several times.
const LONGEST: usize = 16 << 10;

/// A text whose addresses are those that they lead to; in one with markup they have their entities.
pub(super) fn unwrapped(text: Cow<'_, str>, is_marked: bool) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), SERVICE.as_bytes()).is_none() {
        return text;
    }
    let (mut whole, mut copied, mut seen) = (String::with_capacity(text.len()), 0, 0);
    for (service, _) in text.match_indices(SERVICE) {
        let begin = text.ceil_char_boundary(service.saturating_sub(BEFORE).max(seen));
        // One that stands within another one was looked at with that.
        let colon = text.get(begin..service).and_then(|before| before.rfind("://"));
        let found = colon.and_then(|colon| address::at_colon(&text, begin + colon));
        let Some((start, end)) = found.filter(|(start, _)| *start >= copied) else { continue };
        seen = end;
        // An entity for a quotation mark or a bracket belongs to what is around it.
        let written = &text[start..end];
        let ends = ["&quot", "&lt", "&gt", "&#34", "&#39", "&#039"];
        let length = ends.iter().filter_map(|end| written.find(end)).min().unwrap_or(written.len());
        let Some(target) = target(&written[..length]) else { continue };
        whole.push_str(&text[copied..start]);
        whole.push_str(&if is_marked { target.replace('&', "&amp;") } else { target });
        copied = start + length;
    }
    whole.push_str(&text[copied..]);
    Cow::Owned(whole)
}

/// Where such an address leads, which may be by way of the service again.
fn target(written: &str) -> Option<String> {
    if written.len() > LONGEST || !is_by_way(written) {
        return None;
    }
    let mut target = written.to_owned();
    while is_by_way(&target) {
        let (_, query) = target.split_once('?')?;
        let bare = |part: &'_ str| {
            let signs = ["amp;", "#038;"].into_iter();
            signs.filter(|sign| part.starts_with(sign)).map(str::len).next().unwrap_or(0)
        };
        let value = query.split('&').find_map(|part| part[bare(part)..].strip_prefix("url="))?;
        let decoded = percent_decode_str(value).decode_utf8().ok()?;
        let is_page = address::has_scheme(&decoded, &["http://", "https://"]);
        target = is_page.then(|| unbroken(&decoded))?;
    }
    Some(target)
}

/// An address without what would end it in a text, in HTML or in Markdown.
fn unbroken(address: &str) -> String {
    let mut whole = String::with_capacity(address.len());
    for sign in address.chars() {
        match sign {
            ' ' | '"' | '\'' | '<' | '>' | '`' | '(' | ')' | '\\' => {
                whole.push_str(&format!("%{:02X}", u32::from(sign)));
            }
            _ if sign.is_control() || sign.is_whitespace() => {}
            _ => whole.push(sign),
        }
    }
    whole
}

/// Whether an address is one of the service.
fn is_by_way(address: &str) -> bool {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split_inclusive('/').next().unwrap_or_default();
    host.ends_with(SERVICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAY: &str = "https://eur03.safelinks.protection.outlook.com/?url=";
    const REST: &str = "&data=05%7C02%7Cjan%40x.example%7C01%7C0&sdata=abc%3D&reserved=0";

    fn by_way(address: &str) -> String {
        let all = percent_encoding::NON_ALPHANUMERIC;
        let address = percent_encoding::utf8_percent_encode(address, all);
        format!("{WAY}{address}{REST}")
    }

    #[test]
    fn addresses_lead_where_they_lead() {
        let own = "https://a.example/b?c=1&d=é";
        for text in ["Zie #.", "het stuk<#>, en #", "[stuk](#)", "#"] {
            let expected = text.replace('#', own);
            for way in [by_way(own), by_way(&by_way(own)), by_way(&by_way(&by_way(own)))] {
                let text = text.replace('#', &way);
                assert_eq!(unwrapped(text.as_str().into(), false), expected, "{text}");
                let marked = unwrapped(text.replace('&', "&amp;").into(), true);
                assert_eq!(marked, expected.replace('&', "&amp;"), "{text}");
            }
        }
        let marked =
            format!("&quot;{}&quot; <a href='{0}'>x</a>", by_way(own)).replace("&d", "&#038;d");
        let shown = own.replace('&', "&amp;");
        let expected = format!("&quot;{shown}&quot; <a href='{shown}'>x</a>");
        assert_eq!(unwrapped(marked.into(), true), expected);
        assert_eq!(
            unwrapped(by_way("https://a.example/'(b)\"> c").into(), false),
            "https://a.example/%27%28b%29%22%3E%20c"
        );
    }

    #[test]
    fn what_leads_nowhere_stays() {
        for text in [
            format!("{WAY}javascript%3Aalert(1){REST}"),
            format!("{WAY}%FF"),
            "https://eur03.safelinks.protection.outlook.com/ a".to_owned(),
            ".safelinks.protection.outlook.com/?url=x".to_owned(),
            format!("https://a.example{SERVICE}x?url=https%3A%2F%2Fc.example")
                .replace(SERVICE, &format!("/{SERVICE}")),
        ] {
            assert_eq!(unwrapped(text.as_str().into(), false), text);
        }
        let started = std::time::Instant::now();
        unwrapped(WAY.repeat(20_000).into(), false);
        unwrapped(SERVICE.repeat(20_000).into(), true);
        assert!(started.elapsed().as_secs() < 20);
    }
}
