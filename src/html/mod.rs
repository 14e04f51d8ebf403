//! Safe HTML: the only place that makes a value of type [`Html`].
//!
//! 1. `tokens` cuts HTML as a browser would; [`nesting`] measures it before a tree is built.
//! 2. `policy` is what the sanitiser lets through, in posts and in comments; what HTML does not have goes before (`foreign`), and `links` that show
//!    nothing. `hiding` knows what no browser shows.
//! 3. `tree` is a whole page as browsers have it, for reading what stands where.
//! 4. `address` is which addresses may be linked, and where one stands in plain text.

pub(crate) mod tokens;
mod nesting;
mod foreign;
mod hiding;
mod links;
mod policy;
pub(crate) mod tree;
pub(crate) mod address;
#[cfg(test)]
pub(crate) mod hostile;

use std::borrow::Cow;

use memchr::memchr3_iter;
use serde::{Serialize, Serializer};

pub(crate) use hiding::{is_hidden, may_hide, style_hides};
pub(crate) use links::links_with_words;
pub use nesting::nesting;
pub(crate) use nesting::{ends_by_itself, is_formatting, is_void, is_within_line};
pub(crate) use policy::{COMMENT_REL, is_foreign_input, is_own_class};
pub use policy::{removed_from_post, sanitise_comment, sanitise_post};

/// Whether an element of a post has an end tag, even if there is nothing in it.
pub(crate) fn has_end(element: &str) -> bool {
    let name = element.to_ascii_lowercase();
    policy::POST_TAGS.binary_search(&name.as_str()).is_ok()
        && !["br", "col", "hr", "img", "input", "wbr"].contains(&name.as_str())
}

/// Whether a character turns the direction of the text around it, up to where another ends that: no text of somebody else
/// may do so to a page.
pub(crate) fn turns_text(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// HTML that may stand in a page as it is. Templates mark it with `| safe`; every other value is
/// escaped by the template engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The HTML as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML as text, for keeping.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// HTML that a renderer of this program wrote itself, every text and attribute of it escaped, or that the site
/// trusts. Only the renderers of bodies call this.
pub(crate) fn trusted_markup(html: String) -> Html {
    Html(html)
}

/// Text with the five characters replaced that mean something in HTML and in attributes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(is_special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8 + 8);
    push_escaped(&mut escaped, text);
    Cow::Owned(escaped)
}

/// Adds escaped text, to an attribute or elsewhere.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    let special = text.bytes().enumerate().filter(|(_, byte)| is_special(*byte));
    push(html, text, special.map(|(at, _)| at));
}

/// Adds escaped text between tags, where quotation marks mean nothing.
pub(crate) fn push_text(html: &mut String, text: &str) {
    push(html, text, memchr3_iter(b'&', b'<', b'>', text.as_bytes()));
}

/// Adds text that has special bytes at these places.
fn push(html: &mut String, text: &str, special: impl Iterator<Item = usize>) {
    let mut from = 0;
    for at in special {
        html.push_str(&text[from..at]);
        html.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// Whether a byte means something in HTML or in an attribute.
#[inline]
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')
}

/// Text as HTML.
pub fn text(text: &str) -> Html {
    Html(escape(text).into_owned())
}

/// A body that is over a limit, as it was written.
pub(crate) fn plain(text: &str) -> Html {
    let mut html = String::with_capacity(text.len() + text.len() / 8 + 32);
    html.push_str("<pre class=\"plain\">");
    push_escaped(&mut html, text);
    html.push_str("</pre>\n");
    Html(html)
}

/// Whether output of this many bytes is out of proportion to its input: 20 times that and 64 KiB.
pub(crate) fn is_amplified(input: usize, output: usize) -> bool {
    output > input.saturating_mul(20).saturating_add(64 << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_for_elements_and_attributes() {
        assert_eq!(escape("één < twee"), "één &lt; twee");
        assert_eq!(text("\"&'<>").as_str(), "&quot;&amp;&#39;&lt;&gt;");
        assert!(matches!(escape("niets"), Cow::Borrowed("niets")));
        let mut html = String::new();
        push_text(&mut html, "\"&'<>");
        assert_eq!(html, "\"&amp;'&lt;&gt;");
    }
}
