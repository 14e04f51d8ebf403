//! Standing bars, for few rows with short names.

use super::drawing::{Anchor, CLEAR, Drawing, FAINT, SCALE, STRONG, WIDE};
use super::lines::push_scale;
use super::room::{self, GAP, PHONE, SCREEN, chosen, least, strong, wrapped};
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
    let least = chart.labels.iter().map(|label| least(label)).fold(1.0, f64::max);
    let room = (slot / 100.0 * PHONE - GAP).max(least);
    let lines: Vec<Vec<String>> = chart.labels.iter().map(|label| wrapped(label, room)).collect();
    let widths: Vec<f64> = lines
        .iter()
        .map(|lines| lines.iter().map(|line| room::width(line)).fold(0.0, f64::max))
        .collect();
    let middles: Vec<f64> = (0..lines.len()).map(|row| from + (row as f64 + 0.5) * slot).collect();
    let wide = chosen(&middles, &widths, SCREEN, lines.len());
    let of = |list: &[f64]| wide.iter().map(|row| list[*row]).collect::<Vec<f64>>();
    let narrow = chosen(&of(&middles), &of(&widths), PHONE, lines.len());
    let deepest = lines.iter().map(Vec::len).max().unwrap_or(1);
    for (index, row) in wide.iter().enumerate() {
        let look = match narrow.contains(&index) {
            true => SCALE.to_owned(),
            false => format!("{WIDE}{SCALE}"),
        };
        // The last may stand out as far as there is room beside the drawing.
        let (x, anchor) = match middles[*row] {
            middle if middle + widths[*row] / PHONE * 50.0 > 104.0 => (100.0, Anchor::End),
            middle => (middle, Anchor::Middle),
        };
        for (line, text) in lines[*row].iter().enumerate() {
            let y = HEIGHT + 3.0 + line as f64 * 1.25;
            drawing.text((x, y), (anchor, 0.0), &look, text);
        }
    }
    drawing.height = HEIGHT + 2.4 + deepest as f64 * 1.25;
}
