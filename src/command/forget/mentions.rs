//! What others wrote of somebody: where it stands, and the words themselves, for a human to decide about.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::comment::erasure::{Kept, Kind, Trace, Traces, parted};
use crate::comment::moderation::Keys;
use crate::comment::{BodyKind, Comment, body};
use crate::site::Discussed;
use crate::source::{Hash, Source};

/// The most characters of a passage that are shown.
const SHOWN: usize = 100;

/// A place where the person occurs in what somebody else wrote.
#[derive(Debug)]
pub(super) struct Mention {
    /// That of the comment; `None` in a post or a page, which nobody changes but its writer.
    pub(super) key: Option<String>,
    pub(super) kind: Kind,
    /// Whether it was replaced, all of it.
    pub(super) is_replaceable: bool,
    pub(super) file: String,
    /// The same for the proof, which does not tell of whom a file has its name.
    pub(super) told: String,
    pub(super) line: u32,
    /// The words, with some of those around them. They are no part of the proof.
    pub(super) passage: String,
}

/// Comments, among which one of another reading is found again.
pub(super) struct Same<'a> {
    /// By key, and whether there is one alone.
    by_key: HashMap<Hash, (usize, bool)>,
    /// By file and line, if there is one alone.
    by_line: HashMap<(&'a str, u32), Option<usize>>,
}

