//! Feeds in Atom whose entries answer each other (RFC 4685): the blogs of HCL and IBM Connections, and others that write such feeds
//! of their comments.
//!
//! An entry that answers something is a comment. What it answers is the post, unless it is another comment: one in the feed, or one
//! that its address or its name calls so. Entries that answer nothing are posts; they say where the post stood, also for a feed
//! of comments beside them. A feed comes in pages, and each page may be saved as a file of its own.

mod erase;
mod opening;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use encoding_rs::UTF_8;
use jiff::tz::TimeZone;

use super::reading::{Flaw, Reading, Remark, Writer};
use super::text::{self, decode_entities};
use super::xml::{self, Elements, Step};
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::address;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::html::address::has_scheme;
use crate::source::{Source, SourcePath};

use erase::erase;

/// This format.
pub const FORMAT: Format = Format { name: "atom", title: "Atom", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// The namespaces: of Atom, of its answers, of its drafts, and of Connections.
const ATOM: &str = "http://www.w3.org/2005/Atom";
const THREAD: &str = "http://purl.org/syndication/thread/1.0";
const DRAFTS: [&str; 2] = ["http://www.w3.org/2007/app", "http://purl.org/atom/app#"];
const CONNECTIONS: &str = "http://www.ibm.com/xmlns/prod/sn";

/// The elements that mean something here; each is the element of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the elements have these names")]
enum Name {
    Feed,
    Entry,
    Id,
    Title,
    Link,
    Published,
    Updated,
    Author,
    AuthorName,
    Email,
    UserId,
    Content,
    Summary,
    InReplyTo,
    Control,
    Draft,
    Moderation,
    Other,
}

impl Name {
    fn of(space: Option<&str>, local: &str) -> Name {
        match (space, local) {
            (Some(ATOM), "feed") => Name::Feed,
            (Some(ATOM), "entry") => Name::Entry,
            (Some(ATOM), "id") => Name::Id,
            (Some(ATOM), "title") => Name::Title,
            (Some(ATOM), "link") => Name::Link,
            (Some(ATOM), "published") => Name::Published,
            (Some(ATOM), "updated") => Name::Updated,
            (Some(ATOM), "author") => Name::Author,
            (Some(ATOM), "name") => Name::AuthorName,
            (Some(ATOM), "email") => Name::Email,
            (Some(ATOM), "content") => Name::Content,
            (Some(ATOM), "summary") => Name::Summary,
            (Some(THREAD), "in-reply-to") => Name::InReplyTo,
            (Some(space), "control") if DRAFTS.contains(&space) => Name::Control,
            (Some(space), "draft") if DRAFTS.contains(&space) => Name::Draft,
            (Some(CONNECTIONS), "userid") => Name::UserId,
            (Some(CONNECTIONS), "moderation") => Name::Moderation,
            _ => Name::Other,
        }
    }
}

/// A feed of Atom that knows of answers.
fn recognises(source: &Source) -> Result<(), Lack> {
    let head = &source.bytes[..source.bytes.len().min(HEAD)];
    let head = text::decode(head, Some(UTF_8)).text;
    Lack::Start("<").unless(head.trim_start().starts_with('<'))?;
    let is_feed = xml::begins_with(&head, "feed") || xml::begins_with(&head, "atom:feed");
    Lack::Part("<feed>").unless(is_feed && head.contains(ATOM))?;
    Lack::Part("xmlns:thr").unless(head.contains(THREAD))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, Some(xml::declared_encoding(&source.bytes)));
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    reading.warn_all(decoded.warning(&source.path));
    let mut walk = Walk::new(&decoded.text, &source.path);
    let ended = walk.file();
    reading.warn_all(std::mem::take(&mut walk.elements.warnings));
    let ended = ended.and_then(|()| {
        let last = decoded.text.len();
        walk.add_to(&mut reading).map_err(|problem| Flaw { problem, place: last })
    });
    match ended {
        Ok(()) => reading.finish(),
        Err(flaw) => {
            let error = Diagnostic::error(flaw.problem).at(&source.path);
            let error = error.at_offset(flaw.place, &decoded.text);
            reading.fail(Diagnostic { excerpt: None, ..error })
        }
    }
}

