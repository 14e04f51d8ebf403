//! What a template sees. Every template gets `site`, `t` (translations) and `page`, and beside them the
//! fields of its own view. Every address is relative to the page and can be written into `href` as it is.
//!
//! | template | view |
//! |---|---|
//! | `home.html`, `list.html` | [`ListView`] |
//! | `post.html` | [`PostPageView`] |
//! | `page.html` | [`StaticPageView`] |
//! | `expert.html` | [`ExpertView`] |
//! | `experts.html` | [`ExpertsView`] |
//! | `topic.html` | [`TopicView`] |
//! | `topics.html` | [`TopicsView`] |
//! | `series.html` | [`SeriesView`] |
//! | `series-list.html` | [`SeriesListView`] |
//! | `year.html` | [`YearView`] |
//! | `discussions.html` | [`DiscussionsView`] |
//! | `404.html` | nothing more |
//! | `redirect.html` | [`RedirectView`] |

use std::collections::BTreeMap;

use serde::Serialize;

/// `site`: the same on every page, except that its addresses are relative to the page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The name of the blog.
    pub title: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The name of the organisation; may be empty.
    pub organisation: String,
    /// `nl`.
    pub language: String,
    /// Whether pages ask search engines to stay away.
    pub noindex: bool,
    /// Whether there is a search page.
    pub search: bool,
    /// Whether there are feeds.
    pub feeds: bool,
    /// Whether there are series.
    pub has_series: bool,
}

/// `page`: what every template needs of its page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// `home`, `list`, `post`, `page`, `expert`, `experts`, `topic`, `topics`, `series`, `series-list`,
    /// `year`, `discussions`, `404`, `redirect`.
    pub kind: &'static str,
    /// The title of the page, without the site's.
    pub title: String,
    /// For the description meta element; may be empty.
    pub description: String,
    /// The way to the site's root: empty, `../`, `../../`.
    pub root: String,
    /// The absolute address, if the site has a base address.
    pub canonical: Option<String>,
    /// The addresses of what every page links to.
    pub links: SiteLinks,
    /// Addresses of the theme's assets by file name: `style.css`, `weerklank.js`, `logo`, `favicon`.
    pub assets: BTreeMap<String, String>,
    /// The menu at the top.
    pub menu: Vec<LinkView>,
    /// The menu at the foot.
    pub footer: Vec<LinkView>,
    /// Feeds that belong to this page, the most particular first.
    pub feeds: Vec<LinkView>,
}

/// Where the pages lie that every page links to.
#[derive(Debug, Serialize)]
pub struct SiteLinks {
    /// `index.html`.
    pub home: String,
    /// `experts/index.html`.
    pub experts: String,
    /// `topics/index.html`.
    pub topics: String,
    /// `series/index.html`.
    pub series: String,
    /// `discussions.html`.
    pub discussions: String,
    /// `search.html`.
    pub search: String,
    /// The years, newest first, each with its page.
    pub years: Vec<LinkView>,
}

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
    /// Whether it leads to the page itself, or to the part of the site that the page is in.
    pub current: bool,
}

/// A date in the words of the site's language.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For `datetime`: `2025-03-14` or `2025-03-14T09:12:00+01:00`.
    pub iso: String,
    /// `14 maart 2025`.
    pub text: String,
    /// `14 maart 2025 om 09:12` if there is a time, else as `text`.
    pub full: String,
    /// `14 mrt 2025`.
    pub short: String,
    /// `2025`.
    pub year: i16,
    /// `maart`.
    pub month: String,
    /// `14`.
    pub day: i8,
    /// `09:12`; empty without a time.
    pub time: String,
}

/// A person as a link.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// Their page; `None` for commenters who are not experts here.
    pub url: Option<String>,
    /// Their role; may be empty.
    pub role: String,
    /// Their department; may be empty.
    pub department: String,
    /// Their photo.
    pub photo: Option<String>,
    /// One or two letters, for want of a photo.
    pub initials: String,
    /// A number from 0 to 7 that stays with the name, for a colour.
    pub tint: u8,
}

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

/// The pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PaginationView {
    /// This page, from 1.
    pub current: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// First, last and those around this one, in order; a gap has no address.
    pub pages: Vec<PageNumberView>,
}

