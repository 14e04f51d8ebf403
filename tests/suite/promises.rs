//! What the contract promises in a few words, each on a site of its own.

use serde_json::Value;

use crate::support::{Report, Site, weerklank};

#[test]
fn a_site_of_settings_alone_is_built_and_one_that_lost_its_content_is_not() {
    for site in [Site::new(), Site::new().with("static/a.txt", "a")] {
        let site = site.built();
        assert!(site.page("index.html").contains("Proef"));
        // Once it was built, a folder that is gone may be a drive that is not connected.
        site.put("content/posts/a.md", b"---\ntitle: a\ndate: 2026-01-01\n---\n");
        assert_eq!(site.build().code, 0);
        std::fs::remove_dir_all(site.path("content")).unwrap();
        assert_eq!(site.build().errors(), ["content-missing content:-"]);
        std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
        assert_eq!(site.build().errors(), ["content-empty content:-"]);
        assert!(site.page("index.html").contains("2026/a.html"));
    }
}

#[test]
fn errors_of_settings_theme_and_posts_are_told_together() {
    let settings = "title = \"T\"\ntimezone = \"Mars/X\"\ntheme = \"weg\"\npaginate = \"x\"\n";
    let broken = "---\ntitle: [\n---\n";
    let site = Site::empty().with("weerklank.toml", settings);
    let site = site.with("content/posts/a.md", broken).with_post("b", "x");
    let all = [
        "invalid-yaml content/posts/a.md:2",
        "wrong-type weerklank.toml:2",
        "unknown-theme weerklank.toml:3",
        "wrong-type weerklank.toml:4",
    ];
    for command in ["build", "check"] {
        let report = site.told(&[command]);
        assert_eq!((report.code, report.errors()), (1, all.map(str::to_owned).to_vec()));
        let excerpts = report.json["errors"].as_array().unwrap();
        assert!(excerpts.iter().all(|error| error["excerpt"].is_string()), "{:#}", report.json);
    }
    assert!(!site.path("public").exists());
    // A file that is no TOML says nothing of the rest.
    let site = site.with("weerklank.toml", "title = \"T\ntheme = \"weg\"\n");
    let errors = site.build().errors();
    assert_eq!(errors, ["invalid-yaml content/posts/a.md:2", "invalid-toml weerklank.toml:1"]);
}

#[test]
fn nothing_is_told_that_follows_from_a_setting_that_is_wrong() {
    let table = ("content/comments/a.csv", "Naam;Uw mening;Stuk\nJan;Mooi;b\n");
    let same = ("content/posts/2026/b.md", "---\ntitle: b\ndate: 2026-01-02\n---\n");
    let columns = "[comments.columns]\ntext = \"Uw mening\"\npost = \"Stuk\"\n";
    for ((path, text), settings, errors) in [
        (table, format!("{columns}tekst = \"x\"\n"), "unknown-key weerklank.toml:5"),
        (table, columns.replace("\"Uw mening\"", "3"), "wrong-type weerklank.toml:3"),
        (same, "permalink = 3\n".to_owned(), "wrong-type weerklank.toml:2"),
        (same, "permalnk = \"{year}/{day}\"\n".to_owned(), "unknown-key weerklank.toml:2"),
    ] {
        let site = Site::empty().with("weerklank.toml", &format!("title = \"T\"\n{settings}"));
        let report = site.with(path, text).with_post("b", "x").build();
        assert_eq!((report.errors(), report.warnings()), (vec![errors.to_owned()], vec![]));
    }
    // What has another cause is told.
    let site = Site::empty().with("weerklank.toml", "title = \"T\"\npaginate = 0\n");
    let report = site.with(table.0, table.1).with(same.0, same.1).with_post("b", "x").build();
    let errors = [
        "table-without-text content/comments/a.csv:1",
        "same-address content/posts/b.md:-",
        "wrong-type weerklank.toml:2",
    ];
    assert_eq!(report.errors(), errors);
}

#[test]
fn every_bad_line_of_a_chart_is_told() {
    let text = "Week;Winde;Snoek\n10;zes;1\n11;7\n12;8;acht\n13;9;2\n";
    let site = Site::new().with("content/posts/a.csv", text).with_post("a", "![x](a.csv \"y\")");
    assert_eq!(
        site.build().errors(),
        [
            "chart-not-a-number content/posts/a.csv:2",
            "chart-ragged content/posts/a.csv:3",
            "chart-not-a-number content/posts/a.csv:4",
        ]
    );
}

