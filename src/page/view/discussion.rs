//! What a template sees of discussions.

use serde::Serialize;

use super::{Commented, LinkView, PaginationView, Seen};
use crate::page::body::Body;

/// A post's discussion.
#[derive(Debug, Serialize)]
pub struct DiscussionView<'a> {
    /// `open`, `closed` or `hidden`.
    pub state: &'static str,
    /// The number of comments in the whole discussion, placeholders not counted.
    pub count: usize,
    /// The number of people in it.
    pub people: usize,
    /// The comments of this page, in reading order: [`CommentView`]s.
    pub comments: Vec<Commented<'a>>,
    /// Comments that a moderator pinned.
    pub pinned: Vec<CommentExcerptView<'a>>,
    /// The pages of the discussion.
    pub pagination: PaginationView,
    /// On the first page: the comments that stand on further pages.
    pub elsewhere: Vec<ElsewhereView>,
    /// Where to react: `mailto:` with a subject, or a form; `None` if nowhere, or if it is closed.
    pub reply_to: Option<String>,
    /// Where to react to a comment: this, the comment's `token`, and `reply_after`. `None` if nowhere, if the discussion is
    /// closed, or if a form has no place for it.
    pub reply_before: Option<String>,
    /// What comes behind the token.
    pub reply_after: String,
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
#[derive(Clone, Debug, Serialize)]
pub struct CommentView<'a> {
    /// The anchor: `comment-1042`.
    pub anchor: String,
    /// The anchor without `comment-`: what answers name the comment by.
    pub token: &'a str,
    /// How deep it stands, 0 to 7.
    pub depth: usize,
    /// Whether it is the first of its list.
    pub first: bool,
    /// How many nested lists end after it.
    pub closes: usize,
    /// Whether replies stand nested under it.
    pub replies: bool,
    /// How many comments stand under it, replies to replies too; placeholders not counted.
    pub below: usize,
    /// Whether these are folded at first: the discussion is long.
    pub folded: bool,
    /// Whether it is only the place of a comment that was removed or is not shown; then nothing below is filled.
    pub placeholder: bool,
    /// Who wrote it: a [`PersonView`](super::PersonView).
    pub author: Option<Seen<'a>>,
    /// Whether they are an expert of this site.
    pub by_expert: bool,
    /// Whether they wrote the post.
    pub by_author: bool,
    /// When: a [`DateView`](super::DateView).
    pub date: Option<Seen<'a>>,
    /// The text, safe HTML.
    pub body: Body<'a>,
    /// Its language, if that is plainly not the site's.
    pub lang: Option<&'static str>,
    /// What it answers, if that is not the comment it stands under.
    pub answers: Option<LinkView>,
    /// Whether a moderator pinned it.
    pub pinned: bool,
    /// Where the sentence of the post stands that it quotes.
    pub quotes: Option<String>,
    /// Where the next comments stand that quote a sentence with it; hardly ever more than one.
    pub quotes_next: Vec<String>,
}

/// A comment in a list elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct CommentExcerptView<'a> {
    /// Who wrote it: a [`PersonView`](super::PersonView).
    pub author: Seen<'a>,
    /// When: a [`DateView`](super::DateView).
    pub date: Option<Seen<'a>>,
    /// The beginning as plain text.
    pub text: String,
    /// The address of the very comment.
    pub url: String,
    /// The title of the post.
    pub post: String,
    /// The language of the text, if that is plainly not the site's.
    pub lang: Option<&'static str>,
    /// The language of the post, if it is not the site's.
    pub post_lang: Option<String>,
}

/// `discussions.html`: the liveliest discussions.
#[derive(Debug, Serialize)]
pub struct DiscussionsView<'a> {
    /// The discussions, the liveliest first.
    pub discussions: Vec<DiscussionEntryView<'a>>,
}

/// A discussion in the list of discussions.
#[derive(Debug, Serialize)]
pub struct DiscussionEntryView<'a> {
    /// The post: an [`EntryView`](super::EntryView).
    pub entry: Seen<'a>,
    /// The number of people in it.
    pub people: usize,
    /// The newest comment.
    pub newest: Option<CommentExcerptView<'a>>,
}
