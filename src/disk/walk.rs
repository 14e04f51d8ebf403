//! Lists what a site consists of, and classifies each path once.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::everything::outputs;
use super::read::{Stamp, real, settings};
use super::unread;
use crate::config::settings::DEFAULT_SOURCE;
use crate::config::{Config, waiting};
use crate::diagnostic::{Checked, Diagnostic, Problem, Trouble, nearest};
use crate::post::{Kind, has_date, is_section};
use crate::source::{Hash, SourcePath};

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
    /// `forgotten.toml` beside the exports.
    Forgotten,
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
    /// Its size in bytes, and when it changed.
    pub stamp: Stamp,
}

/// Every file that the site in `root` is built from, sorted by class and path.
pub fn list(root: &Path, config: &Config) -> Checked<Vec<Found>> {
    let mut walk = Walk {
        root,
        real_root: real(root),
        config,
        found: Vec::new(),
        problems: Vec::new(),
        seen: BTreeMap::new(),
    };
    walk.content();
    for source in &config.comments.sources {
        walk.source(source);
    }
    for place in &config.comments.pending {
        let is_there = |found: &Found| waiting::is_meant(place, found.path.as_str());
        if !walk.found.iter().any(is_there) {
            walk.tell_missing(place, Diagnostic::error, |path, nearest| Problem::PendingMissing {
                path,
                nearest,
            });
        }
    }
    for folder in ["static", "data/authors", "_data"] {
        walk.folder(folder);
    }
    walk.folder(&format!("themes/{}", config.theme));
    let Walk { mut found, mut problems, .. } = walk;
    found.sort_by(|a, b| (a.class, &a.path).cmp(&(b.class, &b.path)));
    problems.extend(unread::tell(&found));
    Checked { value: found, problems }
}

struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    config: &'a Config,
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
    seen: BTreeMap<SourcePath, PathBuf>,
}

