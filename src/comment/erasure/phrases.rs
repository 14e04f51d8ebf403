//! Words in a row by which somebody is found, by the first of them: somebody may have thousands of names.

use std::collections::HashMap;

use super::traces::Kind;

/// Those words, each with what they are.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<(Kind, Vec<String>)>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Phrases {
    /// Adds one, if it has any words.
    pub(super) fn add(&mut self, kind: Kind, words: Vec<String>) {
        let Some(first) = words.first() else { return };
        match self.by_first.get_mut(first) {
            Some(places) => places.push(self.all.len()),
            None => {
                self.by_first.insert(first.clone(), vec![self.all.len()]);
            }
        }
        self.all.push((kind, words));
    }

    /// Adds these.
    pub(super) fn extend(&mut self, phrases: impl IntoIterator<Item = (Kind, Vec<String>)>) {
        phrases.into_iter().for_each(|(kind, words)| self.add(kind, words));
    }

    /// All of them, in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(Kind, Vec<String>)> {
        self.all.iter()
    }

    /// Those that begin with this word, likewise.
    pub(super) fn from(&self, first: &str) -> impl Iterator<Item = &(Kind, Vec<String>)> {
        self.by_first.get(first).into_iter().flatten().map(|place| &self.all[*place])
    }
}
