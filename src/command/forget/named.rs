//! Files that are called after somebody, as mail programs call them by subject and sender: what is left of them gets another name, and
//! the proof tells of them without it.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::comment::erasure::scan::Needles;
use crate::config::{Config, waiting};
use crate::pipeline::Exported;
use crate::source::Hash;

/// How many digits stand for a name.
const DIGITS: usize = 12;

/// Whether a part of a path tells who it is.
fn tells(part: &str, needles: &Needles<'_>) -> bool {
    !needles.find(part.as_bytes()).is_empty()
}

/// What names of exports end in. Anything else behind a dot may be part of somebody's name.
const KINDS: [&str; 18] = [
    ".eml", ".mbox", ".csv", ".tsv", ".txt", ".xlsx", ".xml", ".atom", ".json", ".jsonl",
    ".ndjson", ".yml", ".yaml", ".html", ".htm", ".db", ".zip", ".gz",
];

/// The end of a name that says what kind of file it is, with its dot.
fn kind(name: &str) -> &str {
    let end = name.rfind('.').map_or("", |dot| &name[dot..]);
    let is_kind = KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(end));
    if is_kind { end } else { "" }
}

/// A path as the proof tells it: of the parts that tell who it is the hash of the file is left, or nothing.
pub(super) fn told(path: &str, content: Option<Hash>, needles: &Needles<'_>) -> String {
    if !tells(path, needles) {
        return path.to_owned();
    }
    let digits = content.map_or("...".to_owned(), |hash| hash.short(DIGITS));
    let part = |part: &str| match tells(part, needles) {
        true => format!("[{digits}]{}", kind(part)),
        false => part.to_owned(),
    };
    let told = path.split('/').map(part).collect::<Vec<_>>().join("/");
    // What only all of it together tells, is told by none of it.
    if tells(&told, needles) { format!("[{digits}]{}", kind(path)) } else { told }
}

/// Another path for a file of which something is left, and where that lies; `None` if its own name tells nothing.
fn renamed(
    (path, on_disk): (&str, &Path),
    content: Hash,
    needles: &Needles<'_>,
    taken: &BTreeSet<String>,
) -> Option<(String, PathBuf)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !tells(name, needles) {
        return None;
    }
    let sign = if folder.is_empty() { "" } else { "/" };
    let names = (1..).map(|number: usize| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        format!("reacties-{}{number}{}", content.short(DIGITS), kind(name))
    });
    let free = names.map(|name| (format!("{folder}{sign}{name}"), on_disk.with_file_name(&name)));
    free.into_iter().find(|(path, on_disk)| !taken.contains(path) && !on_disk.exists())
}

/// What a file is called from now on that now holds this, and where, if its name tells who it was of. A file that the settings name
/// keeps its name.
pub(super) fn new_name(
    file: &Exported,
    bytes: &[u8],
    (exported, config): (&[Exported], &Config),
    (needles, taken): (&Needles<'_>, &BTreeSet<String>),
) -> Option<(String, PathBuf)> {
    let path = file.file.path().to_string();
    let is_free = !bytes.is_empty()
        && !file.on_disk.is_symlink()
        && !config.comments.sources.contains(&path)
        && !config.comments.pending.contains(&path);
    // Nobody sees what waits because of the name of its file.
    let waits = |new: &str| !config.comments.awaits(&path) || config.comments.awaits(new);
    let known = (path.as_str(), file.on_disk.as_path());
    let renamed = renamed(known, Hash::of(bytes), needles, taken);
    renamed.filter(|(new, _)| is_free && waits(new) && keeps_order(file, new, exported))
}

/// Whether the settings say of this file that its comments wait, and of no other that is there.
pub(super) fn is_waited_for(
    path: &str,
    is_gone: impl Fn(&str) -> bool,
    (exported, config): (&[Exported], &Config),
) -> bool {
    let others = || exported.iter().map(|other| other.file.path().as_str());
    let is_last = |entry: &String| {
        let is_meant = |other: &str| waiting::is_meant(entry, other);
        is_meant(path) && !others().any(|other| other != path && is_meant(other) && !is_gone(other))
    };
    config.comments.pending.iter().any(is_last)
}

/// Whether a file of this name comes as before among those that hold the same comments: of two exports of one moment the later
/// name has the last word.
fn keeps_order(file: &Exported, new: &str, exported: &[Exported]) -> bool {
    let keys = |file: &Exported| -> HashSet<Hash> {
        let comments = file.read.iter().flat_map(|(.., export)| &export.comments);
        comments.map(|comment| comment.key()).collect()
    };
    let old = file.file.path().as_str();
    let moves = |other: &&Exported| {
        let other = other.file.path().as_str();
        other != old && (other < old) != (other < new)
    };
    let own = keys(file);
    exported.iter().filter(moves).all(|other| keys(other).is_disjoint(&own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_tells_who_it_is_is_not_told() {
        let needles = Needles::typed(&["Jan de Vries".to_owned(), "jan@oud.example".to_owned()]);
        let hash = Some(Hash::of(b"x"));
        let digits = Hash::of(b"x").short(DIGITS);
        for (path, expected) in [
            ("content/a.eml", "content/a.eml".to_owned()),
            ("content/Re - Jan de Vries <jan@oud.example>.eml", format!("content/[{digits}].eml")),
            ("content/jan@oud.example", format!("content/[{digits}]")),
            ("Jan de Vries/b.csv", format!("[{digits}]/b.csv")),
            ("content/Jan/de/Vries.csv", format!("[{digits}].csv")),
            ("content/jan de.vries", format!("content/[{digits}]")),
        ] {
            assert_eq!(told(path, hash, &needles), expected, "{path}");
        }
        let place = Path::new("/nowhere/Jan de Vries.eml");
        let taken = BTreeSet::from([format!("c/reacties-{digits}.eml")]);
        let new = renamed(("c/Jan de Vries.eml", place), Hash::of(b"x"), &needles, &taken);
        assert_eq!(new.map(|(path, _)| path), Some(format!("c/reacties-{digits}-2.eml")));
        assert_eq!(renamed(("c/a.eml", place), Hash::of(b"x"), &needles, &taken), None);
    }
}
