//! Finds the post of a comment, by the rules in their order and never by guess.
//!
//! 1. `mapping.csv` of the site (`mapping`).
//! 2. The identifier in the other system, against `ids` (`ids`).
//! 3. The address or one of the aliases, in one form (`address`).
//! 4. `?p=528`, against `ids` and against what the exports themselves say of item 528.
//! 5. The slug, then the title, if only one post has it (`slugs`).
//!
//! On a host that is not the blog's (`hosts`) only the first two count. Two sites that both claim a post by a name that does
//! not say of which site it is, claim it in vain.

mod additions;
mod hosts;
mod ids;
mod linked;
mod mapping;
mod paths;
mod slugs;
mod suggestions;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Serialize;

use super::Place;
use super::merge::Merged;
use crate::address;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::output::slugify;
use crate::source::{Source, SourcePath};
use hosts::Hosts;
pub(super) use hosts::is_of_settings;
use ids::Ids;
pub(super) use ids::WORDPRESS;
use mapping::Mapping;
use paths::{normal, paths};
use slugs::Slugs;
use suggestions::Suggested;

pub use additions::Additions;

/// Year, month and day.
pub type Day = (i16, i8, i8);

/// A place that comments can come to: a post or page, published or not.
#[derive(Clone, Debug, Serialize)]
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
    /// Its language, if it is not the site's.
    pub lang: Option<String>,
    /// The day of its date.
    pub day: Option<Day>,
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
    /// The host of the site, and its folder there if it lies in one.
    own: Option<(String, String)>,
    mapping: Mapping,
    ids: Ids,
    /// Paths of this site and old ones, on whichever of our hosts.
    paths: Names,
    /// Old addresses with their host: `oud.example/2024/water`.
    addresses: Names,
    /// The paths of those, for references that name no host.
    loose: Names,
    slugs: Slugs,
    titles: Names,
    files: HashMap<String, usize>,
    /// The names of those files without their folders.
    file_names: Names,
    /// Posts that several sites claim by names that do not say of which site they are.
    contested: HashSet<usize>,
    /// Made for the first suggestion: most sites need none.
    suggested: OnceLock<Suggested>,
}

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hit {
    index: usize,
    /// Whether the name that found it says of which site it is.
    certain: bool,
}

impl Hit {
    fn certain(index: usize) -> Self {
        Hit { index, certain: true }
    }

    fn likely(index: usize) -> Self {
        Hit { index, certain: false }
    }
}

impl Matcher {
    /// A matcher for these destinations. What the exports say of their posts ties an identifier to an address. Problems are
    /// those of the mappings.
    pub fn new(
        destinations: Vec<Destination>,
        exports: &Merged,
        mappings: &[Source],
        config: &Config,
    ) -> Checked<Matcher> {
        // Comments of one post share their place, and stand together.
        let mut stood: Vec<&Place> =
            exports.comments.iter().map(|comment| &*comment.place).collect();
        stood.dedup_by(|one, other| std::ptr::eq(*one, *other));
        let comments = stood.into_iter();
        let places = || exports.places.iter().map(|place| &**place);
        let mut matcher = Matcher {
            hosts: Hosts::new(places().chain(comments.clone()), config),
            own: address::host(&config.base_url)
                .map(|(host, folder)| (host, folder.trim_end_matches('/').to_owned()))
                .filter(|(_, folder)| !folder.is_empty()),
            mapping: Mapping::default(),
            ids: Ids::new(places().chain(comments)),
            paths: Names::with_capacity(destinations.len() * 2),
            addresses: Names::new(),
            loose: Names::new(),
            slugs: Slugs::new(&destinations, config),
            titles: Names::with_capacity(destinations.len()),
            files: HashMap::with_capacity(destinations.len() * 2),
            file_names: Names::with_capacity(destinations.len()),
            contested: HashSet::new(),
            suggested: OnceLock::new(),
            destinations: Vec::new(),
        };
        for (index, destination) in destinations.iter().enumerate() {
            matcher.add(index, destination);
        }
        matcher.destinations = destinations;
        let mut problems: Vec<Diagnostic> = Vec::new();
        matcher.mapping = mapping::read(mappings, &matcher).take(&mut problems);
        if matcher.ids.sites() > 1 {
            matcher.contested = matcher.contested(places());
        }
        for place in places() {
            matcher.tie(place);
        }
        Checked { value: matcher, problems }
    }

