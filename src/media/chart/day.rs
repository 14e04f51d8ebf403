//! A day, as Dutch and English write it, and spreadsheets.

use jiff::civil::Date;
use serde::Serialize;

use super::ChartWords;

/// Whether the labels of a chart are days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Days {
    /// Not all of them.
    No,
    /// All of them, and no more than that.
    Whole,
    /// All of them, with the time of day.
    Timed,
}

impl Days {
    /// What labels say of days.
    pub(super) fn of(labels: &[String]) -> Days {
        let is_time = |time: &str| time.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        let times: Option<Vec<bool>> =
            labels.iter().map(|label| Some(is_time(of_year(label)?.1))).collect();
        match times {
            None => Days::No,
            Some(times) if times.contains(&true) => Days::Timed,
            Some(_) => Days::Whole,
        }
    }

    /// A label as one writes it: `26 feb 2024`, `26 feb 2024 08:30`. What is no day, or may be another, stays as it is.
    pub(super) fn shown(self, label: &str, words: &ChartWords) -> String {
        let day = of_year(label).filter(|_| self != Days::No);
        let Some((day, time)) = day else { return label.to_owned() };
        let months = words.get("months").map(String::as_str).unwrap_or_default();
        let month = usize::from(day.month().unsigned_abs()).saturating_sub(1);
        let Some(month) = months.split(' ').nth(month).filter(|month| !month.is_empty()) else {
            return label.to_owned();
        };
        let day = format!("{} {month} {}", day.day(), day.year());
        if self == Days::Timed && !time.is_empty() { format!("{day} {time}") } else { day }
    }
}

/// The months, Dutch and English; three letters are enough, and `mrt` is short for `maart`.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january"],
    &["februari", "february"],
    &["mrt", "maart", "march"],
    &["april"],
    &["mei", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["augustus", "august"],
    &["september"],
    &["oktober", "october"],
    &["november"],
    &["december"],
];

/// What a day of the week begins with.
const WEEKDAYS: [&str; 14] =
    ["ma", "di", "wo", "do", "vr", "za", "zo", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Which month a word is the name of, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    if word.len() < 3 || word.len() > 9 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let month = MONTHS.iter().position(|names| names.iter().any(|name| name.starts_with(word)))?;
    i8::try_from(month + 1).ok()
}

/// A day with its year, and the time that stands behind it.
pub(super) fn of_year(label: &str) -> Option<(Date, &str)> {
    let (first, time) = label.split_once(['T', ' ']).unwrap_or((label, ""));
    let numbered = || Some((numbered(first)?, time.trim()));
    numbered().or_else(|| match named(label)? {
        (Some(year), month, day) => Some((Date::new(year, month, day).ok()?, "")),
        _ => None,
    })
}

/// A day without its year: its month, and which it is of that.
pub(super) fn bare(label: &str) -> Option<(i8, i8)> {
    match named(label)? {
        (None, month, day) => Some((month, day)),
        _ => None,
    }
}

/// `2024-02-26`, `26-2-2024`, `26/02/2024`, `26-02-24`.
fn numbered(label: &str) -> Option<Date> {
    let parts: Vec<&str> = label.split(['-', '/', '.']).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) =
        if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    // With points it may be the number of a chapter.
    let is_short = year.len() == 2 && !label.contains('.');
    let year = self::year(year).filter(|_| year.len() == 4 || is_short)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A year of four digits, or of the two that spreadsheets leave.
fn year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// `26 februari 2024`, `ma 26 feb. 2024`, `26-feb-24` and `26-feb` as Excel writes it, `February 26, 2024`.
fn named(label: &str) -> Option<(Option<i16>, i8, i8)> {
    let folded = label.to_lowercase();
    let signs = [' ', '-', '/', '.', ',', '\'', '’'];
    let mut words: Vec<&str> = folded.split(signs).filter(|word| !word.is_empty()).collect();
    let is_weekday = |word: &&str| WEEKDAYS.iter().any(|start| word.starts_with(start));
    if words.len() > 2
        && words.first().is_some_and(|word| is_weekday(word) && month(word).is_none())
    {
        words.remove(0);
    }
    let (first, second, year) = match words[..] {
        [first, second] => (first, second, None),
        [first, second, third] => (first, second, Some(year(third)?)),
        _ => return None,
    };
    let (day, month) = match month(first) {
        Some(month) => (second, month),
        None => (first, month(second)?),
    };
    let day =
        ["st", "nd", "rd", "th", "e"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    Some((year, month, day.parse().ok().filter(|day| (1..=31).contains(day))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_and_spreadsheets_write_them() {
        for (label, wanted) in [
            ("2024-02-26", Some("2024-02-26")),
            ("26-2-2024", Some("2024-02-26")),
            ("26/02/24", Some("2024-02-26")),
            ("26 februari 2024", Some("2024-02-26")),
            ("maandag 26 februari 2024", Some("2024-02-26")),
            ("ma 26 feb. 2024", Some("2024-02-26")),
            ("26-feb-24", Some("2024-02-26")),
            ("26-mrt-1998", Some("1998-03-26")),
            ("February 26, 2024", Some("2024-02-26")),
            ("1st May 2024", Some("2024-05-01")),
            ("1.2.10", None),
            ("31-2-2024", None),
            ("26-feb", None),
            ("feb 2024", None),
            ("week 26 2024", None),
            ("26 straat 2024", None),
        ] {
            let found = of_year(label).map(|(day, _)| day.to_string());
            assert_eq!(found.as_deref(), wanted, "{label}");
        }
        assert_eq!(of_year("26-2-2024 08:30").map(|(_, time)| time), Some("08:30"));
        assert_eq!(of_year("2024-02-26T08:30").map(|(_, time)| time), Some("08:30"));
        assert_eq!(
            (bare("26-feb"), bare("1 maart"), bare("zo 3 mrt")),
            (Some((2, 26)), Some((3, 1)), Some((3, 3)))
        );
        assert_eq!(
            (bare("10-12"), bare("mei"), bare("40 mei"), bare("26-feb-24")),
            (None, None, None, None)
        );
    }
}
