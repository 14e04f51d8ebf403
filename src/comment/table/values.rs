//! What cells mean: text that a spreadsheet may have lost, ids it may have rounded, its day numbers,
//! and the many ways to say yes.

use std::borrow::Cow;

use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, civil};

use super::super::{Held, dates};
use super::Cell;

/// An id in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Identifier {
    Read(String),
    Missing,
    /// It had more digits than a spreadsheet keeps: `3,04907E+15`.
    Destroyed(String),
}

/// The text of a cell as it was shown; `None` if it is lost.
pub(super) fn text(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Text(text) if is_lost(text) => None,
        Cell::Text(text) => Some(Cow::Borrowed(text)),
        Cell::Number(number) => Some(Cow::Owned(self::number(*number))),
        Cell::Moment(moment) => Some(Cow::Owned(moment.strftime("%d-%m-%Y %H:%M:%S").to_string())),
        Cell::Truth(truth) => Some(Cow::Borrowed(if *truth { "WAAR" } else { "ONWAAR" })),
        Cell::Lost(_) => None,
    }
}

/// What stands in place of the text that is lost.
pub(super) fn lost_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Lost(text) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// Whether a whole cell is what Excel shows when it took the text for a formula, in Dutch or
/// English, or for a number wider than its column.
fn is_lost(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with('#') {
        return false;
    }
    let errors = [
        "#NAAM?", "#WAARDE!", "#VERW!", "#DEEL/0!", "#N/B", "#GETAL!", "#LEEG!", "#NAME?",
        "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!",
    ];
    errors.contains(&text) || (text.len() > 3 && text.bytes().all(|byte| byte == b'#'))
}

/// Whether a text is exactly as long as a cell can be, in the UTF-16 units that Excel counts.
pub(super) fn is_at_limit(text: &str) -> bool {
    const LONGEST: usize = 32_767;
    text.len() >= LONGEST && text.encode_utf16().count() == LONGEST
}

/// The text without the apostrophe that keeps a spreadsheet from reading it as a formula.
pub(in crate::comment) fn without_guard(text: &str) -> &str {
    let guarded = text.strip_prefix('\'');
    guarded.filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])).unwrap_or(text)
}

/// A number as a person would write it: `12`, not `12.0`.
pub(super) fn number(number: f64) -> String {
    format!("{number}")
}

/// Spreadsheets keep fifteen digits.
const ROUNDED_FROM: f64 = 1e15;

/// The id in a cell: text, however the spreadsheet has it.
pub(super) fn identifier(cell: &Cell) -> Identifier {
    if let Cell::Number(number) = cell
        && number.abs() >= ROUNDED_FROM
    {
        return Identifier::Destroyed(format!("{number:E}"));
    }
    let text = text(cell).unwrap_or_default();
    let id = text.trim().trim_start_matches('\'').trim();
    if is_rounded(id) {
        return Identifier::Destroyed(id.to_owned());
    }
    let id = id.strip_prefix('#').map_or(id, str::trim);
    // A number that became a fraction: `12,00`.
    let whole = id.split_once(['.', ',']).filter(|(whole, fraction)| {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(whole) && digits(fraction) && fraction.bytes().all(|byte| byte == b'0')
    });
    match whole.map_or(id, |(whole, _)| whole) {
        "" => Identifier::Missing,
        id => Identifier::Read(id.to_owned()),
    }
}

/// `3,04907E+15`: a number of many digits, as a spreadsheet shortens it.
pub(in crate::comment) fn is_rounded(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    all_digits(whole) && all_digits(fraction) && power.strip_prefix('+').is_some_and(all_digits)
}

/// Whether a cell holds a full address.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && url::Url::parse(text).is_ok()
}

/// Why a comment with this status is not shown. An empty cell, and one that nobody understands, is
/// not a yes.
pub(super) fn status(cell: Option<&Cell>) -> Option<Held> {
    let text = match cell {
        Some(Cell::Truth(true)) => return None,
        Some(cell) => text(cell).unwrap_or_default().trim().to_lowercase(),
        None => String::new(),
    };
    match text.as_str() {
        "ja" | "j" | "yes" | "y" | "waar" | "true" | "1" | "x" | "ok" | "oké" | "v" | "✓" | "✔" => {
            None
        }
        "akkoord" | "goedgekeurd" | "gepubliceerd" | "zichtbaar" | "openbaar" => None,
        "approved" | "published" | "visible" | "public" => None,
        "spam" => Some(Held::Spam),
        "post-trashed" => Some(Held::TrashedPost),
        "verwijderd" | "prullenbak" | "afgekeurd" | "afgewezen" | "geweigerd" => Some(Held::Trash),
        "trash" | "deleted" | "rejected" | "removed" => Some(Held::Trash),
        _ => Some(Held::Pending),
    }
}

/// Whether a cell says that a comment is not for readers: anything but a no does, such as the day on which it was removed.
pub(super) fn refuses(cell: Option<&Cell>) -> bool {
    let text = match cell {
        Some(Cell::Truth(is_so)) => return *is_so,
        Some(cell) => text(cell).unwrap_or_default().trim().to_lowercase(),
        None => return false,
    };
    !["", "nee", "n", "no", "onwaar", "false", "0", "-"].contains(&text.as_str())
}

/// Why a comment of this type is not shown, as WordPress calls it.
pub(super) fn kind(cell: Option<&Cell>) -> Option<Held> {
    match cell.and_then(text).unwrap_or_default().trim() {
        "" | "comment" => None,
        "pingback" => Some(Held::Pingback),
        "trackback" => Some(Held::Trackback),
        "note" => Some(Held::Note),
        _ => Some(Held::OtherType),
    }
}

