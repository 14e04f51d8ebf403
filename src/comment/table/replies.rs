//! Whom a row answers, when its cell says so with a name in place of an id.

use std::collections::{HashMap, HashSet};

use super::super::person::folded;
use super::super::{Comment, identity};
use crate::diagnostic::Problem;

/// What a form has where a comment answers none, beside the words for nobody.
const NO_PARENT: [&str; 21] = [
    "0",
    "nee",
    "neen",
    "no",
    "false",
    "onwaar",
    "algemeen",
    "general",
    "post",
    "the post",
    "this post",
    "bericht",
    "het bericht",
    "dit bericht",
    "artikel",
    "het artikel",
    "dit artikel",
    "article",
    "the article",
    "this article",
    "iedereen",
];

/// The only comment of somebody under a post, if it is the only one.
#[derive(Clone, Copy)]
enum Written {
    Once(usize),
    More,
}

/// Turns names in the column of parents into ids: only where the person named wrote exactly one
/// comment under the same post, and not later. Other names are dropped; what may be an id of another
/// file stays. What was concluded from names is told, with the line of the first row.
pub(super) fn resolve(comments: &mut [Box<Comment>]) -> Option<(Problem, u32)> {
    let ids: HashSet<&str> =
        comments.iter().filter_map(|comment| comment.source_id.as_deref()).collect();
    let unknown =
        |comment: &Comment| comment.parent.as_deref().is_some_and(|parent| !ids.contains(parent));
    let replies: Vec<usize> =
        (0..comments.len()).filter(|place| unknown(&comments[*place])).collect();
    if replies.is_empty() {
        return None;
    }
    let parents = {
        let mut by_author: HashMap<(&str, String), Written> = HashMap::new();
        for (place, comment) in comments.iter().enumerate() {
            let seen = by_author.entry((post(comment), comment.author.name.to_lowercase()));
            seen.and_modify(|seen| *seen = Written::More).or_insert(Written::Once(place));
        }
        let parents = replies.iter().map(|place| parent(&comments[*place], comments, &by_author));
        parents.collect::<Vec<Option<Box<str>>>>()
    };
    let (mut found, mut lost, mut first) = (0, 0, None);
    for (place, parent) in replies.into_iter().zip(parents) {
        let comment = &mut comments[place];
        let named = std::mem::replace(&mut comment.parent, parent);
        // What may be an id of another file stays as it is.
        let is_name = named != comment.parent && !named.is_some_and(|it| is_the_post(&it, comment));
        if is_name {
            found += u64::from(comment.parent.is_some());
            lost += u64::from(comment.parent.is_none());
            first = first.or(Some(comment.line));
        }
    }
    Some((Problem::ParentByName { found, lost }, first?))
}

fn post(comment: &Comment) -> &str {
    comment.place.anything.as_deref().unwrap_or_default()
}

fn parent(
    reply: &Comment,
    comments: &[Box<Comment>],
    by_author: &HashMap<(&str, String), Written>,
) -> Option<Box<str>> {
    let named = reply.parent.as_deref()?;
    if is_the_post(named, reply) {
        return None;
    }
    match by_author.get(&(post(reply), named.to_lowercase())) {
        Some(Written::Once(place)) => {
            let found = &comments[*place];
            let later = matches!((found.written, reply.written), (Some(a), Some(b)) if a > b);
            let itself = found.line == reply.line;
            (!later && !itself).then(|| found.source_id.clone())?
        }
        Some(Written::More) => None,
        None => may_be_id(named).then(|| named.into()),
    }
}

/// Whether a cell says that the comment answers none: with `0`, with a word for nobody, or with the post that it stands under. The mere
/// number of that may be one of a comment too.
fn is_the_post(named: &str, reply: &Comment) -> bool {
    let named = folded(named);
    let own = || [&reply.place.anything, &reply.place.title].into_iter().flatten();
    identity::is_nobody(&named)
        || NO_PARENT.contains(&named.as_str())
        || !named.bytes().all(|byte| byte.is_ascii_digit())
            && own().any(|own| slug(&folded(own)) == slug(&named))
}

/// The last part of an address, or the whole of what is none.
fn slug(text: &str) -> &str {
    let text = text.trim_end_matches('/');
    if text.contains(' ') { text } else { text.rsplit('/').next().unwrap_or(text) }
}

fn may_be_id(text: &str) -> bool {
    text.len() <= 100
        && !text.contains(char::is_whitespace)
        && text.bytes().any(|byte| byte.is_ascii_digit())
}
