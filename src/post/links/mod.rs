//! What a link in a body leads to, in every dialect's way of writing it.
//!
//! 1. `target` says what an address means by itself; `address` has the one form in which addresses are compared.
//! 2. `reference` reads the shortcodes of Hugo and Jekyll that name a post.
//! 3. [`LinkIndex`] finds the place: by file, by address, by name, and in which `language`; `near` names what may have been meant.

mod target;
mod reference;
mod near;
mod found;
mod anchor;
mod lookup;
mod made;
mod language;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::outline::LinkKind;
use crate::address;
use crate::output::{OutputPath, name_slug};
use crate::source::SourcePath;
use anchor::find_anchor;
use found::{Found, Further, folded, insert, rank, unique};
use language::{Translations, is_file};
use near::Names;
use reference::Reference;

pub use made::Made;
pub(crate) use target::by_itself;

/// What a link turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Resolved {
    /// A page or a file of this site; rendered relative to the page the link stands on.
    Inside {
        /// The page or file.
        path: OutputPath,
        /// `#anchor`, without the `#`.
        anchor: Option<String>,
        /// The title, for `[[slug]]` without a text of its own.
        title: Option<String>,
    },
    /// A file that is made beside those of documents, if it is made: that shows when all files are planned.
    Made {
        /// The file.
        path: OutputPath,
        /// `?query#anchor` as written.
        rest: String,
    },
    /// Another place on the same page: `#anchor`.
    Here(String),
    /// An absolute address elsewhere (http, https, mailto, tel), kept as written.
    Outside,
    /// Nothing there: the text stays, the link goes.
    Broken,
    /// The page is there, the anchor is not; linked without it.
    BrokenAnchor(OutputPath),
    /// A scheme that is never linked (`javascript:`, `data:`, `file:`, …).
    Unsafe,
}

/// A place that can be linked to: one per post, page, expert, topic and attachment.
#[derive(Clone, Debug)]
pub struct LinkTarget {
    /// The file it comes from.
    pub source: SourcePath,
    /// Where it is in the output.
    pub path: OutputPath,
    /// The slug, for `[[slug]]` and for links by address; empty for attachments.
    pub slug: String,
    /// The title; empty for attachments.
    pub title: String,
    /// Further addresses, as in `aliases`.
    pub aliases: Vec<String>,
    /// The anchors on the page.
    pub anchors: Vec<String>,
}

/// Every place that can be linked to, by all its names.
#[derive(Clone, Debug, Default)]
pub struct LinkIndex {
    targets: Vec<LinkTarget>,
    /// The site's hosts, each with the path below which the site lay there.
    hosts: BTreeMap<String, String>,
    sources: HashMap<String, Found>,
    addresses: HashMap<String, Found>,
    /// Files in lower case, made for the first link that is not the exact path of one.
    folded: OnceLock<HashMap<String, Found>>,
    /// What else places are called, made for the first link by a name.
    further: OnceLock<Further>,
    names: OnceLock<Names>,
    /// Made for the first link.
    translations: OnceLock<Translations>,
    made: Made,
}

impl LinkIndex {
    /// The index over these places. `hosts` are the site's own hosts (base address and old ones), for
    /// absolute links that lead back to the site; one may come with a path, below which the site lay there.
    pub fn new(targets: Vec<LinkTarget>, hosts: &[String]) -> Self {
        let mut index = LinkIndex::default();
        for written in hosts {
            let absolute =
                if written.contains("//") { written.clone() } else { format!("//{written}") };
            if let Some((host, path)) = address::host(&absolute) {
                index.hosts.insert(host, address::normalise(path));
            }
        }
        for (number, target) in targets.iter().enumerate() {
            index.add(number, target);
        }
        index.targets = targets;
        index
    }

    /// The same, with the files that are made beside those of documents.
    pub fn beside(self, made: Made) -> Self {
        LinkIndex { made, ..self }
    }

    fn add(&mut self, number: usize, target: &LinkTarget) {
        let rank = rank(&target.source);
        insert(&mut self.sources, target.source.to_string(), number, rank);
        insert(&mut self.addresses, address::normalise(target.path.as_str()), number, rank);
        for alias in &target.aliases {
            let path = address::host(alias).map_or(alias.as_str(), |(_, path)| path);
            insert(&mut self.addresses, address::normalise(path), number, rank);
        }
    }

    fn folded(&self) -> &HashMap<String, Found> {
        self.folded.get_or_init(|| folded(&self.targets))
    }

