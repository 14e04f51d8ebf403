//! A WordPress export without somebody: their comments, their account, and their name as the author of items.

use super::super::erasure::edits::{Edit, whole_lines};
use super::super::erasure::elements::{self, Element};
use super::super::erasure::{Fate, Orders};
use super::name::Name;
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// The file with the orders carried out.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let mut count = 0;
    elements::erase(source, super::FORMAT.name, Name::of, |text, element, fields, around| {
        let mut erasing = Erasing { text, orders, count, edits: Vec::new() };
        erasing.end(element, fields, around);
        count = erasing.count;
        erasing.edits
    })
}

struct Erasing<'i, 'o> {
    text: &'i str,
    orders: &'o Orders<'o>,
    /// How many comments were met.
    count: usize,
    edits: Vec<Edit>,
}

impl Erasing<'_, '_> {
    fn end(
        &mut self,
        element: &Element<'_, Name>,
        fields: &[Element<'_, Name>],
        around: Option<Name>,
    ) {
        match (around, element.name) {
            (Some(Name::Item), Name::Comment) => {
                self.count += 1;
                match self.orders.fate(self.count - 1) {
                    Fate::Remove => self.remove(element),
                    Fate::Empty => fields.iter().for_each(|field| self.empty(field)),
                    Fate::Keep => {
                        let texts = Name::CommentContent;
                        self.edits.extend(elements::redacted(
                            self.text,
                            fields,
                            texts,
                            self.orders,
                        ));
                    }
                }
            }
            (Some(Name::Channel), Name::Author) => {
                let is_theirs = fields.iter().any(|field| {
                    let value = elements::value(self.text, field);
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
                let value = elements::value(self.text, element);
                let traces = self.orders.traces;
                if traces.is_account(None, &value) || traces.is_name(&value) {
                    self.blank(element);
                }
            }
            _ => {}
        }
    }

    fn remove(&mut self, element: &Element<'_, Name>) {
        self.edits.push(Edit::cut(whole_lines(self.text, element.outer.clone())));
    }

    fn blank(&mut self, element: &Element<'_, Name>) {
        if !element.inner.is_empty() {
            self.edits.push(Edit::cut(element.inner.clone()));
        }
    }

    /// Of an empty place only its number, its time and whom it answers are left; anything that a plugin added goes too.
    fn empty(&mut self, field: &Element<'_, Name>) {
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
}
