//! Takes a passage out of a comment, wherever markup or blanks stand in it.

use std::ops::Range;

use crate::comment::{BodyKind, text};
use crate::html::tokens::{Token, attributes, decode, tokens};

/// A character that readers see, with the bytes of the body that it is written with.
#[derive(Clone, Copy)]
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
    let found = occurrences(&seen, &wanted);
    let mut edits: Vec<(Range<usize>, String)> =
        found.map(|found| (place(&seen[found]), shown.to_string())).collect();
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

/// The addresses of links of which the passage is the text, or within it: they stay when the words go, unless they hold them too.
pub fn addresses_left(body: &str, passage: &str, kind: BodyKind) -> Vec<String> {
    let passage = one_blank(passage);
    let wanted: Vec<char> = passage.chars().collect();
    let Read { seen, tags } = read(body, kind != BodyKind::Plain);
    let mut found: Vec<String> = Vec::new();
    let mut keep = |address: Option<String>| {
        found.extend(address.filter(|address| !address.contains(&passage)));
    };
    for range in occurrences(&seen, &wanted).map(|found| place(&seen[found])) {
        let opened = tags.partition_point(|tag| tag.start < range.start);
        let ended = tags.partition_point(|tag| tag.start < range.end);
        let before = tags[..opened].iter().rev().find_map(|tag| anchor(&body[tag.clone()]));
        keep(before.flatten());
        tags[opened..ended].iter().for_each(|tag| keep(anchor(&body[tag.clone()]).flatten()));
        if kind == BodyKind::Markdown {
            keep(destination(&body[range.end..]));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where a tag leads that begins a link; nowhere if it ends one. `None` for the tag of anything else.
fn anchor(tag: &str) -> Option<Option<String>> {
    match tokens(tag).next()? {
        Token::Open { name, attributes: own, .. } if name.eq_ignore_ascii_case("a") => {
            let mut own = attributes(own);
            let address = own.find(|(name, _)| name.eq_ignore_ascii_case("href"));
            Some(address.map(|(_, address)| decode(address).trim().to_owned()))
        }
        Token::Close { name, .. } if name.eq_ignore_ascii_case("a") => Some(None),
        _ => None,
    }
}

/// Where a link of Markdown leads, within the text of which this is the rest.
fn destination(rest: &str) -> Option<String> {
    let end = rest.find(['[', ']', '\n'])?;
    let address = rest[end..].strip_prefix("](")?;
    let address = &address[..address.find([')', ' ', '\n'])?];
    Some(address.trim_matches(['<', '>']).to_owned())
}

/// Where these characters stand among those that are seen, one place behind the other.
fn occurrences(seen: &[Seen], wanted: &[char]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while !wanted.is_empty() && at + wanted.len() <= seen.len() {
            let found = at..at + wanted.len();
            if seen[found.clone()].iter().zip(wanted).all(|(seen, one)| seen.character == *one) {
                at = found.end;
                return Some(found);
            }
            at += 1;
        }
        None
    })
}

/// Where characters in a row are written.
fn place(seen: &[Seen]) -> Range<usize> {
    seen.first().map_or(0, |first| first.start)..seen.last().map_or(0, |last| last.end)
}

/// What has to be redacted in place of a passage, once something else comes in these places of the body, which are in their order: nothing
/// if it went altogether, and several passages if it stood there more than once, and each time something else is left of it.
pub fn left(
    (body, is_marked): (&str, bool),
    passage: &str,
    gone: &[Range<usize>],
    instead: &str,
) -> Vec<String> {
    let blank = one_blank(passage);
    let wanted: Vec<char> = blank.chars().collect();
    let Read { seen, tags } = read(body, is_marked);
    let gone = Gone { places: gone, instead };
    let of = |seen: &[Seen]| match seen.iter().all(|one| gone.at(one.start).is_none()) {
        true => passage.to_owned(),
        false => gone.left(seen),
    };
    let mut all: Vec<String> = occurrences(&seen, &wanted).map(|found| of(&seen[found])).collect();
    let mut is_there = !all.is_empty();
    all.retain(|left| left != instead);
    let is_in = |tag: &Range<usize>| {
        gone.at(tag.start).is_none() && without(&body[tag.clone()], &blank, "") != body[tag.clone()]
    };
    for tag in tags.into_iter().filter(is_in) {
        is_there = true;
        let written = inside(body, &tag);
        let meant = unescaped(&written);
        let is_read = |seen: &&Vec<Seen>| occurrences(seen, &wanted).next().is_some();
        let reading = [&written, &meant].into_iter().find(is_read);
        let Some(seen) = reading else {
            all.push(passage.to_owned());
            continue;
        };
        // With the passage went all attributes: what is left of the one is told, so that the others do not come back.
        all.extend(occurrences(seen, &wanted).filter_map(|found| {
            let left = of(&seen[found.clone()]);
            let around = || attribute(&body[tag.clone()], seen[found.start].start - tag.start);
            if left != instead {
                return Some(left);
            }
            let around = around()?;
            let around = tag.start + around.start..tag.start + around.end;
            let is_own = |one: &&Seen| around.start <= one.start && one.end <= around.end;
            let own: Vec<Seen> = seen.iter().filter(is_own).copied().collect();
            Some(gone.left(&own))
        }));
    }
    if !is_there {
        all.push(passage.to_owned());
    }
    all.sort();
    all.dedup();
    all
}

/// What goes from a text, and what comes there.
struct Gone<'g> {
    places: &'g [Range<usize>],
    instead: &'g str,
}

