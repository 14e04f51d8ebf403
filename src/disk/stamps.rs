//! Which bytes each Markdown file had when it was last read: one that lies there as it did need not be read to know that it is
//! the same. It only saves time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::aside::Aside;
use super::walk::{Class, Found};
use super::write::{load, save};
use crate::source::{Hash, Source, SourcePath, Sources};

/// Files of which a document may be kept, each with the hashes of its stamp and of its bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    known: HashMap<SourcePath, (Hash, Hash)>,
}

impl Stamps {
    /// Those of the site in `root`.
    pub fn open(root: &Path) -> Stamps {
        let known = load::<Vec<(SourcePath, Hash, Hash)>>(&place(root)).unwrap_or_default();
        let known = known.into_iter().map(|(path, stamp, hash)| (path, (stamp, hash)));
        Stamps { known: known.collect() }
    }

    /// A file that lies there as it did, with its bytes to be read when something asks for them.
    pub fn find(&self, found: &Found, aside: &Arc<Aside>) -> Option<Source> {
        let (stamp, hash) = *self.known.get(&found.path)?;
        (stamp == stamped(found)).then(|| Source {
            path: found.path.clone(),
            bytes: aside.later(found, hash),
            hash,
        })
    }

    /// Those of files that were found at `time` and then read. One that was changed just before may change again without
    /// showing it.
    pub fn of(found: &[Found], sources: &Sources, time: SystemTime) -> Stamps {
        let Sources { posts, pages, topics, .. } = sources;
        let read = posts.iter().chain(pages).chain(topics);
        let hashes: HashMap<&SourcePath, Hash> = read.map(|read| (&read.path, read.hash)).collect();
        let kept = found.iter().filter(|found| is_kept(found) && found.stamp.is_settled(time));
        let known = kept.filter_map(|found| {
            let hash = hashes.get(&found.path)?;
            Some((found.path.clone(), (stamped(found), *hash)))
        });
        Stamps { known: known.collect() }
    }

    /// Keeps them for the next build, unless just these lie there `before`. Stamps that cannot be written cost time, and nothing
    /// else.
    pub fn keep(&self, root: &Path, before: &Stamps) {
        if self == before {
            return;
        }
        let known = self.known.iter().map(|(path, (stamp, hash))| (path, stamp, hash));
        let mut known: Vec<_> = known.collect();
        known.sort_unstable();
        let _ = save(&place(root), &known);
    }
}

/// Whether a document of this file may be kept: nothing of one person is.
fn is_kept(found: &Found) -> bool {
    matches!(found.class, Class::Post | Class::Page | Class::Topic)
}

fn stamped(found: &Found) -> Hash {
    Hash::of(&found.stamp.bytes())
}

fn place(root: &Path) -> PathBuf {
    root.join(".weerklank").join("stamps")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::disk::read;
    use crate::source::FileBytes;

    fn found(root: &Path, path: &str, class: Class) -> Found {
        let on_disk = root.join(path);
        let stamp = read::Stamp::of(&on_disk).expect("a file");
        Found { class, path: SourcePath::new(path), on_disk, stamp }
    }

    #[test]
    fn a_file_is_known_as_long_as_it_lies_there_as_it_did() {
        let root = tempfile::tempdir().unwrap();
        let [post, expert] = ["dijk.md", "piet.md"].map(|name| {
            std::fs::write(root.path().join(name), "Dijk").unwrap();
            name
        });
        let found = |name, class| found(root.path(), name, class);
        let listed = [found(post, Class::Post), found(expert, Class::Expert)];
        let source = |found: &Found| read::source(found, 100).unwrap();
        let sources = Sources {
            posts: vec![source(&listed[0])],
            experts: vec![source(&listed[1])],
            ..Sources::default()
        };
        let now = SystemTime::now();
        assert_eq!(Stamps::of(&listed, &sources, now), Stamps::default(), "it may change again");
        Stamps::of(&listed, &sources, now + Duration::from_secs(3))
            .keep(root.path(), &Stamps::default());
        let (kept, aside) = (Stamps::open(root.path()), Arc::new(Aside::new(root.path())));
        let known = kept.find(&listed[0], &aside).expect("a known file");
        assert!(matches!(known.bytes, FileBytes::Waiting(_)));
        assert_eq!((&*known.bytes, known.hash), (&b"Dijk"[..], sources.posts[0].hash));
        assert!(kept.find(&listed[1], &aside).is_none(), "nothing of one person is kept");
        let known = kept.find(&listed[0], &aside).expect("a known file");
        std::fs::write(root.path().join(post), "Sluis").unwrap();
        assert!(kept.find(&found(post, Class::Post), &aside).is_none(), "it is another one");
        // Whoever relied on it before gets blanks, and the build does not go on with them.
        assert_eq!((&*known.bytes, known.bytes.lacking().is_some()), (&b"    "[..], true));
        assert!(aside.trouble().is_some());
    }
}
