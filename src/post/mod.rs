//! Posts and pages in Markdown.
//!
//! 1. [`front_matter`] reads the keys between the fences, YAML or TOML, in every dialect.
//! 2. [`outline`] looks once through the body: title, headings, summary, links, the words that matter.
//! 3. [`links`] resolves what the body points at, in every dialect's way.
//! 4. [`markdown`] renders the body when its page is; [`highlight`] gives code its classes.

pub mod table;
pub mod front_matter;
pub mod dialect;
pub mod outline;
pub mod links;
pub mod markdown;
pub mod highlight;

use serde::{Deserialize, Serialize};

use crate::source::{Hash, SourcePath};

pub use front_matter::FrontMatter;
pub use outline::Outline;

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
