//! What is read and shown of each document: a post with its discussion, a page, a topic, an expert, an attachment.

use jiff::Timestamp;

use super::documents::Subject;
use super::exclusion::{self, is_found};
use super::json::Fields;
use super::segments::{Content, LONGEST, Line, Remark};
use super::text::{Around, Passage, passages, push_lines, words_of};
use crate::comment::{Moment, body};
use crate::config::Config;
use crate::media::{Media, Medium};
use crate::output::OutputPath;
use crate::page::phrases::Phrases;
use crate::page::plan::Places;
use crate::post::links::Resolved;
use crate::post::outline::LinkKind;
use crate::site::conversation::PublicComment;
use crate::site::{Article, ArticleId, PersonId, Site, Text, TopicId};
use crate::source::Hash;

/// Where contents come from.
pub(super) struct Source<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub places: &'a Places,
    /// The words of the theme, which pages have that nobody wrote.
    pub phrases: Option<&'a Phrases>,
}

/// A comment that readers see: its page and its key there, who says it, and what.
struct Said<'s> {
    page: usize,
    key: &'s str,
    name: &'s str,
    comment: &'s PublicComment,
    /// The id of the expert who says it.
    person: Option<&'s str>,
}

impl Source<'_> {
    /// The content of a document, and whether it is in English.
    pub(super) fn content(&self, subject: Subject) -> (Content, bool) {
        match subject {
            Subject::Post(id) => self.article(self.site.article(id), "post"),
            Subject::Page(id) => self.article(self.site.article(id), "page"),
            Subject::Topic(id) => (self.topic(id), self.is_english(None)),
            Subject::Person(id) => (self.person(id), self.is_english(None)),
            Subject::Series(id) => (self.series(id), self.is_english(None)),
            Subject::Statement => {
                let content = self.phrases.map(|phrases| self.statement(phrases));
                (content.unwrap_or_default(), self.is_english(None))
            }
            Subject::Attachment(portion) => self.attachment(portion),
        }
    }

    /// The language of an article: its own, or the site's.
    pub(super) fn language<'l>(&'l self, article: &'l Article) -> &'l str {
        article.document().front.lang.as_deref().unwrap_or(&self.config.language)
    }

    pub(super) fn is_english(&self, article: Option<&Article>) -> bool {
        article
            .map_or(self.config.language.as_str(), |article| self.language(article))
            .starts_with("en")
    }

    /// The hash of everything that the content of a document is made of: as long as it stays, so does the content. There is
    /// none of what may not be kept.
    pub(super) fn key(&self, subject: Subject) -> Option<Hash> {
        match subject {
            Subject::Post(id) => Some(self.key_of_post(id)),
            Subject::Attachment(portion) => Some(self.key_of_attachment(portion)),
            _ => None,
        }
    }

    fn key_of_post(&self, id: ArticleId) -> Hash {
        let article = self.site.article(id);
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        };
        add(&article.document().hash.0);
        add(&self.article_head(article, "post").begun());
        add(&[u8::from(self.is_english(Some(article)))]);
        let links = article.document().outline.links.iter();
        for link in links.filter(|link| link.kind == LinkKind::Wiki) {
            add(article.text.title_of(&link.target).unwrap_or_default().as_bytes());
        }
        let images = article.document().outline.links.iter();
        for link in images.filter(|link| link.kind == LinkKind::Image) {
            let medium = medium(&article.text, &link.target, &self.site.shown.media);
            medium.map(words_of).into_iter().flatten().for_each(|words| add(words.as_bytes()));
        }
        self.comments(article, |said| {
            let Said { page, key, name, comment, person } = said;
            let written = comment.written.map_or(i64::MIN, |moment| moment.0);
            add(&[comment.kind as u8]);
            add(&(page as u64).to_le_bytes());
            add(&written.to_le_bytes());
            for text in [key, name, person.unwrap_or(""), &comment.body] {
                add(text.as_bytes());
            }
        });
        Hash(*hasher.finalize().as_bytes())
    }

    fn lines(&self, text: &Text) -> Vec<Line> {
        lines(text, &self.site.shown.media)
    }

    fn names(&self, ids: &[PersonId]) -> impl Iterator<Item = &str> {
        ids.iter().map(|id| self.site.person(*id).name.as_str())
    }

    fn topics(&self, article: &Article) -> Vec<String> {
        article.topics.iter().map(|id| self.site.topic(*id).title.clone()).collect()
    }

    fn article_head(&self, article: &Article, kind: &str) -> Fields {
        let mut head = head(kind, &article.title, &article.path);
        if let Some(date) = article.date() {
            head.text("d", &date.civil(&self.config.timezone).to_string());
        }
        if !article.authors.is_empty() {
            head.list("a", &self.names(&article.authors).collect::<Vec<_>>());
        }
        if !article.experts.is_empty() {
            head.list("q", &self.names(&article.experts).collect::<Vec<_>>());
        }
        if !article.topics.is_empty() {
            head.list("s", &self.topics(article));
        }
        if article.discussion.shown > 0 && self.config.search.comments {
            head.number("n", article.discussion.shown);
        }
        if self.language(article) != self.config.language {
            head.text("l", self.language(article));
        }
        head
    }

    fn article(&self, article: &Article, kind: &str) -> (Content, bool) {
        let people = self.names(&article.authors).chain(self.names(&article.experts));
        let content = Content {
            head: self.article_head(article, kind),
            title: article.title.clone(),
            topics: self.topics(article),
            people: people.map(str::to_owned).collect(),
            also: article.date().map(|date| date.civil(&self.config.timezone).year().to_string()),
            lines: self.lines(&article.text),
            comments: self.remarks(article),
        };
        (content, self.is_english(Some(article)))
    }

    /// Hands over what readers see of the discussion of an article.
    fn comments(&self, article: &Article, mut keep: impl FnMut(Said<'_>)) {
        if !self.config.search.comments {
            return;
        }
        let conversation = &self.site.conversation;
        for (number, page) in (1..).zip(&article.discussion.pages) {
            for item in &article.discussion.items[page.clone()] {
                let Some(id) = item.comment else { continue };
                let comment = &conversation.comments[id as usize];
                let writer = conversation.writer(id);
                let person = writer.person.map(|id| self.site.person(id));
                keep(Said {
                    page: number,
                    key: &item.key,
                    name: person.map_or(writer.name.trim(), |person| &person.name),
                    comment,
                    person: person.map(|person| person.id.as_str()),
                });
            }
        }
    }

    fn remarks(&self, article: &Article) -> Vec<Remark> {
        let mut remarks = Vec::with_capacity(article.discussion.shown);
        let mut page_url = (1, String::new());
        self.comments(article, |said| {
            let Said { page, key, name, comment, person } = said;
            // Only what is not on the first page needs its page named.
            if page != page_url.0 {
                let path = self.places.further(&article.path, page);
                page_url = (page, path.map_or(String::new(), |path| path.href_from("")));
            }
            let date = comment.written.map_or(String::new(), |moment| self.day(moment));
            let lang = body::foreign(&self.config.language, || body::language(&comment.body));
            push_lines(&body::text(&comment.body, comment.kind), LONGEST, |text| {
                remarks.push(Remark {
                    url: format!("{}#comment-{key}", page_url.1),
                    name: name.to_owned(),
                    date: date.clone(),
                    person: person.map(str::to_owned),
                    text,
                    lang,
                });
            });
        });
        remarks
    }

    fn day(&self, moment: Moment) -> String {
        let moment = Timestamp::from_second(moment.0).unwrap_or_default();
        moment.to_zoned_datetime(self.config.timezone.clone()).date().to_string()
    }

    fn topic(&self, id: TopicId) -> Content {
        let topic = self.site.topic(id);
        let mut head = head("topic", &topic.title, &topic.path);
        let is_found = |id: &&ArticleId| is_found(self.site.article(**id), self.site, self.config);
        head.number("n", topic.posts.iter().filter(is_found).count());
        Content {
            head,
            title: topic.title.clone(),
            lines: topic.text.as_ref().map(|text| self.lines(text)).unwrap_or_default(),
            ..Content::default()
        }
    }

    fn person(&self, id: PersonId) -> Content {
        let person = self.site.person(id);
        let mut head = head("expert", &person.name, &person.path);
        let about = [person.role.as_str(), person.department.as_str()];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        head.text("r", &about.join(", "));
        match &person.photo {
            Some(photo) => head.text("f", &photo.href_from("")),
            None => {
                let tint = crate::page::tint(&person.name).to_string();
                head.list("f", &[crate::page::initials(&person.name), tint]);
            }
        }
        let knows = exclusion::knowledge(person, self.site, self.config);
        let knows: Vec<&str> = knows.iter().take(12).map(|known| known.title.as_str()).collect();
        let mut lines = person.text.as_ref().map(|text| self.lines(text)).unwrap_or_default();
        if !about.is_empty() {
            lines.insert(0, Line::Text(about.join(", ")));
        }
        if !knows.is_empty() {
            lines.push(Line::Text(knows.join(", ")));
        }
        let profile = person.text.as_ref().map(|text| &text.written.document.front);
        let aliases = profile.into_iter().flat_map(|front| &front.aliases);
        let people = aliases.filter(|alias| is_name(alias)).cloned().collect();
        Content { head, title: person.name.clone(), people, lines, ..Content::default() }
    }
}

