//! Lines over time, each with its own dashes and its name at its end.

use super::drawing::{Anchor, Drawing, FAINT, LINES, SCALE, STRONG, line, part, short};
use super::ticks::{Scale, scale};
use super::{Chart, ChartWords};
use crate::media::chart::time;

/// The height of what is drawn, in em.
const HEIGHT: f64 = 15.0;

/// What keeps a line as thick as it is while its picture is stretched.
const STEADY: &str = " vector-effect=non-scaling-stroke";
/// What makes a point of a line without length.
const DOT: &str = " stroke-width=7 stroke-linecap=round";

/// Where the lines begin, beside the numbers of the scale, and where they end, before their names.
fn room(chart: &Chart) -> (f64, f64) {
    (9.0, if chart.series.len() > 1 { 82.0 } else { 100.0 })
}

/// Draws each series as a line.
pub(super) fn draw(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let first = chart.values().next().map_or(0.0, |(_, _, value)| value);
    let range = chart
        .values()
        .fold((first, first), |(low, high), (_, _, value)| (low.min(value), high.max(value)));
    let scale = scale(range.0, range.1, 5.0);
    push_scale(chart, &scale, HEIGHT, words, drawing);
    let room = room(chart);
    let places = places(chart, room);
    let mut paths = String::new();
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (column, series) in chart.series.iter().enumerate() {
        let mut path = String::new();
        let mut is_open = false;
        let mut before = (0.0, 0.0);
        let mut last = None;
        let mut points = String::new();
        let is_there = |row: usize| series.values.get(row).is_some_and(Option::is_some);
        for (row, value) in series.values.iter().enumerate() {
            let Some(value) = value else {
                is_open = false;
                continue;
            };
            let (x, y) = (places[row], (1.0 - scale.at(*value)) * 100.0);
            // From the point before, as it was rounded, which takes fewer digits than from the corner.
            let tenths = ((x * 10.0).round(), (y * 10.0).round());
            let way = part((tenths.1 - before.1) / 10.0);
            let joint = if way.starts_with('-') { "" } else { " " };
            path.push_str(match (path.is_empty(), std::mem::replace(&mut is_open, true)) {
                (true, _) | (_, false) => "m",
                _ => " ",
            });
            path.push_str(&format!("{}{joint}{way}", part((tenths.0 - before.0) / 10.0)));
            before = tenths;
            last = Some(y);
            // A point between gaps has no line to be seen by.
            if !is_there(row + 1) && !row.checked_sub(1).is_some_and(is_there) {
                points.push_str(&format!("M{} {}h0", part(x), part(y)));
            }
        }
        paths.push_str(&format!("<path d=\"{path}\"{}{STEADY} />", line(column)));
        if !points.is_empty() {
            paths.push_str(&format!("<path d=\"{points}\"{}{DOT}{STEADY} />", line(column)));
        }
        ends.extend(last.map(|y| (1.6 + HEIGHT * y / 100.0, column)));
    }
    // A picture of its own, which may be stretched: its lines stay as thick as they are.
    drawing.raw(&format!(
        "<svg y=1.6em width=100% height={}em viewBox=\"0 0 100 100\" preserveAspectRatio=none overflow=visible{LINES}>{paths}</svg>",
        short(HEIGHT)
    ));
    if chart.series.len() > 1 {
        push_names(chart, ends, room.1, drawing);
    }
    push_moments(chart, &places, words, drawing);
    drawing.height = HEIGHT + 3.4;
}

/// The lines of the scale, each with its number above it at the left.
pub(super) fn push_scale(
    chart: &Chart,
    scale: &Scale,
    height: f64,
    words: &ChartWords,
    drawing: &mut Drawing,
) {
    for (index, tick) in scale.ticks.iter().enumerate() {
        let y = 1.6 + height * (1.0 - scale.at(*tick));
        drawing.rule((0.0, y), (100.0, y), FAINT);
        let mut text = chart.series[0].written_with(*tick, scale.decimals, words);
        if index + 1 == scale.ticks.len() && !chart.asked.unit.is_empty() {
            text.push('\u{a0}');
            text.push_str(&chart.asked.unit);
        }
        drawing.text((0.0, y - 0.35), (Anchor::Start, 0.0), SCALE, &text);
    }
}

/// Where each row lies between the ends: by its moment, or one after the other.
fn places(chart: &Chart, (from, to): (f64, f64)) -> Vec<f64> {
    let count = chart.labels.len().saturating_sub(1).max(1) as f64;
    let between = |part: f64| from + part * (to - from);
    match &chart.moments {
        Some(moments) => {
            let first = moments.first().copied().unwrap_or(0.0);
            let span = (moments.last().copied().unwrap_or(1.0) - first).max(1e-12);
            moments.iter().map(|moment| between((moment - first) / span)).collect()
        }
        None => (0..chart.labels.len()).map(|row| between(row as f64 / count)).collect(),
    }
}

/// The names of the lines at their ends, no two of them over each other.
fn push_names(chart: &Chart, mut ends: Vec<(f64, usize)>, room: f64, drawing: &mut Drawing) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = 0.0;
    for (y, _) in &mut ends {
        *y = (*y + 0.35).max(free);
        free = *y + 1.2;
    }
    // None of them under the scale, where the moments stand.
    let mut lowest = HEIGHT + 1.6;
    for (y, _) in ends.iter_mut().rev() {
        *y = y.min(lowest);
        lowest = *y - 1.2;
    }
    for (y, column) in &ends {
        let name = &chart.series[*column].name;
        let shown: String = match name.chars().count() {
            0..=12 => name.clone(),
            _ => name.chars().take(11).chain(['…']).collect(),
        };
        drawing.text((room, *y), (Anchor::Start, 0.5), STRONG, &shown);
    }
}

/// A few of the moments under the scale, the first and the last among them.
fn push_moments(chart: &Chart, places: &[f64], words: &ChartWords, drawing: &mut Drawing) {
    let labels: Vec<String> = chart.labels.iter().map(|label| shown(label, words)).collect();
    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(1);
    let most = (36 / (longest + 3)).clamp(2, 8);
    let step = (labels.len() - 1).div_ceil(most - 1).max(1);
    let last = labels.len() - 1;
    for (row, label) in labels.iter().enumerate() {
        let is_near_end = row != last && last - row < step;
        if row % step != 0 && row != last || is_near_end {
            continue;
        }
        let anchor = match row {
            _ if row == last && places[row] > 99.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        drawing.text((places[row], HEIGHT + 3.0), (anchor, 0.0), SCALE, label);
    }
}

/// A day as one writes it; anything else as it stands.
pub(super) fn shown(label: &str, words: &ChartWords) -> String {
    let Some(day) = time::day(label) else { return label.to_owned() };
    let months: Vec<&str> =
        words.get("months").map(|list| list.split(' ').collect()).unwrap_or_default();
    let month =
        usize::from(day.month().unsigned_abs()).checked_sub(1).and_then(|month| months.get(month));
    month.map_or_else(|| label.to_owned(), |month| format!("{} {month} {}", day.day(), day.year()))
}
