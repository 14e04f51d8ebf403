//! Formulas between `\(` and `\)` and between `\[` and `\]`, as `MathJax`, Hugo and Material know them, become those between dollars;
//! so do those with two strokes each, for where Markdown takes one away.

use std::borrow::Cow;

use super::lines::without_containers;
use super::spans::{code_spans, is_within};
use crate::post::math;

/// Nobody writes a longer one, and looking for its end costs no more than this.
const LONGEST: usize = 2_000;

/// A line with its formulas between dollars.
pub(super) fn replaced(line: &str) -> Cow<'_, str> {
    if !line.contains("\\(") && !line.contains("\\[") {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find('\\') {
        let start = at + found;
        at = start + 2;
        // What is escaped begins nothing: `\\(`.
        let Some((inner, sign, around)) = formula(&line[start..]) else {
            at = line.ceil_char_boundary(at);
            continue;
        };
        if is_within(&code, start) {
            continue;
        }
        text.push_str(&line[from..start]);
        text.push_str(sign);
        text.push_str(inner.trim());
        text.push_str(sign);
        at = start + inner.len() + around;
        from = at;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// A line in which a formula between two dollars on each side stands within the text, as kramdown has it where it is not alone.
pub(super) fn within_text(line: &str) -> Cow<'_, str> {
    let Some(first) = line.find("$$") else { return Cow::Borrowed(line) };
    let code = code_spans(line);
    let mut text = String::new();
    let mut from = 0;
    let mut at = first;
    while let Some(found) = line[at..].find("$$") {
        let start = at + found;
        let Some(length) = line[start + 2..].find("$$") else { break };
        let inner = &line[start + 2..start + 2 + length];
        at = start + length + 4;
        let before = &line[..start];
        // Kramdown has a stroke before it where it begins a line, so that it is not taken for one that is alone.
        let before = before.strip_suffix('\\').unwrap_or(before);
        let is_alone = before.len() == start
            && without_containers(before).is_empty()
            && line[at..].trim().is_empty();
        if !is_alone && math::is_formula(inner) && !is_within(&code, start) {
            text.push_str(&line[from..before.len()]);
            text.push_str(&format!("${}$", inner.trim()));
            from = at;
        }
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// The formula that a text begins with, the sign that Markdown has for it, and how long its own signs are. Brackets that were escaped because they lead to
/// nothing, `\[1\]` and `\[sic\]`, are none.
fn formula(rest: &str) -> Option<(&str, &'static str, usize)> {
    let (close, sign) = match rest.as_bytes() {
        [b'\\', b'(', ..] => ("\\)", "$"),
        [b'\\', b'[', ..] => ("\\]", "$$"),
        [b'\\', b'\\', b'(', ..] => ("\\\\)", "$"),
        [b'\\', b'\\', b'[', ..] => ("\\\\]", "$$"),
        _ => return None,
    };
    let window = &rest[close.len()..rest.floor_char_boundary(LONGEST)];
    let inner = &window[..window.find(close)?];
    is_meant(inner, sign).then_some((inner, sign, 2 * close.len()))
}

fn is_meant(inner: &str, sign: &str) -> bool {
    let inner = inner.trim();
    let is_name = inner.chars().count() == 1;
    // What turns HTML into Markdown escapes brackets, and then these too.
    let is_text = ["\\_", "\\*", "\\`", "://", "$", "=\""].iter().any(|sign| inner.contains(sign));
    math::is_formula(inner) && !is_text && !(is_name && sign == "$$")
}

/// Whether a line begins a formula of several lines, which this text goes on with and ends.
pub(super) fn begins(trimmed: &str, rest: &str) -> bool {
    let Some(first) = trimmed.strip_prefix("\\[").filter(|first| !first.contains("\\]")) else {
        return false;
    };
    let window = &rest[..rest.floor_char_boundary(LONGEST)];
    let mut inner = first.to_owned();
    for line in window.lines() {
        if line.trim().is_empty() || line.trim_start().starts_with("\\[") {
            return false;
        }
        if let Some(last) = line.trim().strip_suffix("\\]") {
            inner.push_str(last);
            return is_meant(&inner, "$$");
        }
        inner.push_str(line);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{begins, replaced, within_text};

    #[test]
    fn formulas_are_told_from_escaped_brackets() {
        for (line, wanted) in [
            ("als \\(x^2\\) en \\( a + b \\).", "als $x^2$ en $a + b$."),
            ("\\(x\\)", "$x$"),
            ("\\[ E = mc^2 \\]", "$$E = mc^2$$"),
            (
                "\\[1\\] \\[sic\\] \\[x\\] \\(zie hier\\)",
                "\\[1\\] \\[sic\\] \\[x\\] \\(zie hier\\)",
            ),
            ("`\\(x^2\\)` \\\\(x^2\\) \\é", "`\\(x^2\\)` \\\\(x^2\\) \\é"),
            ("als \\\\(x^2\\\\), \\\\[ a = b \\\\]", "als $x^2$, $$a = b$$"),
            ("\\[a\\_b\\] \\[http://a/?b=c\\]", "\\[a\\_b\\] \\[http://a/?b=c\\]"),
            ("[a]\\(b_c.md\\", "[a]\\(b_c.md\\"),
        ] {
            assert_eq!(replaced(line), wanted, "{line}");
        }
        for (line, wanted) in [
            ("\"a $$ b+c $$ d\" $$x^2$$.", "\"a $b+c$ d\" $x^2$."),
            ("1. \\$$ x^2 $$ item", "1. $x^2$ item"),
            ("- $$ x = 1 $$", "- $$ x = 1 $$"),
            ("$$ x", "$$ x"),
            ("kost $$5$$ `$$a_b$$`", "kost $$5$$ `$$a_b$$`"),
        ] {
            assert_eq!(within_text(line), wanted, "{line}");
        }
        assert!(begins("\\[", "a = b\n\\]\n") && begins("\\[ a", "= b \\]"));
        assert!(!begins("\\[", "a = b\n\n\\]") && !begins("\\[a\\]", "") && !begins("x", ""));
    }
}
