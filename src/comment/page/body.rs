//! The text of a comment on a page, told from the name, the date and the links around it.

use super::{AROUND, AWAITS, BODY, CHILDREN, ELEMENTS_AROUND, Item, Page, TEXTS};

/// What themes write between a name and what that person says.
const SAYS: [&str; 7] = ["schreef", "zegt", "zei", "reageerde", "says", "said", "wrote"];

/// How a note begins that only the writer of a comment sees while it waits.
const WAITS: [&str; 4] = [
    "je reactie wacht op",
    "uw reactie wacht op",
    "your comment is awaiting",
    "jouw reactie wacht op",
];

impl Page<'_> {
    /// Whether this says that the comment waits: by its class, or in themes of before 2012 by its words alone.
    pub(super) fn says_that_it_waits(&self, node: usize) -> bool {
        let tree = self.tree;
        let is_note = || {
            let first = tree.children(node).next().and_then(|first| tree.own_text(first));
            let said = first.unwrap_or_default().trim_start().to_lowercase();
            WAITS.iter().any(|waits| said.starts_with(waits))
        };
        let is_stressed = matches!(tree.name(node), "em" | "i" | "strong" | "b");
        tree.has_class(node, AWAITS) || is_stressed && is_note()
    }

    /// The text of a comment: the element that themes have for it, or else what is left without names, dates and links.
    pub(super) fn body(&self, item: &Item, own: &[usize]) -> String {
        let tree = self.tree;
        let is_child = |node: usize| {
            tree.has_class(node, CHILDREN) || self.number(node).is_some_and(|id| id != item.id)
        };
        let named =
            own.iter().copied().find(|node| TEXTS.iter().any(|name| tree.has_class(*node, name)));
        if let Some(node) = named {
            let is_left = |node: usize| is_child(node) || self.says_that_it_waits(node);
            return tree.inner_html(node, is_left).trim().to_owned();
        }
        let byline = self.byline(own);
        let is_around = |node: usize| {
            is_child(node)
                || Some(node) == byline
                || self.says_that_it_waits(node)
                || AROUND.iter().any(|name| tree.has_class(node, name))
                || ELEMENTS_AROUND.contains(&tree.name(node))
        };
        let is_body = |node: &usize| tree.has_class(*node, BODY);
        let innermost = own.iter().copied().rfind(is_body).unwrap_or(item.node);
        without_says(tree.inner_html(innermost, is_around).trim()).to_owned()
    }

    /// The name as themes of before 2009 have it, without a class: a `cite` above all paragraphs.
    pub(super) fn byline(&self, own: &[usize]) -> Option<usize> {
        let is_first = |node: &usize| matches!(self.tree.name(*node), "cite" | "p" | "blockquote");
        own.iter().copied().find(is_first).filter(|node| self.tree.name(*node) == "cite")
    }
}

/// What stands below `schreef:`, which such themes have as bare text behind the name.
fn without_says(html: &str) -> &str {
    let Some((word, mut rest)) = html.split_once(':') else { return html };
    if !SAYS.iter().any(|says| word.trim().eq_ignore_ascii_case(says)) {
        return html;
    }
    rest = rest.trim_start();
    while let Some(below) = rest.strip_prefix("<br>") {
        rest = below.trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_theme_says_is_no_word_of_a_person() {
        for (html, left) in [
            ("schreef:<br>\n<br><p>Een</p>", "<p>Een</p>"),
            ("Says: twee", "twee"),
            ("<p>schreef: drie</p>", "<p>schreef: drie</p>"),
            ("Hij schreef: vier", "Hij schreef: vier"),
            ("vijf", "vijf"),
        ] {
            assert_eq!(without_says(html), left);
        }
    }
}
