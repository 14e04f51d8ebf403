//! The site: posts, people, topics and discussions, joined and complete.
//!
//! 1. `publication` decides which documents readers may see today; `address` gives each its place.
//! 2. [`people`] and [`topics`] gather who and what the documents refer to.
//! 3. `files` places images and attachments; `links` resolves every link.
//! 4. [`conversation`] brings the comments to their posts, and to the experts who wrote them.
//! 5. [`knowledge`] derives who knows about what.
//! 6. [`related`] finds which posts of the joined site share their words.

pub mod people;
pub mod topics;
pub mod conversation;
pub mod knowledge;
pub mod related;
mod publication;
mod address;
mod files;
mod links;
mod menu;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::comment::discussion::Discussion;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::output::{OutputPath, name_slug};
use crate::post::authors::Profile;
use crate::post::links::Resolved;
use crate::post::{CommentsState, Date, Document};
use crate::source::{Asset, Source, SourcePath};

pub use conversation::Conversation;
pub use files::{Brand, File, Shown, Smaller};
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
fn own_slug(name: &str) -> String {
    let slug = name_slug(name);
    if slug == "index" { "index-1".to_owned() } else { slug }
}

/// A document that was read, with its bytes.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it says.
    pub document: Document,
    /// The whole file.
    pub source: Vec<u8>,
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
}

/// Everything that a site is joined from.
#[derive(Debug, Default)]
pub struct Parts {
    /// Posts, sorted by path.
    pub posts: Vec<Written>,
    /// Other pages, sorted by path.
    pub pages: Vec<Written>,
    /// Profiles of experts.
    pub experts: Vec<Written>,
    /// Introductions of topics.
    pub topics: Vec<Written>,
    /// Profiles from the lists of other generators.
    pub authors: Vec<Profile>,
    /// What each export holds, with the name of its format.
    pub exports: Vec<(SourcePath, &'static str, crate::comment::Export)>,
    /// Every `mapping.csv`, sorted by path.
    pub mappings: Vec<Source>,
    /// Every `moderation.toml`, sorted by path.
    pub moderations: Vec<Source>,
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
    /// The last part of its address.
    pub slug: String,
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
}

impl Article {
    /// What its front matter and body say.
    pub fn document(&self) -> &Document {
        &self.text.written.document
    }

    /// Its date; every post has one.
    pub fn date(&self) -> Option<Date> {
        self.document().front.date
    }

