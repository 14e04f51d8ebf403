//! HTML as Markdown, in the ways that this program has of saying more: a picture with a title is a figure, a quote whose last line
//! begins with a dash has a source, a picture whose file is a film is a player. What Markdown cannot say stays HTML.

use std::collections::BTreeSet;

use super::inline::{self, Mark, Piece, destination};
use super::places::Links;
use super::table;
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
    is_classic: bool,
    lower: usize,
    notes: &'a [(String, String)],
    /// The ids of the footnotes that the text refers to, in its order.
    noted: Vec<String>,
    left: BTreeSet<String>,
    /// A source of a quote, which stands elsewhere than where it is written.
    passed_over: Option<usize>,
}

impl Writer<'_, '_> {
    /// What stands in a node, block by block.
    pub(super) fn blocks(&mut self, node: usize) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut run: Vec<Piece> = Vec::new();
        for child in self.tree.children(node).collect::<Vec<_>>() {
            if self.is_block(child) {
                blocks.extend(inline::paragraphs(&std::mem::take(&mut run)));
                self.block(child, &mut blocks);
            } else {
                self.inline(child, self.is_classic, &mut run);
            }
        }
        blocks.extend(inline::paragraphs(&run));
        blocks
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

    fn block(&mut self, node: usize, blocks: &mut Vec<String>) {
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
                blocks.extend(self.heading(node, (level + self.lower).min(6)));
            }
            "ul" | "ol" => blocks.extend(self.list(node)),
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

    fn pieces(&mut self, node: usize) -> Vec<Piece> {
        let mut run = Vec::new();
        for child in self.tree.children(node).collect::<Vec<_>>() {
            self.inline(child, false, &mut run);
        }
        run
    }

