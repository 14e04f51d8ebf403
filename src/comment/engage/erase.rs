//! Messages of Viva Engage without somebody, the people of a network, and the tables that lie beside them.

use std::collections::HashMap;
use std::ops::Range;

use super::super::erasure::edits::Edit;
use super::super::erasure::{Fate, Orders, Shown, Traces, merged, named};
use super::super::records::{self, Raw, Shape};
use super::text::{self, Reference, To};
use super::{BESIDE, FORMAT, MESSAGES, PEOPLE, announced};
use crate::comment::Mention;
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

/// What messages said before they were changed: of which one, and what.
const VERSIONS: Shape =
    Shape { columns: &["message_id", "body"], foreign: &[], backslash: false, ids: &[] };
/// The same where the message is called as in the list of messages.
const VERSIONS_BY_ID: Shape = Shape { columns: &["id", "body"], ..VERSIONS };

/// Any table that lies beside the messages.
const OTHER: Shape = Shape { columns: &[], foreign: &[], backslash: false, ids: &[] };

/// Parts of the names of columns in which people stand.
const OF_PEOPLE: [&str; 9] = [
    "creator",
    "created_by",
    "upload",
    "owner",
    "user",
    "author",
    "admin",
    "modified_by",
    "deleted_by",
];

/// The columns of a message that are its own, and say nothing of anybody else.
const OWN: [&str; 7] =
    ["id", "thread_id", "replied_to_id", "sender_id", "sender_name", "sender_email", "body"];

