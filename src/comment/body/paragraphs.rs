//! Text as paragraphs, as WordPress shows it: a blank line begins one, a line end is a line end, web addresses are links, also
//! those without a scheme.

use crate::html::address;

/// What a byte of plain text needs: nothing, to be escaped, or a closer look.
const COPY: u8 = 0;
const ESCAPE: u8 = 1;
const BREAK: u8 = 2;
const COLON: u8 = 3;
const DOT: u8 = 4;

static BYTES: [u8; 256] = {
    let mut bytes = [COPY; 256];
    bytes[b'&' as usize] = ESCAPE;
    bytes[b'<' as usize] = ESCAPE;
    bytes[b'>' as usize] = ESCAPE;
    bytes[b'\n' as usize] = BREAK;
    bytes[b':' as usize] = COLON;
    bytes[b'.' as usize] = DOT;
    bytes
};

/// Adds plain text as paragraphs; with `links`, web addresses in it are links.
pub(super) fn push_paragraphs(html: &mut String, text: &str, links: bool) {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(is_blank);
        if rest.is_empty() {
            return;
        }
        html.push_str("<p>");
        let length = push_paragraph(html, rest, links);
        html.push_str("</p>\n");
        rest = &rest[length..];
    }
}

fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace() || character == '\u{A0}'
}

/// Adds one paragraph and says how long it was.
fn push_paragraph(html: &mut String, text: &str, links: bool) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match BYTES[byte as usize] {
            COPY => at += 1,
            ESCAPE => {
                html.push_str(&text[from..at]);
                html.push_str(escaped(byte));
                at += 1;
                from = at;
            }
            BREAK => {
                html.push_str(text[from..at].trim_end_matches([' ', '\t', '\r']));
                let after = text[at + 1..].trim_start_matches([' ', '\t', '\r']);
                if after.is_empty() || after.starts_with('\n') {
                    return at;
                }
                html.push_str("<br>\n");
                at = text.len() - after.len();
                from = at;
            }
            sign => {
                let found = match sign {
                    _ if !links => None,
                    COLON => address::at_colon(text, at),
                    _ => address::at_dot(text, at),
                };
                match found {
                    Some((start, end)) if start >= from => {
                        html.push_str(&text[from..start]);
                        push_link(html, &text[start..end]);
                        at = end;
                        from = end;
                    }
                    _ => at += 1,
                }
            }
        }
    }
    html.push_str(text[from..].trim_end());
    text.len()
}

/// Adds text within a paragraph; web addresses in it are links.
pub(super) fn push_linked(html: &mut String, text: &str) {
    let mut from = 0;
    for (start, end) in address::linked(text) {
        crate::html::push_text(html, &text[from..start]);
        push_link(html, &text[start..end]);
        from = end;
    }
    crate::html::push_text(html, &text[from..]);
}

/// A web address as a link to where it leads, if it is one that may be linked.
fn push_link(html: &mut String, written: &str) {
    let Some(address) = address::safe(&address::with_scheme(written)) else {
        crate::html::push_text(html, written);
        return;
    };
    html.push_str("<a href=\"");
    crate::html::push_escaped(html, &address);
    html.push_str("\" rel=\"");
    html.push_str(crate::html::COMMENT_REL);
    html.push_str("\">");
    crate::html::push_text(html, written);
    html.push_str("</a>");
}

fn escaped(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        _ => "&gt;",
    }
}
