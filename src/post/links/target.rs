//! What the target of a link says by itself, before the site is looked at.

use super::Resolved;
use crate::address::decode;
use crate::html::address::has_scheme;

/// What a target leads to without knowing the site: a place on the page, an address elsewhere, or a scheme that is never
/// linked. `None` for a path.
pub(crate) fn by_itself(target: &str) -> Option<Resolved> {
    let target = target.trim();
    if let Some(anchor) = target.strip_prefix('#') {
        return Some(Resolved::Here(decode(anchor)));
    }
    if let Some(rest) = target.strip_prefix("//") {
        let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        return Some(if has_host { Resolved::Outside } else { Resolved::Unsafe });
    }
    // Browsers read a backslash as a slash, and Windows as a share.
    if target.starts_with('\\') {
        return Some(Resolved::Unsafe);
    }
    // Browsers pass over these within a scheme.
    let bare: String =
        target.chars().take(64).filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let end = bare.find([':', '/', '?', '#'])?;
    // No scheme begins with a digit, as names of files do in Zola: `2024-03-05T10:00:00Z-water.md`.
    let is_dated = bare.starts_with(|c: char| c.is_ascii_digit());
    if !bare[end..].starts_with(':') || is_dated || has_scheme(target, &["pathname:///"]) {
        return None;
    }
    if has_scheme(target, &["mailto:", "tel:"]) {
        return Some(Resolved::Outside);
    }
    let rest = ["http://", "https://"]
        .into_iter()
        .find(|scheme| has_scheme(target, &[scheme]))
        .map(|scheme| &target[scheme.len()..]);
    let has_host =
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    Some(if has_host { Resolved::Outside } else { Resolved::Unsafe })
}

/// An address of which only the beginning is missing: `www.site.example`, `jan@site.example`.
pub(super) fn completed(target: &str) -> Option<String> {
    let is_plain = target.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain && has_scheme(target, &["www."]) {
        return Some(format!("https://{target}"));
    }
    let (name, host) = target.split_once('@').filter(|_| is_plain)?;
    let is_mail = !name.is_empty() && !target.contains('/') && host.contains('.');
    is_mail.then(|| format!("mailto:{target}"))
}

/// A target cut into its path and its anchor, the query left out.
pub(crate) fn split(target: &str) -> (&str, Option<&str>) {
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (target, None),
    };
    (path.split('?').next().unwrap_or(path), anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_if_only_its_beginning_is_missing() {
        for (target, wanted) in [
            ("www.site.example/a", Some("https://www.site.example/a")),
            ("jan@site.example", Some("mailto:jan@site.example")),
            ("@/posts/a.md", None),
            ("@site.example", None),
            ("water.md", None),
        ] {
            assert_eq!(completed(target).as_deref(), wanted, "{target}");
        }
    }

    #[test]
    fn schemes_decide_what_is_linked() {
        assert_eq!(by_itself("2024-03-05T10:00:00Z-water.md"), None);
        for target in
            ["https://a.example", "HTTP://a", "mailto:x@a.example", "tel:+31", "//a.example/x"]
        {
            assert_eq!(by_itself(target), Some(Resolved::Outside), "{target}");
        }
        let refused = [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            " data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "C:\\x",
            "\\\\host\\x",
            "///a",
            "http:a",
            "https:///a",
            "blob:x",
            "ms-word:ofe|u|x",
            "http://\\x",
        ];
        for target in refused {
            assert_eq!(by_itself(target), Some(Resolved::Unsafe), "{target:?}");
        }
        for target in ["a.md", "../a:b", "a?b:c", "pathname:///x.png", "{{< ref \"x\" >}}", ""] {
            assert_eq!(by_itself(target), None, "{target}");
        }
        assert_eq!(by_itself("#kop%20a"), Some(Resolved::Here("kop a".into())));
    }
}
