//! Home, years, topics, series and the liveliest discussions.

use std::cmp::Reverse;

use super::people::push;
use super::{Part, Seen, Views, What, folded, letter};
use crate::comment::discussion::Discussion;
use crate::output::OutputPath;
use crate::page::view::{
    CountsView, DiscussionEntryView, DiscussionsView, GroupView, ListView, MonthView, SearchView,
    SeriesEntryView, SeriesListView, SeriesView, TopicEntryView, TopicsView, YearView,
};
use crate::search::Index;
use crate::search::exclusion::Found;
use crate::site::{ArticleId, PersonId, SeriesId, TopicId, number};

/// Topics and comments on the home page, and discussions on their page.
const MOST_TOPICS: usize = 12;
const COMMENTS: usize = 5;

/// People on the home page who wrote last, and how many of the newest posts and comments are looked at for them.
const WRITERS: usize = 12;
const RECENT: usize = 200;

/// Experts on the search page.
const EXPERTS: usize = 8;

const DISCUSSIONS: usize = 50;

/// More topics or experts than this have letters above them.
pub(super) const FEW: usize = 24;

/// Parts of a series in the list of all series.
const PARTS: usize = 5;

impl<'a> Views<'a> {
    /// A page of the list of all posts, from 1. Pinned posts stand above the first page, and in no other.
    pub(in crate::page) fn home(&self, first: &OutputPath, page: usize) -> ListView<'a> {
        let is_first = page == 1;
        let listed = &self.places.listed;
        let pinned = self.site.post_ids().filter(|id| is_first && self.places.is_pinned(*id));
        let entries = listed[self.places.part(listed.len(), page)]
            .iter()
            .map(|id| self.see(What::Listed(*id, Part::Item)));
        let topics = self.topics_by_size().filter(|_| is_first).take(MOST_TOPICS);
        let talked = if is_first { self.talked_about() } else { Vec::new() };
        ListView {
            pinned: pinned.map(|id| self.see(What::Entry(id))).collect(),
            entries: entries.collect(),
            pagination: self.pagination(first, page, self.places.pages(listed.len())),
            topics: topics
                .map(|id| self.counted_topic(id, self.site.topic(id).posts.len()))
                .collect(),
            comments: talked.into_iter().filter_map(|comment| self.excerpt(comment)).collect(),
            writers: if is_first { self.recent_writers() } else { Vec::new() },
            counts: CountsView {
                posts: self.site.posts,
                experts: self.site.people.len(),
                comments: self.site.conversation.tally.published,
            },
        }
    }

    /// The newest comment of each of the posts that were reacted to last.
    fn talked_about(&self) -> Vec<u32> {
        let spoken = &self.site.conversation;
        let mut posts: Vec<usize> = Vec::new();
        let is_new = |comment: &&u32| {
            let post = spoken.comments[**comment as usize].post;
            let is_new = !posts.contains(&post);
            posts.extend(is_new.then_some(post));
            is_new
        };
        spoken.newest.iter().take(RECENT).filter(is_new).take(COMMENTS).copied().collect()
    }

    /// Those with a page who wrote a post or a comment last, by name: nobody stands above another.
    fn recent_writers(&self) -> Vec<Seen<'a>> {
        let spoken = &self.site.conversation;
        let posts = self.site.post_ids().take(RECENT).flat_map(|id| {
            let article = self.site.article(id);
            let written = article.date().map(|date| date.seconds);
            article.authors.iter().map(move |person| (written, *person))
        });
        let comments = spoken.newest.iter().take(RECENT).filter_map(|comment| {
            let written = spoken.comments[*comment as usize].written;
            Some((written.map(|moment| moment.0), spoken.writer(*comment).person?))
        });
        let mut all: Vec<(Option<i64>, PersonId)> = posts.chain(comments).collect();
        all.sort_by_key(|(written, person)| (Reverse(*written), *person));
        let mut writers: Vec<PersonId> = Vec::new();
        for (_, person) in all {
            if writers.len() < WRITERS && !writers.contains(&person) {
                writers.push(person);
            }
        }
        writers.sort_by_key(|person| (folded(&self.site.person(*person).name), *person));
        writers.into_iter().map(|person| self.see_person(person)).collect()
    }

    /// A page of a year, from 1.
    pub(in crate::page) fn year(&self, year: i16, first: &OutputPath, page: usize) -> YearView<'a> {
        let posts = self.site.years.get(&year).map(Vec::as_slice).unwrap_or_default();
        let mut months: Vec<MonthView> = Vec::new();
        for id in &posts[self.places.part(posts.len(), page)] {
            let entry = self.see(What::Listed(*id, Part::Line));
            let date = self.site.article(*id).date();
            let name = date.map(|date| self.date(date).month).unwrap_or_default();
            match months.last_mut() {
                Some(month) if month.name == name => month.entries.push(entry),
                _ => months.push(MonthView { name, entries: vec![entry] }),
            }
        }
        YearView {
            year,
            months,
            posts: posts.len(),
            pagination: self.pagination(first, page, self.places.pages(posts.len())),
        }
    }

    /// The search page, with ways on for who has no word for it, or no script. What the search does not find, these do not name.
    pub(in crate::page) fn search(&self, index: Option<&Index>) -> SearchView<'a> {
        let found = Found::of(self.site, self.config);
        let mut experts = found.people();
        experts.sort_by_cached_key(|id| {
            let person = self.site.person(*id);
            let comments = person.comments.iter().filter(|comment| found.has_comment(**comment));
            let posts = 3 * found.count(&person.posts) + found.count(&person.quoted);
            (Reverse(posts + comments.count()), *id)
        });
        let topics = (0..number(self.site.topics.len())).map(TopicId);
        let topics = topics.filter(|id| found.has_topic(*id));
        let mut topics: Vec<(TopicId, usize)> =
            topics.map(|id| (id, found.count(&self.site.topic(id).posts))).collect();
        topics.retain(|(_, count)| *count > 0);
        topics.sort_by_key(|(id, count)| (Reverse(*count), *id));
        let topics = topics.into_iter().take(MOST_TOPICS);
        SearchView {
            index: index.map(|index| self.href(&index.root)).unwrap_or_default(),
            topics: topics.map(|(id, count)| self.counted_topic(id, count)).collect(),
            experts: experts.into_iter().take(EXPERTS).map(|id| self.see_person(id)).collect(),
        }
    }

    /// The topics that have posts, those with the most first.
    fn topics_by_size(&self) -> impl Iterator<Item = TopicId> {
        let mut topics: Vec<TopicId> = (0..number(self.site.topics.len())).map(TopicId).collect();
        topics.sort_by_key(|id| (Reverse(self.site.topic(*id).posts.len()), *id));
        topics.into_iter().filter(|id| !self.site.topic(*id).posts.is_empty())
    }

    /// The topics from A to Z.
    pub(in crate::page) fn topics(&self) -> TopicsView {
        let mut sorted: Vec<(String, TopicId)> = self
            .site
            .topics
            .iter()
            .zip((0..).map(TopicId))
            .map(|(topic, id)| (folded(&topic.title), id))
            .collect();
        sorted.sort();
        let few = sorted.len() <= FEW;
        let mut groups: Vec<GroupView<TopicEntryView>> = Vec::new();
        for (title, id) in sorted {
            let topic = self.site.topic(id);
            let summary = topic.text.as_ref().map(|text| text.summary().into_owned());
            let entry = TopicEntryView {
                title: topic.title.clone(),
                url: self.href(&topic.path),
                posts: topic.posts.len(),
                comments: topic
                    .posts
                    .iter()
                    .map(|post| self.site.article(*post).discussion.shown)
                    .sum(),
                summary: summary.unwrap_or_default(),
            };
            push(&mut groups, letter(&title), entry);
        }
        TopicsView { groups, few }
    }

    /// A series.
    pub(in crate::page) fn series(&self, id: SeriesId) -> SeriesView<'a> {
        let series = &self.site.series[id.0 as usize];
        SeriesView {
            title: series.title.clone(),
            entries: series.posts.iter().map(|post| self.see(What::Entry(*post))).collect(),
        }
    }

    /// All series.
    pub(in crate::page) fn series_list(&self) -> SeriesListView<'a> {
        let part = |post: &ArticleId| self.see(What::Article(*post));
        let series = self.site.series.iter().map(|series| SeriesEntryView {
            title: series.title.clone(),
            url: self.href(&series.path),
            count: series.posts.len(),
            parts: series.posts.iter().take(PARTS).map(part).collect(),
        });
        SeriesListView { series: series.collect() }
    }

    /// The liveliest discussions: those with the most comments, and of equal ones the newest.
    pub(in crate::page) fn discussions(&self) -> DiscussionsView<'a> {
        let newest = |discussion: &Discussion| {
            discussion
                .newest
                .and_then(|comment| self.site.conversation.comments[comment as usize].written)
        };
        let mut lively: Vec<ArticleId> =
            self.site.post_ids().filter(|id| self.site.article(*id).discussion.shown > 0).collect();
        lively.sort_by_key(|id| {
            let discussion = &self.site.article(*id).discussion;
            (Reverse(discussion.shown), Reverse(newest(discussion)), *id)
        });
        lively.truncate(DISCUSSIONS);
        let entry = |id: ArticleId| {
            let discussion = &self.site.article(id).discussion;
            DiscussionEntryView {
                entry: self.see(What::Entry(id)),
                people: discussion.people,
                newest: discussion.newest.and_then(|comment| self.excerpt(comment)),
            }
        };
        DiscussionsView { discussions: lively.into_iter().map(entry).collect() }
    }
}
