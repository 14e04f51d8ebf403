//! An export in XML without somebody: a walk through its elements that gives each with those in it, as it ends.

use std::ops::Range;

use super::edits::{Edit, carry_out};
use super::{GONE, Orders};
use crate::comment::text;
use crate::comment::xml::{Elements, Step, declared_encoding};
use crate::diagnostic::Problem;
use crate::source::Source;

/// An element that has been read to its end.
pub(in crate::comment) struct Element<'i, N> {
    pub(in crate::comment) name: N,
    /// From its first sign to its last.
    pub(in crate::comment) outer: Range<usize>,
    /// What stands in it.
    pub(in crate::comment) inner: Range<usize>,
    /// Its tag as written: `wp:comment_author`.
    pub(in crate::comment) tag: &'i str,
}

/// The file with what `each` makes of its text: for every element, given with those in it and the one around it, edits.
pub(in crate::comment) fn erase<N: Copy>(
    source: &Source,
    format: &str,
    name: fn(Option<&str>, &str) -> N,
    mut each: impl FnMut(&str, &Element<'_, N>, &[Element<'_, N>], Option<N>) -> Vec<Edit>,
) -> Result<Vec<u8>, Problem> {
    let encoding = declared_encoding(&source.bytes);
    let decoded = text::decode(&source.bytes, Some(encoding));
    let whole: &str = &decoded.text;
    let edits =
        walk(whole, source, name, |element, fields, around| each(whole, element, fields, around))?;
    let unproven = || Problem::EraseUnproven { format: format.to_owned() };
    carry_out(&source.bytes, Some(encoding), edits).ok_or_else(unproven)
}

fn walk<N: Copy>(
    whole: &str,
    source: &Source,
    name: fn(Option<&str>, &str) -> N,
    mut each: impl FnMut(&Element<'_, N>, &[Element<'_, N>], Option<N>) -> Vec<Edit>,
) -> Result<Vec<Edit>, Problem> {
    let mut elements = Elements::new(whole, &source.path, name);
    let mut open: Vec<(N, usize, usize)> = Vec::new();
    // What has been read of the elements that are open, each list within that of the element around it.
    let mut fields: Vec<Vec<Element<'_, N>>> = vec![Vec::new()];
    let mut edits = Vec::new();
    loop {
        match elements.step().map_err(|flaw| flaw.problem)? {
            Step::Start(name) => {
                open.push((name, elements.before(), elements.after()));
                fields.push(Vec::new());
            }
            Step::End => {
                let Some((name, start, inside)) = open.pop() else { return Ok(edits) };
                let tag = whole[start..inside].trim_start_matches('<');
                let tag = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next();
                let element = Element {
                    name,
                    outer: start..elements.after(),
                    inner: inside..elements.before().max(inside),
                    tag: tag.unwrap_or_default(),
                };
                let own = fields.pop().unwrap_or_default();
                edits.extend(each(&element, &own, open.last().map(|(name, ..)| *name)));
                if let Some(around) = fields.last_mut() {
                    around.push(element);
                }
                if open.is_empty() {
                    return Ok(edits);
                }
            }
        }
    }
}

/// What an element says.
pub(in crate::comment) fn value<N>(whole: &str, element: &Element<'_, N>) -> String {
    let raw = whole[element.inner.clone()].trim();
    let value = raw.replace("<![CDATA[", "").replace("]]>", "");
    text::decode_entities(value.trim()).trim().to_owned()
}

