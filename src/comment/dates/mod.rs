//! Dates as exports write them: WordPress's own, and what people type in a spreadsheet in Dutch or
//! English, day before month unless the settings say otherwise.

mod zone;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::Moment;
use crate::config::settings::Comments;

/// What a text says of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A date, with the time of day if it has one.
    Local(Date, Option<Time>),
    /// A date and time with its distance to UTC.
    At(Moment),
    /// It can only be read with day and month the other way around.
    OtherOrder,
    /// It is no date.
    Unclear,
}

/// Which comes first in a date of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `23-11-2026`.
    DayFirst,
    /// `11/23/2026`.
    MonthFirst,
}

impl Order {
    /// That of the tables, by the settings.
    pub(super) fn of(settings: &Comments) -> Self {
        if settings.date_order == "mdy" { Order::MonthFirst } else { Order::DayFirst }
    }
}

/// The moment of a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Local {
    pub moment: Moment,
    /// The clock was changed in this hour, so that it was skipped or came twice.
    pub is_doubtful: bool,
}

/// The moment of a date in UTC and the same date in local time, both as WordPress writes them
/// (`2026-11-23 14:05:00`). The first counts unless it is missing or before 1970.
pub(super) fn wordpress(utc: Option<&str>, local: Option<&str>, zone: &TimeZone) -> Option<Local> {
    let utc = utc.and_then(parse_sql).and_then(|date| Offset::UTC.to_timestamp(date).ok());
    match utc {
        Some(instant) => Some(Local { moment: Moment(instant.as_second()), is_doubtful: false }),
        None => local_moment(local.and_then(parse_sql)?, zone),
    }
}

/// The moment of a date of the channel (RFC 2822): `Mon, 23 Nov 2026 14:05:00 +0000`. The day of the week says nothing that the
/// date does not, and may be wrong.
pub(crate) fn rfc_2822(text: &str) -> Option<Moment> {
    let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let instant = parser.parse_timestamp(&*zone::in_numbers(text.trim())).ok()?;
    Some(Moment(instant.as_second()))
}

/// The moment of a number of seconds since 1970, or of thousandths of seconds if it is too large for those.
pub(super) fn epoch(text: &str) -> Option<Moment> {
    /// Seconds of the year 5138, and thousandths of one of 1973.
    const THOUSANDTHS: f64 = 1e11;
    let number: f64 = text.parse().ok()?;
    let seconds = if number >= THOUSANDTHS { number / 1000.0 } else { number };
    #[expect(clippy::cast_possible_truncation, reason = "a number of this size fits")]
    (0.0..THOUSANDTHS).contains(&seconds).then(|| Moment(seconds.floor() as i64))
}

/// The moment of local time. In the hour that a clock change skips or repeats, the distance to UTC
/// from before the change counts.
pub(super) fn local_moment(date: DateTime, zone: &TimeZone) -> Option<Local> {
    if date.year() < 1970 {
        return None;
    }
    let found = zone.to_ambiguous_timestamp(date);
    let is_doubtful = found.is_ambiguous();
    let instant = found.compatible().ok()?;
    Some(Local { moment: Moment(instant.as_second()), is_doubtful })
}

/// `2026-11-23 14:05:00`, from 1970 on; `0000-00-00 00:00:00` is how WordPress writes "none".
fn parse_sql(text: &str) -> Option<DateTime> {
    let bytes: &[u8; 19] = text.trim().as_bytes().try_into().ok()?;
    let digits = |places: std::ops::Range<usize>| -> Option<i16> {
        bytes[places].iter().try_fold(0, |number: i16, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0'))
        })
    };
    let two = |start: usize| digits(start..start + 2).and_then(|number| i8::try_from(number).ok());
    if bytes[4] != b'-' || bytes[7] != b'-' || bytes[13] != b':' || bytes[16] != b':' {
        return None;
    }
    let year = digits(0..4).filter(|year| *year >= 1970)?;
    DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()
}

