//! The page of results in every state, for every reader: accessible in light and dark, on a phone and enlarged, and without scripts;
//! its order, as judged queries want it; and its words, cut as the index cuts them.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{Site, repository};

/// The states, each with what is asked for and what is there when it is shown.
const STATES: [(&str, &str, &str); 6] = [
    ("empty", "", "!document.querySelector('[data-ways]').hidden"),
    ("results", "q=dijk", "document.querySelectorAll('[data-results] > li').length > 0"),
    (
        "filtered",
        "q=dijk&kind=post&sort=date",
        "document.querySelector('select[name=kind]') !== null",
    ),
    ("misspelt", "q=zuivring", "document.querySelector('[data-meant]') !== null"),
    (
        "phrase",
        "q=%22de+nacht+dat%22",
        "document.querySelectorAll('[data-results] mark').length > 2",
    ),
    ("none", "q=xyzzyplugh", "document.querySelector('[data-count]')?.dataset.count === '0'"),
];

#[test]
fn every_state_is_accessible() {
    let axe = repository().join("target/tools/axe/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core is not there: `tests/run` installs it");
    let site = Site::example().built();
    let base = format!("file://{}/search.html", site.path("public").display());
    let browser = Browser::start(1280, 900);
    for (width, is_phone) in [(1280, false), (390, true), (320, true)] {
        let size =
            json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": is_phone });
        browser.devtools("Emulation.setDeviceMetricsOverride", &size);
        for scheme in ["light", "dark"] {
            let features =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            browser.devtools("Emulation.setEmulatedMedia", &features);
            for (state, query, shown) in STATES {
                browser.open(&format!("{base}?{query}"));
                browser.until(shown);
                check(&browser, &axe, &format!("{state}, {scheme}, {width}"));
            }
            // While typing.
            browser.open(&base);
            browser.until(STATES[0].2);
            browser.press("musk");
            browser.until(STATES[1].2);
            check(&browser, &axe, &format!("typing, {scheme}, {width}"));
        }
    }
    browser.assert_quiet("file://");
}

/// No rule is broken, and nothing has to be scrolled to the side. 320 pixels are 1280 at 400 %.
fn check(browser: &Browser, axe: &str, state: &str) {
    browser.ask(&format!("(() => {{ {axe} }})()"));
    let broken = browser.ask(
        "axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) => \
         violations.map(({ id, nodes }) => [id, ...nodes.map(node => node.html.slice(0, 200))]))",
    );
    assert_eq!(broken, json!([]), "{state}");
    let is_wide = browser.ask("document.documentElement.scrollWidth > innerWidth");
    assert_eq!(is_wide, json!(false), "{state}");
}

#[test]
fn without_scripts_there_are_ways_on() {
    let site = Site::example().built();
    let page = site.page("search.html");
    assert!(page.contains("<noscript>") && page.contains("<form"));
    let browser = Browser::start(1000, 800);
    browser.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    for list in ["topics/index.html", "experts/index.html", "2023/index.html"] {
        browser.open(&format!("file://{}/search.html?q=dijk", site.path("public").display()));
        let is_shown = format!(
            "[...document.querySelectorAll('[data-ways] a')].some(a => a.getAttribute('href') === '{list}' && a.checkVisibility())"
        );
        assert_eq!(browser.ask(&is_shown), json!(true), "{list}");
        assert!(site.path(&format!("public/{list}")).exists());
    }
    assert_eq!(browser.ask("document.querySelector('[data-count]')"), Value::Null);
}