/// A number in the pagination.
#[derive(Clone, Debug, Serialize)]
pub struct PageNumberView {
    /// The number; 0 for a gap.
    pub number: usize,
    /// The address; `None` for a gap.
    pub url: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// `home.html` and its further pages, and every plain list of posts.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// Pinned posts, on the first page.
    pub pinned: Vec<EntryView>,
    /// The posts.
    pub entries: Vec<EntryView>,
    /// The pages.
    pub pagination: PaginationView,
    /// The topics with the most posts, on the first page.
    pub topics: Vec<CountedLinkView>,
    /// The newest comments, on the first page.
    pub comments: Vec<CommentExcerptView>,
    /// The number of posts, experts and comments on the site.
    pub counts: CountsView,
}

/// The size of the site.
#[derive(Debug, Serialize)]
pub struct CountsView {
    /// Posts.
    pub posts: usize,
    /// Experts.
    pub experts: usize,
    /// Comments shown.
    pub comments: usize,
}

/// A link with a number.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLinkView {
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
    /// The number.
    pub count: usize,
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
    pub body: super::body::Body<'a>,
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

/// A post's discussion.
#[derive(Debug, Serialize)]
pub struct DiscussionView<'a> {
    /// `open`, `closed` or `hidden`.
    pub state: &'static str,
    /// The number of comments in the whole discussion, placeholders not counted.
    pub count: usize,
    /// The number of people in it.
    pub people: usize,
    /// The comments of this page, in reading order.
    pub comments: Vec<CommentView<'a>>,
    /// Comments that a moderator pinned.
    pub pinned: Vec<CommentExcerptView>,
    /// The pages of the discussion.
    pub pagination: PaginationView,
    /// On the first page: the comments that stand on further pages.
    pub elsewhere: Vec<ElsewhereView>,
    /// Where to react: `mailto:` with a subject, or a form; `None` if nowhere, or if it is closed.
    pub reply_to: Option<String>,
}

/// Comments of a discussion that stand on another of its pages.
#[derive(Debug, Serialize)]
pub struct ElsewhereView {
    /// The address of that page.
    pub url: String,
    /// The anchors of its comments, with blanks between them.
    pub anchors: String,
}

/// A comment in its discussion. The comments come flat; nested lists are made so: before a comment with
/// `first` and a `depth` above 0 a list opens; after a comment without `replies` its item closes; and then
/// `closes` times a list and the item around it.
#[derive(Debug, Serialize)]
pub struct CommentView<'a> {
    /// The anchor: `comment-1042`.
    pub anchor: String,
    /// How deep it stands, 0 to 7.
    pub depth: usize,
    /// Whether it is the first of its list.
    pub first: bool,
    /// How many nested lists end after it.
    pub closes: usize,
    /// Whether replies stand nested under it.
    pub replies: bool,
    /// Whether it is only the place of a comment that was removed or is not shown; then nothing below is filled.
    pub placeholder: bool,
    /// Who wrote it.
    pub author: PersonView,
    /// Whether they are an expert of this site.
    pub by_expert: bool,
    /// Whether they wrote the post.
    pub by_author: bool,
    /// When.
    pub date: Option<DateView>,
    /// The text, safe HTML.
    pub body: super::body::Body<'a>,
    /// What it answers, if that is not the comment it stands under.
    pub answers: Option<LinkView>,
    /// Whether a moderator pinned it.
    pub pinned: bool,
}

/// A comment in a list elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct CommentExcerptView {
    /// Who wrote it.
    pub author: PersonView,
    /// When.
    pub date: Option<DateView>,
    /// The beginning as plain text.
    pub text: String,
    /// The address of the very comment.
    pub url: String,
    /// The title of the post.
    pub post: String,
}

/// `page.html`: a page that is not a post.
#[derive(Debug, Serialize)]
pub struct StaticPageView<'a> {
    /// The title.
    pub title: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// The body, safe HTML.
    pub body: super::body::Body<'a>,
    /// The headings of the second and third level.
    pub headings: Vec<HeadingView>,
    /// When it was last changed, if that was said.
    pub updated: Option<DateView>,
    /// Its discussion; most pages have none.
    pub discussion: DiscussionView<'a>,
    /// `extra` of the front matter.
    pub extra: serde_json::Value,
}

