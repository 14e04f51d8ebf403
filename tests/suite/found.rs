//! What a reader sees of a result, and on the page that it leads to: why it was found, in which language, and by which name.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::searching::Reader;
use crate::support::Site;

fn reader<'b>(browser: &'b Browser, site: &Site) -> Reader<'b> {
    Reader { browser, base: format!("file://{}", site.path("public").display()) }
}

fn dutch(more: &str) -> Site {
    Site::empty()
        .with("weerklank.toml", &format!("title = \"Proef\"\nlanguage = \"nl\"\n[search]\n{more}"))
}

/// The texts of all that a selector finds.
fn texts(browser: &Browser, selector: &str) -> Value {
    browser.ask(&format!(
        "[...document.querySelectorAll('{selector}')].map(found => found.textContent.toLowerCase())"
    ))
}

#[test]
fn a_name_of_several_words_is_asked_for_as_a_whole() {
    let synonyms = "synonyms = [\"wmo, wet maatschappelijke ondersteuning\", \"sociale dienst, werk en inkomen\"]\n";
    let site = dutch(synonyms)
        .with_post("a", "De WMO verandert.")
        .with_post("b", "De wet maatschappelijke ondersteuning verandert.")
        .with_post("c", "Een andere wet geldt.")
        .with_post("d", "Vraag het de sociale dienst.")
        .with_post("e", "Nu heet zij Werk en Inkomen.")
        .built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    let pages = |names: &str| -> Vec<String> {
        names.chars().map(|name| format!("2026/{name}.html")).collect()
    };
    for (query, wanted) in [
        ("wmo", "ab"),
        ("wet", "bc"),
        ("ondersteuning", "b"),
        ("wet maatschappelijke ondersteuning", "ab"),
        ("verandert wet maatschappelijke ondersteuning", "ab"),
        ("\"wet maatschappelijke ondersteuning\"", "b"),
        ("verandert -wmo", ""),
        ("sociale dienst", "de"),
        ("werk en inkomen", "de"),
        ("inkomen", "e"),
        // What is only left out leaves the rest.
        ("-verandert", "cde"),
        ("-\"sociale dienst\" -wmo", "ce"),
    ] {
        reader.search(query);
        let mut found = reader.found();
        found.sort();
        assert_eq!(found, pages(wanted), "{query}");
    }
    // Whichever of the names a text has is marked, as one, and on its page too.
    reader.search("wmo");
    let marks = texts(&browser, "[data-url=\"2026/b.html\"] .find-text mark");
    assert_eq!(marks, json!(["wet", "maatschappelijke", "ondersteuning"]));
    let to_b = "document.querySelector('[data-url=\"2026/b.html\"] h3 a').click()";
    browser.run(to_b);
    browser.until("document.querySelector('.prose mark') !== null");
    assert_eq!(texts(&browser, "main mark"), json!(["wet maatschappelijke ondersteuning"]));
    reader.search("wet maatschappelijke ondersteuning");
    assert_eq!(texts(&browser, "[data-url=\"2026/a.html\"] mark"), json!(["wmo"]));
}

#[test]
fn forms_and_beginnings_of_a_synonym_that_no_text_has_find_the_others() {
    let synonyms = "synonyms = [\"telewerken, thuiswerken, afstandswerk\"]\n";
    let site = dutch(synonyms)
        .with_post("a", "Wij gaan thuiswerken.")
        .with_post("b", "Wie thuiswerkt, heeft rust.")
        .with_post("c", "Over afstandswerk is niets bekend.")
        .with_post("d", "Op kantoor.")
        .built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, wanted) in [
        ("telewerken", "abc"),
        ("telewerkt", "ab"),
        ("telewerk", "abc"),
        ("telewe", "abc"),
        ("thuiswerken", "abc"),
        ("-telewerkt", "cd"),
        ("\"telewerken gaan\"", ""),
    ] {
        reader.search(query);
        let mut found = reader.found();
        found.sort();
        let wanted: Vec<String> = wanted.chars().map(|name| format!("2026/{name}.html")).collect();
        assert_eq!(found, wanted, "{query}");
    }
    // What stands there instead is marked.
    reader.search("telewerk");
    let marks = texts(&browser, "[data-url=\"2026/a.html\"] .find-text mark");
    assert_eq!(marks, json!(["thuiswerken"]));
}

#[test]
fn who_is_quoted_is_named_where_that_is_why() {
    let post = "---\ntitle: Over stuwen\ndate: 2026-01-02\nauthors: [Jet Bos]\nexperts: [Otto Zwijger, Pia Prater]\n---\nEen stuw is laag.\n";
    let site = dutch("").with("content/posts/a.md", post).built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    let item = "[data-url=\"2026/a.html\"]";
    reader.search("zwijger");
    let told = browser.text(&format!("document.querySelector('{item} .meta').textContent"));
    assert!(told.contains("Aan het woord: Otto Zwijger") && !told.contains("Pia"), "{told}");
    assert_eq!(texts(&browser, &format!("{item} mark")), json!(["zwijger"]));
    reader.search("stuw");
    let told = browser.text(&format!("document.querySelector('{item} .meta').textContent"));
    assert!(!told.contains("Zwijger"), "{told}");
}

