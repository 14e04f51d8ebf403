//! What readers see of the conversation, kept for the next build: as long as the exports and what was decided about them stay as
//! they are, they need not be read again. It only saves time, and it holds nothing that the output does not hold as well.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::record::Seen;
use super::walk::{Class, Found};
use super::write::{load, save};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::site::{Public, Said, Site};
use crate::source::Hash;

/// The conversation that the last build made of files that still lie there as they did.
#[derive(Debug, Default)]
pub struct Talk {
    /// The files that the conversation is made of; `None` if nothing is to be kept.
    seen: Option<Seen>,
    kept: Option<Kept>,
    /// The exports, if they have not been read for that.
    pub unread: Vec<Found>,
}

#[derive(Debug, Deserialize)]
struct Kept {
    seen: Hash,
    ground: Hash,
    public: Public,
    told: Vec<u8>,
}

#[derive(Serialize)]
struct Keeping<'a> {
    seen: Hash,
    ground: Hash,
    public: Said<'a>,
    told: Vec<u8>,
}

/// What a conversation needs to be kept: the hash of the posts and people that it was joined with, and what was told of it.
pub type Grounds = (Hash, Vec<Diagnostic>);

impl Talk {
    /// What is kept of the site in `root`, of which these files were found at `time`. Those that need not be read go from them.
    pub fn open(root: &Path, found: &mut Vec<Found>, config: &Config, time: SystemTime) -> Talk {
        let concerned = |found: &&Found| {
            matches!(
                found.class,
                Class::Export
                    | Class::Mapping
                    | Class::Moderation
                    | Class::Forgotten
                    | Class::Expert
                    | Class::AuthorList
            )
        };
        let is_export = |found: &Found| found.class == Class::Export;
        if !found.iter().any(is_export) {
            return Talk::default();
        }
        let seen = Seen::of(root, found.iter().filter(concerned), config, time);
        let mut talk = Talk { seen: Some(seen), ..Talk::default() };
        if is_kept(root, seen.hash) {
            talk.unread = found.extract_if(.., |found| is_export(found)).collect();
        }
        talk
    }

    /// The same with what is kept.
    pub fn loaded(self, root: &Path) -> Talk {
        let seen = self.seen.filter(|_| !self.unread.is_empty());
        let kept =
            seen.and_then(|seen| load(&place(root)).filter(|kept: &Kept| kept.seen == seen.hash));
        Talk { kept, ..self }
    }

    /// Whether anything is kept, on whatever ground.
    pub fn has_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// The conversation with what was told of it, if it was joined on this ground.
    pub fn recall(&mut self, ground: Hash) -> Option<(Public, Vec<Diagnostic>)> {
        let kept = self.kept.take().filter(|kept| kept.ground == ground)?;
        Some((kept.public, serde_json::from_slice(&kept.told).ok()?))
    }

    /// Keeps what readers see of the conversation of a site, unless somebody's words were quoted in what was told.
    pub fn keep(&self, root: &Path, site: &Site, (ground, told): &Grounds) {
        let seen = self.seen.filter(|seen| seen.is_settled);
        let is_public = told.iter().all(|problem| problem.excerpt.is_none());
        let is_kept = seen.filter(|_| is_public).is_some_and(|seen| {
            serde_json::to_vec(told).is_ok_and(|told| {
                let public = site.said();
                let keeping = Keeping { seen: seen.hash, ground: *ground, public, told };
                save(&place(root), &keeping).is_ok()
            })
        });
        if !is_kept {
            self.discard(root);
        }
    }

    /// Keeps nothing.
    pub fn discard(&self, root: &Path) {
        let _ = std::fs::remove_file(place(root));
    }
}

/// Whether what is kept was made of files with this hash; its first bytes are enough to know.
fn is_kept(root: &Path, seen: Hash) -> bool {
    // The sum of the file stands before it.
    let mut head = [0; 64];
    File::open(place(root)).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && head[32..] == seen.0
}

fn place(root: &Path) -> PathBuf {
    root.join(".weerklank").join("conversation")
}
