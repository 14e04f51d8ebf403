//! A file of numbers as rows and columns.

use std::borrow::Cow;

use super::number::{self, Mark, Number};
use super::{Asked, Chart, Kind, ROWS, SERIES, Series, time};
use crate::diagnostic::{Diagnostic, Problem};

/// What a file holds, before anything in it is a number.
pub(super) struct Table {
    text: String,
    delimiter: u8,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// How many rows the file has: no more of them are kept than can be drawn, and one.
    count: usize,
    /// What comment lines ask for.
    pub(super) asked: Asked,
}

/// A row, with the line of the file that it begins on.
pub(super) struct Row {
    line: u32,
    pub(super) cells: Vec<String>,
}

/// Cuts a file. Lines that begin with `#` are comments, and may say how to draw; empty rows mean nothing.
pub(super) fn cut(bytes: &[u8]) -> Table {
    let text = decoded(bytes).into_owned();
    let mut asked = Asked::default();
    // A comment stays as an empty line, so that the lines that follow keep their numbers.
    let mut bare = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim_start().strip_prefix('#') {
            Some(comment) => asked.read(comment),
            None if line.trim().to_ascii_lowercase().starts_with("sep=") => {}
            None => bare.push_str(line),
        }
        bare.push('\n');
    }
    let delimiter = delimiter(&bare);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(bare.as_bytes());
    let lines: Vec<&str> = bare.lines().collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut count = 0usize;
    let mut record = csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        if record.iter().all(str::is_empty) {
            continue;
        }
        // The first row holds the headings, as a rule.
        count += usize::from(!rows.is_empty());
        if rows.len() > ROWS.1 + 1 {
            continue;
        }
        let line = record.position().map_or(0, |at| at.line());
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        rows.push(Row { line: beginning(&lines, line), cells });
    }
    // Spreadsheets leave columns behind that were once used.
    let used =
        |row: &Row| row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let named = rows.first().map_or(0, used);
    for row in &mut rows {
        row.cells.truncate(used(row).max(named));
    }
    let headings = match rows.first() {
        None => Vec::new(),
        Some(first) if is_bare(&rows, delimiter) => {
            count += 1;
            vec![String::new(); first.cells.len()]
        }
        Some(_) => rows.remove(0).cells,
    };
    Table { text, delimiter, headings, rows, count, asked }
}

/// Whether the file has no line of headings: its first row is a name and a number as all others are. A year may well be a
/// heading, and so may numbers in a row, which are answers to choose from.
fn is_bare(rows: &[Row], delimiter: u8) -> bool {
    let cells = || rows.iter().filter_map(|row| row.cells.get(1)).map(String::as_str);
    let mark = number::mark(cells(), delimiter != b',');
    let is_number = |cell: &str| number::read(cell, mark).is_some();
    let [name, first] = rows[0].cells.as_slice() else { return false };
    !name.is_empty()
        && !time::is_heading(name)
        && !time::is_year(first)
        && is_number(first)
        && cells().all(|cell| is_number(cell) || number::is_missing(cell))
}

/// The line that a record stands on: the parser counts from the end of the one before, and passes over empty lines.
fn beginning(lines: &[&str], line: u64) -> u32 {
    let from = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
    let empty = lines.iter().skip(from).take_while(|line| line.trim().is_empty()).count();
    u32::try_from(from + empty + 1).unwrap_or(u32::MAX)
}

/// The text of a file: UTF-8, UTF-16 with its mark, or else what Excel writes in western Europe.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    }
}

/// What stands between the cells: whichever the first row has most of, outside of quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b';', 0), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // The first of equals: a comma may stand in a heading, a semicolon hardly does.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

