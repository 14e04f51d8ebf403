//! Text of others on its way to a page: nothing but what is allowed comes out, not much more than went in, and once more changes
//! nothing.

use std::sync::Arc;

use libfuzzer_sys::Corpus;
use weerklank::comment::{Author, BodyKind, Comment, Identity, Origin, Place, body};
use weerklank::html;
use weerklank::source::SourcePath;

use crate::allowed::{assert_comment, assert_post};
use crate::readers::config;

/// HTML of a comment through the sanitiser.
pub fn sanitise_comment(data: &[u8]) -> Corpus {
    let text = String::from_utf8_lossy(data);
    let clean = html::sanitise_comment(&text).into_string();
    assert_in_proportion(text.len(), clean.len());
    assert_comment(&clean);
    // What would grow out of proportion is shown as it was written: text without a tag but this one, whose class no comment gives itself.
    if !clean.starts_with("<pre class=\"plain\">") {
        let again = html::sanitise_comment(&clean);
        assert_eq!(again.as_str(), clean, "not the same again, of {text:?}");
    }
    Corpus::Keep
}

/// HTML of a post through the sanitiser.
pub fn sanitise_post(data: &[u8]) -> Corpus {
    let text = String::from_utf8_lossy(data);
    let clean = html::sanitise_post(&text).0.into_string();
    assert_in_proportion(text.len(), clean.len());
    assert_post(&clean);
    assert_eq!(html::sanitise_post(&clean).0.as_str(), clean, "not the same again, of {text:?}");
    Corpus::Keep
}

/// The body of a comment in Markdown.
pub fn markdown(data: &[u8]) -> Corpus {
    rendered(data, BodyKind::Markdown)
}

/// The body of a comment as WordPress has it, as HTML and as plain text.
pub fn wordpress(data: &[u8]) -> Corpus {
    rendered(data, BodyKind::WordPress);
    rendered(data, BodyKind::Html);
    rendered(data, BodyKind::Plain)
}

fn rendered(data: &[u8], kind: BodyKind) -> Corpus {
    let mut comment = Comment {
        origin: Arc::new(Origin {
            format: "jsonl",
            identity: Identity::Numbered,
            file: SourcePath::new("content/comments/a.jsonl"),
        }),
        line: 1,
        source_id: None,
        parent: None,
        place: Arc::new(Place::default()),
        author: Author::default().into(),
        written: None,
        body: String::from_utf8_lossy(data).into_owned().into(),
        kind,
        plain: None,
        has_time: true,
        held: None,
        mentions: Box::default(),
    };
    comment.plain = body::over(&comment, &config().limits);
    assert_body(&comment);
    Corpus::Keep
}

/// Fails when the body of a comment is not fit to be shown.
pub fn assert_body(comment: &Comment) {
    let text = comment.body.text();
    let render = || body::render(&text, comment.kind, comment.plain);
    let rendered = render();
    assert_in_proportion(text.len(), rendered.as_str().len());
    assert_comment(rendered.as_str());
    assert_eq!(render(), rendered, "another time something else, of {text:?}");
    let excerpt = body::excerpt(&text, comment.kind, 80);
    assert!(excerpt.chars().count() <= 81, "{excerpt:?}");
}

fn assert_in_proportion(before: usize, after: usize) {
    assert!(after <= before * 20 + (64 << 10), "{before} bytes became {after}");
}
