//! What was read of each Markdown file, kept for the next build. It only saves time: without it the output is the same.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::write::{load, save};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::post::Document;
use crate::source::{Hash, Source, SourcePath};

/// Documents by path, each as it was when its file had the hash that it names. Documents of people are not kept: nothing
/// personal outlives its source.
#[derive(Debug, Default)]
pub struct Cache {
    documents: HashMap<SourcePath, Document>,
    is_changed: bool,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    settings: Hash,
    documents: Vec<Document>,
}

impl Cache {
    /// The cache of the site in `root`, if it was made by this program with these settings.
    pub fn open(root: &Path, config: &Config) -> Cache {
        let kept = load::<Kept>(&place(root)).filter(|kept| kept.settings == settings(config));
        let documents = kept.map(|kept| kept.documents).unwrap_or_default();
        let documents =
            documents.into_iter().map(|document| (document.path.clone(), document)).collect();
        Cache { documents, is_changed: false }
    }

    /// What was read of this file, if it has not changed since.
    pub fn find(&self, source: &Source) -> Option<&Document> {
        self.documents.get(&source.path).filter(|document| document.hash == source.hash)
    }

    /// Keeps these documents and no others, except those with problems: they are read again, so that the problems are told
    /// again.
    pub fn keep<'a>(
        &mut self,
        documents: impl Iterator<Item = &'a Document>,
        problems: &[Diagnostic],
    ) {
        let troubled: std::collections::HashSet<&SourcePath> =
            problems.iter().filter_map(|problem| problem.path.as_ref()).collect();
        let before = self.documents.len();
        let mut known = std::mem::take(&mut self.documents);
        for document in documents.filter(|document| !troubled.contains(&document.path)) {
            let kept = known.remove(&document.path).filter(|kept| kept.hash == document.hash);
            self.is_changed |= kept.is_none();
            self.documents.insert(document.path.clone(), kept.unwrap_or_else(|| document.clone()));
        }
        self.is_changed |= before != self.documents.len();
    }

    /// Writes the cache. A cache that cannot be written costs time, and nothing else.
    pub fn save(self, root: &Path, config: &Config) {
        if !self.is_changed {
            return;
        }
        let mut documents: Vec<Document> = self.documents.into_values().collect();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let _ = save(&place(root), &Kept { settings: settings(config), documents });
    }
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
