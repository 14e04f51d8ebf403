//! `weerklank.toml` and the command's flags, as one value in which every decision has been taken.

pub mod settings;

use jiff::tz::TimeZone;

use crate::post::outline::MarkdownOptions;
use crate::source::Hash;

pub use settings::Settings;

/// Every decision about a build, today's date included.
#[derive(Clone, Debug)]
pub struct Config {
    /// `title`.
    pub title: String,
    /// `description`: a sentence under the title.
    pub description: String,
    /// `base_url`, with a slash at the end, or empty.
    pub base_url: String,
    /// `language`: `nl` or `en`, or another one that the theme translates.
    pub language: String,
    /// `timezone`.
    pub timezone: TimeZone,
    /// Now, in seconds since 1970.
    pub now: i64,
    /// `theme`: the name of a folder below `themes/`, or `default`.
    pub theme: String,
    /// `permalink`: `{year}/{slug}.html`.
    pub permalink: String,
    /// `paginate`: entries on a page of a list.
    pub paginate: usize,
    /// `[paths]`: where the kinds of pages lie.
    pub paths: settings::Paths,
    /// `[brand]`.
    pub brand: settings::Brand,
    /// `[menu]`.
    pub menu: settings::Menu,
    /// `[comments]`.
    pub comments: settings::Comments,
    /// `[feeds]`.
    pub feeds: settings::Feeds,
    /// `[markdown]`.
    pub markdown: MarkdownOptions,
    /// `[privacy]`.
    pub privacy: settings::Privacy,
    /// `[limits]`.
    pub limits: settings::Limits,
    /// `--drafts`: drafts are built too.
    pub drafts: bool,
    /// `--future`: posts of later dates are built too.
    pub future: bool,
    /// `--expired`: expired posts are built too.
    pub expired: bool,
    /// The hash of the program itself: another program makes other pages.
    pub program: Hash,
}
