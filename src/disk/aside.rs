//! What of the texts of a site is not held: of comments of an export, which lie in a file without a name that is gone when the
//! command is, and of posts that are known from the last build.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use super::read::unreadable;
use super::walk::Found;
use crate::comment::Keeping;
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::{FileBytes, Hash, SourcePath};

/// More than so many bytes are a gigabyte of text or so.
const LARGE: u64 = 256 << 20;

/// What of the texts of a site is not held.
pub struct Aside {
    folder: PathBuf,
    lying: Mutex<Lying>,
    /// What failed first.
    trouble: OnceLock<Diagnostic>,
}

#[derive(Default)]
struct Lying {
    file: Option<File>,
    /// How long the file is.
    length: u64,
    /// Whether the folder was made for the file.
    made_folder: bool,
    /// Whether nothing more comes here, because that failed.
    is_given_up: bool,
}

impl Aside {
    /// A place for texts of the site in `root`.
    pub fn new(root: &Path) -> Aside {
        let folder = root.join(".weerklank");
        Aside { folder, lying: Mutex::default(), trouble: OnceLock::new() }
    }

    /// Whether so much lies here that the conversation had better be read again than kept: what is kept is held when it is loaded.
    pub fn is_large(&self) -> bool {
        self.lying.lock().is_ok_and(|lying| lying.length > LARGE)
    }

    fn fail(&self, error: &io::Error) {
        self.trouble.get_or_init(|| unreadable(&SourcePath::new(".weerklank"), error));
    }

    /// The bytes of a file, which have this hash, to be read when something asks for them.
    pub fn later(self: &Arc<Self>, found: &Found, hash: Hash) -> FileBytes {
        let (aside, on_disk) = (Arc::clone(self), found.on_disk.clone());
        let (path, size) = (found.path.clone(), found.stamp.size);
        FileBytes::waiting(move || {
            let problem = match std::fs::read(on_disk) {
                Ok(bytes) if Hash::of(&bytes) == hash => return (bytes, None),
                Ok(_) => Diagnostic::error(Problem::SourceChanging).at(&path),
                Err(error) => unreadable(&path, &error),
            };
            aside.trouble.get_or_init(|| problem.clone());
            (vec![b' '; usize::try_from(size).unwrap_or(0)], Some(problem))
        })
    }

    /// That a text could not be read again, if that happened: what was made of it lacks words.
    pub fn trouble(&self) -> Option<Diagnostic> {
        self.trouble.get().cloned()
    }
}

impl Lying {
    /// Writes these bytes behind the others, and says where they begin.
    fn put(&mut self, bytes: &[u8], folder: &Path) -> io::Result<u64> {
        let place = self.length;
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                self.made_folder = !folder.exists();
                std::fs::create_dir_all(folder)?;
                none.insert(tempfile::tempfile_in(folder)?)
            }
        };
        file.seek(SeekFrom::Start(place))?;
        file.write_all(bytes)?;
        self.length = place + bytes.len() as u64;
        Ok(place)
    }
}

impl Keeping for Aside {
    fn keep(&self, bytes: &[u8]) -> Option<u64> {
        let mut lying = self.lying.lock().ok().filter(|lying| !lying.is_given_up)?;
        let place = lying.put(bytes, &self.folder).ok();
        lying.is_given_up = place.is_none();
        place
    }

    fn get(&self, place: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        let read = match self.lying.lock() {
            Ok(mut lying) => match &mut lying.file {
                Some(file) => {
                    file.seek(SeekFrom::Start(place)).and_then(|_| file.read_exact(&mut bytes))
                }
                None => Err(io::ErrorKind::NotFound.into()),
            },
            Err(_) => Err(io::ErrorKind::Other.into()),
        };
        read.map_err(|error| self.fail(&error)).ok().map(|()| bytes)
    }

    fn spoilt(&self) {
        self.fail(&io::ErrorKind::InvalidData.into());
    }
}

impl Drop for Aside {
    /// Who only looked at a site leaves no folder behind, unless something lies in it by now.
    fn drop(&mut self) {
        if let Ok(lying) = self.lying.get_mut() {
            lying.file = None;
            if lying.made_folder {
                let _ = std::fs::remove_dir(&self.folder);
            }
        }
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aside({})", self.folder.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_aside_is_seen_by_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let aside = Aside::new(folder.path());
        let places = [aside.keep(b"dijk"), aside.keep(b"sluis")];
        assert_eq!(places, [Some(0), Some(4)]);
        assert_eq!(aside.get(4, 5).as_deref(), Some(b"sluis".as_slice()));
        assert_eq!(aside.get(0, 4).as_deref(), Some(b"dijk".as_slice()));
        #[cfg(unix)]
        assert_eq!(std::fs::read_dir(folder.path().join(".weerklank")).unwrap().count(), 0);
        assert!(aside.trouble().is_none());
        assert!(aside.get(4, 6).is_none() && aside.trouble().is_some());
        drop(aside);
        assert!(!folder.path().join(".weerklank").exists());
    }

    #[test]
    fn where_nothing_can_be_put_aside_all_is_held() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".weerklank"), "").unwrap();
        let aside = Aside::new(folder.path());
        assert_eq!(aside.keep(&[7]), None);
        // What failed once is not tried for every block.
        std::fs::remove_file(folder.path().join(".weerklank")).unwrap();
        assert_eq!(aside.keep(&[7]), None);
        assert!(aside.trouble().is_none());
    }
}
