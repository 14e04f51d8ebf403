//! What a style sheet loads: every `url(…)`, and what `@import` names in quotes.

use std::ops::Range;

use crate::page::style::quoted;

/// Where the addresses stand in a style sheet, in their order, without quotes.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let begins = |word: &str| {
            rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let end = |sign: &str| rest.find(sign).map_or(rest.len(), |end| end + sign.len());
        at += match next {
            '/' if begins("/*") => end("*/"),
            // What a namespace is called looks like an address, and is none.
            '@' if begins("@namespace") => end(";"),
            '@' if begins("@import") => {
                found.extend(in_quotes(text, at + 7));
                7
            }
            'u' | 'U' if begins("url(") => {
                found.extend(in_quotes(text, at + 4).or_else(|| bare(text, at + 4)));
                end(")")
            }
            '"' | '\'' => quoted(rest, next),
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => next.len_utf8(),
        };
    }
    found
}

/// Where the next thing stands that is not a blank.
fn after_blanks(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start().len()
}

/// What stands in quotes next.
fn in_quotes(text: &str, from: usize) -> Option<Range<usize>> {
    let start = after_blanks(text, from);
    let quote = text[start..].chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let length = text[start + 1..].find(quote)?;
    Some(start + 1..start + 1 + length)
}

/// What stands without quotes before the bracket that closes.
fn bare(text: &str, from: usize) -> Option<Range<usize>> {
    let start = after_blanks(text, from);
    let length = text[start..].find(')')?;
    Some(start..start + text[start..start + length].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_found_wherever_they_are_loaded_from() {
        for (text, wanted) in [
            (
                "a{src:url(b.woff2) format('woff2'),URL( \"c d.woff\" )}",
                &["b.woff2", "c d.woff"][..],
            ),
            ("@import 'a.css' screen;@import url(b.css);", &["a.css", "b.css"]),
            ("/* url(a) */b{content:\"url(c)\";background:url(d?#iefix)}", &["d?#iefix"]),
            ("@namespace svg url(http://www.w3.org/2000/svg);a{}", &[]),
            ("a{background:url(data:image/png;base64,AA==)}", &["data:image/png;base64,AA=="]),
            ("a{b:url(c", &[]),
            ("a{b:url('c", &[]),
            ("@import", &[]),
            ("é{b:\\é url(ö.png)}", &["ö.png"]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
