//! A post, and a page that is not a post.

use std::sync::Arc;

use super::{Part, Views, What, year_path};
use crate::address;
use crate::html::{self, Html};
use crate::media::{Medium, picture};
use crate::output::OutputPath;
use crate::page::body::Body;
use crate::page::quoted::Quotes;
use crate::page::view::{HeadingView, PostPageView, PostView, SeriesPartView, StaticPageView};
use crate::post::links::Resolved;
use crate::post::{Date, FrontMatter};
use crate::site::{Article, ArticleId, Text};

impl<'a> Views<'a> {
    pub(in crate::page) fn body(&self, text: &'a Text) -> Body<'a> {
        Body::Document {
            text,
            options: &self.config.markdown,
            root: self.root.to_string(),
            words: self.words_within(text),
            media: &self.site.shown.media,
        }
    }

    /// What this page of an article shows of its body, with marks beside what its comments quote.
    fn body_with_marks(&self, id: ArticleId, page: usize) -> (Body<'a>, Option<Arc<Quotes>>) {
        let article = self.site.article(id);
        if page > 1 {
            // The comments of every page lead back to marks on the first.
            let quotes = self.shared.quotes(id, || {
                let first = self.at(article.path.root().into());
                Some(first.quoted(article, &first.body(&article.text))?.0)
            });
            return (Body::Empty, quotes);
        }
        let body = self.body(&article.text);
        match self.quoted(article, &body) {
            Some((quotes, marked)) => (Body::Marked(marked), Some(Arc::new(quotes))),
            None => (body, None),
        }
    }

    /// The page of the posts of the year that a post is of, if there is one.
    fn year_of(&self, article: &Article) -> String {
        let year = self.listed_year(article).and_then(year_path);
        year.map(|path| self.href(&path)).unwrap_or_default()
    }

    /// The same as a number.
    pub(super) fn listed_year(&self, article: &Article) -> Option<i16> {
        let year = article.date().map(|date| date.civil(&self.config.timezone).year());
        year.filter(|year| self.site.years.contains_key(year))
    }

    /// A post with a page of its discussion, from 1.
    pub(in crate::page) fn post(&self, id: ArticleId, page: usize) -> PostPageView<'a> {
        let article = self.site.article(id);
        let (body, quotes) = self.body_with_marks(id, page);
        let discussion = self.discussion(id, page, quotes.as_deref());
        let front = &article.document().front;
        let date = |date: Date| self.see(What::Date(date));
        let is_first = page == 1;
        let [newer, older] = self
            .site
            .neighbours(id)
            .map(|other| Some(self.see(What::Article(other.filter(|_| is_first)?))));
        let related = self.related.of(id).filter(|_| is_first);
        PostPageView {
            post: PostView {
                image: self.lead_image(article).map(|image| self.href(image)),
                picture: self.lead_picture(article),
                entry: self.see(What::Whole(id)),
                year: self.year_of(article),
                source_file: article.document().path.to_string(),
                updated: front.updated.map(date),
                experts: article.experts.iter().map(|person| self.see_person(*person)).collect(),
                series: self.series_part(article),
                source: front.source.clone(),
                source_title: source_title(front),
                review: front.review.map(date),
                review_due: front.review.is_some_and(|review| review.is_over(self.config)),
                body,
                headings: if is_first { headings(article) } else { Vec::new() },
                newer,
                older,
                related: related.map(|post| self.see(What::Listed(post, Part::Line))).collect(),
                extra: extra(article),
            },
            discussion,
        }
    }

    /// A page that is not a post.
    pub(in crate::page) fn static_page(&self, id: ArticleId, page: usize) -> StaticPageView<'a> {
        let article = self.site.article(id);
        let (body, quotes) = self.body_with_marks(id, page);
        let is_first = page == 1;
        StaticPageView {
            title: article.title.clone(),
            lang: self.foreign(article),
            body,
            headings: if is_first { headings(article) } else { Vec::new() },
            updated: article.document().front.updated.map(|date| self.see(What::Date(date))),
            discussion: self.discussion(id, page, quotes.as_deref()),
            extra: extra(article),
        }
    }

    /// A picture that the text shows too is not shown twice.
    fn lead_image(&self, article: &'a Article) -> Option<&'a OutputPath> {
        let image = article.image.as_ref()?;
        let shows =
            |link: &Resolved| matches!(link, Resolved::Inside { path, .. } if path == image);
        (!article.text.links.values().any(shows)).then_some(image)
    }

    /// The same with its size and smaller ones.
    fn lead_picture(&self, article: &'a Article) -> Html {
        let Some(path) = self.lead_image(article) else { return Html::default() };
        let address = self.href(path);
        let shown = picture::Shown {
            address: &address,
            description: article.document().front.image_alt.as_deref().unwrap_or_default(),
            title: "",
            class: "post-image",
            is_lazy: false,
        };
        let mut html = String::new();
        match self.site.shown.media.get(path) {
            Some(Medium::Picture(picture)) => {
                picture.push(&mut html, &shown, |path| self.href(path));
            }
            _ => picture::push_image(&mut html, &shown, None),
        }
        html::trusted_markup(html)
    }

    pub(super) fn series_part(&self, article: &Article) -> Option<SeriesPartView<'a>> {
        let (id, part) = article.series?;
        let series = self.site.series.get(id.0 as usize)?;
        let link = |part: usize| Some(self.see(What::Article(*series.posts.get(part)?)));
        Some(SeriesPartView {
            title: series.title.clone(),
            url: self.href(&series.path),
            part: part + 1,
            parts: series.posts.len(),
            previous: part.checked_sub(1).and_then(link),
            next: link(part + 1),
        })
    }
}

/// The headings of the second and third level.
fn headings(article: &Article) -> Vec<HeadingView> {
    let headings = article
        .document()
        .outline
        .headings
        .iter()
        .filter(|heading| (2..=3).contains(&heading.level));
    headings
        .map(|heading| HeadingView {
            level: heading.level,
            id: heading.id.clone(),
            text: heading.text.clone(),
        })
        .collect()
}

fn extra(article: &Article) -> serde_json::Value {
    let text = article.document().front.extra.as_deref().unwrap_or_default();
    serde_json::from_str(text).unwrap_or_default()
}

/// What the article is called that a post discusses.
fn source_title(front: &FrontMatter) -> String {
    let address = front.source.as_deref().unwrap_or_default();
    let host = address::host(address).map(|(host, _)| host);
    front.source_title.clone().or(host).unwrap_or_else(|| address.to_owned())
}
