//! Formulas between `\(` and `\)` and between `\[` and `\]`, as `MathJax`, Hugo and Material know them, become those between dollars.

use std::borrow::Cow;

use super::shortcode::{code_spans, is_within};
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
        let Some((inner, sign)) = formula(&line[start..]) else {
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
        at = start + inner.len() + 4;
        from = at;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// The formula that a text begins with, and the sign that Markdown has for it. Brackets that were escaped because they lead to
/// nothing, `\[1\]` and `\[sic\]`, are none.
fn formula(rest: &str) -> Option<(&str, &'static str)> {
    let (close, sign) = match rest.as_bytes() {
        [b'\\', b'(', ..] => ("\\)", "$"),
        [b'\\', b'[', ..] => ("\\]", "$$"),
        _ => return None,
    };
    let window = &rest[2..rest.floor_char_boundary(LONGEST)];
    let inner = &window[..window.find(close)?];
    is_meant(inner, sign).then_some((inner, sign))
}

fn is_meant(inner: &str, sign: &str) -> bool {
    let inner = inner.trim();
    let is_name = inner.chars().count() == 1;
    // What turns HTML into Markdown escapes brackets, and then these too.
    let is_text = ["\\_", "\\*", "\\`", "://", "$"].iter().any(|sign| inner.contains(sign));
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
    use super::{begins, replaced};

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
            ("`\\(x^2\\)` \\\\(x^2\\\\) \\é", "`\\(x^2\\)` \\\\(x^2\\\\) \\é"),
            ("\\[a\\_b\\] \\[http://a/?b=c\\]", "\\[a\\_b\\] \\[http://a/?b=c\\]"),
            ("[a]\\(b_c.md\\", "[a]\\(b_c.md\\"),
        ] {
            assert_eq!(replaced(line), wanted, "{line}");
        }
        assert!(begins("\\[", "a = b\n\\]\n") && begins("\\[ a", "= b \\]"));
        assert!(!begins("\\[", "a = b\n\n\\]") && !begins("\\[a\\]", "") && !begins("x", ""));
    }
}
