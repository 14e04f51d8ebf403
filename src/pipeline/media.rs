//! Looks at the files that posts show.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::attached;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::looked::Looked;
use crate::disk::read;
use crate::media::picture::Size;
use crate::media::{
    self, Facts, Media, Medium, Picture, Player, Sort, chart, document, page, picture, player,
};
use crate::output::OutputPath;
use crate::post::Document;
use crate::post::links::Resolved;
use crate::post::outline::LinkKind;
use crate::site::{File, Shown, Site, Smaller, Text};
use crate::source::{Hash, SourcePath};

/// What may hold what is said in a sound, beside captions of its name.
const TEXTS: &[&str] = &["txt", "vtt", "pdf", "docx", "odt"];

/// A text of more words than this may say what is heard in it.
const AT_LENGTH: u32 = 200;

/// The site with what is known of the files that its texts show.
pub(super) fn look(site: Site, looked: &mut Looked, config: &Config) -> Checked<Site> {
    let shown = shown(&site);
    let mut problems = Vec::new();
    let mut media = Media::new();
    let mut readings = BTreeMap::new();
    let mut photos = Vec::new();
    let files = site.files.iter().enumerate();
    let files = files.filter_map(|(index, file)| Some((index, file, sort(file, &shown)?)));
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
            Some(Seen::Medium(medium)) => Some(medium),
            Some(Seen::Facts(mut facts)) => {
                if !is_known {
                    looked.keep(place(file, sort, config), facts.clone());
                }
                if let Facts::Picture(size, _) = &facts {
                    photos.extend(size.is_photo.then_some((index, *size)));
                }
                if let Facts::Document(reading) = &mut facts {
                    let texts = std::mem::take(&mut reading.texts);
                    readings.insert(file.path.clone(), Arc::new(texts));
                }
                medium(facts, file, (&site, &shown)).take(&mut problems)
            }
            None => None,
        };
        media.extend(medium.map(|medium| (file.path.clone(), medium)));
    }
    problems.extend(unmet(&site, &media));
    let smaller = smaller(&photos, &site.files, &mut media);
    let documents = attached::attached(&site, &media);
    let shown = Shown { media, readings, smaller, documents };
    Checked { value: Site { shown, ..site }, problems }
}

/// What texts ask of charts that their numbers do not allow.
fn unmet(site: &Site, media: &Media) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for text in site.texts() {
        let document = &text.written.document;
        for wish in &document.outline.wishes {
            let Some(Resolved::Inside { path, .. }) = text.links.get(&wish.target) else {
                continue;
            };
            let Some(Medium::Chart(chart)) = media.get(path) else { continue };
            if let Some((word, why)) = chart.unmet(Some(wish.kind)) {
                let source = String::from_utf8_lossy(&text.written.source);
                let problem = Diagnostic::warning(Problem::ChartWishUnmet { word, why });
                problems.push(problem.at(&document.path).on_line(wish.line, &source));
            }
        }
    }
    problems
}

/// What is shown of a file with these facts, and what is to be told of it.
fn medium(
    facts: Facts,
    file: &File,
    within: (&Site, &HashMap<OutputPath, Place>),
) -> Checked<Option<Medium>> {
    let warned = |value, told: Vec<Problem>| {
        let problems = told.into_iter().map(|it| Diagnostic::warning(it).at(&file.source));
        Checked { value, problems: problems.collect() }
    };
    let refused = |problem| Checked { value: None, problems: vec![problem] };
    match facts {
        Facts::Picture(Size { width, height, .. }, told) => {
            let picture = Picture { width, height, smaller: Vec::new() };
            warned(Some(Medium::Picture(picture)), told)
        }
        Facts::Lying(told) => warned(None, told.into_iter().collect()),
        Facts::Document(document::Reading { extent, problem, .. }) => {
            let document = media::Document { size: file.size, extent };
            warned(Some(Medium::Document(document)), problem.into_iter().collect())
        }
        Facts::Foreign(kind) => refused(foreign(file, kind, within)),
        Facts::Unusable(problem) => refused(Diagnostic::error(problem).at(&file.source)),
    }
}

/// What looking at a file gave.
enum Seen {
    Medium(Medium),
    Facts(Facts),
}

/// How a file is looked at that the site shows, and where it first does: a document, and a line of it.
type Place = (Sort, Option<(SourcePath, Option<u32>)>);

/// The files that the site shows.
fn shown(site: &Site) -> HashMap<OutputPath, Place> {
    let mut shown: HashMap<OutputPath, Place> = HashMap::new();
    let mut add = |path: &OutputPath, kind: LinkKind, at: Option<(&Document, Option<u32>)>| {
        if let Some(sort) = Sort::of(path.as_str(), kind) {
            let at = at.map(|(document, line)| (document.path.clone(), line));
            shown.entry(path.clone()).or_insert((sort, at));
        }
    };
    for text in site.texts() {
        let document = &text.written.document;
        for link in &document.outline.links {
            if let Some(Resolved::Inside { path, .. }) = text.links.get(&link.target) {
                add(path, link.kind, Some((document, Some(link.line))));
            }
        }
    }
    let line = |text: &Text, key: &str| text.written.document.front.lines.get(key).copied();
    for article in &site.articles {
        let at = (article.document(), line(&article.text, "image"));
        article.image.iter().for_each(|path| add(path, LinkKind::Image, Some(at)));
    }
    for person in &site.people {
        let at = person.text.as_ref();
        let at = at.map(|text| (&*text.written.document, line(text, "photo")));
        person.photo.iter().for_each(|path| add(path, LinkKind::Image, at));
    }
    site.brand.logo.iter().for_each(|path| add(path, LinkKind::Image, None));
    shown
}

