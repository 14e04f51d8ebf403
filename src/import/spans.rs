//! What stands within a line.

use super::escaped::destination;
use super::inline::{self, Mark, Piece};
use super::markdown::Writer;

impl Writer<'_, '_> {
    /// What stands within a line. In the classic editor line ends are those that readers see, and an empty line parts paragraphs.
    pub(super) fn inline(&mut self, node: usize, has_lines: bool, run: &mut Vec<Piece>) {
        if self.passed_over == Some(node) || self.is_hidden(node) {
            return;
        }
        if let Some(text) = self.tree.own_text(node) {
            let is_linked = self.tree.ancestors(node).any(|node| self.tree.name(node) == "a");
            let mut pieces = Vec::new();
            push_text(text, has_lines, &mut pieces);
            for piece in pieces {
                match piece {
                    Piece::Text(text) if !is_linked => self.addresses(&text, run),
                    other => run.push(other),
                }
            }
            return;
        }
        run.extend(self.anchor(node).map(Piece::Raw));
        match self.tree.name(node) {
            "br" => run.push(Piece::Break),
            "strong" | "b" => self.marked(node, Mark::Strong, has_lines, run),
            "em" | "i" | "cite" | "dfn" => self.marked(node, Mark::Emphasis, has_lines, run),
            "del" | "s" | "strike" => self.marked(node, Mark::Struck, has_lines, run),
            "code" | "tt" | "samp" => run.push(Piece::Code(self.literal(node))),
            "sup" if self.tree.has_class(node, "fn") => {
                let id = self.tree.attribute(node, "data-fn").unwrap_or_default();
                if self.notes.iter().any(|(own, _)| own == id) {
                    self.noted.push(id.to_owned());
                    run.push(Piece::Raw(format!("[^{}]", self.noted.len())));
                }
            }
            name @ ("sub" | "sup" | "kbd" | "mark" | "q") => {
                run.push(Piece::Raw(format!("<{name}>")));
                self.within(node, has_lines, run);
                run.push(Piece::Raw(format!("</{name}>")));
            }
            "math" => self.formula(node, run),
            "a" => self.link(node, run),
            "img" => run.extend(self.image(node, "").map(Piece::Raw)),
            "script" | "style" | "noscript" | "template" | "summary" | "svg" | "figcaption" => {}
            // The sign by which it opens.
            "span"
                if self.tree.attribute(node, "aria-hidden") == Some("true")
                    && self.is_in_heading(node) => {}
            // What opens an accordion is its heading.
            "button" if self.is_in_heading(node) => self.within(node, has_lines, run),
            "button" | "input" | "select" | "textarea" | "canvas" => {
                self.left.insert(self.tree.name(node).to_owned());
            }
            _ => self.within(node, has_lines, run),
        }
    }

    /// Text in which the addresses of posts of the blog become links to them, as the blog made of those that stood by themselves.
    fn addresses(&mut self, text: &str, run: &mut Vec<Piece>) {
        let mut rest = text;
        let mut passed = 0;
        while let Some(at) = rest[passed..].find("http").map(|at| passed + at) {
            let length = rest[at..].find(|c: char| c.is_whitespace() || "<>\"'()[]".contains(c));
            let address = &rest[at..at + length.unwrap_or(rest.len() - at)];
            let address = address.trim_end_matches(['.', ',', ':', ';', '!', '?']);
            passed = at + address.len().max("http".len());
            let Some(title) = self.links.title(address).map(str::to_owned) else { continue };
            let Some(target) = self.links.target(address) else { continue };
            push_formulas(&rest[..at], run);
            let title = inline::label(&[Piece::Text(title)]);
            run.push(Piece::Raw(format!("[{title}]({})", destination(&target))));
            rest = &rest[passed..];
            passed = 0;
        }
        push_formulas(rest, run);
    }

    fn within(&mut self, node: usize, has_lines: bool, run: &mut Vec<Piece>) {
        for child in self.tree.children(node).collect::<Vec<_>>() {
            self.inline(child, has_lines, run);
        }
    }

    fn marked(&mut self, node: usize, mark: Mark, has_lines: bool, run: &mut Vec<Piece>) {
        let names: &[&str] = match mark {
            Mark::Strong => &["strong", "b", "h1", "h2", "h3", "h4", "h5", "h6"],
            Mark::Emphasis => &["em", "i", "cite", "dfn"],
            Mark::Struck => &["del", "s", "strike"],
        };
        // What is strong already cannot become stronger.
        let is_marked = self.tree.ancestors(node).any(|node| names.contains(&self.tree.name(node)));
        if !is_marked {
            run.push(Piece::Open(mark));
        }
        self.within(node, has_lines, run);
        if !is_marked {
            run.push(Piece::Close(mark));
        }
    }

