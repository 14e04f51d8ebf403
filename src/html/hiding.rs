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
        }
    }
}
