//! What lies in the output, and what changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::output::OutputPath;
use crate::source::{Asset, Hash};

/// A file of the output, as the build that made it knew it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The hash of everything it was made from.
    pub key: Hash,
    /// The hash of its bytes.
    pub content: Hash,
    /// Its size in bytes.
    pub size: u64,
    /// Its time of change in nanoseconds, to notice that somebody else changed it.
    pub changed: i64,
}

/// Every file of the output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// By path.
    pub files: BTreeMap<OutputPath, Entry>,
}

impl Manifest {
    /// The hash of all of it.
    pub fn hash(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for (path, entry) in &self.files {
            hasher.update(path.as_str().as_bytes()).update(&entry.key.0).update(&entry.content.0);
            hasher.update(&entry.size.to_le_bytes()).update(&entry.changed.to_le_bytes());
        }
        Hash(*hasher.finalize().as_bytes())
    }
}

/// What a file of the output consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of this file of the site.
    Copy(Asset),
    /// This picture of the site without what it says beside itself.
    Cleaned(Asset),
    /// A smaller one of this picture: its width, and all the widths that are made of it.
    Smaller(Asset, u32, Vec<u32>),
}

/// How many files of the output were written, left as they were, and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New or changed.
    pub written: usize,
    /// The same as before.
    pub unchanged: usize,
    /// No longer part of the site.
    pub removed: usize,
}