/// What an entry answers.
#[derive(Debug)]
struct Answer {
    /// Its id.
    of: String,
    /// Its page.
    href: Option<String>,
}

impl Answer {
    /// Whether it is a comment, though it is not in the feed.
    fn is_comment_elsewhere(&self) -> bool {
        let names_comment = self.of.rsplit([':', '/']).next().is_some_and(|last| {
            last.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("comment-"))
        });
        let leads_to_one = |text: &String| text.contains("#comment");
        names_comment || leads_to_one(&self.of) || self.href.as_ref().is_some_and(leads_to_one)
    }
}

impl Answer {
    /// What somebody wrote of this text, which answers that.
    fn answer_in<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        match opening::length(&text, &self.of) {
            Some(length) => Cow::Owned(text[length..].to_owned()),
            None => text,
        }
    }
}

/// An entry as it stands in the feed.
#[derive(Debug, Default)]
struct Entry<'i> {
    line: u32,
    id: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    link: Option<String>,
    published: Option<Cow<'i, str>>,
    updated: Option<Cow<'i, str>>,
    writer: Writer<'i>,
    content: Option<(Cow<'i, str>, BodyKind)>,
    summary: Option<(Cow<'i, str>, BodyKind)>,
    answers: Vec<Answer>,
    is_draft: bool,
    status: Option<String>,
}

/// The walk through a feed.
struct Walk<'i> {
    elements: Elements<'i, Name>,
    entries: Vec<Entry<'i>>,
    /// Where the feed comes from.
    links: Vec<(String, String)>,
    updated: Option<Cow<'i, str>>,
}

impl<'i> Walk<'i> {
    fn new(text: &'i str, path: &'i SourcePath) -> Self {
        let elements = Elements::new(text, path, Name::of);
        Walk { elements, entries: Vec::new(), links: Vec::new(), updated: None }
    }

