//! Every dialect's way to write a link, on one small site.

use super::*;

fn place(source: &str, path: &str, slug: &str, title: &str) -> LinkTarget {
    LinkTarget {
        source: SourcePath::new(source),
        path: OutputPath::new(path).unwrap(),
        slug: slug.to_owned(),
        title: title.to_owned(),
        aliases: Vec::new(),
        anchors: ["kop", "een-kop", "kop-1", "1-first-step", "whats-new-in-2-0"]
            .map(str::to_owned)
            .to_vec(),
    }
}

fn site() -> LinkIndex {
    let mut old =
        place("content/posts/2020-01-31-wonen.md", "2020/wonen.html", "wonen", "Wonen in de stad");
    old.aliases = vec!["/blog/oud-adres/".into(), "https://oud.example/?p=528".into()];
    let targets = vec![
        old,
        place("content/posts/zorg.md", "2021/zorg.html", "zorg", "Zorg & welzijn"),
        place("content/posts/bundel/index.md", "2021/bundel.html", "bundel", "Een bundel"),
        place("content/posts/bundel/foto é.png", "2021/bundel/foto é.png", "", ""),
        place("content/posts/bundel/rapport.pdf", "2021/bundel/rapport.pdf", "", ""),
        place("content/pages/over.md", "over/index.html", "over", "Over ons"),
        place("content/topics/zorg.md", "topics/zorg.html", "zorg", "Zorg"),
        place("content/posts/a/dubbel.md", "2022/dubbel.html", "dubbel", "Dubbel"),
        place("content/posts/b/dubbel.md", "2023/dubbel.html", "dubbel", "Dubbel"),
        place("static/images/logo.png", "images/logo.png", "", ""),
    ];
    LinkIndex::new(targets, &["intranet.example".into(), "https://oud.example/kennis/".into()])
}

fn shown(index: &LinkIndex, from: &SourcePath, target: &str, kind: LinkKind) -> String {
    match index.resolve(from, target, kind) {
        Resolved::Inside { path, anchor, .. } => {
            format!(
                "{path}{}",
                anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}"))
            )
        }
        Resolved::Made { path, rest } => format!("made {path}{rest}"),
        Resolved::Here(anchor) => format!("here #{anchor}"),
        Resolved::Outside => "outside".into(),
        Resolved::Broken => {
            format!("broken {}", index.nearest(from, target, kind).as_deref().unwrap_or("-"))
        }
        Resolved::BrokenAnchor(path) => {
            let anchor = target.split_once('#').map_or("", |(_, anchor)| anchor);
            let nearest = index.nearest_anchor(&path, anchor);
            format!("{path} without {}", nearest.as_deref().unwrap_or("-"))
        }
        Resolved::Unsafe => "unsafe".into(),
    }
}

fn check(from: &str, kind: LinkKind, cases: &[(&str, &str)]) {
    let index = site();
    for (target, wanted) in cases {
        assert_eq!(
            shown(&index, &SourcePath::new(from), target, kind),
            *wanted,
            "{target} in {from}"
        );
    }
}

#[test]
fn links_of_every_dialect_find_their_place() {
    check(
        "content/posts/zorg.md",
        LinkKind::Link,
        &[
            ("2020-01-31-wonen.md", "2020/wonen.html"),
            ("./2020-01-31-wonen.md#kop", "2020/wonen.html#kop"),
            ("bundel/index.md", "2021/bundel.html"),
            ("bundel", "2021/bundel.html"),
            (".\\bundel\\foto é.png", "2021/bundel/foto é.png"),
            ("..\\pages\\over.md", "over/index.html"),
            ("bundel/", "2021/bundel.html"),
            ("../pages/over.md", "over/index.html"),
            ("../pages/OVER.md", "over/index.html"),
            ("bundel/foto%20%C3%A9.png", "2021/bundel/foto é.png"),
            ("bundel/foto e\u{301}.png", "2021/bundel/foto é.png"),
            ("bundel/rapport.pdf#page=3", "2021/bundel/rapport.pdf#page=3"),
            // Zola
            ("@/posts/zorg.md#kop", "2021/zorg.html#kop"),
            // Hugo
            ("{{< ref \"zorg.md\" >}}", "2021/zorg.html"),
            ("{{< relref \"/posts/zorg\" >}}#kop", "2021/zorg.html#kop"),
            ("{{% ref \"over.md#kop\" %}}", "over/index.html#kop"),
            ("../wonen/", "2020/wonen.html"),
            // Jekyll
            ("{% post_url 2020-01-31-wonen %}", "2020/wonen.html"),
            ("{% link _posts/2020-01-31-wonen.md %}", "2020/wonen.html"),
            // Docusaurus
            ("./zorg", "2021/zorg.html"),
            ("pathname:///images/logo.png", "images/logo.png"),
            ("@site/static/images/logo.png", "images/logo.png"),
            // By address
            ("/2020/wonen/", "2020/wonen.html"),
            ("/2020/wonen.html", "2020/wonen.html"),
            ("/blog/oud-adres", "2020/wonen.html"),
            ("/blog/zorg.html#een-kop", "2021/zorg.html#een-kop"),
            ("/?p=528", "2020/wonen.html"),
            ("https://intranet.example/2020/wonen/?utm_source=x", "2020/wonen.html"),
            ("http://www.oud.example/kennis/2021/zorg#kop", "2021/zorg.html#kop"),
            ("/images/logo.png", "images/logo.png"),
            ("/", "index.html"),
            ("https://intranet.example/", "index.html"),
            ("https://oud.example/kennis/", "index.html"),
            // Elsewhere
            ("https://intranet.example/wiki", "outside"),
            ("https://anders.example/2020/wonen/", "outside"),
            ("mailto:x@y.example", "outside"),
            ("javascript:alert(1)", "unsafe"),
        ],
    );
}

