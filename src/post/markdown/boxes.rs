//! Boxes: GitHub's alerts, Docusaurus' and Material's admonitions, all of the same five kinds.

use super::Words;
use super::prepare::Admonition;
use crate::html::push_escaped;

/// The kind of a box by the name that somebody gave it; `None` for a name of their own.
pub(crate) fn kind(name: &str) -> Option<&'static str> {
    Some(match name {
        "note" | "info" | "secondary" | "abstract" | "summary" | "tldr" | "todo" | "question"
        | "help" | "faq" | "example" | "quote" | "cite" | "seealso" | "details" => "note",
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" | "warn" => "warning",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}

/// Begins a box and says what ends it.
pub(super) fn push_open(html: &mut String, found: &Admonition, words: &Words) -> &'static str {
    let kind = kind(&found.name).unwrap_or("note");
    let title = match &found.title {
        Some(title) => title.clone(),
        None => default_title(&found.name, kind, words),
    };
    let (element, end) = match found.folding {
        Some(_) => ("details", "</details>\n"),
        None => ("aside", "</aside>\n"),
    };
    html.push('<');
    html.push_str(element);
    html.push_str(" class=\"alert alert-");
    html.push_str(kind);
    html.push_str(if found.folding == Some(true) { "\" open>" } else { "\">" });
    let (open, close) = match found.folding {
        Some(_) => ("<summary class=\"alert-title\">", "</summary>\n"),
        None if title.is_empty() => {
            html.push('\n');
            return end;
        }
        None => ("<p class=\"alert-title\">", "</p>\n"),
    };
    html.push_str(open);
    push_escaped(html, if title.is_empty() { kind } else { &title });
    html.push_str(close);
    end
}

/// What a box is called that has no title: by its own name or its kind's in the theme's words, or else by the name itself.
pub(super) fn default_title(name: &str, kind: &str, words: &Words) -> String {
    let is_own = self::kind(name).is_none();
    let found = words.alerts.get(name).or_else(|| words.alerts.get(kind).filter(|_| !is_own));
    found.cloned().unwrap_or_else(|| {
        let mut letters = name.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    })
}
