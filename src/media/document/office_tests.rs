//! Texts, workbooks and slides of Office.

use super::tests::{archive, code, reading};
use super::*;

#[test]
fn the_text_of_office_files_is_read() {
    let word = archive(&[
        (
            "word/document.xml",
            "<w:document xmlns:w=\"w\"><w:p><w:r><w:t>Dijk &amp; </w:t></w:r><w:r><w:t>sloot</w:t></w:r></w:p><w:p><w:t>Peil</w:t></w:p></w:document>",
        ),
        ("docProps/app.xml", "<Properties><Pages>7</Pages></Properties>"),
    ]);
    let read = reading("a.docx", &word);
    assert_eq!(
        (read.extent, read.texts.as_slice()),
        (Some((Unit::Pages, 7)), &["Dijk & sloot Peil".to_owned()][..])
    );
    let slides = archive(&[
        ("ppt/slides/slide2.xml", "<p><a:t xmlns:a=\"a\">twee</a:t></p>"),
        ("ppt/slides/slide10.xml", "<p><t>tien</t></p>"),
        ("ppt/slides/slide1.xml", "<p><t>een</t></p>"),
    ]);
    let read = reading("a.pptx", &slides);
    assert_eq!(
        (read.extent, read.texts.join(" ")),
        (Some((Unit::Slides, 3)), "een twee tien".to_owned())
    );
    let book = archive(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/sharedStrings.xml", "<sst><si><t>Gemaal</t></si><si><t>kWh</t></si></sst>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row></worksheet>",
        ),
    ]);
    let read = reading("a.xlsx", &book);
    assert_eq!(
        (read.extent, read.texts.join(" ")),
        (Some((Unit::Sheets, 1)), "Gemaal kWh".to_owned())
    );
}

/// A workbook of these sheets: the name, what else the list says of it, and its rows.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let listed: String = numbered()
        .map(|((name, state, _), n)| format!("<sheet name=\"{name}\" {state} r:id=\"r{n}\"/>"))
        .collect();
    let relations: String = numbered()
        .map(|(_, n)| {
            format!("<Relationship Id=\"r{n}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
        })
        .collect();
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{listed}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
        (
            "xl/sharedStrings.xml".to_owned(),
            "<sst><si><t>Gemaal</t></si><si><r><t>k</t></r><r><t>Wh</t></r><rPh><t>x</t></rPh></si></sst>"
                .to_owned(),
        ),
        (
            "xl/styles.xml".to_owned(),
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd-mm-yyyy\"/></numFmts>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
    ];
    parts.extend(numbered().map(|((.., rows), n)| {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        (format!("xl/worksheets/sheet{n}.xml"), sheet)
    }));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&parts)
}

#[test]
fn the_sheets_of_a_workbook_are_kept_apart_with_their_names_and_numbers() {
    let first = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>\
        <row><c t=\"inlineStr\"><is><t>Wiede &amp; Vliet</t></is></c><c><f>A1*2</f><v>12.5</v></c></row>";
    let second = "<row><c s=\"1\"><v>46349</v></c><c s=\"2\"><v>0.07</v></c><c t=\"str\"><v>uit</v></c>\
        <c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>";
    let book = workbook(&[
        ("Verbruik 2026", "", first),
        ("Geheim", "state=\"hidden\"", "<row><c><v>99</v></c></row>"),
        ("Blad3", "", second),
        ("Leeg", "", ""),
    ]);
    let read = reading("a.xlsx", &book);
    assert_eq!((read.extent, code(&read)), (Some((Unit::Sheets, 3)), String::new()));
    let expected = [
        "Verbruik 2026\nGemaal kWh; Wiede & Vliet 12.5",
        // Its name is the usual one.
        "23-11-2026 7% uit",
        "",
    ];
    assert_eq!(read.texts, expected);
    let broken = workbook(&[("a", "", "<row><c><v>1</b></row>")]);
    assert_eq!(code(&reading("a.xlsx", &broken)), "document-damaged");
}

