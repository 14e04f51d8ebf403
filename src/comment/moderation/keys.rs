//! The keys by which moderators name comments: the id that stands behind `#comment-`, with the post before it where several
//! comments have the same one.

use std::collections::BTreeSet;

use super::Placed;
use crate::comment::Identity;
use crate::comment::ids::Ids;
use crate::comment::matching::Matcher;
use crate::diagnostic::{Problem, nearest};

/// Of more ids than this none is looked for that is near: they are all alike.
const MANY: usize = 5000;
/// The shortest beginning of an id that stands for it.
const SHORTEST: usize = 4;

/// Every comment by its ids.
#[derive(Debug)]
pub struct Keys {
    ids: Ids,
}

impl Keys {
    /// Every name that a comment goes by: its id, and in exports of WordPress its number.
    pub fn new(comments: &[Placed]) -> Keys {
        let mut ids = Ids::with_capacity(comments.len());
        for (index, placed) in comments.iter().enumerate() {
            names(placed).for_each(|id| ids.insert(id, index));
        }
        Keys { ids }
    }

    /// The comments that this id names, each once, in their order: one of two names may be found by either.
    fn named(&self, id: &str, comments: &[Placed]) -> BTreeSet<usize> {
        let found = self.ids.find(id);
        found.filter(|index| names(&comments[*index]).any(|name| name == id)).collect()
    }

    /// The shortest key that names this comment and no other.
    pub fn of(&self, index: usize, comments: &[Placed], matcher: &Matcher) -> String {
        let placed = &comments[index];
        let is_only = self.named(&placed.id, comments).iter().all(|found| *found == index);
        match slug_of(placed, matcher) {
            _ if is_only => placed.id.to_string(),
            Some(slug) => format!("{slug}#{}", placed.id),
            None => placed.comment.key().short(10),
        }
    }

    /// The comment that a decision names: `1042`, `comment-1042` or `slug#comment-1042`.
    pub fn find(
        &self,
        target: &str,
        comments: &[Placed],
        matcher: &Matcher,
    ) -> Result<usize, Problem> {
        let (post, id) = self.parts(target, matcher)?;
        let found = self.named(id, comments).into_iter();
        let found: Vec<usize> =
            found.filter(|index| post.is_none() || comments[*index].post() == post).collect();
        // Of several of one number under a post, one goes by the number itself.
        let is_own = |index: &&usize| post.is_some() && *comments[**index].id == *id;
        if let Some(own) = found.iter().find(is_own) {
            return Ok(*own);
        }
        match found.as_slice() {
            [index] => Ok(*index),
            [] => {
                let is_few = self.ids.len() <= MANY;
                let nearest = if is_few { nearest_id(id, comments) } else { None };
                Err(Problem::UnknownComment { id: target.to_owned(), nearest })
            }
            several => Err(ambiguous(target, several, comments, matcher)),
        }
    }

    /// The comment that somebody typed: as in a decision, or the beginning of its key if no other begins like that. A number
    /// has to be whole, for 104 is not 1042.
    pub fn typed(
        &self,
        typed: &str,
        comments: &[Placed],
        matcher: &Matcher,
    ) -> Result<usize, Problem> {
        let typed = typed.trim();
        let unknown = match self.find(typed, comments, matcher) {
            Err(problem @ Problem::UnknownComment { .. }) => problem,
            other => return other,
        };
        let (post, id) = self.parts(typed, matcher)?;
        if id.len() < SHORTEST {
            return Err(unknown);
        }
        let begins = |placed: &Placed| {
            let is_number = placed.comment.origin.identity == Identity::Numbered
                && placed.id.bytes().all(|byte| byte.is_ascii_digit());
            (!is_number && placed.id.starts_with(id))
                || placed.comment.key().short(10).starts_with(id)
        };
        let found: Vec<usize> = (0..comments.len())
            .filter(|index| post.is_none() || comments[*index].post() == post)
            .filter(|index| begins(&comments[*index]))
            .collect();
        match found.as_slice() {
            [index] => Ok(*index),
            [] => Err(unknown),
            several => Err(ambiguous(typed, several, comments, matcher)),
        }
    }

    /// The post that a key names, if it does, and the id.
    fn parts<'a>(
        &self,
        target: &'a str,
        matcher: &Matcher,
    ) -> Result<(Option<usize>, &'a str), Problem> {
        let (post, id) = match target.rsplit_once('#') {
            Some((post, id)) => (Some(post), id),
            None => (None, target),
        };
        let id = id.trim().strip_prefix("comment-").unwrap_or(id.trim());
        let Some(name) = post.filter(|post| !post.trim().is_empty()) else { return Ok((None, id)) };
        match matcher.named(name) {
            Some(post) => Ok((Some(post), id)),
            None => Err(Problem::UnknownPost {
                name: name.to_owned(),
                nearest: nearest(name, matcher.slugs()),
            }),
        }
    }
}

/// What a comment is called.
fn names(placed: &Placed) -> impl Iterator<Item = &str> {
    let Placed { comment, id, .. } = placed;
    let number = comment.source_id.as_deref().filter(|number| *number != id);
    let number = number.filter(|_| comment.origin.identity == Identity::Numbered);
    std::iter::once(&**id).chain(number)
}

fn nearest_id(id: &str, comments: &[Placed]) -> Option<String> {
    let ids: BTreeSet<&str> = comments.iter().flat_map(names).collect();
    nearest(id, ids)
}

fn slug_of<'a>(placed: &Placed, matcher: &'a Matcher) -> Option<&'a str> {
    Some(matcher.destination(placed.post()?)?.slug.as_str())
}

fn ambiguous(target: &str, found: &[usize], comments: &[Placed], matcher: &Matcher) -> Problem {
    let name = |index: &usize| {
        let placed = &comments[*index];
        format!("{}#comment-{}", slug_of(placed, matcher).unwrap_or_default(), placed.id)
    };
    let candidates = found.iter().map(name).collect();
    Problem::AmbiguousComment { id: target.to_owned(), candidates }
}
