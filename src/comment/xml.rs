//! An export in XML as elements: names resolved by their namespace, values put together from the pieces in which XML has
//! them, and every flaw as a [`Problem`] with its place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceError, ResolveResult};
use quick_xml::reader::NsReader;

use super::reading::Flaw;
use super::text::{Lines, decode_entities, push_entity};
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::SourcePath;

/// The deepest nesting; an export of WordPress has six levels.
const DEEPEST: u32 = 64;

/// The most attributes of an element, those that bind prefixes among them; an export of WordPress has six.
const ATTRIBUTES: usize = 256;

const TOO_MANY: Problem = Problem::XmlTooMany { limit: ATTRIBUTES as u64 };

/// What `<?xml … encoding="…"?>` says, or else UTF-8.
pub(crate) fn declared_encoding(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let declaration = head.split_once("?>").map_or("", |(declaration, _)| declaration);
    declaration
        .split_once("encoding")
        .and_then(|(_, rest)| rest.trim_start().strip_prefix('='))
        .and_then(|rest| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(UTF_8)
}

/// Whether the first element is this one. A document type may hold anything, so then any such element will do.
pub(super) fn begins_with(head: &str, element: &str) -> bool {
    let opens = |text: &str| {
        let name = text.strip_prefix('<').and_then(|text| text.strip_prefix(element));
        name.is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
    };
    let mut rest = head.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!") => {
                return rest.match_indices('<').any(|(at, _)| opens(&rest[at..]));
            }
            _ => return opens(rest),
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
}

/// One step through the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<N> {
    /// An element opens; its value or its elements are to be read, or it is to be skipped.
    Start(N),
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

/// The file, read from front to back, in which names mean what a format says that they do.
pub(crate) struct Elements<'i, N> {
    reader: NsReader<&'i [u8]>,
    /// What an element is by its namespace, if it has one, and its local name. A prefix that nothing binds is an empty one.
    name: fn(Option<&str>, &str) -> N,
    /// The element that was opened last.
    start: Option<BytesStart<'i>>,
    text: &'i str,
    path: &'i SourcePath,
    lines: Lines<'i>,
    /// Where what was read last began.
    before: usize,
    depth: u32,
    pieces: Vec<Piece<'i>>,
    unknown_entities: BTreeSet<String>,
    /// What is wrong but does not end the reading.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl<'i, N> Elements<'i, N> {
    /// At the beginning of this text.
    pub(crate) fn new(
        text: &'i str,
        path: &'i SourcePath,
        name: fn(Option<&str>, &str) -> N,
    ) -> Self {
        Elements::within(text, path, name, Lines::new(text))
    }

    /// At the beginning of a text that is a part of a file: these tell the lines of that.
    pub(super) fn within(
        text: &'i str,
        path: &'i SourcePath,
        name: fn(Option<&str>, &str) -> N,
        lines: Lines<'i>,
    ) -> Self {
        let mut reader = NsReader::from_str(text);
        // An address without CDATA may hold a bare `&`.
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        Elements {
            reader,
            name,
            start: None,
            text,
            path,
            lines,
            before: 0,
            depth: 0,
            pieces: Vec::new(),
            unknown_entities: BTreeSet::new(),
            warnings: Vec::new(),
        }
    }

    /// The line that was read last, from 1.
    pub(crate) fn line(&mut self) -> u32 {
        let place = self.place();
        self.lines.at(place)
    }

    /// The next element that opens or closes; text between elements means nothing.
    pub(crate) fn step(&mut self) -> Result<Step<N>, Flaw> {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    let (space, local) = self.reader.resolver().resolve_element(start.name());
                    let name = match space {
                        ResolveResult::Bound(space) => (self.name)(Some(space.0), local.as_ref()),
                        ResolveResult::Unbound => (self.name)(None, local.as_ref()),
                        ResolveResult::Unknown(_) => (self.name)(Some(""), local.as_ref()),
                    };
                    self.start = Some(start);
                    return Ok(Step::Start(name));
                }
                Event::End(_) => return Ok(Step::End),
                _ => {}
            }
        }
    }

    /// Whether another element of this name follows where the reading is; it is opened then, and all others are passed over. If not,
    /// the element around them closed.
    pub(crate) fn enter(&mut self, wanted: N) -> Result<bool, Flaw>
    where
        N: PartialEq + Copy,
    {
        loop {
            match self.step()? {
                Step::Start(name) if name == wanted => return Ok(true),
                Step::Start(_) => self.skip()?,
                Step::End => return Ok(false),
            }
        }
    }

    /// An attribute of the element that was opened just now, by its name without a prefix.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, Flaw> {
        let Some(start) = &self.start else { return Ok(None) };
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| {
                let detail = error.to_string();
                self.here(Problem::XmlInvalid { detail })
            })?;
            if attribute.key.local_name().as_ref() == name {
                return Ok(Some(decode_entities(attribute.value).trim().to_owned()));
            }
        }
        Ok(None)
    }

    /// Passes over the element that was opened just now.
    pub(crate) fn skip(&mut self) -> Result<(), Flaw> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.event()?;
        }
        Ok(())
    }

    /// What stands in the element that was opened just now, elements and all, as it is written.
    pub(super) fn markup(&mut self) -> Result<&'i str, Flaw> {
        let outside = self.depth - 1;
        let start = self.place();
        loop {
            let end = self.place();
            self.event()?;
            if self.depth == outside {
                return Ok(self.text.get(start..end).unwrap_or_default());
            }
        }
    }

    /// The value of the element that was opened just now.
    pub(crate) fn value(&mut self) -> Result<Cow<'i, str>, Flaw> {
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

    /// Where the tag that was read last begins.
    pub(super) fn before(&self) -> usize {
        self.before
    }

    /// What follows the tag that was read last.
    pub(super) fn after(&self) -> usize {
        self.place()
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event, with the depth after it. The end of the file is a flaw wherever it comes: what
    /// follows the end of the outermost element is never read.
    fn event(&mut self) -> Result<Event<'i>, Flaw> {
        self.before = self.place();
        let event = match self.reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(self.flaw(&error)),
        };
        match event {
            Event::Start(ref start) => {
                // An attribute takes five bytes at the least.
                let count = |start: &BytesStart<'_>| start.attributes().with_checks(false).count();
                if start.len() > ATTRIBUTES * 5 && count(start) > ATTRIBUTES {
                    return Err(Flaw { problem: TOO_MANY, place: self.before });
                }
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
            // All but one of these say that the file ended within something, unless it goes on.
            Error::Syntax(SyntaxError::InvalidBangMarkup) => "<!".to_owned(),
            Error::Syntax(_) if self.place() >= self.text.len() => return self.truncated(),
            Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
                "<?".to_owned()
            }
            Error::Syntax(_) => "<!".to_owned(),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("</{found}> ≠ </{expected}>")
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => format!("</{found}>"),
            Error::Namespace(NamespaceError::TooManyBindings(_)) => {
                return Flaw { problem: TOO_MANY, place: self.before };
            }
            other => other.to_string(),
        };
        // Of other errors the reader does not say where they are.
        let place = match error {
            Error::Syntax(_) | Error::IllFormed(_) => {
                usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX)
            }
            _ => self.before,
        };
        Flaw { problem: Problem::XmlInvalid { detail }, place }
    }
}
