//! Files of text become documents, if the cache does not have them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::IN_A_ROW;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::cache::Cache;
use crate::post::{self, Document, Given, Kind, Sections};
use crate::site::Written;
use crate::source::{Source, SourcePath};

/// Takes out the texts that their names hide: one warning for each file or folder of that name.
fn without_hidden(sources: Vec<Source>, problems: &mut Vec<Diagnostic>) -> Vec<Source> {
    let mut hidden: BTreeMap<String, (SourcePath, u64)> = BTreeMap::new();
    let is_shown = |source: &Source| {
        let by = post::hidden(&source.path);
        if let Some(by) = by {
            hidden.entry(by.to_owned()).or_insert_with(|| (source.path.clone(), 0)).1 += 1;
        }
        by.is_none()
    };
    let shown = sources.into_iter().filter(is_shown).collect();
    problems.extend(hidden.into_iter().map(|(by, (first, count))| {
        let end = if by == first.as_str() { "" } else { "/" };
        let name = by.rsplit('/').next().unwrap_or_default().to_owned() + end;
        Diagnostic::warning(Problem::NameHidden { name, count }).at(&first)
    }));
    shown
}

/// Takes out the files that belong to a post with a folder of its own.
fn without_parts(sources: Vec<Source>, problems: &mut Vec<Diagnostic>) -> Vec<Source> {
    let bundles = sources.iter().filter_map(|source| post::bundle(&source.path));
    let bundles: BTreeSet<String> = bundles.map(str::to_owned).collect();
    if bundles.is_empty() {
        return sources;
    }
    let is_post = |source: &Source| {
        let around = post::bundle_around(&source.path, &bundles);
        let Some(folder) = around.filter(|_| post::is_part(&source.path)) else { return true };
        let problem = Problem::PartOfPost { folder: folder.to_owned() };
        problems.push(Diagnostic::warning(problem).at(&source.path));
        false
    };
    sources.into_iter().filter(is_post).collect()
}

/// Reads the posts and the pages, with what their folders give them.
pub(super) fn articles(
    posts: Vec<Source>,
    pages: Vec<Source>,
    cache: &mut Cache,
    config: &Config,
) -> [Checked<Vec<Written>>; 2] {
    let mut problems = Vec::new();
    let [posts, pages] = [posts, pages].map(|sources| without_hidden(sources, &mut problems));
    let sections = Sections::of(&posts, config).take(&mut problems);
    let mut posts = documents(posts, Kind::Post, &sections, cache, config);
    posts.problems.extend(problems);
    [posts, documents(pages, Kind::Page, &sections, cache, config)]
}

/// Reads documents of one kind. What is wrong with files about folders of posts is told with the sections themselves.
pub(super) fn documents(
    sources: Vec<Source>,
    kind: Kind,
    folders: &Sections,
    cache: &mut Cache,
    config: &Config,
) -> Checked<Vec<Written>> {
    let (sections, mut sources): (Vec<Source>, Vec<Source>) =
        sources.into_iter().partition(|source| post::is_section(&source.path, kind));
    let mut problems = Vec::new();
    if kind == Kind::Post {
        sources = without_parts(sources, &mut problems);
    } else {
        problems.extend(sections.iter().flat_map(|it| post::section(it, kind, config).problems));
    }
    if matches!(kind, Kind::Expert | Kind::Topic) {
        sources = without_hidden(sources, &mut problems);
    }
    let known: Vec<(Source, Given, Option<Box<Document>>)> = sources
        .into_iter()
        .map(|source| {
            let given = folders.given(&source.path);
            let document = cache.take(&source.path, given.hash(source.hash));
            (source, given, document)
        })
        .collect();
    let read: Vec<Checked<Option<Written>>> = known
        .into_par_iter()
        .with_max_len(IN_A_ROW)
        .map(|(source, given, document)| {
            if let Some(document) = document {
                return Checked::new(Some(Written { document, source: source.bytes }));
            }
            if let Some(problem) = source.bytes.lacking() {
                return Checked { value: None, problems: vec![problem.clone()] };
            }
            let Checked { value, problems } = post::read_below(&source, kind, &given, config);
            Checked {
                value: value
                    .map(|document| Written { document: document.into(), source: source.bytes }),
                problems,
            }
        })
        .collect();
    let value = read.into_iter().filter_map(|checked| checked.take(&mut problems)).collect();
    Checked { value, problems }
}
