//! Colours of the organisation, made dark or light enough to read.

/// The darkest ground of light pages, and the lightest one of dark pages: `--wash` in the theme's style.
const LIGHT: Color = Color([0xf4, 0xf2, 0xed]);
const DARK: Color = Color([0x1f, 0x25, 0x29]);

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
        let own = self.luminance();
        let (ground, ink) = match pages {
            Pages::Light => (LIGHT, (LIGHT.luminance() + 0.05) / CONTRAST - 0.05),
            Pages::Dark => (DARK, (DARK.luminance() + 0.05) * CONTRAST - 0.05),
        };
        if contrast(self, ground) >= CONTRAST {
            return self;
        }
        let light = self.0.map(linear);
        Color(
            match pages {
                Pages::Light => light.map(|part| byte(part * ink / own).floor()),
                Pages::Dark => {
                    let share = (ink - own) / (1.0 - own);
                    light.map(|part| byte(part + (1.0 - part) * share).ceil())
                }
            }
            .map(whole),
        )
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

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
        for text in ["#ffff00", "#fff", "#000", "#00f", "#0f5c6e", "#777777", "#e30613", "#f90"] {
            let color = Color::read(text).unwrap();
            for (pages, ground) in [(Pages::Light, LIGHT), (Pages::Dark, DARK)] {
                let used = color.readable(pages);
                assert!(contrast(used, ground) >= CONTRAST, "{text} {pages:?} {}", used.hex());
                assert_eq!(used == color, contrast(color, ground) >= CONTRAST, "{text} {pages:?}");
            }
        }
    }
}
