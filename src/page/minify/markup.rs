//! A template of the program without the blanks and quotes that HTML does not need. Every end tag stays: not all that reads pages
//! knows where an element ends by itself.
//!
//! What stands in braces stays as it is. Only what is fixed becomes shorter: a value that is filled in keeps its quotes.

use std::sync::LazyLock;

use memchr::memmem;

/// What a body is searched for. To make ready for a search costs more than the search of a comment does.
struct Sought {
    /// What has an end of its own, whatever stands within.
    whole: [memmem::Finder<'static>; 2],
    /// The tags between which every line counts.
    pre: [memmem::Finder<'static>; 2],
    between: memmem::Finder<'static>,
}

static SOUGHT: LazyLock<Sought> = LazyLock::new(|| Sought {
    whole: ["<textarea", "<script"].map(memmem::Finder::new),
    pre: ["<pre", "</pre"].map(memmem::Finder::new),
    between: memmem::Finder::new(">\n<"),
});

/// A piece of a template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece<'t> {
    /// `{{ … }}`, `{% … %}`, `{# … #}`.
    Braces(&'t str),
    Tag(&'t str),
    Text(&'t str),
}

/// A template that makes the same page in fewer bytes.
pub(in crate::page) fn markup(text: &str) -> String {
    let pieces = cut(text);
    let mut short = String::with_capacity(text.len());
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| pieces[before]);
        let after = pieces.get(at + 1).copied();
        match *piece {
            Piece::Text(text) if text.trim().is_empty() => {
                if !before.is_some_and(is_block) && !after.is_some_and(is_block) {
                    short.push_str(text);
                }
            }
            Piece::Text(text) | Piece::Braces(text) => short.push_str(text),
            // What tells of a page, and what it loads, is read by other programs too, which may not know HTML well.
            Piece::Tag(tag) if is_told(tag) => short.push_str(tag),
            Piece::Tag(tag) => push_tag(&mut short, tag),
        }
    }
    short
}

/// A body without the ends of lines that stand between the tags of blocks, and behind the last.
pub(in crate::page) fn body(html: &str) -> String {
    let sought = &*SOUGHT;
    let contains = |tag: &memmem::Finder<'_>| tag.find(html.as_bytes()).is_some();
    if sought.whole.iter().any(contains) {
        return html.trim_end_matches('\n').to_owned();
    }
    let mut short = String::with_capacity(html.len());
    let (mut from, mut seen) = (0, 0);
    // Within `pre` every line counts.
    let has_pre = contains(&sought.pre[0]);
    let mut is_pre = false;
    for at in sought.between.find_iter(html.as_bytes()) {
        let (since, after) = (&html[seen..at], &html[at + 2..]);
        seen = at;
        if has_pre {
            let last = |tag: &memmem::Finder<'_>| tag.find_iter(since.as_bytes()).last();
            let [open, close] = sought.pre.each_ref().map(last);
            is_pre = if open == close { is_pre } else { open > close };
        }
        let is_between = || {
            let start = memchr::memrchr(b'<', since.as_bytes());
            let tag = start.map_or("", |start| &since[start..]);
            is_block_tag(after) || is_block_tag(tag)
        };
        if !is_pre && is_between() {
            short.push_str(&html[from..=at]);
            from = at + 2;
        }
    }
    short.push_str(html[from..].trim_end_matches('\n'));
    short
}

/// The pieces of a template, in order; a tag may hold braces.
fn cut(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let piece = if let Some(length) = braces(rest) {
            Piece::Braces(&rest[..length])
        } else if is_tag(rest) {
            Piece::Tag(&rest[..tag(rest)])
        } else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let ends = |at: &usize| braces(&rest[*at..]).is_some() || is_tag(&rest[*at..]);
            let signs = rest.char_indices().map(|(at, _)| at).skip_while(|at| *at < first);
            Piece::Text(&rest[..signs.into_iter().find(ends).unwrap_or(rest.len())])
        };
        let (Piece::Braces(whole) | Piece::Tag(whole) | Piece::Text(whole)) = piece;
        rest = &rest[whole.len()..];
        pieces.push(piece);
    }
    pieces
}

/// The length of the braces that a text begins with, and of what stands in them.
fn braces(text: &str) -> Option<usize> {
    let end =
        [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].iter().find(|(open, _)| text.starts_with(open));
    end.map(|(_, close)| text.find(close).map_or(text.len(), |at| at + 2))
}

fn is_tag(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|rest| {
        rest.starts_with(|sign: char| sign.is_ascii_alphabetic() || matches!(sign, '/' | '!'))
    })
}

/// The length of the tag that a text begins with.
fn tag(text: &str) -> usize {
    let mut at = 1;
    let mut is_quoted = false;
    while let Some(sign) = text[at..].chars().next() {
        if let Some(length) = braces(&text[at..]) {
            at += length;
            continue;
        }
        at += sign.len_utf8();
        match sign {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => break,
            _ => {}
        }
    }
    at
}

