//! The files as they will be, one kind after the other: exports, what lies beside them, and digests.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::decisions::is_moderation;
use super::mentions::{self, Mention, Same};
use super::named;
use crate::address::bare_host;
use crate::comment::erasure::scan::Needles;
use crate::comment::erasure::{self, Around, Fate, Kept, Places, Traces};
use crate::comment::mail;
use crate::comment::moderation::{Keys, Placed};
use crate::comment::{Comment, Identity};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::disk::{digests, everything, read};
use crate::pipeline::{self, Exported};
use crate::site::Discussed;
use crate::source::{ExportFile, Hash, Source, SourcePath};

/// A file that changes.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) path: String,
    pub(super) on_disk: PathBuf,
    /// What it is called from now on, and where that lies, if its name tells who it was of.
    pub(super) renamed: Option<(String, PathBuf)>,
    /// What it held, as a hash; `None` if it is new.
    pub(super) before: Option<Hash>,
    pub(super) after: Hash,
    pub(super) bytes: Vec<u8>,
    /// Comments that go, and those that leave an empty place.
    pub(super) removed: usize,
    pub(super) emptied: usize,
}

impl Changed {
    /// Its path from now on.
    pub(super) fn new_path(&self) -> &str {
        self.renamed.as_ref().map_or(&self.path, |(path, _)| path)
    }
}

/// The plan, while its files are made.
pub(super) struct Making<'a> {
    pub(super) traces: Traces,
    pub(super) comments: Vec<&'a Comment>,
    pub(super) erased: HashSet<usize>,
    pub(super) fates: Vec<Fate>,
    pub(super) redacts: bool,
    pub(super) changed: Vec<Changed>,
    pub(super) decisions: usize,
    /// What became of the comments of others in files that change.
    pub(super) kept: HashMap<usize, Kept>,
}

