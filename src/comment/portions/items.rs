//! Where an export of WordPress may be cut: behind an element that closes in its channel. What looks like one in a text, a
//! comment of XML or an attribute is none, so all of it is walked through, by the rules of the reader that reads it afterwards.

use std::io::Read;

use memchr::memmem::Finder;
use memchr::{memchr, memchr3_iter};

use super::window::Window;
use super::{Cutting, Portion, Sizes, Stopped, Text};

/// A deeper element is a flaw, which the reader tells.
const DEEPEST: usize = 64;

/// A portion may be cut where no more elements are open: `rss` and `channel`.
const OUTER: usize = 2;

/// How much the reader sees of what it is to tell, which may be a long document type.
const FLAW: usize = 1 << 20;

/// A file that reads on when all else has been read: what stands open is closed, and more may follow.
const GOES_ON: &[u8] = b"<rss/>";

/// The portions of a file.
pub(in crate::comment) struct Items<R> {
    window: Window<R>,
    /// Up to where it was walked through.
    place: usize,
    /// Where the last element ended in which a portion may end.
    closed: usize,
    open: Open,
    is_over: bool,
}

/// The elements that are open.
struct Open {
    /// What finds the end of data, which most of a file is.
    data: Finder<'static>,
    /// Their names, one behind the other.
    names: Vec<u8>,
    /// Where each begins.
    starts: Vec<usize>,
    /// The tags of the outer ones.
    tags: Vec<Vec<u8>>,
}

/// What stands at a place.
enum Markup {
    /// Text, or what has no end of its own.
    Passed(usize),
    Closed(usize),
    /// It does not end in what there is.
    Unfinished,
    /// What begins here cannot be read, and what follows need not be.
    Broken(usize),
}

impl<R: Read + Send> Cutting for Items<R> {
    fn next(&mut self, spare: Vec<u8>) -> Result<Option<Portion<'static>>, Stopped> {
        self.window.spare = spare;
        while !self.is_over {
            match self.open.step(self.window.bytes(), self.place) {
                Markup::Passed(end) => self.place = end,
                Markup::Closed(end) => {
                    self.place = end;
                    if let Some(end) = self.end()? {
                        return Ok(Some(self.cut(end)));
                    }
                }
                Markup::Unfinished if self.window.more(self.place, self.closed)? => {}
                Markup::Unfinished => {
                    self.is_over = true;
                    return Ok(Some(self.window.last(self.place)?));
                }
                Markup::Broken(start) => {
                    self.is_over = true;
                    self.window.up_to(start + FLAW)?;
                    return Ok(Some(self.window.last(start)?));
                }
            }
        }
        Ok(None)
    }
}

impl<R: Read> Items<R> {
    /// Of this text.
    pub(in crate::comment) fn new(text: Text<R>, sizes: Sizes) -> Items<R> {
        Items {
            window: Window::new(text, sizes),
            place: 0,
            closed: 0,
            open: Open {
                data: Finder::new("]]>"),
                names: Vec::new(),
                starts: Vec::new(),
                tags: Vec::new(),
            },
            is_over: false,
        }
    }

    /// Where the portion is cut, if it is here.
    fn end(&mut self) -> Result<Option<usize>, Stopped> {
        let depth = self.open.starts.len();
        if depth > OUTER || self.open.is_odd() {
            return Ok(None);
        }
        self.closed = self.place;
        if depth == 0 && self.open.was_rss() {
            // Behind its end a file may hold anything.
            return Ok(Some(self.place));
        }
        if self.window.length(self.place) < self.window.sizes.least {
            return Ok(None);
        }
        // What breaks off is told with the last line that holds anything, so no portion begins behind that.
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        let next = loop {
            let rest = &self.window.bytes()[self.place..];
            match rest.iter().position(|byte| !blank(byte)) {
                Some(next) => break self.place + next,
                None if self.window.more(self.place, self.closed)? => {}
                None => return Ok(None),
            }
        };
        let bytes = &self.window.bytes()[..=next];
        let line = bytes[self.place..next].iter().rposition(|byte| *byte == b'\n');
        let end = line.map_or(self.place, |line| self.place + line + 1);
        Ok((bytes[next].is_ascii() && self.window.may_cut(end)).then_some(end))
    }

