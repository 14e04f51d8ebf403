//! A document to take along: how long it is, and what it says, page by page.

mod pdf;
mod office;
mod word;
mod running;
mod slides;
mod workbook;
mod xml;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use super::Facts;
use crate::diagnostic::{Damage, Problem};

/// The most text that is kept of a document, in bytes.
const TEXT: usize = 4 << 20;

/// The most bytes that a document may have once it is unpacked.
const UNPACKED: usize = 64 << 20;

/// What the length of a document is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Pages of a text.
    Pages,
    /// Slides of a presentation.
    Slides,
    /// Sheets of a workbook.
    Sheets,
}

/// A document, as a link tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its size in bytes.
    pub size: u64,
    /// How long it is, if that could be found out.
    pub extent: Option<(Unit, u32)>,
}

impl Document {
    /// What a link tells of it behind its kind: `1,2 MB, 12 pagina’s`.
    pub(crate) fn told(&self, words: &BTreeMap<String, String>, decimal: &str) -> String {
        let (key, number) = match self.size {
            0..1_000_000 => ("bytes", self.size.div_ceil(1_000).to_string()),
            1_000_000..10_000_000 => {
                let tenths = self.size.div_ceil(100_000);
                ("megabytes", format!("{}{decimal}{}", tenths / 10, tenths % 10))
            }
            size => ("megabytes", size.div_ceil(1_000_000).to_string()),
        };
        let say = |key: &str, number: &str| {
            words.get(key).map_or_else(String::new, |text| text.replace("{n}", number))
        };
        let mut told = say(key, &number);
        if let Some((unit, count)) = self.extent {
            let key = match (unit, count) {
                (Unit::Pages, 1) => "page",
                (Unit::Pages, _) => "pages",
                (Unit::Slides, 1) => "slide",
                (Unit::Slides, _) => "slides",
                (Unit::Sheets, 1) => "sheet",
                (Unit::Sheets, _) => "sheets",
            };
            told.push_str(", ");
            told.push_str(&say(key, &count.to_string()));
        }
        told
    }
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How long it is, if that could be found out.
    pub extent: Option<(Unit, u32)>,
    /// Its text, a page, slide or sheet each; that of a text from a word processor is in one. That of a sheet begins with its
    /// name, if it has one of its own, on a line by itself; nothing else has lines.
    pub texts: Vec<String>,
    /// What is wrong with it, which leaves the document but not its text.
    pub problem: Option<Problem>,
}

/// Reads a document of this name. However it is made, it does no harm: what cannot be read is told.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Facts {
    let extension =
        name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let read = || match extension.as_str() {
        _ if bytes.is_empty() => Reading::damaged(Damage::Empty),
        "pdf" => pdf::read(bytes),
        extension => office::read(extension, bytes),
    };
    // The reader of PDF is another's, and meets files that nobody has seen before.
    let damaged = || Reading::damaged(Damage::Broken);
    let mut reading = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| damaged());
    let mut room = TEXT;
    for text in &mut reading.texts {
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        room -= end;
    }
    let is_silent = reading.texts.iter().all(|text| !text.chars().any(char::is_alphanumeric));
    if is_silent && reading.problem.is_none() {
        reading.problem = Some(Problem::DocumentWithoutText);
    }
    Facts::Document(reading)
}

impl Reading {
    fn damaged(damage: Damage) -> Reading {
        let problem = Some(Problem::DocumentDamaged { damage });
        Reading { extent: None, texts: Vec::new(), problem }
    }
}

/// A text with one blank between its words.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod office_tests;
#[cfg(test)]
mod tests;
