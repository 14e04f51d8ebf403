//! Who knows about what: from what people wrote, where they are quoted, and what they answered.

use std::collections::BTreeMap;

use super::people::{Named, People};
use super::topics::{Subject, Subjects};
use super::{
    Article, ArticleId, Conversation, Person, PersonId, Series, Site, Topic, TopicId, number,
};
use crate::config::Config;
use crate::output::OutputPath;

/// Something that a person knows about, and how that shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The topic, if it is one.
    pub topic: Option<TopicId>,
    /// Its title, or what they say themselves.
    pub title: String,
    /// Posts on it that they wrote.
    pub posts: usize,
    /// Posts on it in which they are quoted.
    pub quoted: usize,
    /// Answers that they gave in discussions on it.
    pub answers: usize,
    /// Whether they say so themselves.
    pub stated: bool,
}

impl Knowledge {
    /// A post says more than being quoted or answering. A statement alone counts little: what was shown counts.
    fn weight(&self) -> usize {
        3 * self.posts + self.quoted + self.answers + if self.stated { 2 } else { 0 }
    }

    /// From 1 to 5.
    pub fn strength(&self) -> u8 {
        match self.weight() {
            0..=1 => 1,
            2..=3 => 2,
            4..=7 => 3,
            8..=14 => 4,
            _ => 5,
        }
    }
}

impl Person {
    /// What they know about, by no more of the posts and of their discussions than these.
    pub(crate) fn knows_by(
        &self,
        site: &Site,
        is_among: impl Fn(ArticleId) -> bool,
    ) -> Vec<Knowledge> {
        let said = |comment: &u32| {
            let said = &site.conversation.comments[*comment as usize];
            (ArticleId(number(said.post)), said.is_answer.then_some(2))
        };
        let posts = self.posts.iter().map(|id| (*id, Some(0)));
        let quoted = self.quoted.iter().map(|id| (*id, Some(1)));
        let comments = self.comments.iter().map(said);
        let shown: Vec<(ArticleId, Option<usize>)> = posts.chain(quoted).chain(comments).collect();
        let among: Vec<_> = shown.iter().filter(|(id, _)| is_among(*id)).collect();
        if among.len() == shown.len() {
            return self.knows.clone();
        }
        let mut counts: BTreeMap<TopicId, [usize; 3]> = BTreeMap::new();
        for (id, kind) in among {
            for topic in &site.article(*id).topics {
                if let Some(kind) = *kind {
                    counts.entry(*topic).or_default()[kind] += 1;
                }
            }
        }
        let counted = |known: &Knowledge| {
            let counts = known.topic.and_then(|topic| counts.get(&topic)).copied();
            let [posts, quoted, answers] = counts.unwrap_or_default();
            Knowledge { posts, quoted, answers, ..known.clone() }
        };
        let mut knows: Vec<Knowledge> =
            self.knows.iter().map(counted).filter(|known| known.weight() > 0).collect();
        sort(&mut knows);
        knows
    }
}

/// The most first.
fn sort(knows: &mut [Knowledge]) {
    knows.sort_by(|a, b| b.weight().cmp(&a.weight()).then_with(|| a.title.cmp(&b.title)));
}

/// What was found out about each person.
#[derive(Default)]
pub(super) struct Shown {
    posts: Vec<ArticleId>,
    quoted: Vec<ArticleId>,
    comments: Vec<u32>,
    knows: Vec<Knowledge>,
}

/// Derives what each person wrote, and what that shows.
pub(super) fn derive(
    posts: &[Article],
    people: &People,
    topics: &Subjects,
    conversation: &Conversation,
) -> Vec<Shown> {
    let mut shown: Vec<Shown> = people.list.iter().map(|_| Shown::default()).collect();
    let mut counts: Vec<BTreeMap<TopicId, [usize; 3]>> = vec![BTreeMap::new(); people.list.len()];
    let mut count = |person: PersonId, article: &Article, kind: usize| {
        for topic in &article.topics {
            counts[person.0 as usize].entry(*topic).or_default()[kind] += 1;
        }
    };
    for (index, article) in posts.iter().enumerate() {
        for person in &article.authors {
            shown[person.0 as usize].posts.push(ArticleId(number(index)));
            count(*person, article, 0);
        }
        for person in article.experts.iter().filter(|person| !article.authors.contains(person)) {
            shown[person.0 as usize].quoted.push(ArticleId(number(index)));
            count(*person, article, 1);
        }
    }
    for &comment in &conversation.newest {
        let Some(person) = conversation.writer(comment).person else { continue };
        shown[person.0 as usize].comments.push(comment);
        let said = &conversation.comments[comment as usize];
        if let Some(article) = posts.get(said.post).filter(|_| said.is_answer) {
            count(person, article, 2);
        }
    }
    for ((shown, counts), named) in shown.iter_mut().zip(counts).zip(&people.list) {
        shown.knows = knows(counts, named, topics);
    }
    shown
}

