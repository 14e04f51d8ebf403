//! Pictures that were made here, and some that were made to do harm.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::clean::clean;
use super::*;
use crate::diagnostic::Problem;
use crate::media::Facts;

/// A picture that is dark on the left and light on the right.
pub(super) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |x: u32| u8::try_from(x * 255 / width).expect("a shade");
    let picture =
        RgbImage::from_fn(width, height, |x, y| image::Rgb([shade(x), 90, (y % 200) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// The same JPEG as a telephone writes it: on its side, with the place where it was taken, and something behind its end.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let plain = picture(width, height, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x30\0\0\0\0\0\0\0GPS 52.0907 N".to_vec();
    exif.extend(b"Maker: telefoon van Jet");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(length);
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes.extend(b"<script>alert(1)</script>");
    bytes
}

pub(super) fn cleaned(name: &str, bytes: &[u8]) -> Vec<u8> {
    clean(name, bytes).expect("a picture").bytes.into_owned()
}

pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub(super) fn size(name: &str, bytes: &[u8]) -> (u32, u32) {
    match look(name, bytes, 64) {
        Facts::Picture(size, _) => (size.width, size.height),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_picture_has_the_size_that_it_is_shown_in() {
    assert_eq!(size("a.jpg", &photo(300, 200)), (200, 300));
    assert_eq!(size("a.png", &picture(30, 20, ImageFormat::Png)), (30, 20));
    assert_eq!(size("a.gif", &picture(30, 20, ImageFormat::Gif)), (30, 20));
    for (svg, wanted) in [
        ("<svg viewBox=\"0 0 640 360\"/>", (640, 360)),
        ("<?xml version=\"1.0\"?><svg width=\"320\" viewBox=\"0 0 640 360\"></svg>", (320, 180)),
        ("<svg width=\"10px\" height=\"20px\"/>", (10, 20)),
        ("<svg width=\"100%\"/>", (300, 150)),
        // Of Inkscape, matplotlib, and others.
        ("<svg width=\"210mm\" height=\"297mm\" viewBox=\"0 0 210 297\"/>", (794, 1123)),
        ("<svg width=\"460.8pt\" height=\"345.6pt\" viewBox=\"0 0 460.8 345.6\"/>", (614, 461)),
        ("<svg width=\"2 in\" viewBox=\"0,0\n200\t100\"/>", (192, 96)),
        ("<svg width=\"40vw\" viewBox=\"0 0 200 100\"/>", (200, 100)),
    ] {
        assert_eq!(size("a.svg", svg.as_bytes()), wanted, "{svg}");
    }
}

#[test]
fn a_picture_says_nothing_of_who_made_it_where() {
    let photo = photo(300, 200);
    let clean = cleaned("a.jpg", &photo);
    for secret in ["GPS", "Jet", "<script>"] {
        assert!(holds(&photo, secret) && !holds(&clean, secret), "{secret}");
    }
    // It is still shown upright, and pixel by pixel the same.
    assert_eq!(size("a.jpg", &clean), (200, 300));
    let pixels =
        |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture").to_rgb8().into_raw();
    assert_eq!(pixels(&photo), pixels(&clean));
    let png = picture(30, 20, ImageFormat::Png);
    let mut told = png[..33].to_vec();
    told.extend(b"\0\0\0\x0atEXtAuthor\0Jet\0\0\0\0");
    told.extend(&png[33..]);
    told.extend(b"PK\x03\x04");
    assert_eq!(cleaned("a.png", &told), png.as_slice());
    let webp = shrink(&photo, &[100]).expect("smaller").remove(0);
    assert_eq!(cleaned("a.webp", &webp), webp.as_slice());
    let mut told = webp.clone();
    told.extend(b"EXIF\x04\0\0\0GPS!");
    let length = u32::try_from(told.len() - 8).expect("short");
    told[4..8].copy_from_slice(&length.to_le_bytes());
    assert_eq!(cleaned("a.webp", &told), webp.as_slice());
}

#[test]
fn smaller_pictures_are_upright_and_of_their_widths() {
    let photo = photo(900, 600);
    let widths = Size { width: 600, height: 900, is_photo: true }.widths();
    assert_eq!(widths, [480, 600]);
    let made = shrink(&photo, &widths).expect("smaller");
    assert_eq!(size("a.webp", &made[0]), (480, 720));
    assert_eq!(size("a.webp", &made[1]), (600, 900));
    // What lay at the left lies on top.
    let upright = image::load_from_memory(&made[0]).expect("a picture").to_rgb8();
    assert!(upright.get_pixel(240, 10).0[0] < 40 && upright.get_pixel(240, 700).0[0] > 200);
    assert_eq!(shrink(&photo, &widths), Ok(made), "the same each time");
    assert_eq!(Size { width: 4000, height: 3000, is_photo: true }.widths(), [480, 800, 1360]);
    assert_eq!(Size { width: 4000, height: 3000, is_photo: false }.widths(), [0; 0]);
}

#[test]
fn what_was_hidden_in_a_picture_is_told() {
    let told = |name: &str, bytes: &[u8]| clean(name, bytes).expect("a picture").told;
    let tail = |bytes| Some(Problem::PictureTail { bytes });
    let [jpeg, png, gif] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif];
    let with = |format: ImageFormat, tail: &[u8]| [picture(30, 20, format), tail.to_vec()].concat();
    for (format, behind, found) in [
        (jpeg, &b"<script>alert(1)</script>"[..], tail(25)),
        (png, b"PK\x03\x04", tail(4)),
        (gif, b"*/=1;alert(1)", tail(13)),
        // What cameras put there.
        (jpeg, b"\0\0\xFF\xFF\n", None),
        (jpeg, b"\0\0\xFF\xD8\xFF\xE1Jet", None),
        (jpeg, b"\0\0\0\x18ftypmp42", None),
        (jpeg, b"\x01\x02SEFHeSEFT", None),
    ] {
        assert_eq!(told("a", &with(format, behind)), found, "{behind:?}");
    }
    let webp = shrink(&photo(300, 200), &[100]).expect("smaller").remove(0);
    assert_eq!(told("a.webp", &[&webp[..], b"%PDF-"].concat()), tail(5));
    for (svg, taken) in [
        ("<svg onload=\"x()\"><script>a<g/></script></svg>", &["<script>", "onload"][..]),
        ("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg><text>&a;</text></svg>", &["<!ENTITY>"]),
        ("<svg><image href=\"https://x.example/a.png\"/></svg>", &["href"]),
        (
            "<svg><style>/* a */@import 'x';</style><g style=\"fill:url(x)\"/></svg>",
            &["<style>", "style"],
        ),
        ("<svg><set attributeName=\"onload\" to=\"x()\"/></svg>", &["<set>"]),
        (
            "<!DOCTYPE svg PUBLIC \"a\" \"b\"><svg inkscape:export=\"C:/\" content=\"x\"><!-- Jet --><metadata><img/></metadata>\
             <style>/* a */ a{fill:url(#b)}</style><sodipodi:namedview/></svg>",
            &[],
        ),
    ] {
        let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
        let found = (!taken.is_empty()).then_some(Problem::DrawingCleaned { taken });
        assert_eq!(told("a.svg", svg.as_bytes()), found, "{svg}");
    }
}

#[test]
fn nothing_lies_in_the_head_of_a_picture() {
    let jpeg = picture(30, 20, ImageFormat::Jpeg);
    let script =
        [&b"\xFF\xE0\x00\x20JFIF\0\x01\x01"[..], b"\0\0\x01\0\x01\0\0*/=alert(1)/*xxx"].concat();
    assert_eq!(script.len(), 2 + 0x20);
    let told = [&jpeg[..2], &script, &jpeg[2..]].concat();
    let clean = cleaned("a.jpg", &told);
    assert!(!holds(&clean, "alert") && size("a.jpg", &clean) == (30, 20));
    assert_eq!(cleaned("a.jpg", &clean), clean);
}

#[test]
fn pictures_of_other_kinds_are_told_by_what_is_in_them() {
    let file = |name: &str| {
        let path = format!("{}/tests/pictures/{name}", env!("CARGO_MANIFEST_DIR"));
        #[expect(clippy::disallowed_methods, reason = "a real file of another program")]
        std::fs::read(path).expect("a picture")
    };
    let telling = |kind: &str| Problem::PictureTelling { kind: kind.to_owned() };
    let shown = |width, height, told: Option<Problem>| {
        Facts::Picture(Size { width, height, is_photo: false }, told.into_iter().collect())
    };
    let avif = file("told.avif");
    let mut bmp = b"BM".to_vec();
    bmp.resize(54, 0);
    bmp[18] = 60;
    bmp[22..26].copy_from_slice(&(-40i32).to_le_bytes());
    for (name, bytes, found, lying) in [
        ("a.avif", file("plain.avif"), shown(60, 40, None), None),
        // It lies on its side.
        ("a.jpg", avif.clone(), shown(40, 60, Some(telling("AVIF"))), Some(telling("AVIF"))),
        ("a.jpg", file("told.heic"), Facts::Foreign("HEIC".to_owned()), Some(telling("HEIC"))),
        ("a.tif", file("told.tiff"), Facts::Foreign("TIFF".to_owned()), Some(telling("TIFF"))),
        ("a.EMF", b"\x01\0\0\0".to_vec(), Facts::Foreign("EMF".to_owned()), Some(telling("EMF"))),
        ("a.bmp", bmp, shown(60, 40, None), None),
    ] {
        assert_eq!(look(name, &bytes, 64), found, "{name}");
        assert_eq!(lie(name, &bytes, 64), Facts::Lying(lying), "{name}");
    }
    assert_eq!(lie("a.png", &picture(30, 20, ImageFormat::Png), 64), Facts::Lying(None));
    for end in 0..avif.len() {
        for found in [look("a.avif", &avif[..end], 64), lie("a.avif", &avif[..end], 64)] {
            let is_refused = matches!(found, Facts::Unusable(Problem::PictureDamaged { .. }));
            assert!(is_refused || end < 32, "cut at {end}: {found:?}");
        }
    }
}

#[test]
fn damaged_and_enormous_pictures_are_told() {
    let mut bomb = picture(30, 20, ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let crc = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    for found in [look("a.png", &bomb, 64), lie("a.png", &bomb, 64)] {
        let problem = Problem::PictureTooLarge { megapixels: 269, limit: 64 };
        assert_eq!(found, Facts::Unusable(problem));
    }
    assert_eq!(lie("a.png", &bomb, 269), Facts::Lying(None));
    for (name, bytes) in [
        ("a.png", &b"geen plaatje"[..]),
        ("a.jpg", b"\xFF\xD8\xFF"),
        ("a.svg", b"<html>"),
        ("a.svg", b""),
    ] {
        let found = look(name, bytes, 64);
        assert!(
            matches!(found, Facts::Unusable(Problem::PictureDamaged { .. })),
            "{name}: {found:?}"
        );
    }
    let cut = picture(300, 200, ImageFormat::Png);
    let cut = shrink(&cut[..cut.len() / 2], &[100]);
    assert!(matches!(cut, Err(Problem::PictureDamaged { .. })), "{cut:?}");
}

/// The sum that a chunk of PNG ends with.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[test]
fn a_gif_says_nothing_beside_its_frames() {
    let gif = picture(30, 20, ImageFormat::Gif);
    let head = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let repeat = b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0";
    let with = |extra: &[u8], behind: &[u8]| [&gif[..head], extra, &gif[head..], behind].concat();
    let told = [&repeat[..], b"\x21\xFE\x03Jet\x04 GPS\0\x21\xFF\x0BXMP DataXMP\x03Jet\0"].concat();
    let told = with(&told, b"PK\x03\x04");
    assert_eq!(cleaned("a.gif", &told), with(repeat, b""));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture").into_bytes();
    assert_eq!(pixels(&cleaned("a.gif", &told)), pixels(&gif));
    assert_eq!(cleaned("a.gif", &gif[..gif.len() - 1]), gif, "without its last byte");
    let cut = clean("a.gif", &gif[..gif.len() - 4]);
    assert!(matches!(cut, Err(Problem::PictureDamaged { .. })), "{cut:?}");
}

#[test]
fn a_picture_that_was_cut_short_is_refused() {
    let photo = photo(300, 200);
    let png = picture(300, 200, ImageFormat::Png);
    let webp = shrink(&photo, &[100]).expect("smaller").remove(0);
    for (name, bytes) in [
        ("a.jpg", &photo[..photo.len() - 40]),
        ("a.jpg", &photo[..120]),
        ("a.png", &png[..png.len() - 12]),
        ("a.png", &png[..png.len() / 2]),
        ("a.webp", &webp[..webp.len() / 2]),
    ] {
        for found in [clean(name, bytes).err(), told(name, bytes)] {
            assert!(matches!(found, Some(Problem::PictureDamaged { .. })), "{name}: {found:?}");
        }
    }
}

fn told(name: &str, bytes: &[u8]) -> Option<Problem> {
    match look(name, bytes, 64) {
        Facts::Unusable(problem) => Some(problem),
        _ => None,
    }
}

#[test]
fn a_picture_is_shown_with_its_size_and_smaller_ones() {
    let path = |path: &str| OutputPath::new(path).expect("a path");
    let smaller = vec![(480, path("2025/a, b-480w.webp")), (600, path("2025/a-600w.webp"))];
    let picture = Picture { width: 600, height: 900, smaller };
    let shown = Shown {
        address: "../2025/a.jpg",
        description: "\"Wel\"",
        title: "",
        class: "",
        is_lazy: true,
    };
    let mut html = String::new();
    picture.push(&mut html, &shown, |path| path.href_from("../"));
    assert_eq!(
        html,
        "<picture><source type=\"image/webp\" srcset=\"../2025/a%2C%20b-480w.webp 480w, ../2025/a-600w.webp 600w\" \
         sizes=\"(min-width: 48rem) 36rem, 92vw\"><img src=\"../2025/a.jpg\" alt=\"&quot;Wel&quot;\" width=\"600\" \
         height=\"900\" loading=\"lazy\" decoding=\"async\"></picture>"
    );
}
