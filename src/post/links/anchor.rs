//! Places on a page.

use super::LinkTarget;
use crate::output::slugify;

/// The anchor as it stands on the page of `target`; `Some(None)` for the top of the page, and for a place that every post had
/// elsewhere and that is left out here.
pub(super) fn find_anchor(target: &LinkTarget, anchor: &str) -> Option<Option<String>> {
    if target.anchors.iter().any(|known| known == anchor) || is_of_page(anchor) {
        return Some(Some(anchor.to_owned()));
    }
    if matches!(anchor, "respond" | "comments" | "reacties" | "top" | "more")
        || anchor.starts_with("more-")
    {
        return Some(None);
    }
    let slug = slugify(anchor);
    target
        .anchors
        .iter()
        .find(|known| **known == slug || known.eq_ignore_ascii_case(anchor))
        .map(|known| Some(known.clone()))
        // The title stands at the top of its page, without an anchor of its own.
        .or_else(|| (!target.title.is_empty() && slugify(&target.title) == slug).then_some(None))
}

/// Whether an anchor is that of a comment or a note, which are known only when the page is made.
fn is_of_page(anchor: &str) -> bool {
    ["comment-", "fn-", "fnref-"].iter().any(|start| anchor.starts_with(start))
}
