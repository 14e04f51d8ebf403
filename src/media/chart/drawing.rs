//! What charts are drawn on: an SVG as wide as the text, with heights in the size of its letters. Widths are parts of the
//! whole, so that letters stay letters on a phone, and nothing needs a style of its own.

use crate::html::push_escaped;

/// A drawing that grows downwards.
pub(super) struct Drawing {
    svg: String,
    /// How high it is by now, in em.
    pub(super) height: f64,
    /// What tells the patterns of this drawing from those of others on the page.
    prefix: String,
}

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
        Drawing { svg: String::new(), height: 0.0, prefix: prefix.to_owned() }
    }

    /// A text at a part of the width, in percent, and a height; `class` says what it is.
    pub(super) fn text(
        &mut self,
        (x, y): (f64, f64),
        (anchor, dx): (Anchor, f64),
        class: &str,
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
        if !class.is_empty() {
            self.svg.push_str(&format!(" class=\"{class}\""));
        }
        self.svg.push('>');
        push_escaped(&mut self.svg, text);
        self.svg.push_str("</text>");
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
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.svg.push_str(&format!(
            "<line class=\"{class}\" x1=\"{}%\" y1=\"{}em\" x2=\"{}%\" y2=\"{}em\"/>",
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
        svg.push_str("\">");
        svg.push_str(&self::patterns(&self.prefix, patterns));
        svg.push_str(&self.svg);
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
            "<pattern id=\"{prefix}-{series}\" class=\"p{series}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"6\" height=\"6\"/>{line}</pattern>"
        ));
    }
    if defs.is_empty() { defs } else { format!("<defs>{defs}</defs>") }
}

/// The sample of a bar, for the key.
pub(super) fn swatch(prefix: &str, series: usize) -> String {
    let fill = match series {
        0 => String::new(),
        _ => format!(" fill=\"url(#{prefix}-{series})\""),
    };
    format!(
        "<svg width=\"1.4em\" height=\"1em\"><rect class=\"f{series}\" width=\"100%\" height=\"100%\"{fill}/></svg>"
    )
}

/// The sample of a line, for the key.
pub(super) fn stroke(series: usize) -> String {
    format!(
        "<svg width=\"2.2em\" height=\"1em\"><line class=\"l{series}\" x1=\"0\" y1=\"50%\" x2=\"100%\" y2=\"50%\"/></svg>"
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
