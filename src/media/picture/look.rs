//! The size of a picture, from its header alone.

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::clean::{clean, is_drawing};
use super::{Size, svg};
use crate::diagnostic::Problem;
use crate::media::Facts;

/// Looks at a picture of this name; one of more than `limit` million pixels is never decoded.
pub(crate) fn look(name: &str, bytes: &[u8], limit: u32) -> Facts {
    if let Err(problem) = clean(name, bytes) {
        return Facts::Unusable(problem);
    }
    if is_drawing(name) {
        return match svg::size(bytes) {
            Some((width, height)) => Facts::Picture(Size { width, height, is_photo: false }),
            None => damaged("svg"),
        };
    }
    match raster(bytes) {
        Ok(size) => {
            let pixels = u64::from(size.width) * u64::from(size.height);
            match pixels > u64::from(limit) * 1_000_000 {
                true => Facts::Unusable(Problem::PictureTooLarge {
                    megapixels: pixels.div_ceil(1_000_000),
                    limit: u64::from(limit),
                }),
                false => Facts::Picture(size),
            }
        }
        Err(detail) => damaged(&detail),
    }
}

fn damaged(detail: &str) -> Facts {
    let detail = detail.lines().next().unwrap_or_default().chars().take(120).collect();
    Facts::Unusable(Problem::PictureDamaged { detail })
}

fn raster(bytes: &[u8]) -> Result<Size, String> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| error.to_string())?;
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (mut width, mut height) = decoder.dimensions();
    if format == Some(ImageFormat::Jpeg) && turns(decoder.orientation().ok()) {
        std::mem::swap(&mut width, &mut height);
    }
    if width == 0 || height == 0 {
        return Err(format!("{width} × {height}"));
    }
    Ok(Size { width, height, is_photo: is_still(format, bytes) })
}

/// Whether a picture is shown on its side.
fn turns(orientation: Option<image::metadata::Orientation>) -> bool {
    orientation.is_some_and(|orientation| orientation.to_exif() >= 5)
}

/// Whether it does not move: smaller ones of it would stand still.
fn is_still(format: Option<ImageFormat>, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    match format {
        Some(ImageFormat::Jpeg) => true,
        Some(ImageFormat::Png) => !has(b"acTL"),
        Some(ImageFormat::WebP) => !has(b"ANIM"),
        _ => false,
    }
}
