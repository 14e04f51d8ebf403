//! Which posts share their words, topics and people, and lead to each other.
//!
//! 1. Every post keeps the words that tell it from the others: those of its text and of its discussion, weighed by how rare
//!    they are (tf-idf), and as further, heavier words its topics and people, itself, and the posts it links to.
//! 2. For each word the posts that have it stand in a list, in order of date.
//! 3. The posts related to one are those that share most weight with it. Of a word's list only the posts nearest in time
//!    count, so that the cost of a post does not grow with the site.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;

use super::{Article, ArticleId, Conversation, number};
use crate::comment::body;
use crate::comment::discussion::Discussion;
use crate::output::OutputPath;
use crate::post::links::Resolved;
use crate::post::outline::{self, Term};

/// Words of a post that count.
const WORDS: usize = 20;

/// How often a word would stand in a text that says as much as a person, as a topic or series, and as a link between two posts.
const PERSON: u8 = 12;
const SUBJECT: u8 = 40;
const LINK: u8 = 60;

/// Posts on each side of a post in the list of a word that count.
const SIDE: usize = 48;

/// How many related posts are shown.
const SHOWN: usize = 3;

/// The characters of a discussion whose words count: the beginning sets its course.
const DISCUSSED: usize = 4000;

/// Words fall into this many boxes, a power of two; two words in one box are rare, and only blur a little.
const BOXES: usize = 1 << 20;

/// The posts related to each.
#[derive(Debug, Default)]
pub struct Index {
    posts: Vec<[Option<ArticleId>; SHOWN]>,
}

impl Index {
    /// Those of every post, in order of post.
    pub fn new(posts: Vec<[Option<ArticleId>; SHOWN]>) -> Index {
        Index { posts }
    }

    /// The posts that share most with this one, the most first.
    pub fn of(&self, post: ArticleId) -> impl Iterator<Item = ArticleId> + use<'_> {
        self.posts.get(post.0 as usize).into_iter().flatten().copied().flatten()
    }
}

/// The words of every post that count, and the posts of every word.
#[derive(Debug)]
pub struct Lists {
    /// Per post its words with their weights.
    posts: Vec<Vec<(u32, f32)>>,
    /// Where the list of each box begins in `list`.
    starts: Vec<u32>,
    /// The posts of all boxes with the weight of the word in them, box after box, in order of post.
    list: Vec<(u32, f32)>,
}

/// What the posts share with one of them, and those that share anything; empty between two posts.
#[derive(Debug)]
pub struct Shared {
    weights: Vec<f32>,
    posts: Vec<u32>,
}

/// In how many posts each word stands.
#[derive(Debug)]
pub struct Frequencies {
    boxes: Vec<u32>,
    /// How much a word of so many posts tells of each; nothing if it is a word of one, or of most.
    rarities: Vec<Option<f32>>,
}

impl Frequencies {
    /// Those of the words of all posts.
    pub fn of(posts: &[Vec<Term>]) -> Frequencies {
        let mut boxes = vec![0_u32; BOXES];
        for term in posts.iter().flatten() {
            boxes[in_box(term.word)] += 1;
        }
        let most = boxes.iter().copied().max().unwrap_or(0);
        let rarities = (0..=most).map(|with| rarity(with, posts.len())).collect();
        Frequencies { boxes, rarities }
    }

    fn rarity(&self, word: u32) -> Option<f32> {
        self.rarities[self.boxes[in_box(word)] as usize]
    }
}

/// How much a word of so many posts of all tells of each: one of a single post relates it to nothing, one of most to everything.
fn rarity(with: u32, all: usize) -> Option<f32> {
    let tells = with > 1 && (with as usize * 2 <= all || all < 8);
    #[expect(
        clippy::cast_precision_loss,
        reason = "the logarithm of a count needs no more than an f32 holds"
    )]
    let rarity = (all as f32 / with as f32).ln().max(0.1);
    tells.then_some(rarity)
}

