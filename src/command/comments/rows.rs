//! Every comment as a row: what became of it, its key, and where it stands.

use serde::Serialize;

use crate::comment::matching::reference;
use crate::comment::moderation::{Keys, Placed};
use crate::comment::{Comment, Held, Moment, body};
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
        match (placed.comment.held, placed.post()) {
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

/// A row as `--json` has it, its fields in the order of the alphabet like those of every report.
#[derive(Debug, Serialize)]
pub(super) struct Told<'a> {
    author: &'a str,
    date: Option<&'a str>,
    file: &'a str,
    key: &'a str,
    line: u32,
    place: Option<&'a str>,
    post: Option<&'a str>,
    reason: Option<String>,
    status: &'static str,
    text: &'a str,
}

/// When a comment was written, in the time zone of the site: `2026-01-01 10:00`, or the day alone.
pub(super) fn written(comment: &Comment, config: &Config) -> Option<String> {
    date((comment.written, comment.has_time), config)
}

/// The same of a moment of which it is known whether it says the time.
fn date((written, has_time): (Option<Moment>, bool), config: &Config) -> Option<String> {
    let Moment(seconds) = written?;
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    let time = time.to_zoned_datetime(config.timezone.clone());
    let form = if has_time { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
    Some(time.strftime(form).to_string())
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
        let comments = &discussed.comments;
        let Placed { comment, .. } = &comments[index];
        let post = comments[index].post().and_then(|post| discussed.matcher.destination(post));
        Row {
            status: Status::of(&comments[index]),
            key: keys.of(index, comments, &discussed.matcher),
            place: post.is_none().then(|| harmless(&reference(&comment.place))),
            post: post.map(|post| post.slug.clone()),
            author: harmless(&comment.author.name),
            written: written(comment, config),
            file: comment.origin.file.to_string(),
            line: comment.line,
            text: harmless(&body::excerpt(&comment.body.text(), comment.kind, EXCERPT)),
        }
    }

    /// The row of any comment: those that count have the first numbers, in their order, and behind them come those that a newer
    /// export has too, with what they said themselves.
    pub(super) fn nth(number: usize, discussed: &Discussed, keys: &Keys, config: &Config) -> Row {
        let row = |index| Row::new(index, discussed, keys, config);
        let Some(place) = number.checked_sub(discussed.comments.len()) else { return row(number) };
        let one = &discussed.superseded[place];
        let (said, kind) = &one.said;
        Row {
            status: Status::Duplicate,
            author: harmless(&one.author.name),
            written: date(one.written, config),
            file: one.file.to_string(),
            line: one.line,
            text: harmless(&body::excerpt(&said.text(), *kind, EXCERPT)),
            ..row(one.by)
        }
    }

    /// How many rows there are.
    pub(super) fn count(discussed: &Discussed) -> usize {
        discussed.comments.len() + discussed.superseded.len()
    }

    /// For `--json`, as text.
    pub(super) fn json(&self) -> String {
        serde_json::to_string(&self.told()).expect("texts and numbers can be written")
    }

    /// For `--json`.
    pub(super) fn told(&self) -> Told<'_> {
        Told {
            author: &self.author,
            date: self.written.as_deref(),
            file: &self.file,
            key: &self.key,
            line: self.line,
            place: self.place.as_deref(),
            post: self.post.as_deref(),
            reason: self.status.reason(),
            status: self.status.name(),
            text: &self.text,
        }
    }

    /// For a pipe: cells with tabs between.
    pub(super) fn plain(&self) -> String {
        let post = self.post.as_deref().or(self.place.as_deref()).unwrap_or_default();
        let written = self.written.as_deref().unwrap_or_default();
        let place = format!("{}:{}", visible(&self.file), self.line);
        [&self.status.code(), &self.key, post, written, &self.author, &self.text, &place].join("\t")
    }
}
