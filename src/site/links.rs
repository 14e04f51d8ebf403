//! What each link of a document leads to, and what is told of those that lead nowhere.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::address::at_key;
use super::files::anchors;
use super::join::Hidden;
use super::people::People;
use super::publication;
use super::topics::Subjects;
use super::{Text, Written};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Waiting};
use crate::output::{OutputPath, is_device};
use crate::post::Document;
use crate::post::links::{LinkIndex, LinkTarget, Resolved};
use crate::post::outline::{Link, LinkKind};
use crate::source::SourcePath;

/// So many links of one kind are told one by one in a file; the others are counted.
const TOLD: usize = 50;

/// What an article refers to.
#[derive(Clone, Debug)]
pub struct Links {
    /// What each link of the body leads to, by the target as written.
    pub(super) targets: BTreeMap<String, Resolved>,
    /// Its picture.
    pub(super) image: Option<OutputPath>,
}

/// Where links can lead: the places of the site, and those that readers do not see today.
pub(super) struct Ways {
    /// The places of the site.
    pub index: LinkIndex,
    hidden: LinkIndex,
    waiting: BTreeMap<OutputPath, (SourcePath, Waiting)>,
    /// Places of documents that could not be read.
    unread: LinkIndex,
}

impl Ways {
    pub(super) fn new(
        index: LinkIndex,
        (withheld, places): (&[Written], &[Hidden]),
        [unread, resources]: [&[(SourcePath, String)]; 2],
        config: &Config,
    ) -> Ways {
        let mut targets = Vec::new();
        let mut waiting = BTreeMap::new();
        for (written, place) in withheld.iter().zip(places) {
            let document = &written.document;
            let (Some((slug, path)), Some(why)) =
                (place, publication::waiting(&document.front, config))
            else {
                continue;
            };
            waiting.insert(path.clone(), (document.path.clone(), why));
            targets.push(LinkTarget {
                source: document.path.clone(),
                path: path.clone(),
                slug: slug.clone(),
                title: document.title().to_owned(),
                aliases: document.front.aliases.clone(),
                anchors: anchors(written),
            });
        }
        let nameless = |(source, slug): &(SourcePath, String)| {
            Some(LinkTarget {
                source: source.clone(),
                path: OutputPath::new(&format!("{slug}.html")).ok()?,
                slug: slug.clone(),
                title: String::new(),
                aliases: Vec::new(),
                anchors: Vec::new(),
            })
        };
        for target in resources.iter().filter_map(nameless) {
            // No document has this place: it ends in `.md`.
            let Ok(path) = OutputPath::new(target.source.as_str()) else { continue };
            waiting.insert(path.clone(), (target.source.clone(), Waiting::Part));
            targets.push(LinkTarget { path, ..target });
        }
        let hosts = &config.comments.old_hosts;
        let unread = LinkIndex::new(unread.iter().filter_map(nameless).collect(), hosts);
        Ways { index, hidden: LinkIndex::new(targets, hosts), waiting, unread }
    }

    /// What a target of a document leads to. Its front matter may name the folder of its pictures, as in Chirpy.
    fn resolve(&self, document: &Document, target: &str, kind: LinkKind) -> Resolved {
        let folder = document.front.media_folder.as_deref().filter(|_| kind == LinkKind::Image);
        let folder = folder.map(|folder| folder.trim_matches('/')).filter(|it| !it.is_empty());
        let below = folder.filter(|_| !target.contains(':')).and_then(|folder| {
            let path = format!("/{folder}/{target}");
            let found = self.index.resolve(&document.path, &path, kind);
            (found != Resolved::Broken).then_some(found)
        });
        below.unwrap_or_else(|| self.index.resolve(&document.path, target, kind))
    }

    /// Whether a link leads to a document that could not be read. That is told already, and what is on its page nobody knows.
    fn leads_to_unread(&self, link: &Link, from: &SourcePath) -> bool {
        let found = self.unread.resolve(from, &link.target, link.kind);
        matches!(found, Resolved::Inside { title: None, .. } | Resolved::BrokenAnchor(_))
            && link.kind != LinkKind::Image
    }

    /// What is wrong with a link. What may have been meant by it is looked for only here.
    fn problem(
        &self,
        trouble: Trouble,
        link: &Link,
        resolved: &Resolved,
        from: &SourcePath,
    ) -> Problem {
        let target = link.target.clone();
        match (trouble, resolved) {
            (Trouble::Image | Trouble::Link, _) if is_of_device(link) => {
                Problem::ReservedName { slug: name(link).to_owned() }
            }
            (Trouble::Image, _) => {
                let nearest = self.index.nearest(from, &target, LinkKind::Image);
                Problem::MissingImage { target, nearest }
            }
            (Trouble::Remote, _) => Problem::RemoteImage { address: target },
            (Trouble::Unsafe, _) => Problem::UnsafeLink { target },
            (Trouble::Anchor, Resolved::BrokenAnchor(path)) => {
                let anchor = target.split_once('#').map_or("", |(_, anchor)| anchor).to_owned();
                let nearest = self.index.nearest_anchor(path, &anchor);
                Problem::BrokenAnchor { target, anchor, nearest }
            }
            (Trouble::Link | Trouble::Anchor, _) => {
                if let Some((post, waiting)) = self.hidden_post(link, from) {
                    return Problem::LinkWaits {
                        target,
                        post: post.to_string(),
                        waiting: *waiting,
                    };
                }
                let nearest = self.index.nearest(from, &target, link.kind);
                Problem::BrokenLink { target, nearest }
            }
        }
    }

