//! What other generators add to Markdown becomes Markdown, before it is parsed: boxes, shortcodes, imports.
//!
//! Lines keep their numbers: a line that is put in ends with `\r\n`, any other with `\n`, and only those are counted.
//! Code is never touched.

use std::borrow::Cow;

use super::boxes::{Admonition, colon_box, material_box};
use super::lines::{columns, without_containers};
use super::{attributes, marks, modules, shortcode, spaced, unclosed};

/// A character that nobody types, in the comments that stand where boxes begin and end.
pub(crate) const MARK: char = '\u{10FFFD}';

/// A text for the parser, and what was found while preparing it.
pub(crate) struct Prepared<'a> {
    /// The text; if it is not the body itself, `\r\n` ends lines that are not in the body.
    pub(crate) text: Cow<'a, str>,
    /// The boxes that comments in the text refer to.
    pub(crate) boxes: Vec<Admonition>,
    /// Shortcodes that mean nothing here: name and line, from 0.
    pub(crate) left: Vec<(String, u32)>,
    /// Raw HTML that was begun and never ended, and is text now: its first sign and line, from 0.
    pub(crate) unclosed: Vec<(String, u32)>,
}

/// What a comment that stands for a box says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoxMark {
    /// The box of this number begins.
    Open(usize),
    /// The innermost box ends.
    Close,
}

/// What this raw HTML says of a box, if it is one of our comments.
pub(crate) fn box_mark(raw: &str) -> Option<BoxMark> {
    let inner = raw.trim().strip_prefix("<!--")?.strip_suffix("-->")?.strip_prefix(MARK)?;
    if inner == "/" { Some(BoxMark::Close) } else { inner.parse().ok().map(BoxMark::Open) }
}

/// The sign of a quote that is a box, as a comment that no one sees.
pub(super) fn mark_of_quote(sign: &str) -> String {
    format!("<!--{MARK}{sign}-->")
}

/// The sign in such a comment.
pub(super) fn quote_mark(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix("<!--")?.strip_suffix("-->")?.strip_prefix(MARK)?;
    inner.starts_with("[!").then_some(inner)
}

/// Whether this raw HTML is the mark that ends the summary, in any dialect.
pub(crate) fn is_summary_mark(raw: &str) -> bool {
    let inner = raw.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| {
        matches!(inner.trim().to_ascii_lowercase().as_str(), "more" | "truncate" | "excerpt")
    })
}

impl Prepared<'_> {
    /// How many lines of the body end between two places of the text.
    pub(crate) fn lines_between(&self, start: usize, end: usize) -> u32 {
        let Some(between) = self.text.as_bytes().get(start..end) else { return 0 };
        match &self.text {
            Cow::Borrowed(_) => ends(between, b"\n"),
            Cow::Owned(_) => own_lines(between),
        }
    }
}

/// How many lines of the body end in a piece of a text that was prepared.
fn own_lines(text: &[u8]) -> u32 {
    ends(text, b"\n") - ends(text, b"\r\n")
}

fn ends(text: &[u8], end: &[u8]) -> u32 {
    u32::try_from(text.windows(end.len()).filter(|window| *window == end).count()).unwrap_or(0)
}

/// A body as the parser is to see it.
pub(crate) fn prepare(body: &str) -> Prepared<'_> {
    let modules = modules::lines(body);
    let is_suspect = unclosed::is_suspect(body);
    if modules == 0 && !is_suspect && !has_signs(body) {
        return Prepared {
            text: Cow::Borrowed(body),
            boxes: Vec::new(),
            left: Vec::new(),
            unclosed: Vec::new(),
        };
    }
    let mut lines = Lines {
        body,
        text: String::with_capacity(body.len() + body.len() / 8 + 64),
        references: 0,
        fence: None,
        shortcode_code: false,
        raw: false,
        in_list: false,
        modules,
        open: Vec::new(),
        boxes: Vec::new(),
        left: Vec::new(),
    };
    for (number, line) in (0u32..).zip(body.split_inclusive('\n')) {
        lines.add(line, number);
    }
    let Lines { mut text, boxes, left, .. } = lines;
    let mut unclosed = Vec::new();
    if is_suspect {
        let found = unclosed::disarm(&mut text).into_iter();
        // Only what stands before an offset counts, and that is as it was when the offset was taken.
        unclosed.extend(found.map(|(name, at)| (name, own_lines(&text.as_bytes()[..at]))));
    }
    Prepared { text: Cow::Owned(text), boxes, left, unclosed }
}

