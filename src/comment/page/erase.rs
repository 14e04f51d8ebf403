//! A page of WordPress without somebody: the elements of their comments go, or keep nothing but the answers in them.

use std::ops::Range;

use super::super::erasure::edits::{Edit, carry_out, whole_lines};
use super::super::erasure::{Fate, Orders};
use super::super::text;
use super::{FORMAT, declared_encoding, number_of, recent, said};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::html::is_void;
use crate::html::tokens::{Token, tokens, value_of};
use crate::source::Source;

/// The element that holds a comment.
struct Item {
    number: String,
    name: String,
    /// Its first tag, and its last one if it has any.
    open: Range<usize>,
    close: Range<usize>,
    /// The items that lie in it, and in no other in between.
    within: Vec<usize>,
}

/// The file with the orders carried out.
pub(super) fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let encoding = declared_encoding(&source.bytes);
    let decoded = text::decode(&source.bytes, Some(encoding));
    let whole: &str = &decoded.text;
    let items = items(whole);
    let unproven = || Problem::EraseUnproven { format: FORMAT.name.to_owned() };
    if items.len() != orders.comments.len() && !orders.comments.is_empty() {
        return Err(unproven());
    }
    // Without any comment a page is no export any more, and nobody could read it as one.
    if !items.is_empty() && (0..items.len()).all(|number| orders.fate(number) == Fate::Remove) {
        return Ok(Vec::new());
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut gone = 0;
    // Of what lies around these nothing is left, not even the end of a line.
    let mut is_within_empty = vec![false; items.len()];
    for (number, item) in items.iter().enumerate() {
        // What lies in an element that goes, goes with it.
        if item.open.start < gone {
            continue;
        }
        match orders.fate(number) {
            Fate::Remove => {
                gone = item.close.end;
                let all = item.open.start..item.close.end;
                edits.push(Edit::cut(match is_within_empty[number] {
                    true => all,
                    false => whole_lines(whole, all),
                }));
            }
            Fate::Empty => {
                item.within.iter().for_each(|inner| is_within_empty[*inner] = true);
                edits.extend(emptied(item, &items, whole));
            }
            Fate::Keep => {
                let views = said::views(whole, &own(item, &items)).into_iter();
                for view in views.filter(|_| orders.changes_texts()) {
                    let found = orders.redactions(number, &view.text, true);
                    edits.extend(view.edits(&found));
                }
            }
        }
    }
    edits.retain(|edit| !edit.range.is_empty() || !edit.text.is_empty());
    let is_beside = |range: &Range<usize>| {
        let is_around = |item: &Item| item.open.start < range.end && range.start < item.close.end;
        !items.iter().any(is_around)
    };
    let listed = recent::theirs(whole, orders.traces).into_iter().filter(is_beside);
    edits.extend(listed.map(|range| Edit::cut(whole_lines(whole, range))));
    carry_out(&source.bytes, Some(encoding), edits).ok_or_else(unproven)
}

/// What each comment of a page says, and what stands around that in its element, as it is in the file.
pub(in crate::comment) fn texts(source: &Source) -> Vec<Vec<(String, bool)>> {
    let decoded = text::decode(&source.bytes, Some(declared_encoding(&source.bytes)));
    let items = items(&decoded.text);
    let views = items.iter().map(|item| said::views(&decoded.text, &own(item, &items)));
    views.map(|views| views.map(|view| (view.text, true)).into()).collect()
}

/// The parts of an item that are of no other one.
fn own(item: &Item, items: &[Item]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = item.open.end;
    for inner in item.within.iter().map(|inner| &items[*inner]) {
        parts.push(start..inner.open.start);
        start = inner.close.end;
    }
    parts.push(start..item.close.start.max(start));
    parts
}

/// An empty place: its number and its time, and a list of the answers.
fn emptied(item: &Item, items: &[Item], whole: &str) -> Vec<Edit> {
    let tag = format!("<{} id=\"comment-{}\">", item.name, item.number);
    let mut edits = vec![Edit::put(item.open.clone(), &tag)];
    let parts = own(item, items);
    let time = parts.iter().find_map(|part| {
        tokens(&whole[part.clone()]).find_map(|token| match token {
            Token::Open { name, attributes, raw }
                if name.eq_ignore_ascii_case("time") && attributes.contains("datetime") =>
            {
                Some(format!("{raw}</time>"))
            }
            _ => None,
        })
    });
    let time = time.filter(|time| time.is_ascii()).unwrap_or_default();
    let time = format!("{time}<div class=\"comment-content\"></div>");
    let last = parts.len() - 1;
    for (number, part) in parts.into_iter().enumerate() {
        let text = match number {
            _ if last == 0 => time.clone(),
            0 => format!("{time}<ol>"),
            _ if number == last => "</ol>".to_owned(),
            _ => String::new(),
        };
        edits.push(Edit::put(part, &text));
    }
    edits
}

/// The elements that hold comments, in the order in which they begin.
fn items(whole: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    // Every open element by its name, with the item that it begins.
    let mut open: Vec<(String, Option<usize>)> = Vec::new();
    let mut at = 0;
    for token in tokens(whole) {
        let range = at..at + token.raw().len();
        at = range.end;
        match token {
            Token::Open { name, attributes: own, raw } => {
                let name = name.to_ascii_lowercase();
                if is_void(&name) || raw.ends_with("/>") {
                    continue;
                }
                let id = value_of(own, "id");
                let number = id.as_deref().and_then(|id| number_of(id, &name)).map(str::to_owned);
                let around = open.iter().rev().find_map(|(_, item)| *item);
                let is_new = number.is_some()
                    && around.is_none_or(|around| Some(&items[around].number) != number.as_ref());
                let item = number.filter(|_| is_new).map(|number| {
                    let end = whole.len()..whole.len();
                    let name = name.clone();
                    items.push(Item {
                        number,
                        name,
                        open: range.clone(),
                        close: end,
                        within: Vec::new(),
                    });
                    items.len() - 1
                });
                if let (Some(item), Some(around)) = (item, around) {
                    items[around].within.push(item);
                }
                open.push((name, item));
            }
            Token::Close { name, .. } => {
                let name = name.to_ascii_lowercase();
                let Some(begin) = open.iter().rposition(|(own, _)| *own == name) else { continue };
                // What stands open above it ends before it.
                for (depth, (_, item)) in open.drain(begin..).enumerate() {
                    let Some(item) = item else { continue };
                    items[item].close =
                        if depth == 0 { range.clone() } else { range.start..range.start };
                }
            }
            _ => {}
        }
    }
    items
}
