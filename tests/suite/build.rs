//! The example site and small ones: what a build makes and tells.

use crate::pages::{faults, tags};
use crate::support::{Site, differences, files, repository, weerklank};

#[test]
fn the_example_site_is_whole() {
    let site = Site::example();
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    // The one comment that belongs nowhere is there to be seen.
    assert_eq!(
        report.warnings(),
        ["unmatched content/comments/wordpress-export-2025-03-14.xml:445"]
    );
    for (place, number) in [
        ("pages/posts", 16),
        ("pages/experts", 8),
        ("comments/read", 135),
        ("comments/published", 123),
        ("comments/unmatched", 1),
        ("comments/duplicates", 0),
        ("files/unchanged", 0),
        ("files/removed", 0),
    ] {
        assert_eq!(report.number(place), number, "{place} in {:#}", report.json);
    }
    let output = site.output();
    assert_eq!(faults(&output), [""; 0]);
    // All but the list of files that lies beside them.
    assert_eq!(report.number("files/written") as usize, output.len() - 1);
    assert!(report.json["seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn every_page_of_the_contract_is_there() {
    let site = Site::example().built();
    let output = site.output();
    for path in [
        "index.html",
        "404.html",
        "discussions.html",
        "feed.xml",
        "comments.xml",
        "experts/index.html",
        "experts/wim-dekkers.html",
        "experts/wim-dekkers.xml",
        "topics/index.html",
        "topics/dijken.html",
        "topics/dijken.xml",
        "series/index.html",
        "2024/index.html",
        "2024/sensor-die-loog.html",
        "2024/sensor-die-loog/vlakke-lijn.svg",
        "over.html",
    ] {
        assert!(output.contains_key(path), "{path} in {:?}", output.keys());
    }
    assert!(!output.contains_key("sitemap.xml"), "a sitemap needs a base_url");
    let moved = Site::example();
    let report = moved.build_with(&["--base-url", "https://kennis.example/blog"]);
    assert_eq!(report.code, 0);
    let sitemap = moved.page("sitemap.xml");
    assert!(sitemap.contains("<loc>https://kennis.example/blog/2024/sensor-die-loog.html</loc>"));
    assert!(moved.page("feed.xml").contains("https://kennis.example/blog/feed.xml"));
}

#[test]
fn a_page_says_its_language_its_policy_and_that_it_is_not_to_be_indexed() {
    let site = Site::example().built();
    for (path, bytes) in site.output() {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8(bytes).unwrap();
        let tags = tags(&html);
        let meta = |key: &str, value: &str| {
            tags.iter()
                .find(|(name, has)| name == "meta" && has.get(key).is_some_and(|is| is == value))
        };
        let policy = &meta("http-equiv", "Content-Security-Policy").unwrap().1["content"];
        assert!(
            policy.contains("default-src 'none'")
                && policy.contains("require-trusted-types-for 'script'")
        );
        assert!(meta("name", "robots").unwrap().1["content"].contains("noindex"), "{path}");
        assert!(
            tags.iter().any(|(name, has)| name == "html" && has.contains_key("lang")),
            "{path}"
        );
    }
    assert!(site.page("2024/reading-a-pump-curve.html").contains("lang=\"en\""));
}

#[test]
fn long_lists_and_discussions_have_pages_with_addresses_that_stay() {
    let mut csv = "naam;reactie;bericht\n".to_owned();
    for number in 0..250 {
        csv += &format!("Jan;Reactie {number};p07\n");
    }
    let mut site = Site::new().with("content/comments/a.csv", &csv);
    for number in 0..45 {
        site = site.with_post(&format!("p{number:02}"), "Tekst.");
    }
    let site = site.built();
    let output = site.output();
    assert_eq!(faults(&output), [""; 0]);
    for path in
        ["index.html", "page/2.html", "page/3.html", "2026/p07.html", "2026/p07/page/2.html"]
    {
        assert!(output.contains_key(path), "{path} in {:?}", output.keys());
    }
    assert!(!output.contains_key("page/4.html"));
}

#[test]
fn drafts_and_posts_of_other_times_wait_for_their_flag() {
    let post = |extra: &str| format!("---\ntitle: t\ndate: 2026-01-01\n{extra}\n---\n");
    let site = Site::new()
        .with("content/posts/nu.md", &post(""))
        .with("content/posts/kladje.md", &post("draft: true"))
        .with("content/posts/later.md", &post("publish: 2027-01-01"))
        .with("content/posts/straks.md", "---\ntitle: t\ndate: 2026-12-01\n---\n")
        .with("content/posts/voorbij.md", &post("expires: 2026-02-01"));
    for (flags, posts) in [
        (&[][..], 1),
        (&["--drafts"], 2),
        (&["--future"], 3),
        (&["--expired"], 2),
        (&["--drafts", "--future", "--expired"], 5),
    ] {
        assert_eq!(site.build_with(flags).number("pages/posts"), posts, "{flags:?}");
    }
}

#[test]
fn byte_order_marks_line_ends_and_decomposed_names_change_nothing() {
    let text = "---\ntitle: Één\ndate: 2026-01-01\n---\n\nTekst met [een link](cafe\u{301}.md).\n";
    let other = "---\ntitle: Café\ndate: 2026-01-01\n---\n\nTekst.\n";
    let plain = Site::new()
        .with("content/posts/een.md", &text.replace("e\u{301}", "é"))
        .with("content/posts/café.md", other)
        .built();
    let odd = Site::new()
        .with("content/posts/een.md", &format!("\u{feff}{}", text.replace('\n', "\r\n")))
        .with("content/posts/cafe\u{301}.md", &other.replace('\n', "\r\n"))
        .built();
    assert_eq!(crate::support::differences(&plain.output(), &odd.output()), [""; 0]);
}

#[test]
fn init_makes_a_site_that_builds_in_both_languages() {
    for language in ["nl", "en"] {
        let site = Site::empty();
        let folder = site.path("nieuw");
        let folder = folder.to_str().unwrap();
        let run = |arguments: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
            let output = command.args(arguments).args(["--lang", language]).output().unwrap();
            (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        assert_eq!(run(&["init", folder]), (Some(0), String::new()));
        assert_eq!(run(&["build", "--strict", "--root", folder]), (Some(0), String::new()));
        let output = crate::support::files(&site.path("nieuw/public"));
        assert_eq!(faults(&output), [""; 0]);
        // It looks as a blog does: a post above the others, a chart, and an answer of the author.
        let pages: String = output.values().map(|page| String::from_utf8_lossy(page)).collect();
        for part in ["entry-pinned", "<figure class=chart", "comment by-author", "class=\"quote"] {
            assert!(pages.contains(part), "{part}");
        }
        // A folder that is in use is left alone.
        assert_eq!(run(&["init", folder]).0, Some(1));
        for kind in ["post", "page", "expert", "topic"] {
            let made = run(&["new", "Ons \"nieuwe\" stuk: één", "--kind", kind, "--root", folder]);
            assert_eq!(made.0, Some(0), "{}", made.1);
            assert_eq!(
                run(&["new", "Ons nieuwe stuk één", "--kind", kind, "--root", folder]).0,
                Some(1)
            );
        }
        let (code, told) = run(&["build", "--root", folder]);
        assert_eq!(code, Some(0), "{told}");
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [&["bouw"][..], &["build", "--snel"], &[]] {
        assert_eq!(weerklank(arguments).output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
    let site = Site::empty();
    let report = site.build();
    assert_eq!(
        (report.code, report.errors()),
        (1, vec!["settings-missing weerklank.toml:-".into()])
    );
}

#[test]
fn a_site_overrides_a_template_an_asset_and_words() {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\nlanguage = \"en\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "extends = \"default\"\n")
        .with("themes/ons/templates/post.html", "{% extends \"default/post.html\" %}\n{% block main %}<p class=\"ours\">{{ post.entry.title }}</p>{{ super() }}{% endblock %}\n")
        .with("themes/ons/templates/base.html", "{% extends \"default/base.html\" %}\n{% block head %}{{ super() }}<link rel=\"stylesheet\" href=\"{{ page.assets[\"ours.css\"] }}\">{% endblock head %}\n")
        .with("themes/ons/assets/ours.css", "body { color: navy }\n")
        .with("themes/ons/i18n/en.toml", "topics = \"Themes\"\n")
        .with_post("a", "x")
        .built();
    assert!(site.page("2026/a.html").contains("<p class=\"ours\">Post a</p>"));
    for page in ["index.html", "2026/a.html", "search.html", "404.html"] {
        assert!(site.page(page).contains("assets/ours."), "{page}");
    }
    assert!(
        site.page("topics/index.html").contains("<h1>Themes</h1>")
            || site.page("topics/index.html").contains(">Themes<")
    );
    assert!(
        site.output().keys().any(|path| path.starts_with("assets/ours.") && path.ends_with(".css"))
    );
}

#[test]
fn a_sheet_of_the_site_names_files_as_they_are_called_in_the_output() {
    let sheet = "@import \"more/other.css\";\n@font-face { font-family: Ours; src: url(ours.woff2?#iefix) }\n\
                 a { background: url('../images/a.png') url(\"/b.png\") url(#c) }\n\
                 b { background: url(ourz.woff2) }\n\
                 i { background: url(https://x.example/a.png), url(data:image/png;base64,AA==) }\n";
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "extends = \"default\"\n")
        .with("themes/ons/assets/ours.woff2", "A font.")
        .with("themes/ons/assets/ours.css", sheet)
        .with("themes/ons/assets/more/other.css", "a { src: url( ../ours.woff2 ) }")
        .with("static/images/a.png", "x")
        .with_post("a", "x");
    let report = site.build();
    let place = |code: &str, line: u32| format!("{code} themes/ons/assets/ours.css:{line}");
    let told: Vec<String> =
        report.warnings().into_iter().filter(|it| it.contains("ours.css")).collect();
    let foreign = place("style-foreign", 5);
    assert_eq!(told, [place("broken-link", 4), foreign.clone(), foreign]);
    let find = |site: &Site, start: &str, end: &str| {
        let is_it = |path: &str| path.starts_with(start) && path.ends_with(end);
        let (path, bytes) = site.output().into_iter().find(|(path, _)| is_it(path)).unwrap();
        (path["assets/".len()..].to_owned(), bytes)
    };
    let sheets =
        |site: &Site| ["assets/more/other.", "assets/ours."].map(|start| find(site, start, ".css"));
    let (font, _) = find(&site, "assets/ours.", ".woff2");
    let [(other, inner), (ours, text)] = sheets(&site);
    let wanted =
        sheet.replace("more/other.css", &other).replace("ours.woff2?", &format!("{font}?"));
    assert_eq!(String::from_utf8(text).unwrap(), wanted);
    assert_eq!(String::from_utf8(inner).unwrap(), format!("a {{ src: url( ../{font} ) }}"));
    // What a sheet names changes its own name.
    let site = site.with("themes/ons/assets/ours.woff2", "Another.");
    site.build();
    let [(other_after, _), (ours_after, _)] = sheets(&site);
    assert!(other != other_after && ours != ours_after, "{other_after} {ours_after}");
}

#[test]
fn a_script_and_a_sheet_of_the_site_are_delivered_as_they_were_written() {
    let script =
        "// Ours.\nfunction  outer (value) { return `${ value } /* no */`; }\nouter( 1 );\n";
    let sheet = "/* Ours. */\nbody  { color : navy ; }\n";
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "extends = \"default\"\n")
        .with("themes/ons/assets/weerklank.js", script)
        .with("themes/ons/assets/style.css", sheet)
        .with_post("a", "x")
        .built();
    for (name, wanted) in [("assets/weerklank.", script), ("assets/style.", sheet)] {
        let output = site.output();
        let (_, bytes) = output.iter().find(|(path, _)| path.starts_with(name)).unwrap();
        assert_eq!(String::from_utf8_lossy(bytes), wanted);
    }
}

#[test]
fn a_post_in_a_list_is_what_the_components_of_the_site_make_of_it() {
    let entry = include_str!("../../themes/default/templates/_entry.html");
    let (before, line) = entry.split_once("{% component entry_line(entry, @t) -%}").unwrap();
    let (_, after) = line.split_once("{%- endcomponent entry_line %}").unwrap();
    // One that says the same on every page, and one that asks for the page that it stands on.
    for (component, said) in [
        ("{% component entry_line(entry) -%}!{{ entry.title }}!", "!A &amp; B!"),
        (
            "{% component entry_line(entry, @page) -%}{{ page.title }}: {{ entry.title }}",
            "2026: A &amp; B",
        ),
    ] {
        let ours = format!("{before}{component}{{%- endcomponent entry_line %}}{after}");
        let site = Site::empty()
            .with("weerklank.toml", "title = \"x\"\nlanguage = \"en\"\ntheme = \"ons\"\n")
            .with("themes/ons/theme.toml", "extends = \"default\"\n")
            .with("themes/ons/templates/_entry.html", &ours)
            .with(
                "content/posts/a.md",
                "---\ntitle: A & B\ndate: 2026-01-01\nauthors: [Ali]\n---\nx\n",
            )
            .built();
        let year = site.page("2026/index.html");
        assert!(year.contains(said), "{year}");
        assert!(site.page("index.html").contains(">A &amp; B</a></h3>"));
        assert!(site.page("experts/ali.html").contains(">A &amp; B</a></h3>"));
    }
}

#[test]
fn a_theme_that_is_written_wrong_is_told_once() {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\nlanguage = \"fy\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "nmae = \"Ons\"\nextends = \"defualt\"\n")
        .with_post("a", "x");
    let report = site.build();
    assert_eq!(report.errors(), ["wrong-type themes/ons/theme.toml:2"]);
    let warnings = ["unknown-key themes/ons/theme.toml:1", "language-missing weerklank.toml:-"];
    assert_eq!(report.warnings(), warnings);
}

#[test]
fn a_template_that_changes_nothing_is_told() {
    let theme = |files: &[(&str, &str)]| {
        let site = Site::empty()
            .with("weerklank.toml", "title = \"x\"\nlanguage = \"en\"\ntheme = \"ons\"\n")
            .with("themes/ons/theme.toml", "extends = \"default\"\n")
            .with(
                "content/posts/b.md",
                "---\ntitle: b\ndate: 2026-01-01\ntemplate: eigen\n---\nx\n",
            );
        let all = [
            (
                "templates/eigen.html",
                "{% extends \"default/post.html\" %}{% block after %}{% include \"_deel.html\" %}{% endblock %}",
            ),
            ("templates/_deel.html", "Deel."),
        ];
        all.iter()
            .chain(files)
            .fold(site, |site, (path, text)| site.with(&format!("themes/ons/{path}"), text))
    };
    let told = |files: &[(&str, &str)]| {
        let report = theme(files).build();
        assert_eq!(report.errors(), [""; 0], "{:#}", report.json);
        report.warnings()
    };
    assert_eq!(told(&[]), [""; 0]);
    assert_eq!(
        told(&[("templates/_comment.html", "<p>{{ comment.text }}</p>")]),
        ["component-missing themes/ons/templates/_comment.html:-"]
    );
    let one = "{% component comment(comment, reply_before=\"\", reply_after=\"\") %}x{% endcomponent comment %}";
    assert_eq!(told(&[("templates/_comment.html", one)]), [""; 0]);
    let report =
        theme(&[("templates/pots.html", "x"), ("i18n/en.toml", "geheel_eigen = \"x\"\n")]).build();
    assert_eq!(
        report.warnings(),
        [
            "unknown-key themes/ons/i18n/en.toml:1",
            "template-unused themes/ons/templates/pots.html:-"
        ]
    );
    let helps: Vec<&str> = report.json["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["help"].as_str().unwrap())
        .collect();
    assert!(!helps[0].contains("extra") && helps[1].contains("`post.html`"), "{helps:?}");
}

#[test]
fn a_theme_without_a_base_is_told_once_what_it_needs() {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\ntheme = \"ons\"\n")
        .with("themes/ons/theme.toml", "name = \"Ons\"\n")
        .with("themes/ons/templates/post.html", "{{ post.entry.title }}")
        .with_post("a", "x");
    let report = site.build();
    assert_eq!(report.errors(), ["theme-incomplete themes/ons/theme.toml:-"]);
    let help = report.json["errors"][0]["help"].as_str().unwrap();
    assert!(help.contains("extends = \"default\""), "{help}");
}

/// The text of each element of a feed by its path, in order: `feed/entry/id`.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut path, mut found) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                found.push((path.join("/"), String::new()));
            }
            quick_xml::events::Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag.attributes_raw().to_owned();
                found.push((format!("{}/{name}", path.join("/")), attributes));
            }
            quick_xml::events::Event::Text(text) => {
                if let Some((_, value)) = found.last_mut() {
                    value.push_str(&text);
                }
            }
            quick_xml::events::Event::End(_) => {
                path.pop();
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{path:?} is open at the end");
    found
}

