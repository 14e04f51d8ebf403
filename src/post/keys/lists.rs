//! Keys with several names under them: people, topics, series, and numbers in other systems.

use super::Reader;
use crate::diagnostic::{Diagnostic, Expected, Problem};
use crate::post::dialect::{self, Key};
use crate::post::pointed::people;
use crate::post::table::{Item, Value};

impl Reader<'_> {
    /// Tells of the first in a list who has no name.
    pub(super) fn nameless(&mut self, name: &str, line: u32, item: &Item) {
        match (item.lost(|item| people(item, line)), &item.value) {
            (Some(lost), Value::List(_)) => {
                self.doubt(name, lost, lost.line.max(line), Expected::Person);
            }
            (Some(_), _) => self.doubt(name, item, line, Expected::List),
            (None, _) => {}
        }
    }

    pub(super) fn topics(&mut self, name: &str, item: &Item) {
        for name in dialect::names(name, item, self.is_jekyll) {
            if !self.front.topics.contains(&name) {
                self.front.topics.push(name);
            }
        }
    }

    /// A post stands in one series; in Hugo it may have several.
    pub(super) fn series(&mut self, name: &str, line: u32, item: &Item) {
        let mut all = dialect::texts(item).into_iter();
        self.front.series = all.next();
        let left: Vec<String> = all.collect();
        if !left.is_empty() {
            let problem = Problem::SeriesLeft { key: name.to_owned(), left };
            self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
        }
    }

    /// Zola puts all its lists of names under one key.
    pub(super) fn taxonomies(&mut self, line: u32, item: &Item) {
        let Value::Table(table) = &item.value else {
            return self.wrong("taxonomies", item, line, Expected::Table);
        };
        for (name, line, item) in &table.entries {
            match dialect::meaning(name) {
                Some(key @ (Key::Topics | Key::Authors | Key::Experts | Key::Series)) => {
                    self.front.lines.entry(key.name().to_owned()).or_insert(*line);
                    self.key(key, name, *line, item);
                }
                _ => self.foreign(&format!("taxonomies.{name}"), "Zola", *line),
            }
        }
    }

    pub(super) fn ids(&mut self, name: &str, line: u32, item: &Item) {
        let Value::Table(table) = &item.value else {
            return self.wrong(name, item, line, Expected::Table);
        };
        for (system, line, item) in &table.entries {
            if let Some(id) = self.text(&format!("{name}.{system}"), *line, item) {
                self.front.ids.insert(system.clone(), id);
            }
        }
    }
}
