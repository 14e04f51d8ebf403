//! Raw HTML that is begun and never ended would swallow the rest of a body, as it does in a browser: its first sign becomes
//! text, and what follows stays.

use std::collections::BTreeMap;

use pulldown_cmark::Event;

use super::events::events;
use super::lines;
use super::lines::before;
use super::stand_ins::MARK;
use crate::html::is_formatting;
use crate::html::tokens::{Token, ends_itself, tokens, value_of};

/// So many are found one by one; a body with more is no mistake but an attempt, and loses all its HTML.
const MOST: usize = 16;

/// How far the end of a tag is looked for before the body is parsed to find it.
const LOOK: usize = 4096;

/// Elements in which nothing but their own end counts as a tag.
const SWALLOWING: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// Elements that hide what stands in them, though tags count there.
const HIDING: [&str; 3] = ["audio", "details", "video"];

/// Makes text of the sign that begins each piece of raw HTML without an end. Gives what was begun (`<!--`, `<style>`)
/// with its offset at that time.
fn disarm(text: &mut String) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    while let Some((name, offset)) = first(text) {
        if found.len() == MOST {
            let rest = text.split_off(offset);
            text.push_str(&rest.replace('<', "&lt;"));
            break;
        }
        text.replace_range(offset..=offset, "&lt;");
        found.push((name, offset));
    }
    if begins_formatting(text) {
        for (count, (name, offset)) in formatting(text).into_iter().enumerate() {
            // Those before it are longer now.
            let offset = offset + 3 * count;
            text.replace_range(offset..=offset, "&lt;");
            found.push((name, offset));
        }
    }
    found
}

/// Whether more elements of a line begin than end: what formats goes on behind its paragraph until its end comes.
fn begins_formatting(text: &str) -> bool {
    let mut count = [0_i32; 2];
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let bare = rest.strip_prefix('/').unwrap_or(rest);
        let length = bare.bytes().take(7).take_while(u8::is_ascii_alphabetic).count();
        // `Vec<u8>` in code is no tag.
        let ends = bare.as_bytes().get(length);
        let is_tag = ends.is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
        if is_tag && length > 0 && is_formatting(&bare[..length]) {
            count[usize::from(bare.len() < rest.len())] += 1;
        }
    }
    count[0] > count[1]
}

/// The elements that format a line and are never ended, each with its place. A link without an address formats nothing.
fn formatting(text: &str) -> Vec<(String, usize)> {
    let mut open: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
    for (event, range) in events(text) {
        let (Event::Html(raw) | Event::InlineHtml(raw)) = event else { continue };
        let mut signs = 0;
        for token in tokens(&raw) {
            match token {
                Token::Open { name, attributes, .. } if is_formatting(name) => {
                    let is_anchor =
                        name.eq_ignore_ascii_case("a") && value_of(attributes, "href").is_none();
                    if !ends_itself(attributes) {
                        let at = (place(text, range.start, signs), is_anchor);
                        open.entry(name.to_ascii_lowercase()).or_default().push(at);
                    }
                }
                Token::Close { name, .. } => {
                    open.get_mut(&name.to_ascii_lowercase()).and_then(Vec::pop);
                }
                _ => {}
            }
            signs += token.raw().matches('<').count();
        }
    }
    let named = |(name, places): (String, Vec<(usize, bool)>)| {
        let places = places.into_iter().filter(|(_, is_anchor)| !is_anchor);
        places.map(move |(at, _)| (format!("<{name}>"), at))
    };
    let mut found: Vec<(String, usize)> = open.into_iter().flat_map(named).collect();
    found.sort_by_key(|(_, at)| *at);
    found.dedup_by_key(|(_, at)| *at);
    found
}

/// The same, with the line of each, from 0; `left_out` are places where ends of lines stood that are not in the text.
pub(super) fn told(text: &mut String, left_out: &mut [usize]) -> Vec<(String, u32)> {
    let mut told = Vec::new();
    // Only what stands before an offset counts, and that is as it was when the offset was taken.
    for (name, at) in disarm(text) {
        let line = lines::own_ends(&text.as_bytes()[..at]) + before(left_out, at);
        // The sign is longer now.
        left_out.iter_mut().filter(|place| **place > at).for_each(|place| *place += 3);
        told.push((name, line));
    }
    told
}

