//! Tables as kramdown has them: with lines between their rows, and without a head.

use super::spans::{code_spans, is_within};

/// Where the preparation is with the rows of a table.
#[derive(Default)]
pub(super) struct Rows {
    /// How many there were.
    count: usize,
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
        if self.count > 1 && is_rule(trimmed) {
            // The end of the line before becomes that of this one, and both count.
            text.pop();
            self.left_out.push(text.len());
            return true;
        }
        if self.count == 0 && is_row(trimmed) && is_row(next.trim()) {
            let indent = &content[..content.len() - content.trim_start().len()];
            for cell in ["  |", "---|"] {
                text.push_str(&format!("{indent}|{}\r\n", cell.repeat(cells(trimmed))));
            }
            self.count = 2;
        }
        self.count += 1;
        false
    }

    /// Ends the table.
    pub(super) fn end(&mut self) {
        self.count = 0;
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
    row.match_indices('|').filter(|(at, _)| is_sign(at)).count().saturating_sub(1)
}
