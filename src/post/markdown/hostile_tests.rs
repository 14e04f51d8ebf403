//! Bodies as attackers would write them.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::tests::{MEDIA, OPTIONS, check, rendered, rendered_with, words};
use super::*;
use crate::html::hostile::{PAYLOADS, assert_harmless};
use crate::post::outline;

#[test]
fn raw_html_is_sanitised_unless_trusted() {
    check(&[
        ("a <kbd>b</kbd><script>alert(1)</script>", "<p>a <kbd>b</kbd></p>\n"),
        (
            "Kijk: <video src=\"https://elders.example/v.mp4\" controls></video>",
            "<p>Kijk: <a class=\"external\" href=\"https://elders.example/v.mp4\" rel=\"noopener noreferrer\">https://elders.example/v.mp4</a></p>\n",
        ),
        (
            "<audio controls title=\"Geluid\" src=\"https://elders.example/v.mp3\"></audio>",
            "<p><a class=\"external\" href=\"https://elders.example/v.mp3\" rel=\"noopener noreferrer\">Geluid</a></p>\n",
        ),
        (
            "<video controls>\n<source src=\"https://elders.example/v.mp4\" type=\"video/mp4\">\n<source src=\"https://elders.example/v.webm\">\n</video>",
            "\n<a class=\"external\" href=\"https://elders.example/v.mp4\" rel=\"noopener noreferrer\">https://elders.example/v.mp4</a>\n\n",
        ),
        ("<div class=\"x\" onclick=y>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p>\n</div>"),
        (
            "<a href=\"b.md\">x</a> <a href=\"weg.md\">y</a>",
            "<p><a href=\"../2025/b%20c.html\">x</a> <a>y</a></p>\n",
        ),
        (
            "<img src=foto.png alt='a \"b\"' width=10 style=x>",
            "<img alt=\"a &quot;b&quot;\" width=\"10\" src=\"../2025/a/foto.png\">",
        ),
        (
            "<img src=\"https://x.example/a.png\" alt=a>",
            "<a class=\"external\" href=\"https://x.example/a.png\" rel=\"noopener noreferrer\">a</a>",
        ),
        ("<div>\n\n## Kop", "<div>\n<h2 id=\"kop\"><a href=\"#kop\">Kop</a></h2>\n</div>"),
    ]);
    let trusted = MarkdownOptions { trusted_html: true, ..OPTIONS };
    assert_eq!(
        rendered_with(
            "<iframe src=\"x\"></iframe><a href=\"b.md\" style=x>x</a><img src=\"https://x/y\">",
            &trusted
        ),
        "<iframe src=\"x\"></iframe><a style=\"x\" href=\"../2025/b%20c.html\">x</a><img src=\"https://x/y\">"
    );
}

#[test]
fn what_is_over_a_limit_is_plain() {
    let deep = "> ".repeat(300) + "<b>x";
    assert!(rendered(&deep).starts_with("<pre class=\"plain\">&gt; &gt;"));
    assert!(rendered(&"<div>".repeat(300)).starts_with("<pre class=\"plain\">&lt;div"));
    let scanned = outline::scan(&deep, 1, None, &OPTIONS);
    assert_eq!(scanned.problems[0].code(), "too-deep");
    assert!(rendered(&("> ".repeat(100) + "x")).starts_with("<blockquote>"));
}

/// Every place of Markdown that text can get into an attribute or an element from.
fn sinks(payload: &str) -> Vec<String> {
    let line = payload.replace('\n', " ");
    vec![
        payload.to_owned(),
        format!("tekst {payload} tekst"),
        format!("[t](b.md \"{line}\")"),
        format!("[t](b.md '{line}')"),
        format!("[t](<{line}>)"),
        format!("[t]({line})"),
        format!("[{line}](b.md)"),
        format!("![{line}](foto.png)"),
        format!("![{line}](foto.png \"{line}\")"),
        format!("![a]({line})"),
        format!("![{line}](https://x.example/{line} \"{line}\")"),
        format!("[t][r]\n\n[r]: <{line}> \"{line}\""),
        format!("<{line}>"),
        format!("```{line}\ncode\n```"),
        format!("```rust {line}\n{payload}\n```"),
        format!("```html\n{payload}\n```"),
        format!("## {line}"),
        format!("## Kop {{#{line}}}"),
        format!("## Kop {{.{line} onclick={line}}}"),
        format!("a[^{line}]\n\n[^{line}]: {line}"),
        format!("[[{line}]] [[b|{line}]] [[{line}|x]]"),
        format!("> [!NOTE] {line}\n> {line}"),
        format!(":::note {line}\n{payload}\n:::"),
        format!(":::{line}\nx\n:::"),
        format!(":::tip[{line}]\nx\n:::"),
        format!("!!! note \"{line}\"\n    {line}"),
        format!("??? {line} \"{line}\"\n    x"),
        format!("> tekst\n> — {line}"),
        format!("| {line} | b |\n|---|---|\n| {line} | c |"),
        format!("{line}\n: {line}"),
        format!("- [ ] {line}"),
        format!("<a href=\"{line}\" title='{line}'>{line}</a>"),
        format!("<img src=\"{line}\" alt=\"{line}\">"),
        format!("<div {line}>{line}</div>"),
        format!("<!-- {line} -->"),
        format!("{{{{< figure src=\"{line}\" title=\"{line}\" alt=\"{line}\" >}}}}"),
        format!("{{{{< {line} >}}}} [t]({{{{< ref \"{line}\" >}}}})"),
        format!("{{% highlight {line} %}}\n{payload}\n{{% endhighlight %}}"),
        format!("[t]({{% post_url {line} %}})"),
        format!("# {line}\n\n# {line}"),
        format!("/// note | {line}\n{payload}\n///"),
        format!("*[ab]: {line}\n*[{line}]: c\n\nab {line}"),
        format!("{{++{line}++}} {{~~{line}~>{line}~~}} {{>>{line}<<}}"),
        format!("<div markdown>\n{payload}\n</div>"),
        format!("{{{{</* {line} */>}}}}"),
        format!("tekst\n:{line}"),
        format!("## Kop {{{line}}}"),
        format!("[](){{ #{line} }}"),
        format!("{{% comment %}}{line}{{% endcomment %}}"),
    ]
}

