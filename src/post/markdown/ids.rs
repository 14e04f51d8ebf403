//! The anchors of headings: the same in the outline and on the page.

use std::collections::{BTreeMap, BTreeSet};

use super::left;
use crate::output::slugify;

/// Gives each heading of a body an id of its own.
#[derive(Default)]
pub(crate) struct HeadingIds {
    used: BTreeSet<String>,
    last: BTreeMap<String, u32>,
}

impl HeadingIds {
    /// The id of the next heading: as given in `{#id}`, or else made of its text. The second of the same text is `-1`, as in every
    /// other generator.
    pub(crate) fn assign(&mut self, given: Option<&str>, text: &str) -> String {
        let mut base = match given {
            Some(id) if is_anchor(id) => id.to_owned(),
            _ => slugify(&left::without_icons(text)),
        };
        // These belong to the frame of the page, to its discussion and to its footnotes.
        let starts = ["comment-", "fn-", "fnref-", "label-", "quoted-"];
        let whole = ["comments", "footnotes", "main", "menu", "print-discussion", "search-q"];
        // Charts, figures and films are numbered.
        let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
        let numbered = ["chart-", "figure-", "film-"];
        let is_taken = starts.iter().any(|start| base.starts_with(start))
            || numbered.iter().any(|start| base.strip_prefix(start).is_some_and(is_number));
        if is_taken || whole.contains(&base.as_str()) {
            base.insert_str(0, "section-");
        }
        if self.used.insert(base.clone()) {
            return base;
        }
        let number = self.last.entry(base.clone()).or_insert(0);
        loop {
            *number += 1;
            let id = format!("{base}-{number}");
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Whether an id can stand in an address without being encoded beyond recognition.
fn is_anchor(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_has_an_id_of_its_own() {
        let mut ids = HeadingIds::default();
        let given = [
            (None, "Het begin", "het-begin"),
            (None, "Setup :material-cog:", "setup"),
            (None, ":material-lightbulb: 💡 Tips", "tips"),
            (None, "Comments", "section-comments"),
            (None, "Quoted 1", "section-quoted-1"),
            (None, "Figure 1", "section-figure-1"),
            (None, "Film van de dijk", "film-van-de-dijk"),
            (None, "Het begin", "het-begin-1"),
            (None, "Het begin 2", "het-begin-2"),
            (None, "Het begin", "het-begin-3"),
            (Some("Eigen_id"), "x", "Eigen_id"),
            (Some("a\"b"), "Foto's", "fotos"),
            (None, "Footnotes", "section-footnotes"),
            (Some("comment-12"), "x", "section-comment-12"),
        ];
        for (id, text, wanted) in given {
            assert_eq!(ids.assign(id, text), wanted);
        }
    }
}
