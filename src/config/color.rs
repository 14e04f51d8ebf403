//! Colours of the organisation, made dark or light enough to read.

/// The grounds that do not depend on the colour, as the theme's style has them: `--wash`, and `--paper` with a little of the
/// colours of remarks in it. What stands in them may be a link.
const LIGHT: &[[u8; 3]] = &[[0xf4, 0xf2, 0xed]];
const DARK: &[[u8; 3]] = &[[0x1f, 0x25, 0x29]];

/// What `--tint` is mixed of beside the colour: `--paper`.
const LIGHT_PAPER: [u8; 3] = [0xfd, 0xfc, 0xfa];
const DARK_PAPER: [u8; 3] = [0x14, 0x18, 0x1b];

/// The colours that a ground may be tinted with though the site has chosen another: `--good`, `--heed`, `--violet`, `--alarm`.
const LIGHT_HUES: &[[u8; 3]] =
    &[[0x17, 0x66, 0x3f], [0x7a, 0x52, 0x00], [0x62, 0x41, 0x9a], [0x9a, 0x2c, 0x1c]];
const DARK_HUES: &[[u8; 3]] =
    &[[0x7f, 0xd0, 0xa3], [0xe5, 0xbd, 0x66], [0xc3, 0xab, 0xf0], [0xf2, 0xa0, 0x8f]];

/// How much of a colour is in `--tint`.
const TINT: f64 = 0.09;

/// In how many steps a colour is made darker or lighter until it can be read.
const STEPS: u32 = 512;

/// How much text and its ground must differ (WCAG 2, level AA).
const CONTRAST: f64 = 4.5;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color([u8; 3]);

