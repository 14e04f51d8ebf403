//! What is said of problems in exports of comments, in English.

use super::phrases::{bytes, count, list};
use super::reasons::reason;
use crate::diagnostic::{Excess, PlainReason, Wording, say};

/// How a comment is sent to its post by hand.
const READY: &str = "run `weerklank comments --mapping`, and fill in `to` in `content/comments/mapping.csv`; or put this address and the file of the post there yourself, parted as in its first line";

pub(super) fn xml_truncated() -> Wording {
    say(
        "the file ends here, in the middle of its data; nothing was taken from it",
        "download the export again, and wait until the download is done",
    )
}

pub(super) fn xml_invalid(detail: &str) -> Wording {
    say(
        format!("the file is damaged here; nothing was taken from it: {detail}"),
        "make the export again. If that does not help, show this line to the administrator of \
         the old system",
    )
}

pub(super) fn xml_doctype() -> Wording {
    say(
        "the file contains `<!DOCTYPE`, which may be unsafe and is not read",
        "make the export again. An export of WordPress should not have this",
    )
}

pub(super) fn xml_too_deep(limit: u64) -> Wording {
    say(
        format!("the data lies more than {} levels deep within itself", count(limit)),
        "make the export again. An ordinary export comes nowhere near this",
    )
}

pub(super) fn xml_too_many(limit: u64) -> Wording {
    say(
        format!("an element has more than {} attributes or namespaces", count(limit)),
        "make the export again. An ordinary export comes nowhere near this",
    )
}

pub(super) fn xml_unknown_entity(name: &str) -> Wording {
    say(
        format!("the code `&{name};` is unknown and stays in the text as it is"),
        "replace the code in the file by the character that was meant",
    )
}

pub(super) fn no_wxr_version() -> Wording {
    say(
        "the export lacks the version number of WordPress (`wp:wxr_version`)",
        "check that all comments are there. If not, make the export again in WordPress, with \
         Tools > Export",
    )
}

pub(super) fn newer_wxr_version(version: &str) -> Wording {
    say(
        format!(
            "the export is of version {version} of the format of WordPress, and here 1.2 is the newest that is known"
        ),
        "look whether all comments are there, and look for a newer Weerklank",
    )
}

pub(super) fn control_characters(amount: u64) -> Wording {
    say(
        match amount {
            1 => "an invisible control character was removed".to_owned(),
            _ => format!("in all, {} invisible control characters were removed", count(amount)),
        },
        "you need not do anything: ordinary text does not have such characters",
    )
}

pub(super) fn double_encoded(example: &str) -> Wording {
    say(
        format!("letters with an accent were garbled before the export: `{example}`"),
        "repair them in the old system, or with find and replace in the file: `Ã«`, for example, \
         should be `ë`",
    )
}

pub(super) fn cdata_broken(element: &str) -> Wording {
    say(
        format!("the text of `{element}` was wrapped badly, and repaired as well as possible"),
        "compare this text with the old system",
    )
}

pub(super) fn date_unclear(value: &str) -> Wording {
    say(
        format!("the date `{value}` cannot be read"),
        "write day, month and year: `23-11-2026`. A time may follow: `23-11-2026 14:05`",
    )
}

pub(super) fn date_future(value: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!("a comment is dated {value}, which is still to come"),
            _ => format!(
                "of {} comments the date is still to come; the first is {value}",
                count(amount)
            ),
        },
        "the clock of the old system was wrong, or a digit is: mend the date in the export, or leave it as it is",
    )
}

pub(super) fn date_month_first(value: &str) -> Wording {
    say(
        format!("in the date `{value}` the month seems to come first"),
        "put the day first: `23-11-2026`. In Excel, choose such a date under Format Cells",
    )
}

pub(super) fn date_column_month_first(value: &str) -> Wording {
    say(
        format!("the dates in this column seem to have the month first: `{value}`"),
        "if they all have, put under `[comments]` in weerklank.toml: `date_order = \"mdy\"`. \
         Otherwise put the day first in this file",
    )
}

pub(super) fn date_day_first(value: &str) -> Wording {
    say(
        format!("the date `{value}` has the day first, but the settings say that the month is"),
        "write it as `11/23/2026`, or remove `date_order` under `[comments]` in weerklank.toml",
    )
}

