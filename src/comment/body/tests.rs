//! Comments as they come out of exports.

use std::sync::Arc;

use super::*;
use crate::comment::{Identity, Origin};
use crate::html::hostile::{PAYLOADS, assert_harmless};
use crate::source::SourcePath;

const REL: &str = "rel=\"nofollow ugc noopener noreferrer\"";

fn comment(body: &str, kind: BodyKind, plain: Option<PlainReason>) -> Comment {
    Comment {
        origin: Arc::new(Origin {
            format: "wxr",
            identity: Identity::Numbered,
            file: SourcePath::new("content/comments/x.xml"),
        }),
        line: 1,
        source_id: None,
        parent: None,
        place: Arc::default(),
        author: Arc::default(),
        written: None,
        body: body.into(),
        mentions: Box::default(),
        kind,
        plain,
        has_time: true,
        held: None,
    }
}

fn wordpress(body: &str) -> String {
    render(body, BodyKind::WordPress, None).into_string()
}

#[test]
fn text_without_tags_becomes_paragraphs() {
    let link = |address: &str, text: &str| format!("<a href=\"{address}\" {REL}>{text}</a>");
    let cases = [
        ("", String::new()),
        ("  \n \n ", String::new()),
        ("een", "<p>een</p>\n".into()),
        ("een\ntwee\n\n\ndrie \n", "<p>een<br>\ntwee</p>\n<p>drie</p>\n".into()),
        ("een  \r\n\r\ntwee", "<p>een</p>\n<p>twee</p>\n".into()),
        (
            "a &amp; b &lt;c&gt; & d <3 O&#039;Brien",
            "<p>a &amp; b &lt;c&gt; &amp; d &lt;3 O'Brien</p>\n".into(),
        ),
        ("\\o/ ¯\\_(ツ)_/¯ [code]x[/code]", "<p>\\o/ ¯\\_(ツ)_/¯ [code]x[/code]</p>\n".into()),
        (
            "zie https://a.example/b?c=1&amp;d=2.",
            format!(
                "<p>zie {}.</p>\n",
                link("https://a.example/b?c=1&amp;d=2", "https://a.example/b?c=1&amp;d=2")
            ),
        ),
        (
            "(http://a.example)\nen: http://",
            format!(
                "<p>({})<br>\nen: http://</p>\n",
                link("http://a.example/", "http://a.example")
            ),
        ),
        ("https://bank@kwaad.example", "<p>https://bank@kwaad.example</p>\n".into()),
        (
            "www.a.example/b?c=1&amp;d=2, (Www.b.example)\njan@www.c.example www.",
            format!(
                "<p>{}, ({})<br>\njan@www.c.example www.</p>\n",
                link("https://www.a.example/b?c=1&amp;d=2", "www.a.example/b?c=1&amp;d=2"),
                link("https://www.b.example/", "Www.b.example")
            ),
        ),
        (
            "www.a.example:99999 a/www.b.example",
            "<p>www.a.example:99999 a/www.b.example</p>\n".into(),
        ),
        (
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n".into(),
        ),
        ("a\u{202E}b &#x202E;c", "<p>ab c</p>\n".into()),
    ];
    for (body, wanted) in cases {
        assert_eq!(wordpress(body), wanted, "{body}");
    }
}

