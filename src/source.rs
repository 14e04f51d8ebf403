//! What lies on disk: a path within the site, classified once, with its bytes and their hash.

use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Diagnostic, Problem};

/// A path within the site's folder: relative, with `/`, in Unicode form NFC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as the whole program writes it, whatever the file system gave.
    pub fn new(path: &str) -> Self {
        let slashed = path.replace('\\', "/");
        let trimmed = slashed.strip_prefix("./").unwrap_or(&slashed);
        if trimmed.is_ascii() {
            return SourcePath(trimmed.into());
        }
        SourcePath(trimmed.nfc().collect::<String>().into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part, with its extension.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part, without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// The extension in lower case, or an empty text.
    pub fn extension(&self) -> String {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => name[dot + 1..].to_lowercase(),
            _ => String::new(),
        }
    }

    /// The folder that the file lies in, without a slash at the end; empty for the site's own folder.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// The path of `target` as written in this file: relative to its folder, or from the root when it
    /// begins with `/`. `None` when it leads out of the site.
    pub fn join(&self, target: &str) -> Option<SourcePath> {
        let mut parts: Vec<&str> = match target.strip_prefix('/') {
            Some(_) => Vec::new(),
            None => self.folder().split('/').filter(|part| !part.is_empty()).collect(),
        };
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(SourcePath::new(&parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The blake3 hash of some bytes: what a key is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Hash(*blake3::hash(bytes).as_bytes())
    }

    /// The hash of a value's bytes in the form of keys.
    pub fn of_value(value: &impl Serialize) -> Self {
        let bytes = postcard::to_stdvec(value);
        Hash::of(&bytes.expect("lists and maps say how long they are, and all else has a form"))
    }

    /// The hash of some texts, each of them told apart from the next.
    pub fn of_parts(parts: &[&str]) -> Self {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Hash::of(&bytes)
    }

    /// The first `digits` hexadecimal digits, at most 64.
    pub fn short(&self, digits: usize) -> String {
        let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).take(digits).collect()
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short(12))
    }
}

/// The bytes of a file: in hand, or read when something first asks for them, as of a post that is known from the last build.
#[derive(Clone, Debug)]
pub enum FileBytes {
    /// Those of a file that was read whole.
    Held(Vec<u8>),
    /// Those of a file that lies there as it did when it was read before.
    Waiting(Arc<Waiting>),
}

/// Bytes that are read when they are asked for, and why they are blanks if they are.
pub type Waiting = LazyLock<Late, Box<dyn FnOnce() -> Late + Send>>;

/// What a late reader gives: bytes, and if others than were expected lay there, blanks of that number and what is wrong. So
/// places within them stay places within them.
pub type Late = (Vec<u8>, Option<Diagnostic>);

impl FileBytes {
    /// What `read` gives when something first asks.
    pub fn waiting(read: impl FnOnce() -> Late + Send + 'static) -> FileBytes {
        FileBytes::Waiting(Arc::new(LazyLock::new(Box::new(read))))
    }

    /// Why they are blanks, if they are. Asks for them.
    pub fn lacking(&self) -> Option<&Diagnostic> {
        match self {
            FileBytes::Held(_) => None,
            FileBytes::Waiting(late) => late.1.as_ref(),
        }
    }
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            FileBytes::Held(bytes) => bytes,
            FileBytes::Waiting(late) => &late.0,
        }
    }
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> Self {
        FileBytes::Held(bytes)
    }
}

/// A file of text, or one that is read as such.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it lies.
    pub path: SourcePath,
    /// What it holds, as it came.
    pub bytes: FileBytes,
    /// The hash of the bytes.
    pub hash: Hash,
}

impl Source {
    /// A source from bytes in hand.
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        let hash = Hash::of(&bytes);
        Source { path: SourcePath::new(path), bytes: bytes.into(), hash }
    }

    /// The text, without a byte-order mark; or that it is no UTF-8, and where.
    pub fn text(&self) -> Result<&str, Diagnostic> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(error) => {
                let offset = error.valid_up_to();
                let problem = Diagnostic::error(Problem::NotUtf8 { offset: offset as u64 });
                let shown = String::from_utf8_lossy(&self.bytes);
                Err(problem.at(&self.path).at_offset(offset, &shown))
            }
        }
    }
}

/// A file of comments.
#[derive(Clone, Debug)]
pub enum ExportFile {
    /// One that was read whole.
    Held(Source),
    /// One that is read when its turn comes: it may be larger than memory.
    OnDisk(OnDisk),
}

/// A file that is not held.
#[derive(Clone, Debug)]
pub struct OnDisk {
    /// Its path within the site, and how it begins.
    pub head: Source,
    /// Its path on this machine.
    pub on_disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

impl ExportFile {
    /// The file, or how it begins.
    pub fn head(&self) -> &Source {
        match self {
            ExportFile::Held(source) | ExportFile::OnDisk(OnDisk { head: source, .. }) => source,
        }
    }

    /// Where it lies.
    pub fn path(&self) -> &SourcePath {
        &self.head().path
    }
}

/// A file that is copied to the output as it is, and never held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it lies.
    pub path: SourcePath,
    /// Its path on this machine, as the file system spells it: accents may be spelled otherwise there.
    pub on_disk: PathBuf,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything a site is built from, each list sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `content/posts/**/*.md`.
    pub posts: Vec<Source>,
    /// `content/pages/**/*.md`.
    pub pages: Vec<Source>,
    /// `content/experts/*.md`.
    pub experts: Vec<Source>,
    /// `content/topics/*.md`.
    pub topics: Vec<Source>,
    /// `authors.yml` of Docusaurus, `.authors.yml` of Material and `data/authors/*` of Hugo.
    pub author_lists: Vec<Source>,
    /// The files below the folders of `comments.sources`, except the three that follow.
    pub exports: Vec<ExportFile>,
    /// `mapping.csv` beside the exports, and in folders below.
    pub mappings: Vec<Source>,
    /// `moderation.toml` beside the exports, and in folders below.
    pub moderations: Vec<Source>,
    /// `forgotten.toml` beside the exports, and in folders below.
    pub forgotten: Vec<Source>,
    /// Images and attachments below `content/`.
    pub attachments: Vec<Asset>,
    /// What lies below `static/`.
    pub statics: Vec<Asset>,
    /// `themes/<name>/**` of the site's own theme: templates, assets, i18n and `theme.toml`.
    pub theme: Vec<Source>,
}
