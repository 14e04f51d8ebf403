//! `mapping.csv`: where somebody said that comments belong.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::Matcher;
use super::paths::paths;
use crate::address;
use crate::comment::table::without_guard;
use crate::comment::text::{self, Lines};
use crate::comment::{Place, csv as table};
use crate::diagnostic::{Checked, Diagnostic, Problem, nearest};
use crate::html::turns_text;
use crate::source::{Source, SourcePath};

/// The lines of all mappings.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    exact: HashMap<String, Target>,
    /// Beginnings of addresses.
    beginnings: HashMap<String, Target>,
    /// The lengths that those have.
    lengths: BTreeSet<usize>,
}

/// Where comments belong, and the line that says so.
#[derive(Clone, Debug)]
struct Target {
    index: usize,
    file: SourcePath,
    line: u32,
}

impl Mapping {
    /// Where a place belongs. A line with a host counts for that host only.
    pub(super) fn find(&self, place: &Place) -> Option<usize> {
        let Place { address, guid, slug, title, anything, .. } = place;
        let texts = [address, anything, guid, slug, title].into_iter().flatten();
        self.exact(place).or_else(|| Some(self.longest(texts)?.index))
    }

    /// The same by lines that name it whole.
    pub(super) fn exact(&self, place: &Place) -> Option<usize> {
        if self.exact.is_empty() {
            return None;
        }
        let Place { address, guid, slug, title, anything, id, system } = place;
        let texts = [address, anything, guid, slug, title].into_iter().flatten();
        let ids = id.iter().flat_map(|(kind, id)| {
            let slash = if system.contains('/') { "" } else { "/" };
            [format!("{kind} {id}"), format!("{system}{slash}?p={id}"), format!("/?p={id}")]
        });
        let mut exact = texts.flat_map(|text| forms(text)).chain(ids);
        exact.find_map(|form| self.exact.get(&form)).map(|target| target.index)
    }

    /// The longest beginning that any of these texts has.
    fn longest<'a>(&self, texts: impl Iterator<Item = &'a String>) -> Option<&Target> {
        if self.beginnings.is_empty() {
            return None;
        }
        let whole: Vec<String> = texts.flat_map(|text| beginnings(text)).collect();
        self.lengths.iter().rev().find_map(|length| {
            whole.iter().find_map(|text| self.beginnings.get(text.get(..*length)?))
        })
    }

    /// Adds a line, or gives the one that says something else of the same address.
    fn add(&mut self, from: &str, target: Target) -> Option<&Target> {
        let (known, form) = match from.strip_suffix('*') {
            Some(beginning) => (&mut self.beginnings, own(beginnings(beginning), beginning)),
            None => (&mut self.exact, own(forms(from), from)),
        };
        if from.ends_with('*') {
            self.lengths.insert(form.len());
        }
        let index = target.index;
        let known = known.entry(form).or_insert(target);
        (known.index != index).then_some(known)
    }
}

/// A name without the characters that nobody sees: a line of the mapping must not seem to say something else than it does.
pub(super) fn legible(name: &str) -> Cow<'_, str> {
    let is_unseen = |c: char| {
        c.is_control()
            || turns_text(c)
            || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    };
    if !name.contains(is_unseen) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.replace(['\r', '\n', '\t'], " ").replace(is_unseen, ""))
}

/// The forms in which a name is looked for: an address with its host and without, and then without the parameters that nobody
/// knows to name a page; anything else in lower case.
pub(super) fn forms(name: &str) -> Vec<String> {
    let name = &*legible(name);
    let paths = |path: &str| {
        let found = paths(path);
        if found.is_empty() { vec![String::new()] } else { found }
    };
    match address::host(name.trim()) {
        Some((host, rest)) => {
            let forms = paths(rest).into_iter();
            forms.flat_map(|path| [format!("{host}/{path}"), format!("/{path}")]).collect()
        }
        None if is_sentence(name) => vec![name.trim().to_lowercase()],
        None => paths(name.trim()).into_iter().map(|path| format!("/{path}")).collect(),
    }
}

/// Whether a name is a title, say, and no path.
fn is_sentence(name: &str) -> bool {
    let name = name.trim();
    !name.starts_with('/') && name.contains(char::is_whitespace)
}

/// The same for comparing beginnings, where every slash counts.
fn beginnings(name: &str) -> Vec<String> {
    let name = &*legible(name);
    match address::host(name.trim()) {
        Some((host, rest)) => {
            let path = address::beginning(rest);
            vec![format!("{host}{path}"), path]
        }
        None if is_sentence(name) => vec![name.trim().to_lowercase()],
        None => vec![address::beginning(name)],
    }
}

/// The form under which a line is kept: the first, which has the host. A lone `*` is the beginning of everything.
fn own(forms: Vec<String>, name: &str) -> String {
    if name.trim().is_empty() {
        String::new()
    } else {
        forms.into_iter().next().unwrap_or_default()
    }
}

