//! A text as words, whatever stands between and around them: in lower case, markup left out, entities as what they stand for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::comment::person::without_accents;
use crate::comment::text::{decode_entities, entity};
use crate::html::tokens::{Token, tokens};

/// A word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, in form NFC.
    pub(super) text: String,
    /// Its place in the text, as it is written there.
    pub(super) range: Range<usize>,
}

impl Word {
    /// Whether it has a figure in it: then it is no word of a sentence.
    pub(super) fn has_figure(&self) -> bool {
        self.text.contains(|sign: char| sign.is_ascii_digit())
    }
}

/// Elements within a word: all others part what stands before and after their tags. `o:p` and `st1:…` are those of Word and Outlook.
const INLINE: [&str; 35] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];
/// Between two sections of raw text in XML, which are one text; the first is what a program makes of `]]>` in such a section.
const SECTIONS: [&str; 2] = ["]]]]><![CDATA[>", "]]><![CDATA["];

/// Every word of a text. With `is_marked`, tags are none; entities are read in any text, for a mail or a table may have them too.
pub(super) fn of(whole: &str, is_marked: bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    each(whole, is_marked, |text, range| words.push(Word { text: text.to_owned(), range }));
    words
}

/// Gives every word of a text as it is in [`Word`], one at a time.
pub(super) fn each(whole: &str, is_marked: bool, keep: impl FnMut(&str, Range<usize>)) {
    let mut read = Reading { word: String::new(), start: 0, last: 0, keep };
    let mut at = 0;
    // Looked for once: a text of nothing but open tags would take its square in time.
    let (mut is_closed, mut is_noted) = (true, true);
    while let Some(first) = whole.as_bytes().get(at) {
        // Most of any text are such letters, and what stands between them.
        if first.is_ascii_alphanumeric() {
            let own = whole.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
            let end = at + own.count();
            read.push(&whole[at..end], at..end);
            at = end;
            continue;
        }
        if first.is_ascii() && !matches!(first, b'<' | b']' | b'&') {
            read.end();
            at += 1;
            continue;
        }
        let rest = &whole[at..];
        let Some(mut character) = rest.chars().next() else { break };
        let mut end = at + character.len_utf8();
        match character {
            '<' if is_marked
                && is_closed
                && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') =>
            {
                let close = rest.find('>');
                is_closed = close.is_some();
                end = close.map_or(end, |close| at + close + 1);
                // A tag may stand within a word: J<em>an</em>.
                if is_closed && !is_inline(&whole[at..end]) {
                    read.end();
                }
                at = end;
                continue;
            }
            // A note is nothing.
            '<' if is_marked && is_noted && rest.starts_with("<!--") => {
                let close = rest.find("-->");
                is_noted = close.is_some();
                at = close.map_or(end, |close| at + close + "-->".len());
                continue;
            }
            ']' if let Some(sign) = SECTIONS.iter().find(|sign| rest.starts_with(**sign)) => {
                at += sign.len();
                continue;
            }
            '&' => {
                if let Some((length, decoded)) = entity(&rest[1..]) {
                    end = at + 1 + length;
                    character = decoded.chars().next().unwrap_or(' ');
                }
            }
            _ => {}
        }
        read.see(character, at..end);
        at = end;
    }
    read.end();
}

/// A word that is being read.
struct Reading<K> {
    word: String,
    start: usize,
    last: usize,
    keep: K,
}

impl<K: FnMut(&str, Range<usize>)> Reading<K> {
    fn push(&mut self, letters: &str, place: Range<usize>) {
        if self.word.is_empty() {
            self.start = place.start;
        }
        self.word.push_str(letters);
        self.last = place.end;
    }

    fn see(&mut self, character: char, place: Range<usize>) {
        if character.is_alphanumeric() || is_combining(character) {
            self.push(character.encode_utf8(&mut [0; 4]), place);
        } else if !is_unseen(character) {
            self.end();
        }
    }

    fn end(&mut self) {
        if self.word.is_empty() {
            return;
        }
        if self.word.is_ascii() {
            self.word.make_ascii_lowercase();
        } else {
            self.word = self.word.to_lowercase();
            // Below the first accent that stands apart nothing is to be put together.
            if self.word.chars().any(|letter| letter >= '\u{300}') {
                self.word = self.word.nfc().collect();
            }
        }
        (self.keep)(&self.word, self.start..self.last);
        self.word.clear();
    }
}

