//! HTML as Markdown, in the ways that this program has of saying more: a picture with a title is a figure, a quote whose last line
//! begins with a dash has a source, a picture whose file is a film is a player. What Markdown cannot say stays HTML.

use std::collections::BTreeSet;

use super::inline::{self, Piece};
use super::places::Links;
use super::table;
use crate::html;
use crate::html::tree::{self, Tree};

/// What became of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Converted {
    /// The Markdown, with a line end at its end unless it is empty.
    pub(super) text: String,
    /// Elements that nothing here can take the place of.
    pub(super) left: BTreeSet<String>,
}

/// The Markdown of this HTML; `None` if it nests deeper than anybody writes. In a `classic` text line ends are what they are in the
/// classic editor of WordPress; `notes` are the footnotes by their ids.
pub(super) fn convert(
    html: &str,
    is_classic: bool,
    notes: &[(String, String)],
    links: &mut Links<'_>,
) -> Option<Converted> {
    let tree = tree::parse(&format!("<!DOCTYPE html><body>{html}"))?;
    let nodes = tree.walk(tree::ROOT, |_| true).into_iter();
    let anchors = nodes.filter_map(|node| tree.attribute(node, "href")?.strip_prefix('#'));
    let anchors = anchors.map(crate::address::decode).filter(|id| is_anchor(id)).collect();
    let has_title = tree.walk(tree::ROOT, |_| true).iter().any(|node| tree.name(*node) == "h1");
    let mut writer = Writer {
        tree: &tree,
        links,
        is_classic,
        // The title of the page is the only heading of the first level.
        lower: usize::from(has_title),
        notes,
        noted: Vec::new(),
        left: BTreeSet::new(),
        anchors,
        passed_over: None,
    };
    let mut blocks = writer.blocks(tree::ROOT);
    let noted = std::mem::take(&mut writer.noted);
    let mut left = writer.left;
    for (number, id) in noted.iter().enumerate() {
        let Some((_, note)) = notes.iter().find(|(own, _)| own == id) else { continue };
        let note = convert(note, false, &[], links)?;
        left.extend(note.left);
        blocks.push(format!("[^{}]: {}", number + 1, indented(note.text.trim_end(), "    ")));
    }
    let mut text = blocks.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Some(Converted { text, left })
}

/// All lines but the first further to the right; empty ones stay empty.
fn indented(text: &str, indent: &str) -> String {
    let mut lines = text.split('\n');
    let mut indented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        indented.push('\n');
        if !line.is_empty() {
            indented.push_str(indent);
            indented.push_str(line);
        }
    }
    indented
}

pub(super) struct Writer<'a, 'l> {
    pub(super) tree: &'a Tree,
    pub(super) links: &'a mut Links<'l>,
    pub(super) is_classic: bool,
    lower: usize,
    pub(super) notes: &'a [(String, String)],
    /// The ids of the footnotes that the text refers to, in its order.
    pub(super) noted: Vec<String>,
    pub(super) left: BTreeSet<String>,
    /// The ids that links in the text lead to.
    anchors: BTreeSet<String>,
    /// A source of a quote, which stands elsewhere than where it is written.
    pub(super) passed_over: Option<usize>,
}

