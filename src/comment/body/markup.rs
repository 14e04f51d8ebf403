//! A comment with tags in it: paragraphs around what stands between blocks, as WordPress makes them. What comes out still has to
//! pass the sanitiser.

use super::paragraphs::push_linked;
use crate::html::tokens::{Token, decode, tokens};

/// Elements that no paragraph stands around.
pub(super) const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Those of them that a comment may have. Of the others only their contents are left, which then stand in paragraphs.
const KEPT: [&str; 6] = ["blockquote", "li", "ol", "p", "pre", "ul"];

/// Blocks in which text stands by itself.
const BARE: [&str; 3] = ["li", "p", "pre"];

/// Blocks in which there is no text, only other blocks.
const LISTS: [&str; 2] = ["ol", "ul"];

/// How a paragraph begins.
const PARAGRAPH: &str = "<p>";

/// How a heading begins, of which a comment has none.
const HEADING: &str = "<p><strong>";

/// What stands between the cells of a row, which is a line.
const BETWEEN: &str = " · ";

/// Whether there are blocks in some HTML that a comment cannot have: without paragraphs their contents would run together.
pub(super) fn has_foreign_blocks(body: &str) -> bool {
    tokens(body).any(|token| match token {
        Token::Open { name, .. } => {
            let name = name.to_ascii_lowercase();
            is_heading(&name) || BLOCKS.contains(&name.as_str()) && !KEPT.contains(&name.as_str())
        }
        _ => false,
    })
}

/// HTML with the paragraphs that its blocks are, and those and the line ends that its text has if it is `typed`.
pub(super) fn with_paragraphs(body: &str, typed: bool) -> String {
    let mut walk = Walk {
        typed,
        cells: Cells::default(),
        html: String::with_capacity(body.len() + body.len() / 4 + 64),
        blocks: Vec::new(),
        in_paragraph: false,
        start: 0,
        has_words: false,
        breaks: 0,
        links: 0,
        code: 0,
        is_code_block: false,
    };
    let mut code_ends = CodeEnds { body, next: Some(0) };
    let mut end = 0;
    for token in tokens(body) {
        end += token.raw().len();
        match token {
            Token::Text(text) => walk.text(&decode(text)),
            Token::Raw(text) => walk.html.push_str(text),
            Token::Comment(_) => {}
            Token::Open { name, raw, .. } => {
                let name = name.to_ascii_lowercase();
                let has_lines = name == "code"
                    && code_ends.after(end).is_some_and(|close| body[end..close].contains('\n'));
                walk.open(&name, raw, has_lines);
            }
            Token::Close { name, raw } => walk.close(&name.to_ascii_lowercase(), raw),
        }
    }
    walk.end_paragraph();
    walk.html
}

/// Where the walk through the pieces of a comment is.
struct Walk {
    html: String,
    /// Whether a line end is one, and a web address a link.
    typed: bool,
    cells: Cells,
    /// The blocks that are open.
    blocks: Vec<String>,
    /// Whether a paragraph is open that we began.
    in_paragraph: bool,
    /// Where the last of these begins, and whether there is something to read in it.
    start: usize,
    has_words: bool,
    /// Line ends since the last thing that was written.
    breaks: usize,
    /// How many links and pieces of code are open.
    links: usize,
    code: usize,
    /// Whether code is open that we made a block of.
    is_code_block: bool,
}

/// Where the walk is in a table.
#[derive(Default)]
struct Cells {
    /// How many tables are open.
    tables: usize,
    /// Whether there is something in the row yet.
    in_row: bool,
    /// Whether a cell began since.
    is_next: bool,
}

