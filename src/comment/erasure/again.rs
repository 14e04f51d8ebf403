//! What was taken out of the texts of others before goes again, if an old export brought it back.

use std::collections::HashSet;
use std::ops::Range;

use super::fates::{Fate, fates};
use super::forgotten::Forgotten;
use super::taken;
use super::traces::Traces;
use crate::comment::Comment;

impl Traces {
    /// Lets go again what these lists say was taken out of the texts of others.
    pub fn keep_out(&mut self, lists: Vec<Forgotten>) {
        self.lists = lists;
    }

    /// Whether there is anything of that.
    pub(super) fn takes_again(&self) -> bool {
        !self.lists.is_empty()
    }

    /// Where in a text of this comment that stands, without the tags in it.
    pub fn taken(&self, text: &str, is_marked: bool, comment: &Comment) -> Vec<Range<usize>> {
        taken::find(&self.lists, text, is_marked, comment)
    }

    /// Whether something was taken out of a comment before, so that it goes again, with what stands beside its text.
    pub(in crate::comment) fn took_from(&self, comment: &Comment) -> bool {
        self.lists.iter().any(|list| list.taken(comment).next().is_some())
    }

    /// The fate of each comment, of which those in `erased` go. One that came back leaves an empty place again if it did before, though
    /// nobody may answer it any more.
    pub fn fates(&self, comments: &[&Comment], erased: &HashSet<usize>) -> Vec<Fate> {
        let mut fates = fates(comments, erased, self.answered());
        for (fate, comment) in fates.iter_mut().zip(comments) {
            if *fate == Fate::Remove && self.lists.iter().any(|list| list.has_place(comment)) {
                *fate = Fate::Empty;
            }
        }
        fates
    }

    /// Whether a text is an address of somebody whom the lists know.
    pub(in crate::comment) fn is_known_email(&self, text: &str) -> bool {
        self.is_email(text) || self.lists.iter().any(|list| list.has_email(text))
    }

    /// The same of one that counts only beside a name, with this name.
    pub(in crate::comment) fn is_known_sender(&self, email: &str, name: &str) -> bool {
        self.is_known_email(email) || self.lists.iter().any(|list| list.has_sender(email, name))
    }

    /// The same of an account that is of no site.
    pub fn is_known_account(&self, text: &str) -> bool {
        self.is_account(Some(""), text) || self.lists.iter().any(|list| list.has_account("", text))
    }
}
