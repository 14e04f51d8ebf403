//! A feed of Atom without somebody.

use super::super::erasure::edits::{Edit, whole_lines};
use super::super::erasure::elements::{self, Element};
use super::super::erasure::{Fate, Orders};
use super::{FORMAT, Name};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// The feed without somebody's comments. An empty place keeps its id, its time and what it answers.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let mut count = 0;
    elements::erase(source, FORMAT.name, Name::of, |text, element, fields, around| {
        let answers = |field: &Element<'_, Name>| field.name == Name::InReplyTo;
        if (around, element.name) != (Some(Name::Feed), Name::Entry) || !fields.iter().any(answers)
        {
            return Vec::new();
        }
        count += 1;
        match orders.fate(count - 1) {
            Fate::Keep => [Name::Content, Name::Summary]
                .into_iter()
                .flat_map(|name| elements::redacted(text, fields, name, (orders, count - 1)))
                .collect(),
            Fate::Remove => vec![Edit::cut(whole_lines(text, element.outer.clone()))],
            Fate::Empty => fields
                .iter()
                .filter(|field| !field.inner.is_empty())
                .filter(|field| {
                    !matches!(
                        field.name,
                        Name::Id | Name::Published | Name::Updated | Name::InReplyTo
                    )
                })
                .map(|field| Edit::cut(field.inner.clone()))
                .collect(),
        }
    })
}
