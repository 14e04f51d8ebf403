//! On which line of the file something stands, and what is told of it.

use std::cell::OnceCell;

use crate::diagnostic::{Diagnostic, Problem};
use crate::post::markdown::prepare::Prepared;

/// Where the line was last counted, and which it was.
pub(super) struct Place<'a> {
    prepared: &'a Prepared<'a>,
    counted: usize,
    /// The line.
    pub(super) line: u32,
}

impl<'a> Place<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, first_line: u32) -> Self {
        Place { prepared, counted: 0, line: first_line }
    }

    /// The line of the file at this offset; offsets rarely go back, and then the line is that of before.
    pub(super) fn at(&mut self, offset: usize) -> u32 {
        if offset > self.counted {
            self.line += self.prepared.lines_between(self.counted, offset);
            self.counted = offset;
        }
        self.line
    }
}

/// A body and where it begins, for problems on its lines.
pub(super) struct Lines<'a> {
    pub(super) body: &'a str,
    pub(super) first_line: u32,
    /// The lines, once one of them is asked for: most bodies have nothing wrong with them.
    lines: OnceCell<Vec<&'a str>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(body: &'a str, first_line: u32) -> Self {
        Lines { body, first_line, lines: OnceCell::new() }
    }

    /// A warning on a line of the file.
    pub(super) fn warning(&self, problem: Problem, line: u32) -> Diagnostic {
        let lines = self.lines.get_or_init(|| self.body.lines().collect());
        let within = line.saturating_sub(self.first_line) as usize;
        let text = lines.get(within).copied().unwrap_or_default();
        let found = Diagnostic::warning(problem).on_line(1, text);
        Diagnostic { line: Some(line), ..found }
    }
}
