//! Where new files lie until all of them are made: each beside its place; or, if the output folder is not there yet, all of them in a
//! folder beside it, which becomes the output in one go.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::read::{changed, in_pieces};
use super::write::{begin, failed, staged_name};
use crate::diagnostic::{Diagnostic, Problem};
use crate::manifest::{Content, Entry};
use crate::output::OutputPath;
use crate::source::{Asset, Hash};

/// Where the new files of an output folder lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Staging {
    /// Each under a temporary name beside its place.
    Beside,
    /// At their paths in a folder that is renamed as a whole.
    Whole,
}

impl Staging {
    /// How the files of a folder within the site are staged, and those of one elsewhere: there a colleague may be the first at the
    /// same moment.
    pub(super) fn of(folder: &Path, is_within: bool) -> Staging {
        let found = std::fs::symlink_metadata(folder);
        let is_new = found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if is_within && is_new { Staging::Whole } else { Staging::Beside }
    }

    /// Where a new file lies.
    pub(super) fn place(self, folder: &Path, path: &OutputPath) -> PathBuf {
        match self {
            Staging::Beside => staged_name(&folder.join(path.as_str())),
            Staging::Whole => staged_name(folder).join(path.as_str()),
        }
    }

    /// The folder that all new files lie in or below.
    pub(super) fn folder(self, folder: &Path) -> PathBuf {
        match self {
            Staging::Beside => folder.to_owned(),
            Staging::Whole => staged_name(folder),
        }
    }

    /// Makes the folder with all new files the output, if there is such a folder and nothing where it goes. What it does not do is
    /// done file by file: somebody made the folder in between, or looks into the new one where a system forbids to rename it then.
    pub(super) fn place_all(self, folder: &Path) -> bool {
        self == Staging::Whole && std::fs::rename(staged_name(folder), folder).is_ok()
    }

    /// Puts a file in its place.
    pub(super) fn put(self, folder: &Path, path: &OutputPath) -> io::Result<()> {
        let (staged, place) = (self.place(folder, path), folder.join(path.as_str()));
        match std::fs::rename(&staged, &place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self == Staging::Whole => {
                place.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                std::fs::rename(&staged, &place)
            }
            other => other,
        }
    }
}

/// Removes what a build left that was killed before its commit, when it made the output folder of a site for the first time.
pub(super) fn discard(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(staged_name(folder)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a new file, of this key and with this hash, where it lies until it comes to its place.
pub(super) fn write(
    (staged, place): (&Path, &Path),
    (key, hash): (Hash, Hash),
    content: &Content,
) -> Result<Entry, Diagnostic> {
    let failed = |error: io::Error| failed(place, &error);
    let size = match content {
        Content::Bytes(bytes) => {
            begin(staged).and_then(|mut file| file.write_all(bytes)).map_err(failed)?;
            bytes.len() as u64
        }
        Content::Copy(asset) | Content::Cleaned(asset) | Content::Smaller(asset, ..) => {
            copy(asset, staged, failed)?;
            asset.size
        }
    };
    // Only now: some file systems say when a file was changed after it is closed.
    let data = std::fs::metadata(staged).map_err(failed)?;
    Ok(Entry { key, content: hash, size, changed: changed(&data) })
}

/// Copies a file of the site. If it has changed since it was read, what was made of it no longer fits.
fn copy(
    asset: &Asset,
    staged: &Path,
    failed: impl Fn(io::Error) -> Diagnostic,
) -> Result<(), Diagnostic> {
    let mut file = begin(staged).map_err(&failed)?;
    let write = |piece: &[u8]| file.write_all(piece).map_err(&failed);
    let (hash, _) = in_pieces(&asset.on_disk, &asset.path, write)?;
    if hash == asset.hash {
        Ok(())
    } else {
        Err(Diagnostic::error(Problem::SourceChanging).at(&asset.path))
    }
}
