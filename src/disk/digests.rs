//! Writes digests that go by mail, and finds those that lie within a site: they hold what colleagues wrote.

use std::path::{Path, PathBuf};

use super::everything::{self, Any};
use super::list::LIST;
use super::read::real;
use super::target::refuse_sources;
use super::write::{failed, replace};
use crate::diagnostic::{Diagnostic, Problem};
use crate::page::letter::mime::{GENERATOR, HEADER};

/// How much of a file tells whether it is a digest.
const HEAD: usize = 4096;

/// Writes these files into a folder, in the place of digests that lie there, and gives their places. Refused where files of
/// the site lie, or of its output, and where another file has the name.
pub fn put(
    root: &Path,
    folder: &Path,
    sources: &[String],
    files: &[(&str, &[u8])],
) -> Result<Vec<PathBuf>, Diagnostic> {
    let shown = folder.display().to_string();
    refuse_sources(root, folder, sources, &shown)?;
    let place = real(folder);
    let is_output = |above: &Path| above.join(LIST).exists() || above == real(&root.join("public"));
    if place.ancestors().any(is_output) {
        return Err(Diagnostic::error(Problem::DigestInOutput { folder: shown }));
    }
    let places: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    for path in &places {
        if std::fs::read(path).is_ok_and(|bytes| !is_own(&bytes)) || path.is_dir() {
            let path = path.display().to_string();
            return Err(Diagnostic::error(Problem::TargetExists { path }));
        }
    }
    for (path, (_, bytes)) in places.iter().zip(files) {
        replace(path, &[*bytes]).map_err(|error| failed(path, &error))?;
    }
    Ok(places)
}

/// The digests that lie in the folder of a site.
pub fn list(root: &Path) -> Vec<(Any, Vec<u8>)> {
    let is_named = |file: &Any| file.shown.ends_with(".html") || file.shown.ends_with(".eml");
    let read = |file: Any| {
        let bytes = everything::bytes(&file.on_disk).ok().filter(|bytes| is_own(bytes))?;
        Some((file, bytes))
    };
    everything::list(root, root).into_iter().filter(is_named).filter_map(read).collect()
}

/// Whether a file is a digest that was written here.
fn is_own(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let generator = format!("<meta name=\"generator\" content=\"{GENERATOR}\">");
    let header = format!("{HEADER}:");
    head.contains(&generator) || head.lines().any(|line| line.starts_with(&header))
}
