//! Raw HTML in a body: its links and pictures lead where those of Markdown would. What is allowed at all is the sanitiser's to say.

use super::Surroundings;
use super::films;
use super::inline::{self, Target};
use super::insets::Insets;
use crate::html::tokens::{Token, attributes, decode, ends_itself, tokens, value_of};
use crate::html::{has_end, is_foreign_input, push_escaped};
use crate::media::Medium;
use crate::media::picture::Picture;

/// Where a text is with a player: what stands in one but its sources is for browsers that know none.
#[derive(Default)]
pub(super) struct Playing {
    is_open: bool,
    /// Its sources are the same film in several forms.
    has_source: bool,
}

impl Playing {
    /// Whether text is not for readers here.
    pub(super) fn hides_text(&self) -> bool {
        self.is_open
    }

    /// Whether a piece of HTML is not for readers. The next ones follow it.
    fn hides(&mut self, token: &Token<'_>) -> bool {
        match token {
            Token::Open { name, attributes, .. } if is_player(name) => {
                self.is_open = !ends_itself(attributes);
                self.has_source = value_of(attributes, "src").is_some();
                false
            }
            Token::Close { name, .. } if is_player(name) => {
                *self = Playing::default();
                false
            }
            Token::Open { name, .. } => {
                let is_part =
                    ["source", "track"].iter().any(|part| name.eq_ignore_ascii_case(part));
                self.is_open && !is_part
            }
            // Lines stay, so that nothing moves together.
            Token::Text(text) => self.is_open && !text.trim().is_empty(),
            Token::Close { .. } | Token::Raw(_) => self.is_open,
            Token::Comment(_) => false,
        }
    }
}

/// Adds raw HTML with its links resolved.
pub(super) fn push(
    (html, playing): (&mut String, &mut Playing),
    raw: &str,
    is_trusted: bool,
    around: &Surroundings<'_>,
    insets: &mut Insets,
) {
    for token in tokens(raw) {
        match token {
            token if !is_trusted && playing.hides(&token) => {}
            Token::Open { name, attributes: list, .. }
                if !is_trusted && is_foreign_input(name, list) => {}
            Token::Open { name, attributes: list, .. }
                if !is_trusted && name.eq_ignore_ascii_case("iframe") =>
            {
                push_frame(html, list);
            }
            Token::Open { name, attributes: list, raw } => {
                let end = (ends_itself(list) && has_end(name)).then_some(name);
                let attribute = pointer(name);
                let has_target = attribute.is_some_and(|wanted| value_of(list, wanted).is_some());
                let is_source = name.eq_ignore_ascii_case("source");
                match attribute {
                    // A player without an address has it in what follows, and that is shown in its place.
                    _ if is_player(name) && !has_target && !is_trusted => {}
                    _ if is_source && has_target && !is_trusted => {
                        if !std::mem::replace(&mut playing.has_source, true) {
                            push_source(html, list, around);
                        }
                    }
                    Some(attribute) if has_target => {
                        let element = Element { name, list, attribute };
                        match picture(&element, around) {
                            Some(own) if !is_trusted => {
                                push_picture(html, &element, own, around, insets);
                            }
                            own => {
                                let is_free = |name: &&str| value_of(list, name).is_none();
                                let own = own.filter(|_| ["width", "height"].iter().all(is_free));
                                let size = own.map(|own| size(&element, own)).unwrap_or_default();
                                push_tag(html, &element, &size, is_trusted, around);
                            }
                        }
                    }
                    _ => html.push_str(raw),
                }
                // In HTML such a stroke says nothing, and the rest would stand in the element.
                if let Some(name) = end {
                    html.push_str(&format!("</{name}>"));
                }
            }
            Token::Close { raw, .. } => html.push_str(raw),
            Token::Text(text) | Token::Raw(text) => html.push_str(text),
            Token::Comment(comment) if is_trusted && !comment.starts_with("<!--") => {
                html.push_str(comment);
            }
            Token::Comment(_) => {}
        }
    }
}

/// The attribute by which an element points at something.
pub(crate) fn pointer(element: &str) -> Option<&'static str> {
    if element.eq_ignore_ascii_case("a") {
        return Some("href");
    }
    ["img", "video", "audio", "source"]
        .iter()
        .any(|name| element.eq_ignore_ascii_case(name))
        .then_some("src")
}

fn is_player(element: &str) -> bool {
    element.eq_ignore_ascii_case("video") || element.eq_ignore_ascii_case("audio")
}

/// Adds what a `<source>` points at: a player, or a link to what is elsewhere.
fn push_source(html: &mut String, list: &str, around: &Surroundings<'_>) {
    let written = value_of(list, "src").unwrap_or_default();
    let kind = value_of(list, "type").unwrap_or_default();
    match inline::resolve(written.trim(), around) {
        Target::Inside(address) => {
            let element = if kind.starts_with("audio") { "audio" } else { "video" };
            html.push_str(&format!("<{element} controls"));
            push_attribute(html, "src", &address);
            html.push_str(&format!("></{element}>"));
        }
        Target::Outside(address) => push_outside_picture(html, &address, ""),
        Target::Nowhere => {}
    }
}

