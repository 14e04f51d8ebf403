//! XLSX: what stands in the cells of each sheet, numbers as they are shown, under the name of the sheet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use jiff::civil;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::office::Archive;
use super::xml::{attribute, reference, relations, starts};
use super::{Damage, Reading, TEXT, Unit, squeezed};
use crate::html::tokens::decode;

/// So many numbers of a workbook are read: more of them are measurements, which nobody looks for.
const NUMBERS: usize = 10_000;

/// How many sheets are read, and how many texts that their cells share.
const SHEETS: usize = 5_000;
const SHARED: usize = 1_000_000;

/// A sheet that readers of the workbook see.
struct Sheet {
    name: String,
    part: String,
}

/// How the numbers of a cell are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Plain,
    Percent,
    Date,
}

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Reading, Damage> {
    let book = archive.part("xl/workbook.xml")?;
    let sheets = sheets(archive, &book)?;
    let shared = match archive.has("xl/sharedStrings.xml") {
        true => shared(&archive.part("xl/sharedStrings.xml")?)?,
        false => Vec::new(),
    };
    let shapes = match archive.has("xl/styles.xml") {
        true => shapes(&archive.part("xl/styles.xml")?)?,
        false => Vec::new(),
    };
    let cells = Cells { shared, shapes, is_1904: is_1904(&book)? };
    let mut texts = Vec::new();
    let (mut room, mut numbers) = (TEXT, NUMBERS);
    for sheet in &sheets {
        if room == 0 {
            texts.push(String::new());
            continue;
        }
        let text = cells.text(&archive.part(&sheet.part)?, room, &mut numbers)?;
        let is_named = !is_usual(&sheet.name) && !text.is_empty();
        let text = if is_named { format!("{}\n{text}", sheet.name) } else { text };
        room = room.saturating_sub(text.len());
        texts.push(text);
    }
    let count = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    Ok(Reading { extent: Some((Unit::Sheets, count)), texts, problem: None })
}

/// The sheets in their order, but for those that are hidden. A workbook that does not list them has the parts that are there.
fn sheets(archive: &mut Archive<'_>, book: &str) -> Result<Vec<Sheet>, Damage> {
    let parts = match archive.has("xl/_rels/workbook.xml.rels") {
        true => relations(&archive.part("xl/_rels/workbook.xml.rels")?, "/worksheet", "xl")?,
        false => BTreeMap::new(),
    };
    let mut listed = Vec::new();
    let mut has_list = false;
    starts(book, |tag| {
        if tag.local_name().as_ref() != "sheet" {
            return;
        }
        has_list = true;
        let is_hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
        let part = reference(tag).and_then(|id| parts.get(&id).cloned());
        if let Some(part) = part.filter(|_| !is_hidden) {
            let name = squeezed(&attribute(tag, "name").unwrap_or_default());
            listed.push(Sheet { name, part });
        }
    })?;
    if !has_list {
        let found = archive.numbered("xl/worksheets/sheet");
        listed = found.into_iter().map(|part| Sheet { name: String::new(), part }).collect();
    }
    listed.truncate(SHEETS);
    Ok(listed)
}

/// Whether a sheet is called as the program calls it: that says no more than its number.
fn is_usual(name: &str) -> bool {
    let rest = ["Blad", "Sheet"].iter().find_map(|word| name.strip_prefix(word));
    name.is_empty() || rest.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

fn is_1904(book: &str) -> Result<bool, Damage> {
    let mut found = false;
    starts(book, |tag| {
        let told = attribute(tag, "date1904");
        found |= told.is_some_and(|told| told == "1" || told == "true");
    })?;
    Ok(found)
}

/// The texts that cells refer to by their numbers.
fn shared(xml: &str) -> Result<Vec<String>, Damage> {
    let mut reader = Reader::from_str(xml);
    let (mut texts, mut text) = (Vec::new(), String::new());
    let mut piece = Pieces::default();
    loop {
        let event = reader.read_event().map_err(|_| Damage::Broken)?;
        match &event {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => text.clear(),
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => texts.push(String::new()),
            Event::End(tag) if tag.local_name().as_ref() == "si" => texts.push(squeezed(&text)),
            Event::Eof => return Ok(texts),
            _ => piece.add(&event, &["t"], &mut text),
        }
        if texts.len() == SHARED {
            return Ok(texts);
        }
    }
}

/// How the numbers of cells of each style are shown.
fn shapes(xml: &str) -> Result<Vec<Shape>, Damage> {
    let mut own: BTreeMap<String, Shape> = BTreeMap::new();
    let mut shapes = Vec::new();
    let (mut reader, mut in_cells) = (Reader::from_str(xml), false);
    loop {
        match reader.read_event().map_err(|_| Damage::Broken)? {
            Event::Start(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = true,
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    if let Some(id) = attribute(&tag, "numFmtId") {
                        own.insert(
                            id,
                            shape_of(&attribute(&tag, "formatCode").unwrap_or_default()),
                        );
                    }
                }
                "xf" if in_cells => {
                    let id = attribute(&tag, "numFmtId").unwrap_or_default();
                    let usual = match id.parse::<u32>().unwrap_or_default() {
                        9 | 10 => Shape::Percent,
                        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shape::Date,
                        _ => Shape::Plain,
                    };
                    shapes.push(own.get(&id).copied().unwrap_or(usual));
                }
                _ => {}
            },
            Event::Eof => return Ok(shapes),
            _ => {}
        }
    }
}

