//! What is said of problems in tables of comments, in English.

use super::phrases::{list, meant};
use crate::diagnostic::{Wording, say};

pub(super) fn without_text(columns: &[String]) -> Wording {
    say(
        format!("no column seems to hold the text of the comments; {}", found(columns)),
        match columns {
            [] => {
                "the file is empty, or does not begin with a row of names: export again, or take it away"
            }
            _ => {
                "name that column `comment`, or put under `[comments.columns]` in weerklank.toml: \
                 `text = \"name of the column\"`"
            }
        },
    )
}

pub(super) fn without_post(columns: &[String]) -> Wording {
    say(
        format!("no column says to which post a comment belongs; {}", found(columns)),
        "name that column `article`, or put under `[comments.columns]` in weerklank.toml: \
         `post = \"name of the column\"`",
    )
}

pub(super) fn without_author(columns: &[String]) -> Wording {
    say(
        format!("no column says who wrote the comments, so they are anonymous; {}", found(columns)),
        "put under `[comments.columns]` in weerklank.toml: `author = \"name of the column\"`, or \
         name that column `name`. If nobody knows who they were, there is nothing to do",
    )
}

pub(super) fn without_date(columns: &[String]) -> Wording {
    say(
        format!("no column says when the comments were written; {}", found(columns)),
        "put under `[comments.columns]` in weerklank.toml: `date = \"name of the column\"`, or \
         name that column `date`. Without dates they stand last, in the order of the file",
    )
}

pub(super) fn text_left(read: &str, left: &[String]) -> Wording {
    say(
        format!(
            "of the comments only column `{read}` is read; there may be text in {} too",
            list(left)
        ),
        "put under `[comments.columns]` in weerklank.toml: `text = \"name of the column\"`, also if that one is right. \
         If more belongs to it, join the columns in the spreadsheet",
    )
}

pub(super) fn unknown_column(
    column: &str,
    columns: &[String],
    nearest: &Option<String>,
) -> Wording {
    say(
        format!("there is no column `{column}`; {}", found(columns)),
        meant(nearest, "correct the name under `[comments.columns]` in weerklank.toml"),
    )
}

pub(super) fn record(detail: &str) -> Wording {
    say(
        format!("this row cannot be read: {detail}"),
        "check that every quotation mark (`\"`) is closed again. Within a text, a quotation mark \
         should be doubled (`\"\"`)",
    )
}

pub(super) fn ambiguous_column(column: &str) -> Wording {
    say(
        format!("the column `{column}` can mean more than one thing"),
        format!(
            "put under `[comments.columns]` in weerklank.toml what it is, for example \
             `post = \"{column}\"` or `parent = \"{column}\"`"
        ),
    )
}

pub(super) fn id_destroyed(value: &str) -> Wording {
    say(
        format!("this number was rounded to `{value}` in Excel; the real number is gone"),
        "what has this number is not shown. Make the export again: bring it into Excel with Data > From Text/CSV, and \
         choose the type Text for this column",
    )
}

pub(super) fn text_lost(value: &str) -> Wording {
    say(
        format!("the text was lost in Excel: only `{value}` is left"),
        "take the text from the old system, and type a `'` before it in Excel",
    )
}

pub(super) fn row_too_long(headings: u64) -> Wording {
    say(
        format!(
            "this line has more values than the {headings} columns with a heading, so it is divided too often"
        ),
        "if the delimiter stands in a text, put quotation marks around the whole text (`\"…\"`). If it is \
         a column, give it a heading",
    )
}

pub(super) fn column_unnamed(column: &str) -> Wording {
    say(
        format!("column {column} has no heading; what it holds is not read"),
        "if it belongs to the comments, give the column a heading. If it is a note, it may stay",
    )
}

pub(super) fn excel_protected() -> Wording {
    say(
        "this workbook is protected with a password, and cannot be read",
        "open it in Excel and take the password off (File, Info, Protect Workbook), or save the sheet as CSV",
    )
}

pub(super) fn excel_old() -> Wording {
    say(
        "this is a workbook of an old Excel (`.xls`), which is not read",
        "open it in Excel and choose Save As, Excel Workbook (`.xlsx`)",
    )
}

pub(super) fn sheets_left(read: &str, left: &[String]) -> Wording {
    say(
        format!("only sheet `{read}` is read; there are comments on {} too", list(left)),
        "save each sheet with comments as a file of its own in `content/comments`, or put all comments on one sheet",
    )
}

pub(super) fn text_at_limit() -> Wording {
    say(
        "the text is exactly as long as a cell of Excel can be; its end is probably missing",
        "compare the text with the old system. What does not fit in a cell does fit in a CSV file \
         that has not been through Excel",
    )
}

pub(super) fn date_from_number(value: &str) -> Wording {
    say(
        format!("a column of dates has the number `{value}`, which was read as a day number"),
        "check that the dates are right. If not, choose a date for this column under Format Cells \
         in Excel",
    )
}

pub(super) fn mapping_header(columns: &[String]) -> Wording {
    say(
        format!("the first row of `mapping.csv` is not right; {}", found(columns)),
        "the first line should be `from,to`",
    )
}

/// The columns that there are.
fn found(columns: &[String]) -> String {
    match columns {
        [] => "no names of columns were found".to_owned(),
        _ => format!("found: {}", list(columns)),
    }
}