impl Making<'_> {
    /// Makes the exports without the person.
    pub(super) fn exports(
        &mut self,
        exported: &[Exported],
        config: &Config,
    ) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let (starts, mut at) = (starts(exported), 0);
        let needles = Needles::of(&self.traces);
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let (mut gone, mut left, mut as_before) =
            (Places::default(), Places::default(), Vec::new());
        for file in exported {
            let own: Vec<Vec<Fate>> = file
                .read
                .iter()
                .map(|(.., export)| {
                    let start = at;
                    at += export.comments.len();
                    self.fates[start..at].to_vec()
                })
                .collect();
            let traces = (&self.traces, self.redacts);
            let erased = held(&file.file).and_then(|source| {
                erasure::erase(&source, &file.read, &own, traces, config)
                    .map(|erased| erased.map(|erased| (erased, source.hash)))
            });
            match erased {
                Ok(None) => as_before.push(file),
                Ok(Some((erased, before))) => {
                    gone = gone.and(erased.gone);
                    let kept = erased.kept.into_iter();
                    let number = |kept: &Kept| Some(starts.get(&kept.file)? + kept.number);
                    self.kept.extend(kept.filter_map(|kept| Some((number(&kept)?, kept))));
                    left = left.and(erased.left);
                    let count = |fate| own.iter().flatten().filter(|own| **own == fate).count();
                    let path = file.file.path().to_string();
                    let is_gone = |path: &str| self.is_gone(path);
                    let is_named = || named::is_waited_for(&path, is_gone, (exported, config));
                    // An empty file: without it the settings would name nothing, and the site could not be built.
                    let bytes = match erased.bytes.is_empty() && is_named() {
                        true => b"\n".to_vec(),
                        false => erased.bytes,
                    };
                    let known = (exported, config);
                    let renamed = named::new_name(file, &bytes, known, (&needles, &taken));
                    taken.extend(renamed.iter().map(|(path, _)| path.clone()));
                    self.changed.push(Changed {
                        path,
                        on_disk: file.on_disk.clone(),
                        renamed,
                        before: Some(before),
                        after: Hash::of(&bytes),
                        bytes,
                        removed: count(Fate::Remove),
                        emptied: count(Fate::Empty),
                    });
                }
                Err(problem) => problems.push(problem),
            }
        }
        // From an address that others have too, they may have written.
        for file in as_before.into_iter().filter(|_| !gone.is_empty()) {
            let own = held(&file.file).and_then(|source| erasure::networks(&source, config));
            left = left.and(own.unwrap_or_default());
        }
        self.note(&gone.without(&left), config);
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Whether nothing will be left of a file.
    fn is_gone(&self, path: &str) -> bool {
        self.changed.iter().any(|changed| changed.path == path && changed.bytes.is_empty())
    }

    /// Notes places on the network that are theirs alone; those of their comments and of this site are nobody's own.
    fn note(&mut self, theirs: &Places, config: &Config) {
        self.traces.network(&theirs.networks);
        let hosts = std::iter::once(&config.base_url).chain(&config.comments.old_hosts);
        let places = self.comments.iter().filter_map(|comment| comment.place.address.as_ref());
        let shared: HashSet<String> = hosts.chain(places).map(|host| bare_host(host)).collect();
        let own = theirs.sites.iter().filter(|site| !shared.contains(&bare_host(site)));
        self.traces.sites(&own.cloned().collect());
    }

    /// Takes away the digests to mail that hold something of the person: they can be made anew.
    pub(super) fn letters(&mut self, root: &Path, discussed: &Discussed) {
        let needles = Needles::of(&self.traces);
        let keys: HashSet<Hash> =
            self.erased.iter().map(|index| self.comments[*index].key()).collect();
        let placed = discussed.comments.iter();
        let own = placed.filter(|placed| keys.contains(&placed.comment.key()));
        let anchors: Vec<String> = own.map(|placed| format!("#comment-{}", placed.id)).collect();
        let mut gone = Vec::new();
        for (file, bytes) in digests::list(root) {
            let text = match file.shown.ends_with(".eml") {
                true => mail::text(&bytes),
                false => String::from_utf8_lossy(&bytes).into_owned(),
            };
            let leads_there = anchors.iter().any(|anchor| {
                let after = text.match_indices(anchor.as_str());
                let mut after = after.map(|(at, _)| text[at + anchor.len()..].chars().next());
                after.any(|next| !next.is_some_and(|next| next.is_alphanumeric() || next == '-'))
            });
            if leads_there || !needles.find(&bytes).is_empty() {
                gone.push((file, Hash::of(&bytes)));
            }
        }
        let empty = |(file, before): (everything::Any, Hash)| Changed {
            path: file.shown,
            on_disk: file.on_disk,
            renamed: None,
            before: Some(before),
            after: Hash::of(b""),
            bytes: Vec::new(),
            removed: 0,
            emptied: 0,
        };
        self.changed.extend(gone.into_iter().map(empty));
    }

    /// What others wrote of them, in comments and posts. Where it stands is told by the key and the name of the file that it has from now on.
    pub(super) fn mentions(
        &self,
        (discussed, after): (&Discussed, Option<&Discussed>),
        posts: &[Source],
        is_dry: bool,
    ) -> Vec<Mention> {
        let own = (&self.traces, &self.erased);
        let now = after.filter(|_| !is_dry).map(|after| {
            let (placed, keys) = (self.placed(after), Keys::new(&after.comments));
            move |index| Some(keys.of(placed(index)?, &after.comments, &after.matcher))
        });
        let before = mentions::keys(discussed);
        let key_of = |index: usize| {
            let is_changed = self.kept.get(&index).is_some_and(Kept::is_changed);
            let now = now.as_ref().filter(|_| is_changed).and_then(|now| now(index));
            now.or_else(|| before(self.comments[index])).unwrap_or_default()
        };
        let mut mentions = mentions::find(own, &self.comments, key_of, (&self.kept, is_dry));
        mentions.extend(mentions::in_posts(&self.traces, posts));
        let needles = Needles::of(&self.traces);
        for mention in &mut mentions {
            let now = self.changed.iter().find(|changed| changed.path == mention.file);
            let now = now.map_or(mention.file.as_str(), Changed::new_path);
            mention.told = named::told(now, None, &needles);
        }
        mentions
    }

    /// The conversation as it will be, if something goes from the words of others, or was decided about some of them.
    pub(super) fn after(
        &self,
        others: &[Source],
        (root, config): (&Path, &Config),
    ) -> Option<Discussed> {
        let is_changed = self.kept.values().any(Kept::is_changed);
        let is_decided = others.iter().any(is_moderation);
        (is_changed || is_decided)
            .then(|| pipeline::conversation(root, config, &instead(&self.changed)).value)
    }

    /// Where among these, which are as they will be, a comment of others is.
    pub(super) fn placed<'a>(
        &'a self,
        after: &'a Discussed,
    ) -> impl Fn(usize) -> Option<usize> + 'a {
        let same = same(after);
        move |index| {
            let comment = self.comments[index];
            let Some(kept) = self.kept.get(&index) else { return same.find(comment) };
            let file = self.file_of(kept);
            // A file by itself does not know what the others say of its posts, and so of the numbers of its comments.
            same.standing(&[kept.key, comment.key()], file, kept.line)
        }
    }

    /// The file that a comment of others stands in from now on.
    pub(super) fn file_of<'k>(&'k self, kept: &'k Kept) -> &'k str {
        let changed = self.changed.iter().find(|changed| changed.path == kept.file.as_str());
        changed.map_or(kept.file.as_str(), Changed::new_path)
    }

    /// Tries the new files out: the next build must not be stopped by them, and the comments of others stay where they are.
    pub(super) fn goes_on(
        &self,
        (discussed, known): (&Discussed, &[Diagnostic]),
        (root, config): (&Path, &Config),
    ) -> Result<(), Vec<Diagnostic>> {
        let Checked { value: after, problems } =
            pipeline::conversation(root, config, &instead(&self.changed));
        let is_new = |problem: &Diagnostic| {
            let is_known = known.iter().any(|known| known.problem == problem.problem);
            problem.severity == Severity::Error && !is_known
        };
        let refused: Vec<Diagnostic> = problems.into_iter().filter(is_new).collect();
        if refused.is_empty() { self.keeps_places(discussed, &after) } else { Err(refused) }
    }

    /// Whether the comments of others stand under the same posts `after`, and answer something if they did: one may find its post by
    /// what it answers. Else nothing is done.
    fn keeps_places(&self, before: &Discussed, after: &Discussed) -> Result<(), Vec<Diagnostic>> {
        let (placed, now) = (self.placed(after), same(after));
        let then = same(before);
        let stand = |placed: &Placed| {
            let answers = placed.comment.origin.identity != Identity::Described
                && placed.comment.parent.is_some();
            (placed.post(), answers)
        };
        let is_moved = |index: &usize| {
            let comment = self.comments[*index];
            let old = then.find(comment).map(|at| stand(&before.comments[at]));
            let new = placed(*index).or_else(|| now.find(comment));
            let new = new.map(|at| stand(&after.comments[at]));
            old.zip(new).is_some_and(|(old, new)| old.0.is_some() && old != new)
        };
        let others = (0..self.comments.len()).filter(|index| !self.erased.contains(index));
        let Some(moved) = others.into_iter().find(is_moved) else { return Ok(()) };
        let path = &self.comments[moved].origin.file;
        let format = path.extension().to_owned();
        Err(vec![Diagnostic::error(Problem::EraseUnproven { format }).at(path)])
    }

    /// Notes a file of ours as it will be.
    pub(super) fn change(&mut self, source: &Source, text: String, root: &Path) {
        let bytes = text.into_bytes();
        self.changed.push(Changed {
            path: source.path.to_string(),
            on_disk: root.join(source.path.as_str()),
            renamed: None,
            before: (!source.bytes.is_empty()).then_some(source.hash),
            after: Hash::of(&bytes),
            bytes,
            removed: 0,
            emptied: 0,
        });
    }
}

