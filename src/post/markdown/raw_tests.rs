//! Raw HTML and code in bodies: what comes out as it was written, and what becomes something else.

use super::tests::{OPTIONS, check, rendered, rendered_with};
use super::*;

#[test]
fn frames_of_other_sites_are_links() {
    let link = |address: &str, text: &str| {
        format!(
            "<p><a class=\"external\" href=\"{address}\" rel=\"noopener noreferrer\">{text}</a></p>"
        )
    };
    let film = "https://www.youtube.com/watch?v=ab";
    for (body, wanted) in [
        ("<p><iframe src=\"//www.youtube.com/embed/ab?x=1\"></iframe></p>", link(film, film)),
        (
            "<p><iframe src='https://player.vimeo.com/video/12' title=\"De dijk\"></iframe></p>",
            link("https://vimeo.com/12", "De dijk"),
        ),
        ("<p><iframe src=\"javascript:x\"></iframe></p>", "<p></p>".to_owned()),
    ] {
        assert_eq!(rendered(body).trim(), wanted, "{body}");
    }
}

#[test]
fn an_element_that_ends_itself_is_empty() {
    check(&[
        ("een<em/> twee", "<p>een<em></em> twee</p>\n"),
        ("<a id=\"z\"/>een <span/>twee<br/>", "<p><a id=\"z\"></a>een <span></span>twee<br></p>\n"),
        ("<div id=\"x\"/>\n\neen", "<div id=\"x\"></div>\n<p>een</p>\n"),
        ("<details/>\n\neen", "<details></details>\n<p>een</p>\n"),
        (
            "<video controls src=\"film.mp4\" />\n\neen",
            "<video controls=\"\" src=\"../2025/a/film.mp4\"></video>\n<p>een</p>\n",
        ),
        (
            "<a href=https://x.example/>een</a> twee",
            "<p><a href=\"https://x.example/\" rel=\"noopener noreferrer\">een</a> twee</p>\n",
        ),
    ]);
    let html = rendered("<details>\n\neen\n\n## Kop");
    assert!(html.starts_with("<p>&lt;details&gt;</p>\n<p>een</p>\n"), "{html}");
}

#[test]
fn what_a_player_has_for_browsers_that_know_none_is_not_shown() {
    let player = "<video controls=\"\" src=\"../2025/a/film.mp4\"></video>";
    for (body, wanted) in [
        (
            "<video controls>\n <source src=\"film.mp4\" type=\"video/mp4\">\n Uw *browser* <b>kan</b> niets.\n</video>\n\neen",
            format!("{player}\n<p>een</p>"),
        ),
        (
            "Zie <video controls><source src=\"film.mp4\"><source src=\"b.webm\">Uw `browser`</video> hier",
            format!("<p>Zie {player} hier</p>"),
        ),
        (
            "<video src=\"https://x.example/a.mp4\">Uw browser</video> een",
            "<p><a class=\"external\" href=\"https://x.example/a.mp4\" rel=\"noopener noreferrer\">https://x.example/a.mp4</a> een</p>".to_owned(),
        ),
    ] {
        let html = rendered(body).replace("\n\n\n", "\n");
        assert_eq!(html.trim().replace("\n ", ""), wanted, "{body}");
    }
}

#[test]
fn what_goes_on_over_lines_is_one() {
    let figure = "![c](<foto.png> \"b\")";
    assert_eq!(
        rendered("{{< figure\n  src=\"foto.png\"\n  alt=\"c\" caption=\"b\"\n>}}\n\nd"),
        rendered(&format!("{figure}\n\nd"))
    );
    check(&[
        (
            "{{% weg\n a=\"b\"\n%}} c\n\nd {{ e\nf",
            "<p>{{% weg a=\"b\" %}} c</p>\n<p>d {{ e\nf</p>\n",
        ),
        ("<aside>\n💡 a **b**\n\n</aside>", "<aside>\n<p>💡 a <strong>b</strong></p>\n</aside>"),
        ("<Kader a=\"b\">\n  *c*\n</Kader>", "\n<p><em>c</em>\n</p>\n"),
        ("\\[gallery ids=\"1,2\"\\]", "<p>[gallery ids=\"1,2\"]</p>\n"),
    ]);
}

