//! What is said of addresses and links, in English.

use super::phrases::{maker, meant, waits};
use crate::diagnostic::words::is_of_machine;
use crate::diagnostic::{Unread, Waiting, Wording, say};

pub(super) fn same_address(address: &str, other: &str) -> Wording {
    say(
        format!("this file gets the same address as {}: `{address}`", maker(other)),
        "give the post another address with `slug` or `path`, or the file another name. \
             Remove an old address from `aliases`",
    )
}

pub(super) fn slug_repeated(slug: &str, other: &str, address: &str) -> Wording {
    say(
        format!("`{other}`, which is older, is called `{slug}` too: this post lies at `{address}`"),
        "choose another address with `slug` at the top of this post, or leave it as it is",
    )
}

pub(super) fn address_in_file(address: &str, file: &str, other: &str) -> Wording {
    say(
        format!("`{address}` would lie within `{file}`, but that is the file of {}", maker(other)),
        "give the post another address with `slug` or `path`, or the file another name. \
             Remove an old address from `aliases`",
    )
}

pub(super) fn not_html(address: &str, extension: &str) -> Wording {
    say(
        format!("`{address}` ends in `.{extension}`: many web servers do not send that as a page"),
        "ask your administrator whether the web server sends this address as HTML, or choose one \
             that ends in `.html` or `/`",
    )
}

pub(super) fn broken_anchor(target: &str, anchor: &str, nearest: &Option<String>) -> Wording {
    say(
        match target.split('#').next() {
            Some("") | None => format!("there is no place called `#{anchor}` on this page"),
            Some(page) => format!("there is no place called `#{anchor}` on `{page}`"),
        },
        match nearest {
            Some(nearest) => format!("did you mean `#{nearest}`?"),
            None => {
                "take the name from a heading on that page, or remove `#` and the name".to_owned()
            }
        },
    )
}

pub(super) fn broken_link(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("the link to `{target}` leads nowhere"),
        meant(nearest, "correct the link or remove it"),
    )
}

pub(super) fn missing_image(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("there is no image `{target}`"),
        meant(nearest, "put the file in the folder of the post or in `static`"),
    )
}

pub(super) fn link_waits(target: &str, post: &str, waiting: Waiting) -> Wording {
    say(
        format!("the link to `{target}` leads nowhere: `{post}` {}", waits(waiting)),
        "remove the link, or put it back when the post can be seen",
    )
}

pub(super) fn invalid_slug(slug: &str) -> Wording {
    say(
        format!("`{slug}` cannot be part of an address"),
        "use letters, digits and hyphens, and keep it short: `slug: water-in-the-city`",
    )
}

pub(super) fn reserved_name(slug: &str) -> Wording {
    say(
        format!("the name `{slug}` means something else to Windows or the web server"),
        "choose another name, for example with a word before it",
    )
}

pub(super) fn unsafe_address(address: &str) -> Wording {
    say(
        format!("the address `{address}` cannot be a place in the site"),
        "write an address within the site, without `..` and special characters: \
             `2026/water.html`",
    )
}

pub(super) fn remote_image(address: &str) -> Wording {
    say(
        format!("the image `{address}` is on another website; a link takes its place"),
        "put a copy in the folder of the post, and point to that",
    )
}

pub(super) fn unsafe_link(target: &str) -> Wording {
    if is_of_machine(target) {
        return say(
            format!(
                "`{target}` lies on your own computer or network drive, where readers cannot get at it"
            ),
            "put the file in the folder of the post, and write only its name here",
        );
    }
    say(
        format!("the link to `{target}` may be unsafe and was left out"),
        "use an address that begins with `https://`, `mailto:` or `tel:`",
    )
}

/// A reference that no line says the address of.
pub(super) fn undefined(label: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("no line says where `[{label}]` leads, and the link is plain text in the post"),
        match nearest {
            Some(nearest) => format!("did you mean `[{nearest}]`?"),
            None => format!("write `[{label}]:` and the address on a line of its own"),
        },
    )
}

/// A reference to a footnote that is not written.
pub(super) fn footnote_missing(label: &str) -> Wording {
    say(
        format!("there is no footnote `{label}`, and `[^{label}]` is plain text in the post"),
        format!(
            "write the note in a paragraph of its own that begins with `[^{label}]:`, or remove `[^{label}]`"
        ),
    )
}

/// Two introductions of one topic.
pub(super) fn duplicate_topic(id: &str, other: &str) -> Wording {
    say(
        format!("`{id}` already has an introduction in `{other}`"),
        "join the two files, or give one of them another file name",
    )
}

/// A name that two topics have.
pub(super) fn same_topic_name(name: &str, other: &str) -> Wording {
    say(
        format!(
            "the name `{name}` also belongs to the topic `{other}`; posts with that name go there"
        ),
        "give one of the two another `title`, or take the name out of the `aliases` of one of them",
    )
}

/// Text that was meant as more.
pub(super) fn markdown_unread(what: Unread) -> Wording {
    match what {
        Unread::TableRule => say(
            "these rows are no table: the line of dashes below the first is missing, or has another number of cells",
            "put a line with as many cells below the first row: `|---|---|`",
        ),
        Unread::TableTabs => say(
            "these lines with tabs in them come from a spreadsheet, and are no table here",
            "put a `|` between the cells, and a line with as many cells below the first row: `|---|---|`",
        ),
        Unread::TableCells => say(
            "this row has more cells than the table has columns, and nobody sees what is in them",
            "give the first two rows more cells; if a `|` is part of the text, write `\\|`",
        ),
        Unread::LinkGap => say(
            "this is no link: there is a blank between `]` and `(`",
            "take that blank out: `[text](address)`",
        ),
    }
}
