//! Why a file is of no format: what each of them missed in it.

use super::xml;
use crate::diagnostic::{Foreign, Problem};

/// What a file lacks to be of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// It does not begin with this.
    Start(&'static str),
    /// It has no such part: an element, a key, a file in an archive.
    Part(&'static str),
    /// It has no column of this name, or of one that means the same.
    Column(&'static str),
}

impl Lack {
    /// A file that shows what it must is of the format; any other lacks this.
    pub(super) fn unless(self, shown: bool) -> Result<(), Lack> {
        if shown { Ok(()) } else { Err(self) }
    }
}

/// That nothing recognises a file: what it lacks, each with the titles of the formats that looked for it.
pub(super) fn unknown(mut said: Vec<(&'static str, Lack)>) -> Problem {
    // The sort keeps the formats in their order.
    said.sort_by_key(|(_, lack)| *lack);
    let [mut starts, mut parts, mut columns] = [const { Vec::new() }; 3];
    for group in said.chunk_by(|a, b| a.1 == b.1) {
        let titles: Vec<&str> = group.iter().map(|(title, _)| *title).collect();
        let (list, sign) = match group[0].1 {
            Lack::Start(sign) => (&mut starts, sign),
            Lack::Part(sign) => (&mut parts, sign),
            Lack::Column(sign) => (&mut columns, sign),
        };
        list.push(format!("`{sign}` ({})", titles.join(", ")));
    }
    Problem::UnknownExport { starts, parts, columns }
}

/// How files begin that Office wrote before there was XLSX, that it writes to protect one with a password, and messages of Outlook.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How the whole mail of Outlook begins.
const MAIL: &[u8] = b"!BDN";

/// That a file is one of Excel or Outlook, and of which kind it had better be. Source: MS-CFB, MS-OFFCRYPTO, MS-OXMSG, MS-PST.
pub(super) fn sealed(bytes: &[u8]) -> Option<Problem> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    match bytes.starts_with(COMPOUND) {
        // A workbook may be attached to a message.
        true if has("__substg1.0_") => Some(Problem::OutlookMail { ending: ".msg".to_owned() }),
        true if has("EncryptedPackage") => Some(Problem::ExcelProtected),
        true if has("Workbook") || has("Book") => Some(Problem::ExcelOld),
        false if bytes.starts_with(MAIL) => {
            Some(Problem::OutlookMail { ending: ".pst".to_owned() })
        }
        _ => None,
    }
}

/// What a file is that is nothing of ours: readers of comments need not say what each of them misses in it.
pub(super) fn foreign(bytes: &[u8]) -> Option<Foreign> {
    const PICTURES: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    if bytes.trim_ascii().is_empty() {
        return Some(Foreign::Empty);
    }
    if bytes.starts_with(b"%PDF") {
        return Some(Foreign::Pdf);
    }
    if PICTURES.iter().any(|start| bytes.starts_with(start)) {
        return Some(Foreign::Picture);
    }
    if is_web_archive(bytes) {
        return Some(Foreign::WebArchive);
    }
    if is_feed(bytes) {
        return Some(Foreign::Feed);
    }
    packed(bytes)
}

/// Whether this is a page of the web that a browser saved in one file, with all that it shows: MHTML, which looks like an e-mail, or
/// what Safari writes.
pub(super) fn is_web_archive(bytes: &[u8]) -> bool {
    const HEAD: usize = 4 << 10;
    const SIGNS: [&[u8]; 3] =
        [b"<saved by blink>", b"saved by windows internet explorer", b"saved by mozilla"];
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let blank = [&b"\n\n"[..], b"\n\r\n"]
        .into_iter()
        .filter_map(|blank| memchr::memmem::find(&head, blank));
    let headers = &head[..blank.min().unwrap_or(head.len())];
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let says = |sign: &[u8]| memchr::memmem::find(first, sign).is_some();
    first.starts_with(b"from:") && SIGNS.iter().any(|sign| says(sign))
        || memchr::memmem::find(headers, b"\nsnapshot-content-location:").is_some()
        || head.starts_with(b"bplist") && memchr::memmem::find(&head, b"webmainresource").is_some()
}

/// Whether this is a feed in RSS, of which an export of WordPress is one kind.
fn is_feed(bytes: &[u8]) -> bool {
    const HEAD: usize = 4 << 10;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    xml::begins_with(head.trim_start_matches('\u{feff}'), "rss")
        && !head.contains("wordpress.org/export")
}

/// A document that is packed as a zip: its first file says so. Source: ECMA-376 part 2, `OpenDocument` 1.3 part 2.
pub(super) fn packed(bytes: &[u8]) -> Option<Foreign> {
    const NAME: usize = 30;
    let first = bytes.strip_prefix(b"PK\x03\x04").and(bytes.get(NAME..))?;
    if first.starts_with(b"mimetypeapplication/vnd.oasis.opendocument") {
        return Some(Foreign::OpenDocument);
    }
    let starts: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/"];
    let is_office = starts.iter().any(|start| first.starts_with(start));
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    match is_office {
        true if has(b"word/document.xml") => Some(Foreign::Word),
        true if has(b"ppt/presentation.xml") => Some(Foreign::Slides),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_office_that_are_not_read_are_told_as_that() {
        let file = |name: &str| {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            COMPOUND.iter().copied().chain([0; 504]).chain(name).collect::<Vec<u8>>()
        };
        assert_eq!(sealed(&file("EncryptedPackage")), Some(Problem::ExcelProtected));
        assert_eq!(sealed(&file("Workbook")), Some(Problem::ExcelOld));
        assert_eq!(sealed(&file("WordDocument")), None);
        assert_eq!(sealed(b"Workbook"), None);
        let outlook = |ending: &str| Some(Problem::OutlookMail { ending: ending.to_owned() });
        assert_eq!(sealed(&file("__substg1.0_0037001F")), outlook(".msg"));
        let attached = [file("__substg1.0_0037001F"), file("Workbook")].concat();
        assert_eq!(sealed(&attached), outlook(".msg"));
        assert_eq!(sealed(b"!BDN\x00"), outlook(".pst"));
    }

    #[test]
    fn what_is_nothing_of_ours_is_told_as_what_it_is() {
        let zip = |first: &str, more: &str| format!("PK\x03\x04{}{first}{more}", "\0".repeat(26));
        for (bytes, kind) in [
            (" \r\n".to_owned(), Some(Foreign::Empty)),
            ("%PDF-1.7".to_owned(), Some(Foreign::Pdf)),
            ("GIF89a".to_owned(), Some(Foreign::Picture)),
            ("From: <Saved by Blink>\r\nSubject: x\r\n".to_owned(), Some(Foreign::WebArchive)),
            (
                "From: \"Saved by Windows Internet Explorer 8\"\n".to_owned(),
                Some(Foreign::WebArchive),
            ),
            ("bplist00\u{1}_WebMainResource".to_owned(), Some(Foreign::WebArchive)),
            ("From: Jan <jan@x.example>\nSubject: saved by blink\n".to_owned(), None),
            ("From: Jan\nDate: x\n\nSnapshot-Content-Location: /x\n".to_owned(), None),
            ("From: x\nSnapshot-Content-Location: /x\n\n".to_owned(), Some(Foreign::WebArchive)),
            (zip("[Content_Types].xml", "…word/document.xml"), Some(Foreign::Word)),
            (zip("_rels/.rels", "…ppt/presentation.xml"), Some(Foreign::Slides)),
            (
                zip("mimetype", "application/vnd.oasis.opendocument.text"),
                Some(Foreign::OpenDocument),
            ),
            // A document that lies in an archive.
            (zip("blog.xml", "…word/document.xml"), None),
            (zip("[Content_Types].xml", "…xl/workbook.xml"), None),
            ("naam;reactie".to_owned(), None),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">".to_owned(), Some(Foreign::Feed)),
            ("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">".to_owned(), None),
            ("<rssa>".to_owned(), None),
        ] {
            assert_eq!(foreign(bytes.as_bytes()), kind, "{bytes}");
        }
    }

    #[test]
    fn formats_that_miss_the_same_are_named_together() {
        let said = vec![
            ("WordPress", Lack::Part("<rss>")),
            ("Commento", Lack::Start("{")),
            ("CSV", Lack::Column("reactie")),
            ("Comentario", Lack::Start("{")),
        ];
        let list = |text: &str| vec![text.to_owned()];
        let expected = Problem::UnknownExport {
            starts: list("`{` (Commento, Comentario)"),
            parts: list("`<rss>` (WordPress)"),
            columns: list("`reactie` (CSV)"),
        };
        assert_eq!(unknown(said), expected);
    }
}
