//! Looks for what is left of a person in bytes of any kind: as they are, and decoded from entities, percent signs, escapes of JSON,
//! quoted-printable, base64 and UTF-16, and from what is packed.
//!
//! `needles` is what is looked for, of which `sieve` quickly tells what it is not; `pieces` cuts up what is long, `table` holds its words, `glued`
//! finds what stands against other words, as in a database, and `listed` who is known by hashes alone.

mod glued;
mod listed;
mod needles;
mod pieces;
mod sha1;
mod sieve;
mod table;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::iter;

use encoding_rs::WINDOWS_1252;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use zip::ZipArchive;

use super::decode::{repaired, runs, unbased, unescaped, unfolded, wide};
use super::traces::Kind;
use crate::comment::archive;
use crate::comment::mail::headers;
pub use listed::{Listed, Met};
pub use needles::Needles;
use pieces::{pieces, pieces_of_text};
pub use sieve::Scripts;
use table::{Reading, Table};

/// How often something packed or encoded is opened within another.
const DEEPEST: usize = 4;
/// How much is unpacked and decoded of one file, in all.
const MOST: u64 = 1 << 30;
/// How much is unpacked of one member of an archive.
const MEMBER: u64 = 64 << 20;
/// What is unpacked may be so many times larger, once it is larger than [`SMALL`].
const TIMES: u64 = 200;
const SMALL: u64 = 1 << 20;

impl Needles<'_> {
    /// What is found in these bytes, by kind, with the first line that has it; 0 if it is not in the bytes as they are.
    pub fn find(&self, bytes: &[u8]) -> BTreeMap<Kind, u32> {
        self.search(bytes).kinds
    }

    /// The same, with the files in an archive that have it, and whether all of it was looked through.
    pub fn search(&self, bytes: &[u8]) -> Looked {
        self.search_after(bytes, &mut Met::default())
    }

    /// The same, after other files.
    pub fn search_after(&self, bytes: &[u8], met: &mut Met) -> Looked {
        let mut scan = Scan {
            needles: self,
            met,
            looked: Looked { is_whole: true, ..Looked::default() },
            left: MOST,
            is_binary: false,
            member: String::new(),
        };
        scan.bytes(bytes, 0);
        scan.looked
    }
}

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Looked {
    /// By kind, with the first line that has it; 0 if it is not in the bytes as they are.
    pub kinds: BTreeMap<Kind, u32>,
    /// The files in it that have something, if it is an archive; a name that tells who it is is left out.
    pub members: BTreeSet<String>,
    /// Whether nothing was left out: what is packed too tightly, too large, or damaged.
    pub is_whole: bool,
}

struct Scan<'a> {
    needles: &'a Needles<'a>,
    met: &'a mut Met,
    looked: Looked,
    /// How much may still be unpacked.
    left: u64,
    /// Whether what is looked at is no text, so that words stand against each other.
    is_binary: bool,
    /// The file in an archive that is looked at.
    member: String,
}

/// Whether bytes are text of two bytes a letter: then every second of them is nought, which makes it no database.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

