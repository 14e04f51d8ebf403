//! The list of a site's own files that lies among them: it tells whose they are when `.weerklank/` is gone.
//!
//! The first line names the site, each other one a file with the hash of its bytes, or with those that it may have while files are replaced. A path alone proves nothing: anybody may
//! have put a file of that name there, or put another one in its place.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use super::read::real;
use crate::manifest::Manifest;
use crate::source::Hash;

/// The name of the list in the output folder.
pub(super) const LIST: &str = ".weerklank-files";

/// What the first line begins with; the number changes with the form of the list.
const HEAD: &str = "weerklank 1 ";

/// Hexadecimal digits of a hash in the list.
const DIGITS: usize = 32;

/// The list as an earlier build left it.
#[derive(Debug, Default)]
pub(super) struct List {
    text: String,
    hashes: OnceLock<HashMap<String, Vec<String>>>,
}

impl List {
    /// The list in this folder, or an empty one.
    pub(super) fn read(folder: &Path) -> List {
        let text = std::fs::read_to_string(folder.join(LIST)).unwrap_or_default();
        List { text, hashes: OnceLock::new() }
    }

    /// Whether it was written by a site other than this one.
    pub(super) fn is_of_other(&self, site: &str) -> bool {
        let head = self.text.lines().next().and_then(|line| line.strip_prefix(HEAD));
        head.is_some_and(|other| other != site)
    }

    /// Whether it is just this text.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Whether it names this file.
    pub(super) fn names(&self, path: &str) -> bool {
        self.hashes().contains_key(path)
    }

    /// Whether this file held bytes of this hash when the list was written.
    pub(super) fn holds(&self, path: &str, content: Hash) -> bool {
        let hashes = self.hashes().get(path);
        hashes.is_some_and(|hashes| hashes.contains(&content.short(DIGITS)))
    }

    /// Nearly every build asks for none, so they are only sorted out when one does.
    fn hashes(&self) -> &HashMap<String, Vec<String>> {
        self.hashes.get_or_init(|| {
            let mut lines = self.text.lines();
            let is_ours = lines.next().is_some_and(|head| head.starts_with(HEAD));
            let lines = lines.filter(|_| is_ours).filter_map(|line| line.split_once(' '));
            let mut hashes: HashMap<String, Vec<String>> = HashMap::new();
            for (hash, path) in lines {
                hashes.entry(path.to_owned()).or_default().push(hash.to_owned());
            }
            hashes
        })
    }
}

/// The list of these files.
pub(super) fn text(site: &str, manifest: &Manifest) -> String {
    let mut text = format!("{HEAD}{site}\n");
    for (path, entry) in &manifest.files {
        text.push_str(&entry.content.short(DIGITS));
        text.push(' ');
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}

/// What stands in place of a list while files are replaced: this text, and what the list in the folder has, if it is one.
pub(super) fn both(folder: &Path, text: &str) -> String {
    let before = List::read(folder).text;
    let lines = before.split_once('\n').filter(|(head, _)| head.starts_with(HEAD));
    format!("{text}{}", lines.map_or("", |(_, lines)| lines))
}

/// Which site writes to this folder: the way from the folder to the site. So a site that moves or is cloned as a whole stays
/// the same, and no other one has it. Only its hash is written down, since the list is published.
pub(super) fn site(root: &Path, folder: &Path) -> String {
    let way = way(&real(folder), &real(root));
    Hash::of(way.to_string_lossy().replace('\\', "/").as_bytes()).short(24)
}

/// The relative path from a folder to another; the other itself if there is none, as between two drives.
fn way(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return to.iter().collect();
    }
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

/// What operating systems and version control leave in any folder.
pub(super) fn is_harmless(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with(".git/")
        || path == super::lock::SHARED
        || [".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_site_is_the_same_wherever_both_lie() {
        for (from, to, expected) in [
            ("/a/site/public", "/a/site", ".."),
            ("/b/c/site/public", "/b/c/site", ".."),
            ("/srv/www", "/data/site", "../../data/site"),
            ("/a/other/public", "/a/site", "../../site"),
        ] {
            assert_eq!(way(Path::new(from), Path::new(to)), PathBuf::from(expected));
        }
    }

    #[test]
    fn a_list_of_another_form_vouches_for_nothing() {
        let list = |text: &str| List { text: text.to_owned(), hashes: OnceLock::new() };
        let hash = Hash::of(b"x");
        let whole = list(&format!("{HEAD}abc\n{} a b.html\n", hash.short(DIGITS)));
        assert!(whole.holds("a b.html", hash) && !whole.holds("a b.html", Hash::of(b"y")));
        assert!(whole.is_of_other("abd") && !whole.is_of_other("abc"));
        for text in ["", "a b.html\n", &format!("\n{} a b.html\n", hash.short(DIGITS))] {
            let list = list(text);
            assert!(!list.names("a b.html") && !list.is_of_other("abc"), "{text:?}");
        }
    }
}
