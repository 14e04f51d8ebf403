//! Code, and other text whose blanks and line ends mean something.

use super::inline;
use super::markdown::Writer;
use crate::html::push_escaped;

/// Elements that text before its form keeps; code has none.
const MARKED: &[&str] = &["a", "strong", "b", "em", "i", "del", "mark", "sub", "sup"];

impl Writer<'_, '_> {
    pub(super) fn code(&mut self, node: usize) -> Option<String> {
        // Verse keeps its lines and its marks.
        if self.tree.has_class(node, "wp-block-verse") {
            let mut run = Vec::new();
            for child in self.tree.children(node).collect::<Vec<_>>() {
                self.inline(child, true, &mut run);
            }
            let verses = inline::paragraphs(&run);
            return (!verses.is_empty()).then(|| verses.join("\n\n"));
        }
        let nodes = self.tree.walk(node, |_| true);
        let is_code = |inner: &usize| self.tree.name(*inner) == "code";
        let is_marked = |inner: &usize| MARKED.contains(&self.tree.name(*inner));
        if nodes.iter().any(is_marked) && !nodes.iter().any(is_code) {
            let mut html = String::new();
            self.push_literal(node, &mut html);
            return Some(format!("<pre>{}</pre>", html.trim_matches('\n').trim_end()));
        }
        let text = self.literal(node);
        let mut classes = nodes.iter().flat_map(|node| self.tree.classes(*node));
        let language = classes
            .find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
        let is_plain = |language: &&str| {
            language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte))
        };
        let language = language.filter(is_plain).unwrap_or_default();
        let text = text.trim_matches('\n').trim_end();
        let fence = "`".repeat((inline::longest_run(text) + 1).max(3));
        (!text.is_empty()).then(|| format!("{fence}{language}\n{text}\n{fence}"))
    }

    /// The same with the links and marks in it, as HTML.
    fn push_literal(&mut self, node: usize, html: &mut String) {
        let tree = self.tree;
        for child in tree.children(node) {
            let name = tree.name(child);
            if let Some(text) = tree.own_text(child) {
                push_escaped(html, text);
            } else if name == "br" {
                html.push('\n');
            } else if MARKED.contains(&name) {
                let href = tree.attribute(child, "href").filter(|_| name == "a");
                let target = href.and_then(|href| self.links.target(href));
                html.push_str(&format!("<{name}"));
                if let Some(target) = target {
                    html.push_str(" href=\"");
                    push_escaped(html, &target);
                    html.push('"');
                }
                html.push('>');
                self.push_literal(child, html);
                html.push_str(&format!("</{name}>"));
            } else if !matches!(name, "script" | "style") && !self.is_hidden(child) {
                self.push_literal(child, html);
            }
        }
    }

    /// The text in a node as it is written, line ends and all.
    pub(super) fn literal(&self, node: usize) -> String {
        let nodes = self.tree.walk(node, |_| true).into_iter();
        let text = nodes.filter_map(|inner| match self.tree.name(inner) {
            "br" => Some("\n"),
            _ => self.tree.own_text(inner),
        });
        text.collect()
    }
}
