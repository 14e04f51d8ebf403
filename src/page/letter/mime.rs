//! A message as a file (RFC 5322): headers that any program reads (RFC 2047), and the same text plain and as HTML (RFC 2046), each
//! line short and in ASCII (quoted-printable). Outlook opens it as a draft (`X-Unsent`).

use jiff::fmt::rfc2822;
use jiff::{Timestamp, tz::TimeZone};

use super::Letter;
use crate::encoded::{LINE, header};
use crate::source::Hash;

/// What a digest is known by: the generator that its HTML names, and the header of its message.
pub const GENERATOR: &str = "Weerklank digest";
/// See [`GENERATOR`].
pub const HEADER: &str = "X-Weerklank-Digest";

/// What a message says of itself beside its subject.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// Whom it goes to; addresses that were checked.
    pub to: &'a [String],
    /// Who sends it; without one the mail program fills it in.
    pub from: Option<&'a str>,
    /// When it was made, in seconds since 1970.
    pub now: i64,
    /// The time zone of the site.
    pub zone: &'a TimeZone,
    /// What it is about: `2026-w47`.
    pub name: &'a str,
    /// The host of the site.
    pub host: &'a str,
}

/// The whole file.
pub fn message(letter: &Letter, envelope: &Envelope<'_>) -> Vec<u8> {
    let Envelope { to, from, now, zone, name, host } = envelope;
    let parts = format!("{}\n{}\n{}\n{to:?}\n{from:?}", letter.subject, letter.text, letter.html);
    let id = Hash::of(parts.as_bytes()).short(16);
    // No line of quoted-printable has an equals sign before an underscore.
    let boundary = format!("=_weerklank_{id}");
    let moment =
        Timestamp::from_second(*now).unwrap_or_default().to_zoned_datetime((*zone).clone());
    let date = rfc2822::to_string(&moment).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    lines.extend(from.map(|from| format!("From: {from}")));
    lines.extend((!to.is_empty()).then(|| format!("To: {}", to.join(",\r\n "))));
    lines.push(header("Subject", &letter.subject));
    lines.push(format!("Date: {date}"));
    lines.push(format!("Message-ID: <digest.{name}.{id}@{host}>"));
    lines.push(format!("{HEADER}: {name}"));
    lines.push("X-Unsent: 1".to_owned());
    lines.push("MIME-Version: 1.0".to_owned());
    lines.push(format!("Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\""));
    lines.push(String::new());
    for (kind, text) in [("plain", &letter.text), ("html", &letter.html)] {
        lines.push(format!("--{boundary}"));
        lines.push(format!("Content-Type: text/{kind}; charset=utf-8"));
        lines.push("Content-Transfer-Encoding: quoted-printable".to_owned());
        lines.push(String::new());
        lines.push(quoted(text));
    }
    lines.push(format!("--{boundary}--"));
    lines.push(String::new());
    lines.join("\r\n").into_bytes()
}

/// Text as quoted-printable, with CRLF at the ends of its lines.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + text.len() / 4);
    for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if number > 0 {
            quoted.push_str("\r\n");
        }
        let mut length = 0;
        let bytes = line.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let is_last = at + 1 == bytes.len();
            let is_blank = matches!(byte, b' ' | b'\t');
            let is_plain = matches!(byte, b'!'..=b'~') && *byte != b'=' || is_blank && !is_last;
            // A line that is only a full stop ends a message on its way.
            let is_plain = is_plain && !(*byte == b'.' && length == 0);
            let size = if is_plain { 1 } else { 3 };
            if length + size > LINE - usize::from(!is_last) {
                quoted.push_str("=\r\n");
                length = 0;
            }
            match is_plain {
                true => quoted.push(char::from(*byte)),
                false => quoted.push_str(&format!("={byte:02X}")),
            }
            length += size;
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted_in_short_lines_of_ascii() {
        for (text, wanted) in [
            ("abc", "abc"),
            ("één = 1", "=C3=A9=C3=A9n =3D 1"),
            ("blank \nx", "blank=20\r\nx"),
            (".\na.b", "=2E\r\na.b"),
            ("a\n\nb\n", "a\r\n\r\nb"),
        ] {
            assert_eq!(quoted(text), wanted, "{text}");
        }
        let long = quoted(&"é".repeat(500));
        assert!(long.split("\r\n").all(|line| line.len() <= LINE), "{long}");
        let long = quoted(&"a".repeat(LINE));
        assert_eq!(long, "a".repeat(LINE));
    }
}
