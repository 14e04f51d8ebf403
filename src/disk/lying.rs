//! What lies in the output folder before a build writes to it: its own files, and what stands in the way.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Problem};

/// Files of others that are named in a message.
const NAMED: usize = 5;

/// What something is that lies in the folder, with its path there.
pub(super) enum Lying {
    Folder(String),
    /// What systems leave in folders, and the list of our files.
    Harmless,
    /// Left by a build that was killed before its commit.
    Stale,
    /// Named by neither the manifest nor the list.
    Foreign(String),
    /// Named, but holding something else than we wrote.
    Altered(String),
    /// As we left it, with its size and time of change.
    Ours(String, (u64, i64)),
}

/// What was found in the folder beside our files.
#[derive(Default)]
pub(super) struct Others {
    /// Files that neither the manifest nor the list names.
    pub(super) foreign: Vec<String>,
    /// Files that are named, but hold something else than we wrote.
    pub(super) altered: Vec<String>,
    /// What a build left that was killed before its commit.
    pub(super) stale: Vec<PathBuf>,
}

/// Refuses the folder for these files of others, if there are any.
pub(super) fn refuse(
    mut files: Vec<String>,
    problem: impl FnOnce(Vec<String>, u64) -> Problem,
) -> Result<(), Diagnostic> {
    if files.is_empty() {
        return Ok(());
    }
    files.sort();
    let count = files.len() as u64;
    files.truncate(NAMED);
    Err(Diagnostic::error(problem(files, count)))
}