/// Whether there is anything in a body that may have to be prepared: `:::`, `!!!`, `???`, `===`, `{{`, `{%`, `{:`,
/// `{/`, `]](`, `==`, `++`, attributes, an expression or a destination with a blank in it.
fn has_signs(body: &str) -> bool {
    /// The last byte of each sign: most bytes are ruled out by one look.
    static LAST: [bool; 256] = {
        let mut last = [false; 256];
        let signs = b":/!?{%\"(=+";
        let mut at = 0;
        while at < signs.len() {
            last[signs[at] as usize] = true;
            at += 1;
        }
        last
    };
    let bytes = body.as_bytes();
    let before = |at: usize, sign: &[u8]| bytes[..at].ends_with(sign);
    let found = bytes.iter().enumerate().filter(|(_, byte)| LAST[**byte as usize]);
    found.into_iter().any(|(at, &byte)| match byte {
        b':' => {
            before(at, b"::")
                || before(at, b"{")
                || before(at, b"]") && body[at + 1..].starts_with([' ', '\t'])
        }
        b'/' => before(at, b"{"),
        b'!' => before(at, b"!!"),
        b'?' => before(at, b"??"),
        b'%' => before(at, b"{"),
        b'{' => {
            at == 0
                || attributes::can_follow(bytes[at - 1])
                || matches!(bytes[at - 1], b'{' | b'\n')
                || modules::expression(&body[at..]).is_some()
                || modules::required(&body[at..]).is_some()
        }
        b'=' => before(at, b"="),
        b'+' => before(at, b"+"),
        b'"' => before(at, b"=== ") || before(at, b"===+ ") || before(at, b"===! "),
        b'(' => before(at, b"]]") || before(at, b"]") && spaced::begins(&body[at + 1..]),
        _ => false,
    })
}

/// Where the preparation is.
struct Lines<'b> {
    body: &'b str,
    text: String,
    /// How many references were looked for in the body.
    references: usize,
    /// The fence of the code that the line stands in: its character and length.
    fence: Option<(u8, usize)>,
    /// Whether the line stands in code that a shortcode began.
    shortcode_code: bool,
    /// Whether the line stands between `{% raw %}` and `{% endraw %}`.
    raw: bool,
    /// Whether a list is open, so that indented text is not code.
    in_list: bool,
    /// How many lines of a program, imports and exports, are still to come.
    modules: usize,
    /// The boxes that are open: for Material's the indentation of what is within, in columns.
    open: Vec<Option<usize>>,
    boxes: Vec<Admonition>,
    left: Vec<(String, u32)>,
}

/// The fence that a code shortcode becomes: longer than what code holds.
const SHORTCODE_FENCE: &str = "~~~~~~~~~~~~";

/// So many boxes stand within each other; what begins another one is text.
const MOST_OPEN: usize = 32;

/// So many references are looked for in a body; nobody writes more whose destinations have blanks.
const MOST_REFERENCES: usize = 100;

