//! Links in comments to posts and comments of the site, by the addresses that these had.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::public::PublicComment;
use crate::comment::body;
use crate::comment::matching::Matcher;
use crate::cores::Cores;
use crate::html;
use crate::site::number;

/// A link of a comment that leads to the site itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLink {
    /// The address, as it stands in the comment's HTML.
    pub address: Box<str>,
    /// What is there.
    pub to: Linked,
}

/// What a link of a comment leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Linked {
    /// An article, by its place in [`Site::articles`](crate::site::Site::articles).
    Article(u32),
    /// A comment, by its place in [`Conversation::comments`](super::Conversation::comments).
    Comment(u32),
}

/// Finds what the links in all these comments lead to that lead to the site.
pub(super) fn link(comments: &mut [PublicComment], matcher: &Matcher, many: &impl Cores) {
    let found = many.each(comments, |comment| posts(comment, matcher));
    let has_anchor = |(address, _): &(String, usize)| anchor(address).is_some();
    let wants_comments = found.iter().flatten().any(has_anchor);
    let named = if wants_comments { comments.iter().enumerate() } else { [].iter().enumerate() };
    let named: HashMap<(usize, Box<str>), u32> =
        named.map(|(at, comment)| ((comment.post, comment.id.clone()), number(at))).collect();
    for (index, links) in found.into_iter().enumerate().filter(|(_, links)| !links.is_empty()) {
        let links = links.into_iter().map(|(address, post)| {
            let comment = anchor(&address).and_then(|id| named.get(&(post, id.into())));
            let to = comment.map_or(Linked::Article(number(post)), |at| Linked::Comment(*at));
            OwnLink { address: address.into(), to }
        });
        comments[index].links = links.collect();
    }
}

/// The posts that links in a comment lead to, each with its address there.
fn posts(comment: &PublicComment, matcher: &Matcher) -> Vec<(String, usize)> {
    // Few comments hold an address of ours, and only these are read as HTML.
    if !has_own(&comment.body, matcher) {
        return Vec::new();
    }
    let addresses = body::addresses(&comment.body, comment.kind, comment.plain).into_iter();
    let posts = addresses.filter_map(|address| {
        let post = matcher.linked(&address)?;
        Some((address, post))
    });
    posts.collect()
}

/// Whether an address of the blog stands in a text.
fn has_own(text: &str, matcher: &Matcher) -> bool {
    let mut addresses = html::address::linked(text);
    addresses.any(|(start, end)| matcher.is_ours(&html::address::with_scheme(&text[start..end])))
}

/// The comment that an address names: `#comment-1042`.
fn anchor(address: &str) -> Option<&str> {
    let (_, anchor) = address.split_once('#')?;
    let named = anchor.strip_prefix("div-").or_else(|| anchor.strip_prefix("li-"));
    named.unwrap_or(anchor).strip_prefix("comment-").filter(|id| !id.is_empty())
}
