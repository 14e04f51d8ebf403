//! Documents to take along, digests, and the statement on accessibility.

use super::{Views, What};
use crate::config::accessibility::{Barrier, Told};
use crate::media::Medium;
use crate::output::{self, OutputPath};
use crate::page::PageKind;
use crate::page::view::{AccessibilityView, BarrierView, DocumentView, DocumentsView, MoreView};
use crate::site::{Attached, Referrer};

/// Characters of a document that its page shows.
const BEGINNING: usize = 400;

/// What refers to a document, as a link.
fn user_of(user: Referrer) -> What {
    match user {
        Referrer::Article(id) => What::Article(id),
        Referrer::Topic(id) => What::Topic(id),
        Referrer::Person(id) => What::Profile(id),
    }
}

impl<'a> Views<'a> {
    /// The template of one of these pages, its name, its title and its data.
    pub(in crate::page) fn more(
        &self,
        kind: &PageKind,
    ) -> (&'static str, &'static str, String, MoreView<'a>) {
        match kind {
            PageKind::Document(index) => {
                let document = self.document(&self.site.shown.documents[*index]);
                let title = document.title.clone();
                ("document.html", "document", title, MoreView::Document(Box::new(document)))
            }
            PageKind::Documents => {
                let all = self.site.shown.documents.iter();
                let mut documents: Vec<_> = all.map(|document| self.document(document)).collect();
                documents.sort_by_cached_key(|document| output::folded(document.title.chars()));
                let title = self.phrases().say("documents", &[]);
                let view = MoreView::Documents(DocumentsView { documents });
                ("documents.html", "documents", title, view)
            }
            PageKind::Digests => {
                let title = self.phrases().say("digests", &[]);
                ("digests.html", "digests", title, MoreView::Digests(self.digests()))
            }
            PageKind::Digest(every, place) => {
                let view = self.digest(*every, *place);
                let title = view.title.clone();
                ("digest.html", "digest", title, MoreView::Digest(Box::new(view)))
            }
            _ => {
                let title = self.phrases().say("accessibility", &[]);
                let view = MoreView::Accessibility(Box::new(self.accessibility()));
                ("accessibility.html", "accessibility", title, view)
            }
        }
    }

    fn document(&self, attached: &Attached) -> DocumentView<'a> {
        let Attached { file, title, page, used } = attached;
        let name = attached.name().to_owned();
        let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind).to_uppercase();
        let words = &self.phrases().body;
        let decimal = words.chart.get("decimal").map_or(",", String::as_str);
        let told = match self.site.shown.media.get(file) {
            Some(Medium::Document(document)) => document.told(&words.file, decimal),
            _ => String::new(),
        };
        let texts = self.site.shown.readings.get(file);
        let texts = texts.iter().flat_map(|texts| texts.iter());
        let beginning = beginning(texts.map(AsRef::as_ref));
        DocumentView {
            title: title.clone().unwrap_or_else(|| name.clone()),
            name,
            url: self.href(page),
            file: self.href(file),
            kind,
            told,
            beginning,
            used: used.iter().map(|user| self.see(user_of(*user))).collect(),
        }
    }

    fn accessibility(&self) -> AccessibilityView {
        let said = &self.config.accessibility;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let or =
            |given: &Option<String>, other: &str| given.clone().unwrap_or_else(|| other.to_owned());
        let told: Vec<Told> = said.problems.iter().map(Barrier::told).collect();
        AccessibilityView {
            status: said.status.clone().unwrap_or_default().to_lowercase(),
            organisation: or(&said.organisation, &self.config.brand.organisation),
            law: text(&said.law),
            scope: or(&said.scope, &self.config.base_url),
            date: text(&said.date),
            reviewed: text(&said.reviewed),
            assessment: text(&said.assessment),
            report: text(&said.report),
            report_date: text(&said.report_date),
            contact: text(&said.contact),
            response: text(&said.response),
            authority: text(&said.authority),
            appeal: text(&said.appeal),
            problems: told.iter().map(|told| told.problem.clone()).collect(),
            barriers: told.iter().map(barrier).collect(),
        }
    }

    /// The address of a page that there may not be.
    pub(super) fn possible(&self, path: &str, is_there: bool) -> String {
        let path = OutputPath::new(path).ok().filter(|_| is_there);
        path.map_or_else(String::new, |path| self.href(&path))
    }
}

/// The beginning of what a document says, each of its lines as one.
fn beginning<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut beginning = String::new();
    let mut length = 0;
    for line in texts.flat_map(str::lines) {
        for (number, word) in line.split_whitespace().enumerate() {
            length += word.chars().count() + 1;
            if length > BEGINNING {
                beginning.push_str(" …");
                return beginning;
            }
            let is_first = beginning.is_empty();
            beginning.push_str(if is_first {
                ""
            } else if number == 0 {
                "\n"
            } else {
                " "
            });
            beginning.push_str(word);
        }
    }
    beginning
}

fn barrier(told: &Told) -> BarrierView {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    BarrierView {
        problem: told.problem.clone(),
        reason: text(&told.reason),
        measure: text(&told.measure),
        date: text(&told.date),
        alternative: text(&told.alternative),
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_document_begins_line_by_line() {
        let texts = ["Titel\n\n 1.  Kop\r\nTekst\n", "Blad twee"];
        assert_eq!(beginning(texts.into_iter()), "Titel\n1. Kop\nTekst\nBlad twee");
        let long = "woord ".repeat(100);
        assert!(beginning([long.as_str()].into_iter()).ends_with("woord …"));
        assert_eq!(beginning([].into_iter()), "");
    }
}
