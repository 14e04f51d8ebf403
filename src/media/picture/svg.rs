//! Drawings in SVG: their size, and no programs in them. In a page none runs, but somebody may open the file itself.

use std::io::Cursor;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::html::tokens::decode;

/// Elements that run or bring in something.
const ACTIVE: &[&str] =
    &["script", "foreignObject", "iframe", "embed", "object", "handler", "listener"];

/// The size that a drawing says it has, or that of what it draws on.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let tag = loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => break tag.into_owned(),
            Event::Eof => return None,
            _ => {}
        }
    };
    if tag.local_name().as_ref() != "svg" {
        return None;
    }
    let value = |name: &str| {
        let found = tag
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|it| it.key.as_ref() == name);
        found.map(|attribute| attribute.value.into_owned())
    };
    let length = |name: &str| {
        let text = value(name)?;
        let number = text.trim().trim_end_matches("px").parse::<f64>().ok()?;
        (number.is_finite() && number >= 1.0).then_some(number)
    };
    let seen: Vec<f64> = value("viewBox")
        .map(|text| text.split([' ', ',']).filter_map(|part| part.parse().ok()).collect())
        .unwrap_or_default();
    let (wide, high) = match seen[..] {
        [_, _, wide, high] if wide > 0.0 && high > 0.0 => (wide, high),
        _ => (300.0, 150.0),
    };
    let (width, height) = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width * high / wide),
        (None, Some(height)) => (height * wide / high, height),
        (None, None) => (wide, high),
    };
    let whole = |length: f64| length.round().clamp(1.0, 100_000.0) as u32;
    Some((whole(width), whole(height)))
}

/// The drawing without what runs in it; `None` if there is nothing of the kind, or it is no drawing.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<svg"))?;
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Cursor::new(Vec::new()));
    let mut skipped = 0usize;
    let mut is_changed = false;
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => break,
            Event::Start(_) if skipped > 0 => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            _ if skipped > 0 => {}
            Event::Start(tag) if is_active(tag) => (skipped, is_changed) = (1, true),
            Event::Empty(tag) if is_active(tag) => is_changed = true,
            Event::Start(tag) | Event::Empty(tag) => {
                let harmless = harmless(tag);
                is_changed |= harmless.is_some();
                let tag = harmless.unwrap_or_else(|| tag.clone().into_owned());
                let event = match event {
                    Event::Start(_) => Event::Start(tag),
                    _ => Event::Empty(tag),
                };
                writer.write_event(event).ok()?;
            }
            // A document type may say what stands for what; no drawing needs one.
            Event::DocType(_) => {}
            Event::PI(_) => is_changed = true,
            _ => writer.write_event(event).ok()?,
        }
    }
    is_changed.then(|| writer.into_inner().into_inner())
}

fn is_active(tag: &BytesStart<'_>) -> bool {
    let name = tag.local_name();
    ACTIVE.iter().any(|active| name.as_ref().eq_ignore_ascii_case(active))
}

/// The tag without attributes that run something; `None` if it has none.
fn harmless(tag: &BytesStart<'_>) -> Option<BytesStart<'static>> {
    let list: Vec<Attribute<'_>> =
        tag.attributes().with_checks(false).filter_map(Result::ok).collect();
    let runs = |attribute: &Attribute<'_>| {
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = decode(&attribute.value).to_ascii_lowercase();
        let bare: String =
            value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        name.starts_with("on")
            || (name == "href"
                && !(bare.starts_with('#') || bare.starts_with("data:image/") || is_web(&bare)))
            || bare.contains("javascript:")
    };
    if !list.iter().any(runs) {
        return None;
    }
    let name = tag.name().as_ref().to_owned();
    let mut kept = BytesStart::new(name);
    list.into_iter()
        .filter(|attribute| !runs(attribute))
        .for_each(|attribute| kept.push_attribute(attribute));
    Some(kept)
}

/// Whether an address is a plain one, of another file or another site.
fn is_web(address: &str) -> bool {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    !address[..end].contains(':') || address.starts_with("https:") || address.starts_with("http:")
}
