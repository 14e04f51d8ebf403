//! The reader's search: every word of the site as files that a browser loads as it needs them, with no server.
//!
//! 1. `documents` says what is found, and by which number; `contents` and `text` what is read and shown of it.
//! 2. `part` reads some of the documents, word by word; `segments` cuts their text into what results show.
//! 3. `vocabulary` joins the parts: the forms of one word in a group, compounds under their parts; [`words`] knows both.
//! 4. `shards` writes the dictionary with its documents, `knowledge` who knows about a word, `facets` what can be filtered by.
//! 5. `root` says where all of it lies; `coding` is how every file is written.

pub mod words;
mod coding;
mod documents;
mod text;
mod contents;
mod json;
mod interner;
mod part;
mod segments;
mod vocabulary;
mod knowledge;
mod shards;
mod spelling;
mod facets;
mod root;

use std::collections::BTreeMap;
use std::ops::Range;

use coding::Packer;
use contents::Source;
use documents::Documents;
use knowledge::Writers;
use part::{Part, Reader};
use root::Blocks;
use shards::{Cut, Shard};
use vocabulary::{Compound, Vocabulary};
use words::compounds::Splitter;

use crate::config::Config;
use crate::output::OutputPath;
use crate::page::plan::Places;
use crate::site::Site;
use crate::source::Hash;

/// The folder of the search in the output.
const FOLDER: &str = "search";

/// How many pieces the documents are read in, however many cores there are.
const PIECES: usize = 8;

/// A file of the search.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies; its name never stands for anything else.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Vec<u8>,
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
    /// Bytes of all files.
    pub bytes: u64,
    /// Bytes of those that results show, among them.
    pub shown: u64,
    /// Files.
    pub files: usize,
}

/// The making of an index; the steps that can be done side by side are those that take a piece.
pub struct Making<'a> {
    source: Source<'a>,
    documents: Documents,
    writers: Writers,
}

/// What reading some of the documents gave.
pub struct Read {
    part: Part,
    /// The document, the place in it, and the file without its name.
    segments: Vec<(u32, usize, Hash, Vec<u8>)>,
}

impl<'a> Making<'a> {
    /// Begins.
    pub fn new(site: &'a Site, places: &'a Places, config: &'a Config) -> Making<'a> {
        let documents = Documents::of(site, config);
        let writers = Writers::of(&documents, site);
        Making { source: Source { site, config, places }, documents, writers }
    }

    /// The pieces that the documents are read in.
    pub fn pieces(&self) -> Vec<Range<usize>> {
        let size = self.documents.list.len().div_ceil(PIECES).max(1);
        let count = self.documents.list.len().div_ceil(size).max(1);
        (0..count)
            .map(|piece| piece * size..((piece + 1) * size).min(self.documents.list.len()))
            .collect()
    }

    /// Reads a piece.
    pub fn read(&self, piece: Range<usize>) -> Read {
        let mut reader = Reader::new(&self.source.config.search.weights);
        let mut packer = Packer::quick();
        let mut files = Vec::new();
        for (number, subject) in &self.documents.list[piece] {
            let (content, is_english) = self.source.content(*subject);
            reader.begin(*number, is_english);
            for (place, json) in (0..).zip(segments::read(content, &mut reader)) {
                let hash = Hash::of(&json);
                files.push((*number, place, hash, packer.script("", &json)));
            }
            reader.end();
        }
        Read { part: reader.finish(), segments: files }
    }
}

/// All words of the site, ready for the dictionary.
pub struct Words {
    vocabulary: Vocabulary,
    segments: Vec<(u32, usize, Hash, Vec<u8>)>,
}

impl Words {
    /// Joins what was read.
    pub fn join(read: Vec<Read>) -> Words {
        let mut segments = Vec::with_capacity(read.iter().map(|read| read.segments.len()).sum());
        let mut parts = Vec::with_capacity(read.len());
        for read in read {
            segments.extend(read.segments);
            parts.push(read.part);
        }
        Words { vocabulary: Vocabulary::new(parts), segments }
    }

    /// What splits the compounds of the site.
    pub fn splitter(&self) -> Splitter<'_> {
        Splitter::new(&self.vocabulary.forms())
    }

    /// The pieces that compounds are split in.
    pub fn pieces(&self) -> Vec<Range<u32>> {
        let length = self.vocabulary.len();
        (0..length).step_by(4096).map(|start| start..(start + 4096).min(length)).collect()
    }

    /// The compounds of a piece.
    pub fn split(&self, splitter: &Splitter<'_>, piece: Range<u32>) -> Vec<Compound> {
        self.vocabulary.split(splitter, piece)
    }

