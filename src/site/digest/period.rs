//! A stretch of days: a week by ISO 8601, a month, or any other, in the time zone of the site.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;

/// How often there is a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Every {
    /// Every week, from Monday.
    Week,
    /// Every month.
    Month,
}

impl Every {
    /// The period that a day is in.
    pub fn of(self, day: Date) -> Period {
        match self {
            Every::Week => {
                let first = day.iso_week_date();
                Period::Week(first.year(), first.week())
            }
            Every::Month => Period::Month(day.year(), day.month()),
        }
    }

    /// The last period that was over on this day, which is in the one after it.
    pub fn before(self, day: Date) -> Period {
        let first = self.of(day).first();
        self.of(first.yesterday().unwrap_or(first))
    }
}

/// A stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A week of ISO 8601: its year and its number.
    Week(i16, i8),
    /// A month of a year.
    Month(i16, i8),
    /// From a day up to and including another.
    Days(Date, Date),
}

impl Period {
    /// A week as ISO 8601 writes it: `2026-W47`.
    pub fn week(text: &str) -> Option<Period> {
        let (year, week) = text.trim().split_once(['-', ' '])?;
        let week = week.strip_prefix(['W', 'w']).unwrap_or(week);
        let (year, week) = (number(year, 4)?, i8::try_from(number(week, 2)?).ok()?);
        ISOWeekDate::new(year, week, Weekday::Monday).ok().map(|_| Period::Week(year, week))
    }

    /// A month: `2026-11`.
    pub fn month(text: &str) -> Option<Period> {
        let (year, month) = text.trim().split_once('-')?;
        let (year, month) = (number(year, 4)?, i8::try_from(number(month, 2)?).ok()?);
        Date::new(year, month, 1).ok().map(|_| Period::Month(year, month))
    }

    /// Its first day.
    pub fn first(self) -> Date {
        match self {
            Period::Week(year, week) => ISOWeekDate::new(year, week, Weekday::Monday)
                .map_or(Date::MIN, |monday| monday.date()),
            Period::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Period::Days(first, _) => first,
        }
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let first = self.first();
        match self {
            Period::Week(..) => first.checked_add(6.days()).unwrap_or(Date::MAX),
            Period::Month(..) => first.last_of_month(),
            Period::Days(_, last) => last,
        }
    }

    /// From its first second up to the one after its last, in seconds since 1970.
    pub fn seconds(self, zone: &TimeZone) -> Range<i64> {
        let midnight = |day: Date| {
            let midnight = zone.to_ambiguous_timestamp(day.to_datetime(Time::midnight()));
            midnight.compatible().map(|moment| moment.as_second())
        };
        let start = midnight(self.first()).unwrap_or(i64::MIN);
        let end = self.last().tomorrow().and_then(midnight).unwrap_or(i64::MAX);
        start..end
    }

    /// What its page is called, and a message about it: `2026-w47`, `2026-11`.
    pub fn name(self) -> String {
        match self {
            Period::Week(year, week) => format!("{year:04}-w{week:02}"),
            Period::Month(year, month) => format!("{year:04}-{month:02}"),
            Period::Days(first, last) => format!("{first}--{last}"),
        }
    }
}

/// A number of at most so many digits, and nothing else.
fn number(text: &str, most: usize) -> Option<i16> {
    let is_one = !text.is_empty() && text.len() <= most;
    let is_one = is_one && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, name, first, last) in [
            ("2026-11-22", "2026-w47", "2026-11-16", "2026-11-22"),
            ("2026-11-23", "2026-w48", "2026-11-23", "2026-11-29"),
            ("2027-01-03", "2026-w53", "2026-12-28", "2027-01-03"),
            ("2024-12-30", "2025-w01", "2024-12-30", "2025-01-05"),
        ] {
            let period = Every::Week.of(day(date));
            assert_eq!(period.name(), name);
            assert_eq!((period.first(), period.last()), (day(first), day(last)), "{date}");
        }
        assert_eq!(Every::Week.before(day("2026-11-23")).name(), "2026-w47");
        assert_eq!(Every::Month.before(day("2026-01-31")).name(), "2025-12");
    }

    #[test]
    fn a_week_in_which_the_clock_changes_is_an_hour_longer() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let length = |period: Period| {
            let seconds = period.seconds(&zone);
            (seconds.end - seconds.start) / 3600
        };
        assert_eq!(length(Period::Week(2026, 43)), 7 * 24 + 1);
        assert_eq!(length(Period::Week(2026, 47)), 7 * 24);
        assert_eq!(length(Period::Week(2026, 13)), 7 * 24 - 1);
        assert_eq!(length(Period::Month(2028, 2)), 29 * 24);
    }

    #[test]
    fn periods_are_read_as_they_are_written() {
        for (text, week) in [
            ("2026-W47", Some(Period::Week(2026, 47))),
            ("2026-w07", Some(Period::Week(2026, 7))),
            (" 2026-7 ", Some(Period::Week(2026, 7))),
            ("2026-W53", Some(Period::Week(2026, 53))),
            ("2025-W53", None),
            ("2026-W00", None),
            ("2026-W+7", None),
            ("47", None),
            ("", None),
        ] {
            assert_eq!(Period::week(text), week, "{text}");
        }
        for (text, month) in
            [("2026-11", Some(Period::Month(2026, 11))), ("2026-13", None), ("2026-11-01", None)]
        {
            assert_eq!(Period::month(text), month, "{text}");
        }
    }
}
