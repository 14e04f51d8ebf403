//! What exports are odd in: a small file for each quirk in `tests/quirks`, and beside it what becomes of it.
//!
//! `UPDATE=1 cargo test --test suite quirks` writes the reports anew; read each of them, for they say what is right.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::comments::assert_sum;
use crate::pages::faults;
use crate::support::{Report, Site, files, repository};

/// What the report of a fixture is called.
const REPORT: &str = ".report.json";

/// What goes behind the settings of the small site.
const SETTINGS: &str = "settings.toml";

/// So much of a text stands in a report.
const LONGEST: usize = 600;

fn folder() -> PathBuf {
    repository().join("tests/quirks")
}

/// An export with a quirk: a file, or a folder of them.
struct Fixture {
    /// Where it lies below the folder of all, as `wxr/cdata-split.xml`.
    name: String,
    /// What goes into the folder of comments, by its path there.
    files: BTreeMap<String, Vec<u8>>,
}

impl Fixture {
    /// Where its report lies: what a file is called up to the first dot says of which quirk it is.
    fn report(&self) -> String {
        let (format, file) = self.name.split_once('/').unwrap();
        let (quirk, _) = file.split_once('.').unwrap_or((file, ""));
        format!("{format}/{quirk}{REPORT}")
    }

    /// Puts it into the small site, in the place of the one before. What the site kept in its cache changes nothing.
    fn put_into(&self, site: &Site) {
        let comments = site.path("content/comments");
        if comments.exists() {
            std::fs::remove_dir_all(comments).unwrap();
        }
        let own = self.files.get(SETTINGS).map_or(&[] as &[u8], Vec::as_slice);
        let settings = std::fs::read(folder().join("site/weerklank.toml")).unwrap();
        site.put("weerklank.toml", &[settings.as_slice(), own].concat());
        for (path, bytes) in self.files.iter().filter(|(path, _)| *path != SETTINGS) {
            site.put(&format!("content/comments/{path}"), bytes);
        }
    }

    /// What becomes of it.
    fn told(&self, site: &Site) -> String {
        self.put_into(site);
        let report = site.build();
        let mut discussions = BTreeMap::new();
        if report.code == 0 {
            assert_eq!(faults(&site.output()), [""; 0], "{}", self.name);
            assert_sum(&report);
            for (path, page) in site.output() {
                if let Some(slug) =
                    path.strip_prefix("2024/").and_then(|path| path.strip_suffix(".html"))
                {
                    discussions.extend(shown(slug, &String::from_utf8(page).unwrap()));
                }
            }
        }
        let list = site.told(&["comments"]);
        let comments = list.json["comments"].as_array().into_iter().flatten();
        let comments: Vec<String> =
            comments.map(|comment| line(comment, &mut discussions)).collect();
        let gone = discussions.values().filter(|shown| shown.body.is_empty()).count();
        assert_eq!(discussions.len(), gone, "{}: the page has more than the list", self.name);
        let problems = |list: Vec<String>| json!(list).to_string().replace("content/comments/", "");
        format!(
            "{{\n  \"code\": {},\n  \"errors\": {},\n  \"warnings\": {},\n  \"counts\": {},\n  \"comments\": [{}\n  ]\n}}\n",
            report.code,
            problems(report.errors()),
            problems(report.warnings()),
            counts(&report),
            comments.iter().map(|line| format!("\n    {line}")).collect::<Vec<_>>().join(","),
        )
    }
}

/// How many comments became what, those that are none left out.
fn counts(report: &Report) -> Value {
    let mut counts = report.json["comments"].clone();
    if let Some(counts) = counts.as_object_mut() {
        counts.remove("sources");
        counts.retain(|_, count| *count != json!(0) && *count != json!({}));
    }
    counts
}

/// A comment as a page shows it.
struct Shown {
    /// What stands there for whom it answers.
    answers: Option<String>,
    /// What is written for who wrote it.
    writer: String,
    body: String,
}

/// The comments on a page by their post and anchor; those that are gone have no text.
fn shown(slug: &str, page: &str) -> BTreeMap<(String, String), Shown> {
    let mut found = BTreeMap::new();
    // Who wrote what is open here, by how deep it stands.
    let mut writers: Vec<String> = Vec::new();
    let (_, mut rest) = page.split_once("<ol class=comments>").unwrap_or_default();
    let mut depth = 1;
    while let Some(start) = rest.find('<').filter(|_| depth > 0) {
        rest = &rest[start..];
        if rest.starts_with("<ol") {
            depth += 1;
        } else if rest.starts_with("</ol>") {
            depth -= 1;
        } else if let Some(article) = rest.strip_prefix("<article class=\"comment") {
            let (article, after) = article.split_once("</article>").unwrap();
            let between = |from: &str, to: &str| {
                let (_, inside) = article.split_once(from)?;
                Some(inside.split_once(to)?.0.to_owned())
            };
            let anchor = between("id=\"comment-", "\"").unwrap();
            let prose = article.split_once("<div class=prose");
            let body =
                prose.and_then(|(_, prose)| prose.split_once('>')).map_or("", |(_, body)| body);
            writers.truncate(depth - 1);
            let answers = writers.last().cloned();
            let writer = between("<h3 class=comment-author>", "</h3>");
            let writer = writer.unwrap_or_else(|| "what is gone".to_owned());
            writers.push(writer.clone());
            let body = body.strip_suffix("</div>").unwrap_or(body);
            let body = match body.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}… ({})", &body[..end], body.chars().count()),
                None => body.to_owned(),
            };
            found.insert((slug.to_owned(), anchor), Shown { answers, writer, body });
            rest = after;
            continue;
        }
        rest = &rest[1..];
    }
    found
}