fn knows(
    counts: BTreeMap<TopicId, [usize; 3]>,
    named: &Named,
    topics: &Subjects,
) -> Vec<Knowledge> {
    let title = |topic: TopicId| topics.topics[topic.0 as usize].title.clone();
    let mut knows: Vec<Knowledge> = counts
        .into_iter()
        .map(|(topic, [posts, quoted, answers])| Knowledge {
            topic: Some(topic),
            title: title(topic),
            posts,
            quoted,
            answers,
            stated: false,
        })
        .collect();
    for stated in &named.given.expertise {
        let topic = topics.find(stated);
        match knows.iter_mut().find(|known| topic.is_some() && known.topic == topic) {
            Some(known) => known.stated = true,
            None => knows.push(Knowledge {
                title: topic.map_or_else(|| stated.trim().to_owned(), title),
                topic,
                posts: 0,
                quoted: 0,
                answers: 0,
                stated: true,
            }),
        }
    }
    sort(&mut knows);
    knows
}

/// People, those with a page and the others, topics and series with everything that is known of them.
pub(super) fn complete(
    shown: Vec<Shown>,
    people: People,
    subjects: Subjects,
    posts: &[Article],
    config: &Config,
) -> ([Vec<Person>; 2], Vec<Topic>, Vec<Series>) {
    let People { list, shown: with_page, .. } = people;
    let mut people: Vec<Person> = list
        .into_iter()
        .zip(shown)
        .filter_map(|(named, shown)| {
            let path =
                OutputPath::new(&format!("{}/{}.html", config.paths.experts, named.id)).ok()?;
            let name = named.name().to_owned();
            let Named { id, given, text, photo, .. } = named;
            Some(Person {
                id,
                name,
                role: given.role.unwrap_or_default(),
                department: given.department.unwrap_or_default(),
                contact: given.contact.unwrap_or_default(),
                photo,
                path,
                text,
                posts: shown.posts,
                quoted: shown.quoted,
                comments: shown.comments,
                knows: shown.knows,
            })
        })
        .collect();
    let apart = people.split_off(with_page.min(people.len()));
    let mut experts = experts(&people, subjects.topics.len());
    let mut neighbours = neighbours(posts, subjects.topics.len());
    let place = |folder: &str, id: &str| OutputPath::new(&format!("{folder}/{id}.html")).ok();
    let ids =
        |subject: &Subject| subject.posts.iter().map(|post| ArticleId(number(*post))).collect();
    let topics = subjects
        .topics
        .into_iter()
        .enumerate()
        .filter_map(|(index, subject)| {
            Some(Topic {
                path: place(&config.paths.topics, &subject.id)?,
                posts: ids(&subject),
                experts: std::mem::take(&mut experts[index]),
                neighbours: std::mem::take(&mut neighbours[index]),
                id: subject.id,
                title: subject.title,
                text: subject.text,
            })
        })
        .collect();
    let series = subjects
        .series
        .into_iter()
        .filter_map(|subject| {
            Some(Series {
                path: place(&config.paths.series, &subject.id)?,
                posts: ids(&subject),
                id: subject.id,
                title: subject.title,
            })
        })
        .collect();
    ([people, apart], topics, series)
}

/// Per topic who knows about it, the most first.
fn experts(people: &[Person], topics: usize) -> Vec<Vec<(PersonId, usize)>> {
    let mut experts: Vec<Vec<(PersonId, usize)>> = vec![Vec::new(); topics];
    for (index, person) in people.iter().enumerate() {
        for (place, known) in person.knows.iter().enumerate() {
            if let Some(topic) = known.topic {
                experts[topic.0 as usize].push((PersonId(number(index)), place));
            }
        }
    }
    let weight = |(id, place): (PersonId, usize)| people[id.0 as usize].knows[place].weight();
    for list in &mut experts {
        list.sort_by(|a, b| weight(*b).cmp(&weight(*a)).then_with(|| a.cmp(b)));
    }
    experts
}

/// Per topic those that stand beside it on posts, the most first. A post with very many topics says little of any.
fn neighbours(posts: &[Article], topics: usize) -> Vec<Vec<(TopicId, usize)>> {
    const MOST: usize = 12;
    let mut beside: Vec<BTreeMap<TopicId, usize>> = vec![BTreeMap::new(); topics];
    for article in posts.iter().filter(|article| article.topics.len() <= MOST) {
        for topic in &article.topics {
            for other in article.topics.iter().filter(|other| *other != topic) {
                *beside[topic.0 as usize].entry(*other).or_default() += 1;
            }
        }
    }
    beside
        .into_iter()
        .map(|counts| {
            let mut list: Vec<(TopicId, usize)> = counts.into_iter().collect();
            list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            list.truncate(8);
            list
        })
        .collect()
}