    fn cut(&mut self, end: usize) -> Portion<'static> {
        let mut close = Vec::new();
        for number in (0..self.open.starts.len()).rev() {
            close.extend([b"</", self.open.name(number), b">"].concat());
        }
        close.extend(GOES_ON);
        let open = self.open.tags.concat();
        let portion = self.window.cut(end, &close, &open);
        self.place = open.len();
        self.closed = self.place;
        portion
    }
}

impl Open {
    fn name(&self, number: usize) -> &[u8] {
        let end = self.starts.get(number + 1).copied().unwrap_or(self.names.len());
        &self.names[self.starts[number]..end]
    }

    /// Whether a quote is part of the name of an outer element: where that ends is told in other words once it is opened again.
    fn is_odd(&self) -> bool {
        self.names.iter().any(|byte| matches!(byte, b'"' | b'\''))
    }

    /// Whether the outermost element, which has just been closed, may have been that of the file.
    fn was_rss(&self) -> bool {
        let name = self.names.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        name == b"rss"
    }

    /// What stands at this place.
    fn step(&mut self, bytes: &[u8], place: usize) -> Markup {
        let Some(start) = memchr(b'<', &bytes[place..]).map(|start| place + start) else {
            return if place == bytes.len() {
                Markup::Unfinished
            } else {
                Markup::Passed(bytes.len())
            };
        };
        let rest = &bytes[start..];
        match rest.get(1..3) {
            None => Markup::Unfinished,
            Some(b"![") => section(rest, (b"<![CDATA[", &self.data), 0, start),
            Some(b"!-") => section(rest, (b"<!--", &Finder::new("-->")), 4, start),
            Some([b'!', _]) => Markup::Broken(start),
            Some([b'?', _]) => section(rest, (b"<?", &Finder::new("?>")), 1, start),
            Some(_) => match end_of_tag(rest) {
                Some(end) => self.tag(&rest[..end], start),
                None => Markup::Unfinished,
            },
        }
    }

    /// Takes in a tag, which begins at `start`.
    fn tag(&mut self, tag: &[u8], start: usize) -> Markup {
        let end = start + tag.len();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\r' | b'\n' | b'\t');
        if let Some(rest) = tag.strip_prefix(b"</") {
            let rest = &rest[..rest.len() - 1];
            let length =
                rest.iter().rposition(|byte| !is_blank(byte)).map_or(rest.len(), |last| last + 1);
            let Some(number) = self.starts.len().checked_sub(1) else {
                return Markup::Broken(start);
            };
            if self.name(number) != &rest[..length] {
                return Markup::Broken(start);
            }
            // The name of the outermost is kept until the next is opened.
            self.names.truncate(if number == 0 { length } else { self.starts[number] });
            self.starts.truncate(number);
            self.tags.truncate(number);
            return Markup::Closed(end);
        }
        if self.starts.len() >= DEEPEST {
            return Markup::Broken(start);
        }
        let is_empty = tag.ends_with(b"/>");
        let content = &tag[1..tag.len() - if is_empty { 2 } else { 1 }];
        let name = &content[..content.iter().position(is_blank).unwrap_or(content.len())];
        if self.starts.is_empty() {
            self.names.clear();
        }
        if is_empty {
            if self.starts.is_empty() {
                self.names.extend(name);
            }
            return Markup::Closed(end);
        }
        self.starts.push(self.names.len());
        self.names.extend(name);
        if self.starts.len() <= OUTER {
            self.tags.push(tag.to_owned());
        }
        Markup::Passed(end)
    }
}

/// What begins and ends with these signs, the end at least so far behind the beginning.
fn section(rest: &[u8], (begin, end): (&[u8], &Finder<'_>), least: usize, start: usize) -> Markup {
    let found = rest.get(least..).and_then(|rest| end.find(rest));
    match found.map(|found| least + found + end.needle().len()) {
        Some(_) if !rest.starts_with(begin) => Markup::Broken(start),
        Some(end) => Markup::Passed(start + end),
        None => Markup::Unfinished,
    }
}

/// The length of a tag, in which quotes may hold anything.
fn end_of_tag(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    for at in memchr3_iter(b'>', b'"', b'\'', rest) {
        match (quote, rest[at]) {
            (None, b'>') => return Some(at + 1),
            (None, sign) => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
    }
    None
}
