//! The parts of a message, and the text among them.
//!
//! The parts are cut here, within limits, so that no message nests as deep as it likes; what each of them says of itself and how
//! it is encoded is left to `mail-parser`. Attachments, and messages within the message, are not read as text of a comment; only `erase`
//! goes through them.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use mail_parser::{ContentType, Message, MessageParser, MimeHeaders};

use super::html;
use crate::diagnostic::Excess;

/// The deepest nesting, and the most parts, of a message of people.
pub(super) const DEEPEST: u64 = 20;
pub(super) const PARTS: usize = 1000;

/// The most of a message that may be headers.
const HEAD: usize = 256 << 10;

/// What was found in a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    /// What it says.
    pub(super) text: String,
    /// It is an invitation, or tells how the delivery of another one went.
    pub(super) is_automatic: bool,
    /// Of what it has more than people make.
    pub(super) over: Option<(Excess, u64)>,
    /// It ends before its last part does.
    pub(super) is_open: bool,
}

/// The headers of a message or a part, and what follows them.
pub(super) fn split(raw: &[u8]) -> (&[u8], &[u8], bool) {
    let mut start = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        if matches!(line, b"\n" | b"\r\n") {
            return (&raw[..start], &raw[end..], true);
        }
        start = end;
    }
    (raw, b"", false)
}

/// The headers of a message or a part. Letters that nobody encoded, and that are no UTF-8, are those of Windows.
pub(super) fn headers(head: &[u8]) -> Option<Message<'_>> {
    let head = &head[..head.len().min(HEAD)];
    if std::str::from_utf8(head).is_ok() {
        return MessageParser::new().parse_headers(head);
    }
    let mut text = String::with_capacity(head.len() + head.len() / 8);
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    MessageParser::new().parse_headers(text.as_bytes()).map(Message::into_owned)
}

/// The text of a message.
pub(super) fn contents(raw: &[u8]) -> Contents {
    let mut walk = Walk { found: Contents::default(), parts: 0 };
    let text = walk.part(raw, 0);
    Contents { text: text.map(|text| text.words).unwrap_or_default(), ..walk.found }
}

/// What a part is, in lower case: `text` and `html`; without a word of that it is plain text.
pub(super) fn media_type(kind: Option<&ContentType<'_>>) -> (String, String) {
    kind.map_or(("text".to_owned(), "plain".to_owned()), |kind| {
        let subtype = kind.subtype().unwrap_or("plain");
        (kind.ctype().to_ascii_lowercase(), subtype.to_ascii_lowercase())
    })
}

/// The encoding that the letters of a part are said to have.
pub(super) fn charset<'k>(kind: Option<&'k ContentType<'_>>) -> Option<&'k str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    let named = kind.and_then(|kind| kind.attribute("charset"));
    named.filter(|name| !name.is_empty() && name.chars().all(is_plain))
}

struct Walk {
    found: Contents,
    parts: usize,
}

/// The text of a part.
struct Text {
    words: String,
    was_html: bool,
}

impl Walk {
    /// The text of a part, if it is not attached but meant to be read.
    fn part(&mut self, raw: &[u8], depth: u64) -> Option<Text> {
        self.parts += 1;
        if depth > DEEPEST {
            self.found.over = Some((Excess::Levels, DEEPEST));
            return None;
        }
        if self.parts > PARTS {
            self.found.over = Some((Excess::Parts, PARTS as u64));
            return None;
        }
        let (head, body, _) = split(raw);
        let own = headers(head);
        let kind = own.as_ref().and_then(|own| own.content_type());
        let (kind_of, subtype) = media_type(kind);
        let is_attached = own.as_ref().is_some_and(|own| {
            own.content_disposition().is_some_and(|disposition| {
                disposition.is_attachment() || disposition.has_attribute("filename")
            })
        });
        match (kind_of.as_str(), subtype.as_str()) {
            ("multipart", _) => {
                self.found.is_automatic |= subtype == "report";
                let boundary = kind.and_then(|kind| kind.attribute("boundary"))?;
                self.several(body, boundary, subtype == "alternative", depth)
            }
            ("text", "calendar") => {
                self.found.is_automatic = true;
                None
            }
            ("text", "plain" | "html") if !is_attached => {
                let encoding = own.as_ref().and_then(|own| own.content_transfer_encoding());
                let words = decoded(body, encoding.unwrap_or_default(), kind);
                let was_html = subtype == "html";
                let words = match was_html {
                    true => html::to_text(&words),
                    false => flowed(words, kind),
                };
                Some(Text { words, was_html })
            }
            ("message", "delivery-status" | "disposition-notification") => {
                self.found.is_automatic = true;
                None
            }
            _ => None,
        }
    }

