//! What is said of the folder and the files that the site goes to, in English.

use super::phrases::{count, list, trouble};
use crate::diagnostic::{Refusal, Trouble, Wording, say};

pub(super) fn output_of_other(folder: &str) -> Wording {
    say(
        format!("`{folder}` holds another site made by Weerklank"),
        "choose another folder with `--output DIR`. If that site may go, empty the folder \
         yourself first",
    )
}

pub(super) fn folder_in_the_way(path: &str) -> Wording {
    say(
        format!("`{path}` is a folder, and a file has to go there"),
        "remove the folder or give it another name, and try again",
    )
}

pub(super) fn partly_new(path: &str, why: Trouble) -> Wording {
    say(
        format!("`{path}` could not be replaced: {}", trouble(why)),
        "close the program that has the file open, and build the site again: \
         that finishes the work",
    )
}

pub(super) fn output_in_sources(folder: &str) -> Wording {
    say(
        format!("the site cannot go to `{folder}`: your own files are there"),
        "choose another folder with `--output DIR`, outside `content`, `static` and `themes`",
    )
}

pub(super) fn output_failed(path: &str, why: Trouble) -> Wording {
    say(
        format!("`{path}` cannot be written: {}", trouble(why)),
        match why {
            Trouble::NoFolder => "remove that file, or choose a folder with `--output DIR`",
            _ => "check whether another program has the file open, and try again",
        },
    )
}

pub(super) fn disk_full(path: &str) -> Wording {
    say(
        format!("the disk is full: there is no room left for `{path}`"),
        "free some space, and try again",
    )
}

pub(super) fn read_only(path: &str) -> Wording {
    say(
        format!("you may not write in `{path}`"),
        match path.contains(".weerklank") {
            true => "ask your administrator for permission to write in the folder of the site",
            false => {
                "ask your administrator for permission, or choose another folder with `--output DIR`"
            }
        },
    )
}

pub(super) fn output_changed(folder: &str, files: &[String], amount: u64) -> Wording {
    let what = match amount {
        1 => "a file was changed after Weerklank made it".to_owned(),
        _ => format!("{} files were changed after Weerklank made them", count(amount)),
    };
    say(
        format!("in `{folder}` {what}: {}", list(files)),
        "keep what you need of it elsewhere, and remove what was changed: Weerklank makes it again",
    )
}

pub(super) fn foreign(folder: &str, files: &[String], amount: u64) -> Wording {
    let what = match amount {
        1 => "a file that does".to_owned(),
        _ => format!("{} files that do", count(amount)),
    };
    say(
        format!("`{folder}` contains {what} not come from Weerklank: {}", list(files)),
        "choose an empty folder with `--output DIR`, or move first what is there",
    )
}

pub(super) fn locked(folder: &str) -> Wording {
    say(
        format!("another Weerklank command is already at work in `{folder}`"),
        "wait until it is done, and try again",
    )
}

pub(super) fn share_unnamed() -> Wording {
    say(
        "no folder was named in which readers find the site",
        "name it with the command, `weerklank publish DIR`, or for good in `weerklank.toml`: under `[publish]` \
         `folder = \"//server/share/knowledge-blog\"`",
    )
}

pub(super) fn share_refused(folder: &str, why: Refusal) -> Wording {
    match why {
        Refusal::Missing => say(
            format!("the folder `{folder}` is not there, or cannot be reached"),
            "see whether the network drive is connected; if the folder is new, make it first",
        ),
        Refusal::File => say(
            format!("`{folder}` is a file, and no folder"),
            "give the folder where readers find the site",
        ),
        Refusal::Emptied => say(
            format!("the site was in `{folder}`, and now that folder is empty"),
            "see whether the network drive is connected; if the folder was emptied on purpose, add `--take-over`",
        ),
        Refusal::Taken => say(
            format!(
                "`{folder}` holds a site of Weerklank that does not come from here, or has another title"
            ),
            "if it is this site, or that one may go, add `--take-over`: what somebody changed by hand stays even then; \
             otherwise choose another folder",
        ),
    }
}

pub(super) fn share_shrinks(folder: &str, lost: u64) -> Wording {
    say(
        format!("from `{folder}` {} pages would go; nothing was changed", count(lost)),
        "see whether no posts or exports are missing; if it is right, add `--shrink`",
    )
}

pub(super) fn target_exists(path: &str) -> Wording {
    say(
        format!("`{path}` already exists, and is not overwritten"),
        "choose another name, or move first what is there",
    )
}

pub(super) fn useless_option(option: &str, kind: &str) -> Wording {
    say(
        format!("`{option}` does nothing with `--kind {kind}`"),
        "leave the option out, or choose `--kind post`",
    )
}

pub(super) fn invalid_name(name: &str) -> Wording {
    say(
        format!("`{name}` cannot be the name of a file"),
        "use letters, digits and hyphens: `water-in-the-city`",
    )
}

pub(super) fn port_taken(port: u64) -> Wording {
    say(
        format!("another program is using port {port} of this computer"),
        "stop that program, name another `--port`, or leave `--port` out: then any free one is taken",
    )
}

pub(super) fn digest_without_address() -> Wording {
    say(
        "a digest that goes by mail needs the address of the site, for its links",
        "write `base_url = \"https://kennis.example/blog/\"` in `weerklank.toml`, or add \
         `--base-url URL`",
    )
}

pub(super) fn digest_empty(period: &str) -> Wording {
    say(
        format!("there is nothing to tell of `{period}`: no new post and no comment"),
        "choose another period with `--week`, `--month` or `--since`. Nothing was written",
    )
}

pub(super) fn digest_backwards(since: &str, until: &str) -> Wording {
    say(
        format!("`--until` {until} is before `--since` {since}"),
        "swap the two days, or leave `--until` out for everything up to today",
    )
}

pub(super) fn digest_in_output(folder: &str) -> Wording {
    say(
        format!("a digest cannot go to `{folder}`: only the pages of the site lie there"),
        "choose another folder with `--output DIR`, or leave it out for `digest`",
    )
}

/// A table by the name of a workbook.
pub(super) fn table_foreign(path: &str) -> Wording {
    say(
        format!("`--csv` makes a CSV file, and `{path}` has another name"),
        "choose a name that ends in `.csv`: Excel opens that too",
    )
}