fn same(discussed: &Discussed) -> Same<'_> {
    Same::new(discussed.comments.iter().map(|placed| &*placed.comment))
}

/// The files as they will be, for reading in the place of those that are there.
pub(super) fn instead(changed: &[Changed]) -> Vec<Source> {
    let source = |file: &Changed| {
        let new = Source::new(file.new_path(), file.bytes.clone());
        let old = file.renamed.as_ref().map(|_| Source::new(&file.path, Vec::new()));
        old.into_iter().chain([new])
    };
    changed.iter().flat_map(source).collect()
}

/// The number among all comments of the first one of each export, by its path.
pub(super) fn starts(exported: &[Exported]) -> HashMap<&SourcePath, usize> {
    let exports = exported.iter().flat_map(|file| &file.read);
    let starts = exports.scan(0, |next, (path, _, export)| {
        let first = *next;
        *next += export.comments.len();
        Some((path, first))
    });
    starts.collect()
}

/// Whether a file has any of this around its comments.
pub(super) fn has_around<T>(file: &Exported, known: &[Around<T>]) -> bool {
    file.read.iter().any(|(_, format, _)| known.iter().any(|(name, _)| name == format))
}

/// What is around comments, each with the number of its comment among all.
pub(super) fn around<T>(
    exported: &[Exported],
    config: &Config,
    known: &[Around<T>],
) -> Result<Vec<(usize, T)>, Vec<Diagnostic>> {
    let starts = starts(exported);
    let mut all = Vec::new();
    for file in exported.iter().filter(|file| has_around(file, known)) {
        let found = held(&file.file).and_then(|source| erasure::around(&source, config, known));
        for (path, own) in found.map_err(|problem| vec![problem])? {
            let Some(start) = starts.get(&path) else { continue };
            all.extend(own.into_iter().enumerate().map(|(at, own)| (start + at, own)));
        }
    }
    Ok(all)
}

/// The file, if it can be rewritten, packed or not.
fn held(file: &ExportFile) -> Result<Cow<'_, Source>, Diagnostic> {
    match file {
        ExportFile::OnDisk(on_disk) if on_disk.size > everything::MOST => {
            Err(too_large(file.path()))
        }
        file => read::whole(file),
    }
}

pub(super) fn too_large(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(Problem::EraseTooLarge { limit: everything::MOST }).at(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::OnDisk;

    #[test]
    fn what_is_too_large_to_rewrite_is_refused_whatever_it_is() {
        for name in
            ["a.xml", "a.csv", "a.xlsx", "a.json", "a.mbox", "a.db", "a.html", "a.zip", "a.gz"]
        {
            let head = Source::new(name, Vec::new());
            let on_disk = OnDisk { head, on_disk: PathBuf::new(), size: everything::MOST + 1 };
            let refused = held(&ExportFile::OnDisk(on_disk)).expect_err("it is too large");
            assert_eq!(refused.problem, Problem::EraseTooLarge { limit: everything::MOST });
            assert_eq!(refused.path.as_ref().map(SourcePath::as_str), Some(name));
        }
    }
}
