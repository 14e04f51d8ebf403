//! The posts of a blog in WordPress as files of a site.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::support::{Report, Site, files, repository, weerklank};

const EXPORT: &str = "tests/sites/theme-test/content/comments/themetest.wordpress.2026-01-01.xml";

/// `weerklank import` with these arguments, on this site.
fn import(site: &Site, arguments: &[&str]) -> Report {
    let root = site.root().to_str().unwrap();
    let all = [&["import", "--json", "--root", root], arguments].concat();
    Report::of(&weerklank(&all).output().unwrap())
}

/// The codes of everything that it told.
fn codes(report: &Report) -> Vec<String> {
    let told = report.errors().into_iter().chain(report.warnings());
    told.map(|problem| problem.split(' ').next().unwrap_or_default().to_owned()).collect()
}

fn export() -> String {
    repository().join(EXPORT).to_str().unwrap().to_owned()
}

/// What lies in the site, but for what is kept between commands.
fn content(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(site.root());
    all.retain(|path, _| !path.starts_with(".weerklank/"));
    all
}

#[test]
fn posts_find_the_comments_that_came_with_them() {
    let site = Site::new();
    let report = import(&site, &[&export()]);
    assert_eq!(codes(&report), [] as [&str; 0]);
    let counts = ["posts", "pages", "drafts", "experts", "kept", "trash"]
        .map(|key| report.json[key].clone());
    assert_eq!(counts, [5, 1, 3, 1, 0, 1].map(|count| json!(count)));
    assert_eq!(report.json["old_hosts"], json!(["themetest.example"]));
    let built = site.build();
    assert!(built.json["ok"].as_bool().unwrap(), "{}", built.json);
    let comments = &built.json["comments"];
    assert_eq!((&comments["read"], &comments["unmatched"]), (&json!(38), &json!(0)));
    // The post behind a password is a draft, and what was said of it is seen by nobody.
    let output = site.output();
    let is_told =
        |text: &str| output.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(text));
    assert!(!output.keys().any(|path| path.contains("template-password-protected")));
    assert!(output.contains_key("2012/template-comments.html") && is_told("template-comments"));
    assert!(
        output.keys().any(|path| path.starts_with("2012/01/03/template-comments/")),
        "its old address"
    );
}

#[test]
fn what_is_there_is_never_written_over() {
    let site = Site::new();
    import(&site, &[&export()]);
    let path = "content/posts/2012/template-comments.md";
    let text = String::from_utf8(content(&site)[path].clone()).unwrap();
    site.put(path, text.replace("---\n\n", "---\n\nMine. ").as_bytes());
    let before = content(&site);
    let again = import(&site, &[&export()]);
    assert_eq!((&again.json["posts"], &again.json["kept"]), (&json!(0), &json!(9)));
    assert_eq!(content(&site), before);
    // A post of another blog, or one that was written here, is not this one.
    site.put(
        "content/posts/2018/left-behind.md",
        b"---\ntitle: Mine\ndate: 2018-01-03\n---\nMine.\n",
    );
    let other = import(&site, &[&export()]);
    assert_eq!(
        (&other.json["posts"], &other.json["files"]),
        (&json!(1), &json!(["content/posts/2018/left-behind-2.md"]))
    );
    std::fs::remove_file(site.root().join("content/posts/2018/left-behind-2.md")).unwrap();
    // What somebody goes on with on the old blog is told, and not taken over.
    let export_text = std::fs::read_to_string(export()).unwrap();
    let newer = export_text.replace(
        "<wp:post_id>1148</wp:post_id>",
        "<wp:post_id>1148</wp:post_id><wp:post_modified>2031-02-03 10:00:00</wp:post_modified>",
    );
    let folder = Site::empty().with("newer.xml", &newer);
    let path = folder.root().join("newer.xml");
    let changed = import(&site, &[path.to_str().unwrap(), "--dry-run"]);
    assert_eq!(changed.json["changed"], json!(["content/posts/2012/template-comments.md"]));
    // Who moves a post or gives it another name has it still.
    let text = before["content/posts/2018/left-behind.md"].clone();
    std::fs::remove_file(site.root().join("content/posts/2018/left-behind.md")).unwrap();
    site.put("content/posts/moved.md", &text);
    let moved = import(&site, &[&export()]);
    assert_eq!((&moved.json["posts"], &moved.json["kept"]), (&json!(0), &json!(9)));
    assert!(!site.root().join("content/posts/2018/left-behind.md").exists());
}

#[test]
fn nothing_is_written_of_half_an_export_or_to_show_what_would_be() {
    let site = Site::new();
    let before = content(&site);
    let whole = std::fs::read(repository().join(EXPORT)).unwrap();
    site.put("../half.xml", &whole[..whole.len() / 2]);
    let half = site.root().join("../half.xml");
    let cut = import(&site, &[half.to_str().unwrap()]);
    std::fs::remove_file(&half).unwrap();
    assert_eq!(codes(&cut), ["xml-truncated"]);
    let both = import(&site, &[&export(), "/nowhere/export.xml"]);
    assert_eq!(codes(&both), ["unreadable"]);
    // All that is wrong is told at once.
    let settings = site.root().join("weerklank.toml");
    let all = import(&site, &["/nowhere/export.xml", settings.to_str().unwrap()]);
    assert_eq!(
        BTreeSet::from_iter(codes(&all)),
        ["import-foreign", "unreadable"].map(str::to_owned).into()
    );
    let folder = import(&site, &[&export(), "--uploads", "/nowhere"]);
    assert_eq!(codes(&folder), ["uploads-missing"]);
    let tried = import(&site, &[&export(), "--dry-run"]);
    assert_eq!((&tried.json["posts"], &tried.json["ok"]), (&json!(5), &json!(true)));
    assert_eq!(content(&site), before);
}

