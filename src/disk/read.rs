//! Lists what a site consists of, classifies each path once, and reads files.

use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Asset, Hash, Source, SourcePath};

/// What a path is, by where it lies and what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A post.
    Post,
    /// A page that is not a post.
    Page,
    /// An expert's profile.
    Expert,
    /// A topic's introduction.
    Topic,
    /// A list of authors of another generator.
    AuthorList,
    /// An export of comments.
    Export,
    /// `mapping.csv` beside the exports.
    Mapping,
    /// `moderation.toml` beside the exports.
    Moderation,
    /// An image or attachment below `content/`.
    Attachment,
    /// A file below `static/`.
    Static,
    /// A file of the site's own theme.
    Theme,
}

/// A file of the site that was found and classified, not yet read.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub class: Class,
    /// Its path within the site.
    pub path: SourcePath,
    /// Its path on this machine, as the file system spells it.
    pub on_disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// Reads `weerklank.toml`.
pub fn settings(root: &Path) -> Result<Source, Diagnostic> {
    let path = SourcePath::new("weerklank.toml");
    match std::fs::read(root.join("weerklank.toml")) {
        Ok(bytes) => Ok(Source::new("weerklank.toml", bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Diagnostic::error(Problem::SettingsMissing).at(&path))
        }
        Err(error) => Err(unreadable(&path, &error)),
    }
}

/// Every file that the site in `root` is built from, sorted by class and path.
pub fn list(root: &Path, config: &Config) -> Checked<Vec<Found>> {
    let mut walk = Walk {
        root,
        real_root: real(root),
        config,
        found: Vec::new(),
        problems: Vec::new(),
        seen: BTreeSet::new(),
    };
    walk.folder("content");
    for source in &config.comments.sources {
        walk.folder(source.trim_end_matches('/'));
    }
    for folder in ["static", "data/authors", "_data"] {
        walk.folder(folder);
    }
    walk.folder(&format!("themes/{}", config.theme));
    let Walk { mut found, problems, .. } = walk;
    found.sort_by(|a, b| (a.class, &a.path).cmp(&(b.class, &b.path)));
    Checked { value: found, problems }
}

struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    config: &'a Config,
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
    seen: BTreeSet<SourcePath>,
}

impl Walk<'_> {
    fn folder(&mut self, name: &str) {
        let start = self.root.join(name);
        if std::fs::symlink_metadata(&start).is_err() {
            return;
        }
        let mut outside = Vec::new();
        let real_root = self.real_root.clone();
        let walker = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        let walker = walker.filter_entry(|entry| {
            let inside = !entry.path_is_symlink() || real(entry.path()).starts_with(&real_root);
            if !inside {
                outside.push(entry.path().to_owned());
            }
            inside && !is_hidden(entry)
        });
        let entries: Vec<Result<DirEntry, walkdir::Error>> = walker.collect();
        for entry in entries {
            match entry {
                Ok(entry) => self.file(&entry),
                Err(error) => self.unwalkable(&error),
            }
        }
        for path in outside {
            let target = real(&path).display().to_string();
            let here = self.relative(&path);
            self.problems.push(Diagnostic::error(Problem::LinkOutside { target }).at(&here));
        }
    }

    fn file(&mut self, entry: &DirEntry) {
        let kind = entry.file_type();
        if kind.is_dir() {
            return;
        }
        let path = self.relative(entry.path());
        let Some(class) = classify(path.as_str(), self.config) else { return };
        if !self.seen.insert(path.clone()) {
            return;
        }
        if !kind.is_file() {
            self.problems.push(Diagnostic::error(Problem::NotAFile).at(&path));
            return;
        }
        match entry.metadata() {
            Ok(data) => {
                self.found.push(Found {
                    class,
                    path,
                    on_disk: entry.path().to_owned(),
                    size: data.len(),
                });
            }
            Err(error) => self.unwalkable(&error),
        }
    }

    fn unwalkable(&mut self, error: &walkdir::Error) {
        let path =
            error.path().map_or_else(|| SourcePath::new("content"), |path| self.relative(path));
        let problem = if error.loop_ancestor().is_some() {
            Problem::SymlinkLoop
        } else {
            Problem::Unreadable {
                detail: error.io_error().map_or_else(|| error.to_string(), describe),
            }
        };
        self.problems.push(Diagnostic::error(problem).at(&path));
    }

    fn relative(&self, path: &Path) -> SourcePath {
        SourcePath::new(&path.strip_prefix(self.root).unwrap_or(path).to_string_lossy())
    }
}

