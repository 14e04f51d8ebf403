//! A file says the same wherever it is cut.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::comment::hostile::{harm, harmed};
use crate::cores::Alone;

/// What a file gives when it is read in portions of this size at least, if its format can be.
fn read_in(
    source: &Source,
    least: usize,
    piece: usize,
    config: &Config,
) -> Option<Checked<Export>> {
    let open = || {
        let bytes: Box<dyn Bytes + Send> = Box::new(Cursor::new(source.bytes.to_vec()));
        Ok(bytes)
    };
    let sizes = Sizes { least, piece, ..Sizes::default() };
    let file = File { head: source, open: &open, sizes, keeping: None };
    let read = read(&file, &Alone, config)?.expect("memory can be read");
    let Checked { mut value, problems } = read;
    let (path, _, export) = value.pop().expect("one file");
    assert_eq!(path, source.path);
    Some(Checked { value: export, problems })
}

/// Reads a file in portions of several sizes: it must say what it says as a whole.
pub(in crate::comment) fn assert_same(source: &Source, whole: &Checked<Export>, config: &Config) {
    for (least, piece) in [(1, 7), (1, 1 << 20), (64, 100), (500, 1000)] {
        let Some(read) = read_in(source, least, piece, config) else { return };
        let text = || String::from_utf8_lossy(&source.bytes);
        assert_eq!(read.problems, whole.problems, "{least} {piece}: {}", text());
        let (value, expected) = (format!("{:#?}", read.value), format!("{:#?}", whole.value));
        assert_eq!(value, expected, "{least} {piece}: {}", text());
    }
}

/// Items of every kind, and all that looks like the end of one.
const BLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- </channel> <item> -->\n<rss xmlns:w=\"http://wordpress.org/export/1.2/\" a='\">'>\n\
    <channel><title>Blog</title>\n<link>https://oud.example</link><w:wxr_version>1.2</w:wxr_version>\n\
    <w:author><w:author_id>3</w:author_id><w:author_login>an</w:author_login></w:author>\n\
    <item><link>https://oud.example/a/</link><w:post_id>1</w:post_id><w:status>publish</w:status><w:post_type>post</w:post_type>\n\
    <x:y xmlns:x=\"y\" z=\"</item>\"><![CDATA[ </item>\n<item> ]] > ]]]]><![CDATA[> ]]></x:y>\n\
    <w:comment><w:comment_id>1</w:comment_id><w:comment_user_id>3</w:comment_user_id><w:comment_content><![CDATA[één &amp; </item>]]>\
    </w:comment_content><w:comment_approved>1</w:comment_approved><w:comment_date>2026-10-25 02:30:00</w:comment_date></w:comment>\n</item>\n\
    <item/><item><w:post_id>2</w:post_id><w:status>draft</w:status></item>\n\n\n<?php </item> ?>\
    <item xmlns:w=\"http://wordpress.org/export/1.1/\"><w:post_id>3</w:post_id><w:status>publish</w:status><w:post_type>post</w:post_type>\
    <w:comment><w:comment_id>2</w:comment_id><w:comment_author>A&b; &nbsp;&hm; Ã«</w:comment_author><w:comment_content>b\u{1}<b>c</b></w:comment_content>\
    <w:comment_approved>spam</w:comment_approved></w:comment></item>\n\
    <item><w:post_id>4</w:post_id><w:status>publish</w:status><w:post_type>post</w:post_type><w:comment><w:comment_id>2</w:comment_id>\
    <w:comment_author>&hm;</w:comment_author><w:comment_content>d</w:comment_content><w:comment_approved>1</w:comment_approved></w:comment></item>\
    <w:author><w:author_id>4</w:author_id></w:author><link>https://nieuw.example</link>\n</channel>\n\
    <channel><item><w:post_type>post</w:post_type><w:comment><w:comment_id>9</w:comment_id></w:comment></item></channel></rss>\n</item> <rest> \n";

/// Cells of every kind, and headings that are told apart by what stands under them.
const TABLE: &str = "sep=;\r\nReacties\r\n\r\nNr;Artikel;Reactie op;Naam;Datum;Status;Reactie\r\n1;a;;Zoë;1-2-2026;ja;\"een; \"\"twee\"\"\r\ndrie\"\r\n\
    2;a;1;Ali;25-10-2026 02:30;misschien;vier\r\n;;;;;;\r\n\r\n3;b;1;\"Jan\nJansen\";3-4-2026;Misschien;reÃ«el\r\n\
    4;b;Ali;An;23-4-2026;nee;5\" en 6\"\n5;c;2;Ã«;31-12-2026 en meer;hm;\u{1}\r6;c;2,0;B;;;\u{feff}\r\n\u{feff}7;c;;C;gisteren;ja;slot";

