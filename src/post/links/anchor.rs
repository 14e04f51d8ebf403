//! Places on a page.

use super::LinkTarget;
use crate::output::slugify;
use crate::post::markdown::without_icons;

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
    let find = |is_meant: &dyn Fn(&str) -> bool| {
        target.anchors.iter().find(|known| is_meant(known)).map(|known| Some(known.clone()))
    };
    let title = slugify(&without_icons(&target.title));
    // The title stands at the top of its page, without an anchor of its own.
    let top = |is_meant: bool| (!title.is_empty() && is_meant).then_some(None);
    let bare = letters(&slug);
    let is_same = |known: &str| !bare.is_empty() && letters(known) == bare;
    find(&|known| known == slug || known.eq_ignore_ascii_case(anchor))
        .or_else(|| top(title == slug))
        .or_else(|| find(&|known| is_same(known)))
        .or_else(|| find(&|known| is_same(from_letter(known))))
        .or_else(|| top(is_same(&title) || is_same(from_letter(&title))))
}

/// What generators agree on in the anchor of a heading: `2.0` is `20` on GitHub and in Hugo, `2-0` in Zola, and `a/b` is `ab` or `a-b`;
/// a second heading of the same words is `-1` or `_1`.
fn letters(anchor: &str) -> String {
    anchor.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An anchor of kramdown begins with the first letter: `1. Begin` is `begin`.
fn from_letter(anchor: &str) -> &str {
    anchor.trim_start_matches(|c: char| !c.is_alphabetic())
}

/// Whether an anchor is that of a comment or a note, which are known only when the page is made.
fn is_of_page(anchor: &str) -> bool {
    ["comment-", "fn-", "fnref-"].iter().any(|start| anchor.starts_with(start))
}
