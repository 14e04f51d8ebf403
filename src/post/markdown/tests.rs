//! Bodies as experts and other generators write them.

use std::sync::LazyLock;

use super::*;
use crate::media::picture::Picture;
use crate::media::{Media, Medium, Player};
use crate::output::OutputPath;
use crate::post::outline::{self, LinkKind};

pub(super) const OPTIONS: MarkdownOptions =
    MarkdownOptions { trusted_html: false, highlight: true, nesting: 256 };

pub(super) static MEDIA: LazyLock<Media> = LazyLock::new(|| {
    let player = Player { is_film: true, captions: Vec::new(), poster: None };
    let path = |path: &str| OutputPath::new(path).unwrap();
    let smaller = vec![(480, path("2025/a/groot-480w.webp"))];
    Media::from([
        (path("2025/a/film.mp4"), Medium::Player(player)),
        (path("2025/a/groot.jpg"), Medium::Picture(Picture { width: 800, height: 600, smaller })),
        (
            path("2025/a/klein.png"),
            Medium::Picture(Picture { width: 40, height: 30, smaller: Vec::new() }),
        ),
    ])
});

pub(super) fn words() -> Words {
    let alerts = [
        ("note", "Let op"),
        ("tip", "Tip"),
        ("warning", "Waarschuwing"),
        ("caution", "Pas op"),
        ("important", "Belangrijk"),
        ("bug", "Bug"),
    ];
    Words {
        chart: Default::default(),
        file: Default::default(),
        language: "nl".into(),
        alerts: alerts
            .iter()
            .map(|(name, title)| ((*name).to_owned(), (*title).to_owned()))
            .collect(),
        footnote_back: "Terug".into(),
        footnotes: "Noten".into(),
        task_done: "Gedaan".into(),
        task_open: "Te doen".into(),
        film: "Film".into(),
        heading_link: "Link".into(),
        quoted: std::collections::BTreeMap::new(),
    }
}

fn inside(path: &str, anchor: Option<&str>) -> Resolved {
    Resolved::Inside {
        path: OutputPath::new(path).unwrap(),
        anchor: anchor.map(str::to_owned),
        title: Some("Titel <b>".into()),
    }
}

pub(super) fn links() -> BTreeMap<String, Resolved> {
    let found = [
        ("b.md", inside("2025/b c.html", None)),
        ("b.md#k", inside("2025/b c.html", Some("k&\""))),
        ("b", inside("2025/b c.html", None)),
        ("foto.png", inside("2025/a/foto.png", None)),
        ("foto.png#only-light", inside("2025/a/foto.png", Some("only-light"))),
        ("groot.jpg#gh-dark-mode-only", inside("2025/a/groot.jpg", None)),
        ("film.mp4", inside("2025/a/film.mp4", None)),
        ("groot.jpg", inside("2025/a/groot.jpg", None)),
        ("klein.png", inside("2025/a/klein.png", None)),
        ("stuk.pdf", inside("2025/a/stuk.pdf", None)),
        ("weg.md", Resolved::Broken),
        ("half.md#x", Resolved::BrokenAnchor(OutputPath::new("half.html").unwrap())),
        ("{{< ref \"b\" >}}", inside("2025/b c.html", None)),
        ("https://eigen.example/b", inside("2025/b c.html", None)),
    ];
    found.into_iter().map(|(target, resolved)| (target.to_owned(), resolved)).collect()
}

pub(super) fn rendered_with(body: &str, options: &MarkdownOptions) -> String {
    let (links, words) = (links(), words());
    render(
        body,
        options,
        &Surroundings {
            links: &links,
            root: "../",
            title: None,
            liquid: Default::default(),
            is_plain: false,
            words: &words,
            media: &MEDIA,
        },
    )
    .into_string()
}

pub(crate) fn rendered(body: &str) -> String {
    rendered_with(body, &OPTIONS)
}

pub(super) fn check(cases: &[(&str, &str)]) {
    for (body, wanted) in cases {
        assert_eq!(rendered(body), *wanted, "{body}");
    }
}