/// A path without links of the file system. What does not exist yet is appended to the part that does.
pub(super) fn real(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    loop {
        if let Ok(found) = std::fs::canonicalize(&path) {
            return rest.iter().rev().fold(found, |found, part| found.join(part));
        }
        match (path.file_name().map(ToOwned::to_owned), path.parent().map(ToOwned::to_owned)) {
            (Some(name), Some(parent)) => {
                rest.push(name);
                path = parent;
            }
            _ => return path,
        }
    }
}

/// Hidden files are of the system or of an editor; only Material hides its list of authors.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let junk = ["Thumbs.db", "desktop.ini"].contains(&name.as_ref())
        || name.ends_with('~')
        || name.starts_with("~$");
    entry.depth() > 0 && (junk || name.starts_with('.') && !name.starts_with(".authors."))
}

fn is_markdown(path: &SourcePath) -> bool {
    ["md", "mdx", "markdown"].contains(&path.extension().as_str())
}

/// What a path is; `None` if it is nothing to us.
fn classify(path: &str, config: &Config) -> Option<Class> {
    let source = SourcePath::new(path);
    let comments = &config.comments.sources;
    if comments.iter().any(|folder| within(path, folder.trim_end_matches('/')) || path == folder) {
        return Some(match source.file_name() {
            "mapping.csv" => Class::Mapping,
            "moderation.toml" => Class::Moderation,
            _ => Class::Export,
        });
    }
    if path.starts_with("static/") {
        return Some(Class::Static);
    }
    if path.starts_with("themes/") {
        return Some(Class::Theme);
    }
    let stem = source.stem().trim_start_matches('.');
    let listed = path.starts_with("data/authors/") || stem == "authors";
    if listed && ["yml", "yaml", "toml"].contains(&source.extension().as_str()) {
        return Some(Class::AuthorList);
    }
    let content = path.strip_prefix("content/")?;
    if !is_markdown(&source) {
        let generator_data =
            ["tags.yml", "_category_.json", "_category_.yml"].contains(&source.file_name());
        return (!generator_data).then_some(Class::Attachment);
    }
    let folder = content.split('/').next().unwrap_or_default();
    match (folder, content.matches('/').count()) {
        ("pages", _) => Some(Class::Page),
        ("experts", 1) => Some(Class::Expert),
        ("topics", 1) => Some(Class::Topic),
        (_, 0) if ["_index", "index"].contains(&source.stem()) => None,
        (_, 0) => Some(Class::Page),
        _ => Some(Class::Post),
    }
}

fn within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Reads a file whole, if it is not larger than `limit` bytes.
pub fn source(found: &Found, limit: u64) -> Result<Source, Diagnostic> {
    if found.size > limit {
        return Err(
            Diagnostic::error(Problem::TooLarge { size: found.size, limit }).at(&found.path)
        );
    }
    // A file that grows while it is read is read again; one that keeps growing is told.
    for _ in 0..3 {
        let bytes =
            std::fs::read(&found.on_disk).map_err(|error| unreadable(&found.path, &error))?;
        let size = std::fs::metadata(&found.on_disk).map_or(0, |data| data.len());
        if size == bytes.len() as u64 && size <= limit {
            let hash = Hash::of(&bytes);
            return Ok(Source { path: found.path.clone(), bytes, hash });
        }
    }
    Err(Diagnostic::error(Problem::SourceChanging).at(&found.path))
}

/// The hash of a file that is only copied.
pub fn asset(found: &Found) -> Result<Asset, Diagnostic> {
    let (hash, size) = in_pieces(&found.on_disk, &found.path, |_| Ok(()))?;
    Ok(Asset { path: found.path.clone(), on_disk: found.on_disk.clone(), hash, size })
}

