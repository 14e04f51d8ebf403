//! The output folder of a build: stages new files, and commits them with a journal.
//!
//! 1. [`Target::open`] looks at the folder: what lies there, and whether it is ours.
//! 2. [`Target::stage`] writes a new file where it waits for the others.
//! 3. [`Target::commit`] writes the journal, then renames and removes. Killed before the journal: the old site stands.
//!    Killed after it: [`super::journal::recover`] finishes the work.

use std::collections::{BTreeMap, HashSet};
use std::fs::Metadata;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::journal::{self, Journal, is_last, manifest_of};
use super::list::{self, LIST, List, is_harmless};
use super::lying::{Lying, Others, refuse};
use super::read::{changed, hash, real, resolved};
use super::staging::{self, Staging, discard};
use super::write::{failed, is_staged, load, remove_empty_folders};
use crate::cores::Cores;
use crate::diagnostic::{Diagnostic, Problem};
use crate::manifest::{Content, Counts, Entry, Manifest};
use crate::output::OutputPath;
use crate::source::Hash;

/// Whose files a folder may hold.
#[derive(Clone, Debug, Default)]
pub struct Owner {
    /// What the site is called in the list of the folder, where it does not matter from which place it was built.
    pub site: Option<String>,
    /// Whether what another site, or this one under another name, wrote there and nobody changed is taken for its own.
    pub takes_over: bool,
}

/// The output folder of a build.
#[derive(Debug)]
pub struct Target {
    root: PathBuf,
    folder: PathBuf,
    /// The folder as the journal names it.
    named: PathBuf,
    /// Which site writes here.
    site: String,
    /// Our files that lie there now, with size and time of change.
    present: BTreeMap<String, (u64, i64)>,
    /// The folders there, whoever made them.
    folders: HashSet<String>,
    /// What the build before knew of our files.
    before: Manifest,
    /// Whether the list there is that of our files.
    is_listed: bool,
    /// Where new files lie until all of them are made.
    staging: Staging,
}

impl Target {
    /// Looks at the folder that a build of the site in `root` writes to. Refused if it holds files that are
    /// not ours, or is, contains or lies in a folder that the site is built from.
    pub fn open<E: Cores>(
        owner: &Owner,
        root: &Path,
        folder: &Path,
        sources: &[String],
        many: &E,
    ) -> Result<Target, Diagnostic> {
        let (target, stale) = Target::found(owner, root, folder, sources, many)?;
        // Only now: in the folder of somebody else they may be in use.
        let remove =
            |path: &PathBuf| std::fs::remove_file(path).map_err(|error| failed(path, &error));
        stale.iter().try_for_each(remove)?;
        if target.named.is_relative() {
            discard(&target.folder).map_err(|error| failed(&target.folder, &error))?;
        }
        Ok(target)
    }

    /// The same for a command that changes nothing, which leaves what a killed build left behind.
    pub fn peek<E: Cores>(
        owner: &Owner,
        root: &Path,
        folder: &Path,
        sources: &[String],
        many: &E,
    ) -> Result<Target, Diagnostic> {
        Target::found(owner, root, folder, sources, many).map(|(target, _)| target)
    }

    /// The folder, with the files that a build left which was killed before its commit.
    fn found(
        owner: &Owner,
        root: &Path,
        folder: &Path,
        sources: &[String],
        many: &impl Cores,
    ) -> Result<(Target, Vec<PathBuf>), Diagnostic> {
        let shown = folder.display().to_string();
        let absolute =
            |path: &Path| std::path::absolute(path).map_err(|error| failed(path, &error));
        let (root, folder) = (absolute(root)?, resolved(&absolute(folder)?));
        refuse_sources(&root, &folder, sources, &shown)?;
        let named = folder.strip_prefix(&root).unwrap_or(&folder).to_owned();
        let before = load(&manifest_of(&root, &named)).unwrap_or_default();
        let site = owner.site.clone().unwrap_or_else(|| list::site(&root, &folder));
        let (present, folders) = (BTreeMap::new(), HashSet::new());
        let staging = Staging::of(&folder, named.is_relative());
        let is_by_place = owner.site.is_none() && !owner.takes_over && named.is_absolute();
        let mut target = Target {
            root,
            folder,
            named,
            site,
            present,
            folders,
            before,
            is_listed: false,
            staging,
        };
        // What a site knows of a folder elsewhere is copied with it, and does not make the folder that of the copy.
        if is_by_place && List::read(&target.folder).is_of_other(&target.site) {
            return Err(Diagnostic::error(Problem::OutputOfOther { folder: shown }));
        }
        let stale = target.look(&shown, owner.takes_over, many)?;
        Ok((target, stale))
    }

