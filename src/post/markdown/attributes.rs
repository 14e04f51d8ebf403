//! What is written in braces for another generator only: kramdown's attributes and the comments of MDX.

use std::borrow::Cow;

use super::shortcode::{code_spans, is_within};

/// A line without them. A line of its own for a whole paragraph becomes empty.
pub(super) fn without(line: &str) -> Cow<'_, str> {
    if !line.contains("{:") && !line.contains("{/*") {
        return Cow::Borrowed(line);
    }
    let trimmed = line.trim();
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
        let follows = line[..start].ends_with(|c: char| !c.is_whitespace());
        let length = match end_of_comment(rest) {
            None if follows => end_of_attributes(rest),
            length => length,
        };
        at = start + 1;
        if let Some(length) = length.filter(|_| !is_within(&code, start)) {
            text.push_str(&line[from..start]);
            at = start + length;
            from = at;
        }
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// The length of `{: .class #id key="value"}` at the beginning of a text.
fn end_of_attributes(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{:")?;
    let end = inner.find('}')?;
    let starts = inner.trim_start().chars().next()?;
    (matches!(starts, '.' | '#') || starts.is_ascii_lowercase()).then_some(end + 3)
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
        ] {
            assert_eq!(without(line), wanted, "{line}");
        }
    }
}
