//! Whom each comment answers, and the order in which that is read. Nothing here recurses: a discussion may be as deep as it is
//! long.

use std::collections::HashMap;

use crate::comment::moderation::Placed;
use crate::comment::{Held, Moment, anchor};

/// A comment in reading order.
pub(super) struct Node {
    pub member: u32,
    /// How many comments stand above it.
    pub depth: u32,
    /// The comment it answers.
    pub parent: Option<u32>,
}

/// The comments that are shown or keep the place of one, in reading order.
pub(super) struct Tree {
    pub order: Vec<Node>,
    /// Comments whose answer led in a circle; they begin a discussion now.
    pub cut: Vec<u32>,
    /// Comments that are shown and answer one that is nowhere; they begin a discussion too.
    pub lost: Vec<u32>,
}

const NONE: usize = usize::MAX;

/// Builds the tree of these members.
pub(super) fn build(members: &[u32], comments: &[Placed]) -> Tree {
    let mut sorted: Vec<u32> = members.to_vec();
    // A comment without a date stands at the end, in the order of its file.
    let time = |member: u32| comments[member as usize].comment.written.unwrap_or(Moment(i64::MAX));
    sorted.sort_by_key(|member| (time(*member), *member));
    let (mut parents, lost) = parents(&sorted, comments);
    let cut = cut_cycles(&mut parents).into_iter().map(|index| sorted[index]).collect();
    let needed = needed(&sorted, &parents, comments);
    let mut first_child = vec![NONE; sorted.len()];
    let mut next_sibling = vec![NONE; sorted.len()];
    let mut first_root = NONE;
    // From the last to the first, so that every list ends up in order.
    for index in (0..sorted.len()).rev().filter(|index| needed[*index]) {
        let head =
            if parents[index] == NONE { &mut first_root } else { &mut first_child[parents[index]] };
        next_sibling[index] = *head;
        *head = index;
    }
    let mut order = Vec::with_capacity(sorted.len());
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut next = first_root;
    let mut depth = 0;
    loop {
        if next != NONE {
            let parent = parents[next];
            order.push(Node {
                member: sorted[next],
                depth,
                parent: (parent != NONE).then(|| sorted[parent]),
            });
            open.push((next_sibling[next], depth));
            next = first_child[next];
            depth += 1;
        } else if let Some((sibling, level)) = open.pop() {
            (next, depth) = (sibling, level);
        } else {
            return Tree { order, cut, lost };
        }
    }
}

/// The place of each comment's parent among the members. Ids are unique within a file; a split export answers across files of
/// one system, and what comes by e-mail or a form answers any comment by its anchor. What answers something that no person said to readers, answers nothing.
/// And those that are shown and whose parent is nowhere.
fn parents(sorted: &[u32], comments: &[Placed]) -> (Vec<usize>, Vec<u32>) {
    if sorted.iter().all(|member| comments[*member as usize].comment.parent.is_none()) {
        return (vec![NONE; sorted.len()], Vec::new());
    }
    let mut in_file: HashMap<(&str, &str), usize> = HashMap::with_capacity(sorted.len());
    let mut in_system: HashMap<(&str, &str, &str), usize> = HashMap::with_capacity(sorted.len());
    let anchor =
        |member: &u32| comments[*member as usize].comment.parent.as_deref().and_then(anchor);
    let mut anchors: HashMap<&str, usize> =
        sorted.iter().filter_map(anchor).map(|id| (id, NONE)).collect();
    for (index, member) in sorted.iter().enumerate() {
        let Placed { comment, id, .. } = &comments[*member as usize];
        if let Some(place) = anchors.get_mut(&**id) {
            *place = index;
        }
        if let Some(id) = &comment.source_id {
            in_file.entry((comment.origin.file.as_str(), id)).or_insert(index);
            in_system.entry((comment.family(), &comment.place.system, id)).or_insert(index);
        }
    }
    let speaks = |index: usize| {
        let held = comments[sorted[index] as usize].comment.held;
        !held.is_some_and(Held::is_no_reaction)
    };
    let mut lost = Vec::new();
    let mut parent = |member: &u32| {
        let comment = &comments[*member as usize].comment;
        let id = comment.parent.as_deref()?;
        let found = in_file.get(&(comment.origin.file.as_str(), id));
        let key = (comment.family(), comment.place.system.as_str(), id);
        let found = found.or_else(|| in_system.get(&key));
        let found = found.or_else(|| anchors.get(self::anchor(id)?)).copied();
        let found = found.filter(|index| *index != NONE);
        if found.is_none() && comment.held.is_none() {
            lost.push(*member);
        }
        found.filter(|index| speaks(*index))
    };
    let parents = sorted.iter().map(|member| parent(member).unwrap_or(NONE)).collect();
    (parents, lost)
}

/// Cuts every circle at its oldest comment, and gives those.
fn cut_cycles(parents: &mut [usize]) -> Vec<usize> {
    const NEW: u32 = 0;
    let mut walk = vec![NEW; parents.len()];
    let mut cut = Vec::new();
    for start in 0..parents.len() {
        let number = u32::try_from(start).unwrap_or(u32::MAX - 1) + 1;
        let mut at = start;
        while at != NONE && walk[at] == NEW {
            walk[at] = number;
            at = parents[at];
        }
        if at == NONE || walk[at] != number {
            continue;
        }
        // Once around: the members are in order of time, so the lowest is the oldest.
        let mut oldest = at;
        let mut around = parents[at];
        while around != at {
            oldest = oldest.min(around);
            around = parents[around];
        }
        parents[oldest] = NONE;
        cut.push(oldest);
    }
    cut
}

/// Comments that are shown, and those above them that are not.
fn needed(sorted: &[u32], parents: &[usize], comments: &[Placed]) -> Vec<bool> {
    let mut needed = vec![false; sorted.len()];
    for index in 0..sorted.len() {
        if comments[sorted[index] as usize].comment.held.is_some() {
            continue;
        }
        let mut at = index;
        while at != NONE && !needed[at] {
            needed[at] = true;
            at = parents[at];
        }
    }
    needed
}
