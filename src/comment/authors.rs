//! Whoever wrote several comments is held once.

use std::collections::HashSet;
use std::sync::Arc;

use super::Author;

/// Everybody who was met.
#[derive(Debug, Default)]
pub(super) struct Authors {
    known: HashSet<Arc<Author>>,
}

impl Authors {
    /// This author, as they are held.
    pub(super) fn share(&mut self, author: Arc<Author>) -> Arc<Author> {
        if let Some(known) = self.known.get(&author) {
            return known.clone();
        }
        self.known.insert(author.clone());
        author
    }
}
