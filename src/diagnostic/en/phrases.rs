//! Words and turns that several sentences of the English catalogue share.

use crate::diagnostic::Expected;
use crate::diagnostic::words::{names, number, size};

/// What belongs there, and an example of it.
pub(super) fn expected_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("text", "`\"Water in the city\"`, with quotation marks"),
        Expected::Number => ("a number", "`20`, without quotation marks"),
        Expected::Boolean => ("yes or no", "`true` for yes or `false` for no"),
        Expected::Date => ("a date", "`2026-11-23`: year, month, day"),
        Expected::List => ("a list", "`[\"water\", \"energy\"]`"),
        Expected::Table => ("a group of keys", "`{ key = \"value\" }`"),
        Expected::Color => ("a colour", "`\"#154273\"`: a hash and six digits or letters a-f"),
        Expected::Address => ("a full address", "`\"https://knowledge.example.org/\"`"),
        Expected::TimeZone => ("a time zone", "`\"Europe/London\"`"),
        Expected::LanguageCode => ("a language code", "`\"nl\"` or `\"en\"`"),
        Expected::RelativePath => ("a path within the site", "`\"images/logo.svg\"`"),
        Expected::Permalink => ("a pattern with `{slug}`", "`\"{year}/{slug}.html\"`: year first"),
        Expected::CommentsState => ("`open`, `closed` or `hidden`", "`closed`: no new comments"),
        Expected::HtmlPolicy => ("`sanitised` or `trusted`", "`\"sanitised\"`: only safe HTML"),
        Expected::Status => ("a status of comments", "`\"approved\"`: accepted by a moderator"),
        Expected::DateOrder => ("an order of dates", "`\"dmy\"` or `\"mdy\"`"),
    }
}

/// Why a comment is not shown, by the name that the report counts it under.
pub(super) fn held(reason: &str) -> &str {
    match reason {
        "pending" => "it still waits for approval",
        "spam" => "it is marked as spam",
        "trash" => "it is in the bin",
        "pingback" | "trackback" => "it is an automatic message of another website",
        "note" => "it is an internal note of the editors",
        "other-type" => "it is not a reader's comment",
        "password-protected" => "the post has a password",
        "private-post" => "the post is private",
        "unpublished-post" => "the post is not published yet",
        "trashed-post" => "the post is in the bin",
        "other-item" => "it does not belong to a post",
        "empty" => "it has no text",
        "hidden" => "a moderator has hidden it",
        "hidden-discussion" => "the post says `comments: hidden`",
        other => other,
    }
}

/// A suggestion, or else what to do.
pub(super) fn meant(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => otherwise.to_owned(),
    }
}

/// A suggestion, and what to do if it was not meant.
pub(super) fn meant_or(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`? If not: {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// How much room to make; nought says that nobody knows.
pub(super) fn space(needed: u64) -> String {
    if needed == 0 { "some space".to_owned() } else { format!("at least {}", bytes(needed)) }
}

pub(super) fn list(items: &[String]) -> String {
    names(items, "and")
}

pub(super) fn alternatives(items: &[String]) -> String {
    names(items, "or")
}

pub(super) fn count(amount: u64) -> String {
    number(amount, ',')
}

pub(super) fn bytes(amount: u64) -> String {
    size(amount, '.')
}
