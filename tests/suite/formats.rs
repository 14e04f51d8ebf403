//! Exports of every other system: each comment accounted for, under its post, and nothing private with it.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value, json};

use crate::comments::assert_sum;
use crate::pages::faults;
use crate::support::{Report, Site, files, repository};

const DISQUS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="1"><id>528 https://oud.example/?p=528</id><link>http://oud.example/2024/water/?utm_source=x</link><title>Water</title><isDeleted>false</isDeleted></thread>
<thread dsq:id="2"><id/><link>https://oud.example/2024/water</link><title/><isDeleted>false</isDeleted></thread>
<thread dsq:id="3"><id/><link>https://oud.example/weg/</link><title>Weg</title><isDeleted>true</isDeleted></thread>
<post dsq:id="11"><message><![CDATA[<p>Disqus een.</p>]]></message><createdAt>2024-01-01T10:00:00Z</createdAt><isDeleted>true</isDeleted><isSpam>false</isSpam><author><email>canary@mail.example</email><name>An</name></author><ipAddress>192.0.2.7</ipAddress><thread dsq:id="1"/></post>
<post dsq:id="12"><message><![CDATA[<p>Disqus <b>twee</b>.</p><script>alert(1)</script>]]></message><createdAt>2024-01-01T11:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>canary@mail.example</name></author><thread dsq:id="2"/><parent dsq:id="11"/></post>
<post dsq:id="13"><message><![CDATA[Disqus drie.]]></message><createdAt>2024-01-01T12:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>true</isSpam><author><name>Bo</name></author><thread dsq:id="1"/></post>
<post dsq:id="14"><message><![CDATA[Disqus vier.]]></message><createdAt>2024-01-01T12:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Bo</name></author><thread dsq:id="3"/></post>
</disqus>
"#;

const REMARK42: &str = r#"{"version":1,"users":[{"id":"github_2","blocked":{"status":true}}],"posts":[{"url":"https://oud.example/2024/water/","read_only":false}]}
{"id":"a1","pid":"","text":"<p>Remark een.</p>","orig":"Remark een.","user":{"name":"Cas","id":"github_1","ip":"192.0.2.7"},"locator":{"site":"x","url":"https://oud.example/2024/water/"},"time":"2024-02-01T10:00:00.5Z"}
{"id":"a2","pid":"a1","text":"","orig":"","user":{"name":"deleted","id":"deleted"},"locator":{"site":"x","url":"https://oud.example/2024/water/"},"time":"2024-02-01T10:01:00Z","delete":true}
{"id":"a3","pid":"a2","text":"<p>Remark drie.</p>","user":{"name":"Dee","id":"email_5d41402abc4b2a76b9719d911017c592"},"locator":{"site":"x","url":"https://oud.example/2024/water/"},"time":"2024-02-01T10:02:00Z"}
{"id":"a4","pid":"","text":"<p>Remark vier.</p>","user":{"name":"Troll","id":"github_2"},"locator":{"site":"x","url":"https://oud.example/2024/water/"},"time":"2024-02-01T10:03:00Z"}
"#;

const COMMENTO: &str = r#"{"version":1,"comments":[
{"commentHex":"c1","domain":"oud.example","url":"/2024/water/","commenterHex":"ff01","markdown":"Commento **een**.","html":"","parentHex":"root","score":0,"state":"approved","creationDate":"2024-03-01T10:00:00Z","direction":0,"deleted":false},
{"commentHex":"c2","domain":"oud.example","url":"/2024/water/","commenterHex":"anonymous","markdown":"Commento twee.","html":"","parentHex":"c1","score":0,"state":"flagged","creationDate":"2024-03-01T10:01:00Z","direction":0,"deleted":false},
{"commentHex":"c3","domain":"oud.example","url":"/2024/water/","commenterHex":"ff01","markdown":"","html":"","parentHex":"root","score":0,"state":"approved","creationDate":"2024-03-01T10:02:00Z","direction":0,"deleted":false}],
"commenters":[{"commenterHex":"ff01","email":"canary@mail.example","name":"Eef","link":"undefined","photo":"undefined","provider":"commento","joinDate":"2024-01-01T00:00:00Z","isModerator":false}]}
"#;

