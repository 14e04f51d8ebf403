//! The file of an export as it is written: namespaces, pieces, encodings and faults.

use super::tests::{bodies, comment, export, only, post, read_bytes, read_text};
use crate::comment::testing::codes;
use crate::diagnostic::Problem;

#[test]
fn values_are_put_together_from_their_pieces() {
    let cases = [
        ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
        ("\n  <![CDATA[met ruimte]]>\n ", "met ruimte"),
        ("R&amp;D &lt;b&gt; &lt;i&gt; &#039;caf&eacute;&#8217;", "R&D <b> <i> 'café’"),
        ("<![CDATA[R&amp;D]]>", "R&amp;D"),
        ("R&D & zo", "R&D & zo"),
        ("een<!-- stil -->twee", "eentwee"),
        ("  tekst  ", "  tekst  "),
        ("<![CDATA[\u{93}Ja\u{94}\u{85}]]>", "“Ja”…"),
    ];
    for (value, expected) in cases {
        let element = format!("<wp:comment_content>{value}</wp:comment_content>");
        assert_eq!(only(&element).body, expected, "{value}");
    }
    assert_eq!(only("<wp:comment_content/>").body, "");
    assert_eq!(
        only("<wp:comment_id>1</wp:comment_id><wp:comment_id>2</wp:comment_id>")
            .source_id
            .as_deref(),
        Some("2")
    );
}

#[test]
fn an_end_of_data_that_was_not_split_is_repaired_and_told() {
    let cases = [
        ("<![CDATA[als a[b[0]]> 1 dan]]>", "als a[b[0]]> 1 dan"),
        ("<![CDATA[x]]> <i>y</i> ]]>", "x]]> <i>y</i> "),
        ("<![CDATA[a ]]]]><![CDATA[> b ]]> c]]>", "a ]]> b ]]> c"),
        ("<![CDATA[a]]> los <![CDATA[b]]>", "a los b"),
        ("hallo <b>wereld</b>", "hallo <b>wereld</b>"),
    ];
    for (value, expected) in cases {
        let element = format!("<wp:comment_content>{value}</wp:comment_content>");
        let checked = read_text(&export(&post(&comment(1, &element))));
        assert_eq!(codes(&checked), ["cdata-broken:9"], "{value}");
        assert_eq!(bodies(&checked), [expected]);
    }
}

#[test]
fn all_six_namespaces_are_known_by_any_prefix() {
    for uri in ["1.0", "1.1", "1.2"].iter().flat_map(|version| {
        ["http", "https"].map(|scheme| format!("{scheme}://wordpress.org/export/{version}/"))
    }) {
        let text = export(&post(&comment(1, "")))
            .replace("http://wordpress.org/export/1.2/\"", &format!("{uri}\""));
        let other_prefix = text.replace("wp:", "w:").replace("xmlns:wp", "xmlns:w");
        let default = text.replace("<wp:", "<").replace("</wp:", "</").replace("xmlns:wp", "xmlns");
        for text in [text, other_prefix, default] {
            let checked = read_text(&text);
            assert_eq!(codes(&checked), [] as [&str; 0], "{text}");
            assert_eq!(bodies(&checked), ["Goed stuk."], "{text}");
            assert_eq!(checked.value.places[0].id.as_ref().unwrap().1, "528");
        }
    }
}

#[test]
fn a_prefix_means_what_it_is_bound_to() {
    let items = [
        "<wp:post_id>1</wp:post_id><alt:post_id xmlns:alt=\"http://wordpress.org/export/1.1/\">999</alt:post_id>",
        "<post_id xmlns=\"http://wordpress.org/export/1.2/\">2</post_id>",
        "<wp:post_id>3</wp:post_id><wp:post_id xmlns:wp=\"http://elders.example/\">4</wp:post_id>",
        "<wp:post_id>5</wp:post_id><vreemd:post_id>6</vreemd:post_id><post_id>7</post_id>",
    ];
    let found: Vec<String> = items
        .iter()
        .map(|item| read_text(&export(&post(item))).value.places[0].id.clone().unwrap().1)
        .collect();
    assert_eq!(found, ["999", "2", "3", "5"]);
}

