//! Comments of whole exports: every one accounted for, under its post, and nothing private with it.

use std::io::Write;

use serde_json::json;

use crate::pages::{faults, tags};
use crate::support::{Report, Site, differences, files};

/// Read is published, held, unmatched and twice, together and per source.
pub(crate) fn assert_sum(report: &Report) {
    let comments = &report.json["comments"];
    let held: u64 =
        comments["held"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    let parts =
        ["published", "unmatched", "duplicates"].map(|part| comments[part].as_u64().unwrap());
    assert_eq!(comments["read"], json!(held + parts.iter().sum::<u64>()), "{comments:#}");
    for part in ["read", "published"] {
        let sources = comments["sources"].as_array().unwrap();
        let sum: u64 = sources.iter().map(|source| source[part].as_u64().unwrap()).sum();
        assert_eq!(comments[part], json!(sum), "{comments:#}");
    }
}

/// A WordPress export of the blog on this host.
pub(crate) fn export(host: &str, items: &[String]) -> String {
    format!(
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><wp:wxr_version>1.2</wp:wxr_version>\n\
         <wp:base_blog_url>https://{host}</wp:base_blog_url>\n{}</channel></rss>",
        items.concat()
    )
}

/// A published post of it with these comments.
pub(crate) fn item(host: &str, id: u32, slug: &str, comments: &str) -> String {
    format!(
        "<item><link>https://{host}/{slug}/</link><wp:post_id>{id}</wp:post_id>\
         <wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type>\n{comments}</item>\n"
    )
}

/// An approved comment on a line of its own, with further elements, of which the last of a name counts.
pub(crate) fn remark(id: u32, text: &str, elements: &str) -> String {
    format!(
        "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>An</wp:comment_author>\
         <wp:comment_date_gmt>2026-01-01 10:00:{:02}</wp:comment_date_gmt>\
         <wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
         <wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent>{elements}</wp:comment>\n",
        id % 60
    )
}

#[test]
fn the_theme_test_of_wordpress_counts_exactly() {
    let site = Site::copy_of("tests/sites/theme-test");
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    let export = "content/comments/themetest.wordpress.2026-01-01.xml";
    let expected = [
        format!("parent-missing {export}:272"),
        format!("unmatched {export}:808"),
        "private-elsewhere content/posts/template-password-protected.md:-".to_owned(),
    ];
    assert_eq!(report.warnings(), expected);
    let expected = json!({
        "read": 38,
        "published": 17,
        "placeholders": 1,
        "duplicates": 0,
        "unmatched": 2,
        "held": {
            "pending": 1, "spam": 1, "trash": 1, "pingback": 5, "trackback": 3, "password-protected": 2,
            "private-post": 1, "trashed-post": 1, "unpublished-post": 2, "other-item": 1, "hidden-discussion": 1,
        },
        "sources": [{ "file": export, "format": "wxr", "read": 38, "published": 17 }],
    });
    assert_eq!(report.json["comments"], expected);
    assert_sum(&report);
    assert_eq!(faults(&site.output()), [""; 0]);
    let page = site.page("2012/template-comments.html");
    let anchors: Vec<String> = tags(&page)
        .into_iter()
        .filter_map(|(_, has)| has.get("id").filter(|id| id.starts_with("comment-")).cloned())
        .collect();
    let numbers = (100..111).chain([114, 115, 116]);
    let expected: Vec<String> = numbers.map(|number| format!("comment-{number}")).collect();
    let mut sorted: Vec<String> = anchors.into_iter().filter(|id| !id.ends_with("113")).collect();
    sorted.sort();
    assert_eq!(sorted, expected);
    // A page that is not a post has its discussion too.
    assert!(site.page("about.html").contains("id=\"comment-"));
    // The old address leads on.
    let redirect = site.page("2012/01/03/template-comments/index.html");
    assert!(redirect.contains("../../../../2012/template-comments.html"), "{redirect}");
}

#[test]
fn nothing_private_or_unsafe_is_in_the_output_or_the_cache() {
    let mut secrets: Vec<&str> =
        vec!["203.0.113.", "@canary.example", "alert(1)", "Cheap", "Only for those who know"];
    secrets.extend([
        "On a draft.",
        "Behind the door.",
        "In the bin.",
        "Waiting.",
        "Its post did not move.",
    ]);
    let site = Site::copy_of("tests/sites/theme-test").built();
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    for (path, bytes) in kept {
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {path}");
        }
    }
    // The example site has other people and other hosts.
    let site = Site::example().built();
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    for (path, bytes) in kept {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("192.0.2."), "{path}");
        assert!(!text.contains("06-12345678"), "{path}");
        let mails = text.matches("@vlietendonken.example").count();
        let open = text.matches("mailto:").count()
            + text.matches("kennisblog@vlietendonken.example").count();
        assert!(mails <= 2 * open, "{mails} addresses in {path}");
    }
}