const COMENTARIO: &str = r#"{"version":3,"pages":[{"id":"p1","path":"/2024/water/","title":"Water"}],"comments":[
{"id":"d1","pageId":"p1","markdown":"Comentario een.","html":"<p>Comentario een.</p>","isApproved":true,"isPending":false,"isDeleted":false,"createdTime":"2024-04-01T10:00:00Z","userCreated":"u1","authorIp":"192.0.2.7"},
{"id":"d2","parentId":"d1","pageId":"p1","markdown":"Comentario twee.","html":"","isApproved":false,"isPending":false,"isDeleted":false,"createdTime":"2024-04-01T10:01:00Z","userCreated":"u1"}],
"commenters":[{"id":"u1","email":"canary@mail.example","name":"Fen"}]}
"#;

const GISCUS: &str = r##"{"data":{"repository":{"discussion":{"number":7,"title":"2024/water","url":"https://github.com/o/r/discussions/7","body":"# 2024/water\n\n[https://oud.example/2024/water/](https://oud.example/2024/water/)","comments":{"totalCount":2,"pageInfo":{"hasNextPage":false},"nodes":[
{"id":"DC_1","author":{"login":"gert"},"createdAt":"2024-05-01T10:00:00Z","body":"Giscus een, zie https://oud.example/x.","isMinimized":false,"deletedAt":null,"replies":{"pageInfo":{"hasNextPage":false},"nodes":[
{"id":"DC_2","author":null,"createdAt":"2024-05-01T10:01:00Z","body":"Giscus twee.","replyTo":{"id":"DC_1"}}]}},
{"id":"DC_3","author":{"login":"hein"},"createdAt":"2024-05-01T10:02:00Z","body":"Giscus drie.","isMinimized":true,"minimizedReason":"off-topic"}]}}}}}
"##;

const ISSO: &str = r#"{"uri":"/2024/water/","total_replies":1,"hidden_replies":0,"replies":[
{"id":901,"parent":null,"text":"<p>Isso een.</p>","author":"Iris","website":null,"created":1714557600.5,"modified":null,"mode":1,"hash":"a1","replies":[
{"id":902,"parent":901,"text":"<p>Isso twee.</p>","author":null,"created":1714557700,"mode":2}]}]}
"#;

const STATICMAN: [(&str, &str); 2] = [
    (
        "entry1714640400000.yml",
        "_id: 6a5f0c7e-0f0e-11ee-be56-0242ac120002\nname: Jo\nemail: 9dd4e461268c8034f5c8564e155c67a6\nmessage: 'Staticman een: <i>zo</i>.'\ndate: 2024-05-02T09:00:00Z\n",
    ),
    (
        "entry1714640460000.json",
        "{\"_id\":\"7b7d1f3a-0f0f-11ee-be56-0242ac120002\",\"name\":\"Kim\",\"message\":\"Staticman twee.\",\"replying_to_uid\":\"6a5f0c7e-0f0e-11ee-be56-0242ac120002\",\"date\":1714640460}",
    ),
];

const SHAREPOINT: &str = r#"{"pageUrl":"https://oud.example/sites/x/SitePages/2024/water.aspx","pageTitle":"Water","comments":{"value":[
{"author":{"email":"canary@mail.example","id":7,"loginName":"i:0#.f|membership|canary@mail.example","name":"Lou","userPrincipalName":"canary@mail.example"},"createdDate":"2024-06-01T10:00:00.12Z","id":"1","isReply":false,"itemId":5,"listId":"ab","parentId":"0","text":"Dag @mention{0}.","replyCount":1,"mentions":[{"name":"Mia","email":"canary@mail.example","loginName":"x"}],"replies":[
{"author":{"name":"Mia","email":"canary@mail.example"},"createdDate":"2024-06-01T10:01:00Z","id":"2","isReply":true,"itemId":5,"listId":"ab","parentId":"1","text":"Dag.","replyCount":0,"mentions":[],"replies":[]}]}]}}
"#;