    fn look(
        &mut self,
        shown: &str,
        takes_over: bool,
        many: &impl Cores,
    ) -> Result<Vec<PathBuf>, Diagnostic> {
        if std::fs::symlink_metadata(&self.folder).is_err() {
            return Ok(Vec::new());
        }
        let list = List::read(&self.folder);
        let is_of_other = list.is_of_other(&self.site) && !takes_over;
        self.is_listed = list.is(&list::text(&self.site, &self.before));
        // The list of another site vouches for the files of that site, not for ours.
        let list = if is_of_other { List::default() } else { list };
        let entries: Result<Vec<DirEntry>, walkdir::Error> =
            WalkDir::new(&self.folder).min_depth(1).into_iter().collect();
        let entries = entries.map_err(|error| {
            let path = error.path().unwrap_or(&self.folder).to_owned();
            failed(&path, &error.into())
        })?;
        // To list names takes little time; to look at each file takes most of what a build of an unchanged site does.
        let looked = many.each(&entries, |entry| self.lying(entry, &list));
        let mut others = Others::default();
        for (entry, lying) in entries.iter().zip(looked) {
            match lying? {
                Lying::Folder(path) => {
                    self.folders.insert(path);
                }
                Lying::Harmless => {}
                Lying::Stale => others.stale.push(entry.path().to_owned()),
                Lying::Foreign(path) => others.foreign.push(path),
                Lying::Altered(path) => others.altered.push(path),
                Lying::Ours(path, stamp) => {
                    self.present.insert(path, stamp);
                }
            }
        }
        let Others { foreign, altered, stale } = others;
        if is_of_other && !(foreign.is_empty() && altered.is_empty()) {
            return Err(Diagnostic::error(Problem::OutputOfOther { folder: shown.to_owned() }));
        }
        refuse(foreign, |files, count| Problem::OutputForeign {
            folder: shown.to_owned(),
            files,
            count,
        })?;
        refuse(altered, |files, count| Problem::OutputChanged {
            folder: shown.to_owned(),
            files,
            count,
        })?;
        Ok(stale)
    }

    /// What it is that lies in the folder.
    fn lying(&self, entry: &DirEntry, list: &List) -> Result<Lying, Diagnostic> {
        let path = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
        let mut path = path.to_string_lossy().replace('\\', "/");
        if !path.is_ascii() {
            path = path.nfc().collect();
        }
        if entry.file_type().is_dir() {
            return Ok(Lying::Folder(path));
        }
        if path == LIST || is_harmless(&path) {
            return Ok(Lying::Harmless);
        }
        if is_staged(&path) {
            return Ok(Lying::Stale);
        }
        if !self.before.files.contains_key(path.as_str()) && !list.names(&path) {
            return Ok(Lying::Foreign(path));
        }
        let data = entry.metadata().map_err(|error| failed(entry.path(), &error.into()))?;
        Ok(match self.is_as_we_left_it(&path, &data, entry.path(), list) {
            true => Lying::Ours(path, (data.len(), changed(&data))),
            false => Lying::Altered(path),
        })
    }

    /// Whether a file that has the name of one of ours is ours. The manifest knows by size and time; only what it does not
    /// know is read.
    fn is_as_we_left_it(&self, path: &str, data: &Metadata, place: &Path, list: &List) -> bool {
        if !data.is_file() {
            return false;
        }
        let entry = self.before.files.get(path);
        let is_known =
            entry.is_some_and(|entry| entry.size == data.len() && entry.changed == changed(data));
        // A power cut may have emptied it, and an empty file is nobody's work.
        if is_known || data.len() == 0 {
            return true;
        }
        let Ok(content) = hash(place) else { return false };
        entry.is_some_and(|entry| entry.content == content) || list.holds(path, content)
    }

    /// How many files the build before left, as far as the manifest or the folder itself tells.
    pub fn files(&self) -> usize {
        self.before.files.len().max(self.present.len())
    }

    /// Whether nothing lies there any more of all that the build before left: a share may not be connected.
    pub fn is_emptied(&self) -> bool {
        self.present.is_empty() && !self.before.files.is_empty()
    }

    /// How many pages lie there that are not among these files, if those are a large part of all.
    pub fn lost(&self, manifest: &Manifest) -> Option<usize> {
        /// Fewer are nothing to ask about, on a site of any size.
        const FEW: usize = 20;
        let pages = || self.present.keys().filter(|path| path.ends_with(".html"));
        let lost = pages().filter(|path| !manifest.files.contains_key(path.as_str())).count();
        (lost > FEW.max(pages().count() / 4)).then_some(lost)
    }

    /// The hash of what lies there, if it is all that the build before left, as it left it.
    pub fn left(&self) -> Option<Hash> {
        let standing = self.before.files.keys().all(|path| self.standing(path).is_some());
        let is_all = self.present.len() == self.before.files.len();
        (self.is_listed && standing && is_all).then(|| self.before.hash())
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
        let same =
            known || hash(&self.folder.join(path.as_str())).is_ok_and(|found| found == content);
        same.then_some(Entry { key, content, size, changed })
    }

