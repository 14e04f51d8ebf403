//! What the pages of posts weigh, all that a browser loads but pictures: HTML, one style sheet and one script.

use std::collections::{BTreeMap, BTreeSet};

use crate::pages::tags;
use crate::support::Site;

/// The most that posts may weigh in the middle, and any; in bytes as they are delivered, not compressed.
const MIDDLE: usize = 36_000;
const MOST: usize = 40_000;

/// The most that one may weigh whose discussion is so long that its branches are folded.
const MOST_LONG: usize = 60_000;

/// The most that the scripts of the search may have, likewise.
const CLIENT: usize = 30_000;

/// The style sheets and scripts that a page loads, by their paths.
fn loaded(page: &str, html: &str) -> Vec<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let up = |address: &str| match address.strip_prefix("../") {
        Some(rest) => rest.to_owned(),
        None if folder.is_empty() => address.to_owned(),
        None => format!("{folder}/{address}"),
    };
    let own = tags(html).into_iter().filter_map(|(name, has)| match name.as_str() {
        "link" if has.get("rel").is_some_and(|rel| rel == "stylesheet") => has.get("href").cloned(),
        "script" => has.get("src").cloned(),
        _ => None,
    });
    own.map(|address| up(&address)).collect()
}

#[test]
fn the_page_of_a_post_is_light() {
    let site = Site::example().built();
    let output = site.output();
    let (mut weights, mut long) = (BTreeMap::new(), BTreeMap::new());
    for (path, bytes) in &output {
        let html = String::from_utf8_lossy(bytes);
        if !path.ends_with(".html") || !html.contains("<body class=\"kind-post\">") {
            continue;
        }
        let loads = loaded(path, &html);
        let of = |end: &str| loads.iter().filter(|path| path.ends_with(end)).count();
        assert_eq!((of(".css"), of(".js")), (1, 1), "{path}: {loads:?}");
        let weight = bytes.len() + loads.iter().map(|path| output[path].len()).sum::<usize>();
        let is_long = html.matches("<article class=\"comment").count() > 30;
        if is_long { &mut long } else { &mut weights }.insert(path.clone(), weight);
    }
    assert!(weights.len() >= 15 && long.len() == 1, "{weights:?} {long:?}");
    assert!(long.values().all(|weight| *weight <= MOST_LONG), "{long:?}");
    let mut sorted: Vec<usize> = weights.values().copied().collect();
    sorted.sort_unstable();
    let half = sorted.len() / 2;
    let middle = usize::midpoint(sorted[half - (1 - sorted.len() % 2)], sorted[half]);
    let most = weights.values().copied().max().unwrap_or_default();
    assert!(middle <= MIDDLE && most <= MOST, "{middle}, {most}: {weights:#?}");
}

#[test]
fn what_runs_a_search_is_small() {
    let output = Site::example().built().output();
    let is_client = |path: &str| path.starts_with("assets/search") && path.ends_with(".js");
    let scripts: BTreeMap<&str, usize> = output
        .iter()
        .filter(|(path, _)| is_client(path))
        .map(|(path, bytes)| (path.as_str(), bytes.len()))
        .collect();
    assert!(scripts.len() == 3 && scripts.values().sum::<usize>() <= CLIENT, "{scripts:?}");
}

/// The classes that a style sheet has rules for.
fn styled(css: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let after = css.split('.').skip(1).map(|rest| {
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        rest[..end].to_owned()
    });
    after.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

#[test]
fn what_stands_on_a_page_has_its_style_there() {
    let site = Site::example().built();
    let output = site.output();
    let sheet = |name: &str| {
        let mut found =
            output.iter().filter(|(path, _)| path.starts_with(&format!("assets/{name}.")));
        styled(&String::from_utf8_lossy(found.next().unwrap().1))
    };
    let lists: BTreeSet<String> = &sheet("pages") - &sheet("style");
    assert!(lists.contains("lively") && lists.contains("page-lead"), "{lists:?}");
    let mut kinds = BTreeSet::new();
    for (path, bytes) in &output {
        let html = String::from_utf8_lossy(bytes);
        let kind = html.split("<body class=\"kind-").nth(1).and_then(|rest| rest.split('"').next());
        let Some(kind) = kind.filter(|_| path.ends_with(".html")) else { continue };
        kinds.insert(kind.to_owned());
        if loaded(path, &html).iter().any(|path| path.contains("assets/pages.")) {
            continue;
        }
        for (_, has) in tags(&html) {
            let classes = has.get("class").map(String::as_str).unwrap_or_default();
            for class in classes.split_whitespace() {
                assert!(!lists.contains(class), "`{class}` in {path}");
            }
        }
    }
    assert!(["post", "home", "redirect"].iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");
}
