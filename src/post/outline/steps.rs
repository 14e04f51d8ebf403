//! Headings that stand deeper than one below the heading above them: who hears a page goes from heading to heading, and looks for
//! the one between.

use super::Heading;
use crate::diagnostic::Problem;

/// What is told of the first of them, and on which line. A heading without a line counts for nothing. `lowered` is how much
/// deeper headings are than they were written, below the title of the page.
pub(super) fn problem(
    headings: &[Heading],
    lines: &[Option<u32>],
    lowered: u8,
) -> Option<(Problem, u32)> {
    let own = || headings.iter().zip(lines).filter_map(|(heading, line)| Some((heading, (*line)?)));
    // A quoted heading may be why all are deeper: none of the text itself is missing then.
    let is_highest = own().any(|(heading, _)| heading.level <= 1 + lowered);
    let mut above = if is_highest { 1 } else { 1 + lowered };
    let mut found = own().filter_map(|(heading, line)| {
        let before = std::mem::replace(&mut above, heading.level);
        (heading.level > before + 1).then_some((before, heading, line))
    });
    let (before, heading, line) = found.next()?;
    let count = 1 + found.count() as u64;
    let signs = |level: u8| "#".repeat(usize::from(level.saturating_sub(lowered).max(1)));
    let (written, wanted) = (signs(heading.level), signs(before + 1));
    let name = heading.text.clone();
    Some((Problem::HeadingSkips { heading: name, written, wanted, count }, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_heading_that_stands_too_deep_is_told() {
        let told = |levels: &[u8], lowered: u8| {
            let heading = |level: &u8| Heading {
                level: *level,
                id: String::new(),
                text: format!("h{level}"),
            };
            let headings: Vec<Heading> = levels.iter().map(heading).collect();
            let lines = (1..).zip(levels).map(|(line, level)| (*level > 0).then_some(line));
            let lines: Vec<Option<u32>> = lines.collect();
            problem(&headings, &lines, lowered).map(|(problem, line)| match problem {
                Problem::HeadingSkips { heading, written, wanted, count } => {
                    format!("{line} {heading} {written} {wanted} {count}")
                }
                other => format!("{other:?}"),
            })
        };
        for (levels, lowered, wanted) in [
            (&[2, 3, 4, 2, 3][..], 0, None),
            (&[], 0, None),
            (&[2, 5], 1, Some("2 h5 #### ## 1")),
            (&[3, 3, 5], 0, Some("1 h3 ### ## 2")),
            (&[2, 4, 2, 4], 0, Some("2 h4 #### ### 2")),
            (&[2, 0, 3], 0, None),
            (&[3, 0, 4], 1, None),
            (&[4, 0, 4], 1, Some("1 h4 ### ## 1")),
            (&[2, 0, 4], 0, Some("3 h4 #### ### 1")),
        ] {
            assert_eq!(told(levels, lowered).as_deref(), wanted, "{levels:?}");
        }
    }
}
