//! The boxes that are open while a body is prepared: comments stand where each begins and ends.

use std::collections::BTreeSet;

use super::blocks;
use super::boxes::{self, Admonition};
use super::code::Code;
use super::lines::{self, columns};
use super::paired::{self, Pair};
use super::stand_ins::MARK;

/// So many boxes stand within each other; what begins another one is text.
const MOST_OPEN: usize = 32;

/// The boxes of a body, and which of them are open.
#[derive(Default)]
pub(super) struct Boxes {
    /// All that were found.
    pub(super) found: Vec<Admonition>,
    open: Vec<Open>,
    /// Pairs of shortcodes of which no end was found: there is none further on either.
    endless: BTreeSet<String>,
    /// Whether the line before began a box whose options may follow.
    has_options: bool,
    /// The language of the code that the line begins, if that is a tab with code.
    pub(super) code: Option<String>,
}

/// A box that is open.
struct Open {
    end: End,
    /// What its first line is indented with, and so the marks of its beginning and end: a list that it stands in goes on.
    indent: String,
    /// Whether it is a box, and not only signs around a text.
    is_seen: bool,
    /// The language of the code in the tabs that it stands around, which may be empty.
    code: Option<String>,
}

impl Open {
    fn new(end: End, indent: &str) -> Open {
        Open { end, indent: indent.to_owned(), is_seen: true, code: None }
    }
}

/// What ends a box.
#[derive(PartialEq, Eq)]
enum End {
    /// The first line that is indented less than so many columns, in Material.
    Outside(usize),
    /// A line with nothing but this sign.
    Sign(&'static str),
    /// A line with nothing but the shortcode that ends one of this name; whether that is one of Zola.
    Call(String, bool),
}

/// The signs that boxes begin and end with, elsewhere.
const SIGNS: [&str; 2] = [":::", "///"];

impl Boxes {
    /// How many of Material's boxes are open, whose text is indented.
    fn indented(&self) -> usize {
        self.open.iter().filter(|open| matches!(open.end, End::Outside(_))).count()
    }

    /// Ends Material's boxes that a line with this indentation stands outside of.
    pub(super) fn close_left(&mut self, indent: usize, code: &mut Code<'_>, text: &mut String) {
        let is_outside = |open: &Open| matches!(open.end, End::Outside(body) if indent < body);
        let Some(first) = self.open.iter().position(is_outside) else { return };
        if let Some(fence) = code.close() {
            let indent = self.open.last().map_or("", |open| &open.indent);
            text.push_str(&format!("{indent}{fence}\r\n"));
        }
        for open in self.open.drain(first..).rev().filter(|open| open.is_seen) {
            let mark = mark("/", &open.indent);
            code.takes(&mark, "");
            text.push_str(&mark);
            text.push_str("\r\n");
        }
    }

    /// The line without the indentation that only says which of Material's boxes it stands in.
    pub(super) fn within<'a>(&self, content: &'a str) -> &'a str {
        let mut surplus = 4 * self.indented();
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

    /// Whether a line is an option of the box that began above it.
    pub(super) fn takes_option(&mut self, content: &str) -> bool {
        let could_be = std::mem::take(&mut self.has_options) && columns(content) >= 4;
        let is_seen = self.open.last().is_none_or(|open| open.is_seen);
        self.has_options = could_be
            && match self.found.last_mut().filter(|_| is_seen) {
                Some(found) => found.option(content.trim()),
                None => boxes::is_option(content.trim()),
            };
        self.has_options
    }

    /// Puts a comment in the place of a line that begins or ends a box.
    /// `rest` is the text behind the line.
    pub(super) fn take(
        &mut self,
        (trimmed, rest): (&str, &str),
        indent: &str,
        text: &mut String,
    ) -> bool {
        let is_full = self.open.len() >= MOST_OPEN;
        if let Some((found, end, content)) = boxes::component(trimmed).filter(|_| !is_full) {
            self.begin(found, Open::new(End::Sign(end), indent), indent, text);
            let inner = content.strip_suffix(end);
            for line in ["", inner.unwrap_or(content)].into_iter().filter(|_| !content.is_empty()) {
                text.push_str(&format!("\r\n{indent}{line}"));
            }
            if inner.is_some() {
                text.push_str("\r\n\r\n");
                self.end(end, indent, text);
            }
            return true;
        }
        if let Some(end) = boxes::COMPONENT_ENDS.into_iter().find(|end| trimmed == *end) {
            return self.end(end, indent, text);
        }
        let Some(sign) = SIGNS.into_iter().find(|sign| trimmed.starts_with(sign)) else {
            let body = 4 * self.indented() + columns(indent) + 4;
            let is_one = |found: &Admonition| {
                let next = || rest.lines().find(|line| !line.trim().is_empty());
                found.is_beyond_doubt() || next().is_some_and(|line| columns(line) >= body)
            };
            let found = boxes::material_box(trimmed).filter(|_| !is_full);
            let Some(found) = found.filter(is_one) else { return false };
            self.begin(found, Open::new(End::Outside(body), indent), indent, text);
            return true;
        };
        let rest = trimmed.trim_start_matches(&sign[..1]).trim();
        if rest.is_empty() {
            return self.end(sign, indent, text);
        }
        if sign == "///" && blocks::is_around_text(rest) && !is_full {
            self.open.push(Open { is_seen: false, ..Open::new(End::Sign(sign), indent) });
            self.has_options = true;
            return true;
        }
        let found = if sign == "///" { boxes::slash_box(rest) } else { boxes::colon_box(rest) };
        let Some(found) = found.filter(|_| !is_full) else { return false };
        self.begin(found, Open::new(End::Sign(sign), indent), indent, text);
        self.has_options = sign == "///";
        true
    }