#[test]
fn code_comes_out_as_it_was_written_wherever_it_stands() {
    let code = |text: &str| format!("<pre tabindex=\"0\"><code>{text}\n</code></pre>");
    let own = "{% comment %}a{% endcomment %} ==b== [c](d e.pdf) {: .f }";
    check(&[
        (
            &format!("- x\n\n      {own}\n"),
            &format!("<ul>\n<li><p>x</p>\n{}\n</li>\n</ul>\n", code(own)),
        ),
        (
            &format!("- x\n\n      !!! note\n      :::tip\n\n  y {own}"),
            &format!(
                "<ul>\n<li><p>x</p>\n{}\n<p>y  <mark>b</mark> <span class=\"broken-link\">c</span> {{: .f }}</p>\n</li>\n</ul>\n",
                code("!!! note\n:::tip")
            ),
        ),
        (
            &format!(">     {own}\n> `{own}\n> ++a++`"),
            &format!(
                "<blockquote>\n{}\n<p><code>{own} ++a++</code></p>\n</blockquote>\n",
                code(own)
            ),
        ),
        (
            "a <code>==b==\n==c==</code> ==d==",
            "<p>a <code>==b==\n==c==</code> <mark>d</mark></p>\n",
        ),
        (
            "<pre>\n==a== {{</* b */>}}\n\n:::note\n</pre>",
            "<pre>==a== {{&lt; b &gt;}}\n\n:::note\n</pre>",
        ),
        ("a\n\n    %%b%% {>>c<<}\n", &format!("<p>a</p>\n{}\n", code("%%b%% {&gt;&gt;c&lt;&lt;}"))),
        ("a\n<!--\n!!! note\n    b\n-->\n\nc", "<p>a</p>\n<p>c</p>\n"),
        (
            "`GET /users/{:id}` /users/{:id}/x",
            "<p><code>GET /users/{:id}</code> /users/{:id}/x</p>\n",
        ),
    ]);
    let trusted = MarkdownOptions { trusted_html: true, ..OPTIONS };
    let script = "<script>\nconst a = `==b==`;\n\nimport c from 'd';\nlet e = {{ f }}; /* {% comment %} */\n</script>\n";
    assert_eq!(rendered_with(script, &trusted), script);
}

#[test]
fn pictures_of_raw_html_are_as_those_of_markdown() {
    let source = |sizes: &str| {
        format!(
            "<picture><source type=\"image/webp\" srcset=\"../2025/a/groot-480w.webp 480w\" sizes=\"{sizes}\">"
        )
    };
    let (whole, half) = (source("(min-width: 48rem) 36rem, 92vw"), source("400px"));
    let later = "loading=\"lazy\" decoding=\"async\"";
    let src = "src=\"../2025/a/groot.jpg\"";
    check(&[
        (
            "<img src=groot.jpg alt=a>",
            &format!("{whole}<img alt=\"a\" width=\"800\" height=\"600\" {later} {src}></picture>"),
        ),
        (
            "a <img src=groot.jpg alt=a width=400> b <IMG SRC='groot.jpg' height='300px' width=50% loading=eager>",
            &format!(
                "<p>a {half}<img alt=\"a\" width=\"400\" height=\"300\" {later} {src}></picture> b \
                 {half}<img loading=\"eager\" width=\"400\" height=\"300\" decoding=\"async\" {src}></picture></p>\n"
            ),
        ),
        (
            "<table><img src=klein.png width=0 srcset=x><tr><td><img src=groot.jpg width=800 height=9></table>",
            &format!(
                "<img width=\"40\" height=\"30\" {later} src=\"../2025/a/klein.png\"><table><tbody><tr><td>{whole}<img \
                 width=\"800\" height=\"9\" {later} {src}></picture></td></tr></tbody></table>"
            ),
        ),
        ("<a href=groot.jpg>a</a>", "<p><a href=\"../2025/a/groot.jpg\">a</a></p>\n"),
    ]);
    let trusted = MarkdownOptions { trusted_html: true, ..OPTIONS };
    for (body, wanted) in [
        ("<img src=groot.jpg>", format!("<img width=\"800\" height=\"600\" {src}>\n")),
        ("<img src=groot.jpg width=50%>", format!("<img width=\"50%\" {src}>\n")),
        ("<a href=groot.jpg>a</a>", "<p><a href=\"../2025/a/groot.jpg\">a</a></p>\n".to_owned()),
    ] {
        assert_eq!(rendered_with(body, &trusted).trim(), wanted.trim(), "{body}");
    }
}
