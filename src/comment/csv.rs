//! Comments in a spreadsheet saved as text: CSV with any of four delimiters, in any encoding that
//! Excel writes.

use std::ops::Range;

use csv::{Reader, ReaderBuilder, StringRecord};
use encoding_rs::UTF_8;

use super::erasure::edits::{Edit, carry_out};
use super::erasure::{GONE, Orders};
use super::portions::{self, Letters, Portion, Records, Stopped, Text, in_order};
use super::table::{self, Cell, Change, Headed, Joining, New, Row, Table};
use super::text::{self, Lines};
use super::{Export, Format, Lack};
use crate::config::Config;
use crate::config::settings::Comments;
use crate::cores::Cores;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};

/// This format.
pub const FORMAT: Format = Format { name: "csv", title: "CSV", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// In the order in which one is taken when nothing speaks for another; Dutch Excel writes the first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Text that is no markup or JSON, and either says by its name that it is a table or has a heading
/// that names the text of a comment.
fn recognises(source: &Source) -> Result<(), Lack> {
    Lack::Column("reactie").unless(is_table(source))
}

fn is_table(source: &Source) -> bool {
    let bytes = &source.bytes[..source.bytes.len().min(HEAD)];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return false;
    }
    let head = text::decode(bytes, Some(UTF_8)).text;
    if head.trim_start().starts_with(['<', '{', '[']) {
        return false;
    }
    if matches!(source.path.extension().as_str(), "csv" | "tsv") {
        return true;
    }
    let (head, _, delimiter) = without_hint(&head);
    let line = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = |delimiter: u8| {
        let rows = read_rows(line, 0, delimiter, 1);
        table::headings(&rows, &Comments::default()).is_some()
    };
    DELIMITERS.into_iter().chain(delimiter).any(named)
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let (records, start, hint) = without_hint(whole);
    let delimiter = hint.unwrap_or_else(|| delimiter(records, &config.comments));
    if let Some((place, detail)) = flaw(records, delimiter, None) {
        let error = Diagnostic::error(Problem::TableRecord { detail }).at(&source.path);
        let problems = vec![error.at_offset(start + place, whole)];
        return Checked { value: Export::default(), problems };
    }
    // The hint, if there is one, is the first line.
    let rows = read_rows(records, u32::from(start > 0), delimiter, usize::MAX);
    let table = table_of(source, rows);
    let mut checked = table::read(&table, config);
    if let Some(warning) = decoded.warning(&source.path) {
        checked.problems.insert(0, warning);
    }
    checked
}

fn table_of(source: &Source, rows: Vec<Row>) -> Table<'_> {
    let (format, path) = (FORMAT.name, &source.path);
    Table { format, path, rows, from_1904: false, is_delimited: true }
}

/// How a table begins.
struct Beginning<'a> {
    /// Where its records begin, behind a hint.
    start: usize,
    delimiter: u8,
    headed: Headed<'a>,
    /// Where the rows below the headings begin.
    rows: u64,
}

impl<'a> Beginning<'a> {
    fn of(text: &str, path: &'a SourcePath, config: &'a Config) -> Beginning<'a> {
        let (records, start, hint) = without_hint(text);
        let delimiter = hint.unwrap_or_else(|| delimiter(records, &config.comments));
        let above = read_rows(records, u32::from(start > 0), delimiter, table::ABOVE);
        let place = table::headings(&above, &config.comments).unwrap_or(0);
        let rows = (start + behind(records, delimiter, place + 1)) as u64;
        let headed = Headed::new(FORMAT.name, path, above.get(place), config);
        Beginning { start, delimiter, headed, rows }
    }

    /// The rows of a portion.
    fn rows(&self, portion: &Portion<'_>) -> Vec<Row> {
        let text = &portion.text[portion.place.clone()];
        let skipped = usize::try_from(self.rows.saturating_sub(portion.offset));
        let skipped = skipped.unwrap_or(usize::MAX).min(text.len());
        let line = Lines::within(text, 0, portion.line).at(skipped);
        read_rows(&text[skipped..], line.saturating_sub(1), self.delimiter, usize::MAX)
    }
}