/// Whether a character stands within a word, and is not seen.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a tag is of an element that may stand within a word.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric() && !"-:".contains(c)).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    INLINE.contains(&name.as_str()) || name.starts_with("st1:")
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// The same words without accents, as names are compared: who writes of `Rafaël` may not find the key for it.
pub(super) fn unaccented(whole: &str, is_marked: bool) -> Vec<Word> {
    let mut words = of(whole, is_marked);
    for word in words.iter_mut().filter(|word| !word.text.is_ascii()) {
        word.text = without_accents(&word.text);
    }
    words
}

/// A place in a text with the parenthesis that closes what it opens: `Boer, J. de (Jan)` goes whole.
pub(super) fn closed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let is_open = own.matches('(').count() > own.matches(')').count();
    let end = range.end + usize::from(is_open && text[range.end..].starts_with(')'));
    range.start..end
}

/// Where the `@` right before a place begins, as it is or as an entity.
pub(super) fn sign_before(text: &str, place: usize) -> Option<usize> {
    /// No more bytes does `&commat;` or `&#00064;` have.
    const MOST: usize = 8;
    let head = &text[..place];
    if head.ends_with('@') {
        return Some(place - 1);
    }
    let near = place.saturating_sub(MOST);
    let start = near + head.as_bytes()[near..].iter().rposition(|byte| *byte == b'&')?;
    let (length, sign) = entity(&head[start + 1..])?;
    (sign == "@" && start + 1 + length == place).then_some(start)
}

/// Whether some of these words, from one on and so many, are part of something longer that is somebody else's: `Klaas-Jan de Vries`,
/// `Jan de Vries-Bakker`, `A.J. de Vries`, `jan.de.vries@x.example`.
pub(super) fn goes_on(text: &str, words: &[Word], (at, length): (usize, usize)) -> bool {
    let is_hyphen =
        |sign: &str| matches!(sign, "-" | "\u{2010}" | "\u{2011}" | "\u{fe63}" | "\u{ff0d}");
    let is_single = |word: &Word| {
        let mut letters = word.text.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let (own, behind) = (&words[at..at + length], &words[at + length..]);
    let is_behind = own.last().zip(behind.first()).is_some_and(|(last, next)| {
        let end = closed(text, own[0].range.start..last.range.end).end;
        between(text, end..next.range.start).is_some_and(|gap| is_hyphen(&gap))
    });
    let is_before = words[..at].last().is_some_and(|before| {
        let gap = between(text, before.range.end..own[0].range.start).unwrap_or_default();
        let is_initial = gap == "." || gap.trim_end() == "." && is_single(&own[0]);
        is_hyphen(gap.strip_suffix('@').unwrap_or(&gap)) || is_initial && is_single(before)
    });
    is_behind || is_before || is_in_address(text, words, (at, length))
}

/// Whether these words are some of an e-mail address.
fn is_in_address(text: &str, words: &[Word], (at, length): (usize, usize)) -> bool {
    /// More words an address does not have on either side.
    const MOST: usize = 8;
    // Whether from word to word there is one sign, until one is an `@`.
    let leads_to = |pairs: &mut dyn Iterator<Item = (&Word, &Word)>| {
        let signs = pairs.map(|(one, next)| between(text, one.range.end..next.range.start));
        let mut signs = signs.take(MOST).map(Option::unwrap_or_default);
        let joins = |sign: &String| matches!(sign.as_str(), "." | "-" | "_" | "+" | "%");
        signs.find(|sign| !joins(sign)).as_deref() == Some("@")
    };
    let (before, behind) = (&words[..=at], &words[at + length - 1..]);
    leads_to(&mut before.iter().rev().skip(1).zip(before.iter().rev()))
        || leads_to(&mut behind.iter().zip(&behind[1..]))
}

/// Whether an address is not a part of a longer one.
pub(super) fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (next, behind) = (after.next(), after.next());
    let is_sign = |c: char| c.is_alphanumeric() || c == '-';
    let goes_on = next == Some('.') && behind.is_some_and(char::is_alphanumeric);
    let is_before = before.is_some_and(|c| c.is_alphanumeric() || "._%+-".contains(c));
    !(is_before || goes_on || next.is_some_and(is_sign))
}

