//! References to footnotes that nobody wrote: Markdown takes them for text.

use std::ops::Range;

/// The labels of such references, each with its line.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) missing: Vec<(u32, String)>,
}

impl Notes {
    /// Looks for them in what Markdown takes for text at this place of the source.
    pub(super) fn look(
        &mut self,
        source: &str,
        range: &Range<usize>,
        mut line: impl FnMut(usize) -> u32,
    ) {
        let text = source.get(range.clone()).unwrap_or_default();
        for (at, sign) in text.match_indices("[^") {
            let after = &text[at + sign.len()..];
            // Nobody gives a note a longer name, and looking for its end costs no more than this.
            let window = &after[..after.floor_char_boundary(40)];
            let label = window.split_once(']').map(|(label, _)| label);
            let is_label = |label: &&str| {
                !label.is_empty()
                    && !label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^' | '`'))
            };
            if let Some(label) = label.filter(is_label)
                && !text[..at].ends_with('\\')
            {
                self.missing.push((line(range.start + at), label.to_owned()));
            }
        }
    }
}
