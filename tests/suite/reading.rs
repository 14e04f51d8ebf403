//! What posts show beside text, as readers get it.

use serde_json::json;

use crate::axe;
use crate::browser::Browser;
use crate::pages;
use crate::support::Site;

/// The address of a page of a site, from its folder.
fn address(site: &Site, page: &str) -> String {
    format!("file://{}", site.path("public").join(page).display())
}

#[test]
fn charts_are_drawn_to_scale_on_every_screen() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        browser.emulate(width, scheme);
        browser.open(&address(&site, "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html"));
        // Eighty-one per cent of the whole width, in the colour of links.
        let bar = "document.querySelector('.chart-drawing .f0')";
        let part = format!(
            "Math.round({bar}.getBoundingClientRect().width / document.querySelector('.chart-drawing').getBoundingClientRect().width * 100)"
        );
        assert_eq!(browser.ask(&part), json!(81), "{width}");
        let is_link = format!(
            "getComputedStyle({bar}).fill === getComputedStyle(document.querySelector('.prose p > a')).color"
        );
        assert_eq!(browser.ask(&is_link), json!(true));
        let texts = "[...document.querySelectorAll('.chart-drawing text')].every(t => {\
                     const b = t.getBoundingClientRect(), c = t.ownerSVGElement.getBoundingClientRect();\
                     return b.left >= c.left - 1 && b.right <= innerWidth && b.bottom <= c.bottom + 6 })";
        assert_eq!(browser.ask(texts), json!(true), "a text hangs out at {width}");
        // The numbers stand beneath, folded.
        let table = "document.querySelector('.chart-numbers table')";
        assert_eq!(browser.ask(&format!("{table}.checkVisibility()")), json!(false));
        browser.ask("(document.querySelector('.chart-numbers summary').click(), true)");
        assert_eq!(browser.ask(&format!("{table}.checkVisibility()")), json!(true));
        assert_eq!(
            browser.text(&format!("{table}.rows[1].innerText")),
            "Ik wist wat ik moest doen als ik een wel vond\t81%\t12%\t7%"
        );
        assert_eq!(axe::violations(&browser), Vec::<String>::new());
        browser.open(&address(&site, "2024/vispassage-wiedemond.html"));
        let drawn =
            "document.querySelector('.chart-drawing path').getBoundingClientRect().height > 100";
        assert_eq!(browser.ask(drawn), json!(true));
        let spoken =
            browser.text("document.querySelector('.chart-drawing').getAttribute('aria-label')");
        assert!(spoken.contains("als hoogste 214 (week 15)"), "{spoken}");
    }
    browser.assert_quiet("file://");
}

#[test]
fn numbers_that_cannot_be_drawn_stop_the_build_with_their_line() {
    let site = Site::new()
        .with("content/posts/a.csv", "Week;Winde\n10;6\n11;veel\n")
        .with("content/posts/b.csv", "Week;Winde\n10;6\n11\n")
        .with("content/posts/c.csv", "zonder getallen")
        .with_post(
            "a",
            "![A](a.csv)\n\n![B](b.csv)\n\n![A](a.csv \"Titel {gestapelt}\")\n\n[C](c.csv)",
        );
    let report = site.build();
    assert_eq!(report.code, 1);
    assert_eq!(
        report.errors(),
        ["chart-not-a-number content/posts/a.csv:3", "chart-ragged content/posts/b.csv:3"]
    );
    assert_eq!(report.warnings(), ["chart-unknown-word content/posts/a.md:9"]);
}

#[test]
fn a_chart_stands_in_a_post_with_raw_html_and_follows_its_file() {
    let site = Site::new()
        .with("content/posts/a.csv", "Wijk;Bomen\nNoord;12\nZuid;1.500\n")
        .with_post("a", "Bomen <b onclick=\"x()\">per</b> wijk.\n\n![Bomen](a.csv)\n\nIn de ![tekst](a.csv) niet.");
    let site = site.built();
    let page = site.page("2026/a.html");
    assert!(page.contains("<figure class=\"chart\">") && page.contains(">1,500</text>"), "{page}");
    assert!(page.contains("<b>per</b>") && page.contains(">tekst</a>"), "{page}");
    assert_eq!(pages::faults(&site.output()), Vec::<String>::new());
    assert_eq!(site.build().number("files/written"), 0);
    site.put("content/posts/a.csv", b"Wijk;Bomen\nNoord;12\nZuid;1.600\n");
    site.build();
    assert!(site.page("2026/a.html").contains(">1,600</text>"));
}
