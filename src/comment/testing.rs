//! What the tests of the formats share.

use std::borrow::Cow;
use std::sync::Arc;

use super::portions::tests::assert_same;
use super::{Author, BodyKind, Comment, Export, Format, Identity, Moment, Origin, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Severity};
use crate::source::{Source, SourcePath};

/// A site with all its settings as they are by default.
pub(crate) fn config() -> Config {
    crate::site::tests::config("title = \"Kennisblog\"")
}

/// Reads these bytes as this format, which must recognise them.
pub(super) fn read(format: &Format, name: &str, bytes: &[u8], config: &Config) -> Checked<Export> {
    let source = Source::new(name, bytes.to_vec());
    assert_eq!((format.recognises)(&source), Ok(()), "{name} is not recognised as {}", format.name);
    let whole = (format.read)(&source, config);
    assert_same(&source, &whole, config);
    whole
}

/// The text of a comment; what was read whole is not packed.
pub(crate) fn body(comment: &Comment) -> &str {
    match comment.body.text() {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => panic!("packed"),
    }
}

/// The codes of the problems, errors with a `!`, each with its line.
pub(super) fn codes(checked: &Checked<Export>) -> Vec<String> {
    let mark = |severity| if severity == Severity::Error { "!" } else { "" };
    let line = |line: Option<u32>| line.map_or(String::new(), |line| format!(":{line}"));
    checked
        .problems
        .iter()
        .map(|p| format!("{}{}{}", mark(p.severity), p.code(), line(p.line)))
        .collect()
}

/// An approved WordPress comment with this id and text, under the post `/2024/water/`.
pub(crate) fn comment(id: &str, body: &str) -> Comment {
    Comment {
        origin: Arc::new(Origin {
            format: "wxr",
            identity: Identity::Numbered,
            file: SourcePath::new("content/comments/a.xml"),
        }),
        line: 1,
        source_id: Some(id.into()),
        parent: None,
        place: Arc::new(Place {
            system: "oud.example".into(),
            address: Some("https://oud.example/2024/water/".into()),
            ..Place::default()
        }),
        author: Arc::new(Author { name: format!("Lezer {id}"), ..Author::default() }),
        written: id.parse().ok().map(Moment),
        body: body.into(),
        kind: BodyKind::WordPress,
        mentions: Box::default(),
        plain: None,
        has_time: true,
        held: None,
    }
}
