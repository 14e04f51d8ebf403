//! When a row is: a day, a month, a quarter, a week, a year or an hour, as Dutch and English write it.

use jiff::civil::{Date, Weekday};

use super::day;

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
    "tijdstip",
    "kwartaal",
    "quarter",
    "schooljaar",
    "periode",
    "period",
];

/// Headings over moments that are not plain numbers.
const TIMES: &[&str] = &["datum", "date", "tijd", "time", "moment"];

/// Headings over hours of a day, if that is all they say: `tijd per taak` has hours that something takes.
const HOURS: &[&str] = &["uur", "hour", "tijd", "time", "tijdstip"];

/// What turns the labels of one kind into places in time.
type Reader = fn(&str) -> Option<f64>;

/// The kinds of labels that say in which year they are. What two kinds may be, as `2011/12`, is the first that all labels are.
const DATED: &[Reader] = &[moment, school_year, month_of_year, quarter, week_of_year];

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

/// What a heading says of the labels beneath it.
struct Said {
    /// Its first word.
    first: String,
    /// Whether that is one of time.
    is_time: bool,
    /// Whether it says nothing else, but for what stands in brackets.
    is_only_time: bool,
    is_hours: bool,
    /// Whether the years beneath it may be anything else.
    is_other_than_years: bool,
}

impl Said {
    fn by(heading: &str) -> Said {
        let folded = heading.trim().to_lowercase();
        let first = folded.split([' ', '(']).next().unwrap_or_default().to_owned();
        let all = folded.split('(').next().unwrap_or_default().trim();
        let is_time = HEADINGS.contains(&first.as_str());
        let is_years = ["jaar", "jaren", "year", "years", "datum", "date"]
            .iter()
            .any(|word| first.ends_with(word));
        Said {
            is_time,
            is_only_time: HEADINGS.contains(&all) || TIMES.contains(&all),
            is_hours: HOURS.contains(&all),
            is_other_than_years: !(is_time || is_years || first.is_empty()),
            first,
        }
    }
}

/// Whether a heading says that what stands beneath it is a time, and no more.
pub(super) fn is_heading(heading: &str) -> bool {
    Said::by(heading).is_only_time
}

/// Whether a cell is a year.
pub(super) fn is_year(cell: &str) -> bool {
    year(cell.trim()).is_some()
}

/// Where each row lies in time, if all labels are moments of one kind and each follows the one before. That each is the one
/// behind is told of time only where labels say in which year they are, or the heading that they are moments: what else falls
/// are sizes, sorted.
pub(super) fn moments(heading: &str, labels: &[String]) -> Option<Moments> {
    if labels.len() < 3 {
        return None;
    }
    let said = Said::by(heading);
    let all = |reader: &dyn Fn(&str) -> Option<f64>| {
        labels.iter().map(|label| reader(label.trim())).collect::<Option<Vec<f64>>>()
    };
    let dated = DATED.iter().find_map(|reader| ordered(all(reader)?, None, true));
    let hour = |label: &str| clock(label, said.is_hours).or_else(|| hour(label, &said));
    dated
        .or_else(|| months(all(&bare_month)?, &said))
        .or_else(|| ordered(all(&bare_day)?, Some(366.0), said.is_only_time))
        .or_else(|| ordered(all(&|label| bare_quarter(label, &said))?, Some(4.0), true))
        .or_else(|| ordered(all(&hour)?, Some(24.0), said.is_only_time))
        .or_else(|| years(all(&year)?, &said))
        .or_else(|| {
            let word = labels[0].trim().to_lowercase();
            numbers(all(&|label| plain(label, said.is_time))?, &said, &word)
        })
}

/// Months without a year: they begin anew if they go on as they began, as `nov dec jan` and `okt jan apr` do.
fn months(found: Vec<f64>, said: &Said) -> Option<Moments> {
    let step = |two: &[f64]| (two[1] - two[0]).rem_euclid(12.0);
    let first = step(&found[..2]);
    let is_even = (1.0..=3.0).contains(&first) && found.windows(2).all(|two| step(two) == first);
    let cycle = Some(12.0).filter(|_| is_even || said.is_only_time);
    ordered(found, cycle, said.is_only_time)
}

/// Years. A number of four digits may be a postal code as well.
fn years(found: Vec<f64>, said: &Said) -> Option<Moments> {
    let is_near = found.iter().all(|year| (1900.0..=2100.0).contains(year));
    ordered(found, None, is_near && !said.is_other_than_years)
}

