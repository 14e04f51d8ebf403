//! Viva Engage (Yammer): the `Messages.csv` of a data export, with the `Users.csv` beside it.
//!
//! A conversation is about a post when the message that begins it links to one: that message announces the post, and what
//! answers it are its comments. All messages of a conversation have its number as their place, so that the parts of an export, and
//! `ids: {engage: …}` in front matter, find the post too. Header names are read as they come: of the columns only those that are
//! needed must be there.

mod erase;
mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::mention::Named;
use super::reading::{Reading, Remark, When, Writer};
use super::records::{self, Record, Shape};
use super::text::{repair, shown_department, shown_name, split_address};
use super::{Author, BodyKind, Export, Format, Held, Lack, Moment, Place, matching};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};
pub(super) use erase::erase_beside;
pub use text::NOBODY;
use text::moment;
pub(super) use text::{name_all, note_all};

/// The messages.
pub const FORMAT: Format =
    Format { name: "engage", title: "Viva Engage", recognises, read, erase: erase::erase };

/// The people who wrote them.
pub const USERS: Format = Format {
    name: "engage",
    title: "Viva Engage",
    recognises: recognises_users,
    read: read_users,
    erase: erase::erase_users,
};

/// `MessageVersions.csv` holds what messages said before.
const MESSAGES: Shape = Shape {
    columns: &["thread_id", "replied_to_id", "sender_id", "created_at", "body", "id"],
    foreign: &["message_id", "version", "version_id"],
    backslash: false,
    ids: &["id", "thread_id", "replied_to_id", "sender_id"],
};

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
    body: Named,
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
            links: text::links(record.get("attachments").unwrap_or_default(), &body.text),
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
        let [id, parent] = [self.id, self.answers].map(|text| text.map(Cow::Owned));
        let (line, written, kind) = (self.line, self.written.map(When::from), BodyKind::Plain);
        let remark = Remark { line, id, parent, author, written, body: None, kind, held };
        reading.add_named(place, (self.body, remark))
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
        // Who has no number is nobody of whom a message says that they wrote it.
        let Some(account) = text("id") else { return };
        let whole = text("name").or_else(|| text("full_name")).or_else(|| text("display_name"));
        let parts = ["first_name", "last_name"].map(|part| record.get(part).unwrap_or_default());
        let name = whole.unwrap_or_else(|| parts.join(" "));
        let (name, _) = split_address(&name);
        people.push(Author {
            name: shown_name(&repair(name, &mut 0).replace('\n', " ")),
            account: Some(account),
            email: text("email"),
            department: shown_department(text("department")),
        });
    });
    records::listed(read, people)
}

#[cfg(test)]
mod tests;
