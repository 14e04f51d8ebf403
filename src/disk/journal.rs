//! The journal: what is written down before anything that readers see is changed, so that it can always be finished.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::list::{self, LIST};
use super::read::{hash, stamp};
use super::staging::{Staging, discard};
use super::write::{load, remove_empty_folders, replace, save, settle};
use crate::diagnostic::{Diagnostic, Problem, Trouble};
use crate::manifest::{Entry, Manifest};
use crate::output::OutputPath;
use crate::source::Hash;

/// Everything that is left to do once all new files are staged.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// The output folder, from the site's root if it lies there: a site may be moved in between.
    pub folder: PathBuf,
    /// The site, as the list in the folder names it.
    pub site: String,
    /// Where the new files lie.
    pub staging: Staging,
    /// What goes from there to its place, pages last.
    pub renames: Vec<OutputPath>,
    /// What is no longer part of the site, with size and time of change.
    pub removals: Vec<(String, (u64, i64))>,
    /// What lies in the folder in the end.
    pub manifest: Manifest,
}

/// Puts files in their places by the given work, which does one; in whatever order.
pub type Each<'a> = dyn Fn(&[OutputPath], Place<'_>) -> Result<(), Diagnostic> + 'a;

/// Puts one file in its place.
pub type Place<'a> = &'a (dyn Fn(&OutputPath) -> Result<(), Diagnostic> + Sync);

/// The file that keeps the manifest of a folder.
pub(super) fn manifest_of(root: &Path, folder: &Path) -> PathBuf {
    let name = Hash::of(folder.to_string_lossy().as_bytes()).short(12);
    root.join(".weerklank").join(format!("manifest-{name}"))
}

fn place_of(root: &Path) -> PathBuf {
    root.join(".weerklank").join("journal")
}

impl Journal {
    /// Writes the journal, and everything that it relies on. From here on there is only forward.
    pub(super) fn save(&self, root: &Path) -> io::Result<()> {
        let folder = root.join(&self.folder);
        if !self.renames.is_empty() {
            settle(&self.staging.folder(&folder))?;
        }
        let known = manifest_of(root, &self.folder);
        if self.folder.is_absolute() && !known.exists() {
            // That the site was there is known from now on, whatever comes of this.
            save(&known, &Manifest::default())?;
        }
        save(&place_of(root), self)
    }

    /// Puts the staged files in their places, and removes what is no longer part of the site. If that fails halfway, the
    /// journal and the staged files stay for the next command.
    pub(super) fn finish(&self, root: &Path, each: &Each<'_>) -> Result<(), Diagnostic> {
        let folder = root.join(&self.folder);
        let list = list::text(&self.site, &self.manifest);
        if self.folder.is_absolute() && !self.renames.is_empty() {
            // Of a share that goes away in between everybody can tell later what is ours: what lay there, and what came.
            let both = list::both(&folder, &list);
            let place = folder.join(LIST);
            replace(&place, &[both.as_bytes()]).map_err(|error| halfway(&place, &error))?;
        }
        let wanted: HashSet<String> =
            self.renames.iter().map(|path| path.as_str().to_lowercase()).collect();
        let removals = self.removals.iter().map(|(path, _)| path);
        let (first, last): (Vec<&String>, Vec<&String>) =
            removals.partition(|path| is_in_the_way(path, &wanted));
        first.into_iter().try_for_each(|path| remove(&folder, path))?;
        self.place(&folder, each)?;
        last.into_iter().try_for_each(|path| remove(&folder, path))?;
        let place = folder.join(LIST);
        if std::fs::read(&place).ok().as_deref() != Some(list.as_bytes()) {
            replace(&place, &[list.as_bytes()]).map_err(|error| halfway(&place, &error))?;
        }
        settle(&folder).map_err(|error| halfway(&folder, &error))?;
        let place = manifest_of(root, &self.folder);
        save(&place, &self.manifest).map_err(|error| halfway(&place, &error))?;
        let _ = std::fs::remove_file(place_of(root));
        Ok(())
    }

    /// Puts the staged files in their places, pages last.
    fn place(&self, folder: &Path, each: &Each<'_>) -> Result<(), Diagnostic> {
        if self.renames.is_empty() || self.staging.place_all(folder) {
            return Ok(());
        }
        let put = |path: &OutputPath| {
            let put = self.staging.put(folder, path);
            put.map_err(|error| halfway(&folder.join(path.as_str()), &error))
        };
        let pages = self.renames.partition_point(|path| !is_last(path));
        each(&self.renames[..pages], &put)?;
        each(&self.renames[pages..], &put)?;
        if self.staging == Staging::Whole {
            // The empty folders.
            let _ = discard(folder);
        }
        Ok(())
    }