/// Reads a file of the site without ever holding it whole; its hash and its size.
pub(super) fn in_pieces(
    on_disk: &Path,
    path: &SourcePath,
    mut take: impl FnMut(&[u8]) -> Result<(), Diagnostic>,
) -> Result<(Hash, u64), Diagnostic> {
    let failed = |error: io::Error| unreadable(path, &error);
    let mut file = File::open(on_disk).map_err(failed)?;
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let count = file.read(&mut piece).map_err(failed)?;
        if count == 0 {
            return Ok((Hash(*hasher.finalize().as_bytes()), size));
        }
        size += count as u64;
        hasher.update(&piece[..count]);
        take(&piece[..count])?;
    }
}

/// The bytes of a file that is only copied.
pub fn bytes(asset: &Asset) -> Result<Vec<u8>, Diagnostic> {
    std::fs::read(&asset.on_disk).map_err(|error| unreadable(&asset.path, &error))
}

/// The hash of any file.
pub(super) fn hash(path: &Path) -> io::Result<Hash> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok(Hash(*hasher.finalize().as_bytes()))
}

/// The size and time of change of a file, if it is there.
pub fn stamp(path: &Path) -> Option<(u64, i64)> {
    let data = std::fs::metadata(path).ok()?;
    Some((data.len(), changed(&data)))
}

/// When a file was changed, in nanoseconds since 1970.
pub(super) fn changed(data: &Metadata) -> i64 {
    let since = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// Whether a folder is new or empty, apart from what version control keeps there.
pub fn is_free(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == ".git"))
        }
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// Changes whenever a file that a site can be built from does: names, sizes and times of change.
pub fn fingerprint(root: &Path) -> Hash {
    let mut hasher = blake3::Hasher::new();
    let is_source = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let is_output = entry.depth() == 1 && ["public", "target"].contains(&name.as_ref());
        entry.depth() == 0 || !(is_output || is_hidden(entry))
    };
    let walk = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_source);
    for entry in walk.flatten().filter(|entry| entry.file_type().is_file()) {
        let stamp = stamp(entry.path());
        hasher.update(format!("{} {stamp:?}\n", entry.path().display()).as_bytes());
    }
    Hash(*hasher.finalize().as_bytes())
}

fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Problem::Unreadable { detail: describe(error) }).at(path)
}

/// What the operating system says, without the number behind it.
pub(super) fn describe(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Flags, resolve};

    #[test]
    fn a_path_is_classified_by_where_it_lies() {
        let flags = Flags {
            base_url: None,
            drafts: false,
            future: false,
            expired: false,
            now: "0".into(),
            program: Hash::of(b""),
        };
        let settings = Source::new(
            "weerklank.toml",
            b"title = \"x\"\n[comments]\nsources = [\"content/comments\", \"oud\"]".to_vec(),
        );
        let config = resolve(&settings, &flags).value.expect("valid settings");
        for (path, class) in [
            ("content/posts/2025/water.md", Some(Class::Post)),
            ("content/blog/water.mdx", Some(Class::Post)),
            ("content/posts/water/kaart.png", Some(Class::Attachment)),
            ("content/posts/authors.yml", Some(Class::AuthorList)),
            ("content/posts/.authors.yml", Some(Class::AuthorList)),
            ("content/pages/over.md", Some(Class::Page)),
            ("content/experts/ines.md", Some(Class::Expert)),
            ("content/topics/water.md", Some(Class::Topic)),
            ("content/comments/a.xml", Some(Class::Export)),
            ("content/comments/2024/mapping.csv", Some(Class::Mapping)),
            ("oud/export.xml", Some(Class::Export)),
            ("static/logo.svg", Some(Class::Static)),
            ("themes/huis/theme.toml", Some(Class::Theme)),
            ("data/authors/ines.toml", Some(Class::AuthorList)),
            ("_data/members.yml", None),
            ("content/_index.md", None),
        ] {
            assert_eq!(classify(path, &config), class, "{path}");
        }
    }
}
