//! Names and the places they stand for.

use std::collections::HashMap;

use super::LinkTarget;
use crate::output::{name_slug, slugify};
use crate::post::dates::without_date;
use crate::post::name::stem_and_language;
use crate::source::SourcePath;

/// The place that a name stands for. A post goes before a page, a page before an expert, and so on; two of the same rank
/// make the name mean nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) index: usize,
    rank: u8,
    is_unique: bool,
}

/// How much a name of this file counts when others have the same.
pub(super) fn rank(source: &SourcePath) -> u8 {
    let order =
        ["content/posts/", "content/pages/", "content/experts/", "content/topics/", "content/"];
    let place = order.iter().position(|start| source.as_str().starts_with(start));
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

/// Gives a place one more name.
pub(super) fn insert(map: &mut HashMap<String, Found>, name: String, index: usize, rank: u8) {
    let found = map.entry(name).or_insert(Found { index, rank, is_unique: true });
    if found.rank > rank {
        *found = Found { index, rank, is_unique: true };
    } else if found.index != index && found.rank == rank {
        found.is_unique = false;
    }
}

/// The one place of this name.
pub(super) fn unique(map: &HashMap<String, Found>, name: &str) -> Option<usize> {
    map.get(name).filter(|found| found.is_unique).map(|found| found.index)
}

/// The files of all places in lower case.
pub(super) fn folded(targets: &[LinkTarget]) -> HashMap<String, Found> {
    let mut folded = HashMap::with_capacity(targets.len());
    for (number, target) in targets.iter().enumerate() {
        let name = target.source.as_str().to_lowercase();
        insert(&mut folded, name, number, rank(&target.source));
    }
    folded
}

/// What places are called beside their files and their addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct Further {
    pub(super) slugs: HashMap<String, Found>,
    pub(super) titles: HashMap<String, Found>,
    /// File names, and their stems with and without a date, in lower case.
    pub(super) files: HashMap<String, Found>,
}

impl Further {
    pub(super) fn of(targets: &[LinkTarget]) -> Further {
        let mut further = Further::default();
        for (number, target) in targets.iter().enumerate() {
            further.add(number, target);
        }
        further
    }

    fn add(&mut self, number: usize, target: &LinkTarget) {
        let rank = rank(&target.source);
        insert(&mut self.files, target.source.file_name().to_lowercase(), number, rank);
        if target.slug.is_empty() {
            return;
        }
        insert(&mut self.slugs, slugify(&target.slug), number, rank);
        if !target.title.is_empty() {
            insert(&mut self.titles, name_slug(&target.title), number, rank);
        }
        let (mut stem, _) = stem_and_language(&target.source);
        if matches!(stem, "index" | "_index") {
            stem = target.source.folder().rsplit('/').next().unwrap_or(stem);
        }
        let stem = stem.to_lowercase();
        let bare = without_date(&stem);
        if bare != stem {
            insert(&mut self.files, bare.to_owned(), number, rank);
        }
        insert(&mut self.files, stem, number, rank);
    }
}
