//! Smaller pictures, kept by what they are made from, so that no picture is made twice.

use std::collections::HashSet;
use std::path::Path;

use super::write::replace;
use crate::source::Hash;

fn name(key: &Hash) -> String {
    format!("{}.webp", key.short(32))
}

/// A picture of this key.
pub fn find(folder: &Path, key: &Hash) -> Option<Vec<u8>> {
    std::fs::read(folder.join(name(key))).ok().filter(|bytes| bytes.starts_with(b"RIFF"))
}

/// Keeps a picture. One that cannot be kept is made again the next time.
pub fn keep(folder: &Path, key: &Hash, bytes: &[u8]) {
    let _ = replace(&folder.join(name(key)), &[bytes]);
}

/// Removes the pictures of other keys than these.
pub fn prune<'a>(folder: &Path, keys: impl Iterator<Item = &'a Hash>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let wanted: HashSet<String> = keys.map(name).collect();
    for entry in entries.filter_map(Result::ok) {
        if !wanted.contains(entry.file_name().to_string_lossy().as_ref()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
