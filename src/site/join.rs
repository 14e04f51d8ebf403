//! The join, in steps: every document at its place, what the links lead to beside what was said, and then the whole site.

use std::collections::{BTreeMap, HashMap};

use super::address::Address;
use super::{
    Article, ArticleId, Brand, Discussed, File, Heard, Links, MenuLink, Parts, PersonId, Public,
    Shown, Site, Spoken, Text, Written, apart, conversation, digest, files, knowledge, left, links,
    menu, number, people, publication, topics,
};
use crate::config::Config;
use crate::cores::Cores;
use crate::diagnostic::Checked;
use crate::output::{OutputPath, slugify};
use crate::post::{CommentsState, slug_of};
use crate::source::{Asset, Hash, SourcePath};

/// The slug and the place that a document would have that is not published, if it can have any.
pub(super) type Hidden = Option<(String, OutputPath)>;

/// The documents that readers may see, each at its place. First step of a join.
#[derive(Debug)]
pub struct Addressed {
    /// The posts, the newest first, behind them those that stand in no list, and then the other pages by path.
    pub(super) articles: Vec<Written>,
    pub(super) addresses: Vec<Address>,
    /// How many of the articles are posts.
    pub(super) posts: usize,
    /// How many behind them are posts that stand in no list.
    pub(super) unlisted: usize,
    /// What readers do not see today, and where it would lie.
    pub(super) withheld: Vec<Written>,
    pub(super) hidden: Vec<Hidden>,
    /// Documents that could not be read, by what their files are called.
    pub(super) unread: Vec<(SourcePath, String)>,
    /// Parts of posts, likewise.
    pub(super) resources: Vec<(SourcePath, String)>,
    /// Which accounts are whose.
    pub(super) accounts: super::accounts::Accounts,
    pub(super) until: Option<i64>,
}

/// What the articles refer to, not yet at its place.
#[derive(Debug)]
pub struct Referred {
    people: people::People,
    topics: Vec<Written>,
    files: (Vec<Asset>, Vec<Asset>),
}

/// Gives every document its place, and tells what is to be linked.
pub fn address(parts: Parts, many: &impl Cores, config: &Config) -> Checked<(Addressed, Referred)> {
    let Parts { posts, pages, unread, resources, experts, topics, authors, attachments, statics } =
        parts;
    let dated = posts.iter().chain(&pages).chain(&experts).chain(&topics);
    let until = publication::until(dated, config);
    let (experts, withheld_experts) = publication::split(experts, config);
    let (topics, withheld_topics) = publication::split(topics, config);
    let (mut posts, mut withheld) = publication::split(posts, config);
    let (pages, withheld_pages) = publication::split(pages, config);
    withheld.extend(withheld_pages);
    posts.sort_by(|a, b| {
        let date = |written: &Written| written.document.front.date;
        date(b).cmp(&date(a)).then_with(|| a.document.path.cmp(&b.document.path))
    });
    let (posts, unlisted): (Vec<_>, Vec<_>) =
        posts.into_iter().partition(|written| !written.document.front.unlisted);
    let count = (posts.len(), unlisted.len());
    let articles: Vec<Written> = posts.into_iter().chain(unlisted).chain(pages).collect();
    let place = || place((&articles, count.0 + count.1), &withheld, many, config);
    let gather = || people::gather((experts, &withheld_experts), authors, &articles, config);
    let (Checked { value: (addresses, mut hidden), mut problems }, people) =
        many.both(place, gather);
    let mut people = people.take(&mut problems);
    // A link to one of them is told as one to a name that nothing has: their pages may be there for all that posts say.
    withheld.extend(withheld_experts.into_iter().chain(withheld_topics));
    hidden.resize(withheld.len(), None);
    let accounts = std::mem::take(&mut people.accounts);
    let name = |path: SourcePath| (path.clone(), slugify(&slug_of(&path, &config.language, true)));
    let [unread, resources] =
        [unread, resources].map(|paths| paths.into_iter().map(name).collect());
    let addressed = Addressed {
        articles,
        addresses,
        posts: count.0,
        unlisted: count.1,
        withheld,
        hidden,
        unread,
        resources,
        accounts,
        until,
    };
    let referred = Referred { people, topics, files: (attachments, statics) };
    Checked { value: (addressed, referred), problems }
}

/// The places of these articles, of which the first so many are posts, and of what readers do not see.
fn place(
    (articles, posts): (&[Written], usize),
    withheld: &[Written],
    many: &impl Cores,
    config: &Config,
) -> Checked<(Vec<Address>, Vec<Hidden>)> {
    let Checked { value: mut addresses, mut problems } =
        super::address::all(articles, posts, many, config);
    let mut hidden = super::address::withheld(withheld, config);
    let seen = (&articles[..posts], addresses.as_mut_slice());
    problems.extend(apart::tell_apart(seen, (withheld, &mut hidden), config));
    Checked { value: (addresses, hidden), problems }
}

impl Referred {
    /// The people of the articles, each with whether a profile of theirs is seen: it comes and goes with its day, also if its file
    /// stays the same.
    pub fn profiled(&self) -> Vec<(String, bool)> {
        let list = self.people.list.iter();
        list.map(|named| (named.id.clone(), named.written.is_some())).collect()
    }
}

