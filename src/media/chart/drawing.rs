//! What charts are drawn on: an SVG as wide as the text, with heights in the size of its letters. Widths are parts of the
//! whole, so that letters stay letters on a phone. What it looks like stands in attributes, which a style sheet may overrule: few
//! posts have a chart, and every one would load the rules for it.

use crate::html::push_escaped;

/// A drawing that grows downwards. What looks alike stands together, with its look said once.
pub(super) struct Drawing {
    /// What lies under the bars, drawn otherwise.
    under: String,
    /// The lines, by their colour.
    rules: Groups,
    /// The bars, by their series.
    bars: Groups,
    /// The texts, by what they look like.
    texts: Groups,
    /// The texts on bars, which are drawn over all of them.
    within: String,
    /// Those of them that phones leave out.
    within_wide: String,
    /// How high it is by now, in em.
    pub(super) height: f64,
    /// What tells the patterns of this drawing from those of others on the page.
    prefix: String,
}

/// Pieces of a drawing with the attributes that they share, in the order in which those came.
#[derive(Default)]
struct Groups(Vec<Group>);

struct Group {
    /// The attributes.
    shared: String,
    /// How far all of them stand to the right of their places, in em.
    shift: String,
    pieces: String,
    count: usize,
}

impl Groups {
    /// Adds a piece: one element.
    fn push(&mut self, shared: &str, shift: &str, piece: &str) {
        match self.0.iter_mut().find(|group| group.shared == shared && group.shift == shift) {
            Some(group) => {
                group.pieces.push_str(piece);
                group.count += 1;
            }
            None => self.0.push(Group {
                shared: shared.to_owned(),
                shift: shift.to_owned(),
                pieces: piece.to_owned(),
                count: 1,
            }),
        }
    }

    /// Writes those that are wanted by what they share; a piece alone bears that itself.
    fn write(&self, svg: &mut String, is_wanted: impl Fn(&str) -> bool) {
        for group in self.0.iter().filter(|group| is_wanted(&group.shared)) {
            let Group { shared, shift, pieces, count } = group;
            let (name, rest) = pieces.split_at(pieces.find([' ', '>']).unwrap_or_default());
            match (count, shift.as_str()) {
                (1, shift) => {
                    svg.push_str(&format!("{name}{shared}{}{rest}", at("dx", shift, "em")));
                }
                (_, "0") if shared.is_empty() => svg.push_str(pieces),
                (_, "0") => svg.push_str(&format!("<g{shared}>{pieces}</g>")),
                // Of what is as wide as the drawing, the same part is as much.
                (_, shift) => svg.push_str(&format!("<svg x={shift}em{shared}>{pieces}</svg>")),
            }
        }
    }
}

/// What a number of the scale looks like, beside other texts.
pub(super) const SCALE: &str = " fill=var(--soft)";
/// What the number of a bar looks like, and the name of a line.
pub(super) const STRONG: &str = " font-weight=600";
/// What only screens show that are no phones, before what else it looks like.
pub(super) const WIDE: &str = " class=w";
/// A number that is all there is to be seen.
pub(super) const LARGE: &str =
    " fill=var(--link) font-family=var(--display) font-size=3em font-weight=500";
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
    match text {
        "-0" => "0".to_owned(),
        _ if text.starts_with("0.") => text[1..].to_owned(),
        _ => text.to_owned(),
    }
}

/// A part of the width in percent, as finely as can be seen.
pub(super) fn part(value: f64) -> String {
    short((value * 10.0).round() / 10.0)
}

/// A place or a size as an attribute; nought is what it is without.
fn at(name: &str, value: &str, unit: &str) -> String {
    if value == "0" { String::new() } else { format!(" {name}={value}{unit}") }
}

impl Drawing {
    pub(super) fn new(prefix: &str) -> Drawing {
        Drawing {
            under: String::new(),
            rules: Groups::default(),
            bars: Groups::default(),
            texts: Groups::default(),
            within: String::new(),
            within_wide: String::new(),
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
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=middle",
            Anchor::End => " text-anchor=end",
        };
        let mut piece = format!("<text{}{}>", at("x", &part(x), "%"), at("y", &short(y), "em"));
        push_escaped(&mut piece, text);
        piece.push_str("</text>");
        self.texts.push(&format!("{look}{anchor}"), &short(dx), &piece);
    }

    /// A text in the middle of a bar, legible on any; a wide one is left out on phones.
    pub(super) fn text_within(&mut self, (x, y): (f64, f64), is_wide: bool, text: &str) {
        let within = if is_wide { &mut self.within_wide } else { &mut self.within };
        within.push_str(&format!("<text x={}% y={}em>", part(x), short(y)));
        push_escaped(within, text);
        within.push_str("</text>");
    }

