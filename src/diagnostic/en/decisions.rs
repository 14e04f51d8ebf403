//! What is said of decisions of moderators that do not take, in English.

use super::phrases::{held, meant};
use crate::comment::Held;
use crate::diagnostic::{Decided, Wording, say};

pub(super) fn unknown_post(name: &str, nearest: &Option<String>) -> Wording {
    let help = "name the file of the post, for example `content/posts/water.md`";
    say(format!("there is no post `{name}`"), meant(nearest, help))
}

pub(super) fn no_passage(id: &str, passage: &str, how: Decided) -> Wording {
    let help = match how {
        Decided::Written => {
            "copy the words exactly from the comment, with the same capitals and punctuation"
        }
        Decided::Asked => {
            "nothing was noted; copy the words exactly from the comment, with the same capitals and punctuation"
        }
    };
    say(format!("comment `{id}` does not contain `{passage}`"), help)
}

pub(super) fn refused(id: &str, reason: Held, how: Decided) -> Wording {
    let help = match (how, reason) {
        (Decided::Written, _) => {
            "remove this decision, or approve the comment in the old system and make a new export"
        }
        (Decided::Asked, Held::Empty) => "nothing was noted: there is nothing to show",
        (Decided::Asked, Held::UnpublishedPost | Held::TrashedPost) => {
            "nothing was noted; publish the post first"
        }
        (Decided::Asked, _) => {
            "nothing was noted: only in the old system this can be changed, and then a new export be made"
        }
    };
    say(format!("comment `{id}` cannot be shown: {}", held(reason)), help)
}

pub(super) fn private_elsewhere(reason: Held) -> Wording {
    let only = match reason {
        Held::PasswordProtected => "only who has a password",
        _ => "not everyone",
    };
    say(
        format!("everyone can read this post here, and {only} where it comes from"),
        "if readers may not see it, write `draft: true` in it; if they may, write `draft: false`, and this is not told any more",
    )
}
