//! Files from outside the site that become part of it: an export that somebody names, and what lies in the folder of uploads of
//! another blog.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::read::unreadable;
use super::write::{failed, put, staged_name};
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::{Hash, Source, SourcePath};

/// A file that somebody names, whole, if it is not larger than `limit` bytes.
pub fn given(path: &Path, limit: u64) -> Result<Source, Diagnostic> {
    let shown = SourcePath::new(&path.display().to_string());
    let data = std::fs::metadata(path).map_err(|error| unreadable(&shown, &error))?;
    if !data.is_file() {
        return Err(Diagnostic::error(Problem::ImportForeign).at(&shown));
    }
    if data.len() > limit {
        let size = data.len();
        return Err(Diagnostic::error(Problem::TooLarge { size, limit }).at(&shown));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&shown, &error))?;
    let hash = Hash::of(&bytes);
    Ok(Source { path: shown, bytes: bytes.into(), hash })
}

/// Where an upload lies in this folder, which may be that of the uploads or one above it.
pub fn find(folder: &Path, upload: &str) -> Option<PathBuf> {
    let spelled = [upload.to_owned(), upload.nfd().collect()];
    let folders = ["", "uploads", "wp-content/uploads"].map(|below| folder.join(below));
    let mut places = folders.iter().flat_map(|folder| spelled.iter().map(|name| folder.join(name)));
    // What a link leads out of the folder to is no upload.
    let real = folder.canonicalize().ok()?;
    let is_within = |place: &PathBuf| {
        place.is_file() && place.canonicalize().is_ok_and(|place| place.starts_with(&real))
    };
    places.find(is_within)
}

/// Whether a file of the site is there.
pub fn is_there(root: &Path, path: &str) -> bool {
    root.join(path).symlink_metadata().is_ok()
}

/// The text of a file of the site, if it is there; that of one that cannot be read is empty.
pub fn text(root: &Path, path: &str) -> Option<String> {
    let bytes = is_there(root, path).then(|| std::fs::read(root.join(path)).unwrap_or_default())?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Copies a file into the site, in one go.
pub fn copy(root: &Path, path: &str, from: &Path) -> Result<(), Diagnostic> {
    let place = root.join(path);
    let staged = staged_name(&place);
    let copy = || -> io::Result<()> {
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        io::copy(&mut File::open(from)?, &mut File::create(&staged)?)?;
        std::fs::rename(&staged, &place)
    };
    copy().map_err(|error| failed(&place, &error))
}

/// Puts a file that somebody named into a folder of the site, unless it is there already: under its own name, or with a number
/// behind it if another one has that. Its path, and whether it is new.
pub fn keep(root: &Path, folder: &str, source: &Source) -> Result<(String, bool), Diagnostic> {
    let name = source.path.file_name();
    let (stem, end) = name.split_once('.').unwrap_or((name, ""));
    let numbered = (2..).map(|number| format!("{stem}-{number}.{end}"));
    for name in std::iter::once(name.to_owned()).chain(numbered) {
        let path = format!("{folder}/{name}");
        match std::fs::read(root.join(&path)) {
            Ok(bytes) if Hash::of(&bytes) == source.hash => return Ok((path, false)),
            Ok(_) => {}
            Err(_) if is_there(root, &path) => {}
            Err(_) => return put(root, &path, &source.bytes).map(|()| (path, true)),
        }
    }
    Ok((String::new(), false))
}