impl Lines<'_> {
    fn add(&mut self, line: &str, number: u32) {
        let (content, end) = match line.strip_suffix('\n') {
            Some(content) => (content.trim_end_matches('\r'), "\n"),
            None => (line, ""),
        };
        let is_blank = content.trim().is_empty();
        if self.modules > 0 {
            self.modules -= 1;
            self.text.push_str(end);
            return;
        }
        if !is_blank {
            self.close_left(columns(content));
        }
        let content = self.within_boxes(content);
        self.line(content, is_blank, number);
        self.text.push_str(end);
    }

    /// Ends Material's boxes that a line with this indentation stands outside of.
    fn close_left(&mut self, indent: usize) {
        let outside = |body: &Option<usize>| body.is_some_and(|body| indent < body);
        let Some(first) = self.open.iter().position(outside) else {
            return;
        };
        if let Some((character, length)) = self.fence.take() {
            self.text.extend(std::iter::repeat_n(character as char, length));
            self.text.push_str("\r\n");
        }
        for _ in first..self.open.len() {
            self.push_mark("/", "");
            self.text.push_str("\r\n");
        }
        self.open.truncate(first);
    }

    /// The line without the indentation that only says which of Material's boxes it stands in.
    fn within_boxes<'a>(&self, content: &'a str) -> &'a str {
        let mut surplus = 4 * self.open.iter().flatten().count();
        let mut rest = content;
        while surplus > 0 {
            if let Some(tabless) = rest.strip_prefix('\t') {
                rest = tabless;
                surplus = surplus.saturating_sub(4);
            } else if let Some(spaceless) = rest.strip_prefix(' ') {
                rest = spaceless;
                surplus -= 1;
            } else {
                break;
            }
        }
        rest
    }

    /// One line, without its end and without the indentation of boxes.
    fn line(&mut self, content: &str, is_blank: bool, number: u32) {
        let trimmed = content.trim();
        if self.shortcode_code {
            if shortcode::ends_code(trimmed) {
                self.shortcode_code = false;
                self.text.push_str(SHORTCODE_FENCE);
            } else {
                self.text.push_str(content);
            }
            return;
        }
        if is_blank || self.is_fenced(content) || self.is_code(content) {
            self.text.push_str(content);
            return;
        }
        let indent = &content[..content.len() - content.trim_start().len()];
        if let Some(language) = shortcode::begins_code(trimmed).filter(|_| !self.raw) {
            self.shortcode_code = true;
            self.text.push_str(indent);
            self.text.push_str(SHORTCODE_FENCE);
            self.text.push_str(&language);
            return;
        }
        if self.is_box(trimmed, indent) {
            return;
        }
        if let Some(defined) = self.reference(content) {
            self.text.push_str(&defined);
            return;
        }
        let content = &*attributes::without(content);
        let content = &*shortcode::without_wiki(content);
        let content = &*spaced::enclosed(content);
        let content = &*marks::replaced(content);
        if content.contains('{') {
            let mut found = Vec::new();
            shortcode::replace(content, &mut self.raw, &mut self.text, &mut found);
            self.left.extend(found.into_iter().map(|name| (name, number)));
        } else {
            self.text.push_str(content);
        }
    }

    /// The line that says where a reference leads, if Markdown did not understand it: where such a line can stand, and if the post
    /// has that reference, for else it would be a text that nobody sees any more.
    fn reference(&mut self, content: &str) -> Option<String> {
        let (label, defined) = spaced::defined(content)?;
        let before = self.text.strip_suffix('\n').unwrap_or(&self.text);
        let last = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let is_free = last.is_empty()
            || last.starts_with('#')
            || last.starts_with('[') && last.contains("]:");
        if !is_free || self.references == MOST_REFERENCES {
            return None;
        }
        self.references += 1;
        let named = format!("[{}]", label.to_lowercase());
        (self.body.to_lowercase().matches(&named).count() > 1).then_some(defined)
    }

    /// Whether the line is part of a fenced block of code; keeps count of the fences.
    fn is_fenced(&mut self, content: &str) -> bool {
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
    fn is_code(&mut self, content: &str) -> bool {
        let indent = columns(content);
        let start = content.trim_start();
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let is_item = start.starts_with(['-', '*', '+']) && start[1..].starts_with([' ', '\t'])
            || (1..10).contains(&digits) && start[digits..].starts_with(['.', ')']);
        if indent < 2 {
            self.in_list = is_item;
        }
        indent >= 4 && !self.in_list && !is_item
    }

    /// Puts a comment in the place of a line that begins or ends a box.
    fn is_box(&mut self, trimmed: &str, indent: &str) -> bool {
        let is_full = self.open.len() >= MOST_OPEN;
        if let Some(rest) = trimmed.strip_prefix(":::") {
            let rest = rest.trim_start_matches(':').trim();
            if rest.is_empty() {
                // A box that indentation holds is not ended by colons.
                if self.open.last() == Some(&None) {
                    self.open.pop();
                    self.push_mark("/", indent);
                    return true;
                }
                return false;
            }
            let Some(found) = colon_box(rest).filter(|_| !is_full) else { return false };
            self.begin(found, None, indent);
            return true;
        }
        let Some(found) = material_box(trimmed).filter(|_| !is_full) else { return false };
        let body = 4 * self.open.iter().flatten().count() + columns(indent) + 4;
        self.begin(found, Some(body), indent);
        true
    }

    fn begin(&mut self, found: Admonition, body: Option<usize>, indent: &str) {
        self.push_mark(&self.boxes.len().to_string(), indent);
        self.boxes.push(found);
        self.open.push(body);
    }

    fn push_mark(&mut self, what: &str, indent: &str) {
        self.text.push_str(indent);
        self.text.push_str("<!--");
        self.text.push(MARK);
        self.text.push_str(what);
        self.text.push_str("-->");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(body: &str) -> String {
        prepare(body).text.replace(MARK, "").replace('\r', "⏎")
    }

    #[test]
    fn boxes_become_comments_and_lines_keep_their_numbers() {
        let cases = [
            ("a ==b== c", "a <mark>b</mark> c"),
            ("druk ++p++", "druk <kbd>P</kbd>"),
            ("a\n:::note Let op\nb\n:::\nc", "a\n<!--0-->\nb\n<!--/-->\nc"),
            ("::::note\n:::tip[Zo]\nb\n:::\n::::\n", "<!--0-->\n<!--1-->\nb\n<!--/-->\n<!--/-->\n"),
            ("- a\n\n    :::tip\n    b\n    :::\n", "- a\n\n    <!--0-->\n    b\n    <!--/-->\n"),
            ("!!! note \"T\"\n\n    a\n\n    b\nc", "<!--0-->\n\na\n\nb\n<!--/-->⏎\nc"),
            (
                "!!! note\n    a\n    !!! tip\n        b\n    c\nd",
                "<!--0-->\na\n<!--1-->\nb\n<!--/-->⏎\nc\n<!--/-->⏎\nd",
            ),
            ("!!! note\n    ```\n    x\nd", "<!--0-->\n```\nx\n```⏎\n<!--/-->⏎\nd"),
            (
                "```\n:::note\n!!! note\n{{< ref \"x\" >}}\n```\n",
                "```\n:::note\n!!! note\n{{< ref \"x\" >}}\n```\n",
            ),
            ("> ```\n> :::note\n> ```\n", "> ```\n> :::note\n> ```\n"),
            ("tekst\n\n    :::note\n", "tekst\n\n    :::note\n"),
            (":::\n!!! Help dan toch\n!!!\n::: 3\n", ":::\n!!! Help dan toch\n!!!\n::: 3\n"),
            (
                "import A from '@site/a';\r\nexport const x = 1;\n\n# T\nimport van \"goederen\"",
                "\n\n\n# T\nimport van \"goederen\"",
            ),
            (
                "[[1]](#_ftn1) `[[1]](x)` [[a]] [[b[c]](d)",
                "[\\[1\\]](#_ftn1) `[[1]](x)` [[a]] [[b[c]](d)",
            ),
            ("import van goederen\n{{", "import van goederen\n{{"),
            (
                "=== \"A\"\n\n    a\n=== \"B\"\n    b\nc\n===\n",
                "<!--0-->\n\na\n<!--/-->⏎\n<!--1-->\nb\n<!--/-->⏎\nc\n===\n",
            ),
            ("a\n{: .b}\n", "a\n\n"),
            ("![a](Foto 1.JPG \"b\")", "![a](<Foto 1.JPG> \"b\")"),
            (
                "![A] [b]\n\n[a]: Foto 1.jpg\n[b]: Plan 2.pdf",
                "![A] [b]\n\n[a]: <Foto 1.jpg>\n[b]: <Plan 2.pdf>",
            ),
            // What stands in a paragraph, and what nothing refers to, is text.
            ("[a]\n[a]: Foto 1.jpg", "[a]\n[a]: Foto 1.jpg"),
            ("[Jan]: zie Foto 1.jpg", "[Jan]: zie Foto 1.jpg"),
            ("[a]\n\n```\n\n[a]: Foto 1.jpg\n```", "[a]\n\n```\n\n[a]: Foto 1.jpg\n```"),
            (
                "```\n[a](b c.pdf)\n```\n\n    [a](b c.pdf)\n",
                "```\n[a](b c.pdf)\n```\n\n    [a](b c.pdf)\n",
            ),
        ];
        for (body, wanted) in cases {
            assert_eq!(prepared(body), wanted, "{body}");
            let prepared = prepare(body);
            assert_eq!(
                prepared.lines_between(0, prepared.text.len()) as usize,
                body.matches('\n').count()
            );
        }
    }

    #[test]
    fn titles_and_folding_are_read() {
        let found = prepare(
            ":::tip[Let **op** `x`]\n:::\n:::note Zo\n:::\n??? warning \"\"\n\n    a\n\n???+ bug inline end\n",
        );
        let list: Vec<_> =
            found.boxes.iter().map(|b| (b.name.as_str(), b.title.as_deref(), b.folding)).collect();
        let wanted = [
            ("tip", Some("Let op x"), None),
            ("note", Some("Zo"), None),
            ("warning", Some(""), Some(false)),
            ("bug", None, Some(true)),
        ];
        assert_eq!(list, wanted);
    }

    #[test]
    fn marks_are_told_apart() {
        assert!(
            ["<!-- more -->", "<!--more-->\n", "<!-- truncate -->", "<!--EXCERPT-->"]
                .iter()
                .all(|raw| is_summary_mark(raw))
        );
        assert!(!is_summary_mark("<!-- meer -->"));
        assert_eq!(box_mark(&format!("<!--{MARK}3-->\n")), Some(BoxMark::Open(3)));
        assert_eq!(box_mark("<!--3-->"), None);
    }
}