#[test]
fn feeds_have_what_rfc_4287_asks() {
    let site = Site::example();
    assert_eq!(site.build_with(&["--base-url", "https://kennis.example/"]).code, 0);
    for (path, bytes) in site.output() {
        if !path.ends_with(".xml") || path == "sitemap.xml" {
            continue;
        }
        let xml = String::from_utf8(bytes).unwrap();
        let found = elements(&xml);
        let all = |name: &str| -> Vec<&str> {
            found.iter().filter(|(path, _)| path == name).map(|(_, text)| text.as_str()).collect()
        };
        for once in ["feed/id", "feed/title", "feed/updated"] {
            assert_eq!(all(once).len(), 1, "{once} in {path}");
        }
        let entries = all("feed/entry").len();
        for each in ["id", "title", "updated", "author/name"] {
            let count = all(&format!("feed/entry/{each}")).len();
            assert!(
                count == entries || (each == "author/name" && count >= entries),
                "{each} in {path}"
            );
        }
        let ids: std::collections::BTreeSet<&str> = all("feed/entry/id").into_iter().collect();
        assert_eq!(ids.len(), entries, "one id per entry in {path}");
        for date in all("feed/updated").iter().chain(&all("feed/entry/updated")) {
            assert!(date.trim().parse::<jiff::Timestamp>().is_ok(), "{date} in {path}");
        }
        let own = format!("href=\"https://kennis.example/{path}\"");
        assert!(
            all("feed/link")
                .iter()
                .any(|link| link.contains("rel=\"self\"") && link.contains(&own)),
            "{path}"
        );
    }
}

