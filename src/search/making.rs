//! The making of an index, step by step. The steps that can be done side by side are those that take a piece.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::coding::{Block, Packer, front_coded};
use super::contents::Source;
use super::dictionary::{Dictionary, Unmade};
use super::documents::{Documents, Subject};
use super::gathering::Words;
use super::knowledge::Writers;
use super::lists::REF;
use super::part::Part;
use super::reader::Reader;
use super::root::{self, Blocks};
use super::spelling;
use super::{FOLDER, File, Held, Index, Size, facets, segments, synonyms};
use crate::config::Config;
use crate::output::OutputPath;
use crate::page::phrases::Phrases;
use crate::page::plan::Places;
use crate::site::Site;
use crate::source::Hash;

/// About so many pieces are the posts read in: a change of one post has that part of all read again.
const PIECES: usize = 96;

/// The making of an index.
pub struct Making<'a> {
    source: Source<'a>,
    pub(super) documents: Documents,
    pub(super) writers: Writers,
    /// The hash of what decides how any document is read.
    pub(super) settings: Hash,
}

/// Some of the documents, by their places in the list of all.
#[derive(Clone, Debug)]
pub struct Piece {
    documents: Range<usize>,
    /// The hash of what they hold; `None` if nothing of them may be kept, as of experts.
    pub key: Option<Hash>,
}

/// What a piece is read with: memory that is used again for the next.
pub struct Hands<'a> {
    reader: Reader<'a>,
    packer: Packer,
}

/// What reading some of the documents gave.
pub struct Read {
    pub(super) first: u32,
    pub(super) part: Part,
    pub(super) segments: Vec<Segment>,
}

/// A segment of a document, with what it holds unless that was not made.
pub(super) struct Segment {
    document: u32,
    place: usize,
    hash: Hash,
    packed: Option<Vec<u8>>,
}

/// What is kept of a piece: its words, and the hashes of the segments of each document.
#[derive(Serialize, Deserialize)]
struct Kept<P> {
    part: P,
    segments: Vec<Vec<Hash>>,
}

