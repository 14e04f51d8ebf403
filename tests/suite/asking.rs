//! What a reader asks for and how the page of results keeps up: forms that nobody wrote, phrases left out, filters, Back, and what
//! the page marks that a result leads to.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::searching::{LIST, Reader};
use crate::support::Site;

/// A Dutch site with these posts.
fn site(posts: &[(&str, &str)]) -> Site {
    let site = Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    posts.iter().fold(site, |site, (name, body)| site.with_post(name, body)).built()
}

fn reader<'b>(browser: &'b Browser, site: &Site) -> Reader<'b> {
    Reader { browser, base: format!("file://{}", site.path("public").display()) }
}

/// Types into the box, as keys do one after the other.
fn type_in(browser: &Browser, text: &str) {
    browser.run("document.querySelector('#search-q').select()");
    browser.press(text);
}

#[test]
fn a_form_that_nobody_wrote_finds_the_others() {
    let body = "De brug, het plan, een vrouw en de leden. Een stoel en de app bij de boom. Eén kans op een woning, en een zaak van \
                de stad. Zij betaalt. We measured the pump; a policy.";
    let false_friends = "Boven de bommen dansen wij: meningen maken beleid, zegt de man. Een vrije markt voor paren.";
    let site = site(&[("goed", body), ("fout", false_friends)]);
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for query in [
        "bruggen", "plannen", "vrouwen", "lid", "stoelen", "apps", "bomen", "kansen", "woningen",
        "zaken", "steden", "betaalde", "betalen", "measures", "pumps", "pumping", "policies",
    ] {
        reader.search(query);
        assert_eq!(reader.found(), ["2026/goed.html"], "{query}");
        assert_eq!(browser.ask("document.querySelector('[data-meant]')"), Value::Null, "{query}");
    }
    // What is no form of a word here is none, and is not taken for another word.
    for query in ["begeleid", "lansen", "paard", "mannelijk", "woningwet", "rekeningen"] {
        reader.search(query);
        assert_eq!(reader.found(), Vec::<String>::new(), "{query}");
    }
    reader.search("-bruggen een");
    assert!(!reader.found().contains(&"2026/goed.html".to_owned()));
    browser.assert_quiet("file://");
}

#[test]
fn dates_are_written_as_on_the_pages_themselves() {
    let browser = Browser::start(1000, 800);
    for (language, wanted) in [("en", "2 Jan 2026"), ("nl", "2 jan 2026")] {
        let settings = format!("title = \"Proef\"\nlanguage = \"{language}\"\n");
        let site = Site::new().with("weerklank.toml", &settings).with_post("een", "Polder.");
        let site = site.built();
        reader(&browser, &site).search("polder");
        assert_eq!(browser.text("document.querySelector('.meta time').textContent"), wanted);
    }
}

#[test]
fn what_a_query_leaves_out_is_left_out() {
    let site = site(&[
        ("een", "Het hoge water staat in de polder."),
        ("twee", "Water dat hoge golven maakt in de polder."),
        ("drie", "In de polder is niets."),
    ]);
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, wanted) in [
        ("polder -\"hoge water\"", vec!["2026/drie.html", "2026/twee.html"]),
        ("polder -water", vec!["2026/drie.html"]),
        ("“hoge water”", vec!["2026/een.html"]),
        ("„hoge golven”", vec!["2026/twee.html"]),
        ("!!!", vec![]),
        ("\"\"", vec![]),
        ("👩", vec![]),
    ] {
        reader.search(query);
        let mut found = reader.found();
        found.sort();
        assert_eq!(found, wanted, "{query}");
        assert_eq!(reader.count(), wanted.len() as i64, "{query}");
    }
    // The fields of the example.
    let site = Site::example().built();
    let reader =
        Reader { browser: &browser, base: format!("file://{}", site.path("public").display()) };
    let count = |query: &str| {
        reader.search(query);
        reader.count()
    };
    let all = count("dijk");
    for field in ["expert:hanneke", "expert: \"Hanneke Oosterhof\"", "topic:muskusratten"] {
        let with = count(&format!("dijk {field}"));
        assert!(0 < with && with < all, "{field}: {with}");
        assert_eq!(with + count(&format!("dijk -{field}")), all, "{field}");
    }
    assert_eq!(count("topic:muskusratten topic:lachgas"), 0);
}

#[test]
fn back_leads_to_what_was_asked_before() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("dijkwacht");
    browser.until("document.title.startsWith('dijkwacht – ')");
    let steps = browser.ask("history.length").as_i64().unwrap();
    type_in(&browser, "muskusrat");
    browser.until("location.search === '?q=muskusrat'");
    browser.press("\u{e007}");
    browser.until("document.activeElement === document.querySelector('[data-count]')");
    browser.press("\u{e007}");
    assert_eq!(browser.ask("history.length"), json!(steps + 1));
    browser.back();
    browser.until("document.title.startsWith('dijkwacht – ')");
    browser.until("document.querySelector('[data-count]')?.textContent.includes('dijkwacht')");
    assert_eq!(browser.text("document.querySelector('#search-q').value"), "dijkwacht");
}

