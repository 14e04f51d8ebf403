//! A whole file without somebody, archives too, and the proof that all others stand in it as before.

use std::collections::HashMap;

use super::network::Places;
use super::scan::Needles;
use super::{Fate, Orders, Traces};
use crate::comment::{
    self, Body, Comment, Identity, Read, archive, beside, linkedin, mail, page, sharepoint,
};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::source::{Hash, Source, SourcePath};

/// A file that was erased from.
#[derive(Clone, Debug)]
pub struct Erased {
    /// What it holds now.
    pub bytes: Vec<u8>,
    /// The addresses on the network and of sites that stand in it.
    pub left: Places,
    /// Those that do not any more.
    pub gone: Places,
    /// The comments of others in what changed.
    pub kept: Vec<Kept>,
}

/// A comment of somebody else in a file that was erased from.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The file that it is in.
    pub file: SourcePath,
    /// Its number in that, from 0, before anything went.
    pub number: usize,
    /// The line at which it stands now, from 1.
    pub line: u32,
    /// What it is known by now.
    pub key: Hash,
    /// What it says now, if that is not what it said.
    pub text: Option<Body>,
    /// What named somebody beside its text and is not there any more, each as a text would have it.
    pub beside: Vec<String>,
    /// Whether all was replaced in it that was to be.
    pub is_clean: bool,
}

impl Kept {
    /// Whether its text changed.
    pub fn is_changed(&self) -> bool {
        self.text.is_some()
    }
}

/// The file without what is to go; `None` if nothing of it changes. `read` is what was read of it, with what other files say of
/// its comments; `fates` are theirs, export by export.
pub fn erase(
    source: &Source,
    read: &[Read],
    fates: &[Vec<Fate>],
    (traces, redact): (&Traces, bool),
    config: &Config,
) -> Result<Option<Erased>, Diagnostic> {
    let is_archive = archive::recognises(source);
    let (inner, beside) = if is_archive {
        let unpacked = archive::unpack(source, config)?;
        (unpacked.files, unpacked.beside)
    } else {
        (vec![source.clone()], Vec::new())
    };
    if is_archive && is_theirs_altogether(&inner, read, fates) {
        let gone = places(inner.iter().map(|file| &*file.bytes));
        let (left, kept) = (Places::default(), Vec::new());
        return Ok(Some(Erased { bytes: Vec::new(), left, gone, kept }));
    }
    let mut changed: HashMap<String, Vec<u8>> = HashMap::new();
    let mut kept = Vec::new();
    for file in &inner {
        let Some(format) = comment::format_of(file) else { continue };
        let found = read.iter().zip(fates).find(|((path, ..), _)| *path == file.path);
        let (comments, fates): (&[Box<Comment>], &[Fate]) = match found {
            Some(((.., export), fates)) => (&export.comments, fates),
            None => (&[], &[]),
        };
        let orders = Orders { comments, fates, traces, redact };
        let new = (format.erase)(file, config, &orders);
        let new = new.map_err(|problem| Diagnostic::error(problem).at(&file.path))?;
        if new != *file.bytes {
            let after = Source::new(file.path.as_str(), new.clone());
            let stays = prove(file, &after, (fates, redact || traces.takes_again()), config)
                .map_err(|problem| Diagnostic::error(problem).at(&file.path))?;
            kept.extend(stay(format.name, [file, &after], stays, &orders));
            changed.insert(file.path.to_string(), new);
        }
    }
    for file in &beside {
        let new = beside::erase(file, traces);
        let new = new.map_err(|problem| Diagnostic::error(problem).at(&file.path))?;
        changed.extend(new.map(|new| (file.path.to_string(), new)));
    }
    if changed.is_empty() {
        return Ok(None);
    }
    let before = places(inner.iter().map(|file| &*file.bytes));
    let now = |file| now(file, &changed);
    let left = places(inner.iter().map(now));
    let gone = before.without(&left);
    let needles = Needles::of(traces);
    let is_named = |name: &[u8]| !needles.find(name).is_empty();
    let bytes = match changed.remove(source.path.as_str()) {
        Some(bytes) if !is_archive => bytes,
        _ => archive::repacked(source, (&changed, &is_named), config)
            .map_err(|problem| Diagnostic::error(problem).at(&source.path))?,
    };
    Ok(Some(Erased { bytes, left, gone, kept }))
}

