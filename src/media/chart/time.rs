//! When a row is: a day, a month, a quarter, a week, a year or an hour, as Dutch and English write it.

use jiff::civil::{Date, Weekday};

/// Headings over plain numbers that are moments.
const HEADINGS: &[&str] = &[
    "week",
    "weeknummer",
    "weeknr",
    "jaar",
    "year",
    "maand",
    "month",
    "dag",
    "day",
    "uur",
    "hour",
    "kwartaal",
    "quarter",
    "schooljaar",
    "periode",
    "period",
];

/// The first three letters of each month, Dutch and English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

/// What turns the labels of one kind into places in time.
type Reader = fn(&str) -> Option<f64>;

/// The kinds of labels, each with after how much it begins anew, if it says nothing of the year or the day. What two kinds may
/// be, as `2011/12`, is the first that all labels are.
const READERS: &[(Reader, Option<f64>)] = &[
    (moment, None),
    (school_year, None),
    (month_of_year, None),
    (bare_month, Some(12.0)),
    (quarter, None),
    (week_of_year, None),
    (clock, Some(24.0)),
    (year, None),
];

/// Words for what plain numbers count, and after how many of them it begins anew.
const CYCLES: &[(&str, f64)] = &[
    ("week", 52.0),
    ("wk", 52.0),
    ("maand", 12.0),
    ("month", 12.0),
    ("uur", 24.0),
    ("hour", 24.0),
    ("kwartaal", 4.0),
    ("quarter", 4.0),
];

/// Rows that follow each other in time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moments {
    /// Where each lies, the earliest first.
    pub(super) at: Vec<f64>,
    /// Whether the file has the latest first.
    pub(super) is_reversed: bool,
}

/// Where each row lies in time, if all labels are moments of one kind and each follows the one before, or each the one behind.
pub(super) fn moments(heading: &str, labels: &[String]) -> Option<Moments> {
    if labels.len() < 3 {
        return None;
    }
    let folded = heading.trim().to_lowercase();
    let first = folded.split([' ', '(']).next().unwrap_or_default();
    let is_time = HEADINGS.contains(&first);
    let read = |(reader, cycle): &(Reader, Option<f64>)| {
        let found: Vec<f64> =
            labels.iter().map(|label| reader(label.trim())).collect::<Option<_>>()?;
        ordered(found, *cycle)
    };
    let plain = || {
        let found: Vec<f64> =
            labels.iter().map(|label| plain(label.trim(), is_time)).collect::<Option<_>>()?;
        let label = labels[0].trim().to_lowercase();
        let cycle =
            CYCLES.iter().find(|(word, _)| first.starts_with(word) || label.starts_with(word));
        ordered(found, cycle.map(|(_, cycle)| *cycle))
    };
    READERS.iter().find_map(read).or_else(plain)
}

/// Places that follow each other, or do so from behind.
fn ordered(mut found: Vec<f64>, cycle: Option<f64>) -> Option<Moments> {
    if let Some(at) = following(&found, cycle) {
        return Some(Moments { at, is_reversed: false });
    }
    found.reverse();
    following(&found, cycle).map(|at| Moments { at, is_reversed: true })
}

/// Places of which each lies behind the one before. What begins anew, as weeks do over New Year, falls by more than half.
fn following(found: &[f64], cycle: Option<f64>) -> Option<Vec<f64>> {
    let (mut at, mut round) = (Vec::with_capacity(found.len()), 0.0);
    for (index, value) in found.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).and_then(|before| found.get(before)) {
            if let Some(cycle) = cycle.filter(|cycle| before - value >= cycle / 2.0) {
                // Some years have a week more.
                round += cycle.max(*before);
            } else if before >= value {
                return None;
            }
        }
        at.push(value + round);
    }
    Some(at)
}

/// A day, and the time of it behind that, if there is one.
fn moment(label: &str) -> Option<f64> {
    let days = day(label)?.since(Date::new(1970, 1, 1).ok()?).ok()?.get_days();
    let time = label.split_once(['T', ' ']).and_then(|(_, time)| clock(time)).unwrap_or(0.0);
    Some(f64::from(days) + time / 24.0)
}

/// `2021/2022`, `2021-22`.
fn school_year(label: &str) -> Option<f64> {
    let (first, second) = label.split_once(['/', '-', '–'])?;
    let second = second.trim().trim_start_matches(['\'', '’']);
    let from = year(first.trim())?;
    let to: f64 = second.parse().ok()?;
    let is_next = match second.len() {
        4 => to == from + 1.0,
        2 => to == (from + 1.0) % 100.0,
        _ => false,
    };
    is_next.then_some(from)
}

