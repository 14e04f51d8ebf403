//! A comment's text becomes safe HTML.
//!
//! 1. Text without tags, which most comments are, becomes paragraphs in one pass (`paragraphs`).
//! 2. Text with tags gets the paragraphs that WordPress would show, or those in place of blocks that a comment cannot have (`markup`),
//!    and passes the sanitiser.
//! 3. So does Markdown, once it is HTML (`markdown`).
//! 4. What is over a limit is shown as it was written.
//!
//! Links that lead to the site itself lead on from there (`links`). `unmarked` is what is read without tags, `packed` is how the
//! texts of many comments are held, and `language` tells in which language one is.

mod language;
mod links;
mod markdown;
mod markup;
mod paragraphs;
mod unmarked;
mod packed;
pub(super) mod tidy;

use std::borrow::Cow;

use super::{BodyKind, Comment};
use crate::config::settings::Limits;
use crate::diagnostic::PlainReason;
use crate::html::tokens::{begins_markup, decode};
use crate::html::{self, Html};
use crate::post::outline::cut;
pub(crate) use language::{foreign, language};
pub use links::{addresses, relinked};
pub(super) use packed::pack;
pub use packed::{Body, Keeping};

/// The HTML of a comment of this kind. Never fails: what has no meaning is shown as text, and so is a body that is
/// [`over()`] a limit. Nothing in it is loaded from elsewhere.
pub fn render(body: &str, kind: BodyKind, over: Option<PlainReason>) -> Html {
    let body = tidy::tidy(body);
    if kind == BodyKind::Markdown {
        return render_markdown(&body, over.is_some());
    }
    let is_whole = over.is_some() || kind == BodyKind::Plain;
    let body = if is_whole { body } else { opened(body) };
    if is_whole || !has_markup(&body) {
        let text = match kind {
            BodyKind::WordPress | BodyKind::Html => tidied(decode(&body)),
            BodyKind::Markdown | BodyKind::Plain => Cow::Borrowed(body.as_ref()),
        };
        return plain(&text, over.is_none());
    }
    let linked = html::links_with_words(&body);
    let typed = kind == BodyKind::WordPress;
    if !typed && !markup::has_foreign_blocks(&linked) {
        return html::sanitise_comment(&linked);
    }
    let marked = markup::with_paragraphs(&linked, typed);
    if html::is_amplified(body.len(), marked.len()) {
        return plain(&body, false);
    }
    html::sanitise_comment(&tidied(Cow::Owned(marked)))
}

/// HTML in which a comment without an end is text.
fn opened(body: Cow<'_, str>) -> Cow<'_, str> {
    match unmarked::with_open_comments(&body) {
        Cow::Owned(opened) => Cow::Owned(opened),
        Cow::Borrowed(_) => body,
    }
}

/// Whether readers would see nothing of a comment: no more than blanks, pictures and scripts.
pub fn is_empty(comment: &Comment) -> bool {
    let body = &comment.body;
    let shows_nothing = || {
        let html = render(&body.text(), comment.kind, None);
        !unmarked::pieces(html.as_str()).any(|piece| packed::shows(&piece))
    };
    body.is_blank() || body.is_bare() && comment.kind != BodyKind::Plain && shows_nothing()
}

fn render_markdown(body: &str, is_plain: bool) -> Html {
    if is_plain {
        return plain(body, false);
    }
    let rendered = markdown::render(body);
    if html::is_amplified(body.len(), rendered.len()) {
        return plain(body, false);
    }
    // An entity may bring back what was taken out.
    html::sanitise_comment(&tidied(Cow::Owned(rendered)))
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
    while let Some(found) = memchr::memchr(b'<', &bytes[from..]) {
        if begins_markup(&bytes[from + found..]) {
            return true;
        }
        from += found + 1;
    }
    false
}

/// Why the body of a comment is to be shown as plain text, if it is over a limit.
pub fn over(comment: &Comment, limits: &Limits) -> Option<PlainReason> {
    plain_reason(&comment.body.text(), comment.kind, limits)
}

fn plain_reason(body: &str, kind: BodyKind, limits: &Limits) -> Option<PlainReason> {
    if body.len() > limits.comment_bytes {
        return Some(PlainReason::TooLong);
    }
    let nesting = match kind {
        BodyKind::Markdown => markdown::nesting(body),
        BodyKind::WordPress | BodyKind::Html if has_markup(body) => {
            html::nesting(&unmarked::with_open_comments(body))
        }
        BodyKind::WordPress | BodyKind::Html | BodyKind::Plain => 0,
    };
    if nesting > limits.comment_nesting as usize {
        return Some(PlainReason::TooDeep);
    }
    (count_links(body) > limits.comment_links).then_some(PlainReason::TooManyLinks)
}

/// How many web addresses stand in a body, in links or by themselves; one that is both counts once.
fn count_links(body: &str) -> usize {
    // What stands in a link after its address is only what the link is called.
    html::address::linked(body).filter(|(start, _)| !body[..*start].ends_with('>')).count()
}

/// A whole body as plain text, without its markup, its blanks as they stand.
pub fn text(body: &str, kind: BodyKind) -> Cow<'_, str> {
    tidied(bare(body, kind))
}

/// The same with every character that stands there.
fn bare(body: &str, kind: BodyKind) -> Cow<'_, str> {
    match kind {
        BodyKind::WordPress | BodyKind::Html if has_markup(body) => {
            Cow::Owned(unmarked::text_of(&unmarked::with_open_comments(body)))
        }
        BodyKind::WordPress | BodyKind::Html => decode(body),
        BodyKind::Markdown => Cow::Owned(markdown::text_of(body)),
        BodyKind::Plain => Cow::Borrowed(body),
    }
}

/// The beginning of a body as plain text, at most so many characters, cut at a word.
pub fn excerpt(body: &str, kind: BodyKind, max_chars: usize) -> String {
    relinked_excerpt(body, kind, &[], max_chars)
}

/// The same in which these addresses are others: what has no links can only name where they lead.
pub fn relinked_excerpt(
    body: &str,
    kind: BodyKind,
    links: &[(&str, String)],
    max_chars: usize,
) -> String {
    let text = links::relinked_text(bare(body, kind), links);
    let mut collected = String::with_capacity(max_chars * 2);
    let mut sure = 0;
    for (number, word) in run_on(&text).enumerate() {
        // Signs of ASCII are never taken out, and other characters have at most four bytes.
        if sure > max_chars || collected.len() > max_chars * 4 {
            break;
        }
        if number > 0 {
            collected.push(' ');
        }
        collected.push_str(word);
        sure += word.bytes().filter(u8::is_ascii_graphic).count();
    }
    cut(&tidied(Cow::Owned(collected)), max_chars)
}

/// The words of a text whose lines run on: there a point parts the items of a list, whatever sign stands before each.
fn run_on(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.enumerate().flat_map(|(number, line)| {
        let mut words = line.split_whitespace().peekable();
        let is_item = words.next_if(|word| matches!(*word, "-" | "*" | "•")).is_some();
        let parts = is_item && number > 0 && words.peek().is_some();
        parts.then_some("·").into_iter().chain(words)
    })
}

#[cfg(test)]
mod tests;