#[test]
fn rows_and_columns_that_nobody_sees_are_not_read() {
    let cell = |place: &str, text: &str| {
        let place = if place.is_empty() { String::new() } else { format!("r=\"{place}\"") };
        format!("<c {place} t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let rows = |state: &str, place: [&str; 3]| {
        let [a, b, c] = place.map(|place| cell(place, &format!("geheim{place}")));
        let shown = ["een", "twee", "drie", "vier"].map(|text| cell("", text)).concat();
        format!("<row {state}>{a}{b}{c}</row><row>{shown}</row>")
    };
    let read = |columns: &str, rows: &str| {
        let sheet = format!("<worksheet>{columns}<sheetData>{rows}</sheetData></worksheet>");
        let book = [("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", &*sheet)];
        reading("a.xlsx", &archive(&book)).texts.join("|")
    };
    let shut = rows("hidden=\"1\"", ["A1", "B1", "C1"]);
    assert_eq!(read("", &shut), "een twee drie vier");
    let open = rows("hidden=\"0\"", ["A1", "", "AB1"]);
    assert_eq!(read("", &open), "geheimA1 geheim geheimAB1; een twee drie vier");
    let columns = "<cols><col min=\"1\" max=\"1\"/><col min=\"2\" max=\"3\" hidden=\"1\"/>\
        <col min=\"28\" max=\"16384\" hidden=\"true\"/></cols>";
    assert_eq!(read(columns, &open), "geheimA1; een vier");
    // A cell without anything in it has its column too.
    let gap = format!("<row>{}<c/><c/>{}</row>", cell("", "een"), cell("", "vier"));
    assert_eq!(read(columns, &gap), "een vier");
}

#[test]
fn a_workbook_of_too_much_costs_little() {
    // Cells without end that show the same long text, and numbers without end.
    let long = "woord ".repeat(5_000);
    let texts = "<c t=\"s\"><v>0</v></c>".repeat(100_000);
    let numbers = "<c><v>7</v></c>".repeat(100_000);
    let book = archive(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/sharedStrings.xml", &format!("<sst><si><t>{long}</t></si></sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><row>{numbers}</row></worksheet>")),
        ("xl/worksheets/sheet2.xml", &format!("<worksheet><row>{texts}</row></worksheet>")),
        ("xl/worksheets/sheet3.xml", &format!("<worksheet><row>{texts}</row></worksheet>")),
    ]);
    let read = reading("a.xlsx", &book);
    let sizes: Vec<usize> = read.texts.iter().map(String::len).collect();
    assert_eq!((sizes[0], sizes[2]), (19_999, 0), "{sizes:?}");
    assert!(sizes.iter().sum::<usize>() <= TEXT, "{sizes:?}");
}

#[test]
fn slides_of_too_much_cost_little() {
    let slide = |text: &str| format!("<p:sld><a:t>{text}</a:t></p:sld>");
    let many = slide(&"een twee ".repeat(300_000));
    let names = [1, 2, 3, 4].map(|number| format!("ppt/slides/slide{number}.xml"));
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), &*many)).collect();
    let read = reading("a.pptx", &archive(&parts));
    let sizes: Vec<usize> = read.texts.iter().map(String::len).collect();
    assert!(sizes.iter().sum::<usize>() <= TEXT && sizes[0] > 2_000_000, "{sizes:?}");
    assert_eq!((sizes[2], sizes[3]), (0, 0), "what comes after that is not read");
    let empty = slide(&" ".repeat(40 << 20));
    let parts: Vec<(&str, &str)> = names[..2].iter().map(|name| (name.as_str(), &*empty)).collect();
    let read = reading("a.pptx", &archive(&parts));
    assert_eq!((code(&read).as_str(), read.texts.len()), ("document-damaged", 0));
}