/// Reads a date that a person or a spreadsheet wrote: `23-11-2026 14:05`, `23 nov. 2026 om 14.05 uur`,
/// `2026-11-23T14:05:00Z`, `November 23, 2026`.
pub(crate) fn read(text: &str, order: Order) -> Written {
    let text = text.trim().trim_start_matches('\'').trim();
    if text.len() > 80 {
        return Written::Unclear;
    }
    let text = &*zone::behind_year(text);
    if text.as_bytes().get(4) == Some(&b'-')
        && let Ok(instant) = text.parse::<Timestamp>()
    {
        return match instant.as_second() {
            second if second >= 0 => Written::At(Moment(second)),
            _ => Written::Unclear,
        };
    }
    let Some((before, offset)) = zone::split(text) else { return read_local(text, order) };
    match read_local(before, order) {
        Written::Local(date, Some(time)) => {
            let instant = offset.to_timestamp(date.to_datetime(time)).map(Timestamp::as_second);
            instant
                .ok()
                .filter(|second| *second >= 0)
                .map_or(Written::Unclear, |second| Written::At(Moment(second)))
        }
        Written::OtherOrder => Written::OtherOrder,
        _ => Written::Unclear,
    }
}

/// Reads a date that does not say how far from UTC it is.
fn read_local(text: &str, order: Order) -> Written {
    let tokens = tokenise(text);
    let mut tokens = Tokens { tokens: &tokens };
    match read_date(&mut tokens, order) {
        Written::Local(date, _) => match read_rest(&mut tokens) {
            Rest::Nothing => Written::Local(date, None),
            Rest::Time(time) => Written::Local(date, Some(time)),
            Rest::Nonsense => Written::Unclear,
        },
        other => other,
    }
}

/// Whether a date in numbers can only be read with its day first: `23-11-2026`.
pub(super) fn is_day_first(text: &str) -> bool {
    let tokens = tokenise(text.trim().get(..40).unwrap_or(text.trim()));
    let numbers = match tokens.as_slice() {
        [Token::Number(day, _), Token::Sign(_), Token::Number(month, _), ..] => {
            Some((*day, *month))
        }
        _ => None,
    };
    matches!(numbers, Some((13..=31, 1..=12)))
}

/// Reads a time of day alone: `14:05`, `14.05 uur`.
pub(super) fn read_time(text: &str) -> Option<Time> {
    if text.len() > 80 {
        return None;
    }
    let tokens = tokenise(text.trim());
    match read_rest(&mut Tokens { tokens: &tokens }) {
        Rest::Time(time) => Some(time),
        Rest::Nothing | Rest::Nonsense => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// A number with the count of its digits.
    Number(i32, usize),
    /// A month by name.
    Month(i8),
    /// `om`, `uur`, a day of the week: words without which the date says the same.
    Filler,
    /// The first or second half of a day of twelve hours.
    Half(i32),
    Sign(char),
    Blank,
    Unknown,
}

struct Tokens<'a> {
    tokens: &'a [Token],
}

impl Tokens<'_> {
    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    fn peek(&self) -> Option<Token> {
        self.tokens.first().copied()
    }

    /// Passes over what separates two parts: blanks, words without meaning, and one of these signs.
    fn skip(&mut self, signs: &str) {
        while let Some(Token::Blank | Token::Filler) = self.peek() {
            self.next();
        }
        if let Some(Token::Sign(sign)) = self.peek()
            && signs.contains(sign)
        {
            self.next();
        }
        while let Some(Token::Blank | Token::Filler) = self.peek() {
            self.next();
        }
    }

    fn number(&mut self) -> Option<(i32, usize)> {
        match self.next()? {
            Token::Number(number, digits) => Some((number, digits)),
            _ => None,
        }
    }
}

