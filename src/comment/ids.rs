//! Many comments by what they are called, which they hold themselves: the names of a million, held twice, would be much memory.

use std::hash::{BuildHasher, Hash, RandomState};

/// Numbers of comments by what they are called.
#[derive(Debug)]
pub(super) struct Ids {
    state: RandomState,
    /// The last entry of those whose hashes end alike, plus one; as many as a power of two.
    last: Vec<u32>,
    /// The number of a comment, and the entry before it, likewise.
    entries: Vec<(u32, u32)>,
}

impl Ids {
    /// Nothing yet, with room for so many.
    pub(super) fn with_capacity(count: usize) -> Ids {
        Ids {
            state: RandomState::new(),
            last: vec![0; count.next_power_of_two()],
            entries: Vec::with_capacity(count),
        }
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A comment is called so.
    pub(super) fn insert(&mut self, name: impl Hash, number: usize) {
        let place = self.place(name);
        let before = self.last[place];
        self.entries.push((u32::try_from(number).unwrap_or(u32::MAX), before));
        self.last[place] = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
    }

    /// The comments that may be called so, the last first. Whether they are, the comments know.
    pub(super) fn find(&self, name: impl Hash) -> impl Iterator<Item = usize> {
        let mut next = self.last[self.place(name)];
        std::iter::from_fn(move || {
            let (number, before) = *self.entries.get((next as usize).checked_sub(1)?)?;
            next = before;
            Some(number as usize)
        })
    }

    fn place(&self, name: impl Hash) -> usize {
        self.state.hash_one(name) as usize & (self.last.len() - 1)
    }
}
