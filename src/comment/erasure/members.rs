//! Members of `LinkedIn`, of whose comments only the place tells whose they are.

use std::collections::HashSet;

use super::super::{Comment, linkedin};
use super::Traces;

impl Traces {
    /// Notes in which folders and archives a member has comments left.
    pub fn members(&mut self, comments: &[&Comment], erased: &HashSet<usize>) {
        let is_left = |(index, comment): &(usize, &&Comment)| {
            comment.origin.format == linkedin::FORMAT.name && !erased.contains(index)
        };
        let left = comments.iter().enumerate().filter(is_left);
        self.members = left.map(|(_, comment)| comment.origin.file.folder().to_owned()).collect();
    }

    /// Whether a member has comments left in this folder or archive.
    pub fn stays_in(&self, folder: &str) -> bool {
        self.members.contains(folder)
    }
}
