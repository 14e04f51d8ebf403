//! The command `comments`: what there is, what moderators decide, and what somebody wrote.

use serde_json::{Value, json};

use crate::comments::{export, item, remark};
use crate::support::{Report, Site, differences, files, weerklank};

const FILE: &str = "content/comments/moderation.toml";

/// A blog with a comment of every fate: shown (7, 8), waiting (9), spam (10), without a post (11), and one (7) twice.
fn site() -> Site {
    let of = |id: u32, text: &str, rest: &str| remark(id, text, rest);
    let pending = "<wp:comment_approved>0</wp:comment_approved>";
    let spam = "<wp:comment_approved>spam</wp:comment_approved>";
    let jan = "<wp:comment_author>Jan de Vries</wp:comment_author>\
               <wp:comment_author_email>jan@oud.example</wp:comment_author_email>";
    let comments = of(7, "Een eerste <b>woord</b>", jan)
        + &of(8, "Antwoord", "<wp:comment_parent>7</wp:comment_parent>")
        + &of(9, "Mag dit?", pending)
        + &of(10, "Koop nu", spam);
    let items = [
        item("oud.example", 1, "water", &comments),
        item("oud.example", 2, "weg-is-dit-stuk", &of(11, "Zonder stuk", jan)),
    ];
    let older =
        export("oud.example", &[item("oud.example", 1, "water", &of(7, "Eerst anders", jan))]);
    let older =
        older.replace("<wp:wxr", "<pubDate>Thu, 01 Jan 2026 00:00:00 +0000</pubDate><wp:wxr");
    let table = "Bericht;Naam;Reactie;Id\nwater;Jan de Vries;=1+1;\nwater;Piet;\"Bel 06-12 \u{1b}[31m nu\";a1\n";
    Site::without_search()
        .with_post("water", "x")
        .with_post("dit-stuk", "y")
        .with("content/comments/a.xml", &older)
        .with("content/comments/b.xml", &export("oud.example", &items))
        .with("content/comments/c.csv", table)
}

/// Status, reason and key of each comment that is listed.
fn listed(site: &Site, arguments: &[&str]) -> Vec<String> {
    let report = site.told(&[&["comments"], arguments].concat());
    assert_eq!(report.code, 0, "{:#}", report.json);
    let row = |row: &Value| {
        let text = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
        format!("{} {} {} {}", text("status"), text("reason"), text("key"), text("post"))
    };
    report.json["comments"].as_array().unwrap().iter().map(row).collect()
}

/// The keys of the two comments in the table.
fn table_keys(site: &Site) -> [String; 2] {
    let report = site.told(&["comments", "--source", "c.csv"]);
    let rows = report.json["comments"].as_array().unwrap();
    [0, 1].map(|row| rows[row]["key"].as_str().unwrap().to_owned())
}