#[test]
fn text_with_tags_keeps_them_and_its_paragraphs() {
    let cases = [
        ("een <b>twee</b>\ndrie\n\nvier", "<p>een <b>twee</b><br>\ndrie</p>\n<p>vier</p>\n"),
        ("<b>een\n\ntwee</b>", "<p><b>een</b></p><b>\n</b><p><b>twee</b></p>\n"),
        ("<p>een</p>\n\n<p>twee</p>", "<p>een</p>\n<p>twee</p>\n"),
        (
            "<blockquote>een\n\ntwee</blockquote>\ndrie",
            "<blockquote><p>een</p>\n<p>twee</p>\n</blockquote>\n<p>drie</p>\n",
        ),
        (
            "<ul>\n<li>een</li>\n<li>twee\nregels</li>\n</ul>",
            "<ul><li>een</li>\n<li>twee<br>\nregels</li>\n</ul>\n",
        ),
        ("<pre>a\n\n  b &lt;</pre>", "<pre>a\n\n  b &lt;</pre>\n"),
        (
            "zo: <code>a\n\n  b http://x.example</code>",
            "<p>zo:</p>\n<pre><code>a\n\n  b http://x.example</code></pre>\n",
        ),
        ("een<br />\ntwee", "<p>een<br>twee</p>\n"),
        ("<!-- wp:paragraph -->\n<p>een</p>\n<!-- /wp:paragraph -->", "<p>een</p>\n"),
        ("<em>een</em> <strong>twee</strong>", "<p><em>een</em> <strong>twee</strong></p>\n"),
        ("<h2>Kop</h2>tekst", "<p><strong>Kop</strong></p>\n<p>tekst</p>\n"),
        ("a <b>b &amp; c < d</b>", "<p>a <b>b &amp; c &lt; d</b></p>\n"),
    ];
    for (body, wanted) in cases {
        assert_eq!(wordpress(body), wanted, "{body}");
    }
    assert_eq!(
        wordpress("<b>x</b> http://a.example/ <a href=\"https://b.example/\">http://c.example</a>"),
        format!(
            "<p><b>x</b> <a href=\"http://a.example/\" {REL}>http://a.example/</a> <a href=\"https://b.example/\" {REL}>http://c.example</a></p>\n"
        )
    );
    assert_eq!(
        wordpress(
            "<b>x</b> www.a.example <a href=\"https://b.example/\">www.c.example</a> <code>www.d.example</code>"
        ),
        format!(
            "<p><b>x</b> <a href=\"https://www.a.example/\" {REL}>www.a.example</a> <a href=\"https://b.example/\" {REL}>www.c.example</a> <code>www.d.example</code></p>\n"
        )
    );
    assert_eq!(
        wordpress("<img src=\"https://x.example/a.png\" alt=\"Foto\">"),
        format!("<p><a href=\"https://x.example/a.png\" {REL}>Foto</a></p>\n")
    );
}

#[test]
fn plain_text_and_what_is_over_a_limit_has_no_tags() {
    let plain = render("<b>x</b> &amp; http://a.example", BodyKind::Plain, None).into_string();
    assert_eq!(
        plain,
        format!(
            "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp; <a href=\"http://a.example/\" {REL}>http://a.example</a></p>\n"
        )
    );
    let many =
        render("<b>x</b> http://a.example", BodyKind::WordPress, Some(PlainReason::TooManyLinks));
    assert_eq!(many.as_str(), "<p>&lt;b&gt;x&lt;/b&gt; http://a.example</p>\n");
    let deep = comment(&"<div>".repeat(65), BodyKind::WordPress, None);
    let told = over(&deep, &Limits::default());
    assert_eq!(told, Some(PlainReason::TooDeep));
    assert!(render(&deep.body.text(), deep.kind, told).as_str().starts_with("<p>&lt;div&gt;"));
    let html = render("<p>a\n\nb<script>c</script></p>", BodyKind::Html, None);
    assert_eq!(html.as_str(), "<p>a\n\nb</p>");
}

