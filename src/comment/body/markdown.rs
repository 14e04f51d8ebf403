//! A comment in Markdown. Tags in it are text; a line end is a line end and a web address a link, as people mean them who write in a
//! box under a page. What comes out still has to pass the sanitiser.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream, html};

use super::paragraphs::push_linked;

/// What the parser sees, with tags as text.
fn events(body: &str) -> impl Iterator<Item = Event<'_>> {
    let parser = Parser::new_ext(body, Options::ENABLE_STRIKETHROUGH);
    TextMergeStream::new(parser.map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        other => other,
    }))
}

/// The HTML that the Markdown means.
pub(super) fn render(body: &str) -> String {
    let mut written = Vec::new();
    // How many links, pictures and blocks of code are open, in which an address is no link.
    let mut closed = 0_usize;
    for event in events(body) {
        match event {
            Event::Text(text) if closed == 0 => {
                let mut linked = String::with_capacity(text.len());
                push_linked(&mut linked, &text);
                written.push(Event::InlineHtml(CowStr::from(linked)));
            }
            Event::SoftBreak => written.push(Event::HardBreak),
            // A comment has no headings.
            Event::Start(Tag::Heading { .. }) => {
                written.extend([Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]);
            }
            Event::End(TagEnd::Heading(_)) => {
                written.extend([Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]);
            }
            event => {
                match &event {
                    Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                        closed += 1;
                    }
                    Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                        closed = closed.saturating_sub(1);
                    }
                    _ => {}
                }
                written.push(event);
            }
        }
    }
    let mut rendered = String::with_capacity(body.len() + body.len() / 2);
    html::push_html(&mut rendered, written.into_iter());
    rendered
}

/// How deep its parts nest at most.
pub(super) fn nesting(body: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for event in events(body) {
        match event {
            Event::Start(_) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The text without its signs.
pub(super) fn text_of(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for event in events(body) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::Rule => text.push(' '),
            Event::End(end) if !is_inline(end) => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
