//! What a reader means: words as readers write them, which need not be those of the texts, and who knows about them.

use serde_json::json;

use crate::browser::Browser;
use crate::searching::Reader;
use crate::support::Site;

fn reader<'b>(browser: &'b Browser, site: &Site) -> Reader<'b> {
    Reader { browser, base: format!("file://{}", site.path("public").display()) }
}

/// A Dutch site with these posts.
fn site(posts: &[(&str, &str)]) -> Site {
    let site = Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    posts.iter().fold(site, |site, (name, body)| site.with_post(name, body))
}

/// The experts on top.
fn knows(browser: &Browser) -> serde_json::Value {
    browser.ask("[...document.querySelectorAll('[data-knows]')].map(item => item.dataset.knows)")
}

#[test]
fn what_is_asked_in_other_words_is_found() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, first) in [
        // In a summary alone.
        ("weddenschap", "2024/blauwalg-voorspellen.html"),
        ("wat kost de vispassage", "2024/vispassage-wiedemond.html"),
        // Written apart.
        ("muskus ratten", "2023/wat-een-muskusrat-graaft.html"),
        ("blauw alg", "2024/blauwalg-voorspellen.html"),
        ("zwem water", "topics/zwemwater.html"),
        // Compounds that nobody wrote.
        ("lachgasuitstoot", "2023/lachgas-uit-de-zuivering.html"),
        ("vergunningsaanvraag", "2025/melding-of-vergunning.html"),
        // Questions; nothing has all words of the first.
        ("hoeveel blauwalg is gevaarlijk", "2024/blauwalg-voorspellen.html"),
        ("wie weet iets van vergunningen", "2025/melding-of-vergunning.html"),
        // What a post is about stands before those who mention it.
        ("stikstof", "2023/lachgas-uit-de-zuivering.html"),
        ("klepstuw", "2022/droogte-2022-in-cijfers.html"),
        // Another name of somebody.
        ("marijke vd velde", "experts/marijke-van-der-velde.html"),
    ] {
        reader.search(query);
        assert_eq!(reader.found().first().map(String::as_str), Some(first), "{query}");
    }
    // Who knows is told, however many forms and compounds one word leads to.
    for (query, person) in [
        ("zwem water", "experts/anneloes-brand.html"),
        ("dijk wacht", "experts/joost-terpstra.html"),
        ("muskus", "experts/hanneke-oosterhof.html"),
    ] {
        reader.search(query);
        let known = knows(&browser);
        assert!(known.as_array().unwrap().contains(&json!(person)), "{query}: {known}");
    }
    // One and many are one word.
    for pair in
        [["stuw", "stuwen"], ["gemaal", "gemalen"], ["zomer", "zomers"], ["sloot", "sloten"]]
    {
        let [one, many] = pair.map(|query| {
            reader.search(query);
            let mut found = reader.found();
            found.sort();
            found
        });
        assert!(one == many && !one.is_empty(), "{pair:?}: {one:?} {many:?}");
    }
    // What was guessed is looked for by itself, and nobody is said to know about it.
    reader.search("zuivring");
    let marks = "[...document.querySelectorAll('[data-results] mark')].every(mark => mark.textContent.toLowerCase() === 'zuivering')";
    assert_eq!(browser.ask(marks), json!(true));
    assert_eq!(knows(&browser), json!([]));
    // A word that there is stays what it is: another one is offered, and no more.
    for (query, meant) in [("bever", "beter"), ("kisten", "kosten"), ("dieven", "dieren")] {
        reader.search(query);
        assert_eq!(reader.count(), 0, "{query}");
        assert_eq!(browser.text("document.querySelector('[data-meant]').dataset.meant"), meant);
    }
}

#[test]
fn who_knows_is_told_on_a_small_site_and_left_out_when_excluded() {
    let site = site(&[("derde", "Ander beleid.")])
        .with("content/experts/anna.md", "---\nname: Anna Bos\nexpertise: [beleid]\naliases: [An Bosch, abos, anna@water.example]\n---\nx\n")
        .with("content/posts/oud.md", "---\ntitle: Oud\ndate: 2024-01-01\nauthors: [anna]\n---\nOns socialmediabeleid.\n")
        .with("content/posts/nieuw.md", "---\ntitle: Nieuw\ndate: 2024-01-02\nauthors: [anna]\n---\nHet beleid is hier.\n")
        .built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    for (query, wanted) in [
        ("beleid", json!(["experts/anna.html"])),
        ("beleid -anna", json!([])),
        ("beleid -oud -nieuw -ander -anna", json!([])),
        ("an bosch", json!(["experts/anna.html"])),
    ] {
        reader.search(query);
        assert_eq!(knows(&browser), wanted, "{query}");
    }
    // An account or an address is no name.
    for query in ["abos", "\"anna water\""] {
        reader.search(query);
        assert_eq!(reader.count(), 0, "{query}");
    }
}

#[test]
fn a_summary_counts_once_and_code_little() {
    let code = "```sql\nselect peil, avg(peil), max(peil) from peil where peil > 2\n```";
    let summary = "---\ntitle: Een\ndate: 2026-01-01\nsummary: Een weddenschap over de dijk.\n---\nZo ging het.\n";
    let site = site(&[
        ("code", &format!("{code}\n")),
        ("tekst", "Het peil is hoog, en een peil van drie."),
    ])
    .with("content/posts/een.md", summary)
    .built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    reader.search("weddenschap");
    assert_eq!(reader.found().len(), 1);
    let told = browser.text("document.querySelector('.find-text').textContent");
    assert_eq!(told, "Een weddenschap over de dijk.");
    reader.search("peil");
    assert_eq!(reader.found(), ["2026/tekst.html", "2026/code.html"]);
}

#[test]
fn a_filter_tells_what_it_is_of_and_escape_leads_back_to_the_box() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader = reader(&browser, &site);
    let open = |query: &str| {
        browser.open(&format!("{}/search.html?{query}", reader.base));
        browser.until("document.querySelector('[data-count]') !== null");
    };
    let chosen = |name: &str| {
        browser.text(&format!(
            "document.querySelector('select[name={name}]').selectedOptions[0].textContent"
        ))
    };
    for (filter, name, told) in [
        ("kind=attachment", "kind", "Bijlagen (0)"),
        ("topic=lachgas", "topic", "Lachgas (0)"),
        ("expert=wim-dekkers", "expert", "Wim Dekkers (0)"),
    ] {
        open(&format!("q=zwemwater&year=2022&{filter}"));
        assert_eq!(chosen(name), told, "{filter}");
        assert_eq!(knows(&browser), json!([]), "{filter}");
    }
    open("q=xyzzyplugh");
    assert_eq!(browser.ask("document.querySelector('.find-filters')"), json!(null));
    reader.search("lachgas");
    browser.run("document.querySelector('[data-results] a').focus()");
    browser.press("\u{e00c}");
    assert_eq!(browser.text("document.activeElement.id"), "search-q");
    assert_eq!(browser.text("document.activeElement.value"), "lachgas");
}