    /// Writes a file, of this key and with this hash, where it lies until all are made.
    pub fn stage(
        &self,
        path: &OutputPath,
        key: (Hash, Hash),
        content: &Content,
    ) -> Result<Entry, Diagnostic> {
        let place = self.folder.join(path.as_str());
        let staged = self.staging.place(&self.folder, path);
        staging::write((&staged, &place), key, content).inspect_err(|_| {
            // The file is incomplete, and would only take room.
            let _ = std::fs::remove_file(&staged);
        })
    }

    /// Puts the staged files in their places and removes what is no longer part of the site. Pages come after the files
    /// that they refer to. After an error the old site stands, unless the problem says that it is partly new.
    pub fn commit(
        &self,
        manifest: Manifest,
        written: &[OutputPath],
        each: &journal::Each<'_>,
    ) -> Result<Counts, Diagnostic> {
        let journal = self.plan(manifest, written);
        let counts = counts(&journal);
        let is_same = counts.written == 0 && counts.removed == 0 && self.is_listed;
        if is_same && journal.manifest == self.before {
            return Ok(counts);
        }
        let begun = self.refuse_folders(&journal).and_then(|()| {
            journal.save(&self.root).map_err(|error| failed(&self.root.join(".weerklank"), &error))
        });
        if let Err(problem) = begun {
            self.abandon(written);
            return Err(problem);
        }
        journal.finish(&self.root, each)?;
        Ok(counts)
    }

    /// What a commit of these files would do, or why it would be refused.
    pub fn trial(&self, manifest: Manifest, written: &[OutputPath]) -> Result<Counts, Diagnostic> {
        let journal = self.plan(manifest, written);
        self.refuse_folders(&journal).map(|()| counts(&journal))
    }

    /// Everything that is left to do when these files are staged.
    pub(super) fn plan(&self, manifest: Manifest, written: &[OutputPath]) -> Journal {
        let gone =
            self.present.iter().filter(|(path, _)| !manifest.files.contains_key(path.as_str()));
        let removals = gone.map(|(path, stamp)| (path.clone(), *stamp)).collect();
        let mut renames = written.to_vec();
        renames.sort_unstable_by(|one, other| (is_last(one), one).cmp(&(is_last(other), other)));
        let (folder, site, staging) = (self.named.clone(), self.site.clone(), self.staging);
        Journal { folder, site, staging, renames, removals, manifest }
    }

    /// A file cannot take the place of a folder, unless that is empty once our own files in it are gone.
    fn refuse_folders(&self, journal: &Journal) -> Result<(), Diagnostic> {
        let refused = |path: &OutputPath| {
            let path = self.folder.join(path.as_str()).display().to_string();
            Err(Diagnostic::error(Problem::FolderInTheWay { path }))
        };
        for path in &journal.renames {
            let inside = format!("{path}/");
            let after = (Bound::Included(inside.as_str()), Bound::Unbounded);
            let next = journal.manifest.files.range::<str, _>(after).next();
            if next.is_some_and(|(next, _)| next.as_str().starts_with(&inside)) {
                return refused(path);
            }
            let goes = |(gone, _): &(String, (u64, i64))| gone.starts_with(&inside);
            if self.folders.contains(path.as_str()) && !journal.removals.iter().any(goes) {
                return refused(path);
            }
        }
        Ok(())
    }

    /// Removes what was staged, after an error: the old site stands, and nothing lies about.
    pub fn abandon(&self, staged: &[OutputPath]) {
        if self.staging == Staging::Whole {
            let _ = discard(&self.folder);
            return;
        }
        for path in staged {
            let _ = std::fs::remove_file(self.staging.place(&self.folder, path));
            remove_empty_folders(&self.folder.join(path.as_str()), &self.folder);
        }
    }
}

fn counts(journal: &Journal) -> Counts {
    let written = journal.renames.len();
    let unchanged = journal.manifest.files.len() - written;
    Counts { written, unchanged, removed: journal.removals.len() }
}

/// Refuses a folder that is, contains or lies in one that the site is built from.
pub(super) fn refuse_sources(
    root: &Path,
    folder: &Path,
    sources: &[String],
    shown: &str,
) -> Result<(), Diagnostic> {
    let output = real(folder);
    let own = ["content", "static", "themes", ".weerklank", "weerklank.toml"];
    for source in own.into_iter().chain(sources.iter().map(String::as_str)) {
        let source = real(&root.join(source));
        if output.starts_with(&source) || source.starts_with(&output) {
            let folder = shown.to_owned();
            return Err(Diagnostic::error(Problem::OutputInSources { folder }));
        }
    }
    Ok(())
}
