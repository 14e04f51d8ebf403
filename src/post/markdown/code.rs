//! Which lines are code, which nothing touches: the quotes, list items and paragraphs that a line stands in say so, as they do to the
//! parser.

use std::cell::OnceCell;

use super::containers::{Container, Cursor, is_rule};
use super::lines::without_containers;

/// What Docusaurus calls a block of code that is none: what other editors are to leave alone.
pub(super) const PROGRAM: &str = "mdx-code-block";

/// So many quotes and items stand within each other; deeper ones are not told apart.
const MOST: usize = 128;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Text, in which marks mean something.
    Text,
    /// Code, between fences or indented.
    Code,
    /// HTML in which nothing is Markdown, but a reader sees it: `<pre>`.
    Shown,
    /// HTML that is for nobody to read: a program, a style, a remark.
    Hidden,
}

/// The elements of which every sign is as it is, and remarks: how they begin, how they end, and what they are.
const VERBATIM: [(&str, &str, Sort); 5] = [
    ("<!--", "-->", Sort::Hidden),
    ("<script", "</script", Sort::Hidden),
    ("<style", "</style", Sort::Hidden),
    ("<textarea", "</textarea", Sort::Shown),
    ("<pre", "</pre", Sort::Shown),
];

/// Where code is, as far as the lines were read.
#[derive(Default)]
pub(super) struct Code<'b> {
    body: &'b str,
    /// The fence of a block that is no code.
    unwrapped: Option<(u8, usize)>,
    containers: Vec<Container>,
    leaf: Leaf,
    /// See [`Code::last_end`]: looked for once it is asked for.
    ends: [OnceCell<Option<usize>>; VERBATIM.len()],
}

/// What the last line leaves open within its containers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Leaf {
    #[default]
    Nothing,
    Paragraph,
    /// Code between fences of this character and length.
    Fence(u8, usize),
    /// One of [`VERBATIM`].
    Verbatim(usize),
}

/// Where a line stands.
struct Place {
    /// How many of the open containers it stands in, and which ones it begins.
    kept: usize,
    begun: Vec<Container>,
    leaf: Leaf,
    sort: Sort,
}

impl<'b> Code<'b> {
    /// Where this body begins.
    pub(super) fn of(body: &'b str) -> Code<'b> {
        Code { body, ..Code::default() }
    }

    /// How much of the body follows the last end of one of [`VERBATIM`].
    fn last_end(&self, which: usize) -> Option<usize> {
        let (_, end, _) = VERBATIM[which];
        *self.ends[which].get_or_init(|| {
            let is_end = |at: &usize| {
                let found = self.body[*at..].get(..end.len());
                found.is_some_and(|found| found.eq_ignore_ascii_case(end))
            };
            let places = self.body.rmatch_indices(&end[..1]).map(|(at, _)| at);
            places.into_iter().find(is_end).map(|at| self.body.len() - at)
        })
    }

    /// The fence that ends the code that is open, which ends here whatever follows.
    pub(super) fn close(&mut self) -> Option<String> {
        let Leaf::Fence(character, length) = self.leaf else { return None };
        self.leaf = Leaf::Nothing;
        Some((character as char).to_string().repeat(length))
    }

    /// Whether the line before leaves code or verbatim HTML open.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.leaf, Leaf::Fence(..) | Leaf::Verbatim(_))
    }

    /// Whether the line is the fence around a block that is no code.
    pub(super) fn unwraps(&mut self, content: &str) -> bool {
        let bare = without_containers(content);
        let Some((character, count)) = fence(bare) else { return false };
        let info = bare[count..].trim();
        if let Some((opening, length)) = self.unwrapped {
            let ends = character == opening && count >= length && info.is_empty();
            if ends && !self.is_open() {
                self.unwrapped = None;
                return true;
            }
            return false;
        }
        let begins = info == PROGRAM && !self.is_open();
        if begins {
            self.unwrapped = Some((character, count));
        }
        begins
    }

