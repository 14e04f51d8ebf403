//! A comment with tags in it: paragraphs around what stands between blocks, as WordPress makes them. What comes out still has to
//! pass the sanitiser.

use std::borrow::Cow;

use super::paragraphs::push_linked;
use crate::html::tokens::{Token, decode, tokens};

/// Elements that no paragraph stands around.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// Blocks in which text stands by itself.
const BARE: [&str; 8] = ["dd", "dt", "li", "p", "pre", "summary", "td", "th"];

/// Blocks in which there is no text, only other blocks.
const LISTS: [&str; 6] = ["dl", "ol", "table", "tbody", "tr", "ul"];

/// HTML with the paragraphs and line ends that its text has.
pub(super) fn with_paragraphs(body: &str) -> String {
    let mut walk = Walk {
        html: String::with_capacity(body.len() + body.len() / 4 + 64),
        blocks: Vec::new(),
        in_paragraph: false,
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
    /// The blocks that are open.
    blocks: Vec<String>,
    /// Whether a paragraph is open that we began.
    in_paragraph: bool,
    /// Line ends since the last thing that was written.
    breaks: usize,
    /// How many links and pieces of code are open.
    links: usize,
    code: usize,
    /// Whether code is open that we made a block of.
    is_code_block: bool,
}

impl Walk {
    fn text(&mut self, text: &str) {
        let block = self.blocks.last().map_or("", String::as_str);
        if block == "pre" || self.code > 0 {
            self.inline();
            crate::html::push_text(&mut self.html, text);
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
        if !is_bare && self.in_paragraph && breaks > 1 {
            self.end_paragraph();
        }
        if is_bare || self.in_paragraph {
            if breaks > 0 && !self.ends_with_block() {
                self.html.push_str("<br>\n");
            }
        } else if !is_list {
            self.html.push_str("<p>");
            self.in_paragraph = true;
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
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.in_paragraph) {
            let kept = self.html.trim_end().len();
            self.html.truncate(kept);
            self.html.push_str("</p>\n");
        }
    }

    /// Begins an element; `has_lines` says of code that there are line ends in it.
    fn open(&mut self, name: &str, raw: &str, has_lines: bool) {
        if is_heading(name) {
            self.end_paragraph();
            self.breaks = 0;
            self.html.push_str("<p><strong>");
            self.blocks.push("p".to_owned());
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.breaks = 0;
            self.html.push_str(raw);
            // An item ends where the next one begins.
            let is_next =
                BARE.contains(&name) && self.blocks.last().is_some_and(|block| block == name);
            if name != "hr" && !is_next {
                self.blocks.push(name.to_owned());
            }
            return;
        }
        match name {
            "br" => {
                self.inline();
                self.html.push_str("<br>");
                return;
            }
            "a" => self.links += 1,
            "code" => {
                let in_block =
                    self.blocks.last().is_some_and(|block| BARE.contains(&block.as_str()));
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

    fn close(&mut self, name: &str, raw: &str) {
        if is_heading(name) {
            if self.blocks.last().is_some_and(|block| block == "p") {
                self.blocks.pop();
            }
            self.html.push_str("</strong></p>\n");
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
            self.breaks = 0;
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
fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// What is read of some HTML, in pieces, without the blanks that tags stand for.
pub(super) fn pieces(body: &str) -> impl Iterator<Item = Cow<'_, str>> {
    tokens(body).filter_map(|token| match token {
        Token::Text(piece) => Some(decode(piece)),
        _ => None,
    })
}

/// Some HTML in which a comment that has no end is text: a browser would show nothing of what follows.
pub(super) fn with_open_comments(body: &str) -> Cow<'_, str> {
    let mut from = 0;
    while let Some(found) = body[from..].find(COMMENT) {
        let start = from + found;
        // `<!-->` is a whole one.
        let rest = &body[start + 2..];
        let ends = [rest.find("-->"), rest.find("--!>")];
        let Some(end) = ends.into_iter().flatten().min() else {
            let escaped = body[start..].replace(COMMENT, "&lt;!--");
            return Cow::Owned([&body[..start], &escaped].concat());
        };
        from = start + 2 + end;
    }
    Cow::Borrowed(body)
}

/// What a comment begins with.
const COMMENT: &str = "<!--";

/// The text of some HTML, without tags, comments and scripts.
pub(super) fn text_of(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for token in tokens(body) {
        match token {
            Token::Text(piece) => match decode(piece) {
                Cow::Borrowed(piece) => text.push_str(piece),
                Cow::Owned(piece) => text.push_str(&piece),
            },
            Token::Open { name, .. } | Token::Close { name, .. } => {
                let is_break = name.eq_ignore_ascii_case("br")
                    || BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
                if is_break {
                    text.push(' ');
                }
            }
            Token::Comment(_) | Token::Raw(_) => {}
        }
    }
    text
}
