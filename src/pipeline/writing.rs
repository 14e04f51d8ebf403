//! The files of a site: each made if it is new or changed, and put in its place, or only tried.

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;

use super::build::shrinks;
use super::{Assembled, Options, Stopwatch, made, spread};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::disk::journal::Place;
use crate::disk::target::Target;
use crate::manifest::{Content, Counts, Entry, Manifest};
use crate::output::OutputPath;
use crate::page::{Page, Renderer};
use crate::search::Size;
use crate::source::Hash;

/// What is done with a file that does not lie there as it should be.
pub(super) trait Putting: Sync {
    /// Its content, with the pictures made.
    fn made(&self, content: Content) -> Result<Content, Diagnostic>;
    /// Puts it where it can take its place. `key` is what it was made from; of `content` the hash and the size are known.
    fn put(
        &self,
        path: &OutputPath,
        key: Hash,
        content: (&Content, Hash, u64),
    ) -> Result<Entry, Diagnostic>;
}

/// All files of a site.
#[derive(Default)]
pub(super) struct Files {
    pub(super) manifest: Manifest,
    /// Those that are not there yet.
    pub(super) new: Vec<OutputPath>,
    /// What the search amounts to, in bytes too.
    pub(super) search: Size,
    /// What stands in the way, each once.
    pub(super) problems: Vec<Diagnostic>,
}

impl Files {
    /// Makes what does not lie there.
    pub(super) fn make(
        assembled: &Assembled,
        target: &Target,
        config: &Config,
        progress: &(dyn Fn(usize) + Sync),
        putting: &impl Putting,
    ) -> Files {
        let plan = &assembled.plan;
        let renderer = assembled.renderer(config);
        let made: Vec<_> = spread(&plan.pages)
            .map(|page| {
                progress(1);
                make(&renderer, page, target, putting)
            })
            .collect();
        let mut files = Files::default();
        for made in made {
            match made {
                Ok((path, entry, is_new)) => {
                    files.new.extend(is_new.then(|| path.clone()));
                    files.manifest.files.insert(path, entry);
                }
                Err(problem) => files.problems.push(problem),
            }
        }
        // A page that lacks words for a text that could not be read again is not put in its place.
        files.problems.extend(assembled.aside.trouble());
        files.problems = unrepeated(files.problems);
        files.search = plan.search.as_ref().map(|index| index.size).unwrap_or_default();
        let search = &mut files.search;
        files.manifest.files.iter().for_each(|(path, entry)| search.add(path, entry.size));
        files
    }
}

/// A file as it is or will be, and whether it is new.
fn make(
    renderer: &Renderer<'_>,
    page: &Page,
    target: &Target,
    putting: &impl Putting,
) -> Result<(OutputPath, Entry, bool), Diagnostic> {
    let prepared = renderer.prepare(page);
    let key = prepared.key;
    if let Some(entry) = target.standing(&page.path).filter(|entry| entry.key == key) {
        return Ok((page.path.clone(), entry.clone(), false));
    }
    let content = putting.made(renderer.render(page, prepared)?)?;
    let (hash, size) = match &content {
        Content::Bytes(bytes) => (Hash::of(bytes), bytes.len() as u64),
        Content::Copy(asset) | Content::Cleaned(asset) | Content::Smaller(asset, ..) => {
            (asset.hash, asset.size)
        }
    };
    if let Some(entry) = target.same(&page.path, key, hash, size) {
        return Ok((page.path.clone(), entry, false));
    }
    let entry = putting.put(&page.path, key, (&content, hash, size))?;
    Ok((page.path.clone(), entry, true))
}

/// A template that fails does so on every page of its kind, and a full disk for every file: once is enough.
fn unrepeated(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for problem in problems {
        let place = format!("{} {:?} {:?}", problem.code(), problem.path, problem.line);
        if seen.insert(place, kept.len()).is_none() {
            kept.push(problem);
        }
    }
    kept
}

/// What became of the output.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Files written, unchanged and removed.
    pub counts: Counts,
    /// The hash of what lies there now.
    pub left: Hash,
    /// What the search amounts to, in bytes too.
    pub search: Size,
}

/// Files are staged beside their places.
struct Staging<'a> {
    assembled: &'a Assembled,
    target: &'a Target,
}

impl Putting for Staging<'_> {
    fn made(&self, content: Content) -> Result<Content, Diagnostic> {
        made(content, self.assembled.pictures.as_deref())
    }

    fn put(
        &self,
        path: &OutputPath,
        key: Hash,
        (content, hash, _): (&Content, Hash, u64),
    ) -> Result<Entry, Diagnostic> {
        self.target.stage(path, (key, hash), content)
    }
}

/// Writes what is new or changed of a site, and removes what is no longer part of it. Nothing readers see changes before
/// everything is made.
pub fn write(
    assembled: &Assembled,
    (target, output): (&Target, &Path),
    config: &Config,
    options: &Options<'_>,
    watch: &mut Stopwatch,
) -> Result<Done, Vec<Diagnostic>> {
    let (staging, progress) = (Staging { assembled, target }, options.progress);
    let Files { manifest, new, search, mut problems } =
        watch.time("render", || Files::make(assembled, target, config, progress, &staging));
    problems.extend(shrinks((target, output), &manifest, options));
    if !problems.is_empty() {
        target.abandon(&new);
        return Err(problems);
    }
    let left = manifest.hash();
    let each = |paths: &[OutputPath], place: Place<'_>| spread(paths).try_for_each(place);
    let committed = watch.time("commit", || target.commit(manifest, &new, &each));
    committed.map(|counts| Done { counts, left, search }).map_err(|problem| vec![problem])
}
