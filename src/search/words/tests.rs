//! How well groups and compounds do on the words below `tests/search`, which are made by hand.

use std::collections::BTreeSet;

use super::compounds::Splitter;
use super::groups::{groups, word};
use super::lexicon::{Hash, Lexicon, Traits};
use super::{Form, Language};

/// The lines of a list.
fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn dutch(form: &str) -> String {
    word(form, Language::Dutch, |_| false)
}

fn parts(splitter: &Splitter<'_>, form: &str) -> Vec<String> {
    let mut parts = Vec::new();
    splitter.parts(form, |part| parts.push(part.to_owned()));
    parts
}

/// The pairs of a list that are one word, those that are not, and the share of the first.
fn together(list: &str) -> (Vec<&str>, Vec<&str>, f64) {
    let (one, other): (Vec<&str>, Vec<&str>) = lines(list).partition(|line| {
        let (form, other) = line.split_once(' ').unwrap();
        dutch(form) == dutch(other)
    });
    let share = one.len() as f64 / (one.len() + other.len()) as f64;
    (one, other, share)
}

#[test]
fn forms_of_one_word_are_together() {
    let (_, apart, share) = together(include_str!("../../../tests/search/inflected.txt"));
    assert!(share >= 0.97, "{:.1} % together; apart: {apart:?}", 100.0 * share);
}

#[test]
fn false_friends_are_apart() {
    let (friends, apart, _) = together(include_str!("../../../tests/search/false-friends.txt"));
    assert!(friends.is_empty() && apart.len() > 150, "one word: {friends:?}");
}

#[test]
fn compounds_are_split() {
    let splitter = Splitter::new(&[]);
    let (mut right, mut wrong, mut missing) = (0.0, 0.0, 0.0);
    let mut bad = Vec::new();
    for line in lines(include_str!("../../../tests/search/compounds.txt")) {
        let (form, expected) = line.split_once(' ').unwrap();
        let expected: BTreeSet<String> = expected.split(' ').map(dutch).collect();
        let found = parts(&splitter, form);
        let found: BTreeSet<String> = found.iter().map(|part| dutch(part)).collect();
        right += found.intersection(&expected).count() as f64;
        wrong += found.difference(&expected).count() as f64;
        missing += expected.difference(&found).count() as f64;
        if found != expected {
            bad.push(format!("{form}: {found:?}"));
        }
    }
    let (precision, recall) = (right / (right + wrong), right / (right + missing));
    let scores = format!("precision {precision:.3}, recall {recall:.3}: {bad:?}");
    assert!(precision >= 0.95 && recall >= 0.95, "{scores}");
}

#[test]
fn compounds_within_compounds_are_parts_too() {
    let form = |text| Form { text, count: 1, language: Language::Dutch };
    let site = ["hulpverlening", "klimaatadaptatie", "woningbouw"].map(form);
    let splitter = Splitter::new(&site);
    for (compound, within) in [
        ("schuldhulpverlening", "hulpverlening"),
        ("woningbouwopgave", "woningbouw"),
        ("woningbouwopgaven", "woningbouw"),
        ("klimaatadaptatiestrategie", "klimaatadaptatie"),
        ("jeugdgezondheidszorg", "gezondheidszorg"),
    ] {
        let mut all = Vec::new();
        splitter.all_parts(compound, |part| all.push(part.to_owned()));
        assert!(all.iter().any(|part| part == within), "{compound}: {all:?}");
        let simple = parts(&splitter, compound);
        assert!(simple.len() >= 3 && all.starts_with(&simple), "{compound}: {simple:?}");
    }
}

#[test]
fn words_that_are_no_compounds_stay_whole() {
    let splitter = Splitter::new(&[]);
    let all: Vec<&str> = lines(include_str!("../../../tests/search/whole.txt")).collect();
    let split: Vec<_> = all.iter().filter(|form| !parts(&splitter, form).is_empty()).collect();
    let share = split.len() as f64 / all.len() as f64;
    assert!(all.len() >= 300 && share <= 0.02, "{:.1} % split: {split:?}", 100.0 * share);
}

#[test]
fn a_site_has_words_of_its_own() {
    let form = |text| Form { text, count: 5, language: Language::Dutch };
    let forms = ["beleid", "beleids", "blorkel", "blorkels", "policies", "policy", "weblog"];
    let forms = forms.map(form);
    assert_eq!(groups(&forms), [0, 0, 2, 2, 4, 4, 6]);
    let splitter = Splitter::new(&forms);
    assert_eq!(parts(&splitter, "blorkelbeleid"), ["blorkel", "beleid"]);
    assert!(parts(&Splitter::new(&[]), "blorkelbeleid").is_empty());
    let english = Form { language: Language::English, ..form("plans") };
    assert_eq!(groups(&[form("plan"), english]), [0, 0]);
}

#[test]
fn any_text_has_a_group_and_no_text_harms() {
    let splitter = Splitter::new(&[]);
    let long = "beleids".repeat(9) + "s";
    let endless = "aan".repeat(200);
    for form in [
        "",
        "e",
        "en",
        "ge",
        "get",
        "gend",
        "s",
        "je",
        "tje",
        "eeen",
        "heden",
        "москва",
        "日本語",
        "1234",
        "co2",
        "aaaaaaaaaa",
        &long,
        &endless,
    ] {
        assert!(parts(&splitter, form).iter().all(|part| !part.is_empty()));
        assert_eq!(dutch(&dutch(form)), dutch(form), "{form}");
    }
}

#[test]
fn the_lexicon_is_whole() {
    let lexicon = Lexicon::get();
    for (word, traits) in [
        ("beleid", Traits::BEGIN_S),
        ("woning", Traits::PLURAL_EN),
        ("foto", Traits::PLURAL_S),
        ("duurzaam", Traits::ADJECTIVE),
        ("werk", Traits::VERB),
        ("social", Traits::ENGLISH),
        ("platform", Traits::WHOLE),
        ("zwemzone", Traits::default()),
    ] {
        let found = lexicon.find(word.as_bytes(), Hash::of(word.as_bytes()));
        assert_eq!(
            found.is_some_and(|found| found.any(traits)),
            traits != Traits::default(),
            "{word}"
        );
    }
}
