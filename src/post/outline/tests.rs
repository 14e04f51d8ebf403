//! What lists, link checks and warnings get from a body.

use super::*;
use crate::diagnostic::{Language, Problem};

const OPTIONS: MarkdownOptions =
    MarkdownOptions { trusted_html: false, highlight: false, nesting: 256 };

fn outline(body: &str) -> Outline {
    scan(body, 1, None, &OPTIONS).value
}

fn problems(body: &str) -> Vec<(String, Option<u32>)> {
    scan(body, 10, None, &OPTIONS).problems.iter().map(|found| (found.code(), found.line)).collect()
}

#[test]
fn the_summary_is_the_beginning_in_plain_text() {
    let cases = [
        ("", ""),
        ("# T\n\nEen *twee* [drie](x.md) `vier`.\n\nVijf.", "Een twee drie vier. Vijf."),
        ("## Kop\n\nTekst.", "Tekst."),
        (
            "![alt](x.png)\n\n```\ncode\n```\n\n| a |\n|---|\n| b |\n\nTekst[^1].\n\n[^1]: noot",
            "Tekst.",
        ),
        ("Een.\n\nTwee.\n\n<!-- more -->\n\nDrie.", "Een. Twee."),
        ("Een:\n\n- a\n- b\n\n<!--more-->\n\nDrie.", "Een: a b"),
        ("Een. <!-- truncate --> Twee.", "Een."),
        ("<!-- more -->\n\nTekst.", "Tekst."),
        ("- alleen\n- een lijst", "alleen een lijst"),
        ("> [!NOTE]\n> Zo.", "Zo."),
        (":::tip[Titel]\nZo.\n:::", "Zo."),
        ("a<br>b <b>c</b>\n\n<div>weg</div>", "a b c"),
        ("- Kade 1<br/>1234 AB\n", "Kade 1 1234 AB"),
        ("Het kost {--100--}{++200++} euro.", "Het kost 200 euro."),
        ("<del>a\n\nb</del> c", "b c"),
        ("<div hidden>a</div>\n\nEen <span style=\"display:none\">b</span> zin.", "Een zin."),
        (
            "Van $\\ce{H2O}$ en $5 niet.\n\n$$\\Delta H = \\frac{L}{C}$$",
            "Van H2O en $5 niet. ΔH = L/C",
        ),
    ];
    for (body, wanted) in cases {
        assert_eq!(outline(body).summary, wanted, "{body}");
    }
    for (body, wanted) in [
        ("Een.\n\n> Groot gezegd.\n> — Jan Jansen\n\nTwee.", "Een. Twee."),
        ("> Groot gezegd.\n>\n> — *Jan* Jansen\n\nTwee.", "Twee."),
        ("> Groot gezegd.\n> -- Jan\n\n<!-- x -->\n\n- a", "a"),
        ("> Groot gezegd.\n> — Jan Jansen", "Groot gezegd. — Jan Jansen"),
        ("> Een gewoon\n> citaat.\n\nTwee.", "Een gewoon citaat. Twee."),
        ("> — Jan Jansen\n\nTwee.", "— Jan Jansen Twee."),
        ("> Een.\n> — Jan\n> zei dat.\n\nTwee.", "Een. — Jan zei dat. Twee."),
        ("Een.\n\n> Groot.\n> — Jan\n\nTwee.\n\n<!-- more -->\n\nDrie.", "Een. Twee."),
    ] {
        assert_eq!(outline(body).summary, wanted, "{body}");
    }
    let long = outline(&"woorden zijn lang ".repeat(60)).summary;
    assert!(long.ends_with('…') && (280..=301).contains(&long.chars().count()), "{long}");
}