impl Walk {
    fn text(&mut self, text: &str) {
        let block = self.blocks.last().map_or("", String::as_str);
        if block == "pre" || self.code > 0 {
            self.inline();
            self.has_words = true;
            crate::html::push_text(&mut self.html, text);
            return;
        }
        if !self.typed {
            if !text.trim().is_empty() {
                self.inline();
                self.has_words = true;
                crate::html::push_text(&mut self.html, text);
            } else if self.in_flow() {
                self.html.push(' ');
            }
            return;
        }
        for (number, line) in text.split('\n').enumerate() {
            self.breaks += usize::from(number > 0);
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                if !line.is_empty() && self.breaks == 0 && self.in_flow() {
                    self.html.push(' ');
                }
                continue;
            }
            let line = if self.breaks > 0 { line.trim_start() } else { line };
            self.inline();
            self.has_words = true;
            if self.links > 0 {
                crate::html::push_text(&mut self.html, line);
            } else {
                push_linked(&mut self.html, line);
            }
        }
    }

    /// Whether inline content is open, so that a blank means something.
    fn in_flow(&self) -> bool {
        self.in_paragraph || self.blocks.last().is_some_and(|block| BARE.contains(&block.as_str()))
    }

    /// Makes ready for something within a line: a paragraph if one is due, or the line ends that came before it.
    fn inline(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let block = self.blocks.last().map_or("", String::as_str);
        let (is_bare, is_list) = (BARE.contains(&block), LISTS.contains(&block));
        if block == "pre" {
            return;
        }
        let Cells { tables, in_row, is_next } = self.cells;
        let breaks = if tables > 0 { breaks.min(1) } else { breaks };
        if tables > 0 {
            self.cells = Cells { tables, in_row: true, is_next: false };
            if in_row && is_next && (is_bare || self.in_paragraph) {
                self.html.truncate(self.html.trim_end().len());
                self.html.push_str(BETWEEN);
                return;
            }
        }
        if !is_bare && self.in_paragraph && breaks > 1 {
            self.end_paragraph();
        }
        if is_bare || self.in_paragraph {
            if breaks > 0 && !self.ends_with_block() {
                if tables > 0 {
                    self.html.truncate(self.html.trim_end().len());
                }
                self.html.push_str("<br>\n");
            }
        } else if !is_list {
            self.start = self.html.len();
            self.html.push_str(PARAGRAPH);
            (self.in_paragraph, self.has_words) = (true, false);
        }
    }

    /// Whether the last thing written was the beginning or the end of a block.
    fn ends_with_block(&self) -> bool {
        let html = self.html.trim_end();
        // In text the sign is escaped.
        let tag =
            html.rfind('<').filter(|_| html.ends_with('>')).map_or("", |start| &html[start..]);
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
            || name.eq_ignore_ascii_case("br")
            || html.ends_with(HEADING)
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.in_paragraph) {
            let kept = self.html.trim_end().len();
            self.html.truncate(kept);
            if self.has_words {
                self.html.push_str("</p>\n");
            } else {
                self.html.replace_range(self.start..self.start + PARAGRAPH.len(), "");
            }
        }
    }

    /// Begins an element; `has_lines` says of code that there are line ends in it.
    fn open(&mut self, name: &str, raw: &str, has_lines: bool) {
        if self.in_table(name, true) {
            return;
        }
        if is_heading(name) {
            self.end_paragraph();
            self.breaks = 0;
            self.html.push_str(HEADING);
            self.blocks.push("p".to_owned());
            return;
        }
        if BLOCKS.contains(&name) {
            self.part(name);
            if !KEPT.contains(&name) {
                return;
            }
            self.html.push_str(raw);
            // An item ends where the next one begins.
            let is_next =
                BARE.contains(&name) && self.blocks.last().is_some_and(|block| block == name);
            if !is_next {
                self.blocks.push(name.to_owned());
            }
            return;
        }
        match name {
            "br" => {
                self.inline();
                self.has_words = true;
                self.html.push_str("<br>");
                return;
            }
            "a" => self.links += 1,
            "code" => {
                let in_block = self.cells.tables > 0
                    || self.blocks.last().is_some_and(|block| BARE.contains(&block.as_str()));
                if has_lines && self.code == 0 && !in_block {
                    self.end_paragraph();
                    self.breaks = 0;
                    self.html.push_str("<pre>");
                    self.blocks.push("pre".to_owned());
                    self.is_code_block = true;
                }
                self.inline();
                self.code += 1;
                self.html.push_str(raw);
                return;
            }
            _ => {}
        }
        self.inline();
        self.html.push_str(raw);
    }

    /// Goes on within a table, where a row is a line and all other blocks but part words; whether that is all.
    fn in_table(&mut self, name: &str, is_open: bool) -> bool {
        if name == "table" {
            self.part(name);
            let tables = &mut self.cells.tables;
            *tables = if is_open { *tables + 1 } else { tables.saturating_sub(1) };
            self.cells.in_row = false;
            return true;
        }
        if self.cells.tables == 0 || !BLOCKS.contains(&name) && !is_heading(name) {
            return false;
        }
        match name {
            "td" | "th" => self.cells.is_next = true,
            "tr" | "caption" => {
                self.breaks = usize::from(self.cells.in_row || self.breaks > 0);
                self.cells = Cells { in_row: false, is_next: false, ..self.cells };
            }
            "tbody" | "tfoot" | "thead" => {}
            _ if self.in_flow() && !self.html.ends_with(' ') => self.html.push(' '),
            _ => {}
        }
        true
    }

    /// Ends what stands before the beginning or the end of a block. Within an item one that is not kept begins a line.
    fn part(&mut self, name: &str) {
        self.end_paragraph();
        self.breaks = usize::from(!KEPT.contains(&name) && self.in_flow());
    }

    fn close(&mut self, name: &str, raw: &str) {
        if self.in_table(name, false) {
            return;
        }
        if is_heading(name) {
            if self.blocks.last().is_some_and(|block| block == "p") {
                self.blocks.pop();
            }
            self.html.push_str("</strong></p>\n");
            return;
        }
        if BLOCKS.contains(&name) {
            self.part(name);
            if let Some(at) = self.blocks.iter().rposition(|block| block == name) {
                self.blocks.truncate(at);
                self.html.push_str(raw);
                self.html.push('\n');
            }
            return;
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "code" => {
                self.code = self.code.saturating_sub(1);
                self.html.push_str(raw);
                if self.code == 0 && std::mem::take(&mut self.is_code_block) {
                    self.blocks.pop();
                    self.html.push_str("</pre>\n");
                }
                return;
            }
            _ => {}
        }
        self.html.push_str(raw);
    }
}

/// Where code ends; each end is looked for once.
struct CodeEnds<'a> {
    body: &'a str,
    /// The end that was found last; `None` when there are no more.
    next: Option<usize>,
}

impl CodeEnds<'_> {
    /// The first end at or after this offset.
    fn after(&mut self, start: usize) -> Option<usize> {
        if self.next? < start || self.next == Some(0) {
            let rest = self.body.get(start..)?;
            self.next = ["</code", "</CODE"]
                .iter()
                .filter_map(|end| rest.find(end))
                .min()
                .map(|found| start + found);
        }
        self.next
    }
}

/// Whether an element is a heading; a comment has none, so it becomes a strong paragraph.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}
