//! What was once swallowed in silence, or told in a way that helped nobody.

use crate::support::{Site, differences};

#[test]
fn a_site_without_its_content_is_an_error_and_the_old_site_stands() {
    type Change = fn(&Site);
    let moved: Change = |site| std::fs::rename(site.path("content"), site.path("weg")).unwrap();
    let file: Change = |site| {
        std::fs::rename(site.path("content"), site.path("weg")).unwrap();
        site.put("content", b"een bestand");
    };
    let emptied: Change = |site| {
        std::fs::rename(site.path("content"), site.path("weg")).unwrap();
        std::fs::create_dir(site.path("content")).unwrap();
    };
    for (change, expected) in [
        (moved, "content-missing content:-"),
        (file, "content-missing content:-"),
        (emptied, "content-empty content:-"),
    ] {
        let site = Site::new().with_post("a", "x").with_post("b", "y").built();
        let before = site.output();
        change(&site);
        for arguments in [&[][..], &["--no-cache"]] {
            let report = site.build_with(arguments);
            assert_eq!((report.code, report.errors()), (1, vec![expected.to_owned()]));
        }
        assert!(differences(&before, &site.output()).is_empty());
    }
}

#[test]
fn a_site_that_has_no_posts_yet_is_built() {
    let site = Site::new();
    std::fs::create_dir(site.path("content")).unwrap();
    let site = site.built();
    let again = site.build_with(&["--no-cache"]);
    assert_eq!((again.code, again.number("files/removed")), (0, 0));
}

#[test]
fn html_that_is_begun_and_never_ended_swallows_nothing() {
    for (begun, shown) in [
        ("<!-- nog doen", "&lt;!-- nog doen"),
        ("<style>", "&lt;style&gt;"),
        ("Zie <script> hier", "Zie &lt;script&gt; hier"),
    ] {
        let body = format!("Eerst.\n\n{begun}\n\nDaarna **dit**.\n\n[x](weg.md)");
        let site = Site::new().with_post("a", &body);
        let report = site.build();
        assert_eq!(
            report.warnings(),
            ["html-unclosed content/posts/a.md:7", "broken-link content/posts/a.md:11"]
        );
        let page = site.page("2026/a.html");
        assert!(page.contains(shown) && page.contains("Daarna <strong>dit</strong>"), "{page}");
    }
}

