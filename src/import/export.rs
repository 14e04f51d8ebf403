//! What an export of WordPress says of its posts, pages and uploads. Its comments are read elsewhere, from the same file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::item::{Item, Status, Upload, User};
use super::name::Name;
use super::spoken;
use crate::address::bare_host;
use crate::comment::reading::Flaw;
use crate::comment::text::{self, decode_entities, repair};
use crate::comment::wxr::{Channel, item::slug, item::trimmed};
use crate::comment::xml::{self, Step};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

type Elements<'i> = xml::Elements<'i, Name>;

/// A blog, from all files of its export.
#[derive(Debug, Default)]
pub(super) struct Blog {
    channel: Channel,
    /// Users by their account.
    pub(super) users: BTreeMap<String, User>,
    /// Posts, pages and whatever else, in the order of the files; no uploads.
    pub(super) items: Vec<Item>,
    /// The names of categories and tags, by the ends of their addresses.
    pub(super) terms: BTreeMap<String, String>,
    /// What was uploaded, by its number.
    pub(super) uploads: BTreeMap<u64, Upload>,
}

impl Blog {
    /// The address of the blog, as the readers of its comments know it: `blog.oud.example/nieuws`.
    pub(super) fn system(&self) -> String {
        self.channel.system()
    }

    /// An empty blog at this address.
    #[cfg(test)]
    pub(super) fn of(address: &str) -> Blog {
        let channel = Channel { link: Some(address.to_owned()), ..Channel::default() };
        Blog { channel, ..Blog::default() }
    }

    /// The hosts that it goes by.
    pub(super) fn hosts(&self) -> BTreeSet<String> {
        let Channel { link, site, blog, .. } = &self.channel;
        let named = [link, site, blog].into_iter().flatten().map(|address| bare_host(address));
        named.filter(|host| !host.is_empty()).collect()
    }

    /// The hosts on which its uploads are.
    pub(super) fn upload_hosts(&self) -> BTreeSet<String> {
        let hosts = self.uploads.values().map(|upload| bare_host(&upload.address));
        hosts.filter(|host| !host.is_empty()).collect()
    }

    /// Of texts in several languages leaves one.
    pub(super) fn speak(&mut self, language: &str) {
        for item in &mut self.items {
            let Item { title, content, excerpt, topics, unspoken, .. } = item;
            let texts = [title, content].into_iter().chain(excerpt).chain(topics);
            for text in texts {
                if let Some(own) = spoken::only(text, language, unspoken) {
                    *text = own;
                }
            }
        }
        for name in self.terms.values_mut() {
            if let Some(own) = spoken::only(name, language, &mut BTreeSet::new()) {
                *name = own;
            }
        }
    }

    /// Adds what a file of the export says. One that is broken off adds nothing: half a blog would look like a whole one.
    pub(super) fn read(&mut self, source: &Source) -> Result<Vec<Diagnostic>, Diagnostic> {
        let decoded = text::decode(&source.bytes, Some(xml::declared_encoding(&source.bytes)));
        let elements = Elements::new(&decoded.text, &source.path, Name::of);
        let mut reading = Reading { elements, blog: Blog::default() };
        if let Err(flaw) = reading.read_file() {
            let error = Diagnostic::error(flaw.problem).at(&source.path);
            // The lines of an export hold e-mail addresses.
            return Err(Diagnostic { excerpt: None, ..error.at_offset(flaw.place, &decoded.text) });
        }
        let Reading { elements, blog } = reading;
        let Blog { channel, users, items, terms, uploads } = blog;
        self.terms.extend(terms);
        self.channel.update(channel);
        self.users.extend(users);
        // Of split files two may have the same.
        let mut known: BTreeSet<u64> = self.items.iter().map(|item| item.id).collect();
        self.items.extend(items.into_iter().filter(|item| known.insert(item.id)));
        self.uploads.extend(uploads);
        let mut warnings = elements.warnings;
        warnings.extend(decoded.warning(&source.path));
        Ok(warnings)
    }
}

/// The fields of an item that mean something here.
const META: &[&str] = &[
    "_thumbnail_id",
    "_wp_attachment_image_alt",
    "footnotes",
    // Who has no account and wrote all the same, in Co-Authors Plus.
    "cap-user_login",
    "cap-user_email",
    "cap-display_name",
];

/// How many bytes a field has that readers would miss.
const SENTENCE: usize = 80;

struct Reading<'i> {
    elements: Elements<'i>,
    blog: Blog,
}