    /// The text of several parts: of versions of one text the plain one, or else all of them.
    fn several(
        &mut self,
        body: &[u8],
        boundary: &str,
        is_choice: bool,
        depth: u64,
    ) -> Option<Text> {
        let (parts, is_closed) = parts(body, boundary);
        self.found.is_open |= depth == 0 && !is_closed;
        let texts: Vec<Text> = parts
            .into_iter()
            .filter_map(|part| self.part(&body[part], depth + 1))
            .filter(|text| !text.words.trim().is_empty())
            .collect();
        if is_choice {
            let at = texts.iter().position(|text| !text.was_html).unwrap_or(0);
            return texts.into_iter().nth(at);
        }
        let was_html = texts.iter().any(|text| text.was_html);
        let words: Vec<String> = texts.into_iter().map(|text| text.words).collect();
        (!words.is_empty()).then(|| Text { words: words.join("\n\n"), was_html })
    }
}

/// Where in a body the parts between the lines `--boundary` stand, and whether the last of these lines was met.
pub(super) fn parts(body: &[u8], boundary: &str) -> (Vec<Range<usize>>, bool) {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let mut start = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        if let Some(rest) =
            line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()))
        {
            let rest = rest.trim_ascii_end();
            if rest.is_empty() || rest == b"--" {
                parts.extend(open.map(|open| open..start));
                open = Some(end);
                if !rest.is_empty() {
                    return (parts, true);
                }
            }
        }
        start = end;
    }
    parts.extend(open.map(|open| open..body.len()));
    (parts, false)
}

/// The text of a body. Without a name for its letters they are UTF-8, or else those of Windows.
fn decoded(body: &[u8], encoding: &str, kind: Option<&ContentType<'_>>) -> String {
    let named = charset(kind);
    let encoding = ["base64", "quoted-printable"]
        .into_iter()
        .find(|known| encoding.trim().eq_ignore_ascii_case(known));
    let read = |letters: &str| {
        let mut raw = format!("Content-Type: text/plain; charset={letters}\r\n").into_bytes();
        if let Some(encoding) = encoding {
            raw.extend(format!("Content-Transfer-Encoding: {encoding}\r\n").into_bytes());
        }
        raw.extend(b"\r\n");
        raw.extend(body);
        let message = MessageParser::new().parse(&raw)?;
        Some(message.part(0)?.text_contents()?.to_owned())
    };
    let text = read(named.unwrap_or("utf-8")).unwrap_or_default();
    let is_ascii = named.is_none_or(|name| name.eq_ignore_ascii_case("us-ascii"));
    if is_ascii && text.contains(char::REPLACEMENT_CHARACTER) {
        return read("windows-1252").unwrap_or(text);
    }
    text
}