/// An export of one post with two pictures and a document.
const WITH_UPLOADS: &str = r#"<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url><item><title>Dike</title>
<link>https://old.example/dike/</link><dc:creator>an</dc:creator><content:encoded><![CDATA[<!-- wp:image -->
<figure><img src="https://old.example/wp-content/uploads/2023/09/dike-300x200.jpg" alt="A dike"/></figure>
<!-- /wp:image --><p><a href="/wp-content/uploads/2023/09/plan%20b.pdf">The plan</a></p>
<p><img src="https://old.example/wp-content/uploads/2023/09/gone.png" alt="Gone"/></p>]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:post_name>dike</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:post_date>2023-09-12 10:05:00</wp:post_date></item></channel></rss>"#;

#[test]
fn pictures_and_documents_come_to_lie_beside_their_post() {
    let site = Site::new();
    let folder = Site::empty();
    let picture =
        std::fs::read(repository().join("content/posts/2024/de-sensor-die-loog/sensor.jpg"));
    let picture = picture.unwrap_or_else(|_| b"no picture".to_vec());
    folder.put("wp-content/uploads/2023/09/dike.jpg", &picture);
    folder.put("wp-content/uploads/2023/09/plan b.pdf", b"%PDF-1.4");
    folder.put("wp-content/uploads/2023/09/secret.pdf", b"%PDF-1.4");
    folder.put("export.xml", WITH_UPLOADS.as_bytes());
    let export = folder.root().join("export.xml");
    // Another folder than was meant is told once, and not at each picture.
    let other = ["--dry-run", export.to_str().unwrap(), "--uploads", site.root().to_str().unwrap()];
    assert_eq!(codes(&import(&site, &other)), ["uploads-missing"]);
    let arguments = [export.to_str().unwrap(), "--uploads", folder.root().to_str().unwrap()];
    let report = import(&site, &arguments);
    assert_eq!(codes(&report), ["upload-missing"]);
    assert_eq!(report.json["uploads"]["copied"], json!(2));
    let address = "https://old.example/wp-content/uploads/2023/09/gone.png";
    let missing = json!([{ "file": "content/posts/2023/dike/gone.png", "address": address }]);
    assert_eq!(report.json["uploads"]["missing"], missing);
    let content = content(&site);
    let own: Vec<&str> =
        content.keys().map(String::as_str).filter(|path| path.contains("posts")).collect();
    let wanted = ["dike.jpg", "index.md", "plan b.pdf"]
        .map(|name| format!("content/posts/2023/dike/{name}"));
    assert_eq!(own, wanted);
    let text = String::from_utf8_lossy(&content["content/posts/2023/dike/index.md"]);
    assert!(
        text.ends_with("![A dike](dike.jpg)\n\n[The plan](<plan b.pdf>)\n\n![Gone](gone.png)\n"),
        "{text}"
    );
    // What was missing comes when it is there.
    folder.put("wp-content/uploads/2023/09/gone.png", &picture);
    let again = import(&site, &arguments);
    assert_eq!((codes(&again), &again.json["uploads"]["copied"]), (Vec::new(), &json!(1)));
}

#[test]
fn who_was_forgotten_does_not_come_back_as_an_author() {
    let site = Site::new().with("content/posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nA.\n");
    let comment = "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>An Bos</wp:comment_author>\
         <wp:comment_author_email>an@old.example</wp:comment_author_email><wp:comment_content>Hello.</wp:comment_content>\
         <wp:comment_approved>1</wp:comment_approved></wp:comment></item>";
    let user = "<wp:base_blog_url>https://old.example</wp:base_blog_url><wp:author><wp:author_login>an</wp:author_login>\
         <wp:author_email>an@old.example</wp:author_email><wp:author_display_name>An Bos</wp:author_display_name></wp:author>";
    let export = WITH_UPLOADS
        .replace("</item>", comment)
        .replace("<wp:base_blog_url>https://old.example</wp:base_blog_url>", user);
    site.put("content/comments/old.xml", export.as_bytes());
    let root = site.root().to_str().unwrap();
    let forget = weerklank(&["forget", "an@old.example", "--root", root]).output().unwrap();
    assert_eq!(forget.status.code(), Some(0), "{}", String::from_utf8_lossy(&forget.stderr));
    let folder = Site::empty().with("export.xml", &export);
    let report = import(&site, &[folder.root().join("export.xml").to_str().unwrap()]);
    assert_eq!((&report.json["posts"], &report.json["experts"]), (&json!(1), &json!(0)));
    let content = content(&site);
    let text = String::from_utf8_lossy(&content["content/posts/2023/dike/index.md"]).into_owned();
    assert!(!text.contains("authors"), "{text}");
    assert!(!content.keys().any(|path| path.starts_with("content/experts/")));
}
