//! What somebody has on the site beside comments: a profile, and posts.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::read_all;
use crate::config::Config;
use crate::disk::walk::{self, Class, Found};
use crate::post::front_matter::PersonRef;
use crate::post::mailbox::Mailbox;
use crate::post::{self, Document, Kind, authors};
use crate::site::{own_id, own_slug};
use crate::source::{Source, SourcePath, Sources};

/// The files of the site that somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenBy {
    /// What tells who they are.
    pub profiles: BTreeSet<SourcePath>,
    /// Posts and pages that name them as an author.
    pub posts: BTreeSet<SourcePath>,
}

impl WrittenBy {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty() && self.posts.is_empty()
    }

    /// All of it, profiles first.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.profiles.iter().chain(&self.posts)
    }
}

/// What whoever goes by one of these names, addresses or accounts has on the site in `root`. What is wrong with it is for the build to tell.
pub fn written_by(root: &Path, config: &Config, names: &[&str]) -> WrittenBy {
    let mut found = walk::list(root, config).value;
    found.retain(|found: &Found| {
        matches!(found.class, Class::Post | Class::Page | Class::Expert | Class::AuthorList)
    });
    let Sources { posts, pages, experts, author_lists, .. } = read_all(&found, config).value;
    let mut wanted: BTreeSet<String> = names.iter().map(|name| own_slug(name)).collect();
    wanted.remove("");
    let mut written = WrittenBy::default();
    let read = |source: &Source, kind| post::read(source, kind, config).value;
    let profiles = experts.iter().filter_map(|source| read(source, Kind::Expert));
    let profiles = profiles.map(|document| {
        let id = own_id(&document.path);
        let Document { path, front, .. } = &document;
        let name = front.person.name.clone().or_else(|| Some(document.title().to_owned()));
        let aliases = front.aliases.iter().chain(&front.person.emails).cloned();
        (path.clone(), [id].into_iter().chain(name).chain(aliases).collect::<Vec<_>>())
    });
    let entries = author_lists.iter().flat_map(|list| authors::read_authors(list).value);
    let entries = entries.map(|entry| {
        let others = entry.person.name.into_iter().chain(entry.aliases);
        (entry.path, std::iter::once(entry.id).chain(others).collect::<Vec<_>>())
    });
    // Posts may name them by what only a profile says.
    let mut known = wanted.clone();
    for (path, names) in profiles.chain(entries).collect::<Vec<_>>() {
        let names: Vec<String> = names.iter().map(|name| own_slug(name)).collect();
        if names.iter().any(|name| wanted.contains(name)) {
            written.profiles.insert(path);
            known.extend(names.into_iter().filter(|name| !name.is_empty()));
        }
    }
    let all: Vec<(&Source, Kind)> = posts
        .iter()
        .map(|post| (post, Kind::Post))
        .chain(pages.iter().map(|page| (page, Kind::Page)))
        .collect();
    let own = all.into_par_iter().filter_map(|(source, kind)| {
        let document = read(source, kind)?;
        let authors = &document.front.authors;
        let is_known = |name: &str| known.contains(&own_slug(name));
        let names_them = |author: &PersonRef| {
            let Mailbox { name, address } = Mailbox::of(&author.name);
            is_known(&author.name) || is_known(&name) || address.is_some_and(|it| is_known(&it))
        };
        authors.iter().any(names_them).then_some(document.path)
    });
    written.posts = own.collect();
    written
}
