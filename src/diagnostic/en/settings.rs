//! What is said of problems in settings, in English.

use super::phrases::{count, meant, meant_or};
use super::reasons::{reason, yaml_help};
use crate::diagnostic::reason::Reason;
use crate::diagnostic::{Wording, say};

/// TOML that cannot be read.
pub(super) fn invalid_toml(detail: &str) -> Wording {
    say(
        format!("this line is not written correctly: {}", reason(detail)),
        match Reason::of(detail) {
            Some(Reason::Twice) => "join the two: a key or a `[section]` stands there once",
            Some(Reason::Backslash) => {
                "put a path of Windows between single quotation marks: `folder = '\\\\server\\share\\blog'`"
            }
            _ => {
                "check the quotation marks and brackets. A good line looks like `title = \"Water\"`"
            }
        },
    )
}

pub(super) fn source_missing(path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("the settings name `{path}` as exports, but it is not there"),
        meant(nearest, "put the exports there, or name the place where they are"),
    )
}

pub(super) fn pending_missing(path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("by `pending`, comments in `{path}` wait, but there is no export there"),
        meant_or(
            nearest,
            "name the place where those exports are, or what nobody approved is shown; if there are none yet, take this out until there are",
        ),
    )
}

pub(super) fn no_root(folder: &str) -> Wording {
    say(
        format!("there is no folder `{folder}`"),
        "give the folder of your site to `--root`; `weerklank init DIR` makes a new site",
    )
}

pub(super) fn missing() -> Wording {
    say(
        "there is no `weerklank.toml` here, so this is not the folder of a site",
        "go to the folder of your site, or name it with `--root DIR`. \
         `weerklank init DIR` makes a new site",
    )
}

pub(super) fn alias_in_yaml() -> Wording {
    say(
        "a value that points to a table elsewhere with `*`, or to much text, is not read",
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

pub(super) fn missing_title() -> Wording {
    say(
        "the title is missing",
        "put `title` at the top of the file, in weerklank.toml as `title = \"Our blog\"`. A post may begin with a line `# Title` instead",
    )
}

pub(super) fn unclosed(fence: &str) -> Wording {
    say(
        format!("the block at the top begins with `{fence}`, but never ends"),
        format!("put a line with only `{fence}` below the last key, above the text"),
    )
}

pub(super) fn invalid_date(key: &str, value: &str) -> Wording {
    say(
        format!("`{value}` in `{key}` is not a valid date"),
        "write year, month and day: `2026-11-23`. A time may follow: `2026-11-23 14:05`",
    )
}

pub(super) fn missing_date() -> Wording {
    say("the post has no date", "put `date` at the top of the file, for example `date: 2026-11-23`")
}

pub(super) fn color_unreadable(key: &str, color: &str, used: &str) -> Wording {
    say(
        format!("text in `{color}` (`{key}`) cannot be read; links become `{used}`"),
        format!("choose a colour with more contrast, or put `{used}` here"),
    )
}

/// Front matter in JSON that cannot be read.
pub(super) fn invalid_json(column: u64) -> Wording {
    say(
        format!(
            "the block at the top is JSON that cannot be read from character {} of this line on",
            count(column)
        ),
        "look for a comma, a quotation mark or a brace that is missing, or write `key: value` between two lines with `---`",
    )
}

pub(super) fn invalid_yaml(detail: &str, mended: &Option<String>) -> Wording {
    say(
        format!("this line is not written correctly: {}", reason(detail)),
        match mended {
            Some(line) => format!("write the line like this: `{line}`"),
            None => yaml_help(detail).to_owned(),
        },
    )
}

/// Keys without the fence above them.
pub(super) fn bare(key: &str) -> Wording {
    say(
        format!("this file begins with `{key}`, but the line `---` above it is missing"),
        "put a line with only three dashes, `---`, above and below these lines with keys",
    )
}

/// A value that YAML takes for a remark.
pub(super) fn value_is_remark(key: &str) -> Wording {
    say(
        format!("the value behind `{key}` begins with `#`, and so it does not count here"),
        "put the value between quotation marks, or take the `#` away",
    )
}

pub(super) fn post_empty() -> Wording {
    say("this file is empty", "write the post in it, or remove the file")
}