impl Lists {
    /// Those of the posts, the newest first, by their weighed words.
    pub fn new(posts: Vec<Vec<(u32, f32)>>) -> Lists {
        let mut starts = vec![0_u32; BOXES + 1];
        for (word, _) in posts.iter().flatten() {
            starts[in_box(*word) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut list = vec![(0, 0.0); starts[BOXES] as usize];
        for (post, words) in posts.iter().enumerate() {
            for (word, weight) in words {
                let at = &mut next[in_box(*word)];
                list[*at as usize] = (number(post), *weight);
                *at += 1;
            }
        }
        Lists { posts, starts, list }
    }

    /// Nothing shared yet.
    pub fn shared(&self) -> Shared {
        Shared { weights: vec![0.0; self.posts.len()], posts: Vec::new() }
    }

    /// The posts that share most with this one, the most first.
    pub fn nearest(&self, post: u32, shared: &mut Shared) -> [Option<ArticleId>; SHOWN] {
        for (word, weight) in &self.posts[post as usize] {
            let at = in_box(*word);
            let list = &self.list[self.starts[at] as usize..self.starts[at + 1] as usize];
            let own = list.partition_point(|(other, _)| *other < post);
            let near = &list[own.saturating_sub(SIDE)..(own + SIDE + 1).min(list.len())];
            for (other, theirs) in near.iter().filter(|(other, _)| *other != post) {
                let sum = &mut shared.weights[*other as usize];
                if *sum == 0.0 {
                    shared.posts.push(*other);
                }
                *sum += weight * theirs;
            }
        }
        let mut nearest: [(f32, Option<ArticleId>); SHOWN] = [(0.0, None); SHOWN];
        for other in shared.posts.drain(..) {
            let sum = std::mem::take(&mut shared.weights[other as usize]);
            // A word or two in common is chance; most others share less than the nearest known.
            if sum < 0.06 || sum < nearest[SHOWN - 1].0 {
                continue;
            }
            // Of equal ones the newer comes first.
            let is_less = |(least, id): &(f32, Option<ArticleId>)| {
                sum > *least || (sum == *least && id.is_some_and(|id| id.0 > other))
            };
            if let Some(place) = nearest.iter().position(is_less) {
                nearest[place..].rotate_right(1);
                nearest[place] = (sum, Some(ArticleId(other)));
            }
        }
        nearest.map(|(_, id)| id)
    }
}

fn in_box(word: u32) -> usize {
    word as usize & (BOXES - 1)
}

/// The words of the beginning of a discussion.
pub(super) fn said(discussion: &Discussion, conversation: &Conversation) -> Vec<Term> {
    let mut said = 0;
    let comments = discussion.items.iter().filter_map(|item| item.comment);
    let texts = comments.map_while(|comment| {
        let comment = &conversation.comments[comment as usize];
        let text = body::text(&comment.body, comment.kind);
        let is_wanted = said < DISCUSSED;
        said += text.len().min(DISCUSSED / 4);
        is_wanted.then_some(text)
    });
    outline::terms(texts.map(|text| beginning(text, DISCUSSED / 4)))
}

/// The words of a post and its discussion, and what it is about, its people and its links as words, sorted.
pub fn words(article: &Article) -> Vec<Term> {
    let topics = article.topics.iter().map(|topic| named("topic", topic.0, SUBJECT));
    let series = article.series.iter().map(|(series, _)| named("series", series.0, SUBJECT));
    let people = article.authors.iter().chain(&article.experts);
    let people = people.map(|person| named("person", person.0, PERSON));
    // Two posts share a link when one leads to the other, and when both lead to a third.
    let inside = article.text.links.values().filter_map(|to| match to {
        Resolved::Inside { path, .. } | Resolved::BrokenAnchor(path) => Some(path),
        _ => None,
    });
    let paths: BTreeSet<&OutputPath> = inside.chain([&article.path]).collect();
    let links = paths.into_iter().map(|path| named("page", path, LINK));
    let said = article.said.iter().copied();
    let mut others: Vec<Term> =
        said.chain(topics).chain(series).chain(people).chain(links).collect();
    others.sort_unstable();
    merged(&article.document().outline.terms, &others)
}

/// Something that has a name or number of its own, as a word.
fn named(kind: &str, id: impl Display, count: u8) -> Term {
    Term { word: outline::word(&format!("{kind}:{id}")), count }
}

/// Two sorted lists as one, with each word once.
fn merged(some: &[Term], others: &[Term]) -> Vec<Term> {
    let mut all: Vec<Term> = Vec::with_capacity(some.len() + others.len());
    let (mut some, mut others) = (some.iter().peekable(), others.iter().peekable());
    loop {
        let is_first = match (some.peek(), others.peek()) {
            (Some(one), Some(other)) => one.word <= other.word,
            (one, _) => one.is_some(),
        };
        let Some(term) = (if is_first { some.next() } else { others.next() }) else { return all };
        match all.last_mut() {
            Some(last) if last.word == term.word => {
                last.count = last.count.saturating_add(term.count);
            }
            _ => all.push(*term),
        }
    }
}

/// A text, or so many bytes of it and the rest of that character.
fn beginning(text: Cow<'_, str>, bytes: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..text.ceil_char_boundary(bytes)]),
        Cow::Owned(mut text) => {
            text.truncate(text.ceil_char_boundary(bytes));
            Cow::Owned(text)
        }
    }
}

/// The words that tell a post from the others, with weights whose squares sum up to one.
pub fn weigh(words: &[Term], frequencies: &Frequencies) -> Vec<(u32, f32)> {
    let weight = |term: &Term| {
        let rarity = frequencies.rarity(term.word)?;
        Some((term.word, f32::from(term.count).sqrt() * rarity))
    };
    let mut weighed: Vec<(u32, f32)> = words.iter().filter_map(weight).collect();
    let heavier = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    if weighed.len() > WORDS {
        weighed.select_nth_unstable_by(WORDS, heavier);
        weighed.truncate(WORDS);
        weighed.shrink_to_fit();
    }
    weighed.sort_unstable_by(heavier);
    let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    weighed.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    weighed
}
