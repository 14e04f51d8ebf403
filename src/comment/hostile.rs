//! Whatever a file says, its reader comes to an end, and keeps the sum: an export of every format with anything done to it.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::testing::config;
use super::{FORMATS, read};
use crate::source::Source;

/// A small export of every format that is text.
const SAMPLES: &[(&str, &str)] = &[
    (
        "wxr",
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version><item><wp:post_id>5</wp:post_id>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment><wp:comment_id>1</wp:comment_id>\
         <wp:comment_content><![CDATA[a]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>",
    ),
    (
        "disqus",
        "<disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\"><thread dsq:id=\"1\"><link>http://a.example/</link>\
         </thread><post dsq:id=\"2\"><message><![CDATA[<p>a</p>]]></message><createdAt>2024-01-01T00:00:00Z</createdAt>\
         <isDeleted>false</isDeleted><isSpam>false</isSpam><thread dsq:id=\"1\"/></post></disqus>",
    ),
    (
        "jsonl",
        "{\"weerklank-comments\":1}\n{\"post\":\"a\",\"text\":\"b\",\"status\":\"approved\",\"written\":\"2024-01-01\"}\n",
    ),
    (
        "remark42",
        "{\"version\":1,\"users\":[],\"posts\":[]}\n{\"id\":\"1\",\"text\":\"a\",\"user\":{\"name\":\"x\"},\"locator\":{\"url\":\"/a\"},\
         \"time\":\"2024-01-01T00:00:00Z\"}\n",
    ),
    (
        "commento",
        "{\"version\":1,\"comments\":[{\"commentHex\":\"1\",\"url\":\"/a\",\"markdown\":\"a\",\"state\":\"approved\"}],\
         \"commenters\":[{\"commenterHex\":\"2\"}]}",
    ),
    (
        "comentario",
        "{\"version\":3,\"pages\":[{\"id\":\"p\",\"path\":\"/a\"}],\"comments\":[{\"id\":\"1\",\"pageId\":\"p\",\"markdown\":\"a\",\
         \"isApproved\":true}],\"commenters\":[]}",
    ),
    (
        "isso",
        "{\"uri\":\"/a\",\"total_replies\":1,\"replies\":[{\"id\":1,\"text\":\"a\",\"mode\":1,\"created\":1.5,\"replies\":[{\"id\":2}]}]}",
    ),
    (
        "giscus",
        "{\"data\":{\"repository\":{\"discussion\":{\"title\":\"a\",\"comments\":{\"nodes\":[{\"id\":\"1\",\"body\":\"a\",\"replies\":\
         {\"nodes\":[{\"id\":\"2\"}]}}]}}}}}",
    ),
    (
        "sharepoint",
        "{\"value\":[{\"id\":\"1\",\"itemId\":5,\"listId\":\"x\",\"createdDate\":\"2024-01-01T00:00:00Z\",\"text\":\"@mention{0}\",\
         \"replies\":[]}]}",
    ),
    ("staticman", "_id: a1\nname: An\nmessage: |\n  a\n  b\ndate: 1462104000\n"),
];

#[test]
fn every_sample_is_of_its_format_and_of_no_other() {
    for (name, text) in SAMPLES {
        let source = Source::new("content/comments/x/y", text.as_bytes().to_vec());
        let of: Vec<&str> = FORMATS
            .iter()
            .filter(|format| (format.recognises)(&source).is_ok())
            .map(|format| format.name)
            .collect();
        assert_eq!(of, [*name]);
        let read = read(&source, &config());
        assert!(!read.value[0].2.comments.is_empty(), "{name}: {:?}", read.problems);
    }
}

/// Something that is done to a text: a piece of it taken out, put in again elsewhere, or turned.
#[derive(Clone, Debug)]
pub(super) enum Harm {
    Cut(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize, u8),
    Turn(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
}

const INSERTS: &[&str] = &[
    "<",
    "]]>",
    "<![CDATA[",
    "&#x0;",
    "&a;",
    "\"",
    "\\u0000",
    "\\ud800",
    "{",
    "[",
    "[[[[[[[[",
    "null",
    "1e999",
    "-",
    ": ",
    "\n---\n",
    "&a",
    "*a",
    "\u{0}",
    "\u{202e}",
    "@mention{9}",
    "0001-01-01",
    "99999-99-99",
    "\r",
];

pub(super) fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), 1..40_usize).prop_map(|(at, length)| Harm::Cut(at, length)),
        (at(), 1..60_usize, 1..30_u8)
            .prop_map(|(at, length, times)| Harm::Repeat(at, length, times)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Harm::Turn(at, byte)),
        (at(), prop::sample::select(INSERTS)).prop_map(|(at, text)| Harm::Insert(at, text)),
    ]
}

pub(super) fn harmed(text: &str, harms: &[Harm]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for harm in harms {
        let length = bytes.len();
        if length == 0 {
            break;
        }
        match harm {
            Harm::Cut(at, count) => {
                let at = at.index(length);
                bytes.drain(at..(at + count).min(length));
            }
            Harm::Repeat(at, count, times) => {
                let at = at.index(length);
                let piece = bytes[at..(at + count).min(length)].repeat(usize::from(*times));
                bytes.splice(at..at, piece);
            }
            Harm::Turn(at, byte) => bytes[at.index(length)] = *byte,
            Harm::Insert(at, text) => {
                let at = at.index(length);
                bytes.splice(at..at, text.bytes());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_ends_the_program(
        sample in prop::sample::select(SAMPLES),
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let source = Source::new("content/comments/x/y", harmed(sample.1, &harms));
        let checked = read(&source, &config());
        let mut told = String::new();
        for problem in &checked.problems {
            write!(told, "{:?}", problem.wording(crate::diagnostic::Language::Dutch)).unwrap();
        }
        let has_error = checked.problems.iter().any(|p| p.severity == crate::diagnostic::Severity::Error);
        for (_, _, export) in &checked.value {
            prop_assert!(!has_error || export.comments.is_empty(), "half an export: {told}");
            for comment in &export.comments {
                prop_assert!(comment.held.is_some() || !comment.body.text().trim().is_empty());
                prop_assert!(!comment.body.text().contains('\0') && !comment.body.text().contains('\r'));
                let _ = (comment.key(), super::body::render(&comment.body.text(), comment.kind, comment.plain));
            }
        }
    }
}
