//! Exports of WordPress as files of a site.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::export::Blog;
use super::markdown::convert;
use super::places::{Links, Places};
use super::*;
use crate::comment::testing::config;
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

/// An export with these elements in its channel.
fn export(channel: &str) -> Source {
    let spaces = "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:wp=\"http://wordpress.org/export/1.2/\"";
    let text = format!(
        "<?xml version=\"1.0\"?><rss {spaces}><channel><wp:base_blog_url>https://www.oud.example</wp:base_blog_url>\
         <wp:author><wp:author_login>rpinas</wp:author_login><wp:author_email>r@oud.example</wp:author_email>\
         <wp:author_display_name><![CDATA[Rafaël Pinas]]></wp:author_display_name></wp:author>{channel}</channel></rss>"
    );
    Source::new("export.xml", text.into_bytes())
}

fn item(id: u64, elements: &str) -> String {
    format!(
        "<item><title>Post {id}</title><link>https://oud.example/2023/09/post-{id}/</link><dc:creator>rpinas</dc:creator>\
         <wp:post_id>{id}</wp:post_id><wp:post_name>post-{id}</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type><wp:post_date>2023-09-12 10:05:00</wp:post_date>{elements}</item>"
    )
}

fn content(html: &str) -> String {
    format!("<content:encoded><![CDATA[{html}]]></content:encoded>")
}

fn imported(channel: &str, known: &Known) -> Imported {
    let Checked { value, problems } = import(&[export(channel)], known, &[], &config());
    value.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn a_post_keeps_what_the_export_says_of_it() {
    let upload = "<item><title>dijk</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>\
        <wp:attachment_url>https://oud.example/wp-content/uploads/2023/09/dijk.jpg</wp:attachment_url>\
        <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>De dijk</wp:meta_value></wp:postmeta></item>";
    let whole = item(
        5,
        &format!(
            "{}<excerpt:encoded><![CDATA[Een <b>kort</b> stuk.]]></excerpt:encoded><wp:post_modified>2023-10-01 09:00:00</wp:post_modified>\
             <category domain=\"category\" nicename=\"meten\">Meten &amp;amp; weten</category>\
             <category domain=\"category\" nicename=\"uncategorized\">Uncategorized</category>\
             <category domain=\"post_tag\" nicename=\"dijk\">dijk</category><wp:is_sticky>1</wp:is_sticky>\
             <wp:comment_status>closed</wp:comment_status><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>\
             <wp:meta_value>9</wp:meta_value></wp:postmeta>",
            content(
                "<p>Zie <a href=\"https://www.oud.example/2023/09/post-6/#comment-3\">dit</a>, <a href=\"/?p=6\">dit</a>.</p>"
            )
        ),
    );
    let imported = imported(&format!("{upload}{whole}{}", item(6, "")), &Known::default());
    let paths: Vec<&str> = imported.made.iter().map(|made| made.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "content/experts/rafael-pinas.md",
            "content/posts/2023/post-5/index.md",
            "content/posts/2023/post-6.md"
        ]
    );
    assert_eq!(
        imported.made[0].text,
        "---\nname: \"Rafaël Pinas\"\nrole: \"\"\ndepartment: \"\"\nexpertise: []\naliases: [\"rpinas\"]\n---\n\n"
    );
    assert_eq!(
        imported.made[1].text,
        "---\ntitle: \"Post 5\"\ndate: 2023-09-12 10:05:00\nupdated: 2023-10-01 09:00:00\nauthors: [\"rafael-pinas\"]\n\
         topics: [\"Meten & weten\", \"dijk\"]\nsummary: \"Een kort stuk.\"\ncomments: closed\n\
         image: {path: \"dijk.jpg\", alt: \"De dijk\"}\npinned: true\naliases: [\"/2023/09/post-5/\"]\n\
         ids: {\"oud.example\": \"5\"}\n---\n\nZie [dit](../post-6.md#comment-3), [dit](../post-6.md).\n"
    );
    let needed = &imported.made[1].needed[0];
    assert_eq!(
        (needed.upload.as_str(), needed.to.as_str()),
        ("2023/09/dijk.jpg", "content/posts/2023/post-5/dijk.jpg")
    );
}