/// An item of which not everything was read yet.
#[derive(Debug, Default)]
struct Raw<'i> {
    title: Option<Cow<'i, str>>,
    link: Option<Cow<'i, str>>,
    creator: Option<Cow<'i, str>>,
    content: Option<Cow<'i, str>>,
    excerpt: Option<Cow<'i, str>>,
    id: Option<Cow<'i, str>>,
    slug: Option<Cow<'i, str>>,
    date: Option<Cow<'i, str>>,
    updated: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    password: Option<Cow<'i, str>>,
    kind: Option<Cow<'i, str>>,
    status: Option<Cow<'i, str>>,
    comments: Option<Cow<'i, str>>,
    sticky: Option<Cow<'i, str>>,
    address: Option<Cow<'i, str>>,
    categories: Vec<String>,
    tags: Vec<String>,
    authors: Vec<String>,
    /// Fields of Advanced Custom Fields, and those with a text.
    fields: BTreeSet<String>,
    texts: BTreeSet<String>,
    language: Option<String>,
    meta: BTreeMap<String, String>,
}

impl<'i> Reading<'i> {
    fn read_file(&mut self) -> Result<(), Flaw> {
        if self.elements.enter(Name::Rss)? {
            while self.elements.enter(Name::Channel)? {
                self.read_channel()?;
            }
        }
        Ok(())
    }

