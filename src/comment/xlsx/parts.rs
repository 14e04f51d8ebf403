//! The parts of a workbook as they lie in its file: which is the sheet of a name, and where rows, cells and texts stand in them.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

/// A part as text.
pub(super) fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The parts of all sheets by the names of the sheets.
pub(super) fn sheets(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<HashMap<String, String>> {
    let workbook = part(archive, "xl/workbook.xml")?;
    let relations = part(archive, "xl/_rels/workbook.xml.rels")?;
    let mut targets: HashMap<String, String> = HashMap::new();
    elements(&relations, |start, _| {
        if local(start) == "Relationship"
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            let path = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id, path);
        }
    })?;
    let mut sheets = HashMap::new();
    elements(&workbook, |start, _| {
        if local(start) == "sheet"
            && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
            && let Some(path) = targets.get(&id)
        {
            sheets.insert(name, path.clone());
        }
    })?;
    Some(sheets)
}

/// A cell of a sheet.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    /// Row and column, from 1 and from 0.
    pub(super) place: (u32, u32),
    /// The whole element.
    pub(super) range: Range<usize>,
    /// Its reference as written, if it has one, and its style.
    pub(super) reference: Option<String>,
    pub(super) style: Option<String>,
    /// The number of the shared text that it shows.
    pub(super) shared: Option<usize>,
}

/// Every cell of a sheet, and where each row stands that says its number.
pub(super) type RawSheet = (Vec<RawCell>, HashMap<u32, Range<usize>>);

/// Reads where the cells of a sheet stand.
pub(super) fn cells(text: &str) -> Option<RawSheet> {
    let mut reader = Reader::from_str(text);
    let (mut cells, mut rows): RawSheet = (Vec::new(), HashMap::new());
    let (mut row, mut column) = (0, 0);
    let mut open: Option<RawCell> = None;
    let mut open_row: Option<(u32, usize)> = None;
    let (mut is_shared, mut in_value) = (false, false);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(start) | Event::Empty(start) if local(&start) == "row" => {
                let number = attribute(&start, "r").and_then(|number| number.parse().ok());
                row = number.unwrap_or(row + 1);
                column = 0;
                open_row = number.map(|number| (number, before));
            }
            Event::End(end) if end.local_name().as_ref() == "row" => {
                rows.extend(open_row.take().map(|(number, start)| (number, start..after)));
            }
            Event::Start(start) if local(&start) == "c" => {
                let cell = raw_cell(&start, (row, column), before..after);
                (column, is_shared) =
                    (cell.place.1 + 1, attribute(&start, "t").as_deref() == Some("s"));
                open = Some(cell);
            }
            Event::Empty(start) if local(&start) == "c" => {
                let cell = raw_cell(&start, (row, column), before..after);
                column = cell.place.1 + 1;
                cells.push(cell);
            }
            Event::End(end) if end.local_name().as_ref() == "c" => {
                if let Some(mut cell) = open.take() {
                    cell.range.end = after;
                    cells.push(cell);
                }
            }
            Event::Start(start) if local(&start) == "v" => in_value = true,
            Event::End(end) if end.local_name().as_ref() == "v" => in_value = false,
            Event::Text(text) if in_value && is_shared => {
                if let Some(cell) = &mut open {
                    cell.shared = text.trim().parse().ok();
                }
            }
            Event::Eof => return Some((cells, rows)),
            _ => {}
        }
    }
}

fn raw_cell(start: &BytesStart<'_>, next: (u32, u32), range: Range<usize>) -> RawCell {
    let reference = attribute(start, "r");
    let place = reference.as_deref().and_then(place).unwrap_or(next);
    RawCell { place, range, reference, style: attribute(start, "s"), shared: None }
}

/// `B5` is row 5, column 1.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = reference[..letters].bytes().try_fold(0_u32, |column, letter| {
        let letter = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(letter)
    })?;
    Some((reference[letters..].parse().ok()?, column.checked_sub(1)?))
}

/// Where each shared text stands.
pub(super) fn shared(text: &str) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    elements(text, |start, range| {
        if local(start) == "si" {
            found.push(range);
        }
    })?;
    Some(found)
}

/// What stands between the tags of an element.
pub(super) fn inner(text: &str, element: &Range<usize>) -> Option<Range<usize>> {
    let whole = &text[element.clone()];
    let (from, to) = (whole.find('>')? + 1, whole.rfind("</")?);
    (from < to).then(|| element.start + from..element.start + to)
}

/// What an element shows: all its texts and values.
pub(super) fn shown(element: &str) -> String {
    let mut shown = String::new();
    let read = elements(element, |start, range| {
        if ["t", "v"].contains(&local(start).as_str())
            && let Some(inner) = inner(element, &range)
        {
            shown.push_str(&crate::comment::text::decode_entities(&element[inner]));
        }
    });
    read.map(|()| shown).unwrap_or_default()
}

/// Gives every element with its whole range, in the order in which they end.
pub(super) fn elements(
    text: &str,
    mut each: impl FnMut(&BytesStart<'_>, Range<usize>),
) -> Option<()> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(BytesStart<'_>, usize)> = Vec::new();
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(start) => open.push((start, before)),
            Event::Empty(start) => each(&start, before..after),
            Event::End(_) => {
                let (start, begin) = open.pop()?;
                each(&start, begin..after);
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

pub(super) fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

/// An attribute by its local name.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut found = attributes.with_checks(false).flatten();
    let value = found.find(|found| found.key.local_name().as_ref() == name)?.value;
    Some(crate::comment::text::decode_entities(value.as_ref()).into_owned())
}
