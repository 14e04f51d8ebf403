//! What the search read of the posts, piece by piece, kept for the next build. It only saves time: without it the output is the
//! same, and it holds nothing that the output does not hold as well.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::write::replace;
use crate::source::Hash;

/// The pieces of a site, by the hash of all that each was made of.
#[derive(Debug, Default)]
pub struct Pieces {
    /// The folder that they lie in; `None` if nothing is kept.
    folder: Option<PathBuf>,
}

impl Pieces {
    /// The pieces of the site in `root`.
    pub fn open(root: &Path) -> Pieces {
        Pieces { folder: Some(root.join(".weerklank").join("search")) }
    }

    /// Whether anything is kept.
    pub fn is_kept(&self) -> bool {
        self.folder.is_some()
    }

    /// A piece, if it lies there whole.
    pub fn find(&self, key: Hash) -> Option<Vec<u8>> {
        let mut bytes = std::fs::read(self.place(key)?).ok()?;
        let length = bytes.len().checked_sub(32)?;
        let is_whole = Hash::of(&bytes[..length]).0 == bytes[length..];
        bytes.truncate(length);
        is_whole.then_some(bytes)
    }

    /// Keeps a piece. One that cannot be written costs time, and nothing else.
    pub fn keep(&self, key: Hash, bytes: &[u8]) {
        if let Some(place) = self.place(key) {
            let _ = replace(&place, &[bytes, &Hash::of(bytes).0]);
        }
    }

    /// Removes all pieces but these.
    pub fn forget_all_but(&self, keys: impl Iterator<Item = Hash>) {
        let Some(folder) = &self.folder else { return };
        let names: HashSet<String> = keys.map(name).collect();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if !names.contains(entry.file_name().to_string_lossy().as_ref()) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    fn place(&self, key: Hash) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name(key)))
    }
}

fn name(key: Hash) -> String {
    key.short(40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_found_whole_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let pieces = Pieces::open(root.path());
        let [one, other] = [Hash::of(b"1"), Hash::of(b"2")];
        assert_eq!(pieces.find(one), None);
        pieces.keep(one, b"een");
        pieces.keep(other, b"twee");
        assert_eq!(pieces.find(one).as_deref(), Some(&b"een"[..]));
        pieces.forget_all_but([other].into_iter());
        assert_eq!(pieces.find(one), None);
        let place = pieces.place(other).unwrap();
        std::fs::write(&place, &std::fs::read(&place).unwrap()[1..]).unwrap();
        assert_eq!(pieces.find(other), None);
        std::fs::write(&place, b"kort").unwrap();
        assert_eq!(pieces.find(other), None);
    }
}
