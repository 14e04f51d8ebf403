//! The site: posts, people, topics and discussions, joined and complete.
//!
//! 1. [`address()`]: `publication` decides which documents readers may see today, each of them gets its place, and [`people`]
//!    gathers who they refer to. Beside it [`conversation`] gathers what the exports hold.
//! 2. [`link`]: [`topics`] gathers what they are about, `files` places images and attachments, `links` resolves every link,
//!    and `left` tells of files that nothing leads to.
//! 3. Beside that the comments come to their posts, and to the experts who wrote them.
//! 4. [`join`] makes the site of all of it, and [`knowledge`] derives who knows about what.
//! 5. [`digest`] finds the weeks and months in which something happened.
//! 6. [`related`] finds which posts of the joined site share their words.

mod accounts;
pub mod people;
pub mod topics;
pub mod conversation;
pub mod knowledge;
pub mod related;
pub mod digest;
mod publication;
mod join;
mod address;
mod apart;
mod files;
mod left;
mod links;
mod made;
mod menu;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::comment::discussion::Discussion;
use crate::output::{OutputPath, name_slug};
use crate::post::authors::Profile;
use crate::post::links::Resolved;
use crate::post::name::stem_and_language;
use crate::post::outline::Term;
use crate::post::{CommentsState, Date, Document};
use crate::source::{Asset, FileBytes, SourcePath};

pub use conversation::{Conversation, Discussed, Gathered, Heard, Public, Said, Spoken};
pub use files::{Attached, Brand, File, Referrer, Shown, Smaller};
pub use join::{Addressed, Linked, Referred, address, discussed, ground, join, link};
pub use links::Links;
pub use made::take_unmade;
pub(crate) use made::{ACCESSIBILITY, DOCUMENTS, made};
pub use menu::{MenuLink, MenuPlace};
pub use people::Person;
pub use publication::Withheld;
pub use topics::{Series, Topic};

/// A post or page, by its place in [`Site::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

/// A person, by their place in [`Site::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub u32);

/// A topic, by its place in [`Site::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TopicId(pub u32);

/// A series, by its place in [`Site::series`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeriesId(pub u32);

/// A place in a list as an id; no site has four thousand million of anything.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The last part of the address of a topic, a series or a person, and what makes two names the same (see [`name_slug`]);
/// never the address of the list that they stand in.
pub(crate) fn own_slug(name: &str) -> String {
    let slug = name_slug(name);
    if slug == "index" { "index-1".to_owned() } else { slug }
}

/// The same of a person or a topic with a file of their own: its name, or that of the folder of an `index.md`.
pub(crate) fn own_id(path: &SourcePath) -> String {
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    let is_index = stem_and_language(path).0 == "index" && !folder.is_empty();
    own_slug(if is_index { folder } else { path.stem() })
}

/// A document that was read, with its bytes.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it says: much, so that a site of many is not moved about.
    pub document: Box<Document>,
    /// The whole file.
    pub source: FileBytes,
}

/// A document with what its links lead to.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says, and its bytes.
    pub written: Written,
    /// What each link of the body leads to, by the target as written.
    pub links: BTreeMap<String, Resolved>,
}

impl Text {
    /// The Markdown of the body.
    pub fn body(&self) -> &str {
        self.written.document.body(&self.written.source)
    }

    /// The title of what a link of the body leads to, if that has one.
    pub fn title_of(&self, target: &str) -> Option<&str> {
        match self.links.get(target) {
            Some(Resolved::Inside { title, .. }) => title.as_deref(),
            _ => None,
        }
    }

    /// What lists tell of it: its own summary, or its beginning.
    pub fn summary(&self) -> Cow<'_, str> {
        let document = &self.written.document;
        match &document.front.summary {
            Some(summary) => Cow::Borrowed(summary),
            None => document.outline.summary(|target| self.title_of(target)),
        }
    }
}

/// Everything that a site is joined from beside what was [`Heard`].
#[derive(Debug, Default)]
pub struct Parts {
    /// Posts, sorted by path.
    pub posts: Vec<Written>,
    /// Other pages, sorted by path.
    pub pages: Vec<Written>,
    /// Posts and pages that could not be read: nobody knows their addresses, and nothing is said of what leads to them.
    pub unread: Vec<SourcePath>,
    /// Markdown files in the folders of posts: parts of those, without pages.
    pub resources: Vec<SourcePath>,
    /// Profiles of experts.
    pub experts: Vec<Written>,
    /// Introductions of topics.
    pub topics: Vec<Written>,
    /// Profiles from the lists of other generators.
    pub authors: Vec<Profile>,
    /// Images and attachments below `content/`.
    pub attachments: Vec<Asset>,
    /// What lies below `static/`.
    pub statics: Vec<Asset>,
}