#[test]
fn a_comment_is_said_in_its_own_voice() {
    let csv = "naam;reactie;bericht\nJan;This is what we have seen at the weir too, and the sensors are not to blame.;a\n\
               Piet;Een weir is dus gewoon een stuw, maar dat heb ik hier nog niet gelezen.;a\n";
    let site = dutch("").with_post("a", "Over stuwen.").with("content/comments/a.csv", csv).built();
    let browser = Browser::start(1000, 800);
    reader(&browser, &site).search("weir");
    let told = "[...document.querySelectorAll('.find-quote')].map(quote => quote.lang).sort()";
    assert_eq!(browser.ask(told), json!(["", "en"]));
}

#[test]
fn what_nobody_wrote_is_not_marked() {
    let csv =
        "naam;reactie;bericht\nReactie Bos;Dit gesprek gaat over minuten en over een reactie.;a\n";
    let site = dutch("")
        .with_post("a", "Het gesprek duurt minuten, en dan komt er een reactie. ==gesprek==")
        .with("content/comments/a.csv", csv)
        .built();
    let browser = Browser::start(1000, 800);
    let page = format!("file://{}/2026/a.html", site.path("public").display());
    browser.open(&format!("{page}?q=gesprek+reactie+minuten+minuut+weergave+post"));
    browser.until("document.querySelector('main mark') !== null");
    let outside = "[...document.querySelectorAll('main mark')].filter(mark => !mark.closest('h1,.prose,.comment-author')).map(mark => mark.parentElement.outerHTML)";
    assert_eq!(browser.ask(outside), json!([]));
    assert_eq!(texts(&browser, ".comment .prose mark"), json!(["gesprek", "minuten", "reactie"]));
    assert_eq!(texts(&browser, ".comment-author mark"), json!(["reactie"]));
    assert_eq!(texts(&browser, "h1 mark"), json!(["post"]));
}

#[test]
fn a_filter_that_is_turned_by_keys_is_one_step() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let reader = reader(&browser, &site);
    reader.search("dijk");
    browser.ask("(document.querySelector('.find-filters').open = true)");
    browser.until("document.querySelector('select[name=kind]') !== null");
    let steps = browser.ask("history.length").as_i64().unwrap();
    browser.run("document.querySelector('select[name=kind]').focus()");
    let kind = "new URLSearchParams(location.search).get('kind')";
    for wanted in ["post", "page"] {
        browser.press("\u{e015}");
        browser.until(&format!("{kind} === '{wanted}'"));
        browser.until("document.activeElement.name === 'kind'");
    }
    assert_eq!(browser.ask("history.length").as_i64(), Some(steps + 1));
    // Another one is another step, and Back leads to what was last chosen before it.
    browser.run("document.querySelector('select[name=sort]').focus()");
    browser.press("\u{e015}");
    browser.until("location.search.includes('sort=date')");
    assert_eq!(browser.ask("history.length").as_i64(), Some(steps + 2));
    browser.run("history.back()");
    browser.until(&format!("{kind} === 'page' && !location.search.includes('sort')"));
    browser.run("history.back()");
    browser.until(&format!("{kind} === null"));
}

#[test]
fn a_year_beside_a_word_leaves_those_who_know() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    let who = "[...document.querySelectorAll('[data-knows]')].map(item => item.dataset.knows)";
    reader.search("muskusrat");
    let known = browser.ask(who);
    assert!(!known.as_array().unwrap().is_empty());
    for query in ["muskusrat 2023", "2023 muskusrat", "muskusrat 1950"] {
        reader.search(query);
        assert_eq!(browser.ask(who), known, "{query}");
    }
    reader.search("2023");
    assert_eq!(browser.ask(who), json!([]));
}

#[test]
fn a_document_is_called_as_those_who_link_to_it_call_it() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for query in ["handschoenen", "evaluatie-dijkwacht.pdf"] {
        reader.search(query);
        let item = "document.querySelector('[data-url=\"2024/evaluatie-dijkwacht.pdf\"]')";
        let title = browser.text(&format!("{item}.querySelector('h3').textContent"));
        assert_eq!(title, "Dijkwacht winter 2023/24", "{query}");
        let kicker = browser.text(&format!("{item}.querySelector('.kicker').textContent"));
        assert_eq!(kicker, "Bijlage · PDF");
        let about = browser.text(&format!("{item}.querySelector('.meta').textContent"));
        assert!(about.starts_with("evaluatie-dijkwacht.pdf"), "{about}");
    }
}