#[test]
fn plain_markdown_is_plain_html() {
    check(&[
        ("", ""),
        (
            "een *twee* **drie** ~~vier~~ `vijf <b>`",
            "<p>een <em>twee</em> <strong>drie</strong> <del>vier</del> <code>vijf &lt;b&gt;</code></p>\n",
        ),
        ("een  \ntwee\ndrie", "<p>een<br>\ntwee\ndrie</p>\n"),
        (
            "- a\n- b\n\n3. c",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n",
        ),
        (
            "- [x] a\n- [ ] b",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Gedaan\"> a</li>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Te doen\"> b</li>\n</ul>\n",
        ),
        ("a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"),
        ("---", "<hr>\n"),
        ("```\n<x>\n```", "<pre tabindex=\"0\"><code>&lt;x&gt;\n</code></pre>\n"),
        ("a & b &amp; \"c\" 'd'", "<p>a &amp; b &amp; \"c\" 'd'</p>\n"),
    ]);
}

#[test]
fn a_quote_with_a_sign_is_a_box() {
    let note = |inner: &str| {
        format!(
            "<aside class=\"alert alert-note\"><p class=\"alert-title\">Let op</p>\n{inner}</aside>\n"
        )
    };
    check(&[
        ("> [!note] Let op\n> a\n\nb", &(note("<p>a</p>\n") + "<p>b</p>\n")),
        ("> [!INFO]\n> a", &note("<p>a</p>\n")),
        ("> [!Eigen] Let op\n>\n> a", &note("<p>a</p>\n")),
        ("> [!NOTE] Let op", &note("")),
        (
            "> [!WARNING] Een **natte** dijk\n> a\n> [b](c)",
            "<aside class=\"alert alert-warning\"><p class=\"alert-title\">Een <strong>natte</strong> dijk</p>\n<p>a\n<span class=\"broken-link\">b</span></p>\n</aside>\n",
        ),
        (
            "> [!TIP]- Vouwbaar\n> a\n\n> [!tip]+\n> - b",
            "<details class=\"alert alert-tip\"><summary class=\"alert-title\">Vouwbaar</summary>\n<p>a</p>\n</details>\n\
             <details class=\"alert alert-tip\" open><summary class=\"alert-title\">Tip</summary>\n<ul>\n<li>b</li>\n</ul>\n</details>\n",
        ),
        ("> [!a b] c", "<blockquote>\n<p>[!a b] c</p>\n</blockquote>\n"),
        ("> a\n> [!NOTE] b", "<blockquote>\n<p>a\n[!NOTE] b</p>\n</blockquote>\n"),
    ]);
}

#[test]
fn richer_blocks_have_their_markup() {
    let note = |inner: &str| {
        format!(
            "<aside class=\"alert alert-note\"><p class=\"alert-title\">Let op</p>\n{inner}</aside>\n"
        )
    };
    check(&[
        ("> [!NOTE]\n> a", &note("<p>a</p>\n")),
        (":::info\na\n:::\nb", &(note("<p>a</p>\n") + "<p>b</p>\n")),
        (
            ":::note\na\n:::tip[T <x>]\nb\n:::\nc\n:::",
            &note(
                "<p>a</p>\n<aside class=\"alert alert-tip\"><p class=\"alert-title\">T &lt;x&gt;</p>\n<p>b</p>\n</aside>\n<p>c</p>\n",
            ),
        ),
        (
            "!!! note\n    a\n\n    - b\nc",
            &(note("<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n") + "<p>c</p>\n"),
        ),
        // A name of its own is a title, and so is that of a kind which the theme has a word for.
        (
            "!!! foo\n    a\n\n!!! bug\n    b",
            "<aside class=\"alert alert-note\"><p class=\"alert-title\">Foo</p>\n<p>a</p>\n</aside>\n\
             <aside class=\"alert alert-caution\"><p class=\"alert-title\">Bug</p>\n<p>b</p>\n</aside>\n",
        ),
        (
            "??? danger \"Weg\"\n    a",
            "<details class=\"alert alert-caution\"><summary class=\"alert-title\">Weg</summary>\n<p>a</p>\n</details>\n",
        ),
        // A box that began within a list ends with it.
        (
            "- a\n\n  :::note\n  b\n\nc\n\n:::",
            &format!(
                "<ul>\n<li><p>a</p>\n{}</li>\n</ul>\n<p>c</p>\n<p>:::</p>\n",
                note("<p>b</p>\n")
            )
            .replace("<p>:::</p>\n", ""),
        ),
        (":::note\nnooit dicht", &note("<p>nooit dicht</p>\n")),
    ]);
}

