//! What was found in pictures and documents, kept for the next build: it only saves reading them again.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::write::{load, save};
use crate::media::Facts;
use crate::source::Hash;

/// What is known of files, by the hash of their bytes and of how they were looked at.
#[derive(Clone, Debug, Default)]
pub struct Looked {
    known: HashMap<Hash, Facts>,
    used: HashSet<Hash>,
    is_new: bool,
}

impl Looked {
    /// What the last build of the site in `root` found, if it was made by this program.
    pub(super) fn open(root: &Path, program: &Hash) -> Looked {
        let kept = load::<(Hash, Vec<(Hash, Facts)>)>(&root.join(".weerklank/looked"));
        let known = kept.filter(|(maker, _)| maker == program).map(|(_, known)| known);
        Looked { known: known.unwrap_or_default().into_iter().collect(), ..Looked::default() }
    }

    /// What is known of a file.
    pub fn find(&mut self, file: &Hash) -> Option<Facts> {
        let found = self.known.get(file).cloned();
        if found.is_some() {
            self.used.insert(*file);
        }
        found
    }

    /// Remembers what was found in a file.
    pub fn keep(&mut self, file: Hash, facts: Facts) {
        self.is_new = true;
        self.used.insert(file);
        self.known.insert(file, facts);
    }

    /// Writes what this build made use of, unless just that lies there. One that cannot be written costs time, and nothing else.
    pub(super) fn save(&self, root: &Path, program: &Hash) {
        if !self.is_new && self.used.len() == self.known.len() {
            return;
        }
        let mut known: Vec<(Hash, &Facts)> =
            self.used.iter().filter_map(|file| Some((*file, self.known.get(file)?))).collect();
        known.sort_by_key(|(file, _)| *file);
        let _ = save(&root.join(".weerklank/looked"), &(program, known));
    }
}
