//! Dates in front matter, and in the names of files and folders.

use jiff::civil::{self, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::Date;
use crate::comment::dates::{self, Order, Written};
use crate::source::SourcePath;

/// A date as people and generators write it: RFC 3339, `2024-03-05 14:30 +0100`, `5-3-2024`, `5 maart 2024`. Without a
/// distance to UTC it is in the site's time zone; without a time it is midnight there.
pub(super) fn read(text: &str, zone: &TimeZone) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = iso(text, zone) {
        return Some(date);
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
        offset => at(moment, seconds_of(offset)?),
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

/// `2024-03-05` or `2024/03/05` at the beginning of a text, and what follows.
fn leading_day(text: &str) -> Option<(civil::Date, &str)> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| -> Option<i16> {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let year = digits(0, 4)?;
    let mark = *bytes.get(4)?;
    if !matches!(mark, b'-' | b'/' | b'_') {
        return None;
    }
    // One digit is enough for month and day.
    let month_end = 5 + text.get(5..)?.bytes().take_while(u8::is_ascii_digit).count();
    let month = digits(5, month_end).filter(|_| (6..=7).contains(&month_end))?;
    if bytes.get(month_end) != Some(&mark) {
        return None;
    }
    let start = month_end + 1;
    let day_end = start + text.get(start..)?.bytes().take_while(u8::is_ascii_digit).count();
    let day = digits(start, day_end).filter(|_| (start + 1..=start + 2).contains(&day_end))?;
    let date = civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, &text[day_end..]))
}

/// The date in the name of a file or of its folder (`2024-03-05-titel.md`, `2024-03-05-titel/index.md`), or in the folders
/// that it lies in (`2024/03/05/titel.md`).
pub(super) fn of_path(path: &SourcePath, zone: &TimeZone) -> Option<Date> {
    let named = |name: &str| -> Option<civil::Date> {
        let (day, rest) = leading_day(name)?;
        (rest.is_empty() || rest.starts_with(['-', '_', 'T', ' '])).then_some(day)
    };
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    let found = named(path.stem()).or_else(|| named(folder));
    let found = found.or_else(|| {
        let parts: Vec<&str> = path.as_str().split('/').collect();
        let number = |text: &&str, length: usize| -> Option<i16> {
            (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse().ok())
                .flatten()
        };
        parts.windows(3).find_map(|window| {
            let (year, month, day) =
                (number(&window[0], 4)?, number(&window[1], 2)?, day_of(window[2])?);
            civil::Date::new(year, i8::try_from(month).ok()?, day).ok()
        })
    })?;
    local(found.to_datetime(civil::Time::midnight()), false, zone)
}

/// The day that a folder or the name of a file begins with: `05` or `05-titel.md`.
fn day_of(name: &str) -> Option<i8> {
    let day = name.get(..2)?;
    let is_end = name[2..].is_empty() || name[2..].starts_with('-');
    (is_end && day.bytes().all(|byte| byte.is_ascii_digit())).then(|| day.parse().ok()).flatten()
}

/// A name without the date that it begins with.
pub(super) fn without_date(name: &str) -> &str {
    match leading_day(name) {
        Some((_, rest)) if rest.starts_with(['-', '_']) && rest.len() > 1 => &rest[1..],
        _ => name,
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
            ("content/posts/2024/water.md", None),
            ("content/posts/2024-03-055-water.md", None),
        ] {
            assert_eq!(of_path(&SourcePath::new(path), &zone()), date, "{path}");
        }
        assert_eq!(
            (without_date("2024_03_05_water"), without_date("water-2024")),
            ("water", "water-2024")
        );
    }
}
