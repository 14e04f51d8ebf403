//! What a text calls the documents that it links to.

use pulldown_cmark::Event;

use crate::media::Sort;
use crate::post::markdown::push_plain;

use super::{Called, LinkKind};

/// What was collected.
#[derive(Default)]
pub(super) struct Names {
    /// The link that is open, if it leads to a document, and its text.
    open: Option<Called>,
    pub(super) found: Vec<Called>,
}

impl Names {
    /// A link begins.
    pub(super) fn open(&mut self, target: &str) {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let is_document = Sort::of(path, LinkKind::Link) == Some(Sort::Document);
        self.open = is_document.then(|| Called { target: target.to_owned(), text: String::new() });
    }

    /// Text.
    pub(super) fn add(&mut self, event: &Event<'_>) {
        if let Some(called) = &mut self.open {
            push_plain(&mut called.text, event);
        }
    }

    /// A link ends.
    pub(super) fn close(&mut self) {
        let Some(mut called) = self.open.take() else { return };
        called.text = called.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if says_something(&called.text) {
            self.found.push(called);
        }
    }
}

/// Whether a text is what something is called: no address, and no word that only points.
fn says_something(text: &str) -> bool {
    const POINTS: &[&str] = &[
        "",
        "bestand",
        "bijlage",
        "deze",
        "dit",
        "document",
        "download",
        "file",
        "here",
        "hier",
        "klik hier",
        "pdf",
        "this",
        "link",
        "lees meer",
        "read more",
        "attachment",
    ];
    let lowered = text.to_lowercase();
    let has_letter = text.contains(char::is_alphabetic);
    has_letter
        && text.chars().count() <= 120
        && !POINTS.contains(&lowered.as_str())
        && !lowered.contains("://")
        && !lowered.starts_with("www.")
}
