//! What is wrong with the formulas of a body: each that cannot be read is told, and so is one that Markdown does not see because
//! its braces or its signs of a dollar do not match.

use std::ops::Range;

use crate::post::math;

/// So much of a formula is looked at.
const LONGEST: usize = 2_000;

/// Formulas that cannot be read, each with its offset in the text and what is wrong with it.
#[derive(Default)]
pub(super) struct Formulas {
    pub(super) found: Vec<Bad>,
    /// Where the last one ended that Markdown did not see.
    until: usize,
}

/// A formula that cannot be read.
pub(super) struct Bad {
    pub(super) line: u32,
    pub(super) formula: String,
    pub(super) detail: String,
}

impl Formulas {
    /// Looks at a formula. Says whether it cannot be read.
    pub(super) fn check(&mut self, latex: &str, sign: &str, line: u32) {
        if let Err(detail) = math::mathml(latex, false) {
            self.add(&format!("{sign}{}{sign}", latex.trim()), detail, line);
        }
    }

    /// Looks for formulas in what Markdown takes for text at this place of the source.
    pub(super) fn look(
        &mut self,
        source: &str,
        range: &Range<usize>,
        mut line: impl FnMut(usize) -> u32,
    ) {
        let Some(text) = source.get(range.clone()).filter(|text| text.contains('$')) else {
            return;
        };
        let mut at = self.until.saturating_sub(range.start);
        while let Some(found) = text.get(at..).and_then(|rest| rest.find('$')) {
            let start = range.start + at + found;
            let (length, bad) = read(&source[start..]);
            if let Some((formula, detail)) = bad.filter(|_| !source[..start].ends_with('\\')) {
                self.add(formula, detail.to_owned(), line(start));
            }
            self.until = start + length;
            at = self.until - range.start;
        }
    }

    fn add(&mut self, formula: &str, detail: String, line: u32) {
        const SHOWN: usize = 60;
        let shown: Vec<&str> = formula.split_whitespace().collect();
        let mut formula = shown.join(" ").replace('`', "'");
        if let Some((end, _)) = formula.char_indices().nth(SHOWN) {
            formula.truncate(end);
            formula.push('…');
        }
        self.found.push(Bad { line, formula, detail });
    }
}

/// A formula with what is wrong with it.
type Found<'a> = Option<(&'a str, &'static str)>;

/// What stands at a sign of a dollar in text: how long it is, and the formula that somebody meant to write.
fn read(rest: &str) -> (usize, Found<'_>) {
    let sign = if rest.starts_with("$$") { "$$" } else { "$" };
    let inner = &rest[sign.len()..];
    let window = &inner[..inner.floor_char_boundary(LONGEST)];
    let reach = if sign == "$$" { "\n\n" } else { "\n" };
    let within = window.split(reach).next().unwrap_or_default();
    let is_formula = |text: &str| {
        // Within a line no blank stands at the signs.
        let is_apart = sign == "$" && text.trim() != text;
        let is_command =
            |(_, after): (&str, &str)| after.starts_with(|c: char| c.is_ascii_alphabetic());
        // One sign of a dollar alone is money more often than not.
        !is_apart && text.split_once('\\').is_some_and(is_command)
            || sign == "$$" && text.contains(['^', '_', '='])
    };
    match within.find(sign) {
        Some(end) if is_formula(&within[..end]) && is_unbalanced(&within[..end]) => {
            let length = end + 2 * sign.len();
            (length, Some((&rest[..length], "unbalanced group")))
        }
        None if sign == "$$" && is_formula(within) => {
            (within.len() + 2, Some((&rest[..within.len() + 2], "unclosed formula")))
        }
        _ => (sign.len(), None),
    }
}

/// Whether braces are left open, or closed that were not opened.
fn is_unbalanced(latex: &str) -> bool {
    let mut open = 0i32;
    let mut is_escaped = false;
    for byte in latex.bytes() {
        match byte {
            _ if std::mem::take(&mut is_escaped) => {}
            b'\\' => is_escaped = true,
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open < 0 {
            return true;
        }
    }
    open != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_markdown_does_not_see_are_found() {
        let found = |source: &str| {
            let mut formulas = Formulas::default();
            let line = |at: usize| u32::try_from(source[..at].matches('\n').count()).unwrap_or(0);
            formulas.look(source, &(0..source.len()), line);
            let told = formulas.found.into_iter();
            told.map(|bad| (bad.line, bad.formula, bad.detail)).collect::<Vec<_>>()
        };
        let bad = |formula: &str, detail: &str| (0, formula.to_owned(), detail.to_owned());
        for (source, wanted) in [
            ("a $$\\frac{a}{b$$ c", vec![bad("$$\\frac{a}{b$$", "unbalanced group")]),
            ("$$\n\\frac{a}{b\n$$\nc", vec![bad("$$ \\frac{a}{b $$", "unbalanced group")]),
            (
                "$\\frac{a}{b$ $$x^2}$$",
                vec![bad("$\\frac{a}{b$", "unbalanced group"), bad("$$x^2}$$", "unbalanced group")],
            ),
            ("$$a = b\n\nc", vec![bad("$$a = b", "unclosed formula")]),
            ("$5 en $HOME\\map{ $ en $$", Vec::new()),
            ("\\$\\frac{a$ x", Vec::new()),
            ("$$ kost het", Vec::new()),
        ] {
            assert_eq!(found(source), wanted, "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_looked_through(source in "[$\\\\a-bé{} \n^]*") {
            Formulas::default().look(&source, &(0..source.len()), |_| 0);
        }
    }
}
