//! The repair that the texts of every export need: bytes become text, line ends `\n`, and what other programs broke is mended or counted.

use std::borrow::Cow;
use std::net::IpAddr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use quick_xml::escape::resolve_html5_entity;
use unicode_normalization::UnicodeNormalization;

use super::body::tidy::tidy;
use crate::diagnostic::terminal::{is_blank, is_invisible};
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::SourcePath;

/// A file as text.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// Where in the bytes the first lies that the encoding does not know, if there is one.
    pub(crate) invalid: Option<usize>,
}

impl Decoded<'_> {
    /// What is to be told of a file whose bytes are not all of its encoding.
    pub(crate) fn warning(&self, file: &SourcePath) -> Option<Diagnostic> {
        let offset = u64::try_from(self.invalid?).unwrap_or(u64::MAX);
        Some(Diagnostic::warning(Problem::NotUtf8 { offset }).at(file))
    }
}

/// The text of these bytes: a byte order mark decides, then zeros at every other place (UTF-16), then whether they are UTF-8, then
/// `declared`, then whether most of them are UTF-8, and Windows-1252 if all else fails.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..], length);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, bytes, 0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), invalid: None };
    }
    // A name that promises two bytes a character was refuted just now.
    let declared = declared.filter(|name| *name != UTF_16LE && *name != UTF_16BE);
    let guessed = if is_mostly_utf_8(bytes) { UTF_8 } else { WINDOWS_1252 };
    decode_as(declared.unwrap_or(guessed), bytes, 0)
}

/// Whether more letters with accents are UTF-8 than are not, so that a few come from elsewhere.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut known, mut unknown) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Each character has one first byte, and those of more than one byte begin with C2 or more.
        known += chunk.valid().bytes().filter(|byte| *byte >= 0xc2).count();
        unknown += chunk.invalid().len();
    }
    known > unknown
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], skipped: usize) -> Decoded<'a> {
    if encoding != UTF_8 {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Decoded { text, invalid: None };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), invalid: None },
        Err(error) => Decoded {
            text: Cow::Owned(decode_mixed(bytes)),
            invalid: Some(skipped + error.valid_up_to()),
        },
    }
}

/// UTF-8 in which some bytes come from Windows: each of those is read as Windows has it.
pub(super) fn decode_mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// Markup and headings begin with ASCII, of which UTF-16 makes every other byte zero.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    if head.len() < 4 {
        return None;
    }
    let zeros =
        |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 * 3 / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd >= most.max(1) => Some(UTF_16LE),
        (even, 0) if even >= most.max(1) => Some(UTF_16BE),
        _ => None,
    }
}

/// The text with line ends as `\n`, C1 characters read as Windows meant them, and without other
/// control characters; these are added to `removed`.
pub(crate) fn repair<'a>(text: impl Into<Cow<'a, str>>, removed: &mut u64) -> Cow<'a, str> {
    let text = text.into();
    // Whole chunks without a way out are what the compiler turns into vector instructions.
    let suspect = |chunk: &[u8]| chunk.iter().fold(false, |found, byte| found | is_suspect(*byte));
    let Some(chunk) = text.as_bytes().chunks(CHUNK).position(suspect) else {
        return text;
    };
    let start = chunk * CHUNK;
    let first = text.as_bytes()[start..].iter().position(|byte| is_suspect(*byte)).unwrap_or(0);
    Cow::Owned(repair_from(&text, start + first, removed))
}

/// Few enough bytes for a count of them to fit in one.
const CHUNK: usize = 128;

/// Whether a character that begins with this byte may need repair. C2 begins the C1 characters.
fn is_suspect(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n' && byte != b'\t') || byte == 0x7f || byte == 0xc2
}

fn repair_from(text: &str, first: usize, removed: &mut u64) -> String {
    let mut repaired = String::with_capacity(text.len());
    repaired.push_str(&text[..first]);
    let mut characters = text[first..].chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    repaired.push('\n');
                }
            }
            '\n' | '\t' => repaired.push(character),
            '\u{80}'..='\u{9f}' => match windows_1252(character) {
                Some(meant) => repaired.push(meant),
                None => *removed += 1,
            },
            _ if character.is_control() => *removed += 1,
            _ => repaired.push(character),
        }
    }
    repaired
}

/// What Windows-1252 has at the place of a C1 character; five places are empty.
fn windows_1252(control: char) -> Option<char> {
    let byte = u8::try_from(u32::from(control)).ok()?;
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|character| !character.is_control())
}

