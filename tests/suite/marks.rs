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
        "--8<-- \"deel.md\"\n\nEen :material-check: en :rocket:.\n\n/// define\nx\n///\n\n\
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

#[test]
fn a_list_goes_on_behind_code_in_it() {
    for (open, close) in [
        ("{% highlight sh %}", "{% endhighlight %}"),
        ("{{< highlight sh >}}", "{{< /highlight >}}"),
    ] {
        let (page, told) =
            built(&format!("1. Een\n\n   {open}\n   ls\n   {close}\n\n2. Twee\n\nNa **het**.\n"));
        assert!(
            page.contains("<li><p>Twee</p></li></ol><p>Na <strong>het</strong>.</p>"),
            "{page}"
        );
        assert!(told.is_empty(), "{told:?}");
    }
}

#[test]
fn places_that_attributes_name_are_anchors() {
    let (page, told) = built(
        "`abstract`{ #abs } en **vet**{: #bo }.\n\nAlinea.\n{ #para }\n\n## Kop\n{: #hid .no_toc}\n\n\
         ### [1.33](https://x.example) - 2026 ## {: #v133 }\n\n[1](#abs) [2](#bo) [3](#para) [4](#hid) [5](#v133)\n",
    );
    assert!(page.contains("<h2 id=\"hid\"") && page.contains("<h3 id=\"v133\""), "{page}");
    assert!(!page.contains('{') && !page.contains("##"), "{page}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn titles_of_boxes_are_markdown() {
    let (page, told) = built(
        ":::info Wij staan op [PH](https://x.example) **vandaag**\n\nA\n\n:::\n\n\
         ??? \"Zonder soort\"\n\n    b\n\n!!! warning markeer \"Zie [dit](niet.md)\"\n\n    c\n\n\
         - !!! tip\n\n        d\n\n!!! note \":octicons-x: :rocket: Nieuw\"\n\n    e\n",
    );
    for wanted in [
        "href=\"https://x.example\">PH</a> <strong>vandaag</strong></p>",
        "<summary class=\"alert-title\">Zonder soort</summary><p>b</p>",
        "Zie <span class=\"broken-link\">dit</span></p><p>c</p>",
        "<p class=\"alert-title\">Tip</p><p>d</p>",
        ":octicons-x: 🚀 Nieuw</p>",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    let wanted = [
        "broken-link content/posts/a.md:15".to_owned(),
        "shortcode-left content/posts/a.md:23".to_owned(),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn references_without_a_definition_and_fields_of_forms_are_told() {
    let (page, told) = built(
        "Zie [Python Markdown][python-markdown] en [PEP 517][], `a[i][j]` en [ja].\n\n[ja]: https://x.example\n\n\
         Naam: <input type=\"text\" size=3>, <input type=checkbox>\n",
    );
    assert_eq!(page.matches("<input").count(), 1, "{page}");
    let line = |code: &str, line: u32| format!("{code} content/posts/a.md:{line}");
    let wanted =
        [line("reference-missing", 5), line("reference-missing", 5), line("html-removed", 9)];
    assert_eq!(told, wanted);
}

/// A post that Jekyll would make.
fn made_by_jekyll(keys: &str, body: &str) -> (String, Vec<String>) {
    let text = format!("---\ntitle: A\ndate: 2026-01-02\nlayout: post\n{keys}---\n{body}");
    let site = Site::new().with("content/posts/a.md", &text);
    let report = site.build_with(&["--no-cache"]);
    let page = site.page("2026/a.html");
    let (_, prose) = page.split_once("<div class=prose>").unwrap();
    let told = report.warnings().into_iter().filter(|told| !told.starts_with("key-without"));
    (prose.to_owned(), told.collect())
}

#[test]
fn what_jekyll_reads_is_read_and_what_it_shows_is_shown() {
    let (page, told) = made_by_jekyll(
        "",
        "{% highlight liquid %}\n{% raw %}\n{{ page.title }}\n{% endraw %}\n{% endhighlight %}\n\n\
         \"Hier $$ a+b $$ staat\"\n\n{::options parse_block_html=\"true\" /}\n\n| a | b |\n| c | d |\n",
    );
    assert!(
        !page.contains("raw %}") && !page.contains("options") && !page.contains("$$"),
        "{page}"
    );
    assert!(page.contains("<math>") || page.contains("display=\"inline\""), "{page}");
    assert!(page.contains("<td>a</td><td>b</td>") && !page.contains("<thead>"), "{page}");
    assert!(told.is_empty(), "{told:?}");
    let body = "Toon {% raw %}dit{% endraw %} en {{ site.title }} {% include a.html %}\n";
    let (page, told) = made_by_jekyll("render_with_liquid: false\n", body);
    assert!(page.contains(body.trim_end()), "{page}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn captions_of_material_are_those_of_pictures() {
    let (page, told) = built("![Een dijk](dijk.png)\n/// caption\nDe *dijk*\n///\n\nNa.\n");
    assert!(page.contains("De <em>dijk</em></figcaption>"), "{page}");
    assert_eq!(told, ["missing-image content/posts/a.md:5".to_owned()]);
}
