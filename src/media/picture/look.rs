//! The size of a picture, from its header alone.

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::clean::{clean, is_drawing};
use super::foreign::{Foreign, kind};
use super::moving::moves;
use super::{Size, svg};
use crate::diagnostic::Problem;
use crate::media::Facts;

/// Looks at a picture of this name; one of more than `limit` million pixels is never decoded.
pub(crate) fn look(name: &str, bytes: &[u8], limit: u32) -> Facts {
    let still = |(width, height)| Size { width, height, is_photo: false };
    match kind(name, bytes) {
        Some(Foreign::Shown(kind, Some(size), tells)) => {
            let told = telling(kind, tells).into_iter().collect();
            return Facts::Picture(still(size), told);
        }
        Some(Foreign::Shown(kind, None, _)) => return damaged(kind),
        Some(Foreign::Hidden(kind)) => return Facts::Foreign(kind.to_owned()),
        None => {}
    }
    let told = match clean(name, bytes) {
        Ok(cleaned) => {
            let moving = moves(&cleaned.bytes).then_some(Problem::PictureMoves);
            cleaned.told.into_iter().chain(moving).collect()
        }
        Err(problem) => return Facts::Unusable(problem),
    };
    if is_drawing(name) {
        return match svg::size(bytes) {
            Some(size) => Facts::Picture(still(size), told),
            None => damaged("svg"),
        };
    }
    match sized(bytes, limit) {
        Ok(size) => Facts::Picture(size, told),
        Err(refused) => refused,
    }
}

/// Looks at a picture of this name that goes along though no text shows it.
pub(crate) fn lie(name: &str, bytes: &[u8], limit: u32) -> Facts {
    match kind(name, bytes) {
        Some(Foreign::Shown("AVIF", None, _)) => damaged("AVIF"),
        Some(Foreign::Shown(kind, _, tells)) => Facts::Lying(telling(kind, tells)),
        Some(Foreign::Hidden(kind)) => Facts::Lying(telling(kind, true)),
        None => match clean(name, bytes).map_err(Facts::Unusable) {
            Ok(cleaned) if is_drawing(name) => Facts::Lying(cleaned.told),
            // Nobody sees what is no picture at all; a reader may still open one that is too large.
            Ok(cleaned) => match sized(bytes, limit) {
                Err(refused @ Facts::Unusable(Problem::PictureTooLarge { .. })) => refused,
                _ => Facts::Lying(cleaned.told),
            },
            Err(refused) => refused,
        },
    }
}

/// What is told of a picture that is copied as it is.
fn telling(kind: &str, tells: bool) -> Option<Problem> {
    tells.then(|| Problem::PictureTelling { kind: kind.to_owned() })
}

fn damaged(detail: &str) -> Facts {
    let detail = detail.lines().next().unwrap_or_default().chars().take(120).collect();
    Facts::Unusable(Problem::PictureDamaged { detail })
}

/// The size of a picture of dots, or why it cannot go along.
fn sized(bytes: &[u8], limit: u32) -> Result<Size, Facts> {
    let size = raster(bytes).map_err(|detail| damaged(&detail))?;
    let pixels = u64::from(size.width) * u64::from(size.height);
    match pixels > u64::from(limit) * 1_000_000 {
        true => Err(Facts::Unusable(Problem::PictureTooLarge {
            megapixels: pixels.div_ceil(1_000_000),
            limit: u64::from(limit),
        })),
        false => Ok(size),
    }
}

fn raster(bytes: &[u8]) -> Result<Size, String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| error.to_string())?;
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (mut width, mut height) = decoder.dimensions();
    let is_still = is_still(format, bytes);
    if is_turned(format, is_still) && turns(decoder.orientation().ok()) {
        std::mem::swap(&mut width, &mut height);
    }
    if width == 0 || height == 0 {
        return Err(format!("{width} × {height}"));
    }
    Ok(Size { width, height, is_photo: is_still })
}

/// Whether a picture is shown on its side.
fn turns(orientation: Option<image::metadata::Orientation>) -> bool {
    orientation.is_some_and(|orientation| orientation.to_exif() >= 5)
}

/// Whether a picture of this format is shown as it says that it was held. A WebP is turned as it is made, and one that moves is
/// left as browsers have it.
pub(super) fn is_turned(format: Option<ImageFormat>, is_still: bool) -> bool {
    match format {
        Some(ImageFormat::Jpeg | ImageFormat::Png) => true,
        Some(ImageFormat::WebP) => is_still,
        _ => false,
    }
}

/// Whether it does not move: smaller ones of it would stand still.
pub(super) fn is_still(format: Option<ImageFormat>, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    match format {
        Some(ImageFormat::Jpeg) => true,
        Some(ImageFormat::Png) => !has(b"acTL"),
        Some(ImageFormat::WebP) => !has(b"ANIM"),
        _ => false,
    }
}
