//! The raw HTML of a body, and where it loses something.

use crate::diagnostic::Problem;
use crate::html::removed_from_post;
use crate::html::tokens::tokens;

/// Where each piece of raw HTML stands: its line, and its place among all of them put together.
#[derive(Default)]
pub(super) struct Raw {
    pieces: Vec<(u32, usize)>,
    length: usize,
}

impl Raw {
    /// A piece that is not only comments.
    pub(super) fn see(&mut self, piece: &str, line: u32) {
        self.pieces.push((line, self.length));
        self.length += piece.len();
    }

    /// What goes from all of it, and the line where the first of that stands.
    pub(super) fn problem(&self, all: &str) -> Option<(Problem, u32)> {
        let tags = removed_from_post(all);
        let &(first, _) = self.pieces.first().filter(|_| !tags.is_empty())?;
        let mut offset = 0;
        let found = tokens(all).find_map(|token| {
            let at = offset;
            offset += token.raw().len();
            (!removed_from_post(token.raw()).is_empty()).then_some(at)
        });
        let line = found.map_or(first, |at| {
            let piece = self.pieces.partition_point(|(_, start)| *start <= at).saturating_sub(1);
            let (line, start) = self.pieces[piece];
            let before = all.get(start..at).unwrap_or_default();
            line + u32::try_from(before.matches('\n').count()).unwrap_or(0)
        });
        Some((Problem::HtmlRemoved { tags }, line))
    }
}
