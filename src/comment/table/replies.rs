//! Whom a row answers, when its cell says so with a name in place of an id.

use std::collections::{HashMap, HashSet};

use super::super::Comment;
use crate::diagnostic::Problem;

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
        // What may be an id of another file stays as it is, and `0` answers none.
        let is_name = named != comment.parent && named.as_deref() != Some("0");
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
    match by_author.get(&(post(reply), named.to_lowercase())) {
        Some(Written::Once(place)) => {
            let found = &comments[*place];
            let later = matches!((found.written, reply.written), (Some(a), Some(b)) if a > b);
            let itself = found.line == reply.line;
            (!later && !itself).then(|| found.source_id.clone())?
        }
        Some(Written::More) => None,
        // Some systems write `0` for a comment that answers none.
        None => (named != "0" && may_be_id(named)).then(|| named.into()),
    }
}

fn may_be_id(text: &str) -> bool {
    text.len() <= 100
        && !text.contains(char::is_whitespace)
        && text.bytes().any(|byte| byte.is_ascii_digit())
}
