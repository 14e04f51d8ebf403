//! Accessibility by measurement: axe-core over every kind of page, in both languages, light and dark, on a phone and a desk.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::{Site, repository};

/// The rules of WCAG 2.2 A and AA, and what axe-core calls best practice.
const RULES: &str = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], preload: false }";

/// What axe-core finds wrong with the page that the browser shows, as `rule: element`.
pub(crate) fn violations(browser: &Browser) -> Vec<String> {
    let place = repository().join("target/tools/axe/node_modules/axe-core/axe.min.js");
    if browser.ask("typeof axe === 'undefined'") == json!(true) {
        let script = std::fs::read_to_string(place).expect("`tests/axe.sh` installs axe-core");
        browser.run(&script);
    }
    let found = browser.wait_for(&format!("axe.run(document, {RULES})"));
    let one = |violation: &Value| {
        let rule = violation["id"].as_str().unwrap_or_default().to_owned();
        let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
        nodes
            .into_iter()
            .map(move |node| format!("{rule}: {} {}", node["html"], node["any"][0]["message"]))
    };
    found["violations"].as_array().expect("what axe-core found").iter().flat_map(one).collect()
}

/// The first page of each kind, by what its body says that it is.
fn kinds(site: &Site) -> BTreeMap<String, String> {
    let mut kinds = BTreeMap::new();
    for (path, bytes) in site.output() {
        let html = String::from_utf8_lossy(&bytes);
        let Some((_, rest)) = html.split_once("<body class=\"kind-") else { continue };
        let kind = rest.split('"').next().unwrap_or_default().to_owned();
        if kind != "redirect" {
            kinds.entry(kind).or_insert(path);
        }
    }
    kinds
}

#[test]
fn no_kind_of_page_has_a_fault_that_can_be_measured() {
    let english = Site::example();
    let settings = std::fs::read_to_string(english.path("weerklank.toml")).unwrap();
    let settings = settings.replace("language = \"nl\"", "language = \"en\"");
    let sites = [Site::example().built(), english.with("weerklank.toml", &settings).built()];
    let browser = Browser::start(1280, 900);
    let mut faults = Vec::new();
    let mut pages = 0;
    for site in &sites {
        let kinds = kinds(site);
        assert!(kinds.len() >= 16, "{kinds:?}");
        for width in [390, 1280] {
            for scheme in ["light", "dark"] {
                browser.emulate(width, scheme);
                for (kind, path) in &kinds {
                    browser.open(&format!("file://{}", site.path("public").join(path).display()));
                    let found = violations(&browser);
                    faults.extend(found.iter().map(|it| format!("{kind} {width} {scheme}: {it}")));
                    pages += 1;
                }
            }
        }
    }
    assert!(pages > 100, "only {pages} pages were looked at");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_fault_is_found() {
    let site = Site::new().with_post("a", "Tekst.").built();
    let browser = Browser::start(1000, 800);
    browser.open(&format!("file://{}", site.path("public/2026/a.html").display()));
    assert_eq!(violations(&browser), Vec::<String>::new());
    browser.ask("document.querySelector('main').append(document.createElement('button'))");
    assert!(violations(&browser)[0].starts_with("button-name: "), "{:?}", violations(&browser));
}