/// Lines that a mail program broke to fit a screen, in one again (RFC 3676): those end with a blank.
fn flowed(text: String, kind: Option<&ContentType<'_>>) -> String {
    let attribute = |name| kind.and_then(|kind| kind.attribute(name)).unwrap_or_default();
    if !attribute("format").eq_ignore_ascii_case("flowed") {
        return text;
    }
    let drops_blank = attribute("delsp").eq_ignore_ascii_case("yes");
    let mut whole = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let is_signature = &line[depth..] == "-- " || &line[depth..] == " -- ";
        let words = if open == Some(depth) && !is_signature {
            &line[depth..]
        } else {
            if !whole.is_empty() {
                whole.push('\n');
            }
            line
        };
        // A blank at the beginning was added to keep what follows from meaning something.
        let words = if open == Some(depth) || depth == 0 {
            words.strip_prefix(' ').unwrap_or(words)
        } else {
            words
        };
        let goes_on = words.ends_with(' ') && !is_signature;
        let kept = if goes_on && drops_blank { &words[..words.len() - 1] } else { words };
        whole.push_str(kept);
        open = goes_on.then_some(depth);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        contents(raw.as_bytes()).text
    }

    #[test]
    fn encodings_and_letters_of_every_kind_are_read() {
        let part = |headers: &str, body: &[u8]| {
            let mut raw = format!("{headers}\r\n\r\n").into_bytes();
            raw.extend(body);
            contents(&raw).text
        };
        for (headers, body, expected) in [
            ("Content-Type: text/plain; charset=utf-8", "Zoë €".as_bytes(), "Zoë €"),
            ("Content-Type: text/plain; charset=\"windows-1252\"", b"Zo\xeb \x80", "Zoë €"),
            (
                "Content-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: quoted-printable",
                b"Zo=EB =A4 en=\r\n door",
                "Zoë € en door",
            ),
            (
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: BASE64",
                b"Wm/DqyDi\r\ngqw=",
                "Zoë €",
            ),
            ("Content-Type: text/plain", b"Zo\xeb", "Zoë"),
            ("Content-Type: text/plain; charset=us-ascii", b"Zo\xeb", "Zoë"),
            ("Subject: x", b"Hoi", "Hoi"),
            ("Content-Type: text/plain; charset=\"x\\\"; y\"", b"Hoi", "Hoi"),
            (
                "Content-Type: text/html; charset=utf-8",
                "<p>Zoë &amp; An</p>".as_bytes(),
                "Zoë & An",
            ),
            ("Content-Type: application/pkcs7-mime", b"MIIF", ""),
        ] {
            assert_eq!(part(headers, body).trim(), expected, "{headers}");
        }
    }

    #[test]
    fn of_the_parts_only_what_is_meant_to_be_read_is() {
        let raw = concat!(
            "Content-Type: multipart/mixed; boundary=\"==A\"\n\nvoorwoord\n--==A\n",
            "Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>rijk</p>\n--B\nContent-Type: text/plain\n\nplat\n--B--\n",
            "--==A\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment; filename=\"../x.txt\"\n\ngeheim\n",
            "--==A\nContent-Type: message/rfc822\n\nSubject: x\n\ndoorgestuurd\n--==A\n\nslot\n--==A--\nnawoord",
        );
        assert_eq!(text(raw), "plat\n\n\nslot\n");
        let rich = "Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\n \n--B\nContent-Type: text/html\n\n<p>rijk</p>\n--B--";
        assert_eq!(text(rich).trim(), "rijk");
        for kind in ["text/calendar", "multipart/report; boundary=B", "message/delivery-status"] {
            let raw = format!(
                "Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: {kind}\n\nx\n--A--"
            );
            assert!(contents(raw.as_bytes()).is_automatic, "{kind}");
        }
    }

    #[test]
    fn what_nests_or_grows_without_end_is_not_read() {
        let nested = |levels: usize| -> String {
            (0..levels)
                .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
                .collect()
        };
        assert_eq!(contents(nested(10).as_bytes()).over, None);
        let deep = contents(nested(10_000).as_bytes()).over;
        assert_eq!(deep, Some((Excess::Levels, DEEPEST)));
        let wide = format!(
            "Content-Type: multipart/mixed; boundary=A\n\n{}--A--",
            "--A\n\nx\n".repeat(10_000)
        );
        let wide = contents(wide.as_bytes()).over;
        assert_eq!(wide, Some((Excess::Parts, PARTS as u64)));
        let messages = "Content-Type: message/rfc822\n\n".repeat(100_000);
        assert_eq!(contents(messages.as_bytes()), Contents::default());
        assert!(contents(b"Content-Type: multipart/mixed; boundary=A\n\n--A\n\nHoi").is_open);
    }

    #[test]
    fn broken_lines_are_joined_where_they_say_so() {
        let kind = "Content-Type: text/plain; format=flowed";
        for (kind, body, expected) in [
            (
                kind.to_owned(),
                "Een zin die \ndoor gaat.\nEn nog een.\n> citaat \n> verder\n-- \nJan",
                "Een zin die door gaat.\nEn nog een.\n> citaat verder\n-- \nJan",
            ),
            (format!("{kind}; delsp=yes"), "ononder \nbroken", "ononderbroken"),
            (kind.to_owned(), " From hier", "From hier"),
            ("Content-Type: text/plain".to_owned(), "Een \ntwee", "Een \ntwee"),
        ] {
            assert_eq!(text(&format!("{kind}\n\n{body}")), expected, "{body}");
        }
    }
}
