//! What is known of the posts, pages, uploads and people of a blog.

use std::collections::BTreeSet;

/// Somebody with an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct User {
    /// The e-mail address, by which somebody who was forgotten is known; it is written nowhere.
    pub(super) email: Option<String>,
    /// The name that readers see.
    pub(super) name: Option<String>,
}

/// Who may see an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Everybody.
    Public,
    /// Everybody, from its day on.
    Scheduled,
    /// Nobody yet: a draft, or one that waits for approval.
    Draft,
    /// Who has an account, or a password.
    Restricted,
    /// Nobody any more.
    Gone,
}

/// A post or a page as it stands in the export.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) id: u64,
    /// `post`, `page`, `wp_block`, …
    pub(super) kind: String,
    pub(super) title: String,
    /// Its address.
    pub(super) link: String,
    /// The end of its address, if it has one already.
    pub(super) slug: Option<String>,
    pub(super) status: Status,
    /// As WordPress writes it, in the time of the blog; none of a draft that never had one.
    pub(super) date: Option<String>,
    pub(super) updated: Option<String>,
    /// The accounts of who wrote it.
    pub(super) authors: Vec<String>,
    /// What the editor wrote.
    pub(super) content: String,
    pub(super) excerpt: Option<String>,
    /// Categories, then tags.
    pub(super) topics: Vec<String>,
    /// The language, if a plugin for several says it.
    pub(super) language: Option<String>,
    /// Languages that its texts were also in.
    pub(super) unspoken: BTreeSet<String>,
    pub(super) is_sticky: bool,
    pub(super) is_closed: bool,
    /// The number of the upload that is its picture.
    pub(super) picture: Option<u64>,
    /// Its footnotes, as JSON.
    pub(super) footnotes: Option<String>,
    /// The names of fields with texts that stand nowhere else.
    pub(super) fields: Vec<String>,
}

/// What was uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Upload {
    /// Its address.
    pub(super) address: String,
    /// What it shows.
    pub(super) alt: Option<String>,
    /// What stands beneath it, as HTML.
    pub(super) caption: Option<String>,
    /// The post that it was uploaded for.
    pub(super) parent: u64,
    /// The page that shows it alone.
    pub(super) link: String,
}

impl Item {
    pub(super) fn is_page(&self) -> bool {
        self.kind == "page"
    }

    /// Whether it was changed on a later day than its own.
    pub(super) fn is_changed(&self) -> bool {
        let day = |moment: &Option<String>| {
            moment.as_deref().and_then(|text| text.get(..10).map(str::to_owned))
        };
        day(&self.date).is_some_and(|date| day(&self.updated) > Some(date))
    }
}
