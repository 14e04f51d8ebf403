//! Lines over time, each with its own dashes and its name at its end.

use super::drawing::{
    Anchor, CLEAR, Drawing, FAINT, LINES, SCALE, STRONG, WIDE, line, part, short,
};
use super::room::{self, GAP, PHONE, SCREEN, chosen, cut, strong, width};
use super::ticks::{self, Scale};
use super::{Chart, ChartWords};

/// The height of what is drawn, in em.
const HEIGHT: f64 = 15.0;

/// What keeps a line as thick as it is while its picture is stretched.
const STEADY: &str = " vector-effect=non-scaling-stroke";
/// What makes a point of a line without length.
const DOT: &str = " stroke-width=7 stroke-linecap=round";

/// The longest name at the end of a line, in em.
const NAME: f64 = 8.0;

/// Where the lines end, before their names, and whether those have no room on phones, where the key is enough.
fn end(chart: &Chart) -> (f64, bool) {
    let names = chart.series.iter().map(|series| strong(&cut(&series.name, NAME)) + 0.6);
    let longest = if chart.series.len() > 1 { names.fold(0.0, f64::max) } else { 0.0 };
    let on_phone = room::part(longest);
    match on_phone <= 18.0 {
        true => ((100.0 - on_phone).floor(), false),
        false => ((100.0 - longest / SCREEN * 100.0).floor(), true),
    }
}

/// The scale of lines. A part of a hundred is seen as that, unless it hardly changes.
pub(super) fn scale(chart: &Chart) -> Scale {
    let first = chart.values().next().map_or(0.0, |(_, _, value)| value);
    let (low, high) = chart
        .values()
        .fold((first, first), |(low, high), (_, _, value)| (low.min(value), high.max(value)));
    let is_percent = chart.series.iter().all(|series| series.suffix == "%");
    let is_whole = is_percent && low >= 0.0 && low < high * 0.9;
    ticks::scale(if is_whole { 0.0 } else { low }, high, 5.0)
}

/// Draws each series as a line.
pub(super) fn draw(chart: &Chart, words: &ChartWords, drawing: &mut Drawing) {
    let scale = scale(chart);
    let from = push_scale(chart, &scale, HEIGHT, words, drawing);
    let (end, is_wide) = end(chart);
    let places = places(chart, (from, end));
    let mut paths = rules(&scale);
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
        push_names(chart, ends, (end, is_wide), drawing);
    }
    push_moments(chart, &places, words, drawing);
    drawing.height = HEIGHT + 3.4;
}

/// The lines of the scale, under all others.
fn rules(scale: &Scale) -> String {
    let rule = |tick: f64| format!("M0 {}h100", part((1.0 - scale.at(tick)) * 100.0));
    let path: String = scale.ticks.iter().map(|tick| rule(*tick)).collect();
    let mut rules = format!("<path d=\"{path}\" stroke=var({FAINT}) stroke-width=1{STEADY} />");
    // Where there are numbers on both sides of nought, that is seen.
    if scale.low < 0.0 && scale.high > 0.0 {
        let zero = rule(0.0);
        rules
            .push_str(&format!("<path d=\"{zero}\" stroke=var({CLEAR}) stroke-width=1{STEADY} />"));
    }
    rules
}

/// The numbers of the scale, each above its line at the left. Gives where there is room beside those, in percent.
pub(super) fn push_scale(
    chart: &Chart,
    scale: &Scale,
    height: f64,
    words: &ChartWords,
    drawing: &mut Drawing,
) -> f64 {
    let mut longest: f64 = 0.0;
    for (index, tick) in scale.ticks.iter().enumerate() {
        let y = 1.6 + height * (1.0 - scale.at(*tick));
        let mut text = chart.series[0].written_with(*tick, scale.decimals, words);
        if index + 1 == scale.ticks.len() && !chart.asked.unit.is_empty() {
            text.push('\u{a0}');
            text.push_str(&chart.asked.unit);
        }
        longest = longest.max(width(&text));
        drawing.text((0.0, y - 0.35), (Anchor::Start, 0.0), SCALE, &text);
    }
    room::part(longest + GAP).clamp(9.0, 40.0).round()
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
fn push_names(
    chart: &Chart,
    mut ends: Vec<(f64, usize)>,
    (room, is_wide): (f64, bool),
    drawing: &mut Drawing,
) {
    let look = if is_wide { format!("{WIDE}{STRONG}") } else { STRONG.to_owned() };
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
        let shown = cut(&chart.series[*column].name, NAME);
        drawing.text((room, *y), (Anchor::Start, 0.5), &look, &shown);
    }
}

/// A few of the moments under the scale, the first and the last among them where both have room.
fn push_moments(chart: &Chart, places: &[f64], words: &ChartWords, drawing: &mut Drawing) {
    let labels: Vec<String> =
        chart.labels.iter().map(|label| chart.days.shown(label, words)).collect();
    let widths: Vec<f64> = labels.iter().map(|label| width(label)).collect();
    // One at an edge is not in the middle of its place.
    let inside = |row: usize, drawing: f64| {
        let half = widths[row] / drawing * 50.0;
        if 2.0 * half > 100.0 { 50.0 } else { places[row].clamp(half, 100.0 - half) }
    };
    let middles =
        |drawing: f64| (0..labels.len()).map(|row| inside(row, drawing)).collect::<Vec<f64>>();
    let wide = chosen(&middles(SCREEN), &widths, SCREEN, 8);
    let of = |list: &[f64]| wide.iter().map(|row| list[*row]).collect::<Vec<f64>>();
    let narrow = chosen(&of(&middles(PHONE)), &of(&widths), PHONE, 8);
    for (index, row) in wide.iter().enumerate() {
        let look = match narrow.contains(&index) {
            true => SCALE.to_owned(),
            false => format!("{WIDE}{SCALE}"),
        };
        let middle = places[*row];
        let (x, anchor) = match inside(*row, PHONE) {
            moved if moved < middle - 0.05 => (100.0, Anchor::End),
            moved if moved > middle + 0.05 => (0.0, Anchor::Start),
            _ => (middle, Anchor::Middle),
        };
        drawing.text((x, HEIGHT + 3.0), (anchor, 0.0), &look, &labels[*row]);
    }
}
