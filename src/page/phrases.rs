//! What the program itself writes into pages: dates, titles and the words of a body, from the theme's translations.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::view::DateView;
use crate::post::Date;
use crate::post::markdown::Words;

/// The phrases of one language.
#[derive(Clone, Debug)]
pub struct Phrases {
    words: BTreeMap<String, String>,
    /// Phrases that are chosen by a number: for one, and for any other.
    counted: BTreeMap<String, [Form; 2]>,
    months: Vec<String>,
    months_short: Vec<String>,
    date: Form,
    date_time: Form,
    /// What rendering a body writes.
    pub body: Words,
}

impl Phrases {
    /// The phrases of the translations.
    pub(super) fn new(translations: &Json) -> Phrases {
        let text =
            |key: &str| translations.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let list = |key: &str| {
            let list = translations.get(key).and_then(Json::as_array).cloned().unwrap_or_default();
            list.iter()
                .map(|month| month.as_str().unwrap_or_default().to_owned())
                .collect::<Vec<String>>()
        };
        let table = |key: &str| -> BTreeMap<String, String> {
            let table =
                translations.get(key).and_then(Json::as_object).cloned().unwrap_or_default();
            table
                .into_iter()
                .map(|(name, text)| (name, text.as_str().unwrap_or_default().to_owned()))
                .collect()
        };
        let date = Form::new(&text("date"), &["day", "month", "year"]);
        let date_time = Form::new(&text("date_time"), &["date", "time"]);
        let words = translations.as_object().into_iter().flatten();
        let words: BTreeMap<String, String> = words
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect();
        let counted = translations.as_object().into_iter().flatten().filter_map(|(key, value)| {
            let form = |form: &str| Some(Form::new(value.get(form)?.as_str()?, &["n"]));
            Some((key.clone(), [form("one").or_else(|| form("other"))?, form("other")?]))
        });
        let counted = counted.collect();
        let mut chart = table("chart");
        chart.insert("months".to_owned(), list("months_short").join(" "));
        let body = Words {
            chart,
            file: table("file"),
            language: String::new(),
            alerts: table("alerts"),
            footnote_back: text("footnote_back"),
            footnotes: text("footnotes"),
            task_done: text("task_done"),
            task_open: text("task_open"),
            film: text("film"),
            heading_link: text("heading_link"),
            quoted: table("quoted_here"),
        };
        let (months, months_short) = (list("months"), list("months_short"));
        Phrases { words, counted, months, months_short, date, date_time, body }
    }

    /// A phrase, with `{name}` and the like filled in; its key if the theme does not have it.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let phrase = self.words.get(key).map_or(key, String::as_str);
        let (names, values): (Vec<&str>, Vec<&str>) = arguments.iter().copied().unzip();
        Form::new(phrase, &names).filled(&values)
    }

    /// A phrase that is chosen by a number, which stands in it as `{n}`.
    pub fn count(&self, key: &str, n: usize) -> String {
        let number = n.to_string();
        match self.counted.get(key) {
            Some(forms) => forms[usize::from(n != 1)].filled(&[&number]),
            None => self.say(key, &[("n", &number)]),
        }
    }

    /// A date in words.
    pub fn date(&self, date: Date, zone: &TimeZone) -> DateView {
        let stamp = Timestamp::from_second(date.seconds).unwrap_or_default();
        let offset = zone.to_offset(stamp);
        let local = offset.to_datetime(stamp);
        let index = usize::from(local.month().unsigned_abs()).saturating_sub(1);
        let name = |months: &[String]| {
            months.get(index).cloned().unwrap_or_else(|| local.month().to_string())
        };
        let month = name(&self.months);
        let (day, year) = (local.day().to_string(), local.year().to_string());
        let text = self.date.filled(&[&day, &month, &year]);
        let short = self.date.filled(&[&day, &name(&self.months_short), &year]);
        let mut iso = String::with_capacity(25);
        push_day(&mut iso, local);
        let (full, time) = if date.has_time {
            let mut time = String::with_capacity(5);
            push_two(&mut time, local.hour());
            time.push(':');
            push_two(&mut time, local.minute());
            push_time(&mut iso, &time, local.second(), offset.seconds());
            (self.date_time.filled(&[&text, &time]), time)
        } else {
            (text.clone(), String::new())
        };
        DateView { iso, text, full, short, year: local.year(), month, day: local.day(), time }
    }
}

