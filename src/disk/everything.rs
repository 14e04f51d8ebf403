//! Every file of a site, whatever it is: what has to be searched when somebody was forgotten.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::list::LIST;

/// A file, and how it is told.
#[derive(Clone, Debug)]
pub struct Any {
    /// Its path within the site, or the whole one if it lies elsewhere.
    pub shown: String,
    /// Where it lies.
    pub on_disk: PathBuf,
    /// Its size, in bytes.
    pub size: u64,
}

/// The files of the site in `root` and of its output, that of version control excepted.
pub fn list(root: &Path, output: &Path) -> Vec<Any> {
    let mut found = Vec::new();
    let is_inside = output.starts_with(root);
    for top in [root, output].into_iter().take(if is_inside { 1 } else { 2 }) {
        let walk = WalkDir::new(top).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| entry.file_name() != ".git");
        for entry in walk.flatten().filter(|entry| entry.file_type().is_file()) {
            let path = entry.path();
            let shown = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
            let shown = shown.replace('\\', "/");
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            found.push(Any { shown, on_disk: path.to_owned(), size });
        }
    }
    found
}

/// Whether a file is of this output, of another one that lies within the site, or of what is kept between builds.
pub fn is_made(root: &Path, output: &Path, file: &Any) -> bool {
    let folders = file.on_disk.ancestors().skip(1);
    let mut folders = folders.take_while(|folder| *folder != root);
    file.on_disk.starts_with(output)
        || file.shown.starts_with(".weerklank/")
        || folders.any(|folder| folder.join(LIST).exists())
}

/// The largest file that is looked through or rewritten, in bytes: that takes several times its size of memory.
pub const MOST: u64 = 2 << 30;

/// What a file holds, if that is not too much to look through.
pub fn bytes(on_disk: &Path) -> io::Result<Vec<u8>> {
    if std::fs::metadata(on_disk)?.len() > MOST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    std::fs::read(on_disk)
}

/// Whether the site is kept by version control, which has older versions of it.
pub fn is_versioned(root: &Path) -> bool {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    root.ancestors().any(|folder| folder.join(".git").exists())
}

/// How many outputs of the site there are, as far as is known of them.
pub fn outputs(root: &Path) -> usize {
    let entries = std::fs::read_dir(root.join(".weerklank"));
    let names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.to_string_lossy().starts_with("manifest-")).count()
}
