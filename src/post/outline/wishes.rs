//! What the titles of charts ask for, and what of that means nothing.

use crate::diagnostic::Problem;
use crate::media::chart;

use super::Wish;

/// What was asked for so far.
#[derive(Default)]
pub(super) struct Wishes {
    /// Kinds of drawings, which the numbers may not allow.
    pub(super) asked: Vec<Wish>,
    /// What is told, with its line.
    pub(super) told: Vec<(u32, Problem)>,
}

impl Wishes {
    /// An image with its title.
    pub(super) fn see(&mut self, target: &str, title: &str, line: u32) {
        if !target.to_ascii_lowercase().ends_with(".csv") {
            return;
        }
        let unknown = chart::unknown_words(title).into_iter();
        let unknown = unknown.map(|(word, nearest)| Problem::ChartUnknownWord { word, nearest });
        let misplaced =
            chart::misplaced_wish(title).map(|word| Problem::ChartWishMisplaced { word });
        self.told.extend(unknown.chain(misplaced).map(|problem| (line, problem)));
        let kind = chart::in_title(title).1;
        self.asked.extend(kind.map(|kind| Wish { target: target.to_owned(), kind, line }));
    }
}
