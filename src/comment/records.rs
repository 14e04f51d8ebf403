//! CSV as programs export it: a header with names that are always the same, and as many cells in every record.

use std::collections::HashMap;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::UTF_8;

use super::csv::{RawRow, flaw, raw_rows, unquoted};
use super::erasure::GONE;
use super::erasure::edits::{Edit, carry_out};
use super::table::is_rounded;
use super::text::{self, Lines, double_encoded};
use super::{Author, Export};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::Source;

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// A spreadsheet that had the file in between may have changed the comma.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// How many lines may stand above the header: `Notes:` and what follows it.
const ABOVE: usize = 10;

/// How a program writes its records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Columns that a file of this kind has, in lower case.
    pub(super) columns: &'static [&'static str],
    /// Columns that it never has.
    pub(super) foreign: &'static [&'static str],
    /// Whether a quote within a text is written `\"`.
    pub(super) backslash: bool,
    /// Columns of ids, of which a spreadsheet may have lost digits.
    pub(super) ids: &'static [&'static str],
}

/// A record with its cells by the names of their columns.
pub(super) struct Record<'r> {
    /// The line that it begins at, from 1.
    pub(super) line: u32,
    cells: &'r StringRecord,
    columns: &'r HashMap<String, usize>,
}

impl Record<'_> {
    /// The cell of this column without blanks around it, if it holds anything.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        self.raw(column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// The cell as it stands.
    pub(super) fn raw(&self, column: &str) -> Option<&str> {
        self.cells.get(*self.columns.get(column)?)
    }

    /// Whether the cell says yes; `None` if it says nothing, or the column is not there.
    pub(super) fn truth(&self, column: &str) -> Option<bool> {
        self.get(column).map(|cell| {
            matches!(cell.to_lowercase().as_str(), "true" | "1" | "yes" | "y" | "waar" | "ja")
        })
    }
}

/// The first of these columns that a file lacks; `None` if its header has them all.
pub(super) fn lacks(source: &Source, shape: Shape) -> Option<&'static str> {
    let bytes = &source.bytes[..source.bytes.len().min(HEAD)];
    let head = text::decode(bytes, Some(UTF_8)).text;
    match header(&head, shape) {
        Some(_) => None,
        None => {
            let lowered = head.lines().take(ABOVE).collect::<String>().to_lowercase();
            let missing = shape.columns.iter().find(|column| !lowered.contains(**column));
            missing.or(shape.columns.first()).copied()
        }
    }
}

/// Where the header begins, and its delimiter.
fn header(text: &str, shape: Shape) -> Option<(usize, u8)> {
    let mut start = 0;
    for line in text.split_inclusive('\n').take(ABOVE) {
        for delimiter in DELIMITERS {
            let names = names(line, delimiter);
            let has = |column: &&str| names.contains_key(*column);
            if shape.columns.iter().all(has) && !shape.foreign.iter().any(has) {
                return Some((start, delimiter));
            }
        }
        start += line.len();
    }
    None
}

fn names(line: &str, delimiter: u8) -> HashMap<String, usize> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    let is_read = reader.read_record(&mut record).is_ok_and(|more| more);
    let cells = record.iter().enumerate().filter(|_| is_read);
    // Of two columns of one name the first counts.
    let cells: Vec<(usize, &str)> = cells.collect();
    cells
        .into_iter()
        .rev()
        .map(|(column, name)| (name.trim().trim_start_matches('\u{feff}').to_lowercase(), column))
        .collect()
}

/// A record of a file that is being erased from.
pub(super) struct Raw<'r> {
    text: &'r str,
    row: &'r RawRow,
    columns: &'r HashMap<String, usize>,
}

impl Raw<'_> {
    /// The cell of this column, as it was meant.
    pub(super) fn value(&self, column: &str) -> Option<String> {
        let range = self.row.cells.get(*self.columns.get(column)?)?;
        Some(unquoted(&self.text[range.clone()]))
    }

    /// The same after these edits, which do not overlap.
    pub(super) fn edited(&self, column: &str, edits: &[Edit]) -> Option<String> {
        let range = self.row.cells.get(*self.columns.get(column)?)?;
        let mut own: Vec<&Edit> = edits.iter().filter(|edit| self.is_in(column, edit)).collect();
        own.sort_by_key(|edit| edit.range.start);
        let (mut cell, mut copied) = (String::with_capacity(range.len()), range.start);
        for Edit { range: place, text } in own {
            cell.push_str(&self.text[copied..place.start]);
            cell.push_str(text);
            copied = place.end;
        }
        cell.push_str(&self.text[copied..range.end]);
        Some(unquoted(&cell))
    }

    /// Whether something is edited in the cell of this column.
    pub(super) fn is_in(&self, column: &str, edit: &Edit) -> bool {
        let cell = self.columns.get(column).and_then(|column| self.row.cells.get(*column));
        cell.is_some_and(|cell| cell.start <= edit.range.start && edit.range.end <= cell.end)
    }

    /// Every cell that holds something, as it was meant, with the name of its column and its place.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, String, Range<usize>)> {
        let cells = self.columns.iter().filter_map(|(name, column)| {
            let range = self.row.cells.get(*column)?.clone();
            Some((name.as_str(), unquoted(&self.text[range.clone()]).trim().to_owned(), range))
        });
        cells.filter(|(_, value, _)| !value.is_empty())
    }

    /// Takes the whole record out.
    pub(super) fn remove(&self) -> Vec<Edit> {
        vec![Edit::cut(self.row.range.clone())]
    }

    /// Empties all cells but those of these columns.
    pub(super) fn keep_only(&self, columns: &[&str]) -> Vec<Edit> {
        let kept: Vec<usize> =
            columns.iter().filter_map(|column| self.columns.get(*column).copied()).collect();
        let cells = self.row.cells.iter().enumerate();
        let cells = cells.filter(|(column, range)| !kept.contains(column) && !range.is_empty());
        cells.map(|(_, range)| Edit::cut(range.clone())).collect()
    }

    /// Puts a text, in quotes, in the place of a cell that is there.
    pub(super) fn put(&self, column: &str, text: &str) -> Option<Edit> {
        let range = self.row.cells.get(*self.columns.get(column)?)?;
        Some(Edit::put(range.clone(), &format!("\"{}\"", text.replace('"', "\"\""))))
    }

    /// Takes passages out of a cell.
    pub(super) fn redact(
        &self,
        column: &str,
        find: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Vec<Edit> {
        let cell = self.columns.get(column).and_then(|column| self.row.cells.get(*column));
        let Some(cell) = cell else { return Vec::new() };
        let found = find(&self.text[cell.clone()]).into_iter();
        let put =
            |found: Range<usize>| Edit::put(cell.start + found.start..cell.start + found.end, GONE);
        found.map(put).collect()
    }
}