#[test]
fn a_file_about_its_folder_is_told_if_it_has_text() {
    for path in [
        "content/index.md",
        "content/posts/index.md",
        "content/posts/_index.md",
        "content/posts/map/_index.md",
        "content/experts/_index.md",
        "content/topics/index.md",
    ] {
        let site = Site::new().with_post("a", "x").with(path, "---\ntitle: Map\n---\n\nWelkom.\n");
        let report = site.build();
        assert_eq!(report.warnings(), [format!("section-left {path}:5")]);
        assert_eq!((report.number("pages/experts"), report.number("pages/topics")), (0, 0));
        site.put(path, b"---\ntitle: Map\n---\n");
        assert!(site.build().warnings().is_empty());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn two_files_whose_names_look_the_same_are_told() {
    let site = Site::new().with_post("caf\u{e9}", "een").with_post("cafe\u{301}", "twee");
    let report = site.build();
    assert_eq!(report.errors(), ["same-name content/posts/caf\u{e9}.md:-"]);
    let message = report.json["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("caf\u{e9}.md") && message.contains("cafe\u{301}.md"), "{message}");
}

#[test]
fn an_address_that_is_taken_is_told_where_it_is_written() {
    let post = |key: &str| format!("---\ntitle: X\ndate: 2026-01-02\n{key}\n---\nx\n");
    for (file, key, expected) in [
        ("posts/x.md", "path: /", "same-address content/posts/x.md:4"),
        ("posts/x.md", "path: /index.html", "same-address content/posts/x.md:4"),
        ("posts/x.md", "path: /experts/index.html", "same-address content/posts/x.md:4"),
        ("posts/x.md", "slug: index", "same-address content/posts/x.md:4"),
        ("posts/x/INDEX.md", "pinned: false", "same-address content/posts/x/INDEX.md:-"),
        ("posts/x.md", "path: /feed.xml", "same-address content/posts/x.md:4"),
        ("posts/x.md", "path: /feed.xml/x.html", "address-in-file content/posts/x.md:4"),
        ("posts/x.md", "path: /2026/a.html/x.html", "address-in-file content/posts/x.md:4"),
        ("posts/x.md", "path: /A.HTML", "same-address content/posts/x.md:4"),
        ("posts/x.md", "slug: A", "same-address content/posts/x.md:4"),
        ("posts/0.md", "slug: a", "same-address content/posts/0.md:4"),
        ("posts/0.md", "url: /2026/a.html", "same-address content/posts/0.md:4"),
    ] {
        let site = Site::new().with_post("a", "x").with("content/pages/a.md", "# A\n").built();
        let before = site.output();
        site.put(&format!("content/{file}"), post(key).as_bytes());
        let report = site.build();
        assert_eq!((report.code, report.errors()), (1, vec![expected.to_owned()]), "{key}");
        assert!(differences(&before, &site.output()).is_empty(), "{key}");
    }
    for key in ["aliases: [/feed.xml/x.html]", "aliases: [/2026/a.html/x.html]"] {
        let site = Site::new().with_post("a", "x").with("content/posts/x.md", &post(key));
        let report = site.build();
        let expected = vec!["address-in-file content/posts/x.md:4".to_owned()];
        assert_eq!((report.code, report.warnings()), (0, expected), "{key}");
    }
}

#[test]
fn a_page_may_take_the_place_of_the_home_page() {
    let site = Site::new().with_post("a", "x");
    let site = site.with("content/pages/begin.md", "---\npath: /\n---\nWelkom.\n").built();
    assert!(site.page("index.html").contains("Welkom."));
}

#[test]
fn nobody_and_nothing_called_index_takes_the_place_of_a_list() {
    let text = "---\ntitle: X\ndate: 2026-01-02\ntopics: [Index]\nauthors: [index]\nseries: Index\n---\nx\n";
    let site = Site::new().with("content/posts/x.md", text).built();
    for kind in ["topics", "experts", "series"] {
        assert!(site.page(&format!("{kind}/index.html")).contains(&format!("{kind}/index-1.html")));
        assert!(site.page(&format!("{kind}/index-1.html")).contains("2026/x.html"));
    }
    let twice = "title = \"x\"\n[paths]\nexperts = \"topics\"\n";
    let report = Site::empty().with("weerklank.toml", twice).with_post("a", "x").build();
    assert_eq!(report.errors(), ["same-folder weerklank.toml:3"]);
}

/// What a build says on a terminal, in Dutch.
fn said(site: &Site) -> String {
    let root = site.root().to_str().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
    let command = command.args(["build", "--root", root, "--lang", "nl"]);
    let output = command.args(["--now", "2026-11-23T12:00:00Z"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn posts_that_are_not_shown_are_told_and_so_is_a_link_to_one() {
    let post = |keys: &str| format!("---\ntitle: X\n{keys}\n---\nx\n");
    let links = "[a](straks.md) [b](klad.md) [c](voorbij.md) [[straks]] [d](/2027/straks.html)";
    let site = Site::new()
        .with_post("l", &format!("{links} [e](k.md)"))
        .with("content/posts/straks.md", &post("date: 2027-01-03"))
        .with("content/posts/klad.md", &post("draft: true"))
        .with("content/posts/voorbij.md", &post("date: 2026-01-01\nexpires: 2026-02-01"));
    let report = site.build();
    let count = |name: &str| report.number(&format!("pages/{name}"));
    assert_eq!((count("drafts"), count("future"), count("expired")), (1, 1, 1));
    let told = said(&site);
    assert!(
        told.contains("3 niet getoond: 1 concept, 1 wacht tot 3 januari 2027, 1 verlopen"),
        "{told}"
    );
    let messages = report.json["warnings"].to_string();
    assert_eq!(messages.matches("`content/posts/straks.md` still waits for its date").count(), 3);
    assert!(messages.contains("`content/posts/klad.md` is a draft"), "{messages}");
    assert!(messages.contains("`content/posts/voorbij.md` has expired"), "{messages}");
    assert!(messages.contains("the link to `k.md` leads nowhere"), "{messages}");
    assert!(!messages.contains("did you mean"), "{messages}");
}

#[test]
fn why_comments_are_held_is_told_with_numbers() {
    let csv = "id;naam;reactie;bericht;status\n1;Jan;Mooi;a;approved\n2;Bo;Hm;a;pending\n\
               3;Bo;Tja;a;pending\n4;X;Koop;a;spam\n";
    let site = Site::new().with_post("a", "x").with("content/comments/r.csv", csv);
    let told = said(&site);
    let wanted =
        "4 reacties gelezen: 1 zichtbaar, 3 vastgehouden (2 wachten op goedkeuring, 1 spam)";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn many_broken_links_cost_no_more_than_reading_them() {
    let body: String = (0..20_000).map(|n| format!("[x](weg-{n}.md)\n\n")).collect();
    let site = Site::new().with_post("a", &body);
    let report = site.build();
    assert_eq!(report.warnings().len(), 51);
    let last = report.json["warnings"].as_array().unwrap();
    assert!(last.iter().any(|problem| problem["code"] == "more-alike"
        && problem["message"].as_str().unwrap().contains("19,950")));
}

#[test]
fn a_post_with_very_many_topics_shows_all_on_its_page_and_some_in_lists() {
    let topics: Vec<String> = (0..40).map(|n| format!("t{n}")).collect();
    let text =
        format!("---\ntitle: X\ndate: 2026-01-02\ntopics: [{}]\n---\nx\n", topics.join(", "));
    let site = Site::new().with("content/posts/x.md", &text).built();
    assert_eq!(site.page("2026/x.html").matches("topics/t").count(), 40);
    let kicker = |page: &str| {
        let page = site.page(page);
        let (_, rest) = page.split_once("class=kicker><a href=\"../topics/t").unwrap();
        rest.split("<h").next().unwrap().matches("topics/t").count() + 1
    };
    assert_eq!(kicker("2026/x.html"), 40);
    assert!(
        site.page("topics/t3.html").matches("topics/t").count() < 20
            || kicker("topics/t3.html") == 8
    );
}

#[test]
fn a_summary_is_shown_without_its_markup() {
    let text =
        "---\ntitle: X\ndate: 2026-01-02\nsummary: Kijk **dit** en [dat](x.md) & zo\n---\nx\n";
    let site = Site::new().with("content/posts/x.md", text).built();
    let home = site.page("index.html");
    assert!(home.contains("Kijk dit en dat &amp; zo") && !home.contains("**"), "{home}");
}

#[test]
fn an_option_of_new_that_does_nothing_is_refused() {
    let site = Site::new();
    let root = site.root().to_str().unwrap();
    let new = |arguments: &[&str]| {
        let mut command = crate::support::weerklank(&["new", "Ada", "--root", root]);
        command.args(arguments).output().unwrap().status.code()
    };
    assert_eq!(new(&["--kind", "expert", "--author", "x"]), Some(1));
    assert!(!site.path("content").exists());
    assert_eq!(new(&["--kind", "expert", "--topic", "x"]), Some(0));
}

#[test]
fn what_a_template_uses_and_is_not_there_is_told_with_its_line_and_what_was_meant() {
    let head = "{% extends \"default/post.html\" %}\n";
    for (text, line, meant) in [
        ("{% block main %}\n{{ post.entry.title | uper }}\n{% endblock %}\n", 3, "`upper`"),
        ("{% block main %}\n\n{% include \"pots.html\" %}\n{% endblock %}\n", 4, "`post.html`"),
        ("{% block mian %}x{% endblock %}\n", 2, "`main`"),
    ] {
        let site = Site::empty()
            .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
            .with("themes/ons/theme.toml", "extends = \"default\"\n")
            .with("themes/ons/templates/post.html", &format!("{head}{text}"))
            .with_post("a", "x");
        let report = site.build();
        let place = format!("template-unknown themes/ons/templates/post.html:{line}");
        assert_eq!(report.errors(), [place], "{:#}", report.json);
        let help = report.json["errors"][0]["help"].as_str().unwrap();
        assert!(help.contains(meant), "{help}");
    }
}

#[test]
fn the_commonest_mistake_is_told_in_dutch() {
    let site = Site::new().with("content/posts/a.md", "---\ntitle: Water: een verhaal\n---\n");
    let told = said(&site);
    assert!(told.contains("er staat een dubbele punt te veel"), "{told}");
    assert!(!told.contains("mapping"), "{told}");
}

#[test]
fn a_value_that_says_nothing_is_told_with_its_line() {
    for (key, expected) in [
        ("lang: '<b>\"x'", Some("wrong-type")),
        ("authors: {a: b}", Some("wrong-type")),
        ("experts: [{a: b}]", Some("wrong-type")),
        ("aliases: {a: 1}", Some("wrong-type")),
        ("image: [x]", Some("missing-image")),
        ("image: [[x]]", Some("wrong-type")),
        ("lang: en_US", None),
        ("authors: []", None),
    ] {
        let text = format!("---\ntitle: X\ndate: 2026-01-02\n{key}\n---\nx\n");
        let report = Site::new().with("content/posts/x.md", &text).build();
        let wanted: Vec<String> =
            expected.iter().map(|code| format!("{code} content/posts/x.md:4")).collect();
        assert_eq!((report.code, report.warnings()), (0, wanted), "{key}");
    }
    for (setting, is_right) in [
        ("zomaar wat", false),
        ("iemand", false),
        ("ftp://x.example/", false),
        ("kennis@voorbeeld.nl", true),
        ("mailto:kennis@voorbeeld.nl", true),
        ("https://form.example/?over={title}", true),
    ] {
        let text = format!("title = \"x\"\n[comments]\nreply_to = \"{setting}\"\n");
        let report = Site::empty().with("weerklank.toml", &text).with_post("a", "x").build();
        let wanted = if is_right { vec![] } else { vec!["wrong-type weerklank.toml:3".to_owned()] };
        assert_eq!(report.errors(), wanted, "{setting}");
    }
}

#[test]
fn messages_do_not_contradict_themselves() {
    let told = |settings: &str| {
        let site = Site::empty().with("weerklank.toml", settings).with_post("a", "x");
        said(&site).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let permalink = told("title = \"x\"\npermalink = \"{slug}\"\n");
    assert!(permalink.contains("eindigt op `.html` of `/`"), "{permalink}");
    assert!(told("title = \"x\"\npaginate = 0\n").contains("een getal van 1 of meer"));
    assert!(told("title = \"\"\n").contains("de titel ontbreekt"));
    let menu =
        "title = \"x\"\n[menu]\nmain = [\n  { label = \"A\", to = \"content/pages/weg.md\" },\n]\n";
    assert!(told(menu).contains("weerklank.toml:4"), "{}", told(menu));
    let site = Site::new().with_post("a", "x");
    let site = site.with("content/comments/moderation.toml", "[[redact]]\ncomment = \"1\"\n");
    assert_eq!(site.build().errors(), ["missing-key content/comments/moderation.toml:1"]);
}

#[test]
fn a_colour_that_cannot_be_read_is_corrected() {
    let settings = |color: &str| format!("title = \"x\"\n[brand]\naccent = \"{color}\"\n");
    let site = Site::empty().with("weerklank.toml", &settings("#ffff00")).with_post("a", "x");
    let report = site.build();
    assert_eq!(
        (report.code, report.warnings()),
        (0, vec!["color-unreadable weerklank.toml:3".into()])
    );
    assert!(
        site.output().iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("ffff00"))
    );
    assert_eq!(site.build_with(&["--strict"]).code, 1);
    let site = Site::empty().with("weerklank.toml", &settings("#06c")).with_post("a", "x");
    let report = site.build();
    assert_eq!((report.code, report.warnings().len()), (0, 0));
    let styles =
        site.output().into_iter().find(|(path, _)| path.starts_with("assets/style.")).unwrap().1;
    assert!(String::from_utf8_lossy(&styles).contains(":root{--accent:#0066cc}"));
}

#[test]
fn a_source_that_is_never_linked_is_told() {
    for (source, told) in [
        ("javascript:alert(1)", vec!["unsafe-link content/posts/a.md:4"]),
        ("{ url: 'data:text/html,x', title: T }", vec!["unsafe-link content/posts/a.md:4"]),
        ("'Dagblad: 3 mei'", vec![]),
        ("https://krant.example/a", vec![]),
    ] {
        let text = format!("---\ntitle: A\ndate: 2026-01-02\nsource: {source}\n---\nx\n");
        let report = Site::new().with("content/posts/a.md", &text).build();
        assert_eq!(report.warnings(), told, "{source}");
    }
}

#[test]
fn a_document_or_an_export_among_the_posts_is_told() {
    let post = "---\ntitle: Water\ndate: 2026-01-02\n---\n[plan](Plan.docx)\n";
    let draft =
        "---\ntitle: Later\ndate: 2026-01-02\ndraft: true\n---\n[plan](Straks%20(1).docx)\n";
    let site = Site::new()
        .with("content/posts/water.md", post)
        .with("content/posts/later.md", draft)
        .with("content/posts/Plan.docx", "x")
        .with("content/posts/Straks (1).docx", "x")
        .with("content/posts/map/index.md", &post.replace("Plan.docx", "../water.md"))
        .with("content/posts/map/bijlage.docx", "x")
        .with("content/bestanden/handboek.docx", "x");
    let told = |site: &Site| {
        let warnings = site.build().warnings();
        let own = warnings.into_iter().filter(|told| told.starts_with("not-markdown"));
        own.collect::<Vec<String>>()
    };
    assert_eq!(told(&site), Vec::<String>::new());
    let site = site
        .with("content/posts/Nieuw bericht.docx", "x")
        .with("content/posts/2026/Nog een.docx", "x")
        .with("content/export.xml", "<rss/>")
        .with("content/posts/Reacties (1).xlsx", "x");
    assert_eq!(
        told(&site),
        [
            "not-markdown content/export.xml:-",
            "not-markdown content/posts/2026/Nog een.docx:-",
            "not-markdown content/posts/Reacties (1).xlsx:-",
        ]
    );
}

#[test]
fn two_files_of_one_topic_overwrite_nothing() {
    let site = Site::new()
        .with_post("a", "x")
        .with("content/topics/water.md", "---\ntitle: Water\n---\nEen.\n")
        .with("content/topics/water/index.md", "---\ntitle: Al het water\n---\nTwee.\n")
        .with("content/topics/dijk.md", "---\ntitle: Dijk\naliases: [Water]\n---\nDrie.\n");
    let report = site.build();
    assert_eq!(report.errors(), ["duplicate-topic content/topics/water/index.md:-"]);
    assert_eq!(report.warnings(), ["same-topic-name content/topics/dijk.md:3"]);
}
