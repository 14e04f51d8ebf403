//! What was read of each Markdown file, kept for the next build. It only saves time: without it the output is the same.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::conversation::Talk;
use super::looked::Looked;
use super::pieces::Pieces;
use super::write::{load, save};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::post::Document;
use crate::source::{Hash, SourcePath};

/// Documents by path, each as it was when its file had the hash that it names. Documents of people are not kept: nothing
/// personal outlives its source.
#[derive(Debug, Default)]
pub struct Cache {
    documents: HashMap<SourcePath, Box<Document>>,
    /// What [`Cache::save`] wrote, in short.
    signature: Option<Hash>,
    /// What the search read.
    pub pieces: Pieces,
    /// What was found in pictures and documents.
    pub looked: Looked,
    /// What readers see of the conversation.
    pub talk: Talk,
}

#[derive(Deserialize)]
struct Kept {
    settings: Hash,
    signature: Hash,
    #[expect(clippy::vec_box, reason = "each goes to a place of its own, and is large")]
    documents: Vec<Box<Document>>,
}

#[derive(Serialize)]
struct Keeping<'a> {
    settings: Hash,
    signature: Hash,
    documents: Vec<&'a Document>,
}

impl Cache {
    /// The cache of the site in `root`, if it was made by this program with these settings.
    pub fn open(root: &Path, config: &Config) -> Cache {
        let kept = load::<Kept>(&place(root)).filter(|kept| kept.settings == settings(config));
        let (pieces, looked) = (Pieces::open(root), Looked::open(root, &config.program));
        let Some(Kept { signature, documents, .. }) = kept else {
            return Cache { pieces, looked, ..Cache::default() };
        };
        let documents =
            documents.into_iter().map(|document| (document.path.clone(), document)).collect();
        Cache { documents, signature: Some(signature), pieces, looked, talk: Talk::default() }
    }

    /// The same with what is kept of the conversation.
    pub fn with(self, talk: Talk) -> Cache {
        Cache { talk, ..self }
    }

    /// The same for a command that changes nothing: nothing is kept in it.
    pub fn peek(root: &Path, config: &Config) -> Cache {
        Cache { pieces: Pieces::default(), ..Cache::open(root, config) }
    }

    /// A cache in memory, of these documents without the troubled ones.
    pub fn of<'a>(documents: impl Iterator<Item = &'a Document>, problems: &[Diagnostic]) -> Cache {
        let documents = untroubled(documents, problems);
        let documents = documents
            .into_iter()
            .map(|document| (document.path.clone(), Box::new(document.clone())));
        Cache { documents: documents.collect(), ..Cache::default() }
    }

    /// What was read of this file, if it has not changed since.
    pub fn take(&mut self, path: &SourcePath, hash: Hash) -> Option<Box<Document>> {
        self.documents.remove(path).filter(|document| document.hash == hash)
    }

    /// Writes these documents, the troubled ones excepted, as the cache of the site in `root`, unless just these lie there.
    /// A cache that cannot be written costs time, and nothing else.
    pub fn save<'a>(
        &self,
        root: &Path,
        config: &Config,
        documents: impl Iterator<Item = &'a Document>,
        problems: &[Diagnostic],
    ) {
        self.looked.save(root, &config.program);
        let mut documents = untroubled(documents, problems);
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let mut hasher = blake3::Hasher::new();
        for document in &documents {
            hasher.update(document.path.as_str().as_bytes()).update(&document.hash.0);
        }
        let signature = Hash(*hasher.finalize().as_bytes());
        if self.signature != Some(signature) {
            let _ =
                save(&place(root), &Keeping { settings: settings(config), signature, documents });
        }
    }
}

/// The documents without problems: those with problems are read again, so that the problems are told again.
fn untroubled<'a>(
    documents: impl Iterator<Item = &'a Document>,
    problems: &[Diagnostic],
) -> Vec<&'a Document> {
    let troubled: HashSet<&SourcePath> =
        problems.iter().filter_map(|problem| problem.path.as_ref()).collect();
    documents.filter(|document| !troubled.contains(&document.path)).collect()
}

fn place(root: &Path) -> PathBuf {
    root.join(".weerklank").join("cache")
}

/// What decides how a document is read.
fn settings(config: &Config) -> Hash {
    let options = &config.markdown;
    let text = format!(
        "{:?} {:?} {options:?} {}",
        config.program, config.timezone, config.limits.post_bytes
    );
    Hash::of(text.as_bytes())
}
