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
    check(
        "docusaurus",
        &[posts.as_slice(), &["2024/parts.html", "2021/year-folder.html"]].concat(),
    );
}

#[test]
fn material() {
    check("material", &["2024/gauges.html", "2024/water-levels.html"]);
}

#[test]
fn files_that_other_generators_make_pages_of_are_told_once_for_each_kind() {
    let html = "---\ntitle: Old\n---\n<p>x</p>\n";
    let site = Site::new()
        .with("content/posts/2024-01-02-old.html", html)
        .with("content/posts/2024-01-03-older.html", html)
        .with("content/posts/c.adoc", "= C\n")
        .with("content/posts/attached.html", "<p>x</p>\n")
        .with("content/posts/notes.txt", "--- not front matter ---\n")
        .with("content/posts/prices.csv", "a,b\n")
        .with("content/posts/b/index.md", "---\ntitle: B\ndate: 2024-01-01\n---\nx\n")
        .with("content/posts/b/form.html", html)
        .with("content/posts/b/source.rst", "x\n");
    let report = site.build();
    assert_eq!(report.code, 0);
    assert_eq!(
        report.warnings(),
        ["not-markdown content/posts/2024-01-02-old.html:-", "not-markdown content/posts/c.adoc:-"]
    );
    assert!(site.page("2024/b/form.html").contains("title: Old"));
}

#[test]
fn a_template_of_another_page_is_told_and_one_of_the_site_is_used() {
    let post = "+++\ntitle = \"Z\"\ndate = 2024-01-01\ntemplate = \"page.html\"\n+++\nx\n";
    let site = Site::new().with("content/posts/a.md", post);
    assert_eq!(site.build().warnings(), ["template-of-others content/posts/a.md:4"]);
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\ntheme = \"own\"\n")
        .with("content/posts/a.md", post)
        .with("content/pages/b.md", "---\ntemplate: page\n---\nx\n")
        .with("themes/own/theme.toml", "extends = \"default\"\n")
        .with("themes/own/templates/page.html", "<!doctype html>Our own.");
    assert_eq!(site.built().page("2024/a.html"), "<!doctype html>Our own.");
}

#[test]
fn a_link_to_a_part_of_a_post_says_that_it_is_one() {
    let site = Site::new()
        .with("content/posts/b/index.md", "---\ntitle: B\ndate: 2024-01-01\n---\n[x](figures.md)\n")
        .with("content/posts/b/figures.md", "---\ntitle: Figures\n---\nx\n")
        .with("content/posts/b/2024-01-02-second.md", "---\ntitle: Second\n---\nx\n");
    let report = site.build();
    assert_eq!(report.code, 0);
    assert_eq!(
        report.warnings(),
        ["part-of-post content/posts/b/figures.md:-", "link-waits content/posts/b/index.md:5"]
    );
    assert!(site.page("2024/second.html").contains("Second"));
}

#[test]
fn what_a_folder_gives_is_the_same_with_the_cache_and_without() {
    let section = "content/posts/a/_index.md";
    let cascade = |says: &str| format!("---\ntitle: A\ncascade: {{{says}}}\n---\n");
    let site = Site::new()
        .with("content/posts/a/x.md", "---\ntitle: X\ndate: 2024-01-01\n---\nx\n")
        .with(section, &cascade("expiryDate: 2030-01-01"));
    let exists = |site: &Site| site.path("public/2024/x.html").exists();
    for (says, is_shown) in [
        ("expiryDate: 2030-01-01", true),
        ("draft: true", false),
        ("expiryDate: 2025-01-01", false),
        ("publishDate: 2030-01-01", false),
        ("draft: false", true),
    ] {
        site.put(section, cascade(says).as_bytes());
        assert_eq!(site.build().code, 0);
        assert_eq!(exists(&site), is_shown, "{says}");
    }
}

