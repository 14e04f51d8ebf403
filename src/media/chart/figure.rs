//! A chart as readers get it: its caption, its key, the drawing, and the numbers beneath.

use super::drawing::{Drawing, stroke, swatch};
use super::{Chart, ChartWords, Kind, bars, columns, fill, finding, lines, share};
use crate::html::{escape, push_escaped};

/// How a post shows a chart.
pub(crate) struct Shown<'a> {
    /// The title of the image, a caption with wishes.
    pub(crate) title: &'a str,
    /// The caption as HTML.
    pub(crate) caption: &'a str,
    /// The description of the image.
    pub(crate) description: &'a str,
    /// The address of the file, not escaped.
    pub(crate) address: &'a str,
    /// Which chart of the page it is, from 1.
    pub(crate) number: usize,
}

/// Adds a chart.
pub(crate) fn push(html: &mut String, chart: &Chart, shown: &Shown<'_>, words: &ChartWords) {
    let (caption, wish) = super::in_title(shown.title);
    let kind = chart.drawn(wish);
    let prefix = format!("chart-{}", shown.number);
    let mut drawing = Drawing::new(&prefix);
    match kind {
        Kind::Bars => bars::grouped(chart, words, &mut drawing),
        Kind::Stacked => bars::stacked(chart, words, &mut drawing),
        Kind::Columns => columns::draw(chart, words, &mut drawing),
        Kind::Lines => lines::draw(chart, words, &mut drawing),
        Kind::Share => {
            let part = share::part(chart).unwrap_or((0.0, 1.0));
            share::draw(chart, part, words, &mut drawing);
        }
    }
    match caption.is_empty() {
        true => html.push_str("<figure class=chart>"),
        false => html.push_str(&format!(
            "<figure class=chart aria-labelledby={prefix}><figcaption id={prefix}>{}</figcaption>",
            shown.caption
        )),
    }
    push_key(html, chart, kind, &prefix);
    let told = finding::told(chart, kind, words);
    let name = format!("{} {told}", sentence(shown.description));
    let patterns = if kind == Kind::Lines { 0 } else { chart.series.len() };
    html.push_str(&drawing.finish(name.trim(), patterns));
    let label = match caption.is_empty() {
        true => format!(
            "aria-label=\"{}: {}\"",
            escape(&fill(words, "numbers", &[])),
            escape(shown.description)
        ),
        false => format!("aria-labelledby={prefix}"),
    };
    push_numbers(html, chart, shown, &label, words);
    html.push_str("</figure>\n");
}

/// A text that another sentence may follow.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let is_ended = text.is_empty() || text.ends_with(['.', '!', '?', ':']);
    format!("{text}{}", if is_ended { "" } else { "." })
}

/// What each series looks like. Heard, it says nothing that the drawing's own text does not.
fn push_key(html: &mut String, chart: &Chart, kind: Kind, prefix: &str) {
    if chart.series.len() < 2 || kind == Kind::Share {
        return;
    }
    html.push_str("<p aria-hidden=true>");
    for (column, series) in chart.series.iter().enumerate() {
        let sample = if kind == Kind::Lines { stroke(column) } else { swatch(prefix, column) };
        html.push_str(&format!("<span>{sample} {}</span>", escape(&series.name)));
    }
    html.push_str("</p>");
}

/// The numbers as a table, which has this name, with the file to take along.
fn push_numbers(
    html: &mut String,
    chart: &Chart,
    shown: &Shown<'_>,
    label: &str,
    words: &ChartWords,
) {
    // Where all but the first column are numbers, the table says so, and else each of its cells.
    let (all, each) =
        if chart.notes.is_empty() { (" class=numbers", "") } else { ("", " class=right") };
    html.push_str(&format!(
        "<details><summary>{}</summary><div class=table role=region tabindex=0 {label}><table{all}>",
        escape(&fill(words, "numbers", &[])),
    ));
    push_headings(html, chart, each);
    html.push_str("<tbody>");
    for (row, label) in chart.labels.iter().enumerate() {
        push_cell(html, "<tr><th scope=row>", &chart.days.shown(label, words), "</th>");
        for series in &chart.series {
            let own = series.own_decimals[row];
            let text = series.values[row]
                .map_or_else(|| "–".to_owned(), |value| series.written_with(value, own, words));
            push_cell(html, &format!("<td{each}>"), &text, "</td>");
        }
        for (_, cells) in &chart.notes {
            push_cell(html, "<td>", &cells[row], "</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div><p><a class=file href=\"");
    push_escaped(html, shown.address);
    html.push_str("\">");
    push_escaped(html, &fill(words, "file", &[]));
    html.push_str(" <span class=file-kind>(CSV)</span></a></p></details>");
}

/// The headings of the numbers, if the file has any.
fn push_headings(html: &mut String, chart: &Chart, each: &str) {
    let notes = chart.notes.iter().map(|(heading, _)| heading);
    let mut all = chart.series.iter().map(|series| &series.name).chain(notes);
    if chart.heading.is_empty() && all.all(String::is_empty) {
        return;
    }
    html.push_str("<thead><tr>");
    match chart.heading.is_empty() {
        true => html.push_str("<td></td>"),
        false => push_cell(html, "<th scope=col>", &chart.heading, "</th>"),
    }
    for series in &chart.series {
        push_cell(html, &format!("<th scope=col{each}>"), &series.name, "</th>");
    }
    for (heading, _) in &chart.notes {
        push_cell(html, "<th scope=col>", heading, "</th>");
    }
    html.push_str("</tr></thead>");
}

fn push_cell(html: &mut String, open: &str, text: &str, close: &str) {
    html.push_str(open);
    push_escaped(html, text);
    html.push_str(close);
}
