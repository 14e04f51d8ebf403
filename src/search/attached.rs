//! What is read and shown of documents that posts refer to.

use super::contents::{Source, head};
use super::exclusion::{is_found, is_told};
use super::json::Fields;
use super::portions::Portion;
use super::segments::{Content, LONGEST, Line};
use super::text::push_lines;
use crate::media::Medium;
use crate::media::document::Unit;
use crate::site::{Article, Attached, Referrer};
use crate::source::Hash;

impl Source<'_> {
    /// The posts and pages that refer to a document, but for those that are not found: nothing of them is told.
    pub(super) fn posts_of(&self, attached: &Attached) -> impl Iterator<Item = &Article> {
        let articles = attached.used.iter().filter_map(|user| match user {
            Referrer::Article(id) => Some(self.site.article(*id)),
            Referrer::Topic(_) | Referrer::Person(_) => None,
        });
        articles.filter(|article| is_found(article, self.site, self.config))
    }

    fn post_of(&self, attached: &Attached) -> Option<&Article> {
        self.posts_of(attached).next()
    }

    /// What those who refer to a document call it, if nothing of them is left out.
    fn title_of<'d>(&self, attached: &'d Attached) -> Option<&'d str> {
        let is_told = |user: &Referrer| is_told(*user, self.site, self.config);
        attached.title.as_deref().filter(|_| attached.used.iter().all(is_told))
    }

    /// The pages of a portion of a document.
    fn pages_of(&self, portion: Portion, attached: &Attached) -> Vec<(usize, &str)> {
        let pages = self.site.shown.readings.get(&attached.file);
        portion.pages(pages.map(|pages| pages.as_slice()).unwrap_or_default()).collect()
    }

    /// The hash of what the content of a portion is made of.
    pub(super) fn key_of_attachment(&self, portion: Portion) -> Hash {
        let attached = &self.site.shown.documents[portion.document as usize];
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.attachment_head(attached).begun());
        let is_english = self.is_english(self.post_of(attached));
        hasher.update(&[u8::from(is_english), u8::from(self.is_paged(attached))]);
        for (page, text) in self.pages_of(portion, attached) {
            hasher.update(&(page as u64).to_le_bytes()).update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        Hash(*hasher.finalize().as_bytes())
    }

    /// Whether its pages are told apart.
    fn is_paged(&self, attached: &Attached) -> bool {
        let pages = self.site.shown.readings.get(&attached.file);
        let is_named = |pages: &[String]| pages.iter().any(|page| page.contains('\n'));
        is_pdf(attached) || pages.is_some_and(|pages| pages.len() > 1 || is_named(pages.as_slice()))
    }

    fn attachment_head(&self, attached: &Attached) -> Fields {
        // A browser opens a PDF at a page; of anything else the page that tells about it is of more use than the file.
        let opens = if is_pdf(attached) { &attached.file } else { &attached.page };
        let title = self.title_of(attached);
        let mut head = head("attachment", title.unwrap_or(attached.name()), opens);
        if title.is_some() {
            head.text("r", attached.name());
        }
        if let Some(Medium::Document(document)) = self.site.shown.media.get(&attached.file)
            && let Some((unit, _)) = document.extent
        {
            head.text(
                "e",
                match unit {
                    Unit::Pages => "page",
                    Unit::Slides => "slide",
                    Unit::Sheets => "sheet",
                },
            );
        }
        if let Some(post) = self.post_of(attached) {
            head.list("w", &[&post.path.href_from(""), &post.title]);
        }
        head
    }

    /// What a portion of a document says, each page under a heading with the anchor that opens it, and the name of a sheet.
    pub(super) fn attachment(&self, portion: Portion) -> (Content, bool) {
        let attached = &self.site.shown.documents[portion.document as usize];
        let pages = self.pages_of(portion, attached);
        let is_paged = self.is_paged(attached);
        let mut lines = Vec::new();
        for (page, text) in pages.into_iter().filter(|(_, text)| !text.is_empty()) {
            let (name, text) = text.split_once('\n').unwrap_or(("", text));
            if is_paged {
                lines.push(Line::Heading(format!("page={page}"), name.to_owned()));
            }
            push_lines(text, LONGEST, |text| lines.push(Line::Text(text)));
        }
        let title = self.title_of(attached);
        let content = Content {
            head: self.attachment_head(attached),
            title: title.unwrap_or(attached.name()).to_owned(),
            // It is found by the name of the file as well.
            also: title.map(|_| attached.name().to_owned()),
            lines,
            ..Content::default()
        };
        (content, self.is_english(self.post_of(attached)))
    }
}

fn is_pdf(attached: &Attached) -> bool {
    attached.file.as_str().to_ascii_lowercase().ends_with(".pdf")
}
