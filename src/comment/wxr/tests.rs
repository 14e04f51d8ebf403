//! Exports of WordPress, whole and broken.

use std::collections::BTreeMap;

use super::*;
use crate::comment::testing::{body, codes, config};
use crate::comment::{BodyKind, Comment, Moment, Place};

const NAMESPACES: &str = r#"xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/""#;

/// An export with these elements in its channel.
pub(super) fn export(channel: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" {NAMESPACES}>\n<channel>\n\
         <wp:wxr_version>1.2</wp:wxr_version>\n{channel}\n</channel>\n</rss>\n"
    )
}

/// A published post with these elements.
pub(super) fn post(elements: &str) -> String {
    format!(
        "<item><title><![CDATA[Een post]]></title><link>https://www.oud.example/2026/een-post/</link>\
         <wp:post_id>528</wp:post_id><wp:post_name>een-post</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type>{elements}</item>"
    )
}

/// An approved comment with these further elements, the last of a name counting.
pub(super) fn comment(id: u32, elements: &str) -> String {
    format!(
        "<wp:comment>\n<wp:comment_id>{id}</wp:comment_id>\n<wp:comment_author><![CDATA[Ali]]></wp:comment_author>\
         <wp:comment_content><![CDATA[Goed stuk.]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
         <wp:comment_type>comment</wp:comment_type>{elements}</wp:comment>"
    )
}

pub(super) fn read_bytes(bytes: &[u8]) -> Checked<Export> {
    crate::comment::testing::read(&FORMAT, "content/comments/export.xml", bytes, &config())
}

pub(super) fn read_text(text: &str) -> Checked<Export> {
    read_bytes(text.as_bytes())
}

/// The only comment of an export without problems, in a post with one comment of these elements.
pub(super) fn only(elements: &str) -> Comment {
    let checked = read_text(&export(&post(&comment(1, elements))));
    assert_eq!(codes(&checked), [] as [&str; 0], "{elements}");
    *checked.value.comments.into_iter().next().unwrap()
}

pub(super) fn bodies(checked: &Checked<Export>) -> Vec<&str> {
    checked.value.comments.iter().map(|comment| body(comment)).collect()
}

