//! Exports that are larger than what is held at once: read in portions, they say what they say as a whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::support::{Report, Site, differences};

/// So much of the exports is held.
const HELD: usize = 4096;

/// Text that does not pack well, of about this length.
fn text(seed: usize, length: usize) -> String {
    let mut state = seed as u64 * 7919 + 1;
    let mut text = String::with_capacity(length + 16);
    while text.len() < length {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        write!(text, "{:x} é", state >> 40).unwrap();
    }
    text
}

/// An export of WordPress with large posts, of which the first ones are posts of the site.
fn blog() -> String {
    let mut blog = "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
        <wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_blog_url>https://oud.example</wp:base_blog_url>\n"
        .to_owned();
    for post in 1..=360 {
        let body = text(post, 30_000);
        let author = if post == 200 { "Wie Weg Wil" } else { "Lezer" };
        write!(
            blog,
            "<item><link>https://oud.example/{post}/</link><content:encoded><![CDATA[</item> {body}]]></content:encoded>\n\
             <wp:post_id>{post}</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n\
             <wp:comment><wp:comment_id>{post}</wp:comment_id><wp:comment_author>{author} {post}</wp:comment_author>\
             <wp:comment_content>Reactie {post}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\n\
             <wp:comment_date_gmt>2020-01-02 10:00:00</wp:comment_date_gmt></wp:comment></item>\n"
        )
        .unwrap();
    }
    blog.push_str("</channel>\n</rss>\n");
    assert!(blog.len() > 8 << 20);
    blog
}

/// A table with long texts, whose headings are told apart by what stands under them.
fn table() -> String {
    let mut table = "Nr;Artikel;Reactie op;Naam;Datum;Reactie\r\n".to_owned();
    for row in 1..=2400 {
        let (post, body) = (row % 400, text(row, 4000));
        let parent = if row > 400 { (row - 400).to_string() } else { String::new() };
        let date = if row == 2000 { "25-10-2020 02:30" } else { "3-4-2020" };
        write!(table, "{row};/{post}/;{parent};Lezer {row};{date};\"Rij {row};\r\n{body}\"\r\n")
            .unwrap();
    }
    assert!(table.len() > 8 << 20);
    table
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn site() -> Site {
    let settings = format!(
        "title = \"Proef\"\nlanguage = \"en\"\n[search]\nenabled = false\n[limits]\nexport_held = {HELD}\n"
    );
    let mut site = Site::empty().with("weerklank.toml", &settings);
    for post in [1, 2, 200] {
        let text = format!(
            "---\ntitle: Post {post}\ndate: 2020-01-01\naliases: [https://oud.example/{post}/, /{post}/]\n---\nTekst.\n"
        );
        site = site.with(&format!("content/posts/post-{post}.md"), &text);
    }
    site
}

/// What is told of the comments of a site, its files by these names, and what it is built to.
fn told(name: &str, bytes: &[u8], as_if: &str) -> (Value, BTreeMap<String, Vec<u8>>) {
    let site = site();
    site.put(name, bytes);
    let report: Report = site.told(&["comments"]);
    let text = report.json.to_string().replace(name, as_if);
    (serde_json::from_str(&text).unwrap(), site.built().output())
}

#[test]
fn a_large_export_says_what_it_says_unpacked_from_an_archive() {
    for (name, text) in [("a.xml", blog()), ("a.csv", table())] {
        let path = format!("content/comments/{name}");
        let (whole, archive) = (format!("{path}.gz/{name}"), format!("{path}.gz"));
        let (large, site) = told(&path, text.as_bytes(), &whole);
        let (same, other) = told(&archive, &packed(&text), &archive);
        assert_eq!(large, same);
        assert_eq!(differences(&site, &other), [""; 0]);
        assert!(large["counts"]["published"].as_u64() >= Some(2), "{}", large["counts"]);
    }
}

#[test]
fn a_large_export_that_breaks_off_is_refused_with_its_line() {
    let site = site();
    let (blog, table) = (blog(), table());
    // Within the text of the last post, and of the last row, which begins on the line before.
    let blog = &blog[..blog.rfind("<![CDATA[").unwrap() + 14];
    let table = &table[..table.rfind(";\r\n").unwrap() + 5];
    site.put("content/comments/a.xml", blog.as_bytes());
    site.put("content/comments/b.csv", table.as_bytes());
    let expected = [
        format!("xml-truncated content/comments/a.xml:{}", blog.lines().count()),
        format!("table-record content/comments/b.csv:{}", table.lines().count() - 1),
    ];
    assert_eq!(site.build().errors(), expected);
}

#[test]
fn a_large_export_is_read_again_when_it_changed_and_can_be_erased_from() {
    let site = site();
    let path = "content/comments/a.xml";
    let blog = blog();
    site.put(path, blog.as_bytes());
    site.build();
    assert!(site.page("2020/post-2.html").contains("Reactie 2<"));
    let changed = blog.replace(">Reactie 2<", ">Anders 2<");
    site.put(path, changed.as_bytes());
    site.build();
    assert!(site.page("2020/post-2.html").contains("Anders 2<"));
    let done = site.told(&["forget", "Wie Weg Wil 200"]);
    assert_eq!(done.errors(), [] as [&str; 0]);
    let left = std::fs::read_to_string(site.path(path)).unwrap();
    assert!(!left.contains("Wie Weg Wil") && !left.contains("Reactie 200<"));
    assert!(left.len() + 400 > changed.len() && left.contains(">Anders 2<"));
    assert!(!site.page("2020/post-200.html").contains("Reactie 200<"));
}
