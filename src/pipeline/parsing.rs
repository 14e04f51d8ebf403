//! What was read becomes the parts of a site, and what was said on it.

use std::sync::Arc;

use super::documents::{articles, documents};
use super::reading;
use crate::comment;
use crate::config::Config;
use crate::diagnostic::{Checked, Problem, Severity};
use crate::disk::aside::Aside;
use crate::disk::cache::Cache;
use crate::post::{Kind, Sections, authors};
use crate::site::{Heard, Parts, Written};
use crate::source::{SourcePath, Sources};

/// Parses all but the theme. What is wrong with what was said stands with that: it is told again when that is recalled.
pub(super) fn parts(
    sources: Sources,
    aside: &Arc<Aside>,
    cache: &mut Cache,
    config: &Config,
) -> Checked<(Parts, Checked<Heard>)> {
    let mut problems = Vec::new();
    let Sources {
        posts,
        pages,
        experts,
        topics,
        author_lists,
        exports,
        mappings,
        moderations,
        forgotten,
        attachments,
        statics,
        theme: _,
    } = sources;
    let ([posts, pages], exports) = rayon::join(
        || articles(posts, pages, cache, config),
        || reading::read(comment::beside::exports(exports), aside, config),
    );
    let (mut nothing, none) = (Cache::default(), Sections::default());
    let parts = Parts {
        unread: unread(&posts).chain(unread(&pages)).collect(),
        resources: resources(&posts),
        posts: posts.take(&mut problems),
        pages: pages.take(&mut problems),
        experts: documents(experts, Kind::Expert, &none, &mut nothing, config).take(&mut problems),
        topics: documents(topics, Kind::Topic, &none, cache, config).take(&mut problems),
        authors: author_lists
            .iter()
            .flat_map(|source| authors::read_authors(source).take(&mut problems))
            .collect(),
        attachments,
        statics,
    };
    let mut told = Vec::new();
    let exports = exports.into_iter().flat_map(|export| export.take(&mut told)).collect();
    let heard = Heard { exports, mappings, moderations, forgotten };
    Checked { value: (parts, Checked { value: heard, problems: told }), problems }
}

/// The documents of which nothing could be read.
fn unread(checked: &Checked<Vec<Written>>) -> impl Iterator<Item = SourcePath> {
    let Checked { value, problems } = checked;
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    let paths = errors.filter_map(|problem| problem.path.as_ref());
    let is_read = |path: &&SourcePath| value.iter().any(|read| read.document.path == **path);
    paths.filter(move |path| !is_read(path)).cloned()
}

/// The Markdown files that are parts of posts.
fn resources(posts: &Checked<Vec<Written>>) -> Vec<SourcePath> {
    let told = posts.problems.iter();
    let parts = told.filter(|told| matches!(told.problem, Problem::PartOfPost { .. }));
    parts.filter_map(|told| told.path.clone()).collect()
}