    /// Takes in all compounds.
    pub fn add_compounds(&mut self, found: &[Compound]) {
        self.vocabulary.add_compounds(found);
    }

    /// Where the dictionary is cut.
    pub fn cuts(&self) -> Vec<Cut> {
        shards::cuts(&self.vocabulary)
    }
}

/// A piece of the dictionary, made.
pub struct Piece {
    shard: Shard,
}

/// One of the lists that misspelt words are looked for in.
pub struct Spelling {
    starts: Vec<(String, String)>,
    files: Vec<shards::Named>,
}

impl Making<'_> {
    /// Makes a piece of the dictionary.
    pub fn piece(&self, words: &Words, cut: Cut) -> Piece {
        let mut packer = Packer::quick();
        let base = self.documents.base;
        Piece { shard: shards::shard(&words.vocabulary, &self.writers, base, cut, &mut packer) }
    }

    /// Makes the lists that misspelt words are looked for in; `order` is 0, 1 or 2.
    pub fn spelling(&self, words: &Words, order: usize) -> Spelling {
        let (starts, files) = spelling::files(&words.vocabulary, order, &mut Packer::thorough());
        Spelling { starts, files }
    }

    /// Puts all together.
    pub fn finish(&self, words: Words, pieces: Vec<Piece>, lists: Vec<Spelling>) -> Index {
        let mut size = Size {
            documents: self.documents.list.len(),
            terms: words.vocabulary.len() as usize,
            tokens: words.vocabulary.tokens(),
            ..Size::default()
        };
        let Words { vocabulary, segments } = words;
        // The largest part of what is in memory has done its work.
        drop(vocabulary);
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let hashes = segments.iter().map(|(document, _, hash, _)| (*document, hash));
        let blocks = Blocks::of(&self.documents, hashes);
        for (document, place, _, script) in segments {
            let name = blocks.name(document, place);
            let script = coding::renamed(&script, &name);
            size.shown += script.len() as u64;
            files.insert(name, script);
        }
        let mut packer = Packer::thorough();
        let mut shards = Vec::with_capacity(pieces.len());
        let mut shown = Vec::with_capacity(pieces.len());
        for Piece { mut shard } in pieces {
            for (name, bytes) in std::mem::take(&mut shard.files) {
                files.insert(name, bytes);
            }
            let name = unique(&files, &mut shard.bytes);
            files.insert(format!("w{name}"), packer.script(&format!("w{name}"), &shard.bytes));
            shown.push(name);
            shards.push(shard);
        }
        let mut starts = Vec::with_capacity(lists.len());
        for list in lists {
            files.extend(list.files);
            starts.push(list.starts);
        }
        let spelling = serde_json::json!(starts).to_string().into_bytes();
        let spelling_name = format!("f{}", Hash::of(&spelling).short(10));
        files.insert(spelling_name.clone(), packer.script(&spelling_name, &spelling));
        let facets = facets::facets(&self.source, &self.documents).map(|facet| {
            let bytes = facet.to_string().into_bytes();
            let name = format!("f{}", Hash::of(&bytes).short(10));
            files.insert(name.clone(), packer.script(&name, &bytes));
            name
        });
        let named: Vec<(&Shard, String)> = shards.iter().zip(shown).collect();
        let Source { site, config, .. } = self.source;
        let mut root = root::root(site, config, &self.documents, &blocks, &named);
        root["facets"] = serde_json::json!(facets);
        root["spelling"] = serde_json::json!(spelling_name);
        let bytes = root.to_string().into_bytes();
        let root = format!("root.{}", Hash::of(&bytes).short(10));
        files.insert(root.clone(), packer.script("root", &bytes));
        finished(files, &root, size)
    }
}

/// The hash of a shard, which no other shard has.
fn unique(files: &BTreeMap<String, Vec<u8>>, bytes: &mut Vec<u8>) -> String {
    loop {
        let name = Hash::of(bytes).short(6);
        if !files.contains_key(&format!("w{name}")) {
            return name;
        }
        bytes.push(0);
    }
}

fn finished(files: BTreeMap<String, Vec<u8>>, root: &str, mut size: Size) -> Index {
    let path = |name: &str| {
        OutputPath::new(&format!("{FOLDER}/{name}.js"))
            .expect("made of letters, digits and hyphens")
    };
    size.files = files.len();
    size.bytes = files.values().map(|bytes| bytes.len() as u64).sum();
    let file = |(name, bytes): (String, Vec<u8>)| File { path: path(&name), bytes };
    let root = path(root);
    Index { files: files.into_iter().map(file).collect(), root, size }
}
