//! Isso in each of its forms.

use super::super::BodyKind;
use super::*;
use crate::comment::testing::{codes, config};

const DATABASE: &[u8] = include_bytes!("../../../tests/exports/isso-small-pages.db");
const HOSTILE: &[u8] = include_bytes!("../../../tests/exports/isso-hostile.db");

fn read_bytes(name: &str, bytes: &[u8]) -> Checked<Export> {
    crate::comment::testing::read(&FORMAT, name, bytes, &config())
}

fn read_text(name: &str, text: &str) -> Checked<Export> {
    read_bytes(name, text.as_bytes())
}

#[test]
fn a_database_is_read_without_the_addresses_in_it() {
    let checked = read_bytes("content/comments/comments.db", DATABASE);
    assert_eq!(codes(&checked), ["status-unclear:8"]);
    let comments = &checked.value.comments;
    let helds: Vec<_> = comments[..8].iter().map(|comment| comment.held).collect();
    let (wait, gone) = (Some(Held::Pending), Some(Held::Trash));
    assert_eq!(helds, [None, None, wait, gone, None, None, None, wait]);
    let first = &comments[0];
    assert_eq!((first.source_id.as_deref(), comments[1].parent.as_deref()), (Some("1"), Some("1")));
    assert_eq!((&*first.body.text(), first.kind), ("Goed & **wel**.", BodyKind::Markdown));
    assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
    assert_eq!(comments[6].author.email, None);
    assert_eq!(first.written.map(|moment| moment.0), Some(1_404_000_000));
    assert_eq!(first.place.address.as_deref(), Some("/2024/water/"));
    assert_eq!(first.place.title.as_deref(), Some("Over wáter 😀"));
    assert_eq!(comments[4].place.address.as_deref(), Some("/?p=4"));
    assert_eq!(comments[5].place.address, None);
    assert_eq!(comments.last().unwrap().source_id.as_deref(), Some("9000000000000000000"));
    assert!(!format!("{checked:?}").contains("192.0.2"));
}

#[test]
fn a_database_that_is_damaged_or_another_ones_is_told() {
    let cut = read_bytes("content/comments/x.db", &DATABASE[..DATABASE.len() - 512]);
    assert_eq!(codes(&cut), ["!sqlite-invalid"]);
    let log = read_bytes("content/comments/x.db-wal", b"\x37\x7f\x06\x82 and more");
    assert_eq!((codes(&log), log.value.comments.len()), (vec!["sqlite-busy".to_owned()], 0));
    let hostile = Source::new("x.db", HOSTILE.to_vec());
    assert_eq!(recognises(&hostile), Err(Lack::Part("comments")));
}

#[test]
fn an_answer_has_replies_within_replies() {
    let text = "{\"id\": null, \"total_replies\": 3, \"hidden_replies\": 0, \"replies\": [\n\
                {\"id\": 1, \"parent\": null, \"text\": \"<p>Goed &amp; wel.</p>\", \"author\": \"Ali\", \"website\": null,\
                 \"created\": 1404000000.25, \"modified\": null, \"mode\": 1, \"likes\": 0, \"dislikes\": 0, \"hash\": \"a1b2\",\
                 \"total_replies\": 1, \"hidden_replies\": 0, \"replies\": [\n\
                {\"id\": 2, \"parent\": 1, \"text\": \"Ja\", \"author\": null, \"created\": 1404000001, \"mode\": 1}]},\n\
                {\"id\": 3, \"parent\": null, \"text\": \"\", \"author\": null, \"created\": 1404000002.0, \"mode\": 4},\n\
                {\"id\": 4, \"text\": \"zonder\", \"created\": 1404000002.0}]}";
    let checked = read_text("content/comments/over-water.json", text);
    assert_eq!(codes(&checked), ["status-unclear:5"]);
    let told: Vec<_> = checked
        .value
        .comments
        .iter()
        .map(|c| (c.source_id.as_deref().unwrap(), c.parent.as_deref(), c.held, c.line))
        .collect();
    let (wait, gone) = (Some(Held::Pending), Some(Held::Trash));
    let expected = [
        ("1", None, None, 2),
        ("2", Some("1"), None, 3),
        ("3", None, gone, 4),
        ("4", None, wait, 5),
    ];
    assert_eq!(told, expected);
    let first = &checked.value.comments[0];
    assert_eq!((&*first.body.text(), first.kind), ("<p>Goed &amp; wel.</p>", BodyKind::Html));
    assert_eq!(first.place.slug.as_deref(), Some("over-water"));
    // Somebody may say of which page it is, and of several in one file.
    let several = format!("[{}]", text.replacen("\"id\": null", "\"uri\": \"/water/\"", 1));
    let checked = read_text("content/comments/x.json", &several);
    assert_eq!(checked.value.comments[0].place.address.as_deref(), Some("/water/"));
    assert_eq!(checked.value.comments[0].place.slug, None);
    let partial = text.replacen("\"hidden_replies\": 0", "\"hidden_replies\": 4", 1);
    assert_eq!(codes(&read_text("content/comments/x.json", &partial))[0], "export-partial:1");
}

