//! PPTX: what stands on each slide, in the order of the presentation.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::office::{Archive, words};
use super::xml::{attribute, reference, relations, starts};
use super::{Damage, Reading, Unit};

/// How many slides are read.
const SLIDES: usize = 5_000;

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Reading, Damage> {
    let names = match listed(archive) {
        Some(names) => names,
        None => archive.numbered("ppt/slides/slide"),
    };
    if names.is_empty() {
        return Err(Damage::Foreign);
    }
    let mut texts = Vec::new();
    for name in names.iter().take(SLIDES) {
        texts.push(text(archive, name)?);
    }
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    Ok(Reading { extent: Some((Unit::Slides, count)), texts, problem: None })
}

/// The slides in the order of the presentation, if it lists them and has them all: the numbers in their names only say in which
/// order they were made.
fn listed(archive: &mut Archive<'_>) -> Option<Vec<String>> {
    let parts = archive.part("ppt/_rels/presentation.xml.rels").ok()?;
    let parts = relations(&parts, "/slide", "ppt").ok()?;
    let mut listed = Vec::new();
    let list = archive.part("ppt/presentation.xml").ok()?;
    starts(&list, |tag| {
        // What says which slides are in a section has elements of that name too, but no reference.
        if tag.local_name().as_ref() == "sldId"
            && let Some(id) = reference(tag)
        {
            listed.push(parts.get(&id).cloned());
        }
    })
    .ok()?;
    let listed: Vec<String> = listed.into_iter().collect::<Option<_>>()?;
    let is_whole = !listed.is_empty() && listed.iter().all(|name| archive.has(name));
    is_whole.then_some(listed)
}

/// What a slide says to who sees the presentation, until that has said as much as is kept of it.
fn text(archive: &mut Archive<'_>, name: &str) -> Result<String, Damage> {
    if archive.text == 0 {
        return Ok(String::new());
    }
    let xml = archive.part(name)?;
    if is_hidden(&xml)? {
        return Ok(String::new());
    }
    let text = words(&xml, &["t"], &["p", "br"])?;
    archive.text = archive.text.saturating_sub(text.len());
    Ok(text)
}

/// Whether a slide is passed over when the presentation is shown. It has a number all the same.
fn is_hidden(xml: &str) -> Result<bool, Damage> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Damage::Broken)? {
            Event::Start(tag) | Event::Empty(tag) => {
                return Ok(matches!(attribute(&tag, "show").as_deref(), Some("0" | "false")));
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}
