//! A style sheet without its comments and blanks, as readers get it; the theme has the readable one.

/// The same style in fewer bytes. What stands in quotes stays as it is.
pub(super) fn short(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_apart = false;
    // How many brackets are open: within them `+`, `-` and, in a selector, `*` need their blanks.
    let mut depth = 0_usize;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            _ if rest.starts_with("/*") => {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                is_apart = true;
                rest = &rest[length..];
                continue;
            }
            _ if next.is_whitespace() => {
                is_apart = true;
                rest = &rest[next.len_utf8()..];
                continue;
            }
            '"' | '\'' => quoted(rest, next),
            _ => next.len_utf8(),
        };
        let before = short.chars().next_back();
        // A blank before a colon may part a selector from what it is about; one behind it never means anything.
        let joins = |sign: char| match sign {
            '{' | '}' | ';' | ',' | '<' | '>' | '=' | '/' | '!' => true,
            '+' | '~' => depth == 0,
            _ => false,
        };
        let is_needed = before.is_some_and(|sign| sign != ':' && !joins(sign))
            && !joins(next)
            && !(next == '(' && short.ends_with("@media"));
        if std::mem::take(&mut is_apart) && is_needed {
            short.push(' ');
        }
        if next == '}' && before == Some(';') {
            short.pop();
        }
        match next {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // What stands before and behind an element had one colon before it had two, and may have so still.
        let is_older = rest.starts_with("::before") || rest.starts_with("::after");
        short.push_str(if is_older { "" } else { &rest[..length] });
        rest = &rest[length..];
    }
    short
}

/// The length of a text in quotes.
pub(super) fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_style_says_the_same_in_fewer_bytes() {
        for (text, wanted) in [
            ("a { color: red; }\n\n/* b */ b{}", "a{color:red}b{}"),
            ("a :hover, b  >  c + * { margin: 0 auto ; }", "a :hover,b>c+*{margin:0 auto}"),
            (
                "@media (min-width: 75rem) { a::after { content: \"a  : b; }\"; } }",
                "@media(min-width:75rem){a:after{content:\"a  : b; }\"}}",
            ),
            ("a { width: calc(1px + 2 * (3em - 1px)); }", "a{width:calc(1px + 2 * (3em - 1px))}"),
            ("a:not(.b *) { margin: 0; }", "a:not(.b *){margin:0}"),
            ("a { content: '\\'  }'; }", "a{content:'\\'  }'}"),
            (
                "@media (width >= 9rem) { a { margin: 0 !important } }",
                "@media(width>=9rem){a{margin:0!important}}",
            ),
            ("@media (width < 9rem) { a {} }", "@media(width<9rem){a{}}"),
            ("a::before { content: \"::after\" / \"\"; }", "a:before{content:\"::after\"/\"\"}"),
            ("@supports not (a: b) { a :is(b) {} }", "@supports not (a:b){a :is(b){}}"),
        ] {
            assert_eq!(short(text), wanted);
            assert_eq!(short(wanted), wanted);
        }
    }
}
