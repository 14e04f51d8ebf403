//! Pictures and charts without a description, which who does not see them misses. A picture that only adorns says so in HTML, with
//! an `alt` that is empty.

use crate::diagnostic::Problem;
use crate::html::tokens::value_of;
use crate::media::Sort;

use super::LinkKind;

/// Those without one: the first with its line, and how many.
#[derive(Default)]
pub(super) struct Pictures {
    /// The picture that is open, while nothing describes it.
    open: Option<(String, u32)>,
    first: Option<(String, u32)>,
    count: u64,
}

impl Pictures {
    /// A picture begins.
    pub(super) fn open(&mut self, target: &str, line: u32) {
        self.open = is_shown(target).then(|| (target.to_owned(), line));
    }

    /// Text, which describes the picture that is open.
    pub(super) fn describe(&mut self, text: &str) {
        self.open = self.open.take().filter(|_| text.trim().is_empty());
    }

    /// A picture ends.
    pub(super) fn close(&mut self) {
        if let Some(picture) = self.open.take() {
            self.first.get_or_insert(picture);
            self.count += 1;
        }
    }

    /// An element of raw HTML with its attributes.
    pub(super) fn element(&mut self, name: &str, list: &str, line: u32) {
        if name.eq_ignore_ascii_case("img") && value_of(list, "alt").is_none() {
            self.open(value_of(list, "src").unwrap_or_default().trim(), line);
            self.close();
        }
    }

    /// What is told of them all, and on which line.
    pub(super) fn problem(self) -> Option<(Problem, u32)> {
        let (target, line) = self.first?;
        Some((Problem::DescriptionMissing { target, count: self.count }, line))
    }
}

/// Whether a target is a picture or a chart of this site.
fn is_shown(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let sort = Sort::of(path, LinkKind::Image);
    !target.contains("//") && matches!(sort, Some(Sort::Picture | Sort::Chart))
}
