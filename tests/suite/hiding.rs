//! What an author hid in another generator is hidden here, and told.

use crate::support::{Report, Site};

/// A post with these keys.
fn post(keys: &str) -> String {
    format!("---\ntitle: Hidden\ndate: 2024-03-01\n{keys}\n---\nSecret words.\n")
}

/// Every file of the output that holds these words.
fn where_is(site: &Site, words: &str) -> Vec<String> {
    let output = site.output();
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(words);
    output.into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

fn codes(report: &Report) -> Vec<String> {
    assert_eq!(report.code, 0, "{:#}", report.json);
    report.warnings()
}

#[test]
fn a_name_that_hides_a_text_elsewhere_hides_it_here() {
    let site = Site::new()
        .with("content/posts/2024-01-03-shown.md", "---\ntitle: Shown\n---\nx\n")
        .with("content/posts/_posts/2024-01-04-jekyll.md", "---\ntitle: Jekyll\n---\nx\n")
        .with("content/posts/_part.mdx", "Secret words in {props.name}.\n")
        .with("content/posts/_weg/_index.md", "---\ndraft: true\n---\n")
        .with("content/posts/_weg/2024-01-02-a.md", &post(""))
        .with("content/posts/_weg/deep/2024-01-02-b.md", &post(""))
        .with("content/posts/__tests__/2024-01-02-c.md", &post(""))
        .with("content/posts/_posts/#2024-01-02-d.md", &post(""))
        .with("content/posts/_posts/~2024-01-02-e.md", &post(""))
        .with("content/pages/_f.md", &post(""));
    let report = site.build();
    assert_eq!(
        codes(&report),
        [
            "name-hidden content/pages/_f.md:-",
            "name-hidden content/posts/__tests__/2024-01-02-c.md:-",
            "name-hidden content/posts/_part.mdx:-",
            "name-hidden content/posts/_posts/#2024-01-02-d.md:-",
            "name-hidden content/posts/_posts/~2024-01-02-e.md:-",
            "name-hidden content/posts/_weg/2024-01-02-a.md:-",
        ]
    );
    assert_eq!(where_is(&site, "Secret words"), [""; 0]);
    assert!(site.page("2024/shown.html").contains("Shown"));
    assert!(site.page("2024/jekyll.html").contains("Jekyll"));
}

#[test]
fn an_unlisted_post_has_a_page_and_stands_in_no_list() {
    for (keys, told) in [
        ("unlisted: true", None),
        ("hidden: true", None),
        ("build: {list: never}", None),
        ("_build: {render: always, list: local}", None),
        ("build: {list: never, publishResources: false}", Some("key-without-meaning")),
    ] {
        let keys = format!("{keys}\ntags: [Only here]\nseries: Row\nauthors: [ines]");
        let comments = "post;author;text\nhidden;Bo;Secret words of Bo\nshown;Bo;Open words\n";
        let settings = "title = \"T\"\nlanguage = \"en\"\nbase_url = \"https://x.example/\"\n\
                        [comments.columns]\npost = \"post\"\n";
        let site = Site::empty()
            .with("weerklank.toml", settings)
            .with("content/experts/ines.md", "---\nname: Ines\n---\nx\n")
            .with("content/comments/a.csv", comments)
            .with("content/posts/hidden.md", &post(&keys))
            .with(
                "content/posts/2024-02-01-shown.md",
                "---\ntitle: Shown\ntags: [a]\n---\n[to it](hidden.md)\n",
            )
            .with(
                "content/posts/2024-04-01-also.md",
                "---\ntitle: Also\ntags: [a]\n---\nSecret, open.\n",
            );
        let report = site.build();
        let wanted: Vec<String> =
            told.iter().map(|code| format!("{code} content/posts/hidden.md:4")).collect();
        let warnings = codes(&report);
        assert!(warnings.iter().filter(|it| !it.contains("comments/")).eq(&wanted), "{warnings:?}");
        assert_eq!(where_is(&site, "Secret words"), ["2024/hidden.html"], "{keys}");
        let leads = where_is(&site, "hidden.html");
        // The list of all files is what the next build removes by.
        let own = [".weerklank-files", "2024/hidden.html", "2024/shown.html"];
        assert_eq!(leads, own, "{keys}");
        let page = site.page("2024/hidden.html");
        assert!(page.contains("Ines") && page.contains("2024-03-01"), "{page}");
        assert!(!page.contains("rel=prev") && !page.contains("rel=\"prev\""), "{page}");
        assert!(!site.page("experts/ines.html").contains("Hidden"));
        assert!(!site.path("public/topics/only-here.html").exists());
    }
}

#[test]
fn who_stands_only_in_what_is_not_listed_has_no_page() {
    let site = Site::new()
        .with(
            "content/posts/hidden.md",
            &post("unlisted: true\nauthors: [Stille Wim, Ada]\nexperts: [Stille Els]"),
        )
        .with("content/posts/shown.md", &post("authors: [Ada]"))
        .built();
    assert!(!site.path("public/experts/stille-wim.html").exists());
    assert_eq!(where_is(&site, "Stille"), ["2024/hidden.html"]);
    let page = site.page("2024/hidden.html");
    assert!(page.contains("Stille Wim") && page.contains("Stille Els"), "{page}");
    assert!(page.contains("experts/ada.html") && !page.contains("experts/stille"), "{page}");
    assert_eq!(crate::pages::faults(&site.output()), [""; 0]);
}

#[test]
fn a_value_that_hides_or_not_is_an_error() {
    for keys in ["unlisted: maybe", "hidden: mabye", "headless: perhaps", "render: sometimes"] {
        let site = Site::new().with("content/posts/hidden.md", &post(keys));
        let report = site.build();
        assert_eq!(report.code, 1, "{keys}");
        assert_eq!(report.errors(), ["wrong-type content/posts/hidden.md:4"], "{keys}");
    }
}

#[test]
fn a_year_with_nothing_but_unlisted_posts_is_no_page() {
    let site = Site::new().with("content/posts/hidden.md", &post("unlisted: true")).built();
    assert!(!site.path("public/2024/index.html").exists());
    assert!(!site.page("2024/hidden.html").contains("href=\"\""));
    assert_eq!(crate::pages::faults(&site.output()), [""; 0]);
}

#[test]
fn what_another_generator_makes_no_page_of_is_a_draft() {
    for (keys, line) in [
        ("build: {render: never}", 4),
        ("_build:\n  render: link\n  list: never", 5),
        ("headless: true", 4),
        ("render: false", 4),
        ("redirect_to: https://x.example/", 4),
        ("headless: true\ndraft: false", 4),
    ] {
        let site = Site::new().with("content/posts/hidden.md", &post(keys));
        let told = codes(&site.build());
        assert_eq!(told, [format!("page-hidden content/posts/hidden.md:{line}")], "{keys}");
        assert_eq!(where_is(&site, "Secret words"), [""; 0], "{keys}");
    }
    let site = Site::new().with("content/posts/shown.md", &post("headless: false\nhidden: false"));
    assert_eq!(codes(&site.build()), [""; 0]);
    assert!(!where_is(&site, "Secret words").is_empty());
}

#[test]
fn what_cascades_hides_too() {
    let cascade = |says: &str| format!("---\ntitle: A\ncascade: {{{says}}}\n---\n");
    let section = "content/posts/a/_index.md";
    let site = Site::new().with("content/posts/a/hidden.md", &post("draft: false"));
    for (says, wanted) in [
        ("build: {render: never, list: never}", &[] as &[&str]),
        ("build: {list: never}", &["2024/hidden.html"]),
        ("unlisted: true", &["2024/hidden.html"]),
    ] {
        site.put(section, cascade(says).as_bytes());
        codes(&site.build());
        assert_eq!(where_is(&site, "Secret words"), wanted, "{says}");
    }
}

/// An export of WordPress with a post of each state, made on this day of June.
fn wordpress(day: u32, posts: &[(&str, &str, &str)]) -> String {
    let item = |(number, (slug, status, password)): (usize, &(&str, &str, &str))| {
        format!(
            "<item><title>{slug}</title><link>https://oud.example/?p={number}</link><wp:post_id>{number}</wp:post_id>\
             <wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>post</wp:post_type>\
             <wp:post_password>{password}</wp:post_password></item>\n"
        )
    };
    let items: String = posts.iter().enumerate().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n\
         <wp:wxr_version>1.2</wp:wxr_version><pubDate>Mon, {day} Jun 2026 10:00:00 +0000</pubDate>\n\
         <wp:base_blog_url>https://oud.example</wp:base_blog_url>\n{items}</channel></rss>\n"
    )
}