#[test]
fn elements_are_read_by_their_path() {
    let text = export(&format!(
        "<image><title>Logo</title><link>https://elders.example</link></image><link>https://oud.example</link>{}",
        post(
            "<wp:postmeta><wp:meta_key>x</wp:meta_key><wp:post_id>1</wp:post_id><title>niet</title></wp:postmeta>\
             <wp:comment><wp:comment_id>9</wp:comment_id><wp:commentmeta><wp:comment_id>1</wp:comment_id>\
             </wp:commentmeta></wp:comment>"
        )
    ));
    let checked = read_text(&text);
    let comment = &checked.value.comments[0];
    assert_eq!(
        (comment.place.system.as_str(), comment.source_id.as_deref()),
        ("oud.example", Some("9"))
    );
    assert_eq!(comment.place.title.as_deref(), Some("Een post"));
    assert_eq!(comment.place.id.as_ref().unwrap().1, "528");
}

#[test]
fn a_file_that_is_not_whole_gives_nothing() {
    let whole = export(&post(&comment(1, "")));
    let cases = [
        (whole.replace("</rss>", ""), "!xml-truncated:10"),
        (whole[..whole.find("stuk").unwrap()].to_owned(), "!xml-truncated:9"),
        (whole[..whole.find("</wp:comment_c").unwrap() + 9].to_owned(), "!xml-truncated:9"),
        (whole[..whole.find("</wp:comment>").unwrap()].to_owned(), "!xml-truncated:9"),
        (whole.replace("</wp:comment>", ""), "!xml-invalid:9"),
        (whole.replace("<channel>", "<channel></p>"), "!xml-invalid:5"),
        (whole.replace("<rss", "<!DOCTYPE rss [<!ENTITY a \"aaa\">]>\n<rss"), "!xml-doctype:2"),
        (whole.replace("</channel>", &"<x>".repeat(70)), "!xml-too-deep:10"),
    ];
    for (text, code) in cases {
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [code], "{text}");
        assert!(checked.value.comments.is_empty() && checked.value.places.is_empty());
        assert!(checked.problems[0].excerpt.is_some(), "{code}");
    }
    let detail = read_text(&whole.replace("</wp:comment>", "")).problems.remove(0).problem;
    assert_eq!(detail, Problem::XmlInvalid { detail: "</item> ≠ </wp:comment>".into() });
}

#[test]
fn small_faults_are_told_and_the_rest_is_read() {
    let plain = export(&post(&comment(1, "")));
    let with = |element: &str| export(&post(&comment(1, element)));
    let cases = [
        (plain.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""), "no-wxr-version"),
        (plain.replace(">1.2<", ">nieuw<"), "no-wxr-version"),
        (with("<wp:comment_author>&hallo; &hallo;</wp:comment_author>"), "xml-unknown-entity:9"),
        (
            with("<wp:comment_content><![CDATA[a\u{1}b\u{0}c]]></wp:comment_content>"),
            "control-characters",
        ),
        (with("<wp:comment_content>reÃ«el</wp:comment_content>"), "double-encoded:7"),
    ];
    for (text, code) in cases {
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [code]);
        assert_eq!(checked.value.comments.len(), 1, "{code}");
    }
    let count = with("<wp:comment_content><![CDATA[a\u{1}b\u{0}c]]></wp:comment_content>");
    let checked = read_text(&count);
    assert_eq!(checked.problems[0].problem, Problem::ControlCharacters { count: 2 });
    assert_eq!(bodies(&checked), ["abc"]);
}

#[test]
fn text_after_the_end_and_before_the_beginning_means_nothing() {
    let text = format!(
        "\u{feff}\n\n{}<br />\n<b>Warning</b>: memory & more",
        export(&post(&comment(1, "")))
    );
    let checked = read_text(&text);
    assert_eq!((codes(&checked).len(), checked.value.comments.len()), (0, 1));
}

#[test]
fn every_encoding_that_wordpress_leaves_behind_is_read() {
    let text = export(&post(&comment(1, "<wp:comment_author>Zoë ’t Hart</wp:comment_author>")));
    let windows = text.replace("encoding=\"UTF-8\"", "encoding='ISO-8859-1'");
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&windows);
    let marked = format!("\u{feff}{text}");
    let cases = [
        (text.as_bytes().to_vec(), ""),
        (marked.as_bytes().to_vec(), ""),
        (marked.encode_utf16().flat_map(u16::to_le_bytes).collect(), ""),
        (marked.encode_utf16().flat_map(u16::to_be_bytes).collect(), ""),
        (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), ""),
        (windows.into_owned(), ""),
        (text.replace("UTF-8", "windows-1252").into_bytes(), ""),
        (encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(), "not-utf8"),
    ];
    for (bytes, code) in cases {
        let checked = read_bytes(&bytes);
        assert_eq!(codes(&checked).concat(), code);
        assert_eq!(checked.value.comments[0].author.name, "Zoë ’t Hart");
    }
}