/// Whether there may be any: most bodies are ruled out without parsing them.
pub(super) fn is_suspect(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        // A line may be as long as a file, and full of tags.
        let rest = &text[at + 1..text.floor_char_boundary(at + LOOK)];
        let line = || rest.split('\n').next().unwrap_or_default();
        match rest.as_bytes().first() {
            Some(b'!') => !line().contains("-->"),
            Some(b'?') => true,
            Some(byte) if byte.is_ascii_alphabetic() => !is_tag(line()) || begins_element(rest),
            _ => false,
        }
    }) || begins_formatting(text)
}

/// Whether the tag that a line begins with ends in it, by a sign that is not within quotes.
fn is_tag(line: &str) -> bool {
    line.split_once('>').is_some_and(|(tag, _)| {
        tag.matches('"').count().is_multiple_of(2) && tag.matches('\'').count().is_multiple_of(2)
    })
}

fn begins_element(rest: &str) -> bool {
    let names = SWALLOWING.iter().chain(&HIDING);
    names
        .into_iter()
        .any(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

/// The first piece of raw HTML that nothing ends.
fn first(text: &str) -> Option<(String, usize)> {
    // What is open: its name, where the raw HTML of it begins, and how many signs of that stand before it.
    let mut open: Option<(String, usize, usize)> = None;
    // The same of what hides, by its name.
    let mut hiding: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (event, range) in events(text) {
        let (Event::Html(raw) | Event::InlineHtml(raw)) = event else { continue };
        let mut signs = 0;
        for token in tokens(&raw) {
            let whole = token.raw();
            match (&open, token) {
                (Some((name, ..)), Token::Close { name: closed, .. }) => {
                    if closed.eq_ignore_ascii_case(name) {
                        open = None;
                    }
                }
                (Some(_), _) => {}
                (None, Token::Open { name, raw: tag, attributes }) => {
                    if !tag.ends_with('>') || swallows(name) {
                        open = Some((name.to_owned(), range.start, signs));
                    } else if let Some(name) = hides(name).filter(|_| !ends_itself(attributes)) {
                        hiding.entry(name).or_default().push((range.start, signs));
                    }
                }
                (None, Token::Close { name, .. }) => {
                    hides(name).and_then(|name| hiding.get_mut(name)).and_then(Vec::pop);
                }
                (None, Token::Comment(comment)) => {
                    if let Some(sign) = begun(comment) {
                        return Some((sign.to_owned(), place(text, range.start, signs)));
                    }
                }
                (None, _) => {}
            }
            signs += whole.matches('<').count();
        }
    }
    let left = hiding.iter().filter_map(|(name, open)| Some((*name, *open.first()?)));
    let left = left.min_by_key(|(_, open)| *open);
    let left = left.map(|(name, (start, signs))| (name.to_owned(), start, signs));
    let (name, start, signs) = open.or(left)?;
    Some((format!("<{name}>"), place(text, start, signs)))
}

fn hides(name: &str) -> Option<&'static str> {
    HIDING.into_iter().find(|element| element.eq_ignore_ascii_case(name))
}

fn swallows(name: &str) -> bool {
    SWALLOWING.iter().any(|element| element.eq_ignore_ascii_case(name))
}

/// How a comment, or what passes for one, begins if it does not end.
fn begun(comment: &str) -> Option<&'static str> {
    let (sign, ends): (&str, &[&str]) = match comment.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => ("<!--", &["-->", "--!>", "<!-->"]),
        [b'<', b'!', b'[', ..] => ("<![CDATA[", &[">"]),
        [b'<', b'?', ..] => ("<?", &[">"]),
        _ => ("<!", &[">"]),
    };
    // One of ours ended it that stands where a box begins or ends.
    let is_cut = comment.chars().skip(5).any(|c| c == MARK);
    (is_cut || !ends.iter().any(|end| comment.ends_with(end))).then_some(sign)
}