#[test]
fn a_post_that_was_private_elsewhere_is_told_until_somebody_decided() {
    let then = [
        ("private", "private", ""),
        ("password", "publish", " "),
        ("decided", "private", ""),
        ("waits", "private", ""),
        ("opened", "private", ""),
        ("open", "publish", ""),
        ("draft", "draft", ""),
    ];
    let now = [("x", "publish", ""); 4].into_iter().chain([("opened", "publish", "")]);
    let now: Vec<_> = now.collect();
    let mut site = Site::new().with("content/comments/old.xml", &wordpress(1, &then)).with(
        "content/comments/new.xml",
        &wordpress(8, &now)
            .replace("_id>0<", "_id>90<")
            .replace("_id>1<", "_id>91<")
            .replace("_id>2<", "_id>92<")
            .replace("_id>3<", "_id>93<"),
    );
    for (slug, ..) in then {
        let keys = match slug {
            "decided" => "draft: false\n",
            "waits" => "draft: true\n",
            _ => "",
        };
        let text = format!("---\ntitle: {slug}\ndate: 2024-03-01\n{keys}---\nx\n");
        site = site.with(&format!("content/posts/{slug}.md"), &text);
    }
    let told = [
        "private-elsewhere content/posts/password.md:-",
        "private-elsewhere content/posts/private.md:-",
    ];
    assert_eq!(codes(&site.build()), told);
    // What is kept of the exports says it again.
    assert_eq!(codes(&site.build()), told);
    let text = "---\ntitle: private\ndate: 2024-03-01\ndraft: false\n---\nx\n";
    site.put("content/posts/private.md", text.as_bytes());
    assert_eq!(codes(&site.build()), told[..1]);
}