/// The hash of all that decides to which posts and people comments come, but for the comments themselves, the files that
/// describe people, and the settings.
pub fn ground(placed: &Addressed, people: &[(String, bool)], config: &Config) -> Hash {
    let state = |article: &Written| {
        let front = &article.document.front;
        (front.comments, front.lines.contains_key("draft"))
    };
    let states: Vec<(CommentsState, bool)> = placed.articles.iter().map(state).collect();
    let ground = (conversation::destinations(placed, config), states, people);
    Hash::of_value(&ground)
}

/// What colleagues wrote and what became of it, without the rest of the site: what moderators work on.
pub fn discussed(
    parts: Parts,
    heard: Heard,
    many: &impl Cores,
    config: &Config,
) -> Checked<Discussed> {
    let Checked { value: (placed, referred), mut problems } = address(parts, many, config);
    let gathered = conversation::gather(heard, config).take(&mut problems);
    let spoken = conversation::join(gathered, &placed, (many, config), drop).take(&mut problems);
    let Spoken { comments, writers, tally, superseded, matcher, .. } = spoken;
    let name = |id: PersonId| referred.people.list[id.0 as usize].name().to_owned();
    let experts = writers.into_iter().enumerate();
    let experts = experts.filter_map(|(index, writer)| Some((index, name(writer?)))).collect();
    let profiles = placed.accounts.experts(&referred.people.list);
    let value = Discussed { comments, experts, profiles, tally, superseded, matcher };
    Checked { value, problems }
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

/// Gives topics and files their places, and resolves every link.
pub fn link(
    placed: &Addressed,
    referred: Referred,
    many: &impl Cores,
    config: &Config,
) -> Checked<Linked> {
    let mut problems = Vec::new();
    let Addressed { articles, addresses, withheld, hidden, unread, resources, posts, .. } = placed;
    let Referred { people, topics, files } = referred;
    let (topics, files) = many.both(
        || topics::gather(topics, &articles[..*posts]),
        || files::place(articles, addresses, withheld, files),
    );
    let (topics, files) = (topics.take(&mut problems), files.take(&mut problems));
    let linked =
        files::Linked { articles, addresses, people: &people, topics: &topics, files: &files };
    let index = files::index(&linked, config);
    let ways = links::Ways::new(index, (withheld, hidden), [unread, resources], config);
    let links = many.each(articles, |written| links::link(written, &ways));
    let links: Vec<Links> = links.into_iter().map(|links| links.take(&mut problems)).collect();
    let people = links::link_people(people, &ways).take(&mut problems);
    let topics = links::link_topics(topics, &ways).take(&mut problems);
    let brand = files::brand(&files, config).take(&mut problems);
    let menu = menu::links(&ways.index, config).take(&mut problems);
    let wanted = || files::wanted(&links, (&people, &topics), (&brand, &menu));
    problems.extend(left::tell(&files, wanted, withheld));
    Checked { value: Linked { people, topics, files, brand, menu, links }, problems }
}

/// What reactions name each of these by: its slug, or its path where another has that slug.
fn marks(addresses: &[Address]) -> Vec<String> {
    let mut often: HashMap<&str, u32> = HashMap::with_capacity(addresses.len());
    for address in addresses {
        *often.entry(&address.slug).or_default() += 1;
    }
    let mark = |Address { slug, path, .. }: &Address| {
        let path = path.as_str();
        let whole = || path.strip_suffix(".html").unwrap_or(path);
        if often[slug.as_str()] > 1 { whole().to_owned() } else { slug.clone() }
    };
    addresses.iter().map(mark).collect()
}

/// Joins what the steps before gave.
pub fn join(
    placed: Addressed,
    linked: Linked,
    public: Public,
    many: &impl Cores,
    config: &Config,
) -> Site {
    let Addressed { articles: placed, addresses, posts, unlisted, withheld, until, .. } = placed;
    let Linked { people, topics, files, brand, menu, links } = linked;
    let Public { conversation, discussions, terms, closed } = public;
    let withheld = publication::count(&withheld, config);
    let unread = files::unread_captions(&files);
    let wanted = files::wanted(&links, (&people, &topics), (&brand, &menu));
    let files = files::published(files, &wanted);
    let mut articles: Vec<Article> = Vec::with_capacity(placed.len());
    let mut marks = marks(&addresses);
    let parts =
        placed.into_iter().zip(addresses).zip(links).zip(discussions.into_iter().zip(terms));
    for (number, (((written, address), links), (discussion, said))) in parts.enumerate() {
        let state = match written.document.front.comments {
            CommentsState::Open if closed.contains(&number) => CommentsState::Closed,
            state => state,
        };
        let is_post = number < posts;
        articles.push(Article {
            title: written.document.title().to_owned(),
            path: address.path,
            mark: std::mem::take(&mut marks[number]),
            redirects: address.redirects,
            image: links.image,
            authors: people.authors_of(number),
            experts: people.experts_of(number),
            topics: if is_post { topics.of(number) } else { Vec::new() },
            series: if is_post { topics.series_of(number) } else { None },
            comments: state,
            text: Text { written, links: links.targets },
            discussion,
            said,
        });
    }
    let years = years(&articles[..posts], config);
    let (digests, known) = many.both(
        || digest::gather(&articles, posts, &conversation, config),
        || knowledge::derive(&articles[..posts], &people, &topics, &conversation),
    );
    let until = until.into_iter().chain(digests.until(config)).min();
    let ([people, apart], topics, series) =
        knowledge::complete(known, people, topics, &articles[..posts], config);
    Site {
        articles,
        posts,
        unlisted,
        people,
        apart,
        topics,
        series,
        years,
        digests,
        conversation,
        files,
        unread,
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