    /// A bar of a series, from 0: the corner in percent and em, the width in percent and the height in em.
    pub(super) fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), series: usize) {
        let shared = fill(&self.prefix, series);
        let piece = format!(
            "<rect{}{} width={}% height={}em />",
            at("x", &part(x), "%"),
            at("y", &short(y), "em"),
            part(width),
            short(height)
        );
        self.bars.push(&shared, "0", &piece);
    }

    /// A line of the scale, between two places in percent and em.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        let piece = format!(
            "<line{}{}{}{} />",
            at("x1", &part(from.0), "%"),
            at("y1", &short(from.1), "em"),
            at("x2", &part(to.0), "%"),
            at("y2", &short(to.1), "em")
        );
        self.rules.push(&format!(" stroke=var({stroke})"), "0", &piece);
    }

    /// Something drawn otherwise, under the bars.
    pub(super) fn raw(&mut self, svg: &str) {
        self.under.push_str(svg);
    }

    /// The whole SVG, with the patterns of so many series.
    pub(super) fn finish(self, name: &str, patterns: usize) -> String {
        let mut svg = String::with_capacity(4_000);
        svg.push_str("<svg role=img width=100% height=");
        svg.push_str(&short(self.height));
        svg.push_str("em aria-label=\"");
        push_escaped(&mut svg, name);
        svg.push_str("\" fill=currentColor>");
        svg.push_str(&self::patterns(&self.prefix, patterns));
        // Bars stand on the line that is clear, and over those that are faint.
        let is_faint = |shared: &str| shared.contains("(--rule)");
        self.rules.write(&mut svg, is_faint);
        svg.push_str(&self.under);
        // What keeps bars apart is said once.
        let (open, close) = match self.bars.0.len() {
            0 => ("", ""),
            _ => ("<g stroke=var(--paper)>", "</g>"),
        };
        svg.push_str(open);
        self.bars.write(&mut svg, |_| true);
        svg.push_str(close);
        self.rules.write(&mut svg, |shared| !is_faint(shared));
        self.texts.write(&mut svg, |_| true);
        if !(self.within.is_empty() && self.within_wide.is_empty()) {
            svg.push_str("<g text-anchor=middle font-weight=600 paint-order=stroke stroke=var(--paper) stroke-width=.3em>");
            svg.push_str(&self.within);
            if !self.within_wide.is_empty() {
                svg.push_str(&format!("<g{WIDE}>{}</g>", self.within_wide));
            }
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
            "<pattern id={prefix}-{series}{} width=6 height=6 patternUnits=userSpaceOnUse>\
             <path d=\"M0 3h6\" stroke-width=6 opacity=.38 />{line}</pattern>",
            color(series)
        ));
    }
    if defs.is_empty() {
        return defs;
    }
    // Only the second pattern, of dots, needs them round.
    let cap = if count > 2 { " stroke-linecap=round" } else { "" };
    format!("<defs fill=none stroke=currentColor stroke-width=1.6{cap}>{defs}</defs>")
}

/// The colour of a series, as an attribute: that of links for the first, for others one on light and one on dark.
fn color(series: usize) -> String {
    let colors = [
        "#9e511e,#f2ab83",
        "#517621,#a8cb86",
        "#7e539c,#d2acee",
        "#7f6700,#d2bd70",
        "#a04760,#f5a3b5",
    ];
    match colors.get(series.wrapping_sub(1)) {
        Some(colors) => format!(" color=light-dark({colors})"),
        None => " color=var(--link)".to_owned(),
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
    " fill=none stroke=currentColor stroke-width=2.5 stroke-linejoin=round";

/// The sample of a bar, for the key, with some room behind it.
pub(super) fn swatch(prefix: &str, series: usize) -> String {
    let fill = fill(prefix, series);
    format!("<svg width=1.7em height=1em><rect{fill} y=12% width=1.4em height=100% /></svg>")
}

/// What the bars of a series look like, as attributes.
fn fill(prefix: &str, series: usize) -> String {
    let fill = match series {
        0 => "var(--link)".to_owned(),
        _ => format!("url(#{prefix}-{series})"),
    };
    format!(" class=f{series} fill={fill}")
}

/// The sample of a line, for the key, with some room behind it.
pub(super) fn stroke(series: usize) -> String {
    format!(
        "<svg width=2.5em height=1em><line y1=62% x2=2.2em y2=62% stroke=currentColor stroke-width=2.5{} /></svg>",
        line(series)
    )
}