    /// What lists tell of it: its own summary, or its beginning.
    pub fn summary(&self) -> &str {
        let document = self.document();
        document.front.summary.as_deref().unwrap_or(&document.outline.summary)
    }
}

/// The whole site.
#[derive(Debug)]
pub struct Site {
    /// The posts, the newest first, and behind them the other pages by path.
    pub articles: Vec<Article>,
    /// How many of the articles are posts.
    pub posts: usize,
    /// Everyone with a page, by id.
    pub people: Vec<Person>,
    /// Every topic with a page, by id.
    pub topics: Vec<Topic>,
    /// Every series, by id.
    pub series: Vec<Series>,
    /// The posts of each year, the newest first.
    pub years: BTreeMap<i16, Vec<ArticleId>>,
    /// What colleagues wrote.
    pub conversation: Conversation,
    /// Images, attachments and static files that are part of the site.
    pub files: Vec<File>,
    /// What is known of the files that posts show; `pipeline` looks at them once the site is joined.
    pub shown: Shown,
    /// The organisation's logo and favicon.
    pub brand: Brand,
    /// The links of the menus.
    pub menu: (Vec<MenuLink>, Vec<MenuLink>),
    /// What readers do not see today.
    pub withheld: Withheld,
    /// When a post next appears, disappears or is due for review, in seconds since 1970.
    pub until: Option<i64>,
}

impl Site {
    /// A post or page.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0 as usize]
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

/// Joins the parts. Errors mean that the site cannot be built as it is meant; what could be joined is given, so
/// that further problems are found.
#[expect(clippy::too_many_lines, reason = "one step after another, each a call")]
pub fn join(parts: Parts, config: &Config) -> Checked<Site> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    let Parts {
        posts,
        pages,
        experts,
        topics,
        authors,
        exports,
        mappings,
        moderations,
        attachments,
        statics,
    } = parts;
    let until = publication::until(posts.iter().chain(&pages), config);
    let (mut posts, mut withheld) = publication::split(posts, config);
    let (pages, withheld_pages) = publication::split(pages, config);
    withheld.extend(withheld_pages);
    posts.sort_by(|a, b| {
        let date = |written: &Written| written.document.front.date;
        date(b).cmp(&date(a)).then_with(|| a.document.path.cmp(&b.document.path))
    });
    let count = posts.len();
    let articles: Vec<Written> = posts.into_iter().chain(pages).collect();
    let addresses = address::all(&articles, count, config).take(&mut problems);
    let hidden = address::withheld(&withheld, config);
    let gathered = people::gather(experts, authors, &articles).take(&mut problems);
    let subjects = topics::gather(topics, &articles[..count]);
    let placed =
        files::place(&articles, &addresses, &withheld, (attachments, statics)).take(&mut problems);
    let index = files::index(
        &files::Linked {
            articles: &articles,
            addresses: &addresses,
            people: &gathered,
            topics: &subjects,
            files: &placed,
        },
        config,
    );
    let ways = links::Ways::new(index, &withheld, &hidden, config);
    let linked = links::link(articles, &ways).take(&mut problems);
    let people_texts = links::link_people(gathered, &ways).take(&mut problems);
    let topic_texts = links::link_topics(subjects, &ways).take(&mut problems);
    let brand = files::brand(&placed, config).take(&mut problems);
    let menu = menu::links(&ways.index, config).take(&mut problems);
    let said = conversation::Said { exports, mappings, moderations };
    let spoken = conversation::join(
        said,
        (&linked, &addresses),
        (&withheld, &hidden),
        &people_texts,
        config,
    )
    .take(&mut problems);
    let joined = Joined {
        linked,
        addresses,
        people: people_texts,
        topics: topic_texts,
        spoken,
        placed,
        brand,
        menu,
        posts: count,
        withheld: publication::count(&withheld, config),
        until,
    };
    Checked { value: assemble(joined, config), problems }
}

/// What the steps of [`join`] gave, before the parts know each other.
struct Joined {
    linked: Vec<links::LinkedText>,
    addresses: Vec<address::Address>,
    people: people::People,
    topics: topics::Subjects,
    spoken: conversation::Spoken,
    placed: Vec<File>,
    brand: Brand,
    menu: (Vec<MenuLink>, Vec<MenuLink>),
    posts: usize,
    withheld: Withheld,
    until: Option<i64>,
}

fn assemble(joined: Joined, config: &Config) -> Site {
    let Joined {
        linked,
        addresses,
        people,
        topics,
        spoken,
        placed,
        brand,
        menu,
        posts,
        withheld,
        until,
    } = joined;
    let conversation::Spoken { conversation, discussions, closed } = spoken;
    let files = files::published(placed, &linked, (&people, &topics), (&brand, &menu));
    let mut articles: Vec<Article> = Vec::with_capacity(linked.len());
    for (number, ((linked, address), discussion)) in
        linked.into_iter().zip(addresses).zip(discussions).enumerate()
    {
        let state = linked.text.written.document.front.comments;
        let state = if closed.contains(&number) && state == CommentsState::Open {
            CommentsState::Closed
        } else {
            state
        };
        let is_post = number < posts;
        articles.push(Article {
            title: linked.text.written.document.title().to_owned(),
            path: address.path,
            slug: address.slug,
            redirects: address.redirects,
            image: linked.image,
            authors: people.authors_of(number),
            experts: people.experts_of(number),
            topics: if is_post { topics.of(number) } else { Vec::new() },
            series: if is_post { topics.series_of(number) } else { None },
            comments: state,
            text: linked.text,
            discussion,
        });
    }
    let years = years(&articles[..posts], config);
    let known = knowledge::derive(&articles[..posts], &people, &topics, &conversation);
    let (people, topics, series) =
        knowledge::complete(known, people, topics, &articles[..posts], config);
    Site {
        articles,
        posts,
        people,
        topics,
        series,
        years,
        conversation,
        files,
        shown: Shown::default(),
        brand,
        menu,
        withheld,
        until,
    }
}

/// The posts of each year, in their order.
fn years(posts: &[Article], config: &Config) -> BTreeMap<i16, Vec<ArticleId>> {
    let mut years: BTreeMap<i16, Vec<ArticleId>> = BTreeMap::new();
    for (index, article) in posts.iter().enumerate() {
        let year = article.date().map_or(0, |date| date.civil(&config.timezone).year());
        years.entry(year).or_default().push(ArticleId(number(index)));
    }
    years
}
