//! The decisions of the moderators, in `moderation.toml`: exports stay as they came.
//!
//! 1. [`place`] gives every comment its post and the id that readers and moderators know it by.
//! 2. [`read`] reads the decisions; [`apply`] carries them out.

mod passage;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::matching::Matcher;
use super::{BodyKind, Comment, Held, Place};
use crate::diagnostic::{Checked, Diagnostic, Expected, Problem, nearest};
use crate::post::table::{self, Item, Table, Value};
use crate::source::Source;

/// A comment with its post.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The comment.
    pub comment: Comment,
    /// Its post, by its number in the list of destinations.
    pub post: Option<usize>,
    /// What its anchor is made of: the id in WordPress, or else ten digits of its hash. Unique under its post.
    pub id: String,
    /// Whether a moderator pinned it.
    pub pinned: bool,
}

/// Finds the post of every comment. One under a post that is not published is held.
pub fn place(comments: Vec<Comment>, matcher: &Matcher) -> Vec<Placed> {
    let mut found: HashMap<Place, Option<usize>> = HashMap::new();
    let mut taken: HashSet<(Option<usize>, String)> = HashSet::with_capacity(comments.len());
    let mut placed = Vec::with_capacity(comments.len());
    for mut comment in comments {
        let post = match found.get(&comment.place) {
            Some(post) => *post,
            None => {
                let post = matcher.find(&comment.place);
                found.insert(comment.place.clone(), post);
                post
            }
        };
        let is_public = post
            .and_then(|post| matcher.destination(post))
            .is_none_or(|destination| destination.is_public);
        if comment.held.is_none() && !is_public {
            comment.held = Some(Held::UnpublishedPost);
        }
        let own = public_id(&comment);
        let mut id = own.clone();
        let mut number = 1;
        while !taken.insert((post, id.clone())) {
            number += 1;
            id = format!("{own}-{number}");
        }
        placed.push(Placed { comment, post, id, pinned: false });
    }
    placed
}

fn public_id(comment: &Comment) -> String {
    match &comment.source_id {
        Some(id)
            if comment.format == "wxr"
                && !id.is_empty()
                && id.len() <= 40
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            id.clone()
        }
        _ => comment.identity().short(10),
    }
}

/// What the moderators decided, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    list: Vec<Decision>,
}

#[derive(Clone, Debug)]
struct Decision {
    kind: Kind,
    /// The comment, or for closing the post.
    target: String,
    line: u32,
}

#[derive(Clone, Debug)]
enum Kind {
    Hide,
    Publish,
    Pin,
    Close,
    Redact { passage: String, replacement: String },
}

/// The keys of `moderation.toml`, and those of its tables.
const KEYS: [&str; 5] = ["hide", "publish", "pin", "close", "redact"];
const FIELDS: [&str; 7] = ["comment", "post", "reason", "by", "date", "passage", "replacement"];

/// Reads `hide`, `publish`, `pin` and `close`, lists of comments (of posts for `close`) as texts, numbers or tables with a
/// reason; and `[[redact]]` with `comment`, `passage` and `replacement`.
pub fn read(source: &Source) -> Checked<Decisions> {
    let text = match source.text() {
        Ok(text) => text,
        Err(problem) => return Checked { value: Decisions::default(), problems: vec![problem] },
    };
    let mut reader = Reader { list: Vec::new(), problems: Vec::new(), text };
    match table::toml(text, 1, text) {
        Ok(table) => {
            table.entries.iter().for_each(|(key, line, item)| reader.key(key, *line, item));
        }
        Err(problem) => reader.problems.push(problem),
    }
    let problems = reader.problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value: Decisions { list: reader.list }, problems }
}

struct Reader<'a> {
    list: Vec<Decision>,
    problems: Vec<Diagnostic>,
    text: &'a str,
}

