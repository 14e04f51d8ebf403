//! Dates in front matter, and in the names of files and folders.

use jiff::civil::{self, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::Date;
use crate::address::without_host;
use crate::comment::dates::{self, Order, Written};
use crate::source::SourcePath;

/// A date as people and generators write it: RFC 3339, `2024-03-05 14:30 +0100`, RFC 2822, `5-3-2024`, `5 maart 2024`. Without a
/// distance to UTC it is in the site's time zone; without a time it is midnight there.
pub(super) fn read(text: &str, zone: &TimeZone) -> Option<Date> {
    // A text processor makes other quotation marks of those around it, which YAML does not know.
    let text = text.trim().trim_matches(['“', '”', '„', '‘', '’']).trim();
    if let Some(date) = iso(text, zone) {
        return Some(date);
    }
    if let Some(moment) = dates::rfc_2822(&text.replace(" UTC", " GMT")) {
        return Some(Date { seconds: moment.0, has_time: true });
    }
    // Hugo counts seconds too; fewer digits may be a day.
    if matches!(text.len(), 9 | 10) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Date { seconds: text.parse().ok()?, has_time: true });
    }
    match dates::read(text, Order::DayFirst) {
        Written::Local(date, time) => {
            local(date.to_datetime(time.unwrap_or_default()), time.is_some(), zone)
        }
        Written::At(moment) => Some(Date { seconds: moment.0, has_time: true }),
        Written::OtherOrder | Written::Unclear => None,
    }
}

/// A date that begins with the year, with whatever time and distance to UTC may follow.
fn iso(text: &str, zone: &TimeZone) -> Option<Date> {
    let (day, rest) = leading_day(text)?;
    let rest = rest.trim_start_matches(['T', 't', '_']).trim();
    if rest.is_empty() {
        return local(day.to_datetime(civil::Time::midnight()), false, zone);
    }
    let end =
        rest.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(end);
    let mut parts = clock.split(':');
    let mut number =
        || parts.next().map(|part| part.split('.').next().unwrap_or(part).parse::<i8>().ok());
    let hour = number()??;
    let minute = number()??;
    let second = number().unwrap_or(Some(0))?.min(59);
    let moment = day.to_datetime(civil::Time::new(hour, minute, second, 0).ok()?);
    match offset.trim() {
        "" => local(moment, true, zone),
        "Z" | "z" | "UTC" | "GMT" => at(moment, 0),
        offset => at(moment, seconds_of(without_zone(offset))?),
    }
}

/// Go writes the name of the zone behind the distance to UTC: `+0100 CET`.
fn without_zone(offset: &str) -> &str {
    match offset.split_once(' ') {
        Some((offset, name)) if name.bytes().all(|byte| byte.is_ascii_uppercase()) => offset,
        _ => offset,
    }
}

fn at(moment: DateTime, offset: i32) -> Option<Date> {
    let offset = Offset::from_seconds(offset).ok()?;
    Some(Date { seconds: offset.to_timestamp(moment).ok()?.as_second(), has_time: true })
}

