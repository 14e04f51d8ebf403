//! The site as templates see it, from one page: every address relative to that page.

mod article;
mod comment;
mod digest;
mod discussion;
mod frame;
mod key;
mod listed;
mod lists;
pub(super) mod more;
pub(super) mod told;
mod people;
mod seen;

use std::sync::Arc;

use super::phrases::Phrases;
use super::plan::Places;
use super::theme::Theme;
use super::view::{
    ArticleLinkView, CommentExcerptView, CountedLinkView, DateView, EntryView, LinkView,
    PageNumberView, PaginationView, PersonView, SizeView,
};
use crate::comment::{Moment, body};
use crate::config::Config;
use crate::media::Medium;
use crate::output::{self, OutputPath};
use crate::post::Date;
use crate::post::markdown::Words;
use crate::site::conversation::PublicComment;
use crate::site::{Article, ArticleId, PersonId, Site, Text, TopicId, related};
use crate::source::Hash;

pub use comment::Commented;
pub use frame::site_view;
pub(super) use frame::{marked, year_path};
use listed::Part;
pub use seen::Seen;
pub(super) use seen::Shared;
use seen::What;

/// Characters of a comment that are shown where it is quoted.
const EXCERPT: usize = 180;

/// Topics of a post that a list or a feed shows: one with thousands would otherwise fill the pages of each of them with all.
pub(super) const TOPICS: usize = 8;

/// Views for one page.
#[derive(Clone, Debug)]
pub(super) struct Views<'a> {
    pub site: &'a Site,
    pub related: &'a related::Index,
    pub config: &'a Config,
    pub theme: &'a Theme,
    pub places: &'a Places,
    /// What many pages show.
    pub shared: &'a Shared,
    /// The way from the page to the site's root.
    pub root: Arc<str>,
}

impl<'a> Views<'a> {
    /// What the program itself writes into pages.
    pub(super) fn phrases(&self) -> &'a Phrases {
        &self.theme.phrases
    }

    /// The words that stand within a text, in its own language if it is known.
    fn words_within(&self, text: &Text) -> &'a Words {
        self.theme.words(text.written.document.front.lang.as_deref())
    }

    pub(super) fn href(&self, path: &OutputPath) -> String {
        path.href_from(&self.root)
    }

    /// The address of a picture where a small one is enough.
    fn thumbnail(&self, path: &OutputPath) -> String {
        match self.site.shown.media.get(path) {
            Some(Medium::Picture(picture)) => self.href(picture.thumbnail().unwrap_or(path)),
            _ => self.href(path),
        }
    }

    /// The same picture in several widths, for `srcset`.
    fn thumbnails(&self, path: &OutputPath) -> Option<String> {
        match self.site.shown.media.get(path) {
            Some(Medium::Picture(picture)) => picture.set(|path| self.href(path)),
            _ => None,
        }
    }

    /// The size of a picture in pixels, so that nothing moves when it comes.
    fn size(&self, path: &OutputPath) -> Option<SizeView> {
        match self.site.shown.media.get(path)? {
            Medium::Picture(picture) => {
                Some(SizeView { width: picture.width, height: picture.height })
            }
            _ => None,
        }
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        self.phrases().date(date, &self.config.timezone)
    }

    /// When a comment was written.
    fn written(&self, comment: &PublicComment) -> Option<Seen<'a>> {
        let Moment(seconds) = comment.written?;
        Some(self.see(What::Date(Date { seconds, has_time: comment.has_time })))
    }

    /// A post on its own page.
    fn whole(&self, id: ArticleId) -> EntryView<'a> {
        let topics = &self.site.article(id).topics;
        EntryView {
            topics: topics.iter().map(|topic| self.see(What::Topic(*topic))).collect(),
            ..self.entry(id)
        }
    }

    /// A post in a list, in full but for the last of many topics.
    fn entry(&self, id: ArticleId) -> EntryView<'a> {
        let article = self.site.article(id);
        let document = article.document();
        let topics = article.topics.iter().take(TOPICS);
        EntryView {
            title: article.title.clone(),
            url: self.href(&article.path),
            lang: self.foreign(article),
            date: article.date().map(|date| self.date(date)),
            authors: article.authors.iter().map(|person| self.see_person(*person)).collect(),
            topics: topics.map(|topic| self.see(What::Topic(*topic))).collect(),
            summary: article.summary().into_owned(),
            image: article.image.as_ref().map(|image| self.thumbnail(image)),
            image_set: article.image.as_ref().and_then(|image| self.thumbnails(image)),
            image_size: article.image.as_ref().and_then(|image| self.size(image)),
            comments: article.discussion.shown,
            comments_text: self.phrases().count("comments", article.discussion.shown),
            minutes: document.outline.words.div_ceil(220).max(1),
            pinned: document.front.pinned,
        }
    }

    /// The language of an article, if it is not that of the site.
    fn foreign(&self, article: &Article) -> Option<String> {
        article.document().front.lang.clone().filter(|lang| *lang != self.config.language)
    }

    /// The language of a comment, if that is plainly not the site's.
    fn foreign_words(&self, comment: u32) -> Option<&'static str> {
        let find = || body::language(&self.site.conversation.comments[comment as usize].body);
        body::foreign(&self.config.language, || self.shared.language(comment, find))
    }

    fn topic_link(&self, id: TopicId) -> LinkView {
        let topic = self.site.topic(id);
        LinkView { title: topic.title.clone(), url: self.href(&topic.path), current: false }
    }

    fn person_link(&self, id: PersonId) -> LinkView {
        let person = self.site.person(id);
        LinkView { title: person.name.clone(), url: self.href(&person.path), current: false }
    }

    fn counted_topic(&self, id: TopicId, count: usize) -> CountedLinkView {
        let topic = self.site.topic(id);
        CountedLinkView { title: topic.title.clone(), url: self.href(&topic.path), count }
    }

    fn article_link(&self, id: ArticleId) -> ArticleLinkView {
        let article = self.site.article(id);
        ArticleLinkView {
            title: article.title.clone(),
            url: self.href(&article.path),
            lang: self.foreign(article),
        }
    }

    pub(super) fn person(&self, id: PersonId) -> PersonView {
        let person = self.site.person(id);
        PersonView {
            name: person.name.clone(),
            url: self.site.has_page(id).then(|| self.href(&person.path)),
            role: person.role.clone(),
            department: person.department.clone(),
            photo: person.photo.as_ref().map(|photo| self.thumbnail(photo)),
            initials: initials(&person.name),
            tint: tint(&person.name),
            rtl: goes_left(&person.name),
        }
    }

    /// Who wrote a comment: an expert with a page, or a colleague by name.
    fn writer(&self, comment: u32) -> PersonView {
        let writer = self.site.conversation.writer(comment);
        if let Some(person) = writer.person {
            return self.person(person);
        }
        let name = match writer.name.trim() {
            "" => self.phrases().say("anonymous", &[]),
            name => name.to_owned(),
        };
        PersonView {
            url: None,
            role: String::new(),
            department: writer.department.clone().unwrap_or_default(),
            photo: None,
            initials: initials(&name),
            tint: tint(&name),
            rtl: goes_left(&name),
            name,
        }
    }

    /// The page of the discussion of the article at this place that a comment stands on, from 1.
    pub(super) fn page_of(&self, article: usize, comment: u32) -> Option<usize> {
        let id = ArticleId(u32::try_from(article).ok()?);
        self.shared.page_of(id, &self.site.articles.get(article)?.discussion, comment)
    }

    /// The address of a comment on its page.
    fn comment_url(&self, comment: u32) -> Option<(String, &'a Article)> {
        let said = &self.site.conversation.comments[comment as usize];
        let article = self.site.articles.get(said.post)?;
        let page = match article.discussion.pages.len() {
            0 | 1 => 1,
            _ => self.page_of(said.post, comment)?,
        };
        let path = self.places.further(&article.path, page)?;
        Some((format!("{}#comment-{}", self.href(&path), said.id), article))
    }

    fn excerpt(&self, comment: u32) -> Option<CommentExcerptView<'a>> {
        let (url, article) = self.comment_url(comment)?;
        let said = &self.site.conversation.comments[comment as usize];
        Some(CommentExcerptView {
            author: self.see(What::Writer(comment)),
            date: self.written(said),
            text: self.beginning(said, EXCERPT),
            url,
            post: article.title.clone(),
            lang: self.foreign_words(comment),
            post_lang: self.foreign(article),
        })
    }

    /// The pages of a list whose first page lies at `first`.
    fn pagination(&self, first: &OutputPath, current: usize, total: usize) -> PaginationView {
        let total = total.max(1);
        let url = |number: usize| self.places.further(first, number).map(|path| self.href(&path));
        let mut pages: Vec<PageNumberView> = Vec::new();
        let mut last = 0;
        for number in (1..=total)
            .filter(|&number| number == 1 || number == total || number.abs_diff(current) <= 2)
        {
            // A gap of one page is as long as its number.
            if number == last + 2 {
                pages.push(PageNumberView { number: last + 1, url: url(last + 1), current: false });
            } else if number > last + 2 {
                pages.push(PageNumberView { number: 0, url: None, current: false });
            }
            pages.push(PageNumberView { number, url: url(number), current: number == current });
            last = number;
        }
        let previous = (current > 1).then(|| url(current - 1)).flatten();
        let next = (current < total).then(|| url(current + 1)).flatten();
        PaginationView { current, total, previous, next, pages }
    }
}

