//! Links and pictures of a body.

use super::tests::check;

#[test]
fn links_lead_where_they_were_resolved() {
    check(&[
        (
            "[t](b.md \"x\\\"y\")",
            "<p><a href=\"../2025/b%20c.html\" title=\"x&quot;y\">t</a></p>\n",
        ),
        ("[t](b.md#k)", "<p><a href=\"../2025/b%20c.html#k%26%22\">t</a></p>\n"),
        (
            "[[b]] [[b|*t*]]",
            "<p><a href=\"../2025/b%20c.html\">Titel &lt;b&gt;</a> <a href=\"../2025/b%20c.html\"><em>t</em></a></p>\n",
        ),
        (
            "[t](weg.md) [[niets]]",
            "<p><span class=\"broken-link\">t</span> <span class=\"broken-link\">niets</span></p>\n",
        ),
        ("[t](half.md#x)", "<p><a href=\"../half.html\">t</a></p>\n"),
        ("[t](#kop)", "<p><a href=\"#kop\">t</a></p>\n"),
        (
            "[t](https://x.example/?a=1&b=2)",
            "<p><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.example/?a=1&amp;b=2\">t</a></p>\n",
        ),
        ("<jan@x.example>", "<p><a href=\"mailto:jan@x.example\">jan@x.example</a></p>\n"),
        (
            "zie https://x.example/a_b.",
            "<p>zie <a class=\"external bare\" rel=\"noopener noreferrer\" href=\"https://x.example/a_b\">https://x.example/a_b</a>.</p>\n",
        ),
        (
            "https://eigen.example/b",
            "<p><a href=\"../2025/b%20c.html\">https://eigen.example/b</a></p>\n",
        ),
        (
            "[https://x.example](b.md)",
            "<p><a href=\"../2025/b%20c.html\">https://x.example</a></p>\n",
        ),
        (
            "[https://x.example/a_b_c](https://x.example/a_b_c)",
            "<p><a class=\"external bare\" rel=\"noopener noreferrer\" href=\"https://x.example/a_b_c\">https://x.example/a_b_c</a></p>\n",
        ),
        (
            "[![a](foto.png)](https://www.youtube.com/watch?v=x) [![a](foto.png) b](https://youtu.be/x)",
            "<p><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://www.youtube.com/watch?v=x\"><span class=\"badge\"><span aria-hidden=\"true\">▶</span> Film</span> <img src=\"../2025/a/foto.png\" alt=\"a\" decoding=\"async\"></a> <a class=\"external\" rel=\"noopener noreferrer\" href=\"https://youtu.be/x\"><img src=\"../2025/a/foto.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\"> b</a></p>\n",
        ),
        (
            "[![a](foto.png)](https://x.sharepoint.com/:v:/s/a) [![a](foto.png)](https://x.example/)",
            "<p><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.sharepoint.com/:v:/s/a\"><span class=\"badge\"><span aria-hidden=\"true\">▶</span> Film</span> <img src=\"../2025/a/foto.png\" alt=\"a\" decoding=\"async\"></a> <a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.example/\"><img src=\"../2025/a/foto.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\"></a></p>\n",
        ),
        ("[t](javascript:alert(1))", "<p><span class=\"broken-link\">t</span></p>\n"),
        (
            "[t](//x.example)",
            "<p><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.example\">t</a></p>\n",
        ),
        (
            "[t](stuk.pdf)",
            "<p><a class=\"file\" href=\"../2025/a/stuk.pdf\">t <span class=\"file-kind\">(PDF)</span></a></p>\n",
        ),
        (
            "[t]({{< ref \"b\" >}}) {{< ref \"b\" >}}",
            "<p><a href=\"../2025/b%20c.html\">t</a> <a href=\"../2025/b%20c.html\">Titel &lt;b&gt;</a></p>\n",
        ),
        ("[[1]](b.md)", "<p><a href=\"../2025/b%20c.html\">[1]</a></p>\n"),
    ]);
}