/// A phrase with places to fill in.
#[derive(Clone, Debug)]
struct Form {
    /// Pieces of text, each with which of the values follows it.
    pieces: Vec<(String, usize)>,
    rest: String,
}

impl Form {
    /// `{name}` is a place for the value at that place of `names`; other braces are text.
    fn new(phrase: &str, names: &[&str]) -> Form {
        let mut pieces = Vec::new();
        let mut piece = String::new();
        let mut rest = phrase;
        while let Some((before, after)) = rest.split_once('{') {
            piece.push_str(before);
            let place = after.split_once('}').and_then(|(name, following)| {
                Some((names.iter().position(|known| *known == name)?, following))
            });
            match place {
                Some((place, following)) => {
                    pieces.push((std::mem::take(&mut piece), place));
                    rest = following;
                }
                None => {
                    piece.push('{');
                    rest = after;
                }
            }
        }
        piece.push_str(rest);
        Form { pieces, rest: piece }
    }

    fn filled(&self, values: &[&str]) -> String {
        let mut text = String::with_capacity(self.rest.len() + 32);
        for (before, place) in &self.pieces {
            text.push_str(before);
            text.push_str(values[*place]);
        }
        text.push_str(&self.rest);
        text
    }
}

/// Adds a day as RFC 3339 has it: `2025-03-14`.
fn push_day(text: &mut String, day: DateTime) {
    match u16::try_from(day.year()) {
        Ok(year @ 1000..=9999) => text.push_str(&year.to_string()),
        _ => text.push_str(&format!("{:04}", day.year())),
    }
    for part in [day.month(), day.day()] {
        text.push('-');
        push_two(text, part);
    }
}

/// Adds the rest of a moment as RFC 3339 has it: `T09:12:00+01:00`.
fn push_time(text: &mut String, minute: &str, second: i8, offset: i32) {
    text.push('T');
    text.push_str(minute);
    text.push(':');
    push_two(text, second);
    text.push(if offset < 0 { '-' } else { '+' });
    let minutes = offset.abs() / 60;
    for (part, end) in [(minutes / 60, ":"), (minutes % 60, "")] {
        push_two(text, i8::try_from(part).unwrap_or_default());
        text.push_str(end);
    }
}

/// Adds a number from 0 to 99 as two digits.
fn push_two(text: &mut String, number: i8) {
    let number = number.unsigned_abs();
    text.push(char::from(b'0' + number / 10 % 10));
    text.push(char::from(b'0' + number % 10));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_in_the_words_of_the_theme() {
        let translations = serde_json::json!({
            "months": ["januari", "februari", "maart"], "months_short": ["jan", "feb", "mrt"],
            "date": "{day} {month} {year}", "date_time": "{date} om {time}",
        });
        let phrases = Phrases::new(&translations);
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let view = phrases.date(Date { seconds: 1_741_939_920, has_time: true }, &zone);
        assert_eq!(view.full, "14 maart 2025 om 09:12");
        assert_eq!(
            (view.iso.as_str(), view.short.as_str()),
            ("2025-03-14T09:12:00+01:00", "14 mrt 2025")
        );
        let view = phrases.date(Date { seconds: 1_741_906_800, has_time: false }, &zone);
        assert_eq!((view.iso.as_str(), view.full.as_str()), ("2025-03-14", "14 maart 2025"));
        // West of Greenwich, by half hours; and a year of fewer digits.
        let zone = TimeZone::get("America/St_Johns").expect("a zone");
        let view = phrases.date(Date { seconds: 1_741_939_920, has_time: true }, &zone);
        assert_eq!((view.iso.as_str(), view.time.as_str()), ("2025-03-14T05:42:00-02:30", "05:42"));
        let view = phrases.date(Date { seconds: -59_000_000_000, has_time: false }, &TimeZone::UTC);
        assert_eq!(view.iso, "0100-05-13");
    }

    #[test]
    fn a_phrase_keeps_the_braces_that_name_nothing() {
        let form = Form::new("{a} {x} {b}{a} {", &["a", "b"]);
        assert_eq!(form.filled(&["1", "2"]), "1 {x} 21 {");
        assert_eq!(Form::new("", &[]).filled(&[]), "");
    }
}
