//! Drawings in SVG: their size, and nothing in them that runs, loads or tells on who made them. In a page no program runs, but
//! somebody may open the file itself.
//!
//! What is published is written from what was understood: a drawing that cannot be followed to its end is refused.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Cursor;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::css;
use crate::html::tokens::decode;

/// Elements that run or bring in something, of SVG and of HTML, and those that tell who drew with what; in small letters.
const ACTIVE: &[&str] = &[
    "script",
    "foreignobject",
    "iframe",
    "frame",
    "embed",
    "object",
    "applet",
    "handler",
    "listener",
    "link",
    "img",
    "audio",
    "video",
    "source",
    "track",
    "base",
    "meta",
    "form",
    "input",
    "button",
    "metadata",
];

/// Prefixes of what drawing programs keep for themselves: folders, file names, windows.
const PRIVATE: &[&str] = &["inkscape", "sodipodi", "rdf"];

/// Attributes of HTML that load, run or send something, the base of all references, and the place where draw.io keeps its file.
const LOADING: &[&str] = &[
    "srcset",
    "srcdoc",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "base",
    "content",
];

/// The kinds of pictures that a drawing may hold within itself.
const EMBEDDED: &[&str] = &["png", "jpeg", "gif", "webp"];

/// What a length of a drawing is counted in, and how many pixels each is.
const UNITS: &[(&str, f64)] = &[
    ("", 1.0),
    ("px", 1.0),
    ("mm", 96.0 / 25.4),
    ("cm", 96.0 / 2.54),
    ("pt", 96.0 / 72.0),
    ("in", 96.0),
    ("pc", 16.0),
    ("em", 16.0),
];

/// The size that a drawing says it has, or that of what it draws on.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = decoded(bytes).ok()?;
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
        let text = value(name)?.trim().to_ascii_lowercase();
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let (_, pixels) = UNITS.iter().find(|(unit, _)| *unit == &text[number.len()..])?;
        let length = number.trim_end().parse::<f64>().ok()? * pixels;
        (length.is_finite() && length >= 1.0).then_some(length)
    };
    let seen: Vec<f64> = value("viewBox")
        .map(|text| {
            text.split([' ', ',', '\t', '\r', '\n']).filter_map(|part| part.parse().ok()).collect()
        })
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

/// The text of a drawing: a byte order mark decides, or what its first line declares, or else it is UTF-8.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let (encoding, length) = Encoding::for_bom(bytes).unwrap_or_else(|| (declared(bytes), 0));
    let content = &bytes[length..];
    // Who could read the declaration as ASCII reads no UTF-16.
    let encoding = if length == 0 && !encoding.is_ascii_compatible() { UTF_8 } else { encoding };
    encoding
        .decode_without_bom_handling_and_without_replacement(content)
        .ok_or_else(|| format!("≠ {}", encoding.name()))
}

/// What `<?xml … encoding="…"?>` says, or else UTF-8.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let declaration = head.split_once("?>").map_or("", |(declaration, _)| declaration);
    declaration
        .split_once("encoding")
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(UTF_8)
}

/// The drawing in UTF-8 without what runs, loads or tells in it, and what of that may be missed; or why it cannot be followed to
/// its end.
pub(super) fn clean(bytes: &[u8]) -> Result<(String, BTreeSet<String>), String> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Err("svgz".to_owned());
    }
    let text = decoded(bytes)?;
    let mut reader = Reader::from_str(&text);
    let mut cleaner = Cleaner {
        writer: Writer::new(Cursor::new(Vec::with_capacity(text.len()))),
        depth: 0,
        skipped: 0,
        style: None,
        has_root: false,
        taken: BTreeSet::new(),
    };
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        if matches!(event, Event::Eof) {
            break;
        }
        cleaner.take(event)?;
    }
    if !cleaner.has_root || cleaner.depth > 0 {
        return Err("svg".to_owned());
    }
    let written = String::from_utf8(cleaner.writer.into_inner().into_inner());
    Ok((written.map_err(|error| error.to_string())?, cleaner.taken))
}

/// A drawing while it is written anew.
struct Cleaner {
    writer: Writer<Cursor<Vec<u8>>>,
    /// How many elements are open.
    depth: usize,
    /// How many of those are left out, with all that is in them.
    skipped: usize,
    /// The style sheet that is being read.
    style: Option<String>,
    has_root: bool,
    /// What was left out that ran or was seen, by its name.
    taken: BTreeSet<String>,
}