/// `+01:00`, `+0100` or `+01` in seconds.
fn seconds_of(offset: &str) -> Option<i32> {
    let (sign, rest) = match offset.as_bytes().first()? {
        b'+' => (1, &offset[1..]),
        b'-' => (-1, &offset[1..]),
        _ => return None,
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = match digits.len() {
        2 if is_plain => (digits.parse::<i32>().ok()?, 0),
        4 if is_plain => (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn local(moment: DateTime, has_time: bool, zone: &TimeZone) -> Option<Date> {
    if moment.year() < 1 {
        return None;
    }
    let instant = zone.to_ambiguous_timestamp(moment).compatible().ok()?;
    Some(Date { seconds: instant.as_second(), has_time })
}

/// Three numbers at the beginning of a text, as those of a date are written.
struct Numbers {
    year: i16,
    month: i8,
    day: i8,
    /// What stands between them: `-`, `_` or `/`.
    marks: [u8; 2],
    /// Whether month and day have two digits each.
    is_full: bool,
    /// How much of the text they take.
    end: usize,
}

impl Numbers {
    fn at_start(text: &str) -> Option<Numbers> {
        let mark = |at: usize| {
            text.as_bytes().get(at).copied().filter(|mark| matches!(mark, b'-' | b'/' | b'_'))
        };
        let number = |from: usize| -> Option<(i16, usize)> {
            let rest = text.get(from..)?;
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            Some((rest[..length].parse().ok()?, length))
        };
        let (year, 4) = number(0)? else { return None };
        let (month, of_month @ 1..=2) = number(5)? else { return None };
        let second = 5 + of_month;
        let (day, of_day @ 1..=2) = number(second + 1)? else { return None };
        Some(Numbers {
            year,
            month: i8::try_from(month).ok()?,
            day: i8::try_from(day).ok()?,
            marks: [mark(4)?, mark(second)?],
            is_full: of_month == 2 && of_day == 2,
            end: second + 1 + of_day,
        })
    }

    fn date(&self) -> Option<civil::Date> {
        civil::Date::new(self.year, self.month, self.day).ok()
    }
}

/// `2024-03-05` or `2024/03/05` at the beginning of a text, and what follows.
fn leading_day(text: &str) -> Option<(civil::Date, &str)> {
    let numbers = Numbers::at_start(text).filter(|numbers| numbers.marks[0] == numbers.marks[1])?;
    Some((numbers.date()?, &text[numbers.end..]))
}

/// What looks like a date in the name of a file and in those of its folders, the last first, each with the text that it begins: in one
/// name (`2024-03-05-titel.md`), or spread over several (`2024/03/05/titel.md`, `2024/03-05-titel.md`) with two digits each.
fn dates_in(path: &SourcePath) -> impl Iterator<Item = (Numbers, &str)> {
    let whole = path.as_str();
    let whole = &whole[..whole.len() - (path.file_name().len() - path.stem().len())];
    let starts = whole.rmatch_indices('/').map(|(slash, _)| slash + 1).chain([0]);
    starts.filter_map(move |start| {
        let text = &whole[start..];
        let found = Numbers::at_start(text)?;
        let rest = &text[found.end..];
        let is_name = found.marks[0] == found.marks[1] && found.marks[0] != b'/';
        let is_end = rest.is_empty() || rest.starts_with(['-', '_', 'T', ' ', '/']);
        (is_end && (is_name || found.is_full)).then_some((found, text))
    })
}

/// The date in the name of a file or of a folder (`2024-03-05-titel.md`, `2024-03-05-titel/index.md`), or spread over the folders
/// that it lies in (`2024/03/05/titel.md`, `2024/03-05-titel.md`).
pub(super) fn of_path(path: &SourcePath, zone: &TimeZone) -> Option<Date> {
    let (found, text) =
        dates_in(path).find_map(|(numbers, text)| Some((numbers.date()?, &text[numbers.end..])))?;
    let moment = local(found.to_datetime(civil::Time::midnight()), false, zone);
    match clock(text) {
        0 => moment,
        length => iso(&format!("{found}{}", &text[..length]), zone).or(moment),
    }
}

/// The same as a day.
pub fn named_day(path: &SourcePath, zone: &TimeZone) -> Option<civil::Date> {
    of_path(path, zone).map(|date| date.civil(zone))
}

/// The date of a path, or for want of one that in the address that a document gives itself: `path = "2018/05/10/titel"`.
pub(super) fn of_place(
    (path, address): (&SourcePath, Option<&str>),
    zone: &TimeZone,
) -> Option<Date> {
    let in_address = || {
        let address = without_host(address?).split(['?', '#']).next()?;
        of_path(&SourcePath::new(address), zone)
    };
    of_path(path, zone).or_else(in_address)
}

/// What a name has in the place of a date that is none: `2024-02-30`.
pub(super) fn impossible(path: &SourcePath) -> Option<&str> {
    dates_in(path)
        .map(|(numbers, text)| (numbers.date(), &text[..numbers.end]))
        .find(|(date, written)| !written.contains('/') && date.is_none())
        .map(|(_, written)| written)
}

/// A name without what it says of a date that began in the folders above it: `03-05-titel` in `2024`, and if the name is where
/// the day comes from, `05-titel` in `2024/03` or `2024-03` too. `10-tips` of another day may be ten of them.
pub(super) fn without_day<'a>(name: &'a str, folders: &str, gives_day: bool) -> &'a str {
    let mut starts = folders.rmatch_indices('/').map(|(slash, _)| slash + 1).chain([0]).take(2);
    let rest = starts.find_map(|start| {
        let above = &folders[start..];
        let whole = format!("{above}/{name}");
        let found = Numbers::at_start(&whole).filter(|it| it.is_full && it.date().is_some())?;
        let is_whole = above.len() == 4 || gives_day;
        name.get(found.end.checked_sub(above.len() + 1)?..).filter(|_| is_whole)
    });
    match rest {
        Some(rest) if rest.starts_with(['-', '_']) && rest.len() > 1 => &rest[1..],
        _ => name,
    }
}

/// A name without the date that it begins with, and without the time, which Zola takes from there too.
pub(super) fn without_date(name: &str) -> &str {
    let rest = leading_day(name).and_then(|(_, rest)| {
        let rest = &rest[clock(rest)..];
        let bare = rest.trim_start();
        let title = bare.strip_prefix(['-', '_']);
        title.map(str::trim_start).or_else(|| (bare.len() < rest.len()).then_some(bare))
    });
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// How long the time is that a text begins with, `T10:00:00Z`, with its distance to UTC.
fn clock(text: &str) -> usize {
    const DIGITS: &[u8] = b"T00:00:00";
    let bytes = text.as_bytes();
    let is_time = bytes.len() >= DIGITS.len()
        && DIGITS.iter().zip(bytes).all(|(form, byte)| match form {
            b'0' => byte.is_ascii_digit(),
            form => form.eq_ignore_ascii_case(byte),
        });
    let zone = bytes.get(DIGITS.len()..).unwrap_or_default();
    match zone {
        _ if !is_time => 0,
        [b'Z' | b'z', ..] => DIGITS.len() + 1,
        [b'+' | b'-', h, _, b':', ..] if zone.len() >= 6 && h.is_ascii_digit() => DIGITS.len() + 6,
        _ => DIGITS.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").expect("a zone")
    }

    #[test]
    fn dates_are_read_as_people_and_generators_write_them() {
        const MIDNIGHT: i64 = 1_709_593_200; // 5 March 2024 in Amsterdam
        for (text, seconds) in [
            ("2024-03-05", Some(MIDNIGHT)),
            ("2024/03/05", Some(MIDNIGHT)),
            ("2024-3-5", Some(MIDNIGHT)),
            ("5-3-2024", Some(MIDNIGHT)),
            ("5 maart 2024", Some(MIDNIGHT)),
            ("March 5, 2024", Some(MIDNIGHT)),
            ("2024-03-05 14:30", Some(MIDNIGHT + 52_200)),
            ("2024-03-05T14:30:00", Some(MIDNIGHT + 52_200)),
            ("2024-03-05 14:30:00 +0100", Some(MIDNIGHT + 52_200)),
            ("2024-03-05T13:30:00Z", Some(MIDNIGHT + 52_200)),
            ("2024-03-05T13:30:00.123456Z", Some(MIDNIGHT + 52_200)),
            ("2024-03-05T14:30:00+01:00", Some(MIDNIGHT + 52_200)),
            ("2024-03-05 13:30:00 +0000 UTC", Some(MIDNIGHT + 52_200)),
            ("2024-03-05 14:30:00 +0100 CET", Some(MIDNIGHT + 52_200)),
            ("Tue, 05 Mar 2024 14:30:00 +0100", Some(MIDNIGHT + 52_200)),
            ("Tue, 5 Mar 2024 13:30:00 UTC", Some(MIDNIGHT + 52_200)),
            ("05 Mar 24 13:30 GMT", Some(MIDNIGHT + 52_200)),
            ("05 Mar 24 14:30 CET", Some(MIDNIGHT + 52_200)),
            ("Tue, 05 Mar 2024 08:30:00 EST", Some(MIDNIGHT + 52_200)),
            ("2024-03-05 08:30:00 EST", Some(MIDNIGHT + 52_200)),
            ("2024-03-05T06:30:00 PDT", Some(MIDNIGHT + 52_200)),
            ("2024-03-05 05:30:00 PST", Some(MIDNIGHT + 52_200)),
            ("Tue Mar  5 14:30:00 2024", Some(MIDNIGHT + 52_200)),
            ("Tue Mar  5 14:30:00 CET 2024", Some(MIDNIGHT + 52_200)),
            ("Tue Mar  5 02:30:00 PM CET 2024", Some(MIDNIGHT + 52_200)),
            ("di  5 mrt 2024 14:30:00 CET", Some(MIDNIGHT + 52_200)),
            ("1709645400", Some(MIDNIGHT + 52_200)),
            ("20240305", None),
            ("2024-13-05", None),
            ("2024-02-30", None),
            ("morgen", None),
            ("", None),
            ("2024-03-05 25:00", None),
            ("2024-03-05 14:30 Mars", None),
        ] {
            assert_eq!(read(text, &zone()).map(|date| date.seconds), seconds, "{text}");
        }
        assert_eq!(read("2024-03-05", &zone()).map(|date| date.has_time), Some(false));
    }

    #[test]
    fn dates_stand_in_names_and_folders() {
        let midnight = read("2024-03-05", &zone());
        for (path, date) in [
            ("content/posts/2024-03-05-water.md", midnight),
            ("content/posts/2024-03-05-water/index.md", midnight),
            ("content/posts/2024/03/05/water.md", midnight),
            ("content/posts/2024/03/05-water.md", midnight),
            ("content/posts/2024/03/05-water/index.md", midnight),
            ("content/posts/2024-03-05.md", midnight),
            ("content/posts/2024/03-05-water.md", midnight),
            ("content/posts/2024/03-05-water/index.md", midnight),
            ("content/posts/2024/03/05/index.md", midnight),
            ("content/posts/2024-03/05-water.md", midnight),
            ("content/posts/2024-03-05/index.md", midnight),
            ("content/posts/2024/3-5-water.md", None),
            ("content/posts/2024-02-30-water.md", None),
            ("content/posts/2024/water.md", None),
            ("content/posts/2024-03-055-water.md", None),
        ] {
            assert_eq!(of_path(&SourcePath::new(path), &zone()), date, "{path}");
        }
        let timed = SourcePath::new("content/posts/2024-03-05T13:30:00Z-water.md");
        assert_eq!(of_path(&timed, &zone()), read("2024-03-05 14:30", &zone()));
        for (name, bare) in [
            ("2024_03_05_water", "water"),
            ("water-2024", "water-2024"),
            ("2024-03-05T13:30:00Z-water", "water"),
            ("2024-03-05T13:30:00+01:00_water", "water"),
            ("2024-03-05 water", "water"),
            ("2024-03-05 - water", "water"),
            ("2024-03-05T13:30:00Z", "2024-03-05T13:30:00Z"),
            ("2024-03-05Test", "2024-03-05Test"),
            ("2024-03-05- ", "2024-03-05- "),
        ] {
            assert_eq!(without_date(name), bare);
        }
        for (name, folders, bare, by_day) in [
            ("03-05-water", "posts/2024", "water", "water"),
            ("03-05-water", "tips", "03-05-water", "03-05-water"),
            ("30-05-water", "2024", "30-05-water", "30-05-water"),
            ("05-water", "2024", "05-water", "05-water"),
            ("05-water", "posts/2024/03", "05-water", "water"),
            ("05-water", "posts/2024-03", "05-water", "water"),
            ("05_water", "posts/2024/13", "05_water", "05_water"),
            ("05", "posts/2024/03", "05", "05"),
            ("10 é", "2024", "10 é", "10 é"),
        ] {
            assert_eq!(without_day(name, folders, false), bare);
            assert_eq!(without_day(name, folders, true), by_day);
        }
    }

    #[test]
    fn a_day_that_is_none_is_found_in_a_name() {
        let found = |path: &str| impossible(&SourcePath::new(path)).map(str::to_owned);
        assert_eq!(found("content/posts/2024-02-30-c.md").as_deref(), Some("2024-02-30"));
        assert_eq!(found("content/posts/2024-02-30-c/index.md").as_deref(), Some("2024-02-30"));
        assert_eq!(found("content/posts/2024-02-28-c.md"), None);
        assert_eq!(found("content/posts/2024/99/10-tips.md"), None);
    }
}
