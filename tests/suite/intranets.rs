//! What was said outside of blogs: on intranets and networks, by e-mail, and on pages that somebody saved. One site with all of it,
//! every comment accounted for.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use weerklank::source::Hash;

use crate::comments::{export, item, remark};
use crate::pages::faults;
use crate::support::{Site, files};

const MESSAGES: &str = "id,group_id,thread_id,replied_to_id,in_private_group,in_private_conversation,sender_id,created_at,body,deleted_at,attachments\n";

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// An export of Viva Engage as it comes: a conversation about the post, and everything that is none.
fn engage() -> Vec<u8> {
    let messages = format!(
        "{MESSAGES}{}",
        concat!(
            "3049071234567890,7,3049071234567890,,false,false,11,2026-01-05T09:00:00Z,Lees https://blog.example/water/,,\n",
            "3049071234567891,7,3049071234567890,3049071234567890,false,false,12,2026-01-05T10:00:00Z,Goed [[user:11]],,\n",
            "3049071234567892,7,3049071234567890,3049071234567891,true,false,12,2026-01-05T10:00:00Z,Onder ons,,\n",
            "3049071234567893,7,3049071234567890,3049071234567891,false,false,12,2026-01-05T10:00:00Z,Weg ermee,2026-01-06T10:00:00Z,\n",
        )
    );
    zipped(&[
        ("net/Messages.csv", &messages),
        (
            "net/Users.csv",
            "id,name,email,state\n11,Jan de Wit,jan@canary.example,active\n12,Zoë Bakker,zoe@canary.example,active\n",
        ),
        ("net/Groups.csv", "id,name,description\n7,Kennisblog,x\n"),
        ("net/Files/begroting.csv", "Artikel;Reactie\nwater;Geheim bedrag\n"),
        ("net/MessageVersions.csv", MESSAGES),
        ("net/log.txt", "klaar"),
    ])
}

fn feed(entries: &str) -> String {
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"><updated>2026-01-01T00:00:00Z</updated>\
         <link rel=\"self\" href=\"https://connect.example/blogs/x/feed/comments/atom\"/>{entries}</feed>"
    )
}

fn entry(id: &str, answers: &str, text: &str) -> String {
    format!(
        "<entry><id>urn:x:comment-{id}</id><author><name>Piet</name><email>piet@canary.example</email></author>\
         <published>2026-01-03T10:0{id}:00Z</published><thr:in-reply-to ref=\"{answers}\"/><content type=\"html\">&lt;p&gt;{text}&lt;/p&gt;</content></entry>"
    )
}

/// A page as a browser saved it, with a comment that the export of the blog has too.
const SAVED: &str = r##"<!DOCTYPE html>
<html><head><link rel="canonical" href="https://blog.example/water/"><link rel="shortlink" href="https://blog.example/?p=5"></head><body>
<ol class="comment-list"><li id="comment-7" class="comment depth-1"><article id="div-comment-7"><b class="fn">Kees</b><time datetime="2026-01-02T10:00:00Z">x</time><div class="comment-content"><p>Van de pagina</p></div></article>
<ol class="children"><li id="comment-8" class="comment depth-2"><article><b class="fn">Lies</b><time datetime="2026-01-02T11:00:00Z">x</time><div class="comment-content"><p>Antwoord op de pagina</p></div></article></li></ol></li>
<li id="comment-9" class="pingback depth-1"><div class="comment-content">Elders</div></li></ol></body></html>
"##;

