//! Links of comments and what is read of them: pictures become links to them, and a link that shows nothing is none.

use std::borrow::Cow;

use super::tokens::{Token, decode, tokens, value_of};
use super::{address, push_escaped};

/// HTML in which each `<img>` is a link to the picture, or only its description if it has no web address or stands in a link; and in
/// which a link has words: those of its address for want of others where there is a picture, and else it goes.
pub(crate) fn links_with_words(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let begins = |at: usize, name: &[u8]| {
        bytes.get(at + 1..at + 1 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    // Most comments with tags have neither, and each goes by here up to three times.
    if !memchr::memchr_iter(b'<', bytes).any(|at| begins(at, b"a") || begins(at, b"img")) {
        return Cow::Borrowed(html);
    }
    let mut walk = Walk { pieces: Vec::new(), open: None };
    for token in tokens(html) {
        match token {
            Token::Open { name, attributes: list, raw } if name.eq_ignore_ascii_case("a") => {
                // In a link there is no other.
                walk.end();
                let at = walk.pieces.len();
                let address = value_of(list, "href").and_then(|value| page(&value));
                walk.open = Some(Link { at, address, has_words: false, has_picture: false });
                walk.pieces.push(Cow::Borrowed(raw));
            }
            Token::Open { name, attributes: list, .. } if name.eq_ignore_ascii_case("img") => {
                walk.picture(list);
            }
            Token::Close { name, raw } if name.eq_ignore_ascii_case("a") => {
                walk.end();
                walk.pieces.push(Cow::Borrowed(raw));
            }
            other => {
                if let (Token::Text(text), Some(link)) = (&other, &mut walk.open) {
                    link.has_words |= !decode(text).trim().is_empty();
                }
                walk.pieces.push(Cow::Borrowed(other.raw()));
            }
        }
    }
    // One that nothing ends is ended there by the sanitiser.
    walk.end();
    Cow::Owned(walk.pieces.concat())
}

/// The pieces of some HTML, and the link that is open.
struct Walk<'h> {
    pieces: Vec<Cow<'h, str>>,
    open: Option<Link>,
}

struct Link {
    /// Its place among the pieces.
    at: usize,
    /// The page that it leads to, if it is one.
    address: Option<String>,
    has_words: bool,
    has_picture: bool,
}

impl Walk<'_> {
    /// Ends the link that is open. An end without a beginning means nothing.
    fn end(&mut self) {
        match self.open.take() {
            Some(Link { address: Some(address), has_words: false, has_picture: true, .. }) => {
                let mut words = String::new();
                push_escaped(&mut words, &address);
                self.pieces.push(Cow::Owned(words));
            }
            Some(Link { at, has_words: false, .. }) => self.pieces[at] = Cow::Borrowed(""),
            _ => {}
        }
    }

    /// A picture with these attributes.
    fn picture(&mut self, list: &str) {
        let source = value_of(list, "src").and_then(|source| page(&source));
        let description = value_of(list, "alt").unwrap_or_default();
        let is_described = !description.trim().is_empty();
        let mut html = String::new();
        match (&mut self.open, source) {
            (Some(link), _) if link.address.is_some() => {
                link.has_picture = true;
                link.has_words |= is_described;
                push_escaped(&mut html, &description);
            }
            (_, Some(source)) => {
                html.push_str("<a href=\"");
                push_escaped(&mut html, &source);
                html.push_str("\">");
                push_escaped(&mut html, if is_described { &description } else { &source });
                html.push_str("</a>");
            }
            (_, None) => push_escaped(&mut html, &description),
        }
        self.pieces.push(Cow::Owned(html));
    }
}

/// An address on the web as it may stand in a link.
fn page(written: &str) -> Option<String> {
    let written = Some(written.trim()).filter(|written| address::has_scheme(written, &["http"]))?;
    address::safe(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_has_words() {
        let picture = "<img src=\"https://x.example/p.png\" alt=\"Foto <1>\">";
        let bare = "<img src='https://x.example/p.png' alt=' '>";
        for (html, expected) in [
            ("<b>a</b> <a href=\"https://x.example/\"><i>b</i></a>".to_owned(), None),
            (picture.to_owned(), Some("<a href=\"https://x.example/p.png\">Foto &lt;1&gt;</a>")),
            (
                bare.to_owned(),
                Some("<a href=\"https://x.example/p.png\">https://x.example/p.png</a>"),
            ),
            (
                format!("<a href='https://x.example/a'>\n{picture}</a>"),
                Some("<a href='https://x.example/a'>\nFoto &lt;1&gt;</a>"),
            ),
            (
                format!("<a href='https://x.example/a?b&amp;c'>{bare}</a>"),
                Some("<a href='https://x.example/a?b&amp;c'> https://x.example/a?b&amp;c</a>"),
            ),
            (
                format!("<a href='#a'>{picture}</a>"),
                Some("<a href=\"https://x.example/p.png\">Foto &lt;1&gt;</a></a>"),
            ),
            ("<A class=anchor href=\"#kop\"><svg/></A>".to_owned(), Some("<svg/></A>")),
            ("<a href=x>&nbsp;<a href=y>b".to_owned(), Some("&nbsp;<a href=y>b")),
            ("<p>a <a href=x b</a></p>".to_owned(), Some("<p>a </p>")),
        ] {
            assert_eq!(links_with_words(&html), expected.unwrap_or(&html), "{html}");
        }
    }
}