    /// A formula, as LaTeX if that stands in it.
    fn formula(&mut self, node: usize, run: &mut Vec<Piece>) {
        let tree = self.tree;
        let is_latex =
            |inner: &usize| tree.attribute(*inner, "encoding") == Some("application/x-tex");
        let Some(latex) = tree.walk(node, |_| true).into_iter().find(is_latex) else {
            self.within(node, false, run);
            return;
        };
        let sign = if tree.attribute(node, "display") == Some("block") { "$$" } else { "$" };
        run.extend(formula(&tree.text(&tree.walk(latex, |_| true)), sign));
    }

    /// A link around paragraphs and headings: the first of them that is text alone leads there.
    pub(super) fn block_link(&mut self, node: usize, blocks: &mut Vec<String>) {
        let mut own = self.blocks(node);
        let href = self.tree.attribute(node, "href");
        let is_text = |block: &&mut String| {
            let begins_other = block.starts_with(['-', '>', '`', '|', ':']);
            !begins_other && !block.contains(['[', '<', '\n'])
        };
        if let Some(block) = own.iter_mut().find(is_text)
            && let Some(target) = href.and_then(|href| self.links.target(href))
        {
            let signs = block.len() - block.trim_start_matches('#').trim_start().len();
            let end = block.find(" {#").unwrap_or(block.len());
            let text = &block[signs..end];
            *block =
                format!("{}[{text}]({}){}", &block[..signs], destination(&target), &block[end..]);
        }
        blocks.append(&mut own);
    }

    fn link(&mut self, node: usize, run: &mut Vec<Piece>) {
        let pieces = self.pieces(node);
        let text = inline::label(&pieces);
        let href = self.tree.attribute(node, "href");
        // A picture that led to its larger self is here as large as it was.
        let pictures = self.tree.walk(node, |_| true).into_iter();
        let source = pictures.filter_map(|inner| self.tree.attribute(inner, "src")).next();
        let is_itself = href.zip(source).is_some_and(|(href, source)| {
            matches!(pieces.as_slice(), [Piece::Raw(_)]) && self.links.is_same(href, source)
        });
        let href = href.filter(|_| !is_itself);
        let target = href.and_then(|href| self.links.target(href));
        let Some(target) = target.filter(|_| !text.is_empty()) else {
            run.extend(pieces);
            return;
        };
        let shown = match pieces.as_slice() {
            [Piece::Text(shown)] => shown.trim(),
            _ => "",
        };
        // An address of the old blog says nothing to who reads it here.
        if let Some(title) = self.links.title(shown).filter(|_| Some(shown) == href) {
            let title = inline::label(&[Piece::Text(title.to_owned())]);
            run.push(Piece::Raw(format!("[{title}]({})", destination(&target))));
            return;
        }
        let is_itself = target.contains("://") && shown == target;
        if is_itself && !target.contains([' ', '<', '>']) {
            run.push(Piece::Raw(format!("<{target}>")));
            return;
        }
        // Blanks at the ends of a link belong beside it.
        let is_blank = |piece: Option<&Piece>, at_end: bool| match piece {
            Some(Piece::Text(text)) if at_end => text.ends_with([' ', '\n']),
            Some(Piece::Text(text)) => text.starts_with([' ', '\n']),
            _ => false,
        };
        let blank = || Piece::Text(" ".to_owned());
        run.extend(is_blank(pieces.first(), false).then(blank));
        run.push(Piece::Raw(format!("[{text}]({})", destination(&target))));
        run.extend(is_blank(pieces.last(), true).then(blank));
    }
}

/// LaTeX between these signs.
fn formula(latex: &str, sign: &str) -> Option<Piece> {
    let latex = latex.trim();
    let is_one = !latex.is_empty() && !latex.contains(['$', '\n', '`']) && !latex.ends_with('\\');
    is_one.then(|| Piece::Raw(format!("{sign}{latex}{sign}")))
}

/// Adds a text in which Jetpack has formulas: `$latex E=mc^2$`.
fn push_formulas(text: &str, run: &mut Vec<Piece>) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("$latex ") {
        let found =
            after.split_once('$').and_then(|(latex, after)| Some((formula(latex, "$")?, after)));
        let Some((latex, after)) = found else { break };
        run.extend([Piece::Text(before.to_owned()), latex]);
        rest = after;
    }
    run.push(Piece::Text(rest.to_owned()));
}

fn push_text(text: &str, has_lines: bool, run: &mut Vec<Piece>) {
    // Signs that no text has would mean something to who reads the Markdown.
    let text: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if !has_lines {
        run.push(Piece::Text(text));
        return;
    }
    let mut ends = 0;
    for (number, line) in text.split('\n').enumerate() {
        ends += usize::from(number > 0);
        if line.trim().is_empty() {
            // Blanks alone part words, but no lines.
            run.extend((!line.is_empty()).then(|| Piece::Text(" ".to_owned())));
            continue;
        }
        run.extend(ended(std::mem::take(&mut ends)));
        run.push(Piece::Text(line.to_owned()));
    }
    run.extend(ended(ends));
}

/// What so many line ends are in the classic editor.
fn ended(ends: usize) -> Option<Piece> {
    match ends {
        0 => None,
        1 => Some(Piece::Break),
        _ => Some(Piece::Parting),
    }
}
