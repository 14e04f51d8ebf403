//! What HTML hides from readers in a body: the text and the Markdown in it are told apart from what they see, so that neither the page nor a
//! summary nor the search has them.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::{Events, events};
use super::stand_ins::{BoxMark, box_mark};
use crate::html::tokens::{Token, ends_itself, tokens};
use crate::html::{ends_by_itself, is_hidden, is_void, is_within_line, may_hide};

/// An event with where it stands, and whether readers see it.
pub(super) type Seen<'a> = (Event<'a>, Range<usize>, bool);

/// Events, each with whether readers see it. Of a container the start is seen if and only if the end is.
pub(super) struct Concealing<'a> {
    events: Events<'a>,
    waiting: VecDeque<Seen<'a>>,
    hiding: Option<Hiding>,
    /// The containers that are open.
    open: Vec<Container>,
    /// Nothing is named that hides.
    is_plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Seen,
    /// A paragraph that began where nothing was seen; what stands in it behind the end of that is.
    HiddenParagraph,
    Hidden,
}

/// The element that hides.
struct Hiding {
    /// It and those that are open in it.
    names: Vec<String>,
    /// How many containers were open where it began.
    depth: usize,
    /// How many boxes are open in it.
    boxes: usize,
}

/// The events of a text with what is hidden told apart.
pub(super) fn concealing(events: Events<'_>) -> Concealing<'_> {
    let is_plain = !may_hide(events.source());
    Concealing { events, waiting: VecDeque::new(), hiding: None, open: Vec::new(), is_plain }
}

/// The events of a text that readers see.
pub(super) fn seen(source: &str) -> impl Iterator<Item = Event<'_>> {
    concealing(events(source)).filter_map(|(event, _, is_seen)| is_seen.then_some(event))
}

/// Whether an element begins a new line of thought: a word does not go on from before it.
pub(crate) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

impl<'a> Iterator for Concealing<'a> {
    type Item = Seen<'a>;

    fn next(&mut self) -> Option<Seen<'a>> {
        if self.is_plain {
            let (event, range) = self.events.next()?;
            return Some((event, range, true));
        }
        loop {
            if let Some(seen) = self.waiting.pop_front() {
                return Some(seen);
            }
            let (event, range) = self.events.next()?;
            let is_seen = match &event {
                // It has no element of its own.
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => true,
                Event::Start(tag) => self.starts(tag),
                Event::End(tag) => self.ends(*tag),
                Event::Html(raw) if self.is_concerned(raw) => {
                    self.cut(raw, &range, Event::Html);
                    continue;
                }
                Event::InlineHtml(raw) if self.is_concerned(raw) => {
                    self.cut(raw, &range, Event::InlineHtml);
                    continue;
                }
                _ => !self.hides(),
            };
            return Some((event, range, is_seen));
        }
    }
}

impl<'a> Concealing<'a> {
    fn hides(&self) -> bool {
        self.hiding.is_some() || self.open.last() == Some(&Container::Hidden)
    }

    fn is_concerned(&self, raw: &str) -> bool {
        self.hides()
            || tokens(raw).any(|token| match token {
                Token::Open { name, attributes, .. } => is_hidden(name, attributes),
                _ => false,
            })
    }

    fn starts(&mut self, tag: &Tag<'_>) -> bool {
        // A block ends a paragraph of HTML.
        if is_block(tag) && self.hiding.as_ref().is_some_and(Hiding::is_paragraph) {
            self.hiding = None;
        }
        let container = match (self.hides(), tag) {
            (false, _) => Container::Seen,
            (true, Tag::Paragraph) => Container::HiddenParagraph,
            (true, _) => Container::Hidden,
        };
        self.open.push(container);
        container == Container::Seen
    }

    fn ends(&mut self, tag: TagEnd) -> bool {
        let is_seen = self.open.pop().is_none_or(|container| container == Container::Seen);
        let depth = self.open.len();
        if let Some(hiding) = self.hiding.as_mut().filter(|hiding| depth < hiding.depth) {
            // What cannot stand in a paragraph has ended it where it began.
            if tag == TagEnd::Paragraph && !hiding.is_phrasing() {
                hiding.depth = depth;
            } else {
                self.hiding = None;
            }
        }
        is_seen
    }

