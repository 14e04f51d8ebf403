//! One number as a part of its whole.

use super::drawing::{Anchor, Drawing, LARGE, SCALE};
use super::room::{GAP, PHONE, width, wrapped};
use super::{Chart, ChartWords};

/// The first number, and what it is a part of: a hundred for a percentage, or else its sum with the rest. `None` if there is less
/// in the file, or more, which this drawing would not show.
pub(super) fn part(chart: &Chart) -> Option<(f64, f64)> {
    let [series] = chart.series.as_slice() else { return None };
    let (value, rest) = match series.values.as_slice() {
        [value] => ((*value)?, None),
        [value, rest] => ((*value)?, Some((*rest)?)),
        _ => return None,
    };
    let sum = value + rest.unwrap_or(0.0);
    let is_percent = series.suffix == "%";
    let whole = if is_percent { 100.0 } else { sum };
    let is_rest = rest.map_or(is_percent, |_| (whole - sum).abs() <= whole / 50.0);
    (value >= 0.0 && whole >= value && whole > 0.0 && is_rest).then_some((value, whole))
}

/// What the rest is called, if the file says it.
pub(super) fn named_rest(chart: &Chart) -> Option<&str> {
    chart.labels.get(1).map(String::as_str).filter(|name| !name.is_empty())
}

/// Draws the number large, and a bar of which it is a part.
pub(super) fn draw(
    chart: &Chart,
    (value, whole): (f64, f64),
    words: &ChartWords,
    drawing: &mut Drawing,
) {
    let series = &chart.series[0];
    drawing.text((0.0, 1.0), (Anchor::Start, 0.0), LARGE, &series.written(value, words));
    drawing
        .raw("<rect fill=var(--wash) stroke=var(--rule-strong) y=4em width=100% height=1.6em />");
    drawing.bar((0.0, 4.0), (value / whole * 100.0, 1.6), 0);
    // Beside a name of the rest there is room for half of a line.
    let rest = series.written(whole - value, words);
    let rest = match named_rest(chart) {
        Some(name) => wrapped(&format!("{name}: {rest}"), PHONE / 2.0 - GAP),
        None => vec![rest],
    };
    let taken = rest.iter().map(|line| width(line)).fold(0.0, f64::max);
    let name = wrapped(&chart.labels[0], PHONE - taken - GAP);
    for (look, anchor, x, lines) in
        [(SCALE, Anchor::End, 100.0, &rest), ("", Anchor::Start, 0.0, &name)]
    {
        for (at, line) in lines.iter().enumerate() {
            drawing.text((x, 6.9 + at as f64 * 1.3), (anchor, 0.0), look, line);
        }
    }
    drawing.height = 6.1 + rest.len().max(name.len()) as f64 * 1.3;
}
