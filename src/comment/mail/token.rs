//! The mark in the subject of an e-mail that says what it is about: `[kb:<post>]`, or `[kb:<post>#<comment>]` for an answer.
//!
//! - `<post>` is the slug of the post: `water-op-straat`. If two posts have that slug, it is the path of the page instead, with its
//!   slash: `2024/water-op-straat`, with or without `.html`.
//! - `<comment>` is what stands behind `#comment-` in the address of the comment on our page: `1042`, `f3a09c1b22`.
//!
//! Both are letters, digits, `-` and, in paths, `/`, so nothing needs quoting in a subject, in a `mailto:` link, or in a file of
//! Excel. Mail programs keep the subject of what is answered, whatever they put before it, so answers to answers carry the mark
//! too. It may stand anywhere in the subject, in any case, also broken over lines; the last one counts, for it was added last.
//!
//! [`write()`] makes the mark for the theme's links, [`find`] reads it.

/// What a message says that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The slug of the post, or its path if there is a slash in it.
    pub post: String,
    /// The comment that is answered.
    pub comment: Option<String>,
}

const START: &str = "[kb:";

/// The mark for this post, and for this comment on it.
pub fn write(post: &str, comment: Option<&str>) -> String {
    let post = post.trim_matches('/');
    match comment {
        Some(comment) => format!("{START}{post}#{comment}]"),
        None => format!("{START}{post}]"),
    }
}

/// The mark in this subject.
pub fn find(subject: &str) -> Option<Token> {
    let (start, end) = place(subject)?;
    // A long subject may come with blanks where its lines were broken.
    let inner: String = subject[start + START.len()..end].split_whitespace().collect();
    let (post, comment) = match inner.split_once('#') {
        Some((post, comment)) => (post, Some(comment)),
        None => (inner.as_str(), None),
    };
    let is_plain = |text: &str, more: &str| {
        text.chars().all(|c| c.is_alphanumeric() || c == '-' || more.contains(c))
    };
    let post = post.trim_matches('/').to_lowercase();
    if post.is_empty() || post.len() > 300 || !is_plain(&post, "/._~%") || post.contains("..") {
        return None;
    }
    let comment = comment.map(|id| id.strip_prefix("comment-").unwrap_or(id));
    let comment = comment.filter(|id| !id.is_empty() && id.len() <= 60 && is_plain(id, ""));
    Some(Token { post, comment: comment.map(str::to_owned) })
}

/// The subject without marks.
pub(super) fn without(subject: &str) -> String {
    let mut left = subject.to_owned();
    while let Some((start, end)) = place(&left) {
        left.replace_range(start..=end, " ");
    }
    left.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the last mark begins, and its closing bracket.
fn place(subject: &str) -> Option<(usize, usize)> {
    let lowered = subject.to_ascii_lowercase();
    let start = lowered.rfind(START)?;
    let end = start + lowered[start..].find(']')?;
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_survives_what_mail_programs_do() {
        let token = |post: &str, comment: Option<&str>| {
            Some(Token { post: post.into(), comment: comment.map(str::to_owned) })
        };
        for (subject, expected) in [
            ("[kb:water]", token("water", None)),
            (
                "RE: Antw: Reactie op: Water [kb:water-op-straat#1042]",
                token("water-op-straat", Some("1042")),
            ),
            ("FW: [KB:Water#f3a09c1b22] x", token("water", Some("f3a09c1b22"))),
            ("[kb:een-heel-lange- titel#1042 ]", token("een-heel-lange-titel", Some("1042"))),
            ("[kb:2024/water.html#comment-7]", token("2024/water.html", Some("7"))),
            ("[kb:water#7-2]", token("water", Some("7-2"))),
            ("RE: [kb:oud] [kb:nieuw]", token("nieuw", None)),
            ("[kb:water#<script>]", token("water", None)),
            ("[kb:]", None),
            ("[kb:../../etc]", None),
            ("[kb:a b\"c]", None),
            ("[kb:water", None),
            ("Water", None),
        ] {
            assert_eq!(find(subject), expected, "{subject}");
        }
        for (post, comment) in [("water", None), ("2024/water", Some("f3a09c1b22"))] {
            let written = write(post, comment);
            assert_eq!(find(&format!("Re: {written}")), token(post, comment));
        }
        assert_eq!(without("RE: Water  [kb:a] [kb:b#1]"), "RE: Water");
    }
}
