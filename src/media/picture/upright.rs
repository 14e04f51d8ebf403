//! Pictures as they are published: cleaned, and upright where browsers do not turn them.

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::clean::clean;
use super::look::is_still;
use super::shrink::{decode, encode, with_profile};
use crate::diagnostic::Problem;

/// The picture of this name as readers get it. How a JPEG or a PNG was held is said in it, and browsers turn it; a WebP, of which
/// they take no notice, is turned here.
pub(crate) fn ready(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let cleaned = clean(name, bytes)?.bytes.into_owned();
    if !is_lying(bytes) {
        return Ok(cleaned);
    }
    let failed = |detail: String| Problem::PictureDamaged { detail };
    let decoded = decode(bytes).map_err(failed)?;
    let is_whole = bytes.windows(4).any(|name| name == b"VP8L");
    let turned = encode(&decoded.picture, is_whole).map_err(failed)?;
    with_profile(&turned, decoded.profile.as_deref()).ok_or_else(|| failed("WebP".to_owned()))
}

/// Whether this is a WebP that does not move and says that it is to be turned.
fn is_lying(bytes: &[u8]) -> bool {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let has_exif = || bytes.windows(4).any(|name| name == b"EXIF");
    if !is_webp || !has_exif() || !is_still(Some(ImageFormat::WebP), bytes) {
        return false;
    }
    let reader = ImageReader::with_format(std::io::Cursor::new(bytes), ImageFormat::WebP);
    let orientation = reader.into_decoder().and_then(|mut decoder| decoder.orientation());
    orientation.is_ok_and(|orientation| orientation.to_exif() > 1)
}
