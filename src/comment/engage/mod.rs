//! Viva Engage (Yammer): the `Messages.csv` of a data export, with the `Users.csv` beside it.
//!
//! A conversation is about a post when the message that begins it links to one: that message announces the post, and what
//! answers it are its comments. All messages of a conversation have its number as their place, so that the parts of an export, and
//! `ids: {engage: …}` in front matter, find the post too. Header names are read as they come: of the columns only those that are
//! needed must be there.

mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::erasure::edits::Edit;
use super::erasure::{Fate, Orders, Traces};
use super::reading::{Reading, Remark, Writer};
use super::records::{self, Raw, Record, Shape};
use super::text::{repair, shown_department, shown_name, split_address};
use super::{Author, BodyKind, Export, Format, Held, Lack, Moment, Place, matching};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};
use text::moment;
pub(super) use text::with_names;

/// The messages.
pub const FORMAT: Format = Format { name: "engage", title: "Viva Engage", recognises, read, erase };

/// The people who wrote them.
pub const USERS: Format = Format {
    name: "engage",
    title: "Viva Engage",
    recognises: recognises_users,
    read: read_users,
    erase: erase_users,
};

/// `MessageVersions.csv` holds what messages said before.
const MESSAGES: Shape = Shape {
    columns: &["thread_id", "replied_to_id", "sender_id", "created_at", "body", "id"],
    foreign: &["message_id", "version", "version_id"],
    backslash: false,
    ids: &["id", "thread_id", "replied_to_id", "sender_id"],
};

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

const PEOPLE: Shape = Shape {
    columns: &["state", "email", "id"],
    foreign: &["body", "message", "thread_id"],
    backslash: false,
    ids: &["id"],
};

/// What else lies in the export, beside the messages: none of it is a comment.
pub(super) const BESIDE: [&str; 7] = [
    "MessageVersions.csv",
    "Groups.csv",
    "Networks.csv",
    "Topics.csv",
    "Files.csv",
    "log.txt",
    "request.txt",
];

/// The folder with the attachments.
pub(super) const ATTACHMENTS: &str = "Files/";

fn recognises(source: &Source) -> Result<(), Lack> {
    records::lacks(source, MESSAGES).map_or(Ok(()), |column| Err(Lack::Column(column)))
}

fn recognises_users(source: &Source) -> Result<(), Lack> {
    records::lacks(source, PEOPLE).map_or(Ok(()), |column| Err(Lack::Column(column)))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let mut messages = Vec::new();
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    match records::read(source, MESSAGES, |record| messages.push(Message::of(record))) {
        Ok(problems) => reading.warn_all(problems),
        Err(error) => return reading.fail(error),
    }
    let lacks = |columns| records::lacks(source, Shape { columns, ..MESSAGES }).is_some();
    if lacks(&["in_private_group"]) && lacks(&["in_private_conversation"]) {
        reading.warn(Problem::PrivacyUnknown, 1);
    }
    let places = places(&messages, config);
    reading.export.made = messages.iter().filter_map(|message| message.touched).max();
    for message in messages {
        let place = places.get(&message.thread).cloned().unwrap_or_default();
        if let Err(problem) = message.add_to(&mut reading, place) {
            return reading.fail(Diagnostic::error(problem).at(&source.path));
        }
    }
    let links = places.into_values().filter(|place| place.address.is_some());
    reading.export.places = links.collect();
    reading.export.places.sort();
    reading.finish()
}

/// Dates exports by when they were put into their archive: one that has nothing but an older message in a newer wording would pass
/// for the older one.
pub(super) fn date(read: &mut [super::Read], moments: &BTreeMap<SourcePath, i64>) {
    for (path, _, export) in read.iter_mut().filter(|(_, format, _)| *format == FORMAT.name) {
        let moment = moments.get(path).copied();
        // A list of people has no date, and needs none.
        export.made = export.made.map(|made| moment.map_or(made, |moment| moment.max(made)));
    }
}

/// Where each conversation stands. Of several addresses in its first message, the one on a host of the blog counts.
fn places(messages: &[Message], config: &Config) -> HashMap<String, Arc<Place>> {
    let mut places: HashMap<String, Place> = HashMap::new();
    for message in messages {
        let id = Some((FORMAT.name.to_owned(), message.thread.clone()));
        let place = places
            .entry(message.thread.clone())
            .or_insert_with(|| Place { id, ..Place::default() });
        if message.begins() && place.address.is_none() {
            place.address = announced(&message.links, config).cloned();
        }
    }
    places.into_iter().map(|(thread, place)| (thread, Arc::new(place))).collect()
}

