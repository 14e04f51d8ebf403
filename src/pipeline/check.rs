//! Everything that a build finds, and what it would write, with nothing on the disk changed.

use std::path::Path;

use rayon::prelude::*;

use super::build::{emptied, stops};
use super::{Assembled, Options, Outcome, Stopwatch, Summary, assemble, made, measured, read_all};
use super::{key, spread, unrepeated};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::cache::Cache;
use crate::disk::pictures;
use crate::disk::target::Target;
use crate::disk::walk;
use crate::manifest::{Content, Counts, Entry, Manifest};
use crate::output::OutputPath;
use crate::page::{Page, Renderer};
use crate::search::Size;

/// The same as [`super::build()`] finds, up to the writing: what would be written is made, and left.
pub fn check(
    root: &Path,
    output: &Path,
    config: &Config,
    options: &Options<'_>,
    watch: &mut Stopwatch,
) -> Outcome {
    let (listed, target) = watch.time("list", || {
        rayon::join(
            || walk::list(root, config),
            || Target::peek(root, output, &config.comments.sources),
        )
    });
    let Checked { value: found, mut problems } = listed;
    if problems.iter().any(|problem| problem.problem == Problem::ContentMissing) {
        return Outcome { problems, ..Outcome::default() };
    }
    let sources = watch.time("read", || read_all(&found, config)).take(&mut problems);
    let mut cache = if options.cache { Cache::peek(root, config) } else { Cache::default() };
    let assembled = assemble(sources, &mut cache, config, watch).take(&mut problems);
    let mut summary = assembled.as_ref().map(Assembled::summary);
    problems.extend(emptied(&found, assembled.as_ref(), target.as_ref().ok()));
    let assembled = assembled.filter(|_| !stops(&problems, options));
    let mut counts = Counts::default();
    if let Some(assembled) = assembled {
        let kept = root.join(".weerklank/pictures");
        let tried = target.map_err(|problem| vec![problem]).and_then(|target| {
            let trial =
                Trial { renderer: &assembled.renderer(config), target: &target, kept: &kept };
            watch.time("render", || trial.all(&assembled, options.progress))
        });
        match tried {
            Ok((would, search)) => {
                counts = would;
                summary = summary.map(|summary| Summary { search, ..summary });
            }
            Err(failed) => problems.extend(failed),
        }
    }
    Outcome { problems, summary, counts }
}

/// What the files of a site are compared with.
struct Trial<'a> {
    renderer: &'a Renderer<'a>,
    target: &'a Target,
    /// Where smaller pictures lie that were made before.
    kept: &'a Path,
}

impl Trial<'_> {
    /// How many files a build would write, leave and remove, and what the search amounts to.
    fn all(
        &self,
        assembled: &Assembled,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<(Counts, Size), Vec<Diagnostic>> {
        let plan = &assembled.plan;
        let tried: Vec<Result<(OutputPath, Entry, bool), Diagnostic>> = spread(&plan.pages)
            .map(|page| {
                progress(1);
                self.one(page)
            })
            .collect();
        let mut manifest = Manifest::default();
        let mut written = Vec::new();
        let mut problems = Vec::new();
        for tried in tried {
            match tried {
                Ok((path, entry, is_new)) => {
                    written.extend(is_new.then(|| path.clone()));
                    manifest.files.insert(path, entry);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(unrepeated(problems));
        }
        let mut search = plan.search.as_ref().map(|index| index.size).unwrap_or_default();
        manifest.files.iter().for_each(|(path, entry)| search.add(path, entry.size));
        let counts = self.target.trial(manifest, &written).map_err(|problem| vec![problem])?;
        Ok((counts, search))
    }

    /// A file as it would be, and whether that is another than lies there.
    fn one(&self, page: &Page) -> Result<(OutputPath, Entry, bool), Diagnostic> {
        let prepared = self.renderer.prepare(page);
        let key = prepared.key;
        if let Some(entry) = self.target.standing(&page.path).filter(|entry| entry.key == key) {
            return Ok((page.path.clone(), entry.clone(), false));
        }
        let content = self.made(self.renderer.render(page, prepared)?)?;
        let (hash, size) = measured(&content);
        if let Some(entry) = self.target.same(&page.path, key, hash, size) {
            return Ok((page.path.clone(), entry, false));
        }
        Ok((page.path.clone(), Entry { key, content: hash, size, changed: 0 }, true))
    }

    /// A content with its pictures made, but of the smaller ones of a picture only the first: if that can be made, all can.
    fn made(&self, content: Content) -> Result<Content, Diagnostic> {
        match &content {
            Content::Smaller(asset, width, widths) => {
                let is_kept = pictures::find(self.kept, &key(asset, *width)).is_some();
                let is_first = widths.first() == Some(width);
                if is_first && !is_kept { made(content, None) } else { Ok(content) }
            }
            _ => made(content, None),
        }
    }
}
