//! Looks at the files that posts show.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::looked::Looked;
use crate::disk::read;
use crate::media::{
    Document, Facts, Media, Medium, Picture, Player, Sort, chart, document, picture, player,
};
use crate::output::{OutputPath, slugify};
use crate::post::links::Resolved;
use crate::post::outline::LinkKind;
use crate::site::{ArticleId, Attached, File, Shown, Site, Smaller};
use crate::source::Hash;

/// The site with what is known of the files that its texts show.
pub(super) fn look(site: Site, looked: &mut Looked, config: &Config) -> Checked<Site> {
    let shown = shown(&site);
    let mut problems = Vec::new();
    let mut media = Media::new();
    let mut readings = BTreeMap::new();
    let mut smaller = Vec::new();
    let files = site.files.iter().enumerate();
    let files = files.filter_map(|(index, file)| Some((index, file, *shown.get(&file.path)?)));
    let known: Vec<_> = files
        .map(|(index, file, sort)| (index, file, sort, looked.find(&place(file, sort, config))))
        .collect();
    let found: Vec<_> = known
        .into_par_iter()
        .map(|(index, file, sort, known)| {
            let is_known = known.is_some();
            let seen = match known {
                Some(facts) => Checked::new(Some(Seen::Facts(facts))),
                None => see(file, sort, &site, config),
            };
            (index, file, sort, is_known, seen)
        })
        .collect();
    for (index, file, sort, is_known, seen) in found {
        let medium = match seen.take(&mut problems) {
            Some(Seen::Medium(medium)) => medium,
            Some(Seen::Facts(facts)) => {
                if !is_known {
                    looked.keep(place(file, sort, config), facts.clone());
                }
                match facts {
                    Facts::Picture(size) => Medium::Picture(sized(size, index, file, &mut smaller)),
                    Facts::Document(reading) => {
                        problems.extend(
                            reading.problem.map(|it| Diagnostic::warning(it).at(&file.source)),
                        );
                        readings.insert(file.path.clone(), Arc::new(reading.texts));
                        Medium::Document(Document { size: file.size, extent: reading.extent })
                    }
                    Facts::Unusable(problem) => {
                        problems.push(Diagnostic::error(problem).at(&file.source));
                        continue;
                    }
                }
            }
            None => continue,
        };
        media.insert(file.path.clone(), medium);
    }
    let documents = attached(&site, &media);
    let shown = Shown { media, readings, smaller, documents };
    Checked { value: Site { shown, ..site }, problems }
}

/// The documents that articles refer to, each with a page of its own.
fn attached(site: &Site, media: &Media) -> Vec<Attached> {
    let is_document = |path: &OutputPath| matches!(media.get(path), Some(Medium::Document(_)));
    let mut used: BTreeMap<&OutputPath, BTreeSet<ArticleId>> = BTreeMap::new();
    for (article, id) in site.articles.iter().zip((0..).map(ArticleId)) {
        for resolved in article.text.links.values() {
            if let Resolved::Inside { path, .. } = resolved
                && is_document(path)
            {
                used.entry(path).or_default().insert(id);
            }
        }
    }
    let titles = titles(site);
    let name =
        |path: &OutputPath| path.as_str().rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(path, _)| (name(path), path.as_str().to_owned()));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let page = |path: &OutputPath| {
        let slug = slugify(&name(path));
        let count = taken.entry(slug.clone()).or_default();
        *count += 1;
        let end = if *count == 1 { String::new() } else { format!("-{count}") };
        OutputPath::new(&format!("documents/{slug}{end}.html")).ok()
    };
    let mut page = page;
    used.into_iter()
        .filter_map(|(file, used)| {
            Some(Attached {
                file: file.clone(),
                title: titles.get(file).cloned(),
                page: page(file)?,
                used: used.into_iter().collect(),
            })
        })
        .collect()
}

/// What articles call the documents that they link to: what most of them say, and of two such the first.
fn titles(site: &Site) -> BTreeMap<OutputPath, String> {
    let mut said: BTreeMap<&OutputPath, Vec<(&str, usize)>> = BTreeMap::new();
    for article in &site.articles {
        for called in &article.document().outline.called {
            let Some(Resolved::Inside { path, .. }) = article.text.links.get(&called.target) else {
                continue;
            };
            let texts = said.entry(path).or_default();
            match texts.iter_mut().find(|(text, _)| text.eq_ignore_ascii_case(&called.text)) {
                Some((_, count)) => *count += 1,
                None => texts.push((&called.text, 1)),
            }
        }
    }
    let most = |texts: Vec<(&str, usize)>| {
        let best = texts.into_iter().rev().max_by_key(|(_, count)| *count)?;
        let mut letters = best.0.chars();
        let first = letters.next().map(char::to_uppercase);
        Some(first.into_iter().flatten().chain(letters).collect())
    };
    said.into_iter().filter_map(|(path, texts)| Some((path.clone(), most(texts)?))).collect()
}