#[test]
fn every_comment_is_listed_with_what_became_of_it() {
    let site = site();
    let [one, other] = table_keys(&site);
    // An export that does not say when it was made comes before those that do.
    let mut expected = vec![
        format!("published - {one} water"),
        format!("published - {other} water"),
        "published - 7 water".to_owned(),
        "published - 8 water".to_owned(),
        "held pending 9 water".to_owned(),
        "held spam 10 water".to_owned(),
        "unmatched - 11 -".to_owned(),
        "duplicate - 7 water".to_owned(),
    ];
    assert_eq!((one.len(), other.len()), (10, 10));
    assert_eq!(listed(&site, &[]), expected);
    assert_eq!(listed(&site, &["--status", "held"]), expected[4..6]);
    assert_eq!(listed(&site, &["--status", "spam", "--status", "unmatched"]), expected[5..7]);
    assert_eq!(listed(&site, &["--source", "a.xml"]), expected[7..]);
    expected.retain(|row| row.ends_with("water"));
    assert_eq!(listed(&site, &["--post", "water"]), expected);
    // The sum is that of the build, in all and by file.
    let report = site.told(&["comments"]);
    let built = site.build();
    for count in ["read", "published", "held", "unmatched", "duplicates"] {
        assert_eq!(report.json["counts"][count], built.json["comments"][count], "{count}");
    }
    let source = json!({
        "file": "content/comments/b.xml", "read": 5, "published": 2, "unmatched": 1,
        "duplicates": 0, "held": { "pending": 1, "spam": 1 },
    });
    assert_eq!(report.json["sources"][1], source);
    assert_eq!(report.json["sources"].as_array().unwrap().len(), 3);
    // In a pipe: a line each, no colours, and nothing that a terminal would obey.
    let text = site.says(&["comments", "--status", "duplicate", "--source", "a.xml"]);
    let line = "duplicate\t7\twater\t2026-01-01 11:00\tJan de Vries\tEerst anders\tcontent/comments/a.xml:5\n";
    assert_eq!(text, line);
    assert!(!site.says(&["comments"]).contains('\u{1b}'));
    let wrong = site.call(&["comments", "--status", "weg"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_comment_is_shown_whole_by_its_key_or_the_beginning_of_it() {
    let site = site();
    let [one, _] = table_keys(&site);
    for key in ["7", "comment-7", "water#7", "water#comment-7"] {
        let text = site.says(&["comments", "show", key]);
        assert!(text.contains("Een eerste woord\n") && text.contains("Jan de Vries"), "{text}");
    }
    let report = site.told(&["comments", "show", &one[..6]]);
    assert_eq!(report.json["comment"]["key"], json!(one));
    assert_eq!(report.json["comment"]["text"], json!("=1+1"));
    for (key, code) in
        [("1", "unknown-comment"), ("zz12", "unknown-comment"), ("x#7", "unknown-post")]
    {
        let report = site.told(&["comments", "show", key]);
        assert_eq!((report.code, report.errors()), (1, vec![format!("{code} -:-")]), "{key}");
    }
}

#[test]
fn decisions_are_written_taken_and_undone() {
    let site = site();
    let [_, other] = table_keys(&site);
    site.put(FILE, b"# Besluiten van de redactie\nhide = [\n  \"10\", # spam\n]\n");
    for arguments in [
        &["hide", "8", "--reason", "dubbelop", "--by", "Ans"][..],
        &["publish", "9"],
        &["pin", "7", &other[..5]],
        &["redact", &other, "06-12", "--with", "[nummer]"],
        &["close", "dit-stuk"],
    ] {
        site.says(&[&["comments"], arguments].concat());
    }
    let text = std::fs::read_to_string(site.path(FILE)).unwrap();
    let expected = format!(
        "# Besluiten van de redactie\nhide = [\n  \"10\", # spam\n  {{ comment = \"8\", reason = \"dubbelop\", \
         by = \"Ans\", date = \"2026-11-23\" }},\n]\npublish = [\"9\"]\npin = [\"7\", \"{other}\"]\n\
         close = [\"dit-stuk\"]\n\n[[redact]]\ncomment = \"{other}\"\npassage = \"06-12\"\nreplacement = \"[nummer]\"\n"
    );
    assert_eq!(text, expected);
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    let page = site.page("2026/water.html");
    assert!(page.contains("Mag dit?") && !page.contains("Antwoord<"), "{page}");
    assert!(page.contains("Bel [nummer]") && !page.contains("06-12"), "{page}");
    // One is the opposite of the other, and nothing is written twice.
    let said = site.says(&["comments", "publish", "8"]);
    let told = "8: shown again, from the next `weerklank build`.\n\
                For that, the decision to hide was taken out of content/comments/moderation.toml.\n";
    assert_eq!(said, told);
    assert_eq!(site.says(&["comments", "publish", "8"]), "Was so already: 8.\n");
    // What is closed has no links, and shows what comes nevertheless.
    let said = site.says(&["comments", "close", "water"]);
    let told = "water: no links to react any more, from the next `weerklank build`.\n\
                What comes in an export nevertheless is shown as any other comment; `weerklank comments hide` hides it.\n\
                The decision stands in content/comments/moderation.toml; take it out there to undo it.\n";
    assert_eq!(said, told);
    site.says(&["comments", "pin", "7"]);
    let text = std::fs::read_to_string(site.path(FILE)).unwrap();
    assert!(!text.contains("dubbelop") && text.contains("\"10\", # spam"), "{text}");
    assert!(text.contains("publish = [\"9\"]") && text.matches("\"7\"").count() == 1, "{text}");
    site.says(&["comments", "hide", "9"]);
    let text = std::fs::read_to_string(site.path(FILE)).unwrap();
    assert!(text.contains("publish = []") && text.contains("\"9\","), "{text}");
    site.build();
    assert!(site.page("2026/water.html").contains("Antwoord<"));
}

#[test]
fn a_decision_that_would_not_take_is_refused_and_nothing_is_written() {
    let site = site();
    let [one, _] = table_keys(&site);
    site.put(FILE, b"hide = [\"10\"]\n");
    let before = files(&site.path("content"));
    for (arguments, code) in [
        (&["hide", "99"][..], "unknown-comment"),
        (&["hide", "7", "99"], "unknown-comment"),
        (&["redact", "7", "staat er niet"], "passage-not-found"),
        (&["close", "geen-stuk"], "unknown-post"),
        (&["export", "--person", "Niemand"], "unknown-writer"),
    ] {
        let report = site.told(&[&["comments"], arguments].concat());
        let found =
            report.errors().first().map(|error| error.split(' ').next().unwrap().to_owned());
        assert_eq!((report.code, found.as_deref()), (1, Some(code)), "{arguments:?}");
        assert_eq!(differences(&before, &files(&site.path("content"))), [""; 0], "{arguments:?}");
    }
    site.put(FILE, b"hide = [");
    let report = site.told(&["comments", "hide", &one]);
    assert_eq!(report.errors(), [format!("invalid-toml {FILE}:1")]);
    assert_eq!(std::fs::read(site.path(FILE)).unwrap(), b"hide = [");
}

#[test]
fn what_another_file_hides_is_not_told_to_be_shown() {
    let site = site()
        .with(FILE, "close = [\"water\"]\n")
        .with("content/comments/z/moderation.toml", "hide = [\"7\"]\n");
    let before = files(&site.path("content"));
    let told = site.told(&["comments", "publish", "7"]);
    assert_eq!((told.code, told.errors().len()), (1, 1), "{:#}", told.json);
    assert!(told.errors()[0].starts_with("moderation-conflict"), "{:#}", told.json);
    assert_eq!(differences(&before, &files(&site.path("content"))), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_an_error() {
    let site = site().built();
    let root = site.root().to_str().unwrap();
    for arguments in [
        &["comments", "export", "--person", "jan@oud.example"][..],
        &["comments", "--json"],
        &["check", "--json"],
        &["build", "--json"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = weerklank(arguments).args(["--root", root]).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?} {told}");
        assert!(told.contains("answer-unwritten"), "{arguments:?} {told}");
    }
}

#[test]
fn a_decision_that_is_there_keeps_its_reason() {
    let site = site();
    let text = || std::fs::read_to_string(site.path(FILE)).unwrap();
    site.says(&["comments", "hide", "7", "--reason", "grof", "--by", "Ilse"]);
    let before = text();
    let said = site.says(&["comments", "hide", "7"]);
    assert_eq!((said.trim(), text()), ("Was so already: 7.", before.clone()));
    let said = site.says(&["comments", "hide", "7", "--by", "Kees"]);
    assert!(said.contains("Was so already, and why or by whom now stands in"), "{said}");
    assert_eq!(text(), before.replace("Ilse", "Kees"));
    site.says(&["comments", "close", "water", "--reason", "klaar"]);
    let before = text();
    site.says(&["comments", "close", "water"]);
    assert_eq!(text(), before);
    let redact = ["comments", "redact", "8", "Antwoord"];
    site.says(&redact);
    let before = text();
    assert_eq!((site.says(&redact).trim(), text()), ("Was so already: 8.", before));
}

#[test]
fn nothing_is_written_into_a_file_that_the_build_refuses() {
    let site = site();
    site.put(FILE, b"hide = [99999]\nhiden = [\"7\"]\n");
    let report = site.told(&["comments", "hide", "7"]);
    let wanted = [format!("unknown-comment {FILE}:1"), format!("unknown-key {FILE}:2")];
    assert_eq!((report.code, report.errors()), (1, wanted.to_vec()));
    assert_eq!(std::fs::read(site.path(FILE)).unwrap(), b"hide = [99999]\nhiden = [\"7\"]\n");
}

#[test]
fn lines_of_windows_in_a_decision_are_no_hindrance() {
    let site = site();
    site.put(FILE, b"pin = []\r\n");
    site.says(&["comments", "hide", "7", "--reason", "a\nb"]);
    site.says(&["comments", "hide", "9"]);
    let text = std::fs::read_to_string(site.path(FILE)).unwrap();
    assert!(!text.contains("\r\r"), "{text:?}");
}

#[test]
fn a_command_that_does_not_take_speaks_of_no_decision() {
    let site = site();
    let told = |arguments: &[&str]| String::from_utf8(site.call(arguments).stderr).unwrap();
    let told = told(&["comments", "redact", "7", "staat er niet"]);
    assert!(told.contains("nothing was noted") && !told.contains(FILE), "{told}");
}

#[test]
fn a_mapping_is_written_with_suggestions_and_what_was_filled_in_stays() {
    let site = site();
    let said = site.says(&["comments", "--mapping"]);
    assert!(said.contains("content/comments/mapping.csv: 1 line."), "{said}");
    let file = "content/comments/mapping.csv";
    let text = std::fs::read_to_string(site.path(file)).unwrap();
    let line = "https://oud.example/weg-is-dit-stuk/";
    assert_eq!(text, format!("\u{feff}from,to,suggestion,comments\n{line},,dit-stuk,1\n"));
    // An empty target changes nothing; a filled one brings the comment home.
    assert_eq!(site.build().number("comments/unmatched"), 1);
    site.put(file, text.replace(",,", ",dit-stuk,").as_bytes());
    let report = site.build();
    assert_eq!((report.number("comments/unmatched"), report.code), (0, 0));
    let before = files(&site.path("content"));
    let said = site.says(&["comments", "--mapping"]);
    assert!(said.starts_with("There is nothing to add"), "{said}");
    assert_eq!(differences(&before, &files(&site.path("content"))), [""; 0]);
}

#[test]
fn somebody_gets_everything_they_wrote() {
    let site = site();
    let text = site.says(&["comments", "export", "--person", "jan@oud.example"]);
    assert!(text.starts_with("3 comments, as they stand in the exports\n"), "{text}");
    for part in ["Een eerste woord\n", "Eerst anders\n", "Zonder stuk\n", "jan@oud.example\n"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("1+1") && !text.contains("Piet"), "{text}");
    // The name is that of two: nobody is there to ask.
    for name in ["de Vries, Jan", "jan de  vries"] {
        let report = site.told(&["comments", "export", "--person", name]);
        assert_eq!((report.code, report.errors()), (1, vec!["several-writers -:-".to_owned()]));
    }
    let table = site.says(&["comments", "export", "--person", "Vries, Jan de", "--all", "--csv"]);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}\"key\",\"status\",\"date\",\"name\",\"e-mail\",\"account\",\"department\",\"post\",\"answers\",\"file\",\"text\""
    );
    assert_eq!(lines.len(), 6, "{table}");
    assert!(table.contains(",\"'=1+1\"\r\n"), "{table}");
    assert!(
        table.contains("\"duplicate: a newer export has the comment too\",")
            && table.contains("\"without a post\","),
        "{table}"
    );
    let path = site.path("jan.csv");
    let to = ["comments", "export", "--person", "7", "--csv", "--to", path.to_str().unwrap()];
    let report = site.told(&to);
    assert_eq!((report.code, &report.json["count"]), (0, &json!(3)));
    assert!(std::fs::read_to_string(&path).unwrap().contains("Zonder stuk"));
    assert_eq!(site.told(&to).code, 1, "the file is there already");
    // Where the site reads or publishes, it would be read or published itself.
    site.build();
    for place in ["content/comments/jan.csv", "static/jan.csv", "public/jan.csv"] {
        let path = site.path(place);
        let to = ["comments", "export", "--person", "7", "--csv", "--to", path.to_str().unwrap()];
        let report = site.told(&to);
        assert_eq!((report.code, report.errors()), (1, vec!["personal-place -:-".to_owned()]));
        assert!(!path.exists(), "{place}");
    }
}

#[test]
fn the_address_of_a_link_that_stays_is_told() {
    let body = "Vraag <a href=\"https://x.example/in/piet-prive\">Piet Privé</a> eens.";
    let items = [item("oud.example", 1, "water", &remark(7, body, ""))];
    let site = Site::without_search()
        .with_post("water", "x")
        .with("content/comments/a.xml", &export("oud.example", &items));
    let report = site.told(&["comments", "redact", "7", "Piet Privé"]);
    assert_eq!((report.code, report.warnings()), (0, vec!["address-left -:-".to_owned()]));
    let report = site.told(&["comments", "redact", "7", "https://x.example/in/piet-prive"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    site.build();
    assert!(!site.page("2026/water.html").contains("prive"));
}

#[test]
fn what_somebody_has_beside_comments_is_named() {
    let post = "---\ntitle: Stuk\ndate: 2026-01-02\nauthors: [ilse]\n---\nx\n";
    let table = "Bericht;Naam;E-mail;Reactie\nwater;Ilse Bos;ilse@x.example;Een.\n";
    let site = Site::without_search()
        .with_post("water", "x")
        .with("content/posts/stuk.md", post)
        .with("content/experts/ilse.md", "---\nname: Ilse Bos\naliases: [ilse@x.example]\n---\n")
        .with("content/experts/kees.md", "---\nname: Kees Vos\n---\n")
        .with("content/comments/a.csv", table);
    let arguments = ["comments", "export", "--person", "ilse@x.example"];
    let output = site.call(&arguments);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the profile: content/experts/ilse.md\n  1 post by"), "{told}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains("Not in this"));
    let report = site.told(&arguments);
    assert_eq!(report.json["posts"], json!(["content/posts/stuk.md"]));
    for arguments in [&["comments", "export", "--person", "Kees Vos"][..], &["forget", "Kees Vos"]]
    {
        let report = site.told(arguments);
        assert_eq!(report.errors(), ["unknown-writer -:-", "written-elsewhere -:-"]);
        let message = report.json["errors"][1]["message"].as_str().unwrap();
        assert!(message.contains("content/experts/kees.md"), "{message}");
    }
    // An export that is not read may hold more of theirs.
    let name: Vec<u8> = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &name].concat();
    site.put("content/comments/oud.xls", &old);
    let report = site.told(&arguments);
    let wanted = ["exports-unread -:-", "excel-old content/comments/oud.xls:-"];
    assert_eq!((report.code, report.errors()), (1, wanted.map(str::to_owned).to_vec()));
}

#[test]
fn what_there_is_none_of_is_said_so() {
    let site = site();
    let output = site.call(&["comments", "--status", "trash"]);
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("There are no such comments."));
    let to = site.path("../jan.xlsx");
    let to = ["comments", "export", "--person", "7", "--csv", "--to", to.to_str().unwrap()];
    assert_eq!(site.told(&to).errors(), ["table-foreign -:-"]);
    let report = site.told(&["new", "Een stuk", "--author", "Bestaat Niet"]);
    assert_eq!((report.code, report.warnings()), (0, vec!["unknown-person -:-".into()]));
    let report =
        Report::of(&weerklank(&["build", "--json", "--root", "nergens"]).output().unwrap());
    assert_eq!(report.errors(), ["root-missing -:-"]);
    let help = String::from_utf8(weerklank(&["help", "forget"]).output().unwrap().stdout).unwrap();
    assert!(help.contains("--redact-quotes"), "{help}");
    let folder = site.path("Mijn blog");
    let init = weerklank(&["init", folder.to_str().unwrap()]).output().unwrap();
    assert!(String::from_utf8(init.stdout).unwrap().contains("Mijn blog\"\n"));
}

#[test]
fn what_was_asked_for_is_given_in_silence_too() {
    let site = site();
    for arguments in [
        &["comments"][..],
        &["comments", "show", "7"],
        &["comments", "export", "--person", "jan@oud.example"],
        &["comments", "export", "--person", "jan@oud.example", "--csv"],
    ] {
        let quiet = site.says(&[arguments, &["--quiet"]].concat());
        assert_eq!((quiet.is_empty(), &quiet), (false, &site.says(arguments)), "{arguments:?}");
    }
    let path = site.path("jan.csv");
    let to = ["comments", "export", "--person", "7", "--quiet", "--to", path.to_str().unwrap()];
    assert_eq!(site.says(&to), "");
    assert_eq!(site.says(&["comments", "pin", "7", "--quiet"]), "");
}

#[test]
fn what_cannot_be_read_is_missing_from_everything_of_somebody() {
    let heads = "post;naam;datum;reactie;e-mail\n";
    let good = format!("{heads}water;Wil;2-11-2026 10:00;Goed.;wil@x.example\n");
    let broken = format!(
        "{heads}water;Wil;7/30/2026;Fout.;wil@x.example\nwater;Kees;31-7-2026;Ook.;kees@x.example\n"
    );
    let site = Site::without_search()
        .with_post("water", "x")
        .with("content/comments/goed.csv", &good)
        .with("content/comments/fout.csv", &broken);
    let before = files(&site.path("content"));
    for arguments in [
        &["comments", "export", "--person", "wil@x.example", "--csv"][..],
        &["forget", "kees@x.example"],
        &["forget", "wil@x.example", "--dry-run"],
        &["forget", "--again"],
    ] {
        let report = site.told(arguments);
        let wanted = ["exports-unread -:-", "date-month-first content/comments/fout.csv:2"];
        let mut errors = report.errors();
        errors.sort();
        errors.reverse();
        assert_eq!((report.code, errors), (1, wanted.map(str::to_owned).to_vec()), "{arguments:?}");
        assert_eq!(differences(&before, &files(&site.path("content"))), [""; 0], "{arguments:?}");
        let told = site.call(arguments);
        let stderr = String::from_utf8(told.stderr).unwrap();
        assert!(stderr.contains("fout.csv") && told.stdout.is_empty(), "{arguments:?}: {stderr}");
    }
    // A comment that was read is shown, and what was not is told.
    let listed = site.told(&["comments"]);
    let key = listed.json["comments"][0]["key"].as_str().unwrap();
    let shown = site.told(&["comments", "show", key]);
    assert_eq!(shown.json["comment"]["text"], "Goed.");
    let wanted = ["date-month-first content/comments/fout.csv:2"];
    assert_eq!((shown.code, shown.errors()), (1, wanted.map(str::to_owned).to_vec()));
    let unknown = site.told(&["comments", "show", "ietsanders"]).errors();
    assert_eq!(unknown.len(), 2, "{unknown:?}");
}

#[test]
fn readers_react_to_the_post_or_to_a_comment_and_the_answer_knows_which() {
    let settings = |to: &str| {
        format!(
            "title = \"Proef\"\nlanguage = \"nl\"\n[comments]\nreply_to = \"{to}\"\n[search]\nenabled = false\n"
        )
    };
    let site = site().with("weerklank.toml", &settings("kennis@huis.example"));
    site.build();
    let page = site.page("2026/water.html");
    let subject = "mailto:kennis@huis.example?subject=Reactie%20op:%20Post%20water%20%5Bkb:water";
    assert_eq!(page.matches(&format!("href=\"{subject}%5D\">Reageer</a>")).count(), 1, "{page}");
    // The links to comments are many, and say no title.
    let subject = "mailto:kennis@huis.example?subject=%5Bkb:water";
    let link = format!("<a class=reply href=\"{subject}%237%5D\">Reageer op Jan de Vries</a>");
    assert!(page.contains(&link), "{link} in {page}");
    let [one, _] = table_keys(&site);
    assert!(page.contains(&format!("{subject}%23{one}%5D\"")), "{page}");
    // No comments yet, and none any more.
    assert!(site.page("2026/dit-stuk.html").contains("%5Bkb:dit-stuk%5D\">Reageer</a>"));
    site.put(FILE, b"close = [\"water\"]\n");
    site.build();
    assert!(!site.page("2026/water.html").contains("%5Bkb"));
    // A form may have places for them.
    site.remove(FILE);
    let form = "https://formulier.example/?stuk={slug}&titel={title}&op={comment}";
    site.put("weerklank.toml", settings(form).as_bytes());
    site.build();
    let page = site.page("2026/water.html");
    let address = "https://formulier.example/?stuk=water&amp;titel=Post%20water&amp;op=";
    for token in ["", "comment-7", "comment-8"] {
        assert!(page.contains(&format!("href=\"{address}{token}\"")), "{token} in {page}");
    }
    // What the form's workbook has of them leads back to the comment.
    let answers = "Slug;Antwoord op;Naam;Reactie\nwater;comment-7;Els;Uit het formulier\n";
    site.put("content/comments/formulier.csv", answers.as_bytes());
    let report = site.build();
    assert_eq!((report.code, report.errors()), (0, vec![]));
    let page = site.page("2026/water.html");
    let discussion =
        page.split_once("id=\"comment-7\"").unwrap().1.split_once("</ol></details>").unwrap().0;
    assert!(discussion.contains("Uit het formulier"), "{page}");
    // Without one for the comment there is one way to react, above a discussion as short as this.
    site.put("weerklank.toml", settings("https://formulier.example/?stuk={slug}").as_bytes());
    site.build();
    let page = site.page("2026/water.html");
    assert_eq!(page.matches("Reageer").count(), 1, "{page}");
}

#[test]
fn a_decision_by_which_nothing_is_seen_says_why() {
    let site = site();
    site.put(FILE, b"hide = [\"7\"]\n");
    for (arguments, code, reason) in [
        (["publish", "11"], "without-post", "it has no post"),
        (["pin", "11"], "without-post", "it has no post"),
        (["pin", "9"], "unseen", "it still waits for approval"),
        (["pin", "7"], "unseen", "a moderator has hidden it"),
    ] {
        let report = site.told(&[&["comments"], &arguments[..]].concat());
        assert_eq!(
            (report.code, report.warnings()),
            (0, vec![format!("decision-{code} -:-")]),
            "{arguments:?}"
        );
        let told = report.json["warnings"][0]["message"].as_str().unwrap();
        assert!(told.contains(reason), "{arguments:?}: {told}");
        // What the export approved needs no decision, and none is written.
        let is_noted = std::fs::read_to_string(site.path(FILE)).unwrap().contains(arguments[1]);
        assert!(is_noted || !told.contains("noted"), "{arguments:?}: {told}");
        let said = site.says(&[&["comments"], &arguments[..]].concat());
        assert!(!said.contains("shown") && !said.contains("at the top"), "{said}");
    }
    assert_eq!(site.told(&["comments", "publish", "9"]).warnings(), [""; 0]);
    assert_eq!(site.told(&["comments", "pin", "9"]).warnings(), [""; 0]);
}

#[test]
fn a_post_that_is_not_there_is_told_with_the_nearest() {
    let site = site();
    let report = site.told(&["comments", "--post", "watre"]);
    assert_eq!((report.code, report.errors()), (1, vec!["unknown-post -:-".to_owned()]));
    assert!(
        report.json["errors"][0]["help"].as_str().unwrap().contains("`water`"),
        "{:#}",
        report.json
    );
    // One without comments is one; and any name of a post will do.
    assert_eq!(site.says(&["comments", "--post", "dit-stuk"]), "");
    let by_file = site.says(&["comments", "--post", "content/posts/water.md"]);
    assert_eq!(by_file, site.says(&["comments", "--post", "water"]));
}

#[test]
fn what_became_of_a_comment_is_said_in_words_of_the_language() {
    let site = site();
    let said = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
        command.args(arguments).args(["--lang", "nl", "--root", site.root().to_str().unwrap()]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let shown = said(&["comments", "show", "9"]);
    assert!(shown.contains("stand        wacht op goedkeuring\n"), "{shown}");
    let given = said(&["comments", "export", "--person", "jan@oud.example"]);
    assert!(
        given.contains("stand          zichtbaar\n") && given.contains("zonder bericht"),
        "{given}"
    );
    assert!(!given.contains("published") && !given.contains("unmatched"), "{given}");
    let report = site.told(&["comments", "export", "--person", "jan@oud.example"]);
    let statuses: Vec<&str> = report.json["comments"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["status"].as_str())
        .collect();
    assert!(statuses.contains(&"published") && statuses.contains(&"unmatched"), "{statuses:?}");
}

#[test]
fn a_passage_may_go_without_a_mark() {
    let site = site();
    site.says(&["comments", "redact", "7", "eerste", "--with", ""]);
    assert_eq!(site.build().code, 0);
    let page = site.page("2026/water.html");
    assert!(page.contains("Een  <b>woord</b>") && !page.contains("[…]"), "{page}");
}

#[test]
fn the_settings_of_one_table_are_no_error_in_another() {
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\n[comments.columns]\ntext = \"Wat vond u?\"\n[search]\nenabled = false\n";
    let site = Site::empty()
        .with("weerklank.toml", settings)
        .with_post("water", "x")
        .with(
            "content/comments/a.csv",
            "Artikel;Naam;Datum;Wat vond u?\nwater;An;2-1-2026;Uit het formulier\n",
        )
        .with(
            "content/comments/b.csv",
            "Artikel;Naam;Datum;Reactie\nwater;Bo;3-1-2026 9:05;Uit de lijst\n",
        );
    let report = site.build();
    assert_eq!(
        (report.code, report.errors(), report.number("comments/published")),
        (0, vec![], 2),
        "{:#}",
        report.json
    );
    // A day without a time has none on the page either.
    let page = site.page("2026/water.html");
    assert!(
        page.contains(">2 januari 2026</time>") && page.contains(">3 januari 2026 om 09:05</time>"),
        "{page}"
    );
    assert!(!page.contains("00:00"), "{page}");
    // A column that no table has is a mistake.
    site.put("weerklank.toml", settings.replace("vond u?", "vindt u?").as_bytes());
    site.remove("content/comments/a.csv");
    let report = site.build();
    assert_eq!(report.errors(), ["table-unknown-column content/comments/b.csv:1"]);
}

#[test]
fn what_came_by_a_form_waits_where_the_settings_say_so() {
    let table = "naam;datum;reactie;bericht\nAn;2-1-2026;Een.;water\nBo;2-1-2026;Twee.;water\n";
    let site = Site::new()
        .with_post("water", "x")
        .with("content/comments/oud.csv", &table.replace("An", "Cas").replace("Bo", "Dré"))
        .with("content/comments/formulier/nieuw.csv", table);
    let settings = |places: &str| format!("title = \"x\"\n[comments]\npending = [{places}]\n");
    let counts = |report: &Report| {
        let held = report.json["comments"]["held"]["pending"].as_u64();
        [report.number("comments/published"), held.unwrap_or_default()]
    };
    assert_eq!(counts(&site.build()), [4, 0]);
    let site = site.with("weerklank.toml", &settings("\"content/comments/formulier/\""));
    let report = site.build();
    assert_eq!((report.warnings(), counts(&report)), (vec![], [2, 2]), "{:#}", report.json);
    let listed = site.told(&["comments", "--status", "pending"]);
    let key = listed.json["comments"][0]["key"].as_str().unwrap().to_owned();
    site.says(&["comments", "publish", &key]);
    assert_eq!(counts(&site.build()), [3, 1]);
    let site = site.with("weerklank.toml", &settings("\"content/comments/formulir\""));
    let report = site.build();
    assert_eq!(report.errors(), ["pending-missing weerklank.toml:3"]);
    // What was put a folder higher waits no longer.
    let site = site.with("weerklank.toml", &settings("\"content/comments/formulier\""));
    std::fs::rename(
        site.path("content/comments/formulier/nieuw.csv"),
        site.path("content/comments/nieuw.csv"),
    )
    .unwrap();
    assert_eq!(site.build().errors(), ["pending-missing weerklank.toml:3"]);
    let site = site.with("weerklank.toml", &settings("\"../formulier\""));
    assert_eq!(site.build().code, 1);
}

#[test]
fn what_a_form_gives_waits_by_whatever_name_it_is_downloaded() {
    let table = "naam;datum;reactie;bericht\nAn;2-1-2026;Een.;water\n";
    let newer = format!("{table}Bo;3-1-2026;Twee.;water\n");
    let settings = |place: &str| format!("title = \"x\"\n[comments]\npending = [\"{place}\"]\n");
    let site = Site::new()
        .with_post("water", "x")
        .with("weerklank.toml", &settings("content/comments/Reageer(1-1).csv"))
        .with("content/comments/Reageer(1-1).csv", table)
        .with("content/comments/Reageer(1-2).csv", &newer);
    let counts = |report: &Report| {
        let held = report.json["comments"]["held"]["pending"].as_u64();
        (report.warnings(), report.number("comments/published"), held.unwrap_or_default())
    };
    assert_eq!(counts(&site.build()), (vec![], 0, 2));
    // The one that is named may be gone.
    site.remove("content/comments/Reageer(1-1).csv");
    assert_eq!(counts(&site.build()), (vec![], 0, 2));
    let site = site.with("weerklank.toml", &settings("content/comments/Reag*.csv"));
    assert_eq!(counts(&site.build()), (vec![], 0, 2));
    // A copy by another name approves nothing of what waits.
    let site = site.with("content/comments/kopie.csv", &newer.replace("Twee.", "Drie."));
    assert_eq!(counts(&site.build()), (vec![], 1, 2));
    let told = "naam;datum;reactie;bericht;status\nAn;2-1-2026;Een.;water;goedgekeurd\n";
    let site = site.with(
        "content/comments/reeds.csv",
        &format!("{told}Cas;9-1-2026;Vier.;water;goedgekeurd\n"),
    );
    assert_eq!(counts(&site.build()), (vec![], 3, 1));
}

#[test]
fn a_message_that_tells_nothing_is_sent_to_a_post_by_its_number() {
    let mail = "From: An <an@x.example>\nMessage-ID: <1@x.example>\nDate: Mon, 5 Jan 2026 10:00:00 +0100\n\nGoed stuk.\n";
    let site = Site::new().with_post("water", "x").with("content/comments/a.eml", mail);
    let site = site.with(
        "weerklank.toml",
        "title = \"x\"\n[comments]\nvisible = [\"approved\", \"pending\"]\n",
    );
    let report = site.build();
    assert_eq!(report.number("comments/unmatched"), 1, "{:#}", report.json);
    site.says(&["comments", "--mapping"]);
    let mapping = std::fs::read_to_string(site.path("content/comments/mapping.csv")).unwrap();
    let line = mapping.lines().find(|line| line.starts_with("mail ")).unwrap().to_owned();
    let from = line.split([';', ',']).next().unwrap();
    let site = site.with("content/comments/mapping.csv", &format!("from;to\n{from};water\n"));
    let report = site.build();
    assert_eq!((report.number("comments/unmatched"), report.number("comments/published")), (0, 1));
}
