//! Colleagues refer each other to posts and comments: links in comments by the addresses of the old blog lead to the new pages.

use crate::comments::{export, item, remark};
use crate::support::Site;

const HOST: &str = "old.example";

/// Two posts of a blog that moved, and one that is not public, with these comments on the first and the second.
fn site(water: &str, wind: &str) -> Site {
    let items = [item(HOST, 1, "2019/05/water", water), item(HOST, 2, "2019/06/wind", wind)];
    let items = items.map(|item| item.replace(">2019/05/", ">").replace(">2019/06/", ">"));
    Site::empty()
        .with(
            "weerklank.toml",
            "title = \"T\"\nbase_url = \"https://house.example/kennis/\"\n[comments]\npaginate = 2\n",
        )
        .with_post("water", "x")
        .with_post("wind", "x")
        .with("content/posts/plan.md", "---\ntitle: Plan\ndate: 2026-01-02\ndraft: true\n---\nx\n")
        .with("content/comments/a.xml", &export(HOST, &items))
}

/// Where the links of the page lead that stand in comments, by what they are called.
fn led(page: &str) -> Vec<(String, String)> {
    let links = page.split("<a ").skip(1).filter_map(|link| {
        let (tag, rest) = link.split_once('>')?;
        let name = rest.split('<').next()?;
        let to = tag.split("href=").nth(1)?.split([' ', '"']).find(|part| !part.is_empty())?;
        name.starts_with("naar ").then(|| (name[5..].to_owned(), to.to_owned()))
    });
    links.collect()
}

#[test]
fn links_in_comments_lead_to_the_posts_and_comments_of_this_site() {
    let cases = [
        ("https://old.example/2019/05/water/", "water.html"),
        ("http://www.old.example/2019/05/water", "water.html"),
        ("https://old.example/?p=1", "water.html"),
        ("https://old.example/2019/06/wind/#comment-12", "wind.html#comment-12"),
        ("https://old.example/?p=2&amp;cpage=1#comment-12", "wind.html#comment-12"),
        (
            "https://old.example/2019/06/wind/comment-page-2/#comment-19",
            "wind/page/2.html#comment-19",
        ),
        ("https://old.example/2019/06/wind/#comment-99", "wind.html"),
        ("https://old.example/2019/06/wind/?replytocom=12#respond", "wind.html"),
        // Written when the post had another day.
        ("https://old.example/2018/01/wind/", "wind.html"),
        ("https://house.example/kennis/2026/water.html#comment-11", "water.html#comment-11"),
        // These say something else, or lead elsewhere.
        ("https://old.example/tag/water/", ""),
        ("https://old.example/2020/plan/", ""),
        ("https://house.example/water/", ""),
        ("https://elders.example/2019/05/water/", ""),
    ];
    let text = |name: usize, to: &str| format!("Zie <a href=\"{to}\">naar {name}</a>.");
    let texts: String = cases.iter().enumerate().map(|(at, (to, _))| text(at, to)).collect();
    let wind = [12, 13, 19].map(|id| remark(id, "Ja", "")).concat();
    let water = remark(11, "Nee", "") + &remark(14, &texts, "") + &remark(15, &texts, "");
    let site = site(&water, &wind).built();
    for (page, own) in
        [("2026/water.html", "../2026/"), ("2026/water/page/2.html", "../../../2026/")]
    {
        let html = site.page(page);
        let expected = cases.iter().enumerate().map(|(at, (from, to))| match *to {
            "" => (at.to_string(), from.replace("&amp;", "&")),
            to => (at.to_string(), format!("{own}{to}")),
        });
        let expected: Vec<_> = expected.collect();
        assert_eq!(led(&html), expected, "{page}");
    }
}

#[test]
fn a_page_follows_what_its_comments_refer_to() {
    let to = "<a href=\"https://old.example/2019/06/wind/#comment-12\">naar 0</a>";
    let wind = [12, 13, 19].map(|id| remark(id, "Ja", "")).concat();
    let site = site(&remark(11, to, ""), &wind).built();
    assert_eq!(led(&site.page("2026/water.html"))[0].1, "../2026/wind.html#comment-12");
    // The comment goes, comes to stand on another page, or its post goes to another place.
    for (file, text, expected) in [
        ("content/comments/moderation.toml", "hide = [\"12\"]\n", "../2026/wind.html"),
        (
            "content/comments/moderation.toml",
            "pin = [\"13\", \"19\"]\n",
            "../2026/wind.html#comment-12",
        ),
        (
            "content/posts/wind.md",
            "---\ntitle: Wind\ndate: 2025-01-02\nids: {wordpress: 2}\n---\nx\n",
            "../2025/wind.html#comment-12",
        ),
    ] {
        site.put(file, text.as_bytes());
        let report = site.build();
        assert_eq!(report.code, 0, "{:#}", report.json);
        assert_eq!(led(&site.page("2026/water.html"))[0].1, expected, "{text}");
        let fresh = Site::copy_from(&site).built();
        assert_eq!(fresh.page("2026/water.html"), site.page("2026/water.html"), "{text}");
    }
}
