//! Comments in a table, whichever program wrote it: the row of headings is found, `columns` decides
//! which column is what, and every further row becomes a comment.

mod columns;
mod erase;
mod headings;
mod replies;
mod values;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::{DateTime, Time};

use super::text::{double_encoded, repair, shown_name, split_address};
use super::{
    ANCHOR, Author, BodyKind, Comment, Export, Held, Identity, Lacking, Moment, Place, dates,
};
use crate::config::Config;
use crate::config::settings::Comments;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::source::SourcePath;
use columns::{Columns, Found};
use dates::{Order, Written};
pub(super) use erase::{Change, New, changes};
use values::Identifier;
pub(super) use values::{is_rounded, moment, without_guard};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Text.
    Text(String),
    /// A number that is not shown as a date.
    Number(f64),
    /// A date and time, in local time.
    Moment(DateTime),
    /// True or false.
    Truth(bool),
    /// What the spreadsheet shows in place of what it lost: `#NAME?`.
    Lost(String),
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The line or row in the file, from 1.
    pub(super) line: u32,
    /// The cells that are not empty, with their columns from 0, ascending.
    pub(super) cells: Vec<(u32, Cell)>,
}

impl Row {
    fn cell(&self, column: Option<u32>) -> Option<&Cell> {
        let column = column?;
        let place = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        Some(&self.cells[place].1)
    }
}

/// A table with its headings.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The format's name: `csv`, `xlsx`.
    pub(super) format: &'static str,
    /// The file.
    pub(super) path: &'a SourcePath,
    /// All rows that are not empty, those above the headings too.
    pub(super) rows: Vec<Row>,
    /// Days are counted from 1904, as spreadsheets of old Macs do.
    pub(super) from_1904: bool,
}

/// How many rows may stand above the headings: a title, the date of the export.
const ABOVE: usize = 10;

/// The place of the row of headings: the first near the top that names a column for the text.
pub(super) fn headings(rows: &[Row], settings: &Comments) -> Option<usize> {
    rows.iter()
        .take(ABOVE)
        .position(|row| row.cells.len() > 1 && headings::names_text(&headings::of(row), settings))
}

/// The headings in a row, as they are written.
pub(super) fn names(row: &Row) -> impl Iterator<Item = String> {
    headings::of(row).into_iter().map(|heading| heading.name)
}

/// How many of the best row's headings are known: the measure of a guess at the delimiter.
pub(super) fn known_headings(rows: &[Row], settings: &Comments) -> usize {
    rows.iter()
        .take(ABOVE)
        .map(|row| headings::known(&headings::of(row), settings))
        .max()
        .unwrap_or(0)
}

/// The comments of a table.
pub(super) fn read(table: &Table<'_>, config: &Config) -> Checked<Export> {
    let place = headings(&table.rows, &config.comments).unwrap_or(0);
    let rows = table.rows.get(place + 1..).unwrap_or_default();
    let heading = table.rows.get(place);
    let error = |problem| {
        let line = heading.map(|row| row.line);
        Diagnostic { line, ..Diagnostic::error(problem).at(table.path) }
    };
    let limit = config.limits.comments;
    if rows.len() > limit {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        let problems = vec![error(Problem::TooManyComments { limit })];
        return Checked { value: Export::default(), problems };
    }
    let headings = heading.map(headings::of).unwrap_or_default();
    match columns::find(&headings, rows, &config.comments) {
        Ok(Found { columns, absent, unknown }) => {
            let mut checked = Reading::new(table, &columns, config).read_rows(rows);
            let named = absent.into_iter().map(error).collect();
            let told = unknown.into_iter().filter(|_| !rows.is_empty());
            let usual =
                told.map(|problem| Diagnostic { severity: Severity::Warning, ..error(problem) });
            checked.value.lacking = Some(Lacking { named, usual: usual.collect() });
            checked
        }
        Err(problems) => {
            let problems = problems.into_iter().map(error).collect();
            Checked { value: Export::default(), problems }
        }
    }
}

