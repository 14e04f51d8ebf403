//! A picture without what it says beside itself: where and when it was taken, by whom, with what, and what else was put in it.
//! The picture stays the same, pixel by pixel.

use std::borrow::Cow;

use super::{expansion, svg};
use crate::diagnostic::Problem;

/// A picture as readers get it.
#[derive(Debug)]
pub(crate) struct Cleaned<'a> {
    /// What is left.
    pub(crate) bytes: Cow<'a, [u8]>,
    /// What was taken out that no honest picture has, or nothing does without.
    pub(crate) told: Option<Problem>,
}

/// The picture of this name without it; what cannot be followed to its end is damaged. What is of none of these formats stays as
/// it is.
pub(crate) fn clean<'a>(name: &str, bytes: &'a [u8]) -> Result<Cleaned<'a>, Problem> {
    let damaged = |detail: &str| {
        let detail = detail.lines().next().unwrap_or_default().chars().take(120).collect();
        Problem::PictureDamaged { detail }
    };
    let (cleaned, format) = if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        (jpeg(bytes), "jpeg")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (png(bytes), "png")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (webp(bytes), "webp")
    } else if bytes.starts_with(b"GIF8") {
        (gif(bytes), "gif")
    } else if is_drawing(name) {
        let (drawing, taken) = svg::clean(bytes).map_err(|detail| damaged(&detail))?;
        expansion::check(&drawing)?;
        let taken: Vec<String> = taken.into_iter().collect();
        let told = (!taken.is_empty()).then_some(Problem::DrawingCleaned { taken });
        return Ok(Cleaned { bytes: Cow::Owned(drawing.into_bytes()), told });
    } else {
        return Ok(Cleaned { bytes: Cow::Borrowed(bytes), told: None });
    };
    let (cleaned, end) = cleaned.ok_or_else(|| damaged(format))?;
    let tail = odd(bytes.get(end..).unwrap_or_default());
    let told = (tail > 0).then_some(Problem::PictureTail { bytes: tail as u64 });
    Ok(Cleaned { bytes: Cow::Owned(cleaned), told })
}

/// How many of the bytes behind a picture are none that cameras put there: filling, further pictures, a short film.
fn odd(tail: &[u8]) -> usize {
    let is_filling = |byte: &u8| matches!(byte, 0 | 0xFF) || byte.is_ascii_whitespace();
    let from = tail.iter().position(|byte| !is_filling(byte)).unwrap_or(tail.len());
    // A picture begins with what may be filling too.
    let rest = &tail[from..];
    let is_picture = rest.starts_with(&[0xD8, 0xFF]);
    let is_film = rest[..rest.len().min(8)].windows(4).any(|name| name == b"ftyp");
    let is_camera = is_picture || is_film || tail.ends_with(b"SEFT");
    if is_camera { 0 } else { rest.len() }
}

/// Whether a file of this name is opened as a drawing; one that is packed cannot be looked into, and no browser opens it from a
/// folder.
pub(super) fn is_drawing(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".svg") || name.ends_with(".svgz")
}

/// Segments of JPEG that the picture needs: its profile of colours and what tells Adobe's colours. The way it is turned is
/// written anew.
fn jpeg(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut kept = vec![0xFF, 0xD8];
    let mut at = 2;
    let mut turned = None;
    let body = kept.len();
    loop {
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (0xFF, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        if marker == 0xD9 {
            kept.extend([0xFF, 0xD9]);
            at += 2;
            break;
        }
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + length)?;
        let content = segment.get(4..)?;
        match marker {
            0xE1 if content.starts_with(b"Exif\0\0") => {
                turned = turned.or_else(|| orientation(&content[6..]));
            }
            0xE2 if content.starts_with(b"ICC_PROFILE\0") => kept.extend(segment),
            // What comes behind the head is a miniature, or something else.
            0xE0 if content.starts_with(b"JFIF\0") => {
                kept.extend([0xFF, 0xE0, 0, 16]);
                kept.extend(content.get(..12)?);
                kept.extend([0, 0]);
            }
            0xEE if content.starts_with(b"Adobe") && content.len() == 12 => kept.extend(segment),
            0xE0..=0xEF | 0xFE => {}
            _ => kept.extend(segment),
        }
        at += 2 + length;
        if marker == 0xDA {
            let end = scan_end(bytes, at)?;
            kept.extend(&bytes[at..end]);
            at = end;
        }
    }
    if let Some(turned) = turned.filter(|turned| (2..=8).contains(turned)) {
        let exif = [&[0xFF, 0xE1, 0, 34, b'E', b'x', b'i', b'f', 0, 0][..], &tag(turned)].concat();
        kept.splice(body..body, exif);
    }
    Some((kept, at))
}