impl Table {
    /// An error if there are more rows than any drawing takes, or none.
    pub(super) fn columns(&self) -> Result<(), Diagnostic> {
        let headings = self.headings.len();
        if headings < 2 || self.rows.is_empty() {
            return Err(Diagnostic::error(Problem::ChartEmpty));
        }
        if let Some(row) = self.rows.get(ROWS.1) {
            let (rows, limit) = (self.count as u64, ROWS.1 as u64);
            return Err(self.on(row, Problem::ChartTooLong { rows, limit }));
        }
        Ok(())
    }

    /// Takes out the rows that do not have as many cells as there are headings. Each is an error.
    pub(super) fn take_ragged(&mut self) -> Vec<Diagnostic> {
        let headings = self.headings.len();
        let rows = std::mem::take(&mut self.rows);
        let (whole, ragged) = rows.into_iter().partition(|row| row.cells.len() == headings);
        self.rows = whole;
        let told = |row: &Row| {
            let problem = Problem::ChartRagged {
                cells: row.cells.len() as u64,
                headings: headings as u64,
                delimiter: char::from(self.delimiter).to_string(),
            };
            self.on(row, problem)
        };
        let ragged: Vec<Row> = ragged;
        ragged.iter().map(told).collect()
    }

    /// Sets upright a table in which time goes from the left to the right, as spreadsheets often have it: of one row, or of more
    /// columns than can be told apart. One with a cell that is no number stays, to be told of where that stands.
    pub(super) fn set_upright(&mut self) {
        let (columns, rows) = (self.headings.len() - 1, self.rows.len());
        if !(columns > SERIES && rows <= SERIES || rows == 1) {
            return;
        }
        let heading = Some(&self.headings[0]).filter(|heading| time::is_heading(heading));
        let heading = heading.cloned().unwrap_or_default();
        let mark = self.decimal_mark();
        let is_number =
            |cell: &String| number::read(cell, mark).is_some() || number::is_missing(cell);
        let are_numbers = self.rows.iter().all(|row| row.cells[1..].iter().all(is_number));
        if !are_numbers || time::moments(&heading, &self.headings[1..]).is_none() {
            return;
        }
        let line = self.rows.first().map_or(0, |row| row.line);
        let names = self.rows.iter().map(|row| row.cells[0].clone());
        let headings = std::iter::once(heading).chain(names).collect();
        let cells = |column: usize| {
            let numbers = self.rows.iter().map(|row| row.cells[column].clone());
            std::iter::once(self.headings[column].clone()).chain(numbers).collect()
        };
        self.rows = (1..=columns).map(|column| Row { line, cells: cells(column) }).collect();
        self.headings = headings;
        self.count = columns;
    }

    /// What stands before the decimals in this file.
    pub(super) fn decimal_mark(&self) -> Mark {
        let cells = self.rows.iter().flat_map(|row| row.cells.iter().skip(1));
        number::mark(cells.map(String::as_str), self.delimiter != b',')
    }

    /// A column as numbers, with what is told of it; `None` if not one of its cells is one. Each cell that is none among them is
    /// an error.
    pub(super) fn series(
        &self,
        column: usize,
        mark: Mark,
    ) -> Result<Option<(Series, Vec<Diagnostic>)>, Vec<Diagnostic>> {
        let cells = || self.rows.iter().map(|row| (row, row.cells[column].as_str()));
        let numbers: Vec<Option<Number>> =
            cells().map(|(_, cell)| number::read(cell, mark)).collect();
        if numbers.iter().all(Option::is_none) {
            return Ok(None);
        }
        let words = cells()
            .zip(&numbers)
            .filter(|((_, cell), number)| number.is_none() && !number::is_missing(cell));
        let wrong = words.map(|((row, cell), _)| {
            let (value, column) = (cell.to_owned(), self.called(column));
            self.on(row, Problem::ChartNotANumber { value, column })
        });
        let wrong: Vec<Diagnostic> = wrong.collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let unlike = self.unlike(column, &numbers);
        // Where they are alike, one that says it speaks for those that do not.
        let shared = |of: fn(&Number) -> &str, unlike: &Option<Diagnostic>| {
            let found = numbers.iter().flatten().map(of).find(|sign| !sign.is_empty());
            found.filter(|_| unlike.is_none()).unwrap_or_default().to_owned()
        };
        let series = Series {
            name: self.headings[column].clone(),
            decimals: numbers
                .iter()
                .flatten()
                .map(|number| number.decimals)
                .max()
                .unwrap_or(0)
                .min(6),
            own_decimals: numbers
                .iter()
                .map(|number| number.as_ref().map_or(0, |number| number.decimals.min(6)))
                .collect(),
            suffix: match shared(|number| number.suffix, &unlike[0]) {
                // Where the heading says what is counted, the numbers need not.
                own if own.is_empty() && number::is_percent(&self.headings[column]) => "%".into(),
                own => own,
            },
            prefix: shared(|number| number.prefix, &unlike[1]),
            values: numbers.iter().map(|number| number.as_ref().map(|it| it.value)).collect(),
        };
        Ok(Some((series, unlike.into_iter().flatten().collect())))
    }

