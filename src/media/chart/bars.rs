//! Lying bars: beside each other, or one row in one bar. What each is stands above it, so that it may be long.

use super::drawing::{Anchor, CLEAR, Drawing, STRONG, wrapped};
use super::{Chart, ChartWords};

/// Characters on a line above a bar: so many fit on a phone.
const LABEL: usize = 40;

/// Draws each number as a bar of its own.
pub(super) fn grouped(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let (low, high) = chart
        .values()
        .fold((0f64, 0f64), |(low, high), (_, _, value)| (low.min(value), high.max(value)));
    let longest = chart
        .values()
        .map(|(_, column, value)| chart.series[column].written(value, words).chars().count());
    let longest = longest.max().unwrap_or(0);
    // What stands behind the longest bar must fit on a phone too.
    let room = if longest > 8 {
        66.0
    } else if longest > 5 {
        74.0
    } else {
        82.0
    };
    let unit = room / (high - low).max(1e-12);
    let zero = -low * unit;
    for (row, label) in chart.labels.iter().enumerate() {
        push_label(label, drawing);
        let top = drawing.height;
        for (column, series) in chart.series.iter().enumerate() {
            let y = drawing.height;
            let Some(value) = series.values[row] else {
                drawing.text((zero, y + 0.92), (Anchor::Start, 0.4), STRONG, "–");
                drawing.height += 1.3;
                continue;
            };
            let (from, to) =
                if value < 0.0 { (zero + value * unit, zero) } else { (zero, zero + value * unit) };
            drawing.bar((from, y), ((to - from).max(0.3), 1.15), column);
            drawing.text(
                (to, y + 0.92),
                (Anchor::Start, 0.4),
                STRONG,
                &series.written(value, words),
            );
            drawing.height += 1.3;
        }
        drawing.rule((zero, top - 0.1), (zero, drawing.height - 0.05), CLEAR);
        drawing.height += 0.75;
    }
    drawing.height -= 0.6;
}

/// Draws each row as one bar of parts. Rows that are all of one whole are equally long.
pub(super) fn stacked(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let sums = chart.sums();
    let whole = sums.iter().copied().fold(0.0, f64::max);
    let is_percent = chart.series.iter().all(|series| series.suffix == "%");
    let room = if is_percent { 100.0 } else { 84.0 };
    let unit = room / whole.max(1e-12);
    for (row, label) in chart.labels.iter().enumerate() {
        push_label(label, drawing);
        let mut x = 0.0;
        for (column, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values[row].filter(|value| *value > 0.0) else { continue };
            let width = value * unit;
            drawing.bar((x, drawing.height), (width, 1.7), column);
            let written = series.written(value, words);
            // Two percent of a phone's width is about a letter.
            if written.chars().count() as f64 * 2.3 < width {
                let place = (x + width / 2.0, drawing.height + 1.2);
                drawing.text_within(place, &written);
            }
            x += width;
        }
        if !is_percent && let Some(series) = chart.series.first() {
            let decimals = chart.series.iter().map(|series| series.decimals).max().unwrap_or(0);
            let sum = series.written_with(sums[row], decimals, words);
            drawing.text((x, drawing.height + 1.2), (Anchor::Start, 0.4), STRONG, &sum);
        }
        drawing.height += 2.6;
    }
    drawing.height -= 0.6;
}

fn push_label(label: &str, drawing: &mut Drawing) {
    for line in wrapped(label, LABEL) {
        drawing.text((0.0, drawing.height + 1.0), (Anchor::Start, 0.0), "", &line);
        drawing.height += 1.3;
    }
    drawing.height += 0.1;
}