/// Whether an address has only what RFC 3986 lets stand in one; if `whole`, with a scheme.
fn is_address(text: &str, whole: bool) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let mut escapes = text.split('%').skip(1);
    let escaped = escapes
        .all(|rest| rest.get(..2).is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit())));
    let brackets = text.contains(['[', ']']);
    let scheme =
        ["https://kennis.example/", "urn:uuid:"].iter().any(|start| text.starts_with(start));
    text.chars().all(legal)
        && escaped
        && !brackets
        && text.matches('#').count() <= 1
        && (scheme || !whole)
}

#[test]
fn feeds_of_files_with_strange_names_have_valid_addresses() {
    let post =
        "---\ntitle: Vreemd\ndate: 2026-01-01\nauthors: [Ans & Bo]\ntopics: [\"a b\"]\n---\nx\n";
    for (base_url, is_known) in [("https://kennis.example/a&b/", true), ("", false)] {
        let site = Site::new();
        let names = ["een vraag", "50% & meer", "[lijst] #1", "caf\u{e9} \u{1f600}", "it's"];
        for name in names {
            site.put(&format!("content/posts/{name}.md"), post.as_bytes());
        }
        let csv = "id;naam;reactie;bericht\nA 1 #x;Jan;Mooi;een vraag\n";
        let site = site.with("content/comments/a.csv", csv);
        let report = site.build_with(&["--base-url", base_url]);
        assert_eq!(report.code, 0, "{:#}", report.json);
        let feeds: Vec<(String, Vec<u8>)> =
            site.output().into_iter().filter(|(path, _)| path.ends_with(".xml")).collect();
        assert!(feeds.len() >= 4, "{}", feeds.len());
        let mut ids = 0;
        for (path, bytes) in feeds.iter().filter(|(path, _)| path != "sitemap.xml") {
            for (name, text) in elements(std::str::from_utf8(bytes).unwrap()) {
                let text = text.replace("&amp;", "&");
                if name.ends_with("/id") {
                    assert!(is_address(text.trim(), true), "{text} in {path}");
                    ids += 1;
                }
                if let Some((_, rest)) = text.split_once("href=\"") {
                    let href = rest.split('"').next().unwrap();
                    assert!(is_address(href, is_known), "{href} in {path}");
                }
            }
        }
        assert!(ids > 10, "{ids}");
        if is_known {
            let sitemap = site.page("sitemap.xml");
            assert!(sitemap.contains("<loc>https://kennis.example/a&amp;b/2026/"), "{sitemap}");
        }
    }
}

