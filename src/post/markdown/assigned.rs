//! Texts that Liquid gives a name: `{% assign a = "text" %}`, `{% capture a %}text{% endcapture %}`. They stand where `{{ a }}` does. What
//! only Jekyll can reckon has no value, and is told where it is used.

use std::collections::BTreeMap;

use super::shortcode::{self, Kind};
use super::spans::{code_spans, is_within};

/// A longer text is none that somebody names to write it once.
const LONGEST: usize = 2_000;

/// So much is put in altogether, in bytes: a text may be put in anywhere.
const MOST: usize = 50_000;

/// What has a name so far.
#[derive(Default)]
pub(super) struct Assigned {
    values: BTreeMap<String, String>,
    put_in: usize,
}

impl Assigned {
    /// The line without what it names and with what was named before, if it does either; and how many of the lines behind it (`rest`)
    /// belong to a text that it names.
    pub(super) fn read(&mut self, line: &str, rest: &str) -> Option<(String, usize)> {
        if !line.contains("{%") && (self.values.is_empty() || !line.contains("{{")) {
            return None;
        }
        let code = code_spans(line);
        let (mut text, mut from, mut at) = (String::new(), 0, 0);
        let mut is_changed = false;
        while let Some(found) = line[at..].find('{') {
            let open = at + found;
            at = open + 1;
            if !line[at..].starts_with(['%', '{']) || is_within(&code, open) {
                continue;
            }
            let Some((inner, length, kind)) = shortcode::shortcode(&line[open..]) else { continue };
            let end = open + length;
            if let (Kind::Tag, Some(name)) = (kind, inner.strip_prefix("capture ")) {
                let Some(captured) = captured(&line[end..], rest) else { continue };
                let value = self.filled(captured.text.trim());
                self.give(name.trim(), Some(value));
                text.push_str(&line[from..open]);
                let lines = captured.text.matches('\n').count();
                if lines > 0 {
                    text.push_str(&self.filled(captured.after.trim_end()));
                    return Some((text, lines));
                }
                at = end + captured.length;
                from = at;
                is_changed = true;
                continue;
            }
            let put = match (kind, inner.strip_prefix("assign ")) {
                (Kind::Tag, Some(given)) => {
                    let Some((name, value)) = given.split_once('=') else { continue };
                    self.give(name.trim(), literal(value.trim()));
                    String::new()
                }
                (Kind::Output, _) => match self.put(inner, line) {
                    Some(value) => value,
                    None => continue,
                },
                _ => continue,
            };
            text.push_str(&line[from..open]);
            text.push_str(&put);
            (from, at) = (end, end);
            is_changed = true;
        }
        text.push_str(&line[from..]);
        is_changed.then_some((text, 0))
    }

    fn give(&mut self, name: &str, value: Option<String>) {
        match value.filter(|value| value.len() <= LONGEST) {
            Some(value) => self.values.insert(name.to_owned(), value),
            None => self.values.remove(name),
        };
    }

    /// What stands where a name is put out; between blank lines if it becomes Markdown within HTML.
    fn put(&mut self, inner: &str, line: &str) -> Option<String> {
        let (name, filter) = inner.split_once('|').unwrap_or((inner, ""));
        let value = self.values.get(name.trim())?;
        let filter = filter.trim();
        let is_known = matches!(filter, "" | "markdownify" | "strip" | "strip_newlines" | "escape");
        if !is_known || self.put_in + value.len() > MOST {
            return None;
        }
        self.put_in += value.len();
        let is_within = filter == "markdownify" && line.trim_start().starts_with(['<', '{']);
        Some(if is_within { format!("\n\n{value}\n\n") } else { value.clone() })
    }

    /// A text with what was named before it.
    fn filled(&mut self, text: &str) -> String {
        let lines = text.lines().map(|line| match self.read(line, "") {
            Some((filled, _)) => filled,
            None => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A text that is named.
struct Captured {
    text: String,
    /// What stands behind it on its last line.
    after: String,
    /// How long it is with the tag that ends it.
    length: usize,
}

/// The text that is named behind its tag, which may end on a line further down.
fn captured(line: &str, rest: &str) -> Option<Captured> {
    let [line, rest] = [line, rest].map(|text| &text[..text.floor_char_boundary(2 * LONGEST)]);
    let whole = format!("{line}\n{rest}");
    let start = whole[..whole.find("endcapture")?].rfind("{%")?;
    let (inner, length, _) = shortcode::shortcode(&whole[start..])?;
    let length = start + length;
    let after = whole[length..].split('\n').next().unwrap_or_default().to_owned();
    (inner == "endcapture").then(|| Captured { text: whole[..start].to_owned(), after, length })
}

/// A text between quotation marks, or a number: what needs no reckoning.
fn literal(value: &str) -> Option<String> {
    let quote = value.chars().next().filter(|mark| matches!(mark, '"' | '\''));
    match quote {
        Some(quote) => value[1..].strip_suffix(quote).filter(|text| !text.contains(quote)),
        None => Some(value).filter(|value| value.parse::<f64>().is_ok()),
    }
    .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_name_stands_where_the_name_is_put_out() {
        let mut assigned = Assigned::default();
        for (line, rest, wanted) in [
            ("{% assign a = \"x\" %}b", "", Some(("b", 0))),
            ("{{ a }} `{{ a }}` {{ b }}", "", Some(("x `{{ a }}` {{ b }}", 0))),
            ("{%- assign b = 3 -%}{{ b }}", "", Some(("3", 0))),
            ("{% assign a = site.posts | size %}", "", Some(("", 0))),
            ("{{ a }}", "", None),
            ("{% capture c %}d {{ b }}{% endcapture %}e {{ c | strip }}", "", Some(("e d 3", 0))),
            ("{% capture c %}", "d\ne\n{% endcapture %} f\ng", Some((" f", 3))),
            ("<p>{{ c | markdownify }}</p>", "", Some(("<p>\n\nd\ne\n\n</p>", 0))),
            ("{{ c | upcase }} {{ c.size }}", "", None),
            ("{% capture c %}", "d", None),
            ("{% if a %}", "", None),
        ] {
            let found = assigned.read(line, rest);
            let found = found.as_ref().map(|(text, lines)| (text.as_str(), *lines));
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn names_within_names_do_not_grow_without_end() {
        let mut assigned = Assigned::default();
        assigned.read("{% assign a = \"0123456789\" %}", "");
        for _ in 0..60 {
            assigned.read("{% capture a %}{{ a }}{{ a }}{% endcapture %}", "");
        }
        assert!(assigned.values.values().all(|value| value.len() <= LONGEST));
        let line = "{{ a }}".repeat(100_000);
        assert!(assigned.read(&line, "").is_none_or(|(text, _)| text.len() < line.len() + MOST));
    }
}