#[test]
fn who_may_not_see_a_post_there_does_not_see_it_here() {
    for (elements, kind) in [
        ("", Some(Kind::Post)),
        ("<wp:status>future</wp:status>", Some(Kind::Post)),
        ("<wp:status>draft</wp:status>", Some(Kind::Draft)),
        ("<wp:status>pending</wp:status>", Some(Kind::Draft)),
        ("<wp:status>private</wp:status>", Some(Kind::Draft)),
        ("<wp:post_password> </wp:post_password>", Some(Kind::Draft)),
        ("<wp:status>onbekend</wp:status>", Some(Kind::Draft)),
        ("<wp:post_type>page</wp:post_type>", Some(Kind::Page)),
        ("<wp:status>trash</wp:status>", None),
        ("<wp:post_type>nav_menu_item</wp:post_type>", None),
    ] {
        let imported =
            imported(&format!("{}{}", item(1, elements), item(2, "")), &Known::default());
        let first = imported.made.iter().find(|made| made.text.contains("\"1\"}"));
        assert_eq!(first.map(|made| made.kind), kind, "{elements}");
        let is_draft = first.is_some_and(|made| made.text.contains("\ndraft: true\n"));
        assert_eq!(is_draft, kind == Some(Kind::Draft), "{elements}");
    }
}

#[test]
fn what_the_site_has_is_not_made_again() {
    let mut known = Known::default();
    let path = SourcePath::new("content/posts/elders.md");
    known.ids.insert(("oud.example".to_owned(), "1".to_owned()), path);
    known.people.insert("rpinas".to_owned(), "rafael".to_owned());
    let other = SourcePath::new("content/posts/2023/post-3.md");
    known.files.insert(other);
    let path = SourcePath::new("content/posts/deel-een.md");
    known.ids.insert(("oud.example".to_owned(), "50".to_owned()), path);
    let link = content("<p><a href=\"/?p=50\">deel</a> <a href=\"/2023/09/post-1/\">een</a></p>");
    let imported = imported(&format!("{}{}{}", item(1, ""), item(2, &link), item(3, "")), &known);
    let paths: Vec<&str> = imported.made.iter().map(|made| made.path.as_str()).collect();
    // The first lies where somebody put it; the place of the third is that of a post of another blog.
    let wanted = [
        "content/posts/elders.md",
        "content/posts/2023/post-2.md",
        "content/posts/2023/post-3-2.md",
    ];
    assert_eq!(paths, wanted);
    assert!(imported.made[1].text.contains("authors: [\"rafael\"]"));
    assert!(imported.made[1].text.ends_with("[deel](../deel-een.md) [een](../elders.md)\n"));
}

#[test]
fn no_name_of_a_file_takes_the_place_of_another() {
    let named = |id: u64, slug: &str, more: &str| {
        item(id, &format!("<wp:post_name>{slug}</wp:post_name>{more}"))
    };
    let page = "<wp:post_type>page</wp:post_type>";
    let upload = content("<a href=\"/wp-content/uploads/index.md\">x</a>");
    let channel = [
        named(1, "index", ""),
        named(2, "search", page),
        named(3, "notes", &upload),
        named(4, "elders", "<wp:post_date>../../x</wp:post_date>"),
        named(4, "elders", ""),
        named(5, "eigen", ""),
    ]
    .concat();
    let mut known = Known::default();
    known.files.insert(SourcePath::new("content/posts/2023/eigen/index.md"));
    let imported = imported(&channel, &known);
    let paths: Vec<&str> = imported.made[1..].iter().map(|made| made.path.as_str()).collect();
    let wanted = [
        "content/posts/2023/index-2.md",
        "content/pages/search-2.md",
        "content/posts/2023/notes/index.md",
        "content/posts/elders.md",
        "content/posts/2023/eigen-2.md",
    ];
    assert_eq!(paths, wanted);
    assert_eq!(imported.made[3].needed[0].to, "content/posts/2023/notes/index.md.txt");
}