#[test]
fn a_file_in_its_folder_is_found_wherever_the_blog_lay() {
    let mut targets = vec![
        place("content/posts/gamma/index.md", "2024/gamma.html", "gamma", "Gamma"),
        place("content/posts/a.md", "releases/3.0/index.html", "a", "A"),
        place("content/posts/2024-01-05-notes.md", "2024/notes.html", "notes", "Een"),
        place("content/posts/2024-02-05-notes.md", "2024/notes-02-05.html", "notes", "Twee"),
    ];
    targets.iter_mut().for_each(|target| target.anchors.clear());
    let index = LinkIndex::new(targets, &[]);
    let from = SourcePath::new("content/posts/b.md");
    for (target, wanted) in [
        ("@/blog/gamma/index.md", "2024/gamma.html"),
        ("/blog/releases/3.0", "releases/3.0/index.html"),
        ("/releases/3.0", "releases/3.0/index.html"),
        ("/2024/02/05/notes.html", "2024/notes-02-05.html"),
        ("/blog/2024/01/05/notes/", "2024/notes.html"),
        ("/notes/", "broken notes"),
    ] {
        assert_eq!(shown(&index, &from, target, LinkKind::Link), wanted, "{target}");
    }
}

#[test]
fn anchors_are_looked_up() {
    check(
        "content/posts/zorg.md",
        LinkKind::Link,
        &[
            ("#kop", "here #kop"),
            ("#Een%20kop", "here #een-kop"),
            ("#kpo", "2021/zorg.html without kop"),
            ("#comment-12", "here #comment-12"),
            ("2020-01-31-wonen.md#weg-ermee", "2020/wonen.html without -"),
            ("2020-01-31-wonen.md#een_kop", "2020/wonen.html#een-kop"),
            ("2020-01-31-wonen.md#respond", "2020/wonen.html"),
            ("2020-01-31-wonen.md#wonen-in-de-stad", "2020/wonen.html"),
            ("2020-01-31-wonen.md#", "2020/wonen.html"),
            // `## What's new in 2.0?` on GitHub and in Zola, and in MkDocs `## A/b`; kramdown takes no digits.
            ("2020-01-31-wonen.md#whats-new-in-20", "2020/wonen.html#whats-new-in-2-0"),
            ("2020-01-31-wonen.md#what-s-new-in-2-0", "2020/wonen.html#whats-new-in-2-0"),
            ("2020-01-31-wonen.md#eenkop", "2020/wonen.html#een-kop"),
            ("#first-step", "here #1-first-step"),
            ("#kop_1", "here #kop-1"),
            ("#1", "2021/zorg.html without -"),
        ],
    );
}

#[test]
fn the_title_of_a_page_is_its_top_with_icons_or_without() {
    let title = ":material-hand-wave: Hello World :simple-x:";
    let index = LinkIndex::new(vec![place("content/posts/a.md", "2024/a.html", "a", title)], &[]);
    let from = SourcePath::new("content/posts/b.md");
    assert_eq!(shown(&index, &from, "a.md#hello-world", LinkKind::Link), "2024/a.html");
}

#[test]
fn wiki_links_go_by_slug_title_or_file() {
    check(
        "content/posts/bundel/index.md",
        LinkKind::Wiki,
        &[
            ("wonen", "2020/wonen.html"),
            ("Wonen in de stad", "2020/wonen.html"),
            ("wonen#kop", "2020/wonen.html#kop"),
            ("2020-01-31-wonen", "2020/wonen.html"),
            // A post goes before a topic of the same name.
            ("zorg", "2021/zorg.html"),
            ("rapport.pdf", "2021/bundel/rapport.pdf"),
            ("#kop", "here #kop"),
            ("dubbel", "broken dubbel"),
            ("wonne", "broken wonen"),
            ("Wonen in een stad#kop", "broken Wonen in de stad"),
            ("", "broken -"),
        ],
    );
    let found = site().resolve(&SourcePath::new("content/posts/zorg.md"), "wonen", LinkKind::Wiki);
    assert!(
        matches!(found, Resolved::Inside { title: Some(title), .. } if title == "Wonen in de stad")
    );
}

