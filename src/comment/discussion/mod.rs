//! A post's discussion, built when all comments are read.
//!
//! 1. `tree` finds whom each comment answers: a missing parent makes it a beginning, a held one with visible replies keeps its
//!    place without its text, and cycles are cut.
//! 2. The tree is written out in reading order, the oldest first; what stands too deep is set under its ancestor and says
//!    whom it answers.
//! 3. `pages` cuts the order where a discussion begins, so that a new comment at the end moves nothing before it.

mod pages;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::moderation::Placed;
use super::person::turned;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;

/// The deepest level that is shown; the first is 0.
const DEEPEST: u8 = 7;

/// A discussion in reading order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Discussion {
    /// Comments and the places of those that are not shown.
    pub items: Vec<Item>,
    /// Which items are on which page; each page is a whole list by itself.
    pub pages: Vec<Range<usize>>,
    /// The number of comments shown.
    pub shown: usize,
    /// The number of places of comments that are not shown.
    pub placeholders: usize,
    /// How many people take part.
    pub people: usize,
    /// The comments that a moderator pinned, in reading order.
    pub pinned: Vec<u32>,
    /// The newest comment.
    pub newest: Option<u32>,
}

/// A comment in its place, as nested lists need it: a list opens before an item that is the `first` of one below the top; the
/// item stays open if it has `replies`; after it `closes` lists end, each with the item around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The comment; `None` for the place of one that is not shown.
    pub comment: Option<u32>,
    /// What its anchor is made of.
    pub key: Box<str>,
    /// The level, from 0 to 7.
    pub depth: u8,
    /// Whether it is the first of its list.
    pub first: bool,
    /// How many lists end after it.
    pub closes: u8,
    /// Whether replies stand under it.
    pub replies: bool,
    /// The comment it answers, if that is not the one it stands under, or neither under the top nor right above it: indents alone
    /// do not tell then, least of all on a phone.
    pub answers: Option<u32>,
}

/// Builds the discussion of the comments at these places in the list of all, `page_size` comments to a page; 0 puts all on
/// one. Every parent is looked for among them, held ones too; those that answer one that is not there are added to the `lost`.
pub fn build(
    members: &[u32],
    comments: &[Placed],
    page_size: usize,
    lost: &mut Vec<u32>,
) -> Checked<Discussion> {
    let is_shown = |member: u32| comments[member as usize].comment.held.is_none();
    if !members.iter().any(|member| is_shown(*member)) {
        return Checked::new(Discussion::default());
    }
    let tree::Tree { order, cut, lost: alone } = tree::build(members, comments);
    lost.extend(alone);
    let problems = cut.into_iter().map(|member| cycle(&comments[member as usize])).collect();
    let mut items: Vec<Item> = Vec::with_capacity(order.len());
    let mut above = None;
    for tree::Node { member, depth, parent } in order {
        let placed = &comments[member as usize];
        let shown = is_shown(member);
        let is_plain = depth < 2 || above == parent && depth <= u32::from(DEEPEST);
        above = Some(member);
        items.push(Item {
            comment: shown.then_some(member),
            key: placed.id.as_str().into(),
            depth: depth.min(u32::from(DEEPEST)) as u8,
            first: false,
            closes: 0,
            replies: false,
            answers: parent.filter(|parent| shown && !is_plain && is_shown(*parent)),
        });
    }
    let pages = pages::cut(&mut items, page_size);
    let shown = || items.iter().filter_map(|item| item.comment);
    // `Prins, Sanne`, as a mail program has her, is Sanne Prins.
    let called = |name: &str| turned(name).unwrap_or_else(|| name.trim().to_owned()).to_lowercase();
    let people: BTreeSet<String> =
        shown().map(|member| called(&comments[member as usize].comment.author.name)).collect();
    let newest = shown().max_by_key(|member| (comments[*member as usize].comment.written, *member));
    let pinned = shown().filter(|member| comments[*member as usize].pinned).collect();
    let count = shown().count();
    let discussion = Discussion {
        shown: count,
        placeholders: items.len() - count,
        people: people.len(),
        pinned,
        newest,
        pages,
        items,
    };
    Checked { value: discussion, problems }
}

/// A warning for each file: how many comments answer one that is nowhere, and where the first of them stands.
pub fn told(lost: &[u32], comments: &[Placed]) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&SourcePath, (u64, u32)> = BTreeMap::new();
    for comment in lost.iter().map(|member| &comments[*member as usize].comment) {
        let (count, line) = files.entry(&comment.origin.file).or_insert((0, u32::MAX));
        *count += 1;
        *line = comment.line.min(*line);
    }
    let warned = files.into_iter().map(|(file, (count, line))| {
        let problem = Diagnostic::warning(Problem::ParentMissing { count }).at(file);
        Diagnostic { line: Some(line), ..problem }
    });
    warned.collect()
}

fn cycle(placed: &Placed) -> Diagnostic {
    let problem = Diagnostic::warning(Problem::CommentCycle { id: placed.id.to_string() })
        .at(&placed.comment.origin.file);
    Diagnostic { line: Some(placed.comment.line), ..problem }
}

#[cfg(test)]
mod tests;
