//! Whether a quote ends with its source, seen event by event.

use pulldown_cmark::{Event, Tag};

/// A quote, as far as it tells whether its last line names a source.
#[derive(Default)]
pub(super) struct Quote {
    /// How many quotes are open within each other.
    pub(super) depth: usize,
    has_text: bool,
    is_line_begun: bool,
    pub(super) names_source: bool,
}

impl Quote {
    /// What comes next within it.
    pub(super) fn see(&mut self, event: &Event<'_>) {
        match event {
            _ if self.depth == 0 => {}
            Event::Text(text) => {
                if !std::mem::replace(&mut self.is_line_begun, true) {
                    let is_mark = text.starts_with("— ") || text.starts_with("-- ");
                    self.names_source = is_mark && self.has_text;
                }
                self.has_text = true;
            }
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph) => {
                (self.is_line_begun, self.names_source) = (false, false);
            }
            Event::End(_) => {}
            _ => {
                self.names_source &= self.is_line_begun;
                self.is_line_begun = true;
            }
        }
    }
}
