//! Isso: its database, the answers of its interface, and the JSON that it imports.
//!
//! 1. `database` reads the tables.
//! 2. `answer` reads the JSON.

mod answer;
mod database;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json;
use super::reading::Reading;
use super::sqlite::MAGIC;
use super::{Export, Format, Held, Lack};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;

/// This format.
pub const FORMAT: Format = Format { name: "isso", title: "Isso", recognises, read, erase };

fn recognises(source: &Source) -> Result<(), Lack> {
    if database::is_log(source) {
        return Ok(());
    }
    if source.bytes.starts_with(MAGIC) {
        return Lack::Part("comments").unless(database::is_one(source));
    }
    let shape = json::shape(source)?;
    let is_answer = shape.has_below(&["", "[]."], &["total_replies", "replies"]);
    Lack::Part("total_replies").unless(is_answer || shape.has(&["[].id", "[].comments[].text"]))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    if source.bytes.starts_with(MAGIC) || database::is_log(source) {
        return database::read(source, config);
    }
    answer::read(source, config)
}

/// What a page goes by that its author gave a name (`data-isso-id`) in the place of an address.
fn own_name(uri: &str) -> Option<(String, String)> {
    let is_name = !uri.is_empty() && !uri.contains(['/', '?']);
    is_name.then(|| (FORMAT.name.to_owned(), uri.to_owned()))
}

/// How a comment of an answer is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["text"],
    kept: &["id", "parent", "created", "mode", "total_replies", "hidden_replies"],
    nested: &["replies"],
    account: "",
    people: &[],
    person: &[],
};

fn erase(source: &Source, config: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    if database::is_log(source) {
        return erasure::unsupported(source, config, orders);
    }
    if source.bytes.starts_with(MAGIC) {
        return database::erase(source, orders);
    }
    erasure::json::erase(source, orders, SHAPE)
}

/// Why a comment is not shown. Modes are bits: accepted, waiting, and deleted but answered.
fn held(mode: &str, line: u32, reading: &mut Reading<'_>) -> Option<Held> {
    match mode {
        "1" => None,
        "2" => Some(Held::Pending),
        "4" => Some(Held::Trash),
        other => Some(reading.unclear(other, line)),
    }
}

#[cfg(test)]
mod tests;