#[test]
fn half_an_export_gives_nothing() {
    let whole = export(&item(1, ""));
    for length in [whole.bytes.len() - 20, whole.bytes.len() / 2] {
        let cut = Source::new("export.xml", whole.bytes[..length].to_vec());
        let Checked { value, problems } = import(&[cut], &Known::default(), &[], &config());
        assert!(
            value.is_none() && problems.iter().any(|told| told.code() == "xml-truncated"),
            "{problems:?}"
        );
    }
    for (bytes, code) in [("naam;reactie\n", "import-foreign"), ("", "import-foreign")] {
        let other = Source::new("x.csv", bytes.as_bytes().to_vec());
        let Checked { value, problems } = import(&[other], &Known::default(), &[], &config());
        assert!(value.is_none() && problems[0].code() == code, "{problems:?}");
    }
    let Checked { value, problems } = import(&[export("")], &Known::default(), &[], &config());
    assert!(value.is_none() && problems[0].code() == "import-empty", "{problems:?}");
}

#[test]
fn shortcodes_become_what_they_stand_for() {
    let upload = |id: u32| {
        format!(
            "<item><wp:post_id>{id}</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_type>attachment</wp:post_type>\
             <wp:attachment_url>https://oud.example/wp-content/uploads/{id}.jpg</wp:attachment_url></item>"
        )
    };
    let kind = "<wp:post_type>wp_block</wp:post_type>";
    let draft = "<wp:status>draft</wp:status>";
    let block = [
        item(77, &format!("{kind}{}", content("<p>Gedeeld.</p>"))),
        item(78, &format!("{kind}{draft}{}", content("<p>Geheim.</p>"))),
        item(79, &format!("{kind}{}", content("<p>Rond.</p><!-- wp:block {\"ref\":79} /-->"))),
    ]
    .concat();
    for (html, markdown) in [
        (
            "[caption id=\"a\" width=\"300\"]<a href=\"/wp-content/uploads/8.jpg\"><img src=\"/wp-content/uploads/8-300x200.jpg\" alt=\"x\" /></a> Een <i>dijk</i>[/caption]",
            "![x](8.jpg \"Een *dijk*\")",
        ),
        ("[gallery ids=\"9, 8\"]", "![](9.jpg)\n\n![](8.jpg)"),
        ("voor [gallery] na", "voor\n\n![](8.jpg)\n\n![](9.jpg)\n\nna"),
        ("[embed]https://vimeo.com/1[/embed]", "<https://vimeo.com/1>"),
        ("[youtube https://www.youtube.com/watch?v=a]", "<https://www.youtube.com/watch?v=a>"),
        ("[video mp4=\"/wp-content/uploads/put.mp4\"][/video]", "![](put.mp4)"),
        (
            "[contact-form-7 id=\"1\"] <code>[gallery]</code> [[gallery]]",
            "[contact-form-7 id=\"1\"] `[gallery]` [gallery]",
        ),
        (
            "[code lang=\"php\"]<?php echo 1;\n[/code]\n\nen <?php",
            "```php\n<?php echo 1;\n```\n\nen &lt;?php",
        ),
        ("https://oud.example/2023/09/post-77/", "https://oud.example/2023/09/post-77/"),
        ("[[wiki]] en [[gallery]]", "&#91;&#91;wiki&#93;&#93; en [gallery]"),
        (
            "<!-- wp:block {\"ref\":77} /--><!-- wp:block {\"ref\":78} /--><!-- wp:block {\"ref\":79} /-->",
            "Gedeeld.\n\nRond.",
        ),
    ] {
        let imported = imported(
            &format!("{}{}{block}{}", upload(8), upload(9), item(1, &content(html))),
            &Known::default(),
        );
        let text = &imported.made[1].text;
        let (_, body) = text.split_once("---\n\n").unwrap();
        assert_eq!(body.trim_end(), markdown, "{html}");
    }
}

#[test]
fn footnotes_of_the_block_editor_become_notes() {
    let html = "<!-- wp:paragraph --><p>Tekst<sup data-fn=\"n1\" class=\"fn\"><a href=\"#n1\" id=\"n1-link\">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->";
    let meta = "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{\"content\":\"Een <em>noot</em>.\",\"id\":\"n1\"}]]]></wp:meta_value></wp:postmeta>";
    let imported = imported(&item(1, &format!("{}{meta}", content(html))), &Known::default());
    assert!(
        imported.made[1].text.ends_with("\n\nTekst[^1].\n\n[^1]: Een *noot*.\n"),
        "{}",
        imported.made[1].text
    );
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