#[test]
fn a_day_lasts_until_its_end() {
    let text = |keys: &str| format!("---\ntitle: a\ndate: 2026-01-01\n{keys}\n---\nx\n");
    let expired = |site: &Site, now: &str| {
        let root = site.root().to_str().unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
        command.args(["build", "--json", "--root", root, "--now", now]);
        Report::of(&command.output().unwrap()).number("pages/expired")
    };
    let day = Site::new().with("content/posts/a.md", &text("expires: 2026-11-23"));
    let moment = Site::new().with("content/posts/a.md", &text("expires: 2026-11-23T12:00:00Z"));
    for (now, of_day, of_moment) in [
        ("2026-11-23", 0, 0),
        ("2026-11-23T12:00:00Z", 0, 1),
        ("2026-11-23T22:59:59Z", 0, 1),
        ("2026-11-23T23:00:00Z", 1, 1),
    ] {
        assert_eq!((expired(&day, now), expired(&moment, now)), (of_day, of_moment), "{now}");
    }
    let due = "was due for review";
    for (day, is_due) in [("2026-11-22", true), ("2026-11-23", false)] {
        let keys = format!("review: {day}");
        let site = Site::new().with("content/posts/a.md", &text(&keys)).built();
        let page = site.page("2026/a.html");
        assert_eq!(page.contains(due), is_due, "{day}: {page}");
    }
}

#[test]
fn addresses_of_docusaurus_and_jekyll_are_kept() {
    let post = |keys: &str| format!("---\ntitle: Een titel\n{keys}\n---\nx\n");
    for (path, keys, place) in [
        ("2024-01-02-x.mdx", "slug: a/b", Some("2024/a/b.html")),
        ("2024-01-02-x.mdx", "slug: /a/b", Some("a/b/index.html")),
        (
            "2024-03-05-een.md",
            "permalink: /blog/:year/:i_month/:title/",
            Some("blog/2024/3/een/index.html"),
        ),
        ("2024-03-05-een.md", "permalink: /:short_year/:i_day/:slug.html", Some("24/5/een.html")),
        (
            "2024-03-05-een.md",
            "permalink: pretty\ncategories: Nieuws Dijk",
            Some("nieuws/dijk/2024/03/05/een/index.html"),
        ),
        ("2024-03-05-een.md", "permalink: date", Some("2024/03/05/een.html")),
        ("2024-03-05-een.md", "permalink: ordinal", Some("2024/065/een.html")),
        ("2024-03-05-een.md", "permalink: none\nslug: twee", Some("twee.html")),
        ("2024-03-05-een.md", "permalink: /:anders/:title/", None),
        ("2024/03/05-dd.md", "", Some("2024/dd.html")),
        ("2024/03/05-dd/index.md", "", Some("2024/dd.html")),
        ("2024/03/10-tips.md", "date: 2024-03-05", Some("2024/10-tips.html")),
    ] {
        let site = Site::new().with(&format!("content/posts/{path}"), &post(keys));
        let report = site.build();
        let told = (report.errors(), report.warnings());
        let wanted: Vec<String> = match place {
            Some(_) => Vec::new(),
            None => vec![format!("key-without-meaning content/posts/{path}:3")],
        };
        assert_eq!(told, (Vec::new(), wanted), "{keys}");
        let place = site.path("public").join(place.unwrap_or("2024/een.html"));
        assert!(place.exists(), "{keys}: {}", place.display());
    }
}

#[test]
fn a_second_series_is_told() {
    let text = "---\ntitle: a\ndate: 2026-01-01\nseries: [S1, S2]\n---\n";
    let report = Site::new().with("content/posts/a.md", text).build();
    assert_eq!(report.warnings(), ["series-left content/posts/a.md:4"]);
    assert!(report.json["warnings"][0]["message"].as_str().unwrap().contains("`S2`"));
}

#[test]
fn the_newest_export_wins_whatever_day_of_the_week_it_says() {
    let export = |date: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" \
             xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
             <pubDate>{date}</pubDate><wp:wxr_version>1.2</wp:wxr_version>\
             <wp:base_site_url>https://oud.example</wp:base_site_url>\n\
             <item><title>a</title><link>https://oud.example/a/</link><wp:post_id>1</wp:post_id>\
             <wp:post_name>a</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
             <wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Jan</wp:comment_author>\
             <wp:comment_date_gmt>2020-01-01 10:00:00</wp:comment_date_gmt>\
             <wp:comment_content>{text}</wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>"
        )
    };
    let site = Site::new().with_post("a", "x");
    let site =
        site.with("content/comments/z.xml", &export("Sun, 22 Nov 2020 10:00:00 +0000", "OUD"));
    let site = site
        .with("content/comments/b.xml", &export("Mon, 23 Nov 2021 10:00:00 +0000", "NIEUW"))
        .built();
    let page = site.page("2026/a.html");
    assert!(page.contains("NIEUW") && !page.contains("OUD"), "{page}");
}

