//! Addresses in one form, so that they can be compared.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::config::Config;

/// The hosts that the blog had or has. With none in the settings, any host may have been that of the blog.
#[derive(Debug)]
pub(super) struct Hosts {
    known: Vec<String>,
}

impl Hosts {
    pub(super) fn new(config: &Config) -> Self {
        let old =
            config.comments.old_hosts.iter().map(|host| bare(host)).filter(|host| !host.is_empty());
        let mut known: Vec<String> = old.collect();
        if !known.is_empty() && !config.base_url.is_empty() {
            known.push(bare(&config.base_url));
        }
        Hosts { known }
    }

    /// The path of an address on one of our hosts, with its query; a path stays as it is. `None` for an address elsewhere.
    pub(super) fn path(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let Some(rest) = after_scheme(address) else { return Some(address.to_owned()) };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        (self.known.is_empty() || self.known.contains(&bare(host))).then(|| path.to_owned())
    }
}

fn after_scheme(address: &str) -> Option<&str> {
    let rest = address
        .split_once("://")
        .filter(|(scheme, _)| ["http", "https"].contains(&scheme.to_lowercase().as_str()));
    rest.map(|(_, rest)| rest).or_else(|| address.strip_prefix("//"))
}

/// A host in lower case, without scheme, path, port and `www.`.
fn bare(host: &str) -> String {
    let host = after_scheme(host.trim()).unwrap_or(host.trim());
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// A path as all its spellings: decoded, in lower case and NFC, without query, anchor, slashes at the ends, `index.html` and
/// `.html`. `None` for nothing, and for what is not a path at all (a sentence).
pub(super) fn normal(address: &str) -> Option<String> {
    let path = match after_scheme(address.trim()) {
        Some(rest) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => address.trim(),
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path =
        percent_decode_str(path).decode_utf8_lossy().nfc().collect::<String>().to_lowercase();
    let parts: Vec<&str> =
        path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let mut normal = parts.join("/");
    for end in ["/index.html", "/index.htm", "/index.php", ".html", ".htm", ".php"] {
        if let Some(stem) = normal.strip_suffix(end) {
            normal.truncate(stem.len());
            break;
        }
    }
    (!normal.is_empty() && !normal.contains(char::is_whitespace)).then_some(normal)
}

/// The id of `?p=528` and `?page_id=528`.
pub(super) fn post_id(address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let query = query.split('#').next()?;
    query.split(['&', ';']).find_map(|pair| {
        let (name, id) = pair.trim_start_matches("amp;").split_once('=')?;
        let is_id = ["p", "page_id", "post"].contains(&name)
            && !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit());
        is_id.then(|| id.to_owned())
    })
}

/// The last part of the path of an address.
pub(super) fn last_part(address: &str) -> Option<String> {
    let normal = normal(address)?;
    normal.rsplit('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_an_address_are_one() {
        for (address, form) in [
            ("https://oud.example/2024/03/Water/", Some("2024/03/water")),
            ("/2024/03/water", Some("2024/03/water")),
            ("2024/03/water.html?utm=1#comment-3", Some("2024/03/water")),
            ("2024/03/water/index.html", Some("2024/03/water")),
            ("https://oud.example/caf%C3%A9/", Some("café")),
            ("/cafe\u{301}/", Some("café")),
            ("https://oud.example/?p=12", None),
            ("Een titel met woorden", None),
            ("", None),
        ] {
            assert_eq!(normal(address).as_deref(), form, "{address}");
        }
        assert_eq!(post_id("https://oud.example/?p=528").as_deref(), Some("528"));
        assert_eq!(post_id("/?cat=2&amp;page_id=7#x").as_deref(), Some("7"));
        assert_eq!(post_id("/?p=abc"), None);
    }
}
