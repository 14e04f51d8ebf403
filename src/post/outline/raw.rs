//! The raw HTML of a body, and where it loses something.

use std::collections::BTreeMap;

use pulldown_cmark::Event;

use crate::diagnostic::Problem;
use crate::html::tokens::{Token, tokens};
use crate::html::{is_hidden, removed_from_post};

/// Where each piece of raw HTML stands: its line, and its place among all of them put together.
#[derive(Default)]
pub(super) struct Raw {
    pieces: Vec<(u32, usize)>,
    length: usize,
    /// What is hidden: `p hidden`, with the line of the first.
    hidden: BTreeMap<String, u32>,
}

impl Raw {
    /// A piece that is not only comments.
    pub(super) fn see(&mut self, piece: &str, line: u32) {
        self.pieces.push((line, self.length));
        self.length += piece.len();
    }

    /// What HTML hides.
    pub(super) fn see_hidden(&mut self, event: &Event<'_>, line: u32) {
        let (Event::Html(raw) | Event::InlineHtml(raw)) = event else { return };
        for token in tokens(raw) {
            if let Token::Open { name, attributes, .. } = token
                && is_hidden(name, attributes)
            {
                let tag = format!("{} hidden", name.to_ascii_lowercase());
                self.hidden.entry(tag).or_insert(line);
            }
        }
    }

    /// What goes from all of it, and the line where the first of that stands.
    pub(super) fn problem(&self, all: &str) -> Option<(Problem, u32)> {
        let mut tags = removed_from_post(all);
        let line = self.line(all).filter(|_| !tags.is_empty());
        let line = line.into_iter().chain(self.hidden.values().copied()).min()?;
        tags.extend(self.hidden.keys().cloned());
        tags.sort();
        Some((Problem::HtmlRemoved { tags }, line))
    }

    /// The line where the first of that stands.
    fn line(&self, all: &str) -> Option<u32> {
        let &(first, _) = self.pieces.first()?;
        let mut offset = 0;
        let found = tokens(all).find_map(|token| {
            let at = offset;
            offset += token.raw().len();
            (!removed_from_post(token.raw()).is_empty()).then_some(at)
        });
        Some(found.map_or(first, |at| {
            let piece = self.pieces.partition_point(|(_, start)| *start <= at).saturating_sub(1);
            let (line, start) = self.pieces[piece];
            let before = all.get(start..at).unwrap_or_default();
            line + u32::try_from(before.matches('\n').count()).unwrap_or(0)
        }))
    }
}
