//! Keys that say nothing here, nothing at all, or twice the same.

use super::tests::{read_post, told};
use super::*;
use crate::diagnostic::Severity;
use crate::site::tests::config;

#[test]
fn what_would_hide_an_expert_or_a_topic_is_told() {
    for (path, kind) in [("experts/bo.md", Kind::Expert), ("topics/water.md", Kind::Topic)] {
        let text = "---\ntitle: Bo\nunlisted: true\nheadless: true\n---\nx\n";
        let source = Source::new(&format!("content/{path}"), text.into());
        let Checked { value, problems } = read(&source, kind, &config("title = \"x\""));
        let codes: Vec<String> = problems.iter().map(|problem| problem.code()).collect();
        assert_eq!(codes, ["key-without-meaning"; 2], "{path}");
        let front = value.expect("a document").front;
        assert!(!front.unlisted && !front.draft && !front.unsearched);
    }
}

#[test]
fn what_is_said_of_articles_only_is_told_of_an_expert_and_a_topic() {
    let keys = "slug: a\npath: /b/\ntemplate: c.html\nauthors: [d]\nseries: e\ncomments: false\nids: {f: 1}\nreview: 2027-01-01\n";
    for (path, kind) in [("experts/bo.md", Kind::Expert), ("topics/water.md", Kind::Topic)] {
        let text = format!("---\ntitle: Bo\n{keys}---\nx\n");
        let source = Source::new(&format!("content/{path}"), text.into());
        let problems = read(&source, kind, &config("title = \"x\"")).problems;
        let told: Vec<(String, Option<u32>)> =
            problems.iter().map(|problem| (problem.code(), problem.line)).collect();
        let wanted: Vec<(String, Option<u32>)> =
            (3..11).map(|line| ("unknown-key".to_owned(), Some(line))).collect();
        assert_eq!(told, wanted, "{path}");
    }
}

/// The problems of a post with these keys on line 4 and on, and what it says.
fn with_keys(keys: &str) -> (Vec<(String, Option<u32>, bool)>, FrontMatter) {
    let text = format!("---\ntitle: A\ndate: 2024-01-01\n{keys}---\nx\n");
    let Checked { value, problems } = read_post("content/posts/2024-01-01-a.md", &text);
    let told = problems.iter().map(|it| (it.code(), it.line, it.severity == Severity::Error));
    (told.collect(), value.expect("a document").front)
}

#[test]
fn what_is_empty_was_not_given() {
    for keys in [
        "cover:\n  image: a.png\n  alt:\nimage:\n  alt: \"\"\n",
        "updated:\n  date:\n",
        "lastmod: \"\"\npublishDate: \"\"\nexpiryDate: \"\"\ndraft: \"\"\ncomments: \"\"\nids: \"\"\nextra: \"\"\n",
        "publish: \"\"\nsource: {url: , title: }\nids: {wordpress: }\nsearch: {exclude: }\nbuild: {list: \"\", render: }\n",
    ] {
        let (told, front) = with_keys(keys);
        assert_eq!(told, [], "{keys}");
        assert!(!front.draft && !front.unlisted && !front.unsearched, "{keys}");
    }
    let text = "---\ndate: \"\"\n---\nx\n";
    assert_eq!(told("content/posts/2024-01-01-a.md", text), []);
    let text = "---\ntitle: A\ndate:\n  created: 2024-01-01\n  updated:\n---\nx\n";
    assert_eq!(told("content/posts/a.md", text), []);
}

#[test]
fn what_hides_nothing_is_no_error() {
    for (keys, told, state) in [
        ("comments: {host: a.example, id: 12}\n", Some("key-without-meaning"), CommentsState::Open),
        ("comments: {enable: false}\n", None, CommentsState::Hidden),
        ("comments: {enable: true}\n", None, CommentsState::Open),
        ("comments: disqus\n", Some("wrong-type"), CommentsState::Open),
        ("comments: off\n", None, CommentsState::Hidden),
        ("hidden: [rss]\n", Some("wrong-type"), CommentsState::Open),
    ] {
        let (found, front) = with_keys(keys);
        let told: Vec<_> = told.into_iter().map(|code| (code.to_owned(), Some(4), false)).collect();
        assert_eq!((found, front.comments, front.unlisted), (told, state, false), "{keys}");
    }
    let wrong = vec![("wrong-type".to_owned(), Some(4), true)];
    assert_eq!(with_keys("comments: hiden\n").0, wrong);
    assert_eq!(with_keys("pin: perhaps\n").0, wrong);
    let (told, front) = with_keys("featured: pic.jpg\npin: 2\n");
    assert_eq!((told, front.image.as_deref(), front.pinned), (vec![], Some("pic.jpg"), true));
}

#[test]
fn a_key_given_twice_in_other_letters_is_told() {
    for keys in ["Title: B\n", "Date: 2024-01-02\n", "path: /a/\nurl: /b/\n"] {
        let line = if keys.starts_with("path") { 5 } else { 4 };
        let told = vec![("duplicate-key".to_owned(), Some(line), false)];
        assert_eq!(with_keys(keys).0, told, "{keys}");
    }
    assert_eq!(with_keys("summary: B\ndescription: C\ntags: [d]\ncategories: [e]\n").0, []);
}

#[test]
fn an_author_below_params_is_one_if_there_is_no_other() {
    let names = |keys: &str| {
        let (told, front) = with_keys(keys);
        assert_eq!(told, [], "{keys}");
        front.authors.into_iter().map(|person| person.name).collect::<Vec<_>>()
    };
    assert_eq!(names("params: {author: Jan, kleur: rood}\n"), ["Jan"]);
    assert_eq!(names("params: {author: Jan}\nauthors: [Bo]\n"), ["Bo"]);
}
