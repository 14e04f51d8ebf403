//! Why a file is of no format: what each of them missed in it.

use crate::diagnostic::Problem;

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