#[test]
fn blocks_that_a_comment_cannot_have_are_paragraphs() {
    let table = "<table><thead><tr><th>Jaar</th><th></th><th>Mm</th></tr></thead>\n<tbody>\n<tr>\n<td><p>2023</p></td>\n<td>x<div>y</div></td><td><b>812</b></td>\n</tr></tbody></table>";
    let cases = [
        (
            "<h3>Kop</h3><p>tekst</p><table><tr><td>2023</td><td>812</td></tr><tr><td>2024</td><td>640</td></tr></table><p>na</p>",
            "<p><strong>Kop</strong></p>\n<p>tekst</p>\n<p>2023 · 812<br>\n2024 · 640</p>\n<p>na</p>\n",
        ),
        (table, "<p>Jaar · Mm<br>\n2023 · x y · <b>812</b></p>\n"),
        ("<dl><dt>term</dt><dd>uit <i>leg</i></dd></dl>", "<p>term</p>\n<p>uit <i>leg</i></p>\n"),
        (
            "<details><summary>Meer</summary>tekst\n<p>en</p></details>",
            "<p>Meer</p>\n<p>tekst</p>\n<p>en</p>\n",
        ),
        ("<div>een</div><div>twee</div>", "<p>een</p>\n<p>twee</p>\n"),
        (
            "<ul><li><div>een</div><div>twee</div></li><li>x</li></ul>",
            "<ul><li>een<br>\ntwee</li>\n<li>x</li>\n</ul>\n",
        ),
        (
            "<ul><li>zie<table><tr><td><h4>a</h4></td><td>b</td></tr></table>na</li></ul>",
            "<ul><li>zie<br>\na · b<br>\nna</li>\n</ul>\n",
        ),
        ("<h3><div>een</div></h3><div>twee</div>", "<p><strong>een</strong></p>\n<p>twee</p>\n"),
        ("<blockquote><div>een</div></blockquote>", "<blockquote><p>een</p>\n</blockquote>\n"),
    ];
    for (body, wanted) in cases {
        for kind in [BodyKind::Html, BodyKind::WordPress] {
            let html = render(body, kind, None).into_string();
            assert_eq!(
                html.replace(" <br>", "<br>").replace("x<br>\ny", "x y"),
                wanted,
                "{kind:?}: {body}"
            );
            assert_eq!(crate::html::sanitise_comment(&html).as_str(), html);
        }
    }
    let html = render("<div>a\n\nb www.c.example</div>", BodyKind::Html, None).into_string();
    assert_eq!(html, "<p>a\n\nb www.c.example</p>\n");
    let heading = "<div><h3>Kop</h3><a class=\"anchor\" href=\"#kop\"><svg/></a></div><p>x</p>";
    let html = render(heading, BodyKind::Html, None).into_string();
    assert_eq!(html, "<p><strong>Kop</strong></p>\n<p>x</p>\n");
    assert_eq!(excerpt("<h3>Kop</h3>tekst", BodyKind::Html, 99), "Kop tekst");
}

#[test]
fn limits_are_named() {
    let limits = Limits::default();
    let cases = [
        ("x".repeat(70_000), BodyKind::Plain, Some(PlainReason::TooLong)),
        ("<div>".repeat(65), BodyKind::WordPress, Some(PlainReason::TooDeep)),
        ("<div>".repeat(65), BodyKind::Plain, None),
        ("<p>x</p>".repeat(500), BodyKind::WordPress, None),
        ("http://a.example ".repeat(101), BodyKind::Plain, Some(PlainReason::TooManyLinks)),
        ("www.a.example ".repeat(101), BodyKind::Plain, Some(PlainReason::TooManyLinks)),
        ("<a href=\"http://a.example\">www.a.example</a>".repeat(60), BodyKind::WordPress, None),
        ("<a href=\"http://a.example\">http://a.example</a>".repeat(60), BodyKind::WordPress, None),
    ];
    for (body, kind, wanted) in cases {
        assert_eq!(plain_reason(&body, kind, &limits), wanted, "{}", &body[..20]);
    }
}