#[test]
fn what_leads_nowhere_is_broken_with_the_nearest_name() {
    check(
        "content/posts/zorg.md",
        LinkKind::Link,
        &[
            ("zrog.md", "broken zorg.md"),
            ("/2020/wonne/", "broken wonen"),
            ("a/b/niets-dat-lijkt.md", "broken -"),
            ("../../../../../x", "broken -"),
            ("", "broken -"),
            ("?x=1", "broken -"),
            ("dubbel.md", "broken dubbel.md"),
            // A date before a name is no part of what was meant.
            ("x/wonn.md", "broken 2020-01-31-wonen.md"),
            ("{% post_url 2020-01-31-wonne %}", "broken wonen"),
            ("{{< ref \"/posts/2020-02-01-wonn.md\" >}}", "broken 2020-01-31-wonen.md"),
            // A title is a name in double brackets only.
            ("Wonen-in-een-stad", "broken -"),
        ],
    );
    check(
        "content/posts/zorg.md",
        LinkKind::Image,
        &[
            ("wonen", "broken -"),
            ("logo.png", "broken /images/logo.png"),
            ("https://x.example/a.png", "outside"),
        ],
    );
}

#[test]
fn a_link_leads_to_the_translation_that_it_means() {
    let index = LinkIndex::new(
        vec![
            place("content/posts/water.nl.md", "2024/water.html", "water", "Water"),
            place("content/posts/water.en.md", "2024/water-en.html", "water-en", "Water"),
            place("content/posts/dijk.md", "2024/dijk.html", "dijk", "Dijk"),
            place("content/posts/dijk.en.md", "2024/dijk-en.html", "dijk-en", "Dike"),
            place("content/posts/bundel/index.nl.md", "2024/bundel.html", "bundel", "Bundel"),
            place("content/posts/bundel/index.en.md", "2024/bundel-en.html", "bundel-en", "Set"),
            place("content/posts/sluis.nl.md", "2024/sluis.html", "sluis", "Sluis"),
            place("content/posts/sluis.en.md", "2024/lock.html", "lock", "Lock"),
            place("content/posts/bron.en.md", "2024/bron-en.html", "bron-en", "Source"),
            place("content/posts/bron.nl.md", "2024/bron.html", "bron", "Bron"),
        ],
        &["intranet.example".into()],
    );
    for (target, in_english, in_dutch) in [
        ("{{< ref \"water\" >}}", "2024/water-en.html", "2024/water.html"),
        ("{{< relref \"/posts/dijk\" >}}", "2024/dijk-en.html", "2024/dijk.html"),
        ("{{< ref path=\"water.md\" lang=\"en\" >}}", "2024/water-en.html", "2024/water-en.html"),
        ("{{< ref path=\"dijk\" lang=\"nl\" >}}", "2024/dijk.html", "2024/dijk.html"),
        ("{{< ref \"water.nl.md\" >}}", "2024/water.html", "2024/water.html"),
        ("/en/posts/water/", "2024/water-en.html", "2024/water-en.html"),
        ("/en/posts/water/#kop", "2024/water-en.html#kop", "2024/water-en.html#kop"),
        ("https://intranet.example/en/posts/dijk/", "2024/dijk-en.html", "2024/dijk-en.html"),
        ("/posts/water/", "2024/water.html", "2024/water.html"),
        ("water.md", "2024/water-en.html", "2024/water.html"),
        ("./dijk.md", "2024/dijk-en.html", "2024/dijk.html"),
        ("water.en.md", "2024/water-en.html", "2024/water-en.html"),
        ("dijk.en.md", "2024/dijk-en.html", "2024/dijk-en.html"),
        ("@/posts/dijk.md", "2024/dijk.html", "2024/dijk.html"),
        ("../water/", "2024/water-en.html", "2024/water.html"),
        ("../dijk-en/", "2024/dijk-en.html", "2024/dijk-en.html"),
        ("../lock/", "2024/lock.html", "2024/lock.html"),
        ("../sluis/", "2024/lock.html", "2024/sluis.html"),
        ("bundel/index.md", "2024/bundel-en.html", "2024/bundel.html"),
        ("/2024/water.html", "2024/water.html", "2024/water.html"),
    ] {
        for (from, wanted) in
            [("content/posts/bron.en.md", in_english), ("content/posts/bron.nl.md", in_dutch)]
        {
            let found = shown(&index, &SourcePath::new(from), target, LinkKind::Link);
            assert_eq!(found, wanted, "{target} in {from}");
        }
    }
}
