//! What readers see of the conversation. Nothing private is in it, so that it can be kept for the next build.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::linked::{self, OwnLink};
use super::{Spoken, Tally};
use crate::comment::discussion::{Discussion, Item};
use crate::comment::moderation::Placed;
use crate::comment::{Author, BodyKind, Moment};
use crate::cores::Cores;
use crate::diagnostic::PlainReason;
use crate::post::CommentsState;
use crate::post::outline::Term;
use crate::site::{Article, PersonId, Site, number, related};

/// What colleagues wrote, as far as it is shown.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Conversation {
    /// Every comment that is shown, in the order of the exports.
    pub comments: Vec<PublicComment>,
    /// Who wrote them, each once.
    pub writers: Vec<Writer>,
    /// The comments, the newest first.
    pub newest: Vec<u32>,
    /// What became of all comments, in numbers.
    pub tally: Tally,
}

/// A comment that is shown.
#[derive(Debug, Serialize, Deserialize)]
pub struct PublicComment {
    /// The article it stands under, by its place in [`Site::articles`](crate::site::Site::articles).
    pub post: usize,
    /// What its anchor is made of; unique under its article.
    pub id: Box<str>,
    /// Who wrote it, by their place in [`Conversation::writers`].
    pub writer: u32,
    /// When; `None` if nobody knows.
    pub written: Option<Moment>,
    /// Whether that says the time.
    pub has_time: bool,
    /// The text as it came.
    pub body: Box<str>,
    /// What the text is.
    pub kind: BodyKind,
    /// Why it is shown as plain text, if it is over a limit.
    pub plain: Option<PlainReason>,
    /// What its links lead to that lead to the site itself.
    pub links: Box<[OwnLink]>,
    /// Whether it answered another one where it was written.
    pub is_answer: bool,
    /// Whether a moderator pinned it.
    pub pinned: bool,
}

/// Somebody who wrote a comment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Writer {
    /// The name as it came; may be empty.
    pub name: String,
    /// Department or team.
    pub department: Option<String>,
    /// Who it is, if it is an expert.
    pub person: Option<PersonId>,
}

impl Conversation {
    /// Who wrote a comment.
    pub fn writer(&self, comment: u32) -> &Writer {
        &self.writers[self.comments[comment as usize].writer as usize]
    }
}

/// The conversation, with the discussion of every article.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Public {
    pub(in crate::site) conversation: Conversation,
    pub(in crate::site) discussions: Vec<Discussion>,
    /// The words of the beginning of each, which tell what it is about.
    pub(in crate::site) terms: Vec<Vec<Term>>,
    /// The articles whose discussion a moderator closed.
    pub(in crate::site) closed: BTreeSet<usize>,
}

/// The same as it stands in a site, to be kept.
#[derive(Debug, Serialize)]
pub struct Said<'a> {
    conversation: &'a Conversation,
    discussions: Vec<&'a Discussion>,
    terms: Vec<&'a [Term]>,
    closed: BTreeSet<usize>,
}

impl Site {
    /// What readers see of the conversation.
    pub fn said(&self) -> Said<'_> {
        let is_closed = |article: &Article| {
            let own = article.document().front.comments;
            own == CommentsState::Open && article.comments == CommentsState::Closed
        };
        let articles = || self.articles.iter().enumerate();
        Said {
            conversation: &self.conversation,
            discussions: self.articles.iter().map(|article| &article.discussion).collect(),
            terms: self.articles.iter().map(|article| &*article.said).collect(),
            closed: articles().filter(|(_, it)| is_closed(it)).map(|(at, _)| at).collect(),
        }
    }
}

impl Public {
    /// What readers see of what was said. The discussions number their comments as they stand here.
    pub fn of((spoken, discussions): (Spoken, Vec<Discussion>), many: &impl Cores) -> Public {
        let Spoken { comments, writers: people, closed, tally, matcher, .. } = spoken;
        let mut conversation = Conversation { tally, ..Conversation::default() };
        let mut writers = Writers::default();
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(comments.len());
        for (placed, person) in comments.into_iter().zip(people) {
            let shown = placed.post().filter(|_| placed.comment.held.is_none());
            numbers.push(shown.map(|_| number(conversation.comments.len())));
            if let Some(post) = shown {
                let writer = writers.number(&placed.comment.author, person);
                conversation.comments.push(PublicComment::of(placed, post, writer));
            }
        }
        linked::link(&mut conversation.comments, &matcher, many);
        conversation.writers = writers.list;
        conversation.newest = newest(&conversation.comments);
        let discussions: Vec<Discussion> =
            discussions.into_iter().map(|discussion| renumbered(discussion, &numbers)).collect();
        let terms = many.each(&discussions, |discussion| related::said(discussion, &conversation));
        Public { conversation, discussions, terms, closed }
    }
}

impl PublicComment {
    fn of(placed: Placed, post: usize, writer: u32) -> PublicComment {
        let Placed { comment, id, pinned, .. } = placed;
        PublicComment {
            post,
            id: id.as_str().into(),
            writer,
            written: comment.written,
            has_time: comment.has_time,
            kind: comment.kind,
            plain: comment.plain,
            links: Box::default(),
            is_answer: comment.parent.is_some(),
            body: comment.body.into_text(),
            pinned,
        }
    }
}

/// Everybody who wrote, each once.
#[derive(Default)]
struct Writers {
    list: Vec<Writer>,
    numbers: HashMap<Writer, u32>,
    /// The one before: most comments of one author share what is known of them, and often stand together.
    last: Option<(Arc<Author>, Option<PersonId>, u32)>,
}

impl Writers {
    fn number(&mut self, author: &Arc<Author>, person: Option<PersonId>) -> u32 {
        if let Some((known, same, writer)) = &self.last
            && Arc::ptr_eq(known, author)
            && *same == person
        {
            return *writer;
        }
        let Author { name, department, .. } = &**author;
        let writer = Writer { name: name.clone(), department: department.clone(), person };
        let list = &mut self.list;
        let writer = *self.numbers.entry(writer).or_insert_with_key(|writer| {
            list.push(writer.clone());
            number(list.len() - 1)
        });
        self.last = Some((author.clone(), person, writer));
        writer
    }
}

fn newest(comments: &[PublicComment]) -> Vec<u32> {
    let mut newest: Vec<u32> = (0..number(comments.len())).collect();
    newest.sort_by(|a, b| {
        let (a, b) = (&comments[*a as usize], &comments[*b as usize]);
        let by_time = b.written.cmp(&a.written);
        by_time.then_with(|| b.post.cmp(&a.post)).then_with(|| a.id.cmp(&b.id))
    });
    newest
}

/// A discussion whose comments have other numbers now. It names none that is not shown.
fn renumbered(discussion: Discussion, numbers: &[Option<u32>]) -> Discussion {
    let new = |comment: u32| numbers[comment as usize];
    let Discussion { items, pages, shown, placeholders, people, pinned, newest } = discussion;
    let items = items.into_iter().map(|item| {
        let (comment, answers) = (item.comment.and_then(new), item.answers.and_then(new));
        Item { comment, answers, ..item }
    });
    Discussion {
        items: items.collect(),
        pages,
        shown,
        placeholders,
        people,
        pinned: pinned.into_iter().filter_map(new).collect(),
        newest: newest.and_then(new),
    }
}