/// The messages without somebody's. What a message answers, and where and when, keeps its place.
pub(super) fn erase(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Result<Vec<u8>, Problem> {
    const KEPT: [&str; 10] = [
        "id",
        "thread_id",
        "conversation_id",
        "replied_to_id",
        "group_id",
        "network_id",
        "created_at",
        "in_private_group",
        "in_private_conversation",
        "message_type",
    ];
    records::erase(source, MESSAGES, |row, number| match orders.fate(number) {
        Fate::Remove => row.remove(),
        Fate::Empty => {
            // What keeps the post of a conversation: without, the answers to the message that begins it would lose their place.
            let link = linked(row, &[], config);
            let link = link.map(|link| format!("opengraphobject:[0 : {link}]"));
            let link = link.and_then(|link| row.put("attachments", &link));
            let kept: &[&str] = if link.is_some() { &["attachments"] } else { &[] };
            let mut edits = row.keep_only(&[&KEPT[..], kept].concat());
            edits.extend(link);
            edits
        }
        Fate::Keep => {
            let mut edits = row.redact("body", |text| redactions(text, number, orders));
            edits.extend(without(row, orders.traces, &OWN));
            // A link that holds their name may be what the conversation has its post by: then it stays, and is told.
            if linked(row, &edits, config) != linked(row, &[], config) {
                edits.retain(|edit| !LINKING.iter().any(|column| row.is_in(column, edit)));
            }
            edits
        }
    })
}

/// Where the person is to go from what somebody else said: from mentions by their number too.
fn redactions(text: &str, number: usize, orders: &Orders<'_>) -> Vec<Range<usize>> {
    let Some(comment) = orders.comments.get(number) else { return Vec::new() };
    let said = comment.body.text();
    let listed = named(comment, &said).filter(|(own, _)| !own.has_name);
    let listed = listed.flat_map(|(own, name)| own.who.iter().map(move |who| (who.as_str(), name)));
    let listed: HashMap<&str, &str> = listed.collect();
    let takes = orders.taking(number);
    let (mut shown, mut gone) = (Vec::new(), Vec::new());
    for Reference { range, to } in text::references(text) {
        let (who, has_name, name) = match to {
            To::Number(id) => {
                (Some(id), false, listed.get(id).copied().unwrap_or_default().to_owned())
            }
            To::Person(id, _) => (Some(id), true, to.shown()),
            To::Topic(_) => (None, true, to.shown()),
        };
        if let Some(id) = who {
            let mention = Mention { range: range.clone(), who: vec![id.to_owned()], has_name };
            if takes(&mention, &name) {
                gone.push(range.clone());
            }
        }
        shown.push(Shown { range, text: name, is_apart: who.is_some() });
    }
    gone.extend(orders.redactions_around(number, text, &shown));
    merged(gone)
}

/// The cells of a record of others without the person: those that name them, and their number in a list of people. These columns
/// are the record's own.
fn without(row: &Raw<'_>, traces: &Traces, own: &[&str]) -> Vec<Edit> {
    const LISTED: &str = "user:";
    let is_theirs = |number: &str| traces.is_known_account(number);
    let cells = row.named().filter(|(name, ..)| !own.contains(name));
    let edits = cells.filter_map(|(name, value, range)| {
        if value.contains(LISTED) {
            let sign = [',', ';', ' '].into_iter().find(|sign| value.contains(*sign));
            let sign = sign.unwrap_or(',');
            let people = || value.split(sign).map(str::trim);
            let is_left = |one: &&str| !one.strip_prefix(LISTED).is_some_and(is_theirs);
            let left: Vec<&str> = people().filter(is_left).collect();
            let is_same = left.len() == people().count();
            let left = left.join(&sign.to_string());
            return (!is_same).then(|| Edit::put(range, &format!("\"{left}\"")));
        }
        let is_number = || OF_PEOPLE.iter().any(|part| name.contains(part)) && is_theirs(&value);
        let is_named = traces.is_name(&value) || traces.is_known_email(&value) || is_number();
        is_named.then(|| Edit::cut(range))
    });
    edits.collect()
}

/// Where a link may stand by which a conversation has its post.
const LINKING: [&str; 2] = ["attachments", "body"];

/// The link by which a message that begins a conversation places it, after these edits.
fn linked(row: &Raw<'_>, edits: &[Edit], config: &Config) -> Option<String> {
    if !row.value("replied_to_id").unwrap_or_default().trim().is_empty() {
        return None;
    }
    let [attachments, body] = LINKING.map(|column| row.edited(column, edits).unwrap_or_default());
    announced(&text::links(&attachments, &text::plain(&body).text), config).cloned()
}

/// The people of a network without somebody.
pub(super) fn erase_users(
    source: &Source,
    _: &Config,
    orders: &Orders<'_>,
) -> Result<Vec<u8>, Problem> {
    records::erase(source, PEOPLE, |row, _| {
        let is = |column: &str, is_theirs: &dyn Fn(&str) -> bool| {
            row.value(column).is_some_and(|value| is_theirs(&value))
        };
        let is_theirs = is("email", &|email| orders.traces.is_known_email(email))
            || is("id", &|id| {
                orders.traces.is_account(None, id) || orders.traces.is_known_account(id)
            });
        if is_theirs { row.remove() } else { Vec::new() }
    })
}

/// What lies beside the messages without somebody: what messages of theirs said before, and their name beside groups and files.
/// `None` if this is no such table.
pub(in crate::comment) fn erase_beside(
    source: &Source,
    traces: &Traces,
) -> Result<Option<Vec<u8>>, Problem> {
    let name = source.path.file_name();
    if !BESIDE.contains(&name) || source.path.extension() != "csv" {
        return Ok(None);
    }
    let shapes = [("message_id", VERSIONS), ("id", VERSIONS_BY_ID)];
    let known = shapes.into_iter().find(|(_, shape)| records::lacks(source, *shape).is_none());
    let (id, shape) = known.filter(|_| name == BESIDE[0]).unwrap_or(("", OTHER));
    let erased = records::erase(source, shape, |row, _| {
        let is = |column: &str, is_theirs: &dyn Fn(&str) -> bool| {
            row.value(column).is_some_and(|value| is_theirs(value.trim()))
        };
        let is_theirs = !id.is_empty()
            && (is(id, &|id| traces.wrote(FORMAT.name, id))
                || is("sender_id", &|id| traces.is_account(Some(""), id)));
        if is_theirs { row.remove() } else { without(row, traces, &[]) }
    });
    match erased {
        Ok(erased) => Ok(Some(erased)),
        // A table that cannot be read as one is left, and a search of everything tells what is in it.
        Err(_) if id.is_empty() => Ok(None),
        Err(problem) => Err(problem),
    }
}
