//! Footnotes: numbers in the text, and a section at the end that leads back.

use std::collections::BTreeMap;

use super::Surroundings;
use crate::html::{escape, push_escaped};

/// The notes of a body, in the order in which the text first refers to them.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    notes: Vec<Footnote>,
    /// The notes whose text is being written, with the HTML that goes on behind each.
    writing: Vec<(usize, String)>,
}

#[derive(Default)]
struct Footnote {
    html: String,
    references: usize,
}

impl Footnotes {
    fn number(&mut self, label: &str) -> usize {
        let next = self.notes.len();
        let number = *self.numbers.entry(label.to_lowercase()).or_insert(next);
        if number == next {
            self.notes.push(Footnote::default());
        }
        number
    }

    /// Adds a reference to a note.
    pub(super) fn refer(&mut self, label: &str, html: &mut String) {
        let number = self.number(label);
        let note = &mut self.notes[number];
        note.references += 1;
        let (shown, reference) = (number + 1, reference_id(number + 1, note.references));
        html.push_str(&format!(
            "<sup class=\"footnote\"><a id=\"{reference}\" href=\"#fn-{shown}\">{shown}</a></sup>"
        ));
    }

    /// Begins the text of a note, which is kept for the end.
    pub(super) fn open(&mut self, label: &str, html: &mut String) {
        let number = self.number(label);
        self.writing.push((number, std::mem::take(html)));
    }

    /// Ends it; what was written before goes on.
    pub(super) fn close(&mut self, html: &mut String) {
        if let Some((number, outer)) = self.writing.pop() {
            self.notes[number].html = std::mem::replace(html, outer);
        }
    }

    /// Adds the section with all notes.
    pub(super) fn push(&self, html: &mut String, around: &Surroundings<'_>) {
        if self.notes.is_empty() {
            return;
        }
        let words = around.words;
        let heading = if words.footnotes.is_empty() { "Noten" } else { &words.footnotes };
        html.push_str(
            "<section class=\"footnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">",
        );
        push_escaped(html, heading);
        html.push_str("</h2>\n<ol>\n");
        let back = escape(if words.footnote_back.is_empty() {
            "Terug naar de tekst"
        } else {
            &words.footnote_back
        });
        for (number, note) in (1..).zip(&self.notes) {
            html.push_str(&format!("<li id=\"fn-{number}\">"));
            let (text, tail) = match note.html.strip_suffix("</p>\n") {
                Some(text) => (text, "</p>\n"),
                None => (note.html.as_str(), ""),
            };
            html.push_str(text);
            for reference in 1..=note.references {
                let id = reference_id(number, reference);
                // Each way back has a name of its own.
                let (named, shown) = match reference {
                    1 => (String::new(), String::new()),
                    _ => (format!(" ({reference})"), format!("<sup>{reference}</sup>")),
                };
                html.push_str(&format!(
                    " <a class=\"back\" href=\"#{id}\" aria-label=\"{back} {number}{named}\">↩{shown}</a>"
                ));
            }
            html.push_str(tail);
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n</section>\n");
    }
}

/// The anchor of the `count`th reference to a note.
fn reference_id(number: usize, count: usize) -> String {
    if count == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{count}") }
}
