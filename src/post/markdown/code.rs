//! Which lines are code, which nothing touches.

use super::lines::{columns, without_containers};

/// What Docusaurus calls a block of code that is none: what other editors are to leave alone.
pub(super) const PROGRAM: &str = "mdx-code-block";

/// Where code is, as far as the lines were read.
#[derive(Default)]
pub(super) struct Code {
    /// The fence of such a block.
    unwrapped: Option<(u8, usize)>,
    /// The fence of the code that the line stands in: its character and length.
    fence: Option<(u8, usize)>,
    /// Whether a list is open, so that indented text is not code.
    in_list: bool,
}

impl Code {
    /// The fence that ends the code that is open, which ends here whatever follows.
    pub(super) fn close(&mut self) -> Option<String> {
        let (character, length) = self.fence.take()?;
        Some((character as char).to_string().repeat(length))
    }

    /// Whether the next line stands in a fenced block.
    pub(super) fn is_fenced(&self) -> bool {
        self.fence.is_some()
    }

    /// Whether the line is the fence around a block that is no code.
    pub(super) fn unwraps(&mut self, content: &str) -> bool {
        let bare = without_containers(content);
        let Some(&character @ (b'`' | b'~')) = bare.as_bytes().first() else { return false };
        let count = bare.bytes().take_while(|&byte| byte == character).count();
        let info = bare[count..].trim();
        if let Some((opening, length)) = self.unwrapped {
            let ends = character == opening && count >= length && info.is_empty();
            if ends && self.fence.is_none() {
                self.unwrapped = None;
                return true;
            }
            return false;
        }
        let begins = count >= 3 && info == PROGRAM && self.fence.is_none();
        if begins {
            self.unwrapped = Some((character, count));
        }
        begins
    }

    /// Whether the line is code.
    pub(super) fn takes(&mut self, content: &str) -> bool {
        self.fences(content) || self.indents(content)
    }

    /// Whether the line is part of a fenced block of code; keeps count of the fences.
    fn fences(&mut self, content: &str) -> bool {
        let bare = without_containers(content);
        let length = |character: u8| bare.bytes().take_while(|&byte| byte == character).count();
        match self.fence {
            Some((character, opened)) => {
                let count = length(character);
                if count >= opened && bare[count..].trim().is_empty() {
                    self.fence = None;
                }
                true
            }
            None => {
                let Some(&character @ (b'`' | b'~')) = bare.as_bytes().first() else {
                    return false;
                };
                let count = length(character);
                if count < 3 || (character == b'`' && bare[count..].contains('`')) {
                    return false;
                }
                self.fence = Some((character, count));
                true
            }
        }
    }

    /// Whether the line is indented code; keeps track of lists.
    fn indents(&mut self, content: &str) -> bool {
        let indent = columns(content);
        let start = content.trim_start();
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let is_item = start.starts_with(['-', '*', '+', ':'])
            && start[1..].starts_with([' ', '\t'])
            || (1..10).contains(&digits) && start[digits..].starts_with(['.', ')']);
        // What is indented below a footnote belongs to it too.
        let is_note = start.starts_with("[^") && start.contains("]:");
        if indent < 2 {
            self.in_list = is_item || is_note;
        }
        indent >= 4 && !self.in_list && !is_item
    }
}
