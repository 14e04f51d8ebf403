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
    counted: BTreeMap<String, [String; 2]>,
    months: Vec<String>,
    months_short: Vec<String>,
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
        let words = translations.as_object().into_iter().flatten();
        let words = words
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect();
        let counted = translations.as_object().into_iter().flatten().filter_map(|(key, value)| {
            let form = |form: &str| Some(value.get(form)?.as_str()?.to_owned());
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
            heading_link: text("heading_link"),
        };
        Phrases { words, counted, months: list("months"), months_short: list("months_short"), body }
    }

    /// A phrase, with `{name}` and the like filled in; its key if the theme does not have it.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        filled(self.words.get(key).map_or(key, String::as_str), arguments)
    }

    /// A phrase that is chosen by a number, which stands in it as `{n}`.
    pub fn count(&self, key: &str, n: usize) -> String {
        let chosen = self.counted.get(key).map(|forms| &forms[usize::from(n != 1)]);
        let phrase = chosen.or_else(|| self.words.get(key)).map_or(key, String::as_str);
        filled(phrase, &[("n", &n.to_string())])
    }

    /// A date in words.
    pub fn date(&self, date: Date, zone: &TimeZone) -> DateView {
        let zoned = Timestamp::from_second(date.seconds)
            .unwrap_or_default()
            .to_zoned_datetime(zone.clone());
        let day = zoned.date();
        let index = usize::from(day.month().unsigned_abs()).saturating_sub(1);
        let name = |months: &[String]| {
            months.get(index).cloned().unwrap_or_else(|| day.month().to_string())
        };
        let month = name(&self.months);
        let words = |month: &str| {
            self.say(
                "date",
                &[
                    ("day", &day.day().to_string()),
                    ("month", month),
                    ("year", &day.year().to_string()),
                ],
            )
        };
        let text = words(&month);
        let short = words(&name(&self.months_short));
        let (iso, full, time) = if date.has_time {
            let time = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
            let full = self.say("date_time", &[("date", &text), ("time", &time)]);
            (iso(zoned.datetime(), zoned.offset().seconds()), full, time)
        } else {
            (day.to_string(), text.clone(), String::new())
        };
        DateView { iso, text, full, short, year: day.year(), month, day: day.day(), time }
    }
}

/// A phrase with `{name}` and the like filled in.
fn filled(phrase: &str, arguments: &[(&str, &str)]) -> String {
    let mut rest = phrase;
    let mut text = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let filled = after.split_once('}').and_then(|(name, following)| {
            let (_, value) = arguments.iter().find(|(argument, _)| *argument == name)?;
            Some((*value, following))
        });
        match filled {
            Some((value, following)) => {
                text.push_str(value);
                rest = following;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// As RFC 3339 has it: `2025-03-14T09:12:00+01:00`.
fn iso(local: DateTime, offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{local:.0}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
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
    }
}