    /// The same of a pair of shortcodes; `rest` is the text behind the line.
    pub(super) fn take_pair(
        &mut self,
        (trimmed, rest): (&str, &str),
        indent: &str,
        text: &mut String,
    ) -> bool {
        let Some(call) = paired::call(trimmed) else { return false };
        let is_end = |open: &Open| matches!(&open.end, End::Call(name, of_zola) if call.ends(name, *of_zola));
        if call.rest.is_empty() && self.open.last().is_some_and(is_end) {
            if self.open.pop().is_some_and(|open| open.is_seen) {
                text.push_str(&mark("/", indent));
            }
            return true;
        }
        let is_full = self.open.len() >= MOST_OPEN;
        let end = || End::Call(call.name.to_owned(), call.is_of_zola());
        if !call.rest.is_empty() {
            let Some((found, inner)) = call.of_line().filter(|_| !is_full) else { return false };
            self.begin(found, Open::new(end(), indent), indent, text);
            text.push_str(&format!("\r\n\r\n{indent}{inner}\r\n\r\n{}", mark("/", indent)));
            self.open.pop();
            return true;
        }
        if is_full || self.endless.contains(call.name) {
            return false;
        }
        let pane = self.open.last().and_then(|open| open.code.clone());
        let begun = call.begins(rest, &mut self.endless);
        match begun {
            Some(Pair::Box(found)) => {
                let is_code = call.name == "tab" && (pane.is_some() || call.language().is_some());
                self.begin(found, Open::new(end(), indent), indent, text);
                let language = call.language().map(str::to_owned).or(pane).unwrap_or_default();
                self.code = is_code.then_some(language);
            }
            Some(Pair::AroundCode(language)) => {
                let open = Open { is_seen: false, ..Open::new(end(), indent) };
                self.open.push(Open { code: Some(language), ..open });
            }
            Some(Pair::Around) => {
                self.open.push(Open { is_seen: false, ..Open::new(end(), indent) });
            }
            None => return false,
        }
        true
    }

    /// Whether this line ends the innermost tab.
    pub(super) fn ends_tab(&self, trimmed: &str) -> bool {
        paired::call(trimmed).is_some_and(|call| call.rest.is_empty() && call.ends("tab", false))
    }

    /// Ends the innermost box, if it ends with this sign: one that indentation holds is not ended by signs.
    fn end(&mut self, sign: &'static str, indent: &str, text: &mut String) -> bool {
        let ended = self.open.pop_if(|open| open.end == End::Sign(sign));
        if ended.as_ref().is_some_and(|open| open.is_seen) {
            text.push_str(&mark("/", indent));
        }
        ended.is_some()
    }

    /// The same of one of Material's that a list item or a definition begins with: its text is indented by four more.
    pub(super) fn take_in_item(&mut self, content: &str, text: &mut String) -> bool {
        let Some((sign, rest)) = lines::item(content).map(|end| content.split_at(end)) else {
            return false;
        };
        let is_full = self.open.len() >= MOST_OPEN;
        let found = boxes::material_box(rest.trim()).filter(|_| !is_full);
        let Some(found) = found.filter(Admonition::is_beyond_doubt) else { return false };
        let indent = " ".repeat(columns(content) + 4);
        let body = 4 * self.indented() + indent.len() + 4;
        self.begin(found, Open::new(End::Outside(body), &indent), sign, text);
        true
    }

    /// Begins a box behind what its first line begins with.
    fn begin(&mut self, found: Admonition, open: Open, first: &str, text: &mut String) {
        text.push_str(&mark(&self.found.len().to_string(), first));
        self.found.push(found);
        self.open.push(open);
    }
}

/// The comment that stands where a box begins or ends, behind the indentation of its line.
fn mark(what: &str, indent: &str) -> String {
    format!("{indent}<!--{MARK}{what}-->")
}
