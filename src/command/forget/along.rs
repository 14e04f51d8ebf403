//! What came along with comments in a folder, and is no export of comments.

use std::collections::HashSet;
use std::io::ErrorKind;

use super::making::{Changed, Making, too_large};
use crate::comment::beside;
use crate::diagnostic::Diagnostic;
use crate::disk::everything;
use crate::pipeline::Exported;
use crate::source::{Hash, Source, SourcePath};

impl Making<'_> {
    /// Makes the tables that come beside messages of Viva Engage, where they lie unpacked: what was said before, groups, files. What lies
    /// beside the profile of a member of `LinkedIn` goes with that.
    pub(super) fn beside(&mut self, exported: &[Exported]) -> Result<(), Vec<Diagnostic>> {
        let read: HashSet<&SourcePath> = exported.iter().map(|file| file.file.path()).collect();
        let changes: HashSet<String> =
            self.changed.iter().map(|changed| changed.path.clone()).collect();
        let tables = exported.iter().flat_map(|file| {
            let (head, path) = (file.file.head(), file.file.path());
            let is_of_a_member = beside::is_of_a_member(head);
            let goes = is_of_a_member && changes.contains(path.as_str());
            let sign = if path.folder().is_empty() { "" } else { "/" };
            let names = beside::tables(head).into_iter().filter(move |_| goes || !is_of_a_member);
            names.map(move |name| {
                let path = SourcePath::new(&format!("{}{sign}{name}", path.folder()));
                (file.on_disk.with_file_name(name), path, goes)
            })
        });
        // What is read as an export of its own is none of these.
        for (on_disk, path, goes) in tables.filter(|(_, path, _)| !read.contains(path)) {
            // Messages may stand in several files, and what lies beside them in one.
            if self.changed.iter().any(|changed| changed.path == path.as_str()) {
                continue;
            }
            let bytes = match everything::bytes(&on_disk) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                    return Err(vec![too_large(&path)]);
                }
                Err(_) => continue,
            };
            let source = Source::new(path.as_str(), bytes);
            let new = match goes {
                true => Some(Vec::new()),
                false => beside::erase(&source, &self.traces)
                    .map_err(|problem| vec![Diagnostic::error(problem).at(&path)])?,
            };
            let Some(bytes) = new else { continue };
            let (before, after) = (Some(source.hash), Hash::of(&bytes));
            let path = path.to_string();
            self.changed.push(Changed {
                path,
                on_disk,
                renamed: None,
                before,
                after,
                bytes,
                removed: 0,
                emptied: 0,
            });
        }
        Ok(())
    }
}