impl Walk<'_> {
    /// The folder that no site is without once it was built: a share that is not mounted is no reason to publish nothing.
    fn content(&mut self) {
        let place = self.root.join("content");
        let problem = match std::fs::metadata(&place) {
            Ok(data) if data.is_dir() => return self.folder("content"),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Problem::Unreadable { why: Trouble::of(&error) }
            }
            Err(_) if std::fs::symlink_metadata(&place).is_err() && outputs(self.root) == 0 => {
                return;
            }
            _ => Problem::ContentMissing,
        };
        self.problems.push(Diagnostic::error(problem).at(&SourcePath::new("content")));
    }

    /// A folder or file of exports. That a site has none where they usually are needs no word.
    fn source(&mut self, name: &str) {
        if name != DEFAULT_SOURCE && std::fs::symlink_metadata(self.root.join(name)).is_err() {
            self.tell_missing(name, Diagnostic::warning, |path, nearest| Problem::SourceMissing {
                path,
                nearest,
            });
        }
        self.folder(name);
    }

    /// Tells of exports that the settings name and that are not there.
    fn tell_missing(
        &mut self,
        name: &str,
        tell: fn(Problem) -> Diagnostic,
        problem: fn(String, Option<String>) -> Problem,
    ) {
        let nearest = nearest_path(self.root, name).filter(|nearest| nearest != name);
        let problem = tell(problem(name.to_owned(), nearest));
        let problem = problem.at(&SourcePath::new("weerklank.toml"));
        let text = settings(self.root).map(|source| source.bytes.to_vec()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let line = text.lines().zip(1..).find(|(line, _)| line.contains(name));
        self.problems.push(match line {
            Some((_, number)) => problem.on_line(number, &text),
            None => problem,
        });
    }

    fn folder(&mut self, name: &str) {
        let start = self.root.join(name);
        if std::fs::symlink_metadata(&start).is_err() {
            return;
        }
        // What lies outside of `content` was not meant to be published.
        let content = self.real_root.join("content");
        let is_content = Path::new(name).starts_with("content");
        let within = if is_content { real(&content) } else { self.real_root.clone() };
        // A folder on the way to it may be a link too, and `content` itself one within the site.
        if !real(&start).starts_with(&self.real_root) {
            self.leads_outside(&start);
            return;
        }
        let mut outside = Vec::new();
        let walker = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
        let walker = walker.filter_entry(|entry| {
            let inside = !entry.path_is_symlink() || real(entry.path()).starts_with(&within);
            if !inside {
                outside.push(entry.path().to_owned());
            }
            // What is in `static` is copied as it is, hidden or not.
            inside && !(if name == "static" { is_junk(entry) } else { is_hidden(entry) })
        });
        let entries: Vec<Result<DirEntry, walkdir::Error>> = walker.collect();
        for entry in entries {
            match entry {
                Ok(entry) => self.file(&entry),
                Err(error) => self.unwalkable(&error),
            }
        }
        outside.iter().for_each(|path| self.leads_outside(path));
    }

    fn leads_outside(&mut self, path: &Path) {
        let target = real(path).display().to_string();
        let here = self.relative(path);
        self.problems.push(Diagnostic::error(Problem::LinkOutside { target }).at(&here));
    }

    fn file(&mut self, entry: &DirEntry) {
        let kind = entry.file_type();
        if kind.is_dir() {
            return;
        }
        let path = self.relative(entry.path());
        let Some(class) = classify(path.as_str(), self.config) else {
            let left = match path.file_name() {
                "tags.yml" => Some(Problem::TagsLeft),
                META => Some(Problem::MetaLeft),
                _ => None,
            };
            self.problems.extend(left.map(|problem| Diagnostic::warning(problem).at(&path)));
            return;
        };
        if let Some(other) = self.seen.insert(path.clone(), entry.path().to_owned()) {
            // A folder of exports may lie in another one. But a name whose accents are stored in another way is that of
            // another file, and the two would have one address.
            if other != entry.path() {
                let name = |path: &Path| {
                    path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().into_owned()
                };
                let problem = Problem::SameName { name: name(entry.path()), other: name(&other) };
                self.problems.push(Diagnostic::error(problem).at(&path));
            }
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
                    stamp: Stamp::from(&data),
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
            Problem::Unreadable { why: error.io_error().map_or(Trouble::Other, Trouble::of) }
        };
        self.problems.push(Diagnostic::error(problem).at(&path));
    }

    fn relative(&self, path: &Path) -> SourcePath {
        SourcePath::new(&path.strip_prefix(self.root).unwrap_or(path).to_string_lossy())
    }
}

/// Changes whenever a file that the site in `root` is built from does: names, sizes and times of change. Without settings that
/// can be used that is `weerklank.toml` alone.
pub fn fingerprint(root: &Path, config: Option<&Config>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{:?}\n", Stamp::of(&root.join("weerklank.toml"))).as_bytes());
    if let Some(config) = config {
        let Checked { value, problems } = list(root, config);
        for Found { path, stamp, .. } in value {
            hasher.update(path.as_str().as_bytes()).update(&[0]).update(&stamp.bytes());
        }
        hasher.update(format!("{problems:?}").as_bytes());
    }
    Hash(*hasher.finalize().as_bytes())
}

/// What was probably meant by a path below `root` that is not there: the first part that is missing, as the folder above it
/// spells it.
fn nearest_path(root: &Path, path: &str) -> Option<String> {
    let mut above = PathBuf::new();
    let mut parts = path.split('/');
    let missing = parts.find(|part| {
        let is_missing = std::fs::symlink_metadata(root.join(&above).join(part)).is_err();
        if !is_missing {
            above.push(part);
        }
        is_missing
    })?;
    let names = std::fs::read_dir(root.join(&above)).ok()?.flatten();
    let names: BTreeSet<String> =
        names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let found = nearest(missing, names.iter().map(String::as_str))?;
    let whole = parts.fold(above.join(found), |path, part| path.join(part));
    Some(whole.to_string_lossy().replace('\\', "/"))
}

