//! What moderators work on: the comments with their posts, and the exports as they came; no theme, no pages, no search.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{AtOnce, parts, read_all, reading};
use crate::comment::{self, Read};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::disk::aside::Aside;
use crate::disk::cache::Cache;
use crate::disk::walk::{self, Class, Found};
use crate::site::{self, Discussed};
use crate::source::{ExportFile, Source, SourcePath, Sources};

/// What colleagues wrote on the site in `root`, and what became of it. A file in `instead` counts in the place of the one of
/// its path that lies there, so that a change can be tried out; an empty one is gone.
pub fn conversation(root: &Path, config: &Config, instead: &[Source]) -> Checked<Discussed> {
    let Checked { value: mut found, mut problems } = walk::list(root, config);
    found.retain(|found| {
        let is_replaced = instead.iter().any(|source| source.path == found.path);
        !is_replaced && !matches!(found.class, Class::Attachment | Class::Static | Class::Theme)
    });
    let mut cache = Cache::open(root, config);
    let mut sources = read_all(&found, config).take(&mut problems);
    for source in instead.iter().filter(|source| !source.bytes.is_empty()) {
        let list = match source.path.file_name() {
            "mapping.csv" => &mut sources.mappings,
            "moderation.toml" => &mut sources.moderations,
            "forgotten.toml" => &mut sources.forgotten,
            _ => {
                sources.exports.push(ExportFile::Held(source.clone()));
                sources.exports.sort_by(|a, b| a.path().cmp(b.path()));
                continue;
            }
        };
        list.push(source.clone());
        list.sort_by(|a, b| a.path.cmp(&b.path));
    }
    let personal = concerned(&found, instead);
    let aside = Arc::new(Aside::new(root));
    let (parts, heard) = parts(sources, &aside, &mut cache, config).take(&mut problems);
    let heard = heard.take(&mut problems);
    let discussed = site::discussed(parts, heard, &AtOnce, config).take(&mut problems);
    // What is wrong with posts and pictures is for the build to tell.
    problems.retain(|problem| {
        let is_source = matches!(
            problem.problem,
            Problem::SourceMissing { .. } | Problem::PendingMissing { .. }
        );
        is_source
            || problem.path.as_ref().is_none_or(|path| {
                let outer = |source: &SourcePath| {
                    path.as_str()
                        .strip_prefix(source.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                personal.iter().any(outer) || path.as_str() == "content"
            })
    });
    problems.extend(aside.trouble());
    Checked { value: discussed, problems }
}

/// The files that have to do with comments, those too that could not be read.
fn concerned(found: &[Found], instead: &[Source]) -> Vec<SourcePath> {
    let is_of_comments = |found: &&Found| {
        matches!(found.class, Class::Export | Class::Mapping | Class::Moderation | Class::Forgotten)
    };
    let lie = found.iter().filter(is_of_comments).map(|found| &found.path);
    lie.chain(instead.iter().map(|source| &source.path)).cloned().collect()
}

/// A file of comments as it lies there, with what was read of it: one export, or those of an archive.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub file: ExportFile,
    /// Where it lies, as the file system spells it.
    pub on_disk: PathBuf,
    /// The exports in it.
    pub read: Vec<Read>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// The posts, the pages, and what is told of experts and topics: all that colleagues may have quoted somebody in beside comments.
pub fn texts(root: &Path, config: &Config) -> Vec<Source> {
    let mut found = walk::list(root, config).value;
    let is_text = |found: &Found| {
        matches!(found.class, Class::Post | Class::Page | Class::Expert | Class::Topic)
    };
    found.retain(is_text);
    let Sources { posts, pages, experts, topics, .. } = read_all(&found, config).value;
    posts.into_iter().chain(pages).chain(experts).chain(topics).collect()
}

/// Every file of comments of the site in `root`, by path, with their other files: mappings, decisions and the forgotten.
pub fn exports(root: &Path, config: &Config) -> Checked<(Vec<Exported>, Vec<Source>)> {
    let Checked { value: mut found, mut problems } = walk::list(root, config);
    let is_own = |found: &Found| {
        matches!(found.class, Class::Export | Class::Mapping | Class::Moderation | Class::Forgotten)
    };
    found.retain(is_own);
    let places: HashMap<SourcePath, PathBuf> =
        found.iter().map(|found| (found.path.clone(), found.on_disk.clone())).collect();
    let Sources { exports, mappings, moderations, forgotten, .. } =
        read_all(&found, config).take(&mut problems);
    let exports = comment::beside::exports(exports);
    let members = comment::beside::members(&exports, config);
    let mut exports: Vec<Exported> = exports
        .into_par_iter()
        .map(|file| {
            let Checked { value: read, problems } = reading::one(&file, (None, &members), config);
            let on_disk = places.get(file.path()).cloned().unwrap_or_default();
            Exported { file, on_disk, read, problems }
        })
        .collect();
    // What one file says of the comments in another counts for all of them together.
    let counts: Vec<usize> = exports.iter().map(|exported| exported.read.len()).collect();
    let mut all: Vec<Read> =
        exports.iter_mut().flat_map(|file| std::mem::take(&mut file.read)).collect();
    comment::across::connect(&mut all);
    let mut all = all.into_iter();
    for (exported, count) in exports.iter_mut().zip(counts) {
        exported.read = all.by_ref().take(count).collect();
    }
    let others = mappings.into_iter().chain(moderations).chain(forgotten).collect();
    Checked { value: (exports, others), problems }
}

/// The same for who promises everything of somebody: an export with an error gives nothing, and may hold more of theirs.
pub fn all_exports(
    root: &Path,
    config: &Config,
) -> Result<(Vec<Exported>, Vec<Source>), Vec<Diagnostic>> {
    let Checked { value, problems } = exports(root, config);
    let is_within = |path: &str, folder: &str| {
        path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // An error at a folder is one of all files in it.
    let is_own = |problem: &&Diagnostic| {
        problem.path.as_ref().is_none_or(|path| {
            let mut sources = config.comments.sources.iter();
            sources.any(|one| is_within(path.as_str(), one) || is_within(one, path.as_str()))
        })
    };
    let own = value.0.iter().flat_map(|file| &file.problems);
    let own = own.chain(problems.iter().filter(is_own));
    let mut errors: Vec<Diagnostic> =
        own.filter(|problem| problem.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        return Ok(value);
    }
    errors.push(Diagnostic::error(Problem::ExportsUnread));
    Err(errors)
}