impl Scan<'_> {
    fn bytes(&mut self, bytes: &[u8], depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let is_binary = bytes.contains(&0) && !is_wide(bytes);
        let was_binary = std::mem::replace(&mut self.is_binary, is_binary);
        self.content(bytes, depth);
        self.is_binary = was_binary;
    }

    fn content(&mut self, bytes: &[u8], depth: usize) {
        if is_opaque(bytes) {
            self.is_binary = false;
            for (_, piece) in pieces(bytes) {
                self.text(&String::from_utf8_lossy(piece), false);
            }
            return;
        }
        if self.packed(bytes, depth) {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        self.text(&text, depth == 0);
        if matches!(text, Cow::Owned(_)) {
            self.text(&WINDOWS_1252.decode_without_bom_handling(bytes).0, depth == 0);
        }
        self.wide(bytes, depth);
        unfolded(&text).iter().for_each(|text| self.text(text, false));
        repaired(&text).iter().for_each(|text| self.text(text, false));
        // A name in a header may begin in one encoded word and end in the next.
        if text.contains("=?") {
            self.text(&headers::read(&text), false);
        }
        let escaped = unescaped(&text);
        for text in &escaped {
            self.text(text, false);
            unfolded(text).iter().for_each(|text| self.text(text, false));
            repaired(text).iter().for_each(|text| self.text(text, false));
            // What was escaped may have been escaped twice.
            for text in unescaped(text) {
                self.text(&text, false);
            }
        }
        for text in iter::once(&*text).chain(escaped.first().map(String::as_str)) {
            runs(text, |run| {
                for skipped in 0..4.min(run.len()) {
                    self.based(&run[skipped..], depth);
                }
            });
        }
    }

    /// Looks into what may be UTF-16.
    fn wide(&mut self, bytes: &[u8], depth: usize) {
        // What stands around it may be other bytes, two of which look like a letter of a far script.
        let needles = self.needles;
        wide(bytes, |letter| needles.scripts.may_have(letter), |text| self.decoded(text, depth));
        if needles.listed.is_some() {
            wide(bytes, |_| true, |text| self.decoded(text, depth));
        }
    }

    fn decoded(&mut self, text: &str, depth: usize) {
        self.text(text, false);
        for text in unescaped(text) {
            self.text(&text, false);
        }
        runs(text, |run| self.based(run, depth));
    }

    /// Looks into what may be base64.
    fn based(&mut self, run: &[u8], depth: usize) {
        if depth >= DEEPEST {
            return;
        }
        let Some(bytes) = unbased(run) else { return };
        let length = bytes.len() as u64;
        if length > self.left {
            self.looked.is_whole = false;
            return;
        }
        self.left -= length;
        self.bytes(&bytes, depth + 1);
    }

    /// Unpacks what says that it is packed.
    fn packed(&mut self, bytes: &[u8], depth: usize) -> bool {
        let unpacked = if bytes.starts_with(b"\x1f\x8b\x08") {
            let decoder = MultiGzDecoder::new(bytes);
            // What it was called, and what was noted of it.
            let header = decoder.header().cloned();
            let said = header.iter().flat_map(|header| [header.filename(), header.comment()]);
            let said: Vec<&[u8]> = said.flatten().collect();
            said.into_iter().for_each(|said| self.text(&String::from_utf8_lossy(said), false));
            let unpacked = self.read(decoder, bytes.len());
            self.looked.is_whole &= !unpacked.is_empty();
            unpacked
        } else if bytes.starts_with(b"PK\x03\x04") {
            let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
            // Of two files of one name nobody sees the first.
            self.looked.is_whole &= archive::double(bytes, &archive).is_none();
            for index in 0..archive.len() {
                let Ok(file) = archive.by_index(index) else {
                    self.looked.is_whole = false;
                    continue;
                };
                let name = String::from_utf8_lossy(file.name_raw()).into_owned();
                let size = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
                let inner = self.read(file, size);
                self.member(&name, &inner, depth);
            }
            // What an archive says of itself, and what lies between its files.
            self.text(&String::from_utf8_lossy(bytes), false);
            return true;
        } else if matches!(bytes, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]) {
            let was_whole = self.looked.is_whole;
            let unpacked = self.read(ZlibDecoder::new(bytes), bytes.len());
            // Any text may begin so.
            self.looked.is_whole |= was_whole && unpacked.is_empty();
            unpacked
        } else {
            return false;
        };
        let is_packed = !unpacked.is_empty();
        self.bytes(&unpacked, depth + 1);
        is_packed
    }

    /// Looks through a file in an archive, and at its name.
    fn member(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let before = std::mem::take(&mut self.looked.kinds);
        self.text(name, false);
        let is_named = !self.looked.kinds.is_empty();
        let around = self.member.clone();
        if !is_named {
            let sign = if around.is_empty() { "" } else { "/" };
            self.member = format!("{around}{sign}{name}");
        }
        self.bytes(bytes, depth + 1);
        if !self.looked.kinds.is_empty() && !self.member.is_empty() {
            // That of an archive in it says more.
            let inner = format!("{}/", self.member);
            let is_told = self.looked.members.iter().any(|told| told.starts_with(&inner));
            if !is_told {
                self.looked.members.insert(self.member.clone());
            }
        }
        self.member = around;
        for (kind, line) in before {
            self.looked.kinds.insert(kind, line);
        }
    }

    /// Unpacks no more than what `size` bytes may reasonably hold.
    fn read(&mut self, packed: impl Read, size: usize) -> Vec<u8> {
        let most = SMALL.max((size as u64).saturating_mul(TIMES)).min(MEMBER).min(self.left);
        let mut bytes = Vec::new();
        let read = packed.take(most + 1).read_to_end(&mut bytes);
        let is_more = bytes.len() as u64 > most;
        self.looked.is_whole &= read.is_ok() && !is_more;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        bytes
    }

    fn text(&mut self, text: &str, has_lines: bool) {
        let (mut from, mut line) = (0, 1);
        for (start, piece) in pieces_of_text(text) {
            if has_lines {
                line += lines(&text.as_bytes()[from..start]);
                from = start;
            }
            let line = if has_lines { line } else { 0 };
            // Markup may stand within a name, and a name within markup.
            let words = Table::of(piece, false, self.reading());
            self.words(piece, &words, line);
            self.glued(piece, &words, line);
            if piece.contains('<') {
                self.words(piece, &Table::of(piece, true, self.reading()), line);
            }
        }
    }

    /// Those in the lists were hashed as they are written, with their accents.
    fn reading(&self) -> Reading {
        let keeps_accents = self.needles.listed.is_some();
        Reading { keeps_accents, is_numbered: !self.needles.own.is_empty() }
    }

    /// The words of a text that begins on this line; 0 if it has none.
    fn words(&mut self, text: &str, words: &Table, line: u32) {
        for at in 0..words.len() {
            let phrases = self.needles.phrases_from(words.word(at));
            let here = phrases.iter().filter(|(_, phrase)| {
                let rest = words.from(at);
                rest.len() >= phrase.len() && rest.zip(phrase).all(|(word, own)| word == own)
            });
            let kinds: BTreeSet<Kind> = here.map(|(kind, _)| *kind).collect();
            for kind in kinds {
                self.add(kind, text, words.place(at).start, line);
            }
            self.listed(text, (words, at), line);
        }
        if let Some(at) = words.passage(|number| self.needles.own.contains(&number)) {
            self.add(Kind::OwnWords, text, words.place(at).start, line);
        }
    }

    /// The first line counts: lines are counted for no other.
    fn add(&mut self, kind: Kind, text: &str, place: usize, line: u32) {
        let known = self.looked.kinds.entry(kind).or_insert(0);
        if *known == 0 && line > 0 {
            *known = line.saturating_add(lines(&text.as_bytes()[..place]));
        }
    }
}

