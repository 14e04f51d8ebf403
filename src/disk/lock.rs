//! One command at a time works on a site.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The lock on a site; it ends with the value, and with the process whatever happens.
#[derive(Debug)]
pub struct Lock {
    _file: File,
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
