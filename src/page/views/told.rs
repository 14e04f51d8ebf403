//! What is told of a period in plain words, for feeds and messages.

/// The whole of it.
#[derive(Clone, Debug)]
pub(in crate::page) struct Told {
    /// `Week 47 van 2026`.
    pub title: String,
    /// `16 tot en met 22 november 2026`.
    pub days: String,
    /// That the period is not over yet; or empty.
    pub running: String,
    /// Its page; empty if it has none.
    pub url: String,
    /// The new posts.
    pub posts: Vec<Post>,
    /// How many further ones there are, in words; or empty.
    pub more_posts: String,
    /// The discussions.
    pub talks: Vec<Talk>,
    /// How many further ones there are, in words; or empty.
    pub more_talks: String,
    /// Who wrote: the name, and the page if there is one.
    pub writers: Vec<(String, Option<String>)>,
    /// How many further people there are, in words; or empty.
    pub more_writers: String,
}

/// A new post.
#[derive(Clone, Debug)]
pub(in crate::page) struct Post {
    /// The title.
    pub title: String,
    /// The address.
    pub url: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// Who wrote it, when, and how many comments it got, in words.
    pub about: Vec<String>,
    /// Plain text; empty where a line is enough.
    pub summary: String,
}

/// A discussion.
#[derive(Clone, Debug)]
pub(in crate::page) struct Talk {
    /// The title of the post.
    pub title: String,
    /// The address of the discussion.
    pub url: String,
    /// The language, if it is not the site's.
    pub lang: Option<String>,
    /// How many comments it got, in words.
    pub count: String,
    /// The most telling ones.
    pub best: Vec<Comment>,
}

/// A comment.
#[derive(Clone, Debug)]
pub(in crate::page) struct Comment {
    /// How it begins.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// The address of the very comment.
    pub url: String,
}