fn lines(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(count).unwrap_or(u32::MAX >> 1)
}

/// Whether these bytes are a film, a picture, a sound, a font or a PDF file, which are looked through as they are.
fn is_opaque(bytes: &[u8]) -> bool {
    let heads: [&[u8]; 11] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"%PDF",
        b"\x1aE\xdf\xa3",
        b"OggS",
        b"ID3",
        b"fLaC",
        b"wOF2",
        b"wOFF",
    ];
    heads.iter().any(|head| bytes.starts_with(head)) || bytes.get(4..8) == Some(b"ftyp")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use md5::{Digest, Md5};

    use super::pieces::PIECE;
    use super::*;

    fn base64(bytes: &[u8]) -> String {
        crate::encoded::base64(bytes).trim_end_matches('=').to_owned()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
        writer.finish().expect("memory").into_inner()
    }

    fn percents(bytes: &[u8]) -> Vec<u8> {
        bytes.iter().map(|byte| format!("%{byte:02X}")).collect::<String>().into_bytes()
    }

    /// Every way in which a text may be written.
    fn hidden(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        let each = |write: &dyn Fn(u8) -> String| -> Vec<u8> {
            text.bytes().map(write).collect::<String>().into_bytes()
        };
        let wide =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let entities: String = text.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        let open = entities.replace(';', "");
        let json: String = text.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let soft = text
            .char_indices()
            .map(|(at, c)| if at == 5 { format!("=\r\n{c}") } else { c.to_string() });
        let broken = |sign: &str| {
            text.char_indices()
                .map(|(at, c)| if at == 5 { format!("{sign}{c}") } else { c.to_string() })
                .collect::<String>()
        };
        let coded = base64(format!("Naam: {text}, en meer.").as_bytes());
        let folded: Vec<String> = coded
            .as_bytes()
            .chunks(24)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        vec![
            ("raw", text.as_bytes().to_vec()),
            ("windows-1252", WINDOWS_1252.encode(text).0.into_owned()),
            ("windows-1252 in percent signs", percents(&WINDOWS_1252.encode(text).0)),
            ("capitals", text.to_uppercase().into_bytes()),
            ("entities", entities.into_bytes()),
            ("entities that are not closed", open.into_bytes()),
            ("a calendar", format!("BEGIN:VCALENDAR\r\nSUMMARY:{}", broken("\r\n ")).into_bytes()),
            ("a mail", format!("format=flowed; DelSp=yes\r\n\r\n{}", broken(" \r\n")).into_bytes()),
            ("a note within", broken("<!-- [if > mso] -->").into_bytes()),
            ("Word", broken("</st1:x><o:p>").into_bytes()),
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

    /// And by two programs, one after the other.
    fn hidden_twice(text: &str) -> Vec<(&'static str, Vec<u8>)> {
        let json: String = text.chars().map(|c| format!("\\\\u{:04x}", u32::from(c))).collect();
        let each = |write: &dyn Fn(u8) -> String| -> Vec<u8> {
            text.bytes().map(write).collect::<String>().into_bytes()
        };
        vec![
            ("json in json", json.into_bytes()),
            (
                "garbled",
                WINDOWS_1252
                    .decode_without_bom_handling(text.as_bytes())
                    .0
                    .into_owned()
                    .into_bytes(),
            ),
            (
                "two encoded words",
                each(&|byte| format!("={byte:02X}"))
                    .chunks(18)
                    .map(|word| format!("=?utf-8?Q?{}?=", String::from_utf8_lossy(word)))
                    .collect::<Vec<_>>()
                    .join("\r\n ")
                    .into_bytes(),
            ),
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
            let name = format!("Zannés{number} van Wijk{number}");
            let needles = Needles::typed(std::slice::from_ref(&name));
            let other = Needles::typed(&[format!("Zannés{number} van Dijk{number}")]);
            for (way, written) in hidden(&name).into_iter().chain(hidden_twice(&name)) {
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
    fn an_archive_says_in_which_of_its_files_something_is_left() {
        let name = "Zanna van Wijk".to_owned();
        let needles = Needles::typed(std::slice::from_ref(&name));
        let inner = zip("b.csv", name.as_bytes());
        for (bytes, members) in [
            (zip("a.csv", name.as_bytes()), &["a.csv"][..]),
            (zip("a.zip", &inner), &["a.zip/b.csv"]),
            (zip("a.csv", b"x"), &[]),
            (zip("Zanna van Wijk.csv", name.as_bytes()), &[]),
        ] {
            let looked = needles.search(&bytes);
            assert_eq!(looked.members.iter().map(String::as_str).collect::<Vec<_>>(), members);
        }
        for builder in [
            flate2::GzBuilder::new().filename(name.as_str()),
            flate2::GzBuilder::new().comment(name.as_str()),
        ] {
            let mut encoder = builder.write(Vec::new(), flate2::Compression::fast());
            encoder.write_all(b"x").expect("memory");
            assert_eq!(needles.find(&encoder.finish().expect("memory")).len(), 1);
        }
    }

    #[test]
    fn what_is_packed_too_tightly_is_told_and_pictures_are_read_as_they_are() {
        let name = "Zanna van Wijk".to_owned();
        let needles = Needles::typed(std::slice::from_ref(&name));
        let bomb = vec![b' '; 8 << 20];
        let tail = [bomb.as_slice(), name.as_bytes()].concat();
        for packed in [gzip(&bomb), zip("a.txt", &bomb), zip("a.gz", &gzip(&bomb)), gzip(&tail)] {
            let looked = needles.search(&packed);
            assert_eq!((looked.kinds.len(), looked.is_whole), (0, false));
        }
        let broken = gzip(name.repeat(99).as_bytes());
        assert!(!needles.search(&broken[..broken.len() - 9]).is_whole);
        assert!(needles.search(&gzip(b"x")).is_whole && needles.search(b"x^y en meer").is_whole);
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, is_found) in [(name.as_bytes(), true), (&wide, false)] {
            let looked = needles.search(&[b"\x89PNG\r\n", bytes].concat());
            assert_eq!((!looked.kinds.is_empty(), looked.is_whole), (is_found, true));
        }
    }

    #[test]
    fn large_texts_take_no_more_than_their_length_in_time() {
        let start = std::time::Instant::now();
        let needles = Needles::typed(&["Zanna van Wijk".to_owned()]);
        let many = "x\nZanna van Wijk\n".repeat(50_000);
        assert_eq!(needles.find(many.as_bytes()), BTreeMap::from([(Kind::Name, 2)]));
        assert_eq!(needles.find("<a".repeat(1 << 18).as_bytes()), BTreeMap::new());
        assert_eq!(needles.find("\n".repeat(1 << 18).as_bytes()), BTreeMap::new());
        let far = format!("{}\nJoZanna van Wijk Zanna van Wijk", "woord\n".repeat(300_000));
        assert_eq!(needles.find(far.as_bytes()), BTreeMap::from([(Kind::Name, 300_002)]));
        for before in [PIECE - 20, PIECE - 6, PIECE] {
            let text = format!("{} Zanna van Wijkers", "a".repeat(before));
            assert_eq!(needles.find(text.as_bytes()), BTreeMap::new(), "{before}");
            let text = format!("{} Zanna van Wijk", "a".repeat(before));
            assert_eq!(needles.find(text.as_bytes()).len(), 1, "{before}");
        }
        assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
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
            ("mail jan+blog@oud.example", true),
            ("mail jan.bos+x@oud.example", false),
        ] {
            assert_eq!(!needles.find(text.as_bytes()).is_empty(), is_found, "{text}");
        }
        let hash: String =
            Md5::digest(b"jan@oud.example").iter().map(|b| format!("{b:02x}")).collect();
        let found = needles.find(format!("x\n/avatar/{hash}.png").as_bytes());
        assert_eq!(found, BTreeMap::from([(Kind::Email, 2)]));
    }
}
