//! Keys by which other generators hide a text, altogether or from some readers.

use super::Reader;
use crate::diagnostic::{Diagnostic, Problem};
use crate::post::table::{Item, Value};

impl Reader<'_> {
    /// Material says it in a table: `search: {exclude: true}`; a theme of Hugo the other way round: `searchHidden: true`.
    pub(super) fn search(&mut self, name: &str, line: u32, item: &Item) {
        self.front.unsearched = match &item.value {
            Value::Table(table) => {
                table.get("exclude").and_then(|item| self.truth("search.exclude", line, item))
                    == Some(true)
            }
            _ => {
                let hides = name.to_lowercase().contains("hidden");
                self.truth(name, line, item) == Some(hides)
            }
        };
    }

    /// Keeps to itself what its generator makes no page of.
    pub(super) fn hidden(&mut self, is_hidden: bool, name: &str, dialect: &str, line: u32) {
        if is_hidden {
            self.front.draft = true;
            let problem = Problem::PageHidden { key: name.to_owned(), dialect: dialect.to_owned() };
            self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
        }
    }

    /// Hugo says here whether a page is made and listed. Whatever is not `always` keeps it from some readers.
    pub(super) fn build(&mut self, name: &str, line: u32, item: &Item) {
        let Value::Table(table) = &item.value else { return self.foreign(name, "Hugo", line) };
        for (key, line, item) in &table.entries {
            let whole = format!("{name}.{key}");
            let says = item.text().map(|text| text.trim().to_lowercase());
            let says = says.filter(|says| !says.is_empty());
            let is_always = says.is_none_or(|says| matches!(says.as_str(), "always" | "true"));
            match key.to_lowercase().as_str() {
                "render" => self.hidden(!is_always, &whole, "Hugo", *line),
                "list" => self.front.unlisted |= !is_always,
                _ => self.foreign(&whole, "Hugo", *line),
            }
        }
    }
}