/// Where Material says something of all posts in a folder.
const META: &str = ".meta.yml";

/// Hidden files are of the system or of an editor; only Material hides its list of authors, and what it says of folders.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = name.starts_with('.') && !name.starts_with(".authors.") && name != META;
    is_junk(entry) || entry.depth() > 0 && hidden
}

/// What systems, editors and version control leave behind.
fn is_junk(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let names = [
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        ".Spotlight-V100",
        ".Trashes",
        ".git",
        ".gitignore",
        ".gitkeep",
        ".gitattributes",
        ".svn",
        ".hg",
    ];
    let begins = ["~$", "._", ".#", ".~lock"].iter().any(|start| name.starts_with(start));
    let ends = ["~", ".swp", ".swo"].iter().any(|end| name.ends_with(end));
    entry.depth() > 0 && (names.contains(&name.as_ref()) || begins || ends)
}

fn is_markdown(path: &SourcePath) -> bool {
    ["md", "mdx", "markdown"].contains(&path.extension().as_str())
}

/// What a path is; `None` if it is nothing to us.
fn classify(path: &str, config: &Config) -> Option<Class> {
    let source = SourcePath::new(path);
    let comments = &config.comments.sources;
    if comments.iter().any(|folder| within(path, folder) || path == folder) {
        return Some(match source.file_name() {
            "mapping.csv" => Class::Mapping,
            "moderation.toml" => Class::Moderation,
            "forgotten.toml" => Class::Forgotten,
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
    let is_data = path.starts_with("data/authors/");
    let ending = source.extension();
    let is_list = ["yml", "yaml", "toml"].contains(&ending.as_str()) || is_data && ending == "json";
    if (is_data || stem == "authors") && is_list {
        return Some(Class::AuthorList);
    }
    let content = path.strip_prefix("content/")?;
    if !is_markdown(&source) {
        let generator_data =
            ["tags.yml", META, "_category_.json", "_category_.yml"].contains(&source.file_name());
        return (!generator_data).then_some(Class::Attachment);
    }
    let folder = content.split('/').next().unwrap_or_default();
    match (folder, content.matches('/').count()) {
        ("pages", _) => Some(Class::Page),
        ("experts", 1..) => Some(Class::Expert),
        ("topics", 1..) => Some(Class::Topic),
        // A date in its name tells that it is a post, of a blog that was put here without its folder.
        (_, 0) if !is_section(&source, Kind::Post) && !has_date(&source) => Some(Class::Page),
        _ => Some(Class::Post),
    }
}

fn within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Flags, resolve};
    use crate::source::Source;

    #[test]
    fn a_path_is_classified_by_where_it_lies() {
        let flags = Flags {
            base_url: None,
            drafts: false,
            future: false,
            expired: false,
            now: "0".parse().expect("a time"),
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
            ("content/experts/afd/ines.md", Some(Class::Expert)),
            ("content/topics/water/index.md", Some(Class::Topic)),
            ("content/topics/water/sloot.png", Some(Class::Attachment)),
            ("content/comments/a.xml", Some(Class::Export)),
            ("content/comments/2024/mapping.csv", Some(Class::Mapping)),
            ("oud/export.xml", Some(Class::Export)),
            ("static/logo.svg", Some(Class::Static)),
            ("themes/huis/theme.toml", Some(Class::Theme)),
            ("data/authors/ines.toml", Some(Class::AuthorList)),
            ("data/authors/ines.json", Some(Class::AuthorList)),
            ("_data/members.yml", None),
            ("content/posts/.meta.yml", None),
            ("content/_index.md", Some(Class::Post)),
            ("content/over.md", Some(Class::Page)),
            ("content/2024-03-05-water.mdx", Some(Class::Post)),
            ("content/2024-03-05-water/index.mdx", Some(Class::Post)),
        ] {
            assert_eq!(classify(path, &config), class, "{path}");
        }
    }
}
