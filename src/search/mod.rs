//! The reader's search: every word of the site as files that a browser loads as it needs them, with no server.
//!
//! 1. `documents` says what is found, and by which number, but for what [`exclusion`] takes out, long attachments in `portions`; `contents`, `made`, `attached` and `text` what is read and shown of it.
//! 2. `reader` reads some of the documents, word by word, into a `part`, with the `synonyms` that have several words; `segments` cuts their text into what results show.
//! 3. `join` puts the parts together, `vocabulary` orders what they have: the forms of one word in a group, compounds under their parts; [`words`] knows both.
//! 4. `shards` writes the dictionary with `lists` of documents, `knowledge` who knows about a word, `facets` what can be filtered by.
//! 5. [`dictionary`] makes only the shards whose words changed; `root` says where all of it lies; `coding` is how every file is written,
//!    with `places` and `huffman`.
//!
//! What [`making`] does is ordered by the pipeline, which also keeps parts for the next build: one that is made of the same
//! documents is not read again.

pub mod words;
mod huffman;
mod coding;
mod portions;
pub mod exclusion;
mod documents;
mod text;
mod contents;
mod made;
mod attached;
mod json;
mod interner;
mod part;
mod places;
mod synonyms;
mod reader;
mod segments;
mod join;
mod vocabulary;
mod knowledge;
mod lists;
mod shards;
pub mod dictionary;
mod spelling;
mod facets;
mod root;
pub mod gathering;
pub mod making;

use coding::{Block, Packer};
use contents::Source;
use dictionary::Unmade;
use documents::Subject;

use crate::config::Config;
use crate::output::OutputPath;
use crate::page::plan::Places;
use crate::site::Site;
use crate::source::Hash;

/// The folder of the search in the output.
const FOLDER: &str = "search";

/// A file of the search; its name never stands for anything else.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies.
    pub path: OutputPath,
    /// The hash of what it holds, before that is packed.
    pub hash: Hash,
    held: Held,
}

/// What a file holds.
#[derive(Clone, Debug)]
enum Held {
    /// This block.
    Plain(Block),
    /// Bytes that are deflated.
    Packed(Vec<u8>),
    /// A segment of a document, that was not read because it was read before.
    Segment(Subject, usize),
    /// A file of a shard, by its place among those that were not made.
    Shard(usize),
}

/// Everything that the search loads.
#[derive(Debug)]
pub struct Index {
    /// The files.
    pub files: Vec<File>,
    /// The file that a search begins with.
    pub root: OutputPath,
    /// What it amounts to.
    pub size: Size,
    /// The shards that were not made; `None` if all were.
    unmade: Option<Unmade>,
}

/// The size of an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// What can be found.
    pub documents: usize,
    /// Different words.
    pub terms: usize,
    /// Words in all.
    pub tokens: u64,
    /// Bytes of all files, as they lie in the output.
    pub bytes: u64,
    /// Bytes of those that results show, among them.
    pub shown: u64,
    /// Files.
    pub files: usize,
}

impl Size {
    /// Counts a file of the output in, if it is one of the search.
    pub fn add(&mut self, path: &OutputPath, size: u64) {
        let Some(name) = path.as_str().strip_prefix("search/") else { return };
        self.bytes += size;
        self.shown += if name.starts_with('s') { size } else { 0 };
    }
}

impl Index {
    /// The bytes of a file, which are made only when they are asked for.
    pub fn bytes(&self, file: usize, site: &Site, places: &Places, config: &Config) -> Vec<u8> {
        let File { path, held, hash } = &self.files[file];
        let name = path.as_str().trim_start_matches(FOLDER).trim_matches('/');
        let name = name.split('.').next().unwrap_or(name);
        match held {
            Held::Packed(packed) => coding::script(name, packed),
            // What every reader loads is packed as well as it can be.
            Held::Plain(block) => Packer::thorough().script(name, block),
            Held::Shard(shard) => {
                self.unmade.as_ref().map_or_else(Vec::new, |all| all.script(*shard, *hash, name))
            }
            Held::Segment(subject, place) => {
                // Only posts and attachments are not read again, which need no phrases.
                let source = Source { site, config, places, phrases: None };
                let (content, _) = source.content(*subject);
                let mut segments = segments::read(content, segments::size(site.posts), None);
                let segment = segments.get_mut(*place).map(std::mem::take).unwrap_or_default();
                coding::script(name, Packer::quick().deflate(&segment))
            }
        }
    }
}