/// Rows on their way to comments.
struct Reading<'a> {
    table: &'a Table<'a>,
    columns: &'a Columns,
    config: &'a Config,
    problems: Vec<Diagnostic>,
    places: HashMap<String, Arc<Place>>,
    removed: u64,
    told_double_encoded: bool,
    /// Words in the column of the status that were told to be unknown.
    told_statuses: BTreeSet<String>,
    told_number: bool,
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table<'a>, columns: &'a Columns, config: &'a Config) -> Self {
        Reading {
            table,
            columns,
            config,
            problems: Vec::new(),
            places: HashMap::new(),
            removed: 0,
            told_double_encoded: false,
            told_statuses: BTreeSet::new(),
            told_number: false,
        }
    }

    fn read_rows(mut self, rows: &[Row]) -> Checked<Export> {
        let problems = self.other_order(rows);
        if !problems.is_empty() {
            return Checked { value: Export::default(), problems };
        }
        let mut comments: Vec<Comment> = rows.iter().map(|row| self.comment(row)).collect();
        if self.columns.parent.is_some() {
            replies::resolve(&mut comments);
        }
        if self.removed > 0 {
            let warning = Diagnostic::warning(Problem::ControlCharacters { count: self.removed });
            self.problems.push(warning.at(self.table.path));
        }
        let made =
            comments.iter().filter_map(|comment| comment.written).max().map(|moment| moment.0);
        let value = Export { made, comments, ..Export::default() };
        Checked { value, problems: self.problems }
    }

    /// Warnings show no excerpt, for the rows of an export hold e-mail addresses.
    fn warn(&mut self, row: &Row, problem: Problem) {
        let line = Some(row.line);
        self.problems.push(Diagnostic { line, ..Diagnostic::warning(problem).at(self.table.path) });
    }

    fn comment(&mut self, row: &Row) -> Comment {
        let body = self.body(row);
        let author = self.author(row);
        self.look_for_double_encoding(row, &author, &body);
        let (written, has_time) = self.written(row).unzip();
        let held = self.held(row, &body);
        let source_id = self.identifier(row, self.columns.id);
        // A form that was filled in for a comment of ours has its anchor.
        let parent = self.identifier(row, self.columns.parent);
        let parent =
            parent.map(|id| if id.starts_with(&ANCHOR[1..]) { format!("#{id}") } else { id });
        Comment {
            format: self.table.format,
            identity: Identity::Described,
            file: self.table.path.clone(),
            line: row.line,
            source_id,
            parent,
            place: self.place(row),
            author,
            written,
            has_time: has_time.unwrap_or_default(),
            body,
            kind: BodyKind::Plain,
            plain: None,
            held,
        }
    }

    /// The text of a cell, repaired and without blanks around it; `None` if it is empty or lost.
    fn value(&mut self, row: &Row, column: Option<u32>) -> Option<String> {
        let text = values::text(row.cell(column)?)?;
        let text = repair(values::without_guard(text.trim()), &mut self.removed);
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
        repair(values::without_guard(&text), &mut self.removed).into_owned()
    }

    fn author(&mut self, row: &Row) -> Author {
        let parts = self.columns.author;
        let parts: Vec<String> =
            parts.into_iter().filter_map(|part| self.value(row, part)).collect();
        let whole = parts.join(" ").replace('\n', " ");
        let (name, address) = split_address(&whole);
        let email = self.value(row, self.columns.email).or_else(|| address.map(str::to_owned));
        let department = self.value(row, self.columns.department);
        Author { name: shown_name(name), account: None, email, department }
    }

    /// Rows of one post share their place.
    fn place(&mut self, row: &Row) -> Arc<Place> {
        let Some(anything) = self.value(row, Some(self.columns.post)) else {
            return Arc::default();
        };
        if let Some(place) = self.places.get(&anything) {
            return place.clone();
        }
        let address = Some(anything.clone()).filter(|value| values::is_address(value));
        let place = Place { address, anything: Some(anything.clone()), ..Place::default() };
        self.places.entry(anything).or_insert(Arc::new(place)).clone()
    }

    fn identifier(&mut self, row: &Row, column: Option<u32>) -> Option<String> {
        match values::identifier(row.cell(column)?) {
            Identifier::Read(id) => Some(id),
            Identifier::Missing => None,
            Identifier::Destroyed(value) => {
                self.warn(row, Problem::IdDestroyed { value });
                None
            }
        }
    }

    /// Without a column for it a comment was published; with one, only what says so is.
    fn held(&mut self, row: &Row, body: &str) -> Option<Held> {
        let cell = self.columns.status.map(|column| row.cell(Some(column)));
        if let Some(value) = cell.and_then(values::unknown_status)
            && self.told_statuses.insert(value.to_lowercase())
        {
            self.warn(row, Problem::StatusUnclear { value });
        }
        let status = cell.and_then(values::status);
        let visible = &self.config.comments.visible;
        let status =
            status.filter(|held| *held != Held::Pending || visible.iter().all(|s| s != "pending"));
        status.or_else(|| body.trim().is_empty().then_some(Held::Empty))
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
        let cell = row.cell(self.columns.date)?;
        let written = match cell {
            Cell::Number(number) => match values::day_number(*number, self.table.from_1904) {
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
            other => dates::read(&values::text(other)?, Order::of(&self.config.comments)),
        };
        let mut has_time = true;
        let found = match written {
            Written::At(moment) => Some(dates::Local { moment, is_doubtful: false }),
            Written::Local(date, time) => {
                let time = time.or_else(|| values::time(row.cell(self.columns.time)?));
                // A spreadsheet writes a day as its midnight.
                has_time = time.is_some_and(|time| time != Time::midnight());
                dates::local_moment(
                    date.to_datetime(time.unwrap_or_default()),
                    &self.config.timezone,
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

    /// Dates that can only be read with day and month the other way around: they are never swapped in silence. One with its
    /// month first makes the others doubtful, for 3/4 may be either; only where another is certainly day first is it a slip
    /// of its own row.
    fn other_order(&self, rows: &[Row]) -> Vec<Diagnostic> {
        let order = Order::of(&self.config.comments);
        let texts = || {
            rows.iter().filter_map(|row| match row.cell(self.columns.date)? {
                Cell::Text(text) => Some((row, text)),
                _ => None,
            })
        };
        let mut wrong =
            texts().filter(|(_, text)| dates::read(text, order) == Written::OtherOrder).peekable();
        if wrong.peek().is_none() {
            return Vec::new();
        }
        let is_slip =
            order == Order::MonthFirst || texts().any(|(_, text)| dates::is_day_first(text));
        let error = |(row, text): (&Row, &String)| {
            let value = text.trim().to_owned();
            let problem = match order {
                Order::MonthFirst => Problem::DateDayFirst { value },
                Order::DayFirst if is_slip => Problem::DateMonthFirst { value },
                Order::DayFirst => Problem::DateColumnMonthFirst { value },
            };
            let line = Some(row.line);
            Diagnostic { line, ..Diagnostic::error(problem).at(self.table.path) }
        };
        wrong.take(if is_slip { usize::MAX } else { 1 }).map(error).collect()
    }
}

/// The ids of a column, for telling apart what may refer to them.
fn ids(rows: &[Row], column: Option<u32>) -> HashSet<String> {
    rows.iter()
        .filter_map(|row| match values::identifier(row.cell(column)?) {
            Identifier::Read(id) => Some(id),
            Identifier::Missing | Identifier::Destroyed(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
