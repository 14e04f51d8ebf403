//! A comment's text becomes safe HTML.
//!
//! 1. Text without tags, which most comments are, becomes paragraphs in one pass (`paragraphs`).
//! 2. Text with tags gets the paragraphs that WordPress would show (`markup`) and passes the sanitiser.
//! 3. What is over a limit is shown as it was written.

mod markup;
mod paragraphs;
mod tidy;

use std::borrow::Cow;

use super::{BodyKind, Comment};
use crate::config::settings::Limits;
use crate::diagnostic::PlainReason;
use crate::html::tokens::{begins_markup, decode};
use crate::html::{self, Html};
use crate::post::outline::cut;

/// The deepest nesting of a body that is shown with its markup, whatever the settings say.
const DEEPEST: usize = 64;

/// The HTML of a comment. Never fails: what has no meaning is shown as text, and so is a body that nests too deep or that
/// `plain` says is over a limit. Nothing in it is loaded from elsewhere.
pub fn render(comment: &Comment) -> Html {
    let body = tidy::tidy(&comment.body);
    let is_plain = comment.plain || comment.kind == BodyKind::Plain;
    if is_plain || !has_markup(&body) {
        let text = match comment.kind {
            BodyKind::WordPress => tidied(decode(&body)),
            BodyKind::Plain => Cow::Borrowed(body.as_ref()),
        };
        return plain(&text, !comment.plain);
    }
    if html::nesting(&body) > DEEPEST {
        return plain(&tidied(decode(&body)), false);
    }
    let marked = markup::with_paragraphs(&body);
    if html::is_amplified(body.len(), marked.len()) {
        return plain(&body, false);
    }
    html::sanitise_comment(&tidied(Cow::Owned(marked)))
}

/// Decoding may bring back what was taken out.
fn tidied(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => tidy::tidy(text),
        Cow::Owned(text) => match tidy::tidy(&text) {
            Cow::Owned(tidy) => Cow::Owned(tidy),
            Cow::Borrowed(_) => Cow::Owned(text),
        },
    }
}

/// Plain text as paragraphs.
fn plain(text: &str, links: bool) -> Html {
    let mut html = String::with_capacity(text.len() + text.len() / 8 + 32);
    paragraphs::push_paragraphs(&mut html, text, links);
    html::trusted_markup(html)
}

/// Whether a body has tags; a `<` before anything else is text.
fn has_markup(body: &str) -> bool {
    let bytes = body.as_bytes();
    let mut from = 0;
    while let Some(found) = body[from..].find('<') {
        if begins_markup(&bytes[from + found..]) {
            return true;
        }
        from += found + 1;
    }
    false
}

/// Why a body is to be shown as plain text, if it is over a limit.
pub fn plain_reason(body: &str, kind: BodyKind, limits: &Limits) -> Option<PlainReason> {
    if body.len() > limits.comment_bytes {
        return Some(PlainReason::TooLong);
    }
    if kind == BodyKind::WordPress
        && has_markup(body)
        && html::nesting(body) > (limits.comment_nesting as usize).min(DEEPEST)
    {
        return Some(PlainReason::TooDeep);
    }
    (links(body) > limits.comment_links).then_some(PlainReason::TooManyLinks)
}

/// How many web addresses stand in a body, in links or by themselves; one that is both counts once.
fn links(body: &str) -> usize {
    let mut count = 0;
    let mut from = 0;
    while let Some((start, end)) = html::address::find(body, from) {
        // What stands in a link after its address is only what the link is called.
        count += usize::from(!body[..start].ends_with('>'));
        from = end;
    }
    count
}

/// A whole body as plain text, without its markup.
pub fn text(body: &str, kind: BodyKind) -> Cow<'_, str> {
    tidied(match kind {
        BodyKind::WordPress if has_markup(body) => Cow::Owned(markup::text_of(body)),
        BodyKind::WordPress => decode(body),
        BodyKind::Plain => Cow::Borrowed(body),
    })
}

/// The beginning of a body as plain text, at most so many characters, cut at a word.
pub fn excerpt(body: &str, kind: BodyKind, max_chars: usize) -> String {
    // More than is asked for is read, because markup and blanks vanish.
    let text = match kind {
        BodyKind::WordPress if has_markup(body) => Cow::Owned(markup::text_of(body)),
        BodyKind::WordPress => decode(body),
        BodyKind::Plain => Cow::Borrowed(body),
    };
    let mut collected = String::with_capacity(max_chars * 2);
    for (number, word) in text.split_whitespace().enumerate() {
        // A character has at most four bytes.
        if collected.len() > max_chars * 4 {
            break;
        }
        if number > 0 {
            collected.push(' ');
        }
        collected.push_str(word);
    }
    cut(&tidied(Cow::Owned(collected)), max_chars)
}

#[cfg(test)]
mod tests;
