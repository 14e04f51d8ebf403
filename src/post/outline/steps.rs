//! Headings that stand deeper than one below the heading above them: who hears a page goes from heading to heading, and looks for
//! the one between.

use super::Heading;
use crate::diagnostic::Problem;

/// What is told of the first of them, and on which line. `lowered` is how much deeper headings are than they were written, below
/// the title of the page.
pub(super) fn problem(headings: &[Heading], lines: &[u32], lowered: u8) -> Option<(Problem, u32)> {
    let mut above = 1;
    let mut found = headings.iter().zip(lines).filter(|(heading, _)| {
        let jumps = heading.level > above + 1;
        above = heading.level;
        jumps
    });
    let (heading, line) = found.next()?;
    let count = 1 + found.count() as u64;
    let signs = |level: u8| "#".repeat(usize::from(level.saturating_sub(lowered).max(1)));
    let before = headings.iter().take_while(|other| !std::ptr::eq(*other, heading)).last();
    let wanted = signs(before.map_or(1, |before| before.level) + 1);
    let name = heading.text.clone();
    let written = signs(heading.level);
    Some((Problem::HeadingSkips { heading: name, written, wanted, count }, *line))
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
            let lines: Vec<u32> = (1..).take(levels.len()).collect();
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
        ] {
            assert_eq!(told(levels, lowered).as_deref(), wanted, "{levels:?}");
        }
    }
}
