//! What is read and shown of each document: a post with its discussion, a page, a topic, an expert.

use jiff::Timestamp;

use super::documents::Subject;
use super::json::Fields;
use super::segments::{Content, LONGEST, Line, Remark};
use super::text::{Passage, passages, push_lines};
use crate::comment::{Moment, body};
use crate::config::Config;
use crate::output::OutputPath;
use crate::page::plan::Places;
use crate::site::{Article, PersonId, Site, Text, TopicId};

/// Where contents come from.
pub(super) struct Source<'a> {
    pub site: &'a Site,
    pub config: &'a Config,
    pub places: &'a Places,
}

impl Source<'_> {
    /// The content of a document, and whether it is in English.
    pub(super) fn content(&self, subject: Subject) -> (Content, bool) {
        match subject {
            Subject::Post(id) => self.article(self.site.article(id), "post"),
            Subject::Page(id) => self.article(self.site.article(id), "page"),
            Subject::Topic(id) => (self.topic(id), self.is_english(None)),
            Subject::Person(id) => (self.person(id), self.is_english(None)),
        }
    }

    /// The language of an article: its own, or the site's.
    pub(super) fn language<'l>(&'l self, article: &'l Article) -> &'l str {
        article.document().front.lang.as_deref().unwrap_or(&self.config.language)
    }

    fn is_english(&self, article: Option<&Article>) -> bool {
        article
            .map_or(self.config.language.as_str(), |article| self.language(article))
            .starts_with("en")
    }

    fn article(&self, article: &Article, kind: &str) -> (Content, bool) {
        let names = |ids: &[PersonId]| -> Vec<String> {
            ids.iter().map(|id| self.site.person(*id).name.clone()).collect()
        };
        let authors = names(&article.authors);
        let mut people = authors.clone();
        people.extend(names(&article.experts));
        let topics: Vec<String> =
            article.topics.iter().map(|id| self.site.topic(*id).title.clone()).collect();
        let mut head = head(kind, &article.title, &article.path);
        if let Some(date) = article.date() {
            head.text("d", &date.civil(&self.config.timezone).to_string());
        }
        if !authors.is_empty() {
            head.list("a", &authors);
        }
        if !topics.is_empty() {
            head.list("s", &topics);
        }
        if article.discussion.shown > 0 && self.config.search.comments {
            head.number("n", article.discussion.shown);
        }
        if self.language(article) != self.config.language {
            head.text("l", self.language(article));
        }
        let content = Content {
            head,
            title: article.title.clone(),
            topics,
            people,
            lines: lines(&article.text),
            comments: self.remarks(article),
        };
        (content, self.is_english(Some(article)))
    }

    fn remarks(&self, article: &Article) -> Vec<Remark> {
        if !self.config.search.comments {
            return Vec::new();
        }
        let conversation = &self.site.conversation;
        let mut remarks = Vec::with_capacity(article.discussion.shown);
        for (number, page) in (1..).zip(&article.discussion.pages) {
            // Only what is not on the first page needs its page named.
            let page_url = (number > 1)
                .then(|| self.places.further(&article.path, number))
                .flatten()
                .map_or(String::new(), |path| path.href_from(""));
            for item in &article.discussion.items[page.clone()] {
                let Some(comment) = item.comment else { continue };
                let placed = &conversation.comments[comment as usize].comment;
                let writer = conversation.writers[comment as usize];
                let name = match writer {
                    Some(person) => self.site.person(person).name.clone(),
                    None => placed.author.name.trim().to_owned(),
                };
                let date = placed.written.map_or(String::new(), |moment| self.day(moment));
                push_lines(&body::text(&placed.body, placed.kind), LONGEST, |text| {
                    remarks.push(Remark {
                        url: format!("{page_url}#comment-{}", item.key),
                        name: name.clone(),
                        date: date.clone(),
                        person: writer.map(|person| person.0),
                        text,
                    });
                });
            }
        }
        remarks
    }

    fn day(&self, moment: Moment) -> String {
        let moment = Timestamp::from_second(moment.0).unwrap_or_default();
        moment.to_zoned_datetime(self.config.timezone.clone()).date().to_string()
    }

    fn topic(&self, id: TopicId) -> Content {
        let topic = self.site.topic(id);
        let mut head = head("topic", &topic.title, &topic.path);
        head.number("n", topic.posts.len());
        Content {
            head,
            title: topic.title.clone(),
            lines: topic.text.as_ref().map(lines).unwrap_or_default(),
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
        let knows: Vec<&str> =
            person.knows.iter().take(12).map(|known| known.title.as_str()).collect();
        let mut lines = person.text.as_ref().map(lines).unwrap_or_default();
        if !about.is_empty() {
            lines.insert(0, Line::Text(about.join(", ")));
        }
        if !knows.is_empty() {
            lines.push(Line::Text(knows.join(", ")));
        }
        Content { head, title: person.name.clone(), lines, ..Content::default() }
    }
}

fn head(kind: &str, title: &str, path: &OutputPath) -> Fields {
    let mut head = Fields::default();
    head.text("k", kind);
    head.text("t", title);
    head.text("u", &path.href_from(""));
    head
}

fn lines(text: &Text) -> Vec<Line> {
    let headings = &text.written.document.outline.headings;
    let line = |passage: Passage| match passage {
        Passage::Heading(at) => Line::Heading(headings[at].id.clone(), headings[at].text.clone()),
        Passage::Text(text) => Line::Text(text),
    };
    passages(text.body(), text.written.document.front.title(), headings, LONGEST)
        .into_iter()
        .map(line)
        .collect()
}
