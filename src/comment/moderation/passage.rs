//! Takes a passage out of a comment, wherever markup or blanks stand in it.

use crate::comment::text;

/// A character that readers see, with the bytes of the body that it is written with.
struct Seen {
    character: char,
    start: usize,
    end: usize,
}

/// The body with every occurrence of the passage replaced; `None` if it does not occur. In a body with markup the tags
/// between its words make no difference, and neither do entities; blanks and line ends count as one blank.
pub(super) fn replace(
    body: &str,
    passage: &str,
    replacement: &str,
    is_marked: bool,
) -> Option<String> {
    let seen = seen(body, is_marked);
    let wanted: Vec<char> = {
        let words: Vec<&str> = passage.split_whitespace().collect();
        words.join(" ").chars().collect()
    };
    if wanted.is_empty() {
        return None;
    }
    let mut result = String::with_capacity(body.len());
    let (mut copied, mut at, mut count) = (0, 0, 0);
    while at + wanted.len() <= seen.len() {
        let is_here = seen[at..at + wanted.len()]
            .iter()
            .zip(&wanted)
            .all(|(seen, wanted)| seen.character == *wanted);
        if !is_here {
            at += 1;
            continue;
        }
        result.push_str(&body[copied..seen[at].start]);
        let shown = if is_marked { crate::html::escape(replacement) } else { replacement.into() };
        result.push_str(&shown);
        copied = seen[at + wanted.len() - 1].end;
        at += wanted.len();
        count += 1;
    }
    result.push_str(&body[copied..]);
    (count > 0).then_some(result)
}

fn seen(body: &str, is_marked: bool) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::with_capacity(body.len());
    let mut push = |character: char, start: usize, end: usize| {
        let is_blank = character.is_whitespace();
        match seen.last_mut() {
            Some(last) if is_blank && last.character == ' ' => last.end = end,
            _ => seen.push(Seen { character: if is_blank { ' ' } else { character }, start, end }),
        }
    };
    let mut at = 0;
    while let Some(character) = body[at..].chars().next() {
        let end = at + character.len_utf8();
        let rest = &body[at..];
        at = match character {
            '<' if is_marked
                && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') =>
            {
                match rest.find('>') {
                    Some(close) => at + close + 1,
                    None => end,
                }
            }
            '&' if is_marked => match rest.find(';').filter(|close| *close <= 12) {
                Some(close) => {
                    let entity_end = at + close + 1;
                    let decoded = text::decode_entities(&body[at..entity_end]).into_owned();
                    decoded.chars().for_each(|character| push(character, at, entity_end));
                    entity_end
                }
                None => {
                    push(character, at, end);
                    end
                }
            },
            _ => {
                push(character, at, end);
                end
            }
        };
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_goes_whatever_stands_in_it() {
        for (body, passage, marked, result) in [
            ("Bel 06-123 of 06-123.", "06-123", false, Some("Bel [x] of [x].")),
            ("Bel <em>Jan</em> de\nBoer nu", "Jan de Boer", true, Some("Bel <em>[x] nu")),
            ("R&amp;D van Jan", "R&D", true, Some("[x] van Jan")),
            ("R&amp;D van Jan", "R&D", false, None),
            ("niets", "iets anders", true, None),
            ("1 < 2 & 3", "2 & 3", true, Some("1 < [x]")),
        ] {
            assert_eq!(replace(body, passage, "[x]", marked).as_deref(), result, "{body}");
        }
        assert_eq!(replace("a geheim", "geheim", "<b>", true).as_deref(), Some("a &lt;b&gt;"));
    }
}