    fn read_channel(&mut self) -> Result<(), Flaw> {
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Item) => {
                    self.read_item()?;
                    continue;
                }
                Step::Start(Name::User) => {
                    self.read_user()?;
                    continue;
                }
                Step::Start(Name::Link) => &mut self.blog.channel.link,
                Step::Start(Name::BaseSiteUrl) => &mut self.blog.channel.site,
                Step::Start(Name::BaseBlogUrl) => &mut self.blog.channel.blog,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(()),
            };
            *field = Some(self.elements.value()?.into_owned());
        }
    }

    fn read_user(&mut self) -> Result<(), Flaw> {
        let (mut login, mut user) = (None, User::default());
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::UserLogin) => &mut login,
                Step::Start(Name::UserEmail) => &mut user.email,
                Step::Start(Name::UserDisplayName) => &mut user.name,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(plain(&self.elements.value()?)).filter(|value| !value.is_empty());
        }
        self.blog.users.extend(login.map(|login| (login, user)));
        Ok(())
    }

    fn read_item(&mut self) -> Result<(), Flaw> {
        let mut raw = Raw::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Title) => &mut raw.title,
                Step::Start(Name::Link) => &mut raw.link,
                Step::Start(Name::Creator) => &mut raw.creator,
                Step::Start(Name::Content) => &mut raw.content,
                Step::Start(Name::Excerpt) => &mut raw.excerpt,
                Step::Start(Name::PostId) => &mut raw.id,
                Step::Start(Name::PostName) => &mut raw.slug,
                Step::Start(Name::PostDate) => &mut raw.date,
                Step::Start(Name::PostModified) => &mut raw.updated,
                Step::Start(Name::PostParent) => &mut raw.parent,
                Step::Start(Name::PostPassword) => &mut raw.password,
                Step::Start(Name::PostType) => &mut raw.kind,
                Step::Start(Name::Status) => &mut raw.status,
                Step::Start(Name::CommentStatus) => &mut raw.comments,
                Step::Start(Name::IsSticky) => &mut raw.sticky,
                Step::Start(Name::AttachmentUrl) => &mut raw.address,
                Step::Start(Name::Category) => {
                    self.read_category(&mut raw)?;
                    continue;
                }
                Step::Start(Name::Meta) => {
                    self.read_meta(&mut raw)?;
                    continue;
                }
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        self.add(raw);
        Ok(())
    }

    fn read_category(&mut self, raw: &mut Raw<'i>) -> Result<(), Flaw> {
        let domain = self.elements.attribute("domain")?.unwrap_or_default();
        let slug = self.elements.attribute("nicename")?.unwrap_or_default();
        let name = plain(&self.elements.value()?);
        if domain != "author" {
            self.blog.terms.insert(slug.clone(), name.clone());
        }
        match domain.as_str() {
            "post_tag" => raw.tags.push(name),
            // Of Co-Authors Plus and its like; whoever put the post in may be none of them.
            "author" if !name.is_empty() => raw.authors.push(name),
            "language" => raw.language = Some(slug),
            // What WordPress gives a post that nobody gave one.
            "category" if !matches!(slug.as_str(), "uncategorized" | "geen-categorie") => {
                raw.categories.push(name);
            }
            _ => {}
        }
        Ok(())
    }

    fn read_meta(&mut self, raw: &mut Raw<'i>) -> Result<(), Flaw> {
        let (mut key, mut value) = (None, None);
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::MetaKey) => &mut key,
                Step::Start(Name::MetaValue) => &mut value,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        let (Some(key), Some(value)) = (key, value) else { return Ok(()) };
        if META.contains(&&*key) {
            raw.meta.insert(key.into_owned(), value.into_owned());
        } else if value.starts_with("field_") {
            // Advanced Custom Fields says so of `intro` in `_intro`.
            raw.fields.extend(key.strip_prefix('_').map(str::to_owned));
        } else if value.len() >= SENTENCE && value.contains(' ') {
            raw.texts.insert(key.into_owned());
        }
        Ok(())
    }

    fn add(&mut self, mut raw: Raw<'i>) {
        let status = raw.status();
        let number = |value: &Option<Cow<'_, str>>| {
            trimmed(value).and_then(|value| value.parse().ok()).unwrap_or(0)
        };
        let id = number(&raw.id);
        let title = raw.title.as_deref().map(plain).unwrap_or_default();
        if let Some(address) = trimmed(&raw.address) {
            let alt = raw.meta.remove("_wp_attachment_image_alt").map(|alt| plain(&alt));
            let address = decode_entities(address).into_owned();
            let parent = number(&raw.parent);
            let caption = trimmed(&raw.excerpt).map(str::to_owned);
            let link = decode_entities(trimmed(&raw.link).unwrap_or_default()).into_owned();
            self.blog.uploads.insert(id, Upload { address, alt, caption, parent, link });
            return;
        }
        let moment = |value: &Option<Cow<'_, str>>| {
            trimmed(value).filter(|date| date.parse::<DateTime>().is_ok()).map(str::to_owned)
        };
        if let Some(login) = raw.meta.remove("cap-user_login") {
            let mut value = |key: &str| {
                raw.meta.remove(key).map(|value| plain(&value)).filter(|value| !value.is_empty())
            };
            let user = User { email: value("cap-user_email"), name: value("cap-display_name") };
            self.blog.users.entry(plain(&login)).or_insert(user);
        }
        let authors = match raw.authors.is_empty() {
            true => raw.creator.as_deref().map(plain).into_iter().collect(),
            false => raw.authors,
        };
        let (date, updated) = (moment(&raw.date), moment(&raw.updated));
        let mut topics = raw.categories;
        topics.append(&mut raw.tags);
        topics.retain(|topic| !topic.is_empty());
        let lines = |text: &str| repair(text, &mut 0).into_owned();
        self.blog.items.push(Item {
            id,
            kind: trimmed(&raw.kind).unwrap_or("post").to_owned(),
            title,
            link: decode_entities(trimmed(&raw.link).unwrap_or_default()).into_owned(),
            slug: trimmed(&raw.slug).and_then(slug),
            status,
            date,
            updated,
            authors: authors.into_iter().filter(|login| !login.is_empty()).collect(),
            content: raw.content.as_deref().map(lines).unwrap_or_default(),
            excerpt: raw.excerpt.as_deref().map(lines).filter(|text| !text.trim().is_empty()),
            topics,
            language: raw.language,
            unspoken: BTreeSet::new(),
            is_sticky: trimmed(&raw.sticky) == Some("1"),
            is_closed: trimmed(&raw.comments) == Some("closed"),
            picture: raw.meta.get("_thumbnail_id").and_then(|id| id.trim().parse().ok()),
            footnotes: raw.meta.remove("footnotes"),
            fields: raw.fields.intersection(&raw.texts).cloned().collect(),
        });
    }
}

impl Raw<'_> {
    fn status(&self) -> Status {
        // A password may consist of blanks.
        let is_protected = self.password.as_deref().is_some_and(|password| !password.is_empty());
        match trimmed(&self.status) {
            Some("trash") => Status::Gone,
            Some("private") => Status::Restricted,
            _ if is_protected => Status::Restricted,
            Some("publish") => Status::Public,
            Some("future") => Status::Scheduled,
            _ => Status::Draft,
        }
    }
}

/// A value as people read it: entities decoded, on one line.
fn plain(value: &str) -> String {
    let decoded = decode_entities(value);
    let repaired = repair(decoded, &mut 0);
    repaired.split_whitespace().collect::<Vec<_>>().join(" ")
}
