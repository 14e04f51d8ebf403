//! Shortcodes that a reader is to see as such: `{{</* x */>}}` is `{{< x >}}`, and Zola's `{{/* x() */}}` is `{{ x() }}`; in code too,
//! as they have it.

use std::borrow::Cow;

use super::shortcode;
use super::spans::code_spans;

/// A line of code in which shortcodes that were escaped are as a reader is to see them.
pub(super) fn shown_in_code(line: &str) -> Cow<'_, str> {
    if !line.contains('{') || !line.contains("/*") {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let found = read(&rest[open..]);
        let (shown, length) = found.unwrap_or_else(|| ("{".to_owned(), 1));
        text.push_str(&rest[..open]);
        text.push_str(&shown);
        rest = &rest[open + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The same of a line of HTML, in which they would be tags.
pub(super) fn shown_in_html(line: &str) -> Cow<'_, str> {
    match shown_in_code(line) {
        Cow::Owned(text) => Cow::Owned(text.replace("{{<", "{{&lt;").replace(">}}", "&gt;}}")),
        line => line,
    }
}

/// A line of code without the signs between which Liquid shows what it would read.
pub(super) fn without_raw(line: &str) -> Cow<'_, str> {
    if !line.contains("{%") {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find("{%") {
        let is_sign = |inner: &str| matches!(inner, "raw" | "endraw");
        let sign = shortcode::shortcode(&rest[open..]).filter(|(inner, ..)| is_sign(inner));
        let (kept, length) = sign.map_or((2, 2), |(_, length, _)| (0, length));
        text.push_str(&rest[..open + kept]);
        rest = &rest[open + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The same of the code within a line of text.
pub(super) fn without_raw_in_spans(line: &str) -> Cow<'_, str> {
    if !line.contains("{%") || !line.contains('`') {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    for (start, end) in code_spans(line) {
        text.push_str(&line[from..start]);
        text.push_str(&without_raw(&line[start..end]));
        from = end;
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// What is seen of the escaped shortcode that a text begins with, and how long that is: `{{< x >}}` of `{{</* x */>}}`.
pub(super) fn read(rest: &str) -> Option<(String, usize)> {
    let escaped = |open: &&str| rest.strip_prefix(*open).is_some_and(|rest| rest.starts_with("/*"));
    let open = SIGNS.into_iter().find(escaped)?;
    let (inner, length, _) = shortcode::shortcode(rest)?;
    let inner = inner.strip_prefix("/*")?.strip_suffix("*/")?;
    let close = &rest[length - open.len()..length];
    // Between plain braces, a template of Go has its remarks.
    let is_call = inner.trim_end().ends_with(')')
        && inner.trim_start().starts_with(|c: char| c.is_ascii_alphabetic())
        && inner.split('(').next().is_some_and(|name| !name.trim().contains(' '));
    (open != "{{" || is_call).then(|| (format!("{open}{inner}{close}"), length))
}

/// The signs that begin one.
const SIGNS: [&str; 4] = ["{{<", "{{%", "{{", "{%"];

#[cfg(test)]
mod tests {
    use super::{shown_in_code, without_raw};

    #[test]
    fn stars_go_in_code() {
        for (line, wanted) in [
            ("{{</* x */>}} {{%/* /y */%}}", "{{< x >}} {{% /y %}}"),
            ("{{</* x /*/>}} {{ y }} {{/* z */}}", "{{< x />}} {{ y }} {{/* z */}}"),
            ("{{</* x >}} {{</* é", "{{</* x >}} {{</* é"),
            (
                "{{/* y(id=\"z\") */}} {%/* q() */%} {%/* end */%}",
                "{{ y(id=\"z\") }} {% q() %} {% end %}",
            ),
            ("{{/* zie ook y() */}} {{/* */}}", "{{/* zie ook y() */}} {{/* */}}"),
        ] {
            assert_eq!(shown_in_code(line), wanted);
        }
    }

    #[test]
    fn signs_of_liquid_go_in_code() {
        for (line, wanted) in [
            ("{% raw %}{{ a }}{%- endraw -%} {% if b %}", "{{ a }} {% if b %}"),
            ("{% é {% raw", "{% é {% raw"),
        ] {
            assert_eq!(without_raw(line), wanted);
        }
    }
}
