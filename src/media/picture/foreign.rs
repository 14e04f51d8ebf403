//! Pictures of kinds that are not read: what they are called, and of those that browsers show how large they are.

/// A kind of picture that is copied as it is, if at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// One that browsers show, with its size if that is told, and whether it may say who made it where.
    Shown(&'static str, Option<(u32, u32)>, bool),
    /// One that most browsers do not show.
    Hidden(&'static str),
}

/// Extensions of pictures that say nothing by how they begin.
const NAMED: &[(&str, &str)] = &[("emf", "EMF"), ("wmf", "WMF"), ("eps", "EPS")];

/// How pictures begin that most browsers do not show.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "Photoshop"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"\0\0\0\x0CJXL ", "JPEG XL"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (b"\xFF\x4F\xFF\x51", "JPEG 2000"),
];

/// What kind of picture this is; `None` if it is of a kind that is read, or of none at all. It is what its bytes say it is: a
/// telephone may call `.jpg` what is none.
pub(crate) fn kind(name: &str, bytes: &[u8]) -> Option<Foreign> {
    if bytes.get(4..8) == Some(b"ftyp") {
        return family(bytes);
    }
    if bytes.starts_with(b"BM") && bytes.len() > 26 {
        let side = |at: usize| {
            let four = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(i32::from_le_bytes(four).unsigned_abs()).filter(|side| *side > 0)
        };
        return Some(Foreign::Shown("BMP", side(18).zip(side(22)), false));
    }
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(Foreign::Hidden(kind));
    }
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    NAMED.iter().find(|(ending, _)| *ending == extension).map(|(_, kind)| Foreign::Hidden(kind))
}

/// Of the family of files that begins with its kinds: HEIC of telephones, and AVIF, which looks the same but for that.
fn family(bytes: &[u8]) -> Option<Foreign> {
    let first = content(bytes, 0)?.2;
    let has = |kind: &[u8]| first.chunks(4).any(|brand| brand == kind);
    if has(b"avif") || has(b"avis") {
        let head = boxes(bytes).find(|(name, _)| name == b"meta").map(|(_, inner)| inner);
        // Four bytes of version and flags come first.
        let inner = head.and_then(|inner| inner.get(4..)).unwrap_or_default();
        let size = size(inner).filter(|_| is_whole(bytes, inner));
        return Some(Foreign::Shown("AVIF", size, tells(bytes, inner)));
    }
    let is_still = [&b"heic"[..], b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"];
    match first.get(..4) {
        Some(b"crx ") => Some(Foreign::Hidden("CR3")),
        _ => is_still.into_iter().any(has).then_some(Foreign::Hidden("HEIC")),
    }
}

/// Whether the pixels are there and every box ends within the file: one that was cut off says itself how long it was.
fn is_whole(bytes: &[u8], head: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() && bytes[at..].iter().any(|byte| *byte != 0) {
        match content(bytes, at) {
            Some((end, _, _)) => at = end.max(at + 8),
            None => return false,
        }
    }
    boxes(bytes).any(|(name, _)| &name == b"mdat") || boxes(head).any(|(name, _)| &name == b"idat")
}

/// The box that begins here: where it ends, its name, and what is in it.
fn content(bytes: &[u8], at: usize) -> Option<(usize, [u8; 4], &[u8])> {
    let head = bytes.get(at..at + 8)?;
    let name = head[4..].try_into().ok()?;
    let short = u32::from_be_bytes(head[..4].try_into().ok()?);
    let (from, length) = match short {
        0 => (8, bytes.len() - at),
        1 => {
            let long = u64::from_be_bytes(bytes.get(at + 8..at + 16)?.try_into().ok()?);
            (16, usize::try_from(long).ok()?)
        }
        _ => (8, usize::try_from(short).ok()?),
    };
    let end = at.checked_add(length)?;
    Some((end, name, bytes.get(at + from..end)?))
}

/// The boxes that stand one behind the other.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (end, name, inner) = content(bytes, at)?;
        at = end.max(at + 8);
        Some((name, inner))
    })
}

/// The size of the largest picture in it, which is the one that is shown; its parts and its miniature are smaller.
fn size(head: &[u8]) -> Option<(u32, u32)> {
    let properties = boxes(head).find(|(name, _)| name == b"iprp")?.1;
    let properties = boxes(properties).find(|(name, _)| name == b"ipco")?.1;
    let side = |inner: &[u8], at: usize| {
        let four = inner.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(four)).filter(|side| *side > 0)
    };
    let sizes = boxes(properties).filter(|(name, _)| name == b"ispe");
    let sizes = sizes.filter_map(|(_, inner)| side(inner, 4).zip(side(inner, 8)));
    let (width, height) =
        sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    let turns = |(name, inner): ([u8; 4], &[u8])| {
        &name == b"irot" && inner.first().is_some_and(|angle| angle & 1 == 1)
    };
    Some(if boxes(properties).any(turns) { (height, width) } else { (width, height) })
}

/// Whether anything in it may say who made it where: a part with EXIF or XMP, or a box that a program or camera added.
fn tells(bytes: &[u8], head: &[u8]) -> bool {
    let parts = boxes(head).find(|(name, _)| name == b"iinf").map_or(&[][..], |(_, inner)| inner);
    let has = |sign: &[u8]| parts.windows(4).any(|window| window == sign);
    has(b"Exif") || has(b"mime") || boxes(bytes).any(|(name, _)| matches!(&name, b"uuid" | b"moov"))
}