fn tokenise(text: &str) -> Vec<Token> {
    let mut lowered = text.to_lowercase();
    if lowered.contains(".m.") {
        // The half of a day: `p.m.`
        lowered = lowered.replace(".m.", "m");
    }
    let mut tokens = Vec::new();
    let mut rest = lowered.as_str();
    while let Some(first) = rest.chars().next() {
        let same: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            _ if first.is_alphabetic() => char::is_alphabetic,
            _ if first.is_whitespace() => char::is_whitespace,
            _ => |_| false,
        };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (part, after) = rest.split_at(length);
        tokens.push(match first {
            '0'..='9' => {
                part.parse().map_or(Token::Unknown, |number| Token::Number(number, length))
            }
            _ if first.is_alphabetic() => word(part),
            _ if first.is_whitespace() => Token::Blank,
            sign => Token::Sign(sign),
        });
        rest = after;
    }
    tokens
}

fn word(word: &str) -> Token {
    let month = match word {
        "jan" | "januari" | "january" => 1,
        "feb" | "febr" | "februari" | "february" => 2,
        "mrt" | "mar" | "maart" | "march" => 3,
        "apr" | "april" => 4,
        "mei" | "may" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "aug" | "augustus" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "okt" | "oct" | "oktober" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "december" => 12,
        _ => 0,
    };
    match word {
        _ if month > 0 => Token::Month(month),
        "am" => Token::Half(0),
        "pm" => Token::Half(12),
        "om" | "op" | "at" | "uur" | "u" | "h" | "t" | "ma" | "di" | "wo" | "do" | "vr" | "za"
        | "zo" => Token::Filler,
        "maandag" | "dinsdag" | "woensdag" | "donderdag" | "vrijdag" | "zaterdag" | "zondag" => {
            Token::Filler
        }
        "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "st" | "nd" | "rd" | "th" => {
            Token::Filler
        }
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" => {
            Token::Filler
        }
        _ => Token::Unknown,
    }
}

