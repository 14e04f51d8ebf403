//! How the parser of HTML builds a tree in one list of nodes.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::{NONE, Node, ROOT, Tree, What};

/// What the parser builds the tree by.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    line: Cell<u32>,
    /// How deep the deepest node stands.
    pub(super) deepest: Cell<u32>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    /// Nothing yet but the document.
    pub(super) fn new() -> Sink {
        Sink {
            nodes: RefCell::new(vec![Node::new(What::Part, 1)]),
            line: Cell::new(1),
            deepest: Cell::new(0),
        }
    }

    fn add(&self, what: What) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(what, self.line.get()));
        nodes.len() - 1
    }

    fn detach(nodes: &mut [Node], node: usize) {
        let Node { parent, previous, next, .. } = nodes[node];
        match previous {
            NONE if parent != NONE => nodes[parent].first = next,
            NONE => {}
            previous => nodes[previous].next = next,
        }
        match next {
            NONE if parent != NONE => nodes[parent].last = previous,
            NONE => {}
            next => nodes[next].previous = previous,
        }
        let own = &mut nodes[node];
        (own.parent, own.previous, own.next) = (NONE, NONE, NONE);
    }

    /// Puts a node into `parent`, before `next` or at the end.
    fn put(&self, node: usize, parent: usize, next: usize) {
        let mut nodes = self.nodes.borrow_mut();
        Self::detach(&mut nodes, node);
        let previous = if next == NONE { nodes[parent].last } else { nodes[next].previous };
        let depth = nodes[parent].depth + 1;
        let own = &mut nodes[node];
        (own.parent, own.previous, own.next, own.depth) = (parent, previous, next, depth);
        if previous == NONE {
            nodes[parent].first = node;
        } else {
            nodes[previous].next = node;
        }
        if next == NONE {
            nodes[parent].last = node;
        } else {
            nodes[next].previous = node;
        }
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// Text goes to the text that stands before it, if there is any.
    fn put_any(&self, child: NodeOrText<usize>, parent: usize, next: usize) {
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = if next == NONE { nodes[parent].last } else { nodes[next].previous };
                if let Some(Node { what: What::Text(before), .. }) = nodes.get_mut(before) {
                    before.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(What::Text(text.to_string()))
            }
        };
        self.put(node, parent, next);
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        match &self.nodes.borrow()[*target].what {
            What::Element { name, .. } => Name(name.clone()),
            _ => Name(QualName::new(None, Namespace::default(), LocalName::default())),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> usize {
        let template = if flags.template { self.add(What::Part) } else { NONE };
        self.add(What::Element { name, attributes, template })
    }

    fn create_comment(&self, text: StrTendril) -> usize {
        self.add(What::Comment(text.to_string()))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> usize {
        self.add(What::Comment(data.to_string()))
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.put_any(child, *parent, NONE);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        if self.nodes.borrow()[*element].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        match &self.nodes.borrow()[*target].what {
            What::Element { template, .. } if *template != NONE => *template,
            _ => *target,
        }
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if parent != NONE {
            self.put_any(child, parent, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, more: Vec<Attribute>) {
        if let What::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].what {
            for attribute in more {
                if attributes.iter().all(|own| own.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            if first == NONE {
                return;
            }
            self.put(first, *parent, NONE);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
