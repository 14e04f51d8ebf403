//! Files that other generators make pages of and this one does not: they are told, so that none is missed in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::walk::{Class, Found};
use crate::diagnostic::{Diagnostic, Problem};
use crate::post::{bundle, bundle_around};

/// What is always a text for a generator.
const TEXTS: [&str; 11] =
    ["adoc", "asciidoc", "org", "rst", "textile", "rmd", "qmd", "mkd", "mkdn", "mkdown", "mdown"];

/// What is one if it begins with front matter.
const PERHAPS: [&str; 3] = ["html", "htm", "txt"];

/// One warning for each kind of such files, at the first of them. What lies in the folder of a post belongs to that.
pub(super) fn tell(found: &[Found]) -> Vec<Diagnostic> {
    let documents = found.iter().filter(|found| matches!(found.class, Class::Post | Class::Page));
    let bundles = documents.filter_map(|found| bundle(&found.path));
    let bundles: BTreeSet<String> = bundles.map(str::to_owned).collect();
    let mut kinds: BTreeMap<String, (&Found, u64)> = BTreeMap::new();
    for file in found.iter().filter(|found| found.class == Class::Attachment) {
        let ending = file.path.extension();
        let is_text = TEXTS.contains(&ending.as_str());
        if (is_text || PERHAPS.contains(&ending.as_str()))
            && bundle_around(&file.path, &bundles).is_none()
            && (is_text || has_front_matter(file))
        {
            kinds.entry(ending).or_insert((file, 0)).1 += 1;
        }
    }
    let told = kinds.into_iter().map(|(ending, (first, count))| {
        let problem = Problem::NotMarkdown { ending: format!(".{ending}"), count };
        Diagnostic::warning(problem).at(&first.path)
    });
    told.collect()
}

/// Whether the first line that says anything is a fence. A file that cannot be read is told elsewhere.
fn has_front_matter(file: &Found) -> bool {
    let mut head = Vec::new();
    let read =
        std::fs::File::open(&file.on_disk).and_then(|open| open.take(64).read_to_end(&mut head));
    let head = String::from_utf8_lossy(&head);
    let first = head.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
    read.is_ok() && matches!(first.trim_end(), "---" | "+++")
}
