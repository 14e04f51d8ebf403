//! Looks for what is left of a person in bytes of any kind: as they are, and decoded from entities, percent signs, escapes of JSON,
//! quoted-printable, base64 and UTF-16, and from what is packed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use md5::{Digest, Md5};
use sha2::Sha256;
use zip::ZipArchive;

use super::suppression::Forgotten;
use super::traces::{Kind, Traces};
use super::words;
use crate::comment::text::push_entity;

/// How often something packed or encoded is opened within another.
const DEEPEST: usize = 4;
/// How much is unpacked of one file, in all.
const MOST: u64 = 1 << 30;
/// Runs of fewer signs are words, not base64.
const SHORTEST_RUN: usize = 16;
/// The longest name that is looked for by its hash, in words.
const LONGEST_NAME: usize = 5;

/// What is looked for: words in a row, or the hashes in the lists of the forgotten.
#[derive(Default)]
pub struct Needles<'a> {
    /// By the first word.
    phrases: HashMap<String, Vec<(Kind, Vec<String>)>>,
    forgotten: Vec<&'a Forgotten>,
}

impl<'a> Needles<'a> {
    /// Everything that a person is found by, and what picture services make of their addresses.
    pub fn of(traces: &Traces) -> Needles<'a> {
        let mut needles = Needles::default();
        for (kind, words) in traces.phrases() {
            needles.add(kind, words.to_vec());
        }
        for email in traces.emails() {
            needles.hashes(email);
        }
        needles
    }

    /// A name, an address or anything else as somebody typed it.
    pub fn typed(texts: &[String]) -> Needles<'a> {
        let mut needles = Needles::default();
        for text in texts {
            let kind = if text.contains('@') { Kind::Email } else { Kind::Name };
            needles.add(kind, words::texts(text, false));
            if kind == Kind::Email {
                needles.hashes(&text.trim().to_lowercase());
            }
        }
        needles
    }

    /// Addresses and names that are in these lists, whoever they are.
    pub fn listed(forgotten: Vec<&'a Forgotten>) -> Needles<'a> {
        Needles { forgotten, ..Needles::default() }
    }

    fn add(&mut self, kind: Kind, words: Vec<String>) {
        if let Some(first) = words.first() {
            self.phrases.entry(first.clone()).or_default().push((kind, words));
        }
    }

    fn hashes(&mut self, email: &str) {
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        self.add(Kind::Email, vec![hex(&Md5::digest(email.as_bytes()))]);
        self.add(Kind::Email, vec![hex(&Sha256::digest(email.as_bytes()))]);
    }

    /// What is found in these bytes, by kind, with the first line that has it; 0 if it is not in the bytes as they are.
    pub fn find(&self, bytes: &[u8]) -> BTreeMap<Kind, u32> {
        let mut scan = Scan { needles: self, found: BTreeMap::new(), left: MOST };
        scan.bytes(bytes, 0);
        scan.found
    }
}

struct Scan<'a> {
    needles: &'a Needles<'a>,
    found: BTreeMap<Kind, u32>,
    /// How much may still be unpacked.
    left: u64,
}

