//! A picture: its size from its first bytes, smaller ones of it for small screens, and nothing in it of who made it where.

mod look;
mod clean;
mod foreign;
mod shrink;
mod upright;
mod moving;
mod svg;
mod css;
mod expansion;

use serde::{Deserialize, Serialize};

use crate::html::push_escaped;
use crate::output::OutputPath;

pub(crate) use look::{lie, look};
pub(crate) use shrink::shrink;
pub(crate) use upright::ready;

/// Counts how pictures are made: another number makes all of them anew.
pub(crate) const MAKER: &str = "pictures 3";

/// The widths of smaller pictures: a phone, a phone with a fine screen or the column of text, and that on a fine screen.
const WIDTHS: [u32; 3] = [480, 800, 1360];

/// How wide a picture is shown in a text.
const SIZES: &str = "(min-width: 48rem) 36rem, 92vw";

/// What a picture is, from its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Pixels across, as it is shown.
    pub width: u32,
    /// Pixels down, as it is shown.
    pub height: u32,
    /// Whether smaller ones can be made of it.
    pub is_photo: bool,
}

impl Size {
    /// The widths of the smaller pictures that are made.
    pub(crate) fn widths(&self) -> Vec<u32> {
        if !self.is_photo {
            return Vec::new();
        }
        let mut widths: Vec<u32> =
            WIDTHS.into_iter().filter(|width| *width * 10 < self.width * 9).collect();
        if widths.len() < WIDTHS.len() {
            widths.push(self.width);
        }
        widths
    }
}

/// A picture with the smaller ones of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The smaller ones, each with its width, the narrowest first.
    pub smaller: Vec<(u32, OutputPath)>,
}

/// How a picture is shown.
pub(crate) struct Shown<'a> {
    /// The address of the picture itself, not escaped.
    pub(crate) address: &'a str,
    /// What it shows, for who does not see it.
    pub(crate) description: &'a str,
    /// The title.
    pub(crate) title: &'a str,
    /// The class of the element.
    pub(crate) class: &'a str,
    /// Whether it is loaded only when the reader comes near.
    pub(crate) is_lazy: bool,
}

impl Picture {
    /// Adds the picture; `href` gives the address of a file for the page.
    pub(crate) fn push(
        &self,
        html: &mut String,
        shown: &Shown<'_>,
        href: impl Fn(&OutputPath) -> String,
    ) {
        let source = self.source(None, href);
        if let Some(source) = &source {
            html.push_str(&format!("<picture>{source}"));
        }
        push_image(html, shown, Some((self.width, self.height)));
        if source.is_some() {
            html.push_str("</picture>");
        }
    }

    /// What stands before the picture in its `<picture>`, with how wide it is shown if that is not as wide as the text; `None` if
    /// there are no smaller ones.
    pub(crate) fn source(
        &self,
        sizes: Option<&str>,
        href: impl Fn(&OutputPath) -> String,
    ) -> Option<String> {
        self.source_with("", sizes, href)
    }

    /// The same with these attributes, which are HTML.
    pub(crate) fn source_with(
        &self,
        attributes: &str,
        sizes: Option<&str>,
        href: impl Fn(&OutputPath) -> String,
    ) -> Option<String> {
        let mut html = format!("<source{attributes} type=\"image/webp\" srcset=\"");
        push_escaped(&mut html, &self.set(href)?);
        html.push_str(&format!("\" sizes=\"{}\">", sizes.unwrap_or(SIZES)));
        Some(html)
    }

    /// The smaller ones as `srcset` has them, not escaped; `None` if there are none.
    pub(crate) fn set(&self, href: impl Fn(&OutputPath) -> String) -> Option<String> {
        // A comma would end the address.
        let one = |(width, path): &(u32, OutputPath)| {
            format!("{} {width}w", href(path).replace(',', "%2C"))
        };
        let all: Vec<String> = self.smaller.iter().map(one).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// The file to show where a small picture is enough: the narrowest, if there is one.
    pub(crate) fn thumbnail(&self) -> Option<&OutputPath> {
        self.smaller.first().map(|(_, path)| path)
    }
}

/// Adds the element of a picture, with its size if that is known.
pub(crate) fn push_image(html: &mut String, shown: &Shown<'_>, size: Option<(u32, u32)>) {
    html.push_str("<img");
    if !shown.class.is_empty() {
        html.push_str(&format!(" class=\"{}\"", shown.class));
    }
    html.push_str(" src=\"");
    push_escaped(html, shown.address);
    html.push_str("\" alt=\"");
    push_escaped(html, shown.description);
    if !shown.title.is_empty() {
        html.push_str("\" title=\"");
        push_escaped(html, shown.title);
    }
    html.push('"');
    if let Some((width, height)) = size {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push_str(if shown.is_lazy {
        " loading=\"lazy\" decoding=\"async\">"
    } else {
        " decoding=\"async\">"
    });
}

#[cfg(test)]
mod metadata_tests;
#[cfg(test)]
mod svg_tests;
#[cfg(test)]
mod tests;
