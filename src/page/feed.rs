//! Atom feeds (RFC 4287). They hold summaries: what colleagues wrote stays in the house. Those of digests hold what their pages do.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::Timestamp;

use super::letter;
use super::phrases::Phrases;
use super::views::{TOPICS, Views};
use crate::html::escape;
use crate::output::{OutputPath, encoded};
use crate::site::digest::{Digest, Every};
use crate::site::{ArticleId, PersonId, Site, TopicId};
use crate::source::Hash;

/// Characters of a comment in a feed.
const EXCERPT: usize = 400;

/// What a feed tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// All posts.
    Posts,
    /// All comments.
    Comments,
    /// The posts of an expert.
    Expert(PersonId),
    /// The posts on a topic.
    Topic(TopicId),
    /// The weeks or the months that are over.
    Digests(Every),
}

/// Those of the whole site, which every page tells of behind its own.
pub(super) const OF_SITE: [FeedOf; 2] = [FeedOf::Posts, FeedOf::Comments];

impl FeedOf {
    /// Where the feed lies.
    pub(super) fn path(self, site: &Site) -> String {
        let beside = |path: &OutputPath| {
            path.as_str().strip_suffix(".html").unwrap_or(path.as_str()).to_owned() + ".xml"
        };
        match self {
            FeedOf::Posts => "feed.xml".to_owned(),
            FeedOf::Comments => "comments.xml".to_owned(),
            FeedOf::Expert(id) => beside(&site.person(id).path),
            FeedOf::Topic(id) => beside(&site.topic(id).path),
            FeedOf::Digests(Every::Week) => format!("{}/week.xml", site.digests.folder),
            FeedOf::Digests(Every::Month) => format!("{}/month.xml", site.digests.folder),
        }
    }

    /// What it is called.
    pub(super) fn title(self, site: &Site, phrases: &Phrases) -> String {
        match self {
            FeedOf::Posts => phrases.say("feed_posts", &[]),
            FeedOf::Comments => phrases.say("feed_comments", &[]),
            FeedOf::Expert(id) => phrases.say("feed_expert", &[("name", &site.person(id).name)]),
            FeedOf::Topic(id) => phrases.say("feed_topic", &[("topic", &site.topic(id).title)]),
            FeedOf::Digests(Every::Week) => phrases.say("feed_weeks", &[]),
            FeedOf::Digests(Every::Month) => phrases.say("feed_months", &[]),
        }
    }

    /// The page that it tells of.
    fn page(self, site: &Site) -> String {
        match self {
            FeedOf::Posts => "index.html".to_owned(),
            FeedOf::Comments => "discussions.html".to_owned(),
            FeedOf::Expert(id) => site.person(id).path.to_string(),
            FeedOf::Topic(id) => site.topic(id).path.to_string(),
            FeedOf::Digests(_) => format!("{}/index.html", site.digests.folder),
        }
    }
}

/// What feeds are made from.
#[derive(Clone, Debug)]
pub(super) struct Feeds<'a> {
    /// The site from where its addresses begin: its own address, or else the feed.
    pub views: Views<'a>,
}

struct Entry {
    id: String,
    title: String,
    url: String,
    authors: Vec<String>,
    published: i64,
    updated: i64,
    summary: String,
    /// The whole of it, as HTML; empty if a summary is enough.
    content: String,
    topics: Vec<String>,
}

