//! A heading is a link to itself; one that holds links has that link beside its text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Words;
use super::inline::plain_text;
use crate::html::{address, escape, is_own_class};

/// The anchor and the classes that an author gives a heading.
pub(super) type Named<'n> = (&'n Option<CowStr<'n>>, &'n Vec<CowStr<'n>>);

/// What ends a heading that is a link itself.
pub(super) const END_OF_LINK: &str = "</a>";

/// Begins a heading of this level with its anchor and classes, and says what comes before its end tag.
pub(super) fn open(
    html: &mut String,
    level: u8,
    (id, classes): (&str, &[CowStr<'_>]),
    inside: &[Event<'_>],
    words: &Words,
) -> String {
    let id = escape(id);
    let classes: Vec<&str> =
        classes.iter().map(AsRef::as_ref).filter(|class| is_own_class(class)).collect();
    let class = match classes.is_empty() {
        true => String::new(),
        false => format!(" class=\"{}\"", classes.join(" ")),
    };
    html.push_str(&format!("<h{level} id=\"{id}\"{class}>"));
    if inside.iter().all(is_no_link) {
        html.push_str(&format!("<a href=\"#{id}\">"));
        return END_OF_LINK.to_owned();
    }
    let label = escape(&words.heading_link);
    let separator = if label.is_empty() { "" } else { ": " };
    let text = plain_text(inside);
    let text = escape(text.trim());
    format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}{separator}{text}\">#</a>")
}

/// Whether this becomes no link, in a heading.
fn is_no_link(event: &Event<'_>) -> bool {
    match event {
        Event::Text(text) => {
            !(text.contains("[[")
                || text.contains("://")
                || text.contains('@')
                || address::linked(text).next().is_some())
        }
        Event::Code(_) | Event::SoftBreak => true,
        Event::Start(tag) => matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough),
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{MEDIA, OPTIONS, check, links, words};
    use super::super::{Surroundings, render};

    #[test]
    fn headings_have_anchors_and_the_page_has_one_of_the_first_level() {
        let heading = |level: u8, id: &str, text: &str| {
            format!("<h{level} id=\"{id}\"><a href=\"#{id}\">{text}</a></h{level}>\n")
        };
        check(&[
            ("# Titel\n\ntekst", "<p>tekst</p>\n"),
            ("<!-- lint -->\n# Titel\n\n## Kop", &heading(2, "kop", "Kop")),
            ("Titel\n=====\ntekst", "<p>tekst</p>\n"),
            (
                "## Een [kop](b.md)",
                "<h2 id=\"een-kop\">Een <a href=\"../2025/b%20c.html\">kop</a> <a class=\"anchor\" href=\"#een-kop\" aria-label=\"Link: Een kop\">#</a></h2>\n",
            ),
            (
                "## Kop {#eigen}\n## Kop",
                &format!("{}{}", heading(2, "eigen", "Kop"), heading(2, "kop", "Kop")),
            ),
            (
                "tekst\n# A\n## B",
                &format!("<p>tekst</p>\n{}{}", heading(2, "a", "A"), heading(3, "b", "B")),
            ),
            ("# T\n# A\n###### B", &format!("{}{}", heading(2, "a", "A"), heading(6, "b", "B"))),
            // Classes stay, with raw HTML too, but those that scripts look for, or that are no names.
            (
                "## Kop {#eigen .geel .a_b-1 .copy .x:y}",
                "<h2 id=\"eigen\" class=\"geel a_b-1\"><a href=\"#eigen\">Kop</a></h2>\n",
            ),
            (
                "## Kop {.geel .copy}\n\n<h3 id=\"a\" class=\"geel comment\">A</h3>",
                "<h2 id=\"kop\" class=\"geel\"><a href=\"#kop\">Kop</a></h2>\n<h3 id=\"a\" class=\"geel\">A</h3>",
            ),
        ]);
    }

    #[test]
    fn a_heading_that_is_not_the_title_is_on_the_page() {
        let (links, words) = (links(), words());
        let with = |title| Surroundings {
            links: &links,
            root: "",
            title: Some(title),
            liquid: Default::default(),
            is_plain: false,
            words: &words,
            media: &MEDIA,
        };
        let body = "# Over *wonen*\n\nTekst.\n";
        let html = render(body, &OPTIONS, &with("Wonen")).into_string();
        assert!(
            html.starts_with(
                "<h2 id=\"over-wonen\"><a href=\"#over-wonen\">Over <em>wonen</em></a>"
            ),
            "{html}"
        );
        assert_eq!(render(body, &OPTIONS, &with("over wonen")).into_string(), "<p>Tekst.</p>\n");
    }
}