fn month_of_year(label: &str) -> Option<f64> {
    month(label)
        .filter(|(year, _)| year.is_some())
        .map(|(year, month)| f64::from(year.unwrap_or_default() * 12 + month))
}

fn bare_month(label: &str) -> Option<f64> {
    month(label).filter(|(year, _)| year.is_none()).map(|(_, month)| f64::from(month))
}

/// `2024-W05`, `2024 week 5`, `week 5 2024`: by its Monday.
fn week_of_year(label: &str) -> Option<f64> {
    let folded = label.to_lowercase();
    let mut parts: Vec<&str> =
        folded.split([' ', '-', '/']).filter(|part| !part.is_empty()).collect();
    // `week 5` may be written apart.
    if let Some(word) = parts.iter().position(|part| matches!(*part, "week" | "wk" | "w")) {
        parts.remove(word);
        let number = parts.iter().position(|part| part.len() <= 2)?;
        let other = parts.iter().position(|part| part.len() == 4)?;
        return (parts.len() == 2).then(|| monday(parts[other], parts[number]))?;
    }
    let [first, second] = parts[..] else { return None };
    let week = |part: &str| {
        ["week", "wk", "w"].iter().find_map(|word| Some(part.strip_prefix(word)?.to_owned()))
    };
    match (week(first), week(second)) {
        (Some(week), None) => monday(second, &week),
        (None, Some(week)) => monday(first, &week),
        _ => None,
    }
}

fn monday(year: &str, week: &str) -> Option<f64> {
    let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
    let week = jiff::civil::ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
    let days = week.date().since(Date::new(1970, 1, 1).ok()?).ok()?.get_days();
    Some(f64::from(days))
}

/// `08:00`, `8:30 uur`, in hours.
fn clock(label: &str) -> Option<f64> {
    let folded = label.to_lowercase();
    let bare = ["uur", "u", "h"].iter().find_map(|word| folded.strip_suffix(word));
    let (hours, rest) = bare.unwrap_or(&folded).trim_end().split_once(':')?;
    let minutes = rest.split([':', '.', '+', 'z']).next().unwrap_or_default();
    let part = |text: &str, limit: f64| {
        let is_short =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<f64>().ok().filter(|part| is_short && *part <= limit)
    };
    Some(part(hours, 24.0)? + part(minutes, 59.0)? / 60.0)
}

fn year(label: &str) -> Option<f64> {
    let number: f64 = label.parse().ok()?;
    (label.len() == 4 && number.fract() == 0.0 && (1500.0..2200.0).contains(&number))
        .then_some(number)
}

/// A number that the heading or a word before it says is a moment.
fn plain(label: &str, is_time: bool) -> Option<f64> {
    let folded = label.to_lowercase();
    let bare = ["week", "wk", "jaar", "dag"].iter().find_map(|word| folded.strip_prefix(word));
    let behind = ["uur", "u"].iter().find_map(|word| folded.strip_suffix(word));
    let number = bare.or(behind).unwrap_or(&folded).trim_start_matches(['.', ' ']).trim_end();
    let number: f64 = number.parse().ok()?;
    (is_time || bare.is_some() || behind.is_some()).then_some(number)
}