#[test]
fn posts_of_one_name_in_two_folders_are_told_apart_by_their_dates() {
    let post = |day: &str| format!("---\ntitle: Verslag\ndate: {day}\n---\nx\n");
    let site = Site::new()
        .with("content/posts/team/verslag.md", &post("2024-01-05"))
        .with("content/posts/bestuur/verslag.md", &post("2024-03-07"));
    let report = site.build();
    let told = vec!["slug-repeated content/posts/bestuur/verslag.md:-".to_owned()];
    assert_eq!((report.code, report.warnings()), (0, told), "{:#}", report.json);
    assert!(site.path("public/2024/verslag.html").exists());
    assert!(site.path("public/2024/verslag-03-07.html").exists());
}

#[test]
fn a_slug_is_what_its_generator_makes_of_it() {
    for (given, made) in [
        ("\"Een Mooie Dag?\"", "een-mooie-dag"),
        ("\"Vraag & antwoord: 50%\"", "vraag-antwoord-50"),
        ("oud.html", "oud"),
        ("Team/Dag 1", "Team/dag-1"),
        ("v1.2", "v1.2"),
    ] {
        let post = format!("---\ntitle: X\ndate: 2024-01-05\nslug: {given}\n---\nx\n");
        let site = Site::new().with("content/posts/x.md", &post);
        let report = site.build();
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{given}: {:#}", report.json);
        assert!(site.path(&format!("public/2024/{made}.html")).exists(), "{given}");
    }
}

#[test]
fn posts_of_one_name_and_several_days_are_told_apart() {
    let post = |title: &str| format!("---\ntitle: {title}\n---\n[old](/2024/01/05/notes.html)\n");
    let site = Site::new()
        .with("content/posts/_posts/2024-01-05-notes.md", &post("January"))
        .with("content/posts/_posts/2024-02-05-notes.md", &post("February"))
        .with("content/posts/_posts/2025-02-05-notes.md", &post("Later"));
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    let told = "slug-repeated content/posts/_posts/2024-02-05-notes.md:-";
    assert_eq!(report.warnings(), [told]);
    assert!(site.page("2024/notes.html").contains("January"));
    let later = site.page("2024/notes-02-05.html");
    assert!(
        later.contains("February") && later.contains("<a href=\"../2024/notes.html\">old"),
        "{later}"
    );
    assert!(site.page("2025/notes.html").contains("Later"));
    // One that readers do not see today keeps its address.
    site.put(
        "content/posts/_posts/2024-01-05-notes.md",
        b"---\ntitle: January\nexpires: 2025-01-01\n---\nx\n",
    );
    assert_eq!(site.build().code, 0);
    assert!(site.page("2024/notes-02-05.html").contains("February"));
    assert!(!site.path("public/2024/notes.html").exists());
    // A draft changes no address, whether it is built or not.
    site.put(
        "content/posts/_posts/2024-01-02-notes.md",
        b"---\ntitle: Draft\ndraft: true\n---\nx\n",
    );
    for flags in [&[] as &[&str], &["--drafts"]] {
        assert_eq!(site.build_with(flags).code, 0);
        assert!(site.page("2024/notes-02-05.html").contains("February"));
    }
    assert!(site.page("2024/notes-01-02.html").contains("Draft"));
    // Without the year in addresses the whole day tells them apart.
    let site = Site::empty()
        .with("weerklank.toml", "title = \"x\"\npermalink = \"{slug}/\"\n")
        .with("content/posts/2024-01-05-notes.md", &post("January"))
        .with("content/posts/2025-01-05-notes.md", &post("Later"));
    assert!(site.built().page("notes-2025-01-05/index.html").contains("Later"));
}

#[test]
fn other_addresses_that_are_the_same_stay_an_error() {
    for (one, two) in [("slug: notes\n", ""), ("path: /2024/notes.html\n", "")] {
        let post = |keys: &str| format!("---\ntitle: A\n{keys}---\nx\n");
        let site = Site::new()
            .with("content/posts/2024-01-05-notes.md", &post(one))
            .with("content/posts/2024-02-05-notes.md", &post(two));
        assert_eq!(site.build().errors().len(), 1);
    }
    let post = "---\ntitle: A\n---\nx\n";
    let site = Site::new()
        .with("content/posts/a/2024-01-05-notes.md", post)
        .with("content/posts/b/2024-01-05-notes.md", post);
    assert_eq!(site.build().errors().len(), 1);
}

#[test]
fn lists_are_found_where_other_generators_have_them() {
    let body = "[a](/blog) [b](/blog/) [c](@/blog/_index.md) [d](/tags/) [e](/categories/) [f](/blog/tags) \
                [g](/blog/authors) [h](/categories/water/) [i](/index.xml) [j](/blog/rss.xml) [k](/blog/archive)\n";
    let site = Site::new().with(
        "content/posts/a.md",
        &format!("---\ntitle: A\ndate: 2024-01-01\ntags: [water]\nauthor: Bo\n---\n{body}"),
    );
    let report = site.build();
    assert_eq!(report.warnings(), ["unknown-person content/posts/a.md:5"]);
    let page = site.page("2024/a.html");
    for link in [
        "../index.html\">a",
        "../index.html\">b",
        "../index.html\">c",
        "../topics/index.html\">d",
        "../topics/index.html\">e",
        "../topics/index.html\">f",
        "../experts/index.html\">g",
        "../topics/water.html\">h",
        "../feed.xml\">i",
        "../feed.xml\">j",
        "../index.html\">k",
    ] {
        assert!(page.contains(link), "{link} in {page}");
    }
}

#[test]
fn profiles_and_topics_may_have_folders_and_a_cover_lies_beside_its_post() {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    let site = Site::new()
        .with("content/experts/jan/index.md", "---\nname: Jan de Wit\nphoto: jan.svg\n---\nx\n")
        .with("content/experts/jan/jan.svg", picture)
        .with("content/experts/afd/bo.md", "---\nname: Bo Smit\ndate: 2024-01-01\n---\nx\n")
        .with("content/experts/_weg/an.md", "---\nname: An Bakker\n---\nx\n")
        .with("content/topics/water/index.md", "---\ntitle: Al het water\n---\n![Sloot](sloot.svg)\n")
        .with("content/topics/water/sloot.svg", picture)
        .with("content/posts/a/a.svg", picture)
        .with(
            "content/posts/a/index.md",
            "---\ntitle: A\ndate: 2024-03-01\nauthors: [jan, bo]\ntopics: [water]\ncoverImage: a.svg\n---\nx\n",
        );
    let report = site.build();
    let told = ["name-hidden content/experts/_weg/an.md:-"];
    assert_eq!((report.code, report.warnings()), (0, told.map(str::to_owned).to_vec()));
    assert!(site.page("experts/jan.html").contains("Jan de Wit"));
    assert!(site.page("experts/bo.html").contains("Bo Smit"));
    assert!(site.page("topics/water.html").contains("Al het water"));
    for file in ["experts/jan/jan.svg", "topics/water/sloot.svg", "2024/a/a.svg"] {
        assert!(site.path("public").join(file).exists(), "{file}");
    }
    assert!(!site.path("public/2024/bo.html").exists());
}

#[test]
fn chirpy_names_the_folder_of_pictures_once() {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    let post = |key: &str| {
        format!(
            "---\ntitle: A\ndate: 2024-03-01\n{key}\nimage: top.svg\n---\n![Dike](dike.svg)\n\n![Other](/other.svg)\n"
        )
    };
    let site = Site::new()
        .with("content/posts/a.md", &post("media_subpath: /assets/img/blog"))
        .with("content/posts/b.md", &post("img_path: assets/img/blog/"))
        .with(
            "content/posts/c.md",
            "---\ndate: 2024-03-01\nimg_path: /\n---\n![Other](other.svg)\n",
        )
        .with("static/assets/img/blog/dike.svg", picture)
        .with("static/assets/img/blog/top.svg", picture)
        .with("static/other.svg", picture);
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, Vec::new()));
    for page in ["2024/a.html", "2024/b.html"] {
        let page = site.page(page);
        for file in ["blog/dike.svg", "blog/top.svg", "../other.svg"] {
            assert!(page.contains(file), "{file} in {page}");
        }
    }
    assert!(site.page("2024/c.html").contains("../other.svg"));
}
