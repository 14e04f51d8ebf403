//! Pairs of shortcodes around a text that themes of Hugo and Zola have for boxes: `{{% alert %}}`, `{{< details "Title" >}}`,
//! `{% note() %}`. They become the boxes that they are.

use std::collections::BTreeSet;

use super::boxes::{self, Admonition};
use super::shortcode::{self, Kind, push_literal};
use super::titles;

/// What such a shortcode begins.
pub(super) enum Pair {
    Box(Admonition),
    /// Nothing that is seen: it stands around others.
    Around,
    /// The same of Docsy, around tabs with code, in this language if they do not name another.
    AroundCode(String),
}

/// A shortcode that a line consists of, or begins with.
pub(super) struct Call<'l> {
    /// Its name; `end` if it ends one of Zola.
    pub(super) name: &'l str,
    /// Whether it ends one of Hugo of that name.
    is_end: bool,
    parameters: &'l str,
    /// What follows it.
    pub(super) rest: &'l str,
    kind: Kind,
}

/// The shortcode that a line begins with.
pub(super) fn call(trimmed: &str) -> Option<Call<'_>> {
    if !["{{<", "{{%", "{%"].iter().any(|sign| trimmed.starts_with(sign)) {
        return None;
    }
    let (inner, length, kind) = shortcode::shortcode(trimmed)?;
    let rest = trimmed[length..].trim();
    if let Some(name) = inner.strip_prefix('/') {
        return Some(Call { name: name.trim(), is_end: true, parameters: "", rest, kind });
    }
    let end = inner.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(inner.len());
    let (name, parameters) = inner.split_at(end);
    let parameters = parameters.trim();
    let parameters =
        parameters.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(parameters);
    Some(Call { name, is_end: false, parameters, rest, kind })
}

impl<'l> Call<'l> {
    /// Whether this ends what a shortcode of this name has begun.
    pub(super) fn ends(&self, name: &str, of_zola: bool) -> bool {
        match of_zola {
            true => self.kind == Kind::Tag && self.name == "end",
            false => self.kind == Kind::Hugo && self.is_end && self.name == name,
        }
    }

    /// Whether it is one of Zola.
    pub(super) fn is_of_zola(&self) -> bool {
        self.kind == Kind::Tag
    }

    /// What it begins, if a text follows that it ends; else its name goes to `endless`.
    pub(super) fn begins(&self, rest: &str, endless: &mut BTreeSet<String>) -> Option<Pair> {
        if self.is_end {
            return None;
        }
        let pair = self.pair()?;
        let end = if self.is_of_zola() { "end" } else { self.name };
        let is_end = |line: &str| {
            let line = line.trim();
            line.contains(end)
                && call(line).is_some_and(|call| {
                    call.rest.is_empty() && call.ends(self.name, self.is_of_zola())
                })
        };
        if !rest.lines().any(is_end) {
            endless.insert(self.name.to_owned());
            return None;
        }
        Some(pair)
    }

    /// A box of one line: `{{< alert >}}Text{{< /alert >}}`, with its text.
    pub(super) fn of_line(&self) -> Option<(Admonition, &str)> {
        let start = self.rest.rfind('{')?;
        let start = start - usize::from(self.rest[..start].ends_with('{'));
        let end = call(&self.rest[start..])?;
        let is_end = end.rest.is_empty() && end.ends(self.name, self.is_of_zola());
        match self.pair().filter(|_| is_end)? {
            Pair::Box(found) => Some((found, self.rest[..start].trim())),
            Pair::Around | Pair::AroundCode(_) => None,
        }
    }

