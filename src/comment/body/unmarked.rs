//! What is read of a comment with tags in it, without them.

use std::borrow::Cow;

use super::markup::{BLOCKS, is_heading};
use crate::html::tokens::{Token, decode, tokens};

/// What is read of some HTML, in pieces, without the blanks that tags stand for.
pub(super) fn pieces(body: &str) -> impl Iterator<Item = Cow<'_, str>> {
    tokens(body).filter_map(|token| match token {
        Token::Text(piece) => Some(decode(piece)),
        _ => None,
    })
}

/// Some HTML in which a comment that has no end is text: a browser would show nothing of what follows.
pub(super) fn with_open_comments(body: &str) -> Cow<'_, str> {
    let mut from = 0;
    while let Some(found) = body[from..].find(COMMENT) {
        let start = from + found;
        // `<!-->` is a whole one.
        let rest = &body[start + 2..];
        let ends = [rest.find("-->"), rest.find("--!>")];
        let Some(end) = ends.into_iter().flatten().min() else {
            let escaped = body[start..].replace(COMMENT, "&lt;!--");
            return Cow::Owned([&body[..start], &escaped].concat());
        };
        from = start + 2 + end;
    }
    Cow::Borrowed(body)
}

/// What a comment begins with.
const COMMENT: &str = "<!--";

/// The text of some HTML, without tags, comments and scripts.
pub(super) fn text_of(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for token in tokens(body) {
        match token {
            Token::Text(piece) => match decode(piece) {
                Cow::Borrowed(piece) => text.push_str(piece),
                Cow::Owned(piece) => text.push_str(&piece),
            },
            Token::Open { name, .. } | Token::Close { name, .. } => {
                let is_break = name.eq_ignore_ascii_case("br")
                    || is_heading(&name.to_ascii_lowercase())
                    || BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
                if is_break {
                    text.push(' ');
                }
            }
            Token::Comment(_) | Token::Raw(_) => {}
        }
    }
    text
}