/// Whether words begin with these.
pub(super) fn begins(words: &[Word], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, own)| word.text == *own)
}

/// What is read between two words; nothing if something parts them that may not stand within a word.
fn between(text: &str, gap: Range<usize>) -> Option<String> {
    let mut read = String::new();
    for token in tokens(text.get(gap)?) {
        match token {
            Token::Open { raw, .. } | Token::Close { raw, .. } if !is_inline(raw) => return None,
            Token::Text(raw) => read.push_str(&decode_entities(raw)),
            _ => {}
        }
    }
    read.retain(|sign| !is_unseen(sign));
    Some(read)
}

/// The tags with attributes of a text, and where each begins.
pub(super) fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    tokens(text).filter_map(move |token| {
        let start = next;
        next += token.raw().len();
        match token {
            Token::Open { raw, attributes, .. } if !attributes.is_empty() => Some((start, raw)),
            _ => None,
        }
    })
}

/// Places in what is read of a text without the tags that stand in them, and those in its tags: in their order, none in another.
pub(super) fn parts(
    text: &str,
    is_marked: bool,
    [read, tags]: [Vec<Range<usize>>; 2],
) -> Vec<Range<usize>> {
    let own = read.into_iter().flat_map(|range| parted(text, range, is_marked));
    merged(own.chain(tags).collect())
}

/// Places in their order, none in another.
pub(in crate::comment) fn merged(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|range| range.start);
    places.dedup_by(|next, last| {
        let is_within = next.start < last.end;
        if is_within {
            last.end = last.end.max(next.end);
        }
        is_within
    });
    places
}

/// A passage in the parts that consist of words: no tags, and nothing that is content and no word, such as a picture or a smiley.
fn parted(text: &str, range: Range<usize>, is_marked: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut part: Option<Range<usize>> = None;
    let (mut is_first, mut is_closed) = (true, true);
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(character) = rest.chars().next() else { break };
        let (mut read, mut end) = (character, at + character.len_utf8());
        let is_tag = character == '<'
            && is_marked
            && is_closed
            && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let close = if is_tag { rest.find('>') } else { None };
        if let Some((length, decoded)) = rest.strip_prefix('&').and_then(entity) {
            (read, end) = (decoded.chars().next().unwrap_or(' '), at + 1 + length);
        }
        is_closed = !is_tag || close.is_some();
        if let Some(close) = close {
            end = at + close + 1;
        }
        if close.is_some() || is_picture(read) {
            parts.extend(part.take());
            is_first = false;
        } else if read.is_alphanumeric() || is_combining(read) {
            // A passage may begin with a sign, as a mention does.
            let start = if is_first { range.start } else { at };
            part.get_or_insert(start..end).end = end;
            is_first = false;
        }
        at = end;
    }
    // It may end with one too.
    parts.extend(part.map(|part| part.start..range.end));
    if parts.is_empty() { vec![range] } else { parts }
}

/// Whether a character is seen and read as no word: arrows, signs and smileys.
fn is_picture(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
        && !character.is_alphanumeric()
}