impl Feeds<'_> {
    /// The feed that lies at `path`.
    pub(super) fn atom(&self, feed: FeedOf, path: &OutputPath) -> Vec<u8> {
        let Views { site, config, .. } = &self.views;
        let count = config.feeds.entries;
        let root = path.root();
        let posts = |posts: &[ArticleId]| {
            posts.iter().take(count).map(|id| self.post(*id, &root)).collect()
        };
        let entries: Vec<Entry> = match feed {
            FeedOf::Posts => site.post_ids().take(count).map(|id| self.post(id, &root)).collect(),
            FeedOf::Comments => site
                .conversation
                .newest
                .iter()
                .take(count)
                .filter_map(|id| self.comment(*id, &root))
                .collect(),
            FeedOf::Expert(id) => posts(&site.person(id).posts),
            FeedOf::Topic(id) => posts(&site.topic(id).posts),
            FeedOf::Digests(every) => self.digests(every),
        };
        let title = format!("{} – {}", feed.title(site, self.views.phrases()), config.title);
        let updated = entries.iter().map(|entry| entry.updated).max();
        let newest = || Some(site.articles.first()?.date()?.seconds);
        let updated = updated.or_else(newest).unwrap_or_default();
        let page = feed.page(site);
        let mut xml = String::with_capacity(1024 + entries.len() * 1024);
        xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
        element(&mut xml, format_args!(" xml:lang=\"{}\">\n", escape(&config.language)));
        element(&mut xml, format_args!("<id>{}</id>\n", self.identity(path.as_str(), None)));
        element(&mut xml, format_args!("<title>{}</title>\n", escape(&legal(&title))));
        if !config.description.is_empty() {
            element(
                &mut xml,
                format_args!("<subtitle>{}</subtitle>\n", escape(&legal(&config.description))),
            );
        }
        element(&mut xml, format_args!("<updated>{}</updated>\n", stamp(updated)));
        element(
            &mut xml,
            format_args!("<author><name>{}</name></author>\n", escape(&legal(self.publisher()))),
        );
        element(
            &mut xml,
            format_args!(
                "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
                self.address(path.as_str(), &root)
            ),
        );
        element(
            &mut xml,
            format_args!(
                "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                self.address(&page, &root)
            ),
        );
        xml.push_str("<generator>Weerklank</generator>\n");
        entries.iter().for_each(|entry| write_entry(&mut xml, entry));
        xml.push_str("</feed>\n");
        xml.into_bytes()
    }

    fn publisher(&self) -> &str {
        if self.views.config.brand.organisation.is_empty() {
            &self.views.config.title
        } else {
            &self.views.config.brand.organisation
        }
    }

    /// The address of a page: absolute if the site has a base address, else relative to the feed.
    fn address(&self, path: &str, root: &str) -> String {
        let start =
            if self.views.config.base_url.is_empty() { root } else { &self.views.config.base_url };
        let href = OutputPath::new(path).map(|path| path.href_from(start)).unwrap_or_default();
        escape(&href).into_owned()
    }

    /// An identifier that stays, and is an IRI whatever a file is called: the address of the source, or for want of a base
    /// address one made of the site's title.
    fn identity(&self, path: &str, anchor: Option<&str>) -> String {
        if !self.views.config.base_url.is_empty() {
            let mut id = escape(&self.views.config.base_url).into_owned();
            id.extend(encoded(path));
            if let Some(anchor) = anchor {
                id.push('#');
                id.extend(encoded(anchor));
            }
            return id;
        }
        let place = anchor.map_or_else(|| path.to_owned(), |anchor| format!("{path}#{anchor}"));
        let mut bytes = Hash::of(format!("{}\n{place}", self.views.config.title).as_bytes()).0;
        // Version 8 of RFC 9562: a UUID whose bits are the maker's own affair.
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let hex: String = bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "urn:uuid:{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..32]
        )
    }

    fn post(&self, id: ArticleId, root: &str) -> Entry {
        let article = self.views.site.article(id);
        let document = article.document();
        let published = article.date().map_or(0, |date| date.seconds);
        let updated = document.front.updated.map_or(published, |date| date.seconds.max(published));
        Entry {
            id: self.identity(document.path.as_str(), None),
            title: article.title.clone(),
            url: self.address(article.path.as_str(), root),
            authors: article
                .authors
                .iter()
                .map(|person| self.views.site.person(*person).name.clone())
                .collect(),
            published,
            updated,
            summary: article.summary().into_owned(),
            content: String::new(),
            topics: article
                .topics
                .iter()
                .take(TOPICS)
                .map(|topic| self.views.site.topic(*topic).title.clone())
                .collect(),
        }
    }

    /// The periods that are over, the newest first.
    fn digests(&self, every: Every) -> Vec<Entry> {
        let all = self.views.site.digests.every(every).iter();
        let whole = all.filter(|digest| !digest.is_running(self.views.config));
        whole.take(self.views.config.feeds.entries).map(|digest| self.digest(digest)).collect()
    }

    /// A period that is over. It is new when it ends, and nothing that comes after it changes it.
    fn digest(&self, digest: &Digest) -> Entry {
        let told = self.views.told(digest);
        let path = format!("{}/{}.html", self.views.site.digests.folder, digest.period.name());
        Entry {
            id: self.identity(&path, None),
            title: told.title.clone(),
            url: told.url.clone(),
            authors: vec![self.publisher().to_owned()],
            published: digest.seconds.end,
            updated: digest.seconds.end,
            summary: told.days.clone(),
            content: letter::content(&told, self.views.phrases()),
            topics: Vec::new(),
        }
    }

    fn comment(&self, index: u32, root: &str) -> Option<Entry> {
        let comment = &self.views.site.conversation.comments[index as usize];
        let article = self.views.site.articles.get(comment.post)?;
        let writer = self.views.site.conversation.writer(index);
        let name = match (writer.person, writer.name.trim()) {
            (Some(person), _) => self.views.site.person(person).name.clone(),
            (None, "") => self.views.phrases().say("anonymous", &[]),
            (None, name) => name.to_owned(),
        };
        // Nobody knows when, but not before the post.
        let posted = article.date().map_or(0, |date| date.seconds);
        let written = comment.written.map_or(posted, |moment| moment.0);
        let page = self.views.page_of(comment.post, index)?;
        let path = self.views.places.further(&article.path, page)?;
        let anchor = format!("comment-{}", comment.id);
        Some(Entry {
            id: self.identity(article.document().path.as_str(), Some(&anchor)),
            title: format!("{name}: {}", article.title),
            url: format!(
                "{}#{}",
                self.address(path.as_str(), root),
                encoded(&anchor).collect::<String>()
            ),
            authors: vec![name],
            published: written,
            updated: written,
            summary: self.views.beginning(comment, EXCERPT),
            content: String::new(),
            topics: Vec::new(),
        })
    }
}

