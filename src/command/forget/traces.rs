//! Looks through every file of the site and its output for what is left of somebody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::json;

use super::making::Changed;
use super::said;
use crate::command::comments::Done;
use crate::command::person;
use crate::comment::beside_name::bare;
use crate::comment::erasure::scan::{Listed, Looked, Needles};
use crate::comment::erasure::{Forgotten, Kind};
use crate::comment::person::{name_and_address, spoken};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Language, Problem, Severity, TracePlace};
use crate::disk::everything;
use crate::pipeline::{self, Exported};
use crate::source::{Source, SourcePath};

/// Where everything lies, and who hears that a file of it was looked through.
pub(super) struct Place<'a> {
    pub(super) root: &'a Path,
    pub(super) output: &'a Path,
    pub(super) progress: &'a (dyn Fn(usize) + Sync),
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many files were looked through.
    pub(super) files: usize,
    /// The files that hold something.
    pub(super) traces: Vec<Left>,
    /// Files that could not be looked through, or not wholly: damaged, or packed too tightly.
    pub(super) unsearched: Vec<String>,
}

/// What is left in a file.
#[derive(Debug)]
pub(super) struct Left {
    pub(super) file: String,
    /// Whether it was made from the others.
    pub(super) is_made: bool,
    /// What, and where; line 0 is nowhere in particular.
    pub(super) kinds: BTreeMap<Kind, u32>,
    /// In which of its files, if it is an archive.
    pub(super) members: BTreeSet<String>,
}

/// Searches everything as it would be: files that change by what they will hold, and not what is made from the others. A line is told
/// by where it is now.
pub(super) fn foreseen(place: &Place<'_>, needles: &Needles<'_>, changed: &[Changed]) -> Found {
    let mut found = search(place, needles);
    found
        .traces
        .retain(|left| !left.is_made && !changed.iter().any(|changed| changed.path == left.file));
    let kept = changed.iter().filter(|changed| !changed.bytes.is_empty());
    found.traces.extend(kept.filter_map(|changed| {
        let Looked { mut kinds, members, .. } = needles.search(&changed.bytes);
        let before = || everything::bytes(&changed.on_disk).unwrap_or_default();
        if kinds.values().any(|line| *line > 0) {
            lines_before(&before(), &changed.bytes, &mut kinds);
        }
        let file = changed.new_path().to_owned();
        (!kinds.is_empty()).then_some(Left { file, is_made: false, kinds, members })
    }));
    found
}

/// Puts the number that each line had before into these places of a text from which lines went, and in which others changed: that of
/// the same line among the same others.
fn lines_before(before: &[u8], after: &[u8], kinds: &mut BTreeMap<Kind, u32>) {
    /// So many lines around it tell a line.
    const AROUND: usize = 20;
    let [before, after] =
        [before, after].map(|text| text.split(|byte| *byte == b'\n').collect::<Vec<_>>());
    let gone = before.len().saturating_sub(after.len());
    let likeness = |old: usize, new: usize| {
        let is_same = |(one, other): &(&&[u8], &&[u8])| one == other;
        let above = before[..old].iter().rev().zip(after[..new].iter().rev());
        let below = before[old + 1..].iter().zip(&after[new + 1..]);
        let around = above.take(AROUND).take_while(is_same).count()
            + below.take(AROUND).take_while(is_same).count();
        (before[old] == after[new], around)
    };
    for line in kinds.values_mut().filter(|line| **line > 0) {
        let new = *line as usize - 1;
        if new >= after.len() {
            continue;
        }
        let places = (new..=new + gone).filter(|old| *old < before.len());
        let best = places.max_by_key(|old| (likeness(*old, new), std::cmp::Reverse(*old)));
        *line = best.and_then(|old| u32::try_from(old + 1).ok()).unwrap_or(*line);
    }
}