    fn translations(&self) -> &Translations {
        self.translations.get_or_init(|| Translations::of(&self.targets))
    }

    fn further(&self) -> &Further {
        self.further.get_or_init(|| Further::of(&self.targets))
    }

    /// What `target`, written in the file `from`, leads to.
    pub fn resolve(&self, from: &SourcePath, target: &str, kind: LinkKind) -> Resolved {
        let target = target.trim();
        if kind == LinkKind::Wiki {
            return self.wiki(from, target);
        }
        if let Some(found) = reference::read(target) {
            return self.reference(from, &found);
        }
        match by_itself(target) {
            Some(Resolved::Here(anchor)) => self.here(from, anchor),
            Some(Resolved::Outside) => self.own_address(target).unwrap_or(Resolved::Outside),
            Some(resolved) => resolved,
            None => self.path(from, target, kind),
        }
    }

    /// What somebody may have meant who wrote a target in this file that leads nowhere; never the file itself, and never a page
    /// in the place of a picture.
    pub fn nearest(&self, from: &SourcePath, target: &str, kind: LinkKind) -> Option<String> {
        let target = target.trim();
        if let Some(whole) = target::completed(target).filter(|_| kind == LinkKind::Link) {
            return Some(whole);
        }
        let named = reference::read(target).map(|found| found.name);
        let (path, _) = target::split(named.as_deref().unwrap_or(target));
        let path = slashed(address::decode(path));
        let names = || self.names.get_or_init(|| Names::new(&self.targets));
        let made = || self.made.nearest(&path).filter(|_| kind != LinkKind::Image);
        let documents = || names().nearest(&path, (from, kind), &self.targets);
        (!path.is_empty()).then(|| documents().or_else(made)).flatten()
    }

    /// The anchor that may have been meant by one that is not on the page at this place.
    pub fn nearest_anchor(&self, path: &OutputPath, anchor: &str) -> Option<String> {
        let index = self.by_address(&address::normalise(path.as_str()))?;
        let anchors = self.targets[index].anchors.iter().map(String::as_str);
        crate::diagnostic::nearest(&address::decode(anchor), anchors)
    }

    /// The place at this index, with its anchor looked up.
    fn place(&self, index: usize, anchor: Option<&str>) -> Resolved {
        let Some(target) = self.targets.get(index) else { return Resolved::Broken };
        let inside = |anchor: Option<String>| Resolved::Inside {
            path: target.path.clone(),
            anchor,
            title: Some(target.title.clone()).filter(|title| !title.is_empty()),
        };
        let Some(anchor) = anchor.map(address::decode) else { return inside(None) };
        // An attachment has places that we know nothing of: `#page=3`.
        if target.slug.is_empty() {
            return inside(Some(anchor));
        }
        match find_anchor(target, &anchor) {
            Some(anchor) => inside(anchor),
            None => Resolved::BrokenAnchor(target.path.clone()),
        }
    }

    /// A place on the page itself.
    fn here(&self, from: &SourcePath, anchor: String) -> Resolved {
        let own = self.sources.get(from.as_str()).and_then(|found| self.targets.get(found.index));
        let Some(target) = own.filter(|_| !anchor.is_empty()) else {
            return Resolved::Here(anchor);
        };
        match find_anchor(target, &anchor) {
            Some(Some(found)) => Resolved::Here(found),
            // Browsers know the top by that name.
            Some(None) if !matches!(anchor.as_str(), "respond" | "comments" | "reacties") => {
                Resolved::Here("top".to_owned())
            }
            Some(None) => Resolved::Here(anchor),
            None => Resolved::BrokenAnchor(target.path.clone()),
        }
    }

    /// A full address on one of the site's hosts. One that leads to nothing of ours is an address like any other: a host
    /// may hold more than this site.
    fn own_address(&self, target: &str) -> Option<Resolved> {
        let (host, rest) = address::host(target)?;
        let below = self.hosts.get(&host)?;
        let anchor =
            rest.split_once('#').map(|(_, anchor)| anchor).filter(|anchor| !anchor.is_empty());
        let path = address::normalise(rest);
        let within = path.strip_prefix(below.as_str()).map(|rest| rest.trim_start_matches('/'));
        let index = self.by_address(&path).or_else(|| self.by_address(within?));
        let made = || within.and_then(|_| self.made.at_address(rest, below));
        if let Some(made) = index.is_none().then(made).flatten() {
            return Some(made);
        }
        let by_name = || {
            let found = self.by_last_part(&path)?;
            Some(self.translated(found, (&SourcePath::new(""), &format!("/{path}")), None))
        };
        match index.or_else(by_name) {
            Some(index) => Some(self.place(index, anchor)),
            None if within == Some("") || (below.is_empty() && path.is_empty()) => Some(home()),
            None => None,
        }
    }

