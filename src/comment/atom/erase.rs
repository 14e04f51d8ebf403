//! A feed of Atom without somebody.

use super::super::erasure::edits::{Edit, whole_lines};
use super::super::erasure::elements::{self, Content, Element};
use super::super::erasure::{Fate, Orders};
use super::{FORMAT, Name, opening};
use crate::comment::BodyKind;
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
                .flat_map(|name| kept(text, fields, name, (orders, count - 1)))
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

/// What goes from an element of a comment of somebody else: their names, and the line that says whom it answers, if that is them.
fn kept(
    whole: &str,
    fields: &[Element<'_, Name>],
    name: Name,
    (orders, number): (&Orders<'_>, usize),
) -> Vec<Edit> {
    let comment = orders.comments.get(number).filter(|comment| comment.kind == BodyKind::Html);
    let parent = comment.and_then(|comment| comment.parent.as_deref());
    let of = |field| {
        let content = Content::of(field, whole);
        let opening = parent.and_then(|parent| opening::length(&content.text, parent));
        let mut edits = content.redacted(opening.unwrap_or_default(), (orders, number));
        let is_answer = comment.is_some_and(|own| orders.traces.answered().by(own).is_some());
        if let Some(length) = opening.filter(|_| is_answer) {
            edits.push(Edit::cut(content.written(&(0..length))));
        }
        edits
    };
    fields.iter().filter(|field| field.name == name).flat_map(of).collect()
}