/// The text with HTML entities replaced, once: `O&#039;Brien` becomes `O'Brien`. What is no entity stays as it is.
pub(crate) fn decode_entities<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    if !text.contains('&') {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(ampersand) = rest.find('&') {
        decoded.push_str(&rest[..ampersand]);
        let tail = &rest[ampersand + 1..];
        // The longest name has 31 letters; looking no further keeps the cost linear.
        let end = tail.bytes().take(33).position(|byte| byte == b';');
        let entity = end.and_then(|end| Some((push_entity(&tail[..end], &mut decoded)?, end)));
        rest = match entity {
            Some(((), end)) => &tail[end + 1..],
            None => {
                decoded.push('&');
                tail
            }
        };
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Adds what `&name;` stands for; `None` if nobody knows it.
pub(super) fn push_entity(name: &str, text: &mut String) -> Option<()> {
    let Some(number) = name.strip_prefix('#') else {
        text.push_str(resolve_html5_entity(name)?);
        return Some(());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(())
}

/// What an entity behind an `&` stands for, and its length: also without its `;`, as browsers read the number or the name of a letter
/// (`Ren&eacute`).
pub(super) fn entity(rest: &str) -> Option<(usize, String)> {
    const LONGEST: usize = 32;
    const LONGEST_LETTER: usize = 6;
    let mut decoded = String::new();
    let end =
        rest.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
    let name = &rest[..end.unwrap_or(rest.len().min(LONGEST))];
    if rest[name.len()..].starts_with(';') && push_entity(name, &mut decoded).is_some() {
        return Some((name.len() + 1, decoded));
    }
    let open = |length: usize| {
        let mut decoded = String::new();
        push_entity(name.get(..length)?, &mut decoded)?;
        let is_letter = |c: char| c <= '\u{ff}' && (c.is_alphabetic() || c == '\u{a0}');
        (name.starts_with('#') || decoded.chars().all(is_letter)).then_some((length, decoded))
    };
    (2..=name.len().min(LONGEST_LETTER)).rev().find_map(open)
}

/// A passage that was UTF-8, read as Windows-1252 and saved again: `reÃ«el`. It is told, never
/// mended, because nobody but the reader knows what was meant.
pub(super) fn double_encoded(text: &str) -> Option<&str> {
    // The search for one character is much faster than that for either of two.
    if !text.contains('Ã') && !text.contains('â') {
        return None;
    }
    let at = text.match_indices(['Ã', 'â']).find_map(|(at, found)| {
        let mut following = text[at + found.len()..].chars();
        let broken = match found {
            "Ã" => following.next().is_some_and(is_continuation),
            _ => following.next() == Some('€') && following.next().is_some_and(is_continuation),
        };
        broken.then_some(at)
    })?;
    let start =
        text[..at].char_indices().rev().take(12).take_while(|(_, c)| !c.is_whitespace()).last();
    let start = start.map_or(at, |(start, _)| start);
    let length: usize = text[start..]
        .chars()
        .take(24)
        .take_while(|character| !character.is_ascii_whitespace())
        .map(char::len_utf8)
        .sum();
    Some(&text[start..start + length])
}

/// Whether Windows-1252 shows a continuation byte of UTF-8 (80 to BF) as this character.
fn is_continuation(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{bf}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(character)
}

/// A name and the e-mail address in it, for these never reach a page: `Jan <j@x.nl>` and `j@x.nl`.
pub(crate) fn split_address(name: &str) -> (&str, Option<&str>) {
    if !name.contains('@') {
        return (name.trim(), None);
    }
    if let Some((before, address)) =
        name.trim_end().strip_suffix('>').and_then(|n| n.rsplit_once('<'))
    {
        let address = address.trim().trim_start_matches("mailto:");
        if is_address(address) {
            return (before.trim().trim_matches('"').trim(), Some(address));
        }
    }
    let whole = name.trim().trim_start_matches("mailto:");
    if is_address(whole) {
        return ("", Some(whole));
    }
    match whole.rsplit_once([';', '|']) {
        Some((before, address)) if is_address(address.trim()) => {
            (before.trim_end_matches([';', '|', ' ']).trim_start(), Some(address.trim()))
        }
        _ => (name.trim(), None),
    }
}

/// Somebody's name and address in a field of SharePoint: `12;#Jan`, or `12;#Bos,, Jan,#jan,#jan@voorbeeld.example`.
pub(super) fn person_field(text: &str) -> Option<(String, Option<&str>)> {
    let (number, rest) = text.split_once(";#")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let own = rest.split(";#").next().filter(|_| is_number)?;
    let mut parts = own.split(",#");
    let name = parts.next()?.replace(",,", ",");
    Some((name, parts.find(|part| is_address(part) && !part.contains('|'))))
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        let plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '@' | ',' | ';');
        // On an intranet a host may be a single word.
        let is_host = host.starts_with(char::is_alphanumeric) && host.chars().all(plain);
        !user.is_empty() && user.chars().all(plain) && is_host
    })
}

