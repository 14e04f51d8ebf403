//! Smaller pictures, in WebP: a photograph loses what nobody sees, a drawing nothing, and neither its colours.

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::look::{is_still, is_turned};
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
    let Decoded { picture, format, profile } = decode(bytes).map_err(failed)?;
    let is_drawing = format == Some(ImageFormat::Png);
    let one = |width: u32| {
        let height =
            (u64::from(picture.height()) * u64::from(width)).div_ceil(u64::from(picture.width()));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let smaller = match width < picture.width() {
            true => &picture.resize_exact(width, height, FilterType::CatmullRom),
            false => &picture,
        };
        let encoded = encode(smaller, is_drawing).map_err(failed)?;
        with_profile(&encoded, profile.as_deref()).ok_or_else(|| failed("WebP".to_owned()))
    };
    widths.iter().map(|width| one(*width)).collect()
}

/// A picture in pixels, upright.
pub(super) struct Decoded {
    pub(super) picture: DynamicImage,
    pub(super) format: Option<ImageFormat>,
    /// What its colours mean, if that is anything but what screens take them for.
    pub(super) profile: Option<Vec<u8>>,
}

/// The picture upright.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let is_turned = is_turned(format, is_still(format, bytes));
    let orientation = decoder.orientation().ok().filter(|_| is_turned);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_telling(profile));
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(Decoded { picture, format, profile })
}

/// The largest profile of colours that goes along with each smaller picture.
const PROFILE: usize = 1 << 20;

/// Whether a profile is of red, green and blue, and not that of every screen.
fn is_telling(profile: &[u8]) -> bool {
    let is_called = || {
        let plain = profile.windows(4).any(|name| name == b"sRGB");
        plain || profile.windows(8).any(|name| name == b"\0s\0R\0G\0B")
    };
    let is_usual = is_called() && has_usual_colours(profile) == Some(true);
    profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ") && !is_usual
}

/// Whether red, green and blue of a profile are those of screens: some programs change them and leave the name.
fn has_usual_colours(profile: &[u8]) -> Option<bool> {
    const USUAL: [(&[u8], [f64; 3]); 3] = [
        (b"rXYZ", [0.436, 0.222, 0.014]),
        (b"gXYZ", [0.385, 0.717, 0.097]),
        (b"bXYZ", [0.143, 0.061, 0.714]),
    ];
    let four = |at: usize| Some(u32::from_be_bytes(profile.get(at..at + 4)?.try_into().ok()?));
    let count = usize::try_from(four(128)?).ok()?.min(100);
    let tags = (0..count).map(|index| 132 + index * 12);
    for (name, usual) in USUAL {
        let tag = tags.clone().find(|at| profile.get(*at..at + 4) == Some(name))?;
        let place = usize::try_from(four(tag + 4)?).ok()?.checked_add(8)?;
        for (index, usual) in usual.into_iter().enumerate() {
            let found = f64::from(four(place.checked_add(index * 4)?)?) / 65_536.0;
            if (found - usual).abs() > 0.01 {
                return Some(false);
            }
        }
    }
    Some(true)
}

/// A WebP with a profile of its colours: a head, the profile, and what there was.
pub(super) fn with_profile(webp: &[u8], profile: Option<&[u8]>) -> Option<Vec<u8>> {
    const PROFILED: u8 = 0x20;
    const SEE_THROUGH: u8 = 0x10;
    let Some(profile) = profile else { return Some(webp.to_vec()) };
    let body = webp.get(12..)?;
    let (head, rest) = if body.starts_with(b"VP8X") {
        let mut head: [u8; 10] = body.get(8..18)?.try_into().ok()?;
        head[0] |= PROFILED;
        (head, body.get(18..)?)
    } else {
        let decoder = WebPDecoder::new(Cursor::new(webp)).ok()?;
        let (width, height) = decoder.dimensions();
        let flags =
            if decoder.color_type().has_alpha() { PROFILED | SEE_THROUGH } else { PROFILED };
        let [w, v, u, _] = (width - 1).to_le_bytes();
        let [h, g, f, _] = (height - 1).to_le_bytes();
        ([flags, 0, 0, 0, w, v, u, h, g, f], body)
    };
    let mut made = b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0".to_vec();
    made.extend(head);
    made.extend(b"ICCP");
    made.extend(u32::try_from(profile.len()).ok()?.to_le_bytes());
    made.extend(profile);
    made.extend((profile.len() % 2 == 1).then_some(0));
    made.extend(rest);
    let length = u32::try_from(made.len() - 8).ok()?;
    made[4..8].copy_from_slice(&length.to_le_bytes());
    Some(made)
}

pub(super) fn encode(picture: &DynamicImage, is_drawing: bool) -> Result<Vec<u8>, String> {
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