/// Where a sign stands in the text, before which there are so many in the raw HTML that begins at `start`: they are counted, because the
/// text may have the marks of quotes and lists in between.
fn place(text: &str, start: usize, signs: usize) -> usize {
    let found = text[start..].match_indices('<').nth(signs);
    found.map_or(start, |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::rendered;
    use super::*;

    #[test]
    fn what_is_begun_and_never_ended_becomes_text() {
        for (body, wanted, names) in [
            ("a\n\n<!-- b\n\nc\n", "a\n\n&lt;!-- b\n\nc\n", &["<!--"][..]),
            ("a <style>b\n\nc\n", "a &lt;style>b\n\nc\n", &["<style>"]),
            ("<SCRIPT>\nb\n\nc\n", "&lt;SCRIPT>\nb\n\nc\n", &["<SCRIPT>"]),
            ("> <!-- a\n> <b>\n\nc -->\n", "> &lt;!-- a\n> &lt;b>\n\nc -->\n", &["<!--", "<b>"]),
            ("<div class=\"a>\nb\n\nc\n", "&lt;div class=\"a>\nb\n\nc\n", &["<div>"]),
            ("<!-- a\n\n<style>\n", "&lt;!-- a\n\n&lt;style>\n", &["<!--", "<style>"]),
            ("<!-- a\n\nb -->\nc\n", "<!-- a\n\nb -->\nc\n", &[]),
            ("<style>a\n\nb</style>\n\n`<!--` c\n", "<style>a\n\nb</style>\n\n`<!--` c\n", &[]),
            ("x <style>a</style> `<script>`\n", "x <style>a</style> `<script>`\n", &[]),
            ("```\n<!--\n```\n", "```\n<!--\n```\n", &[]),
            (
                "<video controls src=\"a\">\n\nb\n\n<details>c\n",
                "&lt;video controls src=\"a\">\n\nb\n\n&lt;details>c\n",
                &["<video>", "<details>"],
            ),
            (
                "<details><details>a</details> <b></details>\n<audio src=\"a\"/> <details />",
                "<details><details>a</details> &lt;b></details>\n<audio src=\"a\"/> <details />",
                &["<b>"],
            ),
            ("a <b>b\n\nc\n", "a &lt;b>b\n\nc\n", &["<b>"]),
            ("a<b en c>d <i>e</i>", "a&lt;b en c>d <i>e</i>", &["<b>"]),
            (
                "<b>a <a href=\"b\">c\n\n- <i>d</i> <i>e",
                "&lt;b>a &lt;a href=\"b\">c\n\n- <i>d</i> &lt;i>e",
                &["<b>", "<a>", "<i>"],
            ),
            ("<b>a\n\nb</b> <a id=\"c\"> <code/>", "<b>a\n\nb</b> <a id=\"c\"> <code/>", &[]),
            (
                "<details>a <details>b</details>\n\nc",
                "&lt;details>a <details>b</details>\n\nc",
                &["<details>"],
            ),
            (
                "> <p>a\n> <iframe></iframe>\n> <iframe>b\n\nc\n",
                "> <p>a\n> <iframe></iframe>\n> &lt;iframe>b\n\nc\n",
                &["<iframe>"],
            ),
        ] {
            let mut text = body.to_owned();
            let found = disarm(&mut text);
            let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((text.as_str(), found.as_slice()), (wanted, names), "{body}");
            assert!(names.is_empty() || is_suspect(body), "{body}");
        }
    }

    #[test]
    fn a_box_does_not_end_a_comment_above_it() {
        for begun in ["!!! note\n    In een doos.\n", ":::note\nIn een doos.\n:::\n"] {
            let body = format!("<!-- vergeten\n\nAlinea.\n\n{begun}\nNa.\n");
            let html = rendered(&body);
            let shown = ["&lt;!-- vergeten", "<p>Alinea.</p>", "<aside", "In een doos", "Na."];
            assert!(shown.iter().all(|part| html.contains(part)), "{html}");
        }
    }

    #[test]
    fn an_attempt_costs_no_more_than_a_post() {
        let mut text = "<!-- a\n\n".repeat(2_000);
        assert_eq!(disarm(&mut text).len(), MOST);
        assert!(!text.contains('<'));
        assert!(!is_suspect(&"<b>é</b><!-- -->".repeat(200_000)));
    }
}
