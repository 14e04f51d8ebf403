//! The files of the search: what is in them, what is not, and when they change.

use std::collections::BTreeMap;
use std::io::Read;

use crate::support::{Site, differences, repository};

/// What a file of the search holds.
fn unpack(bytes: &[u8]) -> Vec<u8> {
    let (units, []) = bytes.as_chunks() else { panic!("half a character") };
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    let text = String::from_utf16(&units).unwrap();
    let inner = text.strip_prefix("\u{FEFF}weerklank(\"").unwrap().strip_suffix("\")\n").unwrap();
    let (name, characters) = inner.split_once("\",\"").unwrap();
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{name}");
    let (mut bits, mut count, mut packed) = (0u32, 0, Vec::new());
    for unit in characters.encode_utf16() {
        let unit = u32::from(unit);
        let number =
            unit - [0x100, 0x170, 0x970][[0x2000, 0xD800].partition_point(|end| *end <= unit)];
        let (number, size) = match (unit, number) {
            (0xFF00.., _) => (unit & 0x7F, 7),
            (_, 0..2673) => (number, 15),
            (_, 2673..0x8000) => (number, 16),
            _ => (number + 2673, 16),
        };
        bits |= number << count;
        count += size;
        while count >= 8 {
            packed.push(bits as u8);
            bits >>= 8;
            count -= 8;
        }
    }
    let mut read = Vec::new();
    flate2::read::DeflateDecoder::new(packed.as_slice()).read_to_end(&mut read).unwrap();
    read
}

/// The files of the search, by path, as they hold it.
fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let output = site.output().into_iter();
    let files = output.filter(|(path, _)| path.starts_with("search/"));
    files.map(|(path, bytes)| (path, unpack(&bytes))).collect()
}