#[test]
fn exports_of_windows_of_mac_and_of_excel_are_read_alike() {
    let table = "Naam;Datum;Reactie;Bericht\r\nJosé Bäcker;3-2-2026 14:05;Mooi, écht;water\r\n";
    let expected =
        Site::new().with_post("water", "x").with("content/comments/a.csv", table).built();
    let page = expected.page("2026/water.html");
    for text in ["José Bäcker", "Mooi, écht", "2026-02-03T14:05:00+01:00"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let windows = encoding_rs::WINDOWS_1252.encode(table).0.into_owned();
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(table.replace(';', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = format!("\u{feff}sep=;\r\n{table}").into_bytes();
    let old_mac = table.replace("\r\n", "\r").into_bytes();
    let comma = table.replace("Mooi, écht", "\"Mooi, écht\"").replace(';', ",").into_bytes();
    for (name, bytes) in [
        ("windows", windows),
        ("utf16", utf16),
        ("sep", marked),
        ("mac", old_mac),
        ("comma", comma),
    ] {
        let site = Site::new().with_post("water", "x");
        site.put("content/comments/a.csv", &bytes);
        let report = site.build();
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{name}: {:#}", report.json);
        assert_eq!(differences(&expected.output(), &site.output()), [""; 0], "{name}");
    }
}

#[test]
fn a_newer_export_supersedes_comment_by_comment_and_deletes_nothing() {
    let export = |comments: &str| {
        format!(
            "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version>\
             <wp:base_blog_url>https://oud.example</wp:base_blog_url><item><link>https://oud.example/water/</link>\
             <wp:post_id>5</wp:post_id><wp:post_name>water</wp:post_name><wp:status>publish</wp:status>\
             <wp:post_type>post</wp:post_type>{comments}</item></channel></rss>"
        )
    };
    let comment = |id: u32, text: &str| {
        format!(
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>An</wp:comment_author>\
             <wp:comment_date_gmt>2026-01-0{id} 10:00:00</wp:comment_date_gmt><wp:comment_content>{text}</wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>\
             <wp:comment_parent>0</wp:comment_parent></wp:comment>"
        )
    };
    let older = export(&(comment(1, "Eerste.") + &comment(2, "Tweede.")));
    let newer = export(&(comment(2, "Tweede, verbeterd.") + &comment(3, "Derde.")));
    let site = Site::new()
        .with_post("water", "x")
        .with("content/comments/blog.2026-01-01.xml", &older)
        .with("content/comments/blog.2026-06-01.xml", &newer);
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_sum(&report);
    assert_eq!(
        ["read", "published", "duplicates"].map(|n| report.number(&format!("comments/{n}"))),
        [4, 3, 1]
    );
    let page = site.page("2026/water.html");
    for (text, is_there) in
        [("Eerste.", true), ("Tweede, verbeterd.", true), ("Derde.", true), (">Tweede.<", false)]
    {
        assert_eq!(page.contains(text), is_there, "{text} in {page}");
    }
}

#[test]
fn moderators_decide_and_mapping_shows_the_way() {
    let table = "id;naam;reactie;bericht\n1;An;Bel 06-123.;water\n2;Bo;Verborgen.;water\n3;Cas;Elders.;/oud/adres/\n";
    let site = Site::new()
        .with_post("water", "x")
        .with("content/comments/a.csv", table)
        .with("content/comments/mapping.csv", "from,to\n/oud/*,water\n")
        .built();
    let page = site.page("2026/water.html");
    let id = |name: &str| {
        let before = page.split_once(&format!(">{name}<")).unwrap().0;
        let start = before.rfind("id=\"comment-").unwrap() + 12;
        before[start..].split('"').next().unwrap().to_owned()
    };
    let moderation = format!(
        "hide = [\"{}\"]\npin = [\"{}\"]\nclose = [\"water\"]\n[[redact]]\ncomment = \"{}\"\npassage = \"06-123\"\n",
        id("Bo"),
        id("Cas"),
        id("An")
    );
    let site = site.with("content/comments/moderation.toml", &moderation);
    let report = site.build();
    assert_eq!((report.code, report.number("comments/held/hidden")), (0, 1), "{:#}", report.json);
    assert_sum(&report);
    let page = site.page("2026/water.html");
    assert!(!page.contains("06-123") && !page.contains("Verborgen."), "{page}");
    assert!(page.find(">Cas<").unwrap() < page.find(">An<").unwrap(), "{page}");
}

#[test]
fn a_hostile_body_costs_nothing_and_shows_as_text() {
    let deep = format!("{}diep{}", "<b>".repeat(5000), "</b>".repeat(5000));
    let links = "<a href=\"https://a.example\">x</a> ".repeat(200);
    let long = "<i>lang</i> ".repeat(30_000);
    let safe = "<b>goed</b><svg onload=alert(1)><script>alert(1)</script>";
    let turned = "<wp:comment_author>\u{202e}D</wp:comment_author>";
    let comments = [
        remark(1, &deep, ""),
        remark(2, &links, ""),
        remark(3, &long, ""),
        remark(4, safe, ""),
        remark(5, "x", turned),
        // What nobody sees is not measured.
        remark(6, &deep, "<wp:comment_approved>spam</wp:comment_approved>"),
    ];
    let file = export("a.example", &[item("a.example", 1, "water", &comments.concat())]);
    let site = Site::new().with_post("water", "x").with("content/comments/a.xml", &file);
    let start = std::time::Instant::now();
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(start.elapsed().as_secs() < 30, "bodies of 500 kB took {:?}", start.elapsed());
    let at = |line: u32| format!("comment-plain content/comments/a.xml:{line}");
    assert_eq!(report.warnings(), [at(5), at(6), at(7)]);
    let page = site.page("2026/water.html");
    for text in ["&lt;b&gt;diep&lt;", "&lt;a href=", "&lt;i&gt;lang&lt;/i&gt;", "<b>goed</b>"] {
        assert!(page.contains(text), "{text}");
    }
    let fragile = ["alert(1)", "<svg onload", "<i>lang"];
    assert!(!fragile.iter().any(|text| page.contains(text)));
    assert!(!page.contains('\u{202e}'), "a name that turns the line around");
    assert_eq!(faults(&site.output()), [""; 0]);
    // The limits are those of the settings.
    let settings = "title = \"x\"\n[limits]\ncomment_bytes = 1000000\ncomment_links = 1000\n";
    let report = site.with("weerklank.toml", settings).build();
    assert_eq!(report.warnings(), [at(5)], "{:#}", report.json);
}

#[test]
fn an_answer_to_no_person_begins_a_discussion() {
    let of = |kind: &str| format!("<wp:comment_type>{kind}</wp:comment_type>");
    let answer = |parent: u32| format!("<wp:comment_parent>{parent}</wp:comment_parent>");
    let trashed = "<wp:comment_approved>trash</wp:comment_approved>";
    let mut comments = String::new();
    for (id, kind) in (1..).zip(["pingback", "trackback", "note", "order_note"]) {
        comments += &remark(id, "Niet van een mens.", &of(kind));
        comments += &remark(id + 10, "Een antwoord.", &answer(id));
    }
    comments += &remark(5, "Een notitie.", &(of("note") + trashed));
    comments += &remark(15, "Een antwoord.", &answer(5));
    comments += &remark(6, "Weg.", trashed);
    comments += &remark(16, "Een antwoord.", &answer(6));
    let file = export("a.example", &[item("a.example", 1, "water", &comments)]);
    let site = Site::new()
        .with_post("water", "x")
        .with("content/comments/a.xml", &file)
        .with("content/comments/moderation.toml", "publish = [\"5\"]\n");
    let report = site.build();
    // A note stays a note in the bin, and no moderator makes a reaction of it.
    assert_eq!(report.warnings(), ["publish-refused content/comments/moderation.toml:1"]);
    let numbers = ["published", "placeholders", "held/note", "held/trash"];
    let numbers = numbers.map(|name| report.number(&format!("comments/{name}")));
    assert_eq!(numbers, [6, 1, 2, 1], "{:#}", report.json);
}

#[test]
fn a_name_that_anybody_can_type_makes_no_expert() {
    let table =
        "naam;reactie;bericht\nInes de Vries;Getypt.;water\nI. de Vries;Zo heet ik ook.;water\n";
    let expert = "---\nname: Ines de Vries\naliases: [idvries, I. de Vries]\n---\n";
    let site = Site::new()
        .with("content/experts/ines-de-vries.md", expert)
        .with_post("water", "x")
        .with("content/comments/a.csv", table)
        .built();
    let page = site.page("experts/ines-de-vries.html");
    assert!(page.contains("Zo heet ik ook.") && !page.contains("Getypt."), "{page}");
}

#[test]
fn a_name_that_looks_like_an_experts_is_told() {
    let table = "naam;datum;reactie;bericht;status\n\
        Аn Bakker;2-1-2026;Eerste.;water;ja\nAn\u{200d} Bakker;2-1-2026;Tweede.;water;wacht\nАn Bakker;2-1-2026;Derde.;water;ja\n\
        Аn Bakker;2-1-2026;Vierde.;water;spam\nAn Bakker;2-1-2026;Vijfde.;water;ja\nAnna Bakker;2-1-2026;Zesde.;water;ja\n";
    let site = Site::new()
        .with("content/experts/an-bakker.md", "---\nname: An Bakker\n---\n")
        .with_post("water", "x")
        .with("content/comments/a.csv", table);
    let report = site.build();
    let at = |line: u32| format!("name-confusable content/comments/a.csv:{line}");
    assert_eq!((report.code, report.warnings()), (0, vec![at(2), at(3)]), "{:#}", report.json);
    let told = report.json["warnings"][0]["message"].as_str().unwrap();
    assert!(told.contains("2 comments") && told.contains("U+0410"), "{told}");
}

#[test]
fn a_day_that_is_still_to_come_is_told() {
    let table = "naam;datum;reactie;bericht;status\nAn;1-1-2025;Een.;water;ja\nBo;1-1-3025;Twee.;water;ja\n\
        Cas;2-1-3025;Drie.;water;ja\nDee;1-1-3025;Vier.;water;wacht\nEef;23-11-2026 22:00;Vijf.;water;ja\n";
    let site = Site::new().with_post("water", "x").with("content/comments/a.csv", table);
    let report = site.build();
    assert_eq!(report.warnings(), ["date-future content/comments/a.csv:3"]);
    let told = report.json["warnings"][0]["message"].as_str().unwrap();
    assert!(told.contains("2 comments") && told.contains("3025-01-01"), "{told}");
    assert_eq!(report.number("comments/published"), 4);
}

#[test]
fn a_name_that_nobody_sees_is_no_name() {
    let table = "naam;datum;reactie;bericht\n\u{3164};2-1-2026;Een.;water\n\u{2800};2-1-2026;\u{200d};water\n";
    let site = Site::new().with_post("water", "x").with("content/comments/a.csv", table);
    let report = site.build();
    assert_eq!(report.number("comments/held/empty"), 1);
    assert!(site.page("2026/water.html").contains("Anonymous"));
}

#[test]
fn an_expert_who_may_have_written_under_another_address_is_told() {
    let table = "naam;e-mail;datum;reactie;bericht;status\n\
        Inès de Vries;ines@thuis.example;2-1-2026;Eerste.;water;ja\nINES DE VRIES;ines@thuis.example;2-1-2026;Tweede.;water;ja\n\
        Ines de Vries;spam@spam.example;2-1-2026;Derde.;water;nee\nInes de Vries;ines@werk.example;2-1-2026;Vierde.;water;ja\n\
        Ines de Vries;;2-1-2026;Vijfde.;water;ja\n";
    let profile = "content/experts/ines-de-vries.md";
    let text = "---\nname: Ines de Vries\nemail: ines@werk.example\n---\n";
    let site = Site::new()
        .with(profile, text)
        .with_post("water", "x")
        .with("content/comments/a.csv", table);
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![format!("expert-namesake {profile}:-")]));
    let told = &report.json["warnings"][0];
    assert!(told["message"].as_str().unwrap().contains("`Ines de Vries` wrote 2 comments"));
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    for (path, bytes) in kept {
        assert!(!String::from_utf8_lossy(&bytes).contains("thuis.example"), "{path}");
    }
    assert!(!report.json.to_string().contains("thuis.example"), "{:#}", report.json);
    let known = text.replace("\n---\n", "\naliases: [ines@thuis.example]\n---\n");
    let report = site.with(profile, &known).build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
}

#[test]
fn two_blogs_with_the_same_numbers_are_kept_apart() {
    let blog = |host: &str, slug: &str| {
        export(host, &[item(host, 5, slug, &remark(1, &format!("Van {host}."), ""))])
    };
    let site = Site::new()
        .with_post("water", "x")
        .with_post("peil", "x")
        .with("content/comments/a.xml", &blog("a.example", "water"))
        .with("content/comments/b.xml", &blog("b.example", "peil"))
        .with("content/comments/c.xml", &blog("c.example", "elders"));
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(report.warnings(), ["unmatched content/comments/c.xml:5"]);
    assert_sum(&report);
    for (page, own, others) in [
        ("water", "Van a.example.", ["Van b.example.", "Van c.example."]),
        ("peil", "Van b.example.", ["Van a.example.", "Van c.example."]),
    ] {
        let text = site.page(&format!("2026/{page}.html"));
        assert!(text.contains(own) && !others.iter().any(|other| text.contains(other)), "{text}");
    }
}

#[test]
fn a_number_in_the_front_matter_that_fits_two_blogs_is_no_answer() {
    let post = |ids: &str| format!("---\ntitle: Water\ndate: 2026-01-02\nids: {ids}\n---\nx\n");
    let blog =
        |host: &str, slug: &str| export(host, &[item(host, 528, slug, &remark(1, "Ja.", ""))]);
    let site = Site::new()
        .with("content/comments/a.xml", &blog("a.example", "een"))
        .with("content/comments/b.xml", &blog("b.example", "twee"))
        .with("content/posts/water.md", &post("{wordpress: 528}"));
    let report = site.build();
    assert_eq!(["published", "unmatched"].map(|n| report.number(&format!("comments/{n}"))), [0, 2]);
    let site = site.with("content/posts/water.md", &post("{b.example: 528}"));
    let report = site.build();
    assert_eq!(report.warnings(), ["unmatched content/comments/a.xml:5"], "{:#}", report.json);
    assert!(site.page("2026/water.html").contains("Ja."));
}

#[test]
fn mappings_and_decisions_of_every_folder_count() {
    let table = "id;naam;datum;reactie;bericht\n1;An;2-1-2026;Een.;/een/\n2;Bo;2-1-2026;Twee.;/twee/\n3;Cas;2-1-2026;Drie.;/twee/\n";
    let wordpress =
        item("a.example", 1, "water", &(remark(7, "Zeven.", "") + &remark(8, "Acht.", "")));
    let site = Site::new()
        .with_post("water", "x")
        .with_post("peil", "x")
        .with("content/comments/a.csv", table)
        .with("content/comments/w.xml", &export("a.example", &[wordpress]))
        .with("content/comments/mapping.csv", "from,to\n/een/,water\n")
        .with("content/comments/z/mapping.csv", "from,to\n/twee/,peil\n")
        .with("content/comments/moderation.toml", "hide = [\"7\"]\n")
        .with("content/comments/z/moderation.toml", "hide = [\"8\"]\n");
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert_eq!(
        ["published", "held/hidden"].map(|n| report.number(&format!("comments/{n}"))),
        [3, 2]
    );
    let site = site
        .with("content/comments/z/mapping.csv", "from,to\n/een/,peil\n/twee/,peil\n")
        .with("content/comments/z/moderation.toml", "hide = [\"8\"]\npublish = [\"7\"]\n");
    let expected = [
        "mapping-conflict content/comments/z/mapping.csv:2",
        "moderation-conflict content/comments/z/moderation.toml:2",
    ];
    assert_eq!(site.build().errors(), expected);
}

#[test]
fn a_strange_host_is_told_once() {
    let table = "naam;datum;reactie;bericht\nAn;2-1-2026;Een.;https://vreemd.example/water/\nBo;2-1-2026;Twee.;https://vreemd.example/peil/\n";
    let site = Site::new()
        .with("weerklank.toml", "title = \"x\"\nbase_url = \"https://blog.example/\"\n")
        .with_post("water", "x")
        .with_post("peil", "x")
        .with("content/comments/a.csv", table);
    let report = site.build();
    assert_eq!(report.warnings(), ["unknown-host content/comments/a.csv:2"]);
    assert_eq!(report.number("comments/unmatched"), 2);
    let settings = "title = \"x\"\n[comments]\nold_hosts = [\"vreemd.example\"]\n";
    let report = site.with("weerklank.toml", settings).build();
    assert_eq!((report.warnings(), report.number("comments/published")), (vec![], 2));
}

#[test]
fn packed_exports_are_read_as_if_they_were_not() {
    let part = |id: u32, slug: &str| {
        export("a.example", &[item("a.example", id, slug, &remark(id, "Een reactie.", ""))])
    };
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("blog.000.xml", part(1, "water")), ("blog.001.xml", part(2, "elders"))] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(part(3, "peil").as_bytes()).unwrap();
    let site = Site::new().with_post("water", "x").with_post("peil", "x");
    site.put("content/comments/blog.zip", &zip.finish().unwrap().into_inner());
    site.put("content/comments/nog-een.xml.gz", &gzip.finish().unwrap());
    let report = site.build();
    assert_eq!(report.warnings(), ["unmatched content/comments/blog.zip/blog.001.xml:5"]);
    assert_eq!((report.code, report.number("comments/published")), (0, 2), "{:#}", report.json);
    assert_sum(&report);
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&vec![b' '; 30 << 20]).unwrap();
    site.put("content/comments/nog-een.xml.gz", &bomb.finish().unwrap());
    assert_eq!(site.build().errors(), ["archive-too-large content/comments/nog-een.xml.gz:-"]);
}

