//! The people whom comments mention beside their texts.

use std::collections::{HashMap, VecDeque};

use super::Shape;
use super::tree::{Node, Value, values};
use crate::comment::text::{self, Lines};
use crate::comment::{Comment, Mention, sharepoint};
use crate::source::Source;

/// The key of those people.
pub(super) const MENTIONS: &str = "mentions";

/// What names people beside the texts of these comments of a file, each as a text would have it; nothing where a name is empty.
pub(in crate::comment) fn mentioned(
    source: &Source,
    comments: &[&Comment],
    shape: Shape,
) -> Vec<Vec<String>> {
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let mut wanted: HashMap<(u32, Option<String>), VecDeque<usize>> = HashMap::new();
    for (number, comment) in comments.iter().enumerate() {
        let id = comment.source_id.as_deref().map(str::to_owned);
        wanted.entry((comment.line, id)).or_default().push_back(number);
    }
    let (mut found, mut lines) = (vec![Vec::new(); comments.len()], Lines::new(whole));
    let values = values(whole).unwrap_or_default();
    let mut next: Vec<&Node> = values.iter().rev().collect();
    while let Some(node) = next.pop() {
        next.extend(node.within().into_iter().rev());
        if !shape.texts.iter().any(|key| node.get(key).is_some()) {
            continue;
        }
        let key = (lines.at(node.range.start), node.at(shape.id, whole));
        let number = wanted.get_mut(&key).and_then(VecDeque::pop_front);
        if let Some((number, people)) = number.zip(node.get(MENTIONS)) {
            names(people, &mut found[number]);
        }
    }
    found
}

fn names(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Text(name) if name.is_empty() => found.push(String::new()),
        Value::Text(name) => found.push(mention(name)),
        _ => node.within().into_iter().for_each(|node| names(node, found)),
    }
}

/// What stands beside a text, as that would have it.
pub(super) fn mention(name: &str) -> String {
    format!("@{name}")
}

/// Somebody whom a comment mentions by these pairs, and the name that they have there.
pub(super) fn beside(pairs: &[(String, Node)]) -> (Mention, &str) {
    let texts = pairs.iter().filter_map(|(key, node)| match &node.value {
        Value::Text(text) => Some((key.as_str(), text.as_str())),
        _ => None,
    });
    let addresses = texts.clone().filter(|(key, _)| sharepoint::ADDRESSES.contains(key));
    let who = addresses.filter_map(|(_, text)| sharepoint::address(text)).map(str::to_owned);
    let name = texts.clone().find(|(key, _)| *key == "name").map_or("", |(_, text)| text);
    (Mention { range: 0..0, who: who.collect(), has_name: true }, name.trim())
}