/// A name as readers see it: at most 200 characters, for longer ones are no names, and without characters that nobody sees or
/// that turn the text around them, or that stand in towers on a letter.
pub(crate) fn shown_name(name: &str) -> String {
    const LONGEST: usize = 200;
    /// Of what is longer, looking for addresses in it costs no more than this.
    const LOOKED_AT: usize = 4_000;
    let name = without_addresses(&name[..name.floor_char_boundary(LOOKED_AT)]);
    let name = tidy(&name);
    let mut characters = name.trim().chars().filter(|c| !is_invisible(*c));
    let shown: String = characters.by_ref().take(LONGEST).collect();
    if shown.chars().all(|sign| sign.is_whitespace() || is_blank(sign)) {
        return String::new();
    }
    if characters.next().is_some() { format!("{shown}…") } else { shown }
}

/// A department as readers see it: what is filled in there may be anything, so it is cleaned as a name is.
pub(super) fn shown_department(text: Option<String>) -> Option<String> {
    text.map(|text| shown_name(&text)).filter(|text| !text.is_empty())
}

/// The name without the addresses of e-mail and of machines in it, whole or in disguise: they are for nobody to see.
fn without_addresses(name: &str) -> Cow<'_, str> {
    let is_part = |byte: u8| matches!(byte, b'@' | b'[' | b'(' | b'{' | b'%' | b'.' | b':');
    if name.is_ascii() && !name.bytes().any(is_part) {
        return Cow::Borrowed(name);
    }
    // What stands apart from its sign may be words: `Jan (at) work`.
    let glued = name.replace("[at]", "@").replace("(at)", "@");
    let is_private = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
        let plain: String = word.nfkc().collect();
        let plain = plain.replace("%40", "@");
        let last = word.rsplit(['_', '-', '@']).next().unwrap_or(word);
        is_address(&plain) && (plain.contains('.') || glued.contains(word))
            || [word, last].iter().any(|part| part.parse::<IpAddr>().is_ok())
    };
    const GLUE: [char; 4] = [';', ',', '#', '|'];
    let undisguised = undisguised(name);
    let is_glued = |word: &str| word.contains('@') && word.split(GLUE).any(is_private);
    if !undisguised.split_whitespace().any(|word| is_private(word) || is_glued(word)) {
        return Cow::Borrowed(name);
    }
    let words = undisguised.split_whitespace().map(|word| match word.contains('@') {
        true => word.split(GLUE).filter(|part| !is_private(part)).collect::<Vec<_>>().join(" "),
        false => word.to_owned(),
    });
    let words: Vec<String> = words.filter(|word| !word.is_empty() && !is_private(word)).collect();
    Cow::Owned(words.join(" "))
}

/// A name in which the signs of an address stand that somebody wrote as words in brackets: `jan [at] bos (punt) example`.
fn undisguised(name: &str) -> Cow<'_, str> {
    const SIGNS: [(&str, char); 5] =
        [("at", '@'), ("apenstaartje", '@'), ("apestaartje", '@'), ("dot", '.'), ("punt", '.')];
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once(['[', '(', '{']) {
        let word = after.split([']', ')', '}']).next().unwrap_or_default();
        let bare = word.trim();
        let sign = SIGNS.iter().find(|(sign, _)| bare.eq_ignore_ascii_case(sign));
        match sign.filter(|_| word.len() < after.len()) {
            Some((_, sign)) => {
                plain.push_str(before);
                plain.truncate(plain.trim_end().len());
                plain.push(*sign);
                rest = after[word.len() + 1..].trim_start();
            }
            None => {
                let bracket = rest.len() - after.len();
                plain.push_str(&rest[..bracket]);
                rest = after;
            }
        }
    }
    if plain.is_empty() {
        return Cow::Borrowed(name);
    }
    Cow::Owned(plain + rest)
}

