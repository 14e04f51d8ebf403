//! Elements of HTML whose content is Markdown, as Python-Markdown has them: `<div markdown>`, `<figure markdown="span">`. A blank
//! line behind their tags says the same to any other Markdown.

use std::borrow::Cow;

use super::lines::columns;
use crate::html::tokens::{Token, tokens, value_of};

/// Where the preparation is with such elements.
#[derive(Default)]
pub(super) struct Markup {
    /// The end tag of the outermost that is open.
    end: Option<String>,
    /// Whether only components of MDX in it have such content too.
    is_component: bool,
    /// How deep that stands, and by how much more its content is indented.
    base: usize,
    surplus: usize,
}

impl Markup {
    /// The line without the indentation that only shows in which element it stands.
    pub(super) fn within<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let indent = columns(line);
        // In MDX no indentation makes code.
        if line.trim().is_empty() && !self.is_component {
            self.surplus = 0;
        }
        if self.surplus == 0 || indent <= self.base {
            return Cow::Borrowed(line);
        }
        let kept = indent - self.surplus.min(indent - self.base);
        Cow::Owned(format!("{}{}", " ".repeat(kept), line.trim_start()))
    }

    /// Whether a blank line belongs behind this one, so that what comes next is Markdown.
    pub(super) fn ends_html(&mut self, line: &str, next: &str) -> bool {
        let trimmed = line.trim();
        if !trimmed.starts_with('<') {
            return false;
        }
        if let Some(end) = &self.end {
            if trimmed.eq_ignore_ascii_case(end) {
                *self = Markup::default();
                return false;
            }
            if self.is_component && opened(trimmed).is_none() {
                return false;
            }
        } else {
            let Some(name) = opened(trimmed) else { return false };
            self.is_component = name != "aside" && is_component(name);
            self.end = Some(format!("</{name}>"));
            self.base = columns(line);
            self.surplus = columns(next).saturating_sub(self.base);
        }
        !next.trim().is_empty() && !next.trim_start().starts_with("</")
    }
}

/// The parts of a line that is one whole element with Markdown in it: its tag, what stands in it, and its end. A paragraph needs no
/// tags: what stands in it is one.
pub(super) fn whole(line: &str) -> Option<(&str, &str, &str)> {
    let line = line.trim();
    if !line.starts_with('<') || !line.contains(" markdown") {
        return None;
    }
    let open = &line[..=line.find('>')?];
    let name = opened(open).filter(|name| !is_component(name))?;
    let inner = line[open.len()..].strip_suffix('>')?.strip_suffix(name)?.strip_suffix("</")?;
    let is_nested = inner.contains(&format!("<{name}")) || inner.contains("</");
    let (open, close) = match name {
        "p" => ("", ""),
        _ => (open, &line[open.len() + inner.len()..]),
    };
    (!inner.trim().is_empty() && !is_nested).then(|| (open, inner.trim(), close))
}

/// Whether this is the name of a component, as MDX has them: `BrowserWindow`.
fn is_component(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.next().is_some_and(|second| second.is_ascii_lowercase())
}

/// The element that a line begins which is only tags, the last of them of one whose content is Markdown.
fn opened(line: &str) -> Option<&str> {
    // Notion exports a callout like this.
    if line == "<aside>" {
        return Some("aside");
    }
    if !line.ends_with('>') || line.ends_with("/>") {
        return None;
    }
    let mut last = None;
    for token in tokens(line) {
        last = match token {
            Token::Open { name, attributes, .. } => Some((name, attributes)),
            Token::Text(text) if text.trim().is_empty() => last,
            _ => return None,
        };
    }
    let (name, attributes) = last?;
    if is_component(name) {
        return Some(name);
    }
    let value = value_of(attributes, "markdown")?;
    (!matches!(&*value, "0" | "off")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn an_element_on_one_line_has_markdown_in_it() {
        for (line, wanted) in [
            ("<p markdown>a **b**</p>", Some(("", "a **b**", ""))),
            (
                "  <figcaption markdown=\"span\">a</figcaption>",
                Some(("<figcaption markdown=\"span\">", "a", "</figcaption>")),
            ),
            ("<p markdown>a</p> b", None),
            ("<p markdown=\"0\">a</p>", None),
            ("<div markdown><div>a</div></div>", None),
            ("<div markdown></div>", None),
            ("<p>a markdown</p>", None),
        ] {
            assert_eq!(whole(line), wanted, "{line}");
        }
    }
}
