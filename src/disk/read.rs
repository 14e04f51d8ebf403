//! Reads files of a site, and looks at others.

use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::walk::Found;
use crate::comment::portions::Open;
use crate::diagnostic::{Diagnostic, Problem, Trouble};
use crate::source::{Asset, ExportFile, Hash, OnDisk, Source, SourcePath};

/// What may still change within a time of change of the file system.
const UNSETTLED: Duration = Duration::from_secs(2);

/// What shows that a file is still the same: its size and its times of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    modified: Option<SystemTime>,
    /// When anything about it changed, its time of change included, where the system tells: seconds and nanoseconds.
    changed: (i64, i64),
}

impl Stamp {
    /// The stamp of a file, if it is there.
    pub fn of(path: &Path) -> Option<Stamp> {
        std::fs::metadata(path).ok().map(|data| Stamp::from(&data))
    }

    /// Whether a file that has it at `time` cannot change again without another stamp.
    pub fn is_settled(&self, time: SystemTime) -> bool {
        let seconds = u64::try_from(self.changed.0).unwrap_or_default();
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let newest = self.modified.unwrap_or(SystemTime::UNIX_EPOCH).max(changed);
        time.checked_sub(UNSETTLED).is_some_and(|settled| newest < settled)
    }

    /// All of it, for a hash.
    pub fn bytes(&self) -> [u8; 40] {
        let since = self.modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let nanoseconds = since.unwrap_or_default().as_nanos();
        let mut bytes = [0; 40];
        bytes[..8].copy_from_slice(&self.size.to_le_bytes());
        bytes[8..24].copy_from_slice(&nanoseconds.to_le_bytes());
        bytes[24..32].copy_from_slice(&self.changed.0.to_le_bytes());
        bytes[32..].copy_from_slice(&self.changed.1.to_le_bytes());
        bytes
    }
}

impl From<&Metadata> for Stamp {
    fn from(data: &Metadata) -> Self {
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            (data.ctime(), data.ctime_nsec())
        };
        #[cfg(not(unix))]
        let changed = (0, 0);
        Stamp { size: data.len(), modified: data.modified().ok(), changed }
    }
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

/// How much of a file that is not held tells what it is.
const HEAD: u64 = 256 << 10;

/// A file of comments that is read when its turn comes.
pub fn later(found: &Found) -> Result<OnDisk, Diagnostic> {
    let mut bytes = Vec::new();
    File::open(&found.on_disk)
        .and_then(|file| file.take(HEAD).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&found.path, &error))?;
    let hash = Hash::of(&bytes);
    let head = Source { path: found.path.clone(), bytes: bytes.into(), hash };
    Ok(OnDisk { head, on_disk: found.on_disk.clone(), size: found.stamp.size })
}

/// Reads from a file that is not held, by what `open` opens; it may be opened several times. One that changes meanwhile is told.
pub fn opened<T>(
    file: &OnDisk,
    read: impl FnOnce(&Open<'_>) -> io::Result<T>,
) -> Result<T, Diagnostic> {
    let open = || File::open(&file.on_disk).map(|file| Box::new(file) as Box<dyn Read + Send>);
    let before = Stamp::of(&file.on_disk);
    let read = read(&open).map_err(|error| unreadable(&file.head.path, &error))?;
    let is_same =
        before == Stamp::of(&file.on_disk) && before.is_some_and(|stamp| stamp.size == file.size);
    match is_same {
        true => Ok(read),
        false => Err(Diagnostic::error(Problem::SourceChanging).at(&file.head.path)),
    }
}

/// Reads a file of comments whole.
pub fn whole(file: &ExportFile) -> Result<Cow<'_, Source>, Diagnostic> {
    match file {
        ExportFile::Held(source) => Ok(Cow::Borrowed(source)),
        ExportFile::OnDisk(on_disk) => {
            let bytes = opened(on_disk, |open| {
                let mut bytes = Vec::with_capacity(usize::try_from(on_disk.size).unwrap_or(0));
                open()?.read_to_end(&mut bytes)?;
                Ok(bytes)
            })?;
            let hash = Hash::of(&bytes);
            let path = on_disk.head.path.clone();
            Ok(Cow::Owned(Source { path, bytes: bytes.into(), hash }))
        }
    }
}

/// Reads a file whole, if it is not larger than `limit` bytes.
pub fn source(found: &Found, limit: u64) -> Result<Source, Diagnostic> {
    if found.stamp.size > limit {
        return Err(
            Diagnostic::error(Problem::TooLarge { size: found.stamp.size, limit }).at(&found.path)
        );
    }
    // A file that grows while it is read is read again; one that keeps growing is told.
    for _ in 0..3 {
        let bytes =
            std::fs::read(&found.on_disk).map_err(|error| unreadable(&found.path, &error))?;
        // One that is as long as when it was listed is whole.
        let size = match bytes.len() as u64 {
            length if length == found.stamp.size => length,
            _ => std::fs::metadata(&found.on_disk).map_or(0, |data| data.len()),
        };
        if size == bytes.len() as u64 && size <= limit {
            let hash = Hash::of(&bytes);
            return Ok(Source { path: found.path.clone(), bytes: bytes.into(), hash });
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

/// A path without `..` behind a folder that does not exist yet: once it is made, that leads back. Where folders exist, links among them
/// decide where it leads, so there it stays.
pub fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        let is_named = matches!(resolved.components().next_back(), Some(Component::Normal(_)));
        let is_back = part == Component::ParentDir && is_named;
        if is_back && std::fs::symlink_metadata(&resolved).is_err() {
            resolved.pop();
        } else {
            resolved.push(part);
        }
    }
    resolved
}

/// A path without links of the file system. What does not exist yet is appended to the part that does.
pub(super) fn real(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut path = resolved(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
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

pub(super) fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Problem::Unreadable { why: Trouble::of(error) }).at(path)
}
