//! Boxes: alerts of GitHub and Obsidian, admonitions of Docusaurus and Material, all of the same five kinds.

use pulldown_cmark::{Event, TagEnd};

use super::shortcode::push_literal;
use super::stand_ins::quote_mark;
use super::{Surroundings, Words, caption, titles};
use crate::html::escape;
use crate::html::tokens::{Token, tokens, value_of};

/// A box around part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Admonition {
    /// Its name as written, in lower case: `info`.
    pub(crate) name: String,
    /// Its title, if it has one of its own, as Markdown; empty for none at all.
    pub(crate) title: Option<String>,
    /// Whether it can be folded, and then whether it is open.
    pub(crate) folding: Option<bool>,
}

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
pub(super) fn push_open(
    html: &mut String,
    found: &Admonition,
    around: &Surroundings<'_>,
) -> &'static str {
    let kind = kind(&found.name).unwrap_or("note");
    let title = match &found.title {
        Some(title) => caption::html(title, around),
        None => escape(&default_title(&found.name, kind, around.words)).into_owned(),
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
    html.push_str(if title.is_empty() { kind } else { &title });
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

impl Admonition {
    /// Whether its first line can be nothing else: one word that names no kind may be a text.
    pub(crate) fn is_beyond_doubt(&self) -> bool {
        self.title.is_some() || kind(&self.name).is_some()
    }

    /// Takes an option from a line below the one that begins a box of slashes: `type: warning`, `open: true`.
    pub(super) fn option(&mut self, line: &str) -> bool {
        let Some((key, value)) = line.split_once(':') else { return false };
        let value = value.trim();
        match key {
            "type" => self.name = value.to_ascii_lowercase(),
            "open" => self.folding = self.folding.map(|_| value.eq_ignore_ascii_case("true")),
            _ => {}
        }
        is_option(line)
    }
}

/// Whether a line is an option of a block of slashes.
pub(super) fn is_option(line: &str) -> bool {
    let key = line.split_once(':').map(|(key, _)| key);
    key.is_some_and(|key| matches!(key, "type" | "open" | "attrs" | "new" | "select"))
}

/// The box that `name Title`, `name[Title]` or `name{…}` behind colons begins. A word that names no kind of box belongs to the
/// title.
pub(super) fn colon_box(rest: &str) -> Option<Admonition> {
    let is_letter = |c: char| c.is_alphabetic() || c == '-';
    let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
    if length == 0 {
        return None;
    }
    let name = rest[..length].to_lowercase();
    let mut after = rest[length..].trim();
    let mut title = None;
    if let Some(within) = after.strip_prefix('[') {
        let end = within.rfind(']').unwrap_or(within.len());
        title = Some(within[..end].to_owned());
        after = "";
    }
    if after.starts_with('{') {
        after = after.find('}').map_or("", |end| after[end + 1..].trim());
    } else if !rest[length..].is_empty() && !rest[length..].starts_with([' ', '\t', '[']) {
        return None;
    }
    if !after.is_empty() {
        let is_kind = kind(&name).is_some();
        title =
            Some(if is_kind { after.to_owned() } else { format!("{} {after}", &rest[..length]) });
    }
    let folding = (name == "details").then_some(false);
    Some(Admonition { name, title, folding })
}

/// The box that `name | Title` behind slashes begins; what else can stand there is none.
pub(super) fn slash_box(rest: &str) -> Option<Admonition> {
    let (name, title) = rest.split_once('|').unwrap_or((rest, ""));
    let name = name.trim().to_ascii_lowercase();
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    let (name, folding) = match name.as_str() {
        "admonition" => ("note".to_owned(), None),
        "tab" => ("example".to_owned(), Some(true)),
        "details" => (name, Some(false)),
        _ => (name, None),
    };
    kind(&name).map(|_| Admonition { name, title, folding })
}

/// The title of `=== "Title"`, which begins a tab in Material.
fn tab(trimmed: &str) -> Option<String> {
    let title = trimmed.strip_prefix("===")?.trim_start_matches(['!', '+']).strip_prefix(" \"")?;
    title.strip_suffix('"').filter(|title| !title.is_empty()).map(str::to_owned)
}

/// The tab that `<TabItem label="Title">` begins in Docusaurus, and what follows on its line.
fn tab_item(trimmed: &str) -> Option<(Admonition, &str)> {
    let Some(Token::Open { name: "TabItem", attributes, raw }) = tokens(trimmed).next() else {
        return None;
    };
    let label = ["label", "value"].into_iter().find_map(|key| value_of(attributes, key))?;
    let mut title = String::new();
    push_literal(&mut title, &label);
    let (name, folding, title) = ("example".to_owned(), Some(true), Some(title));
    let is_whole = raw.ends_with('>') && !raw.ends_with("/>") && !attributes.contains('{');
    is_whole.then_some((Admonition { name, title, folding }, trimmed[raw.len()..].trim()))
}

/// What ends a tab, and a box, in Docusaurus.
pub(super) const COMPONENT_ENDS: [&str; 2] = ["</TabItem>", "</Admonition>"];

/// The box that a component of Docusaurus begins, with what ends it, and what follows on its line.
pub(super) fn component(trimmed: &str) -> Option<(Admonition, &'static str, &str)> {
    if let Some((found, rest)) = tab_item(trimmed) {
        return Some((found, COMPONENT_ENDS[0], rest));
    }
    let Some(Token::Open { name: "Admonition", attributes, raw }) = tokens(trimmed).next() else {
        return None;
    };
    let name = value_of(attributes, "type").map_or("note".into(), |name| name.to_ascii_lowercase());
    let title = value_of(attributes, "title").map(|given| {
        let mut title = String::new();
        push_literal(&mut title, &given);
        title
    });
    let is_whole = raw.ends_with('>') && !raw.ends_with("/>") && !attributes.contains('{');
    let found = Admonition { name, title, folding: None };
    is_whole.then_some((found, COMPONENT_ENDS[1], trimmed[raw.len()..].trim()))
}

/// The box that `!!! name "Title"`, `??? name` or `???+ name` begins.
pub(super) fn material_box(trimmed: &str) -> Option<Admonition> {
    if let Some(title) = tab(trimmed) {
        // A tab among others: shown one below the other, so that nothing is hidden from a search in the page or a printer.
        return Some(Admonition {
            name: "example".into(),
            title: Some(title),
            folding: Some(true),
        });
    }
    let (rest, folding) = match trimmed.strip_prefix("!!!") {
        Some(rest) => (rest, None),
        None => {
            let rest = trimmed.strip_prefix("???")?;
            match rest.strip_prefix('+') {
                Some(rest) => (rest, Some(true)),
                None => (rest, Some(false)),
            }
        }
    };
    let words = rest.strip_prefix(' ').unwrap_or(rest).trim();
    let (words, title) = match words.strip_suffix('"').and_then(|words| words.split_once('"')) {
        Some((words, title)) => (words.trim(), Some(title.to_owned())),
        None => (words, None),
    };
    let mut names = words.split_ascii_whitespace();
    let first = names.next().or(folding.and(title.as_ref()).map(|_| "details"))?;
    let name = first.to_ascii_lowercase();
    let is_word =
        |word: &str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    // Without a title between quotes, words behind the kind may be a sentence.
    let is_box = match title {
        Some(_) => is_word(first) && names.all(is_word),
        None if kind(&name).is_none() => {
            rest.starts_with(' ')
                && is_word(words)
                && words.starts_with(|c: char| c.is_ascii_lowercase())
        }
        None => names.all(|n| ["inline", "end", "annotate"].contains(&n)),
    };
    is_box.then_some(Admonition { name, title, folding })
}

/// How long the sign is with which the first line of a quote makes a box of it: `[!NAME]`, with `+` or `-` if it can be folded.
pub(super) fn sign(line: &str) -> Option<usize> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let is_name = (1..=24).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let end = name.len() + 3;
    is_name.then_some(if rest.starts_with(['+', '-']) { end + 1 } else { end })
}

/// The box that a quote becomes which begins with such a sign, as in Obsidian; and the place behind its first line, which is
/// its title.
pub(super) fn of_quote(events: &[Event<'_>], at: usize) -> Option<(Admonition, usize)> {
    let Event::InlineHtml(mark) = events.get(at + 2)? else { return None };
    let sign = quote_mark(mark)?;
    let end = events[at + 3..].iter().position(|event| {
        matches!(event, Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph))
    })?;
    let title = titles::written(&events[at + 3..at + 3 + end]);
    let (name, folding) = sign.strip_prefix("[!")?.split_once(']')?;
    let folding = match folding {
        "+" => Some(true),
        "-" => Some(false),
        _ => None,
    };
    let title = Some(title).filter(|title| !title.is_empty());
    Some((Admonition { name: name.to_ascii_lowercase(), title, folding }, at + 3 + end))
}
