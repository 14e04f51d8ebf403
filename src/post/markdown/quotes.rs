//! Quotes whose last line names their source.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Where the last line of a quote between these places begins, if it names the source: the break before it, or its paragraph.
pub(super) fn source(events: &[Event<'_>], at: usize, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|&last| last > at)?;
    if !matches!(events[last], Event::End(TagEnd::Paragraph)) {
        return None;
    }
    let mut depth = 0usize;
    for index in (at + 1..last).rev() {
        match &events[index] {
            Event::End(_) => depth += 1,
            // A quote that is nothing but its source has no text to be the source of.
            Event::Start(Tag::Paragraph) if depth == 0 => {
                return (index > at + 1 && names_source(events, index + 1)).then_some(index);
            }
            Event::Start(_) => depth = depth.checked_sub(1)?,
            Event::SoftBreak | Event::HardBreak if depth == 0 => {
                return names_source(events, index + 1).then_some(index);
            }
            _ => {}
        }
    }
    None
}

fn names_source(events: &[Event<'_>], index: usize) -> bool {
    matches!(events.get(index), Some(Event::Text(text)) if text.starts_with("— ") || text.starts_with("-- "))
}
