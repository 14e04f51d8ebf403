//! Signs of a dollar that are none of a formula, `$HOME` and `US$20`: the parser would pair them, whatever code, HTML or links stand
//! between, so they are escaped before it does.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::events::dialect;
use crate::post::math;

/// The places of a text at which a sign of a dollar is to be escaped.
pub(super) fn stray(text: &str) -> Vec<usize> {
    let mut stray = Vec::new();
    if memchr::memchr_iter(b'$', text.as_bytes()).nth(1).is_none() {
        return stray;
    }
    let mut run = Run::default();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(text, dialect() - Options::ENABLE_MATH).into_offset_iter()
    {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ if in_code => {}
            event if run.takes(&event, &range) => continue,
            _ => {}
        }
        std::mem::take(&mut run).stray(text, &mut stray);
    }
    run.stray(text, &mut stray);
    stray
}

/// A text of one line in which they are escaped.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if stray(text).is_empty() {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    escape(&mut text, &mut []);
    Cow::Owned(text)
}

/// Escapes them; `places` are others of the same text, which move.
pub(super) fn escape(text: &mut String, places: &mut [usize]) {
    let stray = stray(text);
    if stray.is_empty() {
        return;
    }
    let mut escaped = String::with_capacity(text.len() + stray.len());
    let mut from = 0;
    for at in &stray {
        escaped.push_str(&text[from..*at]);
        escaped.push('\\');
        from = *at;
    }
    escaped.push_str(&text[from..]);
    *text = escaped;
    for place in places {
        *place += stray.partition_point(|at| at < place);
    }
}

/// What stands in one paragraph, heading or cell, in which the signs are paired.
#[derive(Default)]
struct Run {
    range: Option<Range<usize>>,
    /// Where no sign means anything, in order: code, tags, addresses.
    held: Vec<Range<usize>>,
    /// Where what comes before a formula begins and ends.
    edges: Vec<usize>,
}

impl Run {
    /// Takes an event that belongs to a line of text.
    fn takes(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        match event {
            Event::Code(_) | Event::InlineHtml(_) => self.hold(range),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                // A function of a function is no link: `F[u](x)`.
                if dest_url.contains(['.', '/', '#']) {
                    self.edges.extend([range.start, range.end]);
                }
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, .. }) => {
                self.edges.extend([range.start, range.end]);
            }
            // Of these the text says where they lead, so nothing is put into it.
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.hold(range),
            Event::Start(
                Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript,
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image,
            )
            | Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
            _ => return false,
        }
        let whole = self.range.get_or_insert_with(|| range.clone());
        whole.end = whole.end.max(range.end);
        true
    }

    fn hold(&mut self, range: &Range<usize>) {
        self.edges.extend([range.start, range.end]);
        if self.held.last().is_none_or(|last| last.end <= range.start) {
            self.held.push(range.clone());
        }
    }

    /// Adds the signs that the parser would take for the beginning of a formula that is none.
    fn stray(mut self, text: &str, stray: &mut Vec<usize>) {
        let Some(range) = self.range.take() else { return };
        let signs = signs(text, range);
        if signs.len() < 2 {
            return;
        }
        self.edges.sort_unstable();
        let next = next(&signs);
        let is_double = |index: usize| {
            signs.get(index + 1).is_some_and(|second| second.at == signs[index].at + 1)
        };
        // Those that would begin one if the next one were escaped.
        let mut waiting = Vec::new();
        let mut index = 0;
        while let Some(sign) = signs.get(index) {
            let is_block = is_double(index);
            let close = next[index + usize::from(is_block)].filter(|close| match is_block {
                true => is_double(*close),
                false => signs[*close].can_close,
            });
            let close = close.filter(|_| sign.can_open && !self.is_held(sign.at));
            let Some(close) = close else {
                waiting.extend((sign.can_open && !self.is_held(sign.at)).then_some(sign.at));
                index += 1;
                continue;
            };
            let begin = sign.at + 1 + usize::from(is_block);
            if self.is_formula(text, begin..signs[close].at, is_block) {
                index = close + 1 + usize::from(is_block);
            } else {
                stray.append(&mut waiting);
                stray.push(sign.at);
                index += 1;
            }
        }
    }

    /// Whether a place lies in code, a tag or an address.
    fn is_held(&self, at: usize) -> bool {
        let after = self.held.partition_point(|held| held.start <= at);
        after > 0 && at < self.held[after - 1].end
    }

    fn is_formula(&self, text: &str, inner: Range<usize>, is_block: bool) -> bool {
        let edge = self.edges.partition_point(|edge| *edge < inner.start);
        if self.edges.get(edge).is_some_and(|edge| *edge < inner.end) || self.is_held(inner.end) {
            return false;
        }
        let inner = &text[inner];
        // What a block cannot show is told to its author.
        is_block
            || inner.len() <= math::LONGEST
                && !inner.contains("://")
                && !inner.ends_with('(')
                && !inner.ends_with("**")
                && math::is_formula(inner)
    }
}

/// A sign of a dollar, as the parser sees it.
struct Sign {
    at: usize,
    can_open: bool,
    can_close: bool,
    /// The braces that it stands in: a formula begins and ends within the same ones.
    braces: usize,
}

