//! Code within a paragraph: between runs of backticks and in elements, on one line or over several.

use std::collections::BTreeMap;

use super::lines;

/// Nobody writes longer code within a text, and looking for its end costs no more than this.
const LONGEST: usize = 2_000;

/// The same of a tag.
const LONGEST_TAG: usize = 300;

/// Elements within a text in which every sign is as it is.
const ELEMENTS: [&str; 5] = ["code", "pre", "script", "style", "textarea"];

/// Whether a place lies within one of these spans.
pub(super) fn is_within(spans: &[(usize, usize)], at: usize) -> bool {
    let after = spans.partition_point(|(begin, _)| *begin <= at);
    after > 0 && at < spans[after - 1].1
}

/// Where code begins and ends in a line: between two runs of the same number of backticks, and in elements.
pub(super) fn code_spans(line: &str) -> Vec<(usize, usize)> {
    if !line.contains('`') && !line.contains('<') {
        return Vec::new();
    }
    let mut spans = between_ticks(line);
    for element in elements(line) {
        if !is_within(&spans, element.0) {
            spans.retain(|(begin, end)| *end <= element.0 || *begin >= element.1);
            let place = spans.partition_point(|(begin, _)| *begin < element.0);
            spans.insert(place, element);
        }
    }
    spans
}

/// Whether a place in a line is within the text of an element, and not between backticks.
pub(super) fn is_in_element(line: &str, at: usize) -> bool {
    !is_within(&between_ticks(line), at)
}

/// Where code spans begin and end in a line.
fn between_ticks(line: &str) -> Vec<(usize, usize)> {
    let runs = runs(line);
    let mut next: BTreeMap<usize, usize> = BTreeMap::new();
    let mut partner = vec![None; runs.len()];
    for (index, run) in runs.iter().enumerate().rev() {
        partner[index] = next.get(&run.opening()).copied();
        next.insert(run.length, index);
    }
    let mut spans = Vec::new();
    let mut index = 0;
    while index < runs.len() {
        let end = partner[index].filter(|_| runs[index].opening() > 0);
        match end {
            Some(end) => {
                spans.push((runs[index].start, runs[end].start + runs[end].length));
                index = end + 1;
            }
            None => index += 1,
        }
    }
    spans
}

/// A run of backticks.
struct Run {
    start: usize,
    length: usize,
    /// Whether a stroke makes a text of the first: as an end it counts all the same.
    is_escaped: bool,
}

impl Run {
    fn opening(&self) -> usize {
        self.length - usize::from(self.is_escaped)
    }
}

fn runs(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'`') {
        match runs.last_mut() {
            Some(run) if run.start + run.length == at => run.length += 1,
            _ => {
                let strokes = line[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
                runs.push(Run { start: at, length: 1, is_escaped: strokes % 2 == 1 });
            }
        }
    }
    runs
}

/// Where the text of elements begins and ends in a line.
fn elements(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    // How far no end was found of each: nothing is looked through twice.
    let mut seen = [0usize; ELEMENTS.len()];
    while let Some((name, start)) = element(line, at) {
        at = start;
        let Some(seen) = ELEMENTS.iter().position(|it| *it == name).map(|it| &mut seen[it]) else {
            continue;
        };
        let from = start.max(line.floor_char_boundary(seen.saturating_sub(name.len() + 2)));
        match end_of(&line[from..line.floor_char_boundary(start + LONGEST).max(from)], name) {
            Some(length) => {
                found.push((start, from + length));
                at = from + length;
            }
            None => *seen = start + LONGEST,
        }
    }
    found
}

/// The first of these elements from a place on whose tag ends in the line, and where its text begins.
fn element(line: &str, from: usize) -> Option<(&'static str, usize)> {
    line[from..].match_indices('<').find_map(|(at, _)| {
        let rest = &line[from + at + 1..];
        let is_one = |name: &&&str| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && rest[name.len()..].starts_with(['>', ' '])
        };
        let name = ELEMENTS.iter().find(is_one)?;
        let window = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
        let end = window.find('>').filter(|end| !window[..*end].ends_with('/'))?;
        Some((*name, from + at + end + 2))
    })
}

/// Where the end tag of an element stands in a text.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let is_one = |end: &str| end.eq_ignore_ascii_case(name);
        let after = text.get(at + 2 + name.len()..);
        text[at + 2..].get(..name.len()).is_some_and(is_one)
            && after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// What ends code that goes on from one line to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Ticks(usize),
    Element(&'static str),
    Remark,
}

impl End {
    /// Where it stands in a text, and where the text goes on behind it.
    fn place(self, text: &str) -> Option<usize> {
        match self {
            End::Ticks(length) => {
                let run = runs(text).into_iter().find(|run| run.length == length)?;
                Some(run.start + run.length)
            }
            End::Element(name) => end_of(text, name),
            End::Remark => text.find("-->").map(|at| at + 3),
        }
    }
}