#[test]
fn an_answer_with_its_page_keeps_that_whatever_number_stands_in_it() {
    for id in ["null", "1"] {
        let text = format!(
            "{{\"uri\": \"/2024/water/\", \"id\": {id}, \"total_replies\": 1, \"hidden_replies\": 0, \"config\": {{}}, \"replies\": [\
             {{\"id\": 2, \"parent\": {id}, \"text\": \"Ja\", \"created\": 1404000001, \"mode\": 1}}]}}"
        );
        let checked = read_text("content/comments/answer.json", &text);
        assert_eq!(
            checked.value.comments[0].place.address.as_deref(),
            Some("/2024/water/"),
            "{id}"
        );
        let bare = text.replace("\"uri\": \"/2024/water/\", ", "");
        let place = read_text("content/comments/water.json", &bare).value.comments[0].place.clone();
        assert_eq!(
            (place.address.as_deref(), place.slug.as_deref()),
            (None, Some("water")),
            "{id}"
        );
    }
}

#[test]
fn a_page_may_have_a_name_in_place_of_an_address() {
    for (uri, id) in [
        ("straatwater", Some("straatwater")),
        ("/2024/water/", None),
        ("https://oud.example/water", None),
        ("?p=4", None),
        ("", None),
    ] {
        let text = format!(
            "{{\"uri\":\"{uri}\",\"total_replies\":1,\"replies\":[{{\"id\":1,\"text\":\"x\",\"mode\":1}}]}}"
        );
        let checked = read_text("x.json", &text);
        let named = checked.value.comments[0].place.id.as_ref().map(|(_, id)| id.as_str());
        assert_eq!(named, id, "{uri}");
    }
}

#[test]
fn what_isso_imports_is_read_too() {
    let text = "[{\"id\": \"/water/\", \"title\": \"Water\", \"comments\": [\n\
                {\"id\": \"1\", \"author\": \"Ali\", \"email\": \"ali@voorbeeld.example\", \"website\": \"\", \"remote_addr\":\
                 \"192.0.2.55\", \"created\": \"2014-06-29 00:00:00\", \"text\": \"Goed & **wel**.\"}]},\n\
                {\"id\": \"/leeg/\", \"title\": \"Leeg\", \"comments\": []}]";
    let checked = read_text("content/comments/x.json", text);
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let [comment] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
    assert_eq!((comment.kind, comment.held, comment.line), (BodyKind::Markdown, None, 2));
    // Midnight in Amsterdam.
    assert_eq!(comment.written.map(|moment| moment.0), Some(1_403_992_800));
    assert_eq!(comment.place.address.as_deref(), Some("/water/"));
    assert!(!format!("{checked:?}").contains("192.0.2"));
}

#[test]
fn a_row_is_blanked_in_its_place_and_nothing_of_deleted_ones_is_left() {
    use crate::comment::erasure::{Fate, Orders, Traces};
    let before = read_bytes("content/comments/comments.db", DATABASE).value.comments;
    let long = before
        .iter()
        .position(|comment| comment.body.text().len() > 600)
        .expect("one on further pages");
    let goes = |number: usize| number == 0 || number == long;
    let fates: Vec<Fate> = (0..before.len())
        .map(|number| if goes(number) { Fate::Remove } else { Fate::Keep })
        .collect();
    let orders =
        Orders { comments: &before, fates: &fates, traces: &Traces::default(), redact: false };
    let source = Source::new("content/comments/comments.db", DATABASE.to_vec());
    let bytes = erase(&source, &config(), &orders).expect("a database");
    assert_eq!(bytes.len(), DATABASE.len());
    let after = read_bytes("content/comments/comments.db", &bytes).value.comments;
    assert_eq!(after.len(), before.len());
    for (number, (old, new)) in before.iter().zip(&after).enumerate() {
        assert_eq!(
            (&old.source_id, old.written, &old.place),
            (&new.source_id, new.written, &new.place)
        );
        if goes(number) {
            assert!(
                new.body.text().is_empty()
                    && new.author == crate::comment::Author::default().into(),
                "{new:?}"
            );
            let text = old.body.text();
            let beginning = &text.as_bytes()[..text.len().min(12)];
            assert!(!bytes.windows(beginning.len()).any(|part| part == beginning), "{number}");
        } else {
            assert_eq!((&old.body, &old.author, old.held), (&new.body, &new.author, new.held));
        }
    }
    let untouched = Orders { fates: &vec![Fate::Keep; before.len()], ..orders };
    assert_eq!(erase(&source, &config(), &untouched).expect("a database"), DATABASE);
}

#[test]
fn a_name_goes_from_the_text_of_another_in_its_place() {
    use crate::comment::Author;
    use crate::comment::erasure::{Answered, Orders, Traces};
    use crate::comment::person::gather;
    let before = read_bytes("content/comments/comments.db", DATABASE).value.comments;
    let author = Author { name: "Goed Wel".into(), ..Author::default() };
    let own = crate::comment::Comment {
        author: author.into(),
        ..crate::comment::testing::comment("1", "x")
    };
    let people = gather([&own].into_iter());
    let traces = Traces::new(&people, &[&own], &people, Answered::default());
    let orders = Orders { comments: &before, fates: &[], traces: &traces, redact: true };
    let source = Source::new("content/comments/comments.db", DATABASE.to_vec());
    let bytes = erase(&source, &config(), &orders).expect("a database");
    assert_eq!(bytes.len(), DATABASE.len());
    let after = read_bytes("content/comments/comments.db", &bytes).value.comments;
    assert_eq!(&*after[0].body.text(), "[...]**.");
    let others = |all: &[Box<crate::comment::Comment>]| all[1..].to_vec();
    let changed: Vec<usize> =
        (0..before.len()).filter(|number| before[*number].body != after[*number].body).collect();
    assert_eq!((changed.len(), others(&before).len()), (1, others(&after).len()), "{changed:?}");
}
