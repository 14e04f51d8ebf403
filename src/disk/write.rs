//! Stages new files beside their places, and commits them with a journal.
//!
//! 1. [`Target::open`] looks at the output folder: what lies there, and whether it is ours.
//! 2. [`Target::stage`] writes a new file under a temporary name beside its place.
//! 3. [`Target::commit`] writes the journal, then renames and removes. Killed before the journal: the old
//!    site stands. Killed after it: [`recover`] finishes the work.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Problem, Trouble};
use crate::manifest::{Content, Counts, Entry, Manifest};
use crate::output::OutputPath;
use crate::source::Hash;

/// The end of the name of a file that is staged.
const STAGED: &str = ".weerklank-new";

/// The list of our own files that lies in the output folder, so that it is known as ours even when
/// `.weerklank/` is gone.
const LIST: &str = ".weerklank-files";

/// The output folder of a build.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
    state: PathBuf,
    root: PathBuf,
    /// The files that lie there now, with size and time of change.
    present: BTreeMap<String, (u64, i64)>,
    /// What the build before knew of them.
    before: Manifest,
    /// The paths in it.
    known: HashSet<String>,
    /// Files there that were ours when `.weerklank/` was still there.
    listed: BTreeSet<String>,
}

/// What is written down before anything that readers see is changed.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    folder: PathBuf,
    renames: Vec<String>,
    removals: Vec<String>,
    manifest: Manifest,
}

impl Target {
    /// Looks at the folder that a build of the site in `root` writes to. Refused if it holds files that are
    /// not ours, or is, contains or lies in a folder that the site is built from.
    pub fn open(root: &Path, folder: &Path, sources: &[String]) -> Result<Target, Diagnostic> {
        let shown = folder.display().to_string();
        let folder = std::path::absolute(folder).map_err(|error| failed(folder, &error))?;
        refuse_sources(root, &folder, sources, &shown)?;
        let state = root.join(".weerklank");
        let before: Manifest = load(&state.join(manifest_name(&folder))).unwrap_or_default();
        let listed = std::fs::read_to_string(folder.join(LIST)).unwrap_or_default();
        let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
        let known = before.files.keys().map(|path| path.as_str().to_owned()).collect();
        let mut target = Target {
            folder,
            state,
            root: root.to_owned(),
            present: BTreeMap::new(),
            before,
            known,
            listed,
        };
        target.look(&shown)?;
        Ok(target)
    }

