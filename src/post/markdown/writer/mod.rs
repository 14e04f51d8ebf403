//! Events become HTML, one after the other, with a look ahead where the meaning depends on what follows.

mod figure;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::boxes::Admonition;
use super::events::{Collected, is_comment};
use super::footnotes::Footnotes;
use super::heading::Named;
use super::ids::HeadingIds;
use super::inline::{self, Shows, plain_text};
use super::insets::Insets;
use super::raw::Playing;
use super::stand_ins::{BoxMark, box_mark};
use super::table::Table;
use super::{Surroundings, boxes, heading, quotes, raw, table};
use crate::html::{push_escaped, push_text};
use crate::post::highlight;
use crate::post::outline::MarkdownOptions;

/// The HTML of collected events. Not safe by itself when there is raw HTML among them.
pub(super) fn write(
    collected: &Collected<'_>,
    found: &[Admonition],
    options: &MarkdownOptions,
    around: &Surroundings<'_>,
    size: usize,
) -> (String, Insets) {
    let mut writer = Writer {
        events: &collected.events,
        ends: &collected.ends,
        lowered: collected.lowered,
        found,
        options,
        around,
        html: String::with_capacity(size + size / 2 + 128),
        ids: HeadingIds::default(),
        heading_end: String::new(),
        depth: 0,
        open: Vec::new(),
        link_ends: Vec::new(),
        quotes: Vec::new(),
        caption_at: None,
        caption_open: false,
        table: Table::default(),
        footnotes: Footnotes::default(),
        figures: 0,
        insets: Insets::default(),
        playing: Playing::default(),
        is_below: false,
    };
    let mut at = 0;
    while at < writer.events.len() {
        at = writer.event(at);
    }
    writer.close_boxes(0);
    writer.footnotes.push(&mut writer.html, around);
    (writer.html, writer.insets)
}

struct Writer<'e, 'a> {
    events: &'e [Event<'a>],
    ends: &'e [u32],
    lowered: u8,
    found: &'e [Admonition],
    options: &'e MarkdownOptions,
    around: &'e Surroundings<'e>,
    html: String,
    ids: HeadingIds,
    /// What ends the heading that is open.
    heading_end: String,
    /// How many containers (quotes, items, definitions, footnotes) are open.
    depth: usize,
    /// The boxes that are open: the containers around each and what ends it.
    open: Vec<(usize, &'static str)>,
    link_ends: Vec<String>,
    /// What ends each quote that is open.
    quotes: Vec<&'static str>,
    /// The line break, or the beginning of the paragraph, behind which the source of a quote stands.
    caption_at: Option<usize>,
    caption_open: bool,
    table: Table,
    footnotes: Footnotes,
    figures: usize,
    insets: Insets,
    playing: Playing,
    /// Whether a picture here is one that readers come to later: there was a heading or another picture.
    is_below: bool,
}