impl<'a> Making<'a> {
    /// Begins.
    pub fn new(
        site: &'a Site,
        places: &'a Places,
        phrases: &'a Phrases,
        config: &'a Config,
    ) -> Making<'a> {
        let documents = Documents::of(site, config);
        let writers = Writers::of(&documents, site);
        let Config { program, timezone, language, markdown, search, .. } = config;
        // Further pages of a discussion lie where the settings say.
        let (page, size) = (&config.paths.page, segments::size(site.posts));
        let settings =
            format!("{program:?} {timezone:?} {language} {markdown:?} {search:?} {page:?} {size}");
        let settings = Hash::of(settings.as_bytes());
        let source = Source { site, config, places, phrases: Some(phrases) };
        Making { source, documents, writers, settings }
    }

    /// The pieces that the documents are read in: cut behind a post whose own address says so, so that a new post moves no
    /// others to another piece.
    pub fn pieces(&self) -> Vec<Range<usize>> {
        let (list, posts) = (&self.documents.list, self.documents.posts as usize);
        let usual = (posts / PIECES).next_power_of_two().clamp(32, 1024);
        let ends = |at: usize| match list[at].1 {
            Subject::Post(id) => {
                let path = &self.source.site.article(id).path;
                let hash = Hash::of(path.as_str().as_bytes());
                usize::from(u16::from_le_bytes([hash.0[0], hash.0[1]])).is_multiple_of(usual)
            }
            _ => false,
        };
        // What is kept does not lie with what is not.
        let attachments = self.documents.kinds[3].len();
        let kept = [posts, list.len() - attachments, list.len()];
        let mut pieces = Vec::new();
        let mut start = 0;
        for at in 0..list.len() {
            let length = at + 1 - start;
            if ends(at) || length == usual * 4 || kept.contains(&(at + 1)) {
                pieces.push(start..at + 1);
                start = at + 1;
            }
        }
        pieces
    }

    /// A piece with its key. Of experts nothing is kept.
    pub fn piece(&self, documents: Range<usize>) -> Piece {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.settings.0);
        let documents_of = self.documents.list[documents.clone()].iter();
        let keys: Option<Vec<Hash>> =
            documents_of.map(|(_, subject)| self.source.key(*subject)).collect();
        let key = keys.map(|keys| {
            keys.iter().for_each(|key| {
                hasher.update(&key.0);
            });
            Hash(*hasher.finalize().as_bytes())
        });
        Piece { documents, key }
    }

    /// The synonyms of the settings.
    pub fn synonyms(&self) -> &[String] {
        &self.source.config.search.synonyms
    }

    /// What pieces are read with.
    pub fn hands(&self) -> Hands<'a> {
        let search = &self.source.config.search;
        let reader = Reader::new(&search.weights, &synonyms::names(&search.synonyms));
        Hands { reader, packer: Packer::quick() }
    }

    /// Reads a piece.
    pub fn read(&self, hands: &mut Hands<'_>, piece: &Piece) -> Read {
        let Hands { reader, packer } = hands;
        let documents = &self.documents.list[piece.documents.clone()];
        let size = segments::size(self.source.site.posts);
        let mut made = Vec::new();
        for (number, subject) in documents {
            let (content, is_english) = self.source.content(*subject);
            reader.begin(is_english, matches!(subject, Subject::Post(_) | Subject::Page(_)));
            for (place, json) in (0..).zip(segments::read(content, size, Some(reader))) {
                let packed = Some(packer.deflate(&json).to_vec());
                made.push(Segment { document: *number, place, hash: Hash::of(&json), packed });
            }
            reader.end();
        }
        let first = documents.first().map_or(0, |(number, _)| *number);
        Read { first, part: reader.finish(), segments: made }
    }

    /// A piece as it was kept, if these bytes hold it.
    pub fn recall(&self, piece: &Piece, bytes: &[u8]) -> Option<Read> {
        let Kept::<Part> { part, segments } = postcard::from_bytes(bytes).ok()?;
        let documents = &self.documents.list[piece.documents.clone()];
        if !part.is_whole() || segments.len() != documents.len() {
            return None;
        }
        let of_document = |((document, _), hashes): (&(u32, Subject), Vec<Hash>)| {
            let document = *document;
            let segment = move |(place, hash)| Segment { document, place, hash, packed: None };
            (0..).zip(hashes).map(segment)
        };
        let segments = documents.iter().zip(segments).flat_map(of_document).collect();
        Some(Read { first: documents.first()?.0, part, segments })
    }
}

impl Read {
    /// What to keep for the next build.
    pub fn kept(&self) -> Option<Vec<u8>> {
        let of_document = |same: &[Segment]| same.iter().map(|segment| segment.hash).collect();
        let same = |one: &Segment, other: &Segment| one.document == other.document;
        let segments = self.segments.chunk_by(same).map(of_document).collect();
        postcard::to_stdvec(&Kept { part: &self.part, segments }).ok()
    }
}

impl Making<'_> {
    /// The lists that are made for misspelt words.
    pub const SPELLINGS: std::ops::RangeInclusive<usize> = 0..=spelling::ORDERS.len();

    /// Makes the lists that misspelt words are looked for in, and behind them that of words which are none.
    pub fn spelling(&self, words: &Words, list: usize) -> spelling::List {
        if list < spelling::ORDERS.len() {
            return spelling::forms(&words.vocabulary, list);
        }
        spelling::language(self.source.config.language.starts_with("en"))
    }

    /// Puts all together.
    pub fn finish(
        self,
        words: Words,
        shards: Vec<Dictionary>,
        lists: Vec<spelling::List>,
    ) -> Index {
        let Words { vocabulary, segments, .. } = words;
        let Making { source, documents, writers, .. } = self;
        let mut size = Size {
            documents: documents.list.len(),
            terms: vocabulary.len() as usize,
            tokens: vocabulary.tokens(),
            ..Size::default()
        };
        let mut files = Files::default();
        let blocks = Blocks::of(&documents, segments.iter().map(|s| (s.document, &s.hash)));
        files.add_segments(&documents, &blocks, segments);
        let same = synonyms::of_forms(&source.config.search.synonyms, &vocabulary);
        let mut unmade = Unmade { vocabulary, writers, base: documents.base, shards: Vec::new() };
        let named = shards.into_iter().map(|shard| files.add_dictionary(shard, &mut unmade));
        let named: Vec<(String, String)> = named.collect();
        // If all is made, the largest part of what is in memory has done its work.
        let unmade = Some(unmade).filter(|unmade| !unmade.shards.is_empty());
        let mut add_list = |list: spelling::List| {
            let names = list.files.into_iter().map(|file| files.add_short('e', file));
            (front_coded(list.starts.iter().map(String::as_str)), names.collect::<String>())
        };
        let spelling: Vec<_> = lists.into_iter().map(&mut add_list).collect();
        let spelling = files.add_json('f', &serde_json::json!(spelling));
        let facets = facets::facets(&source, &documents).map(|facet| files.add_json('f', &facet));
        let mut root = root::root(source.site, source.config, &documents, &blocks, &named);
        root["facets"] = serde_json::json!(facets);
        root["same"] = serde_json::json!(same);
        root["names"] = serde_json::json!(synonyms::names(&source.config.search.synonyms));
        root["spelling"] = serde_json::json!(spelling);
        let root = files.add_json_named("root.", &root);
        size.files = files.0.len();
        let file =
            |(name, (hash, held)): (String, (Hash, Held))| File { path: path(&name), hash, held };
        Index { files: files.0.into_iter().map(file).collect(), root: path(&root), size, unmade }
    }
}