    fn file(&mut self) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Feed) => return self.feed(),
                Step::Start(_) => self.elements.skip()?,
                Step::End => {}
            }
        }
    }

    fn feed(&mut self) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Entry) => self.entry()?,
                Step::Start(Name::Updated) => self.updated = Some(self.elements.value()?),
                Step::Start(Name::Link) => {
                    let link = self.link()?;
                    self.links.extend(link);
                }
                Step::Start(_) => self.elements.skip()?,
                Step::End => return Ok(()),
            }
        }
    }

    /// What a link is and where it leads.
    fn link(&mut self) -> Result<Option<(String, String)>, Flaw> {
        let rel = self.elements.attribute("rel")?.unwrap_or_else(|| "alternate".to_owned());
        let href = self.elements.attribute("href")?;
        self.elements.skip()?;
        Ok(href.filter(|href| has_scheme(href, &["http://", "https://"])).map(|href| (rel, href)))
    }

    fn entry(&mut self) -> Result<(), Flaw> {
        let mut entry = Entry { line: self.elements.line(), ..Entry::default() };
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Id) => &mut entry.id,
                Step::Start(Name::Title) => &mut entry.title,
                Step::Start(Name::Published) => &mut entry.published,
                Step::Start(Name::Updated) => &mut entry.updated,
                Step::Start(other) => {
                    self.more(other, &mut entry)?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Elements of an entry that hold more than a value.
    fn more(&mut self, name: Name, entry: &mut Entry<'i>) -> Result<(), Flaw> {
        match name {
            Name::Content => entry.content = self.body()?,
            Name::Summary => entry.summary = self.body()?,
            Name::Author => self.author(&mut entry.writer)?,
            Name::Link => {
                let link = self.link()?.filter(|(rel, _)| rel == "alternate");
                entry.link = entry.link.take().or(link.map(|(_, href)| href));
            }
            Name::InReplyTo => {
                let of = self.elements.attribute("ref")?;
                let href = self.elements.attribute("href")?;
                self.elements.skip()?;
                if let Some(of) = of.or_else(|| href.clone()).filter(|of| !of.is_empty()) {
                    entry.answers.push(Answer { of, href });
                }
            }
            Name::Control => entry.is_draft |= self.is_draft()?,
            Name::Moderation => {
                let status = self.elements.attribute("status")?;
                let value = self.elements.value()?;
                let status = status.unwrap_or_else(|| value.trim().to_owned());
                entry.status = Some(status).filter(|status| !status.is_empty());
            }
            _ => self.elements.skip()?,
        }
        Ok(())
    }

    fn is_draft(&mut self) -> Result<bool, Flaw> {
        let mut is_draft = false;
        loop {
            match self.elements.step()? {
                Step::Start(Name::Draft) => {
                    is_draft = self.elements.value()?.trim().eq_ignore_ascii_case("yes");
                }
                Step::Start(_) => self.elements.skip()?,
                Step::End => return Ok(is_draft),
            }
        }
    }

    fn author(&mut self, writer: &mut Writer<'i>) -> Result<(), Flaw> {
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::AuthorName) => &mut writer.name,
                Step::Start(Name::Email) => &mut writer.email,
                Step::Start(Name::UserId) => &mut writer.account,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(()),
            };
            *field = Some(self.elements.value()?);
        }
    }

    /// A text with what it is; none if it is a picture or the like.
    fn body(&mut self) -> Result<Option<(Cow<'i, str>, BodyKind)>, Flaw> {
        let kind = self.elements.attribute("type")?.unwrap_or_else(|| "text".to_owned());
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "xhtml" | "application/xhtml+xml" => {
                Ok(Some((Cow::Borrowed(self.elements.markup()?), BodyKind::Html)))
            }
            "html" | "text/html" => Ok(Some((self.elements.value()?, BodyKind::Html))),
            "text" | "text/plain" => Ok(Some((self.elements.value()?, BodyKind::Plain))),
            _ => {
                self.elements.skip()?;
                Ok(None)
            }
        }
    }

    /// Adds the comments, now that all of them are known.
    fn add_to(&mut self, reading: &mut Reading<'_>) -> Result<(), Problem> {
        let rel = |name: &str| self.links.iter().find(|(rel, _)| rel == name);
        let own = rel("alternate").or_else(|| rel("self"));
        let system = own.and_then(|(_, href)| address::host(href)).map(|(host, _)| host);
        let system = system.unwrap_or_default();
        let made =
            self.updated.as_deref().and_then(|text| reading.moment(Some(text), &TimeZone::UTC, 1));
        reading.export.made = made.map(|when| when.moment.0);
        let known: HashSet<String> = self
            .entries
            .iter()
            .filter(|entry| !entry.answers.is_empty())
            .filter_map(|entry| entry.id.as_deref().map(|id| id.trim().to_owned()))
            .collect();
        for entry in std::mem::take(&mut self.entries) {
            if entry.answers.is_empty() {
                let place = post(&entry, &system, reading);
                reading.export.places.push(Arc::new(place));
            } else {
                add(entry, &system, &known, reading)?;
            }
        }
        Ok(())
    }
}

/// The place of a post.
fn post(entry: &Entry<'_>, system: &str, reading: &mut Reading<'_>) -> Place {
    let id = reading.value(entry.id.as_deref());
    Place {
        system: system.to_owned(),
        address: reading.value(entry.link.as_deref()),
        guid: id.clone().filter(|id| has_scheme(id, &["http://", "https://"])),
        title: reading.value(entry.title.as_deref().map(decode_entities).as_deref()),
        id: id.map(|id| (FORMAT.name.to_owned(), id)),
        ..Place::default()
    }
}

