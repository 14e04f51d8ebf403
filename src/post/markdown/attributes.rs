//! What is written in braces for another generator only: attributes of kramdown and Python-Markdown, and the comments of MDX.

use std::borrow::Cow;

use super::left;
use super::lines::without_containers;
use super::spans::{code_spans, is_within};

/// A line without them. A line of its own for a whole paragraph becomes empty.
pub(super) fn without(line: &str) -> Cow<'_, str> {
    let trimmed = line.trim();
    // A heading keeps them: its id means something.
    if !line.contains('{')
        || trimmed.starts_with('#') && !line.contains("{:") && !line.contains("/*")
    {
        return Cow::Borrowed(line);
    }
    if trimmed.strip_prefix("{/*").and_then(|rest| rest.strip_suffix("*/}")).map(str::trim)
        == Some("truncate")
    {
        return Cow::Borrowed("<!-- truncate -->");
    }
    let code = code_spans(line);
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    let mut at = 0;
    // Where no comment ends once, none does further on.
    let mut may_end = true;
    while let Some(found) = line[at..].find('{') {
        let start = at + found;
        at = start + 1;
        if is_within(&code, start) {
            continue;
        }
        let rest = &line[start..];
        // Attributes follow what they are about without a blank.
        let before = line[..start].bytes().next_back();
        let follows = before.is_some_and(|byte| {
            let is_own = || rest.starts_with("{:") && is_beyond_doubt(rest);
            can_follow(byte)
                || !byte.is_ascii_whitespace() && is_own()
                || byte == b':' && ends_icon(&line[..start])
                || byte == b' ' && is_of_item(line, rest)
        });
        let is_comment = may_end && before != Some(b'{') && begins_comment(rest);
        let comment = is_comment.then(|| end_of_comment(rest)).flatten();
        may_end &= !is_comment || comment.is_some();
        let length = match comment {
            None if follows => end_of_attributes(rest).or_else(|| end_of_extension(rest)),
            None => end_of_extension(rest),
            length => length,
        };
        if let Some(length) = length {
            let before = &line[from..start];
            // A picture that stands alone would no longer do so with an anchor behind it.
            let is_alone = trimmed.starts_with("![")
                && trimmed.matches("](").count() == 1
                && line[start + length..].trim().is_empty();
            match id(&rest[..length]).filter(|_| !is_alone) {
                // A link without anything is there for its anchor.
                Some(id) => {
                    text.push_str(before.strip_suffix("[]()").unwrap_or(before));
                    text.push_str(&anchor(id));
                }
                None => text.push_str(before),
            }
            at = start + length;
            from = at;
        }
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// Whether the attributes at the beginning of `rest` are those of an item of a list, before its text.
fn is_of_item(line: &str, rest: &str) -> bool {
    rest.starts_with("{:")
        && without_containers(line).len() == rest.len()
        && !line.trim_start().starts_with(['>', '{'])
}

/// The id among attributes.
fn id(attributes: &str) -> Option<&str> {
    let words = attributes.trim_matches(['{', ':', '}']).split_whitespace();
    words.filter_map(|word| word.strip_prefix('#')).find(|id| is_name(id))
}

fn anchor(id: &str) -> String {
    format!("<a id=\"{id}\"></a>")
}

/// What a line becomes that is only attributes: the anchor that they give what stands above. A heading has it already.
pub(super) fn alone(line: &str, above: &str) -> Option<String> {
    let trimmed = line.trim();
    if end_of_attributes(trimmed)? != trimmed.len() {
        return None;
    }
    let id = id(trimmed).filter(|_| !without_containers(above).starts_with('#'));
    // Any line behind a table would be another row of it.
    let parted = if above.contains('|') { "\r\n" } else { "" };
    let indent = &line[..line.len() - line.trim_start().len()];
    Some(id.map_or_else(String::new, |id| format!("{parted}{indent}{}", anchor(id))))
}

/// A heading with its attributes as Markdown wants them: those of kramdown and Python-Markdown have a colon, stand behind the signs
/// that close it, or in the line below.
pub(super) fn of_heading<'l>(line: &'l str, next: &str) -> Cow<'l, str> {
    let below = next.trim();
    let is_heading = || without_containers(line).starts_with('#');
    if !(line.contains('{') || below.starts_with("{:")) || !is_heading() {
        return Cow::Borrowed(line);
    }
    let text = line.trim_end();
    let is_below = end_of_attributes(below) == Some(below.len());
    let own = text.strip_suffix('}').and_then(|text| text.rsplit_once('{'));
    let own = own.filter(|(title, inner)| {
        title.ends_with([' ', '\t'])
            && match inner.strip_prefix(':') {
                Some(inner) => are_all(inner, |word| is_attribute(word) || is_name(word)),
                None => (is_below || title.trim_end().ends_with('#')) && are_of_heading(inner),
            }
    });
    if own.is_none() && !is_below {
        return Cow::Borrowed(line);
    }
    let (title, inner) = own.unwrap_or((text, ""));
    let title = title.trim_end();
    let open = title.trim_end_matches('#');
    let title = if open.ends_with(' ') { open.trim_end() } else { title };
    let below = if is_below { below.trim_matches(['{', '}']) } else { "" };
    let words = [inner, below].into_iter().flat_map(|words| {
        words
            .trim_start_matches(':')
            .split_whitespace()
            .filter(|word| word.strip_prefix(['.', '#']).is_some_and(is_name))
    });
    match words.collect::<Vec<_>>().join(" ") {
        words if words.is_empty() => Cow::Owned(title.to_owned()),
        words => Cow::Owned(format!("{title} {{{words}}}")),
    }
}

