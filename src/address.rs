//! Addresses of pages in one form for all the ways to write the same one. Links, comments and old addresses are all compared
//! in it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::html::address::has_scheme;

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

/// The host of an address, or a host itself as somebody wrote it, in lower case, without scheme, path, port and `www.`.
pub(crate) fn bare_host(text: &str) -> String {
    let text = text.trim();
    let absolute = if text.contains("//") { text.to_owned() } else { format!("//{text}") };
    host(&absolute).map_or(String::new(), |(host, _)| host)
}

/// What of an address follows its host, if it has one.
pub(crate) fn without_host(address: &str) -> &str {
    host(address).map_or(address, |(_, path)| path)
}

/// The path of an address in the form by which paths are compared: decoded, without anchor, trailing slash, file name of a
/// folder, extension of a page, and what blogs hang behind the address of a post. Parameters that name a post stay.
pub(crate) fn normalise(path: &str) -> String {
    normalised(path, meaningful)
}

/// The same with every parameter that may name a page, as in `Post.aspx?ID=8`.
pub(crate) fn whole(path: &str) -> String {
    normalised(path, |pair| {
        meaningful(pair).or_else(|| (!pair.is_empty() && !is_of_visit(pair)).then_some(pair.into()))
    })
}

fn normalised(path: &str, keep: impl Fn(&str) -> Option<Cow<'_, str>>) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let decoded = decode(path);
    let mut parts = parts(&decoded);
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
    if let Some(last) = parts.last_mut() {
        let stem = [".html", ".htm", ".php", ".aspx"].iter().find_map(|end| last.strip_suffix(end));
        *last = untrashed(stem.unwrap_or(last));
    }
    let mut normal = parts.join("/");
    let mut kept: Vec<Cow<'_, str>> = pairs(query).filter_map(keep).collect();
    kept.sort_unstable();
    if !kept.is_empty() {
        normal.push('?');
        normal.push_str(&kept.join("&"));
    }
    normal
}

/// A path decoded, in lower case, with one slash where several stood and one at its beginning: for comparing beginnings.
pub(crate) fn beginning(path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) =
        path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let decoded = decode(path).to_lowercase();
    let mut beginning = format!("/{}", parts(&decoded).join("/"));
    if decoded.ends_with('/') && beginning.len() > 1 {
        beginning.push('/');
    }
    if let Some(query) = query {
        beginning.push('?');
        beginning.push_str(query);
    }
    beginning
}

fn parts(path: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').map(|pair| pair.strip_prefix("amp;").unwrap_or(pair))
}

/// WordPress names a post by either of three; everything else but these tells no post from another.
fn meaningful(pair: &str) -> Option<Cow<'_, str>> {
    match pair.split_once('=')? {
        ("p", _) => Some(Cow::Borrowed(pair)),
        ("page_id" | "post", id) => Some(Cow::Owned(format!("p={id}"))),
        ("attachment_id" | "lang", _) => Some(Cow::Borrowed(pair)),
        _ => None,
    }
}

/// Whether a parameter tells of a visit, and not of a page: where somebody came from, what they answered, how they were counted.
fn is_of_visit(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_lowercase();
    // SharePoint numbers visits so with letters, and others their articles with digits.
    if name == "cid" && is_number(value) {
        return false;
    }
    let known = [
        "fbclid",
        "gclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "_ga",
        "from",
        "isappinstalled",
        "ref",
        "replytocom",
        "share",
        "source",
        "preview",
        "cpage",
        "amp",
        "print",
        "web",
        "csf",
        "xsdata",
        "sdata",
        "ovuser",
        "ct",
        "or",
        "cid",
        "e",
        "cat",
    ];
    name.starts_with("utm_") || known.contains(&name.as_str())
}

/// The number of the post in `?p=528` and `?page_id=528`.
pub(crate) fn post_id(address: &str) -> Option<&str> {
    let (_, query) = address.split_once('?')?;
    pairs(query.split('#').next()?).find_map(|pair| {
        let (name, id) = pair.split_once('=')?;
        (matches!(name, "p" | "page_id" | "post") && is_number(id)).then_some(id)
    })
}

/// A slug without the mark that WordPress sets when a post goes to the bin: `__trashed`, `__trashed-2`.
pub(crate) fn untrashed(slug: &str) -> &str {
    let Some(mark) = slug.rfind("__trashed") else { return slug };
    let tail = &slug[mark + "__trashed".len()..];
    let number = tail.strip_prefix('-').unwrap_or(tail);
    if number.bytes().all(|byte| byte.is_ascii_digit()) { &slug[..mark] } else { slug }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_in_one_form() {
        let cases = [
            ("/2018/11/02/slug/", "2018/11/02/slug"),
            ("/2018/11/02/slug/index.html", "2018/11/02/slug"),
            ("2018//slug.html#x", "2018/slug"),
            ("/slug/comment-page-2/#comment-7", "slug"),
            ("/slug/amp/", "slug"),
            ("/slug/feed/", "slug"),
            ("/slug/trackback/", "slug"),
            ("/slug/page/2/", "slug"),
            ("/2018/slug__trashed/", "2018/slug"),
            ("/2018/slug__trashed-2/amp/", "2018/slug"),
            ("/over__trashed-posts/", "over__trashed-posts"),
            ("/?p=528&utm_source=x", "?p=528"),
            ("/?cat=2&amp;page_id=7#x", "?p=7"),
            ("/caf%c3%a9/", "café"),
            ("/cafe\u{301}", "café"),
            ("/page/2/", ""),
            ("/a/../b/./c", "b/c"),
        ];
        for (path, wanted) in cases {
            assert_eq!(normalise(path), wanted, "{path}");
        }
        for (path, wanted) in [
            ("/Post.aspx?ID=8&Source=x", "Post?ID=8"),
            ("/show.php?b=2&amp;a=1#x", "show?a=1&b=2"),
            ("/slug/?utm_source=x&fbclid=1", "slug"),
            ("/artikel?cid=12", "artikel?cid=12"),
            ("/artikel?cid=0f8fad5b-d9cb", "artikel"),
            ("/slug/?", "slug"),
            ("/?cat=2&page_id=7", "?p=7"),
        ] {
            assert_eq!(whole(path), wanted, "{path}");
        }
        assert_eq!(
            host("https://www.Intranet.example:443/a?b"),
            Some(("intranet.example".into(), "/a?b"))
        );
        assert_eq!(host("/a"), None);
    }

    #[test]
    fn a_beginning_keeps_its_end() {
        for (path, wanted) in [
            ("/2019/", "/2019/"),
            ("nieuws//Droogte", "/nieuws/droogte"),
            ("/a/page/2", "/a/page/2"),
            ("/", "/"),
            ("", "/"),
            ("/?cat=2", "/?cat=2"),
        ] {
            assert_eq!(beginning(path), wanted, "{path}");
        }
    }

    #[test]
    fn a_number_in_the_query_names_a_post() {
        assert_eq!(post_id("https://oud.example/?p=528"), Some("528"));
        assert_eq!(post_id("/?cat=2&amp;page_id=7#x"), Some("7"));
        assert_eq!(post_id("/?p=abc"), None);
    }
}