#[test]
fn a_filter_keeps_the_focus_and_its_other_values() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("dijk");
    browser.ask("(document.querySelector('.find-filters').open = true)");
    browser.until("document.querySelector('select[name=year]') !== null");
    for year in ["2024", "2025"] {
        browser.run(&format!(
            "const s = document.querySelector('select[name=year]'); s.focus(); s.value = '{year}'; s.dispatchEvent(new Event('change'))"
        ));
        browser.until(&format!("{LIST}.every(item => item.dataset.url.startsWith('{year}/'))"));
        assert_eq!(browser.text("document.activeElement.name"), "year");
    }
    // What the others would give is told too.
    let told = browser
        .text("document.querySelector('select[name=year] option[value=\"2024\"]').textContent");
    reader.search("dijk");
    let count = format!(
        "{LIST}.filter(item => item.dataset.url.startsWith('2024/') && item.dataset.kind === 'post').length"
    );
    assert_eq!(told, format!("2024 ({})", browser.ask(&count)));
}

#[test]
fn more_results_come_once_and_are_there_after_back() {
    let mut many = Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    for number in 0..130 {
        many = many.with_post(&format!("p{number}"), "Water en peilen.");
    }
    let site = many.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("water");
    for shown in [40, 60, 80, 100, 120, 130] {
        browser.until("document.querySelector('[data-more]') !== null");
        browser
            .run("const more = document.querySelector('[data-more]'); more.click(); more.click()");
        browser.until(&format!("{LIST}.length >= {shown}"));
        assert_eq!(
            browser.ask(&format!("new Set({LIST}.map(item => item.dataset.url)).size")),
            json!(shown)
        );
    }
    assert_eq!(reader.count(), 130);
    let last = format!("{LIST}[99].querySelector('a')");
    browser.run(&format!("{last}.click()"));
    browser.until("location.pathname.includes('/2026/')");
    browser.back();
    browser.until("location.pathname.endsWith('/search.html')");
    browser.until(&format!("{LIST}.length === 130"));
    browser.until(&format!("document.activeElement === {last}"));
    let seen = "(r => r.top >= 0 && r.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())";
    browser.until(seen);
}

#[test]
fn a_long_document_counts_once() {
    let row = "<row><c t=\"inlineStr\"><is><t>Zuiverwater stroomt langs de dijk</t></is></c></row>";
    let long = crate::errors::workbook_with(&row.repeat(5000), &[]);
    let site = Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    let site = site.with_post("een", "Zie [de bijlage](lang.xlsx) met zuiverwater.");
    site.put("content/posts/lang.xlsx", &long);
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("zuiverwater");
    assert_eq!(reader.found().len(), 2);
    assert_eq!(reader.count(), 2);
}

#[test]
fn what_was_found_is_marked_here_and_there() {
    let far = "veel ".repeat(900);
    let body = format!(
        "De dag en de natte nacht. Ørsted en de straße van Łódź.\n\n{far}\n\nEen lange dag. De lange nacht begon.\n\n## Over egelvallen\n\nZo werkt het.\n"
    );
    let site = site(&[("noord", &body)]);
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    // A heading that has the word is shown with what stands under it.
    reader.search("egelvallen");
    assert_eq!(
        browser.text("document.querySelector('.find-place mark').textContent"),
        "egelvallen"
    );
    assert_eq!(browser.text("document.querySelector('.find-text').textContent"), "Zo werkt het.");
    let marks = "[...document.querySelectorAll('main mark')].map(mark => mark.textContent)";
    for (query, wanted) in [
        ("\"lange nacht\"", json!(["lange nacht"])),
        ("\"lange nacht\" natte", json!(["natte", "lange nacht"])),
        ("orsted", json!(["Ørsted"])),
        ("strasse", json!(["straße"])),
        ("lodz", json!(["Łódź"])),
    ] {
        reader.search(query);
        let link = browser.text("document.querySelector('[data-results] h3 a').href");
        browser.open(&link);
        browser.until("document.querySelector('main mark') !== null");
        assert_eq!(browser.ask(marks), wanted, "{query}");
        // The phrase is on the screen, far down, and no single word before it.
        browser.until(
            "(all => (r => r.top >= 0 && r.bottom <= innerHeight)(all[all.length - 1].getBoundingClientRect()))([...document.querySelectorAll('main mark')])",
        );
    }
}

#[test]
fn a_name_leads_to_its_person_and_the_ear_hears_what_was_meant() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, first) in [("joost terpstra", "joost-terpstra"), ("oosterhof", "hanneke-oosterhof")]
    {
        reader.search(query);
        let knows = browser.text("document.querySelector('[data-knows]').dataset.knows");
        assert_eq!(knows, format!("experts/{first}.html"), "{query}");
    }
    reader.search("zuivring");
    browser.until(
        "document.querySelector('[data-status]').textContent.endsWith('Bedoelde u zuivering?')",
    );
}