impl Reader<'_> {
    fn error(&mut self, problem: Problem, line: u32) {
        self.problems.push(Diagnostic::error(problem).on_line(line, self.text));
    }

    fn wrong(&mut self, key: &str, item: &Item, line: u32, expected: Expected) {
        self.error(Problem::WrongType { key: key.to_owned(), expected, found: item.shown() }, line);
    }

    fn key(&mut self, key: &str, line: u32, item: &Item) {
        if !KEYS.contains(&key) {
            return self.error(
                Problem::UnknownKey { key: key.to_owned(), nearest: nearest(key, KEYS) },
                line,
            );
        }
        let Value::List(items) = &item.value else {
            return self.wrong(key, item, line, Expected::List);
        };
        for item in items {
            match &item.value {
                Value::Text(scalar) if key != "redact" => {
                    self.decide(key, scalar.text.clone(), item.line, None);
                }
                Value::Table(table) => self.table(key, table, item.line),
                _ => self.wrong(key, item, item.line, Expected::Text),
            }
        }
    }

    fn table(&mut self, key: &str, table: &Table, line: u32) {
        for (field, line, _) in
            table.entries.iter().filter(|(field, ..)| !FIELDS.contains(&field.as_str()))
        {
            self.error(
                Problem::UnknownKey { key: field.clone(), nearest: nearest(field, FIELDS) },
                *line,
            );
        }
        let text = |field: &str| {
            table
                .get(field)
                .and_then(Item::text)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let comment = if key == "close" { text("post") } else { text("comment") };
        let place = if key == "close" { "post" } else { "comment" };
        let Some(comment) = comment else {
            let problem = Problem::WrongType {
                key: format!("{key}.{place}"),
                expected: Expected::Text,
                found: String::new(),
            };
            return self.error(problem, line);
        };
        let target = match text("post").filter(|_| key != "close" && !comment.contains('#')) {
            Some(post) => format!("{post}#{comment}"),
            None => comment,
        };
        self.decide(
            key,
            target,
            line,
            text("passage").map(|passage| (passage, text("replacement"))),
        );
    }

    fn decide(
        &mut self,
        key: &str,
        target: String,
        line: u32,
        redaction: Option<(String, Option<String>)>,
    ) {
        let kind = match (key, redaction) {
            ("hide", _) => Kind::Hide,
            ("publish", _) => Kind::Publish,
            ("pin", _) => Kind::Pin,
            ("close", _) => Kind::Close,
            (_, Some((passage, replacement))) => Kind::Redact {
                passage,
                replacement: replacement.unwrap_or_else(|| "[…]".to_owned()),
            },
            (_, None) => {
                let problem = Problem::WrongType {
                    key: "redact.passage".to_owned(),
                    expected: Expected::Text,
                    found: String::new(),
                };
                return self.error(problem, line);
            }
        };
        self.list.push(Decision { kind, target, line });
    }
}

/// What was closed.
#[derive(Clone, Debug, Default)]
pub struct Moderated {
    /// The posts whose discussion is closed, by their number in the list of destinations.
    pub closed: BTreeSet<usize>,
}

/// Carries the decisions out. One that hides or removes and does not take is an error: it must never pass in silence. The
/// others are warnings.
pub fn apply(
    decisions: &Decisions,
    source: &Source,
    comments: &mut [Placed],
    matcher: &Matcher,
) -> Checked<Moderated> {
    let by_id = by_id(comments);
    let text = String::from_utf8_lossy(&source.bytes);
    let mut moderated = Moderated::default();
    let mut problems = Vec::new();
    let mut publish = Vec::new();
    for decision in &decisions.list {
        let mut tell = |problem: Problem| {
            let is_grave = matches!(decision.kind, Kind::Hide | Kind::Redact { .. });
            let problem =
                if is_grave { Diagnostic::error(problem) } else { Diagnostic::warning(problem) };
            problems.push(problem.at(&source.path).on_line(decision.line, &text));
        };
        if matches!(decision.kind, Kind::Close) {
            match matcher.named(&decision.target) {
                Some(post) => {
                    moderated.closed.insert(post);
                }
                None => tell(Problem::UnknownPost {
                    name: decision.target.clone(),
                    nearest: nearest(&decision.target, matcher.slugs()),
                }),
            }
            continue;
        }
        let index = match find(&decision.target, &by_id, comments, matcher) {
            Ok(index) => index,
            Err(problem) => {
                tell(problem);
                continue;
            }
        };
        if matches!(decision.kind, Kind::Publish) {
            publish.push((index, decision));
        } else if let Err(problem) = carry_out(decision, &mut comments[index]) {
            tell(problem);
        }
    }
    for (index, decision) in publish {
        if let Err(reason) = published(&mut comments[index], matcher) {
            let problem = Problem::PublishRefused { id: decision.target.clone(), reason };
            problems
                .push(Diagnostic::warning(problem).at(&source.path).on_line(decision.line, &text));
        }
    }
    Checked { value: moderated, problems }
}

