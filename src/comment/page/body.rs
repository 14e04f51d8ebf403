//! The text of a comment on a page, told from the name, the date and the links around it.

use super::{AROUND, AWAITS, BODY, CHILDREN, ELEMENTS_AROUND, Item, Page, TEXTS};

/// What themes write between a name and what that person says.
const SAYS: [&str; 7] = ["schreef", "zegt", "zei", "reageerde", "says", "said", "wrote"];

/// How a note begins that only the writer of a comment sees while it waits.
const NOTES: [&str; 7] = [
    "je reactie",
    "jouw reactie",
    "uw reactie",
    "je bericht",
    "uw bericht",
    "your comment",
    "comment",
];

/// What such a note says.
const WAITS: [&str; 7] =
    ["moderat", "wacht op", "afwachting", "goedgekeurd", "awaiting", "pending", "goedkeuring"];

/// No note is longer, in bytes.
const NOTE: usize = 200;

/// Nor lies one among more pieces of a page: breaks, comments, blanks.
const PIECES: usize = 16;

impl Page<'_> {
    /// Whether this says that the comment waits: by its class, or in themes of before 2012 and others by its words alone.
    pub(super) fn says_that_it_waits(&self, node: usize) -> bool {
        let tree = self.tree;
        let says = |node: usize| tree.own_text(node).is_some_and(is_note);
        let is_blank = |node: usize| match tree.own_text(node) {
            Some(text) => text.trim().is_empty(),
            None => matches!(tree.name(node), "" | "br"),
        };
        // It may be the beginning of a sentence of somebody's own.
        let is_whole = |node: usize| {
            let pieces = || tree.parent(node).into_iter().flat_map(|above| tree.children(above));
            let is_alone = || pieces().filter(|other| *other != node).all(is_blank);
            tree.own_text(node).is_some_and(|text| text.contains("moderat"))
                || pieces().nth(PIECES).is_none() && is_alone()
        };
        let is_stressed = matches!(tree.name(node), "em" | "i" | "strong" | "b");
        let first = || tree.children(node).next();
        tree.has_class(node, AWAITS)
            || says(node) && is_whole(node)
            || is_stressed && first().is_some_and(says)
    }

    /// Whether this is the element that themes have for what a comment says.
    fn is_text(&self, node: usize) -> bool {
        TEXTS.iter().any(|name| self.tree.has_class(node, name))
    }

    /// Whether a comment waits. What somebody says may begin like such a note, where a theme has an element for that.
    pub(super) fn waits(&self, item: &Item, own: &[usize]) -> bool {
        let is_said = |node: usize| {
            let mut around = self.tree.ancestors(node).take_while(|above| *above != item.node);
            around.any(|above| self.is_text(above))
        };
        let says = |node: &usize| {
            self.says_that_it_waits(*node)
                && (self.tree.has_class(*node, AWAITS) || !is_said(*node))
        };
        own.iter().any(says)
    }

    /// The text of a comment: the element that themes have for it, or else what is left without names, dates and links.
    pub(super) fn body(&self, item: &Item, own: &[usize], name: Option<usize>) -> String {
        let tree = self.tree;
        let is_child = |node: usize| {
            tree.has_class(node, CHILDREN) || self.number(node).is_some_and(|id| id != item.id)
        };
        if let Some(node) = own.iter().copied().find(|node| self.is_text(*node)) {
            // What somebody says may begin like such a note.
            let is_left = |node: usize| is_child(node) || tree.has_class(node, AWAITS);
            return tree.inner_html(node, is_left).trim().to_owned();
        }
        let is_around = |node: usize| {
            is_child(node)
                || Some(node) == name
                || self.says_that_it_waits(node)
                || AROUND.iter().any(|name| tree.has_class(node, name))
                || ELEMENTS_AROUND.contains(&tree.name(node))
        };
        let is_body = |node: &usize| tree.has_class(*node, BODY);
        let innermost = own.iter().copied().rfind(is_body).unwrap_or(item.node);
        let html = tree.inner_html(innermost, is_around);
        // Behind a name that stands there.
        let is_named =
            name.is_some_and(|name| tree.ancestors(name).any(|above| above == innermost));
        (if is_named { without_says(html.trim()) } else { html.trim() }).to_owned()
    }

    /// The name as themes of before 2009 have it, without a class: a `cite` before all else that a comment has. In what somebody
    /// says it is a source.
    pub(super) fn byline(&self, item: &Item, own: &[usize]) -> Option<usize> {
        let tree = self.tree;
        let cite = own.iter().copied().find(|node| tree.name(*node) == "cite")?;
        let is_first = own.iter().take_while(|node| **node != cite).all(|node| {
            let is_blank = tree.own_text(*node).is_none_or(|text| text.trim().is_empty());
            is_blank && !self.is_text(*node) && !matches!(tree.name(*node), "p" | "blockquote")
        });
        let is_above =
            tree.parent(cite) == Some(item.node) || own.iter().any(|node| self.is_text(*node));
        (is_first && is_above).then_some(cite)
    }
}

/// Whether a text is a note that a comment waits.
fn is_note(text: &str) -> bool {
    if text.len() > NOTE {
        return false;
    }
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let said = words.join(" ").to_lowercase();
    NOTES.iter().any(|note| said.starts_with(note))
        && WAITS.iter().any(|waits| said.contains(waits))
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
    fn a_note_says_that_a_comment_waits() {
        for note in [
            "Je reactie wacht\nop moderatie.",
            "Your\u{a0}comment is awaiting moderation.",
            "\u{200b}(Your comment is pending approval)",
            "Je reactie is in afwachting van moderatie.",
            "Uw reactie is nog niet goedgekeurd.",
            "Comment awaiting moderation",
        ] {
            assert!(is_note(note), "{note}");
        }
        let long = format!("Je reactie wacht op {}", "x".repeat(NOTE));
        for text in ["Je reactie is mooi", "Wij zijn in afwachting", "", &long] {
            assert!(!is_note(text), "{text}");
        }
    }

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
