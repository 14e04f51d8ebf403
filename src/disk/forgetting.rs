//! Rewrites files of a site in one go: killed before the journal is written nothing has changed, and after it the next command
//! finishes. The journal stays until the output was built from what is left; it holds paths and hashes, and nothing of anybody.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::read::{hash, real, stamp};
use super::write::{begin, failed, load, save, settle, staged_name};
use crate::diagnostic::Diagnostic;
use crate::source::Hash;

/// What is left to do.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    /// Each file within the site, with the hash of what it will hold.
    files: Vec<(PathBuf, Hash)>,
    /// The output that has to be built then.
    output: PathBuf,
}

/// A file that is rewritten.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// Where it lies from now on, as this command finds it.
    pub place: PathBuf,
    /// Where it lay: it is for the same people.
    pub was: PathBuf,
    /// What it will hold; with nothing in it, it goes.
    pub bytes: Vec<u8>,
}

fn place_of(root: &Path) -> PathBuf {
    root.join(".weerklank").join("forgetting")
}

/// The list of what is written beside its place before there is a journal, so that it goes when there never will be one.
fn staging_of(root: &Path) -> PathBuf {
    root.join(".weerklank").join("staging")
}

/// Removes what was written beside its place, as far as it still lies there.
fn unstage(root: &Path) {
    let staged: Vec<PathBuf> = load(&staging_of(root)).unwrap_or_default();
    staged.iter().for_each(|name| drop(std::fs::remove_file(name)));
    let _ = std::fs::remove_file(staging_of(root));
}

/// Rewrites these files, forgets what was read before, and leaves it to the next build to make the output anew.
pub fn commit(root: &Path, files: &[Rewritten], output: &Path) -> Result<(), Diagnostic> {
    let journal = stage(root, files, output)?;
    save(&place_of(root), &journal).map_err(|error| failed(&place_of(root), &error))?;
    let _ = std::fs::remove_file(staging_of(root));
    finish(root, &journal)
}

/// Writes everything beside its place.
fn stage(root: &Path, files: &[Rewritten], output: &Path) -> Result<Journal, Diagnostic> {
    let places = files.iter().map(|file| real(&file.place));
    let staged: Vec<PathBuf> = places.map(|place| staged_name(&place)).collect();
    save(&staging_of(root), &staged).map_err(|error| failed(&staging_of(root), &error))?;
    // The command that finishes it may be called from elsewhere.
    let output = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    let mut journal = Journal { files: Vec::new(), output };
    for (Rewritten { place, was, bytes }, name) in files.iter().zip(&staged) {
        // A link is left as it is: what it leads to is rewritten.
        let place = real(place);
        let write = || -> io::Result<()> {
            let mut file = begin(name)?;
            if let Ok(data) = std::fs::metadata(real(was)) {
                file.set_permissions(data.permissions())?;
            }
            file.write_all(bytes)?;
            file.sync_all()
        };
        if let Err(error) = write() {
            unstage(root);
            return Err(failed(&place, &error));
        }
        journal.files.push((place, Hash::of(bytes)));
    }
    Ok(journal)
}

fn finish(root: &Path, journal: &Journal) -> Result<(), Diagnostic> {
    for (place, content) in &journal.files {
        let staged = staged_name(place);
        if hash(&staged).is_ok_and(|found| found == *content) {
            std::fs::rename(&staged, place).map_err(|error| failed(place, &error))?;
        }
        // A file of which nothing is left goes.
        if *content == Hash::of(b"") && stamp(place).is_some_and(|(size, _)| size == 0) {
            std::fs::remove_file(place).map_err(|error| failed(place, &error))?;
        }
    }
    purge(root).map_err(|error| failed(&root.join(".weerklank"), &error))?;
    settle(root).map_err(|error| failed(root, &error))
}