    fn add(&mut self, index: usize, destination: &Destination) {
        for (system, id) in &destination.ids {
            self.ids.declare(system, id, index);
        }
        let aliases = destination.aliases.iter().map(String::as_str);
        for name in aliases.chain([destination.path.as_str()]) {
            if self.ids.declare_address(name, index) {
                continue;
            }
            // An alias is a path, whether it begins with a slash or not.
            let path = format!("/{}", address::without_host(name).trim_start_matches('/'));
            match (address::host(name), normal(&path)) {
                (_, None) => {}
                (None, Some(path)) => name_it(&mut self.paths, path, index),
                (Some((host, _)), Some(path)) => {
                    name_it(&mut self.addresses, format!("{host}/{path}"), index);
                    name_it(&mut self.loose, path, index);
                }
            }
        }
        // Where the site lies in a folder of its host, that is a part of the address.
        if let Some((host, base)) = &self.own
            && let Some(path) = normal(&format!("{base}/{}", destination.path))
        {
            name_it(&mut self.addresses, format!("{host}/{path}"), index);
        }
        if !destination.title.trim().is_empty() {
            name_it(&mut self.titles, slugify(&destination.title), index);
        }
        let file = destination.source.as_str();
        for name in [Some(file), file.strip_prefix("content/")].into_iter().flatten() {
            self.files.entry(name.to_owned()).or_insert(index);
        }
        name_it(&mut self.file_names, destination.source.file_name().to_owned(), index);
    }

