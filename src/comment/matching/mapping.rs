//! `mapping.csv`: where somebody said that comments belong.

use std::collections::HashMap;

use super::{Matcher, address};
use crate::comment::text;
use crate::diagnostic::{Checked, Diagnostic, Problem, nearest};
use crate::source::Source;

/// The lines of `mapping.csv`.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    exact: HashMap<String, usize>,
    /// Beginnings of addresses, the longest first.
    prefixes: Vec<(String, usize)>,
}

impl Mapping {
    /// Where a place with these names belongs.
    pub(super) fn find<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        id: Option<&(String, String)>,
    ) -> Option<usize> {
        if self.exact.is_empty() && self.prefixes.is_empty() {
            return None;
        }
        let id = id.map(|(system, id)| [format!("{system} {id}"), format!("?p={id}")]);
        let forms: Vec<String> = names.map(form).chain(id.into_iter().flatten()).collect();
        let exact = forms.iter().find_map(|form| self.exact.get(form));
        exact.copied().or_else(|| {
            let begins = |prefix: &String| forms.iter().any(|form| form.starts_with(prefix));
            self.prefixes.iter().find(|(prefix, _)| begins(prefix)).map(|(_, index)| *index)
        })
    }
}

/// The form that names are compared in: an address without its host, anything else in lower case.
fn form(name: &str) -> String {
    if let Some(id) = address::post_id(name) {
        return format!("?p={id}");
    }
    address::normal(name).unwrap_or_else(|| name.trim().to_lowercase())
}

/// Reads the two columns `from` and `to`, or `van` and `naar`. A line without a target is one that nobody has filled in yet.
pub(super) fn read(source: &Source, matcher: &Matcher) -> Checked<Mapping> {
    let decoded = text::decode(&source.bytes, None);
    let whole = decoded.text.trim_start_matches('\u{feff}');
    let first = whole.lines().next().unwrap_or_default();
    let delimiter =
        if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(true)
        .from_reader(whole.as_bytes());
    let headers: Vec<String> = reader
        .headers()
        .map(|headers| headers.iter().map(|name| name.trim().to_lowercase()).collect())
        .unwrap_or_default();
    let column =
        |names: [&str; 2]| headers.iter().position(|header| names.contains(&header.as_str()));
    let (Some(from), Some(to)) = (column(["from", "van"]), column(["to", "naar"])) else {
        let problem = Diagnostic::error(Problem::MappingHeader { columns: headers });
        return Checked {
            value: Mapping::default(),
            problems: vec![problem.at(&source.path).on_line(1, whole)],
        };
    };
    let mut mapping = Mapping::default();
    let mut problems = Vec::new();
    for record in reader.records().flatten() {
        let line =
            record.position().map_or(1, |position| u32::try_from(position.line()).unwrap_or(1));
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let (from, to) = (cell(from), cell(to));
        if from.is_empty() || to.is_empty() {
            continue;
        }
        let Some(index) = matcher.named(to) else {
            let problem = Problem::MappingTarget {
                target: to.to_owned(),
                nearest: nearest(to, matcher.slugs()),
            };
            problems.push(Diagnostic::error(problem).at(&source.path).on_line(line, whole));
            continue;
        };
        match from.strip_suffix('*') {
            Some(prefix) => mapping.prefixes.push((prefix_form(prefix), index)),
            None => {
                mapping.exact.insert(form(from), index);
            }
        }
    }
    mapping.prefixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    Checked { value: mapping, problems }
}

/// A beginning keeps the slash at its end: `/2019/` is not the beginning of `/2019-jaarverslag/`.
fn prefix_form(prefix: &str) -> String {
    let mut form = form(prefix);
    if prefix.ends_with('/') && !form.ends_with('/') {
        form.push('/');
    }
    form
}
