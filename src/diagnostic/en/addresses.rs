//! What is said of addresses of pages, in English.

use super::phrases::maker;
use crate::diagnostic::{Wording, say};

pub(super) fn same_address(address: &str, other: &str) -> Wording {
    say(
        format!("this file gets the same address as {}: `{address}`", maker(other)),
        "give one of the two another address with `slug` or `path`. \
             Remove an old address from `aliases`",
    )
}

pub(super) fn address_in_file(address: &str, file: &str, other: &str) -> Wording {
    say(
        format!("`{address}` would lie within `{file}`, but that is the file of {}", maker(other)),
        "give one of the two another address with `slug` or `path`. \
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
        format!("there is no place called `#{anchor}` on `{target}`"),
        match nearest {
            Some(nearest) => format!("did you mean `#{nearest}`?"),
            None => {
                "take the name from a heading on that page, or remove `#` and the name".to_owned()
            }
        },
    )
}
