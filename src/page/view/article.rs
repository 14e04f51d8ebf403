//! What a template sees of a post, and of a page that is not a post.

use serde::Serialize;

use super::{DateView, DiscussionView, LinkView, PersonView};
use crate::page::body::Body;

/// A post in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// The date.
    pub date: Option<DateView>,
    /// The authors.
    pub authors: Vec<PersonView>,
    /// The topics.
    pub topics: Vec<LinkView>,
    /// Plain text.
    pub summary: String,
    /// A picture.
    pub image: Option<String>,
    /// The number of comments shown, placeholders not counted.
    pub comments: usize,
    /// Minutes of reading.
    pub minutes: u32,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// `post.html`.
#[derive(Debug, Serialize)]
pub struct PostPageView<'a> {
    /// The post.
    pub post: PostView<'a>,
    /// Its discussion.
    pub discussion: DiscussionView<'a>,
}

/// A post on its page. On further pages of the discussion (`discussion.pagination.current > 1`) the body is empty.
#[derive(Debug, Serialize)]
pub struct PostView<'a> {
    /// Its picture, unless the text itself shows it.
    pub image: Option<String>,
    /// What lists show of it.
    pub entry: EntryView,
    /// The file it was written in, relative to the site's folder.
    pub source_file: String,
    /// When it was last changed, if that was said.
    pub updated: Option<DateView>,
    /// Who is quoted in it.
    pub experts: Vec<PersonView>,
    /// The series it is part of.
    pub series: Option<SeriesPartView>,
    /// The article that it discusses.
    pub source: Option<String>,
    /// When it is to be reread.
    pub review: Option<DateView>,
    /// Whether that day has passed.
    pub review_due: bool,
    /// The body, safe HTML.
    pub body: Body<'a>,
    /// The headings of the second and third level.
    pub headings: Vec<HeadingView>,
    /// The next newer post.
    pub newer: Option<LinkView>,
    /// The next older post.
    pub older: Option<LinkView>,
    /// Posts that share its words, topics and people.
    pub related: Vec<EntryView>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    /// 2 or 3.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// The text.
    pub text: String,
}

/// A post's place in its series.
#[derive(Debug, Serialize)]
pub struct SeriesPartView {
    /// The title of the series.
    pub title: String,
    /// Its page.
    pub url: String,
    /// This part, from 1.
    pub part: usize,
    /// How many parts there are.
    pub parts: usize,
    /// The part before.
    pub previous: Option<LinkView>,
    /// The part after.
    pub next: Option<LinkView>,
}

/// `page.html`: a page that is not a post.
#[derive(Debug, Serialize)]
pub struct StaticPageView<'a> {
    /// The title.
    pub title: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// The body, safe HTML.
    pub body: Body<'a>,
    /// The headings of the second and third level.
    pub headings: Vec<HeadingView>,
    /// When it was last changed, if that was said.
    pub updated: Option<DateView>,
    /// Its discussion; most pages have none.
    pub discussion: DiscussionView<'a>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}