    fn look(&mut self, shown: &str) -> Result<(), Diagnostic> {
        if std::fs::symlink_metadata(&self.folder).is_err() {
            return Ok(());
        }
        let mut foreign = Vec::new();
        for entry in WalkDir::new(&self.folder).min_depth(1) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&self.folder).to_owned();
                failed(&path, &error.into())
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
            let path = path.to_string_lossy().replace('\\', "/");
            if path.ends_with(STAGED) {
                // Left behind by a build that was killed before its commit.
                std::fs::remove_file(entry.path()).map_err(|error| failed(entry.path(), &error))?;
            } else if self.is_ours(&path) {
                let data = entry.metadata().map_err(|error| failed(entry.path(), &error.into()))?;
                self.present.insert(path, (data.len(), changed(&data)));
            } else if !is_harmless(&path) {
                foreign.push(path);
            }
        }
        if foreign.is_empty() {
            return Ok(());
        }
        foreign.sort();
        let count = foreign.len() as u64;
        foreign.truncate(5);
        Err(Diagnostic::error(Problem::OutputForeign {
            folder: shown.into(),
            files: foreign,
            count,
        }))
    }

    fn is_ours(&self, path: &str) -> bool {
        self.listed.contains(path) || path == LIST || self.known.contains(path)
    }

    /// How many files the build before left.
    pub fn files(&self) -> usize {
        self.before.files.len()
    }

    /// The hash of what lies there, if it is all that the build before left, as it left it.
    pub fn left(&self) -> Option<Hash> {
        let standing = self.before.files.keys().all(|path| self.standing(path).is_some());
        let strangers = self.present.keys().filter(|path| path.as_str() != LIST);
        (standing && strangers.count() == self.before.files.len()).then(|| self.before.hash())
    }

    /// What the build before knew of this file, if it still lies there as it was left.
    pub fn standing(&self, path: &OutputPath) -> Option<&Entry> {
        let entry = self.before.files.get(path)?;
        let (size, changed) = self.present.get(path.as_str())?;
        (*size == entry.size && *changed == entry.changed).then_some(entry)
    }

    /// Whether a file with these bytes lies there already, whatever made it. Returns what is known of it.
    pub fn same(&self, path: &OutputPath, key: Hash, content: Hash, size: u64) -> Option<Entry> {
        let (present, changed) = *self.present.get(path.as_str())?;
        if present != size {
            return None;
        }
        let known = self.standing(path).is_some_and(|entry| entry.content == content);
        let same = known || {
            let bytes = std::fs::read(self.folder.join(path.as_str())).ok()?;
            Hash::of(&bytes) == content
        };
        same.then_some(Entry { key, content, size, changed })
    }

    /// Writes a file under a temporary name beside its place.
    pub fn stage(
        &self,
        path: &OutputPath,
        key: Hash,
        content: &Content,
    ) -> Result<Entry, Diagnostic> {
        let place = self.folder.join(path.as_str());
        let staged = staged_name(&place);
        let write = || -> io::Result<Entry> {
            let (hash, size) = match content {
                Content::Bytes(bytes) => {
                    write_file(&staged, bytes)?;
                    (Hash::of(bytes), bytes.len() as u64)
                }
                Content::Copy(source, _) => {
                    make_folder(&staged)?;
                    let size = std::fs::copy(self.root.join(source.as_str()), &staged)?;
                    (key, size)
                }
            };
            let data = std::fs::metadata(&staged)?;
            Ok(Entry { key, content: hash, size, changed: changed(&data) })
        };
        write().map_err(|error| {
            // The file is incomplete, and would only take room.
            let _ = std::fs::remove_file(&staged);
            failed(&place, &error)
        })
    }

    /// Puts the staged files in their places and removes what is no longer part of the site. Pages and feeds go
    /// last, so that none ever refers to a file that is not there.
    pub fn commit(&self, manifest: Manifest, written: &[OutputPath]) -> Result<Counts, Diagnostic> {
        let wanted: HashSet<&str> = manifest.files.keys().map(OutputPath::as_str).collect();
        let removals: Vec<String> = self
            .present
            .keys()
            .filter(|path| path.as_str() != LIST && !wanted.contains(path.as_str()))
            .cloned()
            .collect();
        let counts = Counts {
            written: written.len(),
            unchanged: manifest.files.len() - written.len(),
            removed: removals.len(),
        };
        let mut renames: Vec<String> =
            written.iter().map(|path| path.as_str().to_owned()).collect();
        renames
            .sort_by_key(|path| (path.ends_with(".html") || path.ends_with(".xml"), path.clone()));
        let journal = Journal { folder: self.folder.clone(), renames, removals, manifest };
        if counts.written == 0 && counts.removed == 0 && journal.manifest == self.before {
            return Ok(counts);
        }
        let path = self.state.join("journal");
        save(&path, &journal).map_err(|error| failed(&path, &error))?;
        finish(&self.state, &journal)?;
        Ok(counts)
    }

    /// Removes what was staged, after an error: the old site stands, and nothing lies about.
    pub fn abandon(&self, staged: &[OutputPath]) {
        for path in staged {
            let place = self.folder.join(path.as_str());
            let _ = std::fs::remove_file(staged_name(&place));
            remove_empty_folders(&place, &self.folder);
        }
    }
}

/// Finishes a commit that was interrupted, if there is one.
pub fn recover(root: &Path) -> Result<(), Diagnostic> {
    let state = root.join(".weerklank");
    match load::<Journal>(&state.join("journal")) {
        Some(journal) => finish(&state, &journal),
        None => Ok(()),
    }
}

