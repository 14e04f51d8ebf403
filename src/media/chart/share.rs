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
    let rest = series.written(whole - value, words);
    drawing.text((100.0, 6.9), (Anchor::End, 0.0), SCALE, &rest);
    drawing.height = 6.1;
    for line in wrapped(&chart.labels[0], PHONE - width(&rest) - GAP) {
        drawing.text((0.0, drawing.height + 0.8), (Anchor::Start, 0.0), "", &line);
        drawing.height += 1.3;
    }
}