fn is_block(piece: Piece<'_>) -> bool {
    let Piece::Tag(tag) = piece else { return false };
    is_block_tag(tag)
}

/// Whether a text begins with the tag of an element beside which no blank is seen.
fn is_block_tag(tag: &str) -> bool {
    let name = tag.strip_prefix('<').unwrap_or(tag);
    let name = name.strip_prefix('/').unwrap_or(name);
    let end = name.bytes().position(|sign| !sign.is_ascii_alphanumeric() && sign != b'!');
    matches!(
        &name[..end.unwrap_or(name.len())],
        "!doctype"
            | "html"
            | "head"
            | "meta"
            | "title"
            | "link"
            | "script"
            | "body"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "section"
            | "article"
            | "aside"
            | "div"
            | "p"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "figure"
            | "blockquote"
            | "figcaption"
            | "hr"
            | "form"
            | "table"
            | "thead"
            | "tbody"
            | "tr"
            | "th"
            | "td"
            | "option"
            | "noscript"
    )
}

fn is_told(tag: &str) -> bool {
    ["<html", "<meta", "<link", "<script", "<body"].iter().any(|start| tag.starts_with(start))
}

/// Adds a tag, whose fixed values need no quotes where they are one word.
fn push_tag(short: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some(start) = rest.find("=\"") {
        let (before, after) = (&rest[..start], &rest[start + 2..]);
        let end = after.find('"').unwrap_or(after.len());
        let (value, behind) = (&after[..end], after.get(end + 1..).unwrap_or_default());
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || "-_.#:+".contains(sign);
        let is_apart = behind.starts_with([' ', '\n', '>']) || behind.starts_with("{%");
        // Braces hold quotes of their own, and a slash at the end would be part of the value.
        let is_fixed = braces_are_closed(before) && value.chars().all(is_word) && is_apart;
        short.push_str(before);
        match (is_fixed, value) {
            (true, "") => {}
            (true, _) => short.extend(["=", value]),
            (false, _) => short.extend(["=\"", value, "\""]),
        }
        rest = behind;
    }
    short.push_str(rest);
}

/// Whether nothing is open of what stands in braces.
fn braces_are_closed(text: &str) -> bool {
    let last = |signs: [&str; 2]| signs.iter().filter_map(|sign| text.rfind(sign)).max();
    last(["{{", "{%"]) <= last(["}}", "%}"])
}

#[cfg(test)]
mod tests {
    use super::{body, markup};

    #[test]
    fn a_body_has_its_blocks_on_one_line() {
        for (html, wanted) in [
            (
                "<p>a</p>\n<p>b\n<em>c</em>\n<b>d</b></p>\n",
                "<p>a</p><p>b\n<em>c</em>\n<b>d</b></p>",
            ),
            ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
            (
                "<p>a</p>\n<pre><i>b</i>\n<p>c</p>\n</pre>\n<p>d</p>",
                "<p>a</p><pre><i>b</i>\n<p>c</p>\n</pre><p>d</p>",
            ),
            ("<p><br>\n<em>a</em></p>", "<p><br>\n<em>a</em></p>"),
            ("<script>\n<p>\n<p></script>", "<script>\n<p>\n<p></script>"),
        ] {
            assert_eq!(body(html), wanted);
        }
    }

    #[test]
    fn a_template_says_the_same_in_fewer_bytes() {
        for (text, wanted) in [
            (
                "<ul class=\"a\">\n<li><a href=\"#b\">c</a></li>\n</ul>",
                "<ul class=a><li><a href=#b>c</a></li></ul>",
            ),
            (
                "<p class=\"a b\">c</p>\n<p id=\"{{ d }}\">e</p>\n{% if f %}",
                "<p class=\"a b\">c</p><p id=\"{{ d }}\">e</p>{% if f %}",
            ),
            (
                "<a>b</a>\n<a>c</a> {{ d }}\n<div>e</div> f",
                "<a>b</a>\n<a>c</a> {{ d }}<div>e</div> f",
            ),
            (
                "<i class=\"a\"{% if b == \"c\" %} d=\"e\"{% endif %}></i>",
                "<i class=a{% if b == \"c\" %} d=e{% endif %}></i>",
            ),
            (
                "<img alt=\"\" src=\"{{ a[\"b\"] }}\"><path d=\"m1\"/>",
                "<img alt src=\"{{ a[\"b\"] }}\"><path d=\"m1\"/>",
            ),
            (
                "<noscript><p>a</p></noscript>\n{#- <p> \"b\" -#}\n<b>\n",
                "<noscript><p>a</p></noscript>{#- <p> \"b\" -#}\n<b>\n",
            ),
            (
                "a < b <select><option value=\"0\">c</option></select>",
                "a < b <select><option value=0>c</option></select>",
            ),
        ] {
            assert_eq!(markup(text), wanted);
            assert_eq!(markup(wanted), wanted);
        }
    }
}
