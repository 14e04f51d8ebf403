//! What can be found, and the numbers that it has in the index.
//!
//! Posts come first, the oldest with 0, so that a new post moves no other. What is not a post begins at the power of two above them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::exclusion::{Found, is_left_out};
use super::portions::{Portion, portions};
use crate::config::Config;
use crate::site::{ArticleId, PersonId, Referrer, SeriesId, Site, TopicId, number};

/// Something that can be found: a page with all that stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A post, with its discussion.
    Post(ArticleId),
    /// A page that is not a post.
    Page(ArticleId),
    /// A series of posts.
    Series(SeriesId),
    /// The statement on accessibility.
    Statement,
    /// A topic.
    Topic(TopicId),
    /// An expert.
    Person(PersonId),
    /// A document that posts refer to, or some of its pages.
    Attachment(Portion),
}

/// Everything that can be found.
#[derive(Debug)]
pub(super) struct Documents {
    /// In the order of their numbers.
    pub list: Vec<(u32, Subject)>,
    /// Where what is not a post begins.
    pub base: u32,
    /// How many posts there are.
    pub posts: u32,
    /// The numbers of each kind that is not a post: pages, with series and the statement on accessibility, topics, experts, attachments.
    pub kinds: [Range<u32>; 4],
}

impl Documents {
    /// Everything of the site that the settings and the documents themselves do not take out.
    pub(super) fn of(site: &Site, config: &Config) -> Documents {
        let found = Found::of(site, config);
        let is_found = |id: &ArticleId| found.has(*id);
        let posts = site.post_ids().rev().filter(is_found).map(Subject::Post);
        let mut list: Vec<(u32, Subject)> = (0..).zip(posts).collect();
        let posts = number(list.len());
        let base = posts.max(1).next_power_of_two();
        let pages = (number(site.posts)..number(site.articles.len())).map(ArticleId);
        let series = (0..number(site.series.len())).map(SeriesId);
        let series = series.filter(|id| site.series[id.0 as usize].posts.iter().any(is_found));
        let statement = config.accessibility.status.iter().map(|_| Subject::Statement);
        let pages = pages.filter(is_found).map(Subject::Page);
        let pages = pages.chain(series.map(Subject::Series)).chain(statement).collect();
        let topics = (0..number(site.topics.len())).map(TopicId);
        let topics = topics.filter(|id| found.has_topic(*id));
        let people = found.people();
        let is_used = |user: &Referrer| match user {
            Referrer::Article(id) => found.has(*id),
            Referrer::Topic(id) => found.has_topic(*id),
            Referrer::Person(id) => people.contains(id),
        };
        let attachments = attachments(site, config, is_used);
        let people = people.iter().copied();
        let mut next = base;
        let kinds = [
            pages,
            topics.map(Subject::Topic).collect(),
            people.map(Subject::Person).collect(),
            attachments,
        ]
        .map(|subjects: Vec<Subject>| {
            let start = next;
            next += number(subjects.len());
            list.extend((start..next).zip(subjects));
            start..next
        });
        Documents { list, base, posts, kinds }
    }

    /// The experts with their numbers.
    pub(super) fn people(&self) -> impl Iterator<Item = (u32, PersonId)> {
        self.list.iter().filter_map(|(number, subject)| match subject {
            Subject::Person(id) => Some((*number, *id)),
            _ => None,
        })
    }
}

/// The documents that anything which is found refers to, unless the settings leave them out.
fn attachments(site: &Site, config: &Config, is_found: impl Fn(&Referrer) -> bool) -> Vec<Subject> {
    let attached = &site.shown.documents;
    if !config.search.attachments || attached.is_empty() {
        return Vec::new();
    }
    let sources: BTreeMap<_, _> =
        site.files.iter().map(|file| (&file.path, file.source.as_str())).collect();
    let is_left_out = |file| sources.get(file).is_some_and(|path| is_left_out(path, config));
    let mut subjects = Vec::new();
    for (at, document) in (0..).zip(attached) {
        if document.used.iter().any(&is_found) && !is_left_out(&document.file) {
            let texts = site.shown.readings.get(&document.file);
            let texts = texts.map(|texts| texts.as_slice()).unwrap_or_default();
            subjects.extend(portions(at, texts).into_iter().map(Subject::Attachment));
        }
    }
    subjects
}
