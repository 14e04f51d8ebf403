//! The events of a body, as both the outline and the renderer see them: text in one piece, and measured before it is used.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{
    CowStr, DefaultBrokenLinkCallback, Event, HeadingLevel, OffsetIter, Options, Parser, Tag,
    TagEnd,
};

use super::abbreviations::Marker;
use super::concealed::{Concealing, concealing};
use super::depth::Depth;
use super::guard::{self, GUARD};
use super::prepare::Prepared;
use super::stand_ins::{MARK, mark_of_quote};
use super::{boxes, push_plain};
use crate::html::tokens::{Token, tokens};
use crate::output;

/// Standard Markdown and what is added to it.
pub(super) fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_MATH
}

/// The events of a text, each with where it stands; text and raw HTML that the parser gives in pieces is joined, and the sign that
/// makes a box of a quote is told apart.
pub(super) struct Events<'a> {
    joined: JoinedEvents<'a>,
    /// What stands behind such a sign.
    rest: Option<(Event<'a>, Range<usize>)>,
    line: Line,
    is_guarded: bool,
}

/// Whether the next event begins the first line of a quote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Quote,
    First,
    Other,
}

/// See [`Events`].
struct JoinedEvents<'a> {
    inner: OffsetIter<'a, DefaultBrokenLinkCallback>,
    waiting: Option<(Event<'a>, Range<usize>)>,
    source: &'a str,
}

/// The events of this text, which [`super::prepare`] has prepared.
pub(super) fn events(source: &str) -> Events<'_> {
    let inner = Parser::new_ext(source, dialect()).into_offset_iter();
    Events {
        joined: JoinedEvents { inner, waiting: None, source },
        rest: None,
        line: Line::Other,
        is_guarded: source.contains(GUARD),
    }
}

impl<'a> Events<'a> {
    /// The text.
    pub(super) fn source(&self) -> &'a str {
        self.joined.source
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(rest) = self.rest.take() {
            return Some(rest);
        }
        let (event, range) = self.joined.next()?;
        let event = if self.is_guarded { guard::bare(event) } else { event };
        let event = without_language(event);
        let is_first = self.line == Line::First;
        self.line = match (&event, self.line) {
            (Event::Start(Tag::BlockQuote(None)), _) => Line::Quote,
            (Event::Start(Tag::Paragraph), Line::Quote) => Line::First,
            _ => Line::Other,
        };
        let Event::Text(text) = &event else { return Some((event, range)) };
        // A sign that is written as an entity means itself.
        let is_literal = || self.joined.source[range.start..].starts_with('&');
        let length = boxes::sign(text).filter(|_| is_first && !is_literal());
        let Some(length) = length else {
            return Some((event, range));
        };
        let mark = Event::InlineHtml(mark_of_quote(&text[..length]).into());
        let middle = (range.start + length).min(range.end);
        let rest = text[length..].to_owned();
        self.rest = (!rest.is_empty()).then(|| (Event::Text(rest.into()), middle..range.end));
        Some((mark, range.start..middle))
    }
}

impl<'a> Iterator for JoinedEvents<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (first, mut range) = self.waiting.take().or_else(|| self.inner.next())?;
        let mut text = match first {
            Event::Text(text) => Joined::new(text),
            Event::Html(text) => {
                let mut joined = Joined::new(text);
                loop {
                    match self.inner.next() {
                        Some((Event::Html(next), at)) => {
                            joined.add(&next, &mut range, at, self.source);
                        }
                        other => {
                            self.waiting = other;
                            return Some((Event::Html(joined.into()), range));
                        }
                    }
                }
            }
            other => return Some((other, range)),
        };
        loop {
            match self.inner.next() {
                Some((Event::Text(next), at)) => text.add(&next, &mut range, at, self.source),
                other => {
                    self.waiting = other;
                    return Some((Event::Text(text.into()), range));
                }
            }
        }
    }
}

