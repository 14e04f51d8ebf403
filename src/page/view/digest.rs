//! What a template sees of digests.

use serde::Serialize;

use super::{LinkView, Seen};

/// `digests.html`: every week and month in which something happened.
#[derive(Debug, Serialize)]
pub struct DigestsView {
    /// The newest week and the newest month.
    pub latest: Vec<LatestDigestView>,
    /// The years, the newest first.
    pub years: Vec<DigestYearView>,
}

/// The newest digest of its kind.
#[derive(Debug, Serialize)]
pub struct LatestDigestView {
    /// `Week 47 van 2026`.
    pub title: String,
    /// Its page.
    pub url: String,
    /// `16 tot en met 22 november 2026`.
    pub days: String,
    /// Whether the period is not over yet.
    pub running: bool,
}

/// The digests of a year.
#[derive(Debug, Serialize)]
pub struct DigestYearView {
    /// The year.
    pub year: i16,
    /// Its months by name, from January.
    pub months: Vec<LinkView>,
    /// Its weeks by number, from the first.
    pub weeks: Vec<LinkView>,
}

/// `digest.html`: what happened in a week or a month. Nothing that comes after it changes it.
#[derive(Debug, Serialize)]
pub struct DigestView<'a> {
    /// `week` or `month`.
    pub every: &'static str,
    /// `Week 47 van 2026`.
    pub title: String,
    /// `16 tot en met 22 november 2026`.
    pub days: String,
    /// Whether the period is not over yet.
    pub running: bool,
    /// Its last day: a [`DateView`](super::DateView).
    pub until: Seen<'a>,
    /// Whether there are so many new posts that a line for each is enough.
    pub brief: bool,
    /// The new posts: [`EntryView`](super::EntryView)s with the comments that they got in the period.
    pub posts: Vec<Seen<'a>>,
    /// Further new posts.
    pub more_posts: usize,
    /// The discussions that went on.
    pub talks: Vec<TalkView<'a>>,
    /// Further discussions.
    pub more_talks: usize,
    /// Who wrote, by name: [`PersonView`](super::PersonView)s.
    pub writers: Vec<Seen<'a>>,
    /// Further people.
    pub more_writers: usize,
    /// The next digest of its kind.
    pub newer: Option<LinkView>,
    /// The one before.
    pub older: Option<LinkView>,
}

/// A discussion that went on in a period.
#[derive(Debug, Serialize)]
pub struct TalkView<'a> {
    /// The post: an [`EntryView`](super::EntryView) with the comments that it got in the period.
    pub entry: Seen<'a>,
    /// The most telling of them: [`CommentExcerptView`](super::CommentExcerptView)s.
    pub best: Vec<Seen<'a>>,
}