/// Searches everything, on all cores.
pub(super) fn search(place: &Place<'_>, needles: &Needles<'_>) -> Found {
    let Place { root, output, progress } = *place;
    let files = everything::list(root, output);
    let mut found = Found::default();
    for (file, looked) in files.iter().zip(pipeline::look(&files, needles, progress)) {
        found.files += usize::from(looked.is_some());
        let Looked { kinds, members, is_whole } = looked.unwrap_or_default();
        if !is_whole {
            found.unsearched.push(file.shown.clone());
        }
        if !kinds.is_empty() {
            let is_made = everything::is_made(root, output, file);
            found.traces.push(Left { file: file.shown.clone(), is_made, kinds, members });
        }
    }
    found
}

/// Each file with something left as a problem, without a word of what it is. What was made of files in which something is left
/// goes with it there, so that is told once.
pub(super) fn told(
    found: &Found,
    severity: Severity,
    (config, language): (&Config, Language),
) -> Vec<Diagnostic> {
    let (made, own): (Vec<_>, Vec<_>) =
        found.traces.iter().partition(|left| place(left, config) == TracePlace::Output);
    let is_folded = made.len() > 1 && !own.is_empty();
    let alone = own.into_iter().chain(made.iter().copied().filter(|_| !is_folded));
    let mut problems: Vec<Diagnostic> = alone
        .map(|left| {
            let Left { file, kinds, members, .. } = left;
            let line = kinds.values().copied().filter(|line| *line > 0).min();
            let what = said::kinds(kinds, line.unwrap_or_default(), language);
            let what = format!("{what}{}", said::members(members, language));
            let problem = Problem::TraceFound { what, place: place(left, config) };
            let problem = Diagnostic::error(problem).at(&SourcePath::new(file));
            Diagnostic { severity, line, ..problem }
        })
        .collect();
    if is_folded {
        let kinds = made.iter().flat_map(|left| left.kinds.keys());
        let what = said::kinds(&kinds.map(|kind| (*kind, 0)).collect(), 0, language);
        let problem = Problem::TracesMade { count: made.len() as u64, what };
        problems.push(Diagnostic { severity, ..Diagnostic::error(problem) });
    }
    problems
}

/// What kind of file this is, for what can be done about it.
fn place(left: &Left, config: &Config) -> TracePlace {
    let file = left.file.as_str();
    let within = |folder: &str| {
        let rest = file.strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if config.comments.sources.iter().any(|source| within(source)) {
        let is_decision = file.rsplit('/').next() == Some("moderation.toml");
        return if is_decision { TracePlace::Decision } else { TracePlace::Export };
    }
    if left.is_made { TracePlace::Output } else { TracePlace::Written }
}

/// The sites that an account may be of: those of the exports, and the old addresses of this one.
fn systems(exported: &[Exported], config: &Config) -> BTreeSet<String> {
    let exports = exported.iter().flat_map(|file| &file.read).map(|(_, _, export)| export);
    let places = exports.flat_map(|export| {
        let own = export.comments.iter().map(|comment| &comment.place);
        own.chain(&export.places)
    });
    let mut systems: BTreeSet<String> = config.comments.old_hosts.iter().cloned().collect();
    systems.insert(String::new());
    for place in places {
        if !systems.contains(&place.system) {
            systems.insert(place.system.clone());
        }
    }
    systems
}

/// What a search was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// All who are in the lists.
    Listed,
    /// Somebody by name.
    Named,
    /// Somebody by an address, an account or a single word: not by name.
    Unnamed,
}

impl Sought {
    fn of(typed: &[String]) -> Sought {
        let is_name = |text: &String| {
            let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
            !text.contains('@') && words.nth(1).is_some()
        };
        match typed.iter().any(is_name) {
            _ if typed.is_empty() => Sought::Listed,
            true => Sought::Named,
            false => Sought::Unnamed,
        }
    }

    /// What was not looked for, as words of `--json`.
    fn left_out(self) -> &'static [&'static str] {
        match self {
            Sought::Listed => &["quotes", "first-names", "names", "accounts-elsewhere"],
            Sought::Named => &["quotes", "first-names"],
            Sought::Unnamed => &["quotes", "first-names", "names"],
        }
    }
}