/// How many comments are held for what, and how many are not.
fn counts(checked: &Checked<Export>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for comment in &checked.value.comments {
        let name = serde_json::to_value(comment.held).unwrap();
        *counts.entry(name.as_str().unwrap_or("shown").to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn a_comment_keeps_everything_but_the_ip_address() {
    let text = export(&format!(
        "<wp:base_site_url>https://net.example</wp:base_site_url>\
         <wp:base_blog_url>https://WWW.Oud.example/blog/</wp:base_blog_url>\
         <pubDate>Mon, 23 Nov 2026 14:05:00 +0000</pubDate>\n{}",
        post(
            "<guid isPermaLink=\"false\">https://oud.example/?p=528</guid><wp:comment>\n\
             <wp:comment_id>12</wp:comment_id><wp:comment_author><![CDATA[Ali Baba]]></wp:comment_author>\
             <wp:comment_author_email>ali@voorbeeld.example</wp:comment_author_email>\
             <wp:comment_author_url>https://x.example/?a=1&b=2</wp:comment_author_url>\
             <wp:comment_author_IP>192.0.2.55</wp:comment_author_IP>\
             <wp:comment_date>2026-01-02 10:00:00</wp:comment_date>\
             <wp:comment_date_gmt>2026-01-02 09:00:00</wp:comment_date_gmt>\
             <wp:comment_content><![CDATA[Een.\r\n\r\n<b>Twee</b> \\o/]]></wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>\
             <wp:comment_parent>11</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>\
             </wp:comment>"
        )
    ));
    let checked = read_text(&text);
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let place = Place {
        system: "oud.example/blog".into(),
        address: Some("https://www.oud.example/2026/een-post/".into()),
        guid: Some("https://oud.example/?p=528".into()),
        slug: Some("een-post".into()),
        id: Some(("wordpress".into(), "528".into())),
        title: Some("Een post".into()),
        anything: None,
    };
    assert_eq!(checked.value.made, Some(1_795_442_700));
    assert_eq!(checked.value.places, [place.clone().into()]);
    let comment = &checked.value.comments[0];
    assert_eq!(
        (comment.origin.format, comment.place.system.as_str(), comment.line),
        ("wxr", "oud.example/blog", 8)
    );
    assert_eq!((comment.source_id.as_deref(), comment.parent.as_deref()), (Some("12"), Some("11")));
    assert_eq!(*comment.place, place);
    assert_eq!(comment.author.name, "Ali Baba");
    assert_eq!(comment.author.email.as_deref(), Some("ali@voorbeeld.example"));
    assert_eq!(comment.author.account, None);
    assert_eq!(comment.written, Some(Moment(1_767_344_400)));
    assert_eq!(comment.body, "Een.\n\n<b>Twee</b> \\o/");
    assert_eq!((comment.kind, comment.plain, comment.held), (BodyKind::WordPress, None, None));
    assert!(!format!("{:?}", checked.value).contains("192.0.2.55"));
}

#[test]
fn names_and_addresses_lose_their_second_layer_of_entities() {
    let comment = only(
        "<wp:comment_author><![CDATA[O&#039;Brien &laquo; Zn]]></wp:comment_author>\
         <wp:comment_author_email><![CDATA[]]></wp:comment_author_email>",
    );
    assert_eq!(
        (comment.author.name.as_str(), comment.author.email.as_deref()),
        ("O'Brien « Zn", None)
    );
    let comment = only("<wp:comment_author><![CDATA[jan@voorbeeld.example]]></wp:comment_author>");
    assert_eq!(
        (comment.author.name.as_str(), comment.author.email.as_deref()),
        ("", Some("jan@voorbeeld.example"))
    );
    let text = export(&post(
        "<link>https://oud.example/?p=1&amp;#038;lang=nl</link><title>Kunst &amp;amp; vliegwerk</title>\
         <wp:post_name>caf%c3%a9__trashed</wp:post_name>",
    ));
    let place = read_text(&text).value.places.remove(0);
    assert_eq!(place.address.as_deref(), Some("https://oud.example/?p=1&lang=nl"));
    assert_eq!(place.title.as_deref(), Some("Kunst & vliegwerk"));
    assert_eq!(place.slug.as_deref(), Some("café"));
}

#[test]
fn users_get_their_account_name() {
    let author = |elements: &str| format!("<wp:author>{elements}</wp:author>");
    let users = [
        author(
            "<wp:author_id>7</wp:author_id><wp:author_login>jjansen\n</wp:author_login>\
             <wp:author_email>j@voorbeeld.example</wp:author_email>\
             <wp:author_display_name><![CDATA[Jan &amp; Co]]></wp:author_display_name>",
        ),
        author(
            "<wp:author_login>zonder</wp:author_login><wp:author_email>Z@voorbeeld.example</wp:author_email>",
        ),
        author("<wp:author_id>8</wp:author_id><wp:author_login>acht</wp:author_login>")
            .replace("wp:author>", "wp:wp_author>"),
    ];
    let cases = [
        ("<wp:comment_user_id>7</wp:comment_user_id>", Some("jjansen"), "Ali"),
        (
            "<wp:comment_user_id>7</wp:comment_user_id><wp:comment_author/>",
            Some("jjansen"),
            "Jan & Co",
        ),
        ("<wp:comment_user_id>8</wp:comment_user_id>", Some("acht"), "Ali"),
        ("<wp:comment_user_id>9</wp:comment_user_id>", None, "Ali"),
        ("<wp:comment_user_id>0</wp:comment_user_id>", None, "Ali"),
        (
            "<wp:comment_user_id>3</wp:comment_user_id>\
             <wp:comment_author_email>z@voorbeeld.example</wp:comment_author_email>",
            Some("zonder"),
            "Ali",
        ),
        ("<wp:comment_author_email>z@voorbeeld.example</wp:comment_author_email>", None, "Ali"),
    ];
    for (elements, account, name) in cases {
        let text = export(&format!("{}{}", users.concat(), post(&comment(1, elements))));
        let author = &read_text(&text).value.comments[0].author;
        assert_eq!(
            (author.account.as_deref(), author.name.as_str()),
            (account, name),
            "{elements}"
        );
    }
}

#[test]
fn a_time_that_the_clock_passed_twice_is_told() {
    let local = "<wp:comment_date>2026-10-25 02:30:00</wp:comment_date>";
    let utc = "<wp:comment_date_gmt>2026-10-25 00:30:00</wp:comment_date_gmt>";
    let read = |elements: &str| read_text(&export(&post(&comment(1, elements))));
    assert_eq!(codes(&read(local)), ["date-clock-change:7"]);
    assert_eq!(codes(&read(&format!("{local}{utc}"))), [""; 0]);
}

#[test]
fn a_date_that_cannot_be_is_told() {
    let date = |local: &str, utc: &str| {
        let local = format!("<wp:comment_date>{local}</wp:comment_date>");
        let dates = format!("{local}<wp:comment_date_gmt>{utc}</wp:comment_date_gmt>");
        read_text(&export(&post(&comment(1, &dates))))
    };
    for (local, utc, told, written) in [
        ("2024-02-30 09:00:00", "", vec!["date-unclear:7"], None),
        ("2024-02-30 09:00:00", "0000-00-00 00:00:00", vec!["date-unclear:7"], None),
        ("2024-02-30 09:00:00", "2024-03-01 08:00:00", vec![], Some(1_709_280_000)),
        ("2024-03-01 09:00:00", "2024-02-30 08:00:00", vec![], Some(1_709_280_000)),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", vec!["date-unclear:7"], None),
        ("0000-00-00 00:00:00", "2024-03-01 08:00:00", vec![], Some(1_709_280_000)),
        ("", "", vec![], None),
    ] {
        let found = date(local, utc);
        assert_eq!(codes(&found), told, "{local} {utc}");
        assert_eq!(found.value.comments[0].written.map(|moment| moment.0), written, "{local}");
    }
    // That there is none is told once.
    let none = "<wp:comment_date>0000-00-00 00:00:00</wp:comment_date>";
    let undated = export(&post(&[1, 2, 3].map(|id| comment(id, none)).concat()));
    assert_eq!(codes(&read_text(&undated)), ["date-unclear:7"]);
}

#[test]
fn a_newer_version_of_the_format_is_told() {
    let text = export(&post(&comment(1, "")));
    for (version, told) in
        [("1.1", &[][..]), ("2.0", &["newer-wxr-version"]), ("1.10", &["newer-wxr-version"])]
    {
        let text = text.replace(">1.2</wp:wxr_version>", &format!(">{version}</wp:wxr_version>"));
        assert_eq!(codes(&read_text(&text)), told, "{version}");
    }
}

#[test]
fn an_export_of_every_kind_is_counted_by_reason() {
    let typed = |id, kind: &str| comment(id, &format!("<wp:comment_type>{kind}</wp:comment_type>"));
    let pending = |id| comment(id, "<wp:comment_approved>0</wp:comment_approved>");
    let shown: String = (1..=24).map(|id| comment(id, "")).collect();
    let others = [pending(25), pending(26), pending(27)].concat()
        + &[
            typed(28, "trackback"),
            typed(29, "trackback"),
            typed(30, "pingback"),
            typed(31, "pingback"),
        ]
        .concat();
    let text = export(&format!(
        "{}{}{}",
        post(&shown),
        post(&others),
        post(&format!("<wp:post_password>geheim</wp:post_password>{}", comment(32, "")))
    ));
    let expected = [
        ("shown", 24),
        ("pending", 3),
        ("trackback", 2),
        ("pingback", 2),
        ("password-protected", 1),
    ];
    assert_eq!(
        counts(&read_text(&text)),
        expected.map(|(name, count)| (name.to_owned(), count)).into()
    );
}

#[test]
fn a_comment_nobody_approved_is_not_shown() {
    let text = export(
        "<item><title>Met toebehoren</title><wp:post_id>101</wp:post_id><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type><wp:comment><wp:comment_id>201</wp:comment_id>\
         <wp:comment_content><![CDATA[Hallo.]]></wp:comment_content><wp:commentmeta><wp:meta_key>a</wp:meta_key>\
         <wp:meta_value>b</wp:meta_value></wp:commentmeta></wp:comment></item>",
    );
    assert_eq!(counts(&read_text(&text)), [("pending".to_owned(), 1)].into());
}

#[test]
fn the_same_number_twice_stays_two_comments() {
    let text = export(&post(&[comment(11, ""), comment(11, ""), comment(12, "")].concat()));
    assert_eq!(read_text(&text).value.comments.len(), 3);
}

#[test]
fn the_newest_comment_dates_an_export_that_does_not_say() {
    let dated =
        |id, date| comment(id, &format!("<wp:comment_date_gmt>{date}</wp:comment_date_gmt>"));
    let comments = [
        dated(1, "2026-11-23 14:05:00"),
        dated(2, "2020-01-01 00:00:00"),
        dated(3, "0000-00-00 00:00:00"),
    ];
    let checked = read_text(&export(&post(&comments.concat())));
    assert_eq!(checked.value.made, Some(1_795_442_700));
    let lines: Vec<u32> = checked.value.comments.iter().map(|comment| comment.line).collect();
    assert_eq!((lines, checked.value.comments[2].written), (vec![7, 9, 11], None));
    assert_eq!(read_text(&export("")).value.made, None);
}

#[test]
fn more_comments_than_the_limit_are_an_error() {
    let mut config = config();
    config.limits.comments = 1;
    let text = export(&post(&[comment(1, ""), comment(2, "")].concat()));
    let checked = crate::comment::testing::read(&FORMAT, "x.xml", text.as_bytes(), &config);
    assert_eq!(codes(&checked), ["!too-many-comments:11"]);
    assert!(checked.value.comments.is_empty());
}

#[test]
fn what_is_no_wordpress_export_is_left_to_others() {
    let cases: [&[u8]; 6] = [
        b"",
        b"<rss version=\"2.0\"><channel/></rss>",
        b"<disqus><message>&lt;rss xmlns:wp=\"http://wordpress.org/export/1.2/\"></message></disqus>",
        b"naam;reactie\n<rss>;http://wordpress.org/export/1.2/",
        b"<!-- http://wordpress.org/export/1.2/ <rss> --><html></html>",
        b"PK\x03\x04",
    ];
    for bytes in cases {
        assert!(
            recognises(&Source::new("x.xml", bytes.to_vec())).is_err(),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}
