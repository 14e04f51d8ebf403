//! A workbook without somebody: their rows, also where another sheet has them again, their links (`links`), their notes (`notes`), and
//! the shared texts that nothing shows any more. All other parts are copied as they lie there, packed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Cursor;

use zip::ZipArchive;

use super::super::archive;
use super::super::erasure::edits::{Edit, carry_out};
use super::super::erasure::{self, Fate, Orders};
use super::super::person::folded;
use super::super::table::{self, Cell, Change, New, Table};
use super::links;
use super::notes::{self, Gone};
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
        return Ok(source.bytes.to_vec());
    }
    archive::rewritten(&source.bytes, (&changed, &|_| false)).map_err(|_| unproven())
}

/// The parts that change, by their names.
fn changed(
    source: &Source,
    config: &Config,
    orders: &Orders<'_>,
) -> Option<HashMap<String, Vec<u8>>> {
    let sheet = super::sheet(&source.bytes, config.limits.xlsx_bytes, config).ok()?;
    let mut archive = ZipArchive::new(Cursor::new(&*source.bytes)).ok()?;
    let sheets = parts::sheets(&mut archive)?;
    let path = sheets.get(&sheet.name)?.clone();
    let table = Table {
        format: super::FORMAT.name,
        path: &source.path,
        rows: sheet.rows,
        from_1904: sheet.from_1904,
        is_delimited: false,
    };
    let changes = table::changes(&table, config, orders);
    let (mut changed, mut noted) = (HashMap::new(), HashMap::new());
    if !changes.is_empty() {
        let others = sheets.into_values().filter(|other| *other != path).collect();
        let mut workbook = Workbook { archive: &mut archive, orders, changed, notes: noted };
        workbook.rows(&table, &changes, (path, others))?;
        (changed, noted) = (workbook.changed, workbook.notes);
    }
    changed.extend(notes::erased(&mut archive, orders.traces, &noted)?);
    if let Some((name, bytes)) = properties(&mut archive, orders) {
        changed.insert(name, bytes);
    }
    Some(changed)
}

/// A workbook of which rows go.
struct Workbook<'a, 's> {
    archive: &'a mut ZipArchive<Cursor<&'s [u8]>>,
    orders: &'a Orders<'a>,
    /// The parts that change, by their names.
    changed: HashMap<String, Vec<u8>>,
    /// The cells that go, by the parts with the notes beside them.
    notes: HashMap<String, Gone>,
}

impl Workbook<'_, '_> {
    /// Carries out the changes in the sheet of the comments, and takes the same rows out of the others.
    fn rows(
        &mut self,
        table: &Table<'_>,
        changes: &[(usize, Change)],
        (path, others): (String, BTreeSet<String>),
    ) -> Option<()> {
        let text = parts::part(self.archive, &path)?;
        let mut erasing = Erasing::new(self.orders, parts::cells(&text)?);
        for (row, change) in changes {
            erasing.row(&table.rows[*row], change);
        }
        let texts = parts::part(self.archive, TEXTS);
        let places = texts.as_deref().map_or(Some(Vec::new()), parts::shared)?;
        let shown: Vec<String> = match &texts {
            Some(texts) => places.iter().map(|place| parts::shown(&texts[place.clone()])).collect(),
            None => Vec::new(),
        };
        let mut done = vec![self.finish(path, &text, erasing)?];
        for other in others {
            let text = parts::part(self.archive, &other)?;
            let mut erasing = Erasing::new(self.orders, parts::cells(&text)?);
            erasing.copies(&text, &shown);
            done.push(self.finish(other, &text, erasing)?);
        }
        // A text that another cell shows stays.
        let mut released: BTreeSet<usize> = BTreeSet::new();
        done.iter().for_each(|(gone, _)| released.extend(gone));
        done.iter().for_each(|(_, kept)| released.retain(|shared| !kept.contains(shared)));
        if let Some(texts) = texts.filter(|_| !released.is_empty()) {
            let empty =
                |shared: &usize| Some(Edit::put(places.get(*shared)?.clone(), "<si><t/></si>"));
            let edits: Option<Vec<Edit>> = released.iter().map(empty).collect();
            self.changed.insert(TEXTS.to_owned(), carry_out(texts.as_bytes(), None, edits?)?);
        }
        Some(())
    }

    /// Writes a sheet, and where its links lead; gives the shared texts that its cells no longer show, and those that they do.
    fn finish(
        &mut self,
        path: String,
        text: &str,
        erasing: Erasing<'_>,
    ) -> Option<(HashSet<usize>, HashSet<usize>)> {
        let Finished { raw: (cells, _), mut edits, released, gone, left } = erasing.finished();
        let kept = cells.iter().filter(|cell| !gone.contains(&cell.range.start));
        let (links, numbers) = links::erased(text, |place| left.has(place))?;
        edits.extend(links);
        let name = links::targets(&path);
        let targets = parts::part(self.archive, &name);
        if !numbers.is_empty() {
            let targets = targets.as_ref()?;
            let edits = links::forgotten(targets, &numbers)?;
            self.changed.insert(name, carry_out(targets.as_bytes(), None, edits)?);
        }
        if let Some(targets) = targets {
            let noted = notes::of_sheet(&path, &targets)?;
            self.notes.extend(noted.into_iter().map(|part| (part, left.clone())));
        }
        if !edits.is_empty() {
            self.changed.insert(path, carry_out(text.as_bytes(), None, edits)?);
        }
        Some((released, kept.filter_map(|cell| cell.shared).collect()))
    }
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
    /// The rows that go whole, and the cells that say nothing of what they said.
    left: Gone,
}