pub(super) fn date_clock_change(value: &str) -> Wording {
    say(
        format!(
            "`{value}` lies in an hour in which the clock was changed, so it can be an hour off"
        ),
        "you need not do anything, unless the order of these comments is wrong",
    )
}

pub(super) fn archive_invalid(detail: &str) -> Wording {
    say(
        format!("this packed file cannot be read: {}", reason(detail)),
        "download it again, or unpack it yourself and put the exports that are in it here",
    )
}

pub(super) fn archive_too_large(excess: Excess, limit: u64) -> Wording {
    let remedy = match excess {
        Excess::Bytes => {
            "unpack it yourself and put the files here, or raise `archive_bytes` under `[limits]` in weerklank.toml"
        }
        _ => "is this really an export? Then unpack it yourself, and put the files here",
    };
    say(format!("this packed file is too large: {}", more_than(excess, limit)), remedy)
}

pub(super) fn archive_nested() -> Wording {
    say(
        "this packed file lies in a packed file in a packed file",
        "unpack the outermost file yourself, and put here what is in it",
    )
}

pub(super) fn archive_double(name: &str) -> Wording {
    say(
        format!("this packed file holds two files called `{name}`"),
        "unpack it with a program that shows both, and put here what you want to keep",
    )
}

pub(super) fn archive_skipped(names: &[String], count: u64) -> Wording {
    let more = if count > names.len() as u64 { ", …" } else { "" };
    let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let files = if count == 1 { "1 file is" } else { &format!("{count} files are") };
    say(
        format!("in this archive {files} left out, being hidden or outside of it: {names}{more}"),
        "if one of them is an export, unpack the archive and put it here under a plain name",
    )
}

pub(super) fn mail_open() -> Wording {
    say(
        "this e-mail ends before its last boundary, so something of it may be missing",
        "look at its text with `weerklank comments show KEY`. If that is not whole, save the message again",
    )
}

pub(super) fn mail_too_complex(excess: Excess, limit: u64) -> Wording {
    say(
        format!("this e-mail is not read: {}", more_than(excess, limit)),
        "is it a real comment? Then send its text as a plain e-mail to the address of the blog, and remove this one",
    )
}

pub(super) fn xlsx_invalid(detail: &str) -> Wording {
    say(
        format!("this Excel file cannot be read: {}", super::reasons::reason(detail)),
        "download it again, for it may not be whole; if Excel opens it, save it again as `.xlsx` or as 'CSV UTF-8'",
    )
}

pub(super) fn xlsx_too_large(excess: Excess, limit: u64) -> Wording {
    say(
        format!("this Excel file is too large: {}", more_than(excess, limit)),
        "save it in Excel as 'CSV UTF-8', or divide it over more files",
    )
}

pub(super) fn too_many_comments(limit: u64) -> Wording {
    say(
        format!("there are more than {} comments in this file", count(limit)),
        "divide the export over more files, or raise `comments` under `[limits]` in weerklank.toml",
    )
}

pub(super) fn piece_too_large(limit: u64) -> Wording {
    say(
        format!("a post or row begins here that is larger than {}", bytes(limit)),
        "close a quotation mark or tag that was left open; or export again, without this post",
    )
}

pub(super) fn comment_plain(id: &str, reason: PlainReason) -> Wording {
    let (why, key) = match reason {
        PlainReason::TooLong => ("is too long for markup", "comment_bytes"),
        PlainReason::TooDeep => ("has too many layers of markup", "comment_nesting"),
        PlainReason::TooManyLinks => ("has too many links", "comment_links"),
    };
    say(
        format!("comment `{id}` {why} and is shown as plain text"),
        format!(
            "to show the markup all the same, raise `{key}` under `[limits]` in weerklank.toml"
        ),
    )
}

pub(super) fn comment_conflict(id: &str, other: &str) -> Wording {
    say(
        format!("comment `{id}` is also in `{other}`, with another content or status"),
        "remove the file that is out of date, or one of the two comments",
    )
}

pub(super) fn comment_cycle(id: &str) -> Wording {
    say(
        format!("by the export, comment `{id}` answers itself, directly or through others"),
        "the comment now stands by itself in the discussion. If that is wrong, correct in the \
         export what it answers",
    )
}