const JSONL: &str = r#"{"weerklank-comments":1,"system":"oud.example","made":"2024-07-01"}
{"post":"water","id":1,"author":"Noor","email":"canary@mail.example","written":"2024-07-01 10:00","text":"Regel een.","status":"approved"}
{"post":"Post water","id":2,"author":"Otto","written":"2024-07-01 10:01","text":"Regel *twee*.","markup":"markdown","status":"approved"}
{"post":"water","id":3,"parent":1,"author":"Piet","written":"2024-07-01 10:02","text":"Regel drie."}
{"post":"/elders/","id":4,"author":"Quin","written":"2024-07-01 10:03","text":"Regel vier.","status":"approved"}
"#;

fn packed(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

fn database() -> Vec<u8> {
    std::fs::read(repository().join("tests/exports/isso-small-pages.db")).unwrap()
}

/// A site with two posts that comes from `oud.example`, and an export of every kind.
pub(crate) fn site() -> Site {
    let settings = "title = \"Proef\"\n[comments]\nold_hosts = [\"oud.example\"]\n";
    let site = Site::new().with("weerklank.toml", settings);
    let site = site.with_post("water", "x").with_post("peil", "x");
    for (name, text) in [
        ("disqus.xml", DISQUS),
        ("commento.json", COMMENTO),
        ("giscus.json", GISCUS),
        ("isso.json", ISSO),
        ("sharepoint.json", SHAREPOINT),
        ("eigen.jsonl", JSONL),
    ] {
        site.put(&format!("content/comments/{name}"), text.as_bytes());
    }
    for (name, text) in STATICMAN {
        site.put(&format!("content/comments/staticman/water/{name}"), text.as_bytes());
    }
    site.put("content/comments/remark42.gz", &packed(REMARK42));
    site.put("content/comments/comentario.json.gz", &packed(COMENTARIO));
    site
}

/// What each source gave: file, format, comments and shown ones.
fn sources(report: &Report) -> Vec<(String, String, u64, u64)> {
    let list = report.json["comments"]["sources"].as_array().unwrap();
    let text = |source: &Value, key: &str| source[key].as_str().unwrap().to_owned();
    let number = |source: &Value, key: &str| source[key].as_u64().unwrap();
    list.iter()
        .map(|source| {
            let file = text(source, "file").replacen("content/comments/", "", 1);
            let [read, published] = ["read", "published"].map(|key| number(source, key));
            (file, text(source, "format"), read, published)
        })
        .collect()
}

#[test]
fn every_format_is_read_and_accounted_for() {
    let site = site();
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(report.warnings(), ["unmatched content/comments/eigen.jsonl:5"]);
    let expected = [
        ("comentario.json.gz/comentario.json", "comentario", 2, 1),
        ("commento.json", "commento", 3, 1),
        ("disqus.xml", "disqus", 4, 1),
        ("eigen.jsonl", "jsonl", 4, 2),
        ("giscus.json", "giscus", 3, 2),
        ("isso.json", "isso", 2, 1),
        ("remark42.gz/remark42", "remark42", 4, 2),
        ("sharepoint.json", "sharepoint", 2, 2),
        ("staticman/water/entry1714640400000.yml", "staticman", 1, 1),
        ("staticman/water/entry1714640460000.json", "staticman", 1, 1),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(file, format, read, published)| {
            (file.to_owned(), format.to_owned(), read, published)
        })
        .collect();
    assert_eq!(sources(&report), expected);
    let mut comments = report.json["comments"].clone();
    comments.as_object_mut().unwrap().remove("sources");
    let expected = json!({
        "read": 26,
        "published": 14,
        "placeholders": 2,
        "duplicates": 0,
        "unmatched": 1,
        "held": { "pending": 3, "spam": 1, "trash": 5, "trashed-post": 1, "empty": 1 },
    });
    assert_eq!(comments, expected);
    assert_sum(&report);
    assert_eq!(faults(&site.output()), [""; 0]);
    let page = site.page("2026/water.html");
    for text in [
        "<p>Disqus <b>twee</b>.</p>",
        "<p>Remark drie.</p>",
        "<p>Commento <strong>een</strong>.</p>",
        "<p>Comentario een.</p>",
        "<a href=\"https://oud.example/x\"",
        "<p>Isso een.</p>",
        "<p>Staticman een: &lt;i&gt;zo&lt;/i&gt;.</p>",
        "<p>Dag @Mia.</p>",
        "<p>Regel <em>twee</em>.</p>",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let hidden =
        ["Disqus een", "Disqus drie", "Remark vier", "Commento twee", "Giscus drie", "Regel drie"];
    for text in hidden {
        assert!(!page.contains(text), "{text}");
    }
}

#[test]
fn addresses_that_programs_put_into_texts_reach_nobody() {
    let safe = "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Foud.example%2F2024%2Fpeil%2F&data=05%7Ccanary%40mail.example%7C0&reserved=0";
    let settings = "title = \"Proef\"\n[comments]\nold_hosts = [\"oud.example\"]\nvisible = [\"approved\", \"pending\"]\n";
    let site = Site::new().with("weerklank.toml", settings);
    let site = site.with_post("water", "x").with_post("peil", "x");
    let mention = "<a data-sp-mention-user-id=\"canary@mail.example\" href=\"mailto&#58;canary@mail.example\">Mia</a>";
    let text = format!(
        "Dag {mention} &amp; @mention&#123;0&#125;, it&#39;s {}",
        safe.replace('&', "&amp;")
    );
    let comment = json!({"value": [{"id": "1", "itemId": 5, "listId": "ab", "parentId": "0", "text": text,
        "createdDate": "2024-06-01T10:00:00Z", "author": {"name": "12;#Lou,#canary@mail.example"},
        "mentions": [{"name": "Noor", "email": "canary@mail.example"}]}]});
    site.put("content/comments/water.json", comment.to_string().as_bytes());
    let mail = format!(
        "From: Ien <ien@mail.example>\nMessage-ID: <1@x>\nDate: Sat, 8 May 2021 12:09:00 +0200\nSubject: Reactie\n\n\
         [U ontvangt niet vaak e-mail van canary@mail.example. Meer informatie over waarom dit belangrijk is op https://aka.ms/LearnAboutSenderIdentification ]\n\n\
         @Mia<mailto:canary@mail.example>, zie {safe}\n\n-----Mia <canary@mail.example> schreef: -----\nAan: Ien\n\nGeheim\n"
    );
    site.put("content/comments/een.eml", mail.as_bytes());
    let report = site.build();
    assert_eq!((report.errors(), report.warnings()), (vec![], vec![]));
    let page = site.page("2026/water.html");
    assert!(page.contains("<p>Dag @Mia &amp; @Noor, it's <a href=\"../2026/peil.html\""), "{page}");
    assert!(site.page("2026/peil.html").contains("<p>@Mia, zie <a "), "{page}");
    for (name, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("canary") && !text.contains("Geheim"), "{name}");
    }
}

#[test]
fn a_site_with_a_file_of_every_format_builds() {
    let site = Site::copy_of("tests/sites/formats");
    let report = site.build();
    assert_eq!((report.code, report.errors(), report.warnings()), (0, vec![], vec![]));
    let expected = [
        ("Reacties", "mail", 2, 0),
        ("bewaarde-pagina.html", "html", 2, 2),
        ("buurtforum.jsonl", "jsonl", 3, 2),
        ("comentario.json", "comentario", 2, 2),
        ("commento.json", "commento", 3, 2),
        ("connections.atom.xml", "atom", 2, 2),
        ("disqus.xml", "disqus", 3, 2),
        ("een-bericht.eml", "mail", 1, 0),
        ("engage.zip/Messages.csv", "engage", 3, 2),
        ("formulier.xlsx", "xlsx", 3, 2),
        ("giscus.json", "giscus", 2, 2),
        ("isso-antwoord.json", "isso", 2, 2),
        ("isso.db", "isso", 3, 2),
        ("linkedin.zip/Comments.csv", "linkedin", 1, 1),
        ("remark42-backup.gz/remark42-backup", "remark42", 3, 2),
        ("rondetafel.csv", "csv", 3, 3),
        ("sharepoint.json", "sharepoint", 2, 2),
        ("staticman/dijkbewaking/entry1718000000000.yml", "staticman", 1, 1),
        ("staticman/dijkbewaking/entry1718003600000.yml", "staticman", 1, 1),
        ("wordpress.xml.gz/wordpress.xml", "wxr", 3, 2),
    ];
    let expected = expected.map(|(file, format, read, published)| {
        (file.to_owned(), format.to_owned(), read, published)
    });
    assert_eq!(sources(&report), expected);
    let held = json!({ "announcement": 1, "pending": 8, "spam": 1, "trash": 1 });
    assert_eq!(report.json["comments"]["held"], held);
    assert_sum(&report);
    assert_eq!(faults(&site.output()), [""; 0]);
    let formats: BTreeSet<&str> = expected.iter().map(|(_, format, ..)| format.as_str()).collect();
    let known = weerklank::comment::FORMATS.iter().map(|format| format.name);
    assert_eq!(formats, known.collect());
}

#[test]
fn no_address_of_any_kind_is_in_the_output_or_the_cache() {
    let site = site();
    let table = "naam;afdeling;datum;reactie;bericht\n\
        An;team@mail.example;2-1-2026;Een.;water\nBo;192.0.2.8;2-1-2026;Twee.;water\n\
        Cas;Beheer <bo@mail.example>;2-1-2026;Drie.;water\ndee@canary-host;eef@canary-host;2-1-2026;Vier.;water\n";
    let lines = "{\"weerklank-comments\":1}\n{\"post\":\"water\",\"author\":\"Fen\",\"department\":\"ict@mail.example\",\"text\":\"Vijf.\",\"status\":\"approved\"}\n";
    site.put("content/comments/afdeling.csv", table.as_bytes());
    site.put("content/comments/afdeling.jsonl", lines.as_bytes());
    let site = site.built();
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    let hashes = ["5d41402abc4b2a76", "9dd4e461268c8034"];
    for (path, bytes) in kept {
        for secret in ["mail.example", "192.0.2.", "canary-host", "ali@voorbeeld", "alert(1)"]
            .iter()
            .chain(&hashes)
        {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {path}");
        }
    }
}

#[test]
fn a_database_is_an_export_like_any_other() {
    let site = Site::new().with_post("water", "x").with_post("peil", "x");
    site.put("content/comments/comments.db", &database());
    let report = site.build();
    let at = |code: &str, line: u32| format!("{code} content/comments/comments.db:{line}");
    let warnings = vec![at("unmatched", 5), at("unmatched", 6), at("status-unclear", 8)];
    assert_eq!((report.code, report.warnings()), (0, warnings));
    let held = json!({ "pending": 2, "trash": 1 });
    assert_eq!(report.json["comments"]["held"], held);
    let numbers = ["read", "published", "placeholders", "unmatched"];
    assert_eq!(numbers.map(|name| report.number(&format!("comments/{name}"))), [303, 298, 1, 2]);
    // An answer of the same comments, newer and with one that was changed, has the last word.
    let newer = "{\"uri\":\"/2024/water/\",\"total_replies\":1,\"replies\":[{\"id\":1,\"text\":\"<p>Beter.</p>\",\"author\":\"Ali\",\
                 \"created\":1404000000.25,\"mode\":1},{\"id\":999,\"text\":\"<p>Nieuw.</p>\",\"author\":\"Ali\",\"created\":1804000000,\"mode\":1}]}";
    let site = site.with("content/comments/isso.json", newer);
    let report = site.build();
    let numbers = ["read", "published", "duplicates"];
    assert_eq!(numbers.map(|name| report.number(&format!("comments/{name}"))), [305, 299, 1]);
    assert_sum(&report);
    assert!(site.page("2026/water.html").contains("<p>Beter.</p>"));
}

#[test]
fn a_newer_export_of_the_same_system_supersedes_the_older() {
    let edited = REMARK42.replace("Remark een.", "Remark een, beter.").replace("a4\"", "a5\"");
    let later = edited.replace("2024-02-01T10:03", "2024-02-09T10:03");
    let site = Site::new().with_post("water", "x");
    site.put("content/comments/nieuw.gz", &packed(&later));
    site.put("content/comments/oud.gz", &packed(REMARK42));
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let numbers = ["read", "published", "duplicates", "held/trash"];
    assert_eq!(numbers.map(|name| report.number(&format!("comments/{name}"))), [8, 2, 3, 3]);
    let page = site.page("2026/water.html");
    assert!(page.contains("Remark een, beter.") && !page.contains("Remark een.<"), "{page}");
}

#[test]
fn a_file_that_is_broken_off_gives_nothing_and_stops_the_build() {
    let database = database();
    let cases: [(&str, &[u8], &str); 7] = [
        ("a.xml", DISQUS.as_bytes(), "xml-truncated"),
        ("a.json", REMARK42.as_bytes(), "json-truncated"),
        ("a.json", COMMENTO.as_bytes(), "json-truncated"),
        ("a.json", GISCUS.as_bytes(), "json-truncated"),
        ("a.json", SHAREPOINT.as_bytes(), "json-truncated"),
        ("a.json", JSONL.as_bytes(), "json-truncated"),
        ("a.db", &database, "sqlite-invalid"),
    ];
    for (name, bytes, code) in cases {
        let site = Site::new().with_post("water", "x").built();
        let before = site.output();
        let cut = &bytes[..bytes.len() - bytes.len() / 9];
        site.put(&format!("content/comments/{name}"), cut);
        let report = site.build();
        let place = format!("{code} content/comments/{name}:");
        assert!(
            report.code == 1 && report.errors()[0].starts_with(&place),
            "{code}: {:#}",
            report.json
        );
        assert_eq!((report.errors().len(), before), (1, site.output()), "{:#}", report.json);
    }
}

#[test]
fn a_file_that_nothing_recognises_says_what_was_looked_for() {
    let told = |name: &str, text: &str| {
        let site = Site::new().with_post("water", "x");
        let report = site.with(&format!("content/comments/{name}"), text).build();
        assert_eq!((report.code, report.warnings().len()), (0, 1), "{:#}", report.json);
        report.json["warnings"][0]["message"].as_str().unwrap().to_owned()
    };
    let text = told("a.txt", "Beste mensen,");
    for part in
        ["`<` (WordPress, Disqus, Atom)", "`{` (JSON Lines,", "`PK` (Excel)", "`reactie` (CSV)"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let json = told("a.json", "{\"reacties\": []}");
    for part in ["`locator` (Remark42)", "`commentHex` (Commento)", "`_id` (Staticman)"] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let xml = told("a.xml", "<blog><entry/></blog>");
    for part in ["`<rss>` (WordPress)", "`<disqus>` (Disqus)", "`<feed>` (Atom)"] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
}

#[test]
fn what_is_made_to_harm_does_none() {
    let deep = format!("{}{}", "{\"version\":1,\"users\":", "[".repeat(1_000_000));
    let long = format!("{{\"version\":1,\"users\":[],\"x\":{}}}", "9".repeat(3_000_000));
    let quotes = REMARK42.replace("<p>Remark een.</p>", &"> ".repeat(20_000));
    let cycle = JSONL
        .replace("\"id\":1,", "\"id\":1,\"parent\":3,")
        .replace("\"text\":\"Regel drie.\"", "\"text\":\"Regel drie.\",\"status\":\"approved\"");
    let start = std::time::Instant::now();
    for (text, code) in [
        (deep.as_str(), Some("json-too-deep content/comments/a.json:1")),
        (&long, None),
        (&quotes, None),
        (&cycle, None),
    ] {
        let site = Site::new().with_post("water", "x").with("content/comments/a.json", text);
        let report = site.build();
        assert_eq!(report.errors(), code.map(str::to_owned).into_iter().collect::<Vec<_>>());
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
