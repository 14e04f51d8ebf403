//! What a link in a body leads to, in every dialect's way of writing it.

use serde::{Deserialize, Serialize};

use super::outline::LinkKind;
use crate::output::OutputPath;
use crate::source::SourcePath;

/// What a link turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Resolved {
    /// A page or a file of this site; rendered relative to the page the link stands on.
    Inside {
        /// The page or file.
        path: OutputPath,
        /// `#anchor`, without the `#`.
        anchor: Option<String>,
        /// The title, for `[[slug]]` without a text of its own.
        title: Option<String>,
    },
    /// Another place on the same page: `#anchor`.
    Here(String),
    /// An absolute address elsewhere (http, https, mailto, tel), kept as written.
    Outside,
    /// Nothing there: the text stays, the link goes. With the nearest existing name.
    Broken(Option<String>),
    /// The page is there, the anchor is not; linked without it. With the nearest existing anchor.
    BrokenAnchor {
        /// The page.
        path: OutputPath,
        /// The nearest anchor on it.
        nearest: Option<String>,
    },
    /// A scheme that is never linked (`javascript:`, `data:`, `file:`, …).
    Unsafe,
}

/// A place that can be linked to: one per post, page, expert, topic and attachment.
#[derive(Clone, Debug)]
pub struct LinkTarget {
    /// The file it comes from.
    pub source: SourcePath,
    /// Where it is in the output.
    pub path: OutputPath,
    /// The slug, for `[[slug]]` and for links by address; empty for attachments.
    pub slug: String,
    /// The title; empty for attachments.
    pub title: String,
    /// Further addresses, as in `aliases`.
    pub aliases: Vec<String>,
    /// The anchors on the page.
    pub anchors: Vec<String>,
}

/// Every place that can be linked to, by all its names.
#[derive(Clone, Debug, Default)]
pub struct LinkIndex {}

impl LinkIndex {
    /// The index over these places. `hosts` are the site's own hosts (base address and old ones), for
    /// absolute links that lead back to the site.
    pub fn new(targets: Vec<LinkTarget>, hosts: &[String]) -> Self {
        let _ = (targets, hosts);
        LinkIndex {}
    }

    /// What `target`, written in the file `from`, leads to.
    pub fn resolve(&self, from: &SourcePath, target: &str, kind: LinkKind) -> Resolved {
        let _ = (from, target, kind);
        Resolved::Outside
    }
}
