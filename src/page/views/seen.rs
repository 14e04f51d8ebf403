//! What many pages show of one post or person: made for a template when its page is, and in a page's key the hash of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use tera::Value;

use super::listed::{self, OfPost, Part};
use super::people::Colleague;
use super::{TOPICS, Views};
use crate::comment::discussion::Discussion;
use crate::page::quoted::Quotes;
use crate::page::view::ArticleLinkView;
use crate::post::Date;
use crate::site::{ArticleId, PersonId, Site, TopicId};
use crate::source::Hash;

/// A part of the site as a template sees it from its page. A template finds the fields of the view that
/// stands beside the field that holds it; a key is made of the hash of that view. Both are made once for all pages.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    views: Views<'a>,
    what: What,
}

/// What is seen, and as which view.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// A post on its own page, as an [`EntryView`](crate::page::view::EntryView) with all its topics.
    Whole(ArticleId),
    /// A post in a list, as an [`EntryView`](crate::page::view::EntryView).
    Entry(ArticleId),
    /// The same in a list of which the program's own templates show no more than this part, as HTML.
    Listed(ArticleId, Part),
    /// An article as an [`ArticleLinkView`](crate::page::view::ArticleLinkView).
    Article(ArticleId),
    /// A topic as a [`LinkView`](crate::page::view::LinkView).
    Topic(TopicId),
    /// A person as a [`LinkView`](crate::page::view::LinkView).
    Profile(PersonId),
    /// A [`PersonView`](crate::page::view::PersonView).
    Person(PersonId),
    /// The [`PersonView`](crate::page::view::PersonView) of who wrote a comment.
    Writer(u32),
    /// A [`DateView`](crate::page::view::DateView).
    Date(Date),
    /// A post in a list of a digest: the same with only so many comments.
    Within(ArticleId, Part, usize),
    /// The same of which the program's own templates show no more than the title.
    Talked(ArticleId, usize),
    /// A comment in a list elsewhere, as a [`CommentExcerptView`](crate::page::view::CommentExcerptView).
    Excerpt(u32),
}

/// What many pages show of posts and people, each made when it is first asked for.
#[derive(Debug)]
pub(in crate::page) struct Shared {
    digests: Lists<Hash>,
    /// What a template finds, by the way from its page to the site's root.
    values: BTreeMap<Arc<str>, Lists<Value>>,
    /// Posts in lists.
    pub(super) items: Vec<OfPost>,
    pub(super) lines: Vec<OfPost>,
    articles: Vec<OfArticle>,
    /// Who wrote comments and is no expert, for a template: the same from every page.
    pub(super) writers: Vec<OnceLock<Colleague>>,
    /// In which language each comment plainly is.
    languages: Vec<OnceLock<Option<&'static str>>>,
}

/// What the pages of an article share.
#[derive(Debug, Default)]
struct OfArticle {
    /// What the comments of a discussion with further pages quote.
    quotes: OnceLock<Option<Arc<Quotes>>>,
    /// The hash of the discussion.
    said: OnceLock<Hash>,
    /// Its comments, in the order of their numbers, each with the page it stands on.
    pages: OnceLock<Vec<(u32, usize)>>,
}

/// One thing for each article, each topic and each person.
#[derive(Debug)]
pub(super) struct Lists<T> {
    pub(super) entries: Vec<OnceLock<T>>,
    topics: Vec<OnceLock<T>>,
    pub(super) people: Vec<OnceLock<T>>,
}

/// A post whose discussion went on.
#[derive(Serialize)]
struct Talked {
    title: String,
    url: String,
    lang: Option<String>,
    comments: usize,
}

fn empty<T>(count: usize) -> Vec<OnceLock<T>> {
    (0..count).map(|_| OnceLock::new()).collect()
}

impl<T> Lists<T> {
    fn new(site: &Site) -> Self {
        Lists {
            entries: empty(site.articles.len()),
            topics: empty(site.topics.len()),
            people: empty(site.people.len() + site.apart.len()),
        }
    }
}