pub(super) fn head(kind: &str, title: &str, path: &OutputPath) -> Fields {
    let mut head = Fields::default();
    head.text("k", kind);
    head.text("t", title);
    head.text("u", &path.href_from(""));
    head
}

fn lines(text: &Text, media: &Media) -> Vec<Line> {
    let outline = &text.written.document.outline;
    let headings = &outline.headings;
    let line = |passage: Passage| match passage {
        Passage::Heading(at) => Line::Heading(headings[at].id.clone(), headings[at].text.clone()),
        Passage::Text(text) => Line::Text(text),
        Passage::Code(text) => Line::Code(text),
    };
    let front = &text.written.document.front;
    let said = (front.title(), front.liquid, outline.is_plain);
    let titles = |target: &str| text.title_of(target);
    let media = |target: &str| medium(text, target, media);
    let around = Around { titles: &titles, media: &media };
    let read = passages(text.body(), said, headings, (LONGEST, around)).into_iter().map(line);
    let mut lines: Vec<Line> = read.collect();
    let summary = front.summary.as_deref().unwrap_or_default();
    if !is_said(summary, &lines) {
        let mut told = Vec::new();
        push_lines(summary, LONGEST, |text| told.push(Line::Text(text)));
        lines.splice(..0, told);
    }
    lines
}