fn check(text: &[u8], name: &str, (least, piece): (usize, usize)) {
    let source = Source::new(name, text.to_vec());
    let Some(format) = format_of(&source) else { return };
    let config = crate::comment::testing::config();
    let Some(read) = read_in(&source, least, piece, &config) else { return };
    let whole = (format.read)(&source, &config);
    assert_eq!(read.problems, whole.problems, "{least} {piece}");
    assert_eq!(format!("{:?}", read.value), format!("{:?}", whole.value), "{least} {piece}");
}

#[test]
fn a_file_may_be_cut_anywhere_and_break_off_anywhere() {
    for (name, text) in [("c/a.xml", BLOG), ("c/a.csv", TABLE)] {
        let whole =
            super::super::read(&Source::new(name, text.into()), &crate::comment::testing::config());
        assert!(whole.value[0].2.comments.len() >= 4, "{:?}", whole.problems);
        for least in (0..text.len()).step_by(5) {
            check(text.as_bytes(), name, (least, 1 + least % 50));
        }
        for length in 0..text.len() {
            check(&text.as_bytes()[..length], name, (1, 9));
        }
        let encoded = [
            encoding_rs::WINDOWS_1252.encode(&text.replace("UTF-8", "windows-1252")).0.into_owned(),
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            [text.as_bytes(), b"\xe9\xe9"].concat(),
        ];
        for bytes in encoded {
            check(&bytes, name, (1, 11));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(1_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_file_says_the_same_wherever_it_is_cut(
        is_blog in any::<bool>(),
        harms in prop::collection::vec(harm(), 0..4),
        least in 1..300_usize,
        piece in 1..100_usize,
    ) {
        let (name, text) = if is_blog { ("c/a.xml", BLOG) } else { ("c/a.csv", TABLE) };
        check(&harmed(text, &harms), name, (least, piece));
    }
}

#[test]
fn the_line_of_a_flaw_is_told_whole() {
    for length in 0..60 {
        let before = "c".repeat(length);
        let text = format!(
            "Artikel;Reactie\nwater;{before}\nwater;\"a\"b en nog wat meer\nc\0 en meer dan dat alleen op de regel\n"
        );
        check(text.as_bytes(), "c/a.csv", (1, 50));
    }
}

#[test]
fn more_columns_than_a_sheet_has_are_told_alike() {
    for (cells, end) in
        [(16_384, "\n"), (16_385, "\n"), (16_385, ""), (16_384, ";"), (16_385, "\nx;\"y")]
    {
        let row = vec!["\"z\""; cells].join(";");
        check(format!("Artikel;Reactie\nx;a\n{row}{end}").as_bytes(), "c/a.csv", (1, 900));
    }
    let row = vec!["z"; 20_000].join(";");
    check(format!("Artikel;Reactie\n{row}\nx;\0\n").as_bytes(), "c/a.csv", (1, 900));
}

#[test]
fn what_is_packed_is_no_table_however_its_bytes_look() {
    let packed = [b"\x1f\x8b\x08,,,naam,reactie,,\n".as_slice(), &b"An,Ja,,,\n".repeat(9)].concat();
    let source = Source::new("c/a.csv.gz", packed);
    assert!(format_of(&source).is_some(), "the test is of no use");
    assert!(read_in(&source, 1, 50, &crate::comment::testing::config()).is_none());
}

#[test]
fn what_is_larger_than_what_is_held_is_told_with_its_line() {
    let long = "x".repeat(3000);
    let cases = [
        (
            "c/a.xml",
            BLOG.replace("<item><w:post_id>4<", &format!("<item><a>{long}</a><w:post_id>4<")),
        ),
        ("c/a.xml", BLOG.replace("één", &format!("<![CDATA[{long}"))),
        ("c/a.csv", format!("{TABLE}\r\n8;c;;D;;;\"{long}\"")),
        ("c/a.csv", TABLE.replace("5\" en 6\"", &format!("\"5 en {long}"))),
    ];
    let config = crate::comment::testing::config();
    for (name, text) in cases {
        let source = Source::new(name, text.into_bytes());
        let open = || Ok(Box::new(Cursor::new(source.bytes.to_vec())) as Box<dyn Bytes + Send>);
        let sizes = Sizes { least: 500, most: 2000, head: 500, piece: 100 };
        let file = File { head: &source, open: &open, sizes, keeping: None };
        let Checked { value, problems } = read(&file, &Alone, &config).unwrap().unwrap();
        let problem = problems.last().unwrap();
        assert_eq!(problem.problem, Problem::PieceTooLarge { limit: 2000 }, "{problems:?}");
        assert!(problem.line > Some(5) && value[0].2.comments.is_empty(), "{problem:?}");
    }
}

#[test]
fn a_tag_with_a_quote_in_its_name_says_the_same_too() {
    let text = b"<rss \"://wordpress.org/export/1.\"><wp:wxr_version></wp:wxr_version><w\"\n\"><wp:wxr_version></wp:wxr_version>\np";
    check(text, "c/a.xml", (1, 50));
}
