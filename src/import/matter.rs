//! The front matter of files that the program begins for people, as YAML.

use std::fmt::Write;

/// Front matter, key by key.
#[derive(Debug, Default)]
pub(crate) struct Matter {
    lines: String,
}

impl Matter {
    /// A text, unless there is none.
    pub(crate) fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.raw(key, &quoted(value));
        }
    }

    /// A list of texts, unless it is empty.
    pub(crate) fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.raw(key, &listed(values));
        }
    }

    /// `key: true`, if it is.
    pub(crate) fn flag(&mut self, key: &str, is_set: bool) {
        if is_set {
            self.raw(key, "true");
        }
    }

    /// A date or a word, unless there is none.
    pub(crate) fn raw_text(&mut self, key: &str, value: Option<&str>) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " :-".contains(c);
        if let Some(value) = value {
            match value.chars().all(is_plain) {
                true => self.raw(key, value),
                false => self.text(key, Some(value)),
            }
        }
    }

    /// A value that is YAML already.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.lines, "{key}: {value}");
    }

    /// A line for who reads it.
    pub(crate) fn comment(&mut self, text: &str) {
        let _ = writeln!(self.lines, "# {text}");
    }

    /// The whole file with this body.
    pub(crate) fn with(self, body: &str) -> String {
        format!("---\n{}---\n\n{body}", self.lines)
    }
}

/// Texts as a list.
pub(crate) fn listed(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}

/// Text as YAML takes it whatever is in it.
pub(crate) fn quoted(text: &str) -> String {
    let escaped: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", escaped.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_quoted_for_yaml() {
        assert_eq!(
            quoted("De \"droge\" sloot: een\\ander\nverhaal"),
            "\"De \\\"droge\\\" sloot: een\\\\anderverhaal\""
        );
    }
}