/// What was typed, a name with an address as the two that it is, and how people speak a name.
fn parted(typed: &[String]) -> Vec<String> {
    let parts = typed.iter().flat_map(|text| match name_and_address(text) {
        Some((name, Some(address))) => vec![name.to_owned(), address.to_owned()],
        _ => vec![text.clone()],
    });
    // The initials alone may be somebody else's.
    let full = |text: &String| {
        let bare = bare(text);
        let spoken = spoken(bare.as_ref().unwrap_or(text)).map(|[full, _]| full);
        spoken.or(bare)
    };
    parts.flat_map(|text| full(&text).into_iter().chain([text])).collect()
}

/// What was typed, and what the profile of an expert who is called so has beside it: all of it is the same person.
fn with_profiles(typed: &[String], root: &Path, config: &Config) -> Vec<String> {
    if typed.is_empty() {
        return Vec::new();
    }
    let profiles = pipeline::conversation(root, config, &[]).value.profiles;
    let also = typed.iter().flat_map(|text| match name_and_address(text) {
        Some((name, address)) => [Some(name), address]
            .into_iter()
            .flatten()
            .flat_map(|part| profiles.also(part))
            .collect(),
        None => profiles.also(text),
    });
    let also: Vec<String> = also.collect();
    typed.iter().cloned().chain(also).collect()
}

/// `forget --verify`: whatever is found is an error. Without a name, those who are in the lists are looked for by their hashes.
pub(super) fn verify(
    place: &Place<'_>,
    config: &Config,
    (typed, language): (&[String], Language),
) -> Done {
    let mut problems = Vec::new();
    let (exported, others) = pipeline::exports(place.root, config).value;
    if let Some(problem) = person::unquoted(typed, &person::all(&exported)) {
        return Done::refused(vec![Diagnostic::error(problem)]);
    }
    let typed = parted(&with_profiles(typed, place.root, config));
    let is_list = |source: &&Source| source.path.file_name() == "forgotten.toml";
    let read = |source| Forgotten::read(source).map_err(|problem| problems.push(problem)).ok();
    let lists: Vec<Forgotten> = others.iter().filter(is_list).filter_map(read).collect();
    let sought = Sought::of(&typed);
    let needles = match sought {
        Sought::Listed => {
            Needles::listed(Listed::new(lists.iter().collect(), systems(&exported, config)))
        }
        _ => Needles::typed(&typed),
    };
    let found = search(place, &needles);
    problems.extend(told(&found, Severity::Error, (config, language)));
    // Their comments are known by themselves, whoever they seem to be by now.
    let mut back: BTreeMap<&SourcePath, u64> = BTreeMap::new();
    let exports = exported.iter().flat_map(|file| &file.read);
    for comment in exports.flat_map(|(_, _, export)| &export.comments) {
        if sought == Sought::Listed && lists.iter().any(|list| list.names(comment)) {
            *back.entry(&comment.origin.file).or_default() += 1;
        }
    }
    problems.extend(
        back.into_iter()
            .map(|(file, count)| Diagnostic::error(Problem::ForgottenReturned { count }).at(file)),
    );
    let is_clean = problems.is_empty();
    let said = json!({
        "searched": found.files, "unsearched": found.unsearched, "clean": is_clean,
        "date": said::day(config), "not_sought": sought.left_out(),
    });
    let clean = (found.files, is_clean);
    let mut text = said::verified(clean, sought, config, language);
    text.push_str(&said::unsearched(&found.unsearched, language));
    Done { text, said, problems, ..Done::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_where_it_was() {
        let before = "kop\na\nweg\nb\n\nweg\noud\nc\nd\n\ne";
        let after = "kop\na\nb\n\n[...]\nc\nd\n\ne";
        for (now, then) in
            [(1, 1), (3, 4), (4, 5), (5, 7), (7, 9), (8, 10), (9, 11), (0, 0), (40, 40)]
        {
            let mut kinds = BTreeMap::from([(Kind::Name, now)]);
            lines_before(before.as_bytes(), after.as_bytes(), &mut kinds);
            assert_eq!(kinds[&Kind::Name], then, "{now}");
        }
    }
}
