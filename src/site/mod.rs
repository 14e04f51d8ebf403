//! The site: posts, people, topics and discussions, joined and complete.
//!
//! 1. [`address()`]: `publication` decides which documents readers may see today, each of them gets its place, and [`people`]
//!    gathers who they refer to.
//! 2. [`link`]: [`topics`] gathers what they are about, `files` places images and attachments, `links` resolves every link.
//! 3. Beside it [`conversation`] brings the comments to their posts, and to the experts who wrote them.
//! 4. [`join`] makes the site of all of it, and [`knowledge`] derives who knows about what.
//! 5. [`related`] finds which posts of the joined site share their words.

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
use crate::media::Media;
use crate::output::{OutputPath, name_slug};
use crate::post::authors::Profile;
use crate::post::links::Resolved;
use crate::post::{CommentsState, Date, Document};
use crate::source::{Asset, Source, SourcePath};

pub use conversation::{Conversation, Discussed, Said, Spoken};
pub use files::{Brand, File};
pub use links::Links;
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
    /// Every `forgotten.toml`, sorted by path.
    pub forgotten: Vec<Source>,
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
    pub media: Media,
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

/// The documents that readers may see, each at its place. First step of a join.
#[derive(Debug)]
pub struct Addressed {
    /// The posts, the newest first, and behind them the other pages by path.
    articles: Vec<Written>,
    addresses: Vec<address::Address>,
    /// How many of the articles are posts.
    posts: usize,
    /// What readers do not see today, and where it would lie.
    withheld: Vec<Written>,
    hidden: Vec<Option<(String, OutputPath)>>,
    /// Which accounts are whose.
    accounts: people::Accounts,
    until: Option<i64>,
}

/// What the articles refer to, not yet at its place.
#[derive(Debug)]
pub struct Referred {
    people: people::People,
    topics: Vec<Written>,
    files: (Vec<Asset>, Vec<Asset>),
}

/// Gives every document its place, and tells what is to be linked and what was said.
pub fn address(parts: Parts, config: &Config) -> Checked<(Addressed, Referred, Said)> {
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
        forgotten,
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
    let mut people = people::gather(experts, authors, &articles).take(&mut problems);
    let accounts = std::mem::take(&mut people.accounts);
    let addressed =
        Addressed { articles, addresses, posts: count, withheld, hidden, accounts, until };
    let referred = Referred { people, topics, files: (attachments, statics) };
    let said = Said { exports, mappings, moderations, forgotten };
    Checked { value: (addressed, referred, said), problems }
}

/// What colleagues wrote and what became of it, without the rest of the site: what moderators work on.
pub fn discussed(parts: Parts, config: &Config) -> Checked<Discussed> {
    let Checked { value: (placed, _, said), mut problems } = address(parts, config);
    let spoken = conversation::join(said, &placed, config).take(&mut problems);
    let Spoken { conversation, superseded, matcher, .. } = spoken;
    Checked { value: Discussed { conversation, superseded, matcher }, problems }
}

/// What links lead to, and all that is linked but the articles.
#[derive(Debug)]
pub struct Linked {
    people: people::People,
    topics: topics::Subjects,
    files: Vec<File>,
    brand: Brand,
    menu: (Vec<MenuLink>, Vec<MenuLink>),
    links: Vec<Links>,
}

/// Gives topics and files their places, and resolves every link. `each` does something for every article, which it may do
/// for several at once.
pub fn link(
    placed: &Addressed,
    referred: Referred,
    each: impl Fn(&[Written], &(dyn Fn(&Written) -> Checked<Links> + Sync)) -> Vec<Checked<Links>>,
    config: &Config,
) -> Checked<Linked> {
    let mut problems = Vec::new();
    let Addressed { articles, addresses, withheld, hidden, posts, .. } = placed;
    let Referred { people, topics, files } = referred;
    let topics = topics::gather(topics, &articles[..*posts]);
    let files = files::place(articles, addresses, withheld, files).take(&mut problems);
    let linked =
        files::Linked { articles, addresses, people: &people, topics: &topics, files: &files };
    let index = files::index(&linked, config);
    let ways = links::Ways::new(index, withheld, hidden, config);
    let links = each(articles, &|written| links::link(written, &ways));
    let links = links.into_iter().map(|links| links.take(&mut problems)).collect();
    let people = links::link_people(people, &ways).take(&mut problems);
    let topics = links::link_topics(topics, &ways).take(&mut problems);
    let brand = files::brand(&files, config).take(&mut problems);
    let menu = menu::links(&ways.index, config).take(&mut problems);
    Checked { value: Linked { people, topics, files, brand, menu, links }, problems }
}

/// Joins what the steps before gave.
pub fn join(placed: Addressed, linked: Linked, spoken: Spoken, config: &Config) -> Site {
    let Addressed { articles, addresses, posts, withheld, until, .. } = placed;
    let Linked { people, topics, files, brand, menu, links } = linked;
    let Spoken { conversation, discussions, closed, superseded, matcher } = spoken;
    // Only moderators need these, and they are large.
    drop((superseded, matcher));
    let withheld = publication::count(&withheld, config);
    let files = files::published(files, &links, (&people, &topics), (&brand, &menu));
    let mut joined: Vec<Article> = Vec::with_capacity(articles.len());
    let parts = articles.into_iter().zip(addresses).zip(links).zip(discussions);
    for (number, (((written, address), links), discussion)) in parts.enumerate() {
        let state = written.document.front.comments;
        let state = if closed.contains(&number) && state == CommentsState::Open {
            CommentsState::Closed
        } else {
            state
        };
        let is_post = number < posts;
        joined.push(Article {
            title: written.document.title().to_owned(),
            path: address.path,
            slug: address.slug,
            redirects: address.redirects,
            image: links.image,
            authors: people.authors_of(number),
            experts: people.experts_of(number),
            topics: if is_post { topics.of(number) } else { Vec::new() },
            series: if is_post { topics.series_of(number) } else { None },
            comments: state,
            text: Text { written, links: links.targets },
            discussion,
        });
    }
    let articles = joined;
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
        media: Media::new(),
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
