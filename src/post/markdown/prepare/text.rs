//! What becomes of one line: code stays as it was written, and marks in a text become Markdown.

use std::borrow::Cow;

use super::super::code::Sort;
use super::super::lines::{self, columns};
use super::super::markup;
use super::super::modules;
use super::super::shortcode::{self, Begun, Raw};
use super::super::{
    attributes, critic, emoji, escaped, films, guard, latex, left, marks, obsidian, spaced,
};
use super::{Lines, SHORTCODE_FENCE, Whole};
use crate::post::Liquid;

/// So many references are looked for in a body; nobody writes more whose destinations have blanks.
const MOST_REFERENCES: usize = 100;

impl Lines<'_> {
    /// The line as it was meant, unless it is code from its beginning.
    pub(super) fn as_meant<'l>(&mut self, content: &'l str) -> Cow<'l, str> {
        if self.code.is_open() {
            return Cow::Borrowed(content);
        }
        let following = self.rest.lines().map(|line| self.boxes.within(line));
        let content = lines::within_four(content, following);
        let meant = self.typed.meant(content, self.rest);
        if self.whole.behind.is_some() { Cow::Borrowed(content) } else { meant }
    }

    /// A line of code that a shortcode began, or the one that ends it. A list that the code stands in goes on behind it.
    pub(super) fn line_of_code(&mut self, content: &str, mut begun: Begun) {
        let content = &*self.without_raw(content);
        let trimmed = content.trim();
        let is_end = match begun.in_tab {
            true => self.boxes.ends_tab(trimmed),
            false => shortcode::ends_code(trimmed),
        };
        if is_end {
            if begun.fence.is_none() {
                // Blank lines at the end are none of the code, but lines of the body.
                let length = self.text.trim_end_matches('\n').len();
                let blank = self.text.split_off((length + 1).min(self.text.len()));
                self.text.push_str(&begun.indent);
                self.text.push_str(SHORTCODE_FENCE);
                self.text.push_str(&blank);
            }
            if begun.in_tab {
                self.text.push_str("\r\n");
                self.boxes.take_pair((trimmed, ""), &begun.indent, &mut self.text);
            }
            return;
        }
        if !trimmed.is_empty() {
            if let Some(fence) = begun.fence.take() {
                self.text.push_str(&fence);
                self.text.push_str("\r\n");
            }
            let is_left = columns(content) < columns(&begun.indent);
            self.text.push_str(if is_left { &begun.indent } else { "" });
            let line = if is_left { trimmed } else { content };
            self.text.push_str(&escaped::shown_in_code(line));
        }
        self.begun = Some(begun);
    }

    /// A line in which nothing is Markdown, but for shortcodes that were escaped so that a reader sees them.
    pub(super) fn as_written(&mut self, content: &str, sort: Sort) {
        let content = self.without_raw(content);
        match sort {
            Sort::Hidden => self.text.push_str(&content),
            Sort::Shown => self.text.push_str(&escaped::shown_in_html(&content)),
            Sort::Code | Sort::Text => self.text.push_str(&escaped::shown_in_code(&content)),
        }
    }

    /// A line of a paragraph, the code left out that a line before has begun or that goes on in the next one.
    pub(super) fn around_code(&mut self, content: &str, number: u32) {
        let Whole { behind, begun } = self.whole;
        let head = content.len() - behind.unwrap_or(content.len()).min(content.len());
        let tail = content.len().saturating_sub(begun).max(head);
        self.as_written(&content[..head], Sort::Code);
        self.marked(&content[head..tail], number);
        self.as_written(&content[tail..], Sort::Code);
    }

    /// A line of code without the signs of Liquid, where it reads code too.
    pub(super) fn without_raw<'l>(&self, line: &'l str) -> Cow<'l, str> {
        match self.liquid {
            Liquid::Reads => escaped::without_raw(line),
            _ => Cow::Borrowed(line),
        }
    }

    /// A line of a formula, whose signs become those of Markdown.
    pub(super) fn formula(&mut self, content: &str) {
        let trimmed = content.trim();
        let indent = &content[..content.len() - content.trim_start().len()];
        let first = trimmed.strip_prefix("\\[").filter(|_| !self.in_formula);
        let line = first.unwrap_or(trimmed);
        let last = line.strip_suffix("\\]");
        self.in_formula = last.is_none();
        self.text.push_str(indent);
        self.text.push_str(if first.is_some() { "$$" } else { "" });
        self.text.push_str(last.unwrap_or(line).trim());
        self.text.push_str(if last.is_some() { "$$" } else { "" });
    }

    /// A line of text, in which marks become Markdown or HTML.
    pub(super) fn marked(&mut self, content: &str, number: u32) {
        let mut open = Vec::new();
        let next = self.rest.split('\n').next().unwrap_or_default();
        let content = match self.liquid {
            Liquid::Reads => escaped::without_raw_in_spans(content),
            _ => Cow::Borrowed(content),
        };
        let content = match self.liquid {
            Liquid::Unknown => &*content,
            _ => &*latex::within_text(&content),
        };
        let content = &*films::without_captions(content);
        let content = &*latex::replaced(content);
        let content = &*attributes::of_heading(content, next);
        let content = &*attributes::without(content);
        let content = &*shortcode::without_wiki(content);
        let content = &*spaced::enclosed(content);
        let content = &*critic::replaced(content, &mut open);
        let content = &*marks::replaced(content);
        // In a formula over several lines they are signs of its own.
        let was_in_formula = self.in_display;
        self.in_display ^= content.matches("$$").count() % 2 == 1;
        let content = match was_in_formula {
            true => Cow::Borrowed(content),
            false => marks::shifted(content),
        };
        let content = &*obsidian::without(&content, next);
        let content = &*emoji::replaced(content);
        let content = &*guard::guarded(content, next);
        let content = &*self.notes.taken(content);
        let open = open.into_iter().map(|sign| ("change", sign));
        self.tell(open.chain(left::found(content)), number);
        if content.contains('{') {
            let mut found = Vec::new();
            shortcode::replace(content, &mut self.raw, &mut self.text, &mut found);
            self.left.extend(found.into_iter().map(|name| (name, number)));
        } else {
            self.text.push_str(content);
        }
    }

    /// Whether a line is a picture with a caption, of a shortcode that makes a block of it wherever it stands.
    pub(super) fn figure(&mut self, content: &str) -> bool {
        let trimmed = content.trim();
        let is_one = trimmed.starts_with('{') && trimmed.ends_with('}') && self.raw == Raw::No;
        let Some(figure) = is_one.then(|| shortcode::figure(trimmed)).flatten() else {
            return false;
        };
        let indent = &content[..content.len() - content.trim_start().len()];
        let above = self.text.strip_suffix('\n').unwrap_or_default();
        if !above.rsplit('\n').next().unwrap_or_default().trim().is_empty() {
            self.text.push_str("\r\n");
        }
        self.text.push_str(indent);
        self.text.push_str(&figure);
        if self.rest.split('\n').next().is_some_and(|next| !next.trim().is_empty()) {
            self.text.push_str("\r\n");
        }
        self.code.takes_blank();
        true
    }

    /// How many lines the statement of a program takes that begins here, behind a blank line.
    pub(super) fn statement(&self, content: &str) -> Option<usize> {
        let before = self.text.strip_suffix('\n')?.trim_end_matches([' ', '\r']);
        let is_first = before.is_empty() || before.ends_with('\n');
        (is_first && !self.is_literal()).then(|| modules::within(content, self.rest)).flatten()
    }

    /// Whether a line of Liquid names a text or puts one in; what stands there instead is written then.
    pub(super) fn named(&mut self, content: &str, number: u32) -> bool {
        if self.liquid != Liquid::Reads || self.raw != Raw::No {
            return false;
        }
        let found = self.assigned.read(content, self.rest, &mut self.hidden);
        let Some((text, lines)) = found else { return false };
        self.modules = lines;
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.text.push_str("\r\n");
            }
            if line.trim().is_empty() {
                self.code.takes_blank();
            } else {
                self.code.takes(line, self.rest);
                self.marked(line, number);
            }
        }
        true
    }

    /// Whether a line is one whole element with Markdown in it, which is written then with blank lines around that.
    pub(super) fn element(&mut self, trimmed: &str, number: u32) -> bool {
        let Some((open, inner, close)) = markup::whole(trimmed) else { return false };
        let blank = if open.is_empty() { "\r\n" } else { "\r\n\r\n" };
        self.text.push_str(&format!("{open}{blank}"));
        self.marked(inner, number);
        self.text.push_str(&format!("{blank}{close}"));
        true
    }

    /// Notes marks that stay as text, one of each kind.
    pub(super) fn tell<'l>(
        &mut self,
        found: impl IntoIterator<Item = left::Left<'l>>,
        number: u32,
    ) {
        for (kind, name) in found {
            if self.told.insert(kind) {
                self.left.push((name.to_owned(), number));
            }
        }
    }

    /// The line that says where a reference leads, if Markdown did not understand it: where such a line can stand, and if the post
    /// has that reference, for else it would be a text that nobody sees any more.
    pub(super) fn reference(&mut self, content: &str) -> Option<String> {
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
}
