//! Files that nothing refers to, so that readers do not get them: somebody meant them as a post, or as comments.

use std::collections::{BTreeMap, BTreeSet};

use super::Written;
use super::files::File;
use crate::diagnostic::{Diagnostic, Problem};
use crate::output::OutputPath;

/// What people write in, and what systems give comments in. A table of text may be the numbers of somebody's chart.
const KINDS: [&str; 14] = [
    "doc", "docx", "eml", "gz", "mbox", "msg", "odt", "ods", "pages", "rtf", "xls", "xlsx", "xml",
    "zip",
];

/// One warning for each kind of such files, at the first of them. Who does not see a post yet does not get its files either: those are
/// nobody's mistake.
pub(super) fn tell<'a>(
    files: &[File],
    wanted: impl FnOnce() -> BTreeSet<&'a OutputPath>,
    withheld: &[Written],
) -> Vec<Diagnostic> {
    let is_of_these = |file: &&File| {
        file.on_demand && is_among_texts(file) && KINDS.contains(&file.source.extension().as_str())
    };
    let perhaps: Vec<&File> = files.iter().filter(is_of_these).collect();
    // Most sites have none, and all that their texts refer to is much.
    if perhaps.is_empty() {
        return Vec::new();
    }
    let (wanted, named) = (wanted(), names(withheld));
    let mut kinds: BTreeMap<String, (&File, u64)> = BTreeMap::new();
    for file in perhaps {
        if !wanted.contains(&file.path) && !named.contains(file.source.file_name()) {
            kinds.entry(file.source.extension()).or_insert((file, 0)).1 += 1;
        }
    }
    let told = kinds.into_iter().map(|(ending, (first, count))| {
        let problem = Problem::NotMarkdown { ending: format!(".{ending}"), count };
        Diagnostic::warning(problem).at(&first.source)
    });
    told.collect()
}

/// Whether a file lies where texts do, and not in a folder of somebody's own for files.
fn is_among_texts(file: &File) -> bool {
    let folder = file.source.folder();
    folder == "content"
        || ["content/posts", "content/pages"].iter().any(|texts| {
            let rest = folder.strip_prefix(texts);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

/// The names of the files that these texts lead to.
fn names(withheld: &[Written]) -> BTreeSet<String> {
    let links = withheld.iter().flat_map(|written| &written.document.outline.links);
    let targets = links.map(|link| crate::address::decode(&link.target));
    targets.map(|target| target.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}
