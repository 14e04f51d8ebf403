//! Comments in an Excel spreadsheet (XLSX): the first visible sheet that has a column for the text.
//!
//! 1. `meter` measures the file before it is opened.
//! 2. Only cells that are there are read, one by one: a sheet with two cells in far corners has two.
//! 3. `super::table` makes comments of the rows, as of those of any table.

mod erase;
mod links;
mod notes;
mod meter;
mod parts;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

use super::table::{self, Cell, Row, Table};
use super::{Export, Format, Lack};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Excess, Problem};
use crate::source::Source;
use erase::erase;

/// This format.
pub const FORMAT: Format = Format { name: "xlsx", title: "Excel", recognises, read, erase };

/// The sheets of Excel end here.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// A zip with a workbook in it, or one that only says so by its name: that one is broken.
fn recognises(source: &Source) -> Result<(), Lack> {
    Lack::Start("PK").unless(source.bytes.starts_with(b"PK\x03\x04"))?;
    if matches!(source.path.extension().as_str(), "xlsx" | "xlsm") {
        return Ok(());
    }
    let has_workbook = ZipArchive::new(Cursor::new(&*source.bytes)).is_ok_and(|archive| {
        archive.file_names_raw().any(|name| name.eq_ignore_ascii_case(b"xl/workbook.xml"))
    });
    Lack::Part("xl/workbook.xml").unless(has_workbook)
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let limit = config.limits.xlsx_bytes;
    match sheet(&source.bytes, limit, config) {
        Ok(sheet) => {
            let path = &source.path;
            let table = Table {
                format: FORMAT.name,
                path,
                rows: sheet.rows,
                from_1904: sheet.from_1904,
                is_delimited: false,
            };
            let mut checked = table::read(&table, config);
            if !sheet.left.is_empty() {
                let (read, left) = (sheet.name, sheet.left);
                let warning = Diagnostic::warning(Problem::SheetsLeft { read, left });
                checked.problems.push(warning.at(path));
            }
            // Where no sheet has the text of comments, what all of them have is told.
            for problem in &mut checked.problems {
                if let Problem::TableWithoutText { columns } = &mut problem.problem {
                    columns.extend(sheet.others.iter().cloned());
                }
            }
            checked
        }
        Err(fault) => {
            let problem = match fault {
                Fault::Invalid(detail) => Problem::XlsxInvalid { detail },
                Fault::TooLarge(excess, limit) => Problem::XlsxTooLarge { excess, limit },
            };
            let problems = vec![Diagnostic::error(problem).at(&source.path)];
            Checked { value: Export::default(), problems }
        }
    }
}

/// The sheet with the comments, if the file keeps within the limit.
fn sheet(bytes: &[u8], limit: u64, config: &Config) -> Result<Sheet, Fault> {
    // The reader of spreadsheets counts columns without looking at the edge, which in a build with
    // checks is a panic. A file must not end the program, whatever it says.
    meter::check(bytes, limit).and_then(|()| {
        catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, config)))
            .unwrap_or_else(|_| Err(Fault::Invalid("cell reference".to_owned())))
    })
}

/// Why a spreadsheet is not read.
#[derive(Debug)]
enum Fault {
    /// It is broken, and how.
    Invalid(String),
    /// There is more of this than the limit.
    TooLarge(Excess, u64),
}

impl From<ZipError> for Fault {
    fn from(error: ZipError) -> Self {
        Fault::Invalid(error.to_string())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::Invalid(error.to_string())
    }
}

impl From<XlsxError> for Fault {
    fn from(error: XlsxError) -> Self {
        Fault::Invalid(error.to_string())
    }
}

#[derive(Default)]
struct Sheet {
    name: String,
    rows: Vec<Row>,
    from_1904: bool,
    /// The headings of the sheets behind it, if none has the comments: `Blad2!Naam`, as Excel writes it.
    others: Vec<String>,
    /// The visible sheets behind it that have comments too.
    left: Vec<String>,
}

