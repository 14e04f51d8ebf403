//! How deep a body nests.

use pulldown_cmark::Event;

use super::events::is_comment;
use crate::html;

/// How deep a body nests: that of its Markdown and that of its raw HTML, added up.
#[derive(Default)]
pub(crate) struct Depth {
    now: usize,
    deepest: usize,
    raw: String,
}

impl Depth {
    /// Counts one event.
    pub(crate) fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(_) => {
                self.now += 1;
                self.deepest = self.deepest.max(self.now);
            }
            Event::End(_) => self.now = self.now.saturating_sub(1),
            Event::Html(raw) | Event::InlineHtml(raw) if !is_comment(raw) => self.raw.push_str(raw),
            _ => {}
        }
    }

    /// The depth, and all the raw HTML that was seen.
    pub(crate) fn finish(self) -> (usize, String) {
        let raw = if self.raw.is_empty() { 0 } else { html::nesting(&self.raw) };
        (self.deepest + raw, self.raw)
    }
}
