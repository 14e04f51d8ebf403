//! Front matter as who is new to it writes it: without a fence, or with one that a text processor made dashes of.

use crate::post::{Kind, dialect};

/// The key with which a file without front matter begins, and its line, if the line below looks like more of it.
pub(super) fn begins(whole: &str, kind: Kind) -> Option<(String, u32)> {
    let (line, rest) = (1..).zip(whole.lines()).find(|(_, line)| !line.trim().is_empty())?;
    let key = key(rest, kind)?;
    let next = whole.lines().nth(line as usize)?.trim();
    let is_more =
        self::key(next, kind).is_some() || next.len() > 2 && next.bytes().all(|c| c == b'-');
    (is_more || is_typeset(next)).then(|| (key.to_owned(), line))
}

/// The key of a line, if it is one of ours or of another generator, or the Dutch word for one. What only a profile has is text
/// elsewhere: `Contact: Jan`.
fn key(line: &str, kind: Kind) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let key = key.trim_end();
    let is_key = |key: &str| match kind {
        Kind::Expert => dialect::of_expert(key).is_some(),
        _ => dialect::meaning(key).is_some(),
    };
    let is_dutch = || {
        let lowered = key.to_lowercase();
        dialect::DUTCH.iter().any(|(dutch, own)| *dutch == lowered && is_key(own))
    };
    let is_word = !key.is_empty() && !key.contains(char::is_whitespace);
    (is_word && (is_key(key) || is_dutch())).then_some(key)
}

/// Whether a line is a fence of which a text processor made other dashes: `—-`, `–––`.
pub(super) fn is_typeset(line: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    !line.is_ascii() && line.chars().count() > 1 && line.chars().all(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_without_a_fence_are_told_from_text() {
        let (post, expert) = (Kind::Post, Kind::Expert);
        for (kind, whole, wanted) in [
            (post, "Titel: Water\nDatum: 5 maart 2024\n\nTekst.", Some(("Titel", 1))),
            (post, "\ntitle: Water\ndate: 2024-03-05\n---\nTekst.", Some(("title", 2))),
            (post, "title : Water\n---\nTekst.", Some(("title", 1))),
            (post, "Title: Water\n\nTekst.", None),
            (post, "Let op: dit.\nBron: dat.", None),
            (post, "Links:\n- een", None),
            (post, "# Titel: a\ndate: b", None),
            (post, "Contact: Jan\nE-mail: de balie\n", None),
            (post, "Naam: Jan\nFunctie: Dijkwacht\n", None),
            (expert, "Naam: Jan\nFunctie: Dijkwacht\n", Some(("Naam", 1))),
            (post, "", None),
        ] {
            let found = begins(whole, kind);
            let found = found.as_ref().map(|(key, line)| (key.as_str(), *line));
            assert_eq!(found, wanted, "{whole}");
        }
    }

    #[test]
    fn dashes_of_a_text_processor_are_a_fence() {
        for (line, wanted) in [
            ("—-", true),
            ("–––", true),
            ("——-", true),
            ("---", false),
            ("—", false),
            ("— a", false),
        ] {
            assert_eq!(is_typeset(line), wanted, "{line}");
        }
    }
}
