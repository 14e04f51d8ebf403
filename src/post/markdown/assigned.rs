//! Texts that Liquid gives a name: `{% assign a = "text" %}`, `{% capture a %}text{% endcapture %}`. They stand where `{{ a }}` does. What
//! only Jekyll can reckon has no value, and is told where it is used.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::hidden::Hidden;
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
    /// belong to a text that it names. What stands behind that is `hidden` if it is in a remark.
    pub(super) fn read(
        &mut self,
        line: &str,
        rest: &str,
        hidden: &mut Hidden,
    ) -> Option<(String, usize)> {
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
                    let behind = &rest[captured.length..];
                    let (after, behind) = behind.split_once('\n').unwrap_or((behind, ""));
                    let after = hidden.without(after.trim_end(), behind);
                    text.push_str(&self.filled(&after));
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

    /// A text without its remarks, and with what was named before it.
    fn filled(&mut self, text: &str) -> String {
        let mut hidden = Hidden::default();
        let mut rest = text;
        let lines = text.lines().map(|line| {
            rest = rest[line.len()..].split_once('\n').map_or("", |(_, rest)| rest);
            let line = hidden.without(line, rest);
            let filled = self.read(&line, "", &mut Hidden::default());
            filled.map_or_else(|| line.into_owned(), |(filled, _)| filled)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A text that is named.
struct Captured<'t> {
    text: Cow<'t, str>,
    /// How long it is with the tag that ends it, on its own line or, of one over several, in those behind it.
    length: usize,
}

/// The text that is named behind its tag, which may end on a line further down.
fn captured<'t>(line: &'t str, rest: &str) -> Option<Captured<'t>> {
    if let Some((text, length)) = ended(line) {
        return Some(Captured { text: text.into(), length });
    }
    let (text, length) = ended(rest).filter(|_| line.len() <= LONGEST)?;
    Some(Captured { text: format!("{line}\n{text}").into(), length })
}

/// What stands before the tag that ends a text, and how long that is with the tag.
fn ended(text: &str) -> Option<(&str, usize)> {
    let near = &text[..text.floor_char_boundary(2 * LONGEST)];
    let start = near[..near.find("endcapture")?].rfind("{%")?;
    let (inner, length, _) = shortcode::shortcode(&text[start..])?;
    (inner == "endcapture").then(|| (&text[..start], start + length))
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
            (
                "{% capture d %}",
                "a {% comment %}b{% endcomment %}\n{::comment}\nb\n{:/comment}\nc{% endcapture %}{>>b<<}",
                Some(("", 5)),
            ),
            ("{{ d }}", "", Some(("a \n\n\n\nc", 0))),
        ] {
            let found = assigned.read(line, rest, &mut Hidden::default());
            let found = found.as_ref().map(|(text, lines)| (text.as_str(), *lines));
            assert_eq!(found, wanted, "{line}");
        }
    }

    #[test]
    fn names_within_names_do_not_grow_without_end() {
        let read =
            |line: &str, assigned: &mut Assigned| assigned.read(line, "", &mut Hidden::default());
        let mut assigned = Assigned::default();
        read("{% assign a = \"0123456789\" %}", &mut assigned);
        for _ in 0..60 {
            read("{% capture a %}{{ a }}{{ a }}{% endcapture %}", &mut assigned);
        }
        assert!(assigned.values.values().all(|value| value.len() <= LONGEST));
        let line = "{{ a }}".repeat(100_000);
        assert!(read(&line, &mut assigned).is_none_or(|(text, _)| text.len() < line.len() + MOST));
    }
}