/// The post that a first message is about, of all that it links to.
fn announced<'a>(links: &'a [String], config: &Config) -> Option<&'a String> {
    let own = |address: &&String| matching::is_of_settings(address, config);
    links.iter().find(own).or(links.first())
}

/// A message as it stands in the file.
struct Message {
    line: u32,
    id: Option<String>,
    thread: String,
    answers: Option<String>,
    sender: Option<String>,
    name: Option<String>,
    email: Option<String>,
    body: String,
    links: Vec<String>,
    written: Option<Moment>,
    /// A date that cannot be read.
    unclear: Option<String>,
    /// When it was last changed, as far as it says.
    touched: Option<i64>,
    held: Option<Held>,
}

impl Message {
    fn of(record: &Record<'_>) -> Message {
        let text = |column: &str| record.get(column).map(str::to_owned);
        let body = text::plain(record.raw("body").unwrap_or_default());
        let dates = ["created_at", "updated_at", "modified_at", "deleted_at"];
        let created = record.get("created_at");
        let written = created.and_then(moment);
        Message {
            line: record.line,
            id: text("id"),
            thread: text("thread_id").or_else(|| text("id")).unwrap_or_default(),
            answers: text("replied_to_id"),
            sender: text("sender_id"),
            name: text("sender_name"),
            email: text("sender_email"),
            links: text::links(record.get("attachments").unwrap_or_default(), &body),
            written,
            unclear: created.filter(|_| written.is_none()).map(str::to_owned),
            touched: dates.iter().filter_map(|date| moment(record.get(date)?)).max().map(|m| m.0),
            held: held(record),
            body,
        }
    }

    /// Whether it begins its conversation.
    fn begins(&self) -> bool {
        self.answers.is_none()
    }

    fn add_to(self, reading: &mut Reading<'_>, place: Arc<Place>) -> Result<(), Problem> {
        // What says where the post is speaks to those who do not read it yet.
        let announces = self.begins() && place.address.is_some();
        let own = self.held.filter(|held| *held != Held::Pending || !announces);
        let held = own.or(announces.then_some(Held::Announcement));
        if let Some(value) = self.unclear {
            reading.warn(Problem::DateUnclear { value }, self.line);
        }
        let [name, account, email] =
            [self.name, self.sender, self.email].map(|text| text.map(Cow::Owned));
        let author = reading.author(&Writer { name, account, email, department: None });
        let [id, parent, body] =
            [self.id, self.answers, Some(self.body)].map(|text| text.map(Cow::Owned));
        let (line, written, kind) = (self.line, self.written, BodyKind::Plain);
        reading.add(place, Remark { line, id, parent, author, written, body, kind, held })
    }
}

/// Why a message is not shown. One is public only where the export says so.
fn held(record: &Record<'_>) -> Option<Held> {
    if record.get("deleted_at").is_some() || record.truth("deleted") == Some(true) {
        return Some(Held::Trash);
    }
    let is_person = |kind: &str| kind.eq_ignore_ascii_case("user");
    let is_system =
        record.get("message_type").is_some_and(|kind| kind.eq_ignore_ascii_case("system"));
    if is_system || record.get("sender_type").is_some_and(|kind| !is_person(kind)) {
        return Some(Held::OtherType);
    }
    let private =
        ["in_private_group", "in_private_conversation"].map(|column| record.truth(column));
    if private.contains(&Some(true)) {
        return Some(Held::PrivatePost);
    }
    if record.get("body").is_none() {
        return Some(Held::Empty);
    }
    let is_draft = record.truth("draft").or_else(|| record.truth("is_draft")) == Some(true);
    (is_draft || private == [None, None]).then_some(Held::Pending)
}

