//! A WordPress export without somebody: their comments, their account, and their name as the author of items.

use std::ops::Range;

use super::super::erasure::edits::{self, Edit, whole_lines};
use super::super::erasure::{Fate, GONE, Orders};
use super::super::text::{self, decode_entities};
use super::super::xml::{Elements, Step, declared_encoding};
use super::name::Name;
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// An element that has been read to its end.
struct Element<'i> {
    name: Name,
    /// From its first sign to its last.
    outer: Range<usize>,
    /// What stands in it.
    inner: Range<usize>,
    /// Its tag as written: `wp:comment_author`.
    tag: &'i str,
}

/// The file with the orders carried out.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let encoding = declared_encoding(&source.bytes);
    let decoded = text::decode(&source.bytes, Some(encoding));
    let whole: &str = &decoded.text;
    let mut erasing = Erasing { text: whole, orders, count: 0, edits: Vec::new() };
    let mut elements = Elements::new(whole, &source.path, Name::of);
    let mut open: Vec<(Name, usize, usize)> = Vec::new();
    // What has been read of the elements that are open, each list within that of the element around it.
    let mut fields: Vec<Vec<Element<'_>>> = vec![Vec::new()];
    loop {
        match elements.step().map_err(|flaw| flaw.problem)? {
            Step::Start(name) => {
                open.push((name, elements.before(), elements.after()));
                fields.push(Vec::new());
            }
            Step::End => {
                let Some((name, start, inside)) = open.pop() else { break };
                let tag = whole[start..inside].trim_start_matches('<');
                let tag = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/');
                let element = Element {
                    name,
                    outer: start..elements.after(),
                    inner: inside..elements.before().max(inside),
                    tag: tag.into_iter().next().unwrap_or_default(),
                };
                let own = fields.pop().unwrap_or_default();
                erasing.end(&element, &own, open.last().map(|(name, ..)| *name));
                if let Some(around) = fields.last_mut() {
                    around.push(element);
                }
                if open.is_empty() {
                    break;
                }
            }
        }
    }
    let unproven = || Problem::EraseUnproven { format: super::FORMAT.name.to_owned() };
    edits::carry_out(&source.bytes, Some(encoding), erasing.edits).ok_or_else(unproven)
}

struct Erasing<'i, 'o> {
    text: &'i str,
    orders: &'o Orders<'o>,
    /// How many comments were met.
    count: usize,
    edits: Vec<Edit>,
}

impl Erasing<'_, '_> {
    fn end(&mut self, element: &Element<'_>, fields: &[Element<'_>], around: Option<Name>) {
        match (around, element.name) {
            (Some(Name::Item), Name::Comment) => {
                self.count += 1;
                match self.orders.fate(self.count - 1) {
                    Fate::Remove => self.remove(element),
                    Fate::Empty => fields.iter().for_each(|field| self.empty(field)),
                    Fate::Keep => self.redact(fields),
                }
            }
            (Some(Name::Channel), Name::Author) => {
                let is_theirs = fields.iter().any(|field| {
                    let value = self.value(field);
                    match field.name {
                        Name::AuthorEmail => self.orders.traces.is_email(&value),
                        Name::AuthorLogin => self.orders.traces.is_account(None, &value),
                        _ => false,
                    }
                });
                if is_theirs {
                    self.remove(element);
                }
            }
            (Some(Name::Item), Name::Other) if element.tag.ends_with("creator") => {
                let value = self.value(element);
                let traces = self.orders.traces;
                if traces.is_account(None, &value) || traces.is_name(&value) {
                    self.blank(element);
                }
            }
            _ => {}
        }
    }

    fn value(&self, element: &Element<'_>) -> String {
        let raw = self.text[element.inner.clone()].trim();
        let value = raw.replace("<![CDATA[", "").replace("]]>", "");
        decode_entities(value.trim()).trim().to_owned()
    }

    fn remove(&mut self, element: &Element<'_>) {
        self.edits.push(Edit::cut(whole_lines(self.text, element.outer.clone())));
    }

    fn blank(&mut self, element: &Element<'_>) {
        if !element.inner.is_empty() {
            self.edits.push(Edit::cut(element.inner.clone()));
        }
    }

    /// Of an empty place only its number, its time and whom it answers are left; anything that a plugin added goes too.
    fn empty(&mut self, field: &Element<'_>) {
        match field.name {
            Name::CommentId
            | Name::CommentParent
            | Name::CommentDate
            | Name::CommentDateGmt
            | Name::CommentType => {}
            Name::CommentApproved if field.inner.is_empty() => {
                let text = format!("<{0}>trash</{0}>", field.tag);
                self.edits.push(Edit::put(field.outer.clone(), &text));
            }
            Name::CommentApproved => self.edits.push(Edit::put(field.inner.clone(), "trash")),
            _ => self.blank(field),
        }
    }

    fn redact(&mut self, fields: &[Element<'_>]) {
        for field in fields.iter().filter(|field| field.name == Name::CommentContent) {
            let start = field.inner.start;
            for range in self.orders.redactions(&self.text[field.inner.clone()], true) {
                self.edits.push(Edit::put(start + range.start..start + range.end, GONE));
            }
        }
    }
}
