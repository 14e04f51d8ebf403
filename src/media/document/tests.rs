//! Documents, whole and broken.

use std::io::{Cursor, Write};

use lopdf::content::{Content, Operation};
use lopdf::{Document as Pdf, Object, Stream, dictionary};
use zip::write::SimpleFileOptions;

use super::*;

/// A PDF with a line of text on each page.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
    );
    let resources = pdf.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut pages: Vec<Object> = Vec::new();
    for line in lines {
        let operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 12.into()]),
            Operation::new("Tj", vec![Object::string_literal(*line)]),
            Operation::new("ET", vec![]),
        ];
        let content = Content { operations }.encode().expect("content");
        let content = pdf.add_object(Stream::new(dictionary! {}, content));
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
        pages.push(pdf.add_object(page).into());
    }
    let count = i64::try_from(pages.len()).expect("few pages");
    let media = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let root = dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count, "Resources" => resources, "MediaBox" => media };
    pdf.objects.insert(tree, root.into());
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a file");
    bytes
}

/// An archive of these parts.
pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

pub(super) fn reading(name: &str, bytes: &[u8]) -> Reading {
    match read(name, bytes) {
        Facts::Document(reading) => reading,
        other => panic!("{other:?}"),
    }
}

pub(super) fn code(reading: &Reading) -> String {
    reading.problem.as_ref().map(Problem::code).unwrap_or_default()
}

#[test]
fn the_text_of_a_pdf_is_read_page_by_page() {
    let read = reading("a/Rapport.PDF", &pdf(&["Het peil stijgt", "en daalt weer"]));
    assert_eq!(read.extent, Some((Unit::Pages, 2)));
    assert_eq!(read.texts, ["Het peil stijgt", "en daalt weer"]);
    assert_eq!(read.problem, None);
}

#[test]
fn a_soft_hyphen_in_a_pdf_parts_no_word() {
    // Two pages that share what they show, of which a browser would say that a blank is a soft hyphen.
    let mut soft = Pdf::load_mem(&pdf(&["een", "twee"])).expect("a PDF");
    let text = "BT /F1 12 Tf (zeer) Tj /Span <</ActualText <FEFF00AD>>> BDC ( ) Tj EMC (lange) Tj \
        /Span <</ActualText (fl)>> BDC ( vl) Tj EMC (ecken) Tj ET";
    let shared = soft.add_object(Stream::new(dictionary! {}, text.as_bytes().to_vec()));
    for page in soft.get_pages().into_values().collect::<Vec<_>>() {
        let page = soft.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
        page.set("Contents", vec![shared.into()]);
    }
    let mut bytes = Vec::new();
    soft.save_to(&mut bytes).expect("a file");
    let read = reading("a.pdf", &bytes);
    assert_eq!((read.problem, read.texts), (None, vec!["zeerlange vlecken".to_owned(); 2]));
}

#[test]
fn what_cannot_be_read_is_told() {
    let mut cut = pdf(&["Het peil"]);
    cut.truncate(60);
    for (bytes, damage) in [
        (cut.clone(), Damage::Cut),
        (b"<html>".to_vec(), Damage::Foreign),
        (Vec::new(), Damage::Empty),
        (b"%PDF-1.5\nniets\n%%EOF".to_vec(), Damage::Broken),
    ] {
        let problem = reading("a.pdf", &bytes).problem;
        assert_eq!(problem, Some(Problem::DocumentDamaged { damage }));
    }
    for (name, bytes, wanted) in [
        ("a.pdf", pdf(&["", ""]), "document-without-text"),
        ("a.pdf", cut, "document-damaged"),
        ("a.pdf", b"<html>".to_vec(), "document-damaged"),
        ("a.docx", b"PK\x03\x04 en dan niets".to_vec(), "document-damaged"),
        ("a.docx", archive(&[("x", "y")]), "document-damaged"),
        ("a.pptx", Vec::new(), "document-damaged"),
        ("a.xlsx", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], "document-encrypted"),
        (
            "a.pptx",
            archive(&[("ppt/slides/slide1.xml", "<p><t>  </t></p>")]),
            "document-without-text",
        ),
    ] {
        assert_eq!(code(&reading(name, &bytes)), wanted, "{name}");
    }
}

/// A file of this repository.
#[expect(clippy::disallowed_methods, reason = "a real file of another program")]
fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
}

#[test]
fn a_pdf_that_was_cut_short_is_no_scan() {
    let whole = file("content/posts/2024/evaluatie-dijkwacht.pdf");
    let cut = Problem::DocumentDamaged { damage: Damage::Cut };
    for end in [600, 1_200, 4_000, whole.len() / 2, whole.len() - 1_000, whole.len() - 30] {
        let read = reading("a.pdf", &whole[..end]);
        assert_eq!((read.extent, read.problem), (None, Some(cut.clone())), "{end}");
    }
    // One that is sent page by page ends twice, and says at its beginning how long it is.
    let mut linear = whole;
    let head = b"%PDF-1.5\n1 0 obj\n<</Linearized 1/L 90000/N 3>>\nendobj\n";
    linear.splice(..9, head.iter().copied());
    assert_eq!(reading("a.pdf", &linear).problem, Some(cut));
    let mut lost = Pdf::load_mem(&pdf(&["Het peil", "daalt"])).expect("a PDF");
    let page = lost.get_pages()[&2];
    let content = lost.get_page_contents(page)[0];
    lost.objects.remove(&content);
    let mut bytes = Vec::new();
    lost.save_to(&mut bytes).expect("a file");
    let broken = Some(Problem::DocumentDamaged { damage: Damage::Broken });
    let read = reading("a.pdf", &bytes);
    assert_eq!((read.problem, &*read.texts[0]), (broken, "Het peil"));
}