#[test]
fn pictures_are_of_the_site_or_links() {
    let image = "<img src=\"../2025/a/foto.png\" alt=\"A &amp; b\" decoding=\"async\">";
    check(&[
        ("![A & *b*](foto.png)", &format!("<p>{image}</p>\n")),
        (
            "![A & b](foto.png \"Bij <schrift>\")",
            &format!(
                "<figure aria-labelledby=\"figure-1\">{image}<figcaption id=\"figure-1\">Bij &lt;schrift&gt;</figcaption></figure>\n"
            ),
        ),
        // So it is when the picture leads somewhere.
        (
            "[![A & b](foto.png \"C\")](https://x.example)",
            &format!(
                "<figure aria-labelledby=\"figure-1\"><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.example\">{image}</a><figcaption id=\"figure-1\">C</figcaption></figure>\n"
            ),
        ),
        (
            "[![A & b](foto.png \"C\") d](https://x.example)",
            "<p><a class=\"external\" rel=\"noopener noreferrer\" href=\"https://x.example\"><img src=\"../2025/a/foto.png\" alt=\"A &amp; b\" title=\"C\" decoding=\"async\"> d</a></p>\n",
        ),
        // Of a pair that is for light and for dark pages one is shown.
        (
            "![B](groot.jpg#gh-dark-mode-only)\n![A](foto.png#only-light) ![C](foto.png#only-light)",
            "<p><picture><source media=\"(prefers-color-scheme: dark)\" width=\"800\" height=\"600\" type=\"image/webp\" srcset=\"../2025/a/groot-480w.webp 480w\" sizes=\"(min-width: 48rem) 36rem, 92vw\"><source media=\"(prefers-color-scheme: dark)\" width=\"800\" height=\"600\" srcset=\"../2025/a/groot.jpg\"><img src=\"../2025/a/foto.png#only-light\" alt=\"A\" decoding=\"async\"></picture> <img src=\"../2025/a/foto.png#only-light\" alt=\"C\" loading=\"lazy\" decoding=\"async\"></p>\n",
        ),
        (
            "{{< figure src=\"foto.png\" alt=\"A & b\" caption=\"C\" >}}",
            &format!(
                "<figure aria-labelledby=\"figure-1\">{image}<figcaption id=\"figure-1\">C</figcaption></figure>\n"
            ),
        ),
        (
            "![a](https://x.example/a.png)",
            "<p><a class=\"external\" href=\"https://x.example/a.png\" rel=\"noopener noreferrer\">a</a></p>\n",
        ),
        ("[![a](https://x.example/a.png)](b.md)", "<p><a href=\"../2025/b%20c.html\">a</a></p>\n"),
        ("![a](weg.png)", "<p><span class=\"broken-link\">a</span></p>\n"),
        (
            "![a](film.mp4)",
            "<figure data-file=\"2025/a/film.mp4\"><video class=\"media\" controls preload=\"metadata\" src=\"../2025/a/film.mp4\" aria-label=\"a\"></video></figure>\n",
        ),
        ("![](data:image/png,x)", "<p><span class=\"broken-link\">data:image/png,x</span></p>\n"),
    ]);
}

#[test]
fn an_address_without_its_scheme_is_a_link() {
    check(&[
        (
            "Zie www.x.example/a.",
            "<p>Zie <a class=\"external bare\" rel=\"noopener noreferrer\" href=\"https://www.x.example/a\">www.x.example/a</a>.</p>\n",
        ),
        ("`www.x.example`", "<p><code>www.x.example</code></p>\n"),
        (
            "## Www.x.example",
            "<h2 id=\"www-x-example\"><a class=\"external bare\" rel=\"noopener noreferrer\" href=\"https://Www.x.example\">Www.x.example</a> <a class=\"anchor\" href=\"#www-x-example\" aria-label=\"Link: Www.x.example\">#</a></h2>\n",
        ),
    ]);
}
