//! Links of a comment that lead to the site itself: they are found in its HTML, and lead on from whichever page it stands on.

use std::borrow::Cow;

use super::render;
use super::tidy::tidy;
use crate::comment::{BodyKind, PlainReason};
use crate::html::tokens::{Token, attributes, decode, tokens};
use crate::html::{self, Html, address};

/// Where the links of a comment lead, as they stand in its HTML, each once.
pub fn addresses(body: &str, kind: BodyKind, over: Option<PlainReason>) -> Vec<String> {
    let is_text = over.is_none()
        && match kind {
            BodyKind::Plain => true,
            BodyKind::WordPress | BodyKind::Html => {
                memchr::memchr2(b'<', b'&', body.as_bytes()).is_none()
            }
            BodyKind::Markdown => false,
        };
    if is_text { in_text(&tidy(body)) } else { in_html(&render(body, kind, over)) }
}

/// Text needs no rendering: every address in it is a link, if it may be one.
fn in_text(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (start, end) in address::linked(text) {
        let address = address::safe(&address::with_scheme(&text[start..end]));
        found.extend(address.filter(|address| !found.contains(address)));
    }
    found
}

fn in_html(html: &Html) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for token in tokens(html.as_str()) {
        if let Some(address) = led(&token).filter(|address| !found.contains(address)) {
            found.push(address);
        }
    }
    found
}

/// The same HTML in which these addresses are others.
pub fn relinked(html: Html, links: &[(&str, String)]) -> Html {
    if links.is_empty() {
        return html;
    }
    let mut linked = String::with_capacity(html.as_str().len());
    for token in tokens(html.as_str()) {
        let own = led(&token);
        let found = own.and_then(|own| links.iter().find(|(address, _)| *address == own));
        match found {
            // What a comment says of a link is what strangers do not get; this is none.
            Some((_, to)) => {
                linked.push_str("<a href=\"");
                html::push_escaped(&mut linked, to);
                linked.push_str("\">");
            }
            None => linked.push_str(token.raw()),
        }
    }
    html::trusted_markup(linked)
}

/// The same of a text: addresses that people typed.
pub(super) fn relinked_text<'t>(text: Cow<'t, str>, links: &[(&str, String)]) -> Cow<'t, str> {
    if links.is_empty() {
        return text;
    }
    let mut linked = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in address::linked(&text) {
        let own = address::safe(&address::with_scheme(&text[start..end]));
        let found = own.and_then(|own| links.iter().find(|(address, _)| *address == own));
        if let Some((_, to)) = found {
            linked.push_str(&text[from..start]);
            linked.push_str(to);
            from = end;
        }
    }
    linked.push_str(&text[from..]);
    Cow::Owned(linked)
}

/// The address that a link leads to which begins here.
fn led(token: &Token<'_>) -> Option<String> {
    let Token::Open { name: "a", attributes: list, .. } = token else { return None };
    let (_, value) = attributes(list).find(|(name, _)| *name == "href")?;
    Some(decode(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_site_lead_there_and_others_stay() {
        let own = "https://old.example/?p=1&cpage=2#comment-3";
        let other = "https://elders.example/";
        for (text, kind) in [
            (format!("Zie {own} en {other}"), BodyKind::Plain),
            (format!("Zie <a href='{own}' title=x>dit</a> en {other}"), BodyKind::WordPress),
            (
                format!("<p>Zie <a href='{own}'>dit</a> en <a href='{other}'>dat</a></p>"),
                BodyKind::Html,
            ),
            (format!("Zie [dit]({own}) en [dat]({other})"), BodyKind::Markdown),
        ] {
            assert_eq!(addresses(&text, kind, None), [own, other], "{text}");
            let html = render(&text, kind, None);
            let linked = relinked(html, &[(own, "../2024/a&b.html#comment-3".to_owned())]);
            let linked = linked.as_str();
            assert!(linked.contains("<a href=\"../2024/a&amp;b.html#comment-3\">"), "{linked}");
            assert!(linked.contains("<a href=\"https://elders.example/\" rel="), "{linked}");
            assert_eq!(linked.matches("</a>").count(), 2, "{linked}");
        }
    }

    #[test]
    fn addresses_in_a_text_are_others_whole() {
        let links = [
            ("https://www.old.example/?p=1&q=2", "https://new.example/a.html".to_owned()),
            ("https://old.example/b", "https://new.example/b.html#comment-3".to_owned()),
        ];
        for (text, wanted) in [
            (
                "Zie (www.old.example/?p=1&q=2), https://OLD.example/b! https://old.example/bc",
                "Zie (https://new.example/a.html), https://new.example/b.html#comment-3! https://old.example/bc",
            ),
            ("old.example/b jan@www.old.example", "old.example/b jan@www.old.example"),
        ] {
            assert_eq!(relinked_text(text.into(), &links), wanted);
        }
    }

    #[test]
    fn text_has_the_addresses_of_its_html() {
        for text in [
            "Zie https://old.example/a, (http://old.example/b). En nog eens https://old.example/a!",
            "https://old.example/\u{e9}\u{e9}n HTTPS://OLD.example:443/x http://u:p@old.example/ https://",
            "Www.old.example/a, (www.old.example/b). https://www.old.example/a www.old.example/?c=https://old.example",
            "jan@www.old.example\nwww.old.example/\u{e9} www.old http://www www.u:p@old.example www.old.example:99999",
            "xhttps://old.example/a https://old.example/a\u{200b}b\nhttps://old.example/c\u{202e}d",
        ] {
            let html = in_html(&render(text, BodyKind::WordPress, None));
            assert_eq!(addresses(text, BodyKind::WordPress, None), html, "{text}");
            assert_eq!(addresses(text, BodyKind::Plain, None), html, "{text}");
        }
    }
}
