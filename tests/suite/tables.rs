//! Tables that people keep: what is missing in them is told, and what the program writes opens in Excel.

use serde_json::json;

use crate::support::Site;

const FILE: &str = "content/comments/formulier.csv";

#[test]
fn a_table_that_does_not_say_who_or_when_is_told_with_its_columns() {
    let table =
        "Id;Op welke dag?;Over welk stuk?;Hoe heet u?;Reactie\n1;23-11-2026;water;An;Mooi stuk.\n";
    let settings = "title = \"x\"\n[comments.columns]\npost = \"Over welk stuk?\"\n";
    let site =
        Site::new().with("weerklank.toml", settings).with_post("water", "x").with(FILE, table);
    let report = site.build();
    let line = |code: &str| format!("{code} {FILE}:1");
    let expected = [line("table-without-author"), line("table-without-date")];
    assert_eq!((report.code, report.warnings()), (0, expected.to_vec()), "{:#}", report.json);
    let told = &report.json["warnings"][0];
    // What means nothing yet comes first.
    let columns = "`Op welke dag?`, `Hoe heet u?`, `Id`, `Over welk stuk?` and `Reactie`";
    assert!(told["message"].as_str().unwrap().ends_with(columns), "{told:#}");
    assert!(told["help"].as_str().unwrap().contains("`[comments.columns]`"), "{told:#}");
    let named = format!("{settings}author = \"Hoe heet u?\"\ndate = \"Op welke dag?\"\n");
    let report = site.with("weerklank.toml", &named).build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
}

#[test]
fn a_text_that_is_left_is_told_until_somebody_says_which_one_it_is() {
    let table = "Artikel;Naam;Datum;Reactie;Toelichting\nwater;An;23-11-2026;Mooi stuk.;Intern\n";
    let settings = "title = \"x\"\n";
    let site =
        Site::new().with("weerklank.toml", settings).with_post("water", "x").with(FILE, table);
    let report = site.build();
    let told = vec![format!("table-text-left {FILE}:1")];
    assert_eq!((report.code, report.warnings()), (0, told), "{:#}", report.json);
    assert!(!report.json.to_string().contains("Intern"), "{:#}", report.json);
    let named = format!("{settings}[comments.columns]\ntext = \"Reactie\"\n");
    let report = site.with("weerklank.toml", &named).build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
}

#[test]
fn a_column_without_a_word_in_it_is_no_missing_column() {
    let site = Site::new()
        .with_post("water", "x")
        .with(FILE, "naam;datum;bericht;reactie\n;;water;Mooi stuk.\n")
        .with("content/comments/leeg.csv", "bericht;reactie\n");
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
}

#[test]
fn a_mistake_in_the_settings_is_told_once() {
    let settings = "title = \"x\"\n[comments.columns]\nauthor = \"Hoe heet je?\"\n";
    let table = "datum;bericht;Hoe heet u?;reactie\n23-11-2026;water;An;Mooi stuk.\n";
    let site =
        Site::new().with("weerklank.toml", settings).with_post("water", "x").with(FILE, table);
    let report = site.build();
    assert_eq!(report.errors(), [format!("table-unknown-column {FILE}:1")]);
    assert_eq!(report.warnings(), [""; 0]);
    // Another table has it: then it is this one that does not say who wrote.
    let other = "datum;bericht;Hoe heet je?;reactie\n23-11-2026;water;Bo;Ja.\n";
    let report = site.with("content/comments/ander.csv", other).build();
    assert_eq!((report.errors(), report.code), (vec![], 0), "{:#}", report.json);
    assert_eq!(report.warnings(), [format!("table-without-author {FILE}:1")]);
}

