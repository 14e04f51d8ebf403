//! The files of Office: archives of XML. `word` reads DOCX, `slides` PPTX and `workbook` XLSX.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Damage, Reading, TEXT, UNPACKED, slides, squeezed, word, workbook};
use crate::diagnostic::Problem;
use crate::html::tokens::decode;

/// An archive, and what may still come out of it: parts may share their bytes.
pub(super) struct Archive<'a> {
    files: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: usize,
    /// How much of what it says is still kept.
    pub(super) text: usize,
}

/// How an Office file begins that has a password: it is no archive then, but holds one.
const LOCKED: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

pub(super) fn read(extension: &str, bytes: &[u8]) -> Reading {
    if bytes.starts_with(LOCKED) {
        let problem = Some(Problem::DocumentEncrypted);
        return Reading { extent: None, texts: Vec::new(), problem };
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(files) => Archive { files, unpacked: UNPACKED, text: TEXT },
        // What an archive holds is told at its end.
        Err(_) if bytes.starts_with(b"PK") => return Reading::damaged(Damage::Cut),
        Err(_) => return Reading::damaged(Damage::Foreign),
    };
    let read = match extension {
        "docx" => word::read(&mut archive),
        "xlsx" => workbook::read(&mut archive),
        _ => slides::read(&mut archive),
    };
    read.unwrap_or_else(Reading::damaged)
}

impl Archive<'_> {
    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.index_for_name(name).is_some()
    }

    /// The parts whose names begin so and end in a number, by that number.
    pub(super) fn numbered(&self, start: &str) -> Vec<String> {
        let number =
            |name: &str| name.strip_prefix(start)?.strip_suffix(".xml")?.parse::<u32>().ok();
        let names = self.files.file_names().filter_map(Result::ok);
        let mut names: Vec<(u32, String)> =
            names.filter_map(|name| Some((number(&name)?, name.into_owned()))).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).take(5_000).collect()
    }

    /// A part as text, unless the parts unpack to more than anybody writes.
    pub(super) fn part(&mut self, name: &str) -> Result<String, Damage> {
        if !self.has(name) {
            return Err(Damage::Foreign);
        }
        let file = self.files.by_name(name).map_err(|_| Damage::Broken)?;
        let mut bytes = Vec::new();
        let limit = self.unpacked as u64 + 1;
        file.take(limit).read_to_end(&mut bytes).map_err(|_| Damage::Broken)?;
        self.unpacked = self.unpacked.checked_sub(bytes.len()).ok_or(Damage::TooLarge)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The text within elements of these names; elements of the others part words.
pub(super) fn words(xml: &str, within: &[&str], apart: &[&str]) -> Result<String, Damage> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| Damage::Broken)? {
            Event::Start(tag) => depth += usize::from(is(tag.local_name().as_ref(), within)),
            Event::End(tag) => {
                let name = tag.local_name();
                depth = depth.saturating_sub(usize::from(is(name.as_ref(), within)));
                if is(name.as_ref(), apart) {
                    text.push(' ');
                }
            }
            Event::Empty(tag) if is(tag.local_name().as_ref(), apart) => text.push(' '),
            Event::Text(piece) if depth > 0 => {
                text.push_str(piece.as_ref());
            }
            Event::GeneralRef(name) if depth > 0 => {
                text.push_str(&decode(&format!("&{};", name.as_ref() as &str)));
            }
            Event::Eof => break,
            _ => {}
        }
        // Twice, for blanks are squeezed.
        if text.len() > 2 * TEXT {
            break;
        }
    }
    Ok(squeezed(&text))
}

fn is(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

/// The text of the first element of this name.
pub(super) fn element(xml: &str, name: &str) -> Option<String> {
    words(xml, &[name], &[]).ok().filter(|text| !text.is_empty())
}
