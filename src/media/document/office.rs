//! The files of Office: archives of XML. DOCX is read here; `slides` has PPTX, and `workbook` XLSX.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Damage, Reading, TEXT, UNPACKED, Unit, slides, squeezed, workbook};
use crate::diagnostic::Problem;
use crate::html::tokens::decode;

/// An archive, and what may still come out of it: parts may share their bytes.
pub(super) struct Archive<'a> {
    files: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: usize,
    /// How much of what it says is still kept.
    pub(super) text: usize,
}

/// So many pages of a text are told apart.
const PAGES: usize = 2_000;

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
        "docx" => text(&mut archive),
        "xlsx" => workbook::read(&mut archive),
        _ => slides::read(&mut archive),
    };
    read.unwrap_or_else(Reading::damaged)
}

fn text(archive: &mut Archive<'_>) -> Result<Reading, Damage> {
    let xml = archive.part("word/document.xml")?;
    let mut texts = Vec::new();
    for page in pages(&xml)? {
        let text = words_of_page(page)?;
        archive.text = archive.text.saturating_sub(text.len());
        texts.push(text);
    }
    let told = archive.part("docProps/app.xml").ok().and_then(|xml| element(&xml, "Pages"));
    let pages = told.and_then(|pages| pages.trim().parse().ok()).filter(|pages: &u32| *pages > 0);
    // Some programs write the number of their model.
    let found = u32::try_from(texts.len()).ok().filter(|found| *found > 1);
    let pages = found.into_iter().chain(pages).max();
    Ok(Reading { extent: pages.map(|pages| (Unit::Pages, pages)), texts, problem: None })
}

/// A text cut where its pages end: where Word put them when it last showed it, which it writes down, or else where the writer
/// wanted a page to begin.
fn pages(xml: &str) -> Result<Vec<&str>, Damage> {
    let mut shown = Vec::new();
    let mut wanted = Vec::new();
    let mut reader = Reader::from_str(xml);
    // Whether a section ends in this paragraph, and goes on on a page of its own.
    let mut section = false;
    let mut began = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
        let event = reader.read_event().map_err(|_| Damage::Broken)?;
        let (tag, is_open) = match event {
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(tag) => {
                if tag.local_name().as_ref() == "p" && std::mem::take(&mut section) {
                    wanted.push(at);
                }
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let value = |name: &str| {
            let attributes = tag.attributes().filter_map(Result::ok);
            let mut named = attributes.filter(|it| it.key.local_name().as_ref() == name);
            named.next().map(|it| it.value.into_owned())
        };
        match tag.local_name().as_ref() {
            "lastRenderedPageBreak" => shown.push(at),
            "br" if value("type").as_deref() == Some("page") => wanted.push(at),
            "p" if is_open => began = at,
            "pageBreakBefore"
                if !matches!(value("val").as_deref(), Some("0" | "false" | "off")) =>
            {
                wanted.push(began);
            }
            "sectPr" => section = true,
            "type" if value("val").as_deref() == Some("continuous") => section = false,
            _ => {}
        }
        if shown.len().max(wanted.len()) >= PAGES {
            break;
        }
    }
    let mut ends = if shown.is_empty() { wanted } else { shown };
    ends.push(xml.len());
    ends.dedup();
    let mut from = 0;
    let mut pages = Vec::with_capacity(ends.len());
    for end in ends {
        pages.extend(xml.get(from..end).filter(|_| end > from));
        from = end.max(from);
    }
    Ok(pages)
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
    said(Reader::from_str(xml), within, apart)
}

/// The same of a part of a text, which ends what began before it.
fn words_of_page(xml: &str) -> Result<String, Damage> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().check_end_names = false;
    said(reader, &["t"], &["p", "tab", "br"])
}

fn said(mut reader: Reader<&[u8]>, within: &[&str], apart: &[&str]) -> Result<String, Damage> {
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
fn element(xml: &str, name: &str) -> Option<String> {
    words(xml, &[name], &[]).ok().filter(|text| !text.is_empty())
}
