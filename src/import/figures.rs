//! Pictures, films and frames of other sites, alone or with what stands beneath them.

use super::escaped::{self, destination};
use super::inline::{self, Piece};
use super::markdown::Writer;

impl Writer<'_, '_> {
    /// Pictures and what stands beneath them; a film, a table or a quote in a frame of its own.
    pub(super) fn figure(&mut self, node: usize, blocks: &mut Vec<String>) {
        let nodes = self.tree.walk(node, |_| true);
        let named = |name: &str| nodes.iter().copied().find(|inner| self.tree.name(*inner) == name);
        let caption = nodes.iter().copied().find(|inner| {
            self.tree.name(*inner) == "figcaption" && self.figure_of(*inner) == Some(node)
        });
        let pictures = nodes.iter().filter(|inner| self.tree.name(**inner) == "img").count();
        let is_alone = named("table").is_none()
            && self.tree.text(&self.without_caption(node)).is_empty()
            && nodes.iter().skip(1).all(|inner| self.tree.name(*inner) != "figure");
        let player = named("video").or_else(|| named("audio"));
        let frame = named("iframe");
        let caption = caption.map(|caption| self.line(caption)).unwrap_or_default();
        if let Some(picture) = named("img").filter(|_| pictures == 1 && is_alone) {
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
                let title = self.links.title(&address).unwrap_or(&address).to_owned();
                let title = inline::label(&[Piece::Text(title)]);
                blocks.push(match (caption.as_str(), target.contains("://")) {
                    ("", true) => format!("<{target}>"),
                    ("", false) => format!("[{title}]({})", destination(&target)),
                    (caption, _) => format!("[{caption}]({})", destination(&target)),
                });
                return;
            }
        }
        blocks.extend(self.blocks(node));
        if !caption.is_empty() {
            blocks.push(caption);
        }
    }

    /// The picture behind a text, which older blocks have in their style.
    pub(super) fn background(&mut self, node: usize) -> Option<String> {
        let style = self.tree.attribute(node, "style")?;
        let (_, rest) = style.split_once("url(")?;
        let address = rest.split(')').next()?.trim_matches(['"', '\'', ' ']);
        let (target, alt) = self.links.picture(address)?;
        let alt = inline::label(&[Piece::Text(alt.unwrap_or_default().to_owned())]);
        Some(format!("![{alt}]({})", destination(&target)))
    }

    fn figure_of(&self, node: usize) -> Option<usize> {
        self.tree.ancestors(node).find(|node| self.tree.name(*node) == "figure")
    }

    fn without_caption(&self, node: usize) -> Vec<usize> {
        self.tree.walk(node, |inner| self.tree.name(inner) != "figcaption")
    }

    /// A picture that stands alone, in a link if it leads elsewhere than to itself.
    fn picture(&mut self, node: usize, caption: &str) -> Option<String> {
        let picture = self.image(node, caption)?;
        let link = self.tree.ancestors(node).take(4).find(|node| self.tree.name(*node) == "a");
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
        // Of pictures that wait for a script, the address stands elsewhere.
        let waits = |source: &&str| !source.starts_with("data:");
        let source = self.tree.attribute(node, "src").filter(waits);
        let source = source.or(self.tree.attribute(node, "data-src"));
        let source = source.or(self.tree.attribute(node, "src"))?;
        let Some((target, said)) = self.links.picture(source) else {
            self.left.insert("img".to_owned());
            return None;
        };
        let alt = self.tree.attribute(node, "alt").map(str::trim).filter(|alt| !alt.is_empty());
        let alt = inline::label(&[Piece::Text(alt.or(said).unwrap_or_default().to_owned())]);
        Some(format!("![{alt}]({}{})", destination(&target), escaped::title(title)))
    }

    /// A film or a sound: a picture whose file is one.
    pub(super) fn player(&mut self, node: usize, caption: Option<&str>) -> Option<String> {
        let own = self.tree.attribute(node, "src");
        let source = own.or_else(|| {
            let inner = self.tree.walk(node, |_| true).into_iter();
            inner.skip(1).find_map(|inner| self.tree.attribute(inner, "src"))
        })?;
        let target = self.links.target(source)?;
        let title = escaped::title(caption.unwrap_or_default());
        Some(format!("![]({}{title})", destination(&target)))
    }

    /// What another site would show in the page: a link to it.
    pub(super) fn frame(&mut self, node: usize) -> Option<String> {
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
}