    /// Leaves what is still to be done, and looks whether each file is what the journal says: a power cut may have emptied
    /// it, and anybody may have removed it. What is not as it should be is forgotten, so that the build after this makes it
    /// again.
    fn mend(&mut self, root: &Path) {
        let folder = root.join(&self.folder);
        let before: Manifest = load(&manifest_of(root, &self.folder)).unwrap_or_default();
        let Journal { staging, renames, removals, manifest, .. } = self;
        removals.retain(|(path, seen)| stamp(&folder.join(path)) == Some(*seen));
        renames.retain(|path| {
            let Some(entry) = manifest.files.get(path) else { return false };
            let place = folder.join(path.as_str());
            let staged = staging.place(&folder, path);
            let is_staged = std::fs::symlink_metadata(&staged).is_ok();
            let found = if is_staged { found(&staged) } else { found(&place) };
            if found.as_ref().is_some_and(|found| found.content == entry.content) {
                return is_staged;
            }
            let now = if is_staged {
                let _ = std::fs::remove_file(&staged);
                before.files.get(path).cloned()
            } else {
                found
            };
            match now {
                Some(now) => manifest.files.insert(path.clone(), now),
                None => manifest.files.remove(path),
            };
            false
        });
    }
}

/// Finishes a commit that was interrupted, if there is one.
pub fn recover(root: &Path) -> Result<(), Diagnostic> {
    let Some(mut journal) = load::<Journal>(&place_of(root)) else { return Ok(()) };
    let folder = root.join(&journal.folder);
    let is_gone = [&folder, &journal.staging.folder(&folder)]
        .iter()
        .all(|folder| std::fs::symlink_metadata(folder).is_err());
    // A folder that is gone, and the work with it. One outside the site may be away, in the hands of somebody else or behind what was
    // forgotten since: its list tells the next build that goes there what is ours, and that build does what is left.
    if is_gone || journal.folder.is_absolute() {
        let _ = std::fs::remove_file(place_of(root));
        return Ok(());
    }
    journal.mend(root);
    journal.finish(root, &|paths, place| paths.iter().try_for_each(place))
}

/// Whether a file comes after those that it refers to.
pub(super) fn is_last(path: &OutputPath) -> bool {
    path.as_str().ends_with(".html") || path.as_str().ends_with(".xml")
}

/// A file as it lies there, of which nobody knows what it was made from: the next build makes it again.
fn found(place: &Path) -> Option<Entry> {
    let content = hash(place).ok()?;
    let (size, changed) = stamp(place)?;
    Some(Entry { key: Hash([0; 32]), content, size, changed })
}

/// Whether a file has to go before a new one can come: because that has the same name but for its case, or because its
/// name is that of a folder until then.
fn is_in_the_way(path: &str, wanted: &HashSet<String>) -> bool {
    let folded = path.to_lowercase();
    let mut part = folded.as_str();
    loop {
        if wanted.contains(part) {
            return true;
        }
        match part.rsplit_once('/') {
            Some((above, _)) => part = above,
            None => return false,
        }
    }
}

fn remove(folder: &Path, path: &str) -> Result<(), Diagnostic> {
    let place = folder.join(path);
    match std::fs::remove_file(&place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(halfway(&place, &error)),
        _ => {
            remove_empty_folders(&place, folder);
            Ok(())
        }
    }
}

