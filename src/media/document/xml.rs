//! The XML of Office: elements as they begin, what they say of themselves, and which parts belong to a part.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Damage;
use crate::html::tokens::decode;

/// Every element as it begins.
pub(super) fn starts(xml: &str, mut see: impl FnMut(&BytesStart<'_>)) -> Result<(), Damage> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Damage::Broken)? {
            Event::Start(tag) | Event::Empty(tag) => see(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What an attribute says, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten();
    let mut found = found.filter(|attribute| attribute.key.local_name().as_ref() == name);
    found.next().map(|attribute| decode(&attribute.value).into_owned())
}

/// By which name an element refers to another part: its `r:id`, which may stand beside an `id` of its own.
pub(super) fn reference(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten();
    let mut found = found.filter(|attribute| {
        attribute.key.local_name().as_ref() == "id" && attribute.key.prefix().is_some()
    });
    found.next().map(|attribute| decode(&attribute.value).into_owned())
}

/// The parts of a kind that a part in this folder refers to, by the names it has for them.
pub(super) fn relations(
    xml: &str,
    kind: &str,
    folder: &str,
) -> Result<BTreeMap<String, String>, Damage> {
    let mut parts = BTreeMap::new();
    starts(xml, |tag| {
        let is_kind = attribute(tag, "Type").is_some_and(|told| told.ends_with(kind));
        if let (true, Some(id), Some(target)) =
            (is_kind, attribute(tag, "Id"), attribute(tag, "Target"))
        {
            let whole = target.strip_prefix('/').map(str::to_owned);
            parts.insert(id, whole.unwrap_or_else(|| format!("{folder}/{target}")));
        }
    })?;
    Ok(parts)
}
