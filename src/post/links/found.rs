//! Names and the places they stand for.

use std::collections::HashMap;

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
