//! Rows on their way to comments.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Time;

use super::super::text::{double_encoded, repair, shown_department, shown_name, split_address};
use super::super::{Author, BodyKind, Comment, Held, Identity, Keeping, Moment, Origin, Place};
use super::super::{body, identity};
use super::columns::Columns;
use super::dates::{self, Order, Written};
use super::under::is_date;
use super::values::{self, Identifier};
use super::{ANCHOR, Cell, Headed, Row};
use crate::comment::matching::WORDPRESS;
use crate::diagnostic::{Diagnostic, Problem};

/// What was read of some rows.
#[derive(Debug, Default)]
pub(in crate::comment) struct Part {
    /// How many there were.
    pub(super) count: usize,
    pub(super) comments: Vec<Comment>,
    /// What is said once of a table is said once of each part.
    pub(super) problems: Vec<Diagnostic>,
    /// Control characters that went.
    pub(super) removed: u64,
    /// Dates that can only be read with day and month the other way around, with their lines.
    pub(super) other_order: Vec<(u32, String)>,
    /// Whether a date was certainly written with its day first.
    pub(super) is_day_first: bool,
    /// The lines of rows with text behind the last heading, where that is no matter of columns.
    pub(super) beyond: Vec<u32>,
    /// Columns with text and no heading, each with the first line of it.
    pub(super) unnamed: BTreeMap<u32, u32>,
}

impl Part {
    /// The same with its texts packed: there will be many parts.
    pub(in crate::comment) fn packed(mut self, keeping: Option<&Arc<dyn Keeping>>) -> Part {
        body::pack(self.comments.iter_mut().map(|comment| &mut comment.body), keeping);
        self
    }
}

/// Reads rows, one behind the other.
pub(super) fn read(headed: &Headed<'_>, columns: &Columns, rows: &[Row]) -> Part {
    // The numbers of WordPress are no numbers of rows.
    let identity = if columns.is_numbered { Identity::Numbered } else { Identity::Described };
    let origin = Origin { format: headed.format, identity, file: headed.path.clone() };
    let mut reading = Reading {
        headed,
        origin: Arc::new(origin),
        columns,
        part: Part { count: rows.len(), ..Part::default() },
        places: HashMap::new(),
        told_double_encoded: false,
        told_statuses: BTreeSet::new(),
        told_number: false,
    };
    rows.iter().for_each(|row| reading.look_beyond(row));
    let comments = rows.iter().map(|row| reading.comment(row)).collect();
    Part { comments, ..reading.part }
}

/// Rows that are being read.
struct Reading<'a> {
    headed: &'a Headed<'a>,
    origin: Arc<Origin>,
    columns: &'a Columns,
    part: Part,
    places: HashMap<String, Arc<Place>>,
    told_double_encoded: bool,
    /// Words in the column of the status that were told to be unknown.
    told_statuses: BTreeSet<String>,
    told_number: bool,
}