/// The pages that a colour is used on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Color {
    /// `#154273`, or `#fff` for short.
    pub(super) fn read(text: &str) -> Option<Color> {
        let digits: Option<Vec<u8>> = text
            .trim()
            .strip_prefix('#')?
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        match digits?.as_slice() {
            [r, g, b] => Some(Color([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Color([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// In the form of style sheets.
    pub(super) fn hex(self) -> String {
        let Color([r, g, b]) = self;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// The colour itself if text in it can be read on these pages, or else the nearest of its tint that can.
    pub(super) fn readable(self, pages: Pages) -> Color {
        let steps = (0..=STEPS).map(|step| self.towards(pages, f64::from(step) / f64::from(STEPS)));
        let mut last = self;
        for color in steps {
            last = color;
            if color.is_readable(pages) {
                break;
            }
        }
        last
    }

    /// The colour with a share of the light of black or white in it.
    fn towards(self, pages: Pages, share: f64) -> Color {
        if share == 0.0 {
            return self;
        }
        let light = self.0.map(linear);
        Color(
            match pages {
                Pages::Light => light.map(|part| byte(part * (1.0 - share)).floor()),
                Pages::Dark => light.map(|part| byte(part + (1.0 - part) * share).ceil()),
            }
            .map(whole),
        )
    }

    /// Whether text in this colour can be read on each ground that it stands on.
    fn is_readable(self, pages: Pages) -> bool {
        grounds(self, pages).iter().all(|ground| contrast(self, *ground) >= CONTRAST)
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

/// Every ground that text in this colour stands on: those of the pages, and those that it tints itself.
fn grounds(color: Color, pages: Pages) -> Vec<Color> {
    let (plain, paper, hues) = match pages {
        Pages::Light => (LIGHT, LIGHT_PAPER, LIGHT_HUES),
        Pages::Dark => (DARK, DARK_PAPER, DARK_HUES),
    };
    let tints = hues.iter().map(|hue| Color(*hue)).chain([color]).map(|hue| {
        let mixed = mix(hue, Color(paper));
        // Towards the text, so that no rounding makes more contrast than there is.
        Color(
            mixed.map(|part| whole(if pages == Pages::Light { part.floor() } else { part.ceil() })),
        )
    });
    plain.iter().map(|ground| Color(*ground)).chain(tints).collect()
}

/// A little of a colour in another, as `color-mix(in oklab, …)` has it: red, green and blue from 0 to 255.
fn mix(color: Color, ground: Color) -> [f64; 3] {
    let (one, other) = (oklab(color), oklab(ground));
    let mixed = [0, 1, 2].map(|at| one[at] * TINT + other[at] * (1.0 - TINT));
    let [l, m, s] = rows(mixed, TO_CONES).map(|part| part.powi(3));
    rows([l, m, s], TO_LIGHT).map(byte)
}

/// A colour by its lightness, and how red or green and how yellow or blue it is.
fn oklab(color: Color) -> [f64; 3] {
    let cones = rows(color.0.map(linear), FROM_LIGHT).map(f64::cbrt);
    rows(cones, FROM_CONES)
}

fn rows(value: [f64; 3], matrix: [[f64; 3]; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(value).map(|(factor, part)| factor * part).sum())
}

/// The matrices of `OKLab`, there and back.
const FROM_LIGHT: [[f64; 3]; 3] = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const FROM_CONES: [[f64; 3]; 3] = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const TO_CONES: [[f64; 3]; 3] = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const TO_LIGHT: [[f64; 3]; 3] = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

/// How much two colours differ: from 1 to 21.
fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A part of a colour as an amount of light, from 0 to 1.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

/// The reverse, from 0 to 255.
fn byte(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    255.0 * if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to a byte"
)]
fn whole(byte: f64) -> u8 {
    byte.clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_both_lengths() {
        for (text, hex) in [
            ("#FFF", Some("#ffffff")),
            ("#1a2", Some("#11aa22")),
            ("#154273", Some("#154273")),
            ("154273", None),
            ("#15427", None),
            ("#15427g", None),
            ("blauw", None),
        ] {
            assert_eq!(Color::read(text).map(Color::hex).as_deref(), hex, "{text}");
        }
    }

    #[test]
    fn every_colour_becomes_readable_and_a_readable_one_stays() {
        let parts = (0..=255).step_by(51).map(|part| u8::try_from(part).unwrap());
        let parts: Vec<u8> = parts.collect();
        let mut colors: Vec<Color> =
            ["#ffee00", "#0f5c6e", "#777777", "#888888", "#39870c", "#e6007e"]
                .map(|text| Color::read(text).unwrap())
                .to_vec();
        for red in &parts {
            for green in &parts {
                colors.extend(parts.iter().map(|blue| Color([*red, *green, *blue])));
            }
        }
        for color in colors {
            for pages in [Pages::Light, Pages::Dark] {
                let used = color.readable(pages);
                for ground in grounds(used, pages) {
                    let found = contrast(used, ground);
                    assert!(
                        found >= CONTRAST,
                        "{} {pages:?} {}: {found}",
                        color.hex(),
                        ground.hex()
                    );
                }
                assert_eq!(used == color, color.is_readable(pages), "{} {pages:?}", color.hex());
            }
        }
        let shipped = Color::read("#0f5c6e").unwrap();
        assert_eq!(shipped.readable(Pages::Light), shipped);
    }

    #[test]
    fn grounds_are_those_of_the_style() {
        #[expect(clippy::disallowed_methods, reason = "the style that the constants repeat")]
        let style = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/themes/default/assets/style.css"
        ))
        .unwrap();
        let hex = |color: [u8; 3]| Color(color).hex();
        let names = ["--paper", "--wash", "--good", "--heed", "--violet", "--alarm"];
        let light = [&[LIGHT_PAPER], LIGHT, LIGHT_HUES].concat();
        let dark = [&[DARK_PAPER], DARK, DARK_HUES].concat();
        for ((name, light), dark) in names.into_iter().zip(light).zip(dark) {
            let rule = format!("{name}: light-dark({}, {});", hex(light), hex(dark));
            assert!(style.contains(&rule), "{rule}");
        }
        assert!(style.contains("--tint: color-mix(in oklab, var(--hue) 9%, var(--paper))"));
    }

    #[test]
    fn colours_mix_as_browsers_mix_them() {
        // What Chromium makes of `color-mix(in oklab, … 9%, …)`, which rounds on its way.
        for (color, paper, wanted) in [
            ("#ffee00", LIGHT_PAPER, [253, 251, 236]),
            ("#ffee00", DARK_PAPER, [37, 40, 33]),
            ("#e6007e", LIGHT_PAPER, [255, 235, 238]),
            ("#39870c", LIGHT_PAPER, [235, 242, 230]),
            ("#000000", LIGHT_PAPER, [223, 222, 221]),
            ("#000000", DARK_PAPER, [16, 20, 22]),
        ] {
            let found = mix(Color::read(color).unwrap(), Color(paper));
            let is_near = |(one, other): (f64, i32)| (one - f64::from(other)).abs() <= 1.0;
            assert!(found.into_iter().zip(wanted).all(is_near), "{color}: {found:?}");
        }
    }
}