/// Numbers that the heading or the word before them says are moments. They begin anew or go back only where all can be of one
/// round: an hour is not the 36th.
fn numbers(found: Vec<f64>, said: &Said, label: &str) -> Option<Moments> {
    let starts = |text: &str, word: &str| text.starts_with(word);
    let cycle = CYCLES.iter().find(|(word, _)| starts(&said.first, word) || starts(label, word));
    let cycle = cycle.map(|(_, cycle)| *cycle);
    let is_round = cycle.is_none_or(|cycle| found.iter().all(|number| *number <= cycle + 1.0));
    let is_told = said.is_only_time || CYCLES.iter().any(|(word, _)| starts(label, word));
    ordered(found, cycle.filter(|_| is_round && is_told), is_round && said.is_only_time)
}

/// Places that follow each other, or do so from behind if that may be.
fn ordered(mut found: Vec<f64>, cycle: Option<f64>, may_reverse: bool) -> Option<Moments> {
    if let Some(at) = following(&found, cycle) {
        return Some(Moments { at, is_reversed: false });
    }
    if !may_reverse {
        return None;
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
    let (day, time) = day::of_year(label)?;
    Some(since_1970(day)? + clock(time, false).unwrap_or(0.0) / 24.0)
}

fn since_1970(day: Date) -> Option<f64> {
    Some(f64::from(day.since(Date::new(1970, 1, 1).ok()?).ok()?.get_days()))
}

/// A day without its year, in one that has all of them.
fn bare_day(label: &str) -> Option<f64> {
    let (month, day) = day::bare(label)?;
    Some(f64::from(Date::new(1972, month, day).ok()?.day_of_year()))
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
    since_1970(week.date())
}

/// `08:00`, `8:30 uur`, in hours; and `08.30`, which may be an amount, where the heading is over hours.
fn clock(label: &str, is_hours: bool) -> Option<f64> {
    let folded = label.to_lowercase();
    let bare = without_hour(&folded).unwrap_or(&folded);
    let point = bare.split_once('.').filter(|(_, minutes)| is_hours && minutes.len() == 2);
    let (hours, rest) = bare.split_once(':').or(point)?;
    let minutes = rest.split([':', '.', '+', 'z']).next().unwrap_or_default();
    let part = |text: &str, limit: f64| {
        let is_short =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<f64>().ok().filter(|part| is_short && *part <= limit)
    };
    Some(part(hours, 24.0)? + part(minutes, 59.0)? / 60.0)
}

/// `8 uur`, `8u`, where the heading is over hours: elsewhere it is how long something takes.
fn hour(label: &str, said: &Said) -> Option<f64> {
    let folded = label.to_lowercase();
    let hour: f64 = without_hour(&folded).filter(|_| said.is_hours)?.parse().ok()?;
    (0.0..=24.0).contains(&hour).then_some(hour)
}

/// What stands before the word for an hour.
fn without_hour(folded: &str) -> Option<&str> {
    ["uur", "u", "h"].iter().find_map(|word| folded.strip_suffix(word)).map(str::trim_end)
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
    let number = bare.unwrap_or(&folded).trim_start_matches(['.', ' ']);
    let number: f64 = number.parse().ok()?;
    (is_time || bare.is_some()).then_some(number)
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
    let named = |word: &str| day::month(word).map(|month| i32::from(month) - 1);
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

/// `2024 K3`, `Q3 2024`, `1e kwartaal 2024`.
fn quarter(label: &str) -> Option<f64> {
    let (year, quarter) = quarter_of(label)?;
    Some(year? * 4.0 + quarter)
}

/// A quarter without its year, where the heading says what it is: a survey calls its questions `Q1` as well.
fn bare_quarter(label: &str, said: &Said) -> Option<f64> {
    let (year, quarter) = quarter_of(label)?;
    (said.is_time && year.is_none()).then_some(quarter)
}

fn quarter_of(label: &str) -> Option<(Option<f64>, f64)> {
    let folded = label.to_lowercase();
    let words = folded.split([' ', '-', '/']).filter(|word| !word.is_empty());
    let words: Vec<&str> =
        words.filter(|word| !matches!(*word, "kwartaal" | "quarter" | "kw")).collect();
    let quarter = |word: &str| {
        let bare = word.trim_start_matches(['k', 'q']);
        let bare = ["e", "st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| bare.strip_suffix(end))
            .unwrap_or(bare);
        let is_told = bare != word || words.len() < folded.split([' ', '-', '/']).count();
        let digit: f64 = bare.parse().ok().filter(|_| is_told && bare.len() == 1)?;
        (1.0..=4.0).contains(&digit).then_some(digit)
    };
    let year = |word: &str| word.parse::<f64>().ok().filter(|_| word.len() == 4);
    match words[..] {
        [word] => Some((None, quarter(word)?)),
        [first, second] => {
            let found =
                year(first).zip(quarter(second)).or_else(|| year(second).zip(quarter(first)));
            found.map(|(year, quarter)| (Some(year), quarter))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_read(heading: &str, labels: &str) -> bool {
        let labels: Vec<String> = labels.split(' ').map(str::to_owned).collect();
        moments(heading, &labels).is_some()
    }

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
            assert_eq!(is_read(heading, labels), is_time, "{heading} {labels}");
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
        assert_eq!(found(&["feb", "jan", "dec"], "Maand"), Some((vec![11.0, 12.0, 13.0], true)));
        assert_eq!(
            found(&["week 51 2023", "week 52 2023", "week 1 2024"], "").map(|it| it.1),
            Some(false)
        );
        assert_eq!(
            found(&["8:30 uur", "9:00 uur", "9:30 uur"], "Bus").map(|it| it.0),
            Some(vec![8.5, 9.0, 9.5])
        );
        let quarters = ["2023 K4".to_owned(), "2024 K1".to_owned(), "2024 K2".to_owned()];
        assert!(moments("", &quarters).is_some());
    }

    #[test]
    fn days_and_quarters_are_read_as_spreadsheets_write_them() {
        for (heading, labels, is_time) in [
            ("", "1-mrt 2-mrt 5-mrt", true),
            ("", "30-dec 31-dec 1-jan", true),
            ("", "5-mrt 2-mrt 8-mrt", false),
            ("", "26-02-24 27-02-24 1-03-24", true),
            ("", "1.2.10 1.2.11 1.2.12", false),
            ("", "26-feb-24 27-feb-24 1-mrt-24", true),
            ("Kwartaal", "K1 K2 K3 K4", true),
            ("Vraag", "Q1 Q2 Q3 Q4", false),
            ("", "jan-24 jan-25 jan-26", true),
        ] {
            assert_eq!(is_read(heading, labels), is_time, "{heading} {labels}");
        }
        let found = |labels: &[&str], heading: &str| {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            moments(heading, &labels).map(|found| (found.at, found.is_reversed))
        };
        assert_eq!(
            found(&["1e kwartaal 2024", "2e kwartaal 2024", "4e kwartaal 2024"], ""),
            Some((vec![8097.0, 8098.0, 8100.0], false))
        );
        assert_eq!(
            found(&["30 dec", "31 dec", "2 jan"], ""),
            Some((vec![365.0, 366.0, 368.0], false))
        );
        assert_eq!(
            found(&["3 maart 2024", "2 maart 2024", "1 maart 2024"], "Datum").map(|it| it.1),
            Some(true)
        );
    }

    #[test]
    fn what_may_be_something_else_is_a_moment_where_the_heading_says_so() {
        for (heading, labels, is_time) in [
            ("", "mrt feb jan", false),
            ("Maand", "mrt feb jan", true),
            ("", "8u 9u 10u", false),
            ("Tijdstip", "8u 9u 10u", true),
            ("Tijd", "8.00 8.30 9.00", true),
            ("Prijs", "8.00 8.30 9.00", false),
            ("Contract", "36u 32u 24u", false),
            ("Uur", "36u 32u 24u", false),
            ("Uur", "36 32 24", false),
            ("Uur per week", "20 8 12", false),
            ("Uur per week", "10 9 8", false),
            ("Uur per week", "8 20 32", true),
            ("Tijd per taak", "1u 2u 8u", false),
            ("Postcode", "2100 2050 1950", false),
            ("Bouwjaar", "2023 2022 2021", true),
            ("Peildatum", "2023 2022 2021", true),
            ("Bestuurder", "Mei Jan Aug", false),
            ("Bestuurder", "Janssen Martens Meijer", false),
            ("", "Jan. Maart Sept", true),
            ("Bestuurder", "Aug Jan Mei", false),
            ("", "okt jan apr", true),
            ("Maand", "okt jan feb", true),
            ("", "wk3 wk2 wk1", false),
            ("Week", "wk3 wk2 wk1", true),
            ("", "wk51 wk52 wk1", true),
        ] {
            assert_eq!(is_read(heading, labels), is_time, "{heading} {labels}");
        }
    }
}
