//! What is said of problems in settings, in English.

use crate::diagnostic::{Wording, say};

pub(super) fn missing() -> Wording {
    say(
        "there is no `weerklank.toml` here, so this is not the folder of a site",
        "go to the folder of your site, or name it with `--root DIR`. \
         `weerklank init DIR` makes a new site",
    )
}

pub(super) fn alias_in_yaml() -> Wording {
    say(
        "a value that points to a value elsewhere with `*` is not read",
        "write the value out here. \
         If the `*` is part of the text, put the text between quotation marks",
    )
}

pub(super) fn same_folder(folder: &str, key: &str, other: &str) -> Wording {
    say(
        format!("`{key}` and `{other}` name the same folder: `{folder}`"),
        "give each of the two a folder of its own",
    )
}

pub(super) fn missing_key(key: &str) -> Wording {
    say(format!("the key `{key}` is missing here"), format!("add a line: `{key} = \"…\"`"))
}
