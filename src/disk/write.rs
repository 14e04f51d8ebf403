//! Writes files: new ones, ones that replace others in one go, and values with a checksum.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};

use super::streamed;
use crate::diagnostic::{Diagnostic, Problem, Trouble};

/// The end of the name of a file that is staged.
const STAGED: &str = ".weerklank-new";

/// The temporary name of a file, beside its place.
pub(super) fn staged_name(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}{STAGED}"))
}

/// Whether a file has the name of a staged one.
pub(super) fn is_staged(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') && name.ends_with(STAGED)
}

/// A new and empty file, in the place of one that is there.
pub(super) fn begin(path: &Path) -> io::Result<File> {
    // Most folders exist already, so making them is tried only when needed.
    match File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(path)?;
            File::create(path)
        }
        other => other,
    }
}

fn make_folder(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)
}

/// Makes a new file in the folder of a site, with the folders above it; one that is there already is left alone.
pub fn create(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let place = root.join(path);
    let make = || -> io::Result<()> {
        make_folder(&place)?;
        let mut file = File::options().write(true).create_new(true).open(&place)?;
        // Half of a file would be in the way of the next try.
        file.write_all(bytes).inspect_err(|_| drop(std::fs::remove_file(&place)))
    };
    make().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Diagnostic::error(Problem::TargetExists { path: place.display().to_string() })
        }
        _ => failed(&place, &error),
    })
}

/// Puts a file of the site in its place in one go, with the folders above it, whether or not there was one.
pub fn put(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let place = root.join(path);
    replace(&place, &[bytes]).map_err(|error| failed(&place, &error))
}

/// Replaces a file in one go, as far as those see it who read it; a power cut soon after may leave it empty.
pub(super) fn replace(path: &Path, bytes: &[&[u8]]) -> io::Result<()> {
    let staged = staged_name(path);
    let mut file = begin(&staged)?;
    bytes.iter().try_for_each(|bytes| file.write_all(bytes))?;
    std::fs::rename(&staged, path)
}

/// Writes a value with its checksum, in one go and to last. It goes to the file as it is made: a cache of a large site would
/// otherwise be in memory twice, while its pages are rendered.
pub(super) fn save<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
    let staged = staged_name(path);
    let mut file = begin(&staged)?;
    // The place of the sum, which is known at the end.
    file.write_all(&[0; 32])?;
    let mut summed = Summed { file, hasher: blake3::Hasher::new(), failed: None };
    let written = postcard::to_io(value, BufWriter::with_capacity(BUFFER, &mut summed));
    let written = written.map_err(io::Error::other).and_then(|mut buffer| buffer.flush());
    let Summed { mut file, hasher, failed } = summed;
    if let Some(failed) = failed {
        return Err(failed.into());
    }
    written?;
    file.rewind()?;
    file.write_all(hasher.finalize().as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&staged, path)?;
    settle_name(path)
}

/// How much is written at once: the sum of many bytes takes less time than that of a few at a time.
const BUFFER: usize = 256 << 10;

/// A file, and the sum of what was written to it.
struct Summed {
    file: File,
    hasher: blake3::Hasher,
    /// What went wrong with the file, of which the serialiser keeps nothing.
    failed: Option<io::ErrorKind>,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes).inspect_err(|error| {
            self.failed = Some(error.kind()).filter(|kind| *kind != io::ErrorKind::Interrupted);
        })?;
        self.hasher.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Sees to it that the name of a file outlasts a power cut too. Windows has no such request, and keeps names in order.
fn settle_name(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => if_known(File::open(folder)?.sync_all()),
        _ => Ok(()),
    }
}

/// Not every file system, such as one on another computer, knows these requests. It then keeps what it is given as well as it
/// can, and that is no reason to build nothing.
fn if_known(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// Reads a value that [`save`] wrote; `None` if it is not there, damaged, or of another version.
pub(super) fn load<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let mut file = File::open(path).ok()?;
    let mut sum = [0; 32];
    let length = file.metadata().ok()?.len().checked_sub(sum.len() as u64)?;
    file.read_exact(&mut sum).ok()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(&mut file).ok()?;
    if hasher.finalize().as_bytes() != &sum {
        return None;
    }
    file.seek(SeekFrom::Start(sum.len() as u64)).ok()?;
    streamed::value(file, length)
}

/// Sees to it that whatever was written to the file system of this folder outlasts a power cut: one request for all files,
/// because one for each takes minutes on a large site.
#[cfg(target_os = "linux")]
pub(super) fn settle(folder: &Path) -> io::Result<()> {
    if_known(rustix::fs::syncfs(File::open(folder)?).map_err(Into::into))
}

/// Other systems have no such request. There a power cut may leave files empty, and the next command finds them by their
/// hashes and makes them again.
#[cfg(not(target_os = "linux"))]
pub(super) fn settle(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes the folders above a file that are empty, as far as `top`.
pub(super) fn remove_empty_folders(place: &Path, top: &Path) {
    let mut folder = place.parent();
    while let Some(empty) = folder.filter(|folder| *folder != top && folder.starts_with(top)) {
        if std::fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}

/// What went wrong with a file, as a problem.
pub fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display().to_string();
    Diagnostic::error(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Problem::DiskFull { path }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Problem::ReadOnly { path }
        }
        _ => Problem::OutputFailed { path, why: Trouble::of(error) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_larger_than_the_buffer_comes_back_whole() {
        let folder = std::env::temp_dir().join(format!("weerklank-save-{}", std::process::id()));
        let place = folder.join("value");
        let value: Vec<u32> = (0..200_000).collect();
        save(&place, &value).unwrap();
        assert_eq!(load::<Vec<u32>>(&place), Some(value));
        let mut bytes = std::fs::read(&place).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&place, &bytes).unwrap();
        assert_eq!(load::<Vec<u32>>(&place), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_as_one_whatever_the_size() {
        let file = File::options().write(true).open("/dev/full").unwrap();
        let mut summed = Summed { file, hasher: blake3::Hasher::new(), failed: None };
        let value: Vec<u32> = (0..200_000).collect();
        let written = postcard::to_io(&value, BufWriter::with_capacity(BUFFER, &mut summed));
        assert!(written.is_err());
        drop(written);
        assert_eq!(summed.failed, Some(io::ErrorKind::StorageFull));
    }
}
