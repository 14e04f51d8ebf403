//! HTML of WordPress as Markdown, and what readers read of that.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::export::Blog;
use super::markdown::convert;
use super::places::{Links, Places};
use crate::html::tree;
use crate::post::markdown::tests::rendered;

/// The Markdown of some HTML.
fn markdown_of(html: &str, is_classic: bool) -> String {
    let places = Places::new(&Blog::of("https://oud.example"), &[], BTreeSet::new());
    let nobody = BTreeMap::new();
    let file = "content/posts/2023/een/index.md";
    let mut links = Links::new(&places, file, "https://oud.example", &nobody);
    convert(html, is_classic, &[], &mut links).unwrap().text
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn blocks_become_markdown() {
    for (html, markdown) in [
        (
            "<!-- wp:paragraph -->\n<p>Een  <strong>dijk</strong>\n en <em>een sloot</em>.</p>\n<!-- /wp:paragraph -->",
            "Een **dijk** en *een sloot*.\n",
        ),
        ("<p>een<br>twee<br/>drie</p>", "een\\\ntwee\\\ndrie\n"),
        ("<h2 id=\"peil\">Het peil</h2><h3>C #</h3>", "## Het peil {#peil}\n\n### C \\#\n"),
        ("<h1>Een</h1><h2>Twee</h2>", "## Een\n\n### Twee\n"),
        ("<ul><li>een</li><li>twee<ul><li>diep</li></ul></li></ul>", "- een\n- twee\n  - diep\n"),
        (
            "<ol start=\"3\"><li>drie</li><li><p>vier</p><p>nog</p></li></ol>",
            "3. drie\n\n4. vier\n\n   nog\n",
        ),
        (
            "<blockquote class=\"wp-block-quote\"><p>Water zoekt.</p><cite>Fatma</cite></blockquote>",
            "> Water zoekt.\n>\n> — Fatma\n",
        ),
        (
            "<figure class=\"wp-block-pullquote\"><blockquote><p>Kort.</p><cite>— Ali</cite></blockquote></figure>",
            "> Kort.\n>\n> — Ali\n",
        ),
        (
            "<pre class=\"wp-block-code\"><code class=\"language-rust\">let a = 1;\n\n&lt;b&gt;</code></pre>",
            "```rust\nlet a = 1;\n\n<b>\n```\n",
        ),
        ("<pre class=\"wp-block-verse\">een\ntwee</pre>", "een\\\ntwee\n"),
        ("<hr class=\"wp-block-separator\"/>", "---\n"),
        ("<p>a</p><!--more--><p>b</p>", "a\n\n<!-- more -->\n\nb\n"),
        (
            "<figure class=\"wp-block-image\"><a href=\"https://oud.example/wp-content/uploads/2023/a.jpg\"><img src=\"https://oud.example/wp-content/uploads/2023/a-300x200.jpg\" alt=\"Een dijk\"/></a><figcaption>De <em>\"dijk\"</em></figcaption></figure>",
            "![Een dijk](a.jpg \"De *\\\"dijk\\\"*\")\n",
        ),
        (
            "<figure><a href=\"https://kaart.example/\"><img src=\"https://oud.example/wp-content/uploads/a.png\"></a></figure>",
            "[![](a.png)](https://kaart.example/)\n",
        ),
        (
            "<figure class=\"wp-block-embed is-type-video\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=abc_d\n</div><figcaption>Een film</figcaption></figure>",
            "[Een film](https://www.youtube.com/watch?v=abc_d)\n",
        ),
        (
            "<figure class=\"wp-block-embed\"><div>\nhttps://vimeo.com/1\n</div></figure>",
            "<https://vimeo.com/1>\n",
        ),
        (
            "<figure class=\"wp-block-video\"><video controls src=\"https://oud.example/wp-content/uploads/put.mp4\"></video><figcaption>De put</figcaption></figure>",
            "![](put.mp4 \"De put\")\n",
        ),
        (
            "<iframe src=\"//www.youtube.com/embed/x\"></iframe>",
            "<https://www.youtube.com/embed/x>\n",
        ),
        (
            "<div class=\"wp-block-file\"><a href=\"/wp-content/uploads/nota (1).pdf\">De nota</a><a href=\"/wp-content/uploads/nota (1).pdf\" class=\"wp-block-file__button\" download>Downloaden</a></div>",
            "[De nota](<nota (1).pdf>)\n",
        ),
        (
            "<table><thead><tr><th>jaar</th><th>a|b</th></tr></thead><tbody><tr><td>2020</td><td><b>3</b></td></tr></tbody></table>",
            "| jaar | a\\|b |\n| --- | --- |\n| 2020 | **3** |\n",
        ),
        (
            "<figure class=\"wp-block-table\"><table><tbody><tr><td>a</td><td>b &amp; c</td></tr></tbody></table><figcaption>Kop</figcaption></figure>",
            "<table>\n<tr><td>a</td><td>b &amp; c</td></tr>\n</table>\n\nKop\n",
        ),
        (
            "<div class=\"wp-block-columns\"><div><p>een</p></div><div><p>twee</p></div></div>",
            "een\n\ntwee\n",
        ),
        (
            "<details><summary>Meer</summary><p>hier</p></details>",
            "<details>\n<summary>Meer</summary>\n\nhier\n\n</details>\n",
        ),
        ("<dl><dt>Peil</dt><dd>hoogte</dd></dl>", "Peil\n: hoogte\n"),
        (
            "<p>Zie <a href=\"https://a.example/x_y\">deze </a>en <a href=\"https://b.example/\">https://b.example/</a></p>",
            "Zie [deze](https://a.example/x_y) en <https://b.example/>\n",
        ),
        ("<p>H<sub>2</sub>O en <code>a`b</code></p>", "H<sub>2</sub>O en ``a`b``\n"),
        ("<p><b>a</b><b>b</b> <i></i><strong> los </strong>x</p>", "**ab** **los** x\n"),
        ("<p>a<strong>\"b\"</strong>c</p>", "a<strong>\"b\"</strong>c\n"),
        (
            "<p># geen kop</p><p>- geen lijst</p><p>1. geen nummer</p><p>> a</p>",
            "\\# geen kop\n\n\\- geen lijst\n\n1\\. geen nummer\n\n\\> a\n",
        ),
        (
            "<blockquote><p>Zoals <cite>De Gids</cite> schreef.</p></blockquote>",
            "> Zoals *De Gids* schreef.\n",
        ),
        ("<blockquote>Kort.<cite>De Gids</cite></blockquote>", "> Kort.\n>\n> — De Gids\n"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
        (
            "<figure class=\"wp-block-gallery\"><figure><img src=\"/wp-content/uploads/a.png\" alt=\"x\"><figcaption>Enig</figcaption></figure></figure>",
            "![x](a.png \"Enig\")\n",
        ),
        (
            "<ul class=\"wp-block-gallery\"><li><figure><img src=\"/wp-content/uploads/a.png\"><figcaption>5 * 3</figcaption></figure></li></ul>",
            "![](a.png \"5 \\\\* 3\")\n",
        ),
        (
            "<figure><p>tekst</p><img src=\"/wp-content/uploads/a.png\"><figcaption>x</figcaption></figure>",
            "tekst\n\n![](a.png)\n\nx\n",
        ),
        (
            "<div class=\"wp-block-cover\" style=\"background-image:url(/wp-content/uploads/a.png)\"><p>Op</p></div>",
            "![](a.png)\n\nOp\n",
        ),
        (
            "<table><tbody><tr><td>a<table><tr><td>b</td></tr></table></td><td><mark>c</mark></td></tr></tbody></table>",
            "<table>\n<tr><td>a<br>b </td><td><mark>c</mark></td></tr>\n</table>\n",
        ),
        (
            "<p>Zie <a href=\"#x\">x</a> en <a name=\"x\"></a>hier</p>",
            "Zie [x](#x) en [](){ #x }hier\n",
        ),
        (
            "<p>import x from \"y\"</p><p>eind ^noot</p>",
            "&#105;mport x from \"y\"\n\neind &#94;noot\n",
        ),
        ("<script>x</script><style>y</style><p>z</p>", "z\n"),
        (
            "<a href=\"https://a.example/\"><h3>Kop</h3><p>tekst</p></a><a href=\"https://b.example/\"><div>x <b>y</b></div></a>",
            "### [Kop](https://a.example/)\n\ntekst\n\n[x **y**](https://b.example/)\n",
        ),
        (
            "<p><a href=\"/wp-content/uploads/a.png\"><img src=\"/wp-content/uploads/a-300x200.png\"></a> <a href=\"/wp-content/uploads/a.png\">a</a></p>",
            "![](a.png) [a](a.png)\n",
        ),
        (
            "<p>a $latex E=mc^2$ en $latex x</p><div><math display=\"block\"><mi>x</mi><annotation encoding=\"application/x-tex\">x^2</annotation></math></div>",
            "a $E=mc^2$ en &#36;latex x\n\n$$x^2$$\n",
        ),
        (
            "<h2 id=\"1.2:a\">Een</h2><h3 id=\"é\">Twee</h3><p><a href=\"#1.2:a\">a</a> <a href=\"#%C3%A9\">b</a></p>",
            "## Een {#1.2:a}\n\n### Twee {#é}\n\n[a](<#1.2:a>) [b](<#%C3%A9>)\n",
        ),
        (
            "<h2 id=\"een\"><span id=\"x\">Een</span> <a name=\"y\"></a></h2><p><a href=\"#x\">x</a> <a href=\"#y\">y</a></p>",
            "[](){ #y }\n\n## Een {#x}\n\n[x](#x) [y](#y)\n",
        ),
        (
            "<h3 class=\"wp-block-accordion-heading\"><button><span>Vraag</span><span aria-hidden=\"true\">+</span></button></h3>",
            "### Vraag\n",
        ),
        (
            "<pre class=\"wp-block-preformatted\">een <strong>twee</strong>\n  <a href=\"/wp-content/uploads/a.pdf\">a &amp; b</a>\n\n*</pre>",
            "<pre>een <strong>twee</strong>\n  <a href=\"a.pdf\">a &amp; b</a>\n\n*</pre>\n",
        ),
        ("<p><code>#!python</code> <code>a</code></p>", "<code>&#35;&#33;python</code> `a`\n"),
        (
            "<p hidden>a</p><div style=\"Display : none;\"><p>b</p></div><p>c<span style=\"display:none\">d</span></p>",
            "c\n",
        ),
        (
            "<table><tr><td>a<span style=\"display:none\">b</span></td></tr></table>",
            "<table>\n<tr><td>a</td></tr>\n</table>\n",
        ),
        (
            "<p><a href=\"#m\">Meer</a></p><p id=\"m\" style=\"display:none\">b</p>",
            "[Meer](#m)\n\n[](){ #m }\n\nb\n",
        ),
    ] {
        assert_eq!(markdown_of(html, false), markdown, "{html}");
    }
}

#[test]
fn the_classic_editor_parts_paragraphs_by_empty_lines() {
    for (html, markdown) in [
        (
            "Een\nregel.\n\nTwee <b>dik\ndoor</b>.\n<ul>\n\t<li>een</li>\n</ul>\nDaarna.",
            "Een\\\nregel.\n\nTwee **dik**\\\n**door**.\n\n- een\n\nDaarna.\n",
        ),
        (
            "<h2>Kop</h2>\n\nTekst\n\n<blockquote>Een\n\nTwee</blockquote>",
            "## Kop\n\nTekst\n\n> Een\n>\n> Twee\n",
        ),
        ("<em>een\n\ntwee</em>", "*een*\n\n*twee*\n"),
    ] {
        assert_eq!(markdown_of(html, true), markdown, "{html}");
    }
}

/// What a reader reads, blanks aside.
fn read(html: &str) -> String {
    let html = html.replace("<br", " <br");
    let tree = tree::parse(&format!("<!DOCTYPE html><body>{html}")).unwrap();
    tree.text(&tree.walk(tree::ROOT, |_| true)).split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn a_text_is_read_as_it_was_written(text in r#"[a-c1 *_`~^$=+%:;!?#>&<{}()|.\\/"'\[\]-]{1,40}"#) {
        let html = format!("<p>x {} x</p>", crate::html::escape(&text));
        let markdown = markdown_of(&html, false);
        prop_assert_eq!(read(&rendered(&markdown)), read(&html), "{}", markdown);
    }

    #[test]
    fn a_text_at_the_beginning_of_a_line_is_read_as_it_was_written(text in r#"[a1 *_`~=+%:!?#>|.\\/"\[\]{}()-]{1,12}"#) {
        let html = format!("<p>{}</p>", crate::html::escape(&text));
        let markdown = markdown_of(&html, false);
        prop_assert_eq!(read(&rendered(&markdown)), read(&html), "{}", markdown);
    }

    #[test]
    fn marks_stand_where_they_stood(text in r#"(<b>|</b>|<i>|</i>|<s>|</s>|<br>|<code>|</code>|[ab1".,( *_`]){1,24}"#) {
        let html = format!("<p>{text}</p>");
        let markdown = markdown_of(&html, false);
        prop_assert_eq!(read(&rendered(&markdown)), read(&html), "{}", markdown);
    }

    #[test]
    fn no_html_makes_it_panic(html in r#"(<(p|div|ul|ol|li|table|tr|td|blockquote|figure|img src="a"|a href="b"|pre|code|h1|br|cite|details|video)>|</(p|div|ul|li|table|td|figure|a|pre|blockquote)>|[ab \n\[\]*|]){0,60}"#, is_classic: bool) {
        let _ = rendered(&markdown_of(&html, is_classic));
    }
}