    /// The post that a link would lead to if readers saw it.
    fn hidden_post(&self, link: &Link, from: &SourcePath) -> Option<&(SourcePath, Waiting)> {
        match self.hidden.resolve(from, &link.target, link.kind) {
            Resolved::Inside { path, .. } | Resolved::BrokenAnchor(path) => self.waiting.get(&path),
            _ => None,
        }
    }
}

/// The name of the file that a link leads to, as it is written.
fn name(link: &Link) -> &str {
    let path = link.target.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether that is the name of a device of Windows: such a file has no place on the site, whether it is there or not.
fn is_of_device(link: &Link) -> bool {
    let name = name(link);
    link.kind != LinkKind::Wiki && name.contains('.') && is_device(name)
}

/// What can be wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    Link,
    Anchor,
    Image,
    Remote,
    Unsafe,
}

impl Trouble {
    fn of(link: &Link, resolved: &Resolved) -> Option<Trouble> {
        match (resolved, link.kind) {
            (Resolved::Broken, LinkKind::Image) => Some(Trouble::Image),
            (Resolved::Broken, _) => Some(Trouble::Link),
            (Resolved::Outside, LinkKind::Image) => Some(Trouble::Remote),
            (Resolved::BrokenAnchor(_), _) => Some(Trouble::Anchor),
            (Resolved::Unsafe, _) => Some(Trouble::Unsafe),
            _ => None,
        }
    }
}

/// What an article's links lead to, and its picture.
pub(super) fn link(written: &Written, ways: &Ways) -> Checked<Links> {
    let mut problems = Vec::new();
    let image = written.document.front.image.as_ref();
    let image = image.and_then(|image| picture(written, image, "image", ways, &mut problems));
    let targets = resolve(written, ways, &mut problems);
    Checked { value: Links { targets, image }, problems }
}

/// The people with their biographies and photos.
pub(super) fn link_people(mut people: People, ways: &Ways) -> Checked<People> {
    let mut problems = Vec::new();
    for named in &mut people.list {
        if let Some(photo) = named.given.photo.clone() {
            named.photo = match &named.written {
                Some(written) => picture(written, &photo, "photo", ways, &mut problems),
                None => match ways.index.resolve(&named.path, &photo, LinkKind::Image) {
                    Resolved::Inside { path, .. } => Some(path),
                    _ => None,
                },
            };
        }
        named.text = named.written.take().map(|written| text(written, ways, &mut problems));
    }
    Checked { value: people, problems }
}

/// The topics with their introductions.
pub(super) fn link_topics(mut subjects: Subjects, ways: &Ways) -> Checked<Subjects> {
    let mut problems = Vec::new();
    for topic in &mut subjects.topics {
        topic.text = topic.written.take().map(|written| text(written, ways, &mut problems));
    }
    Checked { value: subjects, problems }
}

fn text(written: Written, ways: &Ways, problems: &mut Vec<Diagnostic>) -> Text {
    Text { links: resolve(&written, ways, problems), written }
}

/// What the links of a body lead to.
fn resolve(
    written: &Written,
    ways: &Ways,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Resolved> {
    let path = &written.document.path;
    let source = LazyCell::new(|| String::from_utf8_lossy(&written.source));
    let mut links = BTreeMap::new();
    let mut troubles: BTreeMap<Trouble, (String, u64)> = BTreeMap::new();
    for link in &written.document.outline.links {
        let resolved = ways.resolve(&written.document, &link.target, link.kind);
        let trouble = Trouble::of(link, &resolved);
        if let Some(trouble) = trouble.filter(|_| !ways.leads_to_unread(link, path)) {
            let (kind, count) = troubles.entry(trouble).or_default();
            *count += 1;
            if *count <= TOLD as u64 {
                let problem = ways.problem(trouble, link, &resolved, path);
                let problem = Diagnostic::warning(problem).at(path).on_line(link.line, &source);
                *kind = problem.code();
                problems.push(problem);
            }
        }
        links.insert(link.target.clone(), resolved);
    }
    for (kind, count) in troubles.into_values().filter(|(_, count)| *count > TOLD as u64) {
        let problem = Problem::MoreAlike { kind, count: count - TOLD as u64 };
        problems.push(Diagnostic::warning(problem).at(path));
    }
    links
}

/// A picture that a key of the front matter names.
fn picture(
    written: &Written,
    target: &str,
    key: &str,
    ways: &Ways,
    problems: &mut Vec<Diagnostic>,
) -> Option<OutputPath> {
    let find = |target: &str| ways.resolve(&written.document, target, LinkKind::Image);
    let mut resolved = find(target);
    // Of a `coverImage` only its name was said: it may lie beside the post as well as in the folder where most have it.
    if let (Resolved::Broken, Some(name)) = (&resolved, target.strip_prefix("images/")) {
        resolved = find(name);
    }
    if let Resolved::Inside { path, .. } = resolved {
        return Some(path);
    }
    let link = Link { target: target.to_owned(), kind: LinkKind::Image, line: 1 };
    if let Some(trouble) = Trouble::of(&link, &resolved) {
        let problem = ways.problem(trouble, &link, &resolved, &written.document.path);
        problems.push(at_key(
            Diagnostic::warning(problem),
            &written.document,
            key,
            &written.source,
        ));
    }
    None
}