impl<'a> Same<'a> {
    pub(super) fn new(comments: impl Iterator<Item = &'a Comment>) -> Same<'a> {
        let mut same = Same { by_key: HashMap::new(), by_line: HashMap::new() };
        for (index, comment) in comments.enumerate() {
            let known = same.by_key.entry(comment.key());
            known.and_modify(|known| *known = (index, false)).or_insert((index, true));
            let place = (comment.origin.file.as_str(), comment.line);
            same.by_line.entry(place).and_modify(|at| *at = None).or_insert(Some(index));
        }
        same
    }

    /// Its number among them. One without a number of its own that says something else there has another key: a passage of it may have
    /// been redacted, or it is held as that of somebody forgotten.
    pub(super) fn find(&self, comment: &Comment) -> Option<usize> {
        self.standing(&[comment.key()], comment.origin.file.as_str(), comment.line)
    }

    /// The one with the first of these keys that any has, or else that stands there; and that of several with this key.
    pub(super) fn standing(&self, keys: &[Hash], file: &str, line: u32) -> Option<usize> {
        let by_line = || *self.by_line.get(&(file, line))?;
        match keys.iter().find_map(|key| self.by_key.get(key)) {
            Some((index, false)) => by_line().or(Some(*index)),
            Some((index, true)) => Some(*index),
            None => by_line(),
        }
    }
}

/// The keys by which the commands know comments; none of one that is not among those of the site.
pub(super) fn keys(discussed: &Discussed) -> impl Fn(&Comment) -> Option<String> {
    let placed = &discussed.comments;
    let keys = Keys::new(placed);
    let same = Same::new(placed.iter().map(|placed| &*placed.comment));
    move |comment| Some(keys.of(same.find(comment)?, placed, &discussed.matcher))
}

/// Every place where somebody occurs in the comments of others: `erased` are their own, and `kept` what became of those in files that
/// change, which they have not yet if this is only a trial.
pub(super) fn find(
    (traces, erased): (&Traces, &HashSet<usize>),
    comments: &[&Comment],
    key_of: impl Fn(usize) -> String,
    (kept, is_dry): (&HashMap<usize, Kept>, bool),
) -> Vec<Mention> {
    let others = (0..comments.len()).filter(|index| !erased.contains(index));
    let mut mentions = Vec::new();
    for (index, comment) in others.map(|index| (index, comments[index])) {
        let is_marked = comment.kind != BodyKind::Plain;
        let text = comment.body.text();
        let mut found = traces.find(&text, is_marked, Some(comment));
        // What was taken out before goes again, and is nothing to decide about.
        let again = traces.taken(&text, is_marked, comment);
        let goes = |trace: &Trace| {
            let mut parts = parted(&text, is_marked, &trace.range).into_iter();
            parts.all(|range| is_within(&range, &again))
        };
        found.retain(|trace| !goes(trace));
        if found.is_empty() {
            continue;
        }
        let kept = kept.get(&index);
        let is_clean = kept.is_some_and(|kept| kept.is_clean);
        let line = kept.filter(|_| !is_dry).map_or(comment.line, |kept| kept.line);
        let replaced = traces.replaced(&text, is_marked, Some(comment));
        let replaced: Vec<Range<usize>> = replaced.into_iter().map(|trace| trace.range).collect();
        mentions.extend(found.into_iter().map(|trace| Mention {
            key: Some(key_of(index)),
            kind: trace.kind,
            is_replaceable: is_clean && is_within(&trace.range, &replaced),
            file: comment.origin.file.to_string(),
            told: String::new(),
            line,
            passage: passage(&text, comment.kind, trace.range),
        }));
    }
    mentions
}

/// Whether a place lies wholly in one of others, which are in their order and apart. One that is found may have grown together of what is
/// certain, such as a name, and words that a human has to decide about.
fn is_within(range: &Range<usize>, others: &[Range<usize>]) -> bool {
    let next = others.partition_point(|other| other.end < range.end);
    others.get(next).is_some_and(|other| other.start <= range.start)
}

/// Every place where somebody occurs in these posts and pages.
pub(super) fn in_posts(traces: &Traces, posts: &[Source]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for post in posts {
        let text = String::from_utf8_lossy(&post.bytes);
        let (mut line, mut counted) = (1, 0);
        for trace in traces.find(&text, true, None) {
            let start = trace.range.start;
            line += text[counted..start].matches('\n').count();
            counted = start;
            mentions.push(Mention {
                key: None,
                kind: trace.kind,
                is_replaceable: false,
                file: post.path.to_string(),
                told: String::new(),
                line: u32::try_from(line).unwrap_or(u32::MAX),
                passage: passage(&text, BodyKind::Markdown, trace.range),
            });
        }
    }
    mentions
}

/// These words of a body with as many around them as there is room for, on one line and without markup.
fn passage(text: &str, kind: BodyKind, range: Range<usize>) -> String {
    let own = &text[range.clone()];
    let room = SHOWN.saturating_sub(own.chars().count()) / 2;
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let start = before.char_indices().rev().take(room).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(room).map_or(after.len(), |(at, _)| at);
    let (mut head, mut tail) = (&before[start..], &after[..end]);
    let (is_cut_before, is_cut_after) = (start > 0, end < after.len());
    // Neither a word nor a tag is shown in part.
    if is_cut_before {
        head = head.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    }
    if is_cut_after {
        tail = tail.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest);
    }
    if kind != BodyKind::Plain {
        head = head
            .split_once('>')
            .filter(|(tag, _)| !tag.contains('<'))
            .map_or(head, |(_, rest)| rest);
        tail = tail
            .rsplit_once('<')
            .filter(|(_, tag)| !tag.contains('>'))
            .map_or(tail, |(rest, _)| rest);
    }
    let shown = body::excerpt(&format!("{head}{own}{tail}"), kind, SHOWN);
    let [front, back] = [is_cut_before, is_cut_after && !shown.ends_with('…')];
    format!("{}{shown}{}", if front { "…" } else { "" }, if back { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_in_part_is_not_replaced() {
        let replaced = [3..8, 20..40];
        for (range, expected) in [(3..8, true), (22..30, true), (3..20, false), (9..19, false)] {
            assert_eq!(is_within(&range, &replaced), expected, "{range:?}");
        }
    }

    fn around(text: &str, kind: BodyKind, own: &str) -> String {
        let start = text.find(own).expect("it is there");
        passage(text, kind, start..start + own.len())
    }

    #[test]
    fn a_passage_is_short_and_whole() {
        let long =
            format!("{} dank aan Jan Bos voor alles {}", "voor ".repeat(40), "na ".repeat(40));
        let shown = around(&long, BodyKind::Plain, "Jan Bos");
        assert!(shown.starts_with("…voor ") && shown.ends_with(" na…"), "{shown}");
        assert!(shown.contains("dank aan Jan Bos voor alles"), "{shown}");
        assert!(shown.chars().count() <= SHOWN + 2, "{shown}");
        let quote = "woord ".repeat(60);
        let shown = around(&quote, BodyKind::Plain, quote.trim());
        assert!(shown.ends_with('…') && shown.chars().count() <= SHOWN + 1, "{shown}");
        for (text, kind, own, expected) in [
            ("Dank,\nJan Bos!", BodyKind::Plain, "Jan Bos", "Dank, Jan Bos!"),
            ("Jan Bos", BodyKind::Plain, "Jan Bos", "Jan Bos"),
            ("<p>Zie <b>Jan Bos</b> &amp; co</p>", BodyKind::Html, "Jan Bos", "Zie Jan Bos & co"),
        ] {
            assert_eq!(around(text, kind, own), expected);
        }
        let link = format!("<a href=\"https://x.example/{}\">Jan Bos</a>", "a ".repeat(60));
        assert_eq!(around(&link, BodyKind::Html, "Jan Bos"), "…Jan Bos");
    }
}
