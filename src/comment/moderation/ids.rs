//! Many comments by their ids, which they hold themselves: the ids of a million, held twice, would be much memory.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Numbers of comments by what they are called.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// By the hash of a name, the last entry that has it.
    last: HashMap<u64, u32>,
    /// The number of a comment, and the entry of that hash before it.
    entries: Vec<(u32, Option<u32>)>,
}

impl Ids {
    /// Nothing yet, with room for so many.
    pub(super) fn with_capacity(count: usize) -> Ids {
        Ids { last: HashMap::with_capacity(count), entries: Vec::with_capacity(count) }
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.last.len()
    }

    /// A comment is called so.
    pub(super) fn insert(&mut self, name: impl Hash, number: usize) {
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let before = self.last.insert(hash(name), entry);
        self.entries.push((u32::try_from(number).unwrap_or(u32::MAX), before));
    }

    /// The comments that may be called so, the last first. Whether they are, the comments know.
    pub(super) fn find(&self, name: impl Hash) -> impl Iterator<Item = usize> {
        let mut next = self.last.get(&hash(name)).copied();
        std::iter::from_fn(move || {
            let (number, before) = *self.entries.get(next? as usize)?;
            next = before;
            Some(number as usize)
        })
    }
}

fn hash(name: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
