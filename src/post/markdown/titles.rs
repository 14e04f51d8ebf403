//! Titles of boxes, tabs and details: Markdown of one line, with the marks of a text and without the remarks in it.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::inline::target;
use super::shortcode::{push_destination, push_literal};
use super::spans::{code_spans, is_within};
use super::{critic, emoji, marks};

/// What remarks begin and end with that nobody sees in a text.
const REMARKS: [(&str, &str); 2] = [("<!--", "-->"), ("{/*", "*/}")];

/// A title as a caption has it.
pub(super) fn prepared(title: &str) -> String {
    let title = without_remarks(title);
    let title = critic::replaced(&title, &mut Vec::new());
    let title = marks::replaced(&title);
    emoji::replaced(&marks::shifted(&title)).trim().to_owned()
}

/// A title without remarks.
pub(super) fn without_remarks(title: &str) -> Cow<'_, str> {
    if !REMARKS.iter().any(|(open, _)| title.contains(open)) {
        return Cow::Borrowed(title);
    }
    let code = code_spans(title);
    let mut seen = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = title[at..].find(['<', '{']) {
        let start = at + found;
        at = start + 1;
        let length = REMARKS.iter().find_map(|(open, close)| {
            let inner = title[start..].strip_prefix(open)?;
            Some(open.len() + inner.find(close)? + close.len())
        });
        if let Some(length) = length.filter(|_| !is_within(&code, start)) {
            seen.push_str(&title[from..start]);
            at = start + length;
            from = at;
        }
    }
    seen.push_str(&title[from..]);
    Cow::Owned(seen)
}

/// The Markdown that these events are, of one line.
pub(super) fn written(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    let mut links: Vec<String> = Vec::new();
    let mut is_named = false;
    for event in events {
        match event {
            Event::Text(_) if is_named => {}
            Event::Text(literal) => push_literal(&mut text, literal),
            Event::Code(code) => push_code(&mut text, code),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => text.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => text.push_str("**"),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                text.push_str("~~");
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => match link_type {
                LinkType::WikiLink { has_pothole } => {
                    text.push_str(&format!("[[{dest_url}"));
                    text.push_str(if *has_pothole { "|" } else { "" });
                    is_named = !has_pothole;
                    links.push("]]".to_owned());
                }
                _ => {
                    let mut end = "](<".to_owned();
                    push_destination(&mut end, &target(*link_type, dest_url));
                    text.push('[');
                    links.push(format!("{end}>)"));
                }
            },
            Event::End(TagEnd::Link) => {
                is_named = false;
                text.push_str(&links.pop().unwrap_or_default());
            }
            Event::InlineHtml(tag) if !tag.starts_with("<!") => text.push_str(tag),
            Event::InlineMath(formula) => text.push_str(&format!("${formula}$")),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// Adds code between more backticks than it has.
fn push_code(text: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if longest > 0 || code.starts_with(' ') { " " } else { "" };
    text.push_str(&format!("{fence}{blank}{code}{blank}{fence}"));
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn remarks_in_titles_are_for_nobody() {
        for (title, wanted) in [
            ("Titel <!-- intern: Piet -->", "Titel"),
            ("T {/* intern */}", "T"),
            ("a <!-- b --> c {/* d */} e", "a  c  e"),
            ("`<!-- a -->` b", "`<!-- a -->` b"),
            ("a <!-- b", "a <!-- b"),
            (
                "++ctrl+c++ H~2~O ==m== {++a++}{--b--}",
                "<kbd>Ctrl</kbd>+<kbd>C</kbd> H<sub>2</sub>O <mark>m</mark> <ins>a</ins><del>b</del>",
            ),
        ] {
            assert_eq!(prepared(title), wanted, "{title}");
        }
    }

    #[test]
    fn a_title_is_markdown_wherever_it_stands() {
        let aside = |title: &str| {
            format!(
                "<aside class=\"alert alert-note\"><p class=\"alert-title\">{title}</p>\n<p>x</p>\n</aside>\n"
            )
        };
        let details = |title: &str| {
            format!(
                "<details class=\"alert alert-note\"><summary class=\"alert-title\">{title}</summary>\n<p>x</p>\n</details>\n"
            )
        };
        check(&[
            ("!!! note \"T <!-- intern -->\"\n    x\n", &aside("T")),
            (":::note[T {/* intern */}]\nx\n:::\n", &aside("T")),
            ("{{% alert title=\"T <!-- intern -->\" %}}\nx\n{{% /alert %}}\n", &aside("T")),
            (
                "{{< details summary=\"S {/* x */} <!-- y -->\" >}}\nx\n{{< /details >}}\n",
                &details("S"),
            ),
            (
                "!!! note \"H~2~O ==m== ^^i^^ <b>x</b>\"\n    x\n",
                &aside("H<sub>2</sub>O <mark>m</mark> <ins>i</ins> <b>x</b>"),
            ),
            (
                "> [!NOTE] Zie *de* `a*b` <!-- x -->nu\n> x\n",
                &aside("Zie <em>de</em> <code>a*b</code> nu"),
            ),
            (
                "> [!NOTE] Zie [het](https://e.example/a_b)\n> x\n",
                &aside(
                    "Zie <a class=\"external\" rel=\"noopener noreferrer\" href=\"https://e.example/a_b\">het</a>",
                ),
            ),
        ]);
    }
}