#[test]
fn what_nobody_sees_is_no_comment() {
    let table =
        "naam;datum;reactie;bericht\nAn;2-1-2026;\u{200b}\u{2060};water\nBo;2-1-2026;Twee.;water\n";
    let site = Site::new().with_post("water", "x").with("content/comments/a.csv", table);
    let report = site.build();
    let counts = ["published", "held/empty"].map(|n| report.number(&format!("comments/{n}")));
    assert_eq!(counts, [1, 1], "{:#}", report.json);
}

#[test]
fn an_export_that_is_too_large_is_told_to_moderators_too() {
    let settings = "title = \"Proef\"\n[limits]\nexport_bytes = 40\n";
    let csv = "post,name,text\na,Bo,\"Een reactie van meer dan veertig bytes.\"\n";
    let site = Site::new()
        .with_post("a", "Tekst.")
        .with("weerklank.toml", settings)
        .with("content/comments/reacties.csv", csv);
    let report = site.told(&["comments"]);
    assert_ne!(report.code, 0);
    assert_eq!(report.errors(), ["too-large content/comments/reacties.csv:-"]);
}

#[test]
fn what_waits_without_a_post_is_told_and_gets_a_line() {
    let table = "Naam;Artikel;Reactie;Status\nAnna;/zomerfest/;mooi;wacht\nBo;/peil/;spam;spam\n";
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\n")
        .with("content/posts/zomerfeest.md", "---\ntitle: Zomerfeest\ndate: 2024-01-05\n---\nx\n")
        .with("content/comments/wachtend.csv", table);
    let told = site.build().warnings();
    let waits = |told: &String| told.starts_with("unmatched content/comments/wachtend.csv");
    assert_eq!(told.iter().filter(|told| waits(told)).count(), 1, "{told:?}");
    site.says(&["comments", "--mapping"]);
    let mapping = std::fs::read_to_string(site.path("content/comments/mapping.csv")).unwrap();
    assert!(mapping.contains("/zomerfest/") && mapping.contains("zomerfeest"), "{mapping}");
}

