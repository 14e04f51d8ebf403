//! What `weerklank.toml` says, as written: every key, its default, and nothing decided yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::waiting;

/// Where exports lie unless the settings say otherwise.
pub const DEFAULT_SOURCE: &str = "content/comments";

/// What a column of a spreadsheet can be: the keys of `comments.columns`.
pub const COLUMNS: [&str; 9] =
    ["author", "text", "date", "post", "parent", "id", "email", "department", "status"];

/// `weerklank.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name of the blog; the only key that is required.
    pub title: String,
    /// A sentence under the title on the home page.
    #[serde(default)]
    pub description: String,
    /// The address that the site will have; feeds, the sitemap and canonical links need it.
    pub base_url: Option<String>,
    /// The language of the site.
    #[serde(default = "dutch")]
    pub language: String,
    /// The time zone of dates without one.
    #[serde(default = "amsterdam")]
    pub timezone: String,
    /// A folder below `themes/`.
    #[serde(default = "default_theme")]
    pub theme: String,
    /// The address of a post, with `{year}`, `{month}`, `{day}` and `{slug}`.
    #[serde(default = "permalink")]
    pub permalink: String,
    /// Entries on a page of a list.
    #[serde(default = "twenty")]
    pub paginate: usize,
    /// Where the kinds of pages lie.
    #[serde(default)]
    pub paths: Paths,
    /// The house style.
    #[serde(default)]
    pub brand: Brand,
    /// Links at the top and at the foot.
    #[serde(default)]
    pub menu: Menu,
    /// Where comments come from and what is shown.
    #[serde(default)]
    pub comments: Comments,
    /// The reader's search.
    #[serde(default)]
    pub search: Search,
    /// Atom feeds.
    #[serde(default)]
    pub feeds: Feeds,
    /// Digests of weeks and months.
    #[serde(default)]
    pub digests: Digests,
    /// Where readers have the site.
    #[serde(default)]
    pub publish: Publish,
    /// How Markdown is read.
    #[serde(default)]
    pub markdown: Markdown,
    /// What search engines and readers may see.
    #[serde(default)]
    pub privacy: Privacy,
    /// What the statement on accessibility says.
    #[serde(default)]
    pub accessibility: super::accessibility::Accessibility,
    /// How large things may be.
    #[serde(default)]
    pub limits: Limits,
}

fn dutch() -> String {
    "nl".into()
}

fn amsterdam() -> String {
    "Europe/Amsterdam".into()
}

fn default_theme() -> String {
    "default".into()
}

fn permalink() -> String {
    "{year}/{slug}.html".into()
}

fn twenty() -> usize {
    20
}

/// `[paths]`: the folders of the kinds of pages.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Paths {
    /// Experts: `experts`.
    pub experts: String,
    /// Topics: `topics`.
    pub topics: String,
    /// Series: `series`.
    pub series: String,
    /// Digests of weeks and months: `digests`.
    pub digests: String,
    /// Further pages of a list: `page`.
    pub page: String,
}

impl Default for Paths {
    fn default() -> Self {
        Paths {
            experts: "experts".into(),
            topics: "topics".into(),
            series: "series".into(),
            digests: "digests".into(),
            page: "page".into(),
        }
    }
}

/// `[brand]`: the house style.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Brand {
    /// The name of the organisation.
    pub organisation: String,
    /// The accent colour on white, `#rrggbb` or `#rgb`.
    pub accent: Option<String>,
    /// The accent colour on the dark background.
    pub accent_dark: Option<String>,
    /// A picture below `static/`.
    pub logo: Option<String>,
    /// The small picture of a tab, below `static/`.
    pub favicon: Option<String>,
}

/// `[menu]`: links at the top and at the foot, beside those that the theme has itself.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Menu {
    /// At the top.
    pub main: Vec<MenuItem>,
    /// At the foot.
    pub footer: Vec<MenuItem>,
}

/// A link of a menu.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MenuItem {
    /// Its text.
    pub label: String,
    /// A file below `content/`, a path in the output, or an address elsewhere.
    pub to: String,
    /// The line that names it, for problems found later.
    #[serde(skip)]
    pub line: Option<u32>,
}

/// `[comments]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Comments {
    /// Folders or files with exports.
    pub sources: Vec<String>,
    /// Hosts that the blog had before.
    pub old_hosts: Vec<String>,
    /// Statuses of the other system that are shown: `approved`. Without any, all comments wait for a moderator.
    pub visible: Vec<String>,
    /// Folders or files of exports whose comments wait for a moderator, whatever their status: those of a form, by all names that
    /// downloads of it get.
    pub pending: Vec<String>,
    /// Where readers react: an e-mail address or the address of a form.
    pub reply_to: Option<String>,
    /// Comments on a page of a discussion.
    pub paginate: usize,
    /// Kinds of WordPress items that carry comments.
    pub post_types: Vec<String>,
    /// Which comes first in dates of spreadsheets: `dmy` or `mdy`.
    pub date_order: String,
    /// Which column of a spreadsheet is what: `text = "Uw mening"`.
    pub columns: BTreeMap<String, String>,
}