fn mail(id: &str, subject: &str, more: &str, body: &str) -> String {
    format!(
        "From: =?utf-8?Q?Zo=C3=AB?= Bakker <zoe@canary.example>\nTo: blog@canary.example\nDate: Tue, 6 Jan 2026 10:0{id}:00 +0100\n\
         Message-ID: <{id}@pc.canary.example>\nSubject: {subject}\n{more}Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
}

/// What readers know a message by.
fn anchor(id: &str) -> String {
    Hash::of_parts(&["message-id", &format!("{id}@pc.canary.example")]).short(12)
}

pub(crate) fn site() -> Site {
    let site = Site::new().with_post("wind", "x").with(
        "content/posts/water.md",
        "---\ntitle: Water op straat\ndate: 2026-01-02\naliases: [https://blog.example/water/]\nids: {linkedin: \"urn:li:activity:7130\"}\n---\nx\n",
    );
    site.put(
        "weerklank.toml",
        b"title = \"Proef\"\nlanguage = \"nl\"\n[comments]\nold_hosts = [\"blog.example\", \"connect.example\"]\n",
    );
    site.put("content/comments/engage.zip", &engage());
    let later = format!(
        "{MESSAGES}3049071234567899,7,3049071234567890,3049071234567891,false,false,11,2026-02-05T10:00:00Z,Een maand later,,\n\
         3049071234567891,7,3049071234567890,3049071234567890,false,false,12,2026-01-05T10:00:00Z,Goed bij nader inzien [[user:11]],,\n"
    );
    site.put("content/comments/later/Messages.csv", later.as_bytes());
    site.put("content/comments/later/Groups.csv", b"id,name\n7,Kennisblog\n");
    let post = "<entry><id>urn:x:entry-1</id><title>Water op straat</title><updated>2026-01-01T00:00:00Z</updated></entry>";
    let first = feed(&(post.to_owned() + &entry("1", "urn:x:entry-1", "Van het intranet")));
    site.put("content/comments/page-0.atom.gz", &gzipped(&first));
    let second = feed(&entry("2", "urn:x:comment-1", "Antwoord op het intranet"));
    site.put("content/comments/page-1.atom", second.as_bytes());
    let linkedin = concat!(
        "Date,Link,Message\n",
        "2026-01-07 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7130,\"Op \\\"LinkedIn\\\"\"\n",
        "2026-01-07 11:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A9999,Ergens anders\n",
    );
    let profile = "First Name,Last Name,Maiden Name,Headline\nNoor,Visser,,\n";
    let private = "CONVERSATION ID,FROM,SUBJECT,CONTENT\n1,x,water,Geheim gesprek\n";
    let linkedin =
        [("Comments.csv", linkedin), ("Profile.csv", profile), ("messages.csv", private)];
    site.put("content/comments/linkedin.zip", &zipped(&linkedin));
    site.put("content/comments/water.html", SAVED.as_bytes());
    let blog = export(
        "blog.example",
        &[item("blog.example", 5, "water", &remark(7, "Uit de export", ""))],
    );
    site.put("content/comments/blog.xml", blog.as_bytes());
    let from = "From - Tue Jan  6 10:00:00 2026\n";
    let inbox = [
        mail(
            "1",
            "RE: Water [kb:water#8]",
            "",
            "Per mail.\n\nGroet,\nZoë\n\nOp 5 jan. 2026 om 10:00 schreef Lies <lies@canary.example>:\n> Geheim citaat",
        ),
        mail(
            "2",
            "Automatisch antwoord: Water [kb:water]",
            "Auto-Submitted: auto-replied\n",
            "Ik ben er niet.",
        ),
        mail("3", "[kb:water]", "", "Nog niet bekeken."),
    ];
    let inbox = inbox.map(|message| format!("{from}{message}\n")).concat();
    site.put("content/comments/Inbox", inbox.as_bytes());
    let answer =
        mail("4", "RE: Water", "In-Reply-To: <1@pc.canary.example>\n", "Antwoord op de mail.");
    site.put("content/comments/antwoord.eml", answer.as_bytes());
    let decisions = format!("publish = [\"{}\", \"{}\"]\n", anchor("1"), anchor("4"));
    site.put("content/comments/moderation.toml", decisions.as_bytes());
    site
}

#[test]
fn every_comment_of_intranets_mailboxes_and_saved_pages_is_accounted_for() {
    let site = site();
    let report = site.build();
    assert_eq!(report.errors(), [""; 0], "{:#}", report.json);
    assert_eq!(report.warnings(), ["unknown-host content/comments/linkedin.zip/Comments.csv:3"]);
    let source = |file: &str, format: &str, read: u32, published: u32| json!({ "file": format!("content/comments/{file}"), "format": format, "read": read, "published": published });
    let expected = json!({
        "read": 18,
        "published": 9,
        "placeholders": 0,
        "duplicates": 2,
        "unmatched": 1,
        "held": {
            "announcement": 1, "other-type": 1, "pending": 1, "pingback": 1, "private-post": 1, "trash": 1,
        },
        "sources": [
            source("Inbox", "mail", 3, 1),
            source("antwoord.eml", "mail", 1, 1),
            source("blog.xml", "wxr", 1, 0),
            source("engage.zip/net/Messages.csv", "engage", 4, 0),
            source("later/Messages.csv", "engage", 2, 2),
            source("linkedin.zip/Comments.csv", "linkedin", 2, 1),
            source("page-0.atom.gz/page-0.atom", "atom", 1, 1),
            source("page-1.atom", "atom", 1, 1),
            source("water.html", "html", 3, 2),
        ],
    });
    assert_eq!(report.json["comments"], expected, "{:#}", report.json["comments"]);
    assert_eq!(faults(&site.output()), [""; 0]);
}

#[test]
fn who_said_what_stands_where_it_was_said() {
    let site = site().built();
    let page = site.page("2026/water.html");
    let order: Vec<Option<usize>> = [
        "Van de pagina",
        "Antwoord op de pagina",
        "Per mail.",
        "Antwoord op de mail.",
        "Van het intranet",
        "Antwoord op het intranet",
        "Goed bij nader inzien @Jan de Wit",
        "Een maand later",
        "LinkedIn",
    ]
    .iter()
    .map(|text| page.find(text))
    .collect();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?} {page}");
    for name in ["Zoë Bakker", "Jan de Wit", "Noor Visser", "Piet", "Lies"] {
        assert!(page.contains(name), "{name}");
    }
    assert!(page.contains(&format!("id=\"comment-{}\"", anchor("1"))), "{page}");
}

