//! What is written in braces for another generator only: attributes of kramdown and Python-Markdown, and the comments of MDX.

use std::borrow::Cow;

use super::lines::without_containers;
use super::shortcode::{code_spans, is_within};

/// A line without them. A line of its own for a whole paragraph becomes empty.
pub(super) fn without(line: &str) -> Cow<'_, str> {
    let trimmed = line.trim();
    // A heading keeps them: its id means something.
    if !line.contains('{')
        || trimmed.starts_with('#') && !line.contains("{:") && !line.contains("{/*")
    {
        return Cow::Borrowed(line);
    }
    if end_of_attributes(trimmed) == Some(trimmed.len()) {
        return Cow::Borrowed("");
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
    while let Some(found) = line[at..].find('{') {
        let start = at + found;
        let rest = &line[start..];
        // Attributes follow what they are about without a blank.
        let before = line[..start].bytes().next_back();
        let follows = before.is_some_and(|byte| {
            can_follow(byte) || rest.starts_with("{:") && !byte.is_ascii_whitespace()
        });
        let length = match end_of_comment(rest) {
            None if follows => end_of_attributes(rest),
            length => length,
        };
        at = start + 1;
        if let Some(length) = length.filter(|_| !is_within(&code, start)) {
            let before = &line[from..start];
            match before.strip_suffix("[]()").zip(id(&rest[..length])) {
                // A link without anything is there for its anchor.
                Some((before, id)) => text.push_str(&format!("{before}<a id=\"{id}\"></a>")),
                None => text.push_str(before),
            }
            at = start + length;
            from = at;
        }
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// The id among attributes.
fn id(attributes: &str) -> Option<&str> {
    let words = attributes.trim_matches(['{', ':', '}']).split_whitespace();
    words.filter_map(|word| word.strip_prefix('#')).find(|id| !id.is_empty())
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
        None => is_attributes(inner),
    };
    is_list.then_some(end + 2)
}

/// Whether a text is only `.class`, `#id` and `key=value`.
fn is_attributes(inner: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
    };
    are_all(inner, |word| match word.strip_prefix(['.', '#']) {
        Some(name) => is_name(name),
        None => word.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty()),
    })
}

/// Whether what stands in braces at the end of a heading is all attributes, whatever signs are in their names.
pub(super) fn are_of_heading(inner: &str) -> bool {
    are_all(inner, |word| match word.strip_prefix(['.', '#']) {
        Some(name) => !name.is_empty(),
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

/// The length of `{/* … */}` at the beginning of a text.
fn end_of_comment(text: &str) -> Option<usize> {
    Some(text.strip_prefix("{/*")?.find("*/}")? + 6)
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn attributes_and_comments_go_and_other_braces_stay() {
        for (line, wanted) in [
            ("{: .note }", ""),
            ("  {:target=\"_blank\"}", ""),
            ("[a](b){:target=\"_blank\"} c", "[a](b) c"),
            ("**a**{: .big} b{: #x}", "**a** b"),
            ("a {/* truncate */} b{/* x */}", "a  b"),
            ("{/* truncate */}", "<!-- truncate -->"),
            ("`a{: .b}` {: x}", "`a{: .b}` {: x}"),
            ("a {: b", "a {: b"),
            ("f{:}", "f{:}"),
            ("{:{:{:{", "{:{:{:{"),
            ("![a](b.png){ align=left width=\"300\" } c", "![a](b.png) c"),
            ("[a](b){ .md-button .md-button--primary }", "[a](b)"),
            ("{ .annotate }", ""),
            ("a [](){ #b } [](){: .x #c }[](d){ #e }", "a <a id=\"b\"></a> <a id=\"c\"></a>[](d)"),
            ("## Kop {#id .klasse}", "## Kop {#id .klasse}"),
            ("f{x} {a=} g{a b} s_{i=1} (x) {a=b}", "f{x} {a=} g{a b} s_{i=1} (x) {a=b}"),
        ] {
            assert_eq!(without(line), wanted, "{line}");
        }
    }
}
