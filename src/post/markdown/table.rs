//! Tables: in a region that can be scrolled with the keyboard, named after their columns.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::html::push_escaped;

/// Where the writer is in a table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    body_open: bool,
    cell_end: &'static str,
}

impl Table {
    /// Begins a table; `rest` is what follows in it.
    pub(super) fn open(html: &mut String, alignments: &[Alignment], rest: &[Event<'_>]) -> Table {
        html.push_str("<div class=table role=region tabindex=0 aria-label=\"");
        push_label(html, rest);
        html.push_str("\"><table>\n");
        Table { alignments: alignments.to_vec(), ..Table::default() }
    }

    /// Ends it.
    pub(super) fn close(&self, html: &mut String) {
        html.push_str(if self.body_open {
            "</tbody>\n</table></div>\n"
        } else {
            "</table></div>\n"
        });
    }

    pub(super) fn open_head(&mut self, html: &mut String) {
        self.in_head = true;
        self.column = 0;
        html.push_str("<thead>\n<tr>");
    }

    pub(super) fn close_head(&mut self, html: &mut String) {
        self.in_head = false;
        html.push_str("</tr>\n</thead>\n");
    }

    pub(super) fn open_row(&mut self, html: &mut String) {
        if !self.body_open {
            self.body_open = true;
            html.push_str("<tbody>\n");
        }
        self.column = 0;
        html.push_str("<tr>");
    }

    /// Begins a cell; an empty one in the head is no heading of anything.
    pub(super) fn open_cell(&mut self, html: &mut String, is_empty: bool) {
        let is_heading = self.in_head && !is_empty;
        html.push_str(if is_heading { "<th scope=col" } else { "<td" });
        self.cell_end = if is_heading { "</th>" } else { "</td>" };
        html.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            // What nobody asked for stands at the left as well.
            Some(Alignment::Left | Alignment::None) | None => ">",
        });
        self.column += 1;
    }

    pub(super) fn close_cell(&self, html: &mut String) {
        html.push_str(self.cell_end);
    }
}

/// Whether these are cells without anything in them: such a head is none.
pub(super) fn is_empty(cells: &[Event<'_>]) -> bool {
    cells
        .iter()
        .all(|cell| matches!(cell, Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell)))
}

/// The texts of the head's cells, or else of the first row's, with commas between them.
fn push_label(html: &mut String, rest: &[Event<'_>]) {
    let start = html.len();
    let mut parted = "";
    for event in rest {
        match event {
            Event::End(TagEnd::TableHead | TagEnd::TableRow) if html.len() > start => break,
            // An empty cell says nothing.
            Event::Start(Tag::TableCell) if html.len() > start => parted = ", ",
            Event::Text(text) | Event::Code(text) => {
                html.push_str(std::mem::take(&mut parted));
                push_escaped(html, text);
            }
            _ => {}
        }
    }
}
