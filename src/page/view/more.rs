//! Documents to take along, digests, and the statement on accessibility.

use serde::Serialize;

use super::{DigestView, DigestsView, Seen};

/// The data of these templates.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum MoreView<'a> {
    /// `documents.html`.
    Documents(DocumentsView<'a>),
    /// `document.html`.
    Document(Box<DocumentView<'a>>),
    /// `accessibility.html`.
    Accessibility(AccessibilityView),
    /// `digests.html`.
    Digests(DigestsView),
    /// `digest.html`.
    Digest(Box<DigestView<'a>>),
}

/// `documents.html`: every document that posts refer to.
#[derive(Debug, Serialize)]
pub struct DocumentsView<'a> {
    /// By name.
    pub documents: Vec<DocumentView<'a>>,
}

/// `document.html`: a document, and where it is referred to.
#[derive(Debug, Serialize)]
pub struct DocumentView<'a> {
    /// The name of the file.
    pub name: String,
    /// Its own page.
    pub url: String,
    /// The file.
    pub file: String,
    /// `PDF`, `DOCX`, `XLSX` or `PPTX`.
    pub kind: String,
    /// Its size and how long it is: `31 kB, 3 pages`.
    pub told: String,
    /// How it begins.
    pub beginning: String,
    /// The articles that refer to it, as links.
    pub used: Vec<Seen<'a>>,
}

/// `accessibility.html`: what the settings say.
#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    /// `a` (whole), `b` (in part), `c` (first steps taken) or `d` (not).
    pub status: String,
    /// When it was written, as the settings have it.
    pub date: String,
    /// Whom to tell: an address of e-mail or the web.
    pub contact: String,
    /// The address of the report that it rests on.
    pub report: String,
    /// The address of where to go with a complaint.
    pub appeal: String,
    /// What is known not to be accessible.
    pub problems: Vec<String>,
}
