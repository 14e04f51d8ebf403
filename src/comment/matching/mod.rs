//! Finds the post of a comment, by the rules in their order and never by guess.
//!
//! 1. `mapping.csv` of the site (`mapping`).
//! 2. The identifier in the other system, against `ids`.
//! 3. The address or one of the aliases, in one form (`address`).
//! 4. `?p=528`, against `ids` and against what the exports themselves say of item 528.
//! 5. The slug, then the title, if only one post has it.

mod address;
mod mapping;

use std::collections::{BTreeMap, HashMap};

use super::Place;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::output::slugify;
use crate::source::{Source, SourcePath};
use address::Hosts;
use mapping::Mapping;

/// A place that comments can come to: a post or page, published or not.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The file that it was written in.
    pub source: SourcePath,
    /// Its page in the output.
    pub path: String,
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// Identifiers in other systems: `wordpress` to `528`.
    pub ids: BTreeMap<String, String>,
    /// Whether readers may see it.
    pub is_public: bool,
}

/// A name with the only place that has it, or `None` if several do.
type Names = HashMap<String, Option<usize>>;

/// Every place by all its names.
#[derive(Debug)]
pub struct Matcher {
    destinations: Vec<Destination>,
    hosts: Hosts,
    mapping: Mapping,
    ids: HashMap<(String, String), usize>,
    addresses: Names,
    slugs: Names,
    titles: Names,
    /// The places that share a word of their slugs, for suggestions.
    words: HashMap<String, Vec<usize>>,
}

impl Matcher {
    /// A matcher for these destinations. `places` are what the exports say of their posts: they tie an identifier to an
    /// address. Problems are those of `mapping.csv`.
    pub fn new(
        destinations: Vec<Destination>,
        places: &[Place],
        mapping: Option<&Source>,
        config: &Config,
    ) -> Checked<Matcher> {
        let mut matcher = Matcher {
            hosts: Hosts::new(config),
            mapping: Mapping::default(),
            ids: HashMap::new(),
            addresses: Names::with_capacity(destinations.len() * 2),
            slugs: Names::with_capacity(destinations.len()),
            titles: Names::with_capacity(destinations.len()),
            words: HashMap::new(),
            destinations: Vec::new(),
        };
        for (index, destination) in destinations.iter().enumerate() {
            matcher.add(index, destination);
        }
        matcher.destinations = destinations;
        let mut problems: Vec<Diagnostic> = Vec::new();
        if let Some(source) = mapping {
            matcher.mapping = mapping::read(source, &matcher).take(&mut problems);
        }
        for place in places {
            matcher.tie(place);
        }
        Checked { value: matcher, problems }
    }

    fn add(&mut self, index: usize, destination: &Destination) {
        for (system, id) in &destination.ids {
            self.ids.entry((system.to_lowercase(), id.clone())).or_insert(index);
        }
        let aliases = destination.aliases.iter().map(String::as_str);
        for name in aliases.chain([destination.path.as_str()]) {
            if let Some(id) = address::post_id(name) {
                self.ids.entry(("wordpress".to_owned(), id)).or_insert(index);
            } else if let Some(normal) = address::normal(name) {
                name_it(&mut self.addresses, normal, index);
            }
        }
        name_it(&mut self.slugs, slugify(&destination.slug), index);
        if !destination.title.trim().is_empty() {
            name_it(&mut self.titles, slugify(&destination.title), index);
        }
        for word in words(&destination.slug) {
            self.words.entry(word).or_default().push(index);
        }
    }

    /// What an export says of a post names the post by further names.
    fn tie(&mut self, place: &Place) {
        let Some(index) = self.find(place) else { return };
        if let Some((system, id)) = &place.id {
            self.ids.entry((system.to_lowercase(), id.clone())).or_insert(index);
        }
        for name in [&place.address, &place.guid].into_iter().flatten() {
            match (
                address::post_id(name),
                self.hosts.path(name).and_then(|path| address::normal(&path)),
            ) {
                (Some(id), _) => {
                    self.ids.entry(("wordpress".to_owned(), id)).or_insert(index);
                }
                (None, Some(normal)) => {
                    self.addresses.entry(normal).or_insert(Some(index));
                }
                (None, None) => {}
            }
        }
    }

