//! Translations of a document (`water.nl.md` and `water.en.md`, or `index.nl.md` and `index.en.md`): which of them a link means that names none.

use std::collections::HashMap;

use super::{LinkIndex, LinkTarget};
use crate::post::dates::without_date;
use crate::post::name::stem_and_language;
use crate::source::SourcePath;

/// Documents by the path of their file without its language, where one of that path has one.
#[derive(Clone, Debug, Default)]
pub(super) struct Translations(HashMap<String, Vec<usize>>);

impl Translations {
    pub(super) fn of(targets: &[LinkTarget]) -> Translations {
        let mut all: HashMap<String, Vec<usize>> = HashMap::new();
        if targets.iter().any(|target| is_translated(&target.source)) {
            let documents = targets.iter().enumerate().filter(|(_, it)| !it.slug.is_empty());
            for (number, target) in documents {
                all.entry(base(&target.source)).or_default().push(number);
            }
            all.retain(|_, places| places.len() > 1);
        }
        Translations(all)
    }
}

impl LinkIndex {
    /// The translation of a place that a path in a file means: that in the language which the reference names, or which a folder of the path is
    /// called after, and else that in the language of the file itself. An address from the root without a language is what it is.
    pub(super) fn translated(
        &self,
        found: usize,
        (from, path): (&SourcePath, &str),
        said: Option<&str>,
    ) -> usize {
        let all = &self.translations().0;
        let Some(target) = self.targets.get(found).filter(|_| !all.is_empty()) else {
            return found;
        };
        let Some(places) = all.get(&base(&target.source)) else { return found };
        if path.starts_with('@') || !is_named(&target.source, path) {
            return found;
        }
        let language = |index: usize| stem_and_language(&self.targets[index].source).1;
        let is = |index: usize, wanted: &str| {
            language(index).is_some_and(|tag| tag.eq_ignore_ascii_case(wanted))
        };
        let folders = path.rsplit('/').skip(1);
        let is_tag = |folder: &&str| places.iter().any(|index| is(*index, folder));
        let said = said.or_else(|| folders.into_iter().find(is_tag));
        let is_address = path.starts_with('/') && !is_file(path);
        let wanted = match (said, is_address) {
            (Some(said), _) => Some(said),
            (None, true) => return found,
            (None, false) => stem_and_language(from).1,
        };
        let of_wanted = wanted.and_then(|tag| places.iter().find(|index| is(**index, tag)));
        // What has no language in its name is in that of the site.
        let bare = || places.iter().find(|index| language(**index).is_none());
        of_wanted.or_else(bare).copied().unwrap_or(found)
    }
}

/// Whether the name of a file ends in its language.
fn is_translated(source: &SourcePath) -> bool {
    stem_and_language(source).1.is_some()
}

/// The path of a file without its language.
fn base(source: &SourcePath) -> String {
    format!("{}/{}", source.folder(), stem_and_language(source).0)
}

/// Whether a path is that of a text, and no address.
pub(super) fn is_file(path: &str) -> bool {
    [".md", ".mdx", ".markdown"].iter().any(|extension| path.ends_with(extension))
}

/// Whether a path calls a document as its file or its folder is called, without the language.
fn is_named(source: &SourcePath, path: &str) -> bool {
    let stem = stem_and_language(source).0;
    let folder = source.folder().rsplit('/').next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let name = |part: &str| {
        let endings = [".md", ".mdx", ".markdown", ".html"];
        let bare = endings.iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part);
        bare.to_lowercase()
    };
    let mut last = parts.next().map(name).unwrap_or_default();
    if last == "index" {
        last = parts.next().map(name).unwrap_or_default();
    }
    let own = if matches!(stem, "index" | "_index" | "README") { folder } else { stem };
    let own = own.to_lowercase();
    let is_self = matches!(last.as_str(), "" | "." | "..");
    is_self || last == own || last == without_date(&own) || without_date(&last) == own
}