impl Cleaner {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.open(&tag, true),
            Event::Empty(tag) => self.open(&tag, false),
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                if self.skipped > 0 {
                    self.skipped -= 1;
                    return Ok(());
                }
                if let Some(style) = self.style.take() {
                    let cleaned = css::clean(&style);
                    if css::without_comments(&style) != cleaned {
                        self.taken.insert("<style>".to_owned());
                    }
                    self.write(Event::Text(BytesText::new(&cleaned)))?;
                }
                self.write(Event::End(tag))
            }
            Event::Decl(_) => self.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))),
            // A document type may say what stands for what, and other instructions bring in style sheets.
            Event::DocType(kind) => {
                if kind.to_ascii_uppercase().contains("<!ENTITY") {
                    self.taken.insert("<!ENTITY>".to_owned());
                }
                Ok(())
            }
            Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
            Event::Text(text) => {
                if self.depth == 0 && !text.trim().is_empty() {
                    return Err("svg".to_owned());
                }
                self.say(&text.clone(), Event::Text(text))
            }
            Event::CData(data) => self.say(&data.clone(), Event::CData(data)),
            Event::GeneralRef(name) => match is_defined(&name) {
                true => self.say(&decode(&format!("&{};", &*name)), Event::GeneralRef(name)),
                // What only a document type explains goes with it.
                false => Ok(()),
            },
        }
    }

    /// Text, which within a style sheet is kept until that ends.
    fn say(&mut self, text: &str, event: Event<'_>) -> Result<(), String> {
        match &mut self.style {
            _ if self.skipped > 0 => Ok(()),
            Some(style) => {
                style.push_str(text);
                Ok(())
            }
            None => self.write(event),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, has_content: bool) -> Result<(), String> {
        let name = tag.name().as_ref().to_owned();
        let local = local(&name);
        if self.depth == 0 && (self.has_root || local != "svg") {
            return Err("svg".to_owned());
        }
        self.has_root = true;
        self.depth += usize::from(has_content);
        let mut taken = BTreeSet::new();
        let harmless = harmless(tag, &local, &mut taken)?;
        if self.skipped == 0 {
            if is_active(&name) {
                let is_missed =
                    !is_private(&name) && !matches!(local.as_str(), "metadata" | "meta");
                taken = is_missed.then(|| format!("<{local}>")).into_iter().collect();
            } else if harmless.is_none() {
                taken.insert(format!("<{local}>"));
            }
            self.taken.extend(taken);
        }
        // Nothing stands in a style sheet but text.
        if self.skipped > 0 || self.style.is_some() || is_active(&name) || harmless.is_none() {
            self.skipped += usize::from(has_content);
            return Ok(());
        }
        let Some(harmless) = harmless else { return Ok(()) };
        if local == "style" && has_content {
            self.style = Some(String::new());
        }
        self.write(if has_content { Event::Start(harmless) } else { Event::Empty(harmless) })
    }

    fn write(&mut self, event: Event<'_>) -> Result<(), String> {
        self.writer.write_event(event).map_err(|error| error.to_string())
    }
}

/// The name without its prefix, in small letters: a browser that reads the file as HTML tells them not apart.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

fn is_private(name: &str) -> bool {
    let mut parts = name.split(':');
    let first = parts.next().unwrap_or_default();
    match parts.next() {
        Some(second) if first == "xmlns" => PRIVATE.contains(&second),
        Some(_) => PRIVATE.contains(&first),
        None => false,
    }
}

fn is_active(name: &str) -> bool {
    ACTIVE.contains(&local(name).as_str()) || is_private(name)
}

/// Whether XML itself says what `&name;` stands for.
fn is_defined(name: &str) -> bool {
    name.starts_with('#') || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos")
}

/// The tag without attributes that run, load or tell something; `None` if it would make such an attribute later. An error if
/// it is not well-formed.
fn harmless(
    tag: &BytesStart<'_>,
    element: &str,
    taken: &mut BTreeSet<String>,
) -> Result<Option<BytesStart<'static>>, String> {
    let mut kept = BytesStart::new(tag.name().as_ref().to_owned());
    let mut is_changed = false;
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref();
        let is_name = |c: char| c.is_alphanumeric() || !c.is_ascii() || "-_.:".contains(c);
        if !name.chars().all(is_name) {
            return Err(format!("<{element} {name}>"));
        }
        let unknown = attribute
            .value
            .split('&')
            .skip(1)
            .find(|rest| rest.split_once(';').is_none_or(|(name, _)| !is_defined(name)));
        if let Some(rest) = unknown {
            let name = rest.split(';').next().unwrap_or(rest);
            return Err(format!("&{name};"));
        }
        let value = decode(&attribute.value);
        if local(name) == "attributename" && makes_harm(&value) {
            return Ok(None);
        }
        if local(name) == "style" {
            let style = css::clean(&value);
            if css::without_comments(&value) != style {
                taken.insert("style".to_owned());
            }
            is_changed |= style != value;
            kept.push_attribute((name, style.as_str()));
        } else if is_harmful(&attribute, element, &value) {
            is_changed = true;
            // What a program kept for itself, and no one sees, is not missed.
            if !is_private(name) && !matches!(local(name).as_str(), "base" | "content") {
                taken.insert(local(name));
            }
        } else {
            kept.push_attribute(attribute);
        }
    }
    Ok(Some(if is_changed { kept } else { tag.clone().into_owned() }))
}

/// Whether an animation of this attribute would bring in what the attribute itself may not.
fn makes_harm(name: &str) -> bool {
    let name = local(name.trim());
    name.starts_with("on") || matches!(name.as_str(), "href" | "src" | "style")
}

fn is_harmful(attribute: &Attribute<'_>, element: &str, value: &str) -> bool {
    let name = attribute.key.as_ref();
    let local = local(name);
    let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let bare = bare.to_ascii_lowercase();
    let is_reference = matches!(local.as_str(), "href" | "src");
    local.starts_with("on")
        || LOADING.contains(&local.as_str())
        || is_private(name)
        || (is_reference && !may_refer(element, &bare))
        || bare.contains("javascript:")
        || (!is_reference && css::loads(value))
}

/// Whether an element may refer to this: to itself, to a picture within it, and a link to a plain address.
fn may_refer(element: &str, address: &str) -> bool {
    let is_embedded = || {
        let rest = address.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"));
        rest.is_some_and(|(kind, _)| EMBEDDED.contains(&kind))
    };
    address.starts_with('#') || if element == "a" { is_web(address) } else { is_embedded() }
}

/// Whether an address is a plain one, of another file or another site.
fn is_web(address: &str) -> bool {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    !address[..end].contains(':') || address.starts_with("https:") || address.starts_with("http:")
}
