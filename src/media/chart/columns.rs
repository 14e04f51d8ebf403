//! Standing bars, for few rows with short names.

use super::drawing::{Anchor, CLEAR, Drawing, FAINT, SCALE, STRONG, WIDE};
use super::lines::push_scale;
use super::room::{GAP, PHONE, SCREEN, strong, wrapped};
use super::ticks::scale;
use super::{Chart, ChartWords};

/// The height of what is drawn, in em.
const HEIGHT: f64 = 14.0;

/// Draws each number as a standing bar.
pub(super) fn draw(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let (low, high) = chart
        .values()
        .fold((0f64, 0f64), |(low, high), (_, _, value)| (low.min(value), high.max(value)));
    let scale = scale(low, high, 4.0);
    let from = push_scale(chart, &scale, HEIGHT, words, drawing);
    for tick in &scale.ticks {
        let y = 1.6 + HEIGHT * (1.0 - scale.at(*tick));
        drawing.rule((0.0, y), (100.0, y), FAINT);
    }
    let y = |value: f64| 1.6 + HEIGHT * (1.0 - scale.at(value));
    let slot = (100.0 - from) / chart.labels.len() as f64;
    let width = slot * 0.76 / chart.series.len() as f64;
    let told = chart.values().map(|(_, column, value)| chart.series[column].written(value, words));
    let longest = told.map(|text| strong(&text) + GAP).fold(0.0, f64::max);
    let look = match width / 100.0 {
        part if longest < part * PHONE => Some(STRONG.to_owned()),
        part if longest < part * SCREEN => Some(format!("{WIDE}{STRONG}")),
        _ => None,
    };
    for (row, column, value) in chart.values() {
        let x = from + row as f64 * slot + slot * 0.12 + column as f64 * width;
        let (top, bottom) = (y(value.max(0.0)), y(value.min(0.0)));
        drawing.bar((x, top), (width, (bottom - top).max(0.06)), column);
        if let Some(look) = &look {
            let written = chart.series[column].written(value, words);
            drawing.text((x + width / 2.0, top - 0.35), (Anchor::Middle, 0.0), look, &written);
        }
    }
    drawing.rule((0.0, y(0.0)), (100.0, y(0.0)), CLEAR);
    let room = (slot / 100.0 * PHONE - GAP).max(1.0);
    let lines: Vec<Vec<String>> = chart.labels.iter().map(|label| wrapped(label, room)).collect();
    let deepest = lines.iter().map(Vec::len).max().unwrap_or(1);
    for (row, lines) in lines.iter().enumerate() {
        for (line, text) in lines.iter().enumerate() {
            let place = (from + (row as f64 + 0.5) * slot, HEIGHT + 3.0 + line as f64 * 1.25);
            drawing.text(place, (Anchor::Middle, 0.0), SCALE, text);
        }
    }
    drawing.height = HEIGHT + 2.4 + deepest as f64 * 1.25;
}