/// Code within a paragraph that goes over several lines.
#[derive(Default)]
pub(super) struct Spans {
    open: Option<End>,
}

impl Spans {
    /// How much of a line belongs to code that a line before has begun, and where code begins in it that goes on in the next one.
    /// `rest` is the text behind the line.
    pub(super) fn cut(&mut self, line: &str, rest: &str) -> (usize, usize) {
        let mut from = 0;
        if let Some(end) = self.open {
            let Some(place) = end.place(line) else { return (line.len(), line.len()) };
            self.open = None;
            from = place;
        }
        if !line[from..].contains('`') && !line[from..].contains('<') {
            return (from, line.len());
        }
        let begun = begun(&line[from..]);
        let Some((end, start)) =
            begun.filter(|(end, _)| end.place(paragraph(line, rest)).is_some())
        else {
            return (from, line.len());
        };
        self.open = Some(end);
        (from, from + start)
    }

    /// Whether the next line begins in code.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// A line that belongs to no paragraph.
    pub(super) fn end(&mut self) {
        self.open = None;
    }
}

/// The first code that a line begins and does not end.
fn begun(line: &str) -> Option<(End, usize)> {
    let whole = code_spans(line);
    let ticks =
        runs(line).into_iter().find(|run| run.opening() > 0 && !is_within(&whole, run.start));
    let ticks =
        ticks.map(|run| (End::Ticks(run.opening()), run.start + usize::from(run.is_escaped)));
    let element = || {
        let mut at = 0;
        while let Some((name, start)) = element(line, at) {
            if !is_within(&whole, start) && end_of(&line[start..], name).is_none() {
                return Some((End::Element(name), start));
            }
            at = start;
        }
        None
    };
    let remark = || {
        let start = line.rfind("<!--").filter(|start| !is_within(&whole, *start))?;
        (!line[start..].contains("-->")).then_some((End::Remark, start))
    };
    [ticks, element(), remark()].into_iter().flatten().min_by_key(|(_, start)| *start)
}

/// The lines behind a line that belong to its paragraph, as far as code may go.
fn paragraph<'t>(line: &str, rest: &'t str) -> &'t str {
    let window = &rest[..rest.floor_char_boundary(LONGEST)];
    let is_quote = line.trim_start().starts_with('>');
    let goes_on = |line: &&str| {
        let bare = line.trim_start();
        let begins = ["#", "|", "```", "~~~", ":::", "!!!", "???", "///"];
        !bare.is_empty()
            && bare.starts_with('>') == is_quote
            && lines::item(bare.trim_start_matches('>').trim_start()).is_none()
            && !begins.iter().any(|sign| bare.starts_with(sign))
    };
    let length = window.split_inclusive('\n').take_while(goes_on).map(str::len).sum();
    &window[..length]
}

#[cfg(test)]
mod tests {
    use super::{Spans, code_spans};

    #[test]
    fn code_stands_between_runs_of_the_same_length_and_in_elements() {
        for (line, wanted) in [
            ("`a` ``b`c`` `d", &[(0, 3), (4, 11)][..]),
            ("a <code>b</code> c <pre class=\"d\">e</pre>", &[(8, 9), (34, 35)]),
            ("`<code>` a </code> <code>`b</code> `", &[(0, 8), (25, 36)]),
            ("\\`a `b` \\``c`", &[(4, 7), (9, 13)]),
            ("<code> <codes>x</codes>", &[]),
        ] {
            assert_eq!(code_spans(line), wanted, "{line}");
        }
    }

    /// The text with what is code over lines between brackets.
    fn cut(text: &str) -> String {
        let mut spans = Spans::default();
        let mut found = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            rest = after;
            let (head, tail) = spans.cut(line, rest);
            found += &format!("[{}]{}[{}]\n", &line[..head], &line[head..tail], &line[tail..]);
        }
        found.replace("[]", "")
    }

    #[test]
    fn code_goes_over_lines_of_a_paragraph() {
        for (text, wanted) in [
            ("a `b\nc` d", "a [`b]\n[c`] d\n"),
            ("a `b\n\nc` d", "a `b\n\nc` d\n"),
            ("- a `b\n- c` d", "- a `b\n- c` d\n"),
            ("a <code>b\nc\nd</code> e", "a <code>[b]\n[c]\n[d]</code> e\n"),
            ("> a `b\n> c` `d\n> e` f", "> a [`b]\n[> c`] [`d]\n[> e`] f\n"),
            ("a <!-- b\nc --> d", "a [<!-- b]\n[c -->] d\n"),
            ("a ``b` \n``", "a [``b` ]\n[``]\n"),
        ] {
            assert_eq!(cut(text), wanted, "{text}");
        }
    }
}