/// The records, where they begin, and what stands between their cells: that of a first line `sep=;`, or the sign that the
/// headings have most of.
pub(super) fn records(text: &str) -> (&str, usize, u8) {
    let (records, start, hint) = table::without_hint(text);
    let first = records.lines().next().unwrap_or_default();
    let amount = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // Of as many the last one counts.
    let likely = [b'\t', b';', b','].into_iter().max_by_key(amount);
    (records, start, hint.or(likely).unwrap_or(b','))
}

/// Reads all mappings, in the order of their paths.
pub(super) fn read(sources: &[Source], matcher: &Matcher) -> Checked<Mapping> {
    let mut reading = Reading { matcher, mapping: Mapping::default(), problems: Vec::new() };
    sources.iter().for_each(|source| reading.file(source));
    Checked { value: reading.mapping, problems: reading.problems }
}

struct Reading<'a> {
    matcher: &'a Matcher,
    mapping: Mapping,
    problems: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// Reads the two columns `from` and `to`, or `van` and `naar`.
    fn file(&mut self, source: &Source) {
        let decoded = text::decode(&source.bytes, None);
        let whole = decoded.text.trim_start_matches('\u{feff}');
        let (records, start, delimiter) = records(whole);
        // The hint, if there is one, is the first line.
        let above = u32::from(start > 0);
        let error = |problem| Diagnostic::error(problem).at(&source.path);
        if let Some((place, detail)) = table::flaw(records, delimiter, None) {
            let problem = error(Problem::TableRecord { detail });
            return self.problems.push(problem.at_offset(start + place, whole));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(true)
            .from_reader(records.as_bytes());
        let headers: Vec<String> = reader
            .headers()
            .map(|headers| headers.iter().map(|name| name.trim().to_lowercase()).collect())
            .unwrap_or_default();
        let column =
            |names: [&str; 2]| headers.iter().position(|header| names.contains(&header.as_str()));
        let (Some(from), Some(to)) = (column(["from", "van"]), column(["to", "naar"])) else {
            let problem = error(Problem::MappingHeader { columns: headers });
            return self.problems.push(problem.on_line(above + 1, whole));
        };
        let mut lines = Lines::new(records);
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(fault) => {
                    let place = fault.position().map_or(0, |position| position.byte());
                    let problem = error(Problem::TableRecord { detail: fault.to_string() });
                    let place = usize::try_from(place).unwrap_or(usize::MAX);
                    self.problems.push(problem.at_offset(start.saturating_add(place), whole));
                    continue;
                }
            };
            let place = record.position().map_or(0, |position| position.byte());
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            // What ends the line before, and empty lines, are counted as a part of a record.
            let blank = records.as_bytes().get(place..).unwrap_or_default();
            let blank = blank.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let line = above + lines.at(place.saturating_add(blank));
            let cell = |column: usize| record.get(column).unwrap_or_default().trim();
            let is_too_long = record.iter().skip(headers.len()).any(|cell| !cell.trim().is_empty());
            let told = if is_too_long || (cell(from).is_empty() && !cell(to).is_empty()) {
                Some(Problem::TableRecord { detail: record.iter().collect::<Vec<_>>().join(", ") })
            } else {
                let written = (cell(from), cell(to));
                let (from, to) = self.parted(written, delimiter).unwrap_or(written);
                self.line(without_guard(from), to, (&source.path, line))
            };
            self.problems.extend(told.map(|problem| error(problem).on_line(line, whole)));
        }
    }

    /// The two cells of a line that has another sign between them than the headings, `/oud/;water.md` below `from,to`. What stands
    /// behind that sign names a post, so it is no part of an address.
    fn parted<'c>(
        &self,
        (from, to): (&'c str, &'c str),
        delimiter: u8,
    ) -> Option<(&'c str, &'c str)> {
        let other = if delimiter == b';' { ',' } else { ';' };
        let (from, target) = from.rsplit_once(other).filter(|_| to.is_empty())?;
        let target = target.trim();
        self.matcher.named(target).is_some().then_some((from.trim(), target))
    }

    /// A line without a target is one that nobody has filled in yet.
    fn line(&mut self, from: &str, to: &str, (file, line): (&SourcePath, u32)) -> Option<Problem> {
        if from.is_empty() || to.is_empty() {
            return None;
        }
        let Some(index) = self.matcher.named(to) else {
            let nearest = nearest(to, self.matcher.slugs());
            return Some(Problem::MappingTarget { target: to.to_owned(), nearest });
        };
        let target = Target { index, file: file.clone(), line };
        // A host of ours may be written without its scheme.
        let absolute = format!("//{from}");
        let with_host = self.matcher.hosts.ours(&absolute).filter(|_| !from.contains("//"));
        let with_host = with_host.is_some().then(|| self.mapping.add(&absolute, target.clone()));
        let with_host = with_host.flatten().cloned();
        let other = self.mapping.add(from, target).cloned().or(with_host)?;
        let other = format!("{}:{}", other.file, other.line);
        Some(Problem::MappingConflict { from: from.to_owned(), other })
    }
}
