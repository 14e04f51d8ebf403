//! Smaller pictures, in WebP: a photograph loses what nobody sees, a drawing nothing.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::diagnostic::Problem;

/// How much of a photograph is kept, in percent.
const QUALITY: f32 = 78.0;

/// The same of a drawing that is too detailed to be kept whole.
const FINE: f32 = 90.0;

/// The most memory that a picture may take, whatever its header says.
const MEMORY: u64 = 1 << 30;

/// Smaller pictures of these widths.
pub(crate) fn shrink(bytes: &[u8], widths: &[u32]) -> Result<Vec<Vec<u8>>, Problem> {
    let failed = |detail: String| Problem::PictureDamaged { detail };
    let (picture, format) = decode(bytes).map_err(failed)?;
    let is_drawing = format == Some(ImageFormat::Png);
    let one = |width: u32| {
        let height =
            (u64::from(picture.height()) * u64::from(width)).div_ceil(u64::from(picture.width()));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let smaller = match width < picture.width() {
            true => &picture.resize_exact(width, height, FilterType::CatmullRom),
            false => &picture,
        };
        encode(smaller, is_drawing).map_err(failed)
    };
    widths.iter().map(|width| one(*width)).collect()
}

/// The picture upright.
fn decode(bytes: &[u8]) -> Result<(DynamicImage, Option<ImageFormat>), String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let orientation = decoder.orientation().ok().filter(|_| format == Some(ImageFormat::Jpeg));
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok((picture, format))
}

fn encode(picture: &DynamicImage, is_drawing: bool) -> Result<Vec<u8>, String> {
    let (width, height) = (picture.width(), picture.height());
    let (rgba, rgb);
    let encoder = if picture.color().has_alpha() {
        rgba = picture.to_rgba8();
        webp::Encoder::from_rgba(&rgba, width, height)
    } else {
        rgb = picture.to_rgb8();
        webp::Encoder::from_rgb(&rgb, width, height)
    };
    let encode = |lossless: bool, quality: f32| {
        let encoded =
            encoder.encode_simple(lossless, quality).map_err(|error| format!("{error:?}"));
        encoded.map(|bytes| bytes.to_vec())
    };
    if !is_drawing {
        return encode(false, QUALITY);
    }
    let whole = encode(true, 75.0)?;
    // More than half a byte per pixel is no drawing after all.
    let is_small = whole.len() as u64 * 2 <= u64::from(width) * u64::from(height);
    if is_small { Ok(whole) } else { encode(false, FINE) }
}