/// What looking at a file gave.
enum Seen {
    Medium(Medium),
    Facts(Facts),
}

/// The files that the site shows, and how each is looked at.
fn shown(site: &Site) -> HashMap<OutputPath, Sort> {
    let mut shown = HashMap::new();
    let mut add = |path: &OutputPath, kind: LinkKind| {
        if let Some(sort) = Sort::of(path.as_str(), kind) {
            shown.insert(path.clone(), sort);
        }
    };
    for text in site.texts() {
        for link in &text.written.document.outline.links {
            if let Some(Resolved::Inside { path, .. }) = text.links.get(&link.target) {
                add(path, link.kind);
            }
        }
    }
    let images = site.articles.iter().filter_map(|article| article.image.as_ref());
    let photos = site.people.iter().filter_map(|person| person.photo.as_ref());
    images.chain(photos).chain(&site.brand.logo).for_each(|path| add(path, LinkKind::Image));
    shown
}

/// What the facts of a file are kept under: its bytes, and what else decides them.
fn place(file: &File, sort: Sort, config: &Config) -> Hash {
    let name = file.path.as_str();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let limit = config.limits.picture_megapixels.to_string();
    Hash::of_parts(&[&file.hash.short(64), &format!("{sort:?}"), extension, &limit])
}

fn see(file: &File, sort: Sort, site: &Site, config: &Config) -> Checked<Option<Seen>> {
    if matches!(sort, Sort::Film | Sort::Sound) {
        return film(file, sort, site);
    }
    if sort == Sort::Chart && file.size > config.limits.post_bytes {
        let problem = Problem::TooLarge { size: file.size, limit: config.limits.post_bytes };
        return failed(Diagnostic::error(problem).at(&file.source));
    }
    let bytes = match read::bytes(&file.asset()) {
        Ok(bytes) => bytes,
        Err(problem) => return failed(problem),
    };
    let name = file.path.as_str();
    let facts = match sort {
        Sort::Picture => picture::look(name, &bytes, config.limits.picture_megapixels),
        Sort::Document => document::read(name, &bytes),
        _ => {
            let Checked { value, problems } = chart::read(&file.source, &bytes);
            let value = value.map(|chart| Seen::Medium(Medium::Chart(chart)));
            return Checked { value, problems };
        }
    };
    Checked::new(Some(Seen::Facts(facts)))
}

fn failed(problem: Diagnostic) -> Checked<Option<Seen>> {
    Checked { value: None, problems: vec![problem] }
}

/// A film or a sound with what lies beside it. Who does not hear a film needs its captions.
fn film(file: &File, sort: Sort, site: &Site) -> Checked<Option<Seen>> {
    let name = file.path.as_str();
    let is_film = sort == Sort::Film;
    let mut problems = Vec::new();
    let mut captions = Vec::new();
    for other in &site.files {
        let Some(language) = player::captions(name, other.path.as_str()) else { continue };
        match read::bytes(&other.asset()) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                let (cues, mistimed) = player::cues(&text);
                problems.extend(mistimed.map(|player::Mistimed { line, times, count }| {
                    let problem = Problem::CaptionsMistimed { times, count };
                    Diagnostic::warning(problem).at(&other.source).on_line(line, &text)
                }));
                captions.push((language, cues));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let beside = || site.files.iter().map(|other| &other.path);
    let poster = beside().find(|other| is_film && player::is_poster(name, other.as_str())).cloned();
    if is_film && captions.is_empty() {
        let stem = file.source.stem().to_owned();
        problems.push(Diagnostic::warning(Problem::CaptionsMissing { stem }).at(&file.source));
    }
    let player = Player { is_film, captions, poster };
    Checked { value: Some(Seen::Medium(Medium::Player(player))), problems }
}

/// A picture with the smaller ones that are to be made of it.
fn sized(size: picture::Size, index: usize, file: &File, smaller: &mut Vec<Smaller>) -> Picture {
    let mut picture = Picture { width: size.width, height: size.height, smaller: Vec::new() };
    let name = file.path.as_str();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let widths = size.widths();
    for width in &widths {
        if let Ok(path) = OutputPath::new(&format!("{stem}-{width}w.webp")) {
            picture.smaller.push((*width, path.clone()));
            smaller.push(Smaller { of: index, path, width: *width, widths: widths.clone() });
        }
    }
    picture
}