/// The signs in part of a text that are not escaped.
fn signs(text: &str, range: Range<usize>) -> Vec<Sign> {
    let bytes = text.as_bytes();
    let is_blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let mut found = Vec::new();
    let (mut root, mut last) = (usize::MAX, 0usize);
    let mut open: Vec<usize> = Vec::new();
    // Where the first character is escaped, the text begins behind the stroke.
    let strokes = bytes[..range.start].iter().rev().take_while(|byte| **byte == b'\\').count();
    let mut at = range.start + strokes % 2;
    while at < range.end {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'$' => found.push(Sign {
                at,
                can_open: !is_blank(bytes.get(at + 1)),
                can_close: at > range.start && !is_blank(bytes.get(at - 1)),
                braces: open.last().copied().unwrap_or(root),
            }),
            // Before the first sign, braces say nothing.
            b'{' if !found.is_empty() => {
                open.push(last);
                last += 1;
            }
            b'}' if !found.is_empty() && open.pop().is_none() => root -= 1,
            _ => {}
        }
        at += 1;
    }
    found
}

/// Of each sign the next one within the same braces.
fn next(signs: &[Sign]) -> Vec<Option<usize>> {
    let mut last = BTreeMap::new();
    let mut next = vec![None; signs.len()];
    for (index, sign) in signs.iter().enumerate().rev() {
        next[index] = last.insert(sign.braces, index);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, rendered};
    use super::{escape, stray};

    #[test]
    fn a_sign_of_a_dollar_alone_leaves_what_follows() {
        check(&[
            ("- $HOME is `$HOME`", "<ul>\n<li>$HOME is <code>$HOME</code></li>\n</ul>\n"),
            ("The **$x** and `$x`.", "<p>The <strong>$x</strong> and <code>$x</code>.</p>\n"),
            (
                "The license is US$20 for `basic`, US$30 more.",
                "<p>The license is US$20 for <code>basic</code>, US$30 more.</p>\n",
            ),
            (
                "A $20 [link](b.md) and `code` cost 30$.",
                "<p>A $20 <a href=\"../2025/b%20c.html\">link</a> and <code>code</code> cost 30$.</p>\n",
            ),
            (
                "A $2 [li_nk](b.md) for 3$",
                "<p>A $2 <a href=\"../2025/b%20c.html\">li_nk</a> for 3$</p>\n",
            ),
            (
                "![im $x](foto.png) and y$",
                "<p><img src=\"../2025/a/foto.png\" alt=\"im $x\" decoding=\"async\"> and y$</p>\n",
            ),
            (
                "In PHP $y and `$z` and `$w`.",
                "<p>In PHP $y and <code>$z</code> and <code>$w</code>.</p>\n",
            ),
            (
                "$foo->bar() and `$baz->qux()`",
                "<p>$foo-&gt;bar() and <code>$baz-&gt;qux()</code></p>\n",
            ),
            ("<b>$x</b> and `y$`", "<p><b>$x</b> and <code>y$</code></p>\n"),
            ("of $5 *and* 6$ **x**", "<p>of $5 <em>and</em> 6$ <strong>x</strong></p>\n"),
            ("pid $$ and `$$`", "<p>pid $$ and <code>$$</code></p>\n"),
            ("$x = 3 ($y) `z`", "<p>$x = 3 ($y) <code>z</code></p>\n"),
        ]);
        let html = rendered("`a` kost $5, `$x` en $a_b$ en <i>$</i>$$c$$");
        assert_eq!(html.matches("<math").count(), 2, "{html}");
        assert!(html.contains("<code>$x</code> en <math"), "{html}");
    }

    #[test]
    fn titles_and_captions_have_them_too() {
        let html = rendered("![a](foto.png \"$x en `$x`\")\n\n!!! note \"$y en `$y`\"\n    b");
        assert!(html.contains(">$x en <code>$x</code></figcaption>"), "{html}");
        assert!(html.contains(">$y en <code>$y</code></p>"), "{html}");
        assert_eq!(super::super::plain("$x en `$x` en $a_b$"), "$x en $x en a_b");
    }

    #[test]
    fn formulas_and_what_the_parser_leaves_stay() {
        for text in [
            "$5 en $6",
            "$a_b$ en $c^*d^*$ en $x$",
            "$\\text{als $y$ dan}$ en $F[u](x) = 3$",
            "$a<b$ en $c>d$",
            "$$\na = b\n- `c\n$$",
            "`$a` `$b` \\$c $d",
            "\\$a `b$` $c=d$",
            "```\n$a `b$`\n```\n\n    $c $d$\n",
            "[[a $b|c$]] <x-y z=\"$a$\">",
            "$\\frac{a}{b",
        ] {
            assert!(stray(text).is_empty(), "{text}");
        }
        for (text, wanted) in [
            ("$a `b$` $c=d$", "\\$a `b$` $c=d$"),
            (
                "| $a | `b` |\n|---|---|\n| $5 `x` 6$ | $a$ |",
                "| $a | `b` |\n|---|---|\n| \\$5 `x` 6$ | $a$ |",
            ),
            ("> $a `x\n> y$` z", "> \\$a `x\n> y$` z"),
            ("$$ `a` $$", "\\$$ `a` $$"),
            ("{$a$ }$b c$}", "{$a$ }\\$b c$}"),
        ] {
            let mut text = text.to_owned();
            let end = text.len();
            let mut places = [0, end];
            escape(&mut text, &mut places);
            assert_eq!(places, [0, text.len()]);
            assert_eq!(text, wanted);
            assert!(stray(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_attempt_costs_no_more_than_its_length() {
        for part in ["$", "$a", "{$a", "$a}", "`$a", "$a$ ", "$a `b` ", "$$`a` ", "[$a](b.c) "] {
            stray(&part.repeat(20_000));
        }
    }
}
