//! How far from UTC a date says it is, where words or signs behind it say so: `UTC`, `GMT+1`, `CET`, `+0100`, `Z`.

use std::borrow::Cow;

use jiff::tz::Offset;

/// What stands before the last word of a date, and how far from UTC that word says it is.
pub(super) fn split(text: &str) -> Option<(&str, Offset)> {
    let (before, word) = without_name(text).rsplit_once(' ')?;
    // Most dates end in a digit of their time or year.
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let offset = match () {
        () if ["Z", "UTC", "GMT", "WET"].into_iter().any(is) => Some(Offset::UTC),
        () if ["CET", "MET", "MEZ", "WEST"].into_iter().any(is) => Some(Offset::constant(1)),
        () if ["CEST", "MEST", "MESZ", "EET"].into_iter().any(is) => Some(Offset::constant(2)),
        () if is("BST") => Some(Offset::constant(1)),
        () if is("EEST") => Some(Offset::constant(3)),
        () if is("EDT") => Some(Offset::constant(-4)),
        () if ["EST", "CDT"].into_iter().any(is) => Some(Offset::constant(-5)),
        () if ["CST", "MDT"].into_iter().any(is) => Some(Offset::constant(-6)),
        () if ["MST", "PDT"].into_iter().any(is) => Some(Offset::constant(-7)),
        () if is("PST") => Some(Offset::constant(-8)),
        () => {
            let begins = |name: &str| {
                word.get(..3).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &word[3..])
            };
            let is_short = begins("GMT").or_else(|| begins("UTC"));
            signed(is_short.unwrap_or(word), is_short.is_some())
        }
    };
    Some((before, offset?))
}

/// A date whose zone has a name, with the distance in numbers: names that e-mail does not know are UTC there.
pub(super) fn in_numbers(text: &str) -> Cow<'_, str> {
    let is_named = text.ends_with(|last: char| last.is_ascii_alphabetic());
    let Some((before, offset)) = split(text).filter(|_| is_named) else {
        return Cow::Borrowed(text);
    };
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    Cow::Owned(format!("{before} {sign}{hours:02}{minutes:02}"))
}

/// A date with its year behind the day, which the command `date` writes at the end: `Tue Mar  5 10:00:00 CET 2024`.
pub(super) fn behind_year(text: &str) -> Cow<'_, str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let clock = words.iter().position(|word| word.contains(':'));
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    match (clock, words.split_last()) {
        (Some(clock @ 2..), Some((year, before))) if clock < before.len() && is_year(year) => {
            let (day, rest) = before.split_at(clock);
            Cow::Owned(format!("{} {year} {}", day.join(" "), rest.join(" ")))
        }
        _ => Cow::Borrowed(text),
    }
}

/// A date without the name of its time zone, which JavaScript writes behind the distance: `GMT+0100 (Central European Standard Time)`.
fn without_name(text: &str) -> &str {
    let distance = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    distance.map_or(text, |(distance, _)| distance)
}

/// `+0100`, `+01:00`, and where it is sure to be a distance also `+1`.
fn signed(text: &str, is_short: bool) -> Option<Offset> {
    let (sign, digits) = match text.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, minutes) = match digits.len() {
        5 => digits.split_once(':')?,
        4 => digits.split_at_checked(2)?,
        1 | 2 if is_short => (digits, "0"),
        _ => return None,
    };
    let number = |digits: &str, below: i32| {
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<i32>().ok().filter(|number| is_number && *number < below)
    };
    let seconds = number(hours, 15)? * 3600 + number(minutes, 60)? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_may_say_how_far_from_utc_a_date_is() {
        for (word, seconds) in [
            ("UTC", Some(0)),
            ("gmt", Some(0)),
            ("CET", Some(3600)),
            ("CEST", Some(7200)),
            ("EST", Some(-18_000)),
            ("PDT", Some(-25_200)),
            ("BST", Some(3600)),
            ("Z", Some(0)),
            ("MEZ", Some(3600)),
            ("MESZ", Some(7200)),
            ("GMT+0100 (Midden-Europese standaardtijd)", Some(3600)),
            ("GMT+1", Some(3600)),
            ("GMT-10", Some(-36_000)),
            ("UTC+05:30", Some(19_800)),
            ("+0100", Some(3600)),
            ("-05:00", Some(-18_000)),
            ("+1", None),
            ("GMT+", None),
            ("GMT+99", None),
            ("+é00", None),
            ("+01:é", None),
            ("é", None),
            ("PM", None),
            ("2026", None),
            ("", None),
        ] {
            let text = format!("x {word}");
            let found = split(&text).map(|(before, offset)| (before, offset.seconds()));
            assert_eq!(found, seconds.map(|seconds| ("x", seconds)), "{word}");
        }
        assert_eq!(split("UTC"), None);
    }
}
