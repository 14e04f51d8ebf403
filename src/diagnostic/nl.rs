//! The wording of every problem.

use super::{Problem, Wording, say};

/// What is said of this problem.
pub(super) fn wording(problem: &Problem) -> Wording {
    say(format!("{problem:?}"), "")
}