/// The first visible sheet with a column for the text; if there is none, the first that holds anything,
/// so that its columns can be told.
fn read_sheets(bytes: &[u8], config: &Config) -> Result<Sheet, Fault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let from_1904 = workbook.has_1904_epoch();
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let most_bytes = config.limits.xlsx_bytes;
    let mut budget = Budget { cells: meter::CELLS, bytes: most_bytes, most_bytes };
    let mut first = Sheet { from_1904, ..Sheet::default() };
    let mut names = names.into_iter();
    while let Some(name) = names.next() {
        let rows = read_rows(&mut workbook, &name, from_1904, &mut budget)?;
        if table::headings(&rows, &config.comments).is_some() {
            let mut has_comments = |name: &String| {
                let rows = read_rows(&mut workbook, name, from_1904, &mut budget);
                rows.is_ok_and(|rows| {
                    let headings = table::headings(&rows, &config.comments);
                    headings.is_some_and(|place| place + 1 < rows.len())
                })
            };
            let left = names.filter(|name| has_comments(name)).collect();
            return Ok(Sheet { name, rows, from_1904, left, ..Sheet::default() });
        }
        if first.rows.is_empty() {
            (first.name, first.rows) = (name, rows);
        } else if let Some(row) = rows.first() {
            first.others.extend(table::names(row).map(|column| format!("{name}!{column}")));
        }
    }
    Ok(first)
}

/// What may still be read. Many cells may share one text, so what is inflated says nothing of it.
struct Budget {
    cells: usize,
    bytes: u64,
    most_bytes: u64,
}

impl Budget {
    fn spend(&mut self, text: usize) -> Result<(), Fault> {
        self.cells =
            self.cells.checked_sub(1).ok_or(Fault::TooLarge(Excess::Cells, meter::CELLS as u64))?;
        let text = u64::try_from(text).unwrap_or(u64::MAX);
        self.bytes =
            self.bytes.checked_sub(text).ok_or(Fault::TooLarge(Excess::Text, self.most_bytes))?;
        Ok(())
    }
}

fn read_rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    from_1904: bool,
    budget: &mut Budget,
) -> Result<Vec<Row>, Fault> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, Cell>> = BTreeMap::new();
    while let Some(found) = reader.next_cell()? {
        let (row, column) = found.get_position();
        let length = match found.get_value() {
            DataRef::String(text) => text.len(),
            DataRef::SharedString(text) => text.len(),
            _ => 0,
        };
        budget.spend(length)?;
        if row >= ROWS || column >= COLUMNS {
            return Err(Fault::Invalid("cell reference".to_owned()));
        }
        if let Some(cell) = cell(found.get_value(), from_1904) {
            rows.entry(row).or_default().insert(column, cell);
        }
    }
    let rows = rows.into_iter();
    Ok(rows.map(|(row, cells)| Row { line: row + 1, cells: cells.into_iter().collect() }).collect())
}

/// A cell that is not empty.
fn cell(value: &DataRef<'_>, from_1904: bool) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    match value {
        // Whole numbers of a spreadsheet have at most fifteen digits, which fit.
        #[expect(clippy::cast_precision_loss, reason = "ids of more digits are told as destroyed")]
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => {
            text(value)
        }
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(truth) => Some(Cell::Truth(*truth)),
        DataRef::DateTime(moment) => Some(date(moment, from_1904)),
        DataRef::Error(error) => Some(Cell::Lost(error.to_string())),
        DataRef::Empty => None,
    }
}

/// A part of a day alone is a time of day, and stays a number.
fn date(moment: &ExcelDateTime, from_1904: bool) -> Cell {
    let number = moment.as_f64();
    let date = moment.is_datetime().then(|| table::moment(number, from_1904)).flatten();
    date.map_or(Cell::Number(number), Cell::Moment)
}

#[cfg(test)]
mod tests;
