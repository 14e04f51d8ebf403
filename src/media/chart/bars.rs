//! Lying bars: beside each other, or one row in one bar. What each is stands above it, so that it may be long.

use super::drawing::{Anchor, CLEAR, Drawing, STRONG};
use super::room::{GAP, PHONE, SCREEN, part, strong, wrapped};
use super::{Chart, ChartWords};

/// Draws each number as a bar of its own.
pub(super) fn grouped(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let (low, high) = chart
        .values()
        .fold((0f64, 0f64), |(low, high), (_, _, value)| (low.min(value), high.max(value)));
    let told = chart.values().map(|(_, column, value)| chart.series[column].written(value, words));
    let room = beside(told);
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
    // What stands in one bar has as many decimals as any of it.
    let decimals = chart.series.iter().map(|series| series.decimals).max().unwrap_or(0);
    let sum = |row: usize| chart.series[0].written_with(sums[row], decimals, words);
    let room = if is_percent { 100.0 } else { beside((0..sums.len()).map(sum)) };
    let unit = room / whole.max(1e-12);
    for (row, label) in chart.labels.iter().enumerate() {
        push_label(label, drawing);
        let mut x = 0.0;
        let mut parts = Vec::new();
        for (column, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values[row].filter(|value| *value > 0.0) else { continue };
            let width = value * unit;
            drawing.bar((x, drawing.height), (width, 1.7), column);
            parts.push((x + width / 2.0, width, series.written_with(value, decimals, words)));
            x += width;
        }
        let is_told = legible(&parts, PHONE);
        for ((place, width, written), is_told) in parts.iter().zip(is_told) {
            if is_told || strong(written) < width / 100.0 * SCREEN {
                drawing.text_within((*place, drawing.height + 1.2), !is_told, written);
            }
        }
        if !is_percent {
            let place = (x, drawing.height + 1.2);
            drawing.text(place, (Anchor::Start, 0.4), STRONG, &sum(row));
        }
        drawing.height += 2.6;
    }
    drawing.height -= 0.6;
}

/// How long the longest bar may be, in percent, so that what stands behind it fits on a phone too.
fn beside(told: impl Iterator<Item = String>) -> f64 {
    let longest = told.map(|text| strong(&text)).fold(0.0, f64::max);
    (100.0 - part(longest + GAP + 0.2)).clamp(30.0, 88.0)
}

/// Which of the numbers on a bar are read on a drawing of this width: those that about fit on their part of it and stand in
/// nobody's way, the largest part first.
fn legible(parts: &[(f64, f64, String)], drawing: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|one, other| parts[*other].1.total_cmp(&parts[*one].1));
    let mut told = vec![false; parts.len()];
    for index in order {
        let (place, width, written) = &parts[index];
        let (middle, half) = (place / 100.0 * drawing, strong(written) / 2.0);
        let is_free = parts.iter().zip(&told).filter(|(_, is_told)| **is_told).all(|(other, _)| {
            let between = (middle - other.0 / 100.0 * drawing).abs();
            between >= half + strong(&other.2) / 2.0 + GAP
        });
        let is_inside = middle - half >= 0.0 && middle + half <= drawing;
        told[index] = is_free && is_inside && half * 1.7 <= width / 100.0 * drawing;
    }
    told
}

fn push_label(label: &str, drawing: &mut Drawing) {
    for line in wrapped(label, PHONE) {
        drawing.text((0.0, drawing.height + 1.0), (Anchor::Start, 0.0), "", &line);
        drawing.height += 1.3;
    }
    drawing.height += 0.1;
}