#[test]
fn the_script_cuts_texts_as_the_index_does() {
    let script =
        std::fs::read_to_string(repository().join("themes/default/assets/search.js")).unwrap();
    let (_, words) = script.split_once("  // Words: ").unwrap();
    let (words, _) = words.split_once("  // The index").unwrap();
    let cases = std::fs::read_to_string(repository().join("tests/search/tokens.txt")).unwrap();
    let cases: Vec<(String, &str)> = cases
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap())
        .map(|(text, tokens)| {
            (text.replace("\\u{AD}", "\u{AD}").replace("\\u{301}", "\u{301}"), tokens)
        })
        .collect();
    assert!(cases.len() > 60);
    let texts: Vec<&String> = cases.iter().map(|(text, _)| text).collect();
    let browser = Browser::start(800, 600);
    let found = browser.ask(&format!(
        "(() => {{ // {words}
           const told = ([first, ...parts]) => (parts.length ? [...parts, '+' + first] : [first]).join(' ');
           return {}.map(text => chains(text).map(told).join(' '));
         }})()",
        json!(texts)
    ));
    for ((text, wanted), found) in cases.iter().zip(found.as_array().unwrap()) {
        assert_eq!(found.as_str(), Some(*wanted), "{text:?}");
    }
}

#[test]
fn judged_queries_are_answered_in_the_order_that_colleagues_expect() {
    let judged = std::fs::read_to_string(repository().join("benches/judged.tsv")).unwrap();
    let judged: Vec<(&str, Vec<&str>)> = judged
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .map(|(query, wanted)| (query, wanted.split(' ').collect()))
        .collect();
    assert!(judged.len() > 100);
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let base = format!("file://{}/search.html", site.path("public").display());
    let mut gains = Vec::new();
    for (query, wanted) in &judged {
        let query = query.replace(' ', "+").replace('"', "%22");
        browser.open(&format!("{base}?q={query}"));
        browser.until("document.querySelector('[data-count]') !== null");
        let found = browser.ask(
            "[...document.querySelectorAll('[data-results] > li')].map(item => item.dataset.url)",
        );
        let found: Vec<&str> =
            found.as_array().unwrap().iter().filter_map(Value::as_str).take(10).collect();
        gains.push(gain(&found, wanted) / gain(wanted, wanted));
    }
    let mean = gains.iter().sum::<f64>() / gains.len() as f64;
    let poor: Vec<&str> = judged
        .iter()
        .zip(&gains)
        .filter(|(_, gain)| **gain < 0.6)
        .map(|((query, _), _)| *query)
        .collect();
    assert!(mean > 0.95, "nDCG@10 is {mean:.3}; poor are {poor:?}");
}

/// The discounted cumulative gain of what was found: 3 for the best answer, 2 for the next, 1 for any further one.
fn gain(found: &[&str], wanted: &[&str]) -> f64 {
    let worth = |address: &&str| match wanted.iter().position(|wanted| wanted == address) {
        Some(0) => 7.0,
        Some(1) => 3.0,
        Some(_) => 1.0,
        None => 0.0,
    };
    found.iter().zip(2..).map(|(address, at)| worth(address) / f64::from(at).log2()).sum()
}

#[test]
fn a_passage_shows_the_word_itself_before_a_compound() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    browser.open(&format!("file://{}/search.html?q=water", site.path("public").display()));
    // This one begins with a sentence that has a compound of it.
    let found = "document.querySelector('[data-url$=\"melding-of-vergunning.html\"] .find-text')";
    browser.until(&format!("{found} !== null"));
    let marked = browser
        .ask(&format!("[...{found}.querySelectorAll('mark')].map(mark => mark.textContent)"));
    assert!(marked.as_array().unwrap().contains(&json!("water")), "{marked}");
}

#[test]
fn compounds_are_marked_wherever_the_word_stands_in_them() {
    let site = Site::new()
        .with_post("a", "Het zwerfafval en de hoofdfietsroutes. Afval en fiets.")
        .with_post("b", "Het afval ligt bij de fiets.")
        .built();
    let browser = Browser::start(1000, 800);
    for (query, mark) in [("afval", "zwerfafval"), ("fiets", "hoofdfietsroutes")] {
        browser.open(&format!("file://{}/search.html?q={query}", site.path("public").display()));
        browser.until("document.querySelector('.find-text') !== null");
        let marks = browser.ask(
            "[...document.querySelectorAll('[data-results] mark')].map(mark => mark.textContent)",
        );
        assert!(marks.as_array().unwrap().contains(&json!(mark)), "{query}: {marks}");
    }
}
