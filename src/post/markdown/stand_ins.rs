//! Comments that stand in a prepared text for what is put there later: where boxes begin and end, and the signs of quotes.

/// A character that nobody types, in the comments that stand where boxes begin and end.
pub(crate) const MARK: char = '\u{10FFFD}';

/// What a comment that stands for a box says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoxMark {
    /// The box of this number begins.
    Open(usize),
    /// The innermost box ends.
    Close,
}

/// What this raw HTML says of a box, if it is one of our comments.
pub(crate) fn box_mark(raw: &str) -> Option<BoxMark> {
    let inner = raw.trim().strip_prefix("<!--")?.strip_suffix("-->")?.strip_prefix(MARK)?;
    if inner == "/" { Some(BoxMark::Close) } else { inner.parse().ok().map(BoxMark::Open) }
}

/// The sign of a quote that is a box, as a comment that no one sees.
pub(super) fn mark_of_quote(sign: &str) -> String {
    format!("<!--{MARK}{sign}-->")
}

/// The sign in such a comment.
pub(super) fn quote_mark(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix("<!--")?.strip_suffix("-->")?.strip_prefix(MARK)?;
    inner.starts_with("[!").then_some(inner)
}

/// Whether this raw HTML is the mark that ends the summary, in any dialect.
pub(crate) fn is_summary_mark(raw: &str) -> bool {
    let inner = raw.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| {
        matches!(inner.trim().to_ascii_lowercase().as_str(), "more" | "truncate" | "excerpt")
    })
}
