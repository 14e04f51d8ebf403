//! Where front matter begins and ends, and what is told of text that has none.

use super::tests::{read_post, told};

#[test]
fn a_body_begins_behind_its_fence_and_a_rule_is_no_fence() {
    for (text, body, line) in [
        ("---\ntitle: x\ndate: 2024-03-05\n---\nTekst\n", "Tekst\n", 5),
        ("---\r\ntitle: x\r\ndate: 2024-03-05\r\n---  \r\nTekst\r\n", "Tekst\r\n", 5),
        ("---\ntitle: x\ndate: 2024-03-05\n...\nTekst\n", "Tekst\n", 5),
        ("{\n\"title\": \"x\", \"date\": \"2024-03-05\"\n}\nTekst\n", "Tekst\n", 4),
    ] {
        let document = read_post("content/posts/x.md", text).value.expect("a document");
        assert_eq!((document.body(text.as_bytes()), document.body_line), (body, line));
    }
    let text = "---\n\nEen streep.\n";
    let document =
        read_post("content/posts/2024-03-05-een-streep.md", text).value.expect("a document");
    assert_eq!((document.body(text.as_bytes()), document.title()), (text, "Een streep"));
}

#[test]
fn front_matter_may_begin_below_blank_lines() {
    for (text, title, line) in [
        ("\n---\ntitle: D\ndate: 2024-01-01\n---\n# Kop\n", Some("D"), 6),
        ("\n \n+++\ntitle = \"D\"\ndate = 2024-01-01\n+++\nx\n", Some("D"), 7),
        ("\n---\n\nTekst: onder een lijn\n", Some("X"), 1),
    ] {
        let document = read_post("content/posts/2024-01-01-x.md", text).value.expect("a document");
        assert_eq!((document.front.title.as_deref(), document.body_line), (title, line), "{text}");
    }
    let told = |text| told("content/posts/x.md", text);
    assert_eq!(
        told("\n---\ntitle: x\ndraft: 3\n---\n"),
        [("wrong-type".to_owned(), Some(4)), ("missing-date".to_owned(), Some(1)),]
    );
    assert_eq!(told("\n\n---\ntitle: x\n"), [("unclosed-front-matter".to_owned(), Some(3))]);
}

#[test]
fn more_dashes_are_a_fence_if_keys_follow() {
    for (text, title, line) in [
        ("------\ntitle: D\n---\nx\n", Some("D"), 4),
        ("------\ntitle: D\n------\nx\n", Some("D"), 4),
        ("------\n\nx\n\n---\n", Some("X"), 1),
        ("------\nLet op: een lijn\n", Some("X"), 1),
    ] {
        let document = read_post("content/posts/2024-01-01-x.md", text).value.expect("a document");
        assert_eq!((document.front.title.as_deref(), document.body_line), (title, line), "{text}");
    }
}

#[test]
fn a_fence_that_a_text_processor_made_dashes_of_is_one() {
    for (text, title, line) in [
        ("---\ntitle: a\n–––\nTekst\n", Some("a"), 4),
        ("——-\ntitle: a\n——-\nTekst\n", Some("a"), 4),
        ("———\ntitle: a\n---\nTekst\n", Some("a"), 4),
        ("———\nGeen sleutel.\n", Some("X"), 1),
    ] {
        let read = read_post("content/posts/2024-01-01-x.md", text);
        let document = read.value.expect("a document");
        assert_eq!((document.front.title.as_deref(), document.body_line), (title, line), "{text}");
    }
}

#[test]
fn what_is_missing_above_a_text_is_told_by_its_name() {
    for (path, text, code, line) in [
        ("x", "", "post-empty", 1),
        ("x", "Zomaar tekst.\n", "missing-date", 1),
        ("x", "Titel: a\nDatum: 5 maart 2024\n\nTekst\n", "front-matter-bare", 1),
        ("x", "\ntitle: a\ndate: 2024-03-05\n---\nTekst\n", "front-matter-bare", 2),
        ("2024-03-05-x", "title: a\nauthor: Jan\n\nTekst\n", "front-matter-bare", 1),
    ] {
        let found = told(&format!("content/posts/{path}.md"), text);
        assert_eq!(found, [(code.to_owned(), Some(line))], "{text}");
    }
}