/// Whether lines have a summary already, which then was cut from them.
fn is_said(summary: &str, lines: &[Line]) -> bool {
    let summary = summary.trim_end_matches(['.', '…', ' ']);
    let says = |line: &Line| matches!(line, Line::Text(text) if text.contains(summary));
    summary.is_empty() || lines.iter().any(says)
}

/// Whether another name of someone is one that people write, and no account or address.
fn is_name(alias: &str) -> bool {
    alias.contains(' ') && !alias.contains(|c: char| c.is_ascii_digit() || "@/:".contains(c))
}

/// What is known of the file that a target of a text leads to.
fn medium<'m>(text: &Text, target: &str, media: &'m Media) -> Option<&'m Medium> {
    match text.links.get(target) {
        Some(Resolved::Inside { path, .. }) => media.get(path),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_read_unless_it_was_cut_from_the_body() {
        let lines =
            [Line::Heading("kop".into(), "Kop".into()), Line::Text("Een dijk is lang.".into())];
        for (summary, wanted) in [
            ("", true),
            ("Een dijk…", true),
            ("Een dijk is lang.", true),
            ("Kop", false),
            ("Een weddenschap over dijken.", false),
        ] {
            assert_eq!(is_said(summary, &lines), wanted, "{summary}");
        }
    }

    #[test]
    fn other_names_are_told_from_accounts() {
        for (alias, wanted) in [
            ("Marijke vd Velde", true),
            ("mvdvelde", false),
            ("marijke@water.example", false),
            ("M. Velde <m@water.example>", false),
            ("intranet: 528", false),
        ] {
            assert_eq!(is_name(alias), wanted, "{alias}");
        }
    }
}
