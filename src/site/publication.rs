//! Which documents readers may see today.

use serde::{Deserialize, Serialize};

use super::Written;
use crate::config::Config;
use crate::diagnostic::Waiting;
use crate::post::{Date, FrontMatter};

/// What readers do not see today, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Drafts.
    pub drafts: usize,
    /// What waits for its day.
    pub future: usize,
    /// What is past its day.
    pub expired: usize,
    /// The first day that something waits for: year, month, day.
    pub next: Option<(i16, i8, i8)>,
}

impl Withheld {
    /// Whether there is anything.
    pub fn any(&self) -> bool {
        self.drafts + self.future + self.expired > 0
    }
}

/// The documents that are published, and those that are not.
pub(super) fn split(documents: Vec<Written>, config: &Config) -> (Vec<Written>, Vec<Written>) {
    documents
        .into_iter()
        .map(|written| dated(written, config))
        .partition(|written| waiting(&written.document.front, config).is_none())
}

/// The same document; a draft without a date is shown with that of today, which it may well get.
fn dated(mut written: Written, config: &Config) -> Written {
    let front = &mut written.document.front;
    if config.drafts && front.draft {
        front.date = front.date.or(Some(Date { seconds: config.now, has_time: false }));
    }
    written
}

/// Why a document is not published: a draft, or out of its time. `None` if it is.
pub(super) fn waiting(front: &FrontMatter, config: &Config) -> Option<Waiting> {
    let is_over = front.expires.is_some_and(|date| date.is_over(config));
    if front.draft && !config.drafts {
        Some(Waiting::Draft)
    } else if awaited(front).is_some_and(|date| date.seconds > config.now) && !config.future {
        Some(Waiting::Later)
    } else if is_over && !config.expired {
        Some(Waiting::Expired)
    } else {
        None
    }
}

/// The day from which a document may be seen.
fn awaited(front: &FrontMatter) -> Option<Date> {
    [front.publish, front.date].into_iter().flatten().max()
}

/// Counts those that are not published.
pub(super) fn count(withheld: &[Written], config: &Config) -> Withheld {
    let mut counted = Withheld::default();
    let mut first: Option<Date> = None;
    for written in withheld {
        let front = &written.document.front;
        match waiting(front, config) {
            Some(Waiting::Draft) => counted.drafts += 1,
            Some(Waiting::Later) => {
                counted.future += 1;
                first = first.into_iter().chain(awaited(front)).min();
            }
            Some(Waiting::Expired) => counted.expired += 1,
            Some(Waiting::Part) | None => {}
        }
    }
    let day = first.map(|date| date.civil(&config.timezone));
    Withheld { next: day.map(|day| (day.year(), day.month(), day.day())), ..counted }
}

/// When the next of these documents appears, disappears or is due for review.
pub(super) fn until<'a>(
    documents: impl Iterator<Item = &'a Written>,
    config: &Config,
) -> Option<i64> {
    let moments = documents.flat_map(|written| {
        let front = &written.document.front;
        let begins = [front.publish, front.date].into_iter().flatten().map(|date| date.seconds);
        let ends = [front.expires, front.review].into_iter().flatten();
        begins.chain(ends.map(|date| date.end(&config.timezone)))
    });
    moments.filter(|moment| *moment > config.now).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::config;

    #[test]
    fn drafts_and_posts_out_of_their_time_wait() {
        let config = config("title = \"x\"");
        let date = |seconds| Some(Date { seconds: config.now + seconds, has_time: true });
        let day = |day: &str| {
            let day: jiff::civil::Date = day.parse().expect("a day");
            let midnight = config.timezone.to_ambiguous_timestamp(day.into()).compatible();
            Some(Date { seconds: midnight.expect("a moment").as_second(), has_time: false })
        };
        let front = FrontMatter::default();
        let (draft, later, expired) =
            (Some(Waiting::Draft), Some(Waiting::Later), Some(Waiting::Expired));
        for (front, why) in [
            (FrontMatter { date: date(-1), ..front.clone() }, None),
            (FrontMatter { date: date(1), ..front.clone() }, later),
            (FrontMatter { draft: true, ..front.clone() }, draft),
            (FrontMatter { date: date(-9), publish: date(9), ..front.clone() }, later),
            (FrontMatter { date: date(-9), publish: date(-1), ..front.clone() }, None),
            (FrontMatter { date: date(-9), expires: date(0), ..front.clone() }, expired),
            (FrontMatter { date: date(-9), expires: date(1), ..front.clone() }, None),
            (FrontMatter { date: date(-9), expires: day("2026-11-23"), ..front.clone() }, None),
            (FrontMatter { date: date(-9), expires: day("2026-11-22"), ..front.clone() }, expired),
        ] {
            assert_eq!(waiting(&front, &config), why, "{front:?}");
        }
    }
}
