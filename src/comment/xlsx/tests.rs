//! Workbooks, real and hostile.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::comment::testing::{codes, config};
use crate::comment::{Held, Moment};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip of these parts.
fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of sheets with a name, a state and cells as XML; style 1 is a date with time.
fn workbook(sheets: &[(&str, &str, &str)], properties: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let list: String = numbered()
        .map(|((name, state, _), n)| {
            format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"r{n}\"/>")
        })
        .collect();
    let targets: String = numbered()
        .map(|(_, n)| {
            format!("<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
        })
        .collect();
    let relations = |inner: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            relations(&format!(
                "<Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/>"
            )),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">{properties}<sheets>{list}</sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
            ),
        ),
    ];
    for ((_, _, cells), n) in numbered() {
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cells}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    parts.extend(further.iter().map(|(name, content)| ((*name).to_owned(), (*content).to_owned())));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    zip_of(&parts)
}

/// Cells with text, of a row.
fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().zip('A'..).filter(|(cell, _)| !cell.is_empty());
    let cells: String = cells
        .map(|(cell, letter)| match cell.strip_prefix('<') {
            Some(_) => cell.replace("<c", &format!("<c r=\"{letter}{number}\"")),
            None => format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        })
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

fn sheet(rows: &[&[&str]]) -> String {
    rows.iter().zip(1..).map(|(cells, number)| row(number, cells)).collect()
}

fn read_sheet(rows: &[&[&str]]) -> Checked<Export> {
    read_bytes(&workbook(&[("Blad1", "visible", &sheet(rows))], "", &[]))
}

fn read_bytes(bytes: &[u8]) -> Checked<Export> {
    crate::comment::testing::read(&FORMAT, "content/comments/reacties.xlsx", bytes, &config())
}

#[test]
fn cells_become_comments() {
    let checked = read_sheet(&[
        &["Nr", "Artikel", "Naam", "Datum", "Reactie", "Goedgekeurd", "Hoort bij"],
        &[
            "<c><v>12.0</v></c>",
            "een-post",
            "Ali",
            "<c s=\"1\"><v>46349.628472</v></c>",
            "Goed &amp; kort.",
            "ja",
            "",
        ],
        &[
            "<c><v>13</v></c>",
            "een-post",
            "Jan",
            "23-11-2026 15:05",
            "<c t=\"b\"><v>1</v></c>",
            "<c t=\"b\"><v>1</v></c>",
            "<c><v>12</v></c>",
        ],
        &[
            "<c><v>14</v></c>",
            "een-post",
            "Jan",
            "",
            "<c t=\"str\"><f>1+1</f><v>=twee</v></c>",
            "",
            "",
        ],
    ]);
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let comments = &checked.value.comments;
    let body = |place: usize| comments[place].body.text();
    assert_eq!([body(0), body(1), body(2)], ["Goed & kort.", "WAAR", "=twee"]);
    assert_eq!(
        (comments[0].origin.format, comments[0].line, comments[0].source_id.as_deref()),
        ("xlsx", 2, Some("12"))
    );
    assert_eq!(comments[0].place.anything.as_deref(), Some("een-post"));
    assert_eq!([comments[0].written, comments[1].written], [Some(Moment(1_795_442_700)); 2]);
    assert_eq!(comments[1].parent.as_deref(), Some("12"));
    assert_eq!(
        [comments[0].held, comments[1].held, comments[2].held],
        [None, None, Some(Held::Pending)]
    );
}

#[test]
fn what_the_spreadsheet_lost_is_told() {
    let checked = read_sheet(&[
        &["Id", "Artikel", "Datum", "Reactie"],
        &[
            "<c><v>3.04907E+15</v></c>",
            "x",
            "<c><v>46349.628472</v></c>",
            "<c t=\"e\"><v>#NAME?</v></c>",
        ],
        &["2", "x", "<c><v>46349</v></c>", "tekst"],
        &["3", "x", "<c><v>7</v></c>", "tekst"],
    ]);
    assert_eq!(
        codes(&checked),
        ["text-lost:2", "date-from-number:2", "id-destroyed:2", "date-unclear:4"]
    );
    assert_eq!(checked.value.comments[0].written, Some(Moment(1_795_442_700)));
    assert_eq!(checked.value.comments[0].held, Some(Held::Empty));
}

