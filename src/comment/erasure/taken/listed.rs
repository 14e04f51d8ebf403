//! What a list says was taken out of comments, as it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml_edit::{DocumentMut, Item};

use super::{Passages, Sort, Spot};
use crate::comment::erasure::forgotten::is_hash;

/// What was taken out of the comments of others, by the hashes of those.
#[derive(Clone, Debug, Default)]
pub(in crate::comment::erasure) struct Listed {
    /// Each time with its number in the list.
    taken: AllTaken,
    /// What is left of those that are known by their words alone, by its hash.
    left: BTreeMap<String, Left>,
}

type AllTaken = BTreeMap<String, Vec<(usize, Arc<Passages>)>>;

/// A comment without some of its words.
#[derive(Clone, Debug, Default)]
struct Left {
    /// How many comments are this one since.
    count: usize,
    /// Those that they were.
    of: BTreeSet<String>,
}

impl Listed {
    /// Reads it; `None` if nobody can have written it.
    pub(in crate::comment::erasure) fn read(document: &DocumentMut) -> Option<Listed> {
        Some(Listed { taken: taken_in(document)?, left: left_in(document)? })
    }

    pub(in crate::comment::erasure) fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// What was taken out of a comment that these hashes are of, each time.
    pub(in crate::comment::erasure) fn of(
        &self,
        mut hashes: impl Iterator<Item = String>,
    ) -> impl Iterator<Item = &Passages> {
        let is_known =
            |hash: &String| self.taken.contains_key(hash) || self.left.contains_key(hash);
        let mut next: Vec<String> = hashes.find(is_known).into_iter().collect();
        let mut seen: BTreeSet<String> = next.iter().cloned().collect();
        let mut all: BTreeMap<usize, &Passages> = BTreeMap::new();
        while let Some(hash) = next.pop() {
            let own = self.taken.get(&hash).into_iter().flatten();
            all.extend(own.map(|(number, passages)| (*number, &**passages)));
            let before = self.left.get(&hash).into_iter().flat_map(|left| &left.of);
            next.extend(before.filter(|hash| seen.insert((*hash).clone())).cloned());
        }
        all.into_values()
    }

    /// How many comments are one that these hashes are of, if that is noted.
    pub(in crate::comment::erasure) fn alike(
        &self,
        mut hashes: impl Iterator<Item = String>,
    ) -> Option<usize> {
        hashes.find_map(|hash| self.left.get(&hash)).map(|left| left.count)
    }
}

/// What a list says was taken out of comments; `None` if nobody can have written it.
fn taken_in(document: &DocumentMut) -> Option<AllTaken> {
    let mut all = BTreeMap::new();
    let Some(tables) = document.get("taken") else { return Some(all) };
    for (number, table) in tables.as_array_of_tables()?.iter().enumerate() {
        let list = |field: &str| -> Option<Vec<&str>> {
            table.get(field)?.as_array()?.iter().map(|value| value.as_str()).collect()
        };
        let mut passages = Passages::default();
        let tells_mentions = table.contains_key("mentions");
        for text in list("words")? {
            let (length, hash, sort) = entry(text)?;
            // A list of before does not tell them apart, and a word by itself was a mention.
            let sort = if tells_mentions || length > 1 { sort } else { Sort::Mention };
            passages.add(length, hash, sort);
        }
        for text in if tells_mentions { list("mentions")? } else { Vec::new() } {
            let (length, hash, _) = entry(text)?;
            passages.add(length, hash, Sort::Mention);
        }
        // A list of before does not tell of whole texts.
        for text in if table.contains_key("texts") { list("texts")? } else { Vec::new() } {
            let (hash, spots) = text.split_once(':').filter(|(hash, _)| is_hash(hash))?;
            let spots = spots.split(',').filter(|spot| !spot.is_empty()).map(Spot::read);
            passages.see(hash.to_owned(), spots.collect::<Option<_>>()?);
        }
        let passages = Arc::new(passages);
        for comment in list("comments")? {
            let known: &mut Vec<_> = all.entry(comment.to_owned()).or_default();
            if !known.iter().any(|(known, _)| *known == number) {
                known.push((number, passages.clone()));
            }
        }
    }
    Some(all)
}

/// What a list says is left of comments; `None` if nobody can have written it.
fn left_in(document: &DocumentMut) -> Option<BTreeMap<String, Left>> {
    let tables = document.get("taken").and_then(Item::as_array_of_tables);
    let mut all: BTreeMap<String, Left> = BTreeMap::new();
    for table in tables.into_iter().flatten() {
        // A list of before does not tell.
        let Some(text) = table.get("left") else { continue };
        let (hash, count) = text.as_str()?.split_once(':').filter(|(hash, _)| is_hash(hash))?;
        let left = all.entry(hash.to_owned()).or_default();
        left.count = left.count.max(count.parse().ok().filter(|count| *count > 0)?);
        let of = table.get("comments").and_then(Item::as_array).into_iter().flatten();
        left.of.extend(of.filter_map(|hash| hash.as_str().map(str::to_owned)));
    }
    Some(all)
}

/// The hash of words in a row, behind their number, and that behind what they were; `None` if nobody can have written it.
fn entry(text: &str) -> Option<(usize, String, Sort)> {
    let (number, hash) = text.rsplit_once(':')?;
    let (sort, number) = match number.split_once(':') {
        Some((label, number)) => (Sort::of(label)?, number),
        None => (Sort::Unknown, number),
    };
    let length: usize = number.parse().ok().filter(|length| *length > 0)?;
    Some((length, Some(hash).filter(|hash| is_hash(hash))?.to_owned(), sort))
}
