//! What results are filtered by beside kind and year: topics, experts and languages, each with its documents.
//!
//! Loaded only when a reader filters.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::contents::Source;
use super::documents::{Documents, Subject};
use crate::site::Referrer;

/// The topics and languages, and the experts, each with id, title and the gaps between their documents.
pub(super) fn facets(source: &Source<'_>, documents: &Documents) -> [Value; 2] {
    let site = source.site;
    let mut topics: Vec<Vec<u32>> = vec![Vec::new(); site.topics.len()];
    let mut people: Vec<Vec<u32>> = vec![Vec::new(); site.people.len()];
    let mut languages: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let is_found = |subject: Subject| documents.list.iter().any(|(_, other)| *other == subject);
    for (number, subject) in &documents.list {
        let add = |list: &mut Vec<u32>| (list.last() != Some(number)).then(|| list.push(*number));
        let articles = match subject {
            Subject::Post(id) | Subject::Page(id) => vec![site.article(*id)],
            // A document is about what the posts are about that refer to it.
            Subject::Attachment(portion) => {
                for referrer in &site.shown.documents[portion.document as usize].used {
                    match referrer {
                        Referrer::Topic(id) if is_found(Subject::Topic(*id)) => {
                            add(&mut topics[id.0 as usize]);
                        }
                        Referrer::Person(id) if is_found(Subject::Person(*id)) => {
                            add(&mut people[id.0 as usize]);
                        }
                        _ => {}
                    }
                }
                source.posts_of(&site.shown.documents[portion.document as usize]).collect()
            }
            Subject::Series(id) => source.parts_of(*id).collect(),
            Subject::Statement => continue,
            Subject::Topic(id) => {
                add(&mut topics[id.0 as usize]);
                continue;
            }
            Subject::Person(id) => {
                add(&mut people[id.0 as usize]);
                continue;
            }
        };
        for article in articles {
            for topic in &article.topics {
                add(&mut topics[topic.0 as usize]);
            }
            for person in article.authors.iter().chain(&article.experts) {
                add(&mut people[person.0 as usize]);
            }
            add(languages.entry(source.language(article)).or_default());
        }
    }
    let list = |id: &str, title: &str, documents: &[u32]| json!([id, title, gaps(documents)]);
    let topics = site.topics.iter().zip(&topics).filter(|(_, of)| !of.is_empty());
    let people = site.people.iter().zip(&people).filter(|(_, of)| !of.is_empty());
    let languages = languages.iter().map(|(language, of)| list(language, language, of));
    [
        json!({
            "topic": topics.map(|(topic, of)| list(&topic.id, &topic.title, of)).collect::<Vec<_>>(),
            "lang": languages.collect::<Vec<_>>(),
        }),
        json!({
            "expert": people.map(|(person, of)| list(&person.id, &person.name, of)).collect::<Vec<_>>(),
        }),
    ]
}

fn gaps(documents: &[u32]) -> Vec<u32> {
    let mut next = 0;
    let gap = |document: &u32| {
        let gap = document - next;
        next = document + 1;
        gap
    };
    documents.iter().map(gap).collect()
}