impl Shared {
    /// What the pages with these ways to the root share.
    pub(in crate::page) fn new(site: &Site, roots: &BTreeSet<Arc<str>>) -> Self {
        let anywhere: Arc<str> = listed::anywhere().into();
        let all = roots.iter().chain([&anywhere]);
        let values = all.map(|root| (root.clone(), Lists::new(site))).collect();
        let articles = site.articles.iter().map(|_| OfArticle::default()).collect();
        let posts = || site.articles.iter().map(|_| OfPost::default()).collect();
        let [items, lines] = [(); 2].map(|()| posts());
        let writers = empty(site.conversation.writers.len());
        let languages = empty(site.conversation.comments.len());
        let digests = Lists::new(site);
        Shared { digests, values, articles, items, lines, writers, languages }
    }

    /// What the comments of an article quote of it, found once for all pages of its discussion.
    pub(super) fn quotes(
        &self,
        id: ArticleId,
        find: impl FnOnce() -> Option<Quotes>,
    ) -> Option<Arc<Quotes>> {
        self.articles[id.0 as usize].quotes.get_or_init(|| find().map(Arc::new)).clone()
    }

    /// In which language a comment plainly is, found once for its discussion and the lists that have its beginning.
    pub(super) fn language(
        &self,
        comment: u32,
        find: impl FnOnce() -> Option<&'static str>,
    ) -> Option<&'static str> {
        *self.languages[comment as usize].get_or_init(find)
    }

    /// The hash of the discussion of an article, made once for all its pages.
    pub(super) fn said(&self, id: ArticleId, make: impl FnOnce() -> Hash) -> Hash {
        *self.articles[id.0 as usize].said.get_or_init(make)
    }

    /// The page of an article's discussion that a comment stands on, from 1.
    pub(in crate::page) fn page_of(
        &self,
        id: ArticleId,
        discussion: &Discussion,
        comment: u32,
    ) -> Option<usize> {
        let pages = self.articles[id.0 as usize].pages.get_or_init(|| {
            let numbered = (1..).zip(&discussion.pages);
            let comments = numbered.flat_map(|(number, range)| {
                let items = discussion.items.get(range.clone()).unwrap_or_default();
                items.iter().filter_map(move |item| Some((item.comment?, number)))
            });
            let mut pages: Vec<(u32, usize)> = comments.collect();
            pages.sort_unstable();
            pages
        });
        let at = pages.binary_search_by_key(&comment, |(comment, _)| *comment).ok()?;
        Some(pages[at].1)
    }
}

