//! What a result shows, how many there are, and that the page which it leads to shows the same: on sites that are made for it.

use serde_json::json;

use crate::browser::Browser;
use crate::searching::Reader;
use crate::support::Site;

fn reader<'b>(browser: &'b Browser, site: &Site) -> Reader<'b> {
    Reader { browser, base: format!("file://{}", site.path("public").display()) }
}

fn dutch(more: &str) -> Site {
    Site::empty().with("weerklank.toml", &format!("title = \"Proef\"\nlanguage = \"nl\"\n{more}"))
}

fn post(title: &str, topic: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-02\ntopics: [\"{topic}\"]\n---\n{body}\n")
}

/// Text of many passages, none of which says anything that is asked for here.
fn filler(passages: usize) -> String {
    let passage = |at| {
        format!(
            "Alinea {at} gaat over heel iets anders, want zo loopt dat nu eenmaal in lange stukken tekst.\n\n"
        )
    };
    (0..passages).map(passage).collect()
}

/// What the heading says, without the query, and whether the number it tells is the one for scripts.
fn heading(browser: &Browser) -> String {
    let told = browser.text("document.querySelector('[data-count]').textContent");
    let number = browser.text("document.querySelector('[data-count]').dataset.count");
    assert!(told.contains(&number) || number == "0", "{told}: {number}");
    told.split(" voor ").next().unwrap_or_default().to_owned()
}

/// The options of a filter, once it is open.
fn options(browser: &Browser, name: &str) -> serde_json::Value {
    browser.ask("(document.querySelector('.find-filters').open = true)");
    browser.until(&format!("document.querySelector('select[name={name}]') !== null"));
    browser.ask(&format!(
        "[...document.querySelectorAll('select[name={name}] option')].map(option => option.textContent)"
    ))
}

#[test]
fn a_word_of_several_forms_has_as_many_results_as_its_filters_say() {
    let mut site = dutch("[search]\nsynonyms = [\"fiets, rijwiel\"]\n");
    for at in 0..540 {
        let word = match at {
            0..240 => "De vergunning is verleend. Wij gaan op de fiets.",
            240..500 => "De vergunningen zijn verleend. Hier staat een rijwiel.",
            _ => "De bouwvergunning is verleend. Hier staat een rijwiel.",
        };
        let kind = if at % 2 == 0 { "posts" } else { "pages" };
        site =
            site.with(&format!("content/{kind}/n{at}.md"), &post(&format!("Stuk {at}"), "x", word));
    }
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("vergunning");
    assert_eq!(heading(&browser), "540 resultaten");
    browser.until("document.querySelector('[role=status]').textContent.includes('540')");
    assert_eq!(options(&browser, "kind"), json!(["Alles", "Berichten (270)", "Pagina’s (270)"]));
    assert_eq!(heading(&browser), "540 resultaten");
    // Of two words each has documents of its own; how many have any of them is known when all are read.
    reader.search("fiets");
    assert_eq!(heading(&browser), "Minstens 300 resultaten");
    options(&browser, "kind");
    browser.until("document.querySelector('[data-count]').dataset.count === '540'");
    assert_eq!(heading(&browser), "540 resultaten");
    browser.until("document.querySelector('[role=status]').textContent.startsWith('540')");
}