#[test]
fn a_new_mapping_opens_in_the_excel_of_its_language() {
    let table = "naam;datum;bericht;reactie\nAn;23-11-2026;/oud/één/;Mooi stuk.\n";
    let file = "content/comments/mapping.csv";
    for (language, expected) in [
        ("nl", "\u{feff}van;naar;suggestie;reacties\n/oud/één/;;;1\n"),
        ("en", "\u{feff}from,to,suggestion,comments\n/oud/één/,,,1\n"),
    ] {
        let site = Site::new().with_post("water", "x").with(FILE, table);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
        command.args(["comments", "--mapping", "--lang", language, "--root"]).arg(site.root());
        assert!(command.output().unwrap().status.success());
        let text = std::fs::read_to_string(site.path(file)).unwrap();
        assert_eq!(text, expected);
        // Filled in, and saved by Excel in an encoding of its own.
        let sign = if language == "nl" { ";" } else { "," };
        let filled = text.trim_start_matches('\u{feff}');
        let filled = filled.replace(&sign.repeat(3), &format!("{sign}water{sign}{sign}"));
        site.put(file, &encoding_rs::WINDOWS_1252.encode(&filled).0);
        let report = site.build();
        assert_eq!((report.number("comments/unmatched"), report.warnings()), (0, vec![]));
    }
}

/// The comments of a blog as a plugin of WordPress writes them in a table.
const WORDPRESS: &str = "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_author_url,comment_author_IP,comment_date,comment_date_gmt,comment_content,comment_approved,comment_agent,comment_type,comment_parent,user_id\n\
    11,528,An,an@canary.example,https://an.example,192.0.2.7,2024-01-02 10:00:00,2024-01-02 09:00:00,Een.,1,Mozilla,comment,0,0\n\
    12,528,Bo,bo@canary.example,,192.0.2.8,2024-01-02 11:00:00,2024-01-02 10:00:00,Twee.,1,Mozilla,,11,0\n\
    13,528,Cas,,,192.0.2.9,2024-01-02 12:00:00,2024-01-02 11:00:00,Drie.,0,Mozilla,comment,0,0\n\
    14,528,Dee,,,,2024-01-02 12:00:00,2024-01-02 11:00:00,Vier.,spam,Mozilla,comment,0,0\n\
    15,528,Eef,,,,2024-01-02 12:00:00,2024-01-02 11:00:00,Vijf.,trash,Mozilla,comment,0,0\n\
    16,528,Fen,,,,2024-01-02 12:00:00,2024-01-02 11:00:00,Zes.,1,Mozilla,pingback,0,0\n\
    17,528,Gé,,,,2024-01-02 12:00:00,2024-01-02 11:00:00,Zeven.,1,Mozilla,trackback,0,0\n";

#[test]
fn comments_of_wordpress_in_a_table_find_their_post_by_its_number() {
    let post = "---\ntitle: Water\ndate: 2024-01-01\nids: {wordpress: 528}\n---\nx\n";
    let site = Site::new()
        .with("content/posts/water.md", post)
        .with("content/comments/reacties.csv", WORDPRESS);
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let held = json!({ "pending": 1, "spam": 1, "trash": 1, "pingback": 1, "trackback": 1 });
    assert_eq!(report.json["comments"]["held"], held);
    assert_eq!(report.number("comments/published"), 2);
    let page = site.page("2024/water.html");
    assert!(page.contains("id=\"comment-11\"") && page.contains("Twee."), "{page}");
}

#[test]
fn comments_of_wordpress_in_a_table_are_those_of_its_export() {
    let remark = crate::comments::remark(11, "Een.", "");
    let item = crate::comments::item("oud.example", 528, "water", &remark);
    let export = crate::comments::export("oud.example", &[item]);
    let site = Site::new()
        .with_post("water", "x")
        .with("content/comments/blog.xml", &export)
        .with("content/comments/reacties.csv", WORDPRESS);
    let report = site.build();
    assert_eq!(report.errors(), [""; 0], "{:#}", report.json);
    let numbers = ["published", "duplicates", "unmatched"];
    let numbers = numbers.map(|name| report.number(&format!("comments/{name}")));
    assert_eq!(numbers, [2, 1, 0], "{:#}", report.json);
}
