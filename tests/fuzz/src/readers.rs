//! Files of others: whatever they say, reading ends, says the same twice, and accounts for every comment.

use std::collections::{HashMap, HashSet};
use std::io::{self, Cursor};
use std::sync::LazyLock;

use libfuzzer_sys::Corpus;
use weerklank::comment::erasure::{self, Answered, Fate, Traces};
use weerklank::comment::person::gather;
use weerklank::comment::portions::{self, File, Sizes};
use weerklank::comment::{Comment, FORMATS, Read, read};
use weerklank::config::{Config, Flags, resolve};
use weerklank::cores::Alone;
use weerklank::diagnostic::{Checked, Diagnostic, Language, Severity};
use weerklank::post::{self, Kind};
use weerklank::site::{Heard, Parts, Written, discussed};
use weerklank::source::{Hash, Source};

use crate::bodies::assert_body;

/// A small site, as it would be with these settings.
struct Site {
    config: Config,
    posts: Vec<Written>,
}

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let flags = Flags {
        base_url: None,
        drafts: false,
        future: false,
        expired: false,
        now: "2026-11-23T12:00:00Z".parse().expect("a time"),
        program: Hash::of(b""),
    };
    let text = "title = \"x\"\n[comments]\nold_hosts = [\"oud.example\", \"blog.example\"]\nvisible = [\"approved\", \"pending\"]\n";
    let settings = Source::new("weerklank.toml", text.into());
    let config = resolve(&settings, &flags).value.expect("valid settings");
    let post = |(name, keys): (&str, &str)| {
        let text = format!("---\ntitle: {name}\ndate: 2026-01-01\n{keys}---\nTekst.\n");
        let source = Source::new(&format!("content/posts/{name}.md"), text.into_bytes());
        let document = post::read(&source, Kind::Post, &config).value.expect("a valid post");
        Written { document: document.into(), source: source.bytes }
    };
    let posts = [
        ("water", "ids: {wordpress: 1}\naliases: [https://oud.example/2024/water/]\n"),
        ("lucht", "comments: hidden\n"),
        ("concept", "draft: true\n"),
    ];
    let posts = posts.map(post).into();
    Site { config, posts }
});

/// The settings of that site.
pub fn config() -> &'static Config {
    &SITE.config
}

/// A file of one format. What another format reads is for the target of that.
pub fn one(format: &str, data: &[u8]) -> Corpus {
    let source = Source::new("content/comments/water/a", data.to_vec());
    let first = FORMATS.iter().find(|format| (format.recognises)(&source).is_ok());
    if first.is_none_or(|first| first.name != format) {
        return Corpus::Reject;
    }
    file(&source);
    Corpus::Keep
}

/// A file of any kind, packed ones above all.
pub fn archive(data: &[u8]) -> Corpus {
    file(&Source::new("content/comments/a.zip", data.to_vec()));
    Corpus::Keep
}

fn file(source: &Source) {
    let Checked { value, problems } = read(source, config());
    let again = read(source, config()).value;
    let has_error = problems.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(value.len(), again.len(), "not the same again");
    for ((_, _, export), (_, _, other)) in value.iter().zip(&again) {
        assert_eq!(
            format!("{:?}", export.comments),
            format!("{:?}", other.comments),
            "not the same again"
        );
        // An archive may hold others that are whole.
        assert!(
            !has_error || value.len() > 1 || export.comments.is_empty(),
            "half an export: {problems:?}"
        );
        for comment in &export.comments {
            let text = comment.body.text();
            assert!(
                comment.held.is_some() || !text.trim().is_empty(),
                "shown without a word: {comment:?}"
            );
            assert!(!text.contains(['\0', '\r']), "{text:?}");
        }
    }
    for problem in &problems {
        for language in [Language::Dutch, Language::English] {
            let _ = problem.wording(language);
        }
    }
    in_portions(source, &value, &problems);
    erased(source, &value);
    assert_sum(value);
}

/// A file of a format that is read in portions says the same wherever it is cut.
fn in_portions(source: &Source, whole: &[Read], problems: &[Diagnostic]) {
    let open = || Ok(Box::new(Cursor::new(source.bytes.to_vec())) as Box<dyn io::Read + Send>);
    for least in [1, source.bytes.len() / 3] {
        let sizes = Sizes { least, piece: 50, ..Sizes::default() };
        let file = File { head: source, open: &open, sizes, keeping: None };
        let Some(read) = portions::read(&file, &Alone, config()) else { return };
        let read = read.expect("memory can be read");
        assert_eq!(read.problems, problems, "cut by {least}");
        assert_eq!(format!("{:?}", read.value), format!("{whole:?}"), "cut by {least}");
    }
}

/// Every comment comes to be published, held, without a post or a duplicate, and what is shown may be.
fn assert_sum(exports: Vec<Read>) {
    let count: usize = exports.iter().map(|(.., export)| export.comments.len()).sum();
    let parts = Parts { posts: SITE.posts.clone(), ..Parts::default() };
    let heard = Heard { exports, ..Heard::default() };
    let discussed = discussed(parts, heard, &Alone, config()).value;
    let tally = &discussed.tally;
    let held: usize = tally.held.values().sum();
    let accounted = tally.published + held + tally.unmatched + tally.duplicates;
    assert_eq!((tally.read, accounted), (count, count), "{tally:?}");
    for placed in discussed.comments.iter().filter(|placed| placed.comment.held.is_none()) {
        assert_body(&placed.comment);
    }
}

/// Takes the one who is found first out of it, and out of the texts of others or not: it may be refused, and otherwise what is left can be read, and is no more than there was.
fn erased(source: &Source, exports: &[Read]) {
    let comments: Vec<&Comment> = exports
        .iter()
        .flat_map(|(.., export)| export.comments.iter().map(|comment| &**comment))
        .collect();
    let everyone = gather(comments.iter().copied());
    let Some(person) = everyone.first().filter(|person| person.comments.len() < comments.len())
    else {
        return;
    };
    let theirs: HashSet<usize> = person.comments.iter().copied().collect();
    let answered = Answered::new(&comments, &theirs, &HashMap::new());
    let traces = Traces::new(std::slice::from_ref(person), &comments, &everyone, answered);
    let mut all = traces.fates(&comments, &theirs).into_iter();
    let fates: Vec<Vec<Fate>> = exports
        .iter()
        .map(|(.., export)| all.by_ref().take(export.comments.len()).collect())
        .collect();
    for redact in [false, true] {
        let new = erasure::erase(source, exports, &fates, (&traces, redact), config());
        let Ok(Some(new)) = new else { continue };
        let after = read(&Source::new(source.path.as_str(), new.bytes), config()).value;
        let left: usize = after.iter().map(|(.., export)| export.comments.len()).sum();
        assert!(left <= comments.len(), "{left} comments of {}", comments.len());
    }
}
