//! What several files have of one WordPress blog, and what is told of its comments.

use crate::support::Site;

fn site(ids: &str) -> Site {
    let post = format!("---\ntitle: X\ndate: 2021-01-05\n{ids}---\nTekst.\n");
    Site::empty()
        .with("weerklank.toml", "title = \"T\"\n[comments]\nold_hosts = [\"old.example\"]\n")
        .with("content/posts/x.md", &post)
}

/// An export with one item, of this kind and status, with these comments: number, status, parent and text.
fn export(kind: &str, status: &str, comments: &[(&str, &str, &str, &str)]) -> String {
    let comments = comments.iter().map(|(id, approved, parent, text)| {
        format!(
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Lezer {id}</wp:comment_author>\
             <wp:comment_date_gmt>2021-02-01 10:00:0{}</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>\
             <wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>comment</wp:comment_type>\
             <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>",
            id.len()
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Oud</title><link>https://old.example</link>\
         <pubDate>Mon, 01 Mar 2021 10:00:00 +0000</pubDate><wp:wxr_version>1.2</wp:wxr_version>\
         <wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>\
         <item><title>X</title><link>https://old.example/2021/x.html</link><wp:post_id>5</wp:post_id><wp:post_name>x</wp:post_name>\
         <wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{}</item></channel></rss>",
        comments.collect::<String>()
    )
}

const TABLE: &str = "comment_ID,comment_post_ID,comment_author,comment_date,comment_content,comment_approved,comment_type,comment_parent\n\
    1,5,Lezer 1,2021-02-01 10:00:01,Een,1,comment,0\n2,5,Lezer 2,2021-02-01 10:00:02,Twee,1,comment,1\n";

/// The codes of the warnings but for those of the site itself.
fn warnings(site: &Site) -> Vec<String> {
    let report = site.build();
    assert_eq!(report.code, 0, "{:#}", report.json);
    report.warnings().into_iter().filter(|told| told.contains("content/comments")).collect()
}

#[test]
fn a_table_answers_what_the_export_beside_it_has() {
    let site = site("")
        .with("content/comments/a.xml", &export("post", "publish", &[("1", "1", "0", "Een")]))
        .with("content/comments/b.csv", TABLE);
    let told = warnings(&site);
    assert!(!told.iter().any(|told| told.contains("parent-missing")), "{told:?}");
    assert_eq!(site.build().number("comments/duplicates"), 1);
    // Who is answered leaves an empty place, whichever file has the answer.
    let report = site.told(&["forget", "Lezer 1", "--all"]);
    assert!(report.number("placeholders") > 0, "{:#}", report.json);
}

#[test]
fn an_address_without_a_scheme_leads_to_the_post_here() {
    let text =
        "Zie Www.old.example/2021/x.html#comment-1, www.elders.example/a en jan@www.old.example";
    let comments = [("1", "1", "0", "Een"), ("2", "1", "0", text)];
    let site = site("").with("content/comments/a.xml", &export("post", "publish", &comments));
    let page = site.built().page("2021/x.html");
    for link in [
        "<a href=\"../2021/x.html#comment-1\">Www.old.example/2021/x.html#comment-1</a>, ",
        "<a href=\"https://www.elders.example/a\" rel=\"nofollow ugc noopener noreferrer\">www.elders.example/a</a> en jan@www",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn texts_of_feeds_name_the_address_of_the_site() {
    let text = "Zie https://old.example/2021/x.html#comment-1 en http://old.example/weg.";
    let comments = [("1", "1", "0", "Een"), ("2", "1", "0", text)];
    let site = site("").with("content/comments/a.xml", &export("post", "publish", &comments));
    let site = site.built();
    // Nothing can be said of a place that nobody knows.
    assert!(site.page("comments.xml").contains(text));
    assert_eq!(site.build_with(&["--base-url", "https://kennis.example/blog/"]).code, 0);
    let wanted = "Zie https://kennis.example/blog/2021/x.html#comment-1 en http://old.example/weg.";
    for feed in ["comments.xml", "digests/month.xml"] {
        let feed = site.page(feed);
        assert!(feed.contains(wanted) && !feed.contains("old.example/2021"), "{feed}");
    }
    assert!(
        site.page("digests/2021-02.html").contains("https://old.example/2021/x.html#comment-1")
    );
}

#[test]
fn a_number_of_wordpress_stays_its_anchor_beside_isso() {
    let isso = "{\"uri\":\"/2021/x.html\",\"total_replies\":1,\"replies\":[{\"id\":1042,\"parent\":null,\"text\":\"<p>isso een</p>\",\
        \"author\":\"Iss\",\"created\":1612170000.0,\"mode\":1,\"replies\":[]}]}";
    let wordpress = export("post", "publish", &[("1042", "1", "0", "van wordpress")]);
    for [one, other] in [["a", "b"], ["b", "a"]] {
        let site = site("")
            .with(&format!("content/comments/{one}.xml"), &wordpress)
            .with(&format!("content/comments/{other}.json"), isso)
            .built();
        let page = site.page("2021/x.html");
        let at = page.find("id=\"comment-1042\"").unwrap_or_else(|| panic!("{page}"));
        let next = page.find("id=\"comment-1042-2\"").unwrap();
        let [own, others] = [at, next].map(|start| &page[start..]);
        let before = |text: &str, word: &str| text.find(word).unwrap_or(usize::MAX);
        assert!(before(own, "van wordpress") < before(own, "isso een") || at > next, "{page}");
        assert!(before(others, "isso een") < before(others, "van wordpress"), "{page}");
    }
}

#[test]
fn of_two_tables_or_exports_of_one_moment_that_which_holds_back_counts() {
    let rows = |status: &str| {
        format!("artikel;naam;datum;reactie;nr;goedgekeurd\nx;Bo;1-2-2021;Mooi;1;{status}\n")
    };
    let of = |approved: &str| export("post", "publish", &[("1", approved, "0", "Mooi")]);
    for (kind, one, other) in [
        ("csv", rows("nee"), rows("ja")),
        ("csv", rows("ja"), rows("nee")),
        ("xml", of("0"), of("1")),
    ] {
        let site = site("")
            .with(&format!("content/comments/a.{kind}"), &one)
            .with(&format!("content/comments/b.{kind}"), &other);
        let told = warnings(&site);
        assert!(told.iter().any(|told| told.starts_with("comment-conflict")), "{told:?}");
        assert_eq!(site.build().number("comments/published"), 0);
    }
}

#[test]
fn what_nobody_sees_is_empty_and_an_open_comment_is_text() {
    let site = site("").with(
        "content/comments/a.xml",
        &export(
            "post",
            "publish",
            &[
                ("1", "1", "0", "<script>alert(1)</script>"),
                ("2", "1", "0", "<img src=\"x.png\">"),
                ("3", "1", "0", "&nbsp;"),
                ("4", "1", "0", "<br>"),
                ("5", "1", "0", "<!-- onafgesloten zichtbaar?"),
            ],
        ),
    );
    let report = site.build();
    assert_eq!(
        (report.number("comments/held/empty"), report.number("comments/published")),
        (4, 1),
        "{:#}",
        report.json
    );
    assert!(site.page("2021/x.html").contains("onafgesloten zichtbaar?"));
}

#[test]
fn what_waits_where_no_page_is_asks_for_none() {
    for (kind, status, held) in
        [("post", "trash", "trashed-post"), ("attachment", "inherit", "other-item")]
    {
        let text = export(kind, status, &[("1", "0", "0", "Een")]).replace("/2021/x.html", "/weg/");
        let site = site("").with("content/comments/a.xml", &text.replace(">x<", ">weg<"));
        assert_eq!(warnings(&site), Vec::<String>::new());
        assert_eq!(site.build().number(&format!("comments/held/{held}")), 1);
    }
}

#[test]
fn a_decision_that_shows_nothing_is_told() {
    let export = export("post", "publish", &[("1", "0", "0", "Een"), ("2", "1", "0", "Twee")]);
    let pinned = site("")
        .with("content/comments/a.xml", &export)
        .with("content/comments/moderation.toml", "pin = [\"1\"]\n");
    let unseen = ["decision-unseen content/comments/moderation.toml:1"];
    assert_eq!(warnings(&pinned), unseen);
    pinned.put("content/comments/moderation.toml", b"pin = [\"1\"]\npublish = [\"1\"]\n");
    assert_eq!(warnings(&pinned), Vec::<String>::new());
    let hidden = site("comments: hidden\n")
        .with("content/comments/a.xml", &export)
        .with("content/comments/moderation.toml", "publish = [\"1\"]\n");
    assert_eq!(warnings(&hidden), unseen);
}

#[test]
fn what_a_newer_export_keeps_from_readers_is_not_shown_from_an_older_one() {
    let older = export("post", "publish", &[("1", "1", "0", "Een"), ("2", "0", "0", "Twee")]);
    for (status, published, held) in [
        ("private", 0, "private-post"),
        ("draft", 0, "unpublished-post"),
        ("trash", 0, "trashed-post"),
        ("publish", 1, "pending"),
    ] {
        let newer = |day: &str| export("post", status, &[]).replace("01 Mar", day);
        let files = |day: &str| {
            site("")
                .with("content/comments/b.xml", &older)
                .with("content/comments/a.xml", &newer(day))
        };
        let later = files("02 Mar").build();
        assert_eq!(later.number("comments/published"), published, "{status}: {:#}", later.json);
        assert!(later.number(&format!("comments/held/{held}")) > 0, "{status}: {:#}", later.json);
        // Nothing says which of two of one moment is right.
        assert_eq!(files("01 Mar").build().number("comments/published"), published, "{status}");
        assert_eq!(files("28 Feb").build().number("comments/published"), 1, "{status}");
    }
    // A table with the numbers of the blog says nothing of its posts.
    let site = site("")
        .with("content/comments/a.xml", &export("post", "private", &[]))
        .with("content/comments/b.csv", TABLE);
    assert_eq!(site.build().number("comments/held/private-post"), 2);
}

#[test]
fn a_site_that_shows_no_status_lets_everything_wait() {
    let export = export("post", "publish", &[("1", "1", "0", "Een"), ("2", "spam", "0", "Twee")]);
    let site = site("")
        .with("weerklank.toml", "title = \"T\"\n[comments]\nvisible = []\n")
        .with("content/comments/a.xml", &export)
        .with("content/comments/b.csv", "artikel;naam;reactie\nx;Bo;Mooi\n");
    let report = site.build();
    assert_eq!(
        ["published", "held/pending", "held/spam"]
            .map(|count| report.number(&format!("comments/{count}"))),
        [0, 2, 1],
        "{:#}",
        report.json
    );
    site.put("content/comments/moderation.toml", b"publish = [\"1\"]\n");
    assert_eq!(site.build().number("comments/published"), 1);
}
