//! What the page of an article is made from, for its key: told without making what a template sees of it, since after most
//! changes nearly all pages stay as they are.

use serde::{Serialize, Serializer};

use super::{Part, Seen, Views, What};
use crate::comment::discussion::{Discussion, Item};
use crate::comment::{BodyKind, Moment};
use crate::diagnostic::PlainReason;
use crate::media::Medium;
use crate::output::OutputPath;
use crate::page::body::Body;
use crate::page::view::SeriesPartView;
use crate::post::CommentsState;
use crate::site::ArticleId;
use crate::site::conversation::{Linked, OwnLink};
use crate::source::Hash;

/// All that decides what a page of an article shows, but for its frame, the theme and the settings.
#[derive(Serialize)]
pub(in crate::page) struct Ingredients<'a> {
    page: usize,
    /// Its title, place, date, authors and topics.
    entry: Seen<'a>,
    /// The front matter, what the body shows and its text are as the file says them.
    body: Body<'a>,
    source_file: &'a str,
    mark: &'a str,
    image: Option<(&'a str, Option<&'a Medium>)>,
    experts: Vec<Seen<'a>>,
    series: Option<SeriesPartView<'a>>,
    is_review_due: bool,
    comments: CommentsState,
    /// The hash of all of its discussion.
    said: Hash,
    /// The posts beside it in time: their titles, places and languages.
    newer: Option<Beside<'a>>,
    older: Option<Beside<'a>>,
    related: Vec<Seen<'a>>,
    has_year: bool,
}

/// A post beside another.
type Beside<'a> = (&'a str, &'a str, Option<&'a str>);

/// All of a discussion.
struct Said<'a> {
    views: &'a Views<'a>,
    discussion: &'a Discussion,
}

/// A comment where it stands.
#[derive(Serialize)]
struct Spot<'a> {
    id: &'a str,
    shape: (u8, bool, u8, bool),
    answers: Option<&'a str>,
    comment: Option<Words<'a>>,
}

/// A comment that is shown.
#[derive(Serialize)]
struct Words<'a> {
    writer: Seen<'a>,
    is_expert: bool,
    written: (Option<Moment>, bool),
    body: (&'a str, BodyKind, Option<PlainReason>),
    links: Vec<Led<'a>>,
    pinned: bool,
}

/// A link to the site itself: its address, and of what it leads to the article, the page of its discussion and the comment.
type Led<'a> = (&'a str, &'a str, Option<(usize, &'a str)>);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Said { views, discussion } = self;
        // What is newest is shown elsewhere.
        let Discussion { items, pages, shown, placeholders, people, pinned, newest: _ } =
            discussion;
        let spots: Vec<Spot<'_>> = items.iter().map(|item| views.spot(item)).collect();
        let pinned: Vec<&str> = pinned.iter().map(|comment| views.id_of(*comment)).collect();
        (spots, pages, shown, placeholders, people, pinned).serialize(serializer)
    }
}

impl<'a> Views<'a> {
    /// What this page of an article is made from.
    pub(in crate::page) fn ingredients(&'a self, id: ArticleId, page: usize) -> Ingredients<'a> {
        let article = self.site.article(id);
        let is_first = page == 1;
        let [newer, older] = self.site.neighbours(id).map(|other| {
            let article = self.site.article(other.filter(|_| is_first)?);
            let language = article.document().front.lang.as_deref();
            Some((article.title.as_str(), article.path.as_str(), language))
        });
        let medium = |path: &OutputPath| self.site.shown.media.get(path);
        let front = &article.document().front;
        let related = self.related.of(id).filter(|_| is_first);
        Ingredients {
            page,
            entry: self.see(What::Whole(id)),
            body: self.body(&article.text),
            source_file: article.document().path.as_str(),
            mark: &article.mark,
            image: article.image.as_ref().map(|path| (path.as_str(), medium(path))),
            experts: article.experts.iter().map(|person| self.see_person(*person)).collect(),
            series: self.series_part(article),
            is_review_due: front.review.is_some_and(|review| review.is_over(self.config)),
            comments: article.comments,
            said: self.shared.said(id, || {
                Hash::of_value(&Said { views: self, discussion: &article.discussion })
            }),
            newer,
            older,
            has_year: self.listed_year(article).is_some(),
            related: related.map(|post| self.see(What::Listed(post, Part::Line))).collect(),
        }
    }

    fn spot(&'a self, item: &'a Item) -> Spot<'a> {
        let Item { comment, key, depth, first, closes, replies, answers } = item;
        Spot {
            id: key,
            shape: (*depth, *first, *closes, *replies),
            answers: answers.map(|answered| self.id_of(answered)),
            comment: comment.map(|comment| self.words(comment)),
        }
    }

    fn words(&'a self, comment: u32) -> Words<'a> {
        let conversation = &self.site.conversation;
        let said = &conversation.comments[comment as usize];
        Words {
            writer: self.see(What::Writer(comment)),
            is_expert: conversation.writer(comment).person.is_some(),
            written: (said.written, said.has_time),
            body: (&said.body, said.kind, said.plain),
            links: said.links.iter().filter_map(|link| self.led(link)).collect(),
            pinned: said.pinned,
        }
    }

    fn led(&'a self, OwnLink { address, to }: &'a OwnLink) -> Option<Led<'a>> {
        let (post, comment) = match *to {
            Linked::Article(post) => (post as usize, None),
            Linked::Comment(comment) => {
                let post = self.site.conversation.comments[comment as usize].post;
                let page = self.page_of(post, comment).unwrap_or_default();
                (post, Some((page, self.id_of(comment))))
            }
        };
        Some((address, self.site.articles.get(post)?.path.as_str(), comment))
    }

    /// What readers know a comment by.
    fn id_of(&self, comment: u32) -> &'a str {
        &self.site.conversation.comments[comment as usize].id
    }
}
