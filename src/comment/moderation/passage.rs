//! Takes a passage out of a comment, wherever markup or blanks stand in it.

use std::ops::Range;

use crate::comment::text;

/// A character that readers see, with the bytes of the body that it is written with.
struct Seen {
    character: char,
    start: usize,
    end: usize,
}

/// The body with every occurrence of the passage replaced; `None` if it does not occur. In a body with markup the tags
/// between its words make no difference and stay, and neither do entities; blanks and line ends count as one blank. A tag
/// loses its attributes if the passage stands in them, written as it is or as in an address.
pub(super) fn replace(
    body: &str,
    passage: &str,
    replacement: &str,
    is_marked: bool,
) -> Option<String> {
    let passage = one_blank(passage);
    let wanted: Vec<char> = passage.chars().collect();
    if wanted.is_empty() {
        return None;
    }
    let Read { seen, tags } = read(body, is_marked);
    let shown = if is_marked { crate::html::escape(replacement) } else { replacement.into() };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= seen.len() {
        let here = &seen[at..at + wanted.len()];
        if !here.iter().zip(&wanted).all(|(seen, wanted)| seen.character == *wanted) {
            at += 1;
            continue;
        }
        let range = here[0].start..here[wanted.len() - 1].end;
        edits.push((range, shown.to_string()));
        at += wanted.len();
    }
    // Tags within a passage stay behind what replaces it.
    let passages = edits.len();
    for tag in tags {
        let bare = without(&body[tag.clone()], &passage, &shown);
        let before = edits[..passages].partition_point(|(range, _)| range.start <= tag.start);
        match edits[..passages].get_mut(before.wrapping_sub(1)) {
            Some((range, text)) if range.contains(&tag.start) => text.push_str(&bare),
            _ if bare != body[tag.clone()] => edits.push((tag, bare)),
            _ => {}
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut result = String::with_capacity(body.len());
    let mut copied = 0;
    for (range, text) in edits {
        result.push_str(&body[copied..range.start]);
        result.push_str(&text);
        copied = range.end;
    }
    result.push_str(&body[copied..]);
    Some(result)
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A tag that does not hold the passage: its name stays, unless that is no name of an element.
fn without(tag: &str, passage: &str, replacement: &str) -> String {
    let written = text::decode_entities(tag);
    let meant = percent_encoding::percent_decode_str(&written).decode_utf8_lossy();
    if ![&*written, &*meant].into_iter().any(|text| one_blank(text).contains(passage)) {
        return tag.to_owned();
    }
    let inside = tag.trim_start_matches('<').trim_end_matches('>');
    let name = inside.split(|sign: char| sign.is_whitespace()).next().unwrap_or_default();
    let name = name.trim_end_matches('/');
    let is_name = name.trim_start_matches('/').chars().all(|sign| sign.is_ascii_alphanumeric());
    if is_name && !name.contains(passage) { format!("<{name}>") } else { replacement.to_owned() }
}

/// A body as readers see it, and its tags.
struct Read {
    seen: Vec<Seen>,
    tags: Vec<Range<usize>>,
}

fn read(body: &str, is_marked: bool) -> Read {
    let mut seen: Vec<Seen> = Vec::with_capacity(body.len());
    let mut tags = Vec::new();
    let mut push = |character: char, start: usize, end: usize| {
        let is_blank = character.is_whitespace();
        match seen.last_mut() {
            Some(last) if is_blank && last.character == ' ' => last.end = end,
            _ => seen.push(Seen { character: if is_blank { ' ' } else { character }, start, end }),
        }
    };
    // A body may have many signs that begin a tag, and none that ends one.
    let last = body.rfind('>').unwrap_or(0);
    let mut at = 0;
    while let Some(character) = body[at..].chars().next() {
        let end = at + character.len_utf8();
        let rest = &body[at..];
        at = match character {
            '<' if is_marked
                && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') =>
            {
                let close = if at < last { rest.find('>') } else { None };
                let tag_end = close.map_or(end, |close| at + close + 1);
                tags.push(at..tag_end);
                tag_end
            }
            '&' if is_marked => match rest.bytes().take(13).position(|byte| byte == b';') {
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
    Read { seen, tags }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_goes_whatever_stands_in_it() {
        for (body, passage, marked, result) in [
            ("Bel 06-123 of 06-123.", "06-123", false, Some("Bel [x] of [x].")),
            ("Bel <em>Jan</em> de\nBoer nu", "Jan de Boer", true, Some("Bel <em>[x]</em> nu")),
            (
                "Mail <a class=\"k\" href=\"mailto:p%40x.nl\" title='p&#64;x.nl'>p@x.nl</a>, zei hij",
                "p@x.nl",
                true,
                Some("Mail <a>[x]</a>, zei hij"),
            ),
            ("Zie <a href=\"tel:06-123\">hier</a>.", "06-123", true, Some("Zie <a>hier</a>.")),
            ("Mail <p@x.nl> nu", "p@x.nl", true, Some("Mail [x] nu")),
            ("<i title=\"a\">b</i> c", "c", true, Some("<i title=\"a\">b</i> [x]")),
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
