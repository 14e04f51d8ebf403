//! A heading is a link to itself; one that holds links has that link beside its text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Words;
use super::inline::plain_text;
use crate::html::{escape, is_own_class};

/// The anchor and the classes that an author gives a heading.
pub(super) type Named<'n> = (&'n Option<CowStr<'n>>, &'n Vec<CowStr<'n>>);

/// What ends a heading that is a link itself.
pub(super) const END_OF_LINK: &str = "</a>";

/// Begins a heading of this level with its anchor and classes, and says what comes before its end tag.
pub(super) fn open(
    html: &mut String,
    level: u8,
    (id, classes): (&str, &[CowStr<'_>]),
    inside: &[Event<'_>],
    words: &Words,
) -> String {
    let id = escape(id);
    let classes: Vec<&str> =
        classes.iter().map(AsRef::as_ref).filter(|class| is_own_class(class)).collect();
    let class = match classes.is_empty() {
        true => String::new(),
        false => format!(" class=\"{}\"", classes.join(" ")),
    };
    html.push_str(&format!("<h{level} id=\"{id}\"{class}>"));
    if inside.iter().all(is_no_link) {
        html.push_str(&format!("<a href=\"#{id}\">"));
        return END_OF_LINK.to_owned();
    }
    let label = escape(&words.heading_link);
    let separator = if label.is_empty() { "" } else { ": " };
    let text = plain_text(inside);
    let text = escape(text.trim());
    format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}{separator}{text}\">#</a>")
}

/// Whether this becomes no link, in a heading.
fn is_no_link(event: &Event<'_>) -> bool {
    match event {
        Event::Text(text) => {
            !(text.contains("[[")
                || text.contains("://")
                || text.contains("www.")
                || text.contains('@'))
        }
        Event::Code(_) | Event::SoftBreak => true,
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough),
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        }
        _ => false,
    }
}
