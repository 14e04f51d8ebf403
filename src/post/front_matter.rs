//! What the front matter of a file says, in our own words, whatever the dialect it was written in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CommentsState, Date};

/// The keys of a Markdown file. Experts and topics use some of them, and keys of their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// `title`, as text.
    pub title: Option<String>,
    /// `date`, or the date in the file's name or folders.
    pub date: Option<Date>,
    /// `updated`, `lastmod`, `last_update`, …
    pub updated: Option<Date>,
    /// `slug`: the last part of the address.
    pub slug: Option<String>,
    /// `path`, `url`, `permalink`: an address given whole, as given.
    pub address: Option<String>,
    /// `authors`, `author`, `[taxonomies] authors`: ids or names.
    pub authors: Vec<PersonRef>,
    /// `experts`: people the post is about.
    pub experts: Vec<PersonRef>,
    /// `topics`, `tags`, `categories`, …: as written.
    pub topics: Vec<String>,
    /// `series`.
    pub series: Option<String>,
    /// `summary`, `description`, `excerpt`: as text.
    pub summary: Option<String>,
    /// `image`: as written.
    pub image: Option<String>,
    /// What it shows: `alt` of `image` as a table.
    pub image_alt: Option<String>,
    /// `media_subpath`, `img_path`: where pictures, films and sound of the text lie, as written.
    pub media_folder: Option<String>,
    /// `lang`.
    pub lang: Option<String>,
    /// `draft`.
    pub draft: bool,
    /// `publish`: not before.
    pub publish: Option<Date>,
    /// `expires`: not after.
    pub expires: Option<Date>,
    /// `review`: to be reread by.
    pub review: Option<Date>,
    /// `pinned`.
    pub pinned: bool,
    /// `search: false`: it is not found.
    pub unsearched: bool,
    /// `unlisted`: it has a page, to which nothing on the site leads of itself.
    pub unlisted: bool,
    /// `comments`.
    pub comments: CommentsState,
    /// `source`: the article that a press-review post discusses.
    pub source: Option<String>,
    /// Its title: `title` of `source` as a table.
    pub source_title: Option<String>,
    /// `aliases`, `redirect_from`: old addresses.
    pub aliases: Vec<String>,
    /// `ids`: system to identifier.
    pub ids: BTreeMap<String, String>,
    /// `excerpt_separator`: a comment that ends the summary, beside those that every post knows. It is of no use once the body was
    /// read.
    #[serde(skip)]
    pub summary_mark: Option<String>,
    /// `render_with_liquid`: what becomes of the signs of Jekyll's template language in the body.
    pub liquid: Liquid,
    /// `template`.
    pub template: Option<String>,
    /// `extra`, `params`: anything, for templates, as JSON text.
    pub extra: Option<String>,
    /// Of an expert: `name`, `role`, `department`, `photo`, `expertise`; `aliases` is shared.
    pub person: Person,
    /// Line of each key that was given, by our own name for it; for problems found later.
    pub lines: BTreeMap<String, u32>,
}

/// What the template language of Jekyll does with a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Liquid {
    /// Nobody says that it reads it.
    #[default]
    Unknown,
    /// It reads it before Markdown does, code included.
    Reads,
    /// It does not: its signs are text.
    Shown,
}

impl FrontMatter {
    /// The title that the front matter gives; of an expert, the name.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref().or(self.person.name.as_deref())
    }
}

/// What an expert's profile, or an entry of an authors file, says of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The full name.
    pub name: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// Where they work.
    pub department: Option<String>,
    /// A photo: as written.
    pub photo: Option<String>,
    /// What they say they know about.
    pub expertise: Vec<String>,
    /// Anything to reach them by: an address, a phone number, as text.
    pub contact: Option<String>,
    /// E-mail addresses, for recognising their comments; never shown and never kept.
    #[serde(skip)]
    pub emails: Vec<String>,
}

/// A person as a post refers to them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonRef {
    /// An id, a name or an alias.
    pub name: String,
    /// What the post itself says of them (Docusaurus allows a whole profile there).
    pub title: Option<String>,
    /// The line of the key that names them: there may be several, in Zola below `[taxonomies]` too.
    pub line: u32,
}
