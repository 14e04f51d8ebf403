//! Which comment of somebody's a comment answers: one of the same file, of the same system, or the one that an anchor of our pages
//! stands for.

use std::collections::{HashMap, HashSet};

use crate::comment::{ANCHOR, Comment};
use crate::source::Hash;

/// The comments of somebody, as answers name them; each by its place among all.
#[derive(Debug, Default)]
pub struct Answered {
    /// By file and id.
    in_file: HashMap<(String, String), usize>,
    /// By family of formats, system and id.
    in_system: HashMap<(&'static str, String, String), usize>,
    /// By what their anchors are made of.
    anchored: HashMap<String, usize>,
}

impl Answered {
    /// Those in `erased`; `anchors` gives the comment that an anchor of our pages stands for.
    pub fn new(
        comments: &[&Comment],
        erased: &HashSet<usize>,
        anchors: &HashMap<String, Hash>,
    ) -> Answered {
        let mut answered = Answered::default();
        let mut by_key: HashMap<Hash, usize> = HashMap::new();
        let mut sorted: Vec<usize> =
            erased.iter().copied().filter(|index| *index < comments.len()).collect();
        sorted.sort_unstable();
        for index in sorted {
            let comment = comments[index];
            by_key.entry(comment.key()).or_insert(index);
            if let Some(id) = &comment.source_id {
                let system = comment.place.system.clone();
                let (file, id) = (comment.origin.file.to_string(), id.to_string());
                answered.in_file.insert((file, id.clone()), index);
                answered.in_system.insert((comment.family(), system, id), index);
            }
        }
        let theirs = anchors.iter().filter_map(|(anchor, key)| Some((anchor, by_key.get(key)?)));
        answered.anchored = theirs.map(|(anchor, index)| (anchor.clone(), *index)).collect();
        answered
    }

    /// Which of them this comment answers.
    pub(in crate::comment) fn by(&self, comment: &Comment) -> Option<usize> {
        let id = comment.parent.as_deref()?;
        if let Some(anchor) = id.strip_prefix(ANCHOR) {
            return self.anchored.get(anchor).copied();
        }
        let found = self.in_file.get(&(comment.origin.file.to_string(), id.to_owned()));
        let key = (comment.family(), comment.place.system.clone(), id.to_owned());
        found.or_else(|| self.in_system.get(&key)).copied()
    }

    /// Whether one of them has this id, in whichever file of a system that has no name.
    pub(super) fn has(&self, format: &'static str, id: &str) -> bool {
        self.in_system.contains_key(&(format, String::new(), id.to_owned()))
    }

    /// Whether one of them has this id, in any system.
    pub(in crate::comment) fn has_number(&self, id: &str) -> bool {
        self.in_system.keys().any(|(_, _, own)| own == id)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::comment::testing::comment;
    use crate::source::SourcePath;

    #[test]
    fn an_answer_names_what_it_answers_by_its_id_or_by_our_anchor() {
        let comments = [comment("1", "x"), comment("2", "y")];
        let comments: Vec<&Comment> = comments.iter().collect();
        let anchors = ["1042", "1043"].map(str::to_owned).into_iter();
        let anchors = anchors.zip(comments.iter().map(|comment| comment.key())).collect();
        let answered = Answered::new(&comments, &HashSet::from([0]), &anchors);
        for (parent, expected) in [
            (Some("1"), Some(0)),
            (Some("2"), None),
            // What our own link to answer a comment says of it, in a message.
            (Some("#comment-1042"), Some(0)),
            (Some("#comment-1043"), None),
            (None, None),
        ] {
            let mut answer = comment("9", "Dag Jan,");
            Arc::make_mut(&mut answer.origin).file = SourcePath::new("post.mbox");
            answer.parent = parent.map(Box::from);
            assert_eq!(answered.by(&answer), expected, "{parent:?}");
        }
    }
}
