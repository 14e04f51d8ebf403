//! What charts are drawn on: an SVG as wide as the text, with heights in the size of its letters. Widths are parts of the
//! whole, so that letters stay letters on a phone. What it looks like stands in attributes, which a style sheet may overrule: few
//! posts have a chart, and every one would load the rules for it.

use crate::html::push_escaped;

/// A drawing that grows downwards.
pub(super) struct Drawing {
    svg: String,
    /// The texts on bars, which are drawn over all of them.
    within: String,
    /// How high it is by now, in em.
    pub(super) height: f64,
    /// What tells the patterns of this drawing from those of others on the page.
    prefix: String,
}

/// What a number of the scale looks like, beside other texts.
pub(super) const SCALE: &str = " fill=\"var(--soft)\"";
/// What the number of a bar looks like, and the name of a line.
pub(super) const STRONG: &str = " font-weight=\"600\"";
/// A number that is all there is to be seen.
pub(super) const LARGE: &str =
    " fill=\"var(--link)\" font-family=\"var(--display)\" font-size=\"3em\" font-weight=\"500\"";
/// The colour of the lines of a scale.
pub(super) const FAINT: &str = "--rule";
/// The colour of the line that bars stand on.
pub(super) const CLEAR: &str = "--rule-strong";

/// Where a text stands against its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A number without needless digits.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

impl Drawing {
    pub(super) fn new(prefix: &str) -> Drawing {
        Drawing {
            svg: String::new(),
            within: String::new(),
            height: 0.0,
            prefix: prefix.to_owned(),
        }
    }

    /// A text at a part of the width, in percent, and a height; `look` are attributes.
    pub(super) fn text(
        &mut self,
        (x, y): (f64, f64),
        (anchor, dx): (Anchor, f64),
        look: &str,
        text: &str,
    ) {
        self.svg.push_str(&format!("<text x=\"{}%\" y=\"{}em\"", short(x), short(y)));
        if dx != 0.0 {
            self.svg.push_str(&format!(" dx=\"{}em\"", short(dx)));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.svg.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.svg.push_str(" text-anchor=\"end\""),
        }
        self.svg.push_str(look);
        self.svg.push('>');
        push_escaped(&mut self.svg, text);
        self.svg.push_str("</text>");
    }

    /// A text in the middle of a bar, legible on any.
    pub(super) fn text_within(&mut self, (x, y): (f64, f64), text: &str) {
        self.within.push_str(&format!("<text x=\"{}%\" y=\"{}em\">", short(x), short(y)));
        push_escaped(&mut self.within, text);
        self.within.push_str("</text>");
    }

    /// A bar of a series, from 0: the corner in percent and em, the width in percent and the height in em.
    pub(super) fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), series: usize) {
        let fill = match series {
            0 => String::new(),
            _ => format!(" fill=\"url(#{}-{series})\"", self.prefix),
        };
        self.svg.push_str(&format!(
            "<rect class=\"f{series}\" x=\"{}%\" y=\"{}em\" width=\"{}%\" height=\"{}em\"{fill}/>",
            short(x),
            short(y),
            short(width),
            short(height)
        ));
    }

    /// A line of the scale, between two places in percent and em.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        self.svg.push_str(&format!(
            "<line stroke=\"var({stroke})\" x1=\"{}%\" y1=\"{}em\" x2=\"{}%\" y2=\"{}em\"/>",
            short(from.0),
            short(from.1),
            short(to.0),
            short(to.1)
        ));
    }

    /// Something drawn otherwise.
    pub(super) fn raw(&mut self, svg: &str) {
        self.svg.push_str(svg);
    }

    /// The whole SVG, with the patterns of so many series.
    pub(super) fn finish(self, name: &str, patterns: usize) -> String {
        let mut svg = String::with_capacity(self.svg.len() + 600);
        svg.push_str("<svg class=\"chart-drawing\" role=\"img\" width=\"100%\" height=\"");
        svg.push_str(&short(self.height));
        svg.push_str("em\" aria-label=\"");
        push_escaped(&mut svg, name);
        svg.push_str("\" fill=\"currentColor\">");
        svg.push_str(&self::patterns(&self.prefix, patterns));
        svg.push_str(&self.svg);
        if !self.within.is_empty() {
            svg.push_str("<g text-anchor=\"middle\" font-weight=\"600\" paint-order=\"stroke\" stroke=\"var(--paper)\" stroke-width=\".3em\">");
            svg.push_str(&self.within);
            svg.push_str("</g>");
        }
        svg.push_str("</svg>");
        svg
    }
}

/// What fills the bars of the series after the first, so that they are told apart without colour.
fn patterns(prefix: &str, count: usize) -> String {
    let lines = [
        "<path d=\"M-1 7 7-1M-1 1 1-1M5 7 7 5\"/>",
        "<path d=\"M1.5 1.5h.01M4.5 4.5h.01\"/>",
        "<path d=\"M0 1h6M0 4h6\"/>",
        "<path d=\"M1 0v6M4 0v6\"/>",
        "<path d=\"M-1 7 7-1M-1-1 7 7\"/>",
    ];
    let mut defs = String::new();
    for (series, line) in (1..count).zip(lines) {
        defs.push_str(&format!(
            "<pattern id=\"{prefix}-{series}\"{} width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\" stroke=\"none\" fill=\"color-mix(in oklab,currentColor 38%,var(--paper))\"/>{line}</pattern>",
            color(series)
        ));
    }
    if defs.is_empty() {
        return defs;
    }
    format!(
        "<defs fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linecap=\"round\">{defs}</defs>"
    )
}

/// The colour of a series, as an attribute: that of links for the first, for others a hue on light and on dark.
fn color(series: usize) -> String {
    match [50, 130, 310, 95, 5].get(series.wrapping_sub(1)) {
        Some(hue) => format!(" color=\"light-dark(oklch(.52 .12 {hue}),oklch(.8 .1 {hue}))\""),
        None => " color=\"var(--link)\"".to_owned(),
    }
}

/// What a line of a series looks like, as attributes: its colour and its dashes.
pub(super) fn line(series: usize) -> String {
    let dashes = ["8 4", "2 4", "12 4 2 4", "5 3", "14 6"].get(series.wrapping_sub(1));
    let dashes = dashes.map(|dashes| format!(" stroke-dasharray=\"{dashes}\"")).unwrap_or_default();
    color(series) + &dashes
}

/// What all lines look like, as attributes.
pub(super) const LINES: &str =
    " fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" stroke-linejoin=\"round\"";

/// The sample of a bar, for the key, with some room behind it.
pub(super) fn swatch(prefix: &str, series: usize) -> String {
    let fill = match series {
        0 => String::new(),
        _ => format!(" fill=\"url(#{prefix}-{series})\""),
    };
    format!(
        "<svg width=\"1.7em\" height=\"1em\"><rect class=\"f{series}\" y=\"12%\" width=\"1.4em\" height=\"100%\"{fill}/></svg>"
    )
}

/// The sample of a line, for the key, with some room behind it.
pub(super) fn stroke(series: usize) -> String {
    format!(
        "<svg width=\"2.5em\" height=\"1em\"{LINES}><line y1=\"62%\" x2=\"2.2em\" y2=\"62%\"{}/></svg>",
        line(series)
    )
}

/// A text in lines of at most so many characters, broken between words.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