impl Default for Comments {
    fn default() -> Self {
        Comments {
            sources: vec![DEFAULT_SOURCE.into()],
            old_hosts: Vec::new(),
            visible: vec!["approved".into()],
            pending: Vec::new(),
            reply_to: None,
            paginate: 200,
            post_types: vec!["post".into(), "page".into()],
            date_order: "dmy".into(),
            columns: BTreeMap::new(),
        }
    }
}

impl Comments {
    /// Whether what stands in this file waits for a moderator, whatever it says itself.
    pub fn awaits(&self, file: &str) -> bool {
        let shows_all = self.visible.iter().any(|status| status == "pending");
        let is_named = || self.pending.iter().any(|place| waiting::is_meant(place, file));
        self.visible.is_empty() || (!shows_all && is_named())
    }
}

/// `[search]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// Whether there is a search at all.
    pub enabled: bool,
    /// Whether comments are found.
    pub comments: bool,
    /// Whether the text of documents that posts refer to is found.
    pub attachments: bool,
    /// Whether the key `/` leads to the search box.
    pub key: bool,
    /// Files that are not found: `content/posts/intern/**`, `topic:intern`.
    pub exclude: Vec<String>,
    /// Words that mean the same here, each line a set with commas between: `fiets, rijwiel`.
    pub synonyms: Vec<String>,
    /// Words that a query does not have to be about.
    pub stop_words: Vec<String>,
    /// What a word counts by where it stands.
    pub weights: Weights,
}

impl Default for Search {
    fn default() -> Self {
        Search {
            enabled: true,
            comments: true,
            attachments: true,
            key: true,
            exclude: Vec::new(),
            synonyms: Vec::new(),
            stop_words: Vec::new(),
            weights: Weights::default(),
        }
    }
}

/// `[search.weights]`: what a word counts by where it stands; in the text of a post it counts 10.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    /// In the title.
    pub title: u32,
    /// In the name of a topic.
    pub topics: u32,
    /// In the name of an author or expert.
    pub people: u32,
    /// In a heading.
    pub headings: u32,
    /// In the text.
    pub body: u32,
    /// In a comment.
    pub comments: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { title: 100, topics: 50, people: 40, headings: 30, body: 10, comments: 10 }
    }
}

/// `[feeds]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feeds {
    /// Whether there are feeds at all.
    pub enabled: bool,
    /// Entries in a feed.
    pub entries: usize,
}

impl Default for Feeds {
    fn default() -> Self {
        Feeds { enabled: true, entries: 20 }
    }
}

/// `[digests]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Digests {
    /// Whether there are pages of what happened at all.
    pub enabled: bool,
    /// One for each week.
    pub weeks: bool,
    /// One for each month.
    pub months: bool,
}

impl Default for Digests {
    fn default() -> Self {
        Digests { enabled: true, weeks: true, months: true }
    }
}

/// `[publish]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publish {
    /// The folder in which readers have the site, such as one on a share; from the root folder, or a whole path.
    pub folder: Option<String>,
}

/// `[markdown]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Markdown {
    /// `sanitised` or `trusted`: what happens to raw HTML in posts.
    pub html: String,
    /// Whether code is coloured.
    pub highlight: bool,
}

impl Default for Markdown {
    fn default() -> Self {
        Markdown { html: "sanitised".into(), highlight: true }
    }
}

/// `[privacy]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Privacy {
    /// Every page asks search engines to stay away.
    pub noindex: bool,
}

impl Default for Privacy {
    fn default() -> Self {
        Privacy { noindex: true }
    }
}

/// `[limits]`: bytes and counts; above them something is refused, or shown plainly, and always reported.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// The largest Markdown file, in bytes.
    pub post_bytes: u64,
    /// The deepest nesting of a post's body.
    pub post_nesting: u32,
    /// The largest export, in bytes.
    pub export_bytes: u64,
    /// The most that an archive may hold once unpacked, in bytes: it is unpacked into memory.
    pub archive_bytes: u64,
    /// How much of the exports is held at once, in bytes; the others are read when their turn comes, in portions if they can be.
    pub export_held: u64,
    /// The largest XLSX file once inflated, in bytes.
    pub xlsx_bytes: u64,
    /// `picture_megapixels`: the largest picture, in millions of pixels.
    pub picture_megapixels: u32,
    /// The largest body of a comment that is shown with its markup, in bytes.
    pub comment_bytes: usize,
    /// The deepest nesting of a comment's body.
    pub comment_nesting: u32,
    /// The most links in a comment.
    pub comment_links: usize,
    /// The most comments in one export.
    pub comments: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            post_bytes: 8 << 20,
            post_nesting: 256,
            export_bytes: 4 << 30,
            archive_bytes: 512 << 20,
            export_held: 96 << 20,
            xlsx_bytes: 512 << 20,
            picture_megapixels: 64,
            comment_bytes: 64 << 10,
            comment_nesting: 64,
            comment_links: 100,
            comments: 5_000_000,
        }
    }
}
