//! The look itself: one pass over the events of a body.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::called::Names;
use super::formulas::{Bad, Formulas};
use super::left;
use super::notes::Notes;
use super::pictures::Pictures;
use super::place::{Lines, Place};
use super::quote::Quote;
use super::raw::Raw;
use super::summary::Summary;
use super::terms::Words;
use super::wishes::Wishes;
use super::{Heading, Link, LinkKind, MarkdownOptions, Outline, steps};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::html::address;
use crate::html::tokens::{Token, tokens, value_of};
use crate::post::markdown::concealed::is_block;
use crate::post::markdown::depth::Depth;
use crate::post::markdown::events::{Part, is_comment, parts};
use crate::post::markdown::ids::HeadingIds;
use crate::post::markdown::prepare::{self, Prepared};
use crate::post::markdown::{pointer, push_plain, stand_ins, target, targets_of_caption};
use crate::post::{Liquid, math};

/// Looks through a body.
pub(super) fn scan(
    body: &str,
    first_line: u32,
    (title, mark, liquid): (Option<&str>, Option<&str>, Liquid),
    options: &MarkdownOptions,
) -> Checked<Outline> {
    let prepared = prepare::prepare(body, liquid);
    let mut look = Look::new(&prepared, first_line, mark);
    for part in parts(&prepared.text, title) {
        match part {
            Part::Title(event) => look.see_title(&event),
            Part::Body(event, range) => look.see(&event, range),
            // No summary has it, though the page does.
            Part::Hidden(event, range) if options.trusted_html => {
                look.skipped += 1;
                look.see(&event, range);
                look.skipped -= 1;
            }
            Part::Hidden(event, range) => look.raw.see_hidden(&event, look.place.at(range.start)),
        }
    }
    let lines = Lines::new(body, first_line);
    let (outline, mut problems) = look.finish(&lines, options);
    problems.extend(left::problems(&prepared, &lines));
    problems.sort_by_key(|problem| problem.line);
    Checked { value: outline, problems }
}

/// What was seen so far.
struct Look<'a> {
    prepared: &'a Prepared<'a>,
    outline: Outline,
    depth: Depth,
    words: Words,
    summary: Summary,
    /// The comment that ends the summary of this post, beside those that every post knows.
    mark: Option<&'a str>,
    ids: HeadingIds,
    /// The text of the heading that is open, and the id it was given.
    heading: Option<(String, Option<String>)>,
    title_text: Option<String>,
    lowered: u8,
    paragraphs: usize,
    /// How many elements are open whose text is no part of a summary.
    skipped: usize,
    in_code: bool,
    in_link: bool,
    /// The link that is open, while it has no text of its own.
    untitled: Option<String>,
    /// Whether it is a `[[slug]]`, whose text is only that.
    is_wiki: bool,
    /// The quote that is open.
    quote: Quote,
    place: Place<'a>,
    raw: Raw,
    notes: Notes,
    wishes: Wishes,
    /// The line of each heading; none of those that are quoted, which are not of this text.
    heading_lines: Vec<Option<u32>>,
    formulas: Formulas,
    pictures: Pictures,
    names: Names,
}

impl<'a> Look<'a> {
    fn new(prepared: &'a Prepared<'a>, first_line: u32, mark: Option<&'a str>) -> Self {
        Look {
            prepared,
            outline: Outline { is_plain: prepared.is_plain(), ..Outline::default() },
            depth: Depth::default(),
            words: Words::new(prepared.text.len()),
            summary: Summary::new(prepared.text.contains("<!--")),
            mark,
            ids: HeadingIds::default(),
            heading: None,
            title_text: None,
            lowered: 0,
            paragraphs: 0,
            skipped: 0,
            in_code: false,
            in_link: false,
            untitled: None,
            is_wiki: false,
            quote: Quote::default(),
            place: Place::new(prepared, first_line),
            raw: Raw::default(),
            notes: Notes::default(),
            wishes: Wishes::default(),
            heading_lines: Vec::new(),
            formulas: Formulas::default(),
            pictures: Pictures::default(),
            names: Names::default(),
        }
    }

