//! The promises of `forget` at their size: two hundred people in every format, a search that finds whatever is planted, and a
//! program that is killed at any moment.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::process::Child;
use std::time::{Duration, Instant};

use md5::{Digest, Md5};
use serde_json::json;
use weerklank::comment::erasure::scan::Needles;

use crate::forget::{FORMATS, Make, Writer, gzip, output, settings, zip};
use crate::support::{Site, differences, files, repository, weerklank};

/// Those who are forgotten, and those who stay.
const GONE: Range<usize> = 100..300;
const LEFT: Range<usize> = 300..303;

/// As many as one command forgets at once.
const AT_ONCE: usize = 50;

fn people(numbers: Range<usize>) -> Vec<Writer> {
    numbers.map(|number| Writer { number }).collect()
}

/// The database of Isso, which `tests/exports/make.py` makes: with everybody in it, or with those who stay.
fn database(writers: &[Writer]) -> Vec<(&'static str, Vec<u8>)> {
    let name = if writers.len() > LEFT.len() { "isso-people.db" } else { "isso-people-left.db" };
    vec![("a.db", std::fs::read(repository().join("tests/exports").join(name)).unwrap())]
}

fn site(make: Make, writers: &[Writer]) -> Site {
    let site = settings();
    for (path, bytes) in make(writers) {
        site.put(&format!("content/comments/{path}"), &bytes);
    }
    site.built()
}

/// One of the ways in which somebody may be named.
fn called(who: &Writer, format: &str) -> String {
    match who.number % 3 {
        1 if format != "giscus" => who.name().to_uppercase(),
        2 if format != "giscus" => format!("van Wijk{0}, Zanna{0}", who.number),
        _ => who.known_by(format),
    }
}

/// Where one of the forgotten stands in a text, by the words that every canary begins with.
fn found(text: &str) -> Vec<String> {
    const STEMS: [&str; 11] = [
        "Zanna",
        "van Wijk",
        "zw",
        "zwijk",
        "198.51.100.",
        "06-12340",
        "site-van-",
        "Agent",
        "Afdeling",
        "kanarie",
        "comment-7",
    ];
    let is_gone = |rest: &str| {
        rest.get(..3).and_then(|digits| digits.parse().ok()).is_some_and(|n| GONE.contains(&n))
    };
    let of = |stem: &'static str| {
        let places = text.match_indices(stem).map(|(at, _)| at);
        places
            .filter(move |at| is_gone(&text[at + stem.len()..]))
            .map(move |at| format!("{stem} at {at}"))
    };
    STEMS.into_iter().flat_map(of).collect()
}

/// Every file below the site in which a canary of theirs is left, as it is or however it may be written.
fn left(site: &Site) -> Vec<String> {
    let canaries: Vec<String> = people(GONE).iter().flat_map(Writer::canaries).collect();
    assert_eq!(canaries.len(), 12 * GONE.len());
    let needles = Needles::typed(&canaries);
    let mut left = Vec::new();
    for (path, bytes) in files(site.root()) {
        let looked = needles.search(&bytes);
        assert!(looked.is_whole, "{path} was not searched wholly");
        left.extend(looked.kinds.keys().map(|kind| format!("{kind:?} in {path}")));
        left.extend(
            found(&String::from_utf8_lossy(&bytes))
                .into_iter()
                .map(|what| format!("{what} of {path}")),
        );
    }
    left
}