/// Files by name.
#[derive(Default)]
struct Files(BTreeMap<String, (Hash, Held)>);

impl Files {
    fn add_segments(&mut self, documents: &Documents, blocks: &Blocks, segments: Vec<Segment>) {
        let mut subjects = documents.list.iter().peekable();
        for Segment { document, place, hash, packed } in segments {
            while subjects.next_if(|(number, _)| *number < document).is_some() {}
            let Some((_, subject)) = subjects.peek() else { break };
            let held = packed.map_or(Held::Segment(*subject, place), Held::Packed);
            self.0.insert(blocks.name(document, place), (hash, held));
        }
    }

    fn add_json(&mut self, kind: char, value: &serde_json::Value) -> String {
        self.add_json_named(&kind.to_string(), value)
    }

    /// Adds JSON under this name with its hash.
    fn add_json_named(&mut self, name: &str, value: &serde_json::Value) -> String {
        let block = Block::of(value.to_string().into_bytes());
        let hash = block.hash();
        let name = format!("{name}{}", hash.short(10));
        self.0.insert(name.clone(), (hash, Held::Plain(block)));
        name
    }

    /// Adds a shard with its files, and gives its start, and its hash, which no other shard has.
    fn add_dictionary(&mut self, shard: Dictionary, unmade: &mut Unmade) -> (String, String) {
        let Dictionary { outline, made, cut, .. } = shard;
        let own = format!("w{}", outline.hash.short(6));
        let held = Held::Shard(unmade.shards.len());
        match made {
            None if !self.0.contains_key(&own) => {
                let files =
                    outline.files.iter().map(|hash| (name('p', *hash), (*hash, held.clone())));
                self.0.extend(files);
                self.0.insert(own.clone(), (outline.hash, held));
                unmade.shards.push((cut, OnceLock::new()));
                (outline.start, own[1..].to_owned())
            }
            made => {
                let shard = made.unwrap_or_else(|| unmade.make(cut));
                let files = shard.files.into_iter();
                self.0.extend(
                    files.map(|(hash, packed)| (name('p', hash), (hash, Held::Packed(packed)))),
                );
                (outline.start, self.add_short('w', shard.block))
            }
        }
    }

    /// Adds a file whose end is not read, and gives its short hash, which no other of its kind has.
    fn add_short(&mut self, kind: char, mut block: Block) -> String {
        loop {
            let hash = block.hash();
            let name = format!("{kind}{}", hash.short(6));
            let short = name[1..].to_owned();
            if let Entry::Vacant(place) = self.0.entry(name) {
                place.insert((hash, Held::Plain(block)));
                return short;
            }
            block.bytes.push(0);
        }
    }
}

/// The name of a file that nothing but its hash tells apart.
fn name(kind: char, hash: Hash) -> String {
    format!("{kind}{}", hash.short(2 * REF))
}

fn path(name: &str) -> OutputPath {
    OutputPath::new(&format!("{FOLDER}/{name}.js")).expect("made of letters, digits and hyphens")
}
