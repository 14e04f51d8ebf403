//! The decisions of the moderators, in `moderation.toml`: exports stay as they came.
//!
//! 1. [`place`] gives every comment its post and the id that readers and moderators know it by.
//! 2. `decisions` reads what was decided; [`apply`] carries it out.
//! 3. [`Keys`] finds the comment that somebody names; [`Editing`] writes a decision into the file.

mod decisions;
mod edit;
mod keys;
mod passage;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ecow::EcoString;

use super::ids::Ids;
use super::matching::Matcher;
use super::{BodyKind, Comment, Held, Identity, Place};
use crate::diagnostic::{Checked, Decided, Diagnostic, Problem, nearest};
use crate::source::{Source, SourcePath};
use decisions::{Decision, Decisions, Kind};
pub use edit::{Editing, Entry, Fields};
pub use keys::Keys;
pub use passage::{addresses_left, left as passages_left};

/// A comment with its post. There may be a million of them, so it is small.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The comment.
    pub comment: Box<Comment>,
    post: Option<u32>,
    /// What its anchor is made of: the id in WordPress, or else ten digits of its hash. Unique under its post.
    pub id: EcoString,
    /// Whether a moderator pinned it.
    pub pinned: bool,
}

impl Placed {
    /// A comment under a post, or without one.
    pub fn new(comment: Box<Comment>, post: Option<usize>, id: EcoString) -> Placed {
        // Posts have numbers in 32 bits everywhere.
        let post = post.and_then(|post| u32::try_from(post).ok());
        Placed { comment, post, id, pinned: false }
    }

    /// Its post, by its number in the list of destinations.
    pub fn post(&self) -> Option<usize> {
        self.post.map(|post| post as usize)
    }

    /// Whether it is without a post, and is or may be shown once it has one: nobody would see that one which waits has none.
    pub fn wants_post(&self) -> bool {
        self.post.is_none() && matches!(self.comment.held, None | Some(Held::Pending))
    }
}

/// Finds the post of every comment. One under a post that is not published is held.
pub fn place(comments: Vec<Box<Comment>>, matcher: &Matcher) -> Vec<Placed> {
    let mut found: HashMap<Arc<Place>, Option<usize>> = HashMap::new();
    let mut last: Option<(Arc<Place>, Option<usize>)> = None;
    let mut placed: Vec<Placed> = Vec::with_capacity(comments.len());
    for mut comment in comments {
        // Most comments stand beside another of their post.
        let post = match &last {
            Some((place, post)) if Arc::ptr_eq(place, &comment.place) => *post,
            _ => {
                *found.entry(comment.place.clone()).or_insert_with(|| matcher.find(&comment.place))
            }
        };
        last = Some((comment.place.clone(), post));
        let is_public = post
            .and_then(|post| matcher.destination(post))
            .is_none_or(|destination| destination.is_public);
        if comment.held.is_none() && !is_public {
            comment.held = Some(Held::UnpublishedPost);
        }
        placed.push(Placed::new(comment, post, EcoString::new()));
    }
    name(&mut placed);
    placed
}

/// Gives every comment the id that readers know it by. Those of WordPress come first, for old links lead to `#comment-1042`: where
/// another system has that number too, its comment gets another one.
fn name(placed: &mut [Placed]) {
    let mut taken = Ids::with_capacity(placed.len());
    let mut numbers: HashMap<(Option<usize>, EcoString), usize> = HashMap::new();
    for is_of_wordpress in [true, false] {
        for at in 0..placed.len() {
            if placed[at].comment.is_of_wordpress() != is_of_wordpress {
                continue;
            }
            let post = placed[at].post();
            let mut id = public_id(&placed[at].comment);
            let is_taken = |id: &str| {
                let mut alike = taken.find((post, id));
                alike.any(|other| placed[other].post() == post && &*placed[other].id == id)
            };
            if is_taken(&id) {
                let number = numbers.entry((post, id.clone())).or_insert(1);
                let own = id;
                loop {
                    *number += 1;
                    id = format!("{own}-{number}").into();
                    if !is_taken(&id) {
                        break;
                    }
                }
            }
            taken.insert((post, &*id), at);
            placed[at].id = id;
        }
    }
}

fn public_id(comment: &Comment) -> EcoString {
    match &comment.source_id {
        Some(id)
            if comment.origin.identity == Identity::Numbered
                && !id.is_empty()
                && id.len() <= 40
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            (**id).into()
        }
        _ => comment.key().short(10).into(),
    }
}

/// What was decided beside what became of the comments.
#[derive(Clone, Debug, Default)]
pub struct Moderated {
    /// The posts whose discussion is closed, by their number in the list of destinations.
    pub closed: BTreeSet<usize>,
    wished: Vec<Wished>,
}

/// A decision that a comment be seen, or seen first: in vain, if it is held after all.
#[derive(Clone, Debug)]
struct Wished {
    comment: usize,
    id: String,
    file: SourcePath,
    line: u32,
}

impl Moderated {
    /// What is told of comments that are to be seen and are not, once it is known which are held.
    pub fn unseen(&self, sources: &[Source], comments: &[Placed]) -> Vec<Diagnostic> {
        let told = self.wished.iter().filter_map(|Wished { comment, id, file, line }| {
            let (id, reason) = (id.clone(), comments[*comment].comment.held?);
            let source = sources.iter().find(|source| source.path == *file)?;
            let text = String::from_utf8_lossy(&source.bytes);
            let told = Diagnostic::warning(Problem::DecisionUnseen { id, reason });
            Some(told.at(file).on_line(*line, &text))
        });
        told.collect()
    }
}