/// What a format makes of a number, by the letters in it that are no words between quotes or brackets.
fn shape_of(format: &str) -> Shape {
    let mut closes = None;
    let mut signs = BTreeSet::new();
    for sign in format.chars() {
        match (closes, sign) {
            (Some(end), _) if sign == end => closes = None,
            (Some(_), _) => {}
            (None, '"') => closes = Some('"'),
            (None, '[') => closes = Some(']'),
            (None, _) => drop(signs.insert(sign.to_ascii_lowercase())),
        }
    }
    // A Dutch Excel writes `j` and `u` for years and hours.
    if ['y', 'j', 'd', 'h', 'u'].iter().any(|sign| signs.contains(sign)) {
        Shape::Date
    } else if signs.contains(&'%') {
        Shape::Percent
    } else {
        Shape::Plain
    }
}

/// The rows and columns of a sheet that nobody sees, and whether the cell that is read stands in one.
#[derive(Default)]
struct Hidden {
    /// The last column of each range, by the first.
    columns: BTreeMap<u32, u32>,
    is_row: bool,
    is_cell: bool,
    /// The column of the cell, counted from 1.
    column: u32,
}

impl Hidden {
    fn see_columns(&mut self, tag: &BytesStart<'_>) {
        let column = |name: &str| attribute(tag, name).and_then(|column| column.parse().ok());
        if let (true, Some(first), Some(last)) = (is_hidden(tag), column("min"), column("max")) {
            self.columns.insert(first, last);
        }
    }

    fn see_row(&mut self, tag: &BytesStart<'_>) {
        self.is_row = is_hidden(tag);
        self.column = 0;
    }

    /// A cell that does not say where it is comes behind the one before.
    fn see_cell(&mut self, tag: &BytesStart<'_>) {
        let told = attribute(tag, "r").and_then(|place| column(&place));
        self.column = told.unwrap_or(self.column.saturating_add(1));
        let before = self.columns.range(..=self.column).next_back();
        self.is_cell = self.is_row || before.is_some_and(|(_, last)| *last >= self.column);
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true"))
}

/// The number of the column that a place like `AB12` is in.
fn column(place: &str) -> Option<u32> {
    let letters = place.chars().take_while(char::is_ascii_alphabetic);
    let column = letters.map(|letter| letter.to_digit(36).unwrap_or(9) - 9);
    let mut column = column.take(7);
    let first = column.next()?;
    Some(column.fold(first, |before, letter| before.saturating_mul(26).saturating_add(letter)))
}

/// What the cells of all sheets share.
struct Cells {
    shared: Vec<String>,
    shapes: Vec<Shape>,
    is_1904: bool,
}

impl Cells {
    /// The text of a sheet, its rows with a semicolon between: so much of it, and so many numbers.
    fn text(&self, xml: &str, room: usize, numbers: &mut usize) -> Result<String, Damage> {
        let mut reader = Reader::from_str(xml);
        let (mut text, mut value) = (String::new(), String::new());
        let (mut kind, mut style) = (String::new(), 0);
        let (mut is_new_row, mut piece) = (true, Pieces::default());
        let mut hidden = Hidden::default();
        loop {
            let event = reader.read_event().map_err(|_| Damage::Broken)?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "col" => {
                    hidden.see_columns(tag);
                }
                Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                    is_new_row = true;
                    hidden.see_row(tag);
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => hidden.see_cell(tag),
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    value.clear();
                    hidden.see_cell(tag);
                    kind = attribute(tag, "t").unwrap_or_default();
                    let told = attribute(tag, "s").and_then(|style| style.parse().ok());
                    style = told.unwrap_or_default();
                }
                Event::End(tag) if tag.local_name().as_ref() == "c" && !hidden.is_cell => {
                    let cell = self.cell(&kind, style, &value, numbers);
                    if !cell.is_empty() {
                        let between = if is_new_row { "; " } else { " " };
                        text.push_str(if text.is_empty() { "" } else { between });
                        text.push_str(&cell);
                        is_new_row = false;
                    }
                }
                Event::Eof => return Ok(text),
                _ => piece.add(&event, &["t", "v"], &mut value),
            }
            if text.len() > room {
                return Ok(text);
            }
        }
    }

    /// What a cell shows.
    fn cell(&self, kind: &str, style: usize, value: &str, numbers: &mut usize) -> String {
        let value = value.trim();
        match kind {
            "s" => value
                .parse()
                .ok()
                .and_then(|at: usize| self.shared.get(at).cloned())
                .unwrap_or_default(),
            "str" | "inlineStr" | "d" => squeezed(value),
            // Neither an error nor a yes or no is a word of anybody.
            "e" | "b" => String::new(),
            _ => {
                let Some(number) = value.parse().ok().filter(|number: &f64| number.is_finite())
                else {
                    return String::new();
                };
                let Some(rest) = numbers.checked_sub(1) else { return String::new() };
                *numbers = rest;
                match self.shapes.get(style).copied().unwrap_or(Shape::Plain) {
                    Shape::Plain => shown(number),
                    Shape::Percent => format!("{}%", shown(number * 100.0)),
                    Shape::Date => self.date(number).unwrap_or_else(|| shown(number)),
                }
            }
        }
    }

    /// A date as it is written here. A part of a day is a time.
    fn date(&self, number: f64) -> Option<String> {
        if !(0.0..2_958_466.0).contains(&number) {
            return None;
        }
        let first = if self.is_1904 { civil::date(1904, 1, 1) } else { civil::date(1899, 12, 30) };
        #[expect(clippy::cast_possible_truncation, reason = "the last day of the year 9999 fits")]
        let seconds = (number * 86_400.0).round() as i64;
        let moment = first.at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds)).ok()?;
        let pattern = match (number < 1.0, number.fract() == 0.0) {
            (true, _) => "%H:%M",
            (false, true) => "%-d-%-m-%Y",
            (false, false) => "%-d-%-m-%Y %H:%M",
        };
        Some(moment.strftime(pattern).to_string())
    }
}

