//! The shards of the dictionary, each made unless the last build made it of the same: then it stands in the output, and only
//! what it is called is asked for.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::coding::{self, Packer};
use super::gathering::Words;
use super::knowledge::Writers;
use super::making::Making;
use super::shards::{self, Cut, Shard};
use super::vocabulary::Vocabulary;
use crate::source::Hash;

/// What is known of a shard without making it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Outline {
    /// The least letters that tell its first form from the one before.
    pub start: String,
    /// The hash of what it holds.
    pub hash: Hash,
    /// The hashes of the files that it refers to, which are their names too.
    pub files: Vec<Hash>,
}

/// The outlines of the last build, by the hash of what each shard was made of.
#[derive(Default)]
pub struct Outlines(HashMap<Hash, Outline>);

/// A shard with its outline, made or not.
pub struct Dictionary {
    pub(super) outline: Outline,
    pub(super) made: Option<Shard>,
    pub(super) cut: Cut,
    key: Option<Hash>,
}

/// What tells whether the documents of a form are those of the last build.
pub struct Digester<'w> {
    words: &'w Words,
    /// For each part, who wrote its documents.
    writers: Vec<Hash>,
}

impl Outlines {
    /// The outlines as they were kept.
    pub fn recall(bytes: &[u8]) -> Outlines {
        let kept: Vec<(Hash, Outline)> = postcard::from_bytes(bytes).unwrap_or_default();
        Outlines(kept.into_iter().collect())
    }

    /// What to keep for the next build.
    pub fn kept(shards: &[Dictionary]) -> Option<Vec<u8>> {
        let kept: Vec<_> =
            shards.iter().filter_map(|shard| Some((shard.key?, &shard.outline))).collect();
        postcard::to_stdvec(&kept).ok()
    }
}

impl Digester<'_> {
    /// The hash of all that is known of where each form of a piece is.
    pub fn digests(&self, piece: Range<u32>) -> Vec<Hash> {
        let vocabulary = &self.words.vocabulary;
        let mut bytes = Vec::new();
        piece.map(|form| vocabulary.digest(form, &self.writers, &mut bytes)).collect()
    }
}

impl Making<'_> {
    /// What the outlines of all shards are kept under.
    pub fn outlines_key(&self) -> Hash {
        Hash::of(&[&self.settings.0[..], b"outlines"].concat())
    }

    /// What tells whether the documents of a form are the same.
    pub fn digester<'w>(&self, words: &'w Words) -> Digester<'w> {
        let experts = [self.writers.hash().0, self.settings.0].concat();
        let of_part = |documents| {
            let writers = self.writers.hash_of(documents);
            Hash::of(&[&experts[..], &writers.0].concat())
        };
        Digester { words, writers: words.vocabulary.spans().map(of_part).collect() }
    }

    /// A shard of the dictionary. `digests` has the hash of each form's documents, or nothing if all is to be made.
    pub fn shard(
        &self,
        words: &Words,
        digests: &[Hash],
        outlines: &Outlines,
        cut: Cut,
    ) -> Dictionary {
        let Words { vocabulary, .. } = words;
        let is_kept = !digests.is_empty();
        let key = is_kept.then(|| shards::key(vocabulary, &self.writers, digests, &cut));
        if let Some(outline) = key.and_then(|key| outlines.0.get(&key)) {
            return Dictionary { outline: outline.clone(), made: None, cut, key };
        }
        let shard = shards::shard(vocabulary, &self.writers, self.documents.base, cut.clone());
        let outline = Outline {
            start: shard.start.clone(),
            hash: shard.block.hash(),
            files: shard.files.iter().map(|(hash, _)| *hash).collect(),
        };
        Dictionary { outline, made: Some(shard), cut, key }
    }
}

/// The shards that were not made, with what they are made of after all when a file of them is asked for.
#[derive(Debug)]
pub(super) struct Unmade {
    pub vocabulary: Vocabulary,
    pub writers: Writers,
    pub base: u32,
    pub shards: Vec<(Cut, OnceLock<Shard>)>,
}

impl Unmade {
    /// Makes a shard.
    pub(super) fn make(&self, cut: Cut) -> Shard {
        shards::shard(&self.vocabulary, &self.writers, self.base, cut)
    }

    /// A file of a shard: the shard itself, or one beside it.
    pub(super) fn script(&self, shard: usize, hash: Hash, name: &str) -> Vec<u8> {
        let (cut, made) = &self.shards[shard];
        let shard = made.get_or_init(|| self.make(cut.clone()));
        match shard.files.iter().find(|(name, _)| *name == hash) {
            Some((_, packed)) => coding::script(name, packed),
            None => Packer::thorough().script(name, &shard.block),
        }
    }
}
