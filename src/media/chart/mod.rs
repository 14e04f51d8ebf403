//! A file of numbers becomes a chart: a drawing for the eye, a sentence for the ear, and the numbers themselves.
//!
//! 1. `table` cuts the file into rows; `number` reads a number as Dutch and English write it, `time` a day, a month, a week.
//! 2. `choice` is which drawing suits the numbers, unless the post or the file says so.
//! 3. `bars`, `lines` and `share` draw; `drawing` is what they draw on, `ticks` where a scale has its lines, `room`
//!    what fits.
//! 4. `finding` says what there is to be seen, `figure` puts everything together.

mod table;
mod number;
mod day;
mod time;
mod choice;
mod drawing;
mod ticks;
mod room;
mod bars;
mod columns;
mod lines;
mod share;
mod finding;
mod figure;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;

pub use choice::{Asked, Kind};
pub(crate) use choice::{in_title, misplaced_wish, unknown_words};
pub use day::Days;
pub(crate) use figure::{Shown, push};

/// The most rows that bars are drawn of, and the most that lines are.
const ROWS: (usize, usize) = (60, 4_000);

/// The most series of one drawing: more cannot be told apart.
const SERIES: usize = 6;

/// The numbers of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// What the labels are: the heading of the first column.
    pub heading: String,
    /// What each row is about.
    pub labels: Vec<String>,
    /// Where each row lies in time, if the labels are moments that follow each other.
    pub moments: Option<Vec<f64>>,
    /// Whether they are days.
    pub days: Days,
    /// The columns of numbers.
    pub series: Vec<Series>,
    /// The other columns: heading and cells.
    pub notes: Vec<(String, Vec<String>)>,
    /// What the file itself asks for.
    pub asked: Asked,
}

/// A column of numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Its heading.
    pub name: String,
    /// Its numbers; none where the file has none.
    pub values: Vec<Option<f64>>,
    /// How many decimals are shown where the numbers stand among each other.
    pub decimals: usize,
    /// How many decimals each number has in the file.
    pub own_decimals: Vec<usize>,
    /// What stands behind each number: `%`, or nothing.
    pub suffix: String,
    /// What stands before each number: `€`, or nothing.
    pub prefix: String,
}

/// The words of a chart, from the theme's translations.
pub type ChartWords = BTreeMap<String, String>;

impl Chart {
    /// Every number, with its row and its series.
    fn values(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let series = self.series.iter().enumerate();
        series.flat_map(|(column, series)| {
            let values = series.values.iter().enumerate();
            values.filter_map(move |(row, value)| Some((row, column, (*value)?)))
        })
    }

    /// The sum of each row.
    fn sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.labels.len()];
        self.values().for_each(|(row, _, value)| sums[row] += value);
        sums
    }
}

/// Reads a file of numbers. What cannot be drawn is an error on its line.
pub fn read(path: &SourcePath, bytes: &[u8]) -> Checked<Option<Chart>> {
    let mut table = table::cut(bytes);
    let read = match table.columns() {
        Ok(()) => chart(&mut table),
        Err(problem) => Err(vec![problem]),
    };
    match read {
        Ok((chart, told)) => {
            let told = told.into_iter().map(|problem| problem.at(path));
            let unmet = chart.unmet(None).map(|(word, why)| Problem::ChartWishUnmet { word, why });
            let problems = unmet.map(|problem| Diagnostic::warning(problem).at(path));
            Checked { value: Some(chart), problems: told.chain(problems).collect() }
        }
        Err(problems) => {
            let problems = problems.into_iter().map(|problem| problem.at(path)).collect();
            Checked { value: None, problems }
        }
    }
}

/// The numbers of a table, and what is told of them.
fn chart(table: &mut table::Table) -> Result<(Chart, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut wrong = table.take_ragged();
    table.set_upright();
    let labels = |table: &table::Table| -> Vec<String> {
        table.rows.iter().map(|row| row.cells[0].clone()).collect()
    };
    let moments = time::moments(&table.headings[0], &labels(table));
    // Time goes from the left to the right.
    if moments.as_ref().is_some_and(|moments| moments.is_reversed) {
        table.rows.reverse();
    }
    let labels = labels(table);
    let moments = moments.map(|moments| moments.at);
    let days = Days::of(&labels);
    let mut chart = Chart {
        heading: table.headings[0].clone(),
        labels,
        moments,
        days,
        series: Vec::new(),
        notes: Vec::new(),
        asked: table.asked.clone(),
    };
    let mut told = Vec::new();
    let mark = table.decimal_mark();
    for column in 1..table.headings.len() {
        match table.series(column, mark) {
            Ok(Some((series, problems))) => {
                chart.series.push(series);
                told.extend(problems);
            }
            Err(problems) => wrong.extend(problems),
            Ok(None) => chart.notes.push((table.headings[column].clone(), table.texts(column))),
        }
    }
    if wrong.is_empty() {
        wrong.extend(table.check(&chart).err());
    }
    if wrong.is_empty() { Ok((chart, told)) } else { Err(wrong) }
}

/// A phrase with `{name}` and the like filled in.
fn fill(words: &ChartWords, key: &str, arguments: &[(&str, &str)]) -> String {
    let mut text = words.get(key).cloned().unwrap_or_default();
    for (name, value) in arguments {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}
