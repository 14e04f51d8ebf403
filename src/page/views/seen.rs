//! What many pages show of one post or person: made for a template when its page is, and in a page's key the hash of it.

use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use super::Views;
use crate::post::Date;
use crate::site::{ArticleId, PersonId, Site};
use crate::source::Hash;

/// A part of the site as a template sees it from its page. A template finds the fields of the view that
/// stands beside the field that holds it; a key is made of the hash of that view, which is made once for all pages.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    views: Views<'a>,
    what: What,
}

/// What is seen, and as which view.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// A post on its own page, as an [`EntryView`](crate::page::view::EntryView) with all its topics.
    Whole(ArticleId),
    /// A post in a list, as an [`EntryView`](crate::page::view::EntryView).
    Entry(ArticleId),
    /// The same without topics, summary and picture.
    Line(ArticleId),
    /// An article as a [`LinkView`](crate::page::view::LinkView).
    Article(ArticleId),
    /// A [`PersonView`](crate::page::view::PersonView).
    Person(PersonId),
    /// The [`PersonView`](crate::page::view::PersonView) of who wrote a comment.
    Writer(u32),
    /// A [`DateView`](crate::page::view::DateView).
    Date(Date),
}

/// The hashes of the views of posts and people, each made when it is first asked for.
#[derive(Debug)]
pub(in crate::page) struct Digests {
    entries: Vec<OnceLock<Hash>>,
    people: Vec<OnceLock<Hash>>,
}

impl Digests {
    pub(in crate::page) fn new(site: &Site) -> Self {
        let empty = |count: usize| (0..count).map(|_| OnceLock::new()).collect();
        Digests { entries: empty(site.articles.len()), people: empty(site.people.len()) }
    }
}

/// The hash of a value's bytes in the form of keys.
fn digest(value: &impl Serialize) -> Hash {
    postcard::to_stdvec(value).map_or(Hash([0; 32]), |bytes| Hash::of(&bytes))
}

impl<'a> Views<'a> {
    pub(super) fn see(&self, what: What) -> Seen<'a> {
        Seen { views: self.clone(), what }
    }

    pub(super) fn see_person(&self, id: PersonId) -> Seen<'a> {
        self.see(What::Person(id))
    }

    fn at_root(&self) -> Views<'a> {
        Views { root: "".into(), ..self.clone() }
    }

    fn person_digest(&self, id: PersonId) -> Hash {
        *self.digests.people[id.0 as usize].get_or_init(|| digest(&self.at_root().person(id)))
    }

    fn entry_digest(&self, id: ArticleId) -> Hash {
        *self.digests.entries[id.0 as usize].get_or_init(|| digest(&self.at_root().entry(id)))
    }
}

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let views = &self.views;
        let is_template = serializer.is_human_readable();
        match self.what {
            What::Whole(id) if is_template => views.whole(id).serialize(serializer),
            What::Whole(id) => digest(&views.at_root().whole(id)).serialize(serializer),
            What::Entry(id) if is_template => views.entry(id).serialize(serializer),
            What::Line(id) if is_template => views.line(id).serialize(serializer),
            What::Entry(id) | What::Line(id) => views.entry_digest(id).serialize(serializer),
            What::Article(id) => views.article_link(id).serialize(serializer),
            What::Person(id) if is_template => views.person(id).serialize(serializer),
            What::Person(id) => views.person_digest(id).serialize(serializer),
            What::Writer(comment) if is_template => views.writer(comment).serialize(serializer),
            What::Writer(comment) => match views.site.conversation.writers[comment as usize] {
                Some(id) => views.person_digest(id).serialize(serializer),
                None => {
                    let author = &views.site.conversation.comments[comment as usize].comment.author;
                    (&author.name, &author.department).serialize(serializer)
                }
            },
            What::Date(date) if is_template => views.date(date).serialize(serializer),
            What::Date(date) => date.serialize(serializer),
        }
    }
}
