//! The numbers by which other systems know a post. A number means something only within its system: of two blogs both have a
//! post 528.

use std::collections::{BTreeMap, BTreeSet};

use super::hosts::places_host;
use super::{Hit, Names, name_it};
use crate::address;
use crate::comment::Place;

/// The kind of system whose numbers stand in addresses.
pub(in crate::comment) const WORDPRESS: &str = "wordpress";

/// Every number with its place.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// By kind of system: `wordpress 528`. They count while only one system of that kind can be meant.
    of_kind: Names,
    /// By system: `oud.example 528`.
    own: Names,
    /// The systems of each kind in the exports at hand.
    systems: BTreeMap<String, BTreeSet<String>>,
}

impl Ids {
    /// No numbers yet, of the systems that these places name.
    pub(super) fn new<'a>(places: impl Iterator<Item = &'a Place> + Clone) -> Self {
        let mut ids = Ids::default();
        for place in places.clone() {
            if let Some((kind, _)) = &place.id {
                ids.at_hand(kind, &place.system);
            }
        }
        for place in places.filter(|place| place.id.is_none()) {
            let numbered = places_host(place).filter(|(_, rest)| address::post_id(rest).is_some());
            if let Some((host, rest)) = numbered {
                let system = ids.system(&host, rest);
                ids.at_hand(WORDPRESS, &system);
            }
        }
        ids
    }

    fn at_hand(&mut self, kind: &str, system: &str) {
        // Who does not say which site it is, is no further one.
        if system.is_empty() {
            return;
        }
        let systems = match self.systems.get_mut(kind) {
            Some(systems) => systems,
            None => self.systems.entry(kind.to_owned()).or_default(),
        };
        if !systems.contains(system) {
            systems.insert(system.to_owned());
        }
    }

    /// How many sites at hand number their posts.
    pub(super) fn sites(&self) -> usize {
        self.systems.values().map(BTreeSet::len).sum()
    }

    /// What the front matter says: `wordpress: 528`, or the site itself: `oud.example: 528`.
    pub(super) fn declare(&mut self, name: &str, id: &str, index: usize) {
        let name = name.trim().to_lowercase();
        let absolute =
            format!("//{}", name.split_once("//").map_or(name.as_str(), |(_, rest)| rest));
        match address::host(&absolute).filter(|(host, _)| host.contains('.')) {
            Some((host, path)) => {
                let system = format!("{host}{}", path.trim_end_matches('/'));
                name_it(&mut self.own, key(&system, id), index);
            }
            None => name_it(&mut self.of_kind, key(&name, id), index),
        }
    }

    /// An old address with a number in it; whether there is one.
    pub(super) fn declare_address(&mut self, alias: &str, index: usize) -> bool {
        let Some(id) = address::post_id(alias) else { return false };
        match address::host(alias) {
            Some((host, rest)) => {
                let system = self.system(&host, rest);
                name_it(&mut self.own, key(&system, id), index);
            }
            None => name_it(&mut self.of_kind, key(WORDPRESS, id), index),
        }
        true
    }

    /// What an export says of a post that was found; within its own system only.
    pub(super) fn tie(&mut self, place: &Place, index: usize) {
        if let Some((_, id)) = &place.id {
            self.own.entry(key(&place.system, id)).or_insert(Some(index));
        }
    }

    /// The post of this number.
    pub(super) fn find(&self, kind: &str, system: &str, id: &str) -> Option<Hit> {
        if let Some(found) = self.own.get(&key(system, id)) {
            return found.map(Hit::certain);
        }
        let fits = match self.systems.get(&kind.to_lowercase()) {
            None => true,
            Some(systems) => systems.len() == 1 && (system.is_empty() || systems.contains(system)),
        };
        let found = if fits { self.of_kind.get(&key(&kind.to_lowercase(), id)) } else { None };
        found.copied().flatten().map(Hit::likely)
    }

    /// The post whose number stands in an address; `system` is the site of one that does not say on which host it is.
    pub(super) fn find_address(&self, host: Option<&str>, rest: &str, system: &str) -> Option<Hit> {
        let id = address::post_id(rest)?;
        match host {
            Some(host) => self.find(WORDPRESS, &self.system(host, rest), id),
            None => self.find(WORDPRESS, system, id),
        }
    }

    /// The only site at hand that has numbers in its addresses.
    pub(super) fn only_site(&self) -> Option<&str> {
        let mut sites = self.systems.get(WORDPRESS)?.iter().filter(|site| !site.is_empty());
        let only = sites.next();
        only.filter(|_| sites.next().is_none()).map(String::as_str)
    }

    /// The system that an address belongs to: of the sites of one host, that with the longest path.
    pub(super) fn system(&self, host: &str, rest: &str) -> String {
        let address = format!("{host}{rest}");
        let is_one = |name: &&str| self.systems.values().any(|systems| systems.contains(*name));
        let ends = address.rmatch_indices(['/', '?']).map(|(end, _)| &address[..end]);
        let found = std::iter::once(&*address).chain(ends).find(is_one);
        found.unwrap_or(host).to_owned()
    }

    /// Whether an address lies on the host of a site at hand, and in the folder of none.
    pub(super) fn is_beside(&self, host: &str, rest: &str) -> bool {
        let folder = format!("{host}/");
        let lies_there = |systems: &BTreeSet<String>| {
            let next = systems.range(folder.clone()..).next();
            next.is_some_and(|system| system.starts_with(&folder))
        };
        let has = |name: &str| self.systems.values().any(|systems| systems.contains(name));
        !has(host) && self.systems.values().any(lies_there) && !has(&self.system(host, rest))
    }
}

fn key(system: &str, id: &str) -> String {
    format!("{system} {id}")
}
