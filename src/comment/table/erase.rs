//! What changes in a table when somebody is erased from it: rows that go, and cells that are emptied.

use super::super::erasure::{Fate, Orders};
use super::columns::{self, Found};
use super::{ANCHOR, Row, Table, Under, headings, values};
use crate::config::Config;

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::comment) enum Change {
    /// It goes.
    Remove,
    /// These cells change.
    Cells(Vec<(u32, New)>),
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::comment) enum New {
    /// It is emptied.
    Nothing,
    /// It gets this text.
    Text(String),
    /// Passages go from it, which is the text of the comment of this number.
    Redacted(usize),
}

/// The rows that change, by their numbers among all rows of the table.
pub(in crate::comment) fn changes(
    table: &Table<'_>,
    config: &Config,
    orders: &Orders<'_>,
) -> Vec<(usize, Change)> {
    let place = super::headings(&table.rows, &config.comments).unwrap_or(0);
    let rows = table.rows.get(place + 1..).unwrap_or_default();
    let names = table.rows.get(place).map(headings::of).unwrap_or_default();
    let mut under = Under::new(&names, &config.comments);
    under.add(under.look(rows));
    let Ok(Found { columns, .. }) = columns::find(&names, &under, &config.comments) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let change = match orders.fate(number) {
            Fate::Remove => Change::Remove,
            Fate::Empty => Change::Cells(emptied(row, &columns, orders, number)),
            Fate::Keep => {
                let mut cells = whom(row, &columns, orders, number);
                let text = row.cell(Some(columns.text)).and_then(values::text);
                if text.is_some_and(|text| !orders.redactions(number, &text, false).is_empty()) {
                    cells.push((columns.text, New::Redacted(number)));
                }
                if cells.is_empty() {
                    continue;
                }
                Change::Cells(cells)
            }
        };
        changes.push((place + 1 + number, change));
    }
    changes
}

/// Of an empty place only its number, its time, its post and whom it answers are left. What nobody knows the meaning of may be
/// anything, and goes too.
fn emptied(
    row: &Row,
    columns: &columns::Columns,
    orders: &Orders<'_>,
    number: usize,
) -> Vec<(u32, New)> {
    let kept = [columns.id, columns.date, columns.time, columns.parent, Some(columns.post)];
    let others = row.cells.iter().map(|(column, _)| *column);
    let others = others.filter(|column| !kept.contains(&Some(*column)));
    let mut cells: Vec<(u32, New)> = others.map(|column| (column, New::Nothing)).collect();
    cells.extend(whom(row, columns, orders, number));
    cells
}

/// A row may say by name whom it answers: the number of that comment comes in its place, if it has one.
fn whom(
    row: &Row,
    columns: &columns::Columns,
    orders: &Orders<'_>,
    number: usize,
) -> Vec<(u32, New)> {
    let Some(column) = columns.parent else { return Vec::new() };
    let named = row.cell(Some(column)).and_then(values::text);
    let is_theirs = named.is_some_and(|named| {
        let named = named.trim().trim_start_matches(['@', '\'']);
        orders.traces.is_name(named) || orders.traces.is_email(named)
    });
    if !is_theirs {
        return Vec::new();
    }
    let parent = orders.comments.get(number).and_then(|comment| comment.parent.as_deref());
    let parent = parent.map(|parent| match parent.strip_prefix(ANCHOR) {
        Some(_) => parent[1..].to_owned(),
        None => parent.to_owned(),
    });
    vec![(column, parent.map_or(New::Nothing, New::Text))]
}