    /// A path: relative to the file, from one of the roots that dialects have, or the address of a page.
    fn path(&self, from: &SourcePath, target: &str, kind: LinkKind) -> Resolved {
        let (path, anchor) = target::split(target);
        let path = slashed(address::decode(path));
        let candidates = self.candidates(from, &path);
        let in_language = |found| self.translated(found, (from, &path), None);
        let of_file = |found| if is_file(&path) { in_language(found) } else { found };
        let mut found = candidates
            .iter()
            .find_map(|candidate| self.by_file(candidate))
            .map(in_language)
            .or_else(|| self.by_way(from, target, &path).map(of_file));
        if found.is_none() && kind != LinkKind::Image {
            if let Some(made) = self.made.at(self.own_folder(from), target) {
                return made;
            }
            found = self.by_address_below(&path).or_else(|| self.by_last_part(&path));
            found = found.map(in_language);
            if let Some(section) = found.is_none().then(|| self.made.section(&candidates)).flatten()
            {
                return section;
            }
        }
        // No page is a picture, though its name without an extension may be the same.
        let is_page = |index: usize| !self.targets[index].slug.is_empty();
        match found.filter(|index| kind != LinkKind::Image || !is_page(*index)) {
            Some(index) => self.place(index, anchor),
            None if matches!(path.as_str(), "/" | "/index.html") => home(),
            None => Resolved::Broken,
        }
    }

    /// What `ref`, `relref`, `post_url` and `link` name.
    fn reference(&self, from: &SourcePath, named: &Reference<'_>) -> Resolved {
        let (path, anchor) = target::split(&named.name);
        let (path, anchor) = (&*address::decode(path), anchor.or(named.anchor));
        if path.is_empty() {
            return anchor.map_or(Resolved::Broken, |anchor| self.here(from, anchor.to_owned()));
        }
        let mut candidates = self.candidates(from, path);
        candidates.extend(self.candidates(
            from,
            &format!("/posts/{}", path.trim_start_matches('/').trim_start_matches("_posts/")),
        ));
        let last = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let found = candidates
            .iter()
            .find_map(|candidate| self.by_file(candidate))
            .or_else(|| unique(&self.further().files, &last))
            .or_else(|| self.by_last_part(path));
        match found {
            Some(found) => {
                let written = path.trim_start_matches('/');
                let found = self.translated(found, (from, written), named.language.as_deref());
                self.place(found, anchor)
            }
            None => self.made.section(&candidates).unwrap_or(Resolved::Broken),
        }
    }

    /// `[[slug]]`, `[[Titel]]`, `[[slug#kop]]`, `[[bestand.pdf]]`.
    fn wiki(&self, from: &SourcePath, target: &str) -> Resolved {
        let (name, anchor) = match target.split_once('#') {
            Some((name, anchor)) => (name.trim(), Some(anchor.trim())),
            None => (target, None),
        };
        if name.is_empty() {
            return anchor.map_or(Resolved::Broken, |anchor| self.here(from, anchor.to_owned()));
        }
        let name: String = if is_nfc(name) { name.to_owned() } else { name.nfc().collect() };
        let slug = name_slug(&name);
        let found = unique(&self.further().slugs, &slug)
            .or_else(|| unique(&self.further().titles, &slug))
            .or_else(|| unique(&self.further().files, &name.to_lowercase()));
        match found {
            Some(index) => self.place(index, anchor),
            None => self.path(from, target, LinkKind::Link),
        }
    }
}

/// A path as it is written anywhere but in Windows.
fn slashed(path: String) -> String {
    if path.contains('\\') { path.replace('\\', "/") } else { path }
}

/// The home page, which every site has.
fn home() -> Resolved {
    match OutputPath::new("index.html") {
        Ok(path) => Resolved::Inside { path, anchor: None, title: None },
        Err(_) => Resolved::Broken,
    }
}

/// Whether a path ends in an extension of a file, rather than in a slug with a dot.
pub(crate) fn has_file_extension(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (2..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests;