#[test]
fn a_pdf_with_a_password_is_told_however_that_is_written() {
    for name in ["rc4-user", "rc4-owner", "aes-user", "aes-owner"] {
        let read = reading("a.pdf", &file(&format!("tests/documents/{name}.pdf")));
        assert_eq!(read.problem, Some(Problem::DocumentEncrypted), "{name}");
    }
}

#[test]
fn an_archive_that_unpacks_to_far_too_much_is_left_alone() {
    let bomb = archive(&[("word/document.xml", &"<p> </p>".repeat(9 << 20))]);
    assert!(bomb.len() < 1 << 20, "it packs well");
    assert_eq!(code(&reading("a.docx", &bomb)), "document-damaged");
}

#[test]
fn a_pdf_with_a_program_is_read_and_told() {
    let plain = pdf(&["Het peil"]);
    let action =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let launch = dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd.exe") };
    let nested = dictionary! { "Annots" => vec![dictionary! { "A" => launch.clone() }.into()] };
    for (key, value) in [("OpenAction", action.into()), ("AA", launch.into()), ("X", nested.into())]
    {
        let mut pdf = Pdf::load_mem(&plain).expect("a PDF");
        let value: Object = value;
        pdf.catalog_mut().expect("a catalog").set(key, value);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).expect("a file");
        let read = reading("a.pdf", &bytes);
        assert_eq!(
            (code(&read).as_str(), read.texts.join("")),
            ("document-active", "Het peil".into()),
            "{key}"
        );
    }
}

#[test]
fn a_pdf_of_too_much_costs_little() {
    // A page whose text unpacks to far more than any has.
    let mut large = Pdf::load_mem(&pdf(&["Het peil"])).expect("a PDF");
    let content = "BT (a) Tj ET ".repeat(6 << 20);
    let mut stream = Stream::new(dictionary! {}, content.into_bytes());
    stream.compress().expect("packed");
    let page = *large.get_pages().values().next().expect("a page");
    let id = large.add_object(stream);
    large.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page").set("Contents", id);
    let mut bytes = Vec::new();
    large.save_to(&mut bytes).expect("a file");
    assert!(bytes.len() < 1 << 20, "it packs well: {}", bytes.len());
    let read = reading("a.pdf", &bytes);
    assert!(read.texts.iter().map(String::len).sum::<usize>() <= TEXT, "{:?}", read.problem);
    // Pages without end that share what they show.
    let texts = vec![""; 400];
    let mut shared = Pdf::load_mem(&pdf(&texts)).expect("a PDF");
    let mut stream =
        Stream::new(dictionary! {}, "BT (een twee) Tj ET ".repeat(20_000).into_bytes());
    stream.compress().expect("packed");
    let id = shared.add_object(stream);
    let pages: Vec<_> = shared.get_pages().into_values().collect();
    for page in pages {
        let page = shared.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
        page.set("Contents", id);
    }
    let mut bytes = Vec::new();
    shared.save_to(&mut bytes).expect("a file");
    let read = reading("a.pdf", &bytes);
    assert_eq!(read.extent, Some((Unit::Pages, 400)));
    assert!(read.texts.len() < 200, "{} pages were read", read.texts.len());
    // Objects without end that nothing refers to.
    let objects: String = (100..200_100).map(|id| format!("{id} 0 obj null endobj\n")).collect();
    let plain = pdf(&["Het peil"]);
    let bytes = [b"%PDF-1.5\n", objects.as_bytes(), &plain[..]].concat();
    let read = reading("a.pdf", &bytes);
    assert!(read.problem.is_some() || read.texts == ["Het peil"], "{read:?}");
}

#[test]
fn a_link_tells_size_and_length() {
    let words: BTreeMap<String, String> = [
        ("bytes", "{n} kB"),
        ("megabytes", "{n} MB"),
        ("page", "1 pagina"),
        ("slides", "{n} dia’s"),
    ]
    .map(|(key, text)| (key.to_owned(), text.to_owned()))
    .into();
    for (size, extent, told) in [
        (999, None, "1 kB"),
        (48_200, Some((Unit::Pages, 1)), "49 kB, 1 pagina"),
        (1_240_000, None, "1,3 MB"),
        (25_000_000, Some((Unit::Slides, 30)), "25 MB, 30 dia’s"),
    ] {
        assert_eq!(Document { size, extent }.told(&words, ","), told);
    }
}

#[test]
fn a_pdf_with_too_much_in_it_is_no_scan() {
    let mut bomb = Pdf::load_mem(&pdf(&["hallo"])).expect("a file");
    let page = bomb.get_pages()[&1];
    let mut content = b"BT (hallo) Tj ET ".to_vec();
    content.resize(UNPACKED + 1024, b' ');
    let mut stream = Stream::new(dictionary! {}, content);
    stream.compress().expect("packed");
    let stream = bomb.add_object(stream);
    bomb.get_object_mut(page)
        .and_then(Object::as_dict_mut)
        .expect("a page")
        .set("Contents", stream);
    let mut bytes = Vec::new();
    bomb.save_to(&mut bytes).expect("a file");
    let damage = Problem::DocumentDamaged { damage: Damage::TooLarge };
    assert_eq!(reading("a.pdf", &bytes).problem, Some(damage));
}
