//! What no rule tells: steden is of stad, bracht of breng.
//!
//! `irregular.txt` has a word a line, a colon and its forms. After `!` stand words that are of no other, whatever the
//! rules say: regen is not of rijg. Verbs stand by their stem, and with a prefix they go the same way.

use std::collections::HashMap;

const LINES: &str = include_str!("irregular.txt");

/// What a word is that has irregular forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Noun,
    Adjective,
    Verb,
}

/// The irregular forms, each with the word that it is of.
pub(super) struct Table(HashMap<&'static str, (&'static str, Kind)>);

impl Table {
    pub(super) fn read() -> Table {
        let mut table = HashMap::new();
        let mut kind = Kind::Noun;
        for line in LINES.lines() {
            if let Some(heading) = line.strip_prefix('#') {
                kind = match heading.trim() {
                    "Adjectives" => Kind::Adjective,
                    "Verbs, by stem" => Kind::Verb,
                    _ => Kind::Noun,
                };
            } else if let Some(words) = line.strip_prefix('!') {
                for word in words.split_whitespace() {
                    table.entry(word).or_insert((word, Kind::Noun));
                }
            } else if let Some((base, forms)) = line.split_once(':') {
                for form in forms.split_whitespace() {
                    table.entry(form).or_insert((base, kind));
                }
            }
        }
        Table(table)
    }

    /// The word that a form is of: itself, when no rule applies to it.
    pub(super) fn base(&self, form: &str) -> Option<&'static str> {
        self.0.get(form).map(|(base, _)| *base)
    }

    /// The word of one kind that a form is of.
    pub(super) fn base_of(&self, form: &str, kind: Kind) -> Option<&'static str> {
        self.0.get(form).filter(|(_, of)| *of == kind).map(|(base, _)| *base)
    }
}
