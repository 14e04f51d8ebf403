//! A post by the last part of its address, where the rest of the address may tell which of several it is.

use std::collections::{BTreeSet, HashMap};

use super::{Day, Destination};
use crate::address;
use crate::config::Config;
use crate::config::settings::Paths;
use crate::output::slugify;

/// The folders below which blogs have their lists by topic and by author: the last part of an address there is the name of one.
const LISTS: [&str; 10] = [
    "tag",
    "tags",
    "category",
    "categories",
    "categorie",
    "categorieen",
    "author",
    "authors",
    "auteur",
    "auteurs",
];

/// The places by their slugs, with what else an address may say of each.
#[derive(Debug)]
pub(super) struct Slugs {
    places: HashMap<String, Vec<usize>>,
    /// The language and the day of each place.
    marks: Vec<(String, Option<Day>)>,
    /// The languages of the site, if it has several.
    languages: BTreeSet<String>,
    /// The host of the site.
    own: Option<String>,
    /// The folders below which the site has its lists.
    lists: [String; 3],
}

impl Slugs {
    pub(super) fn new(destinations: &[Destination], config: &Config) -> Slugs {
        let mut places: HashMap<String, Vec<usize>> = HashMap::with_capacity(destinations.len());
        let own = || config.language.to_string();
        let mark = |place: &Destination| (place.lang.clone().unwrap_or_else(own), place.day);
        let marks: Vec<_> = destinations.iter().map(mark).collect();
        for (index, destination) in destinations.iter().enumerate() {
            places.entry(slugify(&destination.slug)).or_default().push(index);
        }
        let languages: BTreeSet<String> = marks.iter().map(|(lang, _)| lang.clone()).collect();
        let languages = if languages.len() > 1 { languages } else { BTreeSet::new() };
        let own = address::host(&config.base_url).map(|(host, _)| host);
        let Paths { experts, topics, series, .. } = &config.paths;
        let lists = [experts, topics, series].map(|folder| folder.to_lowercase());
        Slugs { places, marks, languages, own, lists }
    }

    /// Whether an address is of a list, such as `/tag/water/`, and says nothing of the post of that name.
    pub(super) fn is_list(&self, host: Option<&str>, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/');
        let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders).to_lowercase();
        let is_own = host.is_none_or(|host| self.own.as_deref() == Some(host));
        let is_below = |list: &String| {
            let above = folders.strip_suffix(list.as_str());
            above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
        };
        folders.split('/').any(|part| LISTS.contains(&part))
            || is_own && self.lists.iter().any(is_below)
    }

    /// Whether several places have this slug.
    pub(super) fn is_shared(&self, slug: &str) -> bool {
        self.places.get(slug).is_some_and(|places| places.len() > 1)
    }

    /// The only place with this slug that may have stood at this path: in a language that the path names, and if several
    /// have the slug, of the day in its folders.
    pub(super) fn find(&self, slug: &str, path: &str) -> Option<usize> {
        let named = |slug: &str| self.places.get(slug).map(Vec::as_slice).unwrap_or_default();
        let Some(lang) = self.language(path) else {
            return match named(slug) {
                [only] => Some(*only),
                several => self.of_day(several, path),
            };
        };
        // `water.en.md` is at `water-en` here, and was at `/en/water/`.
        let translated = format!("{slug}-{lang}");
        let both = named(slug).iter().chain(named(&translated)).copied();
        let both: Vec<usize> = both.filter(|place| self.marks[*place].0 == lang).collect();
        match both[..] {
            [only] => Some(only),
            _ => self.of_day(&both, path),
        }
    }

    /// The language of the site that a path names: `/en/water/`, `/blog/en/water/`, `/water/?lang=en`.
    fn language(&self, path: &str) -> Option<&str> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let folders = parts.split_last().map_or(&[][..], |(_, folders)| folders);
        let asked = query.split(['&', '#']).filter_map(|pair| pair.strip_prefix("lang="));
        let mut named = folders.iter().take(2).copied().chain(asked);
        named.find_map(|part| self.languages.get(&part.to_lowercase())).map(String::as_str)
    }

    fn of_day(&self, places: &[usize], path: &str) -> Option<usize> {
        let day = Folders::of(path)?;
        let mut found =
            places.iter().filter(|place| self.marks[**place].1.is_some_and(|it| day.has(it)));
        let only = *found.next()?;
        found.next().is_none().then_some(only)
    }
}

/// The year in the folders of a path, and the month and the day if they are there: `/2021/01/31/water/`.
struct Folders {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Folders {
    fn of(path: &str) -> Option<Folders> {
        let mut parts = path.split('/').skip_while(|part| part.len() != 4 || !is_number(part));
        let year = parts.next()?.parse().ok()?;
        let mut further = parts.map_while(|part| {
            let is_short = part.len() <= 2 && is_number(part);
            is_short.then(|| part.parse().ok()).flatten()
        });
        Some(Folders { year, month: further.next(), day: further.next() })
    }

    fn has(&self, (year, month, day): Day) -> bool {
        self.year == year
            && self.month.is_none_or(|it| it == month)
            && self.day.is_none_or(|it| it == day)
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}