/// The people of a network: their names, departments and addresses, by their numbers.
fn read_users(source: &Source, _config: &Config) -> Checked<Export> {
    let mut people = Vec::new();
    let read = records::read(source, PEOPLE, |record| {
        let text = |column: &str| record.get(column).map(str::to_owned);
        let whole = text("name").or_else(|| text("full_name")).or_else(|| text("display_name"));
        let parts = ["first_name", "last_name"].map(|part| record.get(part).unwrap_or_default());
        let name = whole.unwrap_or_else(|| parts.join(" "));
        let (name, _) = split_address(&name);
        people.push(Author {
            name: shown_name(&repair(name, &mut 0).replace('\n', " ")),
            account: text("id"),
            email: text("email"),
            department: shown_department(text("department")),
        });
    });
    records::listed(read, people)
}

/// The columns of a message that are its own, and say nothing of anybody else.
const OWN: [&str; 7] =
    ["id", "thread_id", "replied_to_id", "sender_id", "sender_name", "sender_email", "body"];

/// The messages without somebody's. What a message answers, and where and when, keeps its place.
fn erase(source: &Source, config: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
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
        Fate::Empty => match link_kept(row, config) {
            Some(link) => {
                let mut edits = row.keep_only(&[&KEPT[..], &["attachments"]].concat());
                edits.push(link);
                edits
            }
            None => row.keep_only(&KEPT),
        },
        Fate::Keep => {
            let mut edits = row.redact("body", |text| redactions(text, number, orders));
            edits.extend(without(row, orders.traces, &OWN));
            edits
        }
    })
}

/// Where the person is to go from what somebody else said: from mentions by their number too.
fn redactions(text: &str, number: usize, orders: &Orders<'_>) -> Vec<Range<usize>> {
    let mut found = orders.redactions(number, text, false);
    if orders.redact {
        let mentions = text::mentions(text, |number| orders.traces.is_account(Some(""), number));
        let is_within = |one: &Range<usize>| {
            mentions.iter().any(|other| other.start <= one.start && one.end <= other.end)
        };
        found.retain(|one| !is_within(one));
        found.extend(mentions);
        found.sort_by_key(|one| one.start);
    }
    found
}

/// The cells of a record of others without the person: those that name them, and their number in a list of people. These columns
/// are the record's own.
fn without(row: &Raw<'_>, traces: &Traces, own: &[&str]) -> Vec<Edit> {
    const LISTED: &str = "user:";
    let is_theirs = |number: &str| traces.is_account(Some(""), number);
    let cells = row.named().filter(|(name, ..)| !own.contains(name));
    let edits = cells.filter_map(|(name, value, range)| {
        if value.contains(LISTED) {
            let people = || value.split(',').map(str::trim);
            let is_left = |one: &&str| !one.strip_prefix(LISTED).is_some_and(is_theirs);
            let left: Vec<&str> = people().filter(is_left).collect();
            let is_same = left.len() == people().count();
            return (!is_same).then(|| Edit::put(range, &format!("\"{}\"", left.join(","))));
        }
        let is_number = || OF_PEOPLE.iter().any(|part| name.contains(part)) && is_theirs(&value);
        let is_named = traces.is_name(&value) || traces.is_email(&value) || is_number();
        is_named.then(|| Edit::cut(range))
    });
    edits.collect()
}

/// What keeps the post of a conversation when the message that begins it goes: without, its answers would lose their place.
fn link_kept(row: &Raw<'_>, config: &Config) -> Option<Edit> {
    let value = |column: &str| row.value(column).unwrap_or_default();
    if !value("replied_to_id").trim().is_empty() {
        return None;
    }
    let links = text::links(&value("attachments"), &text::plain(&value("body")));
    let address = announced(&links, config)?;
    row.put("attachments", &format!("opengraphobject:[0 : {address}]"))
}

/// The people of a network without somebody.
fn erase_users(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    records::erase(source, PEOPLE, |row, _| {
        let is = |column: &str, is_theirs: &dyn Fn(&str) -> bool| {
            row.value(column).is_some_and(|value| is_theirs(&value))
        };
        let is_theirs = is("email", &|email| orders.traces.is_email(email))
            || is("id", &|id| orders.traces.is_account(None, id));
        if is_theirs { row.remove() } else { Vec::new() }
    })
}

/// What lies beside the messages without somebody: what messages of theirs said before, and their name beside groups and files.
/// `None` if this is no such table.
pub(super) fn erase_beside(source: &Source, traces: &Traces) -> Result<Option<Vec<u8>>, Problem> {
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

#[cfg(test)]
mod tests;
