//! The text of an e-mail that was written as HTML, with its lines, and with `>` before what it quotes.

use crate::comment::safe_links;
use crate::html::address;
use crate::html::tokens::{Token, attributes, decode, tokens, value_of};

/// Elements that stand on lines of their own.
const LINES: [&str; 16] = [
    "div",
    "tr",
    "li",
    "table",
    "ul",
    "ol",
    "pre",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "dt",
    "dd",
    "blockquote",
    "center",
];

/// Elements with a blank line around them.
const BLOCKS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "dl"];

/// What mail programs call the element with a signature, in `class` or `id`.
const SIGNATURES: [&str; 7] = [
    "gmail_signature",
    "moz-signature",
    "applemailsignature",
    "protonmail_signature_block",
    "ms-outlook-mobile-signature",
    "signature",
    "x_signature",
];

/// Deeper quotes get no more signs.
const DEEPEST: usize = 20;

/// The text of this HTML.
pub(super) fn to_text(html: &str) -> String {
    let mut writer =
        Writer { text: String::with_capacity(html.len() / 2), depth: 0, due: 0, is_blank: false };
    let mut link: Option<Link> = None;
    for token in tokens(html) {
        match token {
            Token::Text(piece) => writer.words(&decode(piece)),
            Token::Open { name, attributes, .. } => {
                let name = name.to_ascii_lowercase();
                writer.around(&name);
                if is_signature(attributes) {
                    writer.around("div");
                    writer.words("--");
                    writer.due = 1;
                }
                match name.as_str() {
                    "a" => link = Link::begin(attributes, writer.text.len()),
                    "br" => writer.end_line(),
                    "li" => writer.words("- "),
                    "hr" => {
                        writer.words(&"_".repeat(30));
                        writer.due = 1;
                    }
                    "blockquote" => writer.depth += 1,
                    "td" | "th" => writer.words(" "),
                    _ => {}
                }
            }
            Token::Close { name, .. } => {
                let name = name.to_ascii_lowercase();
                writer.around(&name);
                match name.as_str() {
                    "blockquote" => writer.depth = writer.depth.saturating_sub(1),
                    "a" => {
                        if let Some(link) = link.take() {
                            link.end(&mut writer);
                        }
                    }
                    _ => {}
                }
            }
            Token::Comment(_) | Token::Raw(_) => {}
        }
    }
    writer.text
}

/// A link that is open: where it leads, and where its words begin.
struct Link {
    address: String,
    start: usize,
}

impl Link {
    /// A link with these attributes; none if it leads to no page, or has an address of somebody in it, which they did not type.
    fn begin(list: &str, start: usize) -> Option<Link> {
        let address = value_of(list, "href")?;
        let address = safe_links::unwrapped(address.trim().into(), false).into_owned();
        let is_page = address::has_scheme(&address, &["http://", "https://"]);
        let names = ["@", "%40"].iter().flat_map(|sign| address.match_indices(sign));
        let is_personal = names
            .into_iter()
            .any(|(at, _)| address[..at].ends_with(|c: char| c.is_ascii_alphanumeric()));
        let is_shown = is_page && !is_personal && !address.contains(char::is_whitespace);
        is_shown.then_some(Link { address, start })
    }

    /// Says where it leads, if its words do not.
    fn end(self, writer: &mut Writer) {
        let words = writer.text.get(self.start..).unwrap_or_default().trim();
        let says = |address: &str| words.contains(address);
        let bare = self.address.split_once("://").map_or("", |(_, bare)| bare);
        if !words.is_empty() && !says(bare.trim_end_matches('/')) {
            writer.words(&format!(" ({})", self.address));
        }
    }
}

/// Whether an element with these attributes is a signature.
fn is_signature(of_tag: &str) -> bool {
    attributes(of_tag).any(|(name, value)| {
        (name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id"))
            && value
                .split_ascii_whitespace()
                .any(|word| SIGNATURES.contains(&word.to_ascii_lowercase().as_str()))
    })
}

struct Writer {
    text: String,
    /// How many quotes are open.
    depth: usize,
    /// How many line ends are due before the next word.
    due: usize,
    is_blank: bool,
}

impl Writer {
    fn around(&mut self, name: &str) {
        let lines = if BLOCKS.contains(&name) { 2 } else { usize::from(LINES.contains(&name)) };
        if lines > 0 {
            self.due = self.due.max(lines);
            self.is_blank = false;
        }
    }

    fn end_line(&mut self) {
        // Many of them in a row say nothing more.
        self.due = (self.due + 1).min(3);
        self.is_blank = false;
    }

    fn words(&mut self, words: &str) {
        if words.chars().next().is_some_and(char::is_whitespace) {
            self.is_blank = true;
        }
        for (number, word) in words.split_whitespace().enumerate() {
            let due = std::mem::take(&mut self.due);
            if self.text.is_empty() {
                self.quote();
            } else if due > 0 {
                for _ in 0..due {
                    self.text.push('\n');
                    self.quote();
                }
            } else if number > 0 || self.is_blank {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.is_blank = false;
        }
        if words.chars().next_back().is_some_and(char::is_whitespace) {
            self.is_blank = true;
        }
    }

    fn quote(&mut self) {
        for _ in 0..self.depth.min(DEEPEST) {
            self.text.push('>');
        }
        if self.depth > 0 {
            self.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_quotes_stay() {
        for (html, text) in [
            (
                "<div>Hoi,</div><div><br></div><div>Een  <b>vet</b>woord.</div>",
                "Hoi,\n\nEen vetwoord.",
            ),
            ("<p>Een</p>\n<p>Twee<br>\ndrie</p>", "Een\n\nTwee\ndrie"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            (
                "<p>Nee</p><blockquote type=cite><p>Wat?<blockquote>Hé</blockquote></p></blockquote>Na",
                "Nee\n> \n> Wat?\n>> Hé\n\nNa",
            ),
            ("<b>Van:</b> Jan<br><b>Aan:</b> An", "Van: Jan\nAan: An"),
            ("a<hr>b", "a\n______________________________\nb"),
            ("<style>p{}</style><script>x</script><!-- y -->Hoi&nbsp;&lt;b&gt;", "Hoi <b>"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            (
                "<div>Hoi</div><div><br></div><div class=\"x gmail_signature\"><div>Anna</div></div>",
                "Hoi\n\n--\nAnna",
            ),
            ("Hoi<div id=Signature><p>Anna</p></div><br>", "Hoi\n--\n\nAnna"),
            (
                "<p>Zie <a href=\"https://a.example/?b=1&amp;c=2\">het <b>stuk</b></a>.",
                "Zie het stuk (https://a.example/?b=1&c=2).",
            ),
            (
                "<a href=\"https://a.example/\">https://a.example</a> <a href=\"mailto:an@x.example\">An</a> <a href=\"https://b.example\"><img src=x></a>",
                "https://a.example An",
            ),
            (
                "<a href=\"https://a.example/chat?users=an@x.example\">Praat</a> <a href=\"https://a.example/?u=an%40x.example\">mee</a> <a href=\"https://a.example/@an\">hier</a>",
                "Praat mee hier (https://a.example/@an)",
            ),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
        let deep = to_text(&"<blockquote>".repeat(20_000));
        assert!(deep.is_empty());
        assert!(to_text(&"<blockquote>x".repeat(20_000)).len() < 20_000 * 30);
    }
}
