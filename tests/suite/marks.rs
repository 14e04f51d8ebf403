//! Marks of other generators: each is read, or told; none is lost, and none publishes what was hidden.

use crate::support::Site;

/// The article of a post with this body, and what was told of it.
fn built(body: &str) -> (String, Vec<String>) {
    let site = Site::new().with_post("a", body);
    let report = site.build_with(&["--no-cache"]);
    let page = site.page("2026/a.html");
    let (_, article) = page.split_once("<article").unwrap();
    let (article, _) = article.split_once("</article>").unwrap();
    (article.to_owned(), report.warnings())
}

#[test]
fn words_are_not_lost_to_marks_that_only_look_like_some() {
    let (page, told) = built("Een.\n\n:-) leuk\n\n## Prijs {2024}\n\n::: Let op\nNat.\n:::\n");
    assert!(!page.contains("<dt>") && page.contains(":-) leuk"), "{page}");
    assert_eq!(page.matches("Prijs {2024}").count(), 1, "{page}");
    assert!(page.contains("<p class=\"alert-title\">Let op</p>"), "{page}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_list_goes_on_behind_a_box_in_it() {
    let (page, _) =
        built("1. stap\n\n    !!! note \"X\"\n\n        tekst\n\n    vervolg\n\n2. stap twee\n");
    assert!(!page.contains("<pre") && page.matches("<ol").count() == 1, "{page}");
    assert!(page.contains("</aside><p>vervolg</p></li>"), "{page}");
}

#[test]
fn what_was_hidden_is_not_published() {
    let (page, _) = built(
        "Begin.\n\n{% comment %}\nintern\n{% endcomment %}\n\nMidden {>>intern<<}.\n\n{::comment}\nintern\n{:/comment}\n\n* TOC\n{:toc}\n\nEinde.\n",
    );
    assert!(page.contains("Begin.") && page.contains("Midden .") && page.contains("Einde."));
    assert!(!page.contains("intern") && !page.contains("TOC") && !page.contains("<li>"), "{page}");
}

#[test]
fn marks_that_are_read() {
    let (page, told) = built(
        "De HTML. {--weg--} {++erbij++} {~~oud~>nieuw~~} {==dit==}\n\n*[HTML]: HyperText Markup Language\n\n\
         /// tip | Zo\nbinnen\n///\n\nals \\(x^2\\)\n\n[](){ #plek }Hier, en [daar](#plek). {{</* x */>}}\n",
    );
    for wanted in [
        "<abbr title=\"HyperText Markup Language\">HTML</abbr>",
        "<del>weg</del> <ins>erbij</ins> <del>oud</del><ins>nieuw</ins> <mark>dit</mark>",
        "<aside class=\"alert alert-tip\"><p class=\"alert-title\">Zo</p><p>binnen</p>",
        "<math",
        "<a id=\"plek\"></a>Hier, en <a href=\"#plek\">daar</a>. {{&lt; x &gt;}}",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn marks_that_stay_are_told_once_and_as_they_are() {
    let (page, told) = built(
        "--8<-- \"deel.md\"\n\nEen :material-check: en :rocket:.\n\n/// caption\nx\n///\n\n\
         {{< galerij match=\"*.jpg\" >}} en {{< galerij match=\"*.png\" >}}\n\nZie[^niet].\n",
    );
    assert!(page.contains("match=\"*.jpg\" &gt;}} en {{&lt; galerij match=\"*.png\""), "{page}");
    let line = |code: &str, line: u32| format!("{code} content/posts/a.md:{line}");
    let wanted = [
        line("shortcode-left", 5),
        line("shortcode-left", 7),
        line("shortcode-left", 9),
        line("shortcode-left", 13),
        line("footnote-missing", 15),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn markdown_in_elements_of_material_is_markdown() {
    let (page, told) = built(
        "<figure markdown=\"span\">\n  ![Alt](x.png){ width=300 }\n  <figcaption>Bijschrift</figcaption>\n</figure>\n\n\
         <div class=\"grid\" markdown>\n=== \"A\"\n\n    **een**\n\n=== \"B\"\n\n    twee\n</div>\n\n<div markdown>\n![Weg](weg.png)\n</div>\n",
    );
    assert!(page.contains("<figcaption>Bijschrift</figcaption>"), "{page}");
    assert!(!page.contains("![Alt]") && page.contains("<strong>een</strong>"), "{page}");
    assert!(
        page.contains("alert-title\">A</summary>") && page.contains("alert-title\">B<"),
        "{page}"
    );
    assert!(told.starts_with(&["missing-image content/posts/a.md:6".to_owned()]), "{told:?}");
}