#[test]
fn an_excerpt_is_plain_text() {
    let cases = [
        ("<p>Een &amp; <b>twee</b></p>\n<ul><li>drie</li></ul>", 100, "Een & twee drie"),
        ("een twee drie", 9, "een twee…"),
        ("<script>alert(1)</script>na", 100, "na"),
        ("1 < 2 &lt;b&gt;", 100, "1 < 2 <b>"),
    ];
    for (body, length, wanted) in cases {
        assert_eq!(excerpt(body, BodyKind::WordPress, length), wanted, "{body}");
    }
    assert_eq!(excerpt("<b>", BodyKind::Plain, 9), "<b>");
    // An address is another one before the text is cut.
    let links = [("https://a.example/?p=1&q=2", "https://b.example/c".to_owned())];
    let text = "zie <b>dit</b>: https://a.example/?p=1&amp;q=2 of niet";
    let found = relinked_excerpt(text, BodyKind::WordPress, &links, 30);
    assert_eq!(found, "zie dit: https://b.example/c…");
    // The signs of a list stand before its items alone, and what parts these between them.
    let list = "\n- straat 2 - heeft kappen\r\n  • zelfde piek\n* -3 graden\n-\nJa";
    let wanted = "straat 2 - heeft kappen · zelfde piek · -3 graden Ja";
    assert_eq!(excerpt(list, BodyKind::Plain, 99), wanted);
}

#[test]
fn nothing_hostile_is_left_and_rendering_twice_changes_nothing_more() {
    for payload in PAYLOADS {
        let wrapped = [
            (*payload).to_owned(),
            format!("tekst {payload}\n\nmeer"),
            format!("<b>{payload}</b>"),
            format!("<a href=\"{payload}\" title=\"{payload}\">{payload}</a>"),
            format!("<code>{payload}\n{payload}</code>"),
            format!("<img src=\"{payload}\" alt=\"{payload}\">"),
        ];
        for body in wrapped {
            for (kind, plain) in [
                (BodyKind::WordPress, None),
                (BodyKind::WordPress, Some(PlainReason::TooManyLinks)),
                (BodyKind::Html, None),
                (BodyKind::Plain, None),
            ] {
                let html = render(&body, kind, plain).into_string();
                assert_harmless(&html, &body);
                assert!(!html.contains("<img"), "{html}");
                let again = crate::html::sanitise_comment(&html).into_string();
                assert_eq!(crate::html::sanitise_comment(&again).as_str(), again, "{body}");
            }
        }
    }
}

fn markdown(body: &str) -> String {
    render(body, BodyKind::Markdown, None).into_string()
}