impl Scan<'_> {
    fn bytes(&mut self, bytes: &[u8], depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if self.packed(bytes, depth) {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        self.text(&text, depth == 0);
        for wide in wide(bytes) {
            self.decoded(&wide, depth);
        }
        let escaped = unescaped(&text);
        if let Some(text) = &escaped {
            self.text(text, false);
            // What was escaped may have been escaped twice.
            if let Some(text) = unescaped(text) {
                self.text(&text, false);
            }
        }
        for run in runs(&text).chain(escaped.iter().flat_map(|text| runs(text))) {
            for skipped in 0..4.min(run.len()) {
                if let Some(bytes) = unbased(&run[skipped..]) {
                    self.bytes(&bytes, depth + 1);
                }
            }
        }
    }

    fn decoded(&mut self, text: &str, depth: usize) {
        self.text(text, false);
        if let Some(text) = unescaped(text) {
            self.text(&text, false);
        }
        for run in runs(text) {
            if let Some(bytes) = unbased(&run) {
                self.bytes(&bytes, depth + 1);
            }
        }
    }

    /// Unpacks what says that it is packed.
    fn packed(&mut self, bytes: &[u8], depth: usize) -> bool {
        let unpacked = if bytes.starts_with(b"\x1f\x8b\x08") {
            self.read(MultiGzDecoder::new(bytes))
        } else if bytes.starts_with(b"PK\x03\x04") {
            let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
            for index in 0..archive.len() {
                let Ok(file) = archive.by_index(index) else { continue };
                let name = String::from_utf8_lossy(file.name_raw()).into_owned();
                self.text(&name, false);
                let inner = self.read(file);
                self.bytes(&inner, depth + 1);
            }
            // What an archive says of itself, and what lies between its files.
            self.text(&String::from_utf8_lossy(bytes), false);
            return true;
        } else if matches!(bytes, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]) {
            self.read(ZlibDecoder::new(bytes))
        } else {
            return false;
        };
        let is_packed = !unpacked.is_empty();
        self.bytes(&unpacked, depth + 1);
        is_packed
    }

    fn read(&mut self, packed: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        let _ = packed.take(self.left).read_to_end(&mut bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        bytes
    }

    fn text(&mut self, text: &str, has_lines: bool) {
        // Markup may stand within a name, and a name within markup.
        let all = words::of(text, false);
        self.words(text, &all, has_lines);
        if text.contains('<') {
            self.words(text, &words::of(text, true), has_lines);
        }
    }

    fn words(&mut self, text: &str, words: &[words::Word], has_lines: bool) {
        for (at, word) in words.iter().enumerate() {
            let phrases = self.needles.phrases.get(&word.text).into_iter().flatten();
            let rest = &words[at..];
            let here = phrases.filter(|(_, phrase)| {
                rest.len() >= phrase.len() && rest.iter().zip(phrase).all(|(w, p)| w.text == *p)
            });
            let kinds: BTreeSet<Kind> = here.map(|(kind, _)| *kind).collect();
            for kind in kinds {
                self.add(kind, text, word.range.start, has_lines);
            }
            self.listed(text, rest, has_lines);
        }
    }

    /// Whether an address or a name begins here whose hash is in a list.
    fn listed(&mut self, text: &str, words: &[words::Word], has_lines: bool) {
        if self.needles.forgotten.is_empty() {
            return;
        }
        let start = words[0].range.start;
        for length in 1..=LONGEST_NAME.min(words.len()) {
            let name: Vec<&str> = words[..length].iter().map(|word| word.text.as_str()).collect();
            let name = name.join(" ");
            if self.needles.forgotten.iter().any(|list| list.has_name(&name)) {
                self.add(Kind::Name, text, start, has_lines);
            }
        }
        let is_local = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
        let before = text[..start].chars().next_back();
        if before.is_some_and(is_local) {
            return;
        }
        let rest = &text[start..];
        let local = rest.find(|c: char| !is_local(c)).unwrap_or(rest.len());
        if let Some(host) = rest[local..].strip_prefix('@') {
            let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
            let length = host.find(|c: char| !is_host(c)).unwrap_or(host.len());
            let email = rest[..local + 1 + length].trim_end_matches('.');
            if self.needles.forgotten.iter().any(|list| list.has_email(email)) {
                self.add(Kind::Email, text, start, has_lines);
            }
        }
    }

    fn add(&mut self, kind: Kind, text: &str, place: usize, has_lines: bool) {
        let line = if has_lines {
            let before = text.as_bytes()[..place].iter().filter(|byte| **byte == b'\n').count();
            u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
        } else {
            0
        };
        let known = self.found.entry(kind).or_insert(line);
        if *known == 0 {
            *known = line;
        }
    }
}

