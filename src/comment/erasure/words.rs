//! A text as words, whatever stands between and around them: in lower case, markup left out, entities as what they stand for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::comment::person::without_accents;
use crate::comment::text::entity;

/// A word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, in form NFC.
    pub(super) text: String,
    /// Its place in the text, as it is written there.
    pub(super) range: Range<usize>,
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

/// Whether what stands in this place goes on behind a hyphen: `Klaas-Jan de Vries` and `Jan de Vries-Bakker` are others.
pub(super) fn goes_on(text: &str, range: &Range<usize>) -> bool {
    let is_joined = |[near, far]: [Option<char>; 2]| {
        near == Some('-') && far.is_some_and(char::is_alphanumeric)
    };
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    is_joined([before.next(), before.next()]) || is_joined([after.next(), after.next()])
}

/// A passage in the parts that consist of words, and the tags between those. What is content and no word, such as a picture or a
/// smiley, is in none.
pub(super) fn parted(
    text: &str,
    range: Range<usize>,
    is_marked: bool,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut parts, mut tags) = (Vec::new(), Vec::new());
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
            tags.push(at..end);
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
    if parts.is_empty() { (vec![range], Vec::new()) } else { (parts, tags) }
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
        for (text, marked, parts, tags) in [
            ("<b>Jan</b> de Vries", true, &["<b>Jan", "de Vries"][..], 1),
            ("@Jan <i>Bos</i> (JB)", true, &["@Jan", "Bos", "JB)"], 2),
            ("a b</p><p>👎 <img alt=\"x\"></p>c &amp; d", true, &["a b", "c &amp; d"], 4),
            ("a 👎 b &#128078; c.", false, &["a", "b", "c."], 0),
            ("a < b <c", true, &["a < b <c"], 0),
            ("👎", false, &["👎"], 0),
        ] {
            // The range of a passage begins with its first word.
            let from = if text.starts_with("<b>") { 3 } else { 0 };
            let (found, between) = parted(text, from..text.len(), marked);
            let found: Vec<&str> = found.into_iter().map(|part| &text[part]).collect();
            let parts: Vec<&str> =
                parts.iter().map(|part| part.trim_start_matches("<b>")).collect();
            assert_eq!((found, between.len()), (parts, tags), "{text}");
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