#[test]
fn links_without_a_text_are_known_by_the_title_of_what_they_lead_to() {
    for (body, wanted) in [
        ("Zie [[de-sensor]], en [[weg]].", "Zie De sensor die loog, en weg."),
        ("Zie [[de-sensor|dit]] en [tekst](de-sensor).", "Zie dit en tekst."),
        ("Zie [](de-sensor) *en* [[de-sensor]]", "Zie De sensor die loog en De sensor die loog"),
        ("- [[de-sensor]]", "De sensor die loog"),
        ("> Groot [[de-sensor]].\n> — Jan\n\nÉén [[de-sensor]].", "Één De sensor die loog."),
        ("[[de-sensor]] eerst.\n\n<!-- more -->\n\nDrie.", "De sensor die loog eerst."),
        ("## Kop [[de-sensor]]\n\nTekst.", "Tekst."),
    ] {
        let found = outline(body);
        let title = |target: &str| (target == "de-sensor").then_some("De sensor die loog");
        assert_eq!(found.summary(title), wanted, "{body}");
    }
    // One that is cut in two goes whole.
    let words = "woord ".repeat(49);
    let found = outline(&format!("{words}[[de-sensor en nog veel meer]] verder."));
    assert_eq!(found.summary, format!("{}…", words.trim_end()));
    assert!(found.untitled.is_empty());
}

#[test]
fn only_a_heading_at_the_beginning_is_the_title() {
    let cases = [
        ("# Een `t` *itel* {#x}\n\na", Some("Een t itel")),
        ("\n\nTitel\n===\n", Some("Titel")),
        ("import A from 'a'\n\n# T", Some("T")),
        ("a\n\n# T", None),
        ("## T", None),
        ("#", None),
    ];
    for (body, wanted) in cases {
        assert_eq!(outline(body).title.as_deref(), wanted, "{body}");
    }
    let found = outline("# T\n\n# A\n\n## A\n").headings;
    let list: Vec<(u8, &str)> =
        found.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
    assert_eq!(list, [(2, "a"), (3, "a-1")]);
}

#[test]
fn a_heading_is_kept_when_the_title_stands_elsewhere() {
    for (body, title, headings) in [
        ("# Over wonen\n\n## A", Some("Wonen"), vec![(2, "over-wonen"), (3, "a")]),
        ("<!-- x -->\n\n# Over wonen {#o}", Some("Wonen"), vec![(2, "o")]),
        ("# *Één* jaar wonen\n\n## A", Some("Een jaar: wonen"), vec![(2, "a")]),
        ("# Wonen\n\n## A", None, vec![(2, "a")]),
        ("#\n\n## A", Some("Wonen"), vec![(2, "a")]),
    ] {
        let found = scan(body, 1, title, &OPTIONS).value.headings;
        let list: Vec<(u8, &str)> =
            found.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(list, headings, "{title:?} {body}");
    }
}

#[test]
fn words_are_counted_and_headings_weigh_more() {
    let found =
        outline("# Wonen\n\n## Wonen\n\nHet **won**en in de stad.\n\n```\nwonen wonen\n```\n");
    assert_eq!(found.words, 7);
    assert_eq!(found.terms.iter().map(|term| term.count).max(), Some(7));
    assert_eq!(
        terms(std::iter::once("Wonen".into())),
        vec![Term {
            count: 1,
            ..found.terms.iter().copied().max_by_key(|term| term.count).unwrap()
        }]
    );
}

#[test]
fn problems_have_their_lines() {
    assert_eq!(
        problems("a\n\n<iframe src=x></iframe>\n\n{{< youtube x >}}\n"),
        [("html-removed".into(), Some(12)), ("shortcode-left".into(), Some(14))]
    );
    assert!(problems("a <kbd>b</kbd> <!-- weg -->\n\n`<iframe>` `{{< x >}}`").is_empty());
    assert_eq!(problems(&"> ".repeat(300)), [("too-deep".into(), Some(10))]);
    let found = scan("x\n<script></script>\n", 5, None, &OPTIONS).problems;
    assert_eq!(found[0].problem, Problem::HtmlRemoved { tags: vec!["script".into()] });
    assert_eq!(found[0].excerpt.as_deref(), Some("<script></script>"));
    for (body, wanted) in [
        ("Begin <b>x</b>\n\nx\n\n<script>x</script>", 5),
        ("<p>\n<i>x</i>\n<b onclick=\"x\">y</b>\n</p>", 3),
        ("> <div>\n> <iframe></iframe>", 2),
    ] {
        let found = scan(body, 1, None, &OPTIONS).problems;
        let line = found.iter().find(|found| found.code() == "html-removed").and_then(|it| it.line);
        assert_eq!(line, Some(wanted), "{body}");
    }
    assert_eq!(
        problems("Een[^1] twee[^niet] \\[^a] `[^b]`\n\nzie [^ c] [^ook\n]\n\n[^1]: x\n"),
        [("footnote-missing".into(), Some(10))]
    );
    let trusted = MarkdownOptions { trusted_html: true, ..OPTIONS };
    assert!(scan("<script></script>", 1, None, &trusted).problems.is_empty());
}