/// The same when all rows are done.
struct Finished {
    raw: RawSheet,
    edits: Vec<Edit>,
    released: HashSet<usize>,
    /// The cells that changed, by where they began.
    gone: HashSet<usize>,
    /// The rows that went whole, and the cells that say nothing of what they said.
    left: Gone,
}

impl<'a> Erasing<'a> {
    fn new(orders: &'a Orders<'a>, raw: RawSheet) -> Erasing<'a> {
        let (released, left) = (HashSet::new(), Gone::default());
        Erasing { orders, raw, edits: Vec::new(), released, left }
    }

    /// Takes what is theirs out of another sheet, of which `shown` are the shared texts: rows in which they say what they said
    /// in the comments, cells with nothing but their address, and with nothing but their name beside that. What goes from the
    /// texts of others goes from where these stand again.
    fn copies(&mut self, text: &str, shown: &[String]) {
        let erased = self.orders.comments.iter().enumerate();
        let erased = erased.filter(|(number, _)| self.orders.fate(*number) != Fate::Keep);
        let bodies: HashSet<String> = erased
            .map(|(_, comment)| folded(&comment.body.text()))
            .filter(|body| !body.is_empty())
            .collect();
        let mut by_row: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
        for (index, cell) in self.raw.0.iter().enumerate() {
            let said = match cell.shared {
                Some(shared) => shown.get(shared).cloned().unwrap_or_default(),
                None => parts::shown(&text[cell.range.clone()]),
            };
            by_row.entry(cell.place.0).or_default().push((index, said));
        }
        let traces = self.orders.traces;
        let others = self.said_by_others();
        for (row, cells) in by_row {
            let is_named = |said: &str| traces.is_name(said) || traces.is_email(said);
            let names = cells.iter().filter(|(_, said)| traces.is_name(said));
            let beside: Vec<&(usize, String)> = names
                .flat_map(|name| cells.iter().map(move |cell| [name, cell]))
                .filter(|[(_, name), (_, said)]| traces.is_known_sender(said, name))
                .flatten()
                .collect();
            let is_copy = cells.iter().any(|(_, said)| is_named(said))
                && cells.iter().any(|(_, said)| bodies.contains(&folded(said)));
            let whole = self.raw.1.get(&row).cloned().filter(|_| is_copy);
            let gone = cells
                .iter()
                .filter(|cell| is_copy || traces.is_email(&cell.1) || beside.contains(cell));
            for (index, _) in gone {
                let cell = &self.raw.0[*index];
                self.released.extend(cell.shared);
                self.left.cells.insert(cell.place);
                if whole.is_none() {
                    self.edits.push(replaced(cell, ""));
                }
            }
            if let Some(range) = whole {
                self.left.rows.insert(row);
                self.edits.push(Edit::cut(range));
            }
            for (index, said) in cells.iter().filter(|_| !is_copy) {
                let Some(number) = others.get(&folded(said)) else { continue };
                let new = without(said, (self.orders, *number));
                if new != *said {
                    let cell = &self.raw.0[*index];
                    self.released.extend(cell.shared);
                    self.edits.push(replaced(cell, &inline(&new)));
                }
            }
        }
    }

    /// What others said, if anything may go from that, with the number of the comment.
    fn said_by_others(&self) -> HashMap<String, usize> {
        let all = self.orders.comments.iter().enumerate();
        let others = all.filter(|(number, _)| {
            self.orders.changes_texts() && self.orders.fate(*number) == Fate::Keep
        });
        others.map(|(number, comment)| (folded(&comment.body.text()), number)).collect()
    }

    fn row(&mut self, row: &table::Row, change: &Change) {
        let Erasing { orders, raw: (cells, rows), edits, released, left } = self;
        let own: Vec<&RawCell> = cells.iter().filter(|cell| cell.place.0 == row.line).collect();
        match change {
            Change::Remove => {
                released.extend(own.iter().filter_map(|cell| cell.shared));
                left.rows.insert(row.line);
                match rows.get(&row.line) {
                    Some(range) => edits.push(Edit::cut(range.clone())),
                    None => edits.extend(own.iter().map(|cell| replaced(cell, ""))),
                }
            }
            Change::Cells(new) => {
                // Of a row that stays, no more is emptied than whom it answers.
                if new.iter().filter(|(_, new)| *new == New::Nothing).count() > 1 {
                    left.rows.insert(row.line);
                }
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
                    if !matches!(new, New::Redacted(_)) {
                        left.cells.insert(cell.place);
                    }
                    edits.push(replaced(cell, &text));
                }
            }
        }
    }

    fn finished(self) -> Finished {
        let Erasing { raw, edits, released, left, .. } = self;
        let is_gone = |cell: &&RawCell| {
            edits.iter().any(|edit| {
                edit.range.start <= cell.range.start && cell.range.end <= edit.range.end
            })
        };
        let gone = raw.0.iter().filter(is_gone).map(|cell| cell.range.start).collect();
        Finished { raw, edits, released, gone, left }
    }
}

fn without(text: &str, (orders, number): (&Orders<'_>, usize)) -> String {
    erasure::replaced(text, &orders.redactions(number, text, false))
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