/// The file with what `each` changes of its records, which are given with their numbers.
pub(super) fn erase(
    source: &Source,
    shape: Shape,
    each: impl Fn(&Raw<'_>, usize) -> Vec<Edit>,
) -> Result<Vec<u8>, Problem> {
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let unproven = || Problem::EraseUnproven { format: "csv".to_owned() };
    let (start, delimiter) = header(whole, shape).ok_or_else(unproven)?;
    let columns = names(whole[start..].split_inclusive('\n').next().unwrap_or_default(), delimiter);
    let rows = raw_rows(whole, start, delimiter, shape.backslash.then_some(b'\\'));
    let mut edits = Vec::new();
    for (number, row) in rows.iter().skip(1).enumerate() {
        edits.extend(each(&Raw { text: whole, row, columns: &columns }, number));
    }
    carry_out(&source.bytes, None, edits).ok_or_else(unproven)
}

/// Gives every record of a file to `each`. A record that is cut off, and an id that lost its digits, end the reading: nothing
/// of the file is then to be believed. The warnings come first in the list.
pub(super) fn read(
    source: &Source,
    shape: Shape,
    each: impl FnMut(&Record<'_>),
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let error = |problem| Diagnostic::error(problem).at(&source.path);
    let Some((start, delimiter)) = header(whole, shape) else {
        return Err(error(Problem::TableRecord { detail: shape.columns.join(", ") }));
    };
    let escape = shape.backslash.then_some(b'\\');
    if let Some((place, detail)) = flaw(&whole[start..], delimiter, escape) {
        let error = error(Problem::TableRecord { detail }).at_offset(start + place, whole);
        // The lines of an export hold e-mail addresses.
        return Err(Diagnostic { excerpt: None, ..error });
    }
    let (above, body) = whole.split_at(start);
    let above = u32::try_from(above.matches('\n').count()).unwrap_or(u32::MAX);
    let example = records(body, delimiter, shape, above, each)
        .map_err(|(problem, line)| Diagnostic { line: Some(line), ..error(problem) })?;
    let warning = |problem| Diagnostic::warning(problem).at(&source.path);
    let invalid = decoded.warning(&source.path);
    let twice = example.map(|(example, line)| Diagnostic {
        line: Some(line),
        ..warning(Problem::DoubleEncoded { example })
    });
    Ok(invalid.into_iter().chain(twice).collect())
}

/// A list of people that was read.
pub(super) fn listed(
    read: Result<Vec<Diagnostic>, Diagnostic>,
    people: Vec<Author>,
) -> Checked<Export> {
    match read {
        Ok(problems) => Checked { value: Export { people, ..Export::default() }, problems },
        Err(error) => Checked { value: Export::default(), problems: vec![error] },
    }
}

/// The first passage that was encoded twice, with its line; or what ends the reading, with its line.
type Ended = Result<Option<(String, u32)>, (Problem, u32)>;

fn records(
    body: &str,
    delimiter: u8,
    shape: Shape,
    above: u32,
    mut each: impl FnMut(&Record<'_>),
) -> Ended {
    let columns = names(body.split_inclusive('\n').next().unwrap_or_default(), delimiter);
    let width = columns.values().max().map_or(0, |last| last + 1);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .escape(shape.backslash.then_some(b'\\'))
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut lines = Lines::new(body);
    let mut cells = StringRecord::new();
    let mut example = None;
    while reader.read_record(&mut cells).is_ok_and(|more| more) {
        let place = cells.position().map_or(0, ::csv::Position::byte);
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let rest = body.as_bytes().get(place..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let line = above.saturating_add(lines.at(place.saturating_add(blank)));
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let record = Record { line, cells: &cells, columns: &columns };
        if cells.len() < width {
            let detail = format!("{} < {width}", cells.len());
            return Err((Problem::TableRecord { detail }, line));
        }
        let lost = shape.ids.iter().filter_map(|id| record.get(id)).find(|id| is_rounded(id));
        if let Some(value) = lost {
            return Err((Problem::IdDestroyed { value: value.to_owned() }, line));
        }
        if example.is_none() {
            example = cells.iter().find_map(double_encoded).map(|found| (found.to_owned(), line));
        }
        each(&record);
    }
    Ok(example)
}