fn write_entry(xml: &mut String, entry: &Entry) {
    xml.push_str("<entry>\n");
    element(xml, format_args!("<id>{}</id>\n", entry.id));
    element(xml, format_args!("<title>{}</title>\n", escape(&legal(&entry.title))));
    element(
        xml,
        format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", entry.url),
    );
    element(xml, format_args!("<published>{}</published>\n", stamp(entry.published)));
    element(xml, format_args!("<updated>{}</updated>\n", stamp(entry.updated)));
    for author in &entry.authors {
        element(xml, format_args!("<author><name>{}</name></author>\n", escape(&legal(author))));
    }
    for topic in &entry.topics {
        element(xml, format_args!("<category term=\"{}\"/>\n", escape(&legal(topic))));
    }
    element(
        xml,
        format_args!("<summary type=\"text\">{}</summary>\n", escape(&legal(&entry.summary))),
    );
    if !entry.content.is_empty() {
        element(
            xml,
            format_args!("<content type=\"html\">{}</content>\n", escape(&legal(&entry.content))),
        );
    }
    xml.push_str("</entry>\n");
}

fn element(xml: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String never fails.
    let _ = xml.write_fmt(text);
}

/// Text without the characters that XML cannot hold.
fn legal(text: &str) -> Cow<'_, str> {
    // Beside the control characters there are two that no text has: U+FFFE and U+FFFF.
    let is_suspect = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\t' | b'\n')) || *byte == 0xEF;
    if !text.as_bytes().iter().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let is_legal = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
    Cow::Owned(text.chars().filter(is_legal).collect())
}

fn stamp(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}