/// How a file is looked at: as what shows it needs, or as a picture or a page that only goes along. What lies in `static/` is the
/// site's own.
fn sort(file: &File, shown: &HashMap<OutputPath, Place>) -> Option<Sort> {
    let is_picture = || Sort::of(file.path.as_str(), LinkKind::Image) == Some(Sort::Picture);
    let known = shown.get(&file.path).map(|(sort, _)| *sort);
    let is_page =
        || page::is_page(file.path.as_str()) && !file.source.as_str().starts_with("static/");
    known
        .or_else(|| is_picture().then_some(Sort::Lying))
        .or_else(|| is_page().then_some(Sort::Page))
}

/// A picture that readers would not see, told where it is shown.
fn foreign(
    file: &File,
    kind: String,
    (site, shown): (&Site, &HashMap<OutputPath, Place>),
) -> Diagnostic {
    let name = file.source.to_string();
    let name = name.rsplit('/').next().unwrap_or_default().to_owned();
    let problem = Diagnostic::error(Problem::PictureForeign { name, kind });
    match shown.get(&file.path) {
        Some((_, Some((path, line)))) => {
            let text = site.texts().find(|text| text.written.document.path == *path);
            let text = text.map(|text| String::from_utf8_lossy(&text.written.source));
            let problem = problem.at(path);
            match (line, text) {
                (Some(line), Some(text)) => problem.on_line(*line, &text),
                _ => Diagnostic { line: *line, ..problem },
            }
        }
        _ => problem.at(&file.source),
    }
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
    let limit = config.limits.picture_megapixels;
    let facts = match sort {
        Sort::Picture => picture::look(name, &bytes, limit),
        Sort::Lying => picture::lie(name, &bytes, limit),
        Sort::Document => document::read(name, &bytes),
        Sort::Page => Facts::Lying(page::runs(name, &bytes).then_some(Problem::FileRuns)),
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
    let mut has_file = false;
    for other in &site.files {
        let Some(language) = player::captions(name, other.path.as_str()) else { continue };
        has_file = true;
        match read::bytes(&other.asset()) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                let (cues, mistimed) = player::cues(&text);
                let is_mistimed = mistimed.is_some();
                problems.extend(mistimed.map(|player::Mistimed { line, times, count }| {
                    let problem = Problem::CaptionsMistimed { times, count };
                    Diagnostic::warning(problem).at(&other.source).on_line(line, &text)
                }));
                if cues.is_empty() && !is_mistimed {
                    let problem = Diagnostic::warning(Problem::CaptionsEmpty);
                    problems.push(problem.at(&other.source));
                }
                captions.extend((!cues.is_empty()).then_some((language, cues)));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let beside = || site.files.iter().map(|other| &other.path);
    let poster = beside().find(|other| is_film && player::is_poster(name, other.as_str())).cloned();
    if !has_file {
        let stem = file.source.stem().to_owned();
        let mut unread = site.unread.iter().map(OutputPath::as_str);
        let other = unread.find(|other| player::is_foreign_caption(name, other));
        let other = other.and_then(|other| other.rsplit('/').next()).map(str::to_owned);
        let problem = match is_film {
            true => Some(Problem::CaptionsMissing { stem, other }),
            false if other.is_none() && is_written_out(&file.path, site) => None,
            false => Some(Problem::SoundWithoutText { stem, other }),
        };
        problems.extend(problem.map(|problem| Diagnostic::warning(problem).at(&file.source)));
    }
    let player = Player { is_film, captions, poster };
    Checked { value: Some(Seen::Medium(Medium::Player(player))), problems }
}

/// Whether each text that plays a sound says at length what is heard, or leads to a file that may.
fn is_written_out(sound: &OutputPath, site: &Site) -> bool {
    let leads = |text: &Text, is_wanted: &dyn Fn(&OutputPath) -> bool| {
        text.links
            .values()
            .any(|link| matches!(link, Resolved::Inside { path, .. } if is_wanted(path)))
    };
    let is_text = |path: &OutputPath| {
        let extension = path.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
        TEXTS.iter().any(|text| extension.eq_ignore_ascii_case(text))
    };
    let mut playing = site.texts().filter(|text| leads(text, &|path| path == sound)).peekable();
    playing.peek().is_some()
        && playing
            .all(|text| text.written.document.outline.words > AT_LENGTH || leads(text, &is_text))
}

/// The smaller pictures that are to be made, which their pictures are told of. They are named after the picture without its
/// extension, unless something else would have that name too.
fn smaller(photos: &[(usize, Size)], files: &[File], media: &mut Media) -> Vec<Smaller> {
    let stem = |index: usize| {
        let name = files[index].path.as_str();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    };
    let mut stems: HashMap<String, usize> = HashMap::new();
    for (index, _) in photos {
        *stems.entry(stem(*index).to_lowercase()).or_default() += 1;
    }
    let taken: HashSet<String> = match photos {
        [] => HashSet::new(),
        _ => files.iter().map(|file| file.path.as_str().to_lowercase()).collect(),
    };
    let mut smaller = Vec::new();
    for (index, size) in photos {
        let (stem, widths) = (stem(*index), size.widths());
        let is_taken =
            |width: &u32| taken.contains(&format!("{stem}-{width}w.webp").to_lowercase());
        let is_plain = stems[&stem.to_lowercase()] == 1 && !widths.iter().any(is_taken);
        let path = &files[*index].path;
        let base = if is_plain { stem } else { path.as_str() };
        let Some(Medium::Picture(picture)) = media.get_mut(path) else { continue };
        for width in &widths {
            if let Ok(path) = OutputPath::new(&format!("{base}-{width}w.webp")) {
                picture.smaller.push((*width, path.clone()));
                let widths = widths.clone();
                smaller.push(Smaller { of: *index, path, width: *width, widths });
            }
        }
    }
    smaller
}