#[test]
fn nothing_hostile_is_left_in_any_place() {
    assert!(PAYLOADS.len() >= 60);
    for payload in PAYLOADS {
        for body in sinks(payload) {
            let html = rendered(&body);
            assert_harmless(&html, &body);
            let again = html::sanitise_post(&html).0.into_string();
            assert_harmless(&again, &body);
            assert_eq!(html::sanitise_post(&again).0.as_str(), again, "{body}");
            outline::scan(&body, 1, None, &OPTIONS);
        }
    }
}

#[test]
fn nothing_hostile_is_left_when_the_links_say_so() {
    // Even an index that is wrong does not make a scheme harmless.
    for target in ["javascript:alert(1)", "data:text/html,x", " JAVASCRIPT:x"] {
        let links = BTreeMap::from([
            (target.trim().to_owned(), Resolved::Outside),
            (target.to_owned(), Resolved::Outside),
        ]);
        let words = words();
        let body = format!("[t](<{target}>) ![a](<{target}>) <a href=\"{target}\">x</a>");
        let html = render(
            &body,
            &OPTIONS,
            &Surroundings {
                links: &links,
                root: "",
                title: None,
                liquid: Default::default(),
                is_plain: false,
                words: &words,
                media: &MEDIA,
            },
        );
        assert_harmless(html.as_str(), &body);
    }
}

/// The pieces that arbitrary bodies are made of.
const TOKENS: &[&str] = &[
    "a",
    "é",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "# ",
    "## ",
    "{#x}",
    "> ",
    "- ",
    "1. ",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[[",
    "]]",
    "|",
    "|---|\n",
    "[^1]",
    "[^1]: ",
    ":::",
    ":::note ",
    "!!! note \"",
    "??? tip\n",
    "{{< ",
    " >}}",
    "{{% ",
    " %}}",
    "{% ",
    " %}",
    "ref \"x\"",
    "figure src=\"y\"",
    "highlight js",
    "endhighlight",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:x\">",
    "<!--",
    "-->",
    "<!-- more -->",
    "<![CDATA[",
    "\"",
    "'",
    "=",
    "&",
    "&lt;",
    "&quot;",
    "javascript:alert(1)",
    "https://x.example/",
    "//x",
    "\\",
    "— ",
    ": ",
    "\u{10FFFD}",
    "<!--\u{10FFFD}0-->",
    "\0",
    "\u{202E}",
    "onclick=x",
    "style=y",
    "import a from 'b'\n",
    "---\n",
    "===\n",
    "[!NOTE]",
    "foto.png",
    "b.md",
    "<svg>",
    "<style>",
    "<table>",
    ":x",
    "{++",
    "++}",
    "{>>",
    "<<}",
    "{~~",
    "~>",
    "~~}",
    "*[a]: b\n",
    "/// note\n",
    "///",
    "<div markdown>\n",
    "{::comment}",
    "{:/}",
    "{% comment %}",
    "{% endcomment %}",
    "{{</* ",
    " */>}}",
    "- TOC\n{:toc}\n",
    "[]()",
    "{ #a }",
    "{x}",
    "\u{10FFFC}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_renders_without_panic_or_harm(picks in proptest::collection::vec(0..TOKENS.len(), 0..40)) {
        let body: String = picks.iter().map(|&pick| TOKENS[pick]).collect();
        assert_harmless(&rendered(&body), &body);
        let outline = outline::scan(&body, 1, None, &OPTIONS).value;
        prop_assert!(outline.terms.is_sorted());
        let lines = u32::try_from(body.matches('\n').count()).unwrap() + 1;
        prop_assert!(outline.links.iter().all(|link| (1..=lines).contains(&link.line)));
    }

    #[test]
    fn any_text_renders_without_panic_or_harm(body in "\\PC{0,200}") {
        assert_harmless(&rendered(&body), &body);
        outline::scan(&body, 1, None, &OPTIONS);
    }
}