/// Whether any file of the search has this text, letters in the order of a list for misspelt words included.
fn has(site: &Site, text: &str) -> bool {
    files(site).values().any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

#[test]
fn the_report_says_what_can_be_found() {
    let site = Site::example();
    let report = site.build();
    let found = report.number("search/documents");
    // Everything but the pages of lists: three pages, a series, the statement on accessibility and four documents stand beside
    // posts, topics and experts.
    let all = ["posts", "topics", "experts"].map(|kind| report.number(&format!("pages/{kind}")));
    assert_eq!(found, all.iter().sum::<u64>() + 3 + 2 + 4);
    assert!(report.number("search/terms") > 2000);
    let output = site.output();
    let sizes = output.iter().filter(|(path, _)| path.starts_with("search/"));
    let (count, bytes) =
        sizes.fold((0, 0), |sum, (_, file)| (sum.0 + 1, sum.1 + file.len() as u64));
    assert_eq!((report.number("search/files"), report.number("search/bytes")), (count, bytes));
    let page = site.page("search.html");
    assert!(page.contains("trusted-types weerklank\""));
    assert!(page.contains("<script defer src=\"search/root."));
    let home = site.page("index.html");
    assert!(home.contains("action=\"search.html\"") && home.contains("trusted-types 'none'\""));
}

#[test]
fn what_is_taken_out_is_in_no_file() {
    let post = |title: &str, more: &str, body: &str| {
        format!("---\ntitle: {title}\ndate: 2026-01-02\n{more}---\n{body}\n")
    };
    let csv = "naam;reactie;bericht\nJan;Kwartelei zegt het;open\n";
    let base = Site::new()
        .with("content/posts/open.md", &post("Open", "", "Vrijuit gevonden."))
        .with("content/posts/stil.md", &post("Stil", "search: false\n", "Fluisterwoord."))
        .with("content/posts/intern/a.md", &post("Intern", "", "Binnenskamers."))
        .with("content/posts/b.md", &post("Zaak", "topics: [Personeel]\n", "Dossierkast."))
        .with("content/comments/a.csv", csv);
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\n[search]\n";
    let site = base.with("weerklank.toml", settings).built();
    for (word, wanted) in [
        ("Vrijuit", true),
        ("vrijuit", true),
        ("luisterwoord", false),
        ("innenskamers", true),
        ("ossierkast", true),
        ("Kwartelei", true),
    ] {
        assert_eq!(has(&site, word), wanted, "{word}");
    }
    let more = "exclude = [\"content/posts/intern/**\", \"topic:personeel\"]\ncomments = false\n";
    let site = site.with("weerklank.toml", &format!("{settings}{more}")).built();
    for (word, wanted) in [
        ("Vrijuit", true),
        ("luisterwoord", false),
        ("innenskamers", false),
        ("ossierkast", false),
        ("Personeel", false),
        ("wartelei", false),
    ] {
        assert_eq!(has(&site, word), wanted, "{word}");
    }
    let site = site.with("weerklank.toml", &format!("{settings}enabled = false\n")).built();
    assert!(files(&site).is_empty() && !site.output().contains_key("search.html"));
    assert!(!site.page("index.html").contains("search.html"));
}

#[test]
fn what_is_taken_out_is_not_told_by_topics_and_people() {
    let post = |title: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: 2026-01-02\n{more}---\nTekst.\n")
    };
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\n[search]\nexclude = [\n  \"content/posts/intern/**\",\n  \"topic:geheim\",\n]\n";
    let csv = "naam;reactie;bericht\nOtto Zwijger;Ja.;reorganisatie\nPia Prater;Nee.;open\n";
    let site = Site::new()
        .with("weerklank.toml", settings)
        .with("content/comments/a.csv", csv)
        .with(
            "content/experts/anouk.md",
            "---\nname: Anouk Bos\nexpertise: [Geheim, Vissen]\n---\n",
        )
        .with("content/posts/open.md", &post("Open", "topics: [Dijken]\nauthors: [Anouk Bos]\n"))
        .with(
            "content/posts/intern/reorganisatie.md",
            &post("Reorganisatie", "topics: [Ontslag, Dijken]\nauthors: [Anouk Bos, Karel Klok]\n"),
        )
        .with("content/posts/b.md", &post("Zaak", "topics: [Geheim]\nauthors: [Anouk Bos]\n"))
        .with(
            "content/posts/c.md",
            &post("Stil", "search: false\ntopics: [Stilzwijgen]\nauthors: [Anouk Bos, Wim Stil]\n"),
        )
        .built();
    for (word, wanted) in [
        ("Dijken", true),
        ("Anouk", true),
        ("Vissen", true),
        ("ntslag", false),
        ("eheim", false),
        ("tilzwijgen", false),
        ("Klok", false),
        ("Wim", false),
        ("eorganisatie", false),
    ] {
        assert_eq!(has(&site, word), wanted, "{word}");
    }
    // The same goes for the ways on of the search page; a topic counts the posts that are found there.
    let page = site.page("search.html");
    for (word, wanted) in [
        ("topics/dijken.html\">Dijken <span class=count aria-label=\"1 bericht\"", true),
        ("Anouk Bos", true),
        ("Ontslag", false),
        ("Geheim", false),
        ("Stilzwijgen", false),
        ("Karel Klok", false),
        ("Wim Stil", false),
    ] {
        assert_eq!(page.contains(word), wanted, "{word}: {page}");
    }
}

#[test]
fn an_entry_that_takes_nothing_out_is_told_on_its_line() {
    let settings = "title = \"Proef\"\n[search]\nexclude = [\n  \"content/posts/inter/**\",\n  \"topic:dijken\",\n  \"topic:dijkn\",\n  \"content/posts/a.md\",\n]\n";
    let draft = "---\ntitle: A\ndate: 2026-01-02\ntopics: [Dijken]\ndraft: true\n---\nTekst.\n";
    let site = Site::new()
        .with("weerklank.toml", settings)
        .with("content/posts/intern/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\nTekst.\n")
        .with("content/posts/a.md", draft);
    let wanted = ["exclude-unmatched weerklank.toml:4", "exclude-unmatched weerklank.toml:6"];
    assert_eq!(site.build().warnings(), wanted);
}

#[test]
fn names_of_several_words_have_words_that_stand_for_them() {
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\n[search]\nsynonyms = [\"qvmo, wet maatschappelijke ondersteuning\", \"thuiswerken, telewerk, zqbaan\"]\n";
    let post =
        |title: &str, body: &str| format!("---\ntitle: {title}\ndate: 2026-01-02\n---\n{body}\n");
    let site = Site::new()
        .with("weerklank.toml", settings)
        .with("content/posts/a.md", &post("Een", "Over de Wet maatschappelijke ondersteuning."))
        .with("content/posts/b.md", &post("Twee", "Zij telewerken graag."))
        .built();
    let root = files(&site).into_iter().find(|(path, _)| path.starts_with("search/root.")).unwrap();
    let root: serde_json::Value = serde_json::from_slice(&root.1).unwrap();
    assert_eq!(
        root["same"],
        serde_json::json!([
            ["thuiswerken", "telewerk", "zqbaan"],
            ["thuisw", "thuiswe", "thuiswer", "thuiswerk", "thuiswerke", "telewerk"],
            ["tele", "telew", "telewe", "telewer", "thuiswerken"],
            ["zqb", "zqba", "zqbaa", "thuiswerken"],
        ])
    );
    let names = serde_json::json!([[["wet", "maatschappelijke", "ondersteuning"], ["qvmo"], []]]);
    assert_eq!(root["names"], names);
    // The short name is a word of the text that has the long one, and one that no text has is a word as well.
    let shards = || files(&site).into_iter().filter(|(path, _)| path.starts_with("search/w"));
    let whole =
        |word: &str| shards().any(|(_, bytes)| String::from_utf8_lossy(&bytes).contains(word));
    assert!(whole("qvmo") && whole("qbaan"));
}

#[test]
fn documents_are_found_with_the_posts_that_refer_to_them() {
    let site = Site::example().built();
    // Each is a document of its own, with its text in the segments; of the PDF with a heading for each page.
    let attached = |site: &Site| -> Vec<serde_json::Value> {
        let all = files(site).into_values();
        let read = all.filter_map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
        read.filter(|segment| segment["k"] == "attachment").collect()
    };
    let found = attached(&site);
    let pdf = found.iter().find(|segment| segment["r"] == "evaluatie-dijkwacht.pdf").unwrap();
    assert_eq!(pdf["t"], "Dijkwacht winter 2023/24");
    assert_eq!(pdf["u"], "2024/evaluatie-dijkwacht.pdf");
    assert_eq!(pdf["w"][0], "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html");
    assert_eq!(pdf["b"][0], serde_json::json!(["page=1", ""]));
    let docx = found.iter().find(|segment| segment["r"] == "meldformulier-dijkwacht.docx").unwrap();
    assert_eq!(docx["u"], "documents/meldformulier-dijkwacht-docx.html");
    // They go when the settings say so, or when no post that refers to them is found.
    let settings = std::fs::read_to_string(site.path("weerklank.toml")).unwrap();
    let off = |more: &str| format!("{settings}\n[search]\n{more}\n");
    let mut site = site;
    for more in [
        "attachments = false",
        "exclude = [\"content/posts/2024/na-het-hoogwater-wat-de-dijkwacht-zag.md\"]",
        "exclude = [\"**/*dijkwacht.*\"]",
    ] {
        site = site.with("weerklank.toml", &off(more)).built();
        let left = attached(&site);
        let of_dikes = left.iter().any(|segment| segment["u"].to_string().contains("dijkwacht"));
        assert!(!of_dikes && left.is_empty() == more.starts_with("attachments"), "{more}");
    }
}

#[test]
fn documents_of_topics_and_experts_are_found_as_long_as_those_are() {
    let pdf = std::fs::read(repository().join("content/posts/2024/evaluatie-dijkwacht.pdf"));
    let profile = "---\nname: Jet\n---\n[Haar verslag](verslag.pdf)\n";
    let topic = "---\ntitle: Peil\n---\n[De nota](nota.pdf)\n";
    let site = Site::new().with("content/experts/jet.md", profile);
    let site = site.with_post("a", "x").with("content/topics/peil.md", topic);
    let pdf = pdf.expect("a document of the example");
    site.put("content/experts/verslag.pdf", &pdf);
    site.put("content/topics/nota.pdf", &pdf);
    let site = site.built();
    assert!(has(&site, "\"verslag.pdf\"") && has(&site, "\"nota.pdf\""));
    let hidden = topic.replace("title", "search: false\ntitle");
    let site = site.with("content/topics/peil.md", &hidden).built();
    assert!(has(&site, "\"verslag.pdf\"") && !has(&site, "\"nota.pdf\""));
}

#[test]
fn series_and_the_statement_on_accessibility_are_found() {
    let part = |title: &str, topic: &str, day: u8| {
        format!(
            "---\ntitle: {title}\ndate: 2026-01-0{day}\nseries: Dijken van binnen\ntopics: [{topic}]\n---\nx\n"
        )
    };
    let settings =
        "title = \"Proef\"\n[accessibility]\nstatus = \"B\"\nproblems = [\"Oude scans.\"]\n";
    let site = Site::new().with("weerklank.toml", settings);
    let site = site.with("content/posts/a.md", &part("Open", "Water", 2));
    let site = site.with("content/posts/b.md", &part("Verzwegen", "Geheim", 3)).built();
    let made = |site: &Site| -> Vec<serde_json::Value> {
        let all = files(site).into_values();
        let read = all.filter_map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
        read.filter(|segment| segment["k"] == "series" || segment["k"] == "page").collect()
    };
    let found = made(&site);
    let series = found.iter().find(|segment| segment["k"] == "series").unwrap();
    assert_eq!(series["u"], "series/dijken-van-binnen.html");
    assert_eq!(series["b"], serde_json::json!(["Open · Verzwegen"]));
    let statement = found.iter().find(|segment| segment["u"] == "accessibility.html").unwrap();
    assert_eq!(statement["t"], "Toegankelijkheid");
    assert!(statement["b"].to_string().contains("Oude scans."), "{statement}");
    // Nothing is told of a part that is not found, and nothing of a series without any that is.
    for (exclude, left) in [("\"topic:geheim\"", 1), ("\"topic:geheim\", \"topic:water\"", 0)] {
        let settings = format!("title = \"Proef\"\n[search]\nexclude = [{exclude}]\n");
        let other = Site::copy_from(&site).with("weerklank.toml", &settings).built();
        assert_eq!(made(&other).len(), left);
        assert!(!has(&other, "Verzwegen") && has(&other, "Dijken van binnen") == (left == 1));
    }
}

#[test]
fn a_workbook_is_found_sheet_by_sheet_with_its_numbers() {
    let site = Site::new().with_post("water", "Zie [de cijfers](cijfers.xlsx).");
    site.put("content/posts/cijfers.xlsx", &crate::searching::workbook());
    let site = site.built();
    let all = files(&site).into_values();
    let read = all.filter_map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let found: Vec<_> = read.filter(|segment| segment["k"] == "attachment").collect();
    let [workbook] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(workbook["e"], "sheet");
    assert_eq!(workbook["b"], serde_json::json!([["page=1", "a"], "Gemaal 4711.5"]));
}

#[test]
fn a_setting_that_is_not_there_is_an_error() {
    let site = Site::new().with(
        "weerklank.toml",
        "title = \"x\"\n[search]\nsynonims = []\ncomments = \"nee\"\n[search.weights]\ntitel = 1\n",
    );
    let errors = site.build().errors();
    assert_eq!(
        errors,
        [
            "unknown-key weerklank.toml:3",
            "wrong-type weerklank.toml:4",
            "unknown-key weerklank.toml:6"
        ]
    );
}

#[test]
fn one_changed_post_changes_only_the_files_of_its_words() {
    let mut site = Site::new();
    for number in 0..60 {
        let body: String =
            (0..40).map(|at| format!("woord{}x ", (number * 37 + at * at * 11) % 900)).collect();
        site = site.with_post(&format!("p{number:02}"), &body);
    }
    let site = site.built();
    let before = site.output();
    let site = site.built();
    assert!(
        differences(&before, &site.output()).is_empty(),
        "{:?}",
        differences(&before, &site.output())
    );
    let site = site.with_post("p30", "woord1x woord2x nieuwigheid").built();
    let changed = differences(&before, &site.output());
    let segments = changed.iter().filter(|path| path.starts_with("search/s")).count();
    assert_eq!(segments, 2, "{changed:?}");
    // From an empty folder it becomes the same.
    let after = site.output();
    let other = Site::copy_from(&site).built();
    assert_eq!(differences(&after, &other.output()), Vec::<String>::new());
}

#[test]
fn a_site_without_a_word_has_a_search_that_finds_nothing() {
    let site = Site::new();
    std::fs::create_dir_all(site.path("content/posts")).unwrap();
    let site = site.built();
    assert!(site.page("search.html").contains("<form"));
    assert_eq!(site.build().number("search/terms"), 0);
}
