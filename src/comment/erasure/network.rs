//! Addresses of the network, from which somebody wrote, and those of sites beside what they wrote. No reader keeps them, so they
//! are found in the bytes of a file.

use std::collections::BTreeSet;
use std::net::IpAddr;

/// What stands in a file of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Addresses of the network.
    pub networks: BTreeSet<IpAddr>,
    /// Addresses of sites, without what all of them begin with.
    pub sites: BTreeSet<String>,
}

impl Places {
    /// What stands in these bytes.
    pub(super) fn of(bytes: &[u8]) -> Places {
        Places { networks: addresses(bytes), sites: sites(bytes) }
    }

    /// Both of all of these.
    #[must_use]
    pub fn and(mut self, other: Places) -> Places {
        self.networks.extend(other.networks);
        self.sites.extend(other.sites);
        self
    }

    /// What is not in the other.
    #[must_use]
    pub fn without(&self, other: &Places) -> Places {
        Places {
            networks: self.networks.difference(&other.networks).copied().collect(),
            sites: self.sites.difference(&other.sites).cloned().collect(),
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.networks.is_empty() && self.sites.is_empty()
    }
}

/// The addresses of sites that stand in these bytes as text: `klaas.example/over`.
fn sites(bytes: &[u8]) -> BTreeSet<String> {
    const SIGN: &str = "://";
    let is_end = |byte: &u8| {
        byte.is_ascii_control()
            || matches!(
                byte,
                b' ' | b'"' | b'\'' | b'<' | b'>' | b'&' | b')' | b']' | b'}' | b',' | b';'
            )
    };
    let mut found = BTreeSet::new();
    // In JSON a solidus may stand behind a sign.
    let text = String::from_utf8_lossy(bytes).replace("\\/", "/");
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(sign) = memchr::memmem::find(&bytes[at..], SIGN.as_bytes()) {
        let start = at + sign + SIGN.len();
        let length = bytes[start..].iter().position(is_end).unwrap_or(bytes.len() - start);
        at = start + length;
        let own = text[start..at].trim_end_matches(['/', '.', '?', '#', '\\', ':', '!']);
        // What lies deeper is a document, and not the place of somebody.
        let is_place = own.matches('/').count() < 3 && !own.contains('?');
        if is_place && (4..200).contains(&own.len()) && own.contains('.') {
            found.insert(own.to_lowercase());
        }
    }
    found
}

/// The addresses that stand in these bytes as text, but for those that every machine has.
pub(super) fn addresses(bytes: &[u8]) -> BTreeSet<IpAddr> {
    let is_sign = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    let mut found = BTreeSet::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(is_sign).map(|start| at + start) {
        let length = bytes[start..].iter().position(|byte| !is_sign(byte));
        let end = length.map_or(bytes.len(), |length| start + length);
        at = end;
        let (before, after) = (bytes[..start].last(), bytes.get(end));
        // A part of a word, and the version of a browser.
        let is_other = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/');
        if before.is_some_and(is_other) || after.is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let text = str::from_utf8(&bytes[start..end]).unwrap_or_default();
        let address = text.trim_end_matches(['.', ':']).parse::<IpAddr>();
        found.extend(address.ok().filter(|address| is_somebodys(*address)));
    }
    found
}

fn is_somebodys(address: IpAddr) -> bool {
    // `a::b` may be a word of a programmer.
    let is_word = address.is_ipv6() && address.to_string().matches(':').count() < 3;
    !(address.is_loopback() || address.is_unspecified() || is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_found_without_what_stands_around_them() {
        for (text, expected) in [
            ("<url>https://Klaas.example/</url>", &["klaas.example"][..]),
            ("{\"url\":\"https:\\/\\/klaas.example\\/over\"}", &["klaas.example/over"]),
            ("zie https://een.example/x, http://twee.example.", &["een.example/x", "twee.example"]),
            ("http:// en ://x", &[]),
        ] {
            let expected = expected.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(sites(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_found_and_nothing_that_looks_like_one() {
        for (text, expected) in [
            ("<ip>203.0.113.77</ip>", &["203.0.113.77"][..]),
            ("van 203.0.113.77, en 2001:db8::7:1.", &["203.0.113.77", "2001:db8::7:1"]),
            ("\"2001:DB8::7:1\"", &["2001:db8::7:1"]),
            (
                "Chrome/120.0.0.0 op 127.0.0.1 om 12:34:56 of 1.2.3, std::fs, a::b, v1.2.3.4 en 300.1.1.1",
                &[],
            ),
            ("", &[]),
        ] {
            let expected = expected.iter().map(|text| text.parse().unwrap()).collect();
            assert_eq!(addresses(text.as_bytes()), expected, "{text}");
        }
    }
}
