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

/// What goes from the texts of the comment of this number, which is somebody else's; they stand in the elements of this name.
pub(in crate::comment) fn redacted<N: Copy + PartialEq>(
    whole: &str,
    fields: &[Element<'_, N>],
    name: N,
    (orders, number): (&Orders<'_>, usize),
) -> Vec<Edit> {
    let texts = fields.iter().filter(|field| field.name == name);
    let edits = texts.flat_map(|field| {
        let start = field.inner.start;
        let found = orders.redactions(number, &whole[field.inner.clone()], true).into_iter();
        found.map(move |found| Edit::put(start + found.start..start + found.end, GONE))
    });
    edits.collect()
}