/// Reads every `moderation.toml` and carries the decisions out. One that hides or removes and does not take is an error: it
/// must never pass in silence. The others are warnings.
pub fn apply(sources: &[Source], comments: &mut [Placed], matcher: &Matcher) -> Checked<Moderated> {
    let mut problems = Vec::new();
    let read = |source| (source, decisions::read(source).take(&mut problems));
    let files: Vec<(&Source, Decisions)> = sources.iter().map(read).collect();
    let mut applying = Applying {
        keys: Keys::new(comments),
        matcher,
        publish: Vec::new(),
        hidden: HashMap::new(),
        moderated: Moderated::default(),
        problems,
    };
    for (source, decisions) in &files {
        let text = String::from_utf8_lossy(&source.bytes);
        for decision in &decisions.list {
            if let Err(problem) = applying.decide(decision, source, comments) {
                let is_grave = matches!(decision.kind, Kind::Hide | Kind::Redact { .. });
                applying.tell(problem, is_grave, (source, &text), decision.line);
            }
        }
    }
    applying.publish(comments);
    Checked { value: applying.moderated, problems: applying.problems }
}

struct Applying<'a> {
    keys: Keys,
    matcher: &'a Matcher,
    /// What is to be published comes last, whichever file says so.
    publish: Vec<(usize, String, (&'a Source, u32))>,
    /// Which line hides a comment.
    hidden: HashMap<usize, String>,
    moderated: Moderated,
    problems: Vec<Diagnostic>,
}

impl<'a> Applying<'a> {
    fn tell(
        &mut self,
        problem: Problem,
        is_grave: bool,
        (source, text): (&Source, &str),
        line: u32,
    ) {
        let problem =
            if is_grave { Diagnostic::error(problem) } else { Diagnostic::warning(problem) };
        self.problems.push(problem.at(&source.path).on_line(line, text));
    }

    fn decide(
        &mut self,
        decision: &Decision,
        source: &'a Source,
        comments: &mut [Placed],
    ) -> Result<(), Problem> {
        let target = &decision.target;
        if matches!(decision.kind, Kind::Close) {
            let post = self.matcher.named(target).ok_or_else(|| Problem::UnknownPost {
                name: target.clone(),
                nearest: nearest(target, self.matcher.slugs()),
            })?;
            self.moderated.closed.insert(post);
            return Ok(());
        }
        let index = self.keys.find(target, comments, self.matcher)?;
        match decision.kind {
            Kind::Publish => self.publish.push((index, target.clone(), (source, decision.line))),
            Kind::Pin => self.wish(index, target, (source, decision.line)),
            Kind::Hide => {
                self.hidden.insert(index, format!("{}:{}", source.path, decision.line));
            }
            _ => {}
        }
        carry_out(decision, &mut comments[index])
    }

    /// To publish what another line hides is a contradiction, and nobody guesses which was meant.
    fn publish(&mut self, comments: &mut [Placed]) {
        for (index, id, (source, line)) in std::mem::take(&mut self.publish) {
            let text = String::from_utf8_lossy(&source.bytes);
            if let Some(other) = self.hidden.get(&index) {
                let problem = Problem::ModerationConflict { id, other: other.clone() };
                self.tell(problem, true, (source, &text), line);
            } else if let Err(reason) = published(&mut comments[index], self.matcher) {
                let problem = Problem::PublishRefused { id, reason, how: Decided::Written };
                self.tell(problem, false, (source, &text), line);
            } else {
                self.wish(index, &id, (source, line));
            }
        }
    }

    /// Notes that a comment is to be seen.
    fn wish(&mut self, comment: usize, id: &str, (source, line): (&Source, u32)) {
        let (id, file) = (id.to_owned(), source.path.clone());
        self.moderated.wished.push(Wished { comment, id, file, line });
    }
}

fn carry_out(decision: &Decision, placed: &mut Placed) -> Result<(), Problem> {
    match &decision.kind {
        Kind::Hide => placed.comment.held = placed.comment.held.or(Some(Held::Hidden)),
        Kind::Pin => placed.pinned = true,
        Kind::Redact { passage, replacement } => {
            let is_marked = placed.comment.kind != BodyKind::Plain;
            let body = placed.comment.body.text();
            let body = passage::replace(&body, passage, replacement, is_marked);
            let body = body.ok_or_else(|| Problem::PassageNotFound {
                id: decision.target.clone(),
                passage: passage.clone(),
                how: Decided::Written,
            })?;
            placed.comment.body = body.into();
        }
        Kind::Publish | Kind::Close => {}
    }
    Ok(())
}

/// Publishes what waits, was taken for spam, lies in the bin or announces the post; never what nobody wrote for readers. Gives the reason of a
/// refusal.
fn published(placed: &mut Placed, matcher: &Matcher) -> Result<(), Held> {
    match placed.comment.held {
        None => Ok(()),
        Some(Held::Pending | Held::Spam | Held::Trash | Held::Announcement) => {
            let is_public = placed
                .post()
                .and_then(|post| matcher.destination(post))
                .is_none_or(|destination| destination.is_public);
            placed.comment.held = if is_public { None } else { Some(Held::UnpublishedPost) };
            if is_public { Ok(()) } else { Err(Held::UnpublishedPost) }
        }
        Some(held) => Err(held),
    }
}

#[cfg(test)]
mod tests;
