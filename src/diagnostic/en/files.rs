//! What is said of files among the posts that are no posts, in English.

use super::phrases::{count, list};
use crate::diagnostic::{Wording, say};

pub(super) fn date_in_name(value: &str) -> Wording {
    say(
        format!("`{value}` in the name is no date that exists, and the post has no other"),
        "correct the name of the file, or put `date` at the top: `date: 2026-11-23`",
    )
}

pub(super) fn content_empty(lost: u64) -> Wording {
    say(
        format!(
            "the folder `content` is empty: this would remove {} files of the site",
            count(lost)
        ),
        "check that the network drive with your files is connected. \
             To start afresh, empty the folder of the site yourself first",
    )
}

pub(super) fn same_name(name: &str, other: &str) -> Wording {
    say(
        format!("`{name}` and `{other}` look the same, and get the same address"),
        "one of the two names comes from a Mac, which stores accents in another way. \
             Give one of the files another name, or remove one",
    )
}

pub(super) fn section_left() -> Wording {
    say(
        "this file is about its folder, and its text is nowhere on the site",
        "give the file a name like `welcome.md`, or put the text in `content/pages`",
    )
}

pub(super) fn section_draft() -> Wording {
    say(
        "`draft` holds for the whole folder here: nothing in it is on the site",
        "if the posts are meant to be seen, remove the line; otherwise put `draft` in each post",
    )
}

pub(super) fn part_of_post(folder: &str) -> Wording {
    say(
        format!("this file belongs to the post in `{folder}`, and gets no page of its own"),
        "if it is a post, put it in another folder. If it is a part of that post, put the text in its \
         `index.md`",
    )
}

pub(super) fn name_hidden(name: &str, amount: u64) -> Wording {
    let sign: String = name.chars().take(1).collect();
    let message = match (name.ends_with('/'), amount) {
        (true, 2..) => {
            format!(
                "`{name}` begins with `{sign}`: no page is made of the {} texts in it",
                count(amount)
            )
        }
        (true, _) => format!("`{name}` begins with `{sign}`: no page is made of the text in it"),
        (false, _) => format!("`{name}` begins with `{sign}`: no page is made of this file"),
    };
    say(
        message,
        format!(
            "if readers are to see it, take the `{sign}` from the name, as in Docusaurus and Jekyll"
        ),
    )
}

pub(super) fn page_hidden(key: &str, dialect: &str) -> Wording {
    say(
        format!("`{key}`: {dialect} makes no page of this text, and here it counts as a draft"),
        "if readers are to see the text, remove the line",
    )
}

pub(super) fn tags_left() -> Wording {
    say(
        "this list of tags of Docusaurus is not read: topics are called as the posts call them",
        "for another title or an introduction make `content/topics/<id>.md`, and remove this file",
    )
}

pub(super) fn meta_left() -> Wording {
    say(
        "what this file of MkDocs Material says of all posts in its folder is not read",
        "write at the top of each post what should hold for it, such as `authors` and `categories`",
    )
}

pub(super) fn series_left(key: &str, left: &[String]) -> Wording {
    say(
        format!("a post is in one series; what else `{key}` says is left out: {}", list(left)),
        "keep the series that readers should follow. The others may be `topics`",
    )
}

pub(super) fn not_markdown(ending: &str, amount: u64) -> Wording {
    let message = match amount {
        1 => format!("this file is not Markdown (`{ending}`), and no page is made of it"),
        _ => format!(
            "no page is made of {} files like this one (`{ending}`): they are not Markdown",
            count(amount)
        ),
    };
    say(
        message,
        "put a text in a file that ends in `.md`, and comments in `content/comments`. If it belongs to a post, \
         link to it there, or put it in a folder with that post as `index.md`",
    )
}
