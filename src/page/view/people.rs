//! What a template sees of people.

use serde::Serialize;

use super::{CommentExcerptView, PaginationView, Seen};
use crate::page::body::Body;

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
    /// Whether something in the name is written from right to left, and would draw along what stands beside it.
    pub rtl: bool,
}

/// `expert.html`.
#[derive(Debug, Serialize)]
pub struct ExpertView<'a> {
    /// The person: a [`PersonView`].
    pub person: Seen<'a>,
    /// How to reach them; may be empty.
    pub contact: String,
    /// The biography, safe HTML; empty without a profile.
    pub biography: Body<'a>,
    /// What they know about, the most first.
    pub knows: Vec<KnowledgeView>,
    /// What they wrote, this page's part of it: [`EntryView`](super::EntryView)s.
    pub entries: Vec<Seen<'a>>,
    /// The number of posts they wrote.
    pub posts: usize,
    /// Posts in which they are quoted, on the first page: [`EntryView`](super::EntryView)s.
    pub quoted: Vec<Seen<'a>>,
    /// Their newest comments, on the first page.
    pub comments: Vec<CommentExcerptView<'a>>,
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
pub struct ExpertsView<'a> {
    /// By first letter of the last name.
    pub groups: Vec<GroupView<ExpertEntryView<'a>>>,
    /// Whether they are so few that letters would only spread them out.
    pub few: bool,
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
pub struct ExpertEntryView<'a> {
    /// The person: a [`PersonView`].
    pub person: Seen<'a>,
    /// Posts that they wrote.
    pub posts: usize,
    /// Comments that they wrote.
    pub comments: usize,
    /// What they know most about.
    pub knows: Vec<KnowledgeView>,
}