pub(super) fn parent_missing(amount: u64) -> Wording {
    say(
        match amount {
            1 => "a comment answers one that is nowhere under its post".to_owned(),
            _ => format!(
                "there are {} comments that answer one that is nowhere under their post",
                count(amount)
            ),
        },
        "each begins a discussion of its own. If an export was split, or a part of it is missing, put the other parts beside this one",
    )
}

pub(super) fn parent_by_name(found: u64, lost: u64) -> Wording {
    let rows = match found + lost {
        1 => "a row says with a name whom it answers".to_owned(),
        all => format!("a name says in {} rows whom they answer", count(all)),
    };
    let concluded = match (found, lost) {
        (_, 0) => "that is taken for the only comment of that name under the post".to_owned(),
        (0, _) => "no comment is found by that".to_owned(),
        _ => format!(
            "for {} that is the only comment of that name under the post, for {} none is found",
            count(found),
            count(lost)
        ),
    };
    say(
        format!("{rows}: {concluded}"),
        "found is the only comment of that name under the post, if it is no newer and has an `id`; what finds none begins a discussion of \
         its own. If this is wrong, put an id there",
    )
}

pub(super) fn unmatched(reference: &str, amount: u64, nearest: &Option<String>) -> Wording {
    say(
        match amount {
            1 => format!("there is a comment on `{reference}`, but that post was not found"),
            _ => format!(
                "there are {} comments on `{reference}`, but that post was not found",
                count(amount)
            ),
        },
        match nearest {
            Some(nearest) => {
                format!("did you mean `{nearest}`? Then {READY}")
            }
            None => READY.to_owned(),
        },
    )
}

pub(super) fn unmatched_nameless(amount: u64) -> Wording {
    say(
        match amount {
            1 => "there is a comment that does not say which post it belongs to".to_owned(),
            _ => format!(
                "there are {} comments that do not say which post they belong to",
                count(amount)
            ),
        },
        "put the address, the slug or the title of the post with each comment, in every row of merged cells too. They are not shown now",
    )
}

pub(super) fn unmatched_alike(reference: &str, amount: u64, posts: &[String]) -> Wording {
    let posts = list(posts);
    say(
        match amount {
            1 => format!(
                "there is a comment on `{reference}`, but several posts are called so: {posts}"
            ),
            _ => format!(
                "there are {} comments on `{reference}`, but several posts are called so: {posts}",
                count(amount)
            ),
        },
        READY.to_owned(),
    )
}

pub(super) fn unknown_host(host: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => {
                format!("there is a comment on a page of `{host}`, which is not known as this blog")
            }
            _ => format!(
                "there are {} comments on pages of `{host}`, which is not known as this blog",
                count(amount)
            ),
        },
        match host {
            // Nobody's blog was there.
            "linkedin.com" => "put `ids: {linkedin: \"urn:li:activity:…\"}` in the post, or run \
                `weerklank comments --mapping`, and fill in `to` in `content/comments/mapping.csv`"
                .to_owned(),
            _ => format!(
                "if this blog was there, put under `[comments]` in weerklank.toml: \
             `old_hosts = [\"{host}\"]`. Otherwise remove them, or put a line in `mapping.csv`"
            ),
        },
    )
}

pub(super) fn mapping_conflict(from: &str, other: &str) -> Wording {
    say(
        format!("`{from}` is sent to another post at `{other}`"),
        "remove one of the two lines, or write the whole address in both, with `https://` and the \
         name of the site",
    )
}

pub(super) fn moderation_conflict(id: &str, other: &str) -> Wording {
    say(
        format!("comment `{id}` is published here, and hidden at `{other}`"),
        "remove one of the two decisions",
    )
}

/// What there is more of in a spreadsheet than is allowed.
fn more_than(excess: Excess, limit: u64) -> String {
    match excess {
        Excess::Cells => format!("more than {} cells", count(limit)),
        Excess::Elements => format!("more than {} elements in a sheet", count(limit)),
        Excess::Parts => format!("more than {} parts", count(limit)),
        Excess::Levels => format!("more than {} levels", count(limit)),
        Excess::Bytes => format!("more than {} when unpacked", bytes(limit)),
        Excess::Text => format!("more than {} of text", bytes(limit)),
        Excess::Growth => format!("more than {} times as large when unpacked", count(limit)),
    }
}