/// Where the pixels of a scan end: at the next marker that is no part of them.
fn scan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// How the picture is turned, from the first directory of its EXIF.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_big = tiff.starts_with(b"MM");
    let two = |at: usize| -> Option<u16> {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let (first, second) = (usize::from(two(4)?), usize::from(two(6)?));
    let directory = if is_big { first << 16 | second } else { second << 16 | first };
    let count = usize::from(two(directory)?);
    (0..count)
        .map(|entry| directory + 2 + entry * 12)
        .find(|entry| two(*entry) == Some(0x0112))
        .and_then(|entry| two(entry + 8))
        .and_then(|value| u8::try_from(value).ok())
}

/// An EXIF that says how the picture is turned, and nothing else.
fn tag(turned: u8) -> [u8; 26] {
    [b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]
}

/// The chunks of PNG that show something, and how it is turned.
fn png(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    const SHOWN: &[&[u8]] = &[
        b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"hIST", b"cICP",
        b"acTL", b"fcTL", b"fdAT",
    ];
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let end = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        let name = &chunk[4..8];
        // What stands behind the pixels comes too late to turn them.
        let is_before = name == b"eXIf" && !kept.windows(4).any(|name| name == b"IDAT");
        if name[0].is_ascii_uppercase() || SHOWN.contains(&name) {
            kept.extend(chunk);
        } else if is_before
            && let Some(turned) = orientation(&chunk[8..chunk.len() - 4])
            && (2..=8).contains(&turned)
        {
            let named = [&b"eXIf"[..], &tag(turned)].concat();
            kept.extend([0, 0, 0, 26]);
            kept.extend(&named);
            kept.extend(sum(&named).to_be_bytes());
        }
        at = end;
        if name == b"IEND" {
            return Some((kept, at));
        }
    }
}

/// The sum that a chunk of PNG ends with.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// The chunks of WebP but EXIF and XMP, and the flags that announce those.
fn webp(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let all = bytes.get(..size.checked_add(8)?)?;
    let mut kept = all.get(..12)?.to_vec();
    let mut at = 12;
    while at < all.len() {
        let name = all.get(at..at + 4)?;
        let length =
            usize::try_from(u32::from_le_bytes(all.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let chunk = all.get(at..end.min(all.len()))?;
        if name == b"VP8X" {
            let place = kept.len() + 8;
            kept.extend(chunk);
            *kept.get_mut(place)? &= !0x0C;
        } else if !matches!(name, b"EXIF" | b"XMP ") {
            kept.extend(chunk);
        }
        at = end;
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some((kept, all.len()))
}

/// The frames of a GIF, its colours and how often it goes round; comments and what programs add go. Some have no last byte,
/// which browsers do not mind.
fn gif(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let head = 13 + palette(*bytes.get(10)?);
    let mut kept = bytes.get(..head)?.to_vec();
    let mut at = head;
    while let Some(introducer) = bytes.get(at) {
        let (is_kept, blocks) = match introducer {
            0x2C => (true, at + 11 + palette(*bytes.get(at + 9)?)),
            0x21 => {
                let content = bytes.get(at + 3..)?;
                let is_repeat = content.starts_with(b"NETSCAPE2.0")
                    || content.starts_with(b"ANIMEXTS1.0")
                    || content.starts_with(b"ICCRGBG1012");
                let label = *bytes.get(at + 1)?;
                (label == 0xF9 || label == 0xFF && is_repeat, at + 2)
            }
            0x3B => break,
            _ => return None,
        };
        let end = blocks_end(bytes, blocks)?;
        if is_kept {
            kept.extend(bytes.get(at..end)?);
        }
        at = end;
    }
    kept.push(0x3B);
    Some((kept, at + 1))
}

/// How long the colours are that follow these flags.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a row of blocks ends, each with its length before it, the last with none.
fn blocks_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