#[test]
fn a_name_from_right_to_left_stands_by_itself() {
    let table = "Naam;Artikel;Reactie\nמשה כהן;water;mooi\nAnna;water;ook mooi\n";
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\n")
        .with("content/posts/water.md", "---\ntitle: Water\ndate: 2024-01-05\n---\nx\n")
        .with("content/comments/a.csv", table)
        .built();
    let page = site.page("2024/water.html");
    assert!(page.contains("<bdi>משה כהן</bdi>") && !page.contains("<bdi>Anna"), "{page}");
}

#[test]
fn a_comment_says_no_more_of_its_date_than_is_known() {
    let line = |id: u32, written: &str| {
        format!(
            "{{\"post\": \"a\", \"id\": {id}, \"author\": \"Bo\", \"written\": \"{written}\", \"text\": \"Zo.\", \"status\": \"approved\"}}\n"
        )
    };
    let comments = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n".to_owned()
        + &line(1, "2026-02-03")
        + &line(2, "2026-02-30 09:00:00");
    let site = Site::new().with_post("a", "x").with("content/comments/a.jsonl", &comments);
    let report = site.build();
    assert_eq!(report.warnings(), ["date-unclear content/comments/a.jsonl:3"]);
    let page = site.page("2026/a.html");
    assert!(page.contains("datetime=2026-02-03") && !page.contains("00:00"), "{page}");
    let feed = site.page("comments.xml");
    assert!(!feed.contains("1970") && feed.contains("2026-01-01T23:00:00Z"), "{feed}");
    let quiet = Site::new().with_post("a", "x").built();
    assert!(!quiet.page("comments.xml").contains("1970"));
}