#[test]
fn markdown_is_shown_as_people_mean_it() {
    let link = |address: &str, text: &str| format!("<a href=\"{address}\" {REL}>{text}</a>");
    let cases = [
        ("", String::new()),
        ("een\ntwee\n\n*drie* ~~vier~~", "<p>een<br>\ntwee</p>\n<p><em>drie</em> <del>vier</del></p>\n".into()),
        ("# Kop\n- a\n- `b < c`", "<p><strong>Kop</strong></p>\n<ul>\n<li>a</li>\n<li><code>b &lt; c</code></li>\n</ul>\n".into()),
        ("a <b>x</b> & <script>alert(1)</script>", "<p>a &lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n".into()),
        ("<div>\nx\n</div>", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n".into()),
        (
            "zie https://a.example/b_c_d?e=1&f=2.",
            format!("<p>zie {}.</p>\n", link("https://a.example/b_c_d?e=1&amp;f=2", "https://a.example/b_c_d?e=1&amp;f=2")),
        ),
        ("zie www.a.example/b", format!("<p>zie {}</p>\n", link("https://www.a.example/b", "www.a.example/b"))),
        ("[www.b.example](https://a.example/)", format!("<p>{}</p>\n", link("https://a.example/", "www.b.example"))),
        ("[x](https://a.example/)", format!("<p>{}</p>\n", link("https://a.example/", "x"))),
        ("[x](javascript:alert(1))", "<p><a rel=\"nofollow ugc noopener noreferrer\">x</a></p>\n".into()),
        ("![foto](https://a.example/x.png)", format!("<p>{}</p>\n", link("https://a.example/x.png", "foto"))),
        ("```\nhttps://a.example\n```", "<pre><code>https://a.example\n</code></pre>\n".into()),
        ("a&#x202e;b", "<p>ab</p>\n".into()),
    ];
    for (body, html) in cases {
        assert_eq!(markdown(body), html, "{body}");
    }
    for payload in PAYLOADS {
        assert_harmless(&markdown(payload), payload);
    }
}

#[test]
fn markdown_over_a_limit_is_plain_text() {
    let reason = |body: &str| plain_reason(body, BodyKind::Markdown, &Limits::default());
    assert_eq!(reason(&"> ".repeat(64)), None);
    assert_eq!(reason(&format!("{}x", "> ".repeat(20_000))), Some(PlainReason::TooDeep));
    assert_eq!(reason(&"<b>".repeat(1000)), None);
    assert_eq!(reason(&"[x](https://a.example) ".repeat(101)), Some(PlainReason::TooManyLinks));
    // What came past the limit all the same has an end too.
    let references =
        format!("[a]: https://a.example/{}\n\n{}", "x".repeat(9000), "[a] ".repeat(9000));
    let rendered = markdown(&references);
    assert!(rendered.len() <= 20 * references.len() + (64 << 10), "{}", rendered.len());
}

#[test]
fn the_text_of_markdown_is_without_its_signs() {
    for (body, expected) in [
        (
            "# Kop\n\neen *twee*\ndrie [vier](https://a.example)\n- vijf",
            "Kop een twee drie vier vijf",
        ),
        ("`a` <b>c</b>", "a <b>c</b>"),
        ("", ""),
    ] {
        assert_eq!(text(body, BodyKind::Markdown), expected, "{body}");
        assert_eq!(excerpt(body, BodyKind::Markdown, 100), expected);
    }
}

#[test]
fn a_comment_of_which_nothing_is_seen_is_empty() {
    let is_empty = |body: &str, kind| {
        super::is_empty(&Comment { kind, ..crate::comment::testing::comment("1", body) })
    };
    for (body, wordpress, html, markdown, plain) in [
        ("", true, true, true, true),
        (" \u{200B}", true, true, true, true),
        ("<script>alert(1)</script>", true, true, false, false),
        ("<img src=\"x.png\">", true, true, false, false),
        ("&nbsp;", true, true, true, false),
        ("<br>", true, true, false, false),
        ("<p> <b></b></p><!-- weg -->", true, true, false, false),
        ("<b>x</b>", false, false, false, false),
        ("&amp;", false, false, false, false),
        ("<!-- onafgesloten zichtbaar?", false, false, false, false),
        ("<", false, false, false, false),
    ] {
        let kinds = [BodyKind::WordPress, BodyKind::Html, BodyKind::Markdown, BodyKind::Plain];
        let found = kinds.map(|kind| is_empty(body, kind));
        assert_eq!(found, [wordpress, html, markdown, plain], "{body}");
    }
}

#[test]
fn an_html_comment_without_an_end_is_text() {
    for (body, wanted) in [
        ("<!-- open <b>x</b>", "<p>&lt;!-- open <b>x</b></p>"),
        ("a <!-- dicht --> b", "<p>a  b</p>"),
        ("a <!-- dicht --!> b", "<p>a  b</p>"),
        ("a <!--> b <!-- c <!-- d", "<p>a  b &lt;!-- c &lt;!-- d</p>"),
    ] {
        let html = render(body, BodyKind::WordPress, None).into_string();
        assert_eq!(html.trim(), wanted, "{body}");
        assert!(!render(body, BodyKind::Html, None).as_str().contains("dicht"));
    }
    assert_eq!(text("a <!-- b", BodyKind::Html), "a <!-- b");
    // What was within counts for the limits.
    let deep = format!("<!-- {}", "<b>".repeat(1000));
    let reason = plain_reason(&deep, BodyKind::WordPress, &Limits::default());
    assert_eq!(reason, Some(PlainReason::TooDeep));
}
