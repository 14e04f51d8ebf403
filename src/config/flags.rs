//! What the command line decides about a build, checked before anything is read.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::source::Hash;

/// What the command line decides about a build.
#[derive(Clone, Debug)]
pub struct Flags {
    /// `--base-url`.
    pub base_url: Option<String>,
    /// `--drafts`.
    pub drafts: bool,
    /// `--future`.
    pub future: bool,
    /// `--expired`.
    pub expired: bool,
    /// `--now`, or the clock.
    pub now: Clock,
    /// The hash of the program.
    pub program: Hash,
}

/// A moment, or the reading of a clock in the site's own time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// A moment.
    Moment(Timestamp),
    /// A date and time without a zone.
    Local(DateTime),
}

impl Clock {
    /// Seconds since 1970, for a site in this time zone.
    pub fn seconds(self, zone: &TimeZone) -> i64 {
        let moment = match self {
            Clock::Moment(moment) => moment,
            // Only the last hours of the year 9999 are no moment in every zone.
            Clock::Local(local) => {
                zone.to_ambiguous_timestamp(local).earlier().unwrap_or(Timestamp::MAX)
            }
        };
        moment.as_second()
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Clock, String> {
        let moment = text.parse().ok().or_else(|| Timestamp::from_second(text.parse().ok()?).ok());
        let local = || text.parse().ok().map(Clock::Local);
        moment.map(Clock::Moment).or_else(local).ok_or_else(|| {
            "not a date; write 2026-11-23, 2026-11-23T09:00 or 2026-11-23T09:00:00Z".to_owned()
        })
    }
}

/// An absolute address with a slash at the end; an empty text stays one. `None` if it is neither.
pub fn base_address(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return Some(String::new());
    }
    let address = url::Url::parse(text).ok()?;
    let is_whole = ["http", "https"].contains(&address.scheme())
        && address.has_host()
        && address.query().is_none()
        && address.fragment().is_none();
    let text = address.as_str();
    is_whole.then(|| if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_a_moment_or_a_date_in_the_zone_of_the_site() {
        let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
        let seconds = |text: &str| text.parse::<Clock>().ok().map(|clock| clock.seconds(&zone));
        for (text, expected) in [
            ("0", Some(0)),
            ("2026-11-23T12:00:00Z", Some(1_795_435_200)),
            ("2026-11-23T12:00:00+01:00", Some(1_795_431_600)),
            ("2026-11-23", Some(1_795_388_400)),
            ("2026-11-23T12:00", Some(1_795_431_600)),
            ("banana", None),
            ("2026-02-31", None),
            ("", None),
            ("99999999999999999", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn a_base_address_is_whole() {
        for (text, expected) in [
            ("https://kennis.example/blog", Some("https://kennis.example/blog/")),
            (" https://kennis.example ", Some("https://kennis.example/")),
            ("", Some("")),
            ("kennis", None),
            ("ftp://kennis.example/", None),
            ("https://kennis.example/?a=b", None),
            ("https://kennis.example/#a", None),
        ] {
            assert_eq!(base_address(text).as_deref(), expected, "{text}");
        }
    }
}
