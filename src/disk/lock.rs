//! One command at a time works on a site.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The lock on a site; it ends with the value, and with the process whatever happens.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// The file by which a folder for readers is locked, which stays there.
pub(super) const SHARED: &str = ".weerklank-lock";

/// Takes the lock of a folder that several people may publish to; `None` if somebody does. A share that knows no locks has none.
pub fn take_shared(folder: &Path) -> io::Result<Option<Lock>> {
    let place = folder.join(SHARED);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(place)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(None),
        _ => Ok(Some(Lock { _file: file })),
    }
}

/// Takes the lock of the site in `root`; `None` if another command holds it.
pub fn take(root: &Path) -> io::Result<Option<Lock>> {
    let folder = root.join(".weerklank");
    std::fs::create_dir_all(&folder)?;
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