    fn heading(&mut self, node: usize, level: usize) -> Option<String> {
        let mut text = self.line(node);
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let id =
            self.tree.attribute(node, "id").filter(|id| !id.is_empty() && id.bytes().all(is_sign));
        let id = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        (!text.is_empty()).then(|| format!("{} {text}{id}", "#".repeat(level)))
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

    /// A quote; its source stands on its last line, behind a dash.
    fn quote(&mut self, node: usize) -> Option<String> {
        let inside = self.tree.walk(node, |_| true);
        let cite = inside.into_iter().find(|inner| {
            let is_own = self.tree.parent(*inner).is_some_and(|parent| {
                parent == node || matches!(self.tree.name(parent), "p" | "footer")
            });
            is_own && self.tree.name(*inner) == "cite"
        });
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

    fn code(&mut self, node: usize) -> Option<String> {
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

    /// The text in a node as it is written, line ends and all.
    fn literal(&self, node: usize) -> String {
        let nodes = self.tree.walk(node, |_| true).into_iter();
        let text = nodes.filter_map(|inner| match self.tree.name(inner) {
            "br" => Some("\n"),
            _ => self.tree.own_text(inner),
        });
        text.collect()
    }

    /// Pictures and what stands beneath them; a film, a table or a quote in a frame of its own.
    fn figure(&mut self, node: usize, blocks: &mut Vec<String>) {
        let nodes = self.tree.walk(node, |_| true);
        let named = |name: &str| nodes.iter().copied().find(|inner| self.tree.name(*inner) == name);
        let caption = nodes.iter().copied().find(|inner| {
            self.tree.name(*inner) == "figcaption" && self.figure_of(*inner) == Some(node)
        });
        let pictures = nodes.iter().filter(|inner| self.tree.name(**inner) == "img").count();
        let (picture, table) = (named("img"), named("table"));
        let player = named("video").or_else(|| named("audio"));
        let frame = named("iframe");
        let caption = caption.map(|caption| self.line(caption)).unwrap_or_default();
        if let Some(picture) = picture.filter(|_| pictures == 1 && table.is_none()) {
            blocks.extend(self.picture(picture, &caption));
            return;
        }
        if let Some(player) = player {
            blocks.extend(self.player(player, Some(&caption)));
            return;
        }
        if self.tree.has_class(node, "wp-block-embed") && frame.is_none() {
            let address = self.tree.text(&self.without_caption(node));
            let is_web = address.starts_with("http") && !address.contains(' ');
            if let Some(target) = self.links.target(&address).filter(|_| is_web) {
                blocks.push(match caption.is_empty() {
                    true => format!("<{target}>"),
                    false => format!("[{caption}]({})", destination(&target)),
                });
                return;
            }
        }
        blocks.extend(self.blocks(node));
        if !caption.is_empty() {
            blocks.push(caption);
        }
    }

    fn figure_of(&self, node: usize) -> Option<usize> {
        let above = std::iter::successors(self.tree.parent(node), |node| self.tree.parent(*node));
        above.into_iter().find(|node| self.tree.name(*node) == "figure")
    }

    fn without_caption(&self, node: usize) -> Vec<usize> {
        self.tree.walk(node, |inner| self.tree.name(inner) != "figcaption")
    }

    /// A picture that stands alone, in a link if it leads elsewhere than to itself.
    fn picture(&mut self, node: usize, caption: &str) -> Option<String> {
        let picture = self.image(node, caption)?;
        let above = std::iter::successors(self.tree.parent(node), |node| self.tree.parent(*node));
        let link = above.take(4).find(|node| self.tree.name(*node) == "a");
        let href = link.and_then(|link| self.tree.attribute(link, "href"));
        let source = self.tree.attribute(node, "src").unwrap_or_default();
        let href = href.filter(|href| !self.links.is_same(href, source));
        match href.and_then(|href| self.links.target(href)) {
            Some(target) => Some(format!("[{picture}]({})", destination(&target))),
            None => Some(picture),
        }
    }

    /// `![alt](source "title")`; of a picture that is no file (`data:`) nothing.
    pub(super) fn image(&mut self, node: usize, title: &str) -> Option<String> {
        let source = self.tree.attribute(node, "src")?;
        let Some((target, said)) = self.links.picture(source) else {
            self.left.insert("img".to_owned());
            return None;
        };
        let alt = self.tree.attribute(node, "alt").map(str::trim).filter(|alt| !alt.is_empty());
        let alt = inline::label(&[Piece::Text(alt.or(said).unwrap_or_default().to_owned())]);
        let title = match title {
            "" => String::new(),
            title => format!(" \"{}\"", title.replace('"', "\\\"")),
        };
        Some(format!("![{alt}]({}{title})", destination(&target)))
    }

    /// A film or a sound: a picture whose file is one.
    fn player(&mut self, node: usize, caption: Option<&str>) -> Option<String> {
        let own = self.tree.attribute(node, "src");
        let source = own.or_else(|| {
            let inner = self.tree.walk(node, |_| true).into_iter();
            inner.skip(1).find_map(|inner| self.tree.attribute(inner, "src"))
        })?;
        let target = self.links.target(source)?;
        let title = caption.filter(|caption| !caption.is_empty());
        let title = title.map(|title| format!(" \"{}\"", title.replace('"', "\\\"")));
        Some(format!("![]({}{})", destination(&target), title.unwrap_or_default()))
    }

    /// What another site would show in the page: a link to it.
    fn frame(&mut self, node: usize) -> Option<String> {
        let source = self.tree.attribute(node, "src").or(self.tree.attribute(node, "data"))?;
        let source =
            if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
        let target = self.links.target(&source)?;
        Some(match target.starts_with("http") && !target.contains([' ', '<', '>']) {
            true => format!("<{target}>"),
            false => format!(
                "[{}]({})",
                inline::label(&[Piece::Text(target.clone())]),
                destination(&target)
            ),
        })
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

    /// What stands within a line. In the classic editor line ends are those that readers see, and an empty line parts paragraphs.
    fn inline(&mut self, node: usize, has_lines: bool, run: &mut Vec<Piece>) {
        if self.passed_over == Some(node) {
            return;
        }
        if let Some(text) = self.tree.own_text(node) {
            push_text(text, has_lines, run);
            return;
        }
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
            "a" => self.link(node, run),
            "img" => run.extend(self.image(node, "").map(Piece::Raw)),
            "script" | "style" | "noscript" | "template" | "summary" | "svg" | "figcaption" => {}
            "button" | "input" | "select" | "textarea" | "canvas" => {
                self.left.insert(self.tree.name(node).to_owned());
            }
            _ => self.within(node, has_lines, run),
        }
    }

    fn within(&mut self, node: usize, has_lines: bool, run: &mut Vec<Piece>) {
        for child in self.tree.children(node).collect::<Vec<_>>() {
            self.inline(child, has_lines, run);
        }
    }

    fn marked(&mut self, node: usize, mark: Mark, has_lines: bool, run: &mut Vec<Piece>) {
        let above = std::iter::successors(self.tree.parent(node), |node| self.tree.parent(*node));
        let names: &[&str] = match mark {
            Mark::Strong => &["strong", "b", "h1", "h2", "h3", "h4", "h5", "h6"],
            Mark::Emphasis => &["em", "i", "cite", "dfn"],
            Mark::Struck => &["del", "s", "strike"],
        };
        // What is strong already cannot become stronger.
        let is_marked = above.into_iter().any(|node| names.contains(&self.tree.name(node)));
        if !is_marked {
            run.push(Piece::Open(mark));
        }
        self.within(node, has_lines, run);
        if !is_marked {
            run.push(Piece::Close(mark));
        }
    }

    fn link(&mut self, node: usize, run: &mut Vec<Piece>) {
        let pieces = self.pieces(node);
        let text = inline::label(&pieces);
        let href = self.tree.attribute(node, "href");
        let target = href.and_then(|href| self.links.target(href));
        let Some(target) = target.filter(|_| !text.is_empty()) else {
            run.extend(pieces);
            return;
        };
        let shown = match pieces.as_slice() {
            [Piece::Text(shown)] => shown.trim(),
            _ => "",
        };
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

fn push_text(text: &str, has_lines: bool, run: &mut Vec<Piece>) {
    // Signs that no text has would mean something to who reads the Markdown.
    let text: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if !has_lines {
        run.push(Piece::Text(text));
        return;
    }
    let mut is_first = true;
    let mut empty = 0;
    for line in text.split('\n') {
        if !is_first {
            empty += 1;
        }
        is_first = false;
        if line.trim().is_empty() {
            if !line.is_empty() {
                run.push(Piece::Text(" ".to_owned()));
            }
            continue;
        }
        match empty {
            0 => {}
            1 => run.push(Piece::Break),
            _ => run.push(Piece::Parting),
        }
        empty = 0;
        run.push(Piece::Text(line.to_owned()));
    }
    match empty {
        0 => {}
        1 => run.push(Piece::Break),
        _ => run.push(Piece::Parting),
    }
}

fn is_block_name(name: &str) -> bool {
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