fn assert_all_gone(formats: &[(&str, Make)]) {
    for (format, make) in formats.iter().copied() {
        let everybody = people(GONE.start..LEFT.end);
        let site = site(make, &everybody);
        assert!(!left(&site).is_empty(), "{format}: the search is able to find them");
        let gone = people(GONE);
        for some in gone.chunks(AT_ONCE) {
            let names: Vec<String> = some.iter().map(|who| called(who, format)).collect();
            let arguments: Vec<&str> =
                ["forget"].into_iter().chain(names.iter().map(String::as_str)).collect();
            let report = site.told(&arguments);
            assert_eq!((report.code, report.warnings()), (0, vec![]), "{format} {:#}", report.json);
            for (what, number) in [("people", AT_ONCE), ("left", 0), ("placeholders", 0)] {
                assert_eq!(report.json[what], json!(number), "{format} {what}");
            }
        }
        assert_eq!(left(&site), [""; 0], "{format}");
        let never = self::site(make, &people(LEFT));
        assert_eq!(differences(&output(&site), &output(&never)), [""; 0], "{format}");
        let cache = |site: &Site| std::fs::read(site.path(".weerklank/cache")).unwrap();
        assert_eq!(cache(&site), cache(&never), "{format}");
        // Text is the same to the byte; packed files and databases hold the same.
        if !["xlsx", "gzip", "zip", "xlsx in a zip", "isso database"].contains(&format) {
            let mut own = files(&site.path("content"));
            own.remove("comments/forgotten.toml");
            assert_eq!(differences(&own, &files(&never.path("content"))), [""; 0], "{format}");
        }
    }
}

#[test]
fn two_hundred_people_leave_nothing_in_any_format() {
    assert_all_gone(&FORMATS[..7]);
}

#[test]
fn nor_in_one_of_the_systems_beside_them() {
    assert_all_gone(&FORMATS[7..13]);
}

#[test]
fn nor_in_any_further_one() {
    assert_all_gone(&FORMATS[13..]);
    assert_all_gone(&[("isso database", database)]);
}

/// Everything of a text as numbers, each written by itself.
fn each(text: &str, write: impl Fn(u8) -> String) -> Vec<u8> {
    text.bytes().map(write).collect::<String>().into_bytes()
}

/// Bytes as base64, with these signs for the last two numbers.
pub(crate) fn base64(bytes: &[u8], last: [char; 2]) -> String {
    let digit = |number: u32| match number {
        0..26 => char::from(b'A' + number as u8),
        26..52 => char::from(b'a' + number as u8 - 26),
        52..62 => char::from(b'0' + number as u8 - 52),
        62 => last[0],
        _ => last[1],
    };
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            (0..3).fold(0, |group, at| (group << 8) | u32::from(*chunk.get(at).unwrap_or(&0)));
        for at in 0..=chunk.len() {
            text.push(digit((group >> (18 - 6 * at)) & 63));
        }
        text.push_str(&"==="[..3 - chunk.len()]);
    }
    text
}

fn in_lines(text: &str) -> String {
    text.as_bytes()
        .chunks(76)
        .map(|line| format!("{}\r\n", String::from_utf8_lossy(line)))
        .collect()
}

/// A database with a text in a part of it that nothing leads to.
fn slack(text: &str) -> Vec<u8> {
    let mut bytes = database(&[]).remove(0).1;
    let free =
        bytes.windows(200).position(|part| part.iter().all(|byte| *byte == 0)).expect("free room");
    bytes[free + 50..free + 50 + text.len()].copy_from_slice(text.as_bytes());
    bytes
}

const PLAIN: [char; 2] = ['+', '/'];
const WAYS: usize = 25;