fn read_date(tokens: &mut Tokens<'_>, order: Order) -> Written {
    let is_bare =
        matches!(tokens.tokens, [Token::Number(_, 1 | 2), Token::Sign(_), Token::Number(..), ..]);
    let Some([(day, _), (month, _), year]) = read_parts(tokens) else {
        return Written::Unclear;
    };
    let is_swapped = is_bare && order == Order::MonthFirst;
    let (day, month) = if is_swapped { (month, day) } else { (day, month) };
    let year = match year {
        (year, 4) => year,
        (year, 2) if year < 70 => 2000 + year,
        (year, 2) => 1900 + year,
        _ => return Written::Unclear,
    };
    if !(1970..=9999).contains(&year) {
        return Written::Unclear;
    }
    let date = |month: i32, day: i32| {
        let year = i16::try_from(year).ok()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    match (date(month, day), date(day, month)) {
        (Some(date), _) => Written::Local(date, None),
        (None, Some(_)) => Written::OtherOrder,
        (None, None) => Written::Unclear,
    }
}

/// Day, month and year as written, the year with its digits.
fn read_parts(tokens: &mut Tokens<'_>) -> Option<[(i32, usize); 3]> {
    tokens.skip(",");
    match tokens.next()? {
        Token::Number(year, 4) => {
            tokens.skip("-/.");
            let (month, _) = tokens.number()?;
            tokens.skip("-/.");
            let (day, _) = tokens.number()?;
            Some([(day, 0), (month, 0), (year, 4)])
        }
        Token::Number(day, 1 | 2) => {
            tokens.skip("-/.");
            let month = match tokens.next()? {
                Token::Number(month, 1 | 2) => month,
                Token::Month(month) => i32::from(month),
                _ => return None,
            };
            tokens.skip("-/.,");
            Some([(day, 0), (month, 0), tokens.number()?])
        }
        Token::Month(month) => {
            tokens.skip("-/.");
            let (day, _) = tokens.number()?;
            tokens.skip("-/.,");
            Some([(day, 0), (i32::from(month), 0), tokens.number()?])
        }
        _ => None,
    }
}

/// What stands after a date.
enum Rest {
    Nothing,
    Time(Time),
    Nonsense,
}

fn read_rest(tokens: &mut Tokens<'_>) -> Rest {
    tokens.skip(",-");
    if tokens.peek().is_none() {
        return Rest::Nothing;
    }
    read_clock(tokens).map_or(Rest::Nonsense, Rest::Time)
}

/// A time of day with which the text ends.
fn read_clock(tokens: &mut Tokens<'_>) -> Option<Time> {
    let (mut hour, _) = tokens.number()?;
    let mut rest = [0, 0];
    for part in &mut rest {
        // `14u05` has a word where others have a sign.
        match tokens.tokens {
            [Token::Sign(':' | '.'), ..] | [Token::Filler, Token::Number(..), ..] => {}
            _ => break,
        }
        tokens.next();
        *part = tokens.number()?.0;
    }
    if let Some(Token::Sign('.' | ',')) = tokens.peek() {
        tokens.next();
        tokens.number()?;
    }
    tokens.skip("");
    if let Some(Token::Half(half)) = tokens.peek() {
        tokens.next();
        hour = (1..=12).contains(&hour).then_some(hour % 12 + half)?;
    }
    tokens.skip("");
    let small = |number: i32| i8::try_from(number).ok();
    let time = Time::new(small(hour)?, small(rest[0])?, small(rest[1])?, 0).ok()?;
    tokens.peek().is_none().then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    fn amsterdam() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn dates_of_people_are_read_day_first() {
        let day = civil::date(2026, 11, 23);
        let half = Some(civil::time(14, 5, 0, 0));
        let cases = [
            ("23-11-2026", None),
            ("23-11-2026 14:05", half),
            ("23/11/2026 14:05:00", half),
            ("23.11.2026 14.05 uur", half),
            ("23.11.2026, 14:05", half),
            ("23-11-26 14u05", half),
            ("23 nov 2026 14:05", half),
            ("23 nov. 2026 om 14.05 uur", half),
            ("23 november 2026", None),
            ("maandag 23 november 2026 om 14:05 uur", half),
            ("ma 23-11-2026 14:05", half),
            ("23-nov-2026", None),
            ("2026-11-23", None),
            ("2026-11-23 14:05", half),
            ("2026-11-23T14:05:00.123", half),
            ("2026/11/23 14:05", half),
            ("November 23, 2026 2:05 PM", half),
            ("november 23rd, 2026 op 2:05 pm", half),
            ("'23-11-2026", None),
        ];
        for (text, time) in cases {
            assert_eq!(read(text, Order::DayFirst), Written::Local(day, time), "{text}");
        }
        let months =
            ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec"];
        for (name, month) in months.iter().zip(1..) {
            assert_eq!(
                read(&format!("5 {name} 2026"), Order::MonthFirst),
                Written::Local(civil::date(2026, month, 5), None)
            );
        }
    }

    #[test]
    fn dates_that_cannot_be_read_are_told_apart() {
        let cases = [
            ("11/23/2026", Written::OtherOrder),
            ("11/23/2026 2:05 PM", Written::OtherOrder),
            ("31-02-2026", Written::Unclear),
            ("gisteren", Written::Unclear),
            ("23-11", Written::Unclear),
            ("23-11-2026 25:00", Written::Unclear),
            ("23-11-2026 en later", Written::Unclear),
            ("0000-00-00 00:00:00", Written::Unclear),
            ("01-01-0001", Written::Unclear),
            ("99999999999999999999", Written::Unclear),
            ("", Written::Unclear),
            ("2026-11-23T14:05:00Z", Written::At(Moment(1_795_442_700))),
            ("2026-11-23 15:05:00+01:00", Written::At(Moment(1_795_442_700))),
            ("2026-11-23 14:05:00 UTC", Written::At(Moment(1_795_442_700))),
            ("2026/11/23 3:05:00 PM GMT+1", Written::At(Moment(1_795_442_700))),
            ("2026/11/23 3:05:00 p.m. CET", Written::At(Moment(1_795_442_700))),
            ("Mon, 23 Nov 2026 15:05:00 +0100", Written::At(Moment(1_795_442_700))),
            ("2026-11-23 14:05:00 Z", Written::At(Moment(1_795_442_700))),
            ("23.11.2026 15:05 MEZ", Written::At(Moment(1_795_442_700))),
            (
                "Mon Nov 23 2026 15:05:00 GMT+0100 (Central European Standard Time)",
                Written::At(Moment(1_795_442_700)),
            ),
            ("23-11-2026 (gisteren)", Written::Unclear),
            ("11/23/2026 3:05 PM CET", Written::OtherOrder),
            ("23-11-2026 CET", Written::Unclear),
            ("23-11-2026 15:05 XYZ", Written::Unclear),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, Order::DayFirst), expected, "{text}");
        }
    }

    #[test]
    fn dates_with_the_month_first_are_read_when_asked() {
        let day = Written::Local(civil::date(2026, 11, 3), None);
        for text in ["11/3/2026", "11-03-26", "2026-11-03", "3 nov 2026", "November 3, 2026"] {
            assert_eq!(read(text, Order::MonthFirst), day, "{text}");
        }
        assert_eq!(read("23/11/2026", Order::MonthFirst), Written::OtherOrder);
    }

    #[test]
    fn only_a_high_day_proves_the_order() {
        let cases = [
            ("23-11-2026", true),
            ("11/23/2026", false),
            ("3-4-2026", false),
            ("23 nov 2026", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_day_first(text), expected, "{text}");
        }
    }

    #[test]
    fn a_time_alone_is_read() {
        assert_eq!(read_time("14.05 uur"), Some(civil::time(14, 5, 0, 0)));
        assert_eq!(read_time("9:30:15"), Some(civil::time(9, 30, 15, 0)));
        assert_eq!(read_time(""), None);
        assert_eq!(read_time("straks"), None);
    }

    #[test]
    fn wordpress_has_two_dates_and_either_may_be_none() {
        let none = "0000-00-00 00:00:00";
        let local = "2026-11-23 15:05:00";
        let cases = [
            (Some("2026-11-23 14:05:00"), Some("1999-01-01 00:00:00"), Some(1_795_442_700)),
            (None, Some(local), Some(1_795_442_700)),
            (Some(none), Some(local), Some(1_795_442_700)),
            (Some("1969-12-31 23:59:59"), Some(local), Some(1_795_442_700)),
            (Some(none), Some(none), None),
            (Some("rommel"), None, None),
        ];
        for (utc, date, second) in cases {
            let found = wordpress(utc, date, &amsterdam());
            let expected =
                second.map(|second| Local { moment: Moment(second), is_doubtful: false });
            assert_eq!(found, expected, "{utc:?} {date:?}");
        }
    }

    #[test]
    fn a_clock_change_takes_the_distance_from_before() {
        // Summer time began at 01:00 UTC on 29 March and ended at 01:00 UTC on 25 October 2026.
        let cases =
            [("2026-03-29 02:30:00", 1_774_747_800), ("2026-10-25 02:30:00", 1_792_888_200)];
        for (date, second) in cases {
            let expected = Local { moment: Moment(second), is_doubtful: true };
            assert_eq!(wordpress(None, Some(date), &amsterdam()), Some(expected), "{date}");
        }
    }

    #[test]
    fn the_channel_writes_rfc_2822() {
        for day in ["Mon", "Tue"] {
            let text = format!(" {day}, 23 Nov 2026 14:05:00 +0000\n");
            assert_eq!(rfc_2822(&text), Some(Moment(1_795_442_700)), "{text}");
        }
        assert_eq!(rfc_2822("Wed, 30 Nov -0001 00:00:00 +0000"), None);
    }
}