    /// The place that a comment stood at, by its number in the list of destinations.
    pub fn find(&self, place: &Place) -> Option<usize> {
        let Place { address, guid, slug, id, title, anything } = place;
        let addresses = || [address, guid, anything].into_iter().flatten().map(String::as_str);
        let names = || addresses().chain([slug, title].into_iter().flatten().map(String::as_str));
        if let Some(found) = self.mapping.find(names(), id.as_ref()) {
            return Some(found);
        }
        let by_id =
            id.as_ref().and_then(|(system, id)| self.ids.get(&(system.to_lowercase(), id.clone())));
        if let Some(found) = by_id {
            return Some(*found);
        }
        let paths = || addresses().filter_map(|text| self.hosts.path(text));
        let by_address = |path: String| {
            address::normal(&path).and_then(|normal| unique(&self.addresses, &normal))
        };
        if let Some(found) = paths().find_map(by_address) {
            return Some(found);
        }
        let by_post_id = |path: String| {
            self.ids.get(&("wordpress".to_owned(), address::post_id(&path)?)).copied()
        };
        if let Some(found) = paths().find_map(by_post_id) {
            return Some(found);
        }
        self.by_slug(place).or_else(|| {
            let titles =
                [title, anything].into_iter().flatten().filter(|title| !title.trim().is_empty());
            titles.map(|title| slugify(title)).find_map(|title| unique(&self.titles, &title))
        })
    }

    fn by_slug(&self, place: &Place) -> Option<usize> {
        let last = |text: &String| {
            let path = self.hosts.path(text)?;
            address::post_id(&path).is_none().then(|| address::last_part(&path)).flatten()
        };
        let slugs = [
            place.slug.clone(),
            place.address.as_ref().and_then(last),
            place.anything.as_ref().and_then(last),
        ];
        let slugs = slugs.into_iter().flatten().filter(|slug| !slug.trim().is_empty());
        slugs.map(|slug| slugify(&slug)).find_map(|slug| unique(&self.slugs, &slug))
    }

    /// The place that a person names: by file, address, slug or title.
    pub fn named(&self, name: &str) -> Option<usize> {
        let by_file = || {
            let path = SourcePath::new(name.trim().trim_start_matches('/'));
            let is_it = |source: &SourcePath| {
                *source == path
                    || source
                        .as_str()
                        .strip_prefix("content/")
                        .is_some_and(|rest| rest == path.as_str())
            };
            path.as_str()
                .ends_with(".md")
                .then(|| self.destinations.iter().position(|one| is_it(&one.source)))
                .flatten()
        };
        by_file()
            .or_else(|| self.find(&Place { anything: Some(name.to_owned()), ..Place::default() }))
    }

    /// A suggestion for a place that was not found: the destination whose slug shares the most words with it.
    pub fn nearest(&self, place: &Place) -> Option<String> {
        const MOST: usize = 64;
        let Place { address, slug, title, anything, .. } = place;
        let last = address.as_ref().and_then(|text| address::last_part(text));
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for text in
            [last.as_ref(), slug.as_ref(), title.as_ref(), anything.as_ref()].into_iter().flatten()
        {
            for word in words(text) {
                for index in self.words.get(&word).into_iter().flatten().take(MOST) {
                    *shared.entry(*index).or_default() += word.len();
                }
            }
        }
        let best = shared
            .into_iter()
            .max_by_key(|(index, weight)| (*weight, std::cmp::Reverse(*index)))?;
        Some(self.destinations[best.0].slug.clone())
    }

    /// What is known of a place.
    pub fn destination(&self, index: usize) -> Option<&Destination> {
        self.destinations.get(index)
    }

    /// The slugs of all places, for suggestions.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.destinations.iter().map(|destination| destination.slug.as_str())
    }
}

/// The words of a slug that tell something.
fn words(text: &str) -> Vec<String> {
    slugify(text).split('-').filter(|word| word.len() >= 4).map(str::to_owned).collect()
}

fn name_it(names: &mut Names, name: String, index: usize) {
    names
        .entry(name)
        .and_modify(|found| *found = found.filter(|other| *other == index))
        .or_insert(Some(index));
}

fn unique(names: &Names, name: &str) -> Option<usize> {
    names.get(name).copied().flatten()
}

/// What a person recognises a place by.
pub fn reference(place: &Place) -> String {
    let Place { address, guid, slug, id, title, anything } = place;
    let named = [address, anything, title, slug, guid]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    named
        .cloned()
        .or_else(|| id.as_ref().map(|(system, id)| format!("{system} {id}")))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