#[test]
fn a_passage_has_the_word_that_the_title_does_not_say() {
    let telling =
        format!("{}De meldplicht geldt voor deksels van staal.\n\n{}", filler(60), filler(40));
    let mut csv = "Bericht;Auteur;Datum;Reactie\n".to_owned();
    for at in 0..80 {
        let text = match at {
            3 => "Een wijk is een wijk, en hulp is daar hulp die hulp geeft.",
            60 => "Met hulp is het zebrapad in de wijk gekomen.",
            _ => {
                "Wat kost zo’n maatregel eigenlijk en wie betaalt dat? Het staat niet in de begroting van dit jaar."
            }
        };
        csv += &format!("wijk;Collega {at};1-3-2026 10:{:02};{text}\n", at % 60);
    }
    let sheet = ["jaarcijfers", "", "betawoord"].map(|word| {
        format!(
            "<row><c t=\"inlineStr\"><is><t>{word} {}</t></is></c></row>",
            "vulsel en meer ".repeat(60)
        )
    });
    let site = dutch("")
        .with("content/posts/opmaak.md", &post("Opmaak", "Vorm", &telling))
        .with(
            "content/posts/wijk.md",
            &post(
                "De Wmo in de wijk",
                "Zorg",
                "De wijk krijgt hulp. Zie [Jaarcijfers](cijfers.xlsx).",
            ),
        )
        .with("content/comments/a.csv", &csv);
    site.put("content/posts/cijfers.xlsx", &crate::errors::workbook_with(&sheet.concat(), &[]));
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for query in ["meldplicht", "opmaak meldplicht"] {
        reader.search(query);
        assert_eq!(reader.found(), ["2026/opmaak.html"]);
        let passage = browser.text("document.querySelector('.find-text').textContent");
        assert!(passage.contains("De meldplicht geldt"), "{query}: {passage}");
    }
    for query in ["zebrapad", "wmo zebrapad", "wijk zebrapad", "hulp zebrapad"] {
        reader.search(query);
        let first = browser.text("document.querySelector('.find-comments li')?.textContent");
        assert!(first.contains("het zebrapad in de wijk"), "{query}: {first}");
    }
    reader.search("jaarcijfers betawoord");
    let passage =
        browser.text("document.querySelector('[data-kind=attachment] .find-text').textContent");
    assert!(passage.contains("betawoord"), "{passage}");
}

#[test]
fn numbers_of_several_groups_are_marked_here_and_there() {
    let body = format!("{}Afspraak 05-03-2024, dossier 12.345.678 en e-mail.", filler(40));
    let site = dutch("").with("content/posts/a.md", &post("Stuk", "x", &body)).built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, marks, led) in [
        ("05-03-2024", &["05", "03", "2024"][..], "05-03-2024"),
        ("12.345.678", &["12", "345", "678"], "12.345.678"),
        ("email", &["e", "mail"], "e-mail"),
    ] {
        reader.search(query);
        let marked = browser
            .ask("[...document.querySelectorAll('.find-text mark')].map(m => m.textContent)");
        assert_eq!(marked, json!(marks), "{query}");
        browser.run("document.querySelector('[data-results] h3 a').click()");
        browser.until("document.querySelector('.prose mark') !== null");
        let marked =
            browser.ask("[...document.querySelectorAll('main mark')].map(m => m.textContent)");
        assert_eq!(marked, json!([led]), "{query}");
        browser.until("scrollY > 100");
    }
}

#[test]
fn hidden_hyphens_and_closed_details_hide_no_word_where_the_reader_lands() {
    let body = format!(
        "{}Over af&shy;val&shy;inzamel&shy;ing.\n\n<details><summary>Meer</summary>\n\nHet verborgene.\n\n</details>\n",
        filler(40)
    );
    let site = dutch("").with("content/posts/a.md", &post("Stuk", "x", &body)).built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for word in ["afvalinzameling", "verborgene"] {
        reader.search(word);
        browser.run("document.querySelector('[data-results] h3 a').click()");
        browser.until("document.querySelector('.prose mark') !== null");
        let found =
            browser.text("document.querySelector('main mark').textContent.replace(/\\u00AD/g, '')");
        assert_eq!(found, word);
        browser.until("(r => r.height > 0 && r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('.prose mark').getBoundingClientRect())");
    }
}

#[test]
fn a_topic_is_meant_by_its_whole_name() {
    let mut site = dutch("");
    for (at, topic) in
        ["Data", "Datakwaliteit", "C", "C++", "C#", "Communicatie"].iter().enumerate()
    {
        site = site.with(
            &format!("content/posts/{at}.md"),
            &post(&format!("Stuk {at}"), topic, "Verslag."),
        );
    }
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, wanted) in [
        ("data", "0"),
        ("Data", "0"),
        ("dat", "01"),
        ("C", "2"),
        ("c++", "3"),
        ("C#", "4"),
        ("\"C#\"", "4"),
        ("Comm", "5"),
    ] {
        reader.search(&format!("verslag topic:{query}"));
        let mut found: Vec<String> = reader.found();
        found.sort();
        let wanted: Vec<String> = wanted.chars().map(|at| format!("2026/{at}.html")).collect();
        assert_eq!(found, wanted, "{query}");
    }
    reader.search("verslag -topic:Data");
    assert_eq!(reader.count(), 5);
}

