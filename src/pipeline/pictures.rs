//! Pictures become what readers get, when they are new: cleaned, upright, and smaller.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::disk::{pictures, read};
use crate::manifest::Content;
use crate::media::picture;
use crate::source::{Asset, Hash};

/// What a smaller picture is made from, as a key.
pub(crate) fn key(asset: &Asset, width: u32) -> Hash {
    Hash::of_parts(&[picture::MAKER, &asset.hash.short(64), &width.to_string()])
}

/// A content with its pictures made. `kept` is the folder in which smaller ones are kept between builds: a picture is decoded
/// once for all of its smaller ones.
pub fn made(content: Content, kept: Option<&Path>) -> Result<Content, Diagnostic> {
    match content {
        Content::Cleaned(asset) => {
            let bytes = read::bytes(&asset)?;
            let ready = picture::ready(asset.path.as_str(), &bytes)
                .map_err(|problem| Diagnostic::error(problem).at(&asset.path))?;
            Ok(Content::Bytes(ready))
        }
        Content::Smaller(asset, width, widths) => smaller(&asset, width, &widths, kept),
        other => Ok(other),
    }
}

fn smaller(
    asset: &Asset,
    width: u32,
    widths: &[u32],
    kept: Option<&Path>,
) -> Result<Content, Diagnostic> {
    if let Some(bytes) = kept.and_then(|folder| pictures::find(folder, &key(asset, width))) {
        return Ok(Content::Bytes(bytes));
    }
    let bytes = read::bytes(asset)?;
    let wanted = if kept.is_some() { widths } else { &[width] };
    let made = picture::shrink(&bytes, wanted)
        .map_err(|problem| Diagnostic::error(problem).at(&asset.path))?;
    let mut own = Vec::new();
    for (made_width, bytes) in wanted.iter().zip(made) {
        if let Some(folder) = kept {
            pictures::keep(folder, &key(asset, *made_width), &bytes);
        }
        if *made_width == width {
            own = bytes;
        }
    }
    Ok(Content::Bytes(own))
}
