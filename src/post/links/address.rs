//! Addresses as text: what an address says by itself, and one form for all the ways to write the same one.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::Resolved;
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
    if !bare[end..].starts_with(':') || has_scheme(target, &["pathname:///"]) {
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

/// Text without percent-encoding, in Unicode form NFC. What is no UTF-8 stays encoded.
pub(crate) fn decode(text: &str) -> String {
    if text.is_ascii() && !text.contains('%') {
        return text.to_owned();
    }
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) => decoded.nfc().collect(),
        Err(_) => text.nfc().collect(),
    }
}

/// A target cut into its path and its anchor, the query left out.
pub(crate) fn split(target: &str) -> (&str, Option<&str>) {
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (target, None),
    };
    (path.split('?').next().unwrap_or(path), anchor)
}

/// The host of an absolute address, in lower case, without user, port and `www.`; and what follows it.
pub(crate) fn host(address: &str) -> Option<(String, &str)> {
    let rest = ["https://", "http://", "//"]
        .into_iter()
        .find(|start| has_scheme(address, &[start]))
        .map(|start| &address[start.len()..])?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host).to_lowercase();
    Some((host.strip_prefix("www.").unwrap_or(&host).to_owned(), path))
}

/// The path of an address in the form by which paths are compared: decoded, without anchor, trailing slash, file name of a
/// folder, extension of a page, and what blogs hang behind the address of a post. Parameters that name a post stay.
pub(crate) fn normalise(path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let decoded = decode(path);
    let mut parts: Vec<&str> = Vec::new();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    loop {
        match parts.as_slice() {
            [
                ..,
                "index.html" | "index.htm" | "index.php" | "index.md" | "amp" | "feed"
                | "trackback",
            ] => {
                parts.pop();
            }
            [.., last] if last.strip_prefix("comment-page-").is_some_and(is_number) => {
                parts.pop();
            }
            [.., "page", last] if is_number(last) => parts.truncate(parts.len() - 2),
            _ => break,
        }
    }
    let mut normal = parts.join("/");
    for extension in [".html", ".htm", ".php"] {
        if normal.ends_with(extension) {
            normal.truncate(normal.len() - extension.len());
            break;
        }
    }
    let mut kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            matches!(
                pair.split('=').next(),
                Some("p" | "page_id" | "attachment_id" | "post" | "lang")
            )
        })
        .collect();
    kept.sort_unstable();
    if !kept.is_empty() {
        normal.push('?');
        normal.push_str(&kept.join("&"));
    }
    normal
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_decide_what_is_linked() {
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

    #[test]
    fn addresses_are_compared_in_one_form() {
        let cases = [
            ("/2018/11/02/slug/", "2018/11/02/slug"),
            ("/2018/11/02/slug/index.html", "2018/11/02/slug"),
            ("2018//slug.html#x", "2018/slug"),
            ("/slug/comment-page-2/#comment-7", "slug"),
            ("/slug/amp/", "slug"),
            ("/?p=528&utm_source=x", "?p=528"),
            ("/caf%c3%a9/", "café"),
            ("/cafe\u{301}", "café"),
            ("/page/2/", ""),
            ("/a/../b/./c", "b/c"),
        ];
        for (path, wanted) in cases {
            assert_eq!(normalise(path), wanted, "{path}");
        }
        assert_eq!(
            host("https://www.Intranet.example:443/a?b"),
            Some(("intranet.example".into(), "/a?b"))
        );
        assert_eq!(host("/a"), None);
    }
}
