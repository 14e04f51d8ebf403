//! What a file in JSON looks like, by which a format knows its own.

use std::collections::BTreeSet;

use super::{Flaw, Json};
use crate::comment::Lack;
use crate::comment::text::decode;
use crate::source::Source;

/// How much of a file tells what it is.
const HEAD: usize = 256 << 10;
/// How deep the keys are looked at.
const LEVELS: u32 = 8;

/// The keys in the beginning of a file, each with the way to it: `comments[].id`.
#[derive(Debug, Default)]
pub(in crate::comment) struct Shape {
    keys: BTreeSet<String>,
}

/// The shape of a file, as far as it is JSON. One that begins as nothing in JSON does, lacks that.
pub(in crate::comment) fn shape(source: &Source) -> Result<Shape, Lack> {
    let text = decode(&source.bytes[..source.bytes.len().min(HEAD)], None).text;
    Lack::Start("{").unless(text.trim_start().starts_with(['{', '[']))?;
    let mut shape = Shape::default();
    let mut json = Json::new(&text);
    // The beginning of a file ends in the middle of something, and a broken file is its reader's to tell.
    while json.has_more() && shape.walk(&mut json, "", 0).is_ok() {}
    Ok(shape)
}

impl Shape {
    /// Whether all of these keys are there.
    pub(in crate::comment) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.keys.contains(*key))
    }

    /// Whether all of these keys are there below one of these ways.
    pub(in crate::comment) fn has_below(&self, ways: &[&str], keys: &[&str]) -> bool {
        let has = |way: &str, key: &str| self.keys.contains(&format!("{way}{key}"));
        ways.iter().any(|way| keys.iter().all(|key| has(way, key)))
    }

    fn walk(&mut self, json: &mut Json<'_>, way: &str, level: u32) -> Result<(), Flaw> {
        if level == LEVELS {
            return json.skip();
        }
        match json.peek()? {
            b'[' => {
                let way = format!("{way}[]");
                json.list(|json| self.walk(json, &way, level + 1))
            }
            b'{' => json.object(|json, key| {
                let dot = if way.is_empty() { "" } else { "." };
                let way = format!("{way}{dot}{key}");
                self.keys.insert(way.clone());
                self.walk(json, &way, level + 1)
            }),
            _ => json.skip(),
        }
    }
}
