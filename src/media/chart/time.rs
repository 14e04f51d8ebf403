//! When a row is: a day, a month, a quarter, a week, a year or an hour, as Dutch and English write it.

use jiff::civil::Date;

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

/// What a label counts.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Days,
    Months,
    Years,
    Quarters,
    Plain,
}

/// Where each row lies in time, if all labels are moments of one kind and each follows the one before.
pub(super) fn moments(heading: &str, labels: &[String]) -> Option<Vec<f64>> {
    let folded = heading.trim().to_lowercase();
    let is_time = HEADINGS.contains(&folded.split([' ', '(']).next().unwrap_or_default());
    let read = |label: &String| moment(label.trim(), is_time);
    let found: Vec<(Unit, f64)> = labels.iter().map(read).collect::<Option<_>>()?;
    let (first, _) = *found.first()?;
    let follows = found.windows(2).all(|two| two[0].1 < two[1].1);
    (found.len() > 2 && follows && found.iter().all(|(unit, _)| *unit == first))
        .then(|| found.into_iter().map(|(_, at)| at).collect())
}

fn moment(label: &str, is_time: bool) -> Option<(Unit, f64)> {
    if let Some(date) = day(label) {
        let days = date.since(Date::new(1970, 1, 1).ok()?).ok()?.get_days();
        return Some((Unit::Days, f64::from(days)));
    }
    if let Some((year, month)) = month(label) {
        return Some((Unit::Months, f64::from(year * 12 + month)));
    }
    if let Some(found) = quarter(label) {
        return Some((Unit::Quarters, found));
    }
    let folded = label.to_lowercase();
    let bare = ["week", "wk", "jaar", "dag"].iter().find_map(|word| folded.strip_prefix(word));
    let number: f64 = bare.unwrap_or(&folded).trim_start_matches(['.', ' ']).parse().ok()?;
    let is_year = number.fract() == 0.0 && (1500.0..2200.0).contains(&number);
    match is_year && label.len() == 4 {
        true => Some((Unit::Years, number)),
        false => (is_time || bare.is_some()).then_some((Unit::Plain, number)),
    }
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

/// `2024-02`, `02-2024`, `feb 2024`, `februari`; a month without its year is of one and the same.
fn month(label: &str) -> Option<(i32, i32)> {
    let folded = label.to_lowercase();
    let mut words = folded.split([' ', '-', '/', '.']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    let named = |word: &str| {
        let is_word = word.len() >= 3 && word.chars().all(char::is_alphabetic);
        let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
        found.filter(|_| is_word && word.len() <= 9).and_then(|month| i32::try_from(month).ok())
    };
    let year = |word: &str| word.parse::<i32>().ok().filter(|_| word.len() == 4);
    let number = |word: &str| {
        word.parse::<i32>().ok().filter(|month| (1..=12).contains(month)).map(|it| it - 1)
    };
    match second {
        None => named(first).map(|month| (0, month)),
        Some(second) => match year(first) {
            Some(year) => Some((year, named(second).or_else(|| number(second))?)),
            None => Some((year(second)?, named(first).or_else(|| number(first))?)),
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
            ("", "dec jan feb", false),
            ("", "maandag dinsdag woensdag", false),
            ("", "2021 2022", false),
            ("", "2021 2021 2022", false),
            ("", "2021 feb 2022", false),
        ] {
            let labels: Vec<String> = labels.split(' ').map(str::to_owned).collect();
            assert_eq!(moments(heading, &labels).is_some(), is_time, "{labels:?}");
        }
        let weeks = ["week 9".to_owned(), "week 10".to_owned(), "week 12".to_owned()];
        assert_eq!(moments("", &weeks), Some(vec![9.0, 10.0, 12.0]));
        let quarters = ["2023 K4".to_owned(), "2024 K1".to_owned(), "2024 K2".to_owned()];
        assert!(moments("", &quarters).is_some());
    }
}