impl Writer<'_, '_> {
    /// What stands in a node, block by block.
    pub(super) fn blocks(&mut self, node: usize) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut run: Vec<Piece> = Vec::new();
        for child in self.tree.children(node).collect::<Vec<_>>() {
            if self.is_block(child) {
                blocks.extend(inline::paragraphs(&std::mem::take(&mut run)));
                blocks.extend(self.anchor(child));
                self.block(child, &mut blocks);
            } else {
                self.inline(child, self.is_classic, &mut run);
            }
        }
        blocks.extend(inline::paragraphs(&run));
        blocks
    }

    /// What a link in the text leads to. A heading has its own.
    pub(super) fn anchor(&self, node: usize) -> Option<String> {
        let id = self.tree.attribute(node, "id").or(self.tree.attribute(node, "name"))?;
        let is_name = |id: &str| id.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c));
        let is_wanted = self.anchors.contains(id) && is_name(id);
        (is_wanted && !self.is_in_heading(node)).then(|| format!("[](){{ #{id} }}"))
    }

    /// Whether a node is a heading, or stands in one.
    pub(super) fn is_in_heading(&self, node: usize) -> bool {
        let mut around = std::iter::once(node).chain(self.tree.ancestors(node));
        around.any(|node| matches!(self.tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
    }

    /// Whether a node stands by itself, or holds something that does.
    fn is_block(&self, node: usize) -> bool {
        if self.tree.comment(node).is_some() {
            return true;
        }
        let is_one = |node: usize| is_block_name(self.tree.name(node));
        match self.tree.name(node) {
            "" => false,
            name if is_block_name(name) => true,
            "svg" | "math" => false,
            _ => self.tree.walk(node, |_| true).into_iter().any(is_one),
        }
    }

    /// Whether readers did not see an element, which is told. What a link leads to shows up once somebody follows that.
    pub(super) fn is_hidden(&mut self, node: usize) -> bool {
        let style = self.tree.attribute(node, "style").unwrap_or_default();
        let is_hidden = self.tree.attribute(node, "hidden").is_some() || html::style_hides(style);
        let id = self.tree.attribute(node, "id").unwrap_or_default();
        if !is_hidden || self.anchors.contains(id) {
            return false;
        }
        let has_text = !self.tree.text(&self.tree.walk(node, |_| true)).is_empty();
        self.left.extend(has_text.then(|| format!("{} hidden", self.tree.name(node))));
        true
    }

    fn block(&mut self, node: usize, blocks: &mut Vec<String>) {
        if self.is_hidden(node) {
            return;
        }
        match self.tree.name(node) {
            "" => {
                let comment = self.tree.comment(node).map(str::trim).unwrap_or_default();
                if comment == "more" || comment.starts_with("more ") {
                    blocks.push("<!-- more -->".to_owned());
                }
            }
            "p" => blocks.extend(self.paragraphs(node)),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.heading(node, (level + self.lower).min(6), blocks);
            }
            "ul" if is_gallery(self.tree, node) => {
                for item in self.tree.children(node).collect::<Vec<_>>() {
                    blocks.extend(self.blocks(item));
                }
            }
            "ul" | "ol" => {
                let list = self.list(node);
                // Two lists in a row would be one.
                let is_list = |block: &String| {
                    let text = block.trim_start_matches(|c: char| c.is_ascii_digit());
                    text.starts_with("- ") || text.len() < block.len() && text.starts_with(". ")
                };
                if list.is_some() && blocks.last().is_some_and(is_list) {
                    blocks.push("<!-- -->".to_owned());
                }
                blocks.extend(list);
            }
            "a" => self.block_link(node, blocks),
            "blockquote" => blocks.extend(self.quote(node)),
            "pre" => blocks.extend(self.code(node)),
            "figure" => self.figure(node, blocks),
            "table" => blocks.extend(table::write(self, node)),
            "hr" => blocks.push("---".to_owned()),
            "dl" => blocks.extend(self.definitions(node)),
            "details" => self.details(node, blocks),
            "video" | "audio" => blocks.extend(self.player(node, None)),
            "iframe" | "embed" | "object" => blocks.extend(self.frame(node)),
            "script" | "style" | "noscript" | "template" | "head" => {}
            "form" | "input" | "select" | "textarea" | "canvas" => {
                self.left.insert(self.tree.name(node).to_owned());
            }
            "div" if self.tree.has_class(node, "wp-block-cover") => {
                blocks.extend(self.background(node));
                blocks.extend(self.blocks(node));
            }
            // A file of the block editor has a button beside its name that leads to the same.
            "div" if self.tree.has_class(node, "wp-block-file") => {
                let link = self.tree.children(node).find(|child| self.tree.name(*child) == "a");
                let mut run = Vec::new();
                link.into_iter().for_each(|link| self.inline(link, false, &mut run));
                blocks.extend(inline::paragraphs(&run));
            }
            _ => blocks.extend(self.blocks(node)),
        }
    }

    fn paragraphs(&mut self, node: usize) -> Vec<String> {
        let mut run = Vec::new();
        for child in self.tree.children(node).collect::<Vec<_>>() {
            self.inline(child, self.is_classic, &mut run);
        }
        inline::paragraphs(&run)
    }

    /// What stands in a node on one line.
    pub(super) fn line(&mut self, node: usize) -> String {
        inline::line(&self.pieces(node))
    }

    pub(super) fn pieces(&mut self, node: usize) -> Vec<Piece> {
        let mut run = Vec::new();
        for child in self.tree.children(node).collect::<Vec<_>>() {
            self.inline(child, false, &mut run);
        }
        run
    }

    fn heading(&mut self, node: usize, level: usize, blocks: &mut Vec<String>) {
        let mut text = self.line(node);
        if text.is_empty() {
            return;
        }
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        // What a link leads to goes before what none does; a second anchor stands above the heading.
        let tree = self.tree;
        let nodes = tree.walk(node, |_| true).into_iter();
        let ids =
            nodes.filter_map(|inner| tree.attribute(inner, "id").or(tree.attribute(inner, "name")));
        let (linked, others): (Vec<&str>, Vec<&str>) =
            ids.partition(|id| self.anchors.contains(*id));
        let own = tree.attribute(node, "id");
        let id = linked.first().copied().or(others.first().copied().filter(|id| own == Some(*id)));
        blocks.extend(linked.iter().skip(1).map(|id| format!("[](){{ #{id} }}")));
        let id = id.filter(|id| is_anchor(id)).map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        blocks.push(format!("{} {text}{id}", "#".repeat(level)));
    }

    fn list(&mut self, node: usize) -> Option<String> {
        let is_numbered = self.tree.name(node) == "ol";
        let start = self.tree.attribute(node, "start").and_then(|start| start.parse().ok());
        let mut number: u32 = start.unwrap_or(1);
        let mut items: Vec<String> = Vec::new();
        let mut is_loose = false;
        for item in self.tree.children(node).collect::<Vec<_>>() {
            if self.tree.name(item).is_empty() {
                continue;
            }
            let sign = if is_numbered { format!("{number}. ") } else { "- ".to_owned() };
            let blocks = match self.tree.name(item) {
                "li" => self.blocks(item),
                // A list may stand in a list without an item around it.
                _ => {
                    let mut blocks = Vec::new();
                    self.block(item, &mut blocks);
                    blocks
                }
            };
            if blocks.is_empty() {
                continue;
            }
            number = number.saturating_add(1);
            let is_nested = |block: &String| block.starts_with("- ") || block.starts_with("1. ");
            // What follows the text of an item directly is a list within it; anything else needs room.
            let is_tight = blocks.len() == 1 || blocks.len() == 2 && is_nested(&blocks[1]);
            is_loose |= !is_tight;
            let text = blocks.join(if is_tight { "\n" } else { "\n\n" });
            items.push(format!("{sign}{}", indented(&text, &" ".repeat(sign.len()))));
        }
        (!items.is_empty()).then(|| items.join(if is_loose { "\n\n" } else { "\n" }))
    }

    fn definitions(&mut self, node: usize) -> Option<String> {
        let mut text = String::new();
        for part in self.tree.walk(node, |inner| !matches!(self.tree.name(inner), "dt" | "dd")) {
            match self.tree.name(part) {
                "dt" => text.push_str(&format!("\n{}\n", self.line(part))),
                "dd" => {
                    let blocks = self.blocks(part).join("\n\n");
                    text.push_str(&format!(": {}\n", indented(&blocks, "  ")));
                }
                _ => {}
            }
        }
        let text = text.trim_matches('\n').to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// What is folded away, as HTML around Markdown.
    fn details(&mut self, node: usize, blocks: &mut Vec<String>) {
        let summary = self.tree.children(node).find(|child| self.tree.name(*child) == "summary");
        let title = summary.map(|summary| self.tree.text(&self.tree.walk(summary, |_| true)));
        let title = crate::html::escape(title.as_deref().unwrap_or_default()).into_owned();
        blocks.push(format!("<details>\n<summary>{title}</summary>"));
        blocks.extend(self.blocks(node));
        blocks.push("</details>".to_owned());
    }
}

/// Whether a heading may have this anchor.
fn is_anchor(id: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
    !id.is_empty() && id.len() <= 100 && id.chars().all(is_sign)
}

/// Whether a list is a gallery, as those of the block editor were at first.
fn is_gallery(tree: &Tree, node: usize) -> bool {
    ["wp-block-gallery", "blocks-gallery-grid"].iter().any(|class| tree.has_class(node, class))
}

pub(super) fn is_block_name(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "p"
            | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "figure"
            | "table"
            | "hr"
            | "details"
            | "video"
            | "audio"
            | "iframe"
            | "embed"
            | "object"
            | "form"
            | "fieldset"
            | "address"
            | "center"
    )
}
