//! Everything that a build finds, and what it would write, with nothing on the disk changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::build::{emptied, listed, opened, shrinks, stops};
use super::writing::{Files, Putting};
use super::{
    Assembled, AtOnce, Options, Outcome, Stopwatch, Summary, assemble_with, key, made, read_changed,
};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::disk::aside::Aside;
use crate::disk::cache::Cache;
use crate::disk::conversation::Talk;
use crate::disk::pictures;
use crate::disk::stamps::Stamps;
use crate::disk::target::Target;
use crate::disk::walk::Found;
use crate::manifest::{Content, Entry};
use crate::output::OutputPath;
use crate::source::Hash;

/// The same as [`super::build()`] finds, up to the writing: what would be written is made, and left.
pub fn check(
    root: &Path,
    output: &Path,
    config: &Config,
    options: &Options<'_>,
    watch: &mut Stopwatch,
) -> Outcome {
    let open = || opened(Target::peek::<AtOnce>, (root, output), config, options);
    let (mut found, target, mut problems) = listed(root, config, watch, open);
    if problems.iter().any(|problem| problem.problem == Problem::ContentMissing) {
        return Outcome { problems, ..Outcome::default() };
    }
    let aside = Arc::new(Aside::new(root));
    let stamps = if options.cache { Stamps::open(root) } else { Stamps::default() };
    let (sources, mut cache) = watch.time("read", || {
        let kept = options.cache.then(|| Talk::open(root, &mut found, config, options.started));
        let open = |talk: Talk| Cache::peek(root, config).with(talk.loaded(root));
        let cache = kept.map(open).unwrap_or_default();
        let known = |found: &Found| stamps.find(found, &aside);
        (read_changed(&found, known, config), cache)
    });
    let sources = sources.take(&mut problems);
    let within = (root, aside);
    let assembled = assemble_with(within, sources, &mut cache, config, watch).take(&mut problems);
    found.append(&mut cache.talk.unread);
    let mut outcome =
        Outcome { summary: assembled.as_ref().map(Assembled::summary), ..Outcome::default() };
    problems.extend(emptied(&found, assembled.as_ref(), target.as_ref().ok()));
    if let Some(assembled) = assembled.filter(|_| !stops(&problems, options)) {
        let trial = Trial { kept: root.join(".weerklank/pictures") };
        let tried = target.map_err(|problem| vec![problem]).and_then(|target| {
            let progress = options.progress;
            let Files { manifest, new, search, problems } =
                watch.time("render", || Files::make(&assembled, &target, config, progress, &trial));
            if !problems.is_empty() {
                return Err(problems);
            }
            if let Some(problem) = shrinks((&target, output), &manifest, options) {
                return Err(vec![problem]);
            }
            let counts = target.trial(manifest, &new).map_err(|problem| vec![problem])?;
            Ok((counts, search))
        });
        match tried {
            Ok((counts, search)) => {
                outcome.counts = counts;
                outcome.summary = outcome.summary.map(|summary| Summary { search, ..summary });
            }
            Err(failed) => problems.extend(failed),
        }
    }
    Outcome { problems, ..outcome }
}

/// Files are made, and left.
struct Trial {
    /// Where smaller pictures lie that were made before.
    kept: PathBuf,
}

impl Putting for Trial {
    /// Of the smaller ones of a picture only the first is made: if that can be, all can.
    fn made(&self, content: Content) -> Result<Content, Diagnostic> {
        match &content {
            Content::Smaller(asset, width, widths) => {
                let is_kept = pictures::find(&self.kept, &key(asset, *width)).is_some();
                let is_first = widths.first() == Some(width);
                if is_first && !is_kept { made(content, None) } else { Ok(content) }
            }
            _ => made(content, None),
        }
    }

    fn put(
        &self,
        _: &OutputPath,
        key: Hash,
        (_, content, size): (&Content, Hash, u64),
    ) -> Result<Entry, Diagnostic> {
        Ok(Entry { key, content, size, changed: 0 })
    }
}
