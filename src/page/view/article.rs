//! What a template sees of a post, and of a page that is not a post.

use crate::html::Html;
use serde::Serialize;

use super::{DateView, DiscussionView, Seen, SizeView};
use crate::page::body::Body;

/// A post in a list. Beside these fields, `item` and `line` hold the HTML that the theme's components `entry`, with a heading of
/// the level that `heading` tells (`h3`), and `entry_line` make of it, if they ask for nothing else: it is made once for all lists
/// that the post is in.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView<'a> {
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// The date.
    pub date: Option<DateView>,
    /// The authors.
    pub authors: Vec<Seen<'a>>,
    /// The topics.
    pub topics: Vec<Seen<'a>>,
    /// Plain text.
    pub summary: String,
    /// A picture: the narrowest there is of it.
    pub image: Option<String>,
    /// The same in all its widths, for `srcset`, if there are several.
    pub image_set: Option<String>,
    /// Its size in pixels.
    pub image_size: Option<SizeView>,
    /// The number of comments shown, placeholders not counted.
    pub comments: usize,
    /// The same in words: `3 reacties`.
    pub comments_text: String,
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
    /// The same as HTML, with its size and smaller ones for small screens.
    pub picture: Html,
    /// What lists show of it: an [`EntryView`].
    pub entry: Seen<'a>,
    /// The page of the posts of its year.
    pub year: String,
    /// The file it was written in, relative to the site's folder.
    pub source_file: String,
    /// When it was last changed, if that was said: a [`DateView`].
    pub updated: Option<Seen<'a>>,
    /// Who is quoted in it: [`PersonView`](super::PersonView)s.
    pub experts: Vec<Seen<'a>>,
    /// The series it is part of.
    pub series: Option<SeriesPartView<'a>>,
    /// The article that it discusses.
    pub source: Option<String>,
    /// What that is called: its title, or the host of its address.
    pub source_title: String,
    /// When it is to be reread: a [`DateView`].
    pub review: Option<Seen<'a>>,
    /// Whether that day has passed.
    pub review_due: bool,
    /// The body, safe HTML.
    pub body: Body<'a>,
    /// The headings of the second and third level.
    pub headings: Vec<HeadingView>,
    /// The next newer post: an [`ArticleLinkView`](super::ArticleLinkView).
    pub newer: Option<Seen<'a>>,
    /// The next older post: an [`ArticleLinkView`](super::ArticleLinkView).
    pub older: Option<Seen<'a>>,
    /// Posts that share its words, topics and people: [`EntryView`]s.
    pub related: Vec<Seen<'a>>,
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
pub struct SeriesPartView<'a> {
    /// The title of the series.
    pub title: String,
    /// Its page.
    pub url: String,
    /// This part, from 1.
    pub part: usize,
    /// How many parts there are.
    pub parts: usize,
    /// The part before: an [`ArticleLinkView`](super::ArticleLinkView).
    pub previous: Option<Seen<'a>>,
    /// The part after: an [`ArticleLinkView`](super::ArticleLinkView).
    pub next: Option<Seen<'a>>,
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
    /// When it was last changed, if that was said: a [`DateView`].
    pub updated: Option<Seen<'a>>,
    /// Its discussion; most pages have none.
    pub discussion: DiscussionView<'a>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}