impl Gone<'_> {
    /// In which of the places this one lies.
    fn at(&self, place: usize) -> Option<usize> {
        let next = self.places.partition_point(|range| range.end <= place);
        self.places.get(next).filter(|range| range.start <= place).map(|_| next)
    }

    /// These signs with what comes instead of some.
    fn left(&self, seen: &[Seen]) -> String {
        let (mut left, mut last) = (String::new(), None);
        for Seen { character, start, .. } in seen {
            let now = self.at(*start);
            match now {
                Some(_) if now == last => {}
                Some(_) => left.push_str(self.instead),
                None => left.push(*character),
            }
            last = now;
        }
        left
    }
}

/// What stands in a tag, as it is written but for its entities.
fn inside(body: &str, tag: &Range<usize>) -> Vec<Seen> {
    let start = tag.start + 1;
    let mut seen = read(&body[start..tag.end], true).seen;
    for one in &mut seen {
        (one.start, one.end) = (start + one.start, start + one.end);
    }
    seen
}

/// The same signs, with those that percent signs stand for in an address.
fn unescaped(seen: &[Seen]) -> Vec<Seen> {
    let hex = |at: usize| seen.get(at)?.character.to_digit(16);
    let byte = |at: usize| {
        let is_escape = seen.get(at).is_some_and(|one| one.character == '%');
        let (high, low) = hex(at + 1).zip(hex(at + 2)).filter(|_| is_escape)?;
        u8::try_from(16 * high + low).ok()
    };
    let (mut all, mut at) = (Vec::new(), 0);
    while at < seen.len() {
        let from = at;
        let bytes: Vec<u8> = std::iter::from_fn(|| {
            let byte = byte(at)?;
            at += 3;
            Some(byte)
        })
        .collect();
        if bytes.is_empty() {
            all.push(seen[at]);
            at += 1;
            continue;
        }
        let mut place = from;
        for character in String::from_utf8_lossy(&bytes).chars() {
            let end = (place + 3 * character.len_utf8()).min(at).max(place + 1);
            let (start, last) = (seen[place].start, seen[end - 1].end);
            let character = if character.is_whitespace() { ' ' } else { character };
            all.push(Seen { character, start, end: last });
            place = end.min(at - 1);
        }
    }
    all
}

