//! Which comments go, and which leave an empty place: what somebody else answered has to keep standing under something.

use std::collections::HashSet;

use super::Answered;
use crate::comment::Comment;
use crate::source::Hash;

/// What becomes of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Keep,
    /// It goes, and nothing shows that it was there.
    Remove,
    /// All that it says goes; its number and its time keep the place of the answers to it.
    Empty,
}

/// The fate of each comment, of which those in `erased` are the person's; `answered` knows which of them others answer. A comment
/// has one fate in all exports.
pub(super) fn fates(
    comments: &[&Comment],
    erased: &HashSet<usize>,
    answered: &Answered,
) -> Vec<Fate> {
    let parent = |index: usize| answered.by(comments[index]);
    let mut needed: HashSet<Hash> = HashSet::new();
    for index in (0..comments.len()).filter(|index| !erased.contains(index)) {
        let mut above = parent(index);
        while let Some(found) = above.filter(|found| needed.insert(comments[*found].key())) {
            above = parent(found);
        }
    }
    (0..comments.len())
        .map(|index| match erased.contains(&index) {
            false => Fate::Keep,
            true if needed.contains(&comments[index].key()) => Fate::Empty,
            true => Fate::Remove,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use super::*;
    use crate::comment::testing::comment;

    #[test]
    fn what_is_answered_keeps_its_place_and_so_does_what_stands_above_it() {
        let under =
            |id: &str, parent: &str| Comment { parent: Some(parent.into()), ..comment(id, "x") };
        let mut mail = under("9", "#comment-4");
        Arc::make_mut(&mut mail.origin).file = crate::source::SourcePath::new("post.mbox");
        let comments = [
            comment("1", "x"),
            under("2", "1"),
            under("3", "2"),
            comment("4", "x"),
            mail,
            under("5", "3"),
        ];
        let comments: Vec<&Comment> = comments.iter().collect();
        let anchors = HashMap::from([("4".to_owned(), comments[3].key())]);
        let of = |erased: &[usize]| {
            let erased = erased.iter().copied().collect();
            fates(&comments, &erased, &Answered::new(&comments, &erased, &anchors))
        };
        use Fate::{Empty, Keep, Remove};
        // 3 is somebody else's: what stands above it keeps its place.
        assert_eq!(of(&[0, 1, 5]), [Empty, Empty, Keep, Keep, Keep, Remove]);
        assert_eq!(of(&[0, 1, 2, 5]), [Remove, Remove, Remove, Keep, Keep, Remove]);
        assert_eq!(of(&[3]), [Keep, Keep, Keep, Empty, Keep, Keep]);
        assert_eq!(of(&[3, 4]), [Keep, Keep, Keep, Remove, Remove, Keep]);
    }
}
