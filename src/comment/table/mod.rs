//! Comments in a table, whichever program wrote it.
//!
//! 1. The row of headings is found; `under` looks at what stands under those that may mean two things.
//! 2. `columns` decides which column is what.
//! 3. Every further row becomes a comment: a `part` of them at a time.
//! 4. `joining` puts the parts together, and tells what only the whole column shows.

mod columns;
mod erase;
mod headings;
mod joining;
mod part;
mod replies;
mod under;
mod values;

use jiff::civil::DateTime;

use super::{ANCHOR, Export, dates};
use crate::config::Config;
use crate::config::settings::Comments;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;
pub(super) use erase::{Change, New, changes};
use headings::Heading;
pub(super) use joining::Joining;
pub(super) use part::Part;
pub(super) use under::Under;
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
    /// Signs divide the rows, and not the cells of a sheet: one too many may stand in a text.
    pub(super) is_delimited: bool,
}

/// How many rows may stand above the headings: a title, the date of the export.
pub(super) const ABOVE: usize = 10;

/// The place of the row of headings: the first near the top that names a column for the text.
pub(super) fn headings(rows: &[Row], settings: &Comments) -> Option<usize> {
    rows.iter().take(ABOVE).position(|row| {
        let headings = headings::of(row);
        row.cells.len() > 1 && headings::names_text(&headings, settings) && !is_data(&headings)
    })
}

/// Whether a row is no row of headings: an address stands in it, as no heading does. A word such as `comment` may be in both.
fn is_data(headings: &[Heading]) -> bool {
    headings.iter().any(|heading| {
        let name = heading.name.as_str();
        let is_email = name.split_once('@').is_some_and(|(one, host)| {
            !one.is_empty() && host.contains('.') && !name.contains(char::is_whitespace)
        });
        is_email || name.parse::<std::net::IpAddr>().is_ok()
    })
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
    let headed = Headed::new(table.format, table.path, table.rows.get(place), config);
    let Table { from_1904, is_delimited, .. } = *table;
    let headed = Headed { from_1904, is_delimited, ..headed };
    let mut under = headed.under();
    under.add(under.look(rows));
    let columns = headed.find(&under);
    let mut joining = Joining::new(&headed, &columns);
    joining.add(headed.part(rows, &columns));
    joining.finish()
}

/// A table whose row of headings was read.
#[derive(Debug)]
pub(super) struct Headed<'a> {
    format: &'static str,
    path: &'a SourcePath,
    from_1904: bool,
    is_delimited: bool,
    config: &'a Config,
    /// The line or row of the headings.
    line: Option<u32>,
    headings: Vec<Heading>,
}

/// Its columns, or why they were not found.
pub(super) type Layout = Result<columns::Found, Vec<Problem>>;

impl<'a> Headed<'a> {
    /// A table that signs divide, with these headings, if it has any row.
    pub(super) fn new(
        format: &'static str,
        path: &'a SourcePath,
        heading: Option<&Row>,
        config: &'a Config,
    ) -> Headed<'a> {
        let headings = heading.map(headings::of).unwrap_or_default();
        let line = heading.map(|row| row.line);
        Headed { format, path, from_1904: false, is_delimited: true, config, line, headings }
    }

    /// What has to be known of the rows to find the columns.
    pub(super) fn under(&self) -> Under {
        Under::new(&self.headings, &self.config.comments)
    }

    /// Finds the columns.
    pub(super) fn find(&self, under: &Under) -> Layout {
        columns::find(&self.headings, under, &self.config.comments)
    }

    /// Reads some rows, one behind the other.
    pub(super) fn part(&self, rows: &[Row], layout: &Layout) -> Part {
        match layout {
            Ok(found) => part::read(self, &found.columns, rows),
            Err(_) => Part { count: rows.len(), ..Part::default() },
        }
    }

    fn error(&self, problem: Problem) -> Diagnostic {
        Diagnostic { line: self.line, ..Diagnostic::error(problem).at(self.path) }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod status_tests;
