//! People whom comments know by a number only, and whom an export names before or after them.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Author, Comment};

/// The people of an export, and who wrote each of its comments.
#[derive(Debug, Default)]
pub(super) struct People {
    known: HashMap<String, Arc<Author>>,
    writers: Vec<Option<String>>,
}

impl People {
    /// Somebody is known by this number.
    pub(super) fn know(&mut self, number: &str, author: Author) {
        self.known.insert(number.to_owned(), Arc::new(author));
    }

    /// The next comment was written by this one, or by nobody of them.
    pub(super) fn wrote(&mut self, number: Option<&str>) {
        self.writers.push(number.map(str::to_owned));
    }

    /// Gives the comments their authors, once everybody is known. One that names its author itself keeps that name.
    pub(super) fn name(&self, comments: &mut [Box<Comment>]) {
        for (comment, writer) in comments.iter_mut().zip(&self.writers) {
            let known = writer.as_ref().and_then(|number| self.known.get(number));
            if let Some(author) = known.filter(|_| comment.author.name.is_empty()) {
                comment.author = author.clone();
            }
        }
    }
}
