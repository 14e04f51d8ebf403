//! Experts, and what they know about.

use std::sync::OnceLock;

use tera::Value;

use super::lists::FEW;
use super::{Part, Views, What, folded, letter};
use crate::page::body::Body;
use crate::page::view::{
    ExpertEntryView, ExpertView, ExpertsView, GroupView, KnowledgeView, PersonView,
    TopicExpertView, TopicView,
};
use crate::site::knowledge::Knowledge;
use crate::site::{Person, PersonId, TopicId};

/// What is shown of what somebody knows on their own page.
const KNOWLEDGE: usize = 12;

/// What is shown of what somebody knows in the list of experts.
const KNOWN: usize = 4;

/// Comments on the page of an expert.
const COMMENTS: usize = 50;

/// Experts and neighbours on the page of a topic.
const BESIDE: usize = 12;

/// Somebody who wrote comments and is no expert.
#[derive(Debug)]
pub(super) struct Colleague {
    pub view: PersonView,
    value: OnceLock<Value>,
}

impl<'a> Views<'a> {
    /// A person, for the program's own templates with what their component makes of one without a photo, which stands above
    /// each post.
    pub(super) fn person_value(&self, id: PersonId) -> Value {
        let make = || self.with_chip(&self.person(id));
        self.value(|lists| &lists.people[id.0 as usize], make)
    }

    /// The same of who wrote a comment.
    pub(super) fn writer_value(&self, comment: u32) -> Value {
        match self.site.conversation.writer(comment).person {
            Some(id) => self.person_value(id),
            None => {
                let colleague = self.colleague(comment);
                colleague.value.get_or_init(|| self.with_chip(&colleague.view)).clone()
            }
        }
    }

    /// Who wrote a comment and is no expert.
    pub(super) fn colleague(&self, comment: u32) -> &'a Colleague {
        let writer = self.site.conversation.comments[comment as usize].writer;
        let make = || Colleague { view: self.writer(comment), value: OnceLock::new() };
        self.shared.writers[writer as usize].get_or_init(make)
    }

    fn with_chip(&self, view: &PersonView) -> Value {
        let person = Value::from_serializable(view);
        if self.theme.has_own_templates() || view.photo.is_some() {
            return person;
        }
        let chip = self.theme.component("chip", &[("person", person.clone())]);
        let chip = chip.map(|chip| ("chip".into(), chip));
        let fields = person.into_map().unwrap_or_default();
        fields.into_iter().chain(chip).collect::<tera::Map>().into()
    }

    fn knowledge(&self, known: &Knowledge) -> KnowledgeView {
        KnowledgeView {
            title: known.title.clone(),
            url: known.topic.map(|topic| self.href(&self.site.topic(topic).path)),
            posts: known.posts,
            quoted: known.quoted,
            answers: known.answers,
            stated: known.stated,
            strength: known.strength(),
        }
    }

    /// A page of an expert, from 1.
    pub(in crate::page) fn expert(&self, id: PersonId, page: usize) -> ExpertView<'a> {
        let person = self.site.person(id);
        let is_first = page == 1;
        let shown = self.places.part(person.posts.len(), page);
        let comments = person.comments.iter().filter(|_| is_first).take(COMMENTS);
        let quoted = person.quoted.iter().filter(|_| is_first);
        ExpertView {
            person: self.see_person(id),
            contact: person.contact.clone(),
            biography: match &person.text {
                Some(text) if is_first && !text.body().trim().is_empty() => self.body(text),
                _ => Body::Empty,
            },
            knows: if is_first {
                person.knows.iter().take(KNOWLEDGE).map(|known| self.knowledge(known)).collect()
            } else {
                Vec::new()
            },
            entries: person.posts[shown]
                .iter()
                .map(|post| {
                    let part = if is_first { Part::Item } else { Part::First };
                    self.see(What::Listed(*post, part))
                })
                .collect(),
            posts: person.posts.len(),
            quoted: quoted.map(|post| self.see(What::Listed(*post, Part::Line))).collect(),
            comments: comments.filter_map(|comment| self.excerpt(*comment)).collect(),
            comment_count: person.comments.len(),
            pagination: self.pagination(&person.path, page, self.places.pages(person.posts.len())),
        }
    }

    /// The experts by last name.
    pub(in crate::page) fn experts(&self) -> ExpertsView<'a> {
        let mut sorted: Vec<(String, PersonId)> = self
            .site
            .people
            .iter()
            .zip((0..).map(PersonId))
            .map(|(person, id)| (filed(person), id))
            .collect();
        sorted.sort();
        let few = sorted.len() <= FEW;
        let mut groups: Vec<GroupView<ExpertEntryView<'a>>> = Vec::new();
        for (name, id) in sorted {
            let person = self.site.person(id);
            let entry = ExpertEntryView {
                person: self.see_person(id),
                posts: person.posts.len(),
                comments: person.comments.len(),
                knows: person.knows.iter().take(KNOWN).map(|known| self.knowledge(known)).collect(),
            };
            push(&mut groups, letter(&name), entry);
        }
        ExpertsView { groups, few }
    }

    /// A page of a topic, from 1.
    pub(in crate::page) fn topic(&self, id: TopicId, page: usize) -> TopicView<'a> {
        let topic = self.site.topic(id);
        let is_first = page == 1;
        let shown = self.places.part(topic.posts.len(), page);
        let experts = topic.experts.iter().filter(|_| is_first).take(BESIDE);
        let neighbours = topic.neighbours.iter().filter(|_| is_first).take(BESIDE);
        TopicView {
            title: topic.title.clone(),
            introduction: match &topic.text {
                Some(text) if is_first && !text.body().trim().is_empty() => self.body(text),
                _ => Body::Empty,
            },
            experts: experts
                .map(|(person, place)| TopicExpertView {
                    person: self.see_person(*person),
                    knowledge: self.knowledge(&self.site.person(*person).knows[*place]),
                })
                .collect(),
            neighbours: neighbours
                .map(|(topic, count)| self.counted_topic(*topic, *count))
                .collect(),
            entries: topic.posts[shown]
                .iter()
                .map(|post| self.see(What::Listed(*post, Part::Item)))
                .collect(),
            posts: topic.posts.len(),
            pagination: self.pagination(&topic.path, page, self.places.pages(topic.posts.len())),
        }
    }
}

/// The name as it is filed: the last name first.
fn filed(person: &Person) -> String {
    let last = person.name.rsplit(' ').next().unwrap_or_default();
    format!("{} {}", folded(last), folded(&person.name))
}

/// Adds to the group of this letter, which is the last one or a new one.
pub(super) fn push<T>(groups: &mut Vec<GroupView<T>>, letter: String, entry: T) {
    match groups.iter_mut().find(|group| group.letter == letter) {
        Some(group) => group.entries.push(entry),
        None => groups.push(GroupView { letter, entries: vec![entry] }),
    }
}