/// The texts that UTF-16 may hold, from either byte on.
fn wide(bytes: &[u8]) -> Vec<String> {
    if !bytes.contains(&0) {
        return Vec::new();
    }
    let read = |start: usize, order: fn([u8; 2]) -> u16| {
        let units = bytes[start.min(bytes.len())..].chunks_exact(2);
        let units = units.map(|pair| order([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(' ')).collect::<String>()
    };
    let read = [
        read(0, u16::from_le_bytes),
        read(1, u16::from_le_bytes),
        read(0, u16::from_be_bytes),
        read(1, u16::from_be_bytes),
    ];
    // What stands around it may be other bytes, two of which look like a letter of a far script.
    let latin = |text: &String| text.chars().map(|c| if c > '\u{24f}' { ' ' } else { c }).collect();
    let near: Vec<String> = read.iter().map(latin).collect();
    read.into_iter().chain(near).collect()
}

/// The text with everything decoded that some notation may have escaped; `None` if there is nothing.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains(['&', '%', '\\', '=']) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut result: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let hex = |at: usize, digits: usize| {
        let digits = bytes.get(at..at + digits)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut is_changed = false;
    while at < bytes.len() {
        let (length, read): (usize, Vec<u8>) = match bytes[at] {
            b'&' => {
                let end = bytes[at + 1..].iter().take(32).position(|byte| *byte == b';');
                let name = end.and_then(|end| text.get(at + 1..at + 1 + end));
                let mut decoded = String::new();
                match name.filter(|name| push_entity(name, &mut decoded).is_some()) {
                    Some(name) => (name.len() + 2, decoded.into_bytes()),
                    None => (0, Vec::new()),
                }
            }
            b'%' => hex(at + 1, 2).map_or((0, Vec::new()), |byte| (3, vec![byte as u8])),
            // A soft line end of quoted-printable joins what stands around it.
            b'=' if bytes[at + 1..].starts_with(b"\r\n") => (3, Vec::new()),
            b'=' if bytes.get(at + 1) == Some(&b'\n') => (2, Vec::new()),
            b'=' => hex(at + 1, 2).map_or((0, Vec::new()), |byte| (3, vec![byte as u8])),
            b'\\' if bytes.get(at + 1) == Some(&b'u') => match hex(at + 2, 4) {
                Some(unit) => {
                    let character = char::from_u32(unit).unwrap_or(' ');
                    (6, character.to_string().into_bytes())
                }
                None => (0, Vec::new()),
            },
            b'\\' if bytes.get(at + 1) == Some(&b'x') => {
                hex(at + 2, 2).map_or((0, Vec::new()), |byte| (4, vec![byte as u8]))
            }
            b'\\' => (2, vec![b' ']),
            _ => (0, Vec::new()),
        };
        if length == 0 {
            result.push(bytes[at]);
            at += 1;
        } else {
            result.extend(read);
            at += length;
            is_changed = true;
        }
    }
    is_changed.then(|| String::from_utf8_lossy(&result).into_owned())
}

/// Runs of signs that may be base64, their line ends left out.
fn runs(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let is_sign =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let mut runs: Vec<Vec<u8>> = Vec::new();
    let mut run: Vec<u8> = Vec::new();
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_break = matches!(byte, b'\r' | b'\n') && run.len() >= SHORTEST_RUN && {
            let next = bytes[at + 1..].iter().find(|byte| !matches!(byte, b'\r' | b'\n'));
            next.is_some_and(|next| is_sign(*next))
        };
        if is_sign(*byte) {
            run.push(*byte);
        } else if !is_break {
            if run.len() >= SHORTEST_RUN {
                runs.push(std::mem::take(&mut run));
            }
            run.clear();
        }
    }
    if run.len() >= SHORTEST_RUN {
        runs.push(run);
    }
    runs.into_iter()
}

/// What a run of base64 holds, if that is text or packed.
fn unbased(run: &[u8]) -> Option<Vec<u8>> {
    let value = |byte: u8| -> Option<u32> {
        Some(u32::from(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        }))
    };
    let mut bytes = Vec::with_capacity(run.len() / 4 * 3);
    for group in run.chunks(4) {
        let mut bits = 0;
        for byte in group {
            bits = bits << 6 | value(*byte)?;
        }
        let count = match group.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => break,
        };
        bits <<= 6 * (4 - group.len() as u32);
        bytes.extend_from_slice(&bits.to_be_bytes()[1..=count]);
    }
    let head = &bytes[..bytes.len().min(64)];
    let is_packed =
        head.starts_with(b"\x1f\x8b") || head.starts_with(b"PK") || head.starts_with(b"x");
    let shown =
        head.iter().filter(|byte| **byte >= b' ' || matches!(byte, b'\n' | b'\r' | b'\t' | 0));
    (is_packed || shown.count() * 10 >= head.len() * 9).then_some(bytes)
}

