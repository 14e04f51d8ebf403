//! Who made a file of the output, for messages: a document, a file, or the program itself.

use super::feed::FeedOf;
use super::plan::PageKind;
use super::theme::Theme;
use crate::config::Config;
use crate::output::OutputPath;
use crate::post::Document;
use crate::site::{ArticleId, Site, Text};
use crate::source::SourcePath;

/// The document that the page has its address from.
pub(super) fn document<'a>(site: &'a Site, kind: &PageKind) -> Option<&'a Document> {
    match kind {
        PageKind::Post(id, ..) | PageKind::Static(id, ..) | PageKind::Redirect(id) => {
            Some(site.article(*id).document())
        }
        PageKind::Expert(id, _) | PageKind::Feed(FeedOf::Expert(id)) => {
            let person = site.person(*id);
            own(person.text.as_ref())
                .or_else(|| first(site, person.posts.iter().chain(&person.quoted)))
        }
        PageKind::Topic(id, _) | PageKind::Feed(FeedOf::Topic(id)) => {
            let topic = site.topic(*id);
            own(topic.text.as_ref()).or_else(|| first(site, topic.posts.iter()))
        }
        PageKind::Series(id) => first(site, site.series[id.0 as usize].posts.iter()),
        _ => None,
    }
}

/// The address of the site's own that a page stands for, if that of the site is known: an old address stands for the new one.
pub(super) fn canonical(
    path: &OutputPath,
    kind: &PageKind,
    site: &Site,
    config: &Config,
) -> Option<String> {
    let path = match kind {
        PageKind::Redirect(id) => &site.article(*id).path,
        _ => path,
    };
    (!config.base_url.is_empty()).then(|| path.href_from(&config.base_url))
}

fn own(text: Option<&Text>) -> Option<&Document> {
    text.map(|text| &*text.written.document)
}

/// Somebody or something without a file of its own is there because a document names it.
fn first<'a>(
    site: &'a Site,
    mut posts: impl Iterator<Item = &'a ArticleId>,
) -> Option<&'a Document> {
    posts.next().map(|id| site.article(*id).document())
}

/// The line of its front matter that gives the page its address.
pub(super) fn line(document: &Document, kind: &PageKind) -> Option<u32> {
    let keys: &[&str] = match kind {
        PageKind::Redirect(_) => &["aliases"],
        PageKind::Expert(..) | PageKind::Feed(FeedOf::Expert(_)) => &["authors", "experts"],
        PageKind::Topic(..) | PageKind::Feed(FeedOf::Topic(_)) => &["topics"],
        PageKind::Series(_) => &["series"],
        _ => &["slug", "address"],
    };
    keys.iter().find_map(|key| document.front.lines.get(*key)).copied()
}

/// Whether the other page of two at one address is the one to mend: a document's rather than the program's own, and that of a
/// document that names the address rather than one that has it from the name of its file.
pub(super) fn is_at_other(site: &Site, kind: &PageKind, other: &PageKind) -> bool {
    let names = |kind: &PageKind| {
        let is_article = matches!(kind, PageKind::Post(..) | PageKind::Static(..));
        is_article && document(site, kind).is_some_and(|document| line(document, kind).is_some())
    };
    match kind {
        PageKind::Redirect(_) => false,
        PageKind::Copy(_) | PageKind::Smaller(_) => names(other),
        _ if document(site, kind).is_none() => document(site, other).is_some(),
        _ => names(other) && !names(kind),
    }
}

/// The file to look at for what no document made.
pub(super) fn file(site: &Site, kind: &PageKind) -> SourcePath {
    match kind {
        PageKind::Copy(index) => site.files[*index].source.clone(),
        PageKind::Smaller(index) => site.files[site.shown.smaller[*index].of].source.clone(),
        _ => SourcePath::new("weerklank.toml"),
    }
}

/// Its name in a message: a path, or what the catalogues have words for.
pub(super) fn name(site: &Site, theme: &Theme, kind: &PageKind) -> String {
    if let Some(document) = document(site, kind) {
        return document.path.to_string();
    }
    let own = match kind {
        PageKind::Copy(_) | PageKind::Smaller(_) => return file(site, kind).to_string(),
        PageKind::Asset(index) => return format!("assets/{}", theme.assets[*index].name),
        PageKind::Home(_) => "home",
        PageKind::Year(..) => "year",
        PageKind::Experts => "experts",
        PageKind::Topics => "topics",
        PageKind::SeriesList => "series",
        PageKind::Discussions => "discussions",
        PageKind::Documents | PageKind::Document(_) => "documents",
        PageKind::Accessibility => "accessibility",
        PageKind::Digests | PageKind::Digest(..) => "digests",
        PageKind::NotFound => "not-found",
        PageKind::Feed(_) => "feed",
        PageKind::Sitemap(_) => "sitemap",
        PageKind::Search | PageKind::Shard(_) => "search",
        _ => "page",
    };
    own.to_owned()
}