/// Pieces of text that follow each other; borrowed as long as they do so in the source too.
enum Joined<'a> {
    Piece(CowStr<'a>),
    Owned(String),
}

impl<'a> Joined<'a> {
    fn new(piece: CowStr<'a>) -> Self {
        Joined::Piece(piece)
    }

    fn add(
        &mut self,
        next: &CowStr<'a>,
        range: &mut Range<usize>,
        at: Range<usize>,
        source: &'a str,
    ) {
        let end = at.end.max(range.end);
        match self {
            Joined::Owned(text) => text.push_str(next),
            Joined::Piece(piece) => {
                let is_slice = range.end == at.start
                    && piece.len() == range.len()
                    && next.len() == at.len()
                    && matches!((&*piece, next), (CowStr::Borrowed(_), CowStr::Borrowed(_)));
                match source.get(range.start..at.end).filter(|_| is_slice) {
                    Some(slice) => *piece = CowStr::Borrowed(slice),
                    None => {
                        let mut text = String::with_capacity(piece.len() + next.len() + 64);
                        text.push_str(piece);
                        text.push_str(next);
                        *self = Joined::Owned(text);
                    }
                }
            }
        }
        range.end = end;
    }
}

impl<'a> From<Joined<'a>> for CowStr<'a> {
    fn from(joined: Joined<'a>) -> Self {
        match joined {
            Joined::Piece(piece) => piece,
            Joined::Owned(text) => text.into(),
        }
    }
}

/// Code within a line without the language that Material has before it, `#!python range()`.
fn without_language(event: Event<'_>) -> Event<'_> {
    let code = match &event {
        Event::Code(text) => text.strip_prefix("#!").and_then(|rest| rest.split_once(' ')),
        _ => None,
    };
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    match code.filter(|(name, code)| is_name(name) && !code.trim().is_empty()) {
        Some((_, code)) => Event::Code(code.to_owned().into()),
        None => event,
    }
}

/// Whether raw HTML is only comments, which are for whoever edits the post.
pub(crate) fn is_comment(raw: &str) -> bool {
    raw.trim_start().starts_with("<!--")
        && tokens(raw).all(|token| match token {
            Token::Comment(_) => true,
            Token::Text(text) => text.trim().is_empty(),
            _ => false,
        })
}

/// A body's events in a row, so that a renderer can look ahead.
pub(crate) struct Collected<'a> {
    /// The events, without the heading that is the title.
    pub(crate) events: Vec<Event<'a>>,
    /// For each start the place of its end; for other events nothing that means anything.
    pub(crate) ends: Vec<u32>,
    /// How deep they nest.
    pub(crate) depth: usize,
    /// Whether there is raw HTML that is not only comments.
    pub(crate) has_html: bool,
    /// By how much headings are lowered, so that the page's title is its only one of the first level.
    pub(crate) lowered: u8,
}

/// All the events of a text that has been prepared; `given` is the title that the front matter gives.
/// What is hidden stays only if all HTML does.
pub(crate) fn collect<'a>(
    prepared: &'a Prepared<'_>,
    given: Option<&str>,
    is_trusted: bool,
) -> Collected<'a> {
    let source = &*prepared.text;
    let mut collecting = Collecting {
        collected: Collected {
            events: Vec::with_capacity(source.len() / 24 + 16),
            ends: Vec::with_capacity(source.len() / 24 + 16),
            depth: 0,
            has_html: false,
            lowered: 0,
        },
        depth: Depth::default(),
        open: Vec::new(),
    };
    let mut marker = Marker::new(&prepared.abbreviations);
    for part in parts(source, given) {
        let event = match part {
            Part::Body(event, _) => event,
            Part::Hidden(event, _) if is_trusted => event,
            Part::Hidden(..) | Part::Title(_) => continue,
        };
        match marker.marked(&event) {
            Some(events) => events.into_iter().for_each(|event| collecting.add(event)),
            None => collecting.add(event),
        }
    }
    let Collecting { mut collected, depth, .. } = collecting;
    let (deepest, raw) = depth.finish();
    collected.depth = deepest;
    collected.has_html = !raw.is_empty();
    collected
}