/// A post, or a page that is not a post.
#[derive(Clone, Debug)]
pub struct Article {
    /// What it says.
    pub text: Text,
    /// Where its page lies.
    pub path: OutputPath,
    /// What a reaction by mail or by a form names it by: the last part of its address, or all of it where another has that too.
    pub mark: String,
    /// Its title.
    pub title: String,
    /// Its picture.
    pub image: Option<OutputPath>,
    /// Who wrote it.
    pub authors: Vec<PersonId>,
    /// Who is quoted in it.
    pub experts: Vec<PersonId>,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// The series it is part of, with its place in it from 0.
    pub series: Option<(SeriesId, usize)>,
    /// Old addresses that lead to it.
    pub redirects: Vec<OutputPath>,
    /// Whether one can react.
    pub comments: CommentsState,
    /// What was said about it.
    pub discussion: Discussion,
    /// The words of the beginning of that.
    pub said: Vec<Term>,
}

impl Article {
    /// What its front matter and body say.
    pub fn document(&self) -> &Document {
        &self.text.written.document
    }

    /// Whether nothing on the site leads to it of itself.
    pub fn is_unlisted(&self) -> bool {
        self.document().front.unlisted
    }

    /// Its date; every post has one.
    pub fn date(&self) -> Option<Date> {
        self.document().front.date
    }

    /// What lists tell of it: its own summary, or its beginning.
    pub fn summary(&self) -> Cow<'_, str> {
        self.text.summary()
    }
}

/// The whole site.
#[derive(Debug)]
pub struct Site {
    /// The posts, the newest first, and behind them the other pages by path.
    pub articles: Vec<Article>,
    /// How many of the articles are posts.
    pub posts: usize,
    /// How many behind them are posts that stand in no list.
    pub unlisted: usize,
    /// Everyone with a page, by id.
    pub people: Vec<Person>,
    /// Those behind them whom only posts name that stand in no list: they have no page.
    pub apart: Vec<Person>,
    /// Every topic with a page, by id.
    pub topics: Vec<Topic>,
    /// Every series, by id.
    pub series: Vec<Series>,
    /// The posts of each year, the newest first.
    pub years: BTreeMap<i16, Vec<ArticleId>>,
    /// The weeks and months in which something happened.
    pub digests: digest::Digests,
    /// What colleagues wrote.
    pub conversation: Conversation,
    /// Images, attachments and static files that are part of the site.
    pub files: Vec<File>,
    /// Captions in forms that browsers do not read, part of the site or not: whoever made them can make others.
    pub unread: Vec<OutputPath>,
    /// What is known of the files that posts show; `pipeline` looks at them once the site is joined.
    pub shown: Shown,
    /// The organisation's logo and favicon.
    pub brand: Brand,
    /// The links of the menus.
    pub menu: (Vec<MenuLink>, Vec<MenuLink>),
    /// What readers do not see today.
    pub withheld: Withheld,
    /// When a post next appears, disappears or is due for review, or a digest is whole, in seconds since 1970.
    pub until: Option<i64>,
}

impl Site {
    /// A post or page.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// The next newer and the next older post.
    pub fn neighbours(&self, id: ArticleId) -> [Option<ArticleId>; 2] {
        let is_post = |index: &u32| (*index as usize) < self.posts;
        let beside = |index: Option<u32>| {
            index.filter(|index| is_post(&id.0) && is_post(index)).map(ArticleId)
        };
        [beside(id.0.checked_sub(1)), beside(id.0.checked_add(1))]
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        let place = id.0 as usize;
        self.people.get(place).unwrap_or_else(|| &self.apart[place - self.people.len()])
    }

    /// Whether a person has a page.
    pub fn has_page(&self, id: PersonId) -> bool {
        (id.0 as usize) < self.people.len()
    }

    /// A topic.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.0 as usize]
    }

    /// Every text of the site: of articles, people and topics.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let articles = self.articles.iter().map(|article| &article.text);
        let people = self.people.iter().filter_map(|person| person.text.as_ref());
        articles.chain(people).chain(self.topics.iter().filter_map(|topic| topic.text.as_ref()))
    }

    /// Every post, the newest first.
    pub fn post_ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + use<> {
        (0..number(self.posts)).map(ArticleId)
    }
}