/// `expert.html`.
#[derive(Debug, Serialize)]
pub struct ExpertView<'a> {
    /// The person.
    pub person: PersonView,
    /// How to reach them; may be empty.
    pub contact: String,
    /// The biography, safe HTML; empty without a profile.
    pub biography: super::body::Body<'a>,
    /// What they know about, the most first.
    pub knows: Vec<KnowledgeView>,
    /// What they wrote: this page's part of it.
    pub entries: Vec<EntryView>,
    /// The number of posts they wrote.
    pub posts: usize,
    /// Posts in which they are quoted, on the first page.
    pub quoted: Vec<EntryView>,
    /// Their newest comments, on the first page.
    pub comments: Vec<CommentExcerptView>,
    /// The number of comments they wrote.
    pub comment_count: usize,
    /// The pages of what they wrote.
    pub pagination: PaginationView,
}

/// Something that an expert knows about, and how that shows.
#[derive(Clone, Debug, Serialize)]
pub struct KnowledgeView {
    /// A topic's title, or what they say themselves.
    pub title: String,
    /// The topic's page.
    pub url: Option<String>,
    /// Posts on it that they wrote.
    pub posts: usize,
    /// Posts on it in which they are quoted.
    pub quoted: usize,
    /// Answers that they gave in discussions on it.
    pub answers: usize,
    /// Whether they say so themselves.
    pub stated: bool,
    /// From 1 to 5.
    pub strength: u8,
}

/// `experts.html`.
#[derive(Debug, Serialize)]
pub struct ExpertsView {
    /// By first letter of the last name.
    pub groups: Vec<GroupView<ExpertEntryView>>,
}

/// The entries of one letter.
#[derive(Debug, Serialize)]
pub struct GroupView<T> {
    /// The letter, in upper case; `#` for anything else.
    pub letter: String,
    /// The entries.
    pub entries: Vec<T>,
}

/// An expert in the list of experts.
#[derive(Debug, Serialize)]
pub struct ExpertEntryView {
    /// The person.
    pub person: PersonView,
    /// Posts that they wrote.
    pub posts: usize,
    /// Comments that they wrote.
    pub comments: usize,
    /// What they know most about.
    pub knows: Vec<KnowledgeView>,
}

/// `topic.html`.
#[derive(Debug, Serialize)]
pub struct TopicView<'a> {
    /// The title.
    pub title: String,
    /// The introduction, safe HTML; may be empty.
    pub introduction: super::body::Body<'a>,
    /// Who knows about it, the most first, on the first page.
    pub experts: Vec<TopicExpertView>,
    /// Topics that often stand beside it, on the first page.
    pub neighbours: Vec<CountedLinkView>,
    /// This page's posts.
    pub entries: Vec<EntryView>,
    /// The number of posts.
    pub posts: usize,
    /// The pages.
    pub pagination: PaginationView,
}

/// An expert beside a topic.
#[derive(Debug, Serialize)]
pub struct TopicExpertView {
    /// The person.
    pub person: PersonView,
    /// What shows that they know about it.
    pub knowledge: KnowledgeView,
}

/// `topics.html`.
#[derive(Debug, Serialize)]
pub struct TopicsView {
    /// By first letter.
    pub groups: Vec<GroupView<TopicEntryView>>,
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
pub struct SeriesView {
    /// The title.
    pub title: String,
    /// The parts, the first first.
    pub entries: Vec<EntryView>,
}

/// `series-list.html`.
#[derive(Debug, Serialize)]
pub struct SeriesListView {
    /// The series.
    pub series: Vec<CountedLinkView>,
}

/// `year.html`.
#[derive(Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// This page's posts, by month, newest first.
    pub months: Vec<MonthView>,
    /// The number of posts.
    pub posts: usize,
    /// The pages.
    pub pagination: PaginationView,
}

/// The posts of a month.
#[derive(Debug, Serialize)]
pub struct MonthView {
    /// `maart`.
    pub name: String,
    /// The posts.
    pub entries: Vec<EntryView>,
}

/// `discussions.html`: the liveliest discussions.
#[derive(Debug, Serialize)]
pub struct DiscussionsView {
    /// The discussions, the liveliest first.
    pub discussions: Vec<DiscussionEntryView>,
}

/// A discussion in the list of discussions.
#[derive(Debug, Serialize)]
pub struct DiscussionEntryView {
    /// The post.
    pub entry: EntryView,
    /// The number of people in it.
    pub people: usize,
    /// The newest comment.
    pub newest: Option<CommentExcerptView>,
}

/// `redirect.html`: what lies at an old address.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    /// The title of the page it leads to.
    pub title: String,
    /// The address it leads to.
    pub target: String,
}
