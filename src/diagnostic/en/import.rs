//! What is said of posts that come from another system, in English.

use crate::diagnostic::{Wording, say};

pub(super) fn foreign() -> Wording {
    say(
        "this is no export of WordPress, and posts are taken out of those alone",
        "in WordPress, choose Tools > Export > All content, and give the `.xml` file that comes of it; posts of \
         Hugo, Jekyll and the like go into `content/posts` as they are",
    )
}

pub(super) fn empty() -> Wording {
    say(
        "there are no posts in this export",
        "in WordPress, choose Tools > Export > All content, and not only media or a menu",
    )
}

pub(super) fn left_out(name: &str) -> Wording {
    say(
        format!(
            "what was `<{name}>` on the old blog is not in this post: nothing here takes its place"
        ),
        "see whether the text does without, or write something for it yourself",
    )
}

pub(super) fn missing(name: &str, address: &str) -> Wording {
    say(
        format!("`{name}` is not here; it was at {address}"),
        "ask who runs the old blog for the folder `wp-content/uploads`, and give it to another `weerklank import` \
         with `--uploads DIR`, or put the file beside the post yourself",
    )
}

pub(super) fn no_folder(folder: &str) -> Wording {
    say(
        format!("`{folder}` is no folder that is there"),
        "name the folder `wp-content/uploads` of the old blog after `--uploads`, as you got it",
    )
}
