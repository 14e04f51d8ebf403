//! Captions: the title of an image is Markdown of one line, with emphasis and links.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Surroundings;
use super::concealed::seen;
use super::dollars;
use super::events::is_comment;
use super::inline::{self, push_plain, target};
use crate::html::{escape, push_text};
use crate::post::outline::LinkKind;

/// The signs that one of these begins with.
const SIGNS: &[char] = &['*', '_', '`', '[', '<', '&', '\\', '~', '$'];

/// The events of a caption, if it is a line of text and there is anything in it but text.
fn marked(title: &str) -> Option<Vec<Event<'_>>> {
    if !title.contains(SIGNS) {
        return None;
    }
    let events: Vec<Event<'_>> = match dollars::escaped(title) {
        Cow::Borrowed(title) => seen(title).collect(),
        Cow::Owned(title) => seen(&title).map(Event::into_static).collect(),
    };
    match events.as_slice() {
        // What looks like a list or a heading is text here.
        [Event::Start(Tag::Paragraph), inner @ .., Event::End(TagEnd::Paragraph)]
            if !inner.contains(&Event::Start(Tag::Paragraph)) =>
        {
            Some(inner.to_vec())
        }
        _ => None,
    }
}

/// A caption as HTML.
pub(super) fn html(title: &str, around: &Surroundings<'_>) -> String {
    let title = title.trim();
    let Some(events) = marked(title) else { return escape(title).into_owned() };
    let mut html = String::with_capacity(title.len() + 32);
    let mut links: Vec<String> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = events.as_slice();
    while let Some((event, following)) = rest.split_first() {
        rest = following;
        match event {
            Event::Text(text) if links.is_empty() => inline::push_text(&mut html, text, around),
            Event::Code(code) => {
                html.push_str("<code>");
                push_text(&mut html, code);
                html.push_str("</code>");
            }
            Event::Start(Tag::Emphasis) => html.push_str("<em>"),
            Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
            Event::Start(Tag::Strong) => html.push_str("<strong>"),
            Event::End(TagEnd::Strong) => html.push_str("</strong>"),
            Event::Start(Tag::Strikethrough) => html.push_str("<del>"),
            Event::End(TagEnd::Strikethrough) => html.push_str("</del>"),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let written = target(*link_type, dest_url);
                let is_end = |event: &Event<'_>| *event == Event::End(TagEnd::Link);
                let end = rest.iter().position(is_end).unwrap_or(rest.len());
                links.push(inline::push_link(&mut html, &written, "", inline::Shows::Text, around));
                if inline::is_bare(*link_type, &rest[..end]) {
                    push_text(&mut html, inline::title(&written, around));
                    rest = &rest[end..];
                }
            }
            Event::End(TagEnd::Link) => html.push_str(&links.pop().unwrap_or_default()),
            Event::InlineHtml(tag) if is_paired(tag, rest, &mut open) => html.push_str(tag),
            Event::InlineHtml(tag) if is_mark(tag) || is_comment(tag) => {}
            Event::InlineHtml(tag) => push_text(&mut html, tag),
            other => {
                let mut plain = String::new();
                push_plain(&mut plain, other);
                push_text(&mut html, &plain);
            }
        }
    }
    html
}

/// Whether raw HTML is what was made of a mark.
fn is_mark(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).trim_end_matches('>');
    matches!(name, "mark" | "kbd" | "ins")
}

/// Whether raw HTML is the begin or the end of an element that a caption may have, without attributes; `open` are those around it.
fn is_paired<'e>(tag: &'e str, rest: &[Event<'_>], open: &mut Vec<&'e str>) -> bool {
    let Some(name) = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else {
        return false;
    };
    if let Some(name) = name.strip_prefix('/') {
        return open.pop_if(|last| *last == name).is_some();
    }
    let end = format!("</{name}>");
    let is_end = |event: &Event<'_>| matches!(event, Event::InlineHtml(tag) if **tag == *end);
    let is_one = matches!(
        name,
        "b" | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    );
    // Whatever begins within ends there.
    let mut within = rest.iter().take_while(|event| !is_end(event));
    let is_plain = within.all(|event| matches!(event, Event::Text(_) | Event::Code(_)));
    if !is_one || !is_plain || !rest.iter().any(is_end) {
        return false;
    }
    open.push(name);
    true
}

/// A caption as text.
pub(crate) fn plain(title: &str) -> Cow<'_, str> {
    match marked(title.trim()) {
        Some(events) => Cow::Owned(inline::plain_text(&events)),
        None => Cow::Borrowed(title),
    }
}

/// What the links of a caption lead to, as written.
pub(crate) fn targets(title: &str) -> Vec<(String, LinkKind)> {
    let links = marked(title.trim()).unwrap_or_default().into_iter().filter_map(|event| {
        let Event::Start(Tag::Link { link_type, dest_url, .. }) = event else { return None };
        let is_wiki = matches!(link_type, LinkType::WikiLink { .. });
        let kind = if is_wiki { LinkKind::Wiki } else { LinkKind::Link };
        Some((target(link_type, &dest_url).into_owned(), kind))
    });
    links.collect()
}
