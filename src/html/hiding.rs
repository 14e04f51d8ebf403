//! Elements that a browser does not show: `hidden`, `style="display: none"`, `<template>`.

use super::tokens::{attributes, decode};

/// Whether an element with these attributes, as in [`Token::Open`](super::tokens::Token::Open), is hidden with all that is in it.
pub(crate) fn is_hidden(name: &str, list: &str) -> bool {
    let hides = |(name, value): (&str, &str)| match name.to_ascii_lowercase().as_str() {
        "hidden" => true,
        "style" => style_hides(&decode(value)),
        _ => false,
    };
    name.eq_ignore_ascii_case("template") || attributes(list).any(hides)
}

/// Whether a text may have such an element: few name what hides one, and need not be looked at tag by tag.
pub(crate) fn may_hide(text: &str) -> bool {
    let text = text.as_bytes();
    let has = |word: &[u8]| {
        let first = word[0];
        memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).any(|at| {
            text.get(at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
        })
    };
    memchr::memchr(b'<', text).is_some()
        && [&b"hidden"[..], b"style", b"template"].into_iter().any(has)
}

/// Whether a style, as an attribute has it, hides what it is given to.
pub(crate) fn style_hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_ascii_lowercase().split(';').any(|rule| {
        ["display:none", "visibility:hidden", "visibility:collapse", "content-visibility:hidden"]
            .contains(&rule.strip_suffix("!important").unwrap_or(rule))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_hide_is_known_by_its_attributes() {
        for (name, list, wanted) in [
            ("p", " hidden", true),
            ("p", " class=a HIDDEN=\"until-found\"", true),
            ("p", " style=\"color: red; Display : none !important;\"", true),
            ("p", " style='visibility:hidden'", true),
            ("p", " style=display:none", true),
            ("p", " style=\"display&#58;none\"", true),
            ("TEMPLATE", "", true),
            (
                "p",
                " style=\"display: block\" title=\"hidden\" class=\"hidden\" aria-hidden=true",
                false,
            ),
        ] {
            assert_eq!(is_hidden(name, list), wanted, "{list}");
            assert!(may_hide(&format!("a <{name}{list}>")), "{list}");
        }
        for text in ["a hidden style", "a <b> c", "Vec<u8>", "<hid den>"] {
            assert!(!may_hide(text), "{text}");
        }
    }
}
