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
    Accessibility(Box<AccessibilityView>),
    /// `digests.html`.
    Digests(DigestsView),
    /// `digest.html`.
    Digest(Box<DigestView<'a>>),
}

/// `documents.html`: every document that posts refer to.
#[derive(Debug, Serialize)]
pub struct DocumentsView<'a> {
    /// By title.
    pub documents: Vec<DocumentView<'a>>,
}

/// `document.html`: a document, and where it is referred to.
#[derive(Debug, Serialize)]
pub struct DocumentView<'a> {
    /// What posts call it, or else the name of the file.
    pub title: String,
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
    /// The articles, topics and experts that refer to it, as links.
    pub used: Vec<Seen<'a>>,
}

/// `accessibility.html`: what the settings say.
#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    /// `a` (whole), `b` (in part), `c` (first steps taken) or `d` (not).
    pub status: String,
    /// The organisation that answers for the site; may be empty.
    pub organisation: String,
    /// The law that asks for the statement; empty for the one that the theme's words name.
    pub law: String,
    /// What it is about: an address, words, or nothing.
    pub scope: String,
    /// When it was written, as the settings have it.
    pub date: String,
    /// When it was last looked at again.
    pub reviewed: String,
    /// How it was found out how accessible the site is; empty for what the theme's words say.
    pub assessment: String,
    /// The address of the report that it rests on.
    pub report: String,
    /// When the report was made.
    pub report_date: String,
    /// Whom to tell: an address of e-mail or the web.
    pub contact: String,
    /// When there is an answer: `three weeks`.
    pub response: String,
    /// Who takes complaints.
    pub authority: String,
    /// The address of where to go with a complaint.
    pub appeal: String,
    /// What is known not to be accessible, in a sentence each.
    pub problems: Vec<String>,
    /// The same with what more is known of each.
    pub barriers: Vec<BarrierView>,
}

/// Something that is not accessible; what is not known is empty.
#[derive(Debug, Serialize)]
pub struct BarrierView {
    /// What it is.
    pub problem: String,
    /// Why.
    pub reason: String,
    /// What is done about it.
    pub measure: String,
    /// When it is done.
    pub date: String,
    /// What there is until then.
    pub alternative: String,
}