/// What [`read`] gives of a file that is not held.
pub(super) fn read_portions(
    file: &portions::File<'_>,
    cores: &impl Cores,
    config: &Config,
) -> Result<Checked<Export>, Stopped> {
    let letters = Letters::of(file.open, false)?;
    let text = || Text::new((file.open)()?, letters, file.sizes.piece);
    let head = text()?.begin(file.sizes.head)?;
    let beginning = Beginning::of(&head, &file.head.path, config);
    let Beginning { headed, .. } = &beginning;
    let records = || Records::new(text()?, beginning.start, beginning.delimiter, file.sizes);
    let mut under = headed.under();
    if under.is_asked() {
        let mut records = records()?;
        let look = |portion: &Portion<'_>| under.look(&beginning.rows(portion));
        let mut all = Vec::new();
        in_order(cores, &mut records, look, |_, seen| {
            all.push(seen);
            true
        })?;
        all.into_iter().for_each(|seen| under.add(seen));
    }
    let columns = headed.find(&under);
    let mut records = records()?;
    let mut joining = Joining::new(headed, &columns);
    let read = |portion: &Portion<'_>| {
        headed.part(&beginning.rows(portion), &columns).packed(file.keeping)
    };
    in_order(cores, &mut records, read, |_, part| {
        joining.add(part);
        true
    })?;
    let mut checked = joining.finish();
    checked.problems.splice(0..0, letters.warning(&file.head.path));
    Ok(checked)
}

/// The file without somebody: their rows, or all but the place of one that others answer.
fn erase(source: &Source, config: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let (records, start, hint) = without_hint(whole);
    let delimiter = hint.unwrap_or_else(|| delimiter(records, &config.comments));
    let rows = read_rows(records, 0, delimiter, usize::MAX);
    let raw = raw_rows(whole, start, delimiter, None);
    let unproven = || Problem::EraseUnproven { format: FORMAT.name.to_owned() };
    if raw.len() != rows.len() {
        return Err(unproven());
    }
    let table = table_of(source, rows);
    let mut edits = Vec::new();
    for (row, change) in table::changes(&table, config, orders) {
        let raw = &raw[row];
        let Change::Cells(cells) = change else {
            edits.push(Edit::cut(raw.range.clone()));
            continue;
        };
        for (column, new) in cells {
            let Some(cell) = raw.cells.get(column as usize) else { continue };
            match new {
                New::Nothing => edits.push(Edit::cut(cell.clone())),
                New::Text(text) => {
                    let quoted = format!("\"{}\"", text.replace('"', "\"\""));
                    edits.push(Edit::put(cell.clone(), &quoted));
                }
                New::Redacted(number) => {
                    let found = orders.redactions(number, &whole[cell.clone()], false);
                    let place =
                        |found: Range<usize>| cell.start + found.start..cell.start + found.end;
                    edits.extend(found.into_iter().map(|found| Edit::put(place(found), GONE)));
                }
            }
        }
    }
    edits.retain(|edit| !edit.range.is_empty() || !edit.text.is_empty());
    carry_out(&source.bytes, None, edits).ok_or_else(unproven)
}

/// Where a record and its cells lie in the text, quotes included.
pub(super) struct RawRow {
    /// With its line end.
    pub(super) range: Range<usize>,
    pub(super) cells: Vec<Range<usize>>,
}

/// The records from `start` on in which anything stands, of a text without a [`flaw`].
pub(super) fn raw_rows(text: &str, start: usize, delimiter: u8, escape: Option<u8>) -> Vec<RawRow> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut place = start;
    while place < bytes.len() {
        let begin = place;
        let mut cells = Vec::new();
        loop {
            let cell = place;
            if bytes.get(place) == Some(&b'"') {
                place += 1;
                while let Some(byte) = bytes.get(place) {
                    match byte {
                        byte if Some(*byte) == escape => place += 2,
                        b'"' if bytes.get(place + 1) == Some(&b'"') => place += 2,
                        b'"' => break,
                        _ => place += 1,
                    }
                }
                place = (place + 1).min(bytes.len());
            }
            while bytes.get(place).is_some_and(|b| *b != delimiter && *b != b'\r' && *b != b'\n') {
                place += 1;
            }
            cells.push(cell..place);
            if bytes.get(place) != Some(&delimiter) {
                break;
            }
            place += 1;
        }
        place += match (bytes.get(place), bytes.get(place + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        if cells.iter().any(|cell| !unquoted(&text[cell.clone()]).trim().is_empty()) {
            rows.push(RawRow { range: begin..place, cells });
        }
    }
    rows
}

/// What a cell says.
pub(super) fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest)) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

/// The records, where they begin, and the delimiter if a first line `sep=;` tells it.
pub(super) fn without_hint(text: &str) -> (&str, usize, Option<u8>) {
    let end = text.find('\n').map_or(text.len(), |end| end + 1);
    let line = text[..end].trim_end_matches(['\r', '\n']).trim_matches('"');
    let sign = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line[4..]);
    match sign.map(str::as_bytes) {
        Some([delimiter]) if *delimiter != b'"' => (&text[end..], end, Some(*delimiter)),
        _ => (text, 0, None),
    }
}

