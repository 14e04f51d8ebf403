//! A page of a WordPress blog as a browser saved it: HTML in which every comment carries its number, and answers lie in the comment
//! they answer.
//!
//! An export of WordPress (WXR) says more and is to be preferred; where both are there they are the same comments, known by the
//! number of the post and their own. What a visitor saw was approved, unless the page says that it waits.

mod around;
mod body;
mod erase;
mod recent;
mod said;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::reading::{Reading, Remark, Writer};
use super::text;
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::address;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::html::tree::{self, DEEPEST, ROOT, Tree};
use crate::source::Source;
use erase::erase;
pub(super) use erase::texts;

/// This format.
pub const FORMAT: Format =
    Format { name: "html", title: "WordPress (HTML)", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 4 << 10;

/// The classes that themes have for what a comment says.
const TEXTS: [&str; 7] = [
    "comment-content",
    "wp-block-comment-content",
    "wpd-comment-text",
    "comment-text",
    "comment_content",
    "comment-body-text",
    "comment-entry",
];
/// What says that a comment waits.
const AWAITS: &str = "comment-awaiting-moderation";
/// What has the answers.
const CHILDREN: &str = "children";
/// What has all of a comment, where nothing has what it says.
const BODY: &str = "comment-body";
/// What stands in that around what it says.
const AROUND: [&str; 17] = [
    "fn",
    "comment-author",
    "comment-meta",
    "commentmetadata",
    "comment-metadata",
    "reply",
    "comment-reply-link",
    "comment-edit-link",
    "edit-link",
    "avatar",
    "says",
    "comment-respond",
    AWAITS,
    "wp-block-comment-reply-link",
    "screen-reader-text",
    "comment-header",
    "comment-footer",
];
/// Elements that do.
const ELEMENTS_AROUND: [&str; 5] = ["header", "footer", "img", "form", "time"];

/// HTML with a comment of WordPress in it, by the anchor that each has.
fn recognises(source: &Source) -> Result<(), Lack> {
    let head = text::decode(&source.bytes[..source.bytes.len().min(HEAD)], Some(UTF_8)).text;
    Lack::Start("<!DOCTYPE html>").unless(is_html(&head))?;
    Lack::Part("id=\"comment-1\"").unless(has_comment(&source.bytes))
}

/// Whether a file is a page of the web, with or without comments.
pub(super) fn is_page(source: &Source) -> bool {
    is_html(&text::decode(&source.bytes[..source.bytes.len().min(HEAD)], Some(UTF_8)).text)
}

fn is_html(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?")) {
        let Some((_, after)) = comment.split_once('>') else { return false };
        rest = after.trim_start();
    }
    let begins = |start: &str| {
        let word = rest.get(..start.len());
        word.is_some_and(|word| word.eq_ignore_ascii_case(start))
    };
    begins("<!doctype html") || begins("<html")
}

/// Whether `comment-` with a digit stands in the bytes as the whole value of an attribute, or behind `div-` or `li-`.
fn has_comment(bytes: &[u8]) -> bool {
    const WORD: &[u8] = b"comment-";
    bytes.windows(WORD.len() + 1).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).map_or(0, |before| bytes[before]);
        window.starts_with(WORD)
            && window[WORD.len()].is_ascii_digit()
            && matches!(before, b'"' | b'\'' | b'=' | b'-')
    })
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, Some(declared_encoding(&source.bytes)));
    let error = |problem| Diagnostic::error(problem).at(&source.path);
    let lowered_end = decoded
        .text
        .get(decoded.text.floor_char_boundary(decoded.text.len().saturating_sub(HEAD))..);
    let end = lowered_end.unwrap_or_default().to_lowercase();
    if !end.contains("</html") && !end.contains("</body") {
        let line = u32::try_from(decoded.text.trim_end().matches('\n').count() + 1).ok();
        let problem = Diagnostic { line, ..error(Problem::XmlTruncated) };
        return Checked { value: Export::default(), problems: vec![problem] };
    }
    let Some(tree) = tree::parse(&decoded.text) else {
        let problem = error(Problem::XmlTooDeep { limit: u64::from(DEEPEST) });
        return Checked { value: Export::default(), problems: vec![problem] };
    };
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    reading.warn_all(decoded.warning(&source.path));
    match (Page { tree: &tree, config }).add_to(&mut reading) {
        Ok(()) => reading.finish(),
        Err(problem) => reading.fail(error(problem)),
    }
}