    /// The language of the code in it, if this is a tab of Docsy.
    pub(super) fn language(&self) -> Option<&str> {
        let named = |(key, value): (&str, &'l str)| (key == "lang").then_some(value);
        words(self.parameters).1.into_iter().find_map(named).filter(|name| !name.is_empty())
    }

    fn pair(&self) -> Option<Pair> {
        let lowered = self.name.to_ascii_lowercase();
        let (words, values) = words(self.parameters);
        let value = |names: &[&str]| {
            let found =
                |name: &&str| values.iter().find(|(key, _)| *key == *name).map(|(_, value)| *value);
            names.iter().find_map(|name| found(name).filter(|value| !value.is_empty()))
        };
        let given = value(&["title", "summary", "header", "label", "heading"]);
        let (name, title, folding) = match lowered.as_str() {
            "tabs" | "tabpane" if value(&["text"]) == Some("true") || lowered == "tabs" => {
                return Some(Pair::Around);
            }
            "tabpane" if self.kind == Kind::Hugo => {
                return Some(Pair::AroundCode(value(&["lang"]).unwrap_or_default().to_owned()));
            }
            "steps" | "lead" => return Some(Pair::Around),
            "tab" if self.parameters.ends_with('/') || words.len() > 1 => return None,
            "tab" => {
                let title = given.or(value(&["name"])).or(words.first().copied())?;
                ("example".to_owned(), Some(title), Some(true))
            }
            "details" | "expand" | "collapse" | "spoiler" => {
                let title = given.or(words.first().copied());
                let is_open = value(&["open"]) == Some("true");
                ("details".to_owned(), title, Some(is_open))
            }
            "alert" | "notice" | "hint" | "callout" | "admonition" | "pageinfo" => {
                let asked = value(&["type", "color", "kind", "context"]).or(words.first().copied());
                let name =
                    asked.map(str::to_ascii_lowercase).filter(|name| boxes::kind(name).is_some());
                let title = given.or(words.get(1).copied());
                let title = if asked.is_none() { title.or(Some("")) } else { title };
                (name.unwrap_or_else(|| "note".to_owned()), title, None)
            }
            name if self.kind == Kind::Hugo && BOXES.contains(&name) => {
                (lowered.clone(), given.or(words.first().copied()), None)
            }
            name if self.is_of_zola() && BOXES.contains(&name) => (lowered.clone(), given, None),
            _ => return None,
        };
        let title = title.map(|title| {
            let mut literal = String::new();
            push_literal(&mut literal, &titles::without_remarks(title));
            literal
        });
        Some(Pair::Box(Admonition { name, title, folding }))
    }
}

/// Boxes that are called by their kind.
const BOXES: [&str; 8] =
    ["note", "info", "tip", "important", "warning", "caution", "danger", "attention"];

/// The values without a name among parameters, and those with one.
fn words(parameters: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let (mut bare, mut named) = (Vec::new(), Vec::new());
    let mut rest = parameters.trim_start_matches([' ', ',']);
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', ',', '"', '`', '\'']).unwrap_or(rest.len());
        let key = rest[end..].starts_with('=').then(|| &rest[..end]);
        let after = if key.is_some() { &rest[end + 1..] } else { rest };
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
        let (value, left) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_once([' ', ',']).unwrap_or((after, "")),
        };
        match key {
            Some(key) => named.push((key, value)),
            None => bare.push(value),
        }
        rest = left.trim_start_matches([' ', ',']);
    }
    (bare, named)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn pairs_of_shortcodes_are_boxes() {
        let aside = |kind: &str, title: &str, text: &str| {
            format!(
                "<aside class=\"alert alert-{kind}\"><p class=\"alert-title\">{title}</p>\n{text}</aside>\n"
            )
        };
        check(&[
            (
                "{{% alert title=\"Let *op*\" color=\"warning\" %}}\nDit is **zo**.\n{{% /alert %}}\n\nb",
                &(aside("warning", "Let *op*", "<p>Dit is <strong>zo</strong>.</p>\n")
                    + "<p>b</p>\n"),
            ),
            (
                "{{< details \"Meer\" >}}\n- a\n- b\n{{< /details >}}",
                "<details class=\"alert alert-note\"><summary class=\"alert-title\">Meer</summary>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</details>\n",
            ),
            (
                "{{< alert >}}Kort{{< /alert >}}",
                "<aside class=\"alert alert-note\">\n<p>Kort</p>\n</aside>\n",
            ),
            (
                "{% warning(title=\"Pas op\") %}\na\n{% end %}",
                &aside("warning", "Pas op", "<p>a</p>\n"),
            ),
            // The tabs of Docsy have code, if it does not say that they are text.
            (
                "{{< tabpane lang=\"zz\" >}}\n{{< tab \"A\" >}}\n#include <b>\n\n*c*\n\n{{< /tab >}}\n{{< tab header=\"B\" lang=\"d++\" >}}\n{{< /tab >}}\n{{< /tabpane >}}\n\nd",
                "<details class=\"alert alert-note\" open><summary class=\"alert-title\">A</summary>\n<pre tabindex=\"0\"><code class=\"language-zz\">#include &lt;b&gt;\n\n*c*\n</code></pre>\n</details>\n<details class=\"alert alert-note\" open><summary class=\"alert-title\">B</summary>\n</details>\n<p>d</p>\n",
            ),
            (
                "{{< tabpane text=true >}}\n{{< tab \"A\" >}}\n*c*\n{{< /tab >}}\n{{< /tabpane >}}",
                "<details class=\"alert alert-note\" open><summary class=\"alert-title\">A</summary>\n<p><em>c</em></p>\n</details>\n",
            ),
            // One without an end, and others, stay as they are.
            ("{{< alert >}}\na", "<p>{{&lt; alert &gt;}}\na</p>\n"),
            (
                "{{< kaart >}}\na\n{{< /kaart >}}",
                "<p>{{&lt; kaart &gt;}}\na\n{{&lt; /kaart &gt;}}</p>\n",
            ),
            (
                "```\n{{< note >}}\na\n{{< /note >}}\n```",
                "<pre tabindex=\"0\"><code>{{&lt; note &gt;}}\na\n{{&lt; /note &gt;}}\n</code></pre>\n",
            ),
        ]);
    }
}
