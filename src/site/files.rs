//! Images and attachments get their places, and every link its destination.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::address::Address;
use super::links::Links;
use super::made;
use super::menu::{MenuLink, MenuPlace};
use super::people::People;
use super::topics::Subjects;
use super::{ArticleId, PersonId, TopicId, Written};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, nearest};
use crate::media::{Media, Sort, player};
use crate::output::OutputPath;
use crate::post::links::{LinkIndex, LinkTarget, Resolved};
use crate::post::name::stem_and_language;
use crate::post::outline::LinkKind;
use crate::source::{Asset, Hash, SourcePath};

/// A file that goes to the output as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it comes from.
    pub source: SourcePath,
    /// The same on this machine, as the file system spells it.
    on_disk: PathBuf,
    /// Where it goes.
    pub path: OutputPath,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it goes along only if something refers to it.
    pub(super) on_demand: bool,
}

impl File {
    /// The file as it is copied.
    pub fn asset(&self) -> Asset {
        let File { source, on_disk, hash, size, .. } = self;
        Asset { path: source.clone(), on_disk: on_disk.clone(), hash: *hash, size: *size }
    }
}

/// A smaller one of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smaller {
    /// The picture, by its place in [`Site::files`](super::Site::files).
    pub of: usize,
    /// Where it goes.
    pub path: OutputPath,
    /// Its width in pixels.
    pub width: u32,
    /// The widths of all the smaller ones of the picture.
    pub widths: Vec<u32>,
}

/// What posts show beside text.
#[derive(Debug, Default)]
pub struct Shown {
    /// What is known of the files.
    pub media: Media,
    /// The text of documents that posts refer to, page by page.
    pub readings: BTreeMap<OutputPath, Arc<Vec<String>>>,
    /// The smaller pictures that are made.
    pub smaller: Vec<Smaller>,
    /// The documents, by name.
    pub documents: Vec<Attached>,
}

/// What refers to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referrer {
    /// A post or a page.
    Article(ArticleId),
    /// The text of a topic.
    Topic(TopicId),
    /// The text of an expert.
    Person(PersonId),
}

/// A document that posts refer to, or the texts of topics or experts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The file.
    pub file: OutputPath,
    /// What those call it, most of them.
    pub title: Option<String>,
    /// Where its own page lies.
    pub page: OutputPath,
    /// What refers to it: articles, topics and experts.
    pub used: Vec<Referrer>,
}

impl Attached {
    /// The name of the file, without its folders.
    pub fn name(&self) -> &str {
        self.file.as_str().rsplit('/').next().unwrap_or_default()
    }
}

/// The pictures of the organisation.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// In the head of every page.
    pub logo: Option<OutputPath>,
    /// In the tab of the browser.
    pub favicon: Option<OutputPath>,
}

/// Everything that can be linked to.
pub(super) struct Linked<'a> {
    pub articles: &'a [Written],
    pub addresses: &'a [Address],
    pub people: &'a People,
    pub topics: &'a Subjects,
    pub files: &'a [File],
}

/// The places of files. What lies beside a post's `index.md` goes where the post goes, and not at all if the post is not
/// published; `static/` goes as it is; anything else keeps its path and goes along if something refers to it.
pub(super) fn place(
    articles: &[Written],
    addresses: &[Address],
    withheld: &[Written],
    (attachments, statics): (Vec<Asset>, Vec<Asset>),
) -> Checked<Vec<File>> {
    let mut problems = Vec::new();
    let bundle = |written: &Written| {
        let path = &written.document.path;
        (stem_and_language(path).0 == "index" && !path.folder().is_empty())
            .then(|| path.folder().to_owned())
    };
    let mut bundles: BTreeMap<String, Option<String>> = BTreeMap::new();
    bundles.extend(withheld.iter().filter_map(bundle).map(|folder| (folder, None)));
    let public = articles.iter().zip(addresses);
    bundles.extend(
        public.filter_map(|(written, address)| Some((bundle(written)?, Some(base(&address.path))))),
    );
    let mut files = Vec::with_capacity(attachments.len() + statics.len());
    for asset in attachments {
        let (path, on_demand) = match bundle_of(&asset.path, &bundles) {
            Some((_, None)) => continue,
            Some((folder, Some(base))) => {
                (format!("{base}{}", &asset.path.as_str()[folder.len() + 1..]), false)
            }
            None => (own_path(asset.path.as_str()).to_owned(), true),
        };
        file(asset, OutputPath::new(&path), on_demand, &mut files, &mut problems);
    }
    for asset in statics {
        let path =
            asset.path.as_str().strip_prefix("static/").unwrap_or(asset.path.as_str()).to_owned();
        file(asset, OutputPath::copied(&path), false, &mut files, &mut problems);
    }
    Checked { value: files, problems }
}

