//! Pictures that move by themselves and do not stop: who reads beside them cannot make them stand still (WCAG 2.2.2).

use crate::html::tokens::{Token, attributes, decode, tokens};

/// How long a picture may move, in thousandths of a second.
const LONGEST: u64 = 5_000;

/// Elements of a drawing that move what they stand in.
const ANIMATIONS: &[&str] = &["animate", "animatetransform", "animatemotion", "animatecolor"];

/// The beginnings of what a reader does for something to move: of events, and of keys. `indefinite` waits for a link to it.
const DONE: &[&str] = &[
    "click",
    "dblclick",
    "auxclick",
    "mouse",
    "pointer",
    "touch",
    "key",
    "focus",
    "activate",
    "accesskey",
    "wheel",
    "indefinite",
];

/// Whether a picture moves for longer than that; one that cannot be followed to its end does not.
pub(super) fn moves(bytes: &[u8]) -> bool {
    let lasts = if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.starts_with(b"\x89PNG") {
        png(bytes)
    } else if bytes.starts_with(b"RIFF") {
        webp(bytes)
    } else {
        return std::str::from_utf8(bytes).is_ok_and(drawing);
    };
    lasts.is_some_and(|lasts| lasts > LONGEST)
}

/// How long some frames last that are shown some times; nought times is for ever.
fn lasts(frames: u64, once: u64, times: u64) -> u64 {
    match (frames, times) {
        (0 | 1, _) => 0,
        (_, 0) => u64::MAX,
        _ => once.saturating_mul(times),
    }
}

/// How long browsers show a frame that asks for so many thousandths of a second: none for as little as ten.
fn stands(thousandths: u64) -> u64 {
    if thousandths <= 10 { 100 } else { thousandths }
}

/// The frames of a GIF, each with how long it stands before it.
fn gif(bytes: &[u8]) -> Option<u64> {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) };
    let mut at = 13 + palette(*bytes.get(10)?);
    let (mut frames, mut once, mut times) = (0, 0, 1);
    while let Some(introducer) = bytes.get(at) {
        match introducer {
            0x2C => {
                frames += 1;
                at += 11 + palette(*bytes.get(at + 9)?);
            }
            0x21 => {
                let content = bytes.get(at + 2..)?;
                if bytes.get(at + 1) == Some(&0xF9) {
                    let hundredths =
                        u64::from(u16::from_le_bytes([*content.get(2)?, *content.get(3)?]));
                    once += stands(hundredths * 10);
                } else if content.get(1..12).is_some_and(|name| name == b"NETSCAPE2.0") {
                    let again =
                        u64::from(u16::from_le_bytes([*content.get(14)?, *content.get(15)?]));
                    times = if again == 0 { 0 } else { again + 1 };
                }
                at += 2;
            }
            _ => break,
        }
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
    }
    Some(lasts(frames, once, times))
}