/// Forgets what was read and told before.
fn purge(root: &Path) -> io::Result<()> {
    let folder = root.join(".weerklank");
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name == "cache" || name == "conversation" || name.starts_with("record-") {
            std::fs::remove_file(folder.join(&*name))?;
        }
        // Where a file cannot be without a name, texts that lay aside may have been left.
        if name.starts_with(".tmp") {
            std::fs::remove_file(folder.join(&*name))?;
        }
        // The words of all comments, one by one, in which nobody finds a name of two.
        if name == "search" {
            std::fs::remove_dir_all(folder.join(&*name))?;
        }
    }
    Ok(())
}

/// Finishes what was interrupted, as far as the files go.
pub fn recover(root: &Path) -> Result<(), Diagnostic> {
    match load::<Journal>(&place_of(root)) {
        Some(journal) => finish(root, &journal)?,
        None if !staging_of(root).exists() => return Ok(()),
        None => {}
    }
    // After the journal there is nothing left of it.
    unstage(root);
    Ok(())
}

/// The output that still has to be built from what is left.
pub fn pending(root: &Path) -> Option<PathBuf> {
    load::<Journal>(&place_of(root)).map(|journal| journal.output)
}

/// This output was built.
pub fn settled(root: &Path, output: &Path) {
    if is_pending(root, output) {
        given_up(root);
    }
}

/// Whether it is this output that still has to be built.
pub fn is_pending(root: &Path, output: &Path) -> bool {
    pending(root).is_some_and(|pending| real(&pending) == real(output))
}

/// This output cannot be built any more, which was told.
pub fn given_up(root: &Path) {
    let _ = std::fs::remove_file(place_of(root));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("content/a.csv", "oud a"),
            ("content/b.xml", "oud b"),
            (".weerklank/cache", "x"),
            (".weerklank/search/x", "x"),
            (".weerklank/.tmpAb12", "x"),
        ] {
            let place = folder.path().join(path);
            std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            std::fs::write(place, text).expect("room");
        }
        folder
    }

    fn files(root: &Path) -> Vec<Rewritten> {
        ["a.csv", "b.xml", "nieuw.toml"]
            .map(|name| {
                let place = root.join("content").join(name);
                Rewritten { was: place.clone(), place, bytes: format!("nieuw {name}").into_bytes() }
            })
            .to_vec()
    }

    fn read(root: &Path, name: &str) -> String {
        std::fs::read_to_string(root.join("content").join(name)).unwrap_or_default()
    }

    #[test]
    fn killed_at_any_step_nothing_has_begun_or_the_next_command_finishes() {
        // 0: staged only; then the journal; then so many renames; then the purge.
        for step in 0..=5 {
            let folder = site();
            let root = folder.path();
            let output = root.join("public");
            let journal = stage(root, &files(root), &output).expect("room");
            if step > 0 {
                save(&place_of(root), &journal).expect("room");
            }
            for (place, _) in journal.files.iter().take(step.max(1) - 1) {
                std::fs::rename(staged_name(place), place).expect("staged");
            }
            if step == 5 {
                purge(root).expect("ours");
            }
            recover(root).expect("everything is there");
            let is_done = step > 0;
            let expected = if is_done {
                ["nieuw a.csv", "nieuw b.xml", "nieuw nieuw.toml"]
            } else {
                ["oud a", "oud b", ""]
            };
            let found = ["a.csv", "b.xml", "nieuw.toml"].map(|name| read(root, name));
            assert_eq!(found, expected, "killed after step {step}");
            for kept in ["cache", "search", ".tmpAb12"] {
                let is_there = root.join(".weerklank").join(kept).exists();
                assert_eq!(is_there, !is_done, "{kept}, killed after step {step}");
            }
            assert_eq!(pending(root), is_done.then(|| output.clone()));
            settled(root, &root.join("elders"));
            assert_eq!(pending(root).is_some(), is_done);
            settled(root, &output);
            assert_eq!(pending(root), None);
        }
    }
}