#[test]
fn every_formula_that_cannot_be_read_is_told_with_its_words() {
    let body = "$\\geen$ en $\\ook{x}$.\n\n$$\\frac{a}{b$$\n\nGoed: $x^2$, $5 en $$.\n\n`$\\geen$`\n\n$$\n\\frac{a}{b\n$$\n";
    let told: Vec<(u32, String)> = scan(body, 1, None, &OPTIONS)
        .problems
        .into_iter()
        .filter_map(|found| {
            let message = found.wording(Language::Dutch).message;
            (found.code() == "formula-invalid").then_some((found.line?, message))
        })
        .collect();
    let wanted = [
        (
            1,
            "de formule `$\\geen$` staat er zoals hij is geschreven: de opdracht `\\geen` bestaat hier niet",
        ),
        (
            1,
            "de formule `$\\ook{x}$` staat er zoals hij is geschreven: de opdracht `\\ook` bestaat hier niet",
        ),
        (
            3,
            "de formule `$$\\frac{a}{b$$` staat er zoals hij is geschreven: een accolade `{` of `}` heeft geen tegenhanger",
        ),
        (
            9,
            "de formule `$$ \\frac{a}{b $$` staat er zoals hij is geschreven: een accolade `{` of `}` heeft geen tegenhanger",
        ),
    ];
    let wanted: Vec<(u32, String)> =
        wanted.into_iter().map(|(line, message)| (line, message.to_owned())).collect();
    assert_eq!(told, wanted);
}

#[test]
fn a_heading_with_a_formula_has_the_anchor_that_the_page_has() {
    let found = outline("## De $\\Delta H$ van ijs\n").headings;
    assert_eq!((found[0].text.as_str(), found[0].id.as_str()), ("De ΔH van ijs", "de-h-van-ijs"));
}

#[test]
fn pictures_without_a_description_are_told_once() {
    for (body, wanted) in [
        ("![](a.jpg)", Some((1, "a.jpg", 1))),
        ("x\n\n![ ](t.csv \"Titel\")\n\n![](b.png)\n", Some((3, "t.csv", 2))),
        ("<img src=\"a.jpg\">", Some((1, "a.jpg", 1))),
        ("[![](a.jpg)](b.md) tekst", Some((1, "a.jpg", 1))),
        ("![Een dijk](a.jpg) ![`x`](b.jpg) ![$x$](c.jpg)", None),
        ("<img src=\"a.jpg\" alt=\"\">", None),
        ("![](film.mp4) ![](https://a.example/x.png)", None),
    ] {
        let found = scan(body, 1, None, &OPTIONS).problems.into_iter().find_map(|found| {
            match (found.problem, found.line) {
                (Problem::DescriptionMissing { target, count }, Some(line)) => {
                    Some((line, target, count))
                }
                _ => None,
            }
        });
        let wanted = wanted.map(|(line, target, count)| (line, target.to_owned(), count));
        assert_eq!(found, wanted, "{body}");
    }
}

#[test]
fn lines_are_those_of_the_file_whatever_was_prepared() {
    let body = "[a](1.md)\r\n!!! note\r\n    x\r\n[b](2.md)\r\n\r\n:::tip\r\n[c](3.md)\r\n:::\r\n[d]({{< ref \"4\" >}})\r\n";
    let list: Vec<(String, u32)> =
        outline(body).links.into_iter().map(|link| (link.target, link.line)).collect();
    let wanted = [("1.md", 1), ("2.md", 4), ("3.md", 7), ("{{< ref \"4\" >}}", 9)];
    assert_eq!(list, wanted.map(|(target, line)| (target.to_owned(), line)));
}