    /// What a column is called where something is told of it: as its heading says, or by its place.
    fn called(&self, column: usize) -> String {
        match self.headings[column].as_str() {
            "" => (column + 1).to_string(),
            heading => heading.to_owned(),
        }
    }

    /// A warning if some of the numbers of a column are percentages and others are not, and one if they are of several
    /// currencies. Nought is nought of anything, and a heading may say for all what they are.
    fn unlike(&self, column: usize, numbers: &[Option<Number>]) -> [Option<Diagnostic>; 2] {
        let heading = &self.headings[column];
        let numbers =
            || numbers.iter().enumerate().filter_map(|(row, it)| Some((row, it.as_ref()?)));
        let unlike = |one: usize, other: usize| {
            let cell = |row: usize| self.rows[row].cells[column].clone();
            let (value, other, column) = (cell(one), cell(other), self.called(column));
            let problem = Problem::ChartUnlike { value, other, column };
            Diagnostic::warning(problem).on_line(self.rows[one].line, &self.text)
        };
        let percent = numbers().find(|(_, number)| number.suffix == "%");
        let is_bare = |number: &Number| number.suffix.is_empty() && number.value != 0.0;
        let bare = numbers().find(|(_, number)| is_bare(number));
        let of_percent = bare.zip(percent).filter(|_| !number::is_percent(heading));
        let mut priced = numbers().filter(|(_, number)| !number.prefix.is_empty());
        let of_money = priced.next().and_then(|(first, number)| {
            let (other, _) = priced.find(|(_, other)| other.prefix != number.prefix)?;
            Some(unlike(other, first))
        });
        [of_percent.map(|((one, _), (other, _))| unlike(one, other)), of_money]
    }

    /// A column as it stands.
    pub(super) fn texts(&self, column: usize) -> Vec<String> {
        self.rows.iter().map(|row| row.cells[column].clone()).collect()
    }

    /// An error if there is nothing to draw, or more than can be read.
    pub(super) fn check(&self, chart: &Chart) -> Result<(), Diagnostic> {
        if chart.series.is_empty() {
            return Err(self.on(&self.rows[0], Problem::ChartWithoutNumbers));
        }
        let (bars, lines) = ROWS;
        let rows = if chart.kind(None) == Kind::Lines { lines } else { bars };
        if chart.series.len() > SERIES {
            let (columns, limit) = (chart.series.len() as u64, SERIES as u64);
            return Err(Diagnostic::error(Problem::ChartTooWide { columns, limit }));
        }
        match self.rows.get(rows) {
            Some(row) => {
                let (rows, limit) = (self.count as u64, rows as u64);
                Err(self.on(row, Problem::ChartTooLong { rows, limit }))
            }
            None => Ok(()),
        }
    }

    fn on(&self, row: &Row, problem: Problem) -> Diagnostic {
        Diagnostic::error(problem).on_line(row.line, &self.text)
    }
}
