//! A WordPress export as elements: names resolved by their namespace, values put together from the
//! pieces in which XML has them, and every flaw as a [`Problem`] with its place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::super::text::{Lines, push_entity};
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::SourcePath;

/// The deepest nesting; an export of WordPress has six levels.
const DEEPEST: u32 = 64;

/// The namespace that some programs give to RSS, which has none.
const RSS: &str = "http://backend.userland.com/rss2";

/// The elements that mean something here; each is the element of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the elements have these names")]
pub(super) enum Name {
    Rss,
    Channel,
    Item,
    Title,
    Link,
    Guid,
    PubDate,
    WxrVersion,
    BaseSiteUrl,
    BaseBlogUrl,
    Author,
    AuthorId,
    AuthorLogin,
    AuthorEmail,
    AuthorDisplayName,
    PostId,
    PostName,
    PostPassword,
    PostType,
    Status,
    Comment,
    CommentApproved,
    CommentAuthor,
    CommentAuthorEmail,
    CommentContent,
    CommentDate,
    CommentDateGmt,
    CommentId,
    CommentParent,
    CommentType,
    CommentUserId,
    /// Any other, which plugins may add anywhere.
    Other,
}

impl Name {
    /// Elements of RSS stand in no namespace, unless that of WordPress is the default of the file.
    fn of_rss(local: &str) -> Name {
        match local {
            "rss" => Name::Rss,
            "channel" => Name::Channel,
            "item" => Name::Item,
            "title" => Name::Title,
            "link" => Name::Link,
            "guid" => Name::Guid,
            "pubDate" => Name::PubDate,
            _ => Name::Other,
        }
    }

    fn of_wordpress(local: &str) -> Name {
        match local {
            "comment" => Name::Comment,
            "comment_approved" => Name::CommentApproved,
            "comment_author" => Name::CommentAuthor,
            "comment_author_email" => Name::CommentAuthorEmail,
            "comment_content" => Name::CommentContent,
            "comment_date" => Name::CommentDate,
            "comment_date_gmt" => Name::CommentDateGmt,
            "comment_id" => Name::CommentId,
            "comment_parent" => Name::CommentParent,
            "comment_type" => Name::CommentType,
            "comment_user_id" => Name::CommentUserId,
            "post_id" => Name::PostId,
            "post_name" => Name::PostName,
            "post_password" => Name::PostPassword,
            "post_type" => Name::PostType,
            "status" => Name::Status,
            "author" | "wp_author" => Name::Author,
            "author_id" => Name::AuthorId,
            "author_login" => Name::AuthorLogin,
            "author_email" => Name::AuthorEmail,
            "author_display_name" => Name::AuthorDisplayName,
            "wxr_version" => Name::WxrVersion,
            "base_site_url" => Name::BaseSiteUrl,
            "base_blog_url" => Name::BaseBlogUrl,
            other => Name::of_rss(other),
        }
    }
}

/// Whether this is one of the six addresses that name WordPress's own elements.
pub(super) fn is_wordpress(namespace: &str) -> bool {
    let address = namespace.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    matches!(
        address,
        Some(
            "://wordpress.org/export/1.2/"
                | "://wordpress.org/export/1.1/"
                | "://wordpress.org/export/1.0/"
        )
    )
}

/// What ends the reading of a file.
#[derive(Debug)]
pub(super) struct Flaw {
    /// What is wrong.
    pub(super) problem: Problem,
    /// Where: the offset in the text.
    pub(super) place: usize,
}

/// One step through the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element opens; its value or its elements are to be read, or it is to be skipped.
    Start(Name),
    /// The element that was opened last and not yet closed, closes.
    End,
}

/// A part of an element's value.
#[derive(Debug)]
enum Piece<'i> {
    Text(Cow<'i, str>),
    Data(Cow<'i, str>),
    Entity(Cow<'i, str>),
}

impl Piece<'_> {
    fn is_blank(&self) -> bool {
        matches!(self, Piece::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()))
    }
}