/// What the program's own templates show of comments is made by stencils, and what those of a site show by the templates alone.
#[test]
fn a_site_with_the_same_templates_of_its_own_has_the_same_pages() {
    let comments = "Nr;Datum;Naam;Bericht;Reactie\n\
        1;2-3-2026 10:00;\u{5d3}\u{5d5}\u{5d3} Levi;lachgas-uit-de-zuivering;Eens & <b>raak</b> gezegd\n\
        2;2-3-2026 11:00;;lachgas-uit-de-zuivering;This is what we have seen at our plant too, and it is not to blame.\n\
        3;;O'Brien;lachgas-uit-de-zuivering;Zie https://waterschap.example/a?b=c&d=e\n";
    // A title with what stands in for texts.
    let post =
        "---\ntitle: \"A \u{fdd1}&1\u{fdd1} \u{fdd1}&2\u{fdd1}\"\ndate: 2026-03-02\n---\nTekst.\n";
    let example = || {
        Site::example()
            .with("content/comments/meer.csv", comments)
            .with("content/posts/2026/teken.md", post)
    };
    let own = example();
    for (path, bytes) in files(&repository().join("themes/default")) {
        own.put(&format!("themes/default/{path}"), &bytes);
    }
    let [plain, own] = [example(), own].map(|site| {
        let report = site.build();
        assert_eq!(report.errors(), [""; 0]);
        assert!(site.page("2023/lachgas-uit-de-zuivering.html").contains("O&#39;Brien"));
        site.output()
    });
    let differing = differences(&plain, &own);
    let differing: Vec<&String> =
        differing.iter().filter(|path| *path != ".weerklank-files").collect();
    assert_eq!(differing, [""; 0]);
}
