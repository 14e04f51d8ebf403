//! A workbook without somebody: their rows, and the shared texts that nothing shows any more. All other parts are copied as they
//! lie there, packed.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use zip::ZipArchive;

use super::super::archive;
use super::super::erasure::edits::{Edit, carry_out};
use super::super::erasure::{GONE, Orders};
use super::super::table::{self, Cell, Change, New, Table};
use super::parts::{self, RawCell, RawSheet};
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::html::escape;
use crate::source::Source;

const TEXTS: &str = "xl/sharedStrings.xml";

/// The file with the orders carried out.
pub(super) fn erase(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Result<Vec<u8>, Problem> {
    let unproven = || Problem::EraseUnproven { format: super::FORMAT.name.to_owned() };
    let changed = changed(source, config, orders).ok_or_else(unproven)?;
    if changed.is_empty() {
        return Ok(source.bytes.clone());
    }
    archive::rewritten(&source.bytes, &changed).map_err(|_| unproven())
}

/// The parts that change, by their names.
fn changed(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Option<HashMap<String, Vec<u8>>> {
    let sheet = super::sheet(&source.bytes, config.limits.xlsx_bytes, config).ok()?;
    let mut archive = ZipArchive::new(Cursor::new(source.bytes.as_slice())).ok()?;
    let sheets = parts::sheets(&mut archive)?;
    let path = sheets.get(&sheet.name)?.clone();
    let table = Table {
        format: super::FORMAT.name,
        path: &source.path,
        rows: sheet.rows,
        from_1904: sheet.from_1904,
    };
    let changes = table::changes(&table, config, orders);
    let mut changed = HashMap::new();
    if !changes.is_empty() {
        let text = parts::part(&mut archive, &path)?;
        let raw = parts::cells(&text)?;
        let mut erasing = Erasing { orders, raw, edits: Vec::new(), released: HashSet::new() };
        for (row, change) in &changes {
            erasing.row(&table.rows[*row], change);
        }
        let Finished { raw: (cells, _), edits, mut released, gone } = erasing.finished();
        let kept = cells.iter().filter(|cell| !gone.contains(&cell.range.start));
        kept.filter_map(|cell| cell.shared).for_each(|shared| _ = released.remove(&shared));
        for other in sheets.values().filter(|other| **other != path) {
            let (cells, _) = parts::cells(&parts::part(&mut archive, other)?)?;
            cells
                .iter()
                .filter_map(|cell| cell.shared)
                .for_each(|shared| _ = released.remove(&shared));
        }
        changed.insert(path, carry_out(text.as_bytes(), None, edits)?);
        if !released.is_empty() {
            let texts = parts::part(&mut archive, TEXTS)?;
            let places = parts::shared(&texts)?;
            let empty =
                |shared: &usize| Some(Edit::put(places.get(*shared)?.clone(), "<si><t/></si>"));
            let edits: Option<Vec<Edit>> = released.iter().map(empty).collect();
            changed.insert(TEXTS.to_owned(), carry_out(texts.as_bytes(), None, edits?)?);
        }
    }
    if let Some((name, bytes)) = properties(&mut archive, orders) {
        changed.insert(name, bytes);
    }
    Some(changed)
}

/// Who made the workbook and who saved it last.
fn properties(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    orders: &Orders<'_>,
) -> Option<(String, Vec<u8>)> {
    const NAME: &str = "docProps/core.xml";
    let text = parts::part(archive, NAME)?;
    let mut edits = Vec::new();
    parts::elements(&text, |start, range| {
        let is_person = ["creator", "lastModifiedBy"].contains(&parts::local(start).as_str());
        let element = &text[range.clone()];
        let inner = element.find('>').zip(element.rfind("</")).filter(|(from, to)| from < to);
        let Some((from, to)) = inner.filter(|_| is_person) else { return };
        let value = crate::comment::text::decode_entities(&element[from + 1..to]);
        if orders.traces.is_name(&value) || orders.traces.is_email(&value) {
            edits.push(Edit::cut(range.start + from + 1..range.start + to));
        }
    })?;
    let bytes = carry_out(text.as_bytes(), None, edits).filter(|new| *new != text.as_bytes())?;
    Some((NAME.to_owned(), bytes))
}

struct Erasing<'a> {
    orders: &'a Orders<'a>,
    raw: RawSheet,
    edits: Vec<Edit>,
    /// Shared texts that were shown by cells that changed.
    released: HashSet<usize>,
}

/// The same when all rows are done.
struct Finished {
    raw: RawSheet,
    edits: Vec<Edit>,
    released: HashSet<usize>,
    /// The cells that changed, by where they began.
    gone: HashSet<usize>,
}

impl Erasing<'_> {
    fn row(&mut self, row: &table::Row, change: &Change) {
        let Erasing { orders, raw: (cells, rows), edits, released } = self;
        let own: Vec<&RawCell> = cells.iter().filter(|cell| cell.place.0 == row.line).collect();
        match change {
            Change::Remove => {
                released.extend(own.iter().filter_map(|cell| cell.shared));
                match rows.get(&row.line) {
                    Some(range) => edits.push(Edit::cut(range.clone())),
                    None => edits.extend(own.iter().map(|cell| replaced(cell, ""))),
                }
            }
            Change::Cells(new) => {
                for (column, new) in new {
                    let Some(cell) = own.iter().find(|cell| cell.place.1 == *column) else {
                        continue;
                    };
                    let text = match new {
                        New::Nothing => String::new(),
                        New::Text(text) => inline(text),
                        New::Redacted(number) => {
                            let place = row.cells.iter().find(|(found, _)| found == column);
                            let Some((_, Cell::Text(text))) = place else { continue };
                            inline(&without(text, (orders, *number)))
                        }
                    };
                    released.extend(cell.shared);
                    edits.push(replaced(cell, &text));
                }
            }
        }
    }

    fn finished(self) -> Finished {
        let Erasing { raw, edits, released, .. } = self;
        let is_gone = |cell: &&RawCell| {
            edits.iter().any(|edit| {
                edit.range.start <= cell.range.start && cell.range.end <= edit.range.end
            })
        };
        let gone = raw.0.iter().filter(is_gone).map(|cell| cell.range.start).collect();
        Finished { raw, edits, released, gone }
    }
}

fn without(text: &str, (orders, number): (&Orders<'_>, usize)) -> String {
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for range in orders.redactions(number, text, false) {
        result.push_str(&text[copied..range.start]);
        result.push_str(GONE);
        copied = range.end;
    }
    result.push_str(&text[copied..]);
    result
}

/// A text in the cell itself; numeric references keep the part in ASCII.
fn inline(text: &str) -> String {
    let mut plain = String::new();
    for character in escape(text).chars() {
        match character {
            '\n' | '\t' => plain.push(character),
            _ if character.is_ascii() && !character.is_control() => plain.push(character),
            _ if character.is_control() => {}
            _ => plain.push_str(&format!("&#{};", u32::from(character))),
        }
    }
    format!("<is><t xml:space=\"preserve\">{plain}</t></is>")
}

/// A cell that keeps its place and its style.
fn replaced(cell: &RawCell, text: &str) -> Edit {
    let attribute = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!(" {name}=\"{value}\"")).unwrap_or_default()
    };
    let kind = if text.is_empty() { "" } else { " t=\"inlineStr\"" };
    let start =
        format!("<c{}{}{kind}", attribute("r", &cell.reference), attribute("s", &cell.style));
    let element =
        if text.is_empty() { format!("{start}/>") } else { format!("{start}>{text}</c>") };
    Edit::put(cell.range.clone(), &element)
}
