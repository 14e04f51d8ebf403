//! The quotes and list items that a line stands in, and what is left of the line within them.

use super::lines;

/// What holds lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A quote: each line begins with its sign.
    Quote,
    /// A list item, a definition or a footnote: its lines are indented by so many columns more.
    Item(usize),
}

/// What is left of a line, counted in columns.
pub(super) struct Cursor<'l> {
    rest: &'l str,
    column: usize,
    /// Columns of a tab before the rest that are not used yet.
    surplus: usize,
}

impl<'l> Cursor<'l> {
    /// At the beginning of a line.
    pub(super) fn new(rest: &'l str) -> Cursor<'l> {
        Cursor { rest, column: 0, surplus: 0 }
    }

    /// By how many columns the text that is left is indented.
    pub(super) fn indent(&self) -> usize {
        let mut column = self.column + self.surplus;
        for byte in self.rest.bytes() {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
        }
        column - self.column
    }

    /// What is left, without its indentation.
    pub(super) fn text(&self) -> &'l str {
        self.rest.trim_start_matches([' ', '\t'])
    }

    /// Goes on by so many columns, which are blank.
    fn skip(&mut self, columns: usize) {
        let wanted = self.column + columns;
        self.column += self.surplus;
        self.surplus = 0;
        while self.column < wanted {
            let width = match self.rest.bytes().next() {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => break,
            };
            self.column += width;
            self.rest = &self.rest[1..];
        }
        self.surplus = self.column.saturating_sub(wanted);
        self.column -= self.surplus;
    }

    /// Goes on behind a sign, which the text begins with.
    fn pass(&mut self, length: usize) {
        self.skip(self.indent());
        self.rest = &self.rest[length..];
        self.column += length;
    }

    /// Whether the line goes on with what stands in this container.
    pub(super) fn enters(&mut self, container: Container) -> bool {
        match container {
            Container::Quote => self.quote(),
            Container::Item(columns) => {
                let is_in = self.indent() >= columns || self.text().is_empty();
                if is_in {
                    self.skip(columns);
                }
                is_in
            }
        }
    }

    fn quote(&mut self) -> bool {
        if self.indent() > 3 || !self.text().starts_with('>') {
            return false;
        }
        self.pass(1);
        if self.rest.starts_with([' ', '\t']) {
            self.skip(1);
        }
        true
    }

    /// The container that begins here. Where a paragraph would be broken by it, an item has a text, and the number 1 if it has one.
    pub(super) fn begins(&mut self, breaks: bool) -> Option<Container> {
        let indent = self.indent();
        if indent > 3 {
            return None;
        }
        if self.quote() {
            return Some(Container::Quote);
        }
        let text = self.text();
        if let Some(length) = footnote(text) {
            self.pass(length);
            return Some(Container::Item(4));
        }
        let sign = lines::sign_of_item(text).filter(|_| !is_rule(text))?;
        let after = &text[sign..];
        let is_empty = after.trim().is_empty();
        let is_broken = !after.is_empty() && !after.starts_with([' ', '\t'])
            || breaks
                && (is_empty
                    || sign > 2
                    || text.starts_with(|c: char| c.is_ascii_digit() && c != '1'));
        if is_broken {
            return None;
        }
        self.pass(sign);
        let blanks = match self.indent() {
            _ if is_empty => 1,
            blanks @ 1..=4 => blanks,
            _ => 1,
        };
        self.skip(blanks);
        Some(Container::Item(indent + sign + blanks))
    }
}

/// How long the sign is with which a footnote begins: `[^name]:`.
fn footnote(text: &str) -> Option<usize> {
    let name = text.strip_prefix("[^")?;
    let end = name.find(']').filter(|end| *end > 0 && name[end + 1..].starts_with(':'))?;
    Some(end + 4)
}

/// Whether a line is a rule: `* * *`.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(sign @ (b'-' | b'*' | b'_')) = text.bytes().next() else { return false };
    let is_part = |byte: u8| byte == sign || byte.is_ascii_whitespace();
    text.bytes().all(is_part) && text.bytes().filter(|byte| *byte == sign).count() > 2
}
