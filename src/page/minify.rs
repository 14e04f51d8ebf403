//! A script or style sheet without its comments and indentation, as readers get it; the theme has the readable one.

/// A script without the comments that stand on lines of their own and without indentation. Whatever stands within a text over
/// several lines is kept, and so is a script in which it cannot be told what that is.
pub(super) fn script(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut in_comment = false;
    let mut in_template = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if in_template {
            short.push_str(line);
            short.push('\n');
            in_template = odd_backticks(line) != in_template;
            continue;
        }
        if in_comment {
            in_comment = !trimmed.ends_with("*/");
            continue;
        }
        if trimmed.starts_with("/*") && !trimmed.contains("*/") {
            in_comment = true;
            continue;
        }
        let is_comment = trimmed.starts_with("//")
            || (trimmed.starts_with("/*") && trimmed.find("*/") == Some(trimmed.len() - 2));
        if trimmed.is_empty() || is_comment {
            continue;
        }
        short.push_str(&without_types(trimmed));
        short.push('\n');
        in_template = odd_backticks(trimmed);
    }
    short
}

/// Whether a text over several lines begins or ends here.
fn odd_backticks(line: &str) -> bool {
    line.matches('`').count() % 2 == 1
}

/// A line without the types that are written within it: `/** @type {string} */ ` and nothing else begins so.
fn without_types(line: &str) -> String {
    let mut short = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("/** @type {") {
        let Some((_, after)) = after.split_once("} */") else { break };
        short.push_str(before);
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    short.push_str(rest);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_script_does_the_same() {
        let cases = [
            ("// a\n\"use strict\";\n\n  x();\n", "\"use strict\";\nx();\n"),
            ("/**\n * a\n * b\n */\nf(); // c\n", "f(); // c\n"),
            ("/** a */\n  f(`x\n    y // z\n  `);\n", "f(`x\n    y // z\n  `);\n"),
            (
                "const a = /** @type {Map<string, {b: c}>} */ (d), e = /** @type {f} */ (g);",
                "const a = (d), e = (g);\n",
            ),
            (
                "const url = \"https://x\"; /* y */ z();",
                "const url = \"https://x\"; /* y */ z();\n",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(script(text), wanted, "{text}");
        }
    }
}
