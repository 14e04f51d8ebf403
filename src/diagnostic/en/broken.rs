//! What is said of exports that are not known, damaged or not whole, in English.

use super::phrases::{count, meant};
use crate::diagnostic::{Foreign, Wording, say};

/// What each format missed in a file that none of them knows.
pub(super) fn unknown(starts: &[String], parts: &[String], columns: &[String]) -> Wording {
    let lacks = [("it does not begin with", starts), ("has no", parts), ("has no column", columns)];
    let lacks = lacks.into_iter().filter(|(_, signs)| !signs.is_empty());
    let lacks = lacks.map(|(words, signs)| format!("; {words} {}", signs.join(", ")));
    let lacks: String = lacks.collect();
    say(
        format!("this file is not recognised as an export of comments{lacks}"),
        "keep only exports here, as they come out of the other system, or a table (`.csv` or \
         `.xlsx`) with the names of the columns in its first row. README.md names what is read",
    )
}

/// Mail as Outlook keeps it.
pub(super) fn outlook(ending: &str) -> Wording {
    say(
        format!("this is mail as Outlook keeps it (`{ending}`), which is not read"),
        "save each message as `.eml` (in the new Outlook: Download), or drag them into a folder of Thunderbird; then take this file away",
    )
}

/// What lies among exports and is none.
pub(super) fn foreign(kind: Foreign) -> Wording {
    let (is_page, is_feed) = (kind == Foreign::WebArchive, kind == Foreign::Feed);
    let kind = match kind {
        Foreign::Word => "a Word document",
        Foreign::Slides => "a presentation",
        Foreign::OpenDocument => "a file of LibreOffice or OpenOffice",
        Foreign::Pdf => "a PDF file",
        Foreign::Picture => "a picture",
        Foreign::WebArchive => "a web page that was saved in one file",
        Foreign::Feed => "a feed in RSS",
        Foreign::Empty => "an empty file",
    };
    if is_page {
        return say(
            format!("this is {kind}, which is not read"),
            "open the page and choose Save as, Webpage, HTML only (`.html`); put that file here in the place of this one",
        );
    }
    if is_feed {
        return say(
            format!("this is {kind}, which is not read"),
            "a feed has the newest comments alone. Put the export here (in WordPress: Tools → Export); if nobody can make one, save `/comments/feed/atom/` of the blog, or the pages themselves",
        );
    }
    say(
        format!("this is {kind}, and no export of comments"),
        "take it away from here. If there are comments in it, put them in a table and save that as CSV or as an Excel file (`.xlsx`)",
    )
}

pub(super) fn json_invalid(found: &str, column: u64) -> Wording {
    say(
        format!(
            "the file is damaged here; nothing was taken from it: at character {} of this line \
             there should be no `{found}`",
            count(column)
        ),
        "make the export again, and do not edit the file by hand. If that does not help, show \
         this line to whoever runs the old system",
    )
}

pub(super) fn version(version: &str) -> Wording {
    say(
        format!("the export is of a format that is not known here: version `{version}`"),
        "make the export with another version of the old system, or turn the comments into a \
         format that README.md describes",
    )
}

pub(super) fn partial(place: &str) -> Wording {
    say(
        format!("the old system has more comments under `{place}` than this file"),
        "fetch the next pages of the answer too, and put them here as files of their own. \
         If they are here already, there is nothing to do",
    )
}

pub(super) fn status_unclear(value: &str) -> Wording {
    say(
        format!("the status `{value}` of a comment is not known here; it counts as not approved"),
        "see in the old system whether it was visible. If so: `weerklank comments publish KEY`; \
         `weerklank comments --status pending` names the keys",
    )
}

pub(super) fn privacy_unknown() -> Wording {
    say(
        "no column `in_private_group` or `in_private_conversation` says what was public, so every message waits",
        "make the export again, with all columns. Or show what was public: `weerklank comments publish KEY`; \
         `weerklank comments --status pending` names the keys",
    )
}

pub(super) fn value(key: &str, found: &str) -> Wording {
    say(
        format!("`{key}` is `{found}`, which means nothing there"),
        "see in README.md what it may be, and mend it in what writes the file",
    )
}

pub(super) fn key_missing(key: &str) -> Wording {
    say(
        format!("this comment has no `{key}`; nothing was taken from the file"),
        format!("let what writes the file put `{key}` in; README.md describes what is needed"),
    )
}

pub(super) fn key_unknown(key: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("`{key}` means nothing in this file and is not read"),
        meant(
            nearest,
            "leave it out of what writes the file; README.md describes what may be there",
        ),
    )
}

pub(super) fn sqlite_invalid(page: u64) -> Wording {
    say(
        format!(
            "this database is damaged or not whole, at page {}; nothing was taken from it",
            count(page)
        ),
        "make a copy again while the old system is stopped: \
         `sqlite3 comments.db \".backup copy.db\"`",
    )
}

pub(super) fn sqlite_busy() -> Wording {
    say(
        "this belongs to a database that was in use; what is only in here is not read",
        "make a copy that has all of them: `sqlite3 comments.db \".backup copy.db\"`, and \
         put only that here",
    )
}