fn add(
    entry: Entry<'_>,
    system: &str,
    known: &HashSet<String>,
    reading: &mut Reading<'_>,
) -> Result<(), Problem> {
    let is_comment = |answer: &&Answer| known.contains(&answer.of) || answer.is_comment_elsewhere();
    let parent = entry.answers.iter().find(is_comment);
    let on = entry.answers.iter().find(|answer| !is_comment(answer));
    let is_page = |text: &String| has_scheme(text, &["http://", "https://"]);
    let page = on.and_then(|on| on.href.clone().or_else(|| Some(on.of.clone()))).filter(is_page);
    let place = Place {
        system: system.to_owned(),
        address: reading.value(page.or(entry.link).as_deref()),
        guid: on.map(|on| on.of.clone()).filter(is_page),
        id: on.map(|on| (FORMAT.name.to_owned(), on.of.clone())),
        ..Place::default()
    };
    let line = entry.line;
    let held = match entry.status.as_deref().map(str::to_lowercase).as_deref() {
        _ if entry.is_draft => Some(Held::Pending),
        None | Some("approved" | "published") => None,
        Some("pending" | "submitted") => Some(Held::Pending),
        Some("rejected" | "deleted" | "removed") => Some(Held::Trash),
        Some("spam") => Some(Held::Spam),
        Some(other) => Some(reading.unclear(other, line)),
    };
    let date = entry.published.or(entry.updated);
    let written = reading.moment(date.as_deref(), &TimeZone::UTC, line);
    let author = reading.author(&entry.writer);
    let text = entry.content.or(entry.summary);
    let (body, kind) = text.map_or((None, BodyKind::Plain), |(body, kind)| (Some(body), kind));
    let body = match (body, parent) {
        (Some(body), Some(parent)) if kind == BodyKind::Html => Some(parent.answer_in(body)),
        (body, _) => body,
    };
    let parent = parent.map(|parent| Cow::Owned(parent.of.clone()));
    let remark = Remark { line, id: entry.id, parent, author, written, body, kind, held };
    reading.add(Arc::new(place), remark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config, read as read_as};
    use crate::comment::{Comment, Moment};

    fn feed(entries: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"{ATOM}\" xmlns:thr=\"{THREAD}\" xmlns:snx=\"{CONNECTIONS}\" xmlns:app=\"{}\">\n\
             <id>x</id><updated>2024-06-01T00:00:00Z</updated><link rel=\"self\" href=\"https://connect.example/blogs/water/feed/comments/atom\"/>\n{entries}\n</feed>\n",
            DRAFTS[0]
        )
    }

    fn of(entries: &str) -> Checked<Export> {
        read_as(&FORMAT, "comments.atom", feed(entries).as_bytes(), &config())
    }

    fn entry(id: &str, answers: &str, more: &str) -> String {
        format!(
            "<entry><id>urn:lsid:ibm.com:blogs:comment-{id}</id><title type=\"text\">Re</title>\n<author><name>Jan</name><email>jan@x.example</email><snx:userid>j1</snx:userid></author>\
             <published>2024-05-14T09:26:02.102Z</published><thr:in-reply-to ref=\"urn:lsid:ibm.com:blogs:{answers}/>{more}</entry>\n"
        )
    }

    const TEXT: &str = "<content type=\"html\">&lt;p&gt;Goed &amp;amp; wel&lt;/p&gt;</content>";

    fn only(more: &str) -> Comment {
        let checked = of(&entry("1", "entry-9\"", more));
        assert_eq!(codes(&checked), [] as [&str; 0], "{more}");
        *checked.value.comments.into_iter().next().unwrap()
    }

    #[test]
    fn comments_answer_the_post_or_each_other() {
        let post = "<entry><id>urn:lsid:ibm.com:blogs:entry-9</id><title>Water &amp;amp; wind</title><link href=\"https://connect.example/blogs/water/entry/water\"/><updated>2024-05-01T00:00:00Z</updated></entry>";
        let entries = [
            post.to_owned(),
            entry("2", "comment-1\"", TEXT),
            entry(
                "1",
                "entry-9\" href=\"https://connect.example/blogs/water/entry/water\" type=\"text/html\"",
                TEXT,
            ),
            entry("3", "comment-77\"", TEXT),
        ];
        let checked = of(&entries.concat());
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let seen: Vec<_> = checked
            .value
            .comments
            .iter()
            .map(|c| (c.line, c.parent.as_deref(), c.place.id.is_some()))
            .collect();
        let comment = |id: &str| format!("urn:lsid:ibm.com:blogs:comment-{id}");
        let (one, gone) = (comment("1"), comment("77"));
        assert_eq!(
            seen,
            [(4, Some(one.as_str()), false), (6, None, true), (8, Some(gone.as_str()), false)]
        );
        let first = &checked.value.comments[1];
        assert_eq!(first.body, "<p>Goed &amp; wel</p>");
        assert_eq!((first.kind, first.written), (BodyKind::Html, Some(Moment(1_715_678_762))));
        assert_eq!(
            (first.author.account.as_deref(), first.author.email.as_deref()),
            (Some("j1"), Some("jan@x.example"))
        );
        assert_eq!(
            first.place.address.as_deref(),
            Some("https://connect.example/blogs/water/entry/water")
        );
        assert_eq!(first.place.system, "connect.example");
        let place = &checked.value.places[0];
        assert_eq!((place.title.as_deref(), &place.id), (Some("Water & wind"), &first.place.id));
        assert_eq!(checked.value.made, Some(1_717_200_000));
    }

    #[test]
    fn addresses_tell_a_comment_from_a_post() {
        for (answers, parent, address) in [
            ("x\" href=\"https://b.example/water/#comment-5", true, None),
            ("x\" href=\"https://b.example/water/", false, Some("https://b.example/water/")),
            ("entry-1\"/><thr:in-reply-to ref=\"urn:x:comment-5", true, None),
        ] {
            let checked = of(&entry("1", &format!("{answers}\""), TEXT));
            let comment = &checked.value.comments[0];
            assert_eq!(
                (comment.parent.is_some(), comment.place.address.as_deref()),
                (parent, address),
                "{answers}"
            );
        }
        let own = only(&format!("<link href=\"https://b.example/water/#c1\"/>{TEXT}"));
        assert_eq!(own.place.address.as_deref(), Some("https://b.example/water/#c1"));
    }

    #[test]
    fn every_kind_of_text_is_read() {
        for (content, body, kind) in [
            ("<content>a &lt;b&gt;</content>", "a <b>", BodyKind::Plain),
            (
                "<content type=\"text/html\"><![CDATA[<p>a</p>]]></content>",
                "<p>a</p>",
                BodyKind::Html,
            ),
            (
                "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a &amp; b</p></div></content>",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a &amp; b</p></div>",
                BodyKind::Html,
            ),
            ("<summary>kort</summary>", "kort", BodyKind::Plain),
            ("<content type=\"image/png\">iVBO</content>", "", BodyKind::Plain),
        ] {
            let comment = only(content);
            assert_eq!((&*comment.body.text(), comment.kind), (body, kind), "{content}");
            assert_eq!(comment.held, body.is_empty().then_some(Held::Empty));
        }
    }

    #[test]
    fn only_what_was_approved_is_shown() {
        for (more, held) in [
            ("", None),
            ("<app:control><app:draft>yes</app:draft></app:control>", Some(Held::Pending)),
            ("<app:control><app:draft>no</app:draft></app:control>", None),
            ("<snx:moderation status=\"pending\"/>", Some(Held::Pending)),
            ("<snx:moderation status=\"approved\"/>", None),
            ("<snx:moderation>rejected</snx:moderation>", Some(Held::Trash)),
        ] {
            assert_eq!(only(&format!("{TEXT}{more}")).held, held, "{more}");
        }
        let checked =
            of(&entry("1", "entry-9\"", &format!("{TEXT}<snx:moderation status=\"anders\"/>")));
        assert_eq!(codes(&checked), ["status-unclear:4"]);
        assert_eq!(checked.value.comments[0].held, Some(Held::Pending));
    }

    #[test]
    fn a_broken_feed_gives_nothing() {
        let whole = feed(&entry("1", "entry-9\"", TEXT));
        for (text, code) in [
            (whole[..whole.len() - 9].to_owned(), "!xml-truncated:5"),
            (whole.replace("</author>", ""), "!xml-invalid:5"),
            (
                whole.replacen("<feed", "<!DOCTYPE feed [<!ENTITY a \"b\">]><feed", 1),
                "!xml-doctype:2",
            ),
            (whole.replacen("<entry>", &"<b>".repeat(1_000_000), 1), "!xml-too-deep:4"),
        ] {
            let checked = read_as(&FORMAT, "x", text.as_bytes(), &config());
            assert_eq!(codes(&checked), [code]);
            assert!(checked.value.comments.is_empty());
        }
    }

    #[test]
    fn only_feeds_that_know_of_answers_are_read() {
        for (text, expected) in [
            (feed(""), Ok(())),
            (feed("").replace(THREAD, "x"), Err(Lack::Part("xmlns:thr"))),
            ("<rss></rss>".to_owned(), Err(Lack::Part("<feed>"))),
            ("feed".to_owned(), Err(Lack::Start("<"))),
        ] {
            assert_eq!(recognises(&Source::new("x", text.into_bytes())), expected);
        }
    }
}
