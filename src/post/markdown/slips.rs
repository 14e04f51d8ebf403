//! What was meant as Markdown and is none, or says more than readers see: tables without their second line, cells that no column
//! has, a blank within a link. Each kind is told once for each text.

use memchr::{memchr2, memmem};

use super::code::fence;
use super::lines::{columns, sign_of_item, without_containers};
use super::spans::{code_spans, is_within};
use crate::diagnostic::Unread;

/// The first of each kind in a body, with its line from 0.
pub(crate) fn found(body: &str) -> Vec<(Unread, u32)> {
    let bytes = body.as_bytes();
    if memchr2(b'|', b'\t', bytes).is_none() && memmem::find(bytes, b"] (").is_none() {
        return Vec::new();
    }
    let mut slips = Slips::default();
    for (number, line) in (0u32..).zip(body.lines()) {
        slips.take(line, number);
    }
    slips.found
}

#[derive(Default)]
struct Slips<'b> {
    found: Vec<(Unread, u32)>,
    /// The fence of the code that is open.
    fence: Option<Fence>,
    /// What ends the raw HTML that is open.
    end: Option<&'static str>,
    /// How many columns the table has that goes on here.
    table: Option<usize>,
    /// The line before, if it may be a row, and is in no table yet.
    row: Option<Row<'b>>,
    /// How many tabs divide the line before, as a spreadsheet has them between cells.
    tabs: usize,
}

#[derive(Clone, Copy)]
struct Fence {
    sign: u8,
    length: usize,
    /// Whether it stands in a quote, with which it ends.
    is_quoted: bool,
}

struct Row<'b> {
    text: &'b str,
    number: u32,
    /// Whether those around it were told.
    is_told: bool,
}

impl<'b> Slips<'b> {
    fn take(&mut self, line: &'b str, number: u32) {
        let text = line.trim();
        if self.is_verbatim(text) || columns(line) > 3 {
            (self.table, self.row, self.tabs) = (None, None, 0);
            return;
        }
        if text.contains("] (") && is_gap(text) {
            self.tell(Unread::LinkGap, number);
        }
        let before = self.row.take();
        let tabs = tabs(text);
        if tabs > 0 && self.tabs == tabs {
            self.tell(Unread::TableTabs, number - 1);
        }
        self.tabs = tabs;
        if !text.contains('|') {
            // A row may be its first cell alone.
            self.table = self.table.filter(|_| text.starts_with(char::is_alphanumeric));
            return;
        }
        if let Some(columns) = self.table {
            if has_more(text, columns) {
                self.tell(Unread::TableCells, number);
            }
            return;
        }
        let mut row = Row { text, number, is_told: false };
        if let Some(before) = before {
            let amount = cells(text).count();
            if is_rule(text) && cells(before.text).count() == amount {
                self.table = Some(amount);
                return;
            }
            row.is_told = before.is_told;
            if !row.is_told && is_row(before.text) && (is_row(text) || is_rule(text)) {
                self.tell(Unread::TableRule, before.number);
                row.is_told = true;
            }
        }
        self.row = Some(row);
    }

    /// Whether a line stands in code, a program, a style or a remark.
    fn is_verbatim(&mut self, text: &'b str) -> bool {
        if let Some(open) = self.fence {
            let is_quoted = text.starts_with('>');
            let bare = if open.is_quoted { text.trim_start_matches(['>', ' ']) } else { text };
            let is_end = fence(bare).is_some_and(|(sign, length)| {
                sign == open.sign && length >= open.length && bare[length..].trim().is_empty()
            });
            self.fence = self.fence.filter(|_| !is_end && (is_quoted || !open.is_quoted));
            return true;
        }
        if let Some(end) = self.end {
            self.end = self.end.filter(|_| !text.contains(end));
            return true;
        }
        if let Some((sign, length)) = fence(without_containers(text)) {
            self.fence = Some(Fence { sign, length, is_quoted: text.starts_with('>') });
            return true;
        }
        let verbatim =
            [("<!--", "-->"), ("<pre", "</pre"), ("<script", "</script"), ("<style", "</style")];
        let end = verbatim.into_iter().find(|(begin, _)| text.starts_with(begin));
        self.end = end.map(|(_, end)| end).filter(|end| !text.contains(end));
        end.is_some()
    }

    fn tell(&mut self, what: Unread, number: u32) {
        if !self.found.iter().any(|(told, _)| *told == what) {
            self.found.push((what, number));
        }
    }
}