/// The delimiter with which most headings are known; then the one that cuts the first records into
/// equally many cells, then the one that gives most cells.
fn delimiter(text: &str, settings: &Comments) -> u8 {
    const SAMPLE: usize = 21;
    let score = |delimiter: u8| {
        let rows = read_rows(text, 0, delimiter, SAMPLE);
        let width = |row: &Row| row.cells.last().map_or(0, |(column, _)| *column);
        let widest = rows.iter().map(width).max().unwrap_or(0);
        let even = widest > 0 && rows.iter().all(|row| width(row) == widest);
        (table::known_headings(&rows, settings), even, widest)
    };
    let mut best = (score(DELIMITERS[0]), DELIMITERS[0]);
    for delimiter in &DELIMITERS[1..] {
        let score = score(*delimiter);
        if score > best.0 {
            best = (score, *delimiter);
        }
    }
    best.1
}

/// Where the records behind these first so many begin, of those that are not empty.
fn behind(text: &str, delimiter: u8, count: usize) -> usize {
    let mut reader = reader(text, delimiter);
    let mut record = StringRecord::new();
    let mut left = count;
    while left > 0 && reader.read_record(&mut record).is_ok_and(|more| more) {
        left -= usize::from(record.iter().any(|cell| !cell.trim().is_empty()));
    }
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.len())
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The records that are not empty as rows, at most so many; `above` lines stand before them.
fn read_rows(text: &str, above: u32, delimiter: u8, most: usize) -> Vec<Row> {
    let mut reader = reader(text, delimiter);
    let mut lines = Lines::new(text);
    let mut record = StringRecord::new();
    let mut rows = Vec::new();
    while rows.len() < most && reader.read_record(&mut record).is_ok_and(|more| more) {
        let cells: Vec<(u32, Cell)> = record
            .iter()
            .zip(0..)
            .filter(|(cell, _)| !cell.trim().is_empty())
            .map(|(cell, column)| (column, Cell::Text(cell.to_owned())))
            .collect();
        if cells.is_empty() {
            continue;
        }
        let place = record
            .position()
            .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        // Empty lines before a record are counted as a part of it.
        let blank = text.as_bytes().get(place..).unwrap_or_default();
        let blank = blank.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        rows.push(Row { line: above + lines.at(place.saturating_add(blank)), cells });
    }
    rows
}

/// As many columns as a sheet of Excel has. A record of more is no table, and its cells would take many times their letters.
pub(super) const COLUMNS: usize = 16_384;

/// What is told of a record with more columns.
pub(super) fn too_wide(delimiter: u8) -> String {
    format!("> {COLUMNS} × `{}`", char::from(delimiter).escape_default())
}

/// Where the records cannot be what was meant, with the beginning of the passage: a NUL, a quote that
/// is never closed, more than [`COLUMNS`], and text behind a closing quote, which comes from one that was not doubled. Some programs write `escape`
/// before a quote within a text.
pub(super) fn flaw(text: &str, delimiter: u8, escape: Option<u8>) -> Option<(usize, String)> {
    if let Some(place) = text.find('\0') {
        return Some((place, "NUL".to_owned()));
    }
    let bytes = text.as_bytes();
    let ends = |byte: u8| byte == delimiter || byte == b'\r' || byte == b'\n';
    let (mut place, mut before) = (0, 0);
    while place < bytes.len() {
        let start = place;
        if before == COLUMNS {
            return Some((start, too_wide(delimiter)));
        }
        if bytes[start] == b'"' {
            place = start + 1;
            loop {
                match bytes.get(place) {
                    None => return Some((start, passage(&text[start..]))),
                    Some(byte) if Some(*byte) == escape => place += 2,
                    Some(b'"') if bytes.get(place + 1) == Some(&b'"') => place += 2,
                    Some(b'"') => break,
                    Some(_) => place += 1,
                }
            }
            place += 1;
            if bytes.get(place).is_some_and(|byte| !ends(*byte)) {
                return Some((place, passage(&text[start..])));
            }
        } else {
            place = bytes[start..]
                .iter()
                .position(|byte| ends(*byte))
                .map_or(bytes.len(), |end| start + end);
        }
        before = if bytes.get(place) == Some(&delimiter) { before + 1 } else { 0 };
        place += 1;
    }
    None
}

