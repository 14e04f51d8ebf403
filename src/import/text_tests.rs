//! The texts of posts, as far as what the rest of the export says counts for them.

use super::tests::{content, imported, item};
use super::*;

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
        ("[gallery ids=\"901, 902\"]", "[gallery ids=\"901, 902\"]"),
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
fn an_address_of_a_post_becomes_a_link_with_its_title_if_everybody_may_see_that() {
    let other = |elements: &str| item(2, &format!("<title>Geheim</title>{elements}"));
    let address = "https://oud.example/2023/09/post-2/";
    let linked = format!("<a href=\"{address}\">{address}</a>");
    let embedded = format!(
        "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">{address}</div></figure>"
    );
    let file = "post-2.md";
    for status in ["private", "draft", "future", "pending"] {
        let status = format!("<wp:status>{status}</wp:status>");
        for (html, markdown) in [
            (format!("Zie {address}, en verder."), format!("Zie {address}, en verder.")),
            (linked.clone(), format!("[{address}]({file})")),
            (embedded.clone(), format!("[{address}]({file})")),
        ] {
            let channel = format!("{}{}", item(1, &content(&html)), other(&status));
            assert_eq!(body(&channel), markdown, "{status} {html}");
        }
    }
    for (html, markdown) in [
        (
            format!("Zie {address}, en {address}#a."),
            format!("Zie [Geheim]({file}), en [Geheim]({file}#a)."),
        ),
        (linked, format!("[Geheim]({file})")),
        (embedded, format!("[Geheim]({file})")),
        (
            "https://oud.example/ http://httpd.example/".to_owned(),
            "https://oud.example/ http://httpd.example/".to_owned(),
        ),
        (format!("<a href=\"{address}2/\">deel twee</a>"), format!("[deel twee]({file})")),
        (format!("<code>{address}</code>"), format!("`{address}`")),
    ] {
        let channel = format!("{}{}", item(1, &content(&html)), other(""));
        assert_eq!(body(&channel), markdown, "{html}");
    }
}

/// What stands below the front matter of the first post.
fn body(channel: &str) -> String {
    let imported = imported(channel, &Known::default());
    let first = imported.made.iter().find(|made| made.kind != Kind::Expert).unwrap();
    let (_, body) = first.text.split_once("---\n\n").unwrap();
    body.trim_end().to_owned()
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