/// A presentation of the slides `een`, `twee` and `drie`, which these attributes stand at, with this list of them.
fn presentation(shown: [&str; 3], list: &str) -> Vec<u8> {
    let relations = ["een", "twee", "drie"].iter().zip(1..).map(|(_, n)| {
        format!("<Relationship Id=\"r{n}\" Type=\"x/slide\" Target=\"slides/slide{n}.xml\"/>")
    });
    let relations: String = relations.collect();
    let relations = format!(
        "<Relationships><Relationship Id=\"r0\" Type=\"x/slideMaster\" Target=\"m.xml\"/>{relations}</Relationships>"
    );
    let list = format!("<p:presentation xmlns:p=\"p\" xmlns:r=\"r\">{list}</p:presentation>");
    let slide = |(text, shown): (&str, &str)| {
        format!("<?xml version=\"1.0\"?>\n<p:sld {shown}><a:p><a:t>{text}</a:t></a:p></p:sld>")
    };
    let [one, two, three] = [("een", shown[0]), ("twee", shown[1]), ("drie", shown[2])].map(slide);
    archive(&[
        ("ppt/presentation.xml", &list),
        ("ppt/_rels/presentation.xml.rels", &relations),
        ("ppt/slides/slide1.xml", &one),
        ("ppt/slides/slide2.xml", &two),
        ("ppt/slides/slide3.xml", &three),
    ])
}

#[test]
fn slides_stand_in_the_order_of_the_presentation() {
    let listed = |list: &str| reading("a.pptx", &presentation([""; 3], list)).texts;
    let one = "<p:sldId id=\"256\" r:id=\"r1\"/>";
    let two = "<p:sldId id=\"257\" r:id=\"r2\"/>";
    let three = "<p:sldId r:id=\"r3\" id=\"258\"/>";
    let sections = "<p14:sldIdLst><p14:sldId id=\"256\"/></p14:sldIdLst>";
    assert_eq!(listed(&format!("{three}{one}{two}{sections}")), ["drie", "een", "twee"]);
    // A slide that the list leaves out is not in the presentation.
    assert_eq!(listed(&format!("{three}{one}")), ["drie", "een"]);
    // A list that is empty, or has a slide that is not there, tells nothing.
    let lost = "<p:sldId id=\"259\" r:id=\"r9\"/>";
    for list in ["", sections, &format!("{three}{lost}{one}"), "<a></b>"] {
        assert_eq!(listed(list), ["een", "twee", "drie"], "{list}");
    }
}

#[test]
fn a_hidden_slide_says_nothing_and_keeps_its_number() {
    let read = reading("a.pptx", &presentation(["", "show=\"0\"", "show=\"1\""], ""));
    assert_eq!(read.extent, Some((Unit::Slides, 3)));
    assert_eq!(read.texts, ["een", "", "drie"]);
}

#[test]
fn a_text_is_cut_where_its_pages_end() {
    let word = |body: &str, pages: u32| {
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        let told = format!("<Properties><Pages>{pages}</Pages></Properties>");
        reading("a.docx", &archive(&[("word/document.xml", &xml), ("docProps/app.xml", &told)]))
    };
    let one = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let (a, b) = (one("een"), one("twee"));
    let hard = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let shown = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>drie</w:t></w:r></w:p>";
    let section =
        "<w:p><w:pPr><w:sectPr><w:pgSz/></w:sectPr></w:pPr><w:r><w:t>eind</w:t></w:r></w:p>";
    let flowing = "<w:p><w:pPr><w:sectPr><w:type w:val=\"continuous\"/></w:sectPr></w:pPr></w:p>";
    let before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>boven</w:t></w:r></w:p>";
    let usual = "<w:p><w:pPr><w:pageBreakBefore w:val=\"0\"/></w:pPr></w:p>";
    for (body, wanted) in [
        (format!("{a}{hard}{b}"), &["een", "twee"][..]),
        (format!("{a}{hard}{shown}"), &["een", "drie"]),
        (format!("{a}<w:p><w:r><w:br/></w:r></w:p>{b}"), &["een twee"]),
        (format!("{a}{section}{b}<w:sectPr/>"), &["een eind", "twee"]),
        (format!("{a}{flowing}{b}"), &["een twee"]),
        (format!("{a}{before}{b}"), &["een", "boven twee"]),
        (format!("{a}{usual}{b}"), &["een twee"]),
    ] {
        let read = word(&body, 1);
        assert_eq!(read.texts, wanted, "{body}");
        let count = u32::try_from(wanted.len()).expect("few");
        assert_eq!(read.extent, Some((Unit::Pages, count)), "{body}");
    }
    assert_eq!(word(&a, 7).extent, Some((Unit::Pages, 7)));
}