/// Whether a text has letters of a script that goes from right to left, such as Hebrew and Arabic.
fn goes_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        })
}

/// One or two letters: of the first name and of the last one.
pub(crate) fn initials(name: &str) -> String {
    let letter = |word: &str| {
        word.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string())
    };
    let mut words = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let first = words.next().and_then(letter).unwrap_or_else(|| "?".to_owned());
    let last = words.next_back().and_then(letter).unwrap_or_default();
    first + &last
}

/// A number from 0 to 7 that stays with a name.
pub(crate) fn tint(name: &str) -> u8 {
    Hash::of(name.as_bytes()).0[0] % 8
}

/// The letter that a text is filed under: without accent, in upper case; `#` for anything else.
fn letter(text: &str) -> String {
    let first = folded(text).chars().next().filter(char::is_ascii_alphabetic);
    first.map_or_else(|| "#".to_owned(), |letter| letter.to_ascii_uppercase().to_string())
}

/// Text in the form that lists are sorted by.
fn folded(text: &str) -> String {
    output::folded(text.chars().filter(|c| c.is_alphanumeric() || *c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_scripts_are_known() {
        for (name, expected) in [("Zoë de Vries", false), ("משה", true), ("Ali علي", true)] {
            assert_eq!(goes_left(name), expected, "{name}");
        }
    }

    #[test]
    fn names_have_initials_and_letters() {
        for (name, short) in [
            ("Inès de Vries", "IV"),
            ("Bo", "B"),
            ("", "?"),
            ("Jan-Willem Smit", "JS"),
            ("’t Hooft", "TH"),
        ] {
            assert_eq!(initials(name), short, "{name}");
        }
        assert_eq!(
            (letter("élan").as_str(), letter("3D").as_str(), letter("’t Veld").as_str()),
            ("E", "#", "T")
        );
    }
}
