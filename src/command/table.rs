//! Tables on a terminal.

use crate::diagnostic::terminal::visible;

const BOLD: &str = "1";
const DIM: &str = "2";

/// Rows below headings. The last column takes the room that is left, and is cut.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Columns of numbers.
    pub(super) right: Vec<usize>,
}

impl Table {
    /// The table in so many characters, each row on a line, two blanks before it. Nothing in a cell moves the terminal.
    pub(super) fn text(&self, width: usize, color: bool) -> String {
        let columns = self.head.len();
        let shown = |row: &Vec<String>| row.iter().map(|cell| visible(cell)).collect();
        let rows: Vec<Vec<String>> = self.rows.iter().map(shown).collect();
        let widest = |column: usize| {
            let cells = rows.iter().chain([&self.head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..columns).map(widest).collect();
        let others: usize = widths.iter().rev().skip(1).map(|width| width + 2).sum();
        if let Some(last) = widths.last_mut() {
            *last = (*last).min(width.saturating_sub(others + 2).max(12));
        }
        let mut text = self.row(&self.head, &widths, if color { Some(DIM) } else { None });
        for row in &rows {
            text.push_str(&self.row(row, &widths, None));
        }
        text
    }

    fn row(&self, cells: &[String], widths: &[usize], paint: Option<&str>) -> String {
        let mut line = String::new();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            line.push_str("  ");
            let cell = cut(cell, *width);
            let gap = " ".repeat(width - cell.chars().count());
            if self.right.contains(&column) {
                line.push_str(&gap);
                line.push_str(&cell);
            } else {
                line.push_str(&cell);
                line.push_str(&gap);
            }
        }
        let line = line.trim_end();
        match paint {
            Some(paint) => format!("{}\n", painted(line, paint)),
            None => format!("{line}\n"),
        }
    }
}

/// A heading above a table.
pub(super) fn heading(text: &str, color: bool) -> String {
    if color { painted(text, BOLD) } else { text.to_owned() }
}

fn painted(text: &str, paint: &str) -> String {
    format!("\u{1b}[{paint}m{text}\u{1b}[0m")
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_takes_what_is_left() {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let table = Table {
            head: cells(&["nr", "tekst"]),
            rows: vec![cells(&["1042", "een lange zin van é"]), cells(&["7", "kort"])],
            right: vec![0],
        };
        assert_eq!(table.text(22, false), "    nr  tekst\n  1042  een lange zin…\n     7  kort\n");
        assert!(
            table
                .text(80, true)
                .starts_with("\u{1b}[2m    nr  tekst\u{1b}[0m\n  1042  een lange zin van é\n")
        );
    }

    #[test]
    fn no_cell_moves_the_terminal() {
        let table = Table {
            head: vec!["tekst".to_owned()],
            rows: vec![vec!["\u{1b}[31ma\nb\u{202e}".to_owned()]],
            right: Vec::new(),
        };
        assert_eq!(table.text(80, false), "  tekst\n  ␛[31ma b<U+202E>\n");
    }
}
