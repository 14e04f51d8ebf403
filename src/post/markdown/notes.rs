//! Notes that stand in the text itself, as Pandoc and Obsidian have them: `word.^[What there is to say of it.]` becomes a footnote.

use std::borrow::Cow;

use super::spans::{code_spans, is_within};

/// Nobody writes a longer note within a text, or one over more lines.
const LONGEST: usize = 2_000;
const MOST_LINES: usize = 12;

/// The notes of a text so far, and those whose footnotes are still to be written.
#[derive(Default)]
pub(super) struct Notes {
    count: usize,
    waiting: String,
}

impl Notes {
    /// A line with references in place of its notes.
    pub(super) fn taken<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let (mut text, mut from) = (String::new(), 0);
        for (begin, end) in whole(line).0 {
            self.count += 1;
            let label = format!("[^inline:{}]", self.count);
            text.push_str(&line[from..begin]);
            text.push_str(&label);
            self.waiting.push_str(&format!("\r\n{label}: {}\r\n", line[begin + 2..end].trim()));
            from = end + 1;
        }
        if from == 0 {
            return Cow::Borrowed(line);
        }
        text.push_str(&line[from..]);
        Cow::Owned(text)
    }

    /// Writes the footnotes behind a paragraph, if a paragraph or a heading at the left follows: what is indented, quoted or an item
    /// would be torn apart.
    pub(super) fn write_between(&mut self, text: &mut String, rest: &str) {
        let is_free = |line: &str| line.starts_with(|c: char| c.is_alphabetic() || c == '#');
        let mut following = rest.lines().filter(|line| !line.trim().is_empty());
        if !self.waiting.is_empty() && following.next().is_some_and(is_free) {
            text.push_str(&std::mem::take(&mut self.waiting));
        }
    }

    /// Writes those that are left behind the text.
    pub(super) fn write_behind(self, text: &mut String) {
        if !self.waiting.is_empty() {
            text.push_str("\r\n");
            text.push_str(&self.waiting);
        }
    }
}

/// A line with those that follow, if a note begins in it that ends in one of them; and how many those are.
pub(super) fn joined(line: &str, rest: &str) -> Option<(String, usize)> {
    let begin = whole(line).1?;
    let mut joined = line.trim_end().to_owned();
    let following = rest.lines().take(MOST_LINES).take_while(|line| !line.trim().is_empty());
    for (lines, line) in (1..).zip(following) {
        joined.push(' ');
        joined.push_str(line.trim());
        if whole(&joined).1 != Some(begin) {
            return Some((joined, lines));
        }
        if joined.len() - begin > LONGEST {
            return None;
        }
    }
    None
}

/// Where the notes of a line begin and end, and where the first begins that has no end in it. A note stands right behind a word or a
/// sign, and neither in code nor in a formula.
fn whole(line: &str) -> (Vec<(usize, usize)>, Option<usize>) {
    let mut notes = Vec::new();
    if !line.contains("^[") {
        return (notes, None);
    }
    let code = code_spans(line);
    let last_dollar = line.rfind('$').unwrap_or_default();
    let (mut at, mut in_formula, mut seen) = (0, false, 0);
    while let Some(found) = line[at..].find("^[") {
        let begin = at + found;
        at = begin + 2;
        in_formula ^= line[seen..begin].matches('$').count() % 2 == 1;
        seen = begin;
        let is_behind = line[..begin]
            .ends_with(|c: char| !c.is_whitespace() && !matches!(c, '\\' | '^' | '[' | '(' | '|'));
        if !is_behind || in_formula && last_dollar > begin || is_within(&code, begin) {
            continue;
        }
        let Some(end) = end(line, at, &code) else { return (notes, Some(begin)) };
        if !line[at..end].trim().is_empty() {
            notes.push((begin, end));
        }
        at = end + 1;
    }
    (notes, None)
}

/// The bracket that ends what begins behind one at `from`.
fn end(line: &str, from: usize, code: &[(usize, usize)]) -> Option<usize> {
    let mut depth = 1;
    let mut is_escaped = false;
    for (at, byte) in line.bytes().enumerate().skip(from).take(LONGEST) {
        if is_within(code, at) {
            continue;
        }
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::rendered;
    use super::*;

    #[test]
    fn notes_within_a_text_become_footnotes() {
        let html = rendered(
            "Een^[Met *nadruk* en [b](b.md).] en twee.^[Die over\ntwee regels.]\n\nDrie.\n",
        );
        assert_eq!(html.matches("<sup class=\"footnote\">").count(), 2, "{html}");
        assert!(html.starts_with("<p>Een<sup"), "{html}");
        assert!(html.contains("<p>Drie.</p>"), "{html}");
        assert!(html.contains("<p>Met <em>nadruk</em> en <a href="), "{html}");
        assert!(html.contains("<p>Die over twee regels. <a class=\"back\""), "{html}");
    }

    #[test]
    fn a_list_is_not_torn_apart_by_its_notes() {
        let html = rendered("1. a.^[n]\n\n2. b\n\n   c.^[m]\n\n> q.^[o]\n\n- x.^[p]\n- y");
        assert_eq!(html.matches("<ol>").count(), 2, "the list and the notes: {html}");
        assert_eq!(html.matches("<ul>").count(), 1, "{html}");
        assert_eq!(html.matches("class=\"back\"").count(), 4, "{html}");
    }

    #[test]
    fn what_is_no_note_stays() {
        for text in [
            "de vorm ^[a-z]+$ hier",
            "`a^[b]`",
            "$x^[2]$",
            "a\\^[b]",
            "leeg^[] hier",
            "zonder eind^[ hier\n\n]",
        ] {
            assert!(!rendered(text).contains("footnote"), "{text}: {}", rendered(text));
            assert_eq!(joined(text, ""), None);
        }
        for much in ["a^[", "a^[]", "$ a^[b]$", " ^[b]", "a^[b\n"] {
            assert!(!rendered(&much.repeat(50_000)).contains("<sup"), "{much}");
        }
    }
}