fn finish(state: &Path, journal: &Journal) -> Result<(), Diagnostic> {
    for path in &journal.renames {
        let place = journal.folder.join(path);
        match std::fs::rename(staged_name(&place), &place) {
            Ok(()) => {}
            // Renamed already, before the interruption.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&place, &error)),
        }
    }
    for path in &journal.removals {
        let place = journal.folder.join(path);
        match std::fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(&place, &error));
            }
            _ => remove_empty_folders(&place, &journal.folder),
        }
    }
    let list: String = journal.manifest.files.keys().map(|path| format!("{path}\n")).collect();
    let place = journal.folder.join(LIST);
    if std::fs::read(&place).ok().as_deref() != Some(list.as_bytes()) {
        replace(&place, list.as_bytes()).map_err(|error| failed(&place, &error))?;
    }
    let place = state.join(manifest_name(&journal.folder));
    save(&place, &journal.manifest).map_err(|error| failed(&place, &error))?;
    let _ = std::fs::remove_file(state.join("journal"));
    Ok(())
}

fn refuse_sources(
    root: &Path,
    folder: &Path,
    sources: &[String],
    shown: &str,
) -> Result<(), Diagnostic> {
    let refused = || Err(Diagnostic::error(Problem::OutputInSources { folder: shown.to_owned() }));
    let real = |path: &Path| {
        // The folder need not exist yet: resolve the part of it that does.
        let mut rest = Vec::new();
        let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        loop {
            if let Ok(found) = std::fs::canonicalize(&path) {
                return rest.iter().rev().fold(found, |found, part| found.join(part));
            }
            match (path.file_name().map(ToOwned::to_owned), path.parent().map(ToOwned::to_owned)) {
                (Some(name), Some(parent)) => {
                    rest.push(name);
                    path = parent;
                }
                _ => return path,
            }
        }
    };
    let output = real(folder);
    let own = ["content", "static", "themes", ".weerklank", "weerklank.toml"];
    for source in own.iter().map(|own| (*own).to_owned()).chain(sources.iter().cloned()) {
        let source = real(&root.join(source));
        if output.starts_with(&source) || source.starts_with(&output) {
            return refused();
        }
    }
    Ok(())
}

/// What operating systems and version control leave in any folder.
fn is_harmless(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with(".git/")
        || [".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"].contains(&name)
}

fn staged_name(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}{STAGED}"))
}

fn manifest_name(folder: &Path) -> String {
    format!("manifest-{}", Hash::of(folder.to_string_lossy().as_bytes()).short(12))
}

fn changed(data: &std::fs::Metadata) -> i64 {
    let since = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

fn make_folder(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Most folders exist already, so making them is tried only when needed.
    let mut file = match File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(path)?;
            File::create(path)?
        }
        other => other?,
    };
    file.write_all(bytes)
}

/// Makes a new file in the folder of a site, with the folders above it; one that is there already is left alone.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let place = root.join(path);
    let make = || -> io::Result<()> {
        make_folder(&place)?;
        let mut file = File::options().write(true).create_new(true).open(&place)?;
        file.write_all(bytes)
    };
    make().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Diagnostic::error(Problem::TargetExists { path: place.display().to_string() })
        }
        _ => failed(&place, &error),
    })
}

/// Replaces a file in one go.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let staged = staged_name(path);
    make_folder(&staged)?;
    let mut file = File::create(&staged)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&staged, path)
}

/// Writes a value with its checksum, in one go.
pub fn save<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
    let body = postcard::to_stdvec(value).map_err(io::Error::other)?;
    let mut bytes = Hash::of(&body).0.to_vec();
    bytes.extend(body);
    replace(path, &bytes)
}

/// Reads a value that [`save`] wrote; `None` if it is not there, damaged, or of another version.
pub fn load<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = std::fs::read(path).ok()?;
    let (sum, body) = bytes.split_at_checked(32)?;
    (Hash::of(body).0 == sum).then(|| postcard::from_bytes(body).ok()).flatten()
}

fn remove_empty_folders(place: &Path, top: &Path) {
    let mut folder = place.parent();
    while let Some(empty) = folder.filter(|folder| *folder != top && folder.starts_with(top)) {
        if std::fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}

/// What went wrong with a file, as a problem.
pub fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display().to_string();
    Diagnostic::error(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Problem::DiskFull { path }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Problem::ReadOnly { path }
        }
        _ => Problem::OutputFailed { path, why: Trouble::of(error) },
    })
}