/// A number without the noise of its last places.
fn shown(number: f64) -> String {
    let exact = format!("{number:.6}");
    let short = exact.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// The text within elements of some names, put together. How a word is said (`rPh`) is no part of it.
#[derive(Default)]
struct Pieces {
    depth: usize,
    aside: usize,
}

impl Pieces {
    fn add(&mut self, event: &Event<'_>, within: &[&str], text: &mut String) {
        match event {
            Event::Start(tag) => {
                self.depth += usize::from(within.contains(&tag.local_name().as_ref()));
                self.aside += usize::from(tag.local_name().as_ref() == "rPh");
            }
            Event::End(tag) => {
                let is_within = within.contains(&tag.local_name().as_ref());
                self.depth = self.depth.saturating_sub(usize::from(is_within));
                let is_aside = tag.local_name().as_ref() == "rPh";
                self.aside = self.aside.saturating_sub(usize::from(is_aside));
            }
            _ if self.depth == 0 || self.aside > 0 => {}
            Event::Text(piece) => text.push_str(piece.as_ref()),
            Event::CData(piece) => text.push_str(piece.as_ref()),
            Event::GeneralRef(name) => {
                text.push_str(&decode(&format!("&{};", name.as_ref() as &str)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_shown() {
        for (number, text) in
            [(12.0, "12"), (0.1 + 0.2, "0.3"), (-0.000_000_1, "0"), (1_234_567.5, "1234567.5")]
        {
            assert_eq!(shown(number), text);
        }
        for (format, shape) in [
            ("0.00", Shape::Plain),
            ("0.0%", Shape::Percent),
            ("dd-mm-yyyy", Shape::Date),
            ("[$-413]d mmmm jjjj", Shape::Date),
            ("[h]:mm", Shape::Plain),
            ("0.0 \"dagen\"", Shape::Plain),
            ("uu:mm", Shape::Date),
        ] {
            assert_eq!(shape_of(format), shape, "{format}");
        }
        let cells =
            Cells { shared: Vec::new(), shapes: vec![Shape::Plain, Shape::Date], is_1904: false };
        let mut few = 2;
        let told = [("46349", 1), ("46349.625", 1), ("7", 0)];
        let told = told.map(|(value, style)| cells.cell("", style, value, &mut few));
        assert_eq!(told, ["23-11-2026", "23-11-2026 15:00", ""]);
    }

    #[test]
    fn a_place_tells_its_column() {
        for (place, number) in [
            ("A1", Some(1)),
            ("Z9", Some(26)),
            ("AB12", Some(28)),
            ("XFD1", Some(16_384)),
            ("7", None),
        ] {
            assert_eq!(column(place), number, "{place}");
        }
    }

    #[test]
    fn a_usual_name_says_nothing() {
        assert!(is_usual("Blad1") && is_usual("Sheet12") && is_usual(""));
        assert!(!is_usual("Kosten") && !is_usual("Bladeren"));
    }
}
