//! The index of the search: that it finds what is there and nothing else, and changes with the site.

use std::collections::BTreeMap;

use serde_json::json;

use crate::browser::Browser;
use crate::searching::{LIST, Reader};
use crate::support::{Site, differences};

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    /// Some words; those at the front most of the time.
    fn words(&mut self, words: &[&'static str], count: usize) -> Vec<&'static str> {
        (0..count)
            .map(|_| {
                let most = 1 + self.below(words.len());
                words[self.below(most)]
            })
            .collect()
    }
}

const WORDS: [&str; 24] = [
    "de", "van", "het", "een", "in", "dijk", "peil", "water", "gemaal", "sluis", "rivier", "oever",
    "kade", "polder", "sloot", "molen", "boezem", "kwel", "veen", "klei", "zand", "grind", "duin",
    "wad",
];

/// A text: its paragraphs, as words.
type Text = Vec<Vec<&'static str>>;

/// A site of made texts: of so many posts that lists have files of their own, and so long that the places of the commonest words
/// have several.
fn made(chance: &mut Chance) -> (Site, Vec<Text>) {
    let mut site = Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    let mut texts: Vec<Text> = Vec::new();
    for number in 0..260 {
        let paragraphs: Text = (0..8).map(|_| chance.words(&WORDS, 60)).collect();
        let body: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        let text = format!(
            "---\ntitle: Bericht x{number}\ndate: 2020-01-01\n---\n\n{}\n",
            body.join(".\n\n")
        );
        site = site.with(&format!("content/posts/p{number}.md"), &text);
        texts.push(paragraphs);
    }
    (site.built(), texts)
}

#[test]
fn phrases_are_found_as_a_plain_scan_of_the_texts_finds_them() {
    let mut chance = Chance(7);
    let (site, texts) = made(&mut chance);
    let browser = Browser::start(1000, 800);
    let reader =
        Reader { browser: &browser, base: format!("file://{}", site.path("public").display()) };
    let mut phrases: Vec<Vec<&str>> = (2..8)
        .flat_map(|length| (0..8).map(move |_| length))
        .map(|length| chance.words(&WORDS, length))
        .collect();
    phrases.extend([
        vec!["de", "de"],
        vec!["van", "de"],
        vec!["van", "de", "dijk"],
        vec!["wad", "wad", "wad", "wad"],
        vec!["de", "bestaatniet"],
    ]);
    let (mut some, mut none) = (0, 0);
    for phrase in phrases {
        let has = |text: &Text| {
            text.iter().any(|words| words.windows(phrase.len()).any(|part| part == phrase))
        };
        let mut wanted: Vec<String> = (0..texts.len())
            .filter(|number| has(&texts[*number]))
            .map(|number| format!("2020/p{number}.html"))
            .collect();
        reader.search(&format!("\"{}\"", phrase.join(" ")));
        // More come as soon as the first ten are there, and the button with them.
        browser.until("(([count, list]) => list.children.length >= Math.min(20, +count.dataset.count))([document.querySelector('[data-count]'), document.querySelector('[data-results]')])");
        while browser.ask("!!document.querySelector('[data-more]')") == json!(true) {
            let shown = browser.ask(&format!("{LIST}.length"));
            browser.ask("document.querySelector('[data-more]').click()");
            browser.until(&format!("{LIST}.length > {shown}"));
        }
        let mut found = reader.found();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{phrase:?}");
        assert_eq!(reader.count(), wanted.len() as i64);
        // The excerpt has the phrase, with all of its words marked.
        let marks = browser.ask(&format!(
            "{LIST}.slice(0, 20).every(item => item.querySelectorAll('mark').length >= {})",
            phrase.len()
        ));
        assert_eq!(marks, json!(true), "{phrase:?}");
        *(if found.is_empty() { &mut none } else { &mut some }) += 1;
    }
    assert!(some > 20 && none > 5, "{some} {none}");
    browser.assert_quiet("file://");
}

#[test]
fn a_change_touches_the_search_as_if_all_were_made_anew() {
    // With two posts more, the number of posts is not about to pass a power of two, which moves what is not a post.
    let mut site = Site::example();
    for name in ["een", "twee"] {
        let text =
            format!("---\ntitle: Bericht {name}\ndate: 2026-11-19\n---\n\nOver bagger {name}.\n");
        site = site.with(&format!("content/posts/bericht-{name}.md"), &text);
    }
    let site = site.built();
    let before = site.output();
    let path = "content/posts/een-bericht-meer.md";
    site.put(path, b"---\ntitle: Een bericht meer\ndate: 2026-11-20\n---\n\nOver kwelschermen en zandmeevoerende wellen.\n");
    assert_eq!(site.build().code, 0);
    let after = site.output();
    let fresh = Site::copy_from(&site).built();
    let all = fresh.output();
    assert_eq!(differences(&after, &all), [""; 0], "as a first build makes it");
    let files = |output: &BTreeMap<String, Vec<u8>>, kind: &str| -> Vec<String> {
        let is_of = |path: &&String| path.starts_with(&format!("search/{kind}"));
        output.keys().filter(is_of).cloned().collect()
    };
    // What has none of the words stays, under its name.
    let (old, new) = (files(&before, "w"), files(&after, "w"));
    let kept = old.iter().filter(|name| new.contains(name)).count();
    assert!(kept > 0, "none of {}", old.len());
    let segments = files(&after, "s");
    assert!(files(&before, "s").iter().all(|name| segments.contains(name)));
    // What was not made because it stood is made after all once it is lost.
    std::fs::remove_dir_all(site.path("public")).unwrap();
    assert_eq!(site.build().code, 0);
    assert_eq!(differences(&site.output(), &after), [""; 0], "in an empty folder");
    // What is removed leaves no words behind.
    site.remove(path);
    assert_eq!(site.build().code, 0);
    assert_eq!(differences(&site.output(), &before), [""; 0]);
}
