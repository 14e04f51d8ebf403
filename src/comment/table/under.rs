//! What stands under the headings that may mean two things. The rows are looked at only if there are such headings.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::columns;
use super::dates::{self, Order, Written};
use super::headings::Heading;
use super::values::{self, Identifier};
use super::{Cell, Row};
use crate::config::settings::Comments;

/// What is asked of the rows, and what was seen of them so far.
#[derive(Clone, Debug, Default)]
pub(in crate::comment) struct Under {
    /// The column that says whether a comment was published, or when.
    dated: Option<u32>,
    /// Whether its first cell is a date, if there is one.
    is_date: Option<bool>,
    /// Columns with comments that are answered, or with posts.
    referring: Vec<(u32, References)>,
    /// The column of ids, and the ids.
    id: Option<u32>,
    ids: HashSet<u64>,
}

/// What a column refers to.
#[derive(Clone, Debug, Default)]
struct References {
    /// Of a million, hashes are enough.
    values: Vec<u64>,
    numbers: usize,
    addresses: usize,
}

/// What a column refers to, in numbers of cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) all: usize,
    /// Those that are ids of this table.
    pub(super) ids: usize,
    pub(super) numbers: usize,
    pub(super) addresses: usize,
}

impl Under {
    /// What has to be known of the rows under these headings.
    pub(super) fn new(headings: &[Heading], settings: &Comments) -> Under {
        columns::asked(headings, settings)
    }

    /// What has to be known of these columns.
    pub(super) fn of(dated: Option<u32>, referring: Vec<u32>, id: Option<u32>) -> Under {
        let referring = referring.into_iter().map(|column| (column, References::default()));
        let referring: Vec<_> = referring.collect();
        Under { dated, id: id.filter(|_| !referring.is_empty()), referring, ..Under::default() }
    }

    /// Whether rows have to be looked at.
    pub(in crate::comment) fn is_asked(&self) -> bool {
        self.dated.is_some() || !self.referring.is_empty()
    }

    /// What these rows say of it.
    pub(in crate::comment) fn look(&self, rows: &[Row]) -> Under {
        let columns = self.referring.iter().map(|(column, _)| *column).collect();
        let mut seen = Under::of(self.dated, columns, self.id);
        if seen.is_asked() {
            rows.iter().for_each(|row| seen.row(row));
        }
        seen
    }

    fn row(&mut self, row: &Row) {
        if self.is_date.is_none() {
            self.is_date = row.cell(self.dated).map(is_date);
        }
        if let Some(Identifier::Read(id)) = row.cell(self.id).map(values::identifier) {
            self.ids.insert(hash(&id));
        }
        for (column, references) in &mut self.referring {
            let cell = row.cell(Some(*column)).map(values::identifier);
            let Some(Identifier::Read(value)) = cell else { continue };
            references.numbers += usize::from(value.bytes().all(|byte| byte.is_ascii_digit()));
            references.addresses += usize::from(value.contains('/'));
            references.values.push(hash(&value));
        }
    }

    /// Adds what was seen of the rows that follow.
    pub(in crate::comment) fn add(&mut self, seen: Under) {
        self.is_date = self.is_date.or(seen.is_date);
        self.ids.extend(seen.ids);
        for ((_, own), (_, seen)) in self.referring.iter_mut().zip(seen.referring) {
            own.values.extend(seen.values);
            own.numbers += seen.numbers;
            own.addresses += seen.addresses;
        }
    }

    /// Whether this column holds dates.
    pub(super) fn holds_dates(&self, column: u32) -> bool {
        self.dated == Some(column) && self.is_date == Some(true)
    }

    /// What this column refers to.
    pub(super) fn references(&self, column: u32) -> Counts {
        let found = self.referring.iter().find(|(own, _)| *own == column);
        let Some((_, References { values, numbers, addresses })) = found else {
            return Counts::default();
        };
        let ids = values.iter().filter(|value| self.ids.contains(value)).count();
        Counts { all: values.len(), ids, numbers: *numbers, addresses: *addresses }
    }
}

/// `Gepubliceerd` may say when, and not whether.
pub(super) fn is_date(cell: &Cell) -> bool {
    match cell {
        Cell::Moment(_) => true,
        cell => values::text(cell)
            .is_some_and(|text| dates::read(&text, Order::DayFirst) != Written::Unclear),
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