/// A canary written in one of so many ways, with words of nobody around it.
fn planted(canary: &str, way: usize) -> Vec<u8> {
    let around = format!("Zie wat {canary} schreef.");
    let text = around.as_bytes();
    match way {
        0 => text.to_vec(),
        1 => each(canary, |byte| format!("&#{byte};")),
        2 => each(canary, |byte| format!("&#x{byte:X};")),
        3 => each(canary, |byte| format!("%{byte:02x}")),
        4 => each(canary, |byte| format!("%25{byte:02X}")),
        5 => each(canary, |byte| format!("\\u{byte:04x}")),
        6 => each(canary, |byte| format!("={byte:02X}")),
        7 => around
            .replacen(&canary[2..4], &format!("{}=\r\n{}", &canary[2..3], &canary[3..4]), 1)
            .into_bytes(),
        8..=10 => base64(&[&b"xyz"[..way - 8], text].concat(), PLAIN).into_bytes(),
        11 => in_lines(&base64(around.repeat(20).as_bytes(), PLAIN)).into_bytes(),
        12 => base64(&[&[0xfb, 0xff, 0xbf], text].concat(), ['-', '_']).into_bytes(),
        13 => {
            [0xfeff].into_iter().chain(around.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        14 => {
            [0xfeff].into_iter().chain(around.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        }
        15 => gzip(text),
        16 => zip(&[("a/b.txt", text)]),
        17 => zip(&[("a.zip", &zip(&[("b.txt", text)]))]),
        18 => zip(&[("a.gz", &gzip(text))]),
        19 => slack(canary),
        20 => base64(&gzip(text), PLAIN).into_bytes(),
        21 => around.replace(' ', "</b> <i class=\"x\">").into_bytes(),
        22 if canary.contains('@') => {
            let hash = Md5::digest(canary.as_bytes());
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("<img src=\"https://secure.gravatar.com/avatar/{hash}?s=48\">").into_bytes()
        }
        22 => around.to_uppercase().into_bytes(),
        // It stands in the name of the file.
        23 => b"niets".to_vec(),
        _ => [b"caf\xe9 ", text, b" co\xebrdinatie"].concat(),
    }
}

/// A name and an address in turn.
fn canary(number: usize) -> String {
    let who = Writer { number };
    if number.is_multiple_of(2) { who.name() } else { who.email() }
}

#[test]
fn a_thousand_canaries_are_found_however_they_are_written() {
    let site = settings();
    let numbers = 100..140_usize;
    let mut expected = BTreeSet::new();
    for (number, way) in numbers.clone().flat_map(|number| (0..WAYS).map(move |way| (number, way)))
    {
        let name = if way == 23 { format!(" {}", canary(number)) } else { String::new() };
        let path = format!("static/{number}-{way}{name}.bin");
        site.put(&path, &planted(&canary(number), way));
        expected.insert(path);
    }
    assert_eq!(expected.len(), 1000);
    let verify = |numbers: Range<usize>| {
        let canaries: Vec<String> = numbers.map(canary).collect();
        let arguments =
            ["forget", "--verify"].into_iter().chain(canaries.iter().map(String::as_str));
        site.told(&arguments.collect::<Vec<_>>())
    };
    let report = verify(numbers);
    let file = |error: &serde_json::Value| error["file"].as_str().unwrap_or_default().to_owned();
    let found: BTreeSet<String> =
        report.json["errors"].as_array().unwrap().iter().map(file).collect();
    let missed: Vec<&String> = expected.difference(&found).collect();
    assert!(missed.is_empty(), "{} missed: {:?}", missed.len(), &missed[..missed.len().min(60)]);
    assert_eq!((report.code, found.len()), (1, 1000));
    // And nobody is found who is not there.
    let report = verify(500..540);
    assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
}

/// A site in which the same people stand in several files, and how it is before and after one of them was forgotten.
struct Killing {
    site: Site,
    exports: BTreeMap<String, Vec<u8>>,
    before: BTreeMap<String, Vec<u8>>,
    after: BTreeMap<String, Vec<u8>>,
    who: Writer,
    /// How long it takes.
    time: Duration,
}

impl Killing {
    fn new() -> Killing {
        let site = settings();
        for (format, make) in FORMATS
            .into_iter()
            .filter(|(format, _)| ["wxr", "csv", "engage", "zip"].contains(format))
        {
            for (path, bytes) in make(&people(100..104)) {
                site.put(&format!("content/comments/{format}/{path}"), &bytes);
            }
        }
        let site = site.built();
        let exports = files(&site.path("content"));
        let (before, who) = (output(&site), Writer { number: 101 });
        let start = Instant::now();
        site.says(&["forget", &who.email()]);
        let time = start.elapsed();
        let after = output(&site);
        Killing { site, exports, before, after, who, time }
    }

    /// As it was before.
    fn restore(&self) {
        let is_new = |path: &String| !self.exports.contains_key(path);
        for path in files(&self.site.path("content")).into_keys().filter(is_new) {
            self.site.remove(&format!("content/{path}"));
        }
        for (path, bytes) in &self.exports {
            self.site.put(&format!("content/{path}"), bytes);
        }
        let _ = std::fs::remove_file(self.site.path(".weerklank/forgetting"));
        assert_eq!(self.site.build().code, 0);
        assert_eq!(differences(&self.before, &output(&self.site)), [""; 0]);
    }

    fn begin(&self) -> Child {
        let root = self.site.root().to_str().unwrap();
        weerklank(&["forget", &self.who.email(), "--quiet", "--root", root]).spawn().unwrap()
    }

    /// Kills it, lets the next command follow, and says whether the erasure had begun.
    fn kill(&self, mut child: Child, when: &str) -> bool {
        let _ = child.kill();
        child.wait().unwrap();
        let has_begun = self.site.path(".weerklank/forgetting").exists();
        // What is only staged is nobody's yet.
        let exports = || {
            let mut files = files(&self.site.path("content"));
            files.retain(|path, _| !path.ends_with(".weerklank-new"));
            files
        };
        let is_untouched = differences(&self.exports, &exports()).is_empty();
        assert_eq!(self.site.build().code, 0, "{when}");
        let is_staged = |path: &String| path.ends_with(".weerklank-new");
        let staged = files(&self.site.path("content")).into_keys().filter(is_staged);
        let staged: Vec<String> = staged.collect();
        assert_eq!(staged, [""; 0], "{when}");
        if is_untouched && !has_begun {
            assert_eq!(differences(&self.exports, &exports()), [""; 0], "{when}");
            assert_eq!(differences(&self.before, &output(&self.site)), [""; 0], "{when}");
            return false;
        }
        assert_eq!(differences(&self.after, &output(&self.site)), [""; 0], "{when}");
        assert!(!self.site.path(".weerklank/forgetting").exists(), "{when}");
        let needles = Needles::typed(&self.who.canaries());
        for (path, bytes) in files(self.site.root()) {
            assert!(needles.find(&bytes).is_empty(), "{when}: {path}");
        }
        true
    }
}

#[test]
fn killed_at_any_moment_it_has_not_begun_or_is_finished_by_the_next_command() {
    const KILLS: u32 = 40;
    let killing = Killing::new();
    let mut begun = [0, 0];
    for kill in 0..KILLS {
        killing.restore();
        let child = killing.begin();
        // The moments lie over the whole of it, and are never twice the same.
        std::thread::sleep(killing.time * kill / (KILLS - 4));
        begun[usize::from(killing.kill(child, &format!("kill {kill}")))] += 1;
    }
    assert!(
        begun[0] > 0 && begun[1] > 0,
        "killed {} times before it began, {} times after",
        begun[0],
        begun[1]
    );
}

#[test]
fn killed_at_each_step_of_its_journal_it_is_finished() {
    let killing = Killing::new();
    let site = &killing.site;
    let changed = |path: &str| {
        std::fs::read(site.path(&format!("content/{path}"))).ok().as_ref()
            != killing.exports.get(path)
    };
    let exists = |path: &str| site.path(path).exists();
    let page = || std::fs::read_to_string(site.path("public/2026/water.html")).unwrap_or_default();
    let paths: Vec<&String> =
        killing.exports.keys().filter(|path| path.starts_with("comments/")).collect();
    type Step<'a> = (&'a str, Box<dyn Fn() -> bool + 'a>);
    let steps: [Step<'_>; 7] = [
        ("written down", Box::new(|| exists(".weerklank/forgetting"))),
        ("the first export", Box::new(|| paths.iter().any(|path| changed(path)))),
        ("every export", Box::new(|| paths.iter().all(|path| changed(path)))),
        ("what was read before", Box::new(|| !exists(".weerklank/cache"))),
        ("the output begins", Box::new(|| exists(".weerklank/journal"))),
        ("a page", Box::new(|| !page().contains("Zanna101"))),
        (
            "settled",
            Box::new(|| {
                exists("content/comments/forgotten.toml") && !exists(".weerklank/forgetting")
            }),
        ),
    ];
    for (step, is_there) in steps {
        killing.restore();
        let mut child = killing.begin();
        while !is_there() && child.try_wait().unwrap().is_none() {}
        let has_begun = killing.kill(child, step);
        assert!(has_begun, "{step}");
    }
}