fn png(bytes: &[u8]) -> Option<u64> {
    let mut at = 8;
    let (mut frames, mut once, mut times) = (0, 0, 1);
    while let Some(head) = bytes.get(at..at + 8) {
        let length = usize::try_from(u32::from_be_bytes(head[..4].try_into().ok()?)).ok()?;
        let content = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        match &head[4..] {
            b"acTL" => times = u64::from(u32::from_be_bytes(content.get(4..8)?.try_into().ok()?)),
            b"fcTL" => {
                frames += 1;
                let part = |from: usize| {
                    Some(u64::from(u16::from_be_bytes([
                        *content.get(from)?,
                        *content.get(from + 1)?,
                    ])))
                };
                let (delay, of) = (part(20)?, part(22)?);
                once += stands(delay * 1_000 / if of == 0 { 100 } else { of });
            }
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(12)?;
    }
    Some(lasts(frames, once, times))
}

fn webp(bytes: &[u8]) -> Option<u64> {
    let mut at = 12;
    let (mut frames, mut once, mut times) = (0, 0, 1);
    while let Some(head) = bytes.get(at..at + 8) {
        let length = usize::try_from(u32::from_le_bytes(head[4..].try_into().ok()?)).ok()?;
        let content = bytes.get(at + 8..)?;
        match &head[..4] {
            b"ANIM" => times = u64::from(u16::from_le_bytes([*content.get(4)?, *content.get(5)?])),
            b"ANMF" => {
                frames += 1;
                let [low, middle, high] = *content.get(12..15)?.first_chunk::<3>()?;
                once += stands(u64::from(u32::from_le_bytes([low, middle, high, 0])));
            }
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(8 + length % 2)?;
    }
    Some(lasts(frames, once, times))
}

/// Whether a drawing says of anything in it that it moves for ever. One that heeds who wants no motion may.
fn drawing(text: &str) -> bool {
    let mut style = String::new();
    let mut is_style = false;
    let (mut left, mut at) = (tokens(text), 0);
    while let Some(token) = left.next() {
        at += token.raw().len();
        match token {
            Token::Open { name, attributes: given, raw } => {
                let name = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
                if ANIMATIONS.contains(&name.as_str()) && repeats(given) {
                    return true;
                }
                is_style = name == "style";
                // In HTML an empty `<title/>` would hold all that follows.
                if raw.ends_with("/>") {
                    (left, is_style) = (tokens(text.get(at..).unwrap_or_default()), false);
                }
                let own = attributes(given).find(|(name, _)| name.eq_ignore_ascii_case("style"));
                style.extend(own.map(|(_, value)| decode(value) + "}"));
            }
            Token::Close { .. } => is_style = false,
            Token::Text(text) | Token::Raw(text) | Token::Comment(text) if is_style => {
                style.push_str(text);
            }
            _ => {}
        }
    }
    !style.contains("prefers-reduced-motion") && is_endless(&style)
}

/// Whether the attributes of an animation let it go on for ever, and begin without a reader.
fn repeats(given: &str) -> bool {
    let attribute = |wanted: &str| {
        let mut all = attributes(given);
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| decode(value).trim().to_ascii_lowercase())
    };
    let is_endless = |name: &str| attribute(name).is_some_and(|value| value == "indefinite");
    let waits = |part: &str| {
        let event = part.trim().rsplit('.').next().unwrap_or_default();
        DONE.iter().any(|done| event.starts_with(done))
    };
    let begins = attribute("begin").is_none_or(|begin| !begin.split(';').all(waits));
    begins && (is_endless("repeatCount") || is_endless("repeatDur"))
}

/// Whether a style lets anything move for ever.
fn is_endless(style: &str) -> bool {
    style.match_indices("animation").any(|(at, _)| {
        let rest = &style[at..];
        let end = rest.find([';', '}', '<']).unwrap_or(rest.len());
        rest[..end].split([':', ' ', ',']).any(|word| word.trim() == "infinite")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gif_of(frames: usize, hundredths: u8, repeat: Option<u8>) -> Vec<u8> {
        let mut gif = b"GIF89a\x01\0\x01\0\0\0\0".to_vec();
        if let Some(times) = repeat {
            gif.extend(b"\x21\xFF\x0BNETSCAPE2.0\x03\x01");
            gif.extend([times, 0, 0]);
        }
        for _ in 0..frames {
            gif.extend([0x21, 0xF9, 4, 0, hundredths, 0, 0, 0]);
            gif.extend([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0]);
        }
        gif.push(0x3B);
        gif
    }

    #[test]
    fn a_drawing_moves_by_its_animations_and_its_style() {
        for (svg, wanted) in [
            ("<svg><animate repeatCount=\"indefinite\"/></svg>", true),
            ("<svg><animate repeatDur = ' indefinite'/></svg>", true),
            ("<svg><animate repeatCount=\"2\"/><set dur=\"indefinite\"/></svg>", false),
            ("<svg><style>a{animation:b 1s infinite alternate}</style></svg>", true),
            ("<svg><g style=\"animation-iteration-count: infinite\"/></svg>", true),
            ("<svg><style>a{animation:b 1s 2}</style><text>infinite</text></svg>", false),
            ("<svg><title>Zo werkt repeatCount=\"indefinite\"</title></svg>", false),
            ("<svg><title/><style/><text/><animate repeatCount='indefinite'/></svg>", true),
            ("<svg><text>animation: a 1s infinite</text></svg>", false),
            ("<svg><style><![CDATA[a{animation:b 1s infinite}]]></style></svg>", true),
            ("<svg><animate begin=\"click\" repeatCount=\"indefinite\"/></svg>", false),
            (
                "<svg><animate begin=\"a.mouseover+1s; b.click\" repeatCount=\"indefinite\"/></svg>",
                false,
            ),
            ("<svg><animate begin=\"0s;a.click\" repeatCount=\"indefinite\"/></svg>", true),
            ("<s:svg><s:animateTransform begin=\"1.5s\" repeatDur='indefinite'/></s:svg>", true),
            (
                "<svg><style>a{animation:b 1s infinite}@media (prefers-reduced-motion: reduce){a{animation:none}}</style></svg>",
                false,
            ),
        ] {
            assert_eq!(moves(svg.as_bytes()), wanted, "{svg}");
        }
    }

    #[test]
    fn what_moves_for_long_is_told_from_what_stops() {
        for (gif, wanted) in [
            (gif_of(10, 10, Some(0)), true),
            (gif_of(1, 10, Some(0)), false),
            (gif_of(10, 10, None), false),
            (gif_of(10, 10, Some(9)), true),
            (gif_of(10, 10, Some(3)), false),
            (gif_of(30, 200, None), true),
            (gif_of(30, 0, Some(1)), true),
            (gif_of(30, 1, Some(1)), true),
            (gif_of(30, 2, Some(1)), false),
        ] {
            assert_eq!(moves(&gif), wanted);
        }
        let chunk = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).expect("short").to_be_bytes();
            [&length[..], name, content, &[0; 4]].concat()
        };
        let frame = [&[0; 20][..], &[0, 1, 0, 10], &[0; 2]].concat();
        let png = |plays: u8| {
            let control = chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, plays]);
            [&b"\x89PNG\r\n\x1a\n"[..], &control, &chunk(b"fcTL", &frame), &chunk(b"fcTL", &frame)]
                .concat()
        };
        assert!(moves(&png(0)) && !moves(&png(1)) && moves(&png(50)));
        let part = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).expect("short").to_le_bytes();
            [name, &length[..], content].concat()
        };
        let webp = |times: u8| {
            let frame = [&[0; 12][..], &[100, 0, 0, 0]].concat();
            let frames = part(b"ANMF", &frame).repeat(2);
            [&b"RIFF\0\0\0\0WEBP"[..], &part(b"ANIM", &[0, 0, 0, 0, times, 0]), &frames].concat()
        };
        assert!(moves(&webp(0)) && !moves(&webp(3)) && moves(&webp(100)));
        for bytes in [gif_of(2, 9, Some(0)), png(0), webp(0)] {
            for end in 0..bytes.len() {
                let _ = moves(&bytes[..end]);
            }
        }
    }
}
