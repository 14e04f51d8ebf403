//! DOCX: what its pages say, with the notes that they refer to.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::office::{Archive, element};
use super::running::{Notes, read_notes, read_pages};
use super::xml::attribute;
use super::{Damage, Reading, Unit};

/// So many pages of a text are told apart.
const PAGES: usize = 2_000;

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Reading, Damage> {
    let xml = archive.part("word/document.xml")?;
    let mut notes = Notes::default();
    for (kind, of_kind) in [("footnote", &mut notes.at_foot), ("endnote", &mut notes.at_end)] {
        let name = format!("word/{kind}s.xml");
        if archive.has(&name) {
            *of_kind = read_notes(&archive.part(&name)?, kind)?;
        }
    }
    let texts = read_pages(&xml, ends(&xml)?, notes)?;
    let told = archive.part("docProps/app.xml").ok().and_then(|xml| element(&xml, "Pages"));
    let pages = told.and_then(|pages| pages.trim().parse().ok()).filter(|pages: &u32| *pages > 0);
    // Some programs write the number of their model.
    let found = u32::try_from(texts.len()).ok().filter(|found| *found > 1);
    let pages = found.into_iter().chain(pages).max();
    Ok(Reading { extent: pages.map(|pages| (Unit::Pages, pages)), texts, problem: None })
}

/// At which bytes pages end: where Word put that when it last showed the text, which it writes down, or else where the writer
/// wanted a page to begin.
fn ends(xml: &str) -> Result<Vec<usize>, Damage> {
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
        match tag.local_name().as_ref() {
            "lastRenderedPageBreak" => shown.push(at),
            "br" if attribute(&tag, "type").as_deref() == Some("page") => wanted.push(at),
            "p" if is_open => began = at,
            "pageBreakBefore" if is_on(attribute(&tag, "val").as_deref()) => wanted.push(began),
            "sectPr" => section = true,
            "type" if attribute(&tag, "val").as_deref() == Some("continuous") => section = false,
            _ => {}
        }
        if shown.len().max(wanted.len()) >= PAGES {
            break;
        }
    }
    Ok(if shown.is_empty() { wanted } else { shown })
}

/// Whether a property holds: it need not say so.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}
