//! What the interface of Isso answers for a page, with the address of the page beside it if somebody put it there; and lists of
//! pages with their comments, as Isso imports them.
//!
//! An answer itself does not say of which page it is. One without an address belongs to the post that its file is named after.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::json::{self, Json};
use super::super::matching::reference;
use super::super::reading::{Flaw, Reading, Remark, Writer};
use super::super::{BodyKind, Export, Place};
use super::{FORMAT, held, own_name};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;

pub(super) fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let stem = source.path.stem();
        while json.has_more() {
            if json.is_list()? {
                json.list(|json| page(json, reading, stem, config))?;
            } else {
                page(json, reading, stem, config)?;
            }
        }
        Ok(())
    })
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    line: u32,
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    created: Option<Cow<'i, str>>,
    mode: Option<Cow<'i, str>>,
    text: Option<Cow<'i, str>>,
    writer: Writer<'i>,
    replies: Vec<Raw<'i>>,
    hidden: bool,
}

/// A page with its comments: `replies` of an answer, `comments` of a list.
fn page(
    json: &mut Json<'_>,
    reading: &mut Reading<'_>,
    stem: &str,
    config: &Config,
) -> Result<(), Flaw> {
    let line = json.line();
    let (mut uri, mut id, mut title, mut hidden) = (None, None, None, false);
    let (mut comments, mut is_answer) = (Vec::new(), false);
    json.object(|json, key| {
        match key {
            "uri" => uri = json.text()?,
            "id" => id = json.text()?,
            "title" => title = json.text()?,
            "hidden_replies" => hidden = json.is_set()?,
            "total_replies" => {
                is_answer = true;
                json.skip()?;
            }
            "replies" | "comments" => json.list(|json| {
                comments.push(comment(json)?);
                Ok(())
            })?,
            _ => json.skip()?,
        }
        Ok(())
    })?;
    // The number in an answer is that of the comment whose replies were asked for; in a list it is the address of the page.
    let uri = uri.or(id.filter(|_| !is_answer));
    let name = uri.as_deref().unwrap_or_default();
    let place = reading.place(name, |reading| {
        let address = reading.value(uri.as_deref());
        Place {
            title: reading.value(title.as_deref()),
            slug: Some(stem.to_owned()).filter(|_| uri.is_none()),
            id: address.as_deref().and_then(own_name),
            address,
            ..Place::default()
        }
    });
    if hidden || comments.iter().any(|comment| comment.hidden) {
        reading.warn(Problem::ExportPartial { place: reference(&place) }, line);
    }
    let kind = if is_answer { BodyKind::Html } else { BodyKind::Markdown };
    add(comments, None, &place, kind, &mut (reading, config)).map_err(|problem| json.here(problem))
}

fn comment<'i>(json: &mut Json<'i>) -> Result<Raw<'i>, Flaw> {
    let mut raw = Raw { line: json.line(), ..Raw::default() };
    json.object(|json, key| {
        let field = match key {
            "id" => &mut raw.id,
            "parent" => &mut raw.parent,
            "created" => &mut raw.created,
            "mode" => &mut raw.mode,
            "text" => &mut raw.text,
            "author" => &mut raw.writer.name,
            "email" => &mut raw.writer.email,
            "hidden_replies" => return json.is_set().map(|is_set| raw.hidden = is_set),
            "replies" => {
                return json.list(|json| {
                    raw.replies.push(comment(json)?);
                    Ok(())
                });
            }
            _ => return json.skip(),
        };
        *field = json.text()?;
        Ok(())
    })?;
    Ok(raw)
}

/// Adds comments and the replies to them, which nest no deeper than the file does.
fn add(
    comments: Vec<Raw<'_>>,
    answered: Option<&str>,
    place: &Arc<Place>,
    kind: BodyKind,
    with: &mut (&mut Reading<'_>, &Config),
) -> Result<(), Problem> {
    for raw in comments {
        let Raw { line, id, parent, created, mode, text, writer, replies, .. } = raw;
        let (reading, config) = (&mut *with.0, with.1);
        let own = id.as_deref().map(str::to_owned);
        let held = match (mode.as_deref(), kind) {
            // What is to be imported was visible.
            (None, BodyKind::Markdown) => None,
            (mode, _) => held(mode.unwrap_or_default(), line, reading),
        };
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let written = match created.as_deref() {
            Some(text) if is_number(text) => reading.seconds(Some(text), line),
            text => reading.moment(text, &config.timezone, line),
        };
        let remark = Remark {
            line,
            id,
            parent: parent.or_else(|| answered.map(|id| Cow::Owned(id.to_owned()))),
            author: reading.author(&writer),
            written,
            body: text,
            kind,
            held,
        };
        reading.add(place.clone(), remark)?;
        add(replies, own.as_deref(), place, kind, with)?;
    }
    Ok(())
}