/// Every name that a comment goes by: its identity, and in exports of WordPress its number.
fn by_id(comments: &[Placed]) -> HashMap<String, Vec<usize>> {
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(comments.len());
    for (index, placed) in comments.iter().enumerate() {
        by_id.entry(placed.id.clone()).or_default().push(index);
        if let ("wxr", Some(id)) = (placed.comment.format, &placed.comment.source_id)
            && *id != placed.id
        {
            by_id.entry(id.clone()).or_default().push(index);
        }
    }
    by_id
}

fn carry_out(decision: &Decision, placed: &mut Placed) -> Result<(), Problem> {
    match &decision.kind {
        Kind::Hide => placed.comment.held = placed.comment.held.or(Some(Held::Hidden)),
        Kind::Pin => placed.pinned = true,
        Kind::Redact { passage, replacement } => {
            let is_marked = placed.comment.kind == BodyKind::WordPress;
            let body = passage::replace(&placed.comment.body, passage, replacement, is_marked);
            placed.comment.body = body.ok_or_else(|| Problem::PassageNotFound {
                id: decision.target.clone(),
                passage: passage.clone(),
            })?;
        }
        Kind::Publish | Kind::Close => {}
    }
    Ok(())
}

/// Publishes what waits, was taken for spam or lies in the bin; never what nobody wrote for readers. Gives the reason of a
/// refusal.
fn published(placed: &mut Placed, matcher: &Matcher) -> Result<(), Held> {
    match placed.comment.held {
        None => Ok(()),
        Some(Held::Pending | Held::Spam | Held::Trash) => {
            let is_public = placed
                .post
                .and_then(|post| matcher.destination(post))
                .is_none_or(|destination| destination.is_public);
            placed.comment.held = if is_public { None } else { Some(Held::UnpublishedPost) };
            if is_public { Ok(()) } else { Err(Held::UnpublishedPost) }
        }
        Some(held) => Err(held),
    }
}

/// The comment that a decision names: `1042`, `comment-1042` or `slug#comment-1042`.
fn find(
    target: &str,
    by_id: &HashMap<String, Vec<usize>>,
    comments: &[Placed],
    matcher: &Matcher,
) -> Result<usize, Problem> {
    let (post, id) = match target.rsplit_once('#') {
        Some((post, id)) => (Some(post), id),
        None => (None, target),
    };
    let id = id.trim().strip_prefix("comment-").unwrap_or(id.trim());
    let post = match post.filter(|post| !post.trim().is_empty()) {
        Some(name) => match matcher.named(name) {
            Some(post) => Some(post),
            None => {
                return Err(Problem::UnknownPost {
                    name: name.to_owned(),
                    nearest: nearest(name, matcher.slugs()),
                });
            }
        },
        None => None,
    };
    let found = by_id.get(id).map(Vec::as_slice).unwrap_or_default();
    let found: Vec<usize> = found
        .iter()
        .copied()
        .filter(|index| post.is_none() || comments[*index].post == post)
        .collect();
    match found.as_slice() {
        [index] => Ok(*index),
        [] => {
            // Of very many ids none is near: they are all alike.
            let nearest = if by_id.len() <= 5000 { nearest_id(id, by_id) } else { None };
            Err(Problem::UnknownComment { id: target.to_owned(), nearest })
        }
        several => {
            let name = |index: &usize| {
                let placed = &comments[*index];
                let slug = placed
                    .post
                    .and_then(|post| matcher.destination(post))
                    .map_or("", |destination| destination.slug.as_str());
                format!("{slug}#comment-{}", placed.id)
            };
            Err(Problem::AmbiguousComment {
                id: target.to_owned(),
                candidates: several.iter().map(name).collect(),
            })
        }
    }
}

fn nearest_id(id: &str, by_id: &HashMap<String, Vec<usize>>) -> Option<String> {
    let ids: BTreeSet<&str> = by_id.keys().map(String::as_str).collect();
    nearest(id, ids)
}

#[cfg(test)]
mod tests;