/// Whether a line stands for a list of contents, which a page has of itself: `[TOC]`, or the list that kramdown puts it in the place
/// of, with `{:toc}` on the next line.
pub(super) fn is_contents(trimmed: &str, rest: &str) -> bool {
    let next = rest.split('\n').next().unwrap_or_default().trim();
    let words = next.strip_prefix("{:").and_then(|words| words.strip_suffix('}'));
    let is_replaced = words.is_some_and(|words| words.split_whitespace().any(|word| word == "toc"));
    let is_item = without_containers(trimmed).len() < trimmed.len() && !trimmed.starts_with('>');
    matches!(trimmed, "[TOC]" | "[toc]" | "[[_TOC_]]" | "[[TOC]]") || is_replaced && is_item
}

/// Whether attributes without a colon can stand behind this: a link, a picture, strong text or code, but not a formula.
pub(super) fn can_follow(byte: u8) -> bool {
    matches!(byte, b')' | b'*' | b'`')
}

/// Whether an icon ends here, `:material-check:`.
fn ends_icon(before: &str) -> bool {
    let begin = before[..before.len() - 1].rfind(':');
    begin.is_some_and(|at| left::name(before, at).is_some())
}

/// The length of `{: .class #id key="value"}` at the beginning of a text. Without the colon it is an attribute only if every
/// word of it is one.
fn end_of_attributes(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    // Nobody writes a longer one, and looking for its end costs no more than this.
    let end = inner.bytes().take(500).position(|byte| byte == b'}')?;
    let inner = &inner[..end];
    let is_list = match inner.strip_prefix(':') {
        Some(rest) => rest
            .trim_start()
            .starts_with(|c: char| matches!(c, '.' | '#') || c.is_ascii_lowercase()),
        // A string is the code of a program: `{"a"=>"b"}`.
        None => !inner.trim_start().starts_with('"') && is_attributes(inner),
    };
    is_list.then_some(end + 2)
}

/// Whether what stands behind a colon in braces can only be attributes: one word alone is a part of an address, `/users/{:id}`.
fn is_beyond_doubt(text: &str) -> bool {
    let length = end_of_attributes(text);
    length.is_some_and(|length| is_attributes(&text["{:".len()..length - 1]))
}

/// Whether a text is only `.class`, `#id` and `key=value`.
fn is_attributes(inner: &str) -> bool {
    are_all(inner, is_attribute)
}

fn is_attribute(word: &str) -> bool {
    match word.strip_prefix(['.', '#']) {
        Some(name) => is_name(name),
        None if word.starts_with("data-") && is_name(word) => true,
        None => word.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty()),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
}

/// Whether what stands in braces at the end of a heading is all attributes, whatever signs are in their names.
pub(super) fn are_of_heading(inner: &str) -> bool {
    are_all(inner, |word| match word.strip_prefix(['.', '#']) {
        Some(name) => !name.is_empty(),
        None if word.starts_with("data-") && is_name(word) => true,
        None => word.split_once('=').is_some_and(|(key, _)| !key.is_empty()),
    })
}

/// Whether there are words, and each is one of these. A value between quotes may hold blanks, which say nothing here.
fn are_all(inner: &str, is_one: impl Fn(&str) -> bool) -> bool {
    let quoted = |(place, part): (usize, &str)| {
        if place % 2 == 0 { part.to_owned() } else { "x".to_owned() }
    };
    let bare: String = inner.split('"').enumerate().map(quoted).collect();
    !bare.trim().is_empty() && bare.split_whitespace().all(is_one)
}

/// The length of what kramdown has for itself at the beginning of a text: `{::options … /}`, and the signs around `{::nomarkdown}`.
fn end_of_extension(text: &str) -> Option<usize> {
    let whole = ["{::nomarkdown}", "{:/nomarkdown}", "{:/}"].into_iter();
    let options = || {
        let end = text.strip_prefix("{::options ")?.find('}')?;
        Some(end + "{::options ".len() + 1)
    };
    whole.into_iter().find(|sign| text.starts_with(*sign)).map(str::len).or_else(options)
}

