//! Who knows about a word: from what experts wrote, what their profiles tell, and what they said in comments.

use std::collections::HashMap;
use std::ops::Range;

use super::documents::{Documents, Subject};
use super::part::Posting;
use crate::site::Site;
use crate::source::Hash;

/// The most experts of a word.
const MOST: usize = 6;

/// What an expert must have shown at least: a word in a title, or in more than one place.
const LEAST: u32 = 12;

/// Which experts wrote each document, by its number.
#[derive(Debug)]
pub(super) struct Writers {
    /// The writers of the posts, one post after the other.
    people: Vec<u32>,
    /// Where those of each post begin.
    starts: Vec<u32>,
    /// For each person the number that they have as a document.
    numbers: Vec<Option<u32>>,
    /// The first of these numbers, and who has each.
    profiles: (u32, Vec<u32>),
    /// The experts by id.
    ids: HashMap<String, u32>,
}

impl Writers {
    /// The writers of the posts.
    pub(super) fn of(documents: &Documents, site: &Site) -> Writers {
        let mut numbers = vec![None; site.people.len()];
        let mut ids = HashMap::new();
        for (number, id) in documents.people() {
            numbers[id.0 as usize] = Some(number);
            ids.insert(site.person(id).id.clone(), id.0);
        }
        let first = documents.people().next().map_or(0, |(number, _)| number);
        let profiles = (first, documents.people().map(|(_, id)| id.0).collect());
        let (mut people, mut starts) = (Vec::new(), vec![0]);
        for (_, subject) in &documents.list {
            let Subject::Post(id) = subject else { break };
            people.extend(site.article(*id).authors.iter().map(|person| person.0));
            starts.push(people.len() as u32);
        }
        Writers { people, starts, numbers, profiles, ids }
    }

    /// The hash of who is an expert.
    pub(super) fn hash(&self) -> Hash {
        let mut ids: Vec<_> = self.ids.iter().collect();
        ids.sort_unstable();
        Hash::of(format!("{ids:?} {:?}", self.numbers).as_bytes())
    }

    /// The hash of who wrote these documents.
    pub(super) fn hash_of(&self, documents: Range<u32>) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for document in documents {
            let people = self.of_document(document);
            hasher.update(&(people.len() as u32).to_le_bytes());
            people.iter().for_each(|person| {
                hasher.update(&person.to_le_bytes());
            });
        }
        Hash(*hasher.finalize().as_bytes())
    }

    /// Whether a word that is in so many documents is in most of them, which says nothing of who knows.
    pub(super) fn is_common(&self, documents: usize) -> bool {
        documents > 40 && documents * 3 > self.starts.len() - 1
    }

    /// Who wrote a post, or whose profile it is: what that tells, they know.
    fn of_document(&self, document: u32) -> &[u32] {
        let at = document as usize;
        let (first, people) = &self.profiles;
        match (self.starts.get(at..at + 2), document.checked_sub(*first)) {
            (Some(&[start, end]), _) => &self.people[start as usize..end as usize],
            (_, Some(at)) => people.get(at as usize).map_or(&[], std::slice::from_ref),
            _ => &[],
        }
    }
}

/// How much each expert showed to know about a group of forms.
pub(super) struct Shown<'w> {
    writers: &'w Writers,
    sums: Vec<u32>,
    people: Vec<u32>,
}

impl<'w> Shown<'w> {
    /// Nothing yet.
    pub(super) fn of(writers: &'w Writers) -> Self {
        Shown { writers, sums: vec![0; writers.numbers.len()], people: Vec::new() }
    }

    /// Takes in what they wrote.
    pub(super) fn see(&mut self, postings: &[Posting]) {
        for posting in postings {
            // A profile says what it says in few words.
            let weight = if posting.document < self.writers.profiles.0 { 1 } else { 3 };
            for person in self.writers.of_document(posting.document) {
                self.add(*person, weight * u32::from(posting.impact >> 4));
            }
        }
    }

    /// Takes in that a person, by id, said a form in comments so often.
    pub(super) fn hear(&mut self, id: &str, times: u32) {
        if let Some(person) = self.writers.ids.get(id) {
            self.add(*person, 3 * times);
        }
    }

    fn add(&mut self, person: u32, shown: u32) {
        let sum = &mut self.sums[person as usize];
        if *sum == 0 {
            self.people.push(person);
        }
        *sum += shown;
    }

    /// The experts who know about the group, which is in so many documents, the most first: their numbers as documents, and
    /// how strongly it shows, to 15. Nothing is shown then.
    pub(super) fn take(&mut self, documents: usize) -> Vec<(u32, u8)> {
        let mut experts = Vec::new();
        for person in self.people.drain(..) {
            let shown = std::mem::take(&mut self.sums[person as usize]);
            if let Some(number) = self.writers.numbers[person as usize].filter(|_| shown >= LEAST) {
                experts.push((number, shown));
            }
        }
        if self.writers.is_common(documents) {
            return Vec::new();
        }
        experts.sort_unstable_by_key(|(number, shown)| (std::cmp::Reverse(*shown), *number));
        experts.dedup();
        experts.truncate(MOST);
        experts.into_iter().map(|(number, shown)| (number, strength(shown))).collect()
    }
}

/// From 1 to 15: each half more counts one.
fn strength(shown: u32) -> u8 {
    ((shown as f32 / 8.0).ln() / 1.5_f32.ln() + 1.0).clamp(1.0, 15.0) as u8
}