    /// What the line would be; `rest` is the text behind it.
    pub(super) fn sees(&self, content: &str, rest: &str) -> Sort {
        self.place(content, rest.len()).sort
    }

    /// What the line is. The next ones follow it.
    pub(super) fn takes(&mut self, content: &str, rest: &str) -> Sort {
        let Place { kept, begun, leaf, sort } = self.place(content, rest.len());
        self.containers.truncate(kept);
        self.containers.extend(begun);
        self.leaf = leaf;
        sort
    }

    /// A blank line.
    pub(super) fn takes_blank(&mut self) {
        // Items go on behind it, quotes do not.
        if let Some(quote) = self.containers.iter().position(|it| *it == Container::Quote) {
            self.containers.truncate(quote);
            self.leaf = Leaf::Nothing;
        }
        if self.leaf == Leaf::Paragraph {
            self.leaf = Leaf::Nothing;
        }
    }

    fn place(&self, content: &str, left: usize) -> Place {
        let mut cursor = Cursor::new(content);
        let kept = self.containers.iter().take_while(|it| cursor.enters(**it)).count();
        let is_within = kept == self.containers.len();
        let mut begun = Vec::new();
        if is_within && let Some(place) = self.goes_on(cursor.text(), cursor.indent()) {
            return place;
        }
        let is_text = self.leaf == Leaf::Paragraph;
        while kept + begun.len() < MOST
            && let Some(container) = cursor.begins(is_text && is_within && begun.is_empty())
        {
            begun.push(container);
        }
        let text = cursor.text();
        let goes_on = is_text && begun.is_empty();
        let (leaf, sort) = match cursor.indent() {
            4.. if goes_on => (Leaf::Paragraph, Sort::Text),
            4.. if !text.is_empty() => (Leaf::Nothing, Sort::Code),
            _ => self.leaf(text, left, goes_on),
        };
        // Text that goes on is part of a paragraph, whatever stands before it.
        let is_lazy = goes_on && leaf == Leaf::Paragraph;
        let kept = if is_lazy { self.containers.len() } else { kept };
        Place { kept, begun, leaf, sort }
    }

    /// Where a line stands that goes on with code or with verbatim HTML.
    fn goes_on(&self, text: &str, indent: usize) -> Option<Place> {
        let (leaf, sort) = match self.leaf {
            Leaf::Fence(character, length) => {
                let is_end = indent < 4
                    && fence(text).is_some_and(|(sign, count)| {
                        sign == character && count >= length && text[count..].trim().is_empty()
                    });
                (if is_end { Leaf::Nothing } else { self.leaf }, Sort::Code)
            }
            Leaf::Verbatim(which) => {
                let (_, end, sort) = VERBATIM[which];
                (if has(text, end) { Leaf::Nothing } else { self.leaf }, sort)
            }
            Leaf::Nothing | Leaf::Paragraph => return None,
        };
        Some(Place { kept: self.containers.len(), begun: Vec::new(), leaf, sort })
    }

    /// What a line begins that is not indented, before so much of the body.
    fn leaf(&self, text: &str, left: usize, goes_on: bool) -> (Leaf, Sort) {
        if let Some((character, count)) = fence(text) {
            return (Leaf::Fence(character, count), Sort::Code);
        }
        for (which, (sign, end, sort)) in VERBATIM.into_iter().enumerate() {
            let Some(after) = begun(text, sign) else { continue };
            if has(after, end) {
                let is_whole = text.trim_end().ends_with('>');
                return (Leaf::Nothing, if is_whole { sort } else { Sort::Text });
            }
            if self.last_end(which).is_some_and(|end| end <= left) {
                return (Leaf::Verbatim(which), sort);
            }
        }
        let level = text.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&level)
            && text[level..].chars().next().is_none_or(char::is_whitespace);
        let is_underline =
            goes_on && !text.is_empty() && text.trim_end().bytes().all(|byte| byte == b'=');
        let is_over = text.is_empty() || is_heading || is_underline || is_rule(text);
        (if is_over { Leaf::Nothing } else { Leaf::Paragraph }, Sort::Text)
    }
}