/// Whether `{/* … */}`, or the same with blanks, may begin a text.
fn begins_comment(text: &str) -> bool {
    text.starts_with('{') && text[1..].trim_start_matches([' ', '\t']).starts_with("/*")
}

/// The length of `{/* … */}` at the beginning of a text.
fn end_of_comment(text: &str) -> Option<usize> {
    let blank = |c: char| c == ' ' || c == '\t';
    let inner = text.strip_prefix('{')?.trim_start_matches(blank).strip_prefix("/*")?;
    inner.match_indices("*/").find_map(|(at, sign)| {
        let after = inner[at + sign.len()..].trim_start_matches(blank).strip_prefix('}')?;
        Some(text.len() - after.len())
    })
}

#[cfg(test)]
mod tests {
    use super::{alone, of_heading, without};

    #[test]
    fn attributes_and_comments_go_and_other_braces_stay() {
        for (line, wanted) in [
            ("[a](b){:target=\"_blank\"} c", "[a](b) c"),
            ("**a**{: .big} b{: #x}", "**a** b<a id=\"x\"></a>"),
            (
                "![a](b.png){ #x } [a](b){ #y }",
                "![a](b.png)<a id=\"x\"></a> [a](b)<a id=\"y\"></a>",
            ),
            ("![a](b.png){ #x }", "![a](b.png)"),
            ("a {/* truncate */} b{/* x */}", "a  b"),
            ("{/* truncate */}", "<!-- truncate -->"),
            ("a { /* x */ } b { x */ }", "a  b { x */ }"),
            ("`a{: .b}` {: x}", "`a{: .b}` {: x}"),
            ("a {: b", "a {: b"),
            ("1. {: .li} een", "1.  een"),
            ("- {:.x} drie", "-  drie"),
            ("f{:}", "f{:}"),
            ("GET /users/{:id}/x{: .y}", "GET /users/{:id}/x"),
            ("{:{:{:{", "{:{:{:{"),
            ("![a](b.png){ align=left width=\"300\" } c", "![a](b.png) c"),
            ("[a](b){ .md-button .md-button--primary }", "[a](b)"),
            (
                "a [](){ #b } [](){: .x #c }[](d){ #e }",
                "a <a id=\"b\"></a> <a id=\"c\"></a>[](d)<a id=\"e\"></a>",
            ),
            (":material-check:{ .lg .middle } x:{ .y }", ":material-check: x:{ .y }"),
            ("{::options parse_block_html=\"true\" /}", ""),
            ("{::nomarkdown}<b>a</b>{:/} `{:/}` {:/x}", "<b>a</b> `{:/}` {:/x}"),
            ("{{/* x */}} {{/* y() */}}", "{{/* x */}} {{/* y() */}}"),
            ("## Kop {#id .klasse}", "## Kop {#id .klasse}"),
            ("f{x} {a=} g{a b} s_{i=1} (x) {a=b}", "f{x} {a=} g{a b} s_{i=1} (x) {a=b}"),
        ] {
            assert_eq!(without(line), wanted, "{line}");
        }
    }

    #[test]
    fn attributes_of_a_whole_line_are_of_what_stands_above() {
        for (line, above, wanted) in [
            ("{: .note }", "a", Some("")),
            ("  {:target=\"_blank\"}", "", Some("")),
            ("{ .annotate }", "a", Some("")),
            ("  { #b .c }", "a", Some("  <a id=\"b\"></a>")),
            ("{: #b}", "## a", Some("")),
            ("{: #b}", "| a |", Some("\r\n<a id=\"b\"></a>")),
            ("{: #b} c", "a", None),
            ("{\"a\"=>\"b\"}", "a", None),
            ("a", "a", None),
        ] {
            assert_eq!(alone(line, above).as_deref(), wanted, "{line}");
        }
        for (line, next, wanted) in [
            ("### 1.33 - 2026 ## {: #v1 }", "", "### 1.33 - 2026 {#v1}"),
            ("## Kop ## {#p}", "", "## Kop {#p}"),
            ("## Kop {: #cc .x data-toc=\"a b\" }", "{: .y}", "## Kop {#cc .x .y}"),
            ("## Kop", "{: #hid .no_toc}", "## Kop {#hid .no_toc}"),
            ("> - # Kop #", "{:#a}", "> - # Kop {#a}"),
            ("## Kop een {#kop-een}", "{: .no_toc }", "## Kop een {#kop-een .no_toc}"),
            ("## C# {: title=\"b\" }", "", "## C#"),
            ("## Kop {#a .b}", "", "## Kop {#a .b}"),
            ("## {#a}", "", "## {#a}"),
            ("## Geeft {:ok, x}", "", "## Geeft {:ok, x}"),
            ("## Prijs {2024}", "tekst", "## Prijs {2024}"),
            ("Geen kop", "{: #a}", "Geen kop"),
        ] {
            assert_eq!(of_heading(line, next), wanted, "{line}");
        }
    }
}
