//! `weerklank comments --mapping`: a line for every address without a post, ready to be filled in.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Done, Site, said};
use crate::comment::matching::{Additions, reference};
use crate::diagnostic::{Diagnostic, Language};
use crate::disk::write;
use crate::pipeline;
use crate::source::Source;

/// Adds what is missing to the file; what stands in it stays.
pub(super) fn write(site: &Site<'_>, language: Language) -> Result<Done, Vec<Diagnostic>> {
    let checked = site.read();
    let discussed = checked.value;
    let path = format!("{}/mapping.csv", site.folder());
    let root = &site.global.root;
    let exported = pipeline::exports(root, site.config).value;
    let mut places: BTreeMap<String, (usize, Option<String>)> = BTreeMap::new();
    for placed in &discussed.comments {
        if placed.wants_post() {
            let name = reference(&placed.comment.place);
            let suggest = || discussed.matcher.suggestion(&placed.comment);
            places.entry(name).or_insert_with(|| (0, suggest())).0 += 1;
        }
    }
    // Without any reference there is nothing to write a line for.
    places.remove("");
    let empty = Source::new(&path, Vec::new());
    let file = exported.1.iter().find(|source| source.path == empty.path).unwrap_or(&empty);
    let heads = (said::mapping_heads(language), said::separator(language));
    let Additions { text, added, kept } =
        Additions::new(file, &places, heads).map_err(|problem| vec![problem])?;
    if added > 0 {
        write::put(root, &path, text.as_bytes()).map_err(|problem| vec![problem])?;
    }
    let said = json!({ "path": path, "added": added, "kept": kept });
    Ok(Done { text: said::mapped(&path, added, kept, language), said, ..Done::default() })
}