/// The attribute of a tag in which this place lies, with its name.
fn attribute(tag: &str, place: usize) -> Option<Range<usize>> {
    let Token::Open { name, attributes: own, .. } = tokens(tag).next()? else { return None };
    let mut end = 1 + name.len();
    attributes(own).find_map(|(name, value)| {
        let start = end + tag[end..].find(name)?;
        end = start + name.len();
        end += tag[end..].find(value)? + value.len();
        let quote = tag[end..].chars().next().filter(|sign| matches!(sign, '"' | '\''));
        end += quote.map_or(0, char::len_utf8);
        (start..end).contains(&place).then_some(start..end)
    })
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
    #[test]
    fn of_a_passage_is_left_what_stands_beside_what_went() {
        let body = "a <b>jan bos</b> &amp; tel &amp; jan <a href=\"tel\">x</a> tel";
        let at = |text: &str| body.find(text).map(|start| start..start + text.len());
        let gone = [at("jan bos").unwrap(), at("&amp; tel").unwrap()];
        for (passage, expected) in [
            ("jan", &["jan"][..]),
            ("bos", &[]),
            ("bos & tel", &["[...] [...]"]),
            ("tel & jan", &["[...] & jan"]),
            ("a jan", &["a [...]"]),
            ("tel", &["tel"]),
            ("niets", &["niets"]),
        ] {
            assert_eq!(left((body, true), passage, &gone, "[...]"), expected, "{passage}");
        }
        let gone = std::slice::from_ref(&(3..6));
        assert_eq!(left(("x  tel, x\ntel", false), "x tel", gone, "!"), ["x !", "x tel"]);
        let link = "<a href=\"tel:06\">06</a>";
        assert_eq!(left((link, true), "06", std::slice::from_ref(&(17..19)), "!"), ["06"]);
        let within = std::slice::from_ref(&(13..15));
        assert_eq!(left((link, true), "tel:06", within, "!"), ["tel:!"]);
        assert_eq!(left((link, true), "tel:", within, "!"), ["tel:"]);
        // Of the attribute of which all went something has to be left, or those beside it are on the page again.
        assert_eq!(left((link, true), "06", within, "!"), ["06", "href=\"tel:!\""]);
    }

    #[test]
    fn what_is_left_of_a_passage_is_found_in_a_tag_however_it_is_written() {
        for (tag, passage, gone, expected) in [
            ("<a href=\"x?to=jan&amp;tel=06\">", "jan&tel=06", "jan", "!&tel=06"),
            ("<a title='Jan&nbsp;Bos  06'>", "Jan Bos 06", "Jan&nbsp;Bos", "! 06"),
            ("<a href=/j%C3%A9%20bos>", "jé bos", "bos", "jé !"),
            ("<a href=/j%C3%A9%20bos>", "jé bos", "j%C3%A9", "! bos"),
            ("<a href=/x title='Jan Bos' k>", "Jan Bos", "Jan Bos", "title='!'"),
            ("<a title=Jan href=/x>", "Jan", "Jan", "title=!"),
        ] {
            let start = tag.find(gone).unwrap();
            let gone = std::slice::from_ref(&(start..start + gone.len())).to_vec();
            assert_eq!(left((tag, true), passage, &gone, "!"), [expected], "{tag}");
        }
    }

    #[test]
    fn the_address_of_a_link_stays_when_its_text_goes() {
        use BodyKind::{Html, Markdown, Plain};
        let link =
            "Mail <A class=k href='https://x.example/in/jan&amp;b'>de <b>Jan</b> Bos</A>, Jan.";
        for (body, passage, kind, wanted) in [
            (link, "Jan Bos", Html, vec!["https://x.example/in/jan&b"]),
            (link, "Mail de", Html, vec!["https://x.example/in/jan&b"]),
            (link, "in/jan", Html, vec![]),
            (link, ", Jan.", Html, vec![]),
            ("<a href=\"mailto:p@x.nl\">p@x.nl</a>", "p@x.nl", Html, vec![]),
            ("<a name=x>Jan</a>", "Jan", Html, vec![]),
            (
                "Zie [Jan Bos, zei hij](https://x.example/jan).",
                "Jan Bos",
                Markdown,
                vec!["https://x.example/jan"],
            ),
            ("Jan Bos en [dit](https://x.example/jan).", "Jan Bos", Markdown, vec![]),
            (link, "Jan", Plain, vec![]),
        ] {
            assert_eq!(addresses_left(body, passage, kind), wanted, "{passage} {kind:?}");
        }
    }
}
