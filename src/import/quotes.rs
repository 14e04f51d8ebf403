//! Quotes with their sources.

use super::markdown::Writer;

impl Writer<'_, '_> {
    /// The source of a quote: what is cited at its end, and by itself. Within a sentence it is a part of that.
    fn source_of(&self, node: usize) -> Option<usize> {
        let inside = self.tree.walk(node, |_| true);
        let at = inside.iter().rposition(|inner| self.tree.name(*inner) == "cite")?;
        let cite = inside[at];
        let own = self.tree.walk(cite, |_| true).len();
        let parent = self.tree.parent(cite)?;
        let before: Vec<usize> = self
            .tree
            .walk(parent, |_| true)
            .into_iter()
            .take_while(|inner| *inner != cite)
            .collect();
        let last = before.iter().rev().find(|inner| !self.tree.text(&[**inner]).is_empty());
        let is_apart = match self.tree.name(parent) {
            "p" => last.is_none() || before.iter().any(|inner| self.tree.name(*inner) == "br"),
            _ => parent == node || self.tree.name(parent) == "footer",
        };
        (is_apart && self.tree.text(&inside[at + own..]).is_empty()).then_some(cite)
    }

    /// A quote; its source stands on its last line, behind a dash.
    pub(super) fn quote(&mut self, node: usize) -> Option<String> {
        let cite = self.source_of(node);
        let source = cite.map(|cite| self.line(cite)).unwrap_or_default();
        let outer = std::mem::replace(&mut self.passed_over, cite);
        let mut blocks = self.blocks(node);
        self.passed_over = outer;
        let source = source.trim_start_matches(['—', '–', '-', ' ']);
        if !source.is_empty() {
            blocks.push(format!("— {source}"));
        }
        let text = blocks.join("\n\n");
        let quoted: Vec<String> = text
            .split('\n')
            .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
            .collect();
        (!blocks.is_empty()).then(|| quoted.join("\n"))
    }
}