impl Reading<'_> {
    /// Warnings show no excerpt, for the rows of an export hold e-mail addresses.
    fn warn(&mut self, row: &Row, problem: Problem) {
        let line = Some(row.line);
        let warning = Diagnostic::warning(problem).at(self.headed.path);
        self.part.problems.push(Diagnostic { line, ..warning });
    }

    /// Text without a heading above it. Behind the last heading of a CSV file it is a sign that was meant to stand in a text.
    fn look_beyond(&mut self, row: &Row) {
        let headings = &self.headed.headings;
        let last = headings.last().map_or(0, |heading| heading.column);
        for (column, _) in &row.cells {
            if *column > last && self.headed.is_delimited {
                self.part.beyond.push(row.line);
                return;
            }
            if headings.binary_search_by_key(column, |heading| heading.column).is_err() {
                self.part.unnamed.entry(*column).or_insert(row.line);
            }
        }
    }

    fn comment(&mut self, row: &Row) -> Comment {
        let body = self.body(row);
        let author = self.author(row);
        self.look_for_double_encoding(row, &author, &body);
        let (written, has_time) = self.written(row).unzip();
        let held = self.held(row, &body);
        let ids = [self.columns.id, self.columns.parent].map(|id| self.identifier(row, id));
        // Which comment it is, or which one it answers, nobody can tell: somebody has to look.
        let held = held.or_else(|| ids.contains(&Err(())).then_some(Held::Pending));
        let [source_id, parent] = ids.map(|id| id.ok().flatten());
        // A form that was filled in for a comment of ours has its anchor.
        let parent =
            parent.map(|id| if id.starts_with(&ANCHOR[1..]) { format!("#{id}") } else { id });
        Comment {
            origin: self.origin.clone(),
            line: row.line,
            source_id: source_id.map(Box::from),
            parent: parent.map(Box::from),
            place: self.place(row),
            author: Arc::new(author),
            written,
            has_time: has_time.unwrap_or_default(),
            body: body.into(),
            kind: BodyKind::Plain,
            mentions: Box::default(),
            plain: None,
            held,
        }
    }

    /// The text of a cell, repaired and without blanks around it; `None` if it is empty or lost.
    fn value(&mut self, row: &Row, column: Option<u32>) -> Option<String> {
        let text = values::text(row.cell(column)?)?;
        let text = repair(values::without_guard(text.trim()), &mut self.part.removed);
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The comment itself is kept as it is, but for the sign by which a spreadsheet is kept from
    /// reading it as a formula.
    fn body(&mut self, row: &Row) -> String {
        let Some(cell) = row.cell(Some(self.columns.text)) else {
            return String::new();
        };
        let Some(text) = values::text(cell) else {
            let value = values::lost_text(cell);
            self.warn(row, Problem::TextLost { value });
            return String::new();
        };
        if values::is_at_limit(&text) {
            self.warn(row, Problem::TextAtLimit);
        }
        repair(values::without_guard(&text), &mut self.part.removed).into_owned()
    }

    fn author(&mut self, row: &Row) -> Author {
        let mut parts = self.joined(row, self.columns.author);
        if parts.is_empty() {
            parts = self.joined(row, self.columns.further.author);
        }
        let whole = parts.join(" ").replace('\n', " ");
        let (name, address) = split_address(&whole);
        let email =
            self.value(row, self.columns.email).filter(|email| identity::is_somebodys(email));
        let email = email.or_else(|| address.map(str::to_owned));
        let department = shown_department(self.value(row, self.columns.department));
        Author { name: shown_name(name), account: None, email, department }
    }

    fn joined(&mut self, row: &Row, parts: [Option<u32>; 3]) -> Vec<String> {
        parts.into_iter().filter_map(|part| self.value(row, part)).collect()
    }

    /// Rows of one post share their place.
    fn place(&mut self, row: &Row) -> Arc<Place> {
        let Some(anything) = self.value(row, Some(self.columns.post)) else {
            return self.place_beside(row);
        };
        if let Some(place) = self.places.get(&anything) {
            return place.clone();
        }
        let title = self.value(row, self.columns.title);
        if self.columns.is_numbered {
            let id = Some((WORDPRESS.to_owned(), anything.clone()));
            let place = Place { id, title, ..Place::default() };
            return self.places.entry(anything).or_insert(Arc::new(place)).clone();
        }
        let address = Some(anything.clone()).filter(|value| values::is_address(value));
        let place = Place { address, anything: Some(anything.clone()), title, ..Place::default() };
        self.places.entry(anything).or_insert(Arc::new(place)).clone()
    }

    /// The place of a row by its title, or by another column for that, where the surest is empty.
    fn place_beside(&mut self, row: &Row) -> Arc<Place> {
        let columns = self.columns;
        let further = columns.further.posts.iter().copied().chain(columns.title);
        let found = further.into_iter().find_map(|column| self.value(row, Some(column)));
        let Some(anything) = found else { return Arc::default() };
        let address = Some(anything.clone()).filter(|value| values::is_address(value));
        let place = Place { address, anything: Some(anything), ..Place::default() };
        Arc::new(place)
    }

    /// The number of a comment; an error if a spreadsheet took digits of it, which is told.
    fn identifier(&mut self, row: &Row, column: Option<u32>) -> Result<Option<String>, ()> {
        match row.cell(column).map(values::identifier) {
            Some(Identifier::Read(id)) => Ok(Some(id)),
            Some(Identifier::Missing) | None => Ok(None),
            Some(Identifier::Destroyed(value)) => {
                self.warn(row, Problem::IdDestroyed { value });
                Err(())
            }
        }
    }

    /// Without a column for it a comment was published; with one, only what says so is.
    fn held(&mut self, row: &Row, body: &str) -> Option<Held> {
        if let Some(held) = values::kind(row.cell(self.columns.kind)) {
            return Some(held);
        }
        let visible = &self.headed.config.comments.visible;
        let status = self
            .status(row)
            .filter(|held| *held != Held::Pending || visible.iter().all(|s| s != "pending"));
        status.or_else(|| body.trim().is_empty().then_some(Held::Empty))
    }

    /// Why it is not shown by what its row says. Of several columns each has to allow it.
    fn status(&mut self, row: &Row) -> Option<Held> {
        let columns = self.columns;
        let further = &columns.further;
        let refused =
            further.refusals.iter().filter(|(column, _)| values::refuses(row.cell(Some(*column))));
        let mut held: Vec<Held> = refused.map(|(_, held)| *held).collect();
        for column in columns.status.into_iter().chain(further.statuses.iter().copied()) {
            let cell = row.cell(Some(column));
            // `Gepubliceerd` beside another column may say when, and so that it was.
            if columns.status != Some(column) && cell.is_some_and(is_date) {
                continue;
            }
            if let Some(value) = values::unknown_status(cell)
                && self.told_statuses.insert(value.to_lowercase())
            {
                self.warn(row, Problem::StatusUnclear { value });
            }
            held.extend(values::status(cell));
        }
        let surest = held.iter().find(|held| **held != Held::Pending).or(held.first());
        surest.copied()
    }

    fn look_for_double_encoding(&mut self, row: &Row, author: &Author, body: &str) {
        if self.told_double_encoded {
            return;
        }
        if let Some(example) = double_encoded(&author.name).or_else(|| double_encoded(body)) {
            self.told_double_encoded = true;
            self.warn(row, Problem::DoubleEncoded { example: example.to_owned() });
        }
    }

    /// When it was written, and whether that says the time too.
    fn written(&mut self, row: &Row) -> Option<(Moment, bool)> {
        let columns = self.columns;
        let mut dated = columns.date.into_iter().chain(columns.further.dates.iter().copied());
        let cell = dated.find_map(|column| row.cell(Some(column)))?;
        let written = match cell {
            Cell::Number(number) => match values::day_number(*number, self.headed.from_1904) {
                Some(moment) => {
                    if !self.told_number {
                        self.told_number = true;
                        self.warn(row, Problem::DateFromNumber { value: values::number(*number) });
                    }
                    Written::Local(moment.date(), Some(moment.time()))
                }
                None => Written::Unclear,
            },
            Cell::Moment(moment) => {
                let time = moment.time();
                Written::Local(moment.date(), (time != Time::midnight()).then_some(time))
            }
            other => {
                let text = values::text(other)?;
                let written = dates::read(&text, Order::of(&self.headed.config.comments));
                if matches!(other, Cell::Text(_)) {
                    self.look_at_order(row, &text, &written);
                }
                written
            }
        };
        let mut has_time = true;
        let found = match written {
            Written::At(moment) => Some(dates::Local { moment, is_doubtful: false }),
            Written::Local(date, time) => {
                let time = time.or_else(|| self.time(row));
                // A spreadsheet writes a day as its midnight.
                has_time = time.is_some_and(|time| time != Time::midnight());
                dates::local_moment(
                    date.to_datetime(time.unwrap_or_default()),
                    &self.headed.config.timezone,
                )
            }
            Written::OtherOrder | Written::Unclear => None,
        };
        let value = || values::text(cell).unwrap_or_default().trim().to_owned();
        match found {
            Some(local) if local.is_doubtful => {
                self.warn(row, Problem::DateClockChange { value: value() });
            }
            None if !value().is_empty() => self.warn(row, Problem::DateUnclear { value: value() }),
            _ => {}
        }
        found.map(|local| (local.moment, has_time))
    }

    /// The time of day in a column of its own, or in another one that is headed as if it were a date: `Datum;Tijdstip`.
    fn time(&mut self, row: &Row) -> Option<Time> {
        let Some(cell) = row.cell(self.columns.time) else {
            let mut further = self.columns.further.dates.iter();
            // A date that stands beside another is not its time of day; the time alone is one of the day 0.
            let is_time = |cell: &&Cell| !matches!(cell, Cell::Moment(at) if at.year() > 1900);
            return further
                .find_map(|column| row.cell(Some(*column)).filter(is_time).and_then(values::time));
        };
        let time = values::time(cell);
        let value = values::text(cell).unwrap_or_default().trim().to_owned();
        if time.is_none() && !value.is_empty() {
            self.warn(row, Problem::DateUnclear { value });
        }
        time
    }

    /// The order of day and month is that of a whole column.
    fn look_at_order(&mut self, row: &Row, text: &str, written: &Written) {
        let part = &mut self.part;
        if *written == Written::OtherOrder {
            part.other_order.push((row.line, text.trim().to_owned()));
        }
        part.is_day_first = part.is_day_first || dates::is_day_first(text);
    }
}
