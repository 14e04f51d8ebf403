//! Front matter as who is new to it writes it: without a fence, or with one that a text processor made dashes of.

use crate::post::dialect;

/// The key with which a file without front matter begins, and its line, if the line below looks like more of it.
pub(super) fn begins(whole: &str) -> Option<(String, u32)> {
    let (line, rest) = (1..).zip(whole.lines()).find(|(_, line)| !line.trim().is_empty())?;
    let key = key(rest)?;
    let next = whole.lines().nth(line as usize)?.trim();
    let is_more = self::key(next).is_some() || next.len() > 2 && next.bytes().all(|c| c == b'-');
    (is_more || is_typeset(next)).then(|| (key.to_owned(), line))
}

/// The key of a line, if it is one of ours or of another generator, or the Dutch word for one.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let key = key.trim_end();
    let is_dutch = || {
        let lowered = key.to_lowercase();
        dialect::DUTCH.iter().any(|(dutch, _)| *dutch == lowered)
    };
    let is_word = !key.is_empty() && !key.contains(char::is_whitespace);
    (is_word && (dialect::of_expert(key).is_some() || is_dutch())).then_some(key)
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
        for (whole, wanted) in [
            ("Titel: Water\nDatum: 5 maart 2024\n\nTekst.", Some(("Titel", 1))),
            ("\ntitle: Water\ndate: 2024-03-05\n---\nTekst.", Some(("title", 2))),
            ("title : Water\n---\nTekst.", Some(("title", 1))),
            ("Title: Water\n\nTekst.", None),
            ("Let op: dit.\nBron: dat.", None),
            ("Links:\n- een", None),
            ("# Titel: a\ndate: b", None),
            ("", None),
        ] {
            let found = begins(whole);
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
