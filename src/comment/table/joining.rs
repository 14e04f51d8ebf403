//! The parts of a table together.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::super::authors::Authors;
use super::super::{Approval, Comment, Export, Lacking, Place};
use super::columns::Found;
use super::dates::Order;
use super::{Headed, Layout, Part, replies};
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};

/// What was read so far.
pub(in crate::comment) struct Joining<'a> {
    headed: &'a Headed<'a>,
    layout: &'a Layout,
    /// All but the comments.
    part: Part,
    #[expect(
        clippy::vec_box,
        reason = "a list that grows would copy what may be a million comments"
    )]
    comments: Vec<Box<Comment>>,
    /// Rows of one post share their place, whichever part they are of.
    places: HashMap<String, Arc<Place>>,
    authors: Authors,
    told_double_encoded: bool,
    told_statuses: BTreeSet<String>,
}

impl<'a> Joining<'a> {
    /// Nothing yet, of a table of which these columns were found.
    pub(in crate::comment) fn new(headed: &'a Headed<'a>, layout: &'a Layout) -> Self {
        Joining {
            headed,
            layout,
            part: Part::default(),
            comments: Vec::new(),
            places: HashMap::new(),
            authors: Authors::default(),
            told_double_encoded: false,
            told_statuses: BTreeSet::new(),
        }
    }

    /// Adds the part that follows.
    pub(in crate::comment) fn add(&mut self, mut part: Part) {
        let whole = &mut self.part;
        whole.count += part.count;
        // Of a table that is not read, nothing is kept.
        if whole.count > self.headed.config.limits.comments {
            self.comments = Vec::new();
            return;
        }
        whole.removed += part.removed;
        whole.other_order.append(&mut part.other_order);
        whole.is_day_first |= part.is_day_first;
        whole.beyond.append(&mut part.beyond);
        for (column, line) in part.unnamed {
            whole.unnamed.entry(column).or_insert(line);
        }
        for comment in &mut part.comments {
            comment.author = self.authors.share(std::mem::take(&mut comment.author));
            if let Some(name) = &comment.place.anything {
                match self.places.get(name) {
                    Some(place) => comment.place = place.clone(),
                    None => drop(self.places.insert(name.clone(), comment.place.clone())),
                }
            }
        }
        self.comments.extend(part.comments.into_iter().map(Box::new));
        for problem in part.problems {
            let is_new = match &problem.problem {
                Problem::DoubleEncoded { .. } => {
                    !std::mem::replace(&mut self.told_double_encoded, true)
                }
                Problem::StatusUnclear { value } => self.told_statuses.insert(value.to_lowercase()),
                _ => true,
            };
            if is_new {
                whole.problems.push(problem);
            }
        }
    }

    /// The comments of the table.
    pub(in crate::comment) fn finish(self) -> Checked<Export> {
        let Joining { headed, layout, part, mut comments, .. } = self;
        let fail = |problems| Checked { value: Export::default(), problems };
        let limit = headed.config.limits.comments;
        if part.count > limit {
            let limit = u64::try_from(limit).unwrap_or(u64::MAX);
            return fail(vec![headed.error(Problem::TooManyComments { limit })]);
        }
        let found = match layout {
            Ok(found) => found,
            Err(problems) => {
                return fail(problems.iter().cloned().map(|p| headed.error(p)).collect());
            }
        };
        let lacking = Some(lacking(headed, found, part.count));
        let mut wrong = wrong_order(headed, &part);
        wrong.extend(beyond(headed, &part));
        if !wrong.is_empty() {
            let value = Export { lacking, ..Export::default() };
            return Checked { value, problems: wrong };
        }
        let Part { mut problems, removed, unnamed, .. } = part;
        problems.extend(unnamed.into_iter().map(|(column, line)| {
            let warning = Diagnostic::warning(Problem::ColumnUnnamed { column: letters(column) });
            Diagnostic { line: Some(line), ..warning.at(headed.path) }
        }));
        let named = found.columns.parent.and_then(|_| replies::resolve(&mut comments));
        problems.extend(named.map(|(problem, line)| Diagnostic {
            line: Some(line),
            ..Diagnostic::warning(problem).at(headed.path)
        }));
        if removed > 0 {
            let warning = Diagnostic::warning(Problem::ControlCharacters { count: removed });
            problems.push(warning.at(headed.path));
        }
        let made =
            comments.iter().filter_map(|comment| comment.written).max().map(|moment| moment.0);
        let is_told = found.columns.status.is_some();
        let approval = if is_told { Approval::Told } else { Approval::Assumed };
        let value = Export { made, comments, lacking, approval, ..Export::default() };
        Checked { value, problems }
    }
}

/// The columns that a table of so many rows does without.
fn lacking(headed: &Headed<'_>, found: &Found, rows: usize) -> Lacking {
    let error = |problem: &Problem| headed.error(problem.clone());
    let warning = |problem| Diagnostic { severity: Severity::Warning, ..error(problem) };
    let usual = found.unknown.iter().filter(|_| rows > 0).map(warning).collect();
    Lacking { named: found.absent.iter().map(error).collect(), usual }
}

/// Rows with more values than headings: where they were cut is not where they were meant to be.
fn beyond(headed: &Headed<'_>, part: &Part) -> impl Iterator<Item = Diagnostic> {
    let problem = || headed.error(Problem::RowTooLong { headings: headed.headings.len() as u64 });
    part.beyond.iter().map(move |line| Diagnostic { line: Some(*line), ..problem() })
}

/// A column as spreadsheets call it.
fn letters(column: u32) -> String {
    let letter = |number: u32| char::from_u32(u32::from(b'A') + number % 26).unwrap_or('A');
    let mut letters = vec![letter(column)];
    let mut rest = column / 26;
    while rest > 0 {
        letters.push(letter(rest - 1));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// Dates that can only be read with day and month the other way around: they are never swapped in silence. One with its
/// month first makes the others doubtful, for 3/4 may be either; only where another is certainly day first is it a slip
/// of its own row.
fn wrong_order(headed: &Headed<'_>, part: &Part) -> Vec<Diagnostic> {
    let order = Order::of(&headed.config.comments);
    let is_slip = order == Order::MonthFirst || part.is_day_first;
    let error = |(line, value): &(u32, String)| {
        let value = value.clone();
        let problem = match order {
            Order::MonthFirst => Problem::DateDayFirst { value },
            Order::DayFirst if is_slip => Problem::DateMonthFirst { value },
            Order::DayFirst => Problem::DateColumnMonthFirst { value },
        };
        Diagnostic { line: Some(*line), ..headed.error(problem) }
    };
    part.other_order.iter().take(if is_slip { usize::MAX } else { 1 }).map(error).collect()
}
