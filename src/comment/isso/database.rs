//! The database of Isso: threads, which are pages, and the comments on them, in Markdown. Addresses of the network are not read.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use super::super::erasure::{Fate, Orders};
use super::super::reading::{Reading, Remark, Writer};
use super::super::sqlite::{Database, Fault, Table, Value};
use super::super::{BodyKind, Export, Place};
use super::{FORMAT, held, own_name};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::Source;

/// The columns of a page and of a comment that mean something here.
const THREADS: [&str; 3] = ["id", "uri", "title"];
const COMMENTS: [&str; 8] = ["tid", "id", "parent", "created", "mode", "text", "author", "email"];

/// Whether a database is one of Isso. A damaged one may be, and its reader tells.
pub(super) fn is_one(source: &Source) -> bool {
    let has = |database: &Database<'_>, name: &str, columns: &[&str]| {
        database.table(name).map(|table| {
            table.is_some_and(|table| columns.iter().all(|name| table.column(name).is_some()))
        })
    };
    let look = || -> Result<bool, Fault> {
        let database = Database::open(&source.bytes)?;
        Ok(has(&database, "threads", &THREADS)? && has(&database, "comments", &COMMENTS)?)
    };
    look().unwrap_or(true)
}

/// Whether this is what SQLite keeps beside a database that is in use.
pub(super) fn is_log(source: &Source) -> bool {
    source.bytes.starts_with(b"\x37\x7f\x06\x82") || source.bytes.starts_with(b"\x37\x7f\x06\x83")
}

/// What ends the reading.
struct Stop(Problem);

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop(Problem::SqliteInvalid { page: u64::from(fault.page) })
    }
}

pub(super) fn read(source: &Source, config: &Config) -> Checked<Export> {
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    if is_log(source) {
        reading.warn_all([Diagnostic::warning(Problem::SqliteBusy).at(&source.path)]);
        return reading.finish();
    }
    match read_tables(source, &mut reading) {
        Ok(()) => reading.finish(),
        Err(Stop(problem)) => reading.fail(Diagnostic::error(problem).at(&source.path)),
    }
}

fn read_tables(source: &Source, reading: &mut Reading<'_>) -> Result<(), Stop> {
    let database = Database::open(&source.bytes)?;
    let table = |name: &str, columns: &[&str]| {
        let table = database.table(name)?.ok_or(Fault { page: 1 })?;
        let places = columns.iter().map(|name| table.column(name)).collect::<Option<Vec<_>>>();
        let places = places.ok_or(Fault { page: 1 })?;
        Ok::<_, Fault>((table, places))
    };
    let (threads, places) = table("threads", &THREADS)?;
    let threads = read_threads(&database, &threads, &places)?;
    let (comments, places) = table("comments", &COMMENTS)?;
    let order = Order::of(&places);
    let mut line = 0;
    database.rows(&comments, &order.places, |_, values| {
        line += 1;
        let [thread, id, parent, created, mode, text, author, email] =
            order.places_of.map(|place| &values[place]);
        let name = thread.text().unwrap_or_default();
        let place = reading.place(&name, |reading| {
            let (uri, title) = threads.get(name.as_ref()).cloned().unwrap_or_default();
            let address = reading.value(uri.as_deref());
            // What has an address is known by that, as in the answers of the interface.
            let id = match &address {
                Some(address) => own_name(address),
                None => reading.value(Some(&name)).map(|number| (FORMAT.name.to_owned(), number)),
            };
            Place { address, title: reading.value(title.as_deref()), id, ..Place::default() }
        });
        let held = held(&mode.text().unwrap_or_default(), line, reading);
        let writer = Writer { name: author.text(), email: email.text(), ..Writer::default() };
        let remark = Remark {
            line,
            id: id.text(),
            parent: parent.text(),
            author: reading.author(&writer),
            written: reading.seconds(created.text().as_deref(), line),
            // Blanks at the end may fill the place of what went from it.
            body: text.text().map(|text| match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim_end()),
                Cow::Owned(text) => Cow::Owned(text.trim_end().to_owned()),
            }),
            kind: BodyKind::Markdown,
            held,
        };
        reading.add(place, remark).map_err(Stop)
    })
}

/// The database without what somebody wrote. A row stays with its number, its time and its page, and says nothing.
pub(super) fn erase(source: &Source, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    const KEPT: [&str; 6] = ["tid", "id", "parent", "created", "modified", "mode"];
    let erase = || -> Result<Vec<u8>, Fault> {
        let database = Database::open(&source.bytes)?;
        let comments = database.table("comments")?.ok_or(Fault { page: 1 })?;
        let kept: Vec<usize> = KEPT.iter().filter_map(|name| comments.column(name)).collect();
        let goes = |row: usize| orders.fate(row) != Fate::Keep;
        let mentioned = Cell::new(false);
        let text = comments.column("text");
        let erased = database.erased(&comments, (&kept, text), goes, |row, text| {
            let found = orders.redactions(row, text, true);
            mentioned.set(mentioned.get() || !found.is_empty());
            found
        })?;
        let is_changed = mentioned.get() || orders.fates.iter().any(|fate| *fate != Fate::Keep);
        Ok(if is_changed { erased } else { source.bytes.to_vec() })
    };
    let is_theirs = orders.fates.iter().any(|fate| *fate != Fate::Keep);
    match erase() {
        Ok(bytes) => Ok(bytes),
        Err(fault) if is_theirs => Err(Stop::from(fault).0),
        // What cannot be read has nothing of theirs that is known.
        Err(_) => Ok(source.bytes.to_vec()),
    }
}

type Threads = HashMap<String, (Option<String>, Option<String>)>;

fn read_threads(database: &Database<'_>, table: &Table, places: &[usize]) -> Result<Threads, Stop> {
    let order = Order::of::<3>(places);
    let mut threads = Threads::new();
    database.rows(table, &order.places, |_, values| {
        let [id, uri, title] = order.places_of.map(|place| {
            let value: &Value<'_> = &values[place];
            value.text().map(Cow::into_owned)
        });
        threads.insert(id.unwrap_or_default(), (uri, title));
        Ok::<(), Stop>(())
    })?;
    Ok(threads)
}

/// The columns as they are stored, and where among those each one is that is asked for.
struct Order<const N: usize> {
    places: Vec<usize>,
    places_of: [usize; N],
}

impl Order<0> {
    fn of<const N: usize>(places: &[usize]) -> Order<N> {
        let mut sorted = places.to_vec();
        sorted.sort_unstable();
        let at = |index: usize| sorted.iter().position(|place| *place == places[index]);
        Order { places_of: std::array::from_fn(|index| at(index).unwrap_or(0)), places: sorted }
    }
}