#[test]
fn a_table_names_a_post_by_its_file() {
    let rows = "post;naam;datum;reactie\na.md;Jan;1-1-2026;een\ncontent/posts/a.md;Jan;1-1-2026;twee\n\
                posts/a.md;Jan;1-1-2026;drie\na;Jan;1-1-2026;vier\nindex.md;Jan;1-1-2026;vijf\n";
    let site = Site::new().with_post("a", "x").with_post("b/index", "x").with_post("c/index", "x");
    let report = site.with("content/comments/r.csv", rows).build();
    assert_eq!(report.number("comments/published"), 4, "{:#}", report.json);
    assert_eq!(report.warnings(), ["unmatched content/comments/r.csv:6"]);
}

#[test]
#[cfg(unix)]
fn a_link_leads_out_of_content_too() {
    use std::os::unix::fs::symlink;
    let site = Site::new().with_post("a", "x").with("buiten/geheim.md", "---\ntitle: x\n---\n");
    symlink("../../buiten", site.path("content/posts/link")).unwrap();
    assert_eq!(site.build().errors(), ["link-outside content/posts/link:-"]);
    // Within it, one stays as good as a copy, and so does `content` itself somewhere else in the site.
    site.remove("content/posts/link");
    std::fs::rename(site.path("content"), site.path("inhoud")).unwrap();
    symlink("inhoud", site.path("content")).unwrap();
    site.put("content/images/a.txt", b"a");
    symlink("../images", site.path("content/posts/images")).unwrap();
    let site = site.built();
    assert!(site.page("2026/a.html").contains("Post a"));
}

#[test]
fn wrong_usage_is_a_report_and_told_in_one_style() {
    for (arguments, words) in [
        (&["biuld"][..], "unknown command `biuld`"),
        (&["build", "--outptu", "x"], "unknown option `--outptu`"),
        (&["build", "--output"], "needs a value"),
        (&["serve", "--port", "veel"], "`veel` cannot be"),
        (&["build", "--strict", "--strict"], "may stand only once"),
        (&["new", "x", "--kind", "blog"], "choose from post"),
        (&["init"], "is missing here"),
    ] {
        let output = weerklank(arguments).arg("--json").output().unwrap();
        let told = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.starts_with("error: ") && told.contains(words), "{told}");
        assert!(told.ends_with("`--help` tells what there is.\n"), "{told}");
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&json["ok"], &json["errors"][0]["code"]), (&false.into(), &"usage".into()));
        let plain = weerklank(arguments).output().unwrap();
        assert!(plain.stdout.is_empty());
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
    let output = command.args(["build", "--json", "--lang", "fr"]).output().unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &json["ok"]), (Some(2), &false.into()));
}

#[test]
fn what_docusaurus_has_of_its_own_is_read_or_told() {
    let body = "A <img src={require('./x.svg').default} alt='z' /> b `{require('./y.svg')}`";
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"></svg>";
    let site = Site::new().with("content/posts/x.svg", picture).with_post("a", body);
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, vec![]));
    let page = site.page("2026/a.html");
    assert!(page.contains("src=\"../x.svg\"") && page.contains("alt=\"z\""), "{page}");
    assert!(page.contains("{require('./y.svg')}"), "{page}");
    let report = site.with("content/posts/tags.yml", "a:\n  label: Label A\n").build();
    assert_eq!(report.warnings(), ["tags-left content/posts/tags.yml:-"]);
}

#[test]
fn what_material_says_of_a_folder_is_told() {
    let report = Site::new().with("content/posts/.meta.yml", "authors: [bo]\n").build();
    assert_eq!(
        (report.code, report.warnings()),
        (0, vec!["meta-left content/posts/.meta.yml:-".to_owned()])
    );
}

#[test]
fn a_misspelt_title_is_suggested() {
    let text = "---\ntitle: Titel title\ndate: 2026-01-01\n---\n";
    let rows = "post;naam;datum;reactie\nTitel tittle;Jan;1-1-2026;een\n";
    let site = Site::new().with("content/posts/p.md", text).with("content/comments/r.csv", rows);
    let report = site.build();
    assert_eq!(report.warnings(), ["unmatched content/comments/r.csv:2"]);
    let help = report.json["warnings"][0]["help"].as_str().unwrap();
    assert!(help.contains("`p`"), "{help}");
}
