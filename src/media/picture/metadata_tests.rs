//! What a picture says beside itself and is needed to show it: which way is up, and what its colours mean.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::tests::{cleaned, crc, holds, picture, size};
use super::*;

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