/// The file, read from front to back.
pub(super) struct Elements<'i> {
    reader: NsReader<&'i [u8]>,
    text: &'i str,
    path: &'i SourcePath,
    lines: Lines<'i>,
    depth: u32,
    pieces: Vec<Piece<'i>>,
    unknown_entities: BTreeSet<String>,
    /// What is wrong but does not end the reading.
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'i> Elements<'i> {
    /// At the beginning of this text.
    pub(super) fn new(text: &'i str, path: &'i SourcePath) -> Self {
        let mut reader = NsReader::from_str(text);
        // An address without CDATA may hold a bare `&`.
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        Elements {
            reader,
            text,
            path,
            lines: Lines::new(text),
            depth: 0,
            pieces: Vec::new(),
            unknown_entities: BTreeSet::new(),
            warnings: Vec::new(),
        }
    }

    /// The line that was read last, from 1.
    pub(super) fn line(&mut self) -> u32 {
        let place = self.place();
        self.lines.at(place)
    }

    /// The next element that opens or closes; text between elements means nothing.
    pub(super) fn step(&mut self) -> Result<Step, Flaw> {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    let (space, local) = self.reader.resolver().resolve_element(start.name());
                    return Ok(Step::Start(match space {
                        ResolveResult::Bound(uri) if is_wordpress(uri.0) => {
                            Name::of_wordpress(local.as_ref())
                        }
                        ResolveResult::Bound(uri) if uri.0 == RSS => Name::of_rss(local.as_ref()),
                        ResolveResult::Unbound => Name::of_rss(local.as_ref()),
                        ResolveResult::Bound(_) | ResolveResult::Unknown(_) => Name::Other,
                    }));
                }
                Event::End(_) => return Ok(Step::End),
                _ => {}
            }
        }
    }

    /// Passes over the element that was opened just now.
    pub(super) fn skip(&mut self) -> Result<(), Flaw> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.event()?;
        }
        Ok(())
    }

    /// The value of the element that was opened just now.
    pub(super) fn value(&mut self) -> Result<Cow<'i, str>, Flaw> {
        self.pieces.clear();
        let outside = self.depth - 1;
        let start = self.place();
        let mut nested = false;
        loop {
            let end = self.place();
            match self.event()? {
                Event::End(name) if self.depth == outside => {
                    return Ok(self.join(name.name().as_ref(), start..end, nested));
                }
                Event::Start(_) => nested = true,
                Event::Text(text) => self.pieces.push(Piece::Text(text.into_inner())),
                Event::CData(data) => self.pieces.push(Piece::Data(data.into_inner())),
                Event::GeneralRef(entity) => self.pieces.push(Piece::Entity(entity.into_inner())),
                _ => {}
            }
        }
    }

    /// Puts the pieces of a value together. Next to CDATA, blanks are only layout. Anything else there
    /// comes from a `]]>` that the writer forgot to split, and then all of it was meant as data.
    fn join(&mut self, name: &str, place: std::ops::Range<usize>, nested: bool) -> Cow<'i, str> {
        let has_data = self.pieces.iter().any(|piece| matches!(piece, Piece::Data(_)));
        if has_data {
            self.pieces.retain(|piece| !piece.is_blank());
        }
        let loose = has_data && self.pieces.iter().any(|piece| !matches!(piece, Piece::Data(_)));
        if loose || nested {
            self.warn(Problem::CdataBroken { element: name.to_owned() }, place.start);
            let raw = self.text.get(place.clone()).unwrap_or_default().trim();
            let data = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>"));
            match data.map(|data| data.replace("]]]]><![CDATA[>", "]]>")) {
                Some(meant) if !meant.contains("<![CDATA[") => return Cow::Owned(meant),
                _ if !has_data => return Cow::Borrowed(raw),
                _ => {}
            }
        }
        if let [Piece::Text(_) | Piece::Data(_)] = self.pieces.as_slice()
            && let Some(Piece::Text(text) | Piece::Data(text)) = self.pieces.pop()
        {
            return text;
        }
        self.concatenate(place.start)
    }

    fn concatenate(&mut self, place: usize) -> Cow<'i, str> {
        let mut value = String::new();
        let pieces = std::mem::take(&mut self.pieces);
        for piece in &pieces {
            match piece {
                Piece::Text(text) | Piece::Data(text) => value.push_str(text),
                Piece::Entity(name) if push_entity(name, &mut value).is_some() => {}
                Piece::Entity(name) => {
                    value.push('&');
                    value.push_str(name);
                    value.push(';');
                    if self.unknown_entities.insert(name.as_ref().to_owned()) {
                        self.warn(
                            Problem::XmlUnknownEntity { name: name.as_ref().to_owned() },
                            place,
                        );
                    }
                }
            }
        }
        self.pieces = pieces;
        Cow::Owned(value)
    }

    /// Warnings show no excerpt, for the lines of an export hold e-mail and IP addresses.
    fn warn(&mut self, problem: Problem, place: usize) {
        let line = Some(self.lines.at(place));
        self.warnings.push(Diagnostic { line, ..Diagnostic::warning(problem).at(self.path) });
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event, with the depth after it. The end of the file is a flaw wherever it comes: what
    /// follows the end of the outermost element is never read.
    fn event(&mut self) -> Result<Event<'i>, Flaw> {
        let event = match self.reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(self.flaw(&error)),
        };
        match event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(self.here(Problem::XmlTooDeep { limit: u64::from(DEEPEST) }));
                }
            }
            // An end without a beginning is an error of the reader, so this cannot pass zero.
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(self.here(Problem::XmlDoctype)),
            Event::Eof => return Err(self.truncated()),
            _ => {}
        }
        Ok(event)
    }

    /// A flaw at the place that was read last.
    pub(super) fn here(&self, problem: Problem) -> Flaw {
        Flaw { problem, place: self.place() }
    }

    /// The last line that holds anything shows where the file was broken off.
    fn truncated(&self) -> Flaw {
        Flaw { problem: Problem::XmlTruncated, place: self.text.trim_end().len() }
    }

    fn flaw(&self, error: &Error) -> Flaw {
        let detail = match error {
            // All but one of these say that the file ended within something.
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "<!".to_owned(),
            Error::Syntax(_) => return self.truncated(),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("</{found}> ≠ </{expected}>")
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => format!("</{found}>"),
            other => other.to_string(),
        };
        let place = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        Flaw { problem: Problem::XmlInvalid { detail }, place }
    }
}