/// What `<meta charset="…">` says, in either of its forms, or else UTF-8.
fn declared_encoding(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    head.split_once("charset=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']))
        .and_then(|rest| rest.split(['"', '\'', '>', ' ', ';', '/']).next())
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(UTF_8)
}

/// The number in the id of an element of this name.
fn number_of<'a>(id: &'a str, name: &str) -> Option<&'a str> {
    let id = id.strip_prefix("div-").or_else(|| id.strip_prefix("li-")).unwrap_or(id);
    let number = id.strip_prefix("comment-")?;
    let is_block = matches!(name, "li" | "div" | "article" | "section" | "dd");
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_block && is_number && number.len() <= 20).then_some(number)
}

/// A page on its way to its comments.
struct Page<'a> {
    tree: &'a Tree,
    config: &'a Config,
}

/// An element that holds a comment, with the number that it carries.
struct Item {
    node: usize,
    id: String,
    parent: Option<String>,
}

impl Page<'_> {
    fn add_to(&self, reading: &mut Reading<'_>) -> Result<(), Problem> {
        let all = self.tree.walk(ROOT, |_| true);
        let items = self.items(&all);
        let (place, held) = self.post(&all, &items, reading);
        let place = Arc::new(place);
        if let Some(reason @ (Held::PrivatePost | Held::PasswordProtected)) = held {
            reading.export.restricted.push((place.clone(), reason));
        }
        items.iter().try_for_each(|item| self.comment(item, &place, held, reading))
    }

    /// The comments of the page. The outermost element with a number holds the comment, and what it answers is the nearest that
    /// it lies in.
    fn items(&self, all: &[usize]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut inside: HashMap<usize, usize> = HashMap::new();
        for node in all {
            let around = self.tree.parent(*node).and_then(|parent| inside.get(&parent)).copied();
            let number = self.number(*node);
            let here = match (number, around) {
                (Some(id), Some(outer)) if items[outer].id == id => Some(outer),
                (Some(id), _) => {
                    let parent = around.map(|outer| items[outer].id.clone());
                    let parent = parent.or_else(|| self.answered(*node));
                    items.push(Item { node: *node, id: id.to_owned(), parent });
                    Some(items.len() - 1)
                }
                (None, around) => around,
            };
            if let Some(item) = here {
                inside.insert(*node, item);
            }
        }
        items
    }

    /// The number in `comment-7`, `div-comment-7` or `li-comment-7`, of an element that is a block.
    fn number(&self, node: usize) -> Option<&str> {
        number_of(self.tree.attribute(node, "id")?, self.tree.name(node))
    }

    /// Where the page stood, and why nothing of it is public, if it says so.
    fn post(
        &self,
        all: &[usize],
        items: &[Item],
        reading: &mut Reading<'_>,
    ) -> (Place, Option<Held>) {
        let tree = self.tree;
        let link = |rel: &str| {
            let found = all.iter().find(|node| {
                let own = tree.attribute(**node, "rel").unwrap_or_default();
                tree.name(**node) == "link" && own.split_ascii_whitespace().any(|own| own == rel)
            })?;
            tree.attribute(*found, "href").filter(|href| address::host(href).is_some())
        };
        let meta = |property: &str| {
            let found = all.iter().find(|node| {
                tree.name(**node) == "meta" && tree.attribute(**node, "property") == Some(property)
            })?;
            tree.attribute(*found, "content").map(str::trim).filter(|text| !text.is_empty())
        };
        let shortlink = link("shortlink");
        let named = link("canonical").or_else(|| meta("og:url")).or_else(|| saved_from(tree, all));
        let blog = link("https://api.w.org/").and_then(|href| href.split("/wp-json").next());
        let blog =
            blog.or_else(|| link("EditURI").and_then(|href| href.split("/xmlrpc.php").next()));
        let blog =
            blog.or_else(|| link("pingback").and_then(|href| href.split("/xmlrpc.php").next()));
        let system = blog
            .map(bare)
            .or_else(|| named.or(shortlink).and_then(address::host).map(|(host, _)| host));
        let heading = |class: &str| all.iter().copied().find(|node| tree.has_class(*node, class));
        let title = ["entry-title", "post-title", "wp-block-post-title"]
            .iter()
            .find_map(|class| heading(class));
        let title = title.map(|node| tree.text(&tree.walk(node, |_| true)));
        let title = title.or_else(|| meta("og:title").map(str::to_owned));
        let id = shortlink.and_then(address::post_id).map(str::to_owned);
        let id = id.or_else(|| self.post_number(all, items));
        let article = all.iter().copied().find(|node| {
            (tree.name(*node) == "article" || tree.has_class(*node, "hentry"))
                && self.number(*node).is_none()
        });
        let has = |class: &str| article.is_some_and(|article| tree.has_class(article, class));
        let held = match () {
            () if has("status-private") => Some(Held::PrivatePost),
            () if ["status-draft", "status-pending", "status-future"].iter().any(|c| has(c)) => {
                Some(Held::UnpublishedPost)
            }
            () if has("post-password-required") => Some(Held::PasswordProtected),
            () => None,
        };
        let place = Place {
            system: system.unwrap_or_default(),
            address: reading.value(named.or(shortlink)),
            title: reading.value(title.as_deref()),
            id: id.map(|id| ("wordpress".to_owned(), id)),
            ..Place::default()
        };
        (place, held)
    }

    /// The number of the post in `postid-528` of the body, in the links to answer, or in the form for a new comment.
    fn post_number(&self, all: &[usize], items: &[Item]) -> Option<String> {
        let tree = self.tree;
        let body = all.iter().copied().find(|node| tree.name(*node) == "body")?;
        let mut classes = tree.classes(body);
        let number = classes.find_map(|class| {
            class.strip_prefix("postid-").or_else(|| class.strip_prefix("page-id-"))
        });
        let number = number.or_else(|| {
            let first = items.first()?.node;
            let within = tree.walk(first, |_| true);
            within.into_iter().find_map(|node| tree.attribute(node, "data-postid"))
        });
        let is_form = |node: &&usize| {
            tree.attribute(**node, "name").is_some_and(|name| name == "comment_post_ID")
        };
        let number = number
            .or_else(|| all.iter().find(is_form).and_then(|node| tree.attribute(*node, "value")))?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.to_owned())
    }

    fn comment(
        &self,
        item: &Item,
        place: &Arc<Place>,
        of_post: Option<Held>,
        reading: &mut Reading<'_>,
    ) -> Result<(), Problem> {
        let tree = self.tree;
        let is_other = |node: usize| self.number(node).is_some_and(|id| id != item.id);
        let own = tree.walk(item.node, |node| !is_other(node));
        let class = |names: &[&str]| {
            let known = |node: &&usize| names.iter().any(|name| tree.has_class(**node, name));
            own.iter().find(known).copied()
        };
        let (named, name) = self.name(item, &own);
        let body = self.body(item, &own, named);
        let kind = |name: &str| tree.has_class(item.node, name) || class(&[name]).is_some();
        let held = match () {
            () if kind("pingback") => Some(Held::Pingback),
            () if kind("trackback") => Some(Held::Trackback),
            () if class(&["unapproved"]).is_some() || self.waits(item, &own) => Some(Held::Pending),
            () if body.trim().is_empty() => Some(Held::Empty),
            () => of_post,
        };
        let line = tree.line(item.node);
        let written = self.moment(line, &own, reading);
        let name = name.map(Cow::Owned);
        let author = reading.author(&Writer { name, ..Writer::default() });
        let id = Some(Cow::Borrowed(item.id.as_str()));
        let parent = item.parent.as_deref().map(Cow::Borrowed);
        let (body, kind) = (Some(Cow::Owned(body)), BodyKind::Html);
        let remark = Remark { line, id, parent, author, written, body, kind, held };
        reading.add(place.clone(), remark)
    }
}

/// What some browsers write above a page that they save: `<!-- saved from url=(0042)https://… -->`.
fn saved_from<'a>(tree: &'a Tree, all: &[usize]) -> Option<&'a str> {
    let notes = all.iter().take(8).filter_map(|node| tree.comment(*node));
    notes
        .filter_map(|note| note.trim().strip_prefix("saved from url=("))
        .find_map(|rest| rest.split_once(')').map(|(_, address)| address.trim()))
        .filter(|address| address::host(address).is_some())
}

/// The name of a site, however its address is written: as an export of WordPress has it.
fn bare(address: &str) -> String {
    let lowered = address.to_lowercase();
    let bare = lowered.split_once("://").map_or(lowered.as_str(), |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests;