/// Line numbers of ascending places in a text; each byte is looked at once.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    place: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// At the beginning of this text.
    pub(super) fn new(text: &'a str) -> Self {
        Lines::within(text, 0, 1)
    }

    /// At this place of a text, which lies on this line.
    pub(super) fn within(text: &'a str, place: usize, line: u32) -> Self {
        Lines { text, place, line }
    }

    /// The line, from 1, of this place, which must not lie before the one asked for last.
    pub(super) fn at(&mut self, place: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.place..place).unwrap_or_default();
        let count = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
        let ends: usize = passed.chunks(CHUNK).map(|chunk| usize::from(count(chunk))).sum();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.place = self.place.max(place);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_no_addresses() {
        for (name, shown) in [
            ("Jan (jan@secret.example)", "Jan"),
            ("jan@secret.example via Form", "via Form"),
            ("ｊａｎ＠secret.example", ""),
            ("Jan jan[at]secret.example", "Jan"),
            ("jan%40secret.example", ""),
            ("jan [at] secret.example", ""),
            ("Jan ( AT ) secret [punt] example", ""),
            ("Jan {apenstaartje} secret (dot) example Bos", "Bos"),
            ("Jan Bos (jan [at] secret.example)", "Jan Bos"),
            ("Jan (team at work) [x", "Jan (team at work) [x"),
            ("Jan (punt) Bos", "Jan (punt) Bos"),
            ("(at) Jan", "(at) Jan"),
            ("Jan (at) work", "Jan (at) work"),
            ("jan(at)localhost", ""),
            ("84.12.3.4", ""),
            ("Guest_84.12.3.4", ""),
            ("Piet 2001:db8::1", "Piet"),
            ("an@localhost", ""),
            ("Jan (an@x)", "Jan"),
            ("Team  @work", "Team  @work"),
            ("Jan @ work", "Jan @ work"),
            ("Jan Bos;jan@secret.example", "Jan Bos"),
            ("Bos,Jan|jan@secret.example,#", "Bos Jan"),
            ("Jan 3.0", "Jan 3.0"),
        ] {
            assert_eq!(shown_name(name), shown, "{name}");
        }
    }

    #[test]
    fn a_name_and_an_address_are_told_apart() {
        for (text, name, address) in [
            ("Jan <j@x.example>", "Jan", Some("j@x.example")),
            ("Jan de Vries;j@x.example", "Jan de Vries", Some("j@x.example")),
            ("Jan | j@x.example", "Jan", Some("j@x.example")),
            ("j@x.example", "", Some("j@x.example")),
            ("Jan; @work", "Jan; @work", None),
        ] {
            assert_eq!(split_address(text), (name, address), "{text}");
        }
        for (text, field) in [
            ("12;#Jan", Some(("Jan", None))),
            (
                "12;#Vries,, Jan de,#i:0#.f|membership|j@x.example,#j@x.example,#,#Vries,, Jan de",
                Some(("Vries, Jan de", Some("j@x.example"))),
            ),
            ("12;#Jan;#13;#An", Some(("Jan", None))),
            ("Jan;#An", None),
            (";#An", None),
        ] {
            let field = field.map(|(name, address): (&str, _)| (name.to_owned(), address));
            assert_eq!(person_field(text), field, "{text}");
        }
    }

    #[test]
    fn departments_hold_no_addresses() {
        for (text, shown) in [
            ("Beheer", Some("Beheer")),
            ("ICT <ict@x.example>", Some("ICT")),
            ("team@x.example", None),
            ("192.0.2.7", None),
            ("an@localhost", None),
        ] {
            assert_eq!(shown_department(Some(text.into())).as_deref(), shown, "{text}");
        }
    }

    #[test]
    fn names_hold_nothing_unseen_and_have_an_end() {
        assert_eq!(shown_name(" \u{202e}Jan\u{200b}\u{feff} de Wit "), "Jan de Wit");
        assert_eq!(
            shown_name(&format!("Z{}e", "\u{300}".repeat(50))),
            format!("Z{}e", "\u{300}".repeat(8))
        );
        assert_eq!(shown_name(&"é".repeat(201)), format!("{}…", "é".repeat(200)));
        assert_eq!(shown_name(&"é".repeat(200)), "é".repeat(200));
        // Looking for addresses costs no more than the beginning is long.
        for part in ["(", "[at", "a@b ", "(at)"] {
            assert!(shown_name(&part.repeat(1_000_000)).chars().count() <= 201, "{part}");
        }
    }

    #[test]
    fn a_name_of_nothing_that_is_seen_is_none() {
        let names = [
            "\u{200d}",
            "\u{200c}\u{200d}",
            "\u{3164}",
            "\u{2800} ",
            "\u{fe0f}",
            "\u{115f}",
            "\u{ffa0}",
        ];
        for name in names {
            assert_eq!(shown_name(name), "", "{}", name.escape_unicode());
        }
        for name in ["❤\u{fe0f}", "سی\u{200c}پا", "👩\u{200d}🔧"] {
            assert_eq!(shown_name(name), name);
        }
    }

    #[test]
    fn bytes_become_text_whatever_wrote_them() {
        let utf_16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
            let text = if mark { "\u{feff}naam\tCafé" } else { "naam\tCafé" };
            text.encode_utf16().flat_map(order).collect()
        };
        let cases: [(Vec<u8>, &str); 10] = [
            (b"Caf\xc3\xa9".to_vec(), "Café"),
            (b"\xef\xbb\xbfCaf\xc3\xa9".to_vec(), "Café"),
            (b"Caf\xe9 \x80 5 \x93ja\x94".to_vec(), "Café € 5 “ja”"),
            (utf_16(u16::to_le_bytes, true), "naam\tCafé"),
            (utf_16(u16::to_be_bytes, true), "naam\tCafé"),
            (utf_16(u16::to_le_bytes, false), "naam\tCafé"),
            (utf_16(u16::to_be_bytes, false), "naam\tCafé"),
            (b"".to_vec(), ""),
            (b"a\0b\0".to_vec(), "ab"),
            (b"Caf\xc3\xa9, Caf\xc3\xa9, Caf\xe9".to_vec(), "Café, Café, Café"),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(&bytes, None).text, text, "{bytes:?}");
        }
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_bytes_refute_it() {
        let cases: [(&[u8], &'static Encoding, &str, Option<usize>); 4] = [
            (b"Caf\xe9", WINDOWS_1252, "Café", None),
            (b"Caf\xc3\xa9", WINDOWS_1252, "Café", None),
            (b"Caf\xc3\xa9 of Caf\xe9\x85", UTF_8, "Café of Café…", Some(12)),
            (b"<?xml Caf\xe9", UTF_16LE, "<?xml Café", None),
        ];
        for (bytes, declared, text, invalid) in cases {
            let decoded = decode(bytes, Some(declared));
            assert_eq!((decoded.text.as_ref(), decoded.invalid), (text, invalid));
        }
    }

    #[test]
    fn control_characters_go_and_are_counted() {
        let cases = [
            ("gewoon ©", "gewoon ©", 0),
            ("een\r\ntwee\rdrie\n", "een\ntwee\ndrie\n", 0),
            ("a\u{0}b\u{8}c\u{b}d\u{7f}\te", "abcd\te", 4),
            ("\u{93}ja\u{94}\u{85} \u{80} 5", "“ja”… € 5", 0),
            ("leeg\u{81}\u{8d}", "leeg", 2),
        ];
        for (text, expected, count) in cases {
            let mut removed = 0;
            assert_eq!(repair(text, &mut removed), expected);
            assert_eq!(removed, count, "{text:?}");
        }
    }

    #[test]
    fn entities_are_decoded_once() {
        let cases = [
            ("O&#039;Brien &amp; Zn", "O'Brien & Zn"),
            ("&laquo; What&#8217;s &#x2019;", "« What’s ’"),
            ("&amp;lt;", "&lt;"),
            ("a & b &onbekend; &copy=2 &#; &", "a & b &onbekend; &copy=2 &#; &"),
            ("&#xD800;&é;", "\u{fffd}&é;"),
        ];
        for (text, expected) in cases {
            assert_eq!(decode_entities(text), expected);
        }
    }

    #[test]
    fn text_that_was_encoded_twice_is_recognised() {
        let cases = [
            ("dat is reÃ«el, vind ik", Some("reÃ«el,")),
            ("dat isâ€™m", Some("isâ€™m")),
            ("SÃO PAULO", None),
            ("château â€", None),
            ("reëel", None),
        ];
        for (text, expected) in cases {
            assert_eq!(double_encoded(text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_is_no_part_of_a_name() {
        let cases = [
            ("Jan Jansen", ("Jan Jansen", None)),
            (
                " \"Jansen, Jan\" <jan@voorbeeld.example> ",
                ("Jansen, Jan", Some("jan@voorbeeld.example")),
            ),
            ("jan@voorbeeld.example", ("", Some("jan@voorbeeld.example"))),
            ("Jan <an@localhost>", ("Jan", Some("an@localhost"))),
            ("an@x", ("", Some("an@x"))),
            ("@jan", ("@jan", None)),
            ("jan @ werk", ("jan @ werk", None)),
        ];
        for (name, expected) in cases {
            assert_eq!(split_address(name), expected);
        }
    }

    #[test]
    fn lines_are_counted_onwards() {
        let mut lines = Lines::new("a\nb\n\nc");
        assert_eq!(
            [lines.at(0), lines.at(2), lines.at(2), lines.at(5), lines.at(99)],
            [1, 2, 2, 4, 1 + 3]
        );
    }
}