/// The beginning of a passage, on one line.
pub(super) fn passage(text: &str) -> String {
    let mut passage: String = text.lines().next().unwrap_or_default().chars().take(40).collect();
    if passage.len() < text.trim_end().len() {
        passage.push('…');
    }
    passage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{body, codes, config};

    fn read_bytes(name: &str, bytes: &[u8]) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, name, bytes, &config())
    }

    fn bodies(checked: &Checked<Export>) -> Vec<(u32, &str)> {
        checked.value.comments.iter().map(|comment| (comment.line, body(comment))).collect()
    }

    #[test]
    fn every_way_in_which_excel_saves_is_read() {
        let table = "Artikel;Naam;Reactie\r\nx;Zoë;\"Één; twee\"\r\n";
        let utf_16: Vec<u8> =
            format!("\u{feff}{}", table.replace("Één; twee", "Één\ttwee").replace(';', "\t"))
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
        let cases: [(Vec<u8>, &str); 8] = [
            (encoding_rs::WINDOWS_1252.encode(table).0.into_owned(), "Één; twee"),
            (format!("\u{feff}{table}").into_bytes(), "Één; twee"),
            (utf_16, "Één\ttwee"),
            (table.replace("\r\n", "\n").into_bytes(), "Één; twee"),
            (table.replace("\r\n", "\r").into_bytes(), "Één; twee"),
            (b"artikel,naam,reactie\nx,y,\"a; b; c; d\"".to_vec(), "a; b; c; d"),
            (b"artikel|naam|reactie\nx|y|a, b".to_vec(), "a, b"),
            (b"sep=,\r\nartikel,reactie\r\nx,a; b; c".to_vec(), "a; b; c"),
        ];
        for (bytes, body) in cases {
            let checked = read_bytes("x.csv", &bytes);
            assert_eq!(codes(&checked), [] as [&str; 0], "{body}");
            assert_eq!(checked.value.comments[0].body, body);
        }
        assert_eq!(
            read_bytes("x.csv", &encoding_rs::WINDOWS_1252.encode(table).0).value.comments[0]
                .author
                .name,
            "Zoë"
        );
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text =
            "sep=;\n\n\nArtikel;Reactie\n\nx;\"een\ntwee \"\"drie\"\"\"\n\n\nx;vier\n;;\n;\n";
        let checked = read_bytes("x.csv", text.as_bytes());
        assert_eq!(bodies(&checked), [(6, "een\ntwee \"drie\""), (10, "vier")]);
    }

    #[test]
    fn a_table_that_cannot_be_what_was_meant_is_refused_with_its_line() {
        let cases = [
            ("Artikel;Reactie\nx;a\ny;\"open\nz;b\n", "!table-record:3", "\"open…"),
            ("Artikel;Reactie\nx;\"a\ny;\"b\"\nz;c\n", "!table-record:3", "\"a…"),
            (
                "Artikel;Reactie\nx;\"Hij zei \"ja\" en ging\"\n",
                "!table-record:2",
                "\"Hij zei \"ja\" en ging\"",
            ),
            ("Artikel;Reactie\nx;a\0b\n", "!table-record:2", "NUL"),
        ];
        for (text, code, detail) in cases {
            let checked = read_bytes("x.csv", text.as_bytes());
            assert_eq!(codes(&checked), [code], "{text}");
            assert_eq!(checked.problems[0].problem, Problem::TableRecord { detail: detail.into() });
            assert!(checked.value.comments.is_empty());
        }
        for (cells, wanted) in [(COLUMNS, "!row-too-long:3"), (COLUMNS + 1, "!table-record:3")] {
            let row = vec!["z"; cells].join(";");
            let checked = read_bytes("x.csv", format!("Artikel;Reactie\nx;a\n{row}\n").as_bytes());
            let errors: Vec<String> =
                codes(&checked).into_iter().filter(|code| code.starts_with('!')).collect();
            assert_eq!(errors, [wanted], "{cells}");
        }
        let quotes = read_bytes("x.csv", b"Artikel;Reactie\nx;5\" en 6\"\n");
        assert_eq!(bodies(&quotes), [(2, "5\" en 6\"")]);
    }

    #[test]
    fn a_table_without_what_is_needed_names_its_columns() {
        let columns =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let text = read_bytes("x.csv", b"Naam;Artikel\nAli;x");
        assert_eq!(
            text.problems[0].problem,
            Problem::TableWithoutText { columns: columns(&["Naam", "Artikel"]) }
        );
        let post = read_bytes("x.csv", b"Naam;Reactie\nAli;x");
        assert_eq!(
            post.problems[0].problem,
            Problem::TableWithoutPost { columns: columns(&["Naam", "Reactie"]) }
        );
        assert_eq!(codes(&read_bytes("leeg.csv", b"")), ["!table-without-text"]);
    }

    #[test]
    fn a_file_is_a_table_by_its_name_or_its_headings() {
        let cases: [(&str, &[u8], bool); 10] = [
            ("x.csv", b"Naam;Artikel", true),
            ("x.tsv", b"", true),
            ("x.txt", b"Artikel\tReactie\nx\ty", true),
            ("x", b"\n\nArtikel,Reactie", true),
            ("x.txt", b"Beste mensen, dit is een reactie.", false),
            ("x.csv", b"<?xml version=\"1.0\"?>", false),
            ("x.csv", b" {\"reactie\": 1}", false),
            ("x.csv", b"PK\x03\x04", false),
            ("x.eml", b"From: Ali\nSubject: Reactie; artikel", false),
            ("x.txt", b"", false),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(
                recognises(&Source::new(name, bytes.to_vec())).is_ok(),
                expected,
                "{name} {bytes:?}"
            );
        }
    }
}