/// What goes from the texts of the comment of this number, which is somebody else's; they stand in the elements of this name. In XML a
/// text with markup may stand in a section, or with its signs as entities: only what is read of it tells its tags from its words.
pub(in crate::comment) fn redacted<N: Copy + PartialEq>(
    whole: &str,
    fields: &[Element<'_, N>],
    name: N,
    (orders, number): (&Orders<'_>, usize),
) -> Vec<Edit> {
    let texts = fields.iter().filter(|field| field.name == name);
    texts.flat_map(|field| Content::of(field, whole).redacted(0, (orders, number))).collect()
}

/// What stands in an element, read.
pub(in crate::comment) struct Content {
    pub(in crate::comment) text: String,
    /// Where the element begins to say something.
    start: usize,
    /// Where each part of the text begins, and where it is written from there: many characters as they are, or an entity.
    parts: Vec<(usize, Range<usize>)>,
}

impl Content {
    /// What this element of the text says.
    pub(in crate::comment) fn of<N>(field: &Element<'_, N>, whole: &str) -> Content {
        let start = field.inner.start;
        Content { start, ..Content::read(&whole[field.inner.clone()]) }
    }

    /// What goes from it behind these bytes, before which somebody else's comment of this number has not begun.
    pub(in crate::comment) fn redacted(
        &self,
        before: usize,
        (orders, number): (&Orders<'_>, usize),
    ) -> Vec<Edit> {
        let found = orders.redactions(number, &self.text[before..], true).into_iter();
        let places = found.map(|found| self.written(&(before + found.start..before + found.end)));
        places.map(|place| Edit::put(place, GONE)).collect()
    }

    /// Where in the file this place of it is written.
    pub(in crate::comment) fn written(&self, range: &Range<usize>) -> Range<usize> {
        let place = self.place(range);
        self.start + place.start..self.start + place.end
    }

    fn read(raw: &str) -> Content {
        const SECTION: [&str; 2] = ["<![CDATA[", "]]>"];
        let text = String::with_capacity(raw.len());
        let mut content = Content { text, start: 0, parts: Vec::new() };
        let (mut at, mut is_section) = (0, false);
        while at < raw.len() {
            let rest = &raw[at..];
            if let Some(inner) = rest.strip_prefix(SECTION[usize::from(is_section)]) {
                is_section = !is_section;
                at = raw.len() - inner.len();
                continue;
            }
            let start = content.text.len();
            let end = if is_section { rest.find(SECTION[1]) } else { rest.find(['&', '<']) };
            let length = match end.unwrap_or(rest.len()) {
                0 => content.entity(rest),
                length => {
                    content.text.push_str(&rest[..length]);
                    length
                }
            };
            content.parts.push((start, at..at + length));
            at += length;
        }
        content
    }

    /// Reads the entity, or the sign, that begins here; how long that is.
    fn entity(&mut self, rest: &str) -> usize {
        let name = rest.strip_prefix('&').and_then(|rest| rest.split_once(';'));
        let name = name.map(|(name, _)| name).filter(|name| name.len() < 32);
        match name.filter(|name| text::push_entity(name, &mut self.text).is_some()) {
            Some(name) => name.len() + 2,
            None => {
                let sign = rest.chars().next().unwrap_or(' ');
                self.text.push(sign);
                sign.len_utf8()
            }
        }
    }

    /// Where this place of the text is written.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let written = |place: usize, is_end: bool| {
            let next = self.parts.partition_point(|(start, _)| *start <= place);
            let Some((start, raw)) = next.checked_sub(1).and_then(|at| self.parts.get(at)) else {
                return 0;
            };
            let end = self.parts.get(next).map_or(self.text.len(), |(start, _)| *start);
            // Within an entity nothing begins, and it ends as a whole.
            match (end - start == raw.len(), is_end) {
                (true, _) => raw.start + (place - start) + usize::from(is_end),
                (false, true) => raw.end,
                (false, false) => raw.start,
            }
        };
        let end = range.end.saturating_sub(1).max(range.start);
        written(range.start, false)..written(end, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_found_as_it_is_written() {
        for (raw, text, passage, written) in [
            ("Dag Jan Bos!", "Dag Jan Bos!", "Jan Bos", "Jan Bos"),
            ("a &amp; &lt;b&gt;Jan&lt;/b&gt;", "a & <b>Jan</b>", "Jan", "Jan"),
            ("Ren&eacute;&amp;c", "René&c", "René", "Ren&eacute;"),
            ("&eacute;&eacute;n &", "één &", "één", "&eacute;&eacute;n"),
            ("<![CDATA[a &amp; Jan]]>", "a &amp; Jan", "Jan", "Jan"),
            ("<![CDATA[J]]]]><![CDATA[>an]]>", "J]]>an", "an", "an"),
            ("x&lt;&bestaatniet;Jan", "x<&bestaatniet;Jan", "Jan", "Jan"),
            ("<b>Jan</b>", "<b>Jan</b>", "Jan", "Jan"),
        ] {
            let read = Content::read(raw);
            assert_eq!(read.text, text, "{raw}");
            let start = text.find(passage).expect("it is there");
            assert_eq!(&raw[read.place(&(start..start + passage.len()))], written, "{raw}");
        }
    }
}