/// `2024-02-26`, `26-2-2024`, `26/02/2024`, with or without a time behind it.
pub(super) fn day(label: &str) -> Option<Date> {
    let label = label.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = label.split(['-', '/', '.']).collect();
    let [first, second, third] = parts[..] else { return None };
    let (year, month, day) =
        if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `2024-02`, `02-2024`, `feb 2024`, `feb-24` as Excel writes it, `februari`: its year, if it says one, and which it is of it.
fn month(label: &str) -> Option<(Option<i32>, i32)> {
    let folded = label.to_lowercase();
    let signs = [' ', '-', '/', '.', '\'', '’'];
    let mut words = folded.split(signs).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let named = |word: &str| {
        let is_word = word.len() >= 3 && word.chars().all(char::is_alphabetic);
        let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
        found.filter(|_| is_word && word.len() <= 9).and_then(|month| i32::try_from(month).ok())
    };
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let year = |word: &str| word.parse::<i32>().ok().filter(|_| word.len() == 4);
    let short = |word: &str| {
        let year = word.parse::<i32>().ok().filter(|_| word.len() == 2 && is_digits(word));
        year.map(|year| if year < 70 { 2000 + year } else { 1900 + year })
    };
    let number = |word: &str| {
        word.parse::<i32>().ok().filter(|month| (1..=12).contains(month)).map(|it| it - 1)
    };
    match second {
        None => named(first).map(|month| (None, month)),
        Some(second) => match year(first) {
            Some(year) => Some((Some(year), named(second).or_else(|| number(second))?)),
            None => match year(second) {
                Some(year) => Some((Some(year), named(first).or_else(|| number(first))?)),
                None => Some((Some(short(second)?), named(first)?)),
            },
        },
    }
}

/// `2024 K3`, `Q3 2024`.
fn quarter(label: &str) -> Option<f64> {
    let folded = label.to_lowercase();
    let (first, second) = folded.split_once([' ', '-'])?;
    let quarter = |word: &str| {
        let digit: f64 = word.strip_prefix(['k', 'q'])?.parse().ok()?;
        (1.0..=4.0).contains(&digit).then_some(digit)
    };
    let year = |word: &str| word.parse::<f64>().ok().filter(|_| word.len() == 4);
    let found = year(first).zip(quarter(second)).or_else(|| year(second).zip(quarter(first)));
    found.map(|(year, quarter)| year * 4.0 + quarter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_when_all_are_of_one_kind() {
        for (heading, labels, is_time) in [
            ("Week", "10 11 12", true),
            ("Gemaal", "10 11 12", false),
            ("Jaar", "2021 2022 2024", true),
            ("", "2021 2022 2024", true),
            ("datum", "2024-02-26 2024-02-27 2024-03-01", true),
            ("datum", "26-2-2024 27-2-2024 1-3-2024", true),
            ("", "jan feb mrt", true),
            ("", "2024-11 2024-12 2025-01", true),
            ("", "dec jan feb", true),
            ("", "november december januari", true),
            ("", "jan mrt feb", false),
            ("", "mrt feb jan", true),
            ("", "jan-24 feb-24 mrt-24", true),
            ("", "nov-23 dec-23 jan-24", true),
            ("", "2021/2022 2022/2023 2023/2024", true),
            ("", "2009/10 2010/11 2011/12", true),
            ("Schooljaar", "2020-21 2021-22 2022-23", true),
            ("", "2021/2024 2022/2025 2023/2026", false),
            ("", "2024 2023 2022", true),
            ("", "2024 2022 2023", false),
            ("Uur", "08:00 09:00 10:00", true),
            ("", "22:00 23:00 00:00 01:00", true),
            ("", "8u 9u 10u", true),
            ("Week", "51 52 1 2", true),
            ("Week", "52 53 1", true),
            ("Gemaal", "52 1 2", false),
            ("", "2023-W52 2024-W01 2024-W02", true),
            ("", "2024-01-01T08:00 2024-01-01T09:30 2024-01-02T08:00", true),
            ("", "maandag dinsdag woensdag", false),
            ("", "2021 2022", false),
            ("", "2021 2021 2022", false),
            ("", "2021 feb 2022", false),
        ] {
            let labels: Vec<String> = labels.split(' ').map(str::to_owned).collect();
            assert_eq!(moments(heading, &labels).is_some(), is_time, "{labels:?}");
        }
        let weeks = ["week 9".to_owned(), "week 10".to_owned(), "week 12".to_owned()];
        assert_eq!(moments("", &weeks).map(|found| found.at), Some(vec![9.0, 10.0, 12.0]));
        let found = |labels: &[&str], heading: &str| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            moments(heading, &labels).map(|found| (found.at, found.is_reversed))
        };
        assert_eq!(
            found(&["2024", "2023", "2021"], ""),
            Some((vec![2021.0, 2023.0, 2024.0], true))
        );
        assert_eq!(found(&["52", "1", "3"], "Week"), Some((vec![52.0, 53.0, 55.0], false)));
        assert_eq!(found(&["53", "1", "3"], "Week"), Some((vec![53.0, 54.0, 56.0], false)));
        assert_eq!(found(&["feb", "jan", "dec"], ""), Some((vec![11.0, 12.0, 13.0], true)));
        assert_eq!(
            found(&["week 51 2023", "week 52 2023", "week 1 2024"], "").map(|it| it.1),
            Some(false)
        );
        assert_eq!(
            found(&["8:30 uur", "9:00 uur", "9:30 uur"], "").map(|it| it.0),
            Some(vec![8.5, 9.0, 9.5])
        );
        let quarters = ["2023 K4".to_owned(), "2024 K1".to_owned(), "2024 K2".to_owned()];
        assert!(moments("", &quarters).is_some());
    }
}