/// What became of those who stay, in a file before and after.
fn stay(
    format: &str,
    [before, after]: [&Source; 2],
    stays: Vec<Stays>,
    orders: &Orders<'_>,
) -> Vec<Kept> {
    let Orders { comments, traces, redact, .. } = *orders;
    let beside = gone_beside(format, (before, comments), (after, &stays));
    let of = |(Stays { number, now, is_changed }, beside): (Stays, Vec<String>)| Kept {
        file: before.path.clone(),
        number,
        line: now.line,
        key: now.key(),
        is_clean: redact && traces.replaced_in(&now).is_empty(),
        text: is_changed.then_some(now.body),
        beside,
    };
    stays.into_iter().zip(beside).map(of).collect()
}

/// What named somebody beside the text of each of those who stay, and does not any more.
fn gone_beside(
    format: &str,
    (before, comments): (&Source, &[Box<Comment>]),
    (after, stays): (&Source, &[Stays]),
) -> Vec<Vec<String>> {
    if format != sharepoint::FORMAT.name {
        return vec![Vec::new(); stays.len()];
    }
    let old: Vec<&Comment> = comments.iter().map(|comment| &**comment).collect();
    let new: Vec<&Comment> = stays.iter().map(|own| &*own.now).collect();
    let mut was = sharepoint::mentioned(before, &old);
    let is = sharepoint::mentioned(after, &new).into_iter();
    let gone = is.zip(stays).map(|(is, own)| {
        let was = was.get_mut(own.number).map(std::mem::take).unwrap_or_default();
        was.into_iter().zip(is).filter(|(was, is)| was != is).map(|(was, _)| was).collect()
    });
    gone.collect()
}

/// What a file holds that may be among those that changed.
fn now<'f>(file: &'f Source, changed: &'f HashMap<String, Vec<u8>>) -> &'f [u8] {
    changed.get(file.path.as_str()).map_or(&*file.bytes, Vec::as_slice)
}

/// The addresses on the network and of sites that stand in a file of comments, or in those that an archive holds.
pub fn networks(source: &Source, config: &Config) -> Result<Places, Diagnostic> {
    if !archive::recognises(source) {
        return Ok(Places::of(&source.bytes));
    }
    let unpacked = archive::unpack(source, config)?;
    Ok(places(unpacked.files.iter().map(|file| &*file.bytes)))
}

/// How to read what a file of this format has around its comments: one for each of them.
pub type Around<T> = (&'static str, fn(&Source) -> Vec<T>);

/// The texts around comments, each with whether it has markup.
pub const TEXTS_AROUND: [Around<Vec<(String, bool)>>; 2] =
    [(mail::FORMAT.name, mail::texts), (page::FORMAT.name, page::texts)];

/// What is around the comments of a file, or of each one that an archive holds.
pub fn around<T>(
    source: &Source,
    config: &Config,
    known: &[Around<T>],
) -> Result<Vec<(SourcePath, Vec<T>)>, Diagnostic> {
    let inner = match archive::recognises(source) {
        true => archive::unpack(source, config)?.files,
        false => vec![source.clone()],
    };
    let of = |file: &Source| {
        let format = comment::format_of(file)?;
        let (_, read) = known.iter().find(|(name, _)| *name == format.name)?;
        Some((file.path.clone(), read(file)))
    };
    Ok(inner.iter().filter_map(of).collect())
}

fn places<'b>(files: impl Iterator<Item = &'b [u8]>) -> Places {
    files.fold(Places::default(), |all, bytes| all.and(Places::of(bytes)))
}

/// Whether an archive is what a system gave somebody of themselves: their address, their letters and all else in it is theirs too.
fn is_theirs_altogether(inner: &[Source], read: &[Read], fates: &[Vec<Fate>]) -> bool {
    let is_own = |file: &Source| linkedin::is_own(file);
    let has_comments = fates.iter().any(|fates| !fates.is_empty());
    let of = |read: &Read| inner.iter().any(|file| file.path == read.0);
    let is_gone = || {
        let mut fates =
            read.iter().zip(fates).filter(|(read, _)| of(read)).flat_map(|(_, own)| own);
        fates.all(|fate| *fate != Fate::Keep)
    };
    // What two members were given lies in no archive of either.
    let is_of_one = inner.iter().filter(|file| linkedin::is_profile(file)).count() < 2;
    !inner.is_empty() && inner.iter().all(is_own) && is_of_one && has_comments && is_gone()
}

