//! Shortcodes of Hugo that a reader is to see as such: `{{</* x */>}}` is `{{< x >}}`, in code too, as Hugo has it.

use std::borrow::Cow;

use super::shortcode;

/// A line of code in which Hugo's shortcodes that were escaped are as a reader is to see them.
pub(super) fn shown_in_code(line: &str) -> Cow<'_, str> {
    if !line.contains("{{</*") && !line.contains("{{%/*") {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find("{{") {
        let found = read(&rest[open..]);
        let (shown, length) = found.unwrap_or_else(|| ("{{".to_owned(), 2));
        text.push_str(&rest[..open]);
        text.push_str(&shown);
        rest = &rest[open + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What is seen of the escaped shortcode that a text begins with, and how long that is: `{{< x >}}` of `{{</* x */>}}`.
pub(super) fn read(rest: &str) -> Option<(String, usize)> {
    if !rest.starts_with("{{</*") && !rest.starts_with("{{%/*") {
        return None;
    }
    let (inner, length, _) = shortcode::shortcode(rest)?;
    let inner = inner.strip_prefix("/*")?.strip_suffix("*/")?;
    let (open, close) = (&rest[..3], &rest[length - 3..length]);
    Some((format!("{open}{inner}{close}"), length))
}

#[cfg(test)]
mod tests {
    use super::shown_in_code;

    #[test]
    fn stars_go_in_code() {
        for (line, wanted) in [
            ("{{</* x */>}} {{%/* /y */%}}", "{{< x >}} {{% /y %}}"),
            ("{{</* x /*/>}} {{ y }} {{/* z */}}", "{{< x />}} {{ y }} {{/* z */}}"),
            ("{{</* x >}} {{</* é", "{{</* x >}} {{</* é"),
        ] {
            assert_eq!(shown_in_code(line), wanted);
        }
    }
}