    /// Raw HTML in pieces that are seen and pieces that are not.
    fn cut(&mut self, raw: &str, range: &Range<usize>, event: impl Fn(CowStr<'a>) -> Event<'a>) {
        let mut piece = String::new();
        let mut was_seen = !self.hides();
        let (mut from, mut at) = (0, 0);
        let place = |from: usize, to: usize| {
            (range.start + from).min(range.end)..(range.start + to).min(range.end)
        };
        for token in tokens(raw) {
            let is_seen = self.sees(&token) && (was_seen || !piece_is_blank(&token));
            if is_seen != was_seen && !piece.is_empty() {
                let whole = std::mem::take(&mut piece);
                self.waiting.push_back((event(whole.into()), place(from, at), was_seen));
                from = at;
            }
            was_seen = is_seen;
            piece.push_str(token.raw());
            at += token.raw().len();
        }
        if !piece.is_empty() {
            self.waiting.push_back((event(piece.into()), place(from, at), was_seen));
        }
    }

    /// Whether a piece of raw HTML is seen, by what is hidden before it; the next ones follow it.
    fn sees(&mut self, token: &Token<'_>) -> bool {
        if let Some(hiding) = &mut self.hiding {
            match hiding.take(token) {
                Ends::Not => return false,
                Ends::With => {
                    self.hiding = None;
                    return false;
                }
                Ends::Before => self.hiding = None,
            }
        }
        if let Token::Open { name, attributes, .. } = token
            && is_hidden(name, attributes)
        {
            let has_inner = !is_void(name) && !ends_itself(attributes);
            let names = vec![name.to_ascii_lowercase()];
            let depth = self.open.len();
            self.hiding = has_inner.then_some(Hiding { names, depth, boxes: 0 });
            return false;
        }
        !self.hides()
    }
}

fn piece_is_blank(token: &Token<'_>) -> bool {
    matches!(token, Token::Text(text) if text.trim().is_empty())
}

/// Whether an element that hides ends at a piece of HTML.
enum Ends {
    Not,
    With,
    Before,
}

impl Hiding {
    fn is_paragraph(&self) -> bool {
        self.names == ["p"]
    }

    fn is_phrasing(&self) -> bool {
        self.names.first().is_some_and(|name| is_within_line(name))
    }

    fn take(&mut self, token: &Token<'_>) -> Ends {
        match token {
            Token::Open { name, attributes, .. } => {
                let name = name.to_ascii_lowercase();
                let is_alone = self.names.len() == 1 && ends_by_itself(&self.names[0]);
                let is_block = self.names[0] == "p" && !is_within_line(&name);
                if is_alone && (is_block && !is_void(&name) || self.names[0] == name) {
                    return Ends::Before;
                }
                if !is_void(&name) && !ends_itself(attributes) {
                    self.names.push(name);
                }
                Ends::Not
            }
            Token::Close { name, .. } => {
                match self.names.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
                    Some(0) => Ends::With,
                    Some(at) => {
                        self.names.truncate(at);
                        Ends::Not
                    }
                    // What it stands in ends.
                    None if self.names.len() == 1 && ends_by_itself(&self.names[0]) => Ends::Before,
                    None => Ends::Not,
                }
            }
            Token::Comment(comment) => match (box_mark(comment), self.boxes) {
                (Some(BoxMark::Open(_)), _) => {
                    self.boxes += 1;
                    Ends::Not
                }
                (Some(BoxMark::Close), 0) => Ends::Before,
                (Some(BoxMark::Close), _) => {
                    self.boxes -= 1;
                    Ends::Not
                }
                (None, _) => Ends::Not,
            },
            Token::Text(_) | Token::Raw(_) => Ends::Not,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::markdown::push_plain;

    #[test]
    fn what_html_hides_is_not_seen() {
        for (body, wanted) in [
            ("<div hidden>GEHEIM</div>\n\na", "a"),
            ("<div hidden>\n\nGEHEIM <div>\n\n# GEHEIM\n\n</div>\n\nGEHEIM\n\n</div>\n\na", "a"),
            ("a <span hidden>GEHEIM *GEHEIM*</span> b", "a  b"),
            ("a <span hidden>GEHEIM <span>GEHEIM</span> GEHEIM</span> b", "a  b"),
            ("a <span hidden>GEHEIM\n\nb", "a b"),
            ("<p style=\"display: none\">GEHEIM</p>\n\na", "a"),
            ("<p hidden>GEHEIM<p>a\n\nb", "b"),
            ("<p hidden>GEHEIM\n\na", "a"),
            ("<ul><li hidden>GEHEIM<li>a</ul>\n\nb", "b"),
            ("<details hidden><summary>GEHEIM</summary>\n\nGEHEIM\n</details>\n\na", "a"),
            ("<div hidden>\n\nGEHEIM</div> a\n\nb", " ab"),
            ("a <div hidden>GEHEIM\n\nGEHEIM\n\n</div>\n\nb", "a b"),
            ("<div hidden>\n\n- GEHEIM\n- GEHEIM\n\n</div>\n\n- a\n- b", "a b"),
            ("- a <b hidden>GEHEIM\n- b", "a b"),
            ("> <div hidden>\n> GEHEIM\n\na", "a"),
            ("a <img hidden src=\"x\"> b <br hidden/> c", "a  b  c"),
            ("`<div hidden>` a", "<div hidden> a"),
        ] {
            let mut text = String::new();
            let mut open = Vec::new();
            for (event, _, is_seen) in concealing(events(body)) {
                match &event {
                    Event::Start(_) => open.push(is_seen),
                    Event::End(_) => assert_eq!(open.pop(), Some(is_seen), "{body}"),
                    _ => {}
                }
                if is_seen {
                    match event {
                        Event::End(TagEnd::Paragraph | TagEnd::Item) if !text.ends_with(' ') => {
                            text.push(' ');
                        }
                        Event::Html(raw) => assert!(!raw.contains("GEHEIM"), "{body}"),
                        event => push_plain(&mut text, &event),
                    }
                }
            }
            assert_eq!(text.trim_end(), wanted, "{body}");
        }
    }
}
