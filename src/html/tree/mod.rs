//! HTML as the tree that a browser would make of it, in one list of nodes. It makes nothing safe: what is taken from it passes the
//! sanitiser like all else.

mod sink;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

use sink::Sink;

/// No page of people nests deeper; the parser needs time by the square of the depth.
pub(crate) const DEEPEST: u32 = 512;

/// How much is parsed before the depth is looked at again.
const STEP: usize = 16 << 10;

/// The node that all others stand in.
pub(crate) const ROOT: usize = 0;

const NONE: usize = usize::MAX;

/// What a node is.
#[derive(Clone, Debug)]
enum What {
    /// The document, a doctype, or the contents of a `<template>`.
    Part,
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
        template: usize,
    },
    Text(String),
    Comment(String),
}

#[derive(Clone, Debug)]
struct Node {
    what: What,
    line: u32,
    depth: u32,
    parent: usize,
    previous: usize,
    next: usize,
    first: usize,
    last: usize,
}

/// A parsed page; its nodes are known by their numbers.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

/// The tree of this HTML; `None` if it nests deeper than [`DEEPEST`].
pub(crate) fn parse(html: &str) -> Option<Tree> {
    let mut parser = parse_document(Sink::new(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP).max(1));
        parser.process(StrTendril::from_slice(step));
        if parser.tokenizer.sink.sink.deepest.get() > DEEPEST {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

impl Tree {
    /// The name of an element, in lower case; empty for anything else.
    pub(crate) fn name(&self, node: usize) -> &str {
        match &self.nodes[node].what {
            What::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        let What::Element { attributes, .. } = &self.nodes[node].what else { return None };
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name)?;
        Some(&found.value)
    }

    /// Whether an element is of this class.
    pub(crate) fn has_class(&self, node: usize, class: &str) -> bool {
        self.classes(node).any(|own| own == class)
    }

    /// The classes of an element.
    pub(crate) fn classes(&self, node: usize) -> impl Iterator<Item = &str> {
        self.attribute(node, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// The line in the file, from 1.
    pub(crate) fn line(&self, node: usize) -> u32 {
        self.nodes[node].line
    }

    /// What a node stands in.
    pub(crate) fn parent(&self, node: usize) -> Option<usize> {
        Some(self.nodes[node].parent).filter(|parent| *parent != NONE)
    }

    /// What a node stands in, from the inside out.
    pub(crate) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// What stands directly in a node, in the order of the page.
    pub(crate) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let first = Some(self.nodes[node].first).filter(|first| *first != NONE);
        let next = |node: &usize| Some(self.nodes[*node].next).filter(|next| *next != NONE);
        std::iter::successors(first, next)
    }

    /// The text that a node is; `None` of anything else.
    pub(crate) fn own_text(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The node itself and everything in it, in the order of the page; where `enter` says no, nothing of what is within.
    pub(crate) fn walk(&self, node: usize, mut enter: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = node;
        loop {
            found.push(at);
            let first = if enter(at) { self.nodes[at].first } else { NONE };
            if first != NONE {
                at = first;
                continue;
            }
            loop {
                if at == node {
                    return found;
                }
                if self.nodes[at].next != NONE {
                    at = self.nodes[at].next;
                    break;
                }
                at = self.nodes[at].parent;
            }
        }
    }

    /// The text in these nodes, with one blank for several.
    pub(crate) fn text(&self, nodes: &[usize]) -> String {
        let mut text = String::new();
        for node in nodes {
            if let What::Text(piece) = &self.nodes[*node].what {
                text.push_str(piece);
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The comments of a page, `<!-- … -->`.
    pub(crate) fn comment(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].what {
            What::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// Everything in a node as HTML again, without what `leave` names and without programs.
    pub(crate) fn inner_html(&self, node: usize, leave: impl Fn(usize) -> bool) -> String {
        let mut html = String::new();
        let mut open: Vec<usize> = Vec::new();
        let is_left = |at: usize| {
            at != node && (leave(at) || matches!(self.name(at), "script" | "style" | "template"))
        };
        for at in self.walk(node, |at| !is_left(at)).into_iter().skip(1) {
            let parent = self.nodes[at].parent;
            while let Some(last) = open.pop_if(|last| *last != parent) {
                self.push_end(&mut html, last);
            }
            if is_left(at) {
                continue;
            }
            match &self.nodes[at].what {
                What::Text(text) => crate::html::push_escaped(&mut html, text),
                What::Element { name, attributes, .. } => {
                    html.push('<');
                    html.push_str(&name.local);
                    for attribute in attributes {
                        html.push(' ');
                        html.push_str(&attribute.name.local);
                        html.push_str("=\"");
                        crate::html::push_escaped(&mut html, &attribute.value);
                        html.push('"');
                    }
                    html.push('>');
                    open.push(at);
                }
                What::Comment(_) | What::Part => {}
            }
        }
        while let Some(last) = open.pop() {
            self.push_end(&mut html, last);
        }
        html
    }

    fn push_end(&self, html: &mut String, node: usize) {
        let name = self.name(node);
        if !matches!(name, "br" | "hr" | "img" | "wbr" | "input" | "source" | "embed") {
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
    }
}

impl Node {
    fn new(what: What, line: u32) -> Self {
        let [parent, previous, next, first, last] = [NONE; 5];
        Node { what, line, depth: 0, parent, previous, next, first, last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(tree: &Tree, class: &str) -> usize {
        let all = tree.walk(ROOT, |_| true);
        all.into_iter().find(|node| tree.has_class(*node, class)).unwrap()
    }

    #[test]
    fn a_page_is_cut_as_browsers_do() {
        let cases = [
            ("<ul class=x><li>a<li>b</ul>", "<li>a</li><li>b</li>"),
            ("<p class=x>a <b>b <i>c</b> d</i>", "a <b>b <i>c</i></b><i> d</i>"),
            (
                "<div class=x>&lt;b&gt; &amp; <br>y<script>1<2</script></div>",
                "&lt;b&gt; &amp; <br>y",
            ),
            (
                "<div class=x><a href='a\"b&c'>d</a><!-- e --></div>",
                "<a href=\"a&quot;b&amp;c\">d</a>",
            ),
            (
                "<div class=x><table>los<tr><td>vak</table></div>",
                "los<table><tbody><tr><td>vak</td></tr></tbody></table>",
            ),
        ];
        for (html, inner) in cases {
            let tree = parse(html).unwrap();
            assert_eq!(tree.inner_html(find(&tree, "x"), |_| false), inner, "{html}");
        }
        let tree =
            parse("<!doctype html>\n\n<p class='a x'>een\n <i class=y>twee</i></p>").unwrap();
        let x = find(&tree, "x");
        assert_eq!((tree.name(x), tree.line(x)), ("p", 3));
        assert_eq!(tree.text(&tree.walk(x, |_| true)), "een twee");
        assert_eq!(tree.inner_html(x, |node| tree.has_class(node, "y")), "een\n ");
    }

    #[test]
    fn what_nests_too_deep_is_no_page() {
        assert!(parse(&"<div>".repeat(400)).is_some());
        for tag in ["<div>", "<b>", "<p><blockquote>", "<ol><li>"] {
            assert!(parse(&tag.repeat(200_000)).is_none(), "{tag}");
        }
        assert!(parse(&"<p>x<br>é".repeat(20_000)).is_some());
    }
}