#[test]
fn quotes_tables_and_notes_have_their_markup() {
    check(&[
        (
            "> een\n> — Jan",
            "<figure class=\"quote\"><blockquote>\n<p>een</p>\n</blockquote>\n<figcaption>— Jan</figcaption>\n</figure>\n",
        ),
        (
            "> een\n>\n> — *Jan*, x",
            "<figure class=\"quote\"><blockquote>\n<p>een</p>\n</blockquote>\n<figcaption>— <em>Jan</em>, x</figcaption>\n</figure>\n",
        ),
        ("> — Jan", "<blockquote>\n<p>— Jan</p>\n</blockquote>\n"),
        ("> *een\n> — Jan*", "<blockquote>\n<p><em>een\n— Jan</em></p>\n</blockquote>\n"),
        (
            "| a | *b* | |\n|---|---:|:-:|\n| 1 | 2 | 3 |",
            "<div class=table role=region tabindex=0 aria-label=\"a, b\"><table>\n<thead>\n<tr><th scope=col>a</th><th scope=col class=\"right\"><em>b</em></th><td class=\"center\"></td></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td class=\"right\">2</td><td class=\"center\">3</td></tr>\n</tbody>\n</table></div>\n",
        ),
        // A head without anything in it is none.
        (
            "| | |\n|-|-|\n| a | b |\n| c | d |",
            "<div class=table role=region tabindex=0 aria-label=\"a, b\"><table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n</table></div>\n",
        ),
        (
            "a[^x] b[^x]\n\n[^x]: noot",
            "<p>a<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> b<sup class=\"footnote\"><a id=\"fnref-1-2\" href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">Noten</h2>\n<ol>\n<li id=\"fn-1\"><p>noot <a class=\"back\" href=\"#fnref-1\" aria-label=\"Terug 1\">↩</a> <a class=\"back\" href=\"#fnref-1-2\" aria-label=\"Terug 1 (2)\">↩<sup>2</sup></a></p>\n</li>\n</ol>\n</section>\n",
        ),
        ("import A from 'a';\n\n<!-- more -->\na <!--more--> b", "<p>a  b</p>\n"),
        (
            "{% highlight toml %}\n:::note\n{% endhighlight %}",
            "<pre tabindex=\"0\"><code class=\"language-toml\">:::note\n</code></pre>\n",
        ),
        ("{{<youtube x>}}", "<p>{{&lt;youtube x&gt;}}</p>\n"),
    ]);
}

#[test]
fn a_sign_of_a_box_that_is_an_entity_means_itself() {
    check(&[("> &#91;!NOTE&#93; x", "<blockquote>\n<p>[!NOTE] x</p>\n</blockquote>\n")]);
}

