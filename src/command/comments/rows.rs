//! Every comment as a row: what became of it, its key, and where it stands.

use serde_json::{Value, json};

use crate::comment::matching::reference;
use crate::comment::moderation::{Keys, Placed};
use crate::comment::{Held, Moment, body};
use crate::config::Config;
use crate::diagnostic::terminal::visible;
use crate::site::Discussed;

/// How much of a text tells which comment it is.
const EXCERPT: usize = 80;

/// What became of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// It waits for somebody to decide.
    Held(Held),
    Unmatched,
    Duplicate,
    Published,
}

impl Status {
    /// What became of a comment that counts.
    pub(super) fn of(placed: &Placed) -> Status {
        match (placed.comment.held, placed.post) {
            (Some(held), _) => Status::Held(held),
            (None, None) => Status::Unmatched,
            (None, Some(_)) => Status::Published,
        }
    }

    /// The word in reports: `published`, `held`, `unmatched`, `duplicate`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Status::Held(_) => "held",
            Status::Unmatched => "unmatched",
            Status::Duplicate => "duplicate",
            Status::Published => "published",
        }
    }

    /// The reason, if it is held: `pending`, `spam`.
    pub(super) fn reason(self) -> Option<String> {
        let Status::Held(held) = self else { return None };
        serde_json::to_value(held).ok()?.as_str().map(str::to_owned)
    }

    /// What `--status` takes for it: the reason, or else the status.
    pub(super) fn code(self) -> String {
        self.reason().unwrap_or_else(|| self.name().to_owned())
    }
}

/// A comment in a list.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) status: Status,
    pub(super) key: String,
    /// The slug of its post.
    pub(super) post: Option<String>,
    /// What the export says of its place, if no post was found.
    pub(super) place: Option<String>,
    pub(super) author: String,
    pub(super) written: Option<String>,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) text: String,
}

/// A moment in the time zone of the site: `2026-01-01 10:00`.
pub(super) fn moment(moment: Moment, config: &Config) -> String {
    let time = jiff::Timestamp::from_second(moment.0).unwrap_or_default();
    let time = time.to_zoned_datetime(config.timezone.clone());
    time.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The text on one line, with what a terminal would obey to be seen.
pub(super) fn harmless(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    visible(&words.join(" "))
}

/// The same with its lines as they are.
pub(super) fn harmless_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(visible).collect();
    lines.join("\n")
}

impl Row {
    /// The row of a comment that counts.
    pub(super) fn new(index: usize, discussed: &Discussed, keys: &Keys, config: &Config) -> Row {
        let comments = &discussed.conversation.comments;
        let Placed { comment, post, .. } = &comments[index];
        let post = post.and_then(|post| discussed.matcher.destination(post));
        Row {
            status: Status::of(&comments[index]),
            key: keys.of(index, comments, &discussed.matcher),
            place: post.is_none().then(|| harmless(&reference(&comment.place))),
            post: post.map(|post| post.slug.clone()),
            author: harmless(&comment.author.name),
            written: comment.written.map(|written| moment(written, config)),
            file: comment.file.to_string(),
            line: comment.line,
            text: harmless(&body::excerpt(&comment.body, comment.kind, EXCERPT)),
        }
    }

    /// Every comment, those that count in their order, and behind them those that a newer export has too.
    pub(super) fn all(discussed: &Discussed, keys: &Keys, config: &Config) -> Vec<Row> {
        let count = discussed.conversation.comments.len();
        let mut rows: Vec<Row> =
            (0..count).map(|index| Row::new(index, discussed, keys, config)).collect();
        for superseded in &discussed.superseded {
            let file = superseded.file.to_string();
            let newer = rows[superseded.by].clone();
            rows.push(Row { status: Status::Duplicate, file, line: superseded.line, ..newer });
        }
        rows
    }

    /// For `--json`.
    pub(super) fn json(&self) -> Value {
        json!({
            "key": self.key, "status": self.status.name(), "reason": self.status.reason(),
            "post": self.post, "place": self.place, "author": self.author, "date": self.written,
            "file": self.file, "line": self.line, "text": self.text,
        })
    }

    /// For a pipe: cells with tabs between.
    pub(super) fn plain(&self) -> String {
        let post = self.post.as_deref().or(self.place.as_deref()).unwrap_or_default();
        let written = self.written.as_deref().unwrap_or_default();
        let place = format!("{}:{}", visible(&self.file), self.line);
        [&self.status.code(), &self.key, post, written, &self.author, &self.text, &place].join("\t")
    }
}
