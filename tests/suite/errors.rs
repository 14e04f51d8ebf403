//! Bad input: a clear error with its place, exit code 1, and the old site as it was.

use std::io::Write;

use crate::support::{Site, differences, weerklank};

/// A mistake in one file: the file, its text, and the error with its place.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("weerklank.toml", "title = \"x\"\ntitel = \"y\"\n", "unknown-key weerklank.toml:2"),
    ("weerklank.toml", "title = \"x\n", "invalid-toml weerklank.toml:1"),
    ("weerklank.toml", "title = 3\n", "wrong-type weerklank.toml:1"),
    (
        "weerklank.toml",
        "title = \"x\"\ntimezone = \"Europe/Amsterdan\"\n",
        "wrong-type weerklank.toml:2",
    ),
    ("weerklank.toml", "title = \"x\"\npaginate = 0\n", "wrong-type weerklank.toml:2"),
    (
        "weerklank.toml",
        "title = \"x\"\n[paths]\nexperts = \"CON\"\n",
        "wrong-type weerklank.toml:3",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[paths]\ntopics = \"wie/aux\"\n",
        "wrong-type weerklank.toml:3",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[comments]\nsources = [\"../buiten\"]\n",
        "wrong-type weerklank.toml:3",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[comments]\nsources = [\"/srv/export\"]\n",
        "wrong-type weerklank.toml:3",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[comments]\nsources = [\n\"oud\",\n3]\n",
        "wrong-type weerklank.toml:5",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[menu]\nmain = [{ label = \"x\" }]\n",
        "wrong-type weerklank.toml:3",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[[menu.main]]\nlabel = \"x\"\nnaar = \"y\"\n",
        "unknown-key weerklank.toml:4",
    ),
    (
        "weerklank.toml",
        "title = \"x\"\n[limits]\npost_nesting = 5000000000\n",
        "wrong-type weerklank.toml:3",
    ),
    ("weerklank.toml", "title = \"x\"\ntheme = \"mooi\"\n", "unknown-theme weerklank.toml:2"),
    (
        "weerklank.toml",
        "title = \"x\"\n[comments.columns]\ntekst = \"a\"\n",
        "unknown-key weerklank.toml:3",
    ),
    ("content/posts/a.md", "---\ntitle: a\n  date: [\n---\n", "invalid-yaml content/posts/a.md:3"),
    (
        "content/posts/a.md",
        "---\ntitle: a\ntitle: b\ndate: 2026-01-01\n---\n",
        "duplicate-key content/posts/a.md:3",
    ),
    (
        "content/posts/a.md",
        "---\na: &x {b: 1}\ntitle: *x\ndate: 2026-01-01\n---\n",
        "alias-in-yaml content/posts/a.md:3",
    ),
    ("content/posts/a.md", "+++\ntitle = a\n+++\n", "invalid-toml content/posts/a.md:2"),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 31 februari 2026\n---\n",
        "invalid-date content/posts/a.md:3",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-02-31\n---\n",
        "invalid-date content/posts/a.md:3",
    ),
    ("content/posts/a.md", "---\ntitle: a\n---\n", "missing-date content/posts/a.md:1"),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n",
        "unclosed-front-matter content/posts/a.md:1",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nslug: ../x\n---\n",
        "unsafe-address content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nslug: con\n---\n",
        "reserved-name content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nslug: x.\n---\n",
        "invalid-slug content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\npath: /../../etc/x.html\n---\n",
        "unsafe-address content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nslug: eerste\n---\n",
        "same-address content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\npinned: ooit\n---\n",
        "wrong-type content/posts/a.md:4",
    ),
    (
        "content/comments/a.xml",
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version>\n<item><title>x",
        "xml-truncated content/comments/a.xml:2",
    ),
    (
        "content/comments/a.xml",
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version>\n<item><title>x</item></channel></rss>",
        "xml-invalid content/comments/a.xml:2",
    ),
    (
        "content/comments/a.xml",
        "<!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>",
        "xml-doctype content/comments/a.xml:1",
    ),
    (
        "content/comments/a.csv",
        "naam;leeftijd\nJan;3\n",
        "table-without-text content/comments/a.csv:1",
    ),
    ("content/comments/mapping.csv", "van\n/x\n", "mapping-header content/comments/mapping.csv:1"),
    (
        "content/comments/moderation.toml",
        "[[verberg]]\nid = \"1\"\n",
        "unknown-key content/comments/moderation.toml:1",
    ),
    (
        "content/comments/moderation.toml",
        "
# Weg
hide = [\"bestaat-niet\"]
",
        "unknown-comment content/comments/moderation.toml:3",
    ),
];

/// The same for what does not stop a build: the file, its text, and the warning with its place.
const DOUBTS: &[(&str, &str, &str)] = &[
    (
        "weerklank.toml",
        "title = \"x\"\n[comments]\nsources = [\"oude-reacties\"]\n",
        "source-missing weerklank.toml:3",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\ntemplate: mooi.html\n---\n",
        "unknown-template content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nweight: 3\n---\n",
        "key-without-meaning content/posts/a.md:4",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n[x](eerst.md)\n",
        "broken-link content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n[x](eerste.md#hier)\n",
        "broken-anchor content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n![x](foto.png)\n",
        "missing-image content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n![x](https://elders.example/x.png)\n",
        "remote-image content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n[x](javascript:alert(1))\n",
        "unsafe-link content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\n---\n\n<script>alert(1)</script>\n",
        "html-removed content/posts/a.md:6",
    ),
    (
        "content/posts/a.md",
        "---\ntitle: a\ndate: 2026-01-01\nauthors: [niemand]\n---\n",
        "unknown-person content/posts/a.md:4",
    ),
    ("content/comments/a.txt", "hallo", "unknown-export content/comments/a.txt:-"),
    (
        "content/comments/a.csv",
        "naam;datum;reactie;bericht\nJan;2-1-2026;Mooi;elders\n",
        "unmatched content/comments/a.csv:2",
    ),
    (
        "content/comments/moderation.toml",
        "close = [\"bestaat-niet\"]\n",
        "unknown-post content/comments/moderation.toml:1",
    ),
];

/// A site that stands, in which `eerste` has been published.
fn standing() -> Site {
    let site = Site::new().with_post("eerste", "Hallo.");
    let text = "---\ntitle: Eerste\ndate: 2026-01-01\n---\nHallo.\n";
    site.with("content/posts/eerste.md", text).built()
}

#[test]
fn every_mistake_is_told_with_its_place_and_the_old_site_stands() {
    let mut wrong = Vec::new();
    for (file, text, expected) in MISTAKES {
        let site = standing();
        let before = site.output();
        site.put(file, text.as_bytes());
        let report = site.build();
        let errors = report.errors();
        let stands = differences(&before, &site.output()).is_empty();
        if report.code != 1 || errors != [*expected] || !stands {
            wrong.push(format!("{expected}\n   exit {} {errors:?}\n   {text}", report.code));
        }
        for error in report.json["errors"].as_array().unwrap() {
            for key in ["message", "help"] {
                assert!(error[key].as_str().is_some_and(|text| text.len() > 10), "{error:#}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_doubt_is_a_warning_with_its_place() {
    let mut wrong = Vec::new();
    for (file, text, expected) in DOUBTS {
        let site = standing();
        site.put(file, text.as_bytes());
        let report = site.build();
        if report.code != 0 || report.warnings() != [*expected] {
            let told = (report.errors(), report.warnings());
            wrong.push(format!("{expected}\n   exit {} {told:?}\n   {text}", report.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_errors_of_a_run_are_told_at_once_in_both_languages() {
    let site = Site::new()
        .with("content/posts/a.md", "---\ntitle: a\n---\n")
        .with("content/posts/b.md", "---\ntitle: b\ndate: gisteren?\n---\n")
        .with("content/comments/x.csv", "a;b\n1;2\n");
    let report = site.build();
    assert_eq!(report.errors().len(), 3, "{:#}", report.json);
    let root = site.root().to_str().unwrap();
    for (language, words) in [("nl", ["fout", "hulp"]), ("en", ["error", "help"])] {
        let output = weerklank(&["build", "--root", root]).args(["--lang", language]).output();
        // The last of two flags would be an error of its own: the language comes from the environment here.
        assert_eq!(output.unwrap().status.code(), Some(2));
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
        let output = command.args(["build", "--root", root, "--lang", language]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(words.iter().all(|word| told.contains(&format!("{word}:"))), "{told}");
        assert!(told.contains("content/posts/b.md:3"), "{told}");
    }
}

#[test]
fn a_key_that_nobody_knows_is_a_warning_with_the_nearest() {
    let text = "---\ntitle: a\ndate: 2026-01-01\nsumary: x\n---\n";
    let report = Site::new().with("content/posts/a.md", text).build();
    assert_eq!(
        (report.code, report.warnings()),
        (0, vec!["unknown-key content/posts/a.md:4".into()])
    );
    assert!(
        report.json["warnings"][0]["message"].as_str().unwrap().contains("`summary`")
            || report.json["warnings"][0]["help"].as_str().unwrap().contains("`summary`")
    );
    let strict = Site::new().with("content/posts/a.md", text).build_with(&["--strict"]);
    assert_eq!((strict.code, strict.errors().len()), (1, 1));
}

#[test]
fn a_folder_of_exports_that_is_not_there_is_told_with_the_nearest() {
    for (source, nearest) in [
        ("content/coments", Some("`content/comments`")),
        ("contents/comments/", Some("`content/comments`")),
        ("elders", None),
    ] {
        let settings = format!("title = \"x\"\n[comments]\nsources = [\"{source}\"]\n");
        let site = Site::new().with("weerklank.toml", &settings);
        let site = site.with("content/comments/a.csv", "naam;reactie;bericht\nJan;Mooi;a\n");
        let report = site.with_post("a", "x").build();
        let warning = &report.json["warnings"][0];
        assert_eq!((report.code, &warning["code"]), (0, &"source-missing".into()), "{warning:#}");
        let help = warning["help"].as_str().unwrap();
        assert!(nearest.map_or(!help.contains('?'), |nearest| help.contains(nearest)), "{help}");
    }
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_named() {
    let site = standing();
    site.put("content/posts/a.md", b"---\ntitle: caf\xe9\ndate: 2026-01-01\n---\n");
    assert_eq!(site.build().errors(), ["not-utf8 content/posts/a.md:2"]);
    let mut large = b"---\ntitle: a\ndate: 2026-01-01\n---\n".to_vec();
    large.resize(100 << 20, b'a');
    site.put("content/posts/a.md", &large);
    assert_eq!(site.build().errors(), ["too-large content/posts/a.md:-"]);
}

#[test]
#[cfg(unix)]
fn links_of_the_file_system_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("geheim.md"), "---\ntitle: x\ndate: 2026-01-01\n---\n")
        .unwrap();
    let site = standing();
    symlink(outside.path().join("geheim.md"), site.path("content/posts/x.md")).unwrap();
    assert_eq!(site.build().errors(), ["link-outside content/posts/x.md:-"]);
    site.remove("content/posts/x.md");
    symlink("..", site.path("content/posts/lus")).unwrap();
    let errors = site.build().errors();
    assert_eq!(errors, ["symlink-loop content/posts/lus:-"]);
    // Nor does one on the way to a folder of exports.
    let site = standing();
    std::fs::create_dir(outside.path().join("oud")).unwrap();
    std::fs::write(outside.path().join("oud/a.csv"), "naam;reactie;bericht\nJan;x;a\n").unwrap();
    symlink(outside.path(), site.path("elders")).unwrap();
    let site =
        site.with("weerklank.toml", "title = \"x\"\n[comments]\nsources = [\"elders/oud\"]\n");
    assert_eq!(site.build().errors(), ["link-outside elders/oud:-"]);
}

#[test]
fn an_error_of_a_template_names_it_and_its_line() {
    for (text, expected) in [
        (
            "{% extends \"default/post.html\" %}\n{% block main %}\n{{ post.titel }}\n{% endblock %}\n",
            "template-failed themes/ons/templates/post.html:3",
        ),
        (
            "{% extends \"default/post.html\" %}\n{% blok main %}\n",
            "template-invalid themes/ons/templates/post.html:2",
        ),
        (
            "{% extends \"default/pots.html\" %}\n",
            "template-unknown themes/ons/templates/post.html:1",
        ),
    ] {
        let site = Site::empty()
            .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
            .with("themes/ons/theme.toml", "extends = \"default\"\n")
            .with("themes/ons/templates/post.html", text)
            .with_post("a", "x");
        let report = site.build();
        assert_eq!(report.errors(), [expected], "{:#}", report.json);
        assert_eq!(report.code, 1);
    }
}

#[test]
fn an_error_of_a_component_that_many_pages_show_names_it_too() {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "extends = \"default\"\n")
        .with(
            "themes/ons/templates/_entry.html",
            "{% component entry_line(entry) %}\n{{ entry.titel }}{% endcomponent entry_line %}\n",
        )
        .with_post("a", "x");
    let report = site.build();
    assert_eq!(report.errors(), ["template-failed themes/ons/templates/_entry.html:2"]);
}

/// A workbook whose sheet is this XML.
fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, &[])
}

/// The same with further parts.
pub(crate) fn workbook_with(sheet: &str, further: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    for (name, text) in [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    for (name, text) in further {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_spreadsheet_with_cells_at_both_ends_costs_no_memory() {
    let site = standing();
    let far = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "reactie"),
        cell("XFD1048576", "x")
    );
    site.put("content/comments/ver.xlsx", &workbook(&far));
    let report = site.build();
    assert_eq!(report.code, 1, "{:#}", report.json);
    assert!(
        report
            .errors()
            .iter()
            .all(|error| error.ends_with("content/comments/ver.xlsx:-")
                || error.contains("ver.xlsx")),
        "{:#}",
        report.json
    );
}

#[test]
fn a_spreadsheet_that_is_none_is_told() {
    let site = standing();
    let mut bytes = workbook(&format!("<row r=\"1\">{}</row>", cell("A1", "reactie")));
    bytes.truncate(bytes.len() / 2);
    site.put("content/comments/kapot.xlsx", &bytes);
    let report = site.build();
    assert_eq!(
        report.errors(),
        ["xlsx-invalid content/comments/kapot.xlsx:-"],
        "{:#}",
        report.json
    );
}

#[test]
fn a_file_that_is_not_where_a_link_says_is_suggested_by_the_way_to_it() {
    let site = Site::new()
        .with(
            "content/posts/2026/fiets.md",
            "---\ntitle: F\ndate: 2026-01-02\n---\n[a](plan.pdf) [b](plann.pdf) [c](kaart.svgg)\n",
        )
        .with("content/posts/2026/fietsplan/plan.pdf", "x")
        .with("static/kaarten/kaart.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let report = site.build();
    let helps: Vec<String> = report.json["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|warning| warning["code"] == "broken-link")
        .map(|warning| warning["help"].as_str().unwrap().to_owned())
        .collect();
    let all = helps.join("\n");
    assert_eq!(all.matches("`fietsplan/plan.pdf`").count(), 2, "{all}");
    assert!(all.contains("`/kaarten/kaart.svg`"), "{all}");
}

#[test]
fn a_post_that_cannot_be_read_is_the_only_thing_that_is_told() {
    let comment = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n\
        {\"post\": \"kapot\", \"id\": 1, \"author\": \"Bo\", \"written\": \"2026-01-03 09:00\", \"text\": \"Zo.\", \"status\": \"approved\"}\n\
        {\"post\": \"weg\", \"id\": 2, \"author\": \"Bo\", \"written\": \"2026-01-03 09:00\", \"text\": \"Zo.\", \"status\": \"approved\"}\n";
    let site = Site::new()
        .with("content/posts/kapot.md", "---\ntitle: [Kapot\n---\nTekst.\n")
        .with_post("heel", "[een](kapot.md) [[kapot]] [twee](kapot.md#kop) [drie](weg.md)")
        .with("content/comments/a.jsonl", comment);
    let report = site.build();
    assert_eq!(report.errors(), ["invalid-yaml content/posts/kapot.md:2"], "{:#}", report.json);
    let help = report.json["errors"][0]["help"].as_str().unwrap();
    assert!(help.contains("`title: \"[Kapot\"`"), "{help}");
    let mut warnings = report.warnings();
    warnings.sort();
    assert_eq!(
        warnings,
        ["broken-link content/posts/heel.md:5", "unmatched content/comments/a.jsonl:3"],
        "{:#}",
        report.json
    );
}

#[test]
fn comments_on_a_title_that_two_posts_have_name_both() {
    let comment = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n\
        {\"title\": \"Water\", \"post\": \"Water\", \"id\": 1, \"author\": \"Bo\", \"written\": \"2026-01-03 09:00\", \"text\": \"Zo.\", \"status\": \"approved\"}\n";
    let post = |date: &str| format!("---\ntitle: Water\ndate: {date}\n---\nTekst.\n");
    let site = Site::new()
        .with("content/posts/water-1.md", &post("2026-01-02"))
        .with("content/posts/water-2.md", &post("2026-01-03"))
        .with("content/posts/watermolen.md", "---\ntitle: Molen\ndate: 2026-01-02\n---\nTekst.\n")
        .with("content/comments/a.jsonl", comment);
    let report = site.build();
    assert_eq!(report.warnings(), ["unmatched-alike content/comments/a.jsonl:2"]);
    let message = report.json["warnings"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("content/posts/water-1.md")
            && message.contains("content/posts/water-2.md"),
        "{message}"
    );
    let mapping = site.told(&["comments", "--mapping"]);
    assert_eq!(mapping.code, 0, "{:#}", mapping.json);
    let text = std::fs::read_to_string(site.path("content/comments/mapping.csv")).unwrap();
    assert!(
        text.lines().any(|line| line.starts_with("Water,")) && !text.contains("watermolen"),
        "{text}"
    );
}