fn file(
    asset: Asset,
    path: Result<OutputPath, Problem>,
    on_demand: bool,
    files: &mut Vec<File>,
    problems: &mut Vec<Diagnostic>,
) {
    match path {
        Ok(path) => files.push(File {
            source: asset.path,
            on_disk: asset.on_disk,
            path,
            hash: asset.hash,
            size: asset.size,
            on_demand,
        }),
        Err(problem) => problems.push(Diagnostic::warning(problem).at(&asset.path)),
    }
}

/// Where the files of a page lie: `2025/water/` for `2025/water.html` and for `2025/water/index.html`.
fn base(path: &OutputPath) -> String {
    let path = path.as_str();
    if path == "index.html" {
        return String::new();
    }
    match path.strip_suffix("/index.html").or_else(|| Some(path.rsplit_once('.')?.0)) {
        Some(stem) => format!("{stem}/"),
        None => format!("{path}/"),
    }
}

/// The nearest folder above a file that is that of a post, with the place of the post's files.
fn bundle_of<'a>(
    path: &SourcePath,
    bundles: &'a BTreeMap<String, Option<String>>,
) -> Option<(&'a str, Option<&'a str>)> {
    let mut folder = path.folder();
    loop {
        if let Some((folder, base)) = bundles.get_key_value(folder) {
            return Some((folder, base.as_deref()));
        }
        folder = folder.rsplit_once('/')?.0;
    }
}

/// `content/images/dijk.svg` goes to `images/dijk.svg`, `content/posts/2025/dijk.svg` to `2025/dijk.svg`.
fn own_path(path: &str) -> &str {
    let path = path.strip_prefix("content/").unwrap_or(path);
    path.strip_prefix("posts/").or_else(|| path.strip_prefix("pages/")).unwrap_or(path)
}

/// Every place that can be linked to, by all its names.
pub(super) fn index(linked: &Linked<'_>, config: &Config) -> LinkIndex {
    let mut targets =
        Vec::with_capacity(linked.articles.len() + linked.files.len() + linked.people.list.len());
    for (written, address) in linked.articles.iter().zip(linked.addresses) {
        let document = &written.document;
        targets.push(LinkTarget {
            source: document.path.clone(),
            path: address.path.clone(),
            slug: address.slug.clone(),
            title: document.title().to_owned(),
            aliases: document.front.aliases.clone(),
            anchors: anchors(written),
        });
    }
    let people = linked.people.list.iter().take(linked.people.shown).map(|named| {
        (named.written.as_ref(), &config.paths.experts, named.id.as_str(), named.name(), "experts")
    });
    let topics = linked.topics.topics.iter().map(|topic| {
        (
            topic.written.as_ref(),
            &config.paths.topics,
            topic.id.as_str(),
            topic.title.as_str(),
            "topics",
        )
    });
    let series = linked.topics.series.iter().map(|series| {
        (None, &config.paths.series, series.id.as_str(), series.title.as_str(), "series")
    });
    for (written, folder, id, title, kind) in people.chain(topics).chain(series) {
        let Ok(path) = OutputPath::new(&format!("{folder}/{id}.html")) else { continue };
        let source = written.map_or_else(
            || SourcePath::new(&format!("content/{kind}/{id}.md")),
            |written| written.document.path.clone(),
        );
        let anchors = written.map(anchors).unwrap_or_default();
        targets.push(LinkTarget {
            source,
            path,
            slug: id.to_owned(),
            title: title.to_owned(),
            aliases: Vec::new(),
            anchors,
        });
    }
    targets.extend(linked.files.iter().map(|file| LinkTarget {
        source: file.source.clone(),
        path: file.path.clone(),
        slug: String::new(),
        title: String::new(),
        aliases: Vec::new(),
        anchors: Vec::new(),
    }));
    let mut hosts = config.comments.old_hosts.clone();
    hosts.extend((!config.base_url.is_empty()).then(|| config.base_url.clone()));
    LinkIndex::new(targets, &hosts).beside(made::made(linked.articles, config))
}

pub(super) fn anchors(written: &Written) -> Vec<String> {
    let outline = &written.document.outline;
    outline.headings.iter().map(|heading| &heading.id).chain(&outline.anchors).cloned().collect()
}

