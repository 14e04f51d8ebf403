//! Exports of Disqus: threads, which are pages, and posts, which are the comments on them.
//!
//! A post may stand before the thread it belongs to, so only at the end of the file does each get its place. Threads of one page
//! (with `http` and `https`, with `utm_…`) need not be merged: their addresses lead to one post.

mod erase;
mod links;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::UTF_8;
use jiff::tz::TimeZone;

use super::reading::{Flaw, Reading, Remark, Writer};
use super::text::{self, decode_entities};
use super::xml::{self, Elements, Step};
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{Source, SourcePath};
use erase::erase;
use links::with_whole_links;

/// This format.
pub const FORMAT: Format = Format { name: "disqus", title: "Disqus", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// The elements that mean something here; each is the element of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Disqus,
    Thread,
    Post,
    Id,
    Link,
    Title,
    Message,
    CreatedAt,
    IsDeleted,
    IsSpam,
    IsApproved,
    Author,
    Called,
    Email,
    Username,
    Parent,
    Other,
}

impl Name {
    fn of(space: Option<&str>, local: &str) -> Name {
        if space.is_some_and(|space| !space.contains("://disqus.com")) {
            return Name::Other;
        }
        match local {
            "disqus" => Name::Disqus,
            "thread" => Name::Thread,
            "post" => Name::Post,
            "id" => Name::Id,
            "link" => Name::Link,
            "title" => Name::Title,
            "message" => Name::Message,
            "createdAt" => Name::CreatedAt,
            "isDeleted" => Name::IsDeleted,
            "isSpam" => Name::IsSpam,
            "isApproved" => Name::IsApproved,
            "author" => Name::Author,
            "name" => Name::Called,
            "email" => Name::Email,
            "username" => Name::Username,
            "parent" => Name::Parent,
            _ => Name::Other,
        }
    }
}

fn recognises(source: &Source) -> Result<(), Lack> {
    let head = &source.bytes[..source.bytes.len().min(HEAD)];
    let head = text::decode(head, Some(UTF_8)).text;
    let start = head.find('<').filter(|start| *start <= STRAY);
    Lack::Start("<").unless(start.is_some())?;
    Lack::Part("<disqus>").unless(xml::begins_with(&head[start.unwrap_or(0)..], "disqus"))
}

/// How many bytes may stand before the file begins; there are exports with a stray one.
const STRAY: usize = 16;

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, Some(xml::declared_encoding(&source.bytes)));
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    reading.warn_all(decoded.warning(&source.path));
    let mut walk = Walk::new(&decoded.text, &source.path);
    let ended = walk.file(&mut reading);
    reading.warn_all(std::mem::take(&mut walk.elements.warnings));
    match ended {
        Ok(()) => {
            walk.place(&mut reading);
            reading.finish()
        }
        Err(flaw) => {
            let error = Diagnostic::error(flaw.problem).at(&source.path);
            reading.fail(error.at_offset(flaw.place, &decoded.text))
        }
    }
}

/// A page.
#[derive(Debug, Default)]
struct Thread<'i> {
    /// The number that Disqus gives it.
    number: String,
    /// What the blog calls it; often nothing.
    identifier: Option<Cow<'i, str>>,
    link: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    deleted: Option<Cow<'i, str>>,
}

/// A comment.
#[derive(Debug, Default)]
struct Post<'i> {
    line: u32,
    number: Option<String>,
    own_id: Option<Cow<'i, str>>,
    thread: Option<String>,
    parent: Option<String>,
    message: Option<Cow<'i, str>>,
    created: Option<Cow<'i, str>>,
    deleted: Option<Cow<'i, str>>,
    spam: Option<Cow<'i, str>>,
    /// Older exports do not say it.
    approved: Option<Cow<'i, str>>,
    writer: Writer<'i>,
}

/// The walk through a file.
struct Walk<'i> {
    elements: Elements<'i, Name>,
    threads: Vec<Thread<'i>>,
    by_number: HashMap<String, usize>,
    /// The thread of each comment.
    origins: Vec<Option<usize>>,
}

impl<'i> Walk<'i> {
    fn new(text: &'i str, path: &'i SourcePath) -> Self {
        Walk {
            elements: Elements::new(text, path, Name::of),
            threads: Vec::new(),
            by_number: HashMap::new(),
            origins: Vec::new(),
        }
    }

