//! What stands on a page around what a comment says: who wrote it, when, and what it answers.

use super::{Item, Page};
use crate::comment::dates::{self, Order, Written};
use crate::comment::reading::{Reading, When};

/// The classes that themes have for the name. What has the name alone stands within what has words around it.
const NAMES: [&str; 5] = [
    "fn",
    "wp-block-comment-author-name",
    "comment-author-name",
    "wpd-comment-author",
    "comment-author",
];

/// Those for when it was written.
const DATES: [&str; 6] = [
    "comment-metadata",
    "comment-meta",
    "commentmetadata",
    "comment-date",
    "comment_date",
    "wpd-comment-date",
];

impl Page<'_> {
    /// The element with the name of who wrote a comment, and the name.
    pub(super) fn name(&self, item: &Item, own: &[usize]) -> (Option<usize>, Option<String>) {
        let tree = self.tree;
        let has = |name: &&str| own.iter().copied().find(|node| tree.has_class(*node, name));
        // Only where no name has a class it is one as the oldest themes have it.
        let found = NAMES.iter().find_map(has).or_else(|| self.byline(item, own));
        let name = found.map(|node| {
            let node = self.stressed(node).unwrap_or(node);
            tree.text(&tree.walk(node, |node| !tree.has_class(node, "says")))
        });
        (found, name)
    }

    /// The name in an element with more than that, which some themes set off: `<strong>Jan</strong>12 maart 2015`.
    fn stressed(&self, node: usize) -> Option<usize> {
        let tree = self.tree;
        let is_stressed = |node: &usize| matches!(tree.name(*node), "strong" | "b" | "cite");
        tree.has_class(node, "comment-author").then(|| tree.children(node).find(is_stressed))?
    }

    /// What a comment answers that does not lie in it: `wpDiscuz` has the numbers of both in the id of an element around it.
    pub(super) fn answered(&self, node: usize) -> Option<String> {
        let mut ids = self.tree.ancestors(node).filter_map(|node| self.tree.attribute(node, "id"));
        let (_, parent) = ids.find_map(|id| id.strip_prefix("wpd-comm-"))?.split_once('_')?;
        let is_number = !parent.is_empty() && parent.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && parent != "0" && parent.len() <= 20).then(|| parent.to_owned())
    }

    /// The moment that the page has for programs, or else what it shows people, or tells them who point at that.
    pub(super) fn moment(
        &self,
        line: u32,
        own: &[usize],
        reading: &mut Reading<'_>,
    ) -> Option<When> {
        let tree = self.tree;
        let has = |name: &&str| own.iter().copied().find(|node| tree.has_class(*node, name));
        let time = own.iter().copied().find(|node| tree.name(*node) == "time");
        let is_dated = |node: &usize| DATES.iter().any(|name| tree.has_class(*node, name));
        let dated = time.or_else(|| own.iter().copied().find(is_dated));
        let shown = match dated {
            Some(node) => Some(tree.text(&tree.walk(node, |_| true))),
            None => has(&"comment-author").and_then(|node| self.beside(node)),
        };
        let bare = |text: &'_ str| {
            let text = text.trim();
            let rest = text
                .get(..3)
                .filter(|word| ["op ", "on "].iter().any(|on| word.eq_ignore_ascii_case(on)));
            text[rest.map_or(0, str::len)..].to_owned()
        };
        let machine = time.and_then(|node| tree.attribute(node, "datetime")).map(str::to_owned);
        let pointed = dated.and_then(|node| tree.attribute(node, "title")).map(str::to_owned);
        let said: Vec<String> =
            [machine, shown.as_deref().map(bare), pointed].into_iter().flatten().collect();
        let order = Order::of(&self.config.comments);
        let is_read = |text: &&String| {
            matches!(dates::read(text, order), Written::At(_) | Written::Local(..))
        };
        let mut said = said.iter().filter(|text| !text.is_empty());
        let first = said.clone().find(is_read).or_else(|| said.next());
        reading.moment(first.map(String::as_str), &self.config.timezone, line)
    }

    /// What stands beside a name that is set off, without links.
    fn beside(&self, node: usize) -> Option<String> {
        let name = self.stressed(node)?;
        let is_left = |node: usize| node != name && self.tree.name(node) != "a";
        Some(self.tree.text(&self.tree.walk(node, is_left)))
    }
}
