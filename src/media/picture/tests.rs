//! Pictures that were made here, and some that were made to do harm.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::clean::clean;
use super::*;
use crate::diagnostic::Problem;
use crate::media::Facts;

/// A picture that is dark on the left and light on the right.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
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

fn cleaned(name: &str, bytes: &[u8]) -> Vec<u8> {
    clean(name, bytes).expect("a picture").bytes.into_owned()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn size(name: &str, bytes: &[u8]) -> (u32, u32) {
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
        assert_eq!(lie(name, &bytes), Facts::Lying(lying), "{name}");
    }
    assert_eq!(lie("a.png", &picture(30, 20, ImageFormat::Png)), Facts::Lying(None));
    for end in 0..avif.len() {
        for found in [look("a.avif", &avif[..end], 64), lie("a.avif", &avif[..end])] {
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
    assert_eq!(
        look("a.png", &bomb, 64),
        Facts::Unusable(Problem::PictureTooLarge { megapixels: 269, limit: 64 })
    );
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
fn crc(bytes: &[u8]) -> u32 {
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
fn nothing_runs_in_a_drawing() {
    for (svg, wanted) in [
        ("<svg><script>alert(1)</script><path d=\"M0 0\"/></svg>", "<svg><path d=\"M0 0\"/></svg>"),
        ("<svg onload=\"x()\" width=\"3\"/>", "<svg width=\"3\"/>"),
        (
            "<svg><a xlink:href=\"java&#10;script:x()\"><text>a</text></a></svg>",
            "<svg><a><text>a</text></a></svg>",
        ),
        ("<svg><a href=\"data:text/html,x\">a</a></svg>", "<svg><a>a</a></svg>"),
        ("<svg><set to=\"javascript:x\"/></svg>", "<svg><set/></svg>"),
        (
            "<svg><foreignObject><body><b>x</b></body></foreignObject>a &amp; b</svg>",
            "<svg>a &amp; b</svg>",
        ),
        ("<svg><use href=\"#a\"/><a href=\"https://x.example/?a=1&amp;b=2\">'a'</a></svg>", ""),
    ] {
        let clean = cleaned("a.svg", svg.as_bytes());
        let wanted = if wanted.is_empty() { svg } else { wanted };
        assert_eq!(String::from_utf8_lossy(&clean), wanted);
        assert_eq!(cleaned("a.svg", &clean), clean);
    }
}

#[test]
fn nothing_is_loaded_or_told_by_a_drawing() {
    for (svg, wanted) in [
        (
            "<!DOCTYPE svg [<!ENTITY s \"<script>alert(1)</script>\">]><svg>a&s;b</svg>",
            "<svg>ab</svg>",
        ),
        (
            "<svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script>x()</s:script></svg>",
            "<svg xmlns:s=\"http://www.w3.org/2000/svg\"></svg>",
        ),
        (
            "<svg><image xlink:href=\"https://x.example/a.png\"/><use href=\"b.svg#a\"/></svg>",
            "<svg><image/><use/></svg>",
        ),
        ("<svg><image href=\"data:image/svg+xml;base64,x\"/></svg>", "<svg><image/></svg>"),
        ("<svg><feImage href=\"data:image/png;base64,x\"/><use href=\"#a\"/></svg>", ""),
        (
            "<svg><path fill=\"url(https://x.example/)\" stroke=\"url(#a)\"/></svg>",
            "<svg><path stroke=\"url(#a)\"/></svg>",
        ),
        (
            "<svg><g style=\"fill:url(&quot;//x&quot;);top:0\"/></svg>",
            "<svg><g style=\"fill:none;top:0\"/></svg>",
        ),
        (
            "<svg><style>@im&#112;ort 'x';<![CDATA[a > b{}]]></style></svg>",
            "<svg><style>a &gt; b{}</style></svg>",
        ),
        ("<svg><style>a<g/>{}</style></svg>", "<svg><style>a{}</style></svg>"),
        (
            "<svg><h:link href=\"x\"/><h:img src=\"x\"/><g h:srcset=\"x\" xml:base=\"x\"/></svg>",
            "<svg><g/></svg>",
        ),
        ("<svg><set attributeName=\"xlink:href\" to=\"//x\"/></svg>", "<svg></svg>"),
        (
            "<svg xmlns:inkscape=\"x\" inkscape:export=\"C:/Jet\"><!-- Jet --><metadata><a>Jet</a></metadata><sodipodi:namedview/></svg>",
            "<svg></svg>",
        ),
        (
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"x\"?><svg/>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg/>",
        ),
    ] {
        let clean = cleaned("a.svg", svg.as_bytes());
        let wanted = if wanted.is_empty() { svg } else { wanted };
        assert_eq!(String::from_utf8_lossy(&clean), wanted);
        assert_eq!(cleaned("a.svg", &clean), clean);
    }
}

#[test]
fn a_drawing_is_written_as_utf_8_or_refused() {
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><svg><script/>Caf\xe9</svg>";
    let wanted = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg>Café</svg>";
    assert_eq!(cleaned("a.svg", latin), wanted.as_bytes());
    let mut wide = vec![0xFF, 0xFE];
    wide.extend("<svg><script/>é</svg>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(cleaned("a.SVG", &wide), "<svg>é</svg>".as_bytes());
    for (name, bytes) in [
        ("a.svg", &b"<svg>Caf\xe9</svg>"[..]),
        ("a.svg", &wide[2..]),
        ("a.svg", b"<svg><g></svg>"),
        ("a.svg", b"<svg><g/>"),
        ("a.svg", b"<svg/><svg/>"),
        ("a.svg", b"<svg/>x"),
        ("a.svg", b"<svg a=1/>"),
        ("a.svg", b"<svg a/onload=\"x()\"/>"),
        ("a.svg", b"<svg a=\"1\" a=\"2\"/>"),
        ("a.svg", b"<svg xmlns=\"&ns;\"/>"),
        ("a.svg", b"<html/>"),
        ("a.svg", b""),
        ("a.svg", b"\x1f\x8b\x08"),
        ("a.svgz", b"\x1f\x8b\x08"),
    ] {
        let found = clean(name, bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(matches!(found, Err(Problem::PictureDamaged { .. })), "{text}: {found:?}");
    }
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

/// An EXIF that says that the picture was held on its side, and where.
const HELD: &[u8] = b"MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0GPS 52.0907 N";

/// A part of a PNG.
fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A part of a WebP.
fn part(name: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("short").to_le_bytes();
    [name, &length, content, &[0; 1][..content.len() % 2]].concat()
}

#[test]
fn a_png_and_a_webp_that_were_held_on_their_side_are_upright() {
    let png = picture(900, 600, ImageFormat::Png);
    let told = [&png[..33], &chunk(b"eXIf", HELD), &png[33..]].concat();
    assert_eq!(size("a.png", &told), (600, 900));
    let made = ready("a.png", &told).expect("a picture");
    assert!(holds(&made, "eXIf") && !holds(&made, "GPS"));
    assert_eq!((size("a.png", &made), cleaned("a.png", &made)), ((600, 900), made.clone()));
    let upright = |bytes: &[u8]| {
        let picture = image::load_from_memory(bytes).expect("a picture").to_rgb8();
        let (wide, high) = picture.dimensions();
        assert!(wide < high, "{wide} x {high}");
        picture.get_pixel(wide / 2, 10).0[0] < 40
            && picture.get_pixel(wide / 2, high - 20).0[0] > 200
    };
    for made in shrink(&told, &[480, 600]).expect("smaller") {
        assert!(upright(&made));
    }
    let plain = shrink(&picture(900, 600, ImageFormat::Jpeg), &[900]).expect("one").remove(0);
    let head = [8, 0, 0, 0, 0x83, 3, 0, 0x57, 2, 0];
    let mut webp =
        [&plain[..12], &part(b"VP8X", &head), &plain[12..], &part(b"EXIF", HELD)].concat();
    let length = u32::try_from(webp.len() - 8).expect("short");
    webp[4..8].copy_from_slice(&length.to_le_bytes());
    assert_eq!(size("a.webp", &webp), (600, 900));
    let made = ready("a.webp", &webp).expect("a picture");
    assert!(upright(&made) && size("a.webp", &made) == (600, 900) && !holds(&made, "GPS"));
    assert_eq!(ready("a.webp", &made).expect("a picture"), made);
    assert!(shrink(&webp, &[300]).expect("smaller").iter().all(|made| upright(made)));
}

#[test]
fn smaller_pictures_keep_the_meaning_of_their_colours() {
    let profile = |space: &[u8], name: &[u8]| [&[0; 16][..], space, &[0; 100], name].concat();
    let with = |profile: &[u8], format: ImageFormat| match format {
        ImageFormat::Jpeg => {
            let plain = picture(300, 200, format);
            let content = [b"ICC_PROFILE\0\x01\x01", profile].concat();
            let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
            [&plain[..2], &[0xFF, 0xE2], &length, &content, &plain[2..]].concat()
        }
        _ => {
            let see_through = image::RgbaImage::from_fn(300, 200, |x, y| {
                image::Rgba([(x % 256) as u8, 9, (y * x % 251) as u8, y as u8])
            });
            let mut bytes = Cursor::new(Vec::new());
            let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
            image::ImageEncoder::set_icc_profile(&mut encoder, profile.to_vec())
                .expect("a profile");
            DynamicImage::from(see_through).write_with_encoder(encoder).expect("a picture");
            bytes.into_inner()
        }
    };
    let wide = profile(b"RGB ", b"Display P3");
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let made = shrink(&with(&wide, format), &[100, 300]).expect("smaller");
        for (made, width) in made.iter().zip([100, 300]) {
            assert!(holds(made, "Display P3"), "{format:?}");
            let mut decoder =
                image::codecs::webp::WebPDecoder::new(Cursor::new(made)).expect("one");
            let found = image::ImageDecoder::icc_profile(&mut decoder).expect("a profile");
            assert_eq!(found.as_deref(), Some(&wide[..]));
            let picture = image::load_from_memory(made).expect("a picture");
            assert_eq!(
                (picture.width(), picture.color().has_alpha()),
                (width, format == ImageFormat::Png)
            );
            assert_eq!(cleaned("a.webp", made), made.as_slice());
        }
    }
    let usual = |red: u32| {
        let mut usual = [&[0; 16][..], b"RGB ", &[0; 108], &3u32.to_be_bytes()].concat();
        for (name, at) in [(b"rXYZ", 168u32), (b"gXYZ", 188), (b"bXYZ", 208)] {
            usual.extend([&name[..], &at.to_be_bytes(), &20u32.to_be_bytes()].concat());
        }
        let colors = [[red, 0x38F5, 0x0390], [0x6299, 0xB785, 0x18DA], [0x24A0, 0x0F84, 0xB6CF]];
        for color in colors {
            usual.extend(b"XYZ \0\0\0\0");
            usual.extend(color.map(u32::to_be_bytes).concat());
        }
        [usual, b"sRGB IEC61966-2.1".to_vec()].concat()
    };
    let made = shrink(&with(&usual(0x83DF), ImageFormat::Jpeg), &[100]).expect("smaller").remove(0);
    assert!(holds(&made, "ICCP"), "what is called so and is not");
    for plain in [usual(0x6FA2), profile(b"CMYK", b"Coated"), b"x".to_vec()] {
        let made = shrink(&with(&plain, ImageFormat::Jpeg), &[100]).expect("smaller").remove(0);
        assert!(!holds(&made, "ICCP"), "{}", String::from_utf8_lossy(&plain));
    }
}

#[test]
fn drawings_that_would_hang_a_browser_are_refused_and_moving_ones_told() {
    let uses = |floor: u32| {
        format!(
            "<g id=\"a{floor}\">{}</g>",
            format!("<use href=\"#a{}\"/>", floor.wrapping_sub(1)).repeat(10)
        )
    };
    let bomb =
        format!("<svg><g id=\"a0\"><rect/></g>{}</svg>", (1..10).map(uses).collect::<String>());
    for found in [look("a.svg", bomb.as_bytes(), 64), lie("a.svg", bomb.as_bytes())] {
        assert!(matches!(found, Facts::Unusable(Problem::DrawingTooLarge { .. })), "{found:?}");
    }
    let moving = b"<svg><script/><animate repeatCount=\"indefinite\"/></svg>";
    let taken = vec!["<script>".to_owned()];
    let told = vec![Problem::DrawingCleaned { taken }, Problem::PictureMoves];
    let still = Size { width: 300, height: 150, is_photo: false };
    assert_eq!(look("a.svg", moving, 64), Facts::Picture(still, told));
}
