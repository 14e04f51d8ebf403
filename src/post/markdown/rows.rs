//! Tables as kramdown has them: with lines between their rows, and without a head.

use std::borrow::Cow;

use super::spans::{code_spans, is_in_element, is_within};

/// Where the preparation is with the rows of a table.
#[derive(Default)]
pub(super) struct Rows {
    /// How many there were.
    count: usize,
    /// Whether they are of a table beyond doubt.
    in_table: bool,
    /// Where the ends of lines stood in the text that were left out.
    pub(super) left_out: Vec<usize>,
}

impl Rows {
    /// Looks at a line before it is written. Says whether it only stands between rows, and is left out.
    pub(super) fn take(&mut self, content: &str, next: &str, text: &mut String) -> bool {
        let trimmed = content.trim();
        if !trimmed.starts_with('|') {
            self.end();
            return false;
        }
        let next = next.trim();
        let is_first = self.count == 0 && !self.in_table;
        if is_first && is_rule(trimmed) && !is_rule(next) && next.starts_with('|') {
            // A line above the head, or above the first row.
            self.in_table = text.trim_start().is_empty() || text.ends_with("\n\n");
            return self.in_table;
        }
        if self.count > 1 && is_rule(trimmed) {
            // The end of the line before becomes that of this one, and both count.
            text.pop();
            self.left_out.push(text.len());
            return true;
        }
        let is_headless = match self.in_table {
            true => !is_rule(next),
            false => is_row(trimmed) && is_row(next),
        };
        self.in_table |= self.count == 0 && (is_headless || is_rule(next));
        if self.count == 0 && is_headless {
            let indent = &content[..content.len() - content.trim_start().len()];
            for cell in ["  |", "---|"] {
                text.push_str(&format!("{indent}|{}\r\n", cell.repeat(cells(trimmed))));
            }
            self.count = 2;
        }
        self.count += 1;
        false
    }

    /// The row that was looked at last, in which a line within code parts no cells.
    pub(super) fn whole<'l>(&self, content: &'l str) -> Cow<'l, str> {
        if !self.in_table || !content.contains('`') {
            return Cow::Borrowed(content);
        }
        let code = code_spans(content);
        let mut row = String::with_capacity(content.len() + 4);
        let mut from = 0;
        for (at, _) in content.match_indices('|') {
            let is_code = is_within(&code, at) && !is_in_element(content, at);
            if is_code && !content[..at].ends_with('\\') {
                row.push_str(&content[from..at]);
                row.push('\\');
                from = at;
            }
        }
        row.push_str(&content[from..]);
        Cow::Owned(row)
    }

    /// Ends the table.
    pub(super) fn end(&mut self) {
        self.count = 0;
        self.in_table = false;
    }
}

fn is_rule(line: &str) -> bool {
    line.starts_with('|')
        && line.contains(['-', '='])
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b'=' | b':' | b'+' | b' ' | b'\t'))
}

fn is_row(line: &str) -> bool {
    line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !is_rule(line)
}

fn cells(row: &str) -> usize {
    let code = code_spans(row);
    let is_sign = |at: &usize| !is_within(&code, *at) && !row[..*at].ends_with('\\');
    let signs = row.match_indices('|').filter(|(at, _)| is_sign(at)).count();
    // Nothing need stand behind the last cell.
    signs.saturating_sub(usize::from(row.ends_with('|'))).max(1)
}