/// The commit has begun and cannot go on.
fn halfway(place: &Path, error: &io::Error) -> Diagnostic {
    let path = place.display().to_string();
    Diagnostic::error(Problem::PartlyNew { path, why: Trouble::of(error) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::cores::Alone;
    use crate::disk::target::{Owner, Target};
    use crate::disk::write::staged_name;
    use crate::manifest::Content;

    const OLD: &[(&str, &str)] =
        &[("a.css", "oud"), ("gaat/weg.html", "oud"), ("index.html", "oud"), ("x/y.html", "oud")];
    /// `x` was a folder, and is a file now.
    const NEW: &[(&str, &str)] =
        &[("a.css", "nieuw"), ("b/c.html", "nieuw"), ("index.html", "nieuw"), ("x", "nieuw")];

    /// Builds a site of these files; `between` happens when all is staged.
    fn build(
        root: &Path,
        files: &[(&str, &str)],
        between: impl FnOnce(),
    ) -> Result<(), Diagnostic> {
        recover(root)?;
        let target = Target::open(&Owner::default(), root, &root.join("public"), &[], &Alone)?;
        let (mut manifest, mut written) = (Manifest::default(), Vec::new());
        for (path, text) in files {
            let path = OutputPath::new(path).expect("a path");
            let key = Hash::of(text.as_bytes());
            let standing = target.standing(&path).filter(|entry| entry.key == key);
            let entry = standing.cloned().unwrap_or_else(|| {
                written.push(path.clone());
                let content = Content::Bytes(text.as_bytes().to_vec());
                target.stage(&path, (key, Hash::of(text.as_bytes())), &content).expect("room")
            });
            manifest.files.insert(path, entry);
        }
        between();
        let each = |paths: &[OutputPath], place: Place<'_>| paths.iter().try_for_each(place);
        target.commit(manifest, &written, &each).map(|_| ())
    }

    /// What readers see.
    fn seen(root: &Path) -> BTreeMap<String, String> {
        let folder = root.join("public");
        let files = walkdir::WalkDir::new(&folder).into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file());
        let pair = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(&folder).expect("below").to_string_lossy();
            (path.replace('\\', "/"), std::fs::read_to_string(entry.path()).expect("text"))
        };
        files.map(pair).filter(|(path, _)| path != LIST).collect()
    }

    fn whole(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    /// A site whose commit came to a halt: a folder came in the way at the last moment, and is gone again.
    fn halted() -> (tempfile::TempDir, BTreeMap<String, String>) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        build(root, OLD, || {}).expect("the old site");
        let obstacle = root.join("public/b/c.html");
        let halted = build(root, NEW, || std::fs::create_dir(&obstacle).expect("a folder"));
        let problem = halted.expect_err("a folder is in the way").problem;
        assert!(matches!(problem, Problem::PartlyNew { .. }), "{problem:?}");
        std::fs::remove_dir(&obstacle).expect("a folder");
        let seen = seen(root);
        (folder, seen)
    }

    #[test]
    fn a_commit_that_cannot_go_on_says_so_and_is_finished_by_the_next_command() {
        let (folder, seen_then) = halted();
        assert!(seen_then != whole(OLD) && seen_then != whole(NEW), "{seen_then:?}");
        recover(folder.path()).expect("the obstacle is gone");
        assert_eq!(seen(folder.path()), whole(NEW));
        assert!(!place_of(folder.path()).exists());
    }

    #[test]
    fn a_commit_killed_at_any_step_is_finished() {
        let steps = 2 + NEW.len();
        for killed in 0..=steps {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path();
            build(root, OLD, || {}).expect("the old site");
            let journal = stage_only(root);
            // The steps of a commit in their order: what is in the way, the renames, the other removals.
            let public = root.join("public");
            let mut work: Vec<Box<dyn Fn()>> = vec![Box::new(|| {
                remove(&public, "x/y.html").expect("ours");
            })];
            for path in &journal.renames {
                let place = public.join(path.as_str());
                work.push(Box::new(move || {
                    std::fs::rename(staged_name(&place), &place).expect("staged");
                }));
            }
            work.push(Box::new(|| remove(&public, "gaat/weg.html").expect("ours")));
            work.iter().take(killed).for_each(|step| step());
            build(root, NEW, || {}).expect("the next build");
            assert_eq!(seen(root), whole(NEW), "killed after step {killed}");
        }
    }

    #[test]
    fn a_first_build_killed_at_any_step_is_finished_or_begun_anew() {
        for step in 0..=4 {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path();
            let journal = staged(root);
            let (public, new) = (root.join("public"), root.join(".public.weerklank-new"));
            assert!(!public.exists() && new.join("b/c.html").exists(), "nobody sees half a site");
            if step > 0 {
                journal.save(root).expect("room");
            }
            let mut expected = whole(NEW);
            match step {
                0 => expected.clear(),
                2 => std::fs::rename(&new, &public).expect("nothing in the way"),
                3 => std::fs::create_dir_all(public.join("b")).expect("made by somebody else"),
                4 => {
                    std::fs::write(new.join("index.html"), "").expect("ours");
                    expected.remove("index.html");
                }
                _ => {}
            }
            recover(root).expect("all is there");
            assert_eq!(seen(root), expected, "killed at step {step}");
            build(root, NEW, || {}).expect("the next build");
            assert_eq!(seen(root), whole(NEW), "killed at step {step}");
            assert!(!new.exists(), "killed at step {step}");
        }
    }

    #[test]
    fn a_first_build_that_cannot_be_finished_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let target =
            Target::open(&Owner::default(), root, &root.join("public"), &[], &Alone).expect("ours");
        let staged = staged(root);
        target.abandon(&staged.renames);
        assert_eq!(std::fs::read_dir(root).expect("a folder").count(), 0);
    }

    /// Stages the new site and writes the journal, as a commit does that is killed then.
    fn stage_only(root: &Path) -> Journal {
        let journal = staged(root);
        journal.save(root).expect("room");
        journal
    }

    /// Stages the new site.
    fn staged(root: &Path) -> Journal {
        let target =
            Target::open(&Owner::default(), root, &root.join("public"), &[], &Alone).expect("ours");
        let mut manifest = Manifest::default();
        for (path, text) in NEW {
            let path = OutputPath::new(path).expect("a path");
            let content = Content::Bytes(text.as_bytes().to_vec());
            let hash = Hash::of(text.as_bytes());
            let entry = target.stage(&path, (hash, hash), &content).expect("room");
            manifest.files.insert(path, entry);
        }
        let written: Vec<OutputPath> = manifest.files.keys().cloned().collect();
        target.plan(manifest, &written)
    }

    #[test]
    fn what_a_power_cut_emptied_is_made_again() {
        for emptied in ["a.css", "index.html"] {
            for is_renamed in [false, true] {
                let folder = tempfile::tempdir().expect("a folder");
                let root = folder.path();
                build(root, OLD, || {}).expect("the old site");
                stage_only(root);
                let place = root.join("public").join(emptied);
                if is_renamed {
                    std::fs::rename(staged_name(&place), &place).expect("staged");
                    std::fs::write(&place, "").expect("ours");
                } else {
                    std::fs::write(staged_name(&place), "").expect("ours");
                }
                recover(root).expect("the rest is whole");
                if !is_renamed {
                    assert_eq!(std::fs::read_to_string(&place).expect("text"), "oud");
                }
                build(root, NEW, || {}).expect("the next build");
                assert_eq!(seen(root), whole(NEW), "{emptied} {is_renamed}");
            }
        }
    }

    #[test]
    fn work_in_a_folder_elsewhere_is_finished_by_the_next_build_there() {
        let (site, share) =
            (tempfile::tempdir().expect("room"), tempfile::tempdir().expect("room"));
        let (root, folder) = (site.path(), share.path().join("www"));
        std::fs::create_dir(&folder).expect("a folder");
        let open = || Target::open(&Owner::default(), root, &folder, &[], &Alone);
        let stage = |files: &[(&str, &str)]| {
            let target = open().expect("ours");
            let (mut manifest, mut paths) = (Manifest::default(), Vec::new());
            for (path, text) in files {
                let path = OutputPath::new(path).expect("a path");
                let hash = Hash::of(text.as_bytes());
                let content = Content::Bytes(text.as_bytes().to_vec());
                let entry = target.stage(&path, (hash, hash), &content).expect("room");
                paths.push(path.clone());
                manifest.files.insert(path, entry);
            }
            target.plan(manifest, &paths)
        };
        let each = |paths: &[OutputPath], place: Place<'_>| paths.iter().try_for_each(place);
        let old = stage(OLD);
        old.save(root).expect("room");
        old.finish(root, &each).expect("the old site");
        // It breaks off after the first file, when the share goes away.
        let new = stage(&NEW[..3]);
        new.save(root).expect("room");
        let both = list::both(&folder, &list::text(&new.site, &new.manifest));
        replace(&folder.join(LIST), &[both.as_bytes()]).expect("room");
        let first = folder.join("a.css");
        std::fs::rename(staged_name(&first), &first).expect("staged");
        let away = share.path().join("away");
        std::fs::rename(&folder, &away).expect("a folder");
        std::fs::create_dir(&folder).expect("what it is mounted on");
        build(root, OLD, || {}).expect("another output");
        assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 0, "nobody wrote there");
        std::fs::remove_dir(&folder).expect("a folder");
        std::fs::rename(&away, &folder).expect("it is back");
        // What lies there is known to be ours, from wherever it is looked at, and what was only begun goes.
        for forgets in [false, true] {
            if forgets {
                std::fs::remove_dir_all(root.join(".weerklank")).expect("a folder");
            }
            open().expect("all of it is ours");
        }
        assert!(!staged_name(&folder.join("index.html")).exists());
        assert_eq!(std::fs::read_to_string(first).expect("text"), "nieuw");
        assert_eq!(std::fs::read_to_string(folder.join("index.html")).expect("text"), "oud");
    }

    #[test]
    fn a_journal_whose_folder_is_gone_or_moved_does_no_harm() {
        let (folder, _) = halted();
        std::fs::remove_dir_all(folder.path().join("public")).expect("a folder");
        build(folder.path(), NEW, || {}).expect("from nothing");
        assert_eq!(seen(folder.path()), whole(NEW));
        let (folder, _) = halted();
        let moved = folder.path().join("elders");
        std::fs::create_dir(&moved).expect("a folder");
        for name in ["public", ".weerklank"] {
            std::fs::rename(folder.path().join(name), moved.join(name)).expect("moved");
        }
        build(&moved, NEW, || {}).expect("finished where it lies now");
        assert_eq!(seen(&moved), whole(NEW));
        assert!(!folder.path().join("public").exists());
    }
}
