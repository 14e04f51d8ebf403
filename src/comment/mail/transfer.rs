//! How the body of a part is written (RFC 2045): as it is, quoted-printable or base64; and changes of it, written in the same way.

use std::borrow::Cow;
use std::ops::Range;

use mail_parser::decoders::base64::base64_decode;

use super::super::erasure::edits::{Change, changed};
use crate::encoded::{LINE, base64};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transfer {
    Plain,
    Quoted,
    Base64,
}

/// A body, read.
pub(super) struct Body<'a> {
    transfer: Transfer,
    raw: &'a [u8],
    /// The bytes that it stands for.
    pub(super) bytes: Cow<'a, [u8]>,
}

impl<'a> Body<'a> {
    /// The body that is written in this way (`Content-Transfer-Encoding`); `None` if that way is unknown or it is not written so.
    pub(super) fn read(encoding: &str, raw: &'a [u8]) -> Option<Body<'a>> {
        let (transfer, bytes) = match encoding.trim().to_ascii_lowercase().as_str() {
            "" | "7bit" | "8bit" | "binary" => (Transfer::Plain, Cow::Borrowed(raw)),
            "quoted-printable" => {
                (Transfer::Quoted, signs(raw).filter_map(|(_, read)| read).collect())
            }
            "base64" => (Transfer::Base64, Cow::Owned(base64_decode(raw)?)),
            _ => return None,
        };
        Some(Body { transfer, raw, bytes })
    }

    /// These changes of its bytes, which are in their order, as changes of how it is written.
    pub(super) fn written(&self, changes: Vec<Change>) -> Vec<Change> {
        match self.transfer {
            Transfer::Plain => changes,
            Transfer::Quoted => self.quoted(changes),
            Transfer::Base64 => self.encoded(&changes).into_iter().collect(),
        }
    }

    fn quoted(&self, changes: Vec<Change>) -> Vec<Change> {
        let mut changes = changes.into_iter().peekable();
        let mut written = Vec::new();
        let mut start = None;
        let places = signs(self.raw).filter(|(_, read)| read.is_some());
        for (number, (place, _)) in places.enumerate() {
            let Some(change) = changes.peek() else { break };
            if number == change.range.start {
                start = Some(place.start);
            }
            if let Some(start) = start.filter(|_| number + 1 == change.range.end) {
                let bytes = changes.next().map(|change| change.bytes).unwrap_or_default();
                written.push(self.signed(start..place.end, &bytes));
            }
        }
        written
    }

    /// These bytes in the place of what is written there.
    fn signed(&self, range: Range<usize>, bytes: &[u8]) -> Change {
        let mut new = Vec::new();
        for byte in bytes {
            match byte {
                b'!'..=b'<' | b'>'..=b'~' => new.push(*byte),
                _ => new.extend(format!("={byte:02X}").into_bytes()),
            }
        }
        // A line that was broken where this stood is broken behind what comes there, or it would grow too long.
        let old = &self.raw[range.clone()];
        let soft = [&b"=\r\n"[..], b"=\n"].into_iter();
        let soft = soft.filter(|soft| old.windows(soft.len()).any(|part| part == *soft));
        new.extend(soft.take(1).flatten());
        Change { range, bytes: new }
    }

    /// The whole body anew, in lines as long as its own were.
    fn encoded(&self, changes: &[Change]) -> Option<Change> {
        let bytes = changed(&self.bytes, changes)?;
        let end = self.raw.trim_ascii_end().len();
        let lines = self.raw[..end].split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let longest = lines.map(<[u8]>::len).max().unwrap_or_default();
        // A body on one short line says nothing of how long lines may be.
        let is_one = !self.raw[..end].contains(&b'\n');
        let width = if is_one { longest.max(LINE) } else { longest.max(4) } / 4 * 4;
        let line_end = if self.raw.contains(&b'\r') { "\r\n" } else { "\n" };
        let text = base64(&bytes);
        let lines: Vec<&str> = (0..text.len())
            .step_by(width)
            .map(|at| &text[at..(at + width).min(text.len())])
            .collect();
        Some(Change { range: 0..end, bytes: lines.join(line_end).into_bytes() })
    }
}

/// The signs of quoted-printable, with where each is written: a byte, or nothing where a line goes on. `mail-parser` reads them too, but does
/// not say where they are.
fn signs(raw: &[u8]) -> impl Iterator<Item = (Range<usize>, Option<u8>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let byte = *raw.get(at)?;
        let digit = |at: usize| raw.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        let (length, read) = match (digit(at + 1), digit(at + 2)) {
            _ if byte != b'=' => (1, Some(byte)),
            (Some(high), Some(low)) => (3, u8::try_from(high << 4 | low).ok()),
            _ => {
                let rest = &raw[at + 1..];
                let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r');
                let blanks = rest.iter().take_while(is_blank).count();
                match rest.get(blanks) == Some(&b'\n') {
                    true => (blanks + 2, None),
                    false => (1, Some(byte)),
                }
            }
        };
        at += length;
        Some((start..at, read))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(encoding: &str, raw: &str, old: &str) -> String {
        let body = Body::read(encoding, raw.as_bytes()).expect("valid");
        let text = String::from_utf8(body.bytes.to_vec()).expect("valid");
        let start = text.find(old).expect("it is there");
        let change = Change { range: start..start + old.len(), bytes: b"[...]".to_vec() };
        let mut new = raw.as_bytes().to_vec();
        for Change { range, bytes } in body.written(vec![change]).into_iter().rev() {
            new.splice(range, bytes);
        }
        String::from_utf8(new).expect("valid")
    }

    #[test]
    fn blanks_take_no_time() {
        let started = std::time::Instant::now();
        for text in [" ".repeat(4 << 20), "= ".repeat(1 << 20), format!("={}", " ".repeat(4 << 20))]
        {
            assert_eq!(signs(text.as_bytes()).count(), text.len());
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    #[test]
    fn only_the_passage_changes_however_it_is_written() {
        for (encoding, raw, expected) in [
            ("", "Dank, Zoë Bos!\n", "Dank, [...]!\n"),
            ("8BIT", "Zoë Bos", "[...]"),
            ("quoted-printable", "D=41nk=\r\n, Zo=C3=AB Bos!\r\n", "D=41nk=\r\n, [...]!\r\n"),
            ("Quoted-Printable", "Dank, Zo=C3=ab=20=\nBos=3d", "Dank, [...]=\n=3d"),
            ("quoted-printable", "a = b =C Zo=C3=AB B= \nos", "a = b =C [...]"),
            ("base64", "RGFuaywgWm/DqyBC\r\nb3Mh\r\n\r\n", "RGFuaywgWy4uLl0h\r\n\r\n"),
            ("base64", "RGFuaywg\nWm/DqyBC\nb3Mh\n", "RGFuaywg\nWy4uLl0h\n"),
        ] {
            assert_eq!(changed(encoding, raw, "Zoë Bos"), expected, "{encoding} {raw}");
        }
        let long = base64(format!("Zoë Bos {}", "x".repeat(200)).as_bytes());
        let new = changed("base64", &long, "Zoë Bos");
        assert!(new.lines().all(|line| line.len() <= long.len()), "{new}");
        let five = "@bo ".repeat(5);
        assert_eq!(
            changed("base64", &base64(five.as_bytes()), "@bo"),
            base64(five.replacen("@bo", "[...]", 1).as_bytes())
        );
        assert!(Body::read("x-uuencode", b"x").is_none());
        assert!(Body::read("base64", b"!").is_none());
    }
}
