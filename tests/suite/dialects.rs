//! A folder of posts from another generator builds with no edits and no error.

use crate::pages::faults;
use crate::support::{Site, repository};

/// Builds a site of another generator, and compares its warnings and its posts with the golden file.
fn check(dialect: &str, posts: &[&str]) {
    let folder = format!("tests/sites/dialects/{dialect}");
    let site = Site::copy_of(&folder);
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(faults(&site.output()), [""; 0]);
    let mut found: String =
        report.warnings().iter().map(|warning| format!("{warning}\n")).collect();
    for post in posts {
        let page = site.page(post);
        let (_, article) = page.split_once("<article").unwrap();
        let (article, _) = article.split_once("</article>").unwrap();
        found += &format!("\n== {post}\n<article{article}</article>\n");
    }
    let golden = repository().join(&folder).with_extension("golden.html");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&golden).unwrap_or_default(), found);
}

#[test]
fn hugo() {
    let posts = ["2024/winter-valves.html", "2024/pumps-once-more.html", "logs/first.html"];
    check("hugo", &[posts.as_slice(), &["2024/rest.html", "2024/rest-nl.html"]].concat());
    let site = Site::copy_of("tests/sites/dialects/hugo").built();
    assert!(site.page("old/winter-valves/index.html").contains("../../2024/winter-valves.html"));
}

#[test]
fn zola() {
    check("zola", &["2024/dike-watch.html", "knowledge/seepage/index.html"]);
}

#[test]
fn jekyll() {
    check("jekyll", &["begin/index.html", "2023/second.html"]);
    let site = Site::copy_of("tests/sites/dialects/jekyll").built();
    assert_eq!(site.page(".nojekyll"), "");
    assert_eq!(site.build_with(&["--drafts"]).code, 0);
    assert!(site.page("2026/idea.html").contains("Not yet."));
}

#[test]
fn docusaurus() {
    let posts = ["2024/first-steps.html", "2024/second.html", "2024/third.html"];
    check("docusaurus", &[posts.as_slice(), &["2024/parts.html"]].concat());
}

#[test]
fn material() {
    check("material", &["2024/gauges.html", "2024/water-levels.html"]);
}