/// A comment of the list on one line, as the page shows it if it does.
fn line(comment: &Value, discussions: &mut BTreeMap<(String, String), Shown>) -> String {
    let text = |key: &str| comment[key].as_str().unwrap_or_default();
    let file = text("file").replace("content/comments/", "");
    let mut parts = vec![
        ("at", json!(format!("{file}:{}", comment["line"]))),
        ("author", comment["author"].clone()),
        ("date", comment["date"].clone()),
        ("post", comment["post"].clone()),
    ];
    if text("status") == "published" {
        let key = text("key");
        let anchor = key.rsplit_once('#').map_or(key, |(_, anchor)| anchor);
        let shown = discussions.remove(&(text("post").to_owned(), anchor.to_owned()));
        let shown = shown.unwrap_or_else(|| panic!("{comment} is not on its page"));
        if comment["author"] == "" {
            parts[1].1 = json!(shown.writer);
        }
        parts.extend(shown.answers.map(|name| ("answers", json!(name))));
        parts.push(("shown", json!(shown.body)));
    } else if text("status") == "duplicate" {
        // The list has the text of the one that counts.
        parts.push(("duplicate", json!(true)));
    } else {
        let reason = comment["reason"].as_str().unwrap_or(text("status"));
        parts.push((reason, comment["text"].clone()));
    }
    let parts = parts.into_iter().map(|(name, value)| format!("\"{name}\": {value}"));
    format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
}

/// Every fixture, and every report that lies there. What a format says of the settings counts for each of its fixtures.
fn fixtures() -> (Vec<Fixture>, BTreeSet<String>) {
    let mut fixtures: BTreeMap<String, Fixture> = BTreeMap::new();
    let mut settings = BTreeMap::new();
    let mut reports = BTreeSet::new();
    for (path, bytes) in files(&folder()) {
        let mut parts = path.splitn(3, '/');
        let (Some(format), Some(file)) = (parts.next(), parts.next()) else { continue };
        if format == "site" {
            continue;
        }
        if file.ends_with(REPORT) {
            reports.insert(path);
            continue;
        }
        if file == SETTINGS {
            settings.insert(format!("{format}/"), bytes);
            continue;
        }
        let name = format!("{format}/{file}");
        let fixture = fixtures
            .entry(name.clone())
            .or_insert_with(|| Fixture { name, files: BTreeMap::new() });
        fixture.files.insert(parts.next().unwrap_or(file).to_owned(), bytes);
    }
    for (format, bytes) in settings {
        for (_, fixture) in fixtures.iter_mut().filter(|(name, _)| name.starts_with(&format)) {
            fixture.files.entry(SETTINGS.to_owned()).or_insert_with(|| bytes.clone());
        }
    }
    (fixtures.into_values().collect(), reports)
}

/// The exports of all fixtures, as the fuzzer begins with them.
pub(crate) fn exports() -> Vec<Vec<u8>> {
    fixtures().0.into_iter().flat_map(|fixture| fixture.files.into_values()).collect()
}

#[test]
fn every_quirk_is_handled_as_its_report_says() {
    let (fixtures, reports) = fixtures();
    let expected: BTreeSet<String> = fixtures.iter().map(Fixture::report).collect();
    assert_eq!(expected.len(), fixtures.len(), "two fixtures of one name have one report");
    let next = AtomicUsize::new(0);
    let differing = std::thread::scope(|scope| {
        let work = || {
            let site = Site::copy_of("tests/quirks/site");
            let mut differing = Vec::new();
            while let Some(fixture) = fixtures.get(next.fetch_add(1, Ordering::Relaxed)) {
                let told = fixture.told(&site);
                let report = folder().join(fixture.report());
                if std::env::var_os("UPDATE").is_some() {
                    std::fs::write(&report, &told).unwrap();
                }
                let accepted = std::fs::read_to_string(&report).unwrap_or_default();
                if accepted != told {
                    differing.push(format!("{}\n{told}instead of\n{accepted}", fixture.name));
                }
            }
            differing
        };
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let left: Vec<_> = reports.difference(&expected).collect();
    assert!(left.is_empty(), "reports of no fixture: {left:?}");
}

#[test]
fn the_table_of_quirks_names_every_fixture() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let mut format = "";
    let mut named = Vec::new();
    for line in readme.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, folder, file, odd, outcome, _] = cells.as_slice() else { continue };
        let quoted = |cell: &str| cell.starts_with('`') && cell.ends_with('`');
        if quoted(file) {
            format = if folder.is_empty() { format } else { folder };
            named.push(format!("{format}/{}", file.trim_matches('`')));
            assert!(!odd.is_empty() && !outcome.is_empty(), "{line}");
        }
    }
    let mut there: Vec<String> = fixtures().0.into_iter().map(|fixture| fixture.name).collect();
    there.sort();
    named.sort();
    assert_eq!(named, there);
}