impl<'a> Views<'a> {
    pub(super) fn see(&self, what: What) -> Seen<'a> {
        Seen { views: self.clone(), what }
    }

    pub(super) fn see_person(&self, id: PersonId) -> Seen<'a> {
        self.see(What::Person(id))
    }

    /// The same from a page with this way to the root.
    pub(super) fn at(&self, root: Arc<str>) -> Views<'a> {
        Views { root, ..self.clone() }
    }

    fn at_root(&self) -> Views<'a> {
        self.at("".into())
    }

    fn person_digest(&self, id: PersonId) -> Hash {
        let known = &self.shared.digests.people[id.0 as usize];
        *known.get_or_init(|| Hash::of_value(&self.at_root().person(id)))
    }

    /// The hash of a post in a list, but for the number of its comments.
    fn entry_digest(&self, id: ArticleId) -> Hash {
        let known = &self.shared.digests.entries[id.0 as usize];
        *known.get_or_init(|| Hash::of_value(&self.at_root().entry_with(id, 0)))
    }

    /// What an excerpt of a comment is made from, which costs less than the excerpt itself.
    fn excerpt_digest(&self, id: u32) -> impl Serialize + use<'_> {
        let comment = &self.site.conversation.comments[id as usize];
        let place = self.at_root().comment_url(id);
        let place = place.map(|(url, post)| (url, post.title.as_str(), self.foreign(post)));
        let written = (comment.written, comment.has_time);
        (self.see(What::Writer(id)), written, &comment.body, comment.kind, place)
    }

    fn topic_digest(&self, id: TopicId) -> Hash {
        let known = &self.shared.digests.topics[id.0 as usize];
        *known.get_or_init(|| Hash::of_value(&self.at_root().topic_link(id)))
    }

    fn topic_value(&self, id: TopicId) -> Value {
        let make = || Value::from_serializable(&self.topic_link(id));
        self.value(|lists| &lists.topics[id.0 as usize], make)
    }

    /// A view for templates, which pages with this way to the root share.
    pub(super) fn value(
        &self,
        place: impl Fn(&'a Lists<Value>) -> &'a OnceLock<Value>,
        make: impl Fn() -> Value,
    ) -> Value {
        match self.shared.values.get(&self.root) {
            Some(lists) => place(lists).get_or_init(make).clone(),
            None => make(),
        }
    }

    /// Whether its own page shows no more topics of a post than a list does.
    fn is_whole(&self, id: ArticleId) -> bool {
        self.site.article(id).topics.len() <= TOPICS
    }
}

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let views = &self.views;
        let is_template = serializer.is_human_readable();
        match self.what {
            What::Whole(id) if !views.is_whole(id) && is_template => {
                views.whole(id).serialize(serializer)
            }
            What::Whole(id) if !views.is_whole(id) => {
                Hash::of_value(&views.at_root().whole(id)).serialize(serializer)
            }
            What::Whole(id) | What::Entry(id)
                if is_template && !views.theme.has_own_templates() =>
            {
                views.entry(id).serialize(serializer)
            }
            What::Whole(id) | What::Entry(id) if is_template => {
                views.full_value(id).serialize(serializer)
            }
            What::Listed(id, part) if is_template => {
                views.listed_value(id, part, views.shown(id)).serialize(serializer)
            }
            What::Within(id, part, comments) if is_template => {
                views.listed_value(id, part, comments).serialize(serializer)
            }
            What::Whole(id) | What::Entry(id) | What::Listed(id, _) => {
                (views.entry_digest(id), views.shown(id)).serialize(serializer)
            }
            What::Talked(id, comments) if is_template && !views.theme.has_own_templates() => {
                let ArticleLinkView { title, url, lang } = views.article_link(id);
                Talked { title, url, lang, comments }.serialize(serializer)
            }
            What::Talked(id, comments) if is_template => {
                views.entry_with(id, comments).serialize(serializer)
            }
            What::Within(id, _, comments) | What::Talked(id, comments) => {
                (views.entry_digest(id), comments).serialize(serializer)
            }
            What::Excerpt(comment) if is_template => {
                views.excerpt_value(comment).serialize(serializer)
            }
            What::Excerpt(comment) => views.excerpt_digest(comment).serialize(serializer),
            What::Article(id) => views.article_link(id).serialize(serializer),
            What::Profile(id) => views.person_link(id).serialize(serializer),
            What::Topic(id) if is_template => views.topic_value(id).serialize(serializer),
            What::Topic(id) => views.topic_digest(id).serialize(serializer),
            What::Person(id) if is_template => views.person_value(id).serialize(serializer),
            What::Person(id) => views.person_digest(id).serialize(serializer),
            What::Writer(comment) if is_template => {
                views.writer_value(comment).serialize(serializer)
            }
            What::Writer(comment) => match views.site.conversation.writer(comment).person {
                Some(id) => views.person_digest(id).serialize(serializer),
                None => {
                    let writer = views.site.conversation.writer(comment);
                    (&writer.name, &writer.department).serialize(serializer)
                }
            },
            What::Date(date) if is_template => views.date(date).serialize(serializer),
            What::Date(date) => date.serialize(serializer),
        }
    }
}