/// The logo and the favicon of the settings.
pub(super) fn brand(files: &[File], config: &Config) -> Checked<Brand> {
    let mut problems = Vec::new();
    let mut find = |key: &str, wanted: &Option<String>| {
        let wanted = wanted.as_ref()?;
        let name = wanted.trim_start_matches('/');
        let source = SourcePath::new(name);
        let forms =
            [source.as_str().to_owned(), format!("static/{source}"), format!("content/{source}")];
        let found = files.iter().find(|file| {
            forms.iter().any(|form| file.source.as_str() == form) || file.path.as_str() == name
        });
        if found.is_none() {
            let nearest = nearest(wanted, files.iter().map(|file| file.source.as_str()));
            let problem = Problem::BrandFile { key: key.to_owned(), path: wanted.clone(), nearest };
            problems.push(Diagnostic::error(problem).at(&SourcePath::new("weerklank.toml")));
        }
        found.map(|file| file.path.clone())
    };
    let logo = find("brand.logo", &config.brand.logo);
    let favicon = find("brand.favicon", &config.brand.favicon);
    Checked { value: Brand { logo, favicon }, problems }
}

/// What something refers to.
pub(super) fn wanted<'a>(
    articles: &'a [Links],
    (people, topics): (&'a People, &'a Subjects),
    (brand, menu): (&'a Brand, &'a (Vec<MenuLink>, Vec<MenuLink>)),
) -> BTreeSet<&'a OutputPath> {
    let mut wanted: BTreeSet<&OutputPath> = brand.logo.iter().chain(&brand.favicon).collect();
    wanted.extend(menu.0.iter().chain(&menu.1).filter_map(|link| match &link.to {
        MenuPlace::Inside(path, _) => Some(path),
        MenuPlace::Made(..) | MenuPlace::Outside(_) => None,
    }));
    let bodies = people.list.iter().filter_map(|named| named.text.as_ref());
    let bodies = bodies.chain(topics.topics.iter().filter_map(|topic| topic.text.as_ref()));
    let bodies = bodies.map(|text| &text.links);
    for links in bodies.chain(articles.iter().map(|article| &article.targets)) {
        wanted.extend(links.values().filter_map(|resolved| match resolved {
            Resolved::Inside { path, .. } => Some(path),
            _ => None,
        }));
    }
    wanted.extend(articles.iter().filter_map(|article| article.image.as_ref()));
    wanted.extend(people.list.iter().filter_map(|named| named.photo.as_ref()));
    wanted
}

/// The files that are part of the site: those that always are, and those that are wanted.
pub(super) fn published(files: Vec<File>, wanted: &BTreeSet<&OutputPath>) -> Vec<File> {
    let films: BTreeSet<&OutputPath> =
        wanted.iter().filter(|path| is_film(path)).copied().collect();
    let beside = |file: &File| {
        let name = file.path.as_str();
        let is_own = |film: &&OutputPath| {
            player::captions(film.as_str(), name).is_some()
                || player::is_poster(film.as_str(), name)
        };
        !films.is_empty() && films.iter().any(is_own)
    };
    let is_published = |file: &File| !file.on_demand || wanted.contains(&file.path) || beside(file);
    let keep: Vec<bool> = files.iter().map(is_published).collect();
    files.into_iter().zip(keep).filter_map(|(file, keep)| keep.then_some(file)).collect()
}

/// The files with captions that browsers do not read.
pub(super) fn unread_captions(files: &[File]) -> Vec<OutputPath> {
    let paths = files.iter().map(|file| &file.path);
    paths.filter(|path| player::is_unread(path.as_str())).cloned().collect()
}

/// Whether captions may lie beside a file.
fn is_film(path: &OutputPath) -> bool {
    let sort = Sort::of(path.as_str(), LinkKind::Image);
    matches!(sort, Some(Sort::Film | Sort::Sound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_post_lie_in_its_folder() {
        for (page, folder) in [
            ("2025/water.html", "2025/water/"),
            ("2025/water/index.html", "2025/water/"),
            ("index.html", ""),
        ] {
            let path = OutputPath::new(page).expect("a path");
            assert_eq!(base(&path), folder);
        }
        assert_eq!(own_path("content/posts/2025/dijk.svg"), "2025/dijk.svg");
        assert_eq!(own_path("content/images/dijk.svg"), "images/dijk.svg");
    }
}
