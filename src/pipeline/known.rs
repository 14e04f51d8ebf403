//! What a site has already of another blog, so that posts that come from there are not made again.

use std::path::Path;

use rayon::prelude::*;

use super::read_all;
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::disk::walk::{self, Class, Found};
use crate::import::Known;
use crate::post::{self, Document, Kind, authors};
use crate::site::{own_id, own_slug};
use crate::source::{Source, Sources};

/// The numbers that the posts and pages in `root` have in other systems, and its people; with the lists of who was forgotten. What is wrong with
/// them is for the build to tell.
pub fn known(root: &Path, config: &Config) -> (Known, Vec<Source>) {
    let mut found = walk::list(root, config).value;
    found.retain(|found: &Found| {
        let kinds = [Class::Post, Class::Page, Class::Expert, Class::AuthorList, Class::Forgotten];
        kinds.contains(&found.class)
    });
    let Sources { posts, pages, experts, author_lists, forgotten, .. } =
        read_all(&found, config).value;
    let read = |(source, kind): (&Source, Kind)| post::read(source, kind, config).value;
    let mut known = Known::default();
    let texts: Vec<(&Source, Kind)> = posts
        .iter()
        .map(|post| (post, Kind::Post))
        .chain(pages.iter().map(|page| (page, Kind::Page)))
        .collect();
    let documents: Vec<Document> = texts.into_par_iter().filter_map(read).collect();
    known.files = posts.iter().chain(&pages).map(|source| source.path.clone()).collect();
    for document in documents {
        for id in document.front.ids {
            known.ids.insert(id, document.path.clone());
        }
    }
    for document in experts.iter().filter_map(|source| read((source, Kind::Expert))) {
        let id = own_id(&document.path);
        let name = document.front.title().map(str::to_owned);
        let names = document.front.aliases.iter().cloned().chain(name).chain([id.clone()]);
        known.people.extend(names.map(|name| (own_slug(&name), id.clone())));
    }
    for entry in
        author_lists.iter().map(authors::read_authors).flat_map(|Checked { value, .. }| value)
    {
        let names = entry.aliases.into_iter().chain(entry.person.name).chain([entry.id.clone()]);
        known.people.extend(names.map(|name| (own_slug(&name), entry.id.clone())));
    }
    (known, forgotten)
}
