//! Files that are made beside those of documents: lists and their further pages, feeds, the search.

use std::collections::{BTreeMap, BTreeSet};

use super::{Resolved, target};
use crate::address;
use crate::diagnostic::nearest;
use crate::output::OutputPath;
use crate::source::SourcePath;

/// What such files are called. Of some that depends on what colleagues wrote and on what documents show, which nobody knows while
/// links are resolved: those may be made.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Files of a place of their own.
    pub files: BTreeSet<String>,
    /// Folders with files of this extension.
    pub folders: Vec<(String, &'static str)>,
    /// The folder of the further pages of a list.
    pub further: String,
    /// What shows the documents of a folder, by the folder.
    pub sections: BTreeMap<String, OutputPath>,
}

impl Made {
    /// Whether there is such a file, or may be.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let is_in = |folder: &str, extension: &str| {
            let name = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            name.is_some_and(|name| name.ends_with(&format!(".{extension}")))
        };
        self.files.contains(path)
            || self.folders.iter().any(|(folder, extension)| is_in(folder, extension))
    }

    /// What a target leads to that stands on a page in this folder.
    pub(super) fn at(&self, folder: Option<&str>, written: &str) -> Option<Resolved> {
        let (path, _) = target::split(written);
        let path = address::decode(path);
        if path.is_empty() {
            return None;
        }
        let folder = folder.filter(|_| !path.starts_with('/')).unwrap_or_default();
        let is_folder = path.ends_with(['/', '.']);
        let path = SourcePath::new("").join(&format!("/{folder}/{path}"))?;
        let rest = &written[written.find(['?', '#']).unwrap_or(written.len())..];
        self.file(path.as_str(), is_folder, rest)
    }

    /// What an address without its host leads to, on a host where the site lies below this path.
    pub(super) fn at_address(&self, address: &str, below: &str) -> Option<Resolved> {
        let address = address.trim_start_matches('/');
        let within = address.strip_prefix(below)?;
        let is_within =
            below.is_empty() || within.is_empty() || within.starts_with(['/', '?', '#']);
        self.at(None, within).filter(|_| is_within)
    }

    /// The file of a place of its own that may have been meant by a path.
    pub(super) fn nearest(&self, path: &str) -> Option<String> {
        let names = self.files.iter().map(String::as_str);
        nearest(path.trim_start_matches('/'), names).map(|name| format!("/{name}"))
    }

    fn file(&self, path: &str, is_folder: bool, rest: &str) -> Option<Resolved> {
        let index =
            if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
        let page = format!("{path}.html");
        let forms = [(!is_folder).then_some(path), Some(&index), Some(&page)];
        let found = forms.into_iter().flatten().find(|path| self.may_be(path))?;
        Some(Resolved::Made { path: OutputPath::new(found).ok()?, rest: rest.to_owned() })
    }

    fn may_be(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        let is_year = name == "index.html" && folder.len() == 4 && is_number(folder);
        let is_further = || {
            let last = folder.rsplit('/').next();
            extension == "html" && is_number(stem) && last == Some(self.further.as_str())
        };
        let lies_in = |(above, of): &(String, &str)| above == folder && *of == extension;
        self.files.contains(path)
            || is_year && !self.files.is_empty()
            || is_further()
            || self.folders.iter().any(lies_in)
    }

    /// What shows the documents of the folder that one of these files is about.
    pub(super) fn section(&self, candidates: &[String]) -> Option<Resolved> {
        let folder = |path: &str| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let is_about = matches!(name, "_index.md" | "index.md" | "README.md");
            if is_about { folder.to_owned() } else { path.to_owned() }
        };
        let found = candidates.iter().find_map(|path| self.sections.get(&folder(path)))?;
        Some(Resolved::Made { path: found.clone(), rest: String::new() })
    }
}
