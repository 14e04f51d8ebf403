//! What a template sees of lists: of posts, topics, series and years.

use serde::Serialize;

use super::{
    CommentExcerptView, CountedLinkView, CountsView, GroupView, KnowledgeView, PaginationView, Seen,
};
use crate::page::body::Body;

/// `home.html` and its further pages, and every plain list of posts.
#[derive(Debug, Serialize)]
pub struct ListView<'a> {
    /// Pinned posts, on the first page: [`EntryView`](super::EntryView)s.
    pub pinned: Vec<Seen<'a>>,
    /// The posts: [`EntryView`](super::EntryView)s.
    pub entries: Vec<Seen<'a>>,
    /// The pages.
    pub pagination: PaginationView,
    /// The topics with the most posts, on the first page.
    pub topics: Vec<CountedLinkView>,
    /// The newest comment of each of the posts that are talked about, on the first page.
    pub comments: Vec<CommentExcerptView<'a>>,
    /// Who wrote a post or a comment last, by name, on the first page: [`PersonView`](super::PersonView)s.
    pub writers: Vec<Seen<'a>>,
    /// The number of posts, experts and comments on the site.
    pub counts: CountsView,
}

/// `topic.html`.
#[derive(Debug, Serialize)]
pub struct TopicView<'a> {
    /// The title.
    pub title: String,
    /// The introduction, safe HTML; may be empty.
    pub introduction: Body<'a>,
    /// Who knows about it, the most first, on the first page.
    pub experts: Vec<TopicExpertView<'a>>,
    /// Topics that often stand beside it, on the first page.
    pub neighbours: Vec<CountedLinkView>,
    /// This page's posts: [`EntryView`](super::EntryView)s.
    pub entries: Vec<Seen<'a>>,
    /// The number of posts.
    pub posts: usize,
    /// The pages.
    pub pagination: PaginationView,
}

/// An expert beside a topic.
#[derive(Debug, Serialize)]
pub struct TopicExpertView<'a> {
    /// The person: a [`PersonView`](super::PersonView).
    pub person: Seen<'a>,
    /// What shows that they know about it.
    pub knowledge: KnowledgeView,
}

/// `topics.html`.
#[derive(Debug, Serialize)]
pub struct TopicsView {
    /// By first letter.
    pub groups: Vec<GroupView<TopicEntryView>>,
    /// Whether they are so few that letters would only spread them out.
    pub few: bool,
}

/// A topic in the list of topics.
#[derive(Debug, Serialize)]
pub struct TopicEntryView {
    /// The title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The number of posts.
    pub posts: usize,
    /// The number of comments under them.
    pub comments: usize,
    /// The introduction as plain text; may be empty.
    pub summary: String,
}

/// `series.html`.
#[derive(Debug, Serialize)]
pub struct SeriesView<'a> {
    /// The title.
    pub title: String,
    /// The parts, the first first: [`EntryView`](super::EntryView)s.
    pub entries: Vec<Seen<'a>>,
}

/// `series-list.html`.
#[derive(Debug, Serialize)]
pub struct SeriesListView<'a> {
    /// The series.
    pub series: Vec<SeriesEntryView<'a>>,
}

/// A series in the list of series.
#[derive(Debug, Serialize)]
pub struct SeriesEntryView<'a> {
    /// The title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The number of parts.
    pub count: usize,
    /// The first parts, as many as a list has room for: [`ArticleLinkView`](super::ArticleLinkView)s.
    pub parts: Vec<Seen<'a>>,
}

/// `year.html`.
#[derive(Debug, Serialize)]
pub struct YearView<'a> {
    /// The year.
    pub year: i16,
    /// This page's posts, by month, newest first.
    pub months: Vec<MonthView<'a>>,
    /// The number of posts.
    pub posts: usize,
    /// The pages.
    pub pagination: PaginationView,
}

/// The posts of a month.
#[derive(Debug, Serialize)]
pub struct MonthView<'a> {
    /// `maart`.
    pub name: String,
    /// The posts: [`EntryView`](super::EntryView)s.
    pub entries: Vec<Seen<'a>>,
}

/// `search.html`.
#[derive(Debug, Serialize)]
pub struct SearchView<'a> {
    /// The address of the script that the search begins with.
    pub index: String,
    /// The topics with the most posts.
    pub topics: Vec<CountedLinkView>,
    /// The experts with the most posts: [`PersonView`](super::PersonView)s.
    pub experts: Vec<Seen<'a>>,
}