#[test]
fn days_may_be_counted_from_1904() {
    let cells = sheet(&[
        &["Artikel", "Datum", "Tijd", "Reactie"],
        &["x", "<c s=\"1\"><v>44887</v></c>", "<c s=\"1\"><v>0.628472</v></c>", "a"],
    ]);
    let checked =
        read_bytes(&workbook(&[("Blad1", "visible", &cells)], "<workbookPr date1904=\"1\"/>", &[]));
    assert_eq!(
        (codes(&checked).len(), checked.value.comments[0].written),
        (0, Some(Moment(1_795_442_700)))
    );
}

#[test]
fn the_first_visible_sheet_with_a_text_column_is_read() {
    let table = |body: &str| sheet(&[&["Artikel", "Reactie"], &["x", body]]);
    let cover = sheet(&[&["Uitleg"], &["Zie het volgende blad."]]);
    let bytes = workbook(
        &[
            ("Verborgen", "hidden", &table("niet")),
            ("Voorblad", "visible", &cover),
            ("Reacties", "visible", &table("wel")),
            ("Oud", "visible", &table("ook niet")),
        ],
        "",
        &[],
    );
    assert_eq!(read_bytes(&bytes).value.comments[0].body, "wel");
    let without = read_sheet(&[&["Naam", "Artikel"], &["Ali", "x"]]);
    let columns = vec!["Naam".to_owned(), "Artikel".to_owned()];
    assert_eq!(without.problems[0].problem, Problem::TableWithoutText { columns });
    assert_eq!(codes(&read_sheet(&[])), ["!table-without-text"]);
}

#[test]
fn a_cell_in_the_farthest_corner_costs_no_more_than_another() {
    let mut cells = sheet(&[&["Artikel", "Reactie"], &["x", "a"]]);
    cells.push_str(
        "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>ver</t></is></c></row>",
    );
    let checked = read_bytes(&workbook(&[("Blad1", "visible", &cells)], "", &[]));
    let lines: Vec<u32> = checked.value.comments.iter().map(|comment| comment.line).collect();
    assert_eq!(
        (codes(&checked), lines),
        (vec!["column-unnamed:1048576".to_owned()], vec![2, 1_048_576])
    );
    for reference in ["XFE1", "A1048577", "ZZZZZZZZZZZZ1", "A99999999999"] {
        let cells = format!("<row><c r=\"{reference}\"><v>1</v></c></row>");
        let checked = read_bytes(&workbook(&[("Blad1", "visible", &cells)], "", &[]));
        assert!(checked.value.comments.is_empty(), "{reference}");
        assert_eq!(codes(&checked), ["!xlsx-invalid"], "{reference}");
    }
}

#[test]
fn what_asks_for_too_much_memory_is_refused_before_it_is_opened() {
    let promise =
        format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"99999999999\"><si><t>a</t></si></sst>");
    let bomb = " ".repeat(3 << 20);
    type Parts<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Parts<'_>, &str); 4] = [
        ("promise", &[("xl/sharedStrings.xml", &promise)], "!xlsx-too-large"),
        ("ratio", &[("xl/media/x.bin", &bomb)], "!xlsx-too-large"),
        ("name", &[("../x", "a")], "!xlsx-invalid"),
        ("absolute", &[("xl/../../x", "a")], "!xlsx-invalid"),
    ];
    let cells = sheet(&[&["Artikel", "Reactie"], &["x", "a"]]);
    for (case, parts, code) in cases {
        let checked = read_bytes(&workbook(&[("Blad1", "visible", &cells)], "", parts));
        assert_eq!(codes(&checked), [code], "{case}");
    }
    let mut config = config();
    config.limits.xlsx_bytes = 1000;
    let bytes = workbook(&[("Blad1", "visible", &cells)], "", &[]);
    let checked = crate::comment::testing::read(&FORMAT, "x.xlsx", &bytes, &config);
    assert_eq!(codes(&checked), ["!xlsx-too-large"]);
}

