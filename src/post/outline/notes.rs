//! References to footnotes and to definitions of links that nobody wrote: Markdown takes them for text.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Problem, nearest};

/// What such references are called, each with its line.
#[derive(Default)]
pub(super) struct Notes {
    footnotes: Vec<(u32, String)>,
    /// Each once.
    definitions: BTreeMap<String, u32>,
}

impl Notes {
    /// Looks for them in what Markdown takes for text at this place of the source.
    pub(super) fn look(
        &mut self,
        source: &str,
        range: &Range<usize>,
        mut line: impl FnMut(usize) -> u32,
    ) {
        let text = source.get(range.clone()).unwrap_or_default();
        // Most texts have no bracket.
        if memchr::memchr(b'[', text.as_bytes()).is_none() {
            return;
        }
        for (at, sign) in text.match_indices("[^") {
            let after = &text[at + sign.len()..];
            // Nobody gives a note a longer name, and looking for its end costs no more than this.
            let window = &after[..after.floor_char_boundary(40)];
            let label = window.split_once(']').map(|(label, _)| label);
            let is_label = |label: &&str| {
                !label.is_empty()
                    && !label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^' | '`'))
            };
            if let Some(label) = label.filter(is_label)
                && !text[..at].ends_with('\\')
            {
                self.footnotes.push((line(range.start + at), label.to_owned()));
            }
        }
        for (at, _) in text.match_indices("][") {
            let close = range.start + at;
            if let Some(label) = reference(&source[..close], &source[close + 2..]) {
                let line = line(close);
                self.definitions.entry(label.to_owned()).or_insert(line);
            }
        }
    }

    /// A problem for each, with its line; the body may define something that is called alike.
    pub(super) fn problems(self, body: &str) -> Vec<(Problem, u32)> {
        let footnotes = self.footnotes.into_iter();
        let footnotes = footnotes.map(|(line, label)| (Problem::FootnoteMissing { label }, line));
        let mut problems: Vec<_> = footnotes.collect();
        if self.definitions.is_empty() {
            return problems;
        }
        let known = body.lines().filter_map(|line| {
            let (label, _) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
            (!label.starts_with('^')).then_some(label)
        });
        let known: Vec<&str> = known.take(MOST).collect();
        for (label, line) in self.definitions.into_iter().take(MOST) {
            let nearest = nearest(&label, known.iter().copied());
            problems.push((Problem::ReferenceMissing { label, nearest }, line));
        }
        problems
    }
}

/// So many definitions are compared with as many references.
const MOST: usize = 100;

/// What a reference to a definition is called, `[text][name]` or `[name][]`, by the text before and behind its middle. What stands at a
/// word, as in `a[i][j]`, and what has no words, is none.
fn reference<'s>(before: &'s str, after: &'s str) -> Option<&'s str> {
    /// Nobody writes a longer one, and looking for its ends costs no more than this.
    const LONGEST: usize = 200;
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let open = window.rfind('[')?;
    let text = &window[open + 1..];
    let is_at_word =
        |c: char| c.is_alphanumeric() || matches!(c, ']' | '[' | ')' | '\\' | '_' | '$');
    let is_text = text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && !text.starts_with('^')
        && !text.ends_with('\\')
        && !text.contains("\n\n")
        && !window[..open].ends_with(is_at_word);
    let label = after[..after.floor_char_boundary(LONGEST)].split_once(']')?.0;
    let label = if label.trim().is_empty() { text } else { label };
    let is_label = !label.contains(['[', ']', '`', '\n', '^']);
    (is_text && is_label).then(|| label.trim())
}

#[cfg(test)]
mod tests {
    use super::Notes;
    use crate::diagnostic::Problem;

    #[test]
    fn references_without_a_definition_are_told_from_arrays() {
        for (source, wanted) in [
            ("zie [Python Markdown][python-markdown] nu", &["python-markdown"][..]),
            ("[PEP 517][] en nog eens [PEP 517][]", &["PEP 517"]),
            ("![het beeld][1], [*schuin*][b c]", &["1", "b c"]),
            ("a[i][j] rij[kolom][2] [x][1] [0][1] []()", &[]),
            ("[^noot][een] \\[aa][bb] [aa\\][bb] [[aa]][bb] [aa] [bb]", &[]),
            ("][ ][é [aa", &[]),
        ] {
            let mut notes = Notes::default();
            notes.look(source, &(0..source.len()), |_| 1);
            let labels: Vec<&str> = notes.definitions.keys().map(String::as_str).collect();
            assert_eq!(labels, wanted, "{source}");
        }
        let mut notes = Notes::default();
        notes.look("[aa][pyton]", &(0..11), |_| 3);
        let nearest = Some("python".to_owned());
        let wanted = Problem::ReferenceMissing { label: "pyton".to_owned(), nearest };
        assert_eq!(notes.problems("[python]: b\n[^pyton]: c"), [(wanted, 3)]);
    }
}