#[test]
fn filters_count_as_the_search_does() {
    let english = "---\ntitle: English\ndate: 2026-01-02\nlang: en\n---\nAbout colleagues.\n";
    let site = dutch("")
        .with("content/posts/a.md", english)
        .with("content/posts/b.md", &post("Stuk", "x", "De handleiding voor colleagues."))
        .with("content/posts/c.md", &post("Stuk", "x", "De handleiding."))
        .built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for language in ["en", "nl"] {
        reader.open(&format!("q=colleagues+handleiding&lang={language}"));
        assert_eq!(reader.count(), 1, "{language}");
        assert_eq!(options(&browser, "lang"), json!(["Alles", "Engels (1)", "Nederlands (1)"]));
    }
}

#[test]
fn what_is_left_out_is_left_out_everywhere() {
    let woo = |author: &str| {
        format!(
            "---\ntitle: Over de Woo\ndate: 2026-01-02\nauthors: [{author}]\n---\nDe Woo, en nog eens de Woo.\n"
        )
    };
    let cells = ["alfawoord", "betawoord"].map(|word| {
        let rest = "vulsel en meer ".repeat(1000);
        format!("<row><c t=\"inlineStr\"><is><t>{word} {rest}</t></is></c></row><row><c t=\"inlineStr\"><is><t>{rest}{rest}</t></is></c></row>")
    });
    let site = dutch("")
        .with(
            "content/experts/ozlem.md",
            "---\nname: Özlem Yıldız\nexpertise: [Woo]\n---\nWeet van de Woo.\n",
        )
        .with(
            "content/experts/piet.md",
            "---\nname: Piet Bos\nexpertise: [Woo]\n---\nWeet van de Woo.\n",
        )
        .with("content/posts/a.md", &woo("ozlem"))
        .with("content/posts/b.md", &woo("piet"))
        .with("content/posts/c.md", &post("Lang", "x", "Zie [de cijfers](cijfers.xlsx)."));
    site.put("content/posts/cijfers.xlsx", &crate::errors::workbook_with(&cells.concat(), &[]));
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    let knows = "[...document.querySelectorAll('[data-knows]')].map(item => item.dataset.knows)";
    reader.search("woo -expert:ozlem");
    assert_eq!(browser.ask(knows), json!(["experts/piet.html"]));
    // A long document is found in portions, and left out as a whole.
    for (query, count) in [
        ("alfawoord", 1),
        ("betawoord", 1),
        ("\"betawoord vulsel\"", 1),
        ("alfawoord -betawoord", 0),
        ("betawoord -alfawoord", 0),
        ("betawoord -\"alfawoord vulsel\"", 0),
        ("alfawoord -\"betawoord vulsel\"", 0),
    ] {
        reader.search(query);
        assert_eq!(reader.count(), count, "{query}");
    }
}

#[test]
fn a_common_word_finds_by_itself_where_nothing_has_the_other() {
    let mut site = dutch("");
    for at in 0..80 {
        let word = if at % 4 > 0 { "handhaving" } else { "toezicht" };
        site = site.with_post(&format!("n{at}"), &format!("Dit gaat over {word} in de stad."));
    }
    let site = site.with_post("fiets", "Het fietspad.").built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("handhaving blockchain");
    assert_eq!(reader.count(), 60);
    let note = browser.text("document.querySelector('.find-note').textContent");
    assert!(note.starts_with("Niet alle woorden"), "{note}");
    // What says nothing by itself finds nothing either.
    reader.search("de blockchain");
    assert_eq!(reader.count(), 0);
    reader.search("fietspad handhaving");
    assert_eq!(reader.found(), ["2026/fiets.html"]);
}