/// The cells of a row.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    let bare = row.strip_prefix('|').unwrap_or(row);
    let bare = bare.strip_suffix('|').filter(|bare| !bare.ends_with('\\')).unwrap_or(bare);
    let mut rest = Some(bare);
    std::iter::from_fn(move || {
        let text = rest?;
        let is_end = |at: &usize| !text[..*at].ends_with('\\');
        let end = text.match_indices('|').map(|(at, _)| at).find(is_end);
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// How many tabs stand between words of a line, that behind the sign of a list item aside.
fn tabs(text: &str) -> usize {
    let is_item = sign_of_item(text).is_some() || !text.starts_with(char::is_alphanumeric);
    if is_item { 0 } else { text.matches('\t').count() }
}

/// Whether something stands in a cell that the table has no column for.
fn has_more(row: &str, columns: usize) -> bool {
    cells(row).skip(columns).any(|cell| !cell.trim().is_empty())
}

/// Whether a line is what makes a table of the rows around it: `|---|:-:|`.
pub(super) fn is_rule(text: &str) -> bool {
    let is_one = |cell: &str| {
        let cell = cell.trim();
        let bare = cell.strip_prefix(':').unwrap_or(cell);
        let bare = bare.strip_suffix(':').unwrap_or(bare);
        !bare.is_empty() && bare.bytes().all(|byte| byte == b'-')
    };
    cells(text).all(is_one)
}

/// Whether a line can only be a row: it has bars at both edges, and one between.
fn is_row(text: &str) -> bool {
    text.len() > 2 && text.starts_with('|') && text.ends_with('|') && cells(text).count() > 1
}

/// Whether a blank divides a text in brackets from an address: `[the report] (report.pdf)`.
fn is_gap(text: &str) -> bool {
    let code = code_spans(text);
    let is_address = |address: &str| {
        let is_file = address.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (2..=4).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && ending.contains(|c: char| c.is_ascii_alphabetic())
        });
        !address.contains(char::is_whitespace) && (is_file || address.contains("://"))
    };
    /// Nobody writes a longer text or address, and looking for them costs no more than this.
    const LONGEST: usize = 300;
    text.match_indices("] (").any(|(at, _)| {
        let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
        let after = &text[at + 3..];
        let after = &after[..after.floor_char_boundary(LONGEST)];
        let open = before.rfind('[').filter(|open| !before[*open..].contains(']'));
        let is_begun = open.is_some_and(|open| {
            let is_item =
                sign_of_item(text) == Some(text[..at - before.len() + open].trim_end().len());
            !(is_item && matches!(&before[open + 1..], " " | "x" | "X"))
        });
        let address = after.split_once(')').map(|(address, _)| address);
        is_begun && address.is_some_and(is_address) && !is_within(&code, at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_or_link_is_told_from_what_is_one() {
        let head = "| a | b |\n|---|---|\n";
        for (body, wanted) in [
            ("| a | b |\n| 1 | 2 |\n| 3 | 4 |", &[(Unread::TableRule, 0)][..]),
            ("x\n\n| a | b |\n|---|\n| 1 | 2 |", &[(Unread::TableRule, 2)]),
            (&format!("{head}| 1 | 2 | 3 |\n| 4 | 5 | 6 |"), &[(Unread::TableCells, 2)]),
            (&format!("{head}| 1 | 2 | |\n| a \\| b | c |\n| 4 |"), &[]),
            ("a | b\n--|--\n1 | 2 | 3", &[(Unread::TableCells, 2)]),
            ("a | b of c\nd | e", &[]),
            ("Kies | of | niet |", &[]),
            ("```\n| a | b |\n| 1 | 2 |\n```\n", &[]),
            ("    | a | b |\n    | 1 | 2 |\n", &[]),
            ("<pre>\n| a | b |\n| 1 | 2 |\n</pre>\n", &[]),
            (&format!("{head}| 1 | 2 |\n\nTekst | met | balken\n"), &[]),
            ("Zie [het rapport] (rapport.pdf).", &[(Unread::LinkGap, 0)]),
            ("[x] (https://x.example/a)", &[(Unread::LinkGap, 0)]),
            ("[1] (zie boven) `[x] (a.pdf)` [x](b.pdf) (c.pdf)", &[]),
            ("- [x] (optioneel)", &[]),
            ("- [x] (https://x.example/a)\n- [ ] (plan.pdf)\nzie [1] (1.50)", &[]),
            ("- zie [x] (a.pdf)", &[(Unread::LinkGap, 0)]),
            ("- ```\n  | a | b |\n  | c | d |\n  ```\n", &[]),
            ("```a``` b\n\n```\n| a | b |\n| c | d |\n```\n", &[]),
            ("> ```\n> a\n\n| a | b |\n| c | d |\n", &[(Unread::TableRule, 3)]),
            (&format!("{head}| 1 | 2 |\n3\n| 4 | 5 |\n| 6 | 7 |\n"), &[]),
            ("Naam\tGetal\nJan\t1\nPiet\t2", &[(Unread::TableTabs, 0)]),
            ("1.\tEen\n2.\tTwee\n\n•\tDrie\n•\tVier\nJan\t1\n\nPiet\t2", &[]),
        ] {
            assert_eq!(found(body), wanted, "{body}");
        }
    }
}
