//! Who knows about a word: from what experts wrote, and what they said in comments.

use std::collections::{BTreeMap, HashMap};

use super::documents::{Documents, Subject};
use super::vocabulary::Vocabulary;
use crate::site::Site;

/// The most experts of a word.
const MOST: usize = 6;

/// What an expert must have shown at least: a word in a title, or in more than one place.
const LEAST: u32 = 12;

/// Which experts wrote each document, by its number.
#[derive(Debug)]
pub(super) struct Writers {
    people: Vec<Vec<u32>>,
    numbers: BTreeMap<u32, u32>,
    /// The experts by id.
    ids: HashMap<String, u32>,
}

impl Writers {
    /// The writers of the posts.
    pub(super) fn of(documents: &Documents, site: &Site) -> Writers {
        let numbers = documents.people().map(|(number, id)| (id.0, number)).collect();
        let posts = documents.list.iter().map_while(|(_, subject)| match subject {
            Subject::Post(id) => {
                Some(site.article(*id).authors.iter().map(|person| person.0).collect())
            }
            _ => None,
        });
        let ids = documents.people().map(|(_, id)| (site.person(id).id.clone(), id.0)).collect();
        Writers { people: posts.collect(), numbers, ids }
    }

    /// The experts who know about a group, the most first: their numbers as documents, and how strongly it shows, to 15.
    pub(super) fn experts(&self, vocabulary: &Vocabulary, head: u32) -> Vec<(u32, u8)> {
        let members = vocabulary.members(head);
        let documents: usize = members.iter().map(|form| vocabulary.documents(*form)).sum();
        // What is in most of the texts says nothing of who knows.
        if documents > 40 && documents * 3 > self.people.len() {
            return Vec::new();
        }
        let mut shown: BTreeMap<u32, u32> = BTreeMap::new();
        for form in members {
            for posting in vocabulary.postings(*form) {
                for person in self.people.get(posting.document as usize).into_iter().flatten() {
                    *shown.entry(*person).or_default() += u32::from(posting.impact >> 4);
                }
            }
            for (id, times) in vocabulary.said(*form) {
                if let Some(person) = self.ids.get(id) {
                    *shown.entry(*person).or_default() += 3 * times;
                }
            }
        }
        let mut experts: Vec<(u32, u32)> = shown
            .into_iter()
            .filter(|(_, shown)| *shown >= LEAST)
            .filter_map(|(person, shown)| Some((*self.numbers.get(&person)?, shown)))
            .collect();
        experts.sort_unstable_by_key(|(number, shown)| (std::cmp::Reverse(*shown), *number));
        experts.truncate(MOST);
        experts.into_iter().map(|(number, shown)| (number, strength(shown))).collect()
    }
}

/// From 1 to 15: each half more counts one.
fn strength(shown: u32) -> u8 {
    ((shown as f32 / 8.0).ln() / 1.5_f32.ln() + 1.0).clamp(1.0, 15.0) as u8
}