#[test]
fn captions_are_markdown_of_one_line() {
    check(&[(
        "![a](foto.png \"Een **vette** foto van [b](b.md), `x` & <i>\")",
        "<figure aria-labelledby=\"figure-1\"><img src=\"../2025/a/foto.png\" alt=\"a\" decoding=\"async\"><figcaption id=\"figure-1\">Een <strong>vette</strong> foto van \
             <a href=\"../2025/b%20c.html\">b</a>, <code>x</code> &amp; &lt;i&gt;</figcaption></figure>\n",
    )]);
    // A link that says nothing is called what it leads to, as it is in the text.
    for written in ["[](b.md)", "[[b]]"] {
        let text = rendered(written);
        let link = text.trim().trim_start_matches("<p>").trim_end_matches("</p>");
        assert!(link.contains("Titel &lt;b&gt;</a>"), "{link}");
        let figure = rendered(&format!("![a](foto.png \"Zie {written}.\")"));
        assert!(figure.contains(&format!("Zie {link}.")), "{figure}");
    }
    for (caption, html) in [
        ("H<sub>2</sub>O en <q>zo</q>", "H<sub>2</sub>O en <q>zo</q>"),
        ("<sub>2 en </sup>", "&lt;sub&gt;2 en &lt;/sup&gt;"),
        ("<sub>*a*</sub>", "&lt;sub&gt;<em>a</em>&lt;/sub&gt;"),
        ("a <!-- b -->", "a "),
        ("in ^^in^^ en {++p++} ==m==", "in <ins>in</ins> en <ins>p</ins> <mark>m</mark>"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
    ] {
        let figure = rendered(&format!("![a](foto.png \"{caption}\")"));
        assert!(figure.contains(&format!(">{html}</figcaption>")), "{figure}");
    }
    assert_eq!(rendered("![a](film.mp4 \"1. *Wel* <x>\")").matches("<figcaption").count(), 1);
}

#[test]
fn a_figure_with_a_caption_is_one_wherever_it_stands() {
    let figure = |number: usize, caption: &str| {
        format!(
            "<figure aria-labelledby=\"figure-{number}\"><img src=\"../2025/a/foto.png\" alt=\"\" decoding=\"async\"><figcaption id=\"figure-{number}\">{caption}</figcaption></figure>\n"
        )
    };
    let call = |caption: &str| format!("{{{{< figure src=\"foto.png\" caption=\"{caption}\" >}}}}");
    let (one, two) = (figure(1, "Een"), figure(2, "Twee"));
    let later = |html: &str| html.replace(" decoding", " loading=\"lazy\" decoding");
    for (body, wanted) in [
        (format!("{}\n{}\n", call("Een"), call("Twee")), format!("{one}{}", later(&two))),
        (format!("a\n{}\nb\n", call("Een")), format!("<p>a</p>\n{one}<p>b</p>\n")),
        (
            format!("1. {}\n2. b\n", call("Een")),
            format!("<ol>\n<li>{one}</li>\n<li>b</li>\n</ol>\n"),
        ),
        (format!("1. a\n   {}\n", call("Een")), format!("<ol>\n<li><p>a</p>\n{one}</li>\n</ol>\n")),
    ] {
        assert_eq!(rendered(&body), wanted, "{body}");
    }
    let remote = rendered("- {{< figure src=\"https://e.example/x.png\" caption=\"c\" >}}\n");
    assert!(remote.contains("c</figcaption>"), "{remote}");
}

#[test]
fn rendering_means_the_same_with_raw_html_in_it() {
    let body = "| a | b | c |\n|---|--:|:-:|\n| 1 | 2 | 3 |\n\n- [x] klaar\n\nnoot[^1]\n\n> citaat\n> — wie\n\n\
                [stuk](stuk.pdf) [uit](https://x.example/)\n\n## Kop\n\n> [!NOTE]\n> let op\n\n```rust\nfn a() {}\n```\n\n[^1]: zo\n";
    let classes = |html: &str| -> std::collections::BTreeSet<String> {
        let rests = html.split(" class=").skip(1);
        let class = |rest: &str| match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
            None => rest.split([' ', '>']).next().unwrap_or_default().to_owned(),
        };
        rests.map(class).collect()
    };
    let bare = classes(&rendered(body));
    assert!(bare.len() > 10 && bare.contains("right"), "{bare:?}");
    assert_eq!(classes(&rendered(&format!("{body}\neen <br> regel\n"))), bare);
}

#[test]
fn the_outline_says_what_the_page_has() {
    let body = "# T\n\nIntro [a](b.md) https://x.example.\n\n# Een *kop*\n\n![i](foto.png)\n\n## Een kop\n\n<a href=\"#x\" id=\"plek\">z</a> [[b]]\n\n:::note\n## In een `doos`\n:::\n";
    let outline = outline::scan(body, 4, None, &OPTIONS).value;
    let html = rendered(body);
    assert_eq!(outline.title.as_deref(), Some("T"));
    for heading in &outline.headings {
        assert!(
            html.contains(&format!("<h{} id=\"{}\">", heading.level, heading.id)),
            "{heading:?} in {html}"
        );
    }
    let links: Vec<(&str, LinkKind, u32)> =
        outline.links.iter().map(|link| (link.target.as_str(), link.kind, link.line)).collect();
    let wanted = [
        ("b.md", LinkKind::Link, 6),
        ("https://x.example", LinkKind::Link, 6),
        ("foto.png", LinkKind::Image, 10),
        ("#x", LinkKind::Link, 14),
        ("b", LinkKind::Wiki, 14),
    ];
    assert_eq!(links, wanted);
    assert_eq!(outline.anchors, ["plek"]);
}
