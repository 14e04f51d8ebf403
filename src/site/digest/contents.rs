//! What is told of a period: the new posts, the discussions that went on, and who wrote. Nobody is counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Digest;
use crate::output::folded;
use crate::site::{ArticleId, PersonId, Site, number};

/// What one page tells at most; the rest is only counted.
const POSTS: usize = 100;
const TALKS: usize = 10;
const BEST: usize = 2;
const WRITERS: usize = 100;

/// A comment of this many bytes says no less than a longer one.
const SUBSTANTIAL: usize = 400;

/// What is told of a period, and how much of each is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The new posts, the newest first, each with the comments that it got in the period.
    pub posts: Vec<(ArticleId, usize)>,
    /// Further new posts.
    pub more_posts: usize,
    /// The discussions that went on, those with the most new comments first.
    pub talks: Vec<Talk>,
    /// Further discussions.
    pub more_talks: usize,
    /// Who wrote a post or a comment, by name.
    pub writers: Vec<Writer>,
    /// Further people.
    pub more_writers: usize,
}

/// A discussion that went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The post.
    pub article: ArticleId,
    /// How many comments it got.
    pub comments: usize,
    /// The most telling of them, in the order in which they were written.
    pub best: Vec<u32>,
}

/// Somebody who wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Writer {
    /// Somebody with a page.
    Person(PersonId),
    /// A colleague by name: the writer of this comment.
    Colleague(u32),
}

impl Digest {
    /// What is told of the period.
    pub fn contents(&self, site: &Site) -> Contents {
        let range = self.comments.start as usize..self.comments.end as usize;
        let comments = site.conversation.newest.get(range).unwrap_or_default();
        let mut by_post: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for comment in comments {
            let post = site.conversation.comments[*comment as usize].post;
            by_post.entry(post).or_default().push(*comment);
        }
        let count = |id: &ArticleId| by_post.get(&(id.0 as usize)).map_or(0, Vec::len);
        let mut posts: Vec<(ArticleId, usize)> = self.posts().map(|id| (id, count(&id))).collect();
        let more_posts = cut(&mut posts, POSTS);
        let mut lively: Vec<(usize, Vec<u32>)> = by_post.into_iter().collect();
        // They came the newest first.
        lively.sort_by_key(|(post, comments)| (Reverse(comments.len()), *post));
        let more_talks = cut(&mut lively, TALKS);
        let talk = |(post, comments): (usize, Vec<u32>)| Talk {
            article: ArticleId(number(post)),
            comments: comments.len(),
            best: best(comments, site),
        };
        let mut writers = self.writers(comments, site);
        let more_writers = cut(&mut writers, WRITERS);
        let talks = lively.into_iter().map(talk).collect();
        Contents { posts, more_posts, talks, more_talks, writers, more_writers }
    }

    /// Everybody who wrote a post or one of these comments, by name.
    fn writers(&self, comments: &[u32], site: &Site) -> Vec<Writer> {
        let authors = self.posts().flat_map(|id| site.article(id).authors.iter().copied());
        let spoken = &site.conversation;
        let known = comments.iter().filter_map(|comment| spoken.writer(*comment).person);
        let people: BTreeSet<PersonId> = authors.chain(known).collect();
        let form = |name: &str| folded(name.chars());
        let mut named: BTreeMap<(String, String), Writer> = BTreeMap::new();
        for person in people {
            let name = &site.person(person).name;
            named.insert((form(name), site.person(person).id.clone()), Writer::Person(person));
        }
        // A name is folded once: that is most of the work.
        let mut seen = HashSet::new();
        let is_new = |comment: &&u32| seen.insert(spoken.comments[**comment as usize].writer);
        let firsts = comments.iter().filter(is_new);
        for comment in firsts.filter(|comment| spoken.writer(**comment).person.is_none()) {
            let name = spoken.writer(*comment).name.trim();
            // Who gives no name is nobody to thank.
            if !name.is_empty() {
                named.entry((form(name), String::new())).or_insert(Writer::Colleague(*comment));
            }
        }
        named.into_values().collect()
    }
}

/// Leaves so many, and says how many more there were.
fn cut<T>(list: &mut Vec<T>, most: usize) -> usize {
    let more = list.len().saturating_sub(most);
    list.truncate(most);
    more
}

/// The most telling of these comments under one post: what a moderator pinned, what was answered, what an expert said, and what
/// takes some words. Nothing that comes after the period changes the choice.
fn best(mut comments: Vec<u32>, site: &Site) -> Vec<u32> {
    let spoken = &site.conversation;
    let mut answers: HashMap<u32, usize> = HashMap::new();
    for comment in comments.iter().filter(|_| comments.len() > BEST) {
        if let Some(answered) = site.digests.answered[*comment as usize] {
            *answers.entry(answered).or_default() += 1;
        }
    }
    let weight = |comment: &u32| {
        let said = &spoken.comments[*comment as usize];
        let length = said.body.len().min(SUBSTANTIAL);
        let count = answers.get(comment).copied().unwrap_or_default();
        (said.pinned, count, spoken.writer(*comment).person.is_some(), length)
    };
    // The newest came first; of equal ones the oldest has said it.
    comments.reverse();
    let order = |comment: &u32| spoken.comments[*comment as usize].written;
    comments.sort_by_key(|comment| Reverse(weight(comment)));
    comments.truncate(BEST);
    comments.sort_by_key(|comment| (order(comment), *comment));
    comments
}
