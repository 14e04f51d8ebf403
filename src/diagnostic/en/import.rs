//! What is said of posts that come from another system, in English.

use super::phrases::count;
use crate::diagnostic::{Wording, say};

pub(super) fn foreign() -> Wording {
    say(
        "this is no export of WordPress, and posts are taken out of those alone",
        "in WordPress, choose Tools > Export > All content, and give that `.xml` file. Comments of anything else go into \
         `content/comments` as they are, posts of Hugo, Jekyll and the like into `content/posts`",
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
        format!("{} could not come along, with what was in it", left(name)),
        "see on the old blog what it was (a form, a button, a picture without a file, a list, something hidden), and whether the text does without",
    )
}

/// A block of WordPress, a language or an element.
fn left(name: &str) -> String {
    match name.split_once(':') {
        Some(("[", _)) => format!("the text of this post in another language, `{name}`,"),
        Some(("field", name)) => format!("the field `{name}` of this post"),
        Some(_) => format!("the block `{name}` in this post"),
        None if name.starts_with('[') => format!("a `{name}` in this post"),
        None => format!("a `<{name}>` in this post"),
    }
}

pub(super) fn missing(name: &str, address: &str) -> Wording {
    say(
        format!("`{name}` is not here; it was at {address}"),
        "ask who runs the old blog for the folder `wp-content/uploads`, and give it to another `weerklank import` \
         with `--uploads DIR`, or put the file beside the post yourself",
    )
}

pub(super) fn no_folder(folder: &str, needed: Option<u64>) -> Wording {
    say(
        match needed {
            None => format!("there is no folder `{folder}`"),
            Some(needed) => format!(
                "the folder `{folder}` has none of the {} pictures and files of the posts",
                count(needed)
            ),
        },
        "name the folder `wp-content/uploads` of the old blog after `--uploads`, as you got it: with a folder for each year in it",
    )
}

pub(super) fn uploads_left(number: u64) -> Wording {
    say(
        match number {
            1 => "the posts have a picture or file of the old blog".to_owned(),
            _ => format!("the posts have {} pictures and files of the old blog", count(number)),
        },
        "ask who runs the old blog for the folder `wp-content/uploads`, and give the command again with \
         `--uploads DIR`: what is there already stays as it is",
    )
}

pub(super) fn shortcode(name: &str) -> Wording {
    say(
        format!("`[{name}]` of a plugin of WordPress stands in the text as it is written"),
        "take it out, or write what readers saw there; if it hid something, as from who had not logged in, everybody sees that now",
    )
}

pub(super) fn restricted(name: &str) -> Wording {
    say(
        format!("this became a draft: on the old blog not everybody saw what is in `{name}`"),
        "take out what is not for everybody, and then the line `draft: true`",
    )
}