    /// The posts that items of several sites would come to. One post that moved with its number and its path is one item.
    fn contested<'a>(&self, places: impl Iterator<Item = &'a Place>) -> HashSet<usize> {
        let mut claims: HashMap<usize, &Place> = HashMap::new();
        let path = |place: &Place| {
            place.address.as_ref().and_then(|text| normal(address::without_host(text)))
        };
        let mut contested = HashSet::new();
        // A conversation in another system is about a page; it claims no page to be its own.
        let is_page =
            |place: &&Place| place.id.as_ref().is_none_or(|(kind, _)| kind == ids::WORDPRESS);
        for place in places.filter(is_page) {
            let Some(hit) = self.search(place) else { continue };
            let first = *claims.entry(hit.index).or_insert(place);
            let is_same = first.system == place.system
                || (first.id == place.id && path(first) == path(place));
            if !is_same {
                contested.insert(hit.index);
            }
        }
        contested
    }

    /// What an export says of a post names the post by further names, each of that site only.
    fn tie(&mut self, place: &Place) {
        let Some(index) = self.find(place) else { return };
        self.ids.tie(place, index);
        for name in [&place.address, &place.guid].into_iter().flatten() {
            let Some((Some(host), rest)) = self.hosts.ours(name) else { continue };
            if let Some(path) = normal(rest).filter(|path| !path.starts_with('?')) {
                self.addresses.entry(format!("{host}/{path}")).or_insert(Some(index));
                name_it(&mut self.loose, path, index);
            }
        }
    }

    /// The place that a comment stood at, by its number in the list of destinations.
    pub fn find(&self, place: &Place) -> Option<usize> {
        let hit = self.search(place)?;
        let names_site = || !place.system.is_empty() || hosts::places_host(place).is_some();
        (hit.certain || !self.contested.contains(&hit.index) || !names_site()).then_some(hit.index)
    }

    /// The rules in their order.
    fn search(&self, place: &Place) -> Option<Hit> {
        if let Some(index) = self.mapping.find(place) {
            return Some(Hit::certain(index));
        }
        let Place { address, guid, title, anything, .. } = place;
        let by_id = place.id.as_ref().and_then(|(kind, id)| self.ids.find(kind, &place.system, id));
        if by_id.is_some() || self.hosts.stranger(place).is_some() {
            // What was looked at on another machine keeps the number that it has in the blog.
            let guid = guid.as_ref().and_then(|guid| self.hosts.ours(guid));
            let by_guid = guid.filter(|(host, _)| host.is_some()).and_then(|(host, rest)| {
                self.ids.find_address(host.as_deref(), rest, &place.system)
            });
            // An alias that says its host is an address of the blog, whatever else lies there.
            let by_alias = || {
                let named = [address.as_ref(), anything.as_ref()].into_iter().flatten();
                named.filter_map(|text| address::host(text.trim())).find_map(|(host, rest)| {
                    let names = |path: &String| unique(&self.addresses, &format!("{host}/{path}"));
                    paths(rest).iter().find_map(names).map(Hit::certain)
                })
            };
            return by_id.or(by_guid).or_else(by_alias);
        }
        let again = anything.as_ref().filter(|text| Some(*text) != address.as_ref());
        let texts = || [address.as_ref(), guid.as_ref(), again].into_iter().flatten();
        let ours = || texts().filter_map(|text| self.hosts.ours(text));
        if let Some(found) = ours().find_map(|(host, rest)| self.by_address(host.as_deref(), rest))
        {
            return Some(found);
        }
        // An address without a host is of the one site that there is.
        let site = || self.ids.only_site().filter(|site| self.hosts.is_only(site));
        let system = match place.system.as_str() {
            "" => site().unwrap_or_default(),
            system => system,
        };
        let by_number = |(host, rest): (Option<String>, &str)| {
            self.ids.find_address(host.as_deref(), rest, system)
        };
        if let Some(found) = ours().find_map(by_number) {
            return Some(found);
        }
        let by_file = anything.as_ref().and_then(|name| self.by_file(name));
        let named = by_file.or_else(|| self.by_slug(place)).or_else(|| {
            let titles =
                [title, anything].into_iter().flatten().filter(|title| !title.trim().is_empty());
            titles.map(|title| slugify(title)).find_map(|title| unique(&self.titles, &title))
        });
        named.map(Hit::likely)
    }

    fn by_address(&self, host: Option<&str>, rest: &str) -> Option<Hit> {
        paths(rest).iter().find_map(|path| {
            let found = match host {
                Some(host) => unique(&self.addresses, &format!("{host}/{path}")).map(Hit::certain),
                None => None,
            };
            found.or_else(|| unique(&self.paths, path).map(Hit::likely)).or_else(|| {
                let loose = if host.is_none() { unique(&self.loose, path) } else { None };
                loose.map(Hit::likely)
            })
        })
    }

    fn by_slug(&self, place: &Place) -> Option<usize> {
        let last = |text: &String| {
            let (host, rest) = self.hosts.ours(text)?;
            let says_none =
                address::post_id(rest).is_some() || self.slugs.is_list(host.as_deref(), rest);
            if says_none { None } else { last_part(rest) }
        };
        let slugs = [
            place.slug.clone(),
            place.address.as_ref().and_then(last),
            place.anything.as_ref().and_then(last),
        ];
        let slugs = slugs.into_iter().flatten().filter(|slug| !slug.trim().is_empty());
        let texts = [&place.address, &place.anything].into_iter().flatten();
        let mut paths = texts.filter_map(|text| Some(self.hosts.ours(text)?.1));
        let path = paths.next().unwrap_or_default();
        slugs.map(|slug| slugify(&slug)).find_map(|slug| self.slugs.find(&slug, path))
    }

    /// The place that was written in this file, named whole or without its folders.
    fn by_file(&self, name: &str) -> Option<usize> {
        let path = SourcePath::new(name.trim().trim_start_matches('/'));
        let name = path.as_str();
        self.files.get(name).copied().or_else(|| unique(&self.file_names, name))
    }

    /// The place that a person names: by file, address, slug or title.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_file(name)
            .or_else(|| self.find(&Place { anything: Some(name.to_owned()), ..Place::default() }))
    }

    /// The host of a place that was not looked for because the host is none of the blog's.
    pub fn stranger(&self, place: &Place) -> Option<String> {
        self.hosts.stranger(place)
    }

    /// What is known of a place.
    pub fn destination(&self, index: usize) -> Option<&Destination> {
        self.destinations.get(index)
    }

    /// The slugs of all places, for suggestions.
    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.destinations.iter().map(|destination| destination.slug.as_str())
    }
}

/// The last part of a path.
fn last_part(path: &str) -> Option<String> {
    let normal = normal(path)?;
    let path = normal.split('?').next().unwrap_or(&normal);
    path.rsplit('/').next().filter(|last| !last.is_empty()).map(str::to_owned)
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
    let Place { address, guid, slug, id, title, anything, system } = place;
    let named = [address, anything, title, slug, guid]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    named
        .cloned()
        .or_else(|| {
            let (kind, id) = id.as_ref()?;
            Some(if system.is_empty() { format!("{kind} {id}") } else { format!("{system} {id}") })
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod address_tests;
#[cfg(test)]
mod tests;