/// The character and length of the fence that a text begins with.
pub(super) fn fence(text: &str) -> Option<(u8, usize)> {
    let character = text.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let count = text.bytes().take_while(|byte| *byte == character).count();
    let is_fence = count > 2 && !(character == b'`' && text[count..].contains('`'));
    is_fence.then_some((character, count))
}

/// What follows the sign of an element that a text begins with, in capitals or not.
fn begun<'t>(text: &'t str, sign: &str) -> Option<&'t str> {
    let begun = text.get(..sign.len()).filter(|begun| begun.eq_ignore_ascii_case(sign))?;
    let after = &text[begun.len()..];
    let is_name = after.starts_with(|c: char| c == '>' || c.is_whitespace()) || after.is_empty();
    (is_name || sign == "<!--").then_some(after)
}

/// Whether an end stands in a text, in capitals or not.
fn has(text: &str, end: &str) -> bool {
    text.contains(end)
        || text.bytes().any(|byte| byte.is_ascii_uppercase())
            && text.to_ascii_lowercase().contains(end)
}

#[cfg(test)]
mod tests {
    use super::{Code, Sort};

    /// The sort of each line, by a letter.
    fn sorts(body: &str) -> String {
        let mut code = Code::of(body);
        let mut rest = body;
        let mut found = String::new();
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            rest = after;
            if line.trim().is_empty() {
                code.takes_blank();
                found.push('.');
                continue;
            }
            found.push(match code.takes(line, rest) {
                Sort::Text => 't',
                Sort::Code => 'c',
                Sort::Shown => 's',
                Sort::Hidden => 'h',
            });
        }
        found
    }

    #[test]
    fn code_is_told_from_text_wherever_it_stands() {
        for (body, wanted) in [
            ("a\n    b\n\n    c\nd", "tt.ct"),
            ("- a\n\n      b\n\n  c\n\n    d\n\n    - e\n\n          f", "t.c.t.t.t.c"),
            ("1.  a\n\n        b\n    c\n2. d\n      e", "t.cttt"),
            (">     a\n> b\n>     c\nd\n    e\n\n    f", "ctttt.c"),
            ("> ```\n> a\nb\n```\nc\n```", "cctccc"),
            ("- ```\n  a\nb\n\n    c", "cct.c"),
            ("```\n    ```\n```\na", "ccct"),
            ("[^a]: b\n\n    c\n\n        d", "t.t.c"),
            ("a\n: b\n\n  c\n\n        d", "tt.t.c"),
            ("# a\n    b\nc\n===\n    d\n***\n    e", "tcttctc"),
            ("-\ta\n\n\tb\n\n\t\tc", "t.t.c"),
            ("a\n2. b\n        c", "ttt"),
            ("-     a\n  b", "ct"),
            ("<pre>\n\na\n</pre>\nb", "s.sst"),
            ("<SCRIPT>\n    a\n</Script>\n    b", "hhhc"),
            ("<!-- a\n\nb\n--> c\nd <!--\n\n<!-- e", "h.hht.t"),
            ("<!-- a -->\n    b\n<!-- a --> c", "hct"),
            ("<preview>\na", "tt"),
            ("> <!--\n\na -->", "h.t"),
        ] {
            assert_eq!(sorts(body), wanted, "{body}");
        }
    }

    #[test]
    fn deep_containers_cost_no_more_than_their_signs() {
        let deep = "- ".repeat(20_000);
        sorts(&format!("{deep}a\n{}", "{\n\n".repeat(20_000)));
        sorts(&"> <!--\n\n".repeat(20_000));
    }
}
