//! Keys that switch something on or off. Themes of other generators give some of them more to say.

use super::Reader;
use crate::diagnostic::{Diagnostic, Expected, Problem, nearest};
use crate::post::CommentsState;
use crate::post::links::has_file_extension;
use crate::post::table::{Item, Value};

/// What `comments` may say.
const STATES: [(&str, CommentsState); 14] = [
    ("open", CommentsState::Open),
    ("true", CommentsState::Open),
    ("yes", CommentsState::Open),
    ("ja", CommentsState::Open),
    ("on", CommentsState::Open),
    ("closed", CommentsState::Closed),
    ("gesloten", CommentsState::Closed),
    ("hidden", CommentsState::Hidden),
    ("false", CommentsState::Hidden),
    ("no", CommentsState::Hidden),
    ("nee", CommentsState::Hidden),
    ("verborgen", CommentsState::Hidden),
    ("off", CommentsState::Hidden),
    ("none", CommentsState::Hidden),
];

impl Reader<'_> {
    /// A key whose value YAML takes for a remark, because it begins with `#`: `tags: #water`.
    pub(super) fn remark(&mut self, name: &str, line: u32) {
        let text = (1..).zip(self.whole.lines()).find(|(number, _)| *number == line);
        let value = text.and_then(|(_, text)| text.split_once(':')).map(|(_, value)| value.trim());
        let word = value.and_then(|value| value.strip_prefix('#')).unwrap_or_default();
        if word.starts_with(char::is_alphanumeric) {
            let problem = Problem::ValueIsRemark { key: name.to_owned() };
            self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
        }
    }

    pub(super) fn truth(&mut self, name: &str, line: u32, item: &Item) -> Option<bool> {
        let yes = boolean(item);
        if yes.is_none() && !item.is_empty() {
            self.wrong(name, item, line, Expected::Boolean);
        }
        yes
    }

    /// Elsewhere a pinned post has its place in an order, and a theme of Hugo calls the picture of a post `featured`. What it says
    /// beside that hides nothing, and is no error.
    pub(super) fn pinned(&mut self, name: &str, line: u32, item: &Item) {
        let order = item.text().and_then(|text| text.trim().parse::<f64>().ok());
        match (boolean(item), order) {
            (Some(yes), _) => self.front.pinned = yes,
            (None, Some(order)) => self.front.pinned = order > 0.0,
            (None, None) if item.text().is_some_and(|text| has_file_extension(text.trim())) => {
                self.front.lines.entry("image".to_owned()).or_insert(line);
                self.image(name, line, item);
            }
            (None, None) => self.wrong(name, item, line, Expected::Boolean),
        }
    }

    /// A list names places that a text is hidden from, which is less than what it means here.
    pub(super) fn unlisted(&mut self, name: &str, line: u32, item: &Item) {
        match item.value {
            Value::List(_) => self.doubt(name, item, line, Expected::Boolean),
            _ => self.front.unlisted |= self.truth(name, line, item) == Some(true),
        }
    }

    pub(super) fn comments(&mut self, name: &str, line: u32, item: &Item) {
        if let Value::Table(_) = &item.value {
            return self.service(name, line, item);
        }
        let text = item.text().map(|text| text.trim().to_lowercase()).unwrap_or_default();
        match STATES.iter().find(|(word, _)| *word == text) {
            Some((_, state)) => self.front.comments = *state,
            // What was to be hidden is not shown for a slip of the pen; another word is the name of a service.
            None if nearest(&text, STATES.map(|(word, _)| word)).is_some() => {
                self.wrong(name, item, line, Expected::CommentsState);
            }
            None => self.doubt(name, item, line, Expected::CommentsState),
        }
    }

    /// Themes of Hugo say here where comments are kept, and whether there are any.
    fn service(&mut self, name: &str, line: u32, item: &Item) {
        let Value::Table(table) = &item.value else { return };
        let mut is_foreign = false;
        for (key, line, item) in &table.entries {
            match key.to_lowercase().as_str() {
                "enable" | "enabled" | "show" => {
                    match self.truth(&format!("{name}.{key}"), *line, item) {
                        Some(true) => self.front.comments = CommentsState::Open,
                        Some(false) => self.front.comments = CommentsState::Hidden,
                        None => {}
                    }
                }
                _ => is_foreign |= !item.is_empty(),
            }
        }
        if is_foreign {
            self.foreign(name, "Hugo", line);
        }
    }
}

pub(super) fn boolean(item: &Item) -> Option<bool> {
    match item.text()?.trim().to_lowercase().as_str() {
        "true" | "yes" | "on" | "ja" | "1" => Some(true),
        "false" | "no" | "off" | "nee" | "0" => Some(false),
        _ => None,
    }
}
