//! Links to what the site makes beside the pages of documents: lists, feeds, digests, the search.

use crate::pages::faults;
use crate::support::Site;

/// The links of the body of a post, each by its text.
fn hrefs(site: &Site, page: &str) -> Vec<String> {
    let page = site.page(page);
    let (_, body) = page.split_once("<p>LINKS ").unwrap();
    let (body, _) = body.split_once("</p>").unwrap();
    body.split("<a href=")
        .skip(1)
        .map(|link| link.split(['>', ' ']).next().unwrap().trim_matches('"').to_owned())
        .collect()
}

fn site(settings: &str, body: &str) -> Site {
    let settings = format!("title = \"Proef\"\nlanguage = \"en\"\npaginate = 1\n{settings}");
    let comment = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n\
        {\"post\": \"sub/a\", \"id\": 1, \"author\": \"Bo\", \"written\": \"2026-03-03 09:00\", \"text\": \"Zo.\", \"status\": \"approved\"}\n";
    Site::empty()
        .with("weerklank.toml", &settings)
        .with("content/comments/a.jsonl", &comment.replace("sub/a", "/2024/a.html"))
        .with("content/posts/sub/_index.md", "---\ntitle: Sub\n---\n")
        .with("content/posts/sub/a.md", &format!("---\ntitle: A\ndate: 2024-01-02\ntopics: [Dijken]\nauthors: [Els]\n---\nLINKS {body}\n"))
        .with("content/posts/b.md", "---\ntitle: B\ndate: 2024-02-02\ntopics: [Dijken]\n---\nx\n")
}

#[test]
fn a_link_leads_to_every_file_that_the_site_makes() {
    let targets = [
        ("/search.html", "../search.html"),
        ("/search.html?q=water&f=x#top", "../search.html?q=water&f=x#top"),
        ("../search.html?q=a", "../search.html?q=a"),
        ("/search", "../search.html"),
        ("https://kennis.example/blog/search.html?q=x", "../search.html?q=x"),
        ("https://kennis.example/blog/feed.xml", "../feed.xml"),
        ("/feed.xml", "../feed.xml"),
        ("/comments.xml", "../comments.xml"),
        ("/sitemap.xml", "../sitemap.xml"),
        ("/topics/", "../topics/index.html"),
        ("/topics/dijken.xml", "../topics/dijken.xml"),
        ("/topics/dijken/page/2.html", "../topics/dijken/page/2.html"),
        ("/experts/els.xml", "../experts/els.xml"),
        ("/2024/", "../2024/index.html"),
        ("/2024", "../2024/index.html"),
        ("/2024/index.html", "../2024/index.html"),
        ("./", "../2024/index.html"),
        ("/page/2.html", "../page/2.html"),
        ("/page/2/", "../page/2.html"),
        ("/digests/", "../digests/index.html"),
        ("/digests/2024-01.html", "../digests/2024-01.html"),
        ("/digests/2026-03.html", "../digests/2026-03.html"),
        ("/digests/month.xml", "../digests/month.xml"),
        ("/404.html", "../404.html"),
        ("@/posts/_index.md", "../index.html"),
        ("@/_index.md", "../index.html"),
        ("_index.md", "../index.html"),
        ("../_index.md", "../index.html"),
        ("/posts/", "../index.html"),
    ];
    let body: String = targets.iter().map(|(target, _)| format!("[x]({target}) ")).collect();
    let body = body + "[x]({{< ref \"/posts\" >}}) [x]({{< relref \"/posts/sub\" >}})";
    let menu = "base_url = \"https://kennis.example/blog/\"\n[[menu.main]]\nlabel = \"S\"\nto = \"search.html?q=water\"\n[[menu.main]]\nlabel = \"F\"\nto = \"feed.xml\"\n";
    let site = site(menu, &body);
    let report = site.build();
    assert_eq!(
        (report.errors(), report.warnings()),
        (vec![], vec!["unknown-person content/posts/sub/a.md:5".to_owned()]),
        "{:#}",
        report.json
    );
    let mut wanted: Vec<String> = targets.iter().map(|(_, wanted)| (*wanted).to_owned()).collect();
    wanted.extend(["../index.html".to_owned(), "../index.html".to_owned()]);
    let found: Vec<String> =
        hrefs(&site, "2024/a.html").iter().map(|href| href.replace("&amp;", "&")).collect();
    assert_eq!(found, wanted);
    assert!(site.page("2024/b.html").contains("href=\"../search.html?q=water\""));
}

#[test]
fn what_the_site_does_not_make_is_no_place() {
    let body = "[a](/2023/) [b](/page/7.html) [c](/digests/2020-01.html) [d](/documents/) [e](/topics/x.xml) [f](/sitemap.xml) [g](/series/) [h](/dicussions.html)";
    let menu = "[search]\nenabled = false\n[[menu.main]]\nlabel = \"S\"\nto = \"search.html\"\n[[menu.footer]]\nlabel = \"P\"\nto = \"page/9.html\"\n";
    let site = site(menu, body);
    let report = site.build();
    let helps = report.json["warnings"].to_string();
    assert!(helps.contains("`/discussions.html`"), "{helps}");
    let mut told = report.warnings();
    told.sort();
    let mut wanted = vec!["broken-link content/posts/sub/a.md:7"; 8];
    wanted.extend(["menu-target weerklank.toml:11", "menu-target weerklank.toml:8"]);
    wanted.push("unknown-person content/posts/sub/a.md:5");
    assert_eq!(told, wanted, "{:#}", report.json);
    assert_eq!(faults(&site.output()), [""; 0]);
}

#[test]
fn what_is_told_of_a_file_with_a_name_of_windows_is_that() {
    let body =
        "![Cijfers](nul.csv)\n\n[de nota](../con.pdf#page=2)\n\n![Foto](aux.png)\n\n[[con]]\n";
    let site = Site::new()
        .with_post("a", body)
        .with("content/posts/nul.csv", "A;B\nx;1\n")
        .with("content/con.pdf", "x");
    let post = |code: &str, line: u8| format!("{code} content/posts/a.md:{line}");
    let mut told = site.build().warnings();
    told.retain(|told| told.contains("a.md"));
    let wanted =
        [("reserved-name", 5), ("reserved-name", 7), ("reserved-name", 9), ("broken-link", 11)];
    assert_eq!(told, wanted.map(|(code, line)| post(code, line)));
}