/// A status that is neither a yes nor a no that anybody understands.
pub(super) fn unknown_status(cell: Option<&Cell>) -> Option<String> {
    const NO: [&str; 22] = [
        "",
        "nee",
        "n",
        "no",
        "onwaar",
        "false",
        "0",
        "-",
        "pending",
        "in afwachting",
        "wacht",
        "wachtend",
        "concept",
        "nieuw",
        "new",
        "open",
        "hold",
        "held",
        "unapproved",
        "draft",
        "te beoordelen",
        "verborgen",
    ];
    let Some(Held::Pending) = status(cell) else { return None };
    let text = text(cell?).unwrap_or_default().trim().to_owned();
    (!NO.contains(&text.to_lowercase().as_str())).then_some(text)
}

/// The moment of a day number: days since 1900 or 1904, the time of day as a part of one, to the second.
pub(in crate::comment) fn moment(number: f64, from_1904: bool) -> Option<DateTime> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    // Excel counts a 29 February 1900, so its days up to then are one off; no comment is that old.
    let first = if from_1904 { civil::date(1904, 1, 1) } else { civil::date(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "the last day of the year 9999 fits")]
    let seconds = (number * 86_400.0).round() as i64;
    first.at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds)).ok()
}

/// The moment of a number that is not shown as a date, but stands where one is due and lies between
/// the years 1954 and 2119.
pub(super) fn day_number(number: f64, from_1904: bool) -> Option<DateTime> {
    (20_000.0..=80_000.0).contains(&number).then(|| moment(number, from_1904)).flatten()
}

/// The time of day in a cell of its own: text, a date that is all time, or a part of a day.
pub(super) fn time(cell: &Cell) -> Option<Time> {
    match cell {
        Cell::Moment(moment) => Some(moment.time()),
        Cell::Number(part) if (0.0..1.0).contains(part) => {
            Some(moment(part + 40_000.0, false)?.time())
        }
        Cell::Text(text) => dates::read_time(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_text_whatever_the_spreadsheet_made_of_them() {
        let read = |id: &str| Identifier::Read(id.to_owned());
        let destroyed = |id: &str| Identifier::Destroyed(id.to_owned());
        let of = |text: &str| Cell::Text(text.to_owned());
        let cases = [
            (of(" 12 "), read("12")),
            (of("1,00"), read("1")),
            (of("1.0"), read("1")),
            (of("1.2"), read("1.2")),
            (of("#7"), read("7")),
            (of("'0012"), read("0012")),
            (of("x299986073"), read("x299986073")),
            (of("12E"), read("12E")),
            (of("5e8f"), read("5e8f")),
            (of("3,04907E+15"), destroyed("3,04907E+15")),
            (of("3.05e+15"), destroyed("3.05e+15")),
            (of("#N/B"), Identifier::Missing),
            (of(" "), Identifier::Missing),
            (Cell::Number(12.0), read("12")),
            (Cell::Number(1.5), read("1.5")),
            (Cell::Number(999_999_999_999_999.0), read("999999999999999")),
            (Cell::Number(3.04907e15), destroyed("3.04907E15")),
        ];
        for (cell, expected) in cases {
            assert_eq!(identifier(&cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn text_that_excel_lost_is_known_by_what_stands_in_its_place() {
        for lost in ["#NAAM?", " #N/B ", "#VALUE!", "########"] {
            assert_eq!(text(&Cell::Text(lost.into())), None, "{lost}");
        }
        for kept in ["#zomer", "# kop", "##", "=1+1", "-1", "@Jan"] {
            assert_eq!(text(&Cell::Text(kept.into())).as_deref(), Some(kept));
        }
    }

    #[test]
    fn the_guard_of_a_formula_goes() {
        let cases = [
            ("'=1+1", "=1+1"),
            ("'@Jan", "@Jan"),
            ("'s avonds", "'s avonds"),
            ("-1", "-1"),
            ("'", "'"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_guard(text), expected);
        }
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        for yes in ["ja", "Ja ", "WAAR", "1", "x", "Goedgekeurd", "TRUE"] {
            assert_eq!(status(Some(&Cell::Text(yes.into()))), None, "{yes}");
        }
        assert_eq!(status(Some(&Cell::Truth(true))), None);
        assert_eq!(status(Some(&Cell::Number(1.0))), None);
        let cases = [
            ("nee", Held::Pending),
            ("0", Held::Pending),
            ("hm", Held::Pending),
            ("Spam", Held::Spam),
        ];
        for (text, held) in cases {
            assert_eq!(status(Some(&Cell::Text(text.into()))), Some(held), "{text}");
        }
        assert_eq!(status(Some(&Cell::Truth(false))), Some(Held::Pending));
        assert_eq!(status(None), Some(Held::Pending));
        assert_eq!(status(Some(&Cell::Text("verwijderd".into()))), Some(Held::Trash));
    }

    #[test]
    fn day_numbers_are_dates_from_1900_or_1904() {
        let cases = [
            (45_943.0, false, Some(civil::date(2025, 10, 13).at(0, 0, 0, 0))),
            (45_943.541_666_6, false, Some(civil::date(2025, 10, 13).at(13, 0, 0, 0))),
            (44_481.0, true, Some(civil::date(2025, 10, 13).at(0, 0, 0, 0))),
            (12.0, false, None),
            (f64::NAN, false, None),
        ];
        for (number, from_1904, expected) in cases {
            assert_eq!(day_number(number, from_1904), expected, "{number}");
        }
    }
}
