//! An export of Disqus without somebody.

use super::super::erasure::edits::{Edit, whole_lines};
use super::super::erasure::elements::{self, Element};
use super::super::erasure::{Fate, Orders};
use super::{FORMAT, Name};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// The export without somebody's comments, and without their name as that of a page's author. An empty place keeps what it answers.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let mut count = 0;
    let mut wrote_page = false;
    elements::erase(source, FORMAT.name, Name::of, |text, element, fields, around| {
        let blank = |field: &Element<'_, Name>| Edit::cut(field.inner.clone());
        let filled = |field: &&Element<'_, Name>| !field.inner.is_empty();
        match (around, element.name) {
            (Some(Name::Disqus), Name::Post) => {
                count += 1;
                match orders.fate(count - 1) {
                    Fate::Keep => {
                        elements::redacted(text, fields, Name::Message, (orders, count - 1))
                    }
                    Fate::Remove => vec![Edit::cut(whole_lines(text, element.outer.clone()))],
                    Fate::Empty => fields
                        .iter()
                        .filter(filled)
                        .filter_map(|field| match field.name {
                            Name::Id | Name::CreatedAt | Name::IsSpam | Name::IsApproved => None,
                            Name::IsDeleted => Some(Edit::put(field.inner.clone(), "true")),
                            _ => Some(blank(field)),
                        })
                        .collect(),
                }
            }
            (Some(Name::Thread), Name::Author) => {
                let is_theirs = fields.iter().any(|field| {
                    let value = elements::value(text, field);
                    orders.traces.is_name(&value)
                        || orders.traces.is_email(&value)
                        || orders.traces.is_account(None, &value)
                });
                wrote_page = is_theirs;
                if is_theirs { vec![blank(element)] } else { Vec::new() }
            }
            // From where they put the page there is theirs too.
            (Some(Name::Disqus), Name::Thread) if std::mem::take(&mut wrote_page) => {
                let addresses = fields.iter().filter(|field| field.tag.ends_with("ipAddress"));
                addresses.filter(filled).map(blank).collect()
            }
            _ => Vec::new(),
        }
    })
}
