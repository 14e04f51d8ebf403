//! Posts and pages in Markdown.
//!
//! 1. [`read()`] finds the front matter between its fences, YAML or TOML; `dialect` knows what each key means in every generator.
//! 2. [`outline`] looks once through the body: title, headings, summary, links, the words that matter.
//! 3. [`links`] resolves what the body points at, in every dialect's way.
//! 4. [`markdown`] renders the body when its page is; [`highlight`] gives code its classes.

pub(crate) mod table;
pub mod front_matter;
mod dialect;
mod dates;
pub mod name;
mod keys;
pub mod mailbox;
mod pointed;
mod permalink;
mod read;
pub mod authors;
pub mod outline;
pub mod links;
pub mod markdown;
pub mod highlight;
pub(crate) mod math;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::source::{Hash, SourcePath};

pub use dates::named_day;
pub use front_matter::{FrontMatter, Liquid};
pub use name::{bundle, bundle_around, has_date, hidden, is_part, is_section, slug_of};
pub use outline::Outline;
pub use read::{Given, Sections, read, read_below, section};

/// What a Markdown file is, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post; it needs a date.
    Post,
    /// A page that is not a post.
    Page,
    /// An expert's profile.
    Expert,
    /// The introduction of a topic.
    Topic,
}

/// A Markdown file, read: what its front matter says and what its body shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Where it lies.
    pub path: SourcePath,
    /// The hash of the whole file.
    pub hash: Hash,
    /// What the front matter says, in our own words.
    pub front: FrontMatter,
    /// Where the body begins: the byte offset in the file, after any byte-order mark.
    pub body_start: u32,
    /// The line that the body begins on, from 1.
    pub body_line: u32,
    /// What the body shows.
    pub outline: Outline,
}

/// A date, with the time if one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Seconds since 1970, in UTC; the site's midnight when no time was given.
    pub seconds: i64,
    /// Whether a time was given.
    pub has_time: bool,
}

impl Date {
    /// When it is over: a day without a time lasts to its end in this time zone.
    pub fn end(&self, zone: &TimeZone) -> i64 {
        if self.has_time {
            return self.seconds;
        }
        let midnight = self.civil(zone).tomorrow().ok().map(jiff::civil::DateTime::from);
        let moment = midnight.and_then(|it| zone.to_ambiguous_timestamp(it).compatible().ok());
        moment.map_or(i64::MAX, |moment| moment.as_second())
    }

    /// Whether it is over by the clock of the site.
    pub fn is_over(&self, config: &Config) -> bool {
        self.end(&config.timezone) <= config.now
    }

    /// The day in a time zone.
    pub fn civil(&self, zone: &TimeZone) -> jiff::civil::Date {
        Timestamp::from_second(self.seconds)
            .unwrap_or_default()
            .to_zoned_datetime(zone.clone())
            .date()
    }
}

/// Whether and how a post shows its discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommentsState {
    /// Shown, and one can react.
    #[default]
    Open,
    /// Shown, and closed.
    Closed,
    /// Not shown.
    Hidden,
}