/// Adds a link to what a frame would show of another site.
fn push_frame(html: &mut String, list: &str) {
    let Some(source) = value_of(list, "src") else { return };
    let source = source.trim();
    let address = match source.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => source.to_owned(),
    };
    if !["https://", "http://"].iter().any(|scheme| address.starts_with(scheme)) {
        return;
    }
    let title = value_of(list, "title").unwrap_or_default();
    push_outside_picture(html, &films::watched(&address).unwrap_or(address), &title);
}

/// An element that points at something.
struct Element<'a> {
    name: &'a str,
    list: &'a str,
    attribute: &'static str,
}

/// The picture of the site that an element shows.
fn picture<'a>(element: &Element<'_>, around: &Surroundings<'a>) -> Option<&'a Picture> {
    let written =
        value_of(element.list, "src").filter(|_| element.name.eq_ignore_ascii_case("img"));
    match inline::medium(written?.trim(), around) {
        Some(Medium::Picture(picture)) => Some(picture),
        _ => None,
    }
}

/// Adds a picture of the site as those of Markdown are: with its smaller ones, and loaded only when the reader comes near.
fn push_picture(
    html: &mut String,
    element: &Element<'_>,
    picture: &Picture,
    around: &Surroundings<'_>,
    insets: &mut Insets,
) {
    let mut own = size(element, picture);
    let width = own.iter().find(|(name, _)| *name == "width").map(|(_, width)| width);
    let sizes = width.filter(|width| **width != picture.width.to_string());
    let sizes = sizes.map(|width| format!("{width}px"));
    let source = picture.source(sizes.as_deref(), |path| path.href_from(around.root));
    let later = [("loading", "lazy"), ("decoding", "async")];
    let is_new = |(name, _): &(&str, &str)| value_of(element.list, name).is_none();
    own.extend(later.into_iter().filter(is_new).map(|(name, value)| (name, value.to_owned())));
    if let Some(source) = &source {
        insets.push(html, format!("<picture>{source}"));
    }
    push_tag(html, element, &own, false, around);
    if source.is_some() {
        insets.push(html, "</picture>".to_owned());
    }
}

/// The size that a picture is shown in, so that nothing moves when it comes: its own, or what the author says of it.
fn size(element: &Element<'_>, picture: &Picture) -> Vec<(&'static str, String)> {
    let said = |name| {
        let value = value_of(element.list, name)?;
        value.trim().trim_end_matches("px").parse::<u32>().ok().filter(|pixels| *pixels > 0)
    };
    let scaled = |side: u32, own: u32, other: u32| {
        let side = u64::from(side) * u64::from(own) / u64::from(other.max(1));
        u32::try_from(side).unwrap_or(own).max(1)
    };
    let (width, height) = match (said("width"), said("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, scaled(width, picture.height, picture.width)),
        (None, Some(height)) => (scaled(height, picture.width, picture.height), height),
        (None, None) => (picture.width, picture.height),
    };
    vec![("width", width.to_string()), ("height", height.to_string())]
}

/// Adds a tag whose pointer is resolved, with attributes in place of the author's.
fn push_tag(
    html: &mut String,
    element: &Element<'_>,
    own: &[(&str, String)],
    is_trusted: bool,
    around: &Surroundings<'_>,
) {
    let written = value_of(element.list, element.attribute).unwrap_or_default();
    let written = written.trim();
    let is_link = element.attribute == "href";
    let resolved = inline::resolve(written, around);
    if element.name.eq_ignore_ascii_case("img")
        && !is_trusted
        && !matches!(resolved, Target::Inside(_))
    {
        let description = value_of(element.list, "alt").unwrap_or_default();
        match resolved {
            Target::Outside(address) => push_outside_picture(html, &address, &description),
            _ => {
                html.push_str("<span class=\"broken-link\">");
                push_escaped(html, &description);
                html.push_str("</span>");
            }
        }
        return;
    }
    if let Target::Outside(address) = &resolved
        && is_player(element.name)
        && !is_trusted
    {
        let called =
            ["title", "aria-label"].into_iter().find_map(|name| value_of(element.list, name));
        return push_outside_picture(html, address, &called.unwrap_or_default());
    }
    html.push('<');
    html.push_str(element.name);
    for (name, value) in attributes(element.list) {
        let is_plain = name.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'@' | b'.')
        });
        let is_ours = name.eq_ignore_ascii_case(element.attribute)
            || own.iter().any(|(own, _)| name.eq_ignore_ascii_case(own))
            || (is_link && !is_trusted && name.eq_ignore_ascii_case("rel"));
        if is_plain && !is_ours {
            push_attribute(html, name, &decode(value));
        }
    }
    for (name, value) in own {
        push_attribute(html, name, value);
    }
    match resolved {
        Target::Inside(address) => push_attribute(html, element.attribute, &address),
        Target::Outside(address) if is_link => {
            push_attribute(html, "href", &address);
            if !is_trusted {
                push_attribute(html, "rel", "noopener noreferrer");
            }
        }
        _ if is_trusted => push_attribute(html, element.attribute, written),
        _ => {}
    }
    html.push('>');
}

fn push_attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push_escaped(html, value);
    html.push('"');
}

/// A picture or a film elsewhere is never loaded: it becomes a link to it.
pub(super) fn push_outside_picture(html: &mut String, address: &str, description: &str) {
    html.push_str("<a class=\"external\" href=\"");
    push_escaped(html, address);
    html.push_str("\" rel=\"noopener noreferrer\">");
    push_escaped(html, if description.trim().is_empty() { address } else { description });
    html.push_str("</a>");
}