/// A comment of somebody who stays.
struct Stays {
    /// Its number in the file, before anything went.
    number: usize,
    now: Box<Comment>,
    /// Whether the file says something else in it.
    is_changed: bool,
}

/// Reads the file before and after: those who stay say the same, and those who go nothing. Gives those who stay, by their number
/// before.
fn prove(
    before: &Source,
    after: &Source,
    (fates, redact): (&[Fate], bool),
    config: &Config,
) -> Result<Vec<Stays>, Problem> {
    let Some(format) = comment::format_of(before) else { return Ok(Vec::new()) };
    let unproven = || Problem::EraseUnproven { format: format.name.to_owned() };
    let old = (format.read)(before, config).value.comments;
    let stays = |number: usize| fates.get(number) != Some(&Fate::Remove);
    // Of a file that is theirs altogether nothing has to be left.
    if after.bytes.is_empty() && (0..old.len()).all(|number| !stays(number)) {
        return Ok(Vec::new());
    }
    let Checked { value, problems } = (format.read)(after, config);
    let is_left = |(number, old): (usize, &Comment)| match fates.get(number) {
        Some(Fate::Remove) => None,
        Some(Fate::Empty) => Some(true),
        _ => Some(is_bare(old)),
    };
    let wanted = in_a_row(old.iter().map(|old| &**old).enumerate().map(is_left));
    let bare = in_a_row(value.comments.iter().map(|new| Some(is_bare(new))));
    let mut new = value.comments.into_iter().peekable();
    let mut kept = Vec::new();
    let is_broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    // A table of which nobody is left has no text by which to tell its columns.
    if is_broken && (new.peek().is_some() || (0..old.len()).any(stays)) {
        return Err(unproven());
    }
    for (number, old) in old.iter().enumerate() {
        let is_proved = match fates.get(number) {
            // Where a record cannot go, it is left without a word, beside those that have to be.
            Some(Fate::Remove) => {
                let there = bare.len() - new.len();
                let is_over = bare.get(there).is_some_and(|there| *there > wanted[number]);
                new.next_if(|new| is_over && new.source_id == old.source_id);
                true
            }
            Some(Fate::Empty) => {
                let is_then = |new: &Comment| new.written == old.written || new.written.is_none();
                new.next().is_some_and(|new| is_bare(&new) && is_then(&new))
            }
            _ => new.next().filter(|new| says_the_same(old, new, redact)).is_some_and(|now| {
                let is_changed = old.body != now.body;
                kept.push(Stays { number, now, is_changed });
                true
            }),
        };
        if !is_proved {
            return Err(unproven());
        }
    }
    if new.next().is_none() { Ok(kept) } else { Err(unproven()) }
}

/// Whether a comment says nothing, and of nobody.
fn is_bare(comment: &Comment) -> bool {
    let author = &comment.author;
    author.name.is_empty()
        && author.email.is_none()
        && author.account.is_none()
        && author.department.is_none()
        && comment.body.text().trim().is_empty()
        && comment.held.is_some()
}

/// For each comment, how many of those from it on are bare, before the first that is not. What may be there or not does not count.
fn in_a_row(bare: impl DoubleEndedIterator<Item = Option<bool>>) -> Vec<usize> {
    let mut row = 0;
    let backwards = bare.rev().map(|is_bare| {
        row = is_bare.map_or(row, |is_bare| if is_bare { row + 1 } else { 0 });
        row
    });
    let mut rows: Vec<usize> = backwards.collect();
    rows.reverse();
    rows
}

/// Whether a comment is as it was; with `redact`, but for its text.
pub(in crate::comment) fn says_the_same(old: &Comment, new: &Comment, redact: bool) -> bool {
    // Whom a row answers by name may be clearer when somebody of that name is gone.
    let is_answer = old.origin.identity == Identity::Described || old.parent == new.parent;
    is_answer
        && old.source_id == new.source_id
        && old.place == new.place
        && old.author == new.author
        && old.written == new.written
        && old.held == new.held
        && (redact || old.body == new.body)
}
