//! Weeks and months in which something happened: new posts, comments, and who wrote them.
//!
//! 1. `gather` walks once along the posts and the comments, the newest first; what happened in a period stands in a row in both.
//! 2. [`Period`] is a stretch of days, with its name.
//! 3. `contents` chooses what is told of a period: as much as somebody reads, however much there is.

mod contents;
mod period;

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Article, ArticleId, Conversation, number};
use crate::config::Config;

pub use contents::{Contents, Talk, Writer};
pub use period::{Every, Period};

/// Every week and every month in which something happened.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    /// The weeks, the newest first; none if the settings leave them out.
    pub weeks: Vec<Digest>,
    /// The months likewise.
    pub months: Vec<Digest>,
    /// The folder of their pages.
    pub folder: String,
    /// The comment that each comment answers, if there is one.
    answered: Vec<Option<u32>>,
}

/// What happened in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The period.
    pub period: Period,
    /// From its first second up to the one after its last, in seconds since 1970.
    pub seconds: Range<i64>,
    /// Which posts are new, by their places in [`Site::articles`](super::Site::articles).
    posts: Range<u32>,
    /// Which comments, by their places in [`Conversation::newest`].
    comments: Range<u32>,
}

impl Digest {
    /// Whether the period is not over yet.
    pub fn is_running(&self, config: &Config) -> bool {
        config.now < self.seconds.end
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty() && self.comments.is_empty()
    }

    /// The new posts, the newest first.
    fn posts(&self) -> impl Iterator<Item = ArticleId> + use<> {
        self.posts.clone().map(ArticleId)
    }
}

impl Digests {
    /// The digests of weeks or of months, the newest first.
    pub fn every(&self, every: Every) -> &[Digest] {
        match every {
            Every::Week => &self.weeks,
            Every::Month => &self.months,
        }
    }

    /// When the first of the running periods is over, in seconds since 1970: then feeds and pages change by themselves.
    pub(super) fn until(&self, config: &Config) -> Option<i64> {
        let all = self.weeks.iter().chain(&self.months);
        all.filter(|digest| digest.is_running(config)).map(|digest| digest.seconds.end).min()
    }
}

/// The moments of posts and of comments, each the newest first.
struct Moments<'a> {
    posts: Vec<i64>,
    comments: Vec<i64>,
    zone: &'a TimeZone,
}

impl Moments<'_> {
    fn new<'a>(posts: &[Article], spoken: &Conversation, config: &'a Config) -> Moments<'a> {
        let posts = posts.iter().map_while(|post| Some(post.date()?.seconds)).collect();
        let written = |comment: &u32| spoken.comments[*comment as usize].written;
        let comments = spoken.newest.iter().map_while(|comment| Some(written(comment)?.0));
        Moments { posts, comments: comments.collect(), zone: &config.timezone }
    }

    /// What happened in a period.
    fn within(&self, period: Period) -> Digest {
        let seconds = period.seconds(self.zone);
        let range = |all: &[i64]| {
            let start = all.partition_point(|moment| *moment >= seconds.end);
            let end = all.partition_point(|moment| *moment >= seconds.start);
            number(start)..number(end)
        };
        let (posts, comments) = (range(&self.posts), range(&self.comments));
        Digest { period, seconds, posts, comments }
    }

    /// Every period in which something happened. Looks at each post and each comment once, and at the calendar once for a period.
    fn every(&self, every: Every) -> Vec<Digest> {
        let mut digests = Vec::new();
        let (mut post, mut comment) = (0, 0);
        while let Some(newest) = self.posts.get(post).max(self.comments.get(comment)) {
            let day = Timestamp::from_second(*newest).unwrap_or_default();
            let period = every.of(day.to_zoned_datetime(self.zone.clone()).date());
            let seconds = period.seconds(self.zone);
            let end = |all: &[i64], from: usize| {
                let own = all[from..].iter().take_while(|moment| **moment >= seconds.start);
                from + own.count()
            };
            let ends = (end(&self.posts, post), end(&self.comments, comment));
            if ends == (post, comment) {
                break;
            }
            digests.push(Digest {
                period,
                seconds,
                posts: number(post)..number(ends.0),
                comments: number(comment)..number(ends.1),
            });
            (post, comment) = ends;
        }
        digests
    }
}

/// Every week and month of these articles, of which the first so many are posts, and of what was said about them.
pub(super) fn gather(
    articles: &[Article],
    posts: usize,
    spoken: &Conversation,
    config: &Config,
) -> Digests {
    let moments = Moments::new(&articles[..posts], spoken, config);
    let wanted = |every: Every, is_wanted: bool| match config.digests.enabled && is_wanted {
        true => moments.every(every),
        false => Vec::new(),
    };
    Digests {
        weeks: wanted(Every::Week, config.digests.weeks),
        months: wanted(Every::Month, config.digests.months),
        folder: config.paths.digests.clone(),
        answered: answered(articles, spoken.comments.len()),
    }
}

/// What happened on the site in any stretch of days.
pub fn within(site: &super::Site, period: Period, config: &Config) -> Digest {
    Moments::new(&site.articles[..site.posts], &site.conversation, config).within(period)
}

/// The comment that each comment answers, as the discussions have it.
fn answered(articles: &[Article], comments: usize) -> Vec<Option<u32>> {
    let mut answered = vec![None; comments];
    for article in articles {
        // The comment that stands open on each level.
        let mut open: Vec<Option<u32>> = Vec::new();
        for item in &article.discussion.items {
            let depth = usize::from(item.depth);
            open.truncate(depth);
            let above = item.answers.or_else(|| open.last().copied().flatten());
            if let Some(comment) = item.comment {
                answered[comment as usize] = above;
            }
            open.resize(depth, None);
            open.push(item.comment);
        }
    }
    answered
}

#[cfg(test)]
mod tests;
