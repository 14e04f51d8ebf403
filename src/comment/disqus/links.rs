//! What Disqus makes of addresses and names in a text, made undone: it cuts them off, leads them by way of itself, and marks them.

use std::borrow::Cow;

use crate::html::tokens::{Token, attributes, tokens};

/// The pages of Disqus that count who follows a link: `https://disq.us/url?url=https%3A%2F%2Foud.example%2F%3AhASh&cuid=1`.
const COUNTERS: [&str; 2] = ["disq.us/url?url=", "redirect.disqus.com/url?url="];

/// What stands behind the account of somebody who is named: `@bo:disqus`.
const MARK: &str = ":disqus";

/// A text whose links lead where they were to lead, and show all of it where Disqus shows the beginning with dots behind it.
pub(super) fn with_whole_links(html: Cow<'_, str>) -> Cow<'_, str> {
    let [short, long] = COUNTERS;
    if !["...</", short, long, MARK].iter().any(|sign| html.contains(sign)) {
        return html;
    }
    let mut whole = String::with_capacity(html.len() + 64);
    let mut address: Option<Cow<'_, str>> = None;
    for token in tokens(&html) {
        match token {
            Token::Open { name, attributes: list, raw } if name.eq_ignore_ascii_case("a") => {
                let href = attributes(list).find(|(name, _)| name.eq_ignore_ascii_case("href"));
                let written = href.map(|(_, value)| value);
                let led = written.and_then(|written| Some((written, target(written)?)));
                match led {
                    Some((written, target)) => {
                        // Another attribute may hold the same.
                        let start = written.as_ptr() as usize - raw.as_ptr() as usize;
                        let rest = &raw[start + written.len()..];
                        whole.extend([&raw[..start], &target, rest]);
                        address = Some(Cow::Owned(target));
                    }
                    None => {
                        whole.push_str(raw);
                        address = written.map(Cow::Borrowed);
                    }
                }
                continue;
            }
            Token::Text(shown) => {
                match address.as_deref().filter(|address| hides(address, shown)) {
                    Some(address) => whole.push_str(address),
                    None => push_named(&mut whole, shown),
                }
                continue;
            }
            _ => address = None,
        }
        whole.push_str(token.raw());
    }
    Cow::Owned(whole)
}

/// Whether a text is the beginning of an address, with dots behind it.
fn hides(address: &str, shown: &str) -> bool {
    let bare = |text: &str| {
        let text = text.split_once("://").map_or(text, |(_, rest)| rest);
        text.strip_prefix("www.").unwrap_or(text).to_owned()
    };
    let beginning = shown.trim().strip_suffix("...");
    beginning.is_some_and(|text| !text.is_empty() && bare(address).starts_with(&bare(text)))
}

/// Where a link leads that goes by way of Disqus, as it is written in an attribute.
fn target(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let led = COUNTERS.iter().find_map(|counter| rest.strip_prefix(counter));
    let written = led?.split('&').next()?;
    let decoded = percent_encoding::percent_decode_str(written).decode_utf8().ok()?;
    // What has blanks in it is no address.
    if decoded.contains(char::is_whitespace) {
        return None;
    }
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // Behind the address stands a mark of Disqus.
    let target = match decoded.rsplit_once(':') {
        // A port is no mark.
        Some((target, mark)) if !mark.contains('/') && !is_port(mark) => target,
        _ => &decoded,
    };
    let mut escaped = String::with_capacity(target.len());
    crate::html::push_escaped(&mut escaped, target);
    (target.starts_with("http://") || target.starts_with("https://")).then_some(escaped)
}

/// Adds a text in which somebody who is named is `@bo`.
fn push_named(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MARK) {
        html.push_str(before);
        let account = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let is_named = account.len() < before.len()
            && account.ends_with('@')
            && !after.starts_with(char::is_alphanumeric);
        if !is_named {
            html.push_str(MARK);
        }
        rest = after;
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(href: &str, text: &str) -> String {
        format!("<p>zie <a href=\"{href}\" rel=\"x\">{text}</a>.</p>")
    }

    #[test]
    fn links_are_shown_whole() {
        let long = "https://www.intranet.example/een/lang/adres?a=1&amp;b=2";
        for (text, expected) in [
            ("https://www.intranet.example/een/la...", long),
            ("www.intranet.example/een/la...", long),
            ("en dan...", "en dan..."),
            ("...", "..."),
            ("hier", "hier"),
        ] {
            assert_eq!(with_whole_links(link(long, text).into()), link(long, expected));
        }
        assert_eq!(with_whole_links("tja...</p>".into()), "tja...</p>");
    }

    #[test]
    fn links_lead_nowhere_by_way_of_disqus() {
        let by_way = |written: &str| format!("https://disq.us/url?url={written}&amp;cuid=12");
        let kaart = "https://intranet.example/kaart?a=1&amp;b=2";
        let written = "https%3A%2F%2Fintranet.example%2Fkaart%3Fa%3D1%26b%3D2";
        for (mark, text, shown) in [
            ("%3A3f-X_a", "de kaart", "de kaart"),
            ("%3A3f-X_a", "https://intranet.exam...", kaart),
            ("", "de kaart", "de kaart"),
        ] {
            let html = link(&by_way(&format!("{written}{mark}")), text);
            assert_eq!(with_whole_links(html.into()), link(kaart, shown), "{mark}");
        }
        let older = link(&by_way(written).replace("disq.us", "redirect.disqus.com"), "de kaart");
        assert_eq!(with_whole_links(older.into()), link(kaart, "de kaart"));
        let twice =
            |to: &str| link(to, "x").replace("<a", &format!("<a title=\"{}\"", by_way(written)));
        assert_eq!(with_whole_links(twice(&by_way(written)).into()), twice(kaart));
        let port = link(&by_way("https%3A%2F%2Fintranet.example%3A8443"), "x");
        assert_eq!(with_whole_links(port.into()), link("https://intranet.example:8443", "x"));
        for written in
            ["javascript%3Aalert(1)%3Ax", "https%3A%2F%2Fa.example%20b%3Ax", "%FF%3Ax", ""]
        {
            let html = link(&by_way(written), "x");
            assert_eq!(with_whole_links(html.clone().into()), html);
        }
    }

    #[test]
    fn people_are_named_without_a_mark() {
        for (text, expected) in [
            ("Dag @bo_12:disqus, ja", "Dag @bo_12, ja"),
            ("@bo:disqus @cas:disqus", "@bo @cas"),
            ("@bo:disqusblog", "@bo:disqusblog"),
            ("over:disqus", "over:disqus"),
            ("@:disqus", "@:disqus"),
        ] {
            assert_eq!(with_whole_links(text.into()), expected);
        }
    }
}
