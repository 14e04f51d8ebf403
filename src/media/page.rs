//! Files beside posts that browsers open as a page, though no theme made them: what runs in them runs with all rights of the site.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::html::tokens::decode;

/// Extensions of what browsers open as a page or as XML.
const PAGES: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "xml", "xsl", "xslt", "rdf", "rss", "atom", "mml",
    "mathml", "mht", "mhtml",
];

/// Elements that run something, in whatever language of XML, or bring in what does.
const RUNNING: &[&str] = &[
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "handler",
    "listener",
    "stylesheet",
    "transform",
    "!entity",
    "?xml-stylesheet",
];

/// Whether browsers open a file of this name as a page.
pub(crate) fn is_page(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| PAGES.contains(&extension.as_str()))
}

/// Whether anything in it runs, or may. What stands within comments counts: not every browser takes them for such.
pub(crate) fn runs(bytes: &[u8]) -> bool {
    let text: Cow<'_, str> = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => String::from_utf8_lossy(bytes),
    };
    text.split('<').skip(1).any(|rest| {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '[');
        let name = rest.split(is_end).next().unwrap_or_default().to_ascii_lowercase();
        let local = name.rsplit(':').next().unwrap_or_default();
        let tag = &rest[name.len()..rest.find('>').unwrap_or(rest.len()).max(name.len())];
        RUNNING.contains(&local) || handles(tag)
    })
}

/// Whether the attributes of a tag run something.
fn handles(tag: &str) -> bool {
    let bare: String =
        decode(tag).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_handler = |part: &str| {
        let name = part.trim_end().rsplit(|c: char| c.is_whitespace() || "/\"'".contains(c)).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let rest = name.strip_prefix("on").unwrap_or_default();
        rest.len() > 2 && rest.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let mut parts: Vec<&str> = tag.split('=').collect();
    parts.pop();
    bare.to_ascii_lowercase().contains("javascript:") || parts.into_iter().any(is_handler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_in_a_page_is_found() {
        for (text, wanted) in [
            ("<html><p>Tekst met <b>nadruk</b> en script: one = 1</p></html>", false),
            ("<p class=\"on\" title=\"a = b\">onload=1</p>", false),
            ("<feed><entry id='1'/></feed>", false),
            ("<HTML><SCRIPT src=x></SCRIPT>", true),
            ("<svg xmlns='x'><style/><s:script>x()</s:script></svg>", true),
            ("<svg onload = 'x()'/>", true),
            ("<img/onerror=x()>", true),
            ("<a href='java&#115;cript:x()'>a</a>", true),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", true),
            ("<?xml-stylesheet href='a.xsl'?><a/>", true),
            ("<iframe src=x>", true),
        ] {
            assert_eq!(runs(text.as_bytes()), wanted, "{text}");
        }
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("<script>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert!(runs(&wide));
        assert!(is_page("a/b.XHTML") && is_page("x.xml") && !is_page("x.txt") && !is_page("xml"));
    }
}