/// See [`collect`].
struct Collecting<'a> {
    collected: Collected<'a>,
    depth: Depth,
    /// The starts that have not ended.
    open: Vec<usize>,
}

impl<'a> Collecting<'a> {
    fn add(&mut self, event: Event<'a>) {
        self.depth.see(&event);
        let here = self.collected.events.len();
        match &event {
            Event::Start(tag) => {
                self.open.push(here);
                if matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. }) {
                    self.collected.lowered = 1;
                }
            }
            Event::End(_) => {
                if let Some(start) = self.open.pop() {
                    self.collected.ends[start] = u32::try_from(here).unwrap_or(u32::MAX);
                }
            }
            _ => {}
        }
        self.collected.events.push(event);
        self.collected.ends.push(0);
    }
}

/// An event of a body.
pub(crate) enum Part<'a> {
    /// It belongs to the heading that is the title, which the page shows above the body.
    Title(Event<'a>),
    /// It belongs to the body, and stands here.
    Body(Event<'a>, Range<usize>),
    /// The same, but HTML hides it from readers.
    Hidden(Event<'a>, Range<usize>),
}

/// The events of a prepared text, told apart. A heading of the first level that nothing but comments stands before is the
/// title, unless the front matter gives another one: then it is a heading like any other.
pub(crate) fn parts<'a, 't>(source: &'a str, given: Option<&'t str>) -> Parts<'a, 't> {
    Parts { events: concealing(events(source)), given, state: State::Before, held: VecDeque::new() }
}

/// See [`parts`].
pub(crate) struct Parts<'a, 't> {
    events: Concealing<'a>,
    given: Option<&'t str>,
    state: State,
    /// The first heading, read whole to see what it says.
    held: VecDeque<(Event<'a>, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Comment,
    /// The events that are held are the title.
    Title,
    After,
}

impl<'a> Iterator for Parts<'a, '_> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if let Some((event, range)) = self.held.pop_front() {
            return Some(match self.state {
                State::Title => Part::Title(event),
                _ => Part::Body(event, range),
            });
        }
        let (event, range, is_seen) = self.events.next()?;
        if !is_seen {
            return Some(Part::Hidden(event, range));
        }
        self.state = match (self.state, &event) {
            (State::Before, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })) => {
                self.hold(event, range);
                return self.next();
            }
            // The summary mark is no comment: it means something wherever it stands.
            (State::Before, Event::Start(Tag::HtmlBlock)) => State::Comment,
            (State::Comment, Event::Html(raw)) if is_comment(raw) && !raw.contains(MARK) => {
                State::Comment
            }
            (State::Comment, Event::End(_)) => State::Before,
            _ => State::After,
        };
        Some(Part::Body(event, range))
    }
}

impl<'a> Parts<'a, '_> {
    /// Reads the first heading to its end, and decides whether it is the title.
    fn hold(&mut self, start: Event<'a>, range: Range<usize>) {
        let mut text = String::new();
        self.held.push_back((start, range));
        for (event, range, is_seen) in self.events.by_ref() {
            if !is_seen {
                continue;
            }
            push_plain(&mut text, &event);
            let is_end = matches!(event, Event::End(TagEnd::Heading(_)));
            self.held.push_back((event, range));
            if is_end {
                break;
            }
        }
        let is_title =
            text.trim().is_empty() || self.given.is_none_or(|given| folded(given) == folded(&text));
        self.state = if is_title { State::Title } else { State::After };
    }
}

/// What a title says, whatever its capitals, accents and signs.
fn folded(title: &str) -> String {
    output::folded(title.chars().filter(|character| character.is_alphanumeric()))
}
