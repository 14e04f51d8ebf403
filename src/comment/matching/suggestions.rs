//! What somebody may have meant by a place that was not found, for a human to choose.

use std::collections::{BTreeMap, HashMap};

use super::{Destination, Matcher, last_part, unique};
use crate::address;
use crate::comment::{Comment, Place};
use crate::diagnostic::{Shape, misspelt};
use crate::output::slugify;

/// What the destinations are called, as suggestions need it.
#[derive(Debug)]
pub(super) struct Suggested {
    /// Of the slug of each.
    shapes: Vec<Shape>,
    titles: Vec<(String, Shape)>,
    /// The places that share a word of their slugs.
    words: HashMap<String, Vec<usize>>,
    /// The places of each title and of each slug.
    titled: HashMap<String, Vec<usize>>,
    slugged: HashMap<String, Vec<usize>>,
}

impl Suggested {
    fn new(destinations: &[Destination]) -> Suggested {
        let titles = destinations.iter().map(|destination| &destination.title);
        let titles = titles.filter(|title| !title.trim().is_empty()).map(|title| slugify(title));
        let mut words_of: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut titled, mut slugged) = (words_of.clone(), words_of.clone());
        for (index, destination) in destinations.iter().enumerate() {
            titled.entry(slugify(&destination.title)).or_default().push(index);
            slugged.entry(slugify(&destination.slug)).or_default().push(index);
            for word in words(&destination.slug) {
                words_of.entry(word).or_default().push(index);
            }
        }
        Suggested {
            shapes: destinations.iter().map(|destination| Shape::of(&destination.slug)).collect(),
            titles: titles
                .map(|title| {
                    let shape = Shape::of(&title);
                    (title, shape)
                })
                .collect(),
            words: words_of,
            titled,
            slugged,
        }
    }
}

/// The words of a slug that tell something.
fn words(text: &str) -> Vec<String> {
    slugify(text).split('-').filter(|word| word.len() >= 4).map(str::to_owned).collect()
}

impl Matcher {
    fn suggested(&self) -> &Suggested {
        self.suggested.get_or_init(|| Suggested::new(&self.destinations))
    }

    /// The files of the posts that all have the name of a place: its title or its slug says too little.
    pub fn alike(&self, place: &Place) -> Vec<String> {
        const MOST: usize = 8;
        let Place { slug, title, anything, .. } = place;
        let names = [title, anything, slug].into_iter().flatten().map(|name| slugify(name));
        let is_shared = |name: &str| self.titles.get(name) == Some(&None);
        for name in names {
            let of_title = is_shared(&name);
            if !of_title && !self.slugs.is_shared(&name) {
                continue;
            }
            let suggested = self.suggested();
            let named = if of_title { &suggested.titled } else { &suggested.slugged };
            let alike = named.get(&name).into_iter().flatten().take(MOST);
            return alike.map(|index| self.destinations[*index].source.to_string()).collect();
        }
        Vec::new()
    }

    /// A suggestion for the place of a comment. Of a conversation that only has a number, what it begins with may be the title of the
    /// post.
    pub fn suggestion(&self, comment: &Comment) -> Option<String> {
        let Place { address, guid, slug, title, anything, .. } = &*comment.place;
        if [address, guid, slug, title, anything].into_iter().any(Option::is_some) {
            return self.nearest(&comment.place);
        }
        let text = comment.body.text();
        let first = text.lines().find(|line| !line.trim().is_empty());
        let name = slugify(first.filter(|_| comment.parent.is_none())?);
        let index = unique(&self.titles, &name)?;
        Some(self.destinations[index].slug.clone())
    }

    /// A suggestion for a place that was not found: the destination whose slug or title is all but spelt so, or else the one whose slug
    /// shares the most words with it; none where several have its name.
    pub fn nearest(&self, place: &Place) -> Option<String> {
        const MOST: usize = 64;
        if !self.alike(place).is_empty() {
            return None;
        }
        let Place { address, slug, title, anything, .. } = place;
        let last = |text: &Option<String>| {
            let path = text.as_ref().filter(|text| text.contains('/'))?;
            last_part(address::without_host(path))
        };
        let (last, end) = (last(address), last(anything));
        let texts = [&last, &end, slug, title, anything].map(Option::as_ref);
        let texts: Vec<&String> = texts.into_iter().flatten().collect();
        let suggested = self.suggested();
        let slugs = || {
            let slugs = self.destinations.iter().zip(&suggested.shapes);
            slugs.map(|(destination, shape)| (destination.slug.as_str(), *shape))
        };
        let mut spelt = texts.iter().map(|text| slugify(text));
        if let Some(slug) = spelt.find_map(|text| misspelt(&text, slugs())) {
            return Some(slug.to_owned());
        }
        let titles = || suggested.titles.iter().map(|(title, shape)| (title.as_str(), *shape));
        let mut spelt = texts.iter().map(|text| slugify(text));
        let titled = spelt.find_map(|text| unique(&self.titles, misspelt(&text, titles())?));
        if let Some(index) = titled {
            return Some(self.destinations[index].slug.clone());
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for text in texts {
            for word in words(text) {
                for index in suggested.words.get(&word).into_iter().flatten().take(MOST) {
                    *shared.entry(*index).or_default() += word.len();
                }
            }
        }
        let best = shared
            .into_iter()
            .max_by_key(|(index, weight)| (*weight, std::cmp::Reverse(*index)))?;
        Some(self.destinations[best.0].slug.clone())
    }
}