/// A text of this body with these footnotes and endnotes.
fn text(body: &str, foot: &str, end: &str) -> Reading {
    let part = |name: &str, within: &str| format!("<w:{name} xmlns:w=\"w\">{within}</w:{name}>");
    reading(
        "a.docx",
        &archive(&[
            ("word/document.xml", &part("document", body)),
            ("word/footnotes.xml", &part("footnotes", foot)),
            ("word/endnotes.xml", &part("endnotes", end)),
        ]),
    )
}

#[test]
fn notes_stand_where_readers_see_them() {
    let note = |kind: &str, rest: &str, text: &str| {
        format!("<w:{kind} {rest}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>")
    };
    let foot = [
        note("footnote", "w:type=\"separator\" w:id=\"-1\"", "streep"),
        note("footnote", "w:type=\"continuationSeparator\" w:id=\"0\"", "vervolg"),
        note("footnote", "w:id=\"1\"", "eerste"),
        note("footnote", "w:id=\"2\" w:type=\"normal\"", "tweede"),
        note("footnote", "w:id=\"3\"", "nergens"),
    ];
    let end = note("endnote", "w:id=\"1\"", "slot");
    let refer = |kind: &str, id: &str| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let one = |text: &str, references: &str| {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r>{references}<w:r><w:t>.</w:t></w:r></w:p>")
    };
    let taken = format!("<w:del>{}</w:del>", refer("footnote", "3"));
    let hard = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let body = [
        one("een", &(refer("footnote", "1") + &refer("endnote", "1") + &taken)),
        one("twee", &refer("footnote", "-1")),
        hard.to_owned(),
        one("drie", &(refer("footnote", "2") + &refer("footnote", "1"))),
        one("vier", ""),
    ];
    let read = text(&body.concat(), &foot.concat(), &end);
    assert_eq!(read.texts, ["een. twee. eerste", "drie. vier. tweede slot"]);
    assert_eq!(code(&text(&one("een", ""), "<w:footnote></b>", "")), "document-damaged");
}

#[test]
fn hidden_words_are_not_read() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let shown = run("<w:b/>", " wel");
    let shut = "<w:lastRenderedPageBreak/><w:t>ook geheim</w:t>";
    let note = "<w:footnoteReference w:id=\"1\"/>";
    for (before, wanted) in [
        (run("<w:b/><w:vanish/>", "geheim"), &["wel"][..]),
        (run("<w:vanish w:val=\"true\"/>", "geheim"), &["wel"]),
        (run("<w:vanish w:val=\"1\"></w:vanish>", "geheim"), &["wel"]),
        (run("<w:vanish w:val=\"0\"/>", "open"), &["open wel"]),
        (run("<w:vanish w:val=\"false\"/>", "open"), &["open wel"]),
        // What is hidden goes on on another page.
        (format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t>{shut}</w:r>"), &["", "wel"]),
        (format!("<w:r><w:rPr><w:vanish/></w:rPr>{note}</w:r>"), &["wel"]),
        // Only the sign at the end of the paragraph is hidden, or the run was so once.
        ("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>".to_owned(), &["wel"]),
        (run("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "open"), &["open wel"]),
        // A text box within a hidden run is hidden too.
        (format!("<w:r><w:rPr><w:vanish/></w:rPr><w:p>{shown}</w:p></w:r>"), &["wel"]),
    ] {
        let foot = "<w:footnote w:id=\"1\"><w:t>noot</w:t></w:footnote>";
        let read = text(&format!("<w:p>{before}{shown}</w:p>"), foot, "");
        assert_eq!(read.texts, wanted, "{before}");
    }
}