/// The bytes of a raw stream, as scripts of the search carry it.
pub fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::new();
    let _ = DeflateDecoder::new(bytes).take(MOST).read_to_end(&mut result);
    result
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn base64(bytes: &[u8]) -> String {
        const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for group in bytes.chunks(3) {
            let mut bits = 0_u32;
            for place in 0..3 {
                bits = bits << 8 | u32::from(*group.get(place).unwrap_or(&0));
            }
            for place in 0..=group.len() {
                text.push(char::from(SIGNS[(bits >> (18 - 6 * place) & 63) as usize]));
            }
        }
        text
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
        writer.finish().expect("memory").into_inner()
    }

    /// Every way in which a text may be written.
    fn hidden(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        let each = |write: &dyn Fn(u8) -> String| -> Vec<u8> {
            text.bytes().map(write).collect::<String>().into_bytes()
        };
        let wide =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let entities: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let json: String = text.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let soft = text
            .char_indices()
            .map(|(at, c)| if at == 5 { format!("=\r\n{c}") } else { c.to_string() });
        let coded = base64(format!("Naam: {text}, en meer.").as_bytes());
        let folded: Vec<String> = coded
            .as_bytes()
            .chunks(24)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        vec![
            ("raw", text.as_bytes().to_vec()),
            ("capitals", text.to_uppercase().into_bytes()),
            ("entities", entities.into_bytes()),
            ("percent", each(&|byte| format!("%{byte:02X}"))),
            ("quoted-printable", each(&|byte| format!("={byte:02X}"))),
            ("soft line end", soft.collect::<String>().into_bytes()),
            ("json", json.into_bytes()),
            ("base64", coded.clone().into_bytes()),
            ("base64 in lines", folded.join("\r\n").into_bytes()),
            ("base64 within", format!("ab{coded}").into_bytes()),
            ("utf-16", wide(u16::to_le_bytes)),
            ("utf-16 from the other end", wide(u16::to_be_bytes)),
            ("gzip", gzip(text.as_bytes())),
            ("gzip in base64", base64(&gzip(text.as_bytes())).into_bytes()),
            ("zip", zip("a.txt", text.as_bytes())),
            ("name in a zip", zip(&format!("{text}.txt"), b"x")),
            ("zip in a zip", zip("b.zip", &zip("a.txt", text.as_bytes()))),
            ("markup", text.replacen(' ', "</b>\u{a0}<i>", 1).into_bytes()),
        ]
    }

    #[test]
    fn every_one_of_a_thousand_canaries_is_found_and_nothing_else() {
        let places: [(&[u8], &[u8]); 4] = [
            (b"", b""),
            (b"<p>Een zin met \"", b"\" erin.</p>\n"),
            (b"a;b;\"", b"\";c\r\n"),
            (b"{\"x\": \"", b"\"}"),
        ];
        let mut planted = 0;
        for number in 0..16 {
            let name = format!("Zanna{number} van Wijk{number}");
            let needles = Needles::typed(std::slice::from_ref(&name));
            let other = Needles::typed(&[format!("Zanna{number} van Dijk{number}")]);
            for (way, written) in hidden(&name) {
                for (before, after) in places {
                    // What is packed begins a file.
                    let is_packed = written.starts_with(b"PK") || written.starts_with(b"\x1f\x8b");
                    if is_packed && !before.is_empty() {
                        continue;
                    }
                    let bytes = [before, &written, after].concat();
                    planted += 1;
                    assert_eq!(needles.find(&bytes).len(), 1, "{way} of {name} in {before:?}");
                    assert_eq!(other.find(&bytes).len(), 0, "{way}");
                }
            }
        }
        assert!(planted >= 900, "{planted}");
    }

    #[test]
    fn addresses_are_found_by_what_picture_services_make_of_them() {
        let needles = Needles::typed(&["Jan@Oud.example".to_owned()]);
        for (text, is_found) in [
            ("mail JAN@oud.example.", true),
            (
                "https://x/avatar/84059b07d4be67b806386c0aad8070a23f18836bbaae342275dc0a83414c32ee?s=64",
                false,
            ),
            ("mail jan@nieuw.example", false),
        ] {
            assert_eq!(!needles.find(text.as_bytes()).is_empty(), is_found, "{text}");
        }
        let hash: String =
            Md5::digest(b"jan@oud.example").iter().map(|b| format!("{b:02x}")).collect();
        let found = needles.find(format!("x\n/avatar/{hash}.png").as_bytes());
        assert_eq!(found, BTreeMap::from([(Kind::Email, 2)]));
    }
}