#[test]
fn one_text_in_many_cells_counts_each_time() {
    let text = "x".repeat(600);
    let shared = format!("<sst xmlns=\"{MAIN}\"><si><t>{text}</t></si></sst>");
    let cells: String = (1..=20)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let bytes = workbook(
        &[("Blad1", "visible", &cells)],
        "",
        &[("xl/_rels/x.rels", ""), ("xl/sharedStrings.xml", &shared)],
    );
    let mut config = config();
    config.limits.xlsx_bytes = 8000;
    let checked = crate::comment::testing::read(&FORMAT, "x.xlsx", &bytes, &config);
    assert_eq!(
        checked.problems[0].problem,
        Problem::XlsxTooLarge { excess: Excess::Text, limit: 8000 }
    );
}

#[test]
fn a_broken_spreadsheet_is_told() {
    let whole =
        workbook(&[("Blad1", "visible", &sheet(&[&["Artikel", "Reactie"], &["x", "a"]]))], "", &[]);
    let cases =
        [whole[..whole.len() / 2].to_vec(), zip_of(&[("a.txt", "a")]), b"PK\x03\x04".to_vec()];
    for bytes in cases {
        assert_eq!(codes(&read_bytes(&bytes)), ["!xlsx-invalid"]);
    }
    let unclosed =
        read_bytes(&workbook(&[("Blad1", "visible", "<row><c r=\"A1\"><v>1</v>")], "", &[]));
    assert_eq!(codes(&unclosed), ["!xlsx-invalid"]);
}

#[test]
fn only_a_zip_with_a_workbook_is_a_spreadsheet() {
    let whole = workbook(&[], "", &[]);
    let cases = [
        ("x.bin", whole.clone(), true),
        ("x.zip", zip_of(&[("a.txt", "a")]), false),
        ("x.xlsx", b"<html>".to_vec(), false),
        ("x.xlsx", Vec::new(), false),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(recognises(&Source::new(name, bytes)).is_ok(), expected, "{name}");
    }
}

#[test]
fn without_a_column_for_the_text_the_headings_of_every_sheet_are_told() {
    let one = sheet(&[&["Naam", "Datum"], &["An", "x"]]);
    let other = sheet(&[&["Vestiging", "Plaats"], &["a", "b"]]);
    let sheets = [("Mensen", "visible", one.as_str()), ("Kantoren", "visible", other.as_str())];
    let checked = read_bytes(&workbook(&sheets, "", &[]));
    let columns = ["Naam", "Datum", "Kantoren!Vestiging", "Kantoren!Plaats"];
    let expected = Problem::TableWithoutText { columns: columns.map(str::to_owned).into() };
    assert_eq!(checked.problems[0].problem, expected);
}

#[test]
fn further_sheets_with_comments_are_told() {
    let headings: &[&str] = &["Artikel", "Naam", "Datum", "Reactie"];
    let of = |text: &str| sheet(&[headings, &["water", "Ali", "1-2-2025", text, "los"]]);
    let (first, second, empty) = (of("een"), of("twee"), sheet(&[headings]));
    let sheets =
        [("2024", "visible", &*first), ("2025", "visible", &second), ("Leeg", "visible", &empty)];
    let checked = read_bytes(&workbook(&sheets, "", &[]));
    assert_eq!(codes(&checked), ["column-unnamed:2", "sheets-left"]);
    let left = Problem::SheetsLeft { read: "2024".into(), left: vec!["2025".into()] };
    assert_eq!(checked.problems[1].problem, left);
    assert_eq!(checked.value.comments.len(), 1);
}
