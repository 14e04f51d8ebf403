//! What there is to be seen in a chart, in a sentence or two: for who does not see it.

use super::{Chart, ChartWords, Kind, Series, fill, share};

/// So many names are told one by one.
const TOLD: usize = 3;

/// The sentences about a chart that is drawn so.
pub(super) fn told(chart: &Chart, kind: Kind, words: &ChartWords) -> String {
    match kind {
        Kind::Share => share(chart, words),
        Kind::Lines => lines(chart, words),
        Kind::Stacked => bars(chart, "told_stacked", words),
        Kind::Bars | Kind::Columns => bars(chart, "told_bars", words),
    }
}

fn share(chart: &Chart, words: &ChartWords) -> String {
    let Some((value, whole)) = share::part(chart) else { return String::new() };
    let series = &chart.series[0];
    let arguments = [
        ("value", series.written(value, words)),
        ("whole", series.written(whole, words)),
        ("label", chart.labels[0].clone()),
    ];
    let part = fill(
        words,
        "told_share",
        &arguments.each_ref().map(|(name, value)| (*name, value.as_str())),
    );
    let Some(label) = share::named_rest(chart) else { return part };
    let rest = [("label", label), ("value", &series.written(whole - value, words))];
    format!("{part} {}", fill(words, "told_rest", &rest))
}

/// How many bars there are, and which are the longest and the shortest, if they are not all as long.
fn bars(chart: &Chart, key: &str, words: &ChartWords) -> String {
    let mut values: Vec<(usize, usize, f64)> = chart.values().collect();
    values.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (Some(high), Some(low)) = (values.first(), values.last()) else { return String::new() };
    let key = match (high.2 == low.2, values.len()) {
        (_, 1) => "told_one",
        (true, _) if key == "told_stacked" => "told_stacked_equal",
        (true, _) => "told_equal",
        _ => key,
    };
    let name = |(row, column, _): &(usize, usize, f64)| match chart.series.len() {
        1 => chart.labels[*row].clone(),
        _ => format!("{}, {}", chart.labels[*row], chart.series[*column].name),
    };
    let number =
        |(_, column, value): &(usize, usize, f64)| chart.series[*column].written(*value, words);
    let like = |found: &(usize, usize, f64)| {
        let alike = values.iter().filter(|other| other.2 == found.2);
        listed(alike.map(name).collect(), words)
    };
    let count = if key.starts_with("told_stacked") { chart.labels.len() } else { values.len() };
    // One bar of one part is told of above: of others there is one if it has parts.
    let key = if count == 1 && key != "told_one" { format!("{key}_one") } else { key.to_owned() };
    let arguments = [
        ("n", count.to_string()),
        ("names", names(chart, words)),
        ("top", like(high)),
        ("high", number(high)),
        ("bottom", like(low)),
        ("low", number(low)),
    ];
    fill(words, &key, &arguments.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// Names in a sentence, of many the first.
fn listed(mut names: Vec<String>, words: &ChartWords) -> String {
    let more = names.len().saturating_sub(TOLD);
    if more > 1 {
        names.truncate(TOLD);
        names.push(fill(words, "told_more", &[("n", &more.to_string())]));
    }
    joined(&names, words)
}

fn names(chart: &Chart, words: &ChartWords) -> String {
    let names: Vec<String> = chart.series.iter().map(|series| series.name.clone()).collect();
    joined(&names, words)
}

fn joined(names: &[String], words: &ChartWords) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {} {last}", before.join(", "), fill(words, "and", &[]))
        }
        _ => names.concat(),
    }
}

/// From when to when, and how each line goes.
fn lines(chart: &Chart, words: &ChartWords) -> String {
    let label = |row: usize| match chart.labels[row].bytes().all(|byte| byte.is_ascii_digit()) {
        true => format!("{} {}", chart.heading.to_lowercase(), chart.labels[row]).trim().to_owned(),
        false => chart.days.shown(&chart.labels[row], words),
    };
    let (from, to) = (label(0), label(chart.labels.len() - 1));
    let names = names(chart, words);
    let key = if names.is_empty() { "told_line_bare" } else { "told_lines" };
    let mut text = fill(words, key, &[("from", &from), ("to", &to), ("names", &names)]);
    let low = super::lines::scale(chart).low;
    if low > 0.0 {
        let low = chart.series[0].written(low, words);
        text.push(' ');
        text.push_str(&fill(words, "told_scale", &[("low", &low)]));
    }
    for series in &chart.series {
        if let Some(line) = line(series, &label, words) {
            text.push(' ');
            text.push_str(&line);
        }
    }
    text
}

fn line(series: &Series, label: &impl Fn(usize) -> String, words: &ChartWords) -> Option<String> {
    let mut values =
        series.values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)));
    let first = values.next()?;
    let at = |value: f64| {
        let rows = series.values.iter().enumerate().filter(|(_, other)| **other == Some(value));
        listed(rows.map(|(row, _)| label(row)).collect(), words)
    };
    let (mut high, mut low, mut last) = (first, first, first);
    // The furthest that it ever goes back up, and back down.
    let (mut up, mut down) = (0f64, 0f64);
    for found in values {
        last = found;
        high = if found.1 > high.1 { found } else { high };
        low = if found.1 < low.1 { found } else { low };
        (up, down) = (up.max(found.1 - low.1), down.max(high.1 - found.1));
    }
    let little = (high.1 - low.1) / 5.0;
    let key = match () {
        () if high.1 == low.1 => "told_level",
        () if down <= little => "told_rises",
        () if up <= little => "told_falls",
        () => "told_stays",
    };
    let name = match series.name.as_str() {
        "" => fill(words, "told_value", &[]),
        name => name.to_owned(),
    };
    let arguments = [
        ("name", name),
        ("first", series.written(first.1, words)),
        ("last", series.written(last.1, words)),
        ("high", series.written(high.1, words)),
        ("top", at(high.1)),
        ("low", series.written(low.1, words)),
        ("bottom", at(low.1)),
    ];
    Some(fill(words, key, &arguments.each_ref().map(|(name, value)| (*name, value.as_str()))))
}