    fn see(&mut self, event: &Event<'a>, range: Range<usize>) {
        self.depth.see(event);
        self.quote.see(event);
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.see_text(text, &range),
            Event::Code(code) => {
                self.words.add(code);
                self.add_plain(event, code);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words.end();
                self.add_plain(event, " ");
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.see_html(raw, range.start),
            Event::TaskListMarker(_) | Event::Rule | Event::FootnoteReference(_) => {
                self.words.end();
            }
            Event::InlineMath(text) if !math::is_formula(text) => {
                self.see_text(&format!("${text}$"), &range);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.words.end();
                let sign = if matches!(event, Event::InlineMath(_)) { "$" } else { "$$" };
                let line = self.place.at(range.start);
                self.formulas.check(text, sign, line);
                self.add_plain(event, &math::plain(text));
            }
        }
    }

    fn see_title(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.words.heading(true);
                self.title_text = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) => self.words.heading(false),
            Event::Text(text) | Event::Code(text) => self.words.add(text),
            _ => self.words.end(),
        }
        if let Some(title) = &mut self.title_text {
            push_plain(title, event);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, offset: usize) {
        if is_block(tag) {
            self.words.end();
            if self.skipped == 0 && self.summary.wants_more() {
                self.summary.separate();
            }
        }
        match tag {
            Tag::Paragraph => self.paragraphs += 1,
            Tag::BlockQuote(_) => {
                if self.quote.depth == 0 && self.skipped == 0 {
                    self.summary.begin_quote();
                    self.quote = Quote::default();
                }
                self.quote.depth += 1;
            }
            Tag::Heading { id, level, .. } => {
                let line = self.place.at(offset);
                self.heading_lines.push((self.quote.depth == 0).then_some(line));
                self.words.heading(true);
                self.skipped += 1;
                self.lowered |= u8::from(*level as u8 == 1);
                self.heading = Some((String::new(), id.as_ref().map(|id| id.to_string())));
            }
            Tag::CodeBlock(_) => {
                self.skipped += 1;
                self.in_code = true;
            }
            Tag::Table(_) | Tag::FootnoteDefinition(_) => self.skipped += 1,
            Tag::Link { link_type, dest_url, .. } => {
                self.in_link = true;
                let kind = match link_type {
                    LinkType::WikiLink { .. } => LinkKind::Wiki,
                    _ => LinkKind::Link,
                };
                let target = target(*link_type, dest_url);
                self.untitled = Some(target.clone().into_owned());
                self.names.open(&target);
                self.is_wiki = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                self.point(&target, kind, offset);
            }
            Tag::Image { dest_url, title, .. } => {
                self.skipped += 1;
                self.point(dest_url, LinkKind::Image, offset);
                self.pictures.open(dest_url, self.place.line);
                for (target, kind) in targets_of_caption(title) {
                    self.point(&target, kind, offset);
                }
                self.wishes.see(dest_url, title, self.place.line);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraphs -= 1,
            TagEnd::Heading(level) => {
                self.words.heading(false);
                self.skipped -= 1;
                if let Some((text, id)) = self.heading.take() {
                    let text = text.trim().to_owned();
                    let id = self.ids.assign(id.as_deref(), &text);
                    self.outline.headings.push(Heading { level: level as u8, id, text });
                }
            }
            TagEnd::CodeBlock => {
                self.skipped -= 1;
                self.in_code = false;
            }
            TagEnd::Image => {
                self.skipped -= 1;
                self.pictures.close();
            }
            TagEnd::Table | TagEnd::FootnoteDefinition => self.skipped -= 1,
            TagEnd::Link => self.end_link(),
            TagEnd::BlockQuote(_) => {
                self.quote.depth -= 1;
                if self.quote.depth == 0 {
                    self.summary.end_quote(self.quote.names_source);
                }
            }
            TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.words.end();
            }
            _ => {}
        }
    }

    /// Ends a link; one without a text of its own is known by what it leads to.
    fn end_link(&mut self) {
        self.in_link = false;
        self.is_wiki = false;
        self.names.close();
        if let Some(target) = self.untitled.take()
            && self.heading.is_none()
            && self.skipped == 0
            && self.summary.wants_more()
        {
            self.summary.add_untitled(&target, self.paragraphs > 0);
        }
    }

    fn see_text(&mut self, text: &str, range: &Range<usize>) {
        if self.in_code {
            return;
        }
        self.formulas.look(&self.prepared.text, range, |at| self.place.at(at));
        self.notes.look(&self.prepared.text, range, |at| self.place.at(at));
        self.words.add(text);
        if self.is_wiki && self.heading.is_none() {
            return;
        }
        self.add_plain(&Event::Text(text.into()), text);
        if self.in_link {
            return;
        }
        for (start, end) in address::linked(text) {
            let address = address::with_scheme(&text[start..end]);
            self.point(&address, LinkKind::Link, range.start);
        }
    }

    /// Adds text to the heading that is open, or else to the summary.
    fn add_plain(&mut self, event: &Event<'_>, text: &str) {
        self.untitled = None;
        self.pictures.describe(text);
        self.names.add(event);
        if let Some((heading, _)) = &mut self.heading {
            push_plain(heading, event);
        } else if self.skipped == 0 && self.summary.wants_more() {
            self.summary.add(text, self.paragraphs > 0);
        }
    }

    fn point(&mut self, target: &str, kind: LinkKind, offset: usize) {
        let line = self.place.at(offset);
        self.outline.links.push(Link { target: target.to_owned(), kind, line });
    }

    /// Raw HTML: the summary's mark, or links, pictures and anchors.
    fn see_html(&mut self, raw: &str, offset: usize) {
        if is_comment(raw) {
            for (target, kind) in self.prepared.targets(raw) {
                self.point(&target, kind, offset);
            }
            if raw.split_inclusive("-->").any(|comment| self.ends_summary(comment)) {
                self.summary.mark();
            }
            return;
        }
        let line = self.place.at(offset);
        self.raw.see(raw, line);
        self.words.end();
        for token in tokens(raw) {
            match token {
                Token::Open { name, attributes, .. } => {
                    self.see_tag(name, attributes, line);
                    self.summary.see_tag(name, true, self.paragraphs > 0);
                }
                Token::Close { name, .. } => {
                    self.summary.see_tag(name, false, self.paragraphs > 0);
                }
                Token::Text(text) => self.words.add(text),
                Token::Comment(comment) if self.ends_summary(comment) => self.summary.mark(),
                _ => {}
            }
        }
    }

    fn ends_summary(&self, comment: &str) -> bool {
        stand_ins::is_summary_mark(comment) || self.mark == Some(comment.trim())
    }

    fn see_tag(&mut self, name: &str, list: &str, line: u32) {
        self.pictures.element(name, list, line);
        if let Some(attribute) = pointer(name)
            && let Some(value) = value_of(list, attribute)
        {
            let kind = if attribute == "href" { LinkKind::Link } else { LinkKind::Image };
            self.outline.links.push(Link { target: value.trim().to_owned(), kind, line });
        }
        let is_link = name.eq_ignore_ascii_case("a");
        for anchor in ["id", "name"].into_iter().filter(|&attribute| attribute == "id" || is_link) {
            if let Some(value) = value_of(list, anchor).filter(|value| !value.is_empty()) {
                self.outline.anchors.push(value.into_owned());
            }
        }
    }

    fn finish(self, lines: &Lines<'_>, options: &MarkdownOptions) -> (Outline, Vec<Diagnostic>) {
        let mut outline = self.outline;
        let mut problems = Vec::new();
        outline.title =
            self.title_text.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        (outline.summary, outline.untitled) = self.summary.finish(&self.prepared.left);
        outline.called = self.names.found;
        (outline.words, outline.terms) = self.words.finish();
        for heading in &mut outline.headings {
            heading.level = (heading.level + self.lowered).min(6);
        }
        outline.wishes = self.wishes.asked;
        for (line, problem) in self.wishes.told {
            problems.push(lines.warning(problem, line));
        }
        let missing = self.notes.problems(lines.body).into_iter();
        problems.extend(missing.map(|(problem, line)| lines.warning(problem, line)));
        for Bad { line, formula, detail } in self.formulas.found {
            problems.push(lines.warning(Problem::FormulaInvalid { formula, detail }, line));
        }
        let skipped = steps::problem(&outline.headings, &self.heading_lines, self.lowered);
        let found = self.pictures.problem().into_iter().chain(skipped);
        problems.extend(found.map(|(problem, line)| lines.warning(problem, line)));
        let (depth, raw) = self.depth.finish();
        if depth > options.nesting as usize {
            let problem =
                Problem::TooDeep { depth: depth as u64, limit: u64::from(options.nesting) };
            problems.push(lines.warning(problem, lines.first_line));
        }
        if let Some((problem, line)) = self.raw.problem(&raw).filter(|_| !options.trusted_html) {
            problems.push(lines.warning(problem, line));
        }
        (outline, problems)
    }
}
