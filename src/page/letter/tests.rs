//! A message, whole.

use jiff::tz::TimeZone;

use super::mime::{self, Envelope};
use super::*;
use crate::comment::mail;
use crate::page::views::told::{Post, Talk};
use crate::site::tests::config;

fn told() -> Told {
    Told {
        title: "Week 47 van 2026".into(),
        days: "16 tot en met 22 november 2026".into(),
        running: String::new(),
        url: "https://kennis.example/digests/2026-w47.html".into(),
        posts: vec![Post {
            title: "Water & <brood> = één".into(),
            url: "https://kennis.example/2026/water.html?a=1&b=2".into(),
            lang: Some("en".into()),
            about: vec!["An Bakker".into(), "16 november 2026".into()],
            summary: format!("Een heel lange zin{}.", " die doorgaat".repeat(30)),
        }],
        more_posts: "en nog 2 berichten".into(),
        talks: vec![Talk {
            title: "Een gesprek".into(),
            url: "https://kennis.example/2026/gesprek.html#comments".into(),
            lang: None,
            count: "3 reacties".into(),
            best: vec![Comment {
                text: "Mooi “gezegd”.".into(),
                author: "Bo".into(),
                url: "https://kennis.example/2026/gesprek.html#comment-7".into(),
            }],
        }],
        more_talks: String::new(),
        writers: vec![("Bo".into(), None), ("Cas".into(), Some("https://kennis.example/c".into()))],
        more_writers: String::new(),
    }
}

fn letter() -> Letter {
    let config = config("title = \"Blog\"\nbase_url = \"https://kennis.example\"");
    let words = serde_json::json!({ "digest_subject": "{title}: {digest} é" });
    Letter::new(&told(), &config, &Phrases::new(&words))
}

#[test]
fn a_message_is_read_as_it_was_written() {
    let zone = TimeZone::get("Europe/Amsterdam").expect("a zone");
    let (letter, to) = (letter(), ["a@x.example".to_owned(), "b@x.example".to_owned()]);
    let envelope = Envelope {
        to: &to,
        from: Some("c@x.example"),
        now: 1_795_435_200,
        zone: &zone,
        name: "2026-w47",
        host: "kennis.example",
    };
    let bytes = mime::message(&letter, &envelope);
    let file = String::from_utf8(bytes.clone()).expect("ASCII");
    assert!(file.is_ascii() && !file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 78), "{file}");
    let parsed = mail_parser::MessageParser::new().parse(&bytes).expect("a message");
    assert_eq!(parsed.subject(), Some(letter.subject.as_str()));
    let plain =
        |text: Option<std::borrow::Cow<'_, str>>| text.map(|text| text.replace("\r\n", "\n"));
    assert_eq!(plain(parsed.body_text(0)).as_deref(), Some(letter.text.trim_end()));
    assert_eq!(plain(parsed.body_html(0)).as_deref(), Some(letter.html.trim_end()));
    assert_eq!(parsed.date().map(|date| date.to_timestamp()), Some(envelope.now));
    assert_eq!(parsed.to().map(|to| to.iter().count()), Some(2));
    assert_eq!(mail::text(&bytes).replace("\r\n", "\n").trim(), letter.text.trim());
    for header in ["X-Unsent: 1\r\n", "X-Weerklank-Digest: 2026-w47\r\n", "MIME-Version: 1.0\r\n"] {
        assert!(file.contains(header), "{header}");
    }
}

#[test]
fn the_html_is_such_as_word_lays_out_and_loads_nothing() {
    let html = letter().html;
    for never in
        ["flex", "grid", "<img", "<link", "<script", "url(", "position:", "float:", "@import"]
    {
        assert!(!html.contains(never), "{never}");
    }
    assert!(html.contains("Water &amp; &lt;brood&gt; = één"));
    // Every address leads to the site, and every table that lays out says so and has its width as an attribute.
    for address in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(address.starts_with("https://kennis.example/"), "{address}");
    }
    for table in html.split("<table").skip(1) {
        let tag = table.split('>').next().unwrap_or_default();
        assert!(tag.contains("role=\"presentation\"") || tag.is_empty(), "{tag}");
        assert!(tag.contains("width=\"") || tag.is_empty() || tag.starts_with('{'), "{tag}");
    }
    for tag in ["<p", "<h1", "<h2", "<h3", "<td"] {
        for found in html.split(&format!("{tag} ")).skip(1) {
            let tag = found.split('>').next().unwrap_or_default();
            assert!(tag.contains("style=\"") || tag.contains("align"), "{tag}");
        }
    }
    // A reader of feeds gives the same words a look of its own.
    let content = content(&told(), &Phrases::new(&serde_json::Value::Null));
    assert!(content.contains("comment-7\">Bo</a>") && !content.contains("style"), "{content}");
}

#[test]
fn days_that_no_page_tells_of_are_not_said_to_be_read_on_the_blog() {
    let config = config("title = \"Blog\"\nbase_url = \"https://kennis.example\"");
    let words = serde_json::json!({ "digest_online": "Lees dit op het blog" });
    let phrases = Phrases::new(&words);
    let page = "https://kennis.example/digests/2026-11.html";
    for (url, is_told) in [(page, true), ("", false)] {
        let letter = Letter::new(&Told { url: url.to_owned(), ..told() }, &config, &phrases);
        for text in [&letter.html, &letter.text] {
            assert_eq!(text.contains("Lees dit op het blog"), is_told, "{text}");
            assert_eq!(text.contains(page), is_told, "{text}");
            assert!(text.contains("https://kennis.example"), "{text}");
        }
    }
}