/// The words alone, without accents.
pub(super) fn texts(text: &str, is_marked: bool) -> Vec<String> {
    unaccented(text, is_marked).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_through_markup_and_entities() {
        for (text, marked, words) in [
            ("Jan de Vries, ja.", false, &["jan", "de", "vries", "ja"][..]),
            ("J<em>an</em>&nbsp;de\u{ad} VRIES", true, &["jan", "de", "vries"]),
            ("Ren&eacute;e & Zo\u{308}e", false, &["renée", "zöe"]),
            ("a < b <c", false, &["a", "b", "c"]),
            ("jan@oud.example", false, &["jan", "oud", "example"]),
            ("", true, &[]),
            ("<p>dank</p><p>Jan Bos zei</p>", true, &["dank", "jan", "bos", "zei"]),
            ("dank<br />Jan<BR>Bos", true, &["dank", "jan", "bos"]),
            (
                "<li>een<li>twee</ul><blockquote>drie</blockquote>vier",
                true,
                &["een", "twee", "drie", "vier"],
            ),
            ("<A href=\"x\">J</A><Strong>an</Strong>", true, &["jan"]),
            (
                "<o:p>J</o:p>an<!-- x > y --> <st1:PersonName w:st=\"on\">Bos</st1:PersonName>s",
                true,
                &["jan", "boss"],
            ),
            ("<!-- Jan <b>B</b>os", true, &["jan", "bos"]),
            ("Ren&eacute Zo&#235 Andr&eacute;e &regio", false, &["rené", "zoë", "andrée", "regio"]),
            ("J]]><![CDATA[an Bo]]]]><![CDATA[>s x]]>", false, &["jan", "bos", "x"]),
        ] {
            let found: Vec<String> = of(text, marked).into_iter().map(|word| word.text).collect();
            assert_eq!(found, words, "{text}");
        }
        let text = "Dag <b>Ren&eacute;e</b>!";
        assert_eq!(&text[of(text, true)[1].range.clone()], "Ren&eacute;e");
    }

    #[test]
    fn a_passage_has_its_words_and_nothing_else() {
        for (text, marked, parts) in [
            ("<b>Jan</b> de Vries", true, &["<b>Jan", "de Vries"][..]),
            ("@Jan <i>Bos</i> (JB)", true, &["@Jan", "Bos", "JB)"]),
            ("a b</p><p>👎 <img alt=\"x\"></p>c &amp; d", true, &["a b", "c &amp; d"]),
            ("a 👎 b &#128078; c.", false, &["a", "b", "c."]),
            ("a < b <c", true, &["a < b <c"]),
            ("👎", false, &["👎"]),
        ] {
            // The range of a passage begins with its first word.
            let from = if text.starts_with("<b>") { 3 } else { 0 };
            let found = parted(text, from..text.len(), marked);
            let found: Vec<&str> = found.into_iter().map(|part| &text[part]).collect();
            let parts: Vec<&str> =
                parts.iter().map(|part| part.trim_start_matches("<b>")).collect();
            assert_eq!(found, parts, "{text}");
        }
    }

    #[test]
    fn what_is_part_of_something_longer_goes_on() {
        for (text, expected) in [
            ("Jan Bos", false),
            ("x - Jan Bos", false),
            ("Klaas-Jan Bos", true),
            ("Klaas-<b>Jan Bos</b>", true),
            ("<li>Klaas-<li>Jan Bos", false),
            ("Klaas&#45;Jan Bos", true),
            ("Klaas\u{2011}Jan Bos", true),
            ("Jan Bos&shy;-Bakker", true),
            ("Jan Bos\u{2013}en Els", false),
            ("A.Jan Bos", true),
            ("optie A. Jan Bos", false),
            ("1.Jan Bos", false),
            ("zo.Jan Bos", false),
            ("jan.bos@x.example", true),
            ("jan.bos.sr@x.example", true),
            ("els@jan-bos.example", true),
            ("els@x.jan-bos.example", true),
            ("https://x.example/jan-bos", false),
            ("Zie @Jan Bos", false),
            ("klaas-@Jan Bos", true),
        ] {
            let words = of(text, true);
            let at = words.iter().position(|word| word.text == "jan").unwrap();
            assert_eq!(goes_on(text, &words, (at, 2)), expected, "{text}");
        }
    }

    #[test]
    fn the_sign_of_a_mention_may_be_an_entity() {
        for (text, expected) in [
            ("@jan", Some("@jan")),
            ("é@jan", Some("@jan")),
            ("x &#64;jan", Some("&#64;jan")),
            ("&commat;jan", Some("&commat;jan")),
            ("&#x40jan", Some("&#x40jan")),
            ("&#64jan", Some("&#64jan")),
            ("&amp;jan", None),
            ("@ jan", None),
            ("jan", None),
        ] {
            let words = of(text, true);
            let place = words.last().expect("a word").range.start;
            assert_eq!(sign_before(text, place).map(|start| &text[start..]), expected, "{text}");
        }
    }

    #[test]
    fn accents_go_and_the_letters_of_other_scripts_stay() {
        for (text, words) in [
            ("Rafaël PIÑAS", &["rafael", "pinas"][..]),
            ("Zoe\u{308} Søren Łukasz İnci Weiß", &["zoe", "soren", "lukasz", "inci", "weiss"]),
            ("किरण 山田 Σωκράτης", &["किरण", "山田", "σωκρατης"]),
        ] {
            assert_eq!(texts(text, false), words, "{text}");
        }
        let text = "Dag Rafaël!";
        assert_eq!(&text[unaccented(text, true)[1].range.clone()], "Rafaël");
    }
}
