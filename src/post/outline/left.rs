//! What preparing a body left in it as text.

use super::place::Lines;
use crate::diagnostic::{Diagnostic, Problem};
use crate::post::markdown::prepare::Prepared;

/// So many shortcodes are told one by one; each costs a look through the lines.
const TOLD: usize = 50;

/// A warning for each.
pub(super) fn problems(prepared: &Prepared<'_>, lines: &Lines<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut tell = |problem, line| found.push(lines.warning(problem, lines.first_line + line));
    for (name, line) in prepared.left.iter().take(TOLD) {
        tell(Problem::ShortcodeLeft { name: name.clone() }, *line);
    }
    if prepared.left.len() > TOLD {
        let count = (prepared.left.len() - TOLD) as u64;
        let problem = Problem::MoreAlike { kind: "shortcode-left".to_owned(), count };
        tell(problem, prepared.left[TOLD].1);
    }
    for (tag, line) in &prepared.unclosed {
        tell(Problem::HtmlUnclosed { tag: tag.clone() }, *line);
    }
    found
}