#[test]
fn a_profile_or_a_topic_that_is_not_to_be_seen_is_not_there() {
    let photo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    for (key, flag) in [
        ("draft: true", "--drafts"),
        ("publish: 2999-01-01", "--future"),
        ("expires: 2020-01-01", "--expired"),
    ] {
        let profile =
            format!("---\nname: Geheime Jan\nphoto: jan.svg\n{key}\n---\nVerborgen leven.\n");
        let topic = format!("---\ntitle: Geheim water\n{key}\n---\nVerborgen bron.\n");
        let site = Site::new()
            .with("content/experts/jan.md", &profile)
            .with("content/experts/jan.svg", photo)
            .with("content/experts/piet.md", &profile.replace("Jan", "Piet"))
            .with("content/topics/water.md", &topic)
            .with("content/topics/lucht.md", &topic.replace("water", "lucht"))
            .with("content/posts/a.md", &post("authors: [jan]\ntopics: [water]"));
        let report = site.build();
        assert_eq!((report.code, codes(&report)), (0, Vec::new()), "{key}");
        for word in ["Geheim", "Verborgen"] {
            assert_eq!(where_is(&site, word), [""; 0], "{key}");
        }
        assert!(!site.path("public/experts/jan.svg").exists(), "{key}");
        assert!(site.page("2024/a.html").contains("experts/jan.html"), "{key}");
        assert!(!site.path("public/experts/piet.html").exists(), "{key}");
        assert!(!site.path("public/topics/lucht.html").exists(), "{key}");
        assert_eq!(site.build_with(&[flag]).code, 0);
        let page = site.page("experts/jan.html");
        assert!(page.contains("Geheime Jan") && page.contains("Verborgen leven"), "{key}");
        assert!(site.page("topics/lucht.html").contains("Verborgen bron"), "{key}");
    }
}

#[test]
fn what_html_hides_from_readers_is_nowhere() {
    let body = "First <span hidden>Secret words A</span> line.\n\n<div hidden>\n\n## Secret words B\n\n\
                [Secret words C](nowhere.md)\n\n!!! note\n    Secret words D\n\n</div>\n\n\
                <p style=\"display: none\">Secret words E</p>\n\n\
                <details hidden><summary>x</summary>Secret words F</details>\n\n\
                <p style={{display: 'none'}}>Secret words G</p>\n\nLast line.\n";
    let text = format!("---\ntitle: Shown\ndate: 2024-03-01\n---\n{body}");
    let settings = "title = \"T\"\nlanguage = \"en\"\nbase_url = \"https://x.example/\"\n";
    let site = Site::empty()
        .with("weerklank.toml", settings)
        .with("content/posts/shown.md", &text)
        .with("content/posts/other.mdx", &text.replace("Shown", "Other"));
    let report = site.build();
    assert_eq!(
        codes(&report),
        ["html-removed content/posts/other.mdx:5", "html-removed content/posts/shown.md:5"]
    );
    assert_eq!(where_is(&site, "Secret words"), [""; 0]);
    let page = site.page("2024/shown.html");
    assert!(page.contains("<p>First  line.</p>") && page.contains("Last line."), "{page}");
    assert!(site.page("index.html").contains("First line. Last line."));
    // All HTML stays, but no list has what it hides.
    let trusted = format!("{settings}[markdown]\nhtml = \"trusted\"\n");
    let plain = text
        .replace("[Secret words C](nowhere.md)", "")
        .replace("<p style={{display: 'none'}}>Secret words G</p>", "");
    let site = Site::empty()
        .with("weerklank.toml", &trusted)
        .with("content/posts/shown.md", &plain)
        .built();
    assert_eq!(where_is(&site, "Secret words"), ["2024/shown.html"]);
}

#[test]
fn a_cascade_for_one_language_hides_that_language() {
    for (target, shown) in [
        ("{lang: nl}", &["Post En"][..]),
        ("{sites: {matrix: {languages: [nl]}}}", &["Post En"]),
        ("{sites: {versions: [v1]}}", &[]),
    ] {
        let cascade = format!("---\ncascade:\n  draft: true\n  target: {target}\n---\n");
        let named = |name: &str| post("").replace("Hidden", name);
        let site = Site::new()
            .with("content/posts/lang/_index.md", &cascade)
            .with("content/posts/lang/c.nl.md", &named("Post Nl"))
            .with("content/posts/lang/c.en.md", &named("Post En"));
        site.build();
        for name in ["Post Nl", "Post En"] {
            assert_eq!(!where_is(&site, name).is_empty(), shown.contains(&name), "{target} {name}");
        }
    }
}