impl<'e, 'a> Writer<'e, 'a> {
    /// Writes the event at `at` and says which comes next.
    fn event(&mut self, at: usize) -> usize {
        let events: &'e [Event<'a>] = self.events;
        match &events[at] {
            Event::Start(tag) => return self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::Code(_) if self.playing.hides_text() => {}
            Event::Text(text) if self.link_ends.is_empty() => {
                inline::push_text(&mut self.html, text, self.around);
            }
            Event::Text(text) => push_text(&mut self.html, text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                push_text(&mut self.html, code);
                self.html.push_str("</code>");
            }
            Event::InlineMath(text) => {
                inline::push_formula(&mut self.html, text, "$", &mut self.insets);
            }
            Event::DisplayMath(text) => {
                inline::push_formula(&mut self.html, text, "$$", &mut self.insets);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
            Event::SoftBreak | Event::HardBreak if self.caption_at == Some(at) => {
                self.html.push_str("</p>\n</blockquote>\n<figcaption>");
                self.caption_open = true;
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnotes.refer(label, &mut self.html),
            Event::TaskListMarker(done) => {
                inline::push_box(&mut self.html, *done, self.around.words);
            }
        }
        at + 1
    }

    /// Begins an element; an element that is written whole says where its end was.
    fn start(&mut self, tag: &'e Tag<'a>, at: usize) -> usize {
        let end = self.ends[at] as usize;
        match tag {
            Tag::Paragraph => return self.paragraph(at, end),
            Tag::Heading { level, id, classes, .. } => {
                self.open_heading(*level, (id, classes), &self.events[at + 1..end]);
            }
            Tag::BlockQuote(kind) => return self.open_quote(*kind, at, end),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                    CodeBlockKind::Indented => "",
                };
                let code = plain_text(&self.events[at + 1..end]);
                highlight::push_block(&mut self.html, &code, language, self.options.highlight);
                return end + 1;
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::List(Some(1)) => self.html.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.html.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.html.push_str("<ul>\n"),
            Tag::Item => {
                self.open_item(at);
                return self.alone_in_item(at).unwrap_or(at + 1);
            }
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                self.footnotes.open(label, &mut self.html);
            }
            Tag::DefinitionList => self.html.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => {
                self.depth += 1;
                self.html.push_str("<dd>");
            }
            Tag::Table(alignments) => {
                self.table = Table::open(&mut self.html, alignments, &self.events[at + 1..end]);
            }
            Tag::TableHead if table::is_empty(&self.events[at + 1..end]) => return end + 1,
            Tag::TableHead => self.table.open_head(&mut self.html),
            Tag::TableRow => self.table.open_row(&mut self.html),
            Tag::TableCell => self.table.open_cell(&mut self.html, end == at + 1),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Superscript => self.html.push_str("<sup>"),
            Tag::Subscript => self.html.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.link(&inline::target(*link_type, dest_url), title, *link_type, at);
            }
            Tag::Image { dest_url, title, .. } => {
                if let Some(next) = self.pair(at) {
                    return next;
                }
                self.picture(dest_url, title, at, end);
                return end + 1;
            }
        }
        at + 1
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph if std::mem::take(&mut self.caption_open) => {
                self.html.push_str("</figcaption>\n");
            }
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(*level),
            TagEnd::BlockQuote(_) => {
                self.close_container();
                let end = self.quotes.pop().unwrap_or_default();
                self.html.push_str(end);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => {}
            TagEnd::List(is_ordered) => {
                self.html.push_str(if *is_ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.close_container();
                self.html.push_str("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                self.close_container();
                self.footnotes.close(&mut self.html);
            }
            TagEnd::DefinitionList => self.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.html.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => {
                self.close_container();
                self.html.push_str("</dd>\n");
            }
            TagEnd::Table => self.table.close(&mut self.html),
            TagEnd::TableHead => self.table.close_head(&mut self.html),
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.table.close_cell(&mut self.html),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Superscript => self.html.push_str("</sup>"),
            TagEnd::Subscript => self.html.push_str("</sub>"),
            TagEnd::Link => {
                let end = self.link_ends.pop().unwrap_or_default();
                self.html.push_str(&end);
            }
        }
    }

    /// Begins a paragraph, if it is not a picture alone.
    fn paragraph(&mut self, at: usize, end: usize) -> usize {
        if self.caption_at == Some(at) {
            self.html.push_str("</blockquote>\n<figcaption>");
            self.caption_open = true;
            return at + 1;
        }
        if let Some(next) = self.alone(at, end) {
            return next;
        }
        self.html.push_str("<p>");
        at + 1
    }

    fn open_heading(&mut self, level: HeadingLevel, named: Named<'_>, inside: &'e [Event<'a>]) {
        let id = self.ids.assign(named.0.as_deref(), plain_text(inside).trim());
        let level = (level as u8 + self.lowered).min(6);
        let named = (id.as_str(), named.1.as_slice());
        self.heading_end = heading::open(&mut self.html, level, named, inside, self.around.words);
        if self.heading_end == heading::END_OF_LINK {
            self.link_ends.push(String::new());
        }
        self.is_below = true;
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let end = std::mem::take(&mut self.heading_end);
        if end == heading::END_OF_LINK {
            self.link_ends.pop();
        }
        self.html.push_str(&format!("{end}</h{}>\n", (level as u8 + self.lowered).min(6)));
    }

    /// Begins a quote: an alert, a quote with its source, or a plain one. Says which event comes next.
    fn open_quote(&mut self, kind: Option<BlockQuoteKind>, at: usize, end: usize) -> usize {
        self.depth += 1;
        let name = match kind {
            Some(BlockQuoteKind::Note) => "note",
            Some(BlockQuoteKind::Tip) => "tip",
            Some(BlockQuoteKind::Important) => "important",
            Some(BlockQuoteKind::Warning) => "warning",
            Some(BlockQuoteKind::Caution) => "caution",
            None => "",
        };
        let titled = if name.is_empty() { boxes::of_quote(self.events, at) } else { None };
        let (found, first) = match titled {
            Some((found, end_of_line)) => (found, Some(end_of_line)),
            None if name.is_empty() => {
                self.open_plain_quote(at, end);
                return at + 1;
            }
            None => (Admonition { name: name.to_owned(), title: None, folding: None }, None),
        };
        self.quotes.push(boxes::push_open(&mut self.html, &found, self.around));
        let Some(first) = first else { return at + 1 };
        // What follows the title on the next line is a paragraph of its own.
        if !matches!(self.events[first], Event::End(_)) {
            self.html.push_str("<p>");
        }
        first + 1
    }

    fn open_plain_quote(&mut self, at: usize, end: usize) {
        match quotes::source(self.events, at, end) {
            Some(caption) => {
                self.caption_at = Some(caption);
                self.html.push_str("<figure class=\"quote\"><blockquote>\n");
                self.quotes.push("</figure>\n");
            }
            None => {
                self.html.push_str("<blockquote>\n");
                self.quotes.push("</blockquote>\n");
            }
        }
    }

    fn open_item(&mut self, at: usize) {
        self.depth += 1;
        let mut first = self.events[at + 1..].iter().take(2);
        let is_task = first.any(|event| matches!(event, Event::TaskListMarker(_)));
        self.html.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    /// Begins a link; one without a text of its own gets the title of what it leads to.
    fn link(&mut self, target: &str, title: &str, kind: LinkType, at: usize) -> usize {
        let end = self.ends[at] as usize;
        let text = &self.events[at + 1..end];
        let shows = Shows::of(text, target, &self.ends[at + 1..end], at + 1);
        let close = inline::push_link(&mut self.html, target, title, shows, self.around);
        if !inline::is_bare(kind, text) {
            self.link_ends.push(close);
            return at + 1;
        }
        push_escaped(&mut self.html, inline::title(target, self.around));
        self.html.push_str(&close);
        end + 1
    }

    /// Raw HTML, or a comment that stands for a box.
    fn raw(&mut self, html: &str) {
        if is_comment(html) {
            // Comments that follow each other come as one.
            for line in html.split_inclusive("-->") {
                match box_mark(line) {
                    Some(BoxMark::Open(number)) => self.open_box(number),
                    Some(BoxMark::Close) => self.close_box(),
                    None => {}
                }
            }
            return;
        }
        let out = (&mut self.html, &mut self.playing);
        raw::push(out, html, self.options.trusted_html, self.around, &mut self.insets);
    }

    fn open_box(&mut self, number: usize) {
        if let Some(found) = self.found.get(number) {
            let end = boxes::push_open(&mut self.html, found, self.around);
            self.open.push((self.depth, end));
        }
    }

    /// Ends the innermost box, unless it began outside of the container that is open.
    fn close_box(&mut self) {
        if let Some((_, end)) = self.open.pop_if(|(depth, _)| *depth == self.depth) {
            self.html.push_str(end);
        }
    }

    /// Ends the boxes that began within this many containers.
    fn close_boxes(&mut self, depth: usize) {
        while let Some((_, end)) = self.open.pop_if(|(opened, _)| *opened >= depth) {
            self.html.push_str(end);
        }
    }

    fn close_container(&mut self) {
        self.close_boxes(self.depth);
        self.depth = self.depth.saturating_sub(1);
    }
}