    fn file(&mut self, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Disqus) => return self.disqus(reading),
                Step::Start(_) => self.elements.skip()?,
                Step::End => {}
            }
        }
    }

    fn disqus(&mut self, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Thread) => self.thread()?,
                Step::Start(Name::Post) => self.post(reading)?,
                Step::Start(_) => self.elements.skip()?,
                Step::End => return Ok(()),
            }
        }
    }

    /// The thread of this number, which may not have come yet.
    fn numbered(&mut self, number: String) -> usize {
        if let Some(index) = self.by_number.get(&number) {
            return *index;
        }
        let index = self.threads.len();
        self.by_number.insert(number.clone(), index);
        self.threads.push(Thread { number, ..Thread::default() });
        index
    }

    fn thread(&mut self) -> Result<(), Flaw> {
        let number = self.elements.attribute("id")?.unwrap_or_default();
        let mut thread = Thread { number: number.clone(), ..Thread::default() };
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Id) => &mut thread.identifier,
                Step::Start(Name::Link) => &mut thread.link,
                Step::Start(Name::Title) => &mut thread.title,
                Step::Start(Name::IsDeleted) => &mut thread.deleted,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        // A thread that is only mentioned says nothing against what another one says.
        let is_said = |value: &Option<Cow<'_, str>>| {
            value.as_deref().is_some_and(|value| !value.trim().is_empty())
        };
        if [&thread.link, &thread.identifier, &thread.title].into_iter().any(is_said) {
            let index = self.numbered(number);
            self.threads[index] = thread;
        }
        Ok(())
    }

    fn post(&mut self, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let number = self.elements.attribute("id")?;
        let mut post = Post { line: self.elements.line(), number, ..Post::default() };
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Id) => &mut post.own_id,
                Step::Start(Name::Message) => &mut post.message,
                Step::Start(Name::CreatedAt) => &mut post.created,
                Step::Start(Name::IsDeleted) => &mut post.deleted,
                Step::Start(Name::IsSpam) => &mut post.spam,
                Step::Start(Name::IsApproved) => &mut post.approved,
                Step::Start(Name::Author) => {
                    post.writer = self.author()?;
                    continue;
                }
                Step::Start(name @ (Name::Thread | Name::Parent)) => {
                    let number = self.elements.attribute("id")?;
                    let field =
                        if name == Name::Thread { &mut post.thread } else { &mut post.parent };
                    *field = number;
                    self.elements.skip()?;
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
        let thread = post.thread.take().map(|number| self.numbered(number));
        self.origins.push(thread);
        let remark = post.remark(reading);
        reading.add_unplaced(remark).map_err(|problem| self.elements.here(problem))
    }

    fn author(&mut self) -> Result<Writer<'i>, Flaw> {
        let mut writer = Writer::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Called) => &mut writer.name,
                Step::Start(Name::Email) => &mut writer.email,
                Step::Start(Name::Username) => &mut writer.account,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(writer),
            };
            *field = Some(self.elements.value()?);
        }
    }

    /// Gives every comment the place of its thread.
    fn place(&self, reading: &mut Reading<'_>) {
        let places: Vec<Arc<Place>> =
            self.threads.iter().map(|thread| Arc::new(thread.place(reading))).collect();
        for (comment, thread) in reading.export.comments.iter_mut().zip(&self.origins) {
            let Some(thread) = *thread else { continue };
            comment.place = places[thread].clone();
            if is_true(&self.threads[thread].deleted) {
                comment.held = comment.held.or(Some(Held::TrashedPost));
            }
        }
    }
}

fn is_true(value: &Option<Cow<'_, str>>) -> bool {
    value.as_deref().is_some_and(|value| value.trim() == "true")
}

impl Thread<'_> {
    /// Where its comments stood. The plugin for WordPress calls a page `528 https://oud.example/?p=528`.
    fn place(&self, reading: &mut Reading<'_>) -> Place {
        let identifier = reading.value(self.identifier.as_deref().map(decode_entities).as_deref());
        let guid = identifier.as_ref().and_then(|text| {
            let (number, guid) = text.split_once(' ')?;
            let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            (is_number && guid.contains("://")).then(|| guid.trim().to_owned())
        });
        let own = identifier.filter(|_| guid.is_none());
        let number = Some(self.number.clone()).filter(|number| !number.is_empty());
        Place {
            address: reading.value(self.link.as_deref()),
            title: reading.value(self.title.as_deref().map(decode_entities).as_deref()),
            id: own.clone().or(number).map(|id| ("disqus".to_owned(), id)),
            anything: own,
            guid,
            ..Place::default()
        }
    }
}

impl<'i> Post<'i> {
    /// Why it is not shown: only one of which Disqus says that it is neither deleted nor spam, and not that it waits, was there for
    /// readers.
    fn held(&self, reading: &mut Reading<'_>) -> Option<Held> {
        for (value, held) in [(&self.deleted, Held::Trash), (&self.spam, Held::Spam)] {
            match value.as_deref().map(str::trim) {
                Some("false") => {}
                Some("true") => return Some(held),
                // It may be either, so no setting that shows what waits shows it.
                other => {
                    reading.unclear(other.unwrap_or_default(), self.line);
                    return Some(held);
                }
            }
        }
        let approved = self.approved.as_deref().map(str::trim);
        approved.is_some_and(|approved| approved != "true").then_some(Held::Pending)
    }

    fn remark(self, reading: &mut Reading<'_>) -> Remark<'i> {
        let held = self.held(reading);
        let Post { line, number, own_id, thread: _, parent, message, created, .. } = self;
        let writer = Writer {
            name: self.writer.name.map(|name| Cow::Owned(decode_entities(name).into_owned())),
            ..self.writer
        };
        Remark {
            line,
            id: number.map(Cow::Owned).or(own_id),
            parent: parent.map(Cow::Owned),
            author: reading.author(&writer),
            written: reading.moment(created.as_deref(), &TimeZone::UTC, line),
            body: message.map(with_whole_links),
            kind: BodyKind::Html,
            held,
        }
    }
}

#[cfg(test)]
mod tests;
