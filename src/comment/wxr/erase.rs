//! A WordPress export without somebody: their comments, their account, and their name as the author of items.

use std::collections::BTreeSet;

use super::super::erasure::edits::{Edit, whole_lines};
use super::super::erasure::elements::{self, Element};
use super::super::erasure::{Fate, Orders};
use super::super::person::folded;
use super::name::Name;
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// The file with the orders carried out.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let mut met = Met::default();
    elements::erase(source, super::FORMAT.name, Name::of, |text, element, fields, around| {
        let mut erasing = Erasing { text, orders, met: &mut met, edits: Vec::new() };
        erasing.end(element, fields, around);
        erasing.edits
    })
}

/// What was met on the way.
#[derive(Default)]
struct Met {
    /// How many comments.
    comments: usize,
    /// The accounts of users who stay.
    others: BTreeSet<String>,
}

struct Erasing<'i, 'o> {
    text: &'i str,
    orders: &'o Orders<'o>,
    met: &'o mut Met,
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
                self.met.comments += 1;
                match self.orders.fate(self.met.comments - 1) {
                    Fate::Remove => self.remove(element),
                    Fate::Empty => fields.iter().for_each(|field| self.empty(field)),
                    Fate::Keep => {
                        let texts = Name::CommentContent;
                        self.edits.extend(elements::redacted(
                            self.text,
                            fields,
                            texts,
                            (self.orders, self.met.comments - 1),
                        ));
                    }
                }
            }
            (Some(Name::Channel), Name::Author) => {
                let is_theirs = fields.iter().any(|field| {
                    let value = elements::value(self.text, field);
                    match field.name {
                        Name::AuthorEmail => self.orders.traces.is_email(&value),
                        Name::AuthorLogin => self.is_account(&value),
                        _ => false,
                    }
                });
                if is_theirs {
                    self.remove(element);
                    return;
                }
                let logins = fields.iter().filter(|field| field.name == Name::AuthorLogin);
                let logins = logins.map(|field| folded(&elements::value(self.text, field)));
                self.met.others.extend(logins);
            }
            (Some(Name::Item), Name::Other) if element.tag.ends_with("creator") => {
                let value = elements::value(self.text, element);
                // The name of somebody may be the account of somebody else.
                let is_name = || self.orders.traces.is_name(&value);
                let is_other = self.met.others.contains(&folded(&value));
                if !is_other && (self.is_account(&value) || is_name()) {
                    self.blank(element);
                }
            }
            _ => {}
        }
    }

    /// Whether this is an account of theirs on the site of this export, or on any if it does not say of which it is.
    fn is_account(&self, value: &str) -> bool {
        let system = self.orders.comments.first().map(|comment| comment.place.system.as_str());
        self.orders.traces.is_account(system.filter(|system| !system.is_empty()), value)
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
