//! What the parser would take for more than it is: a sign that nobody types stands before it, and goes again from what was parsed.
//! Unlike a backslash it leaves raw HTML, code and formulas as they were.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event};

use super::attributes;
use super::lines::without_containers;

/// The sign.
pub(super) const GUARD: char = '\u{10FFFC}';

/// Whether a colon begins a line here that defines nothing, as in `:rocket:` and `:-)`: a definition has a blank behind its colon.
pub(super) fn is_colon(before: &str, rest: &str) -> bool {
    let is_first = before
        .bytes()
        .rev()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'>'))
        .is_none_or(|byte| byte == b'\n');
    is_first && rest[1..].starts_with(|c: char| !c.is_whitespace())
}

/// Whether braces end a heading here, behind the last of them, which are no attributes.
pub(super) fn ends_heading(body: &str, end: usize) -> bool {
    let after = body[end..].trim_start_matches([' ', '\t', '\r']);
    let line = || body[..end].rsplit('\n').next().unwrap_or_default();
    let next = || after.split('\n').nth(1).unwrap_or_default();
    matches!(after.bytes().next(), None | Some(b'\n')) && braces(line(), next()).is_some()
}

/// The line with its guard, if it needs one; `next` is what comes after it.
pub(super) fn guarded<'l>(line: &'l str, next: &str) -> Cow<'l, str> {
    let place = colon(line).or_else(|| braces(line, next));
    match place {
        Some(at) => Cow::Owned(format!("{}{GUARD}{}", &line[..at], &line[at..])),
        None => Cow::Borrowed(line),
    }
}

/// Where a line begins with a colon that defines nothing.
fn colon(line: &str) -> Option<usize> {
    let at = line.find(':')?;
    // What says how the columns of a table are aligned begins with one too.
    let is_row = line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b':' | b'-' | b'|' | b' ' | b'\t' | b'>'));
    (is_colon(&line[..at], &line[at..]) && !is_row).then_some(at)
}

/// The end of a heading that braces end which are no attributes.
fn braces(line: &str, next: &str) -> Option<usize> {
    let text = line.trim_end();
    let inner = text.strip_suffix('}')?;
    let inner = &inner[inner.rfind(['{', '}'])?..];
    let inner = inner.strip_prefix('{')?;
    let bare = without_containers(text);
    let is_heading = bare.starts_with('#') || is_underline(without_containers(next));
    (is_heading && !attributes::are_of_heading(inner)).then_some(text.len())
}

/// Whether a line makes a heading of the one above it.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

/// The event without guards.
pub(super) fn bare(event: Event<'_>) -> Event<'_> {
    let bare = |text: CowStr<'_>| CowStr::from(text.replace(GUARD, ""));
    match event {
        Event::Text(text) if text.contains(GUARD) => Event::Text(bare(text)),
        Event::Code(text) if text.contains(GUARD) => Event::Code(bare(text)),
        Event::Html(text) if text.contains(GUARD) => Event::Html(bare(text)),
        Event::InlineHtml(text) if text.contains(GUARD) => Event::InlineHtml(bare(text)),
        Event::InlineMath(text) if text.contains(GUARD) => Event::InlineMath(bare(text)),
        Event::DisplayMath(text) if text.contains(GUARD) => Event::DisplayMath(bare(text)),
        event => event,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_colon_without_a_blank_defines_nothing() {
        check(&[
            (
                "Een. Nog een.\n\n:raket: Nieuw.\n\nVorige.\n:-) leuk",
                "<p>Een. Nog een.</p>\n<p>:raket: Nieuw.</p>\n<p>Vorige.\n:-) leuk</p>\n",
            ),
            ("> a\n> :b", "<blockquote>\n<p>a\n:b</p>\n</blockquote>\n"),
            ("- a\n\n  :b", "<ul>\n<li><p>a</p>\n<p>:b</p>\n</li>\n</ul>\n"),
            ("a\n:\tb", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"),
            ("a\n: b\n: :c", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>:c</dd>\n</dl>\n"),
            ("tekst\n:::", "<p>tekst\n:::</p>\n"),
            ("tekst\n\n::: 3", "<p>tekst</p>\n<p>::: 3</p>\n"),
            ("a\n\n<pre>\n:x\n</pre>", "<p>a</p>\n<pre>:x\n</pre>"),
        ]);
        let html = super::super::tests::rendered("a | b\n:-- | --:\n:c | d");
        assert!(html.contains("<td>:c</td>"), "{html}");
    }

    #[test]
    fn braces_in_a_heading_are_text_unless_they_are_attributes() {
        let heading =
            |id: &str, text: &str| format!("<h2 id=\"{id}\"><a href=\"#{id}\">{text}</a></h2>\n");
        check(&[
            ("## Prijs {2024}", &heading("prijs-2024", "Prijs {2024}")),
            ("Met {accolades}\n---", &heading("met-accolades", "Met {accolades}")),
            ("## Kop {}", &heading("kop", "Kop {}")),
            ("## Kop {#a b}", &heading("kop-a-b", "Kop {#a b}")),
            (
                "## Kop {#een .x data-a=\"b c\"}",
                "<h2 id=\"een\" class=\"x\"><a href=\"#een\">Kop</a></h2>\n",
            ),
            ("## Kop {a=b}", &heading("kop", "Kop")),
        ]);
    }
}