#[test]
fn nothing_that_was_not_said_to_readers_is_in_the_output_or_the_cache() {
    let site = site().built();
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    let secrets = [
        "canary.example",
        "Geheim",
        "Onder ons",
        "Weg ermee",
        "Ik ben er niet",
        "Nog niet bekeken",
        "Uit de export",
    ];
    for (path, bytes) in kept {
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {path}");
        }
    }
}

#[test]
fn an_archive_that_holds_archives_without_end_stops_the_build() {
    let site = Site::new().with_post("water", "x");
    let bomb = gzipped(&" ".repeat(30 << 20));
    site.put("content/comments/bomb.gz", &bomb);
    let report = site.build();
    assert_eq!(
        (report.code, report.errors()),
        (1, vec!["archive-too-large content/comments/bomb.gz:-".to_owned()])
    );
    let mut nested = bomb;
    for _ in 0..3 {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&nested).unwrap();
        nested = encoder.finish().unwrap();
    }
    site.put("content/comments/bomb.gz", &nested);
    assert_eq!(site.build().errors(), ["archive-nested content/comments/bomb.gz/bomb/bomb:-"]);
}

#[test]
fn a_reaction_to_one_of_two_posts_with_one_slug_finds_it() {
    let settings = "title = \"Proef\"\n[comments]\nreply_to = \"kb@x.example\"\n";
    let post = |year: u32| format!("---\ntitle: Dub\nslug: dub\ndate: {year}-01-02\n---\nx\n");
    let site = Site::new()
        .with("weerklank.toml", settings)
        .with("content/posts/a.md", &post(2020))
        .with("content/posts/b.md", &post(2021))
        .with(
            "content/comments/antwoord.eml",
            "From: An <an@x.example>\nSubject: Re: Reactie op: Dub [kb:2021/dub]\nMessage-ID: <1@x.example>\n\
             Date: Sat, 2 Jan 2021 10:00:00 +0000\n\nMooi.\n",
        )
        .built();
    assert!(site.page("2021/dub.html").contains("%5Bkb:2021%2Fdub%5D"));
    let report = site.told(&["build"]);
    assert_eq!(report.json["comments"]["unmatched"], 0, "{:#}", report.json);
    assert_eq!(report.json["comments"]["held"]["pending"], 1, "{:#}", report.json);
}
