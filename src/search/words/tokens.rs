//! Text into tokens. Queries are cut by the same rules in the theme's script; `tests/search/tokens.txt` holds cases that
//! both sides are tested on.
//!
//! # The rules
//! 1. An apostrophe is `'`, U+0060 or U+00B4 (the loose accents), U+2018, U+2019, U+02BC or U+2032; a hyphen is `-`, U+2010 or
//!    U+2011; a letter of ASCII is put into lower case.
//! 2. Any other character is brought into NFKD and rid of its marks (`\p{M}`), then put into lower case; then ß is ss, ø o,
//!    æ ae, œ oe, ł l, đ d, ð d, þ th, ı i and ς σ. When nothing is left it is as if it was never there, and so are the soft
//!    hyphen U+00AD and U+200B, U+200C, U+200D, U+2060 and U+FEFF. When all that is left is letters, `[\p{Alphabetic}\p{N}]`, these
//!    take its place (`é` is `e`, `ĳ` is `ij`, `²` is `2`). Else, and for `™`, it is a space.
//! 3. A *word* is a run of letters. An apostrophe between two letters is taken out (`foto's` is `fotos`), unless it
//!    stands before an `n` or `N` after which there is no letter (`zo'n` is `zo`, `n`, so the sun is not in it): there the word
//!    ends. Of a word the first 64 letters count. Each word takes one position: 0, 1, 2, …
//! 4. Words form a *chain* when exactly one hyphen stands between them, or one `.` or `,` between two ASCII digits. A chain of
//!    two to four words gives one more token after its words: they joined (`e-mail` is `e`, `mail`, `email`; `1.000` is
//!    `1`, `000`, `1000`), at the position of the first, again cut at 64 letters.
//!
//! The apostrophe of `'s-Hertogenbosch` is not between letters, so that is `s`, `hertogenbosch`, `shertogenbosch`.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Of a word, so many letters count.
const LONGEST: usize = 64;

/// A chain of more words gives no joined token: it is an address or a list.
const LONGEST_CHAIN: u32 = 4;

/// A word of a text, or a chain of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The letters, folded.
    pub text: &'t str,
    /// The bytes of the text that it was made of.
    pub range: Range<usize>,
    /// The number of the word in the text; that of the first word for a chain.
    pub position: u32,
    /// What it was made of.
    pub kind: Kind,
}

/// What a token was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One word.
    Word,
    /// The words before it, joined.
    Joined,
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Letter,
    Digit,
    Hyphen,
    Apostrophe,
    Point,
    /// Taken out.
    Nothing,
    /// Not ASCII: to be looked at.
    Wide,
}

impl Class {
    #[inline]
    fn is_letter(self) -> bool {
        matches!(self, Class::Letter | Class::Digit)
    }
}

/// Whether a word of plain letters goes on with a byte, ends before it, or is not as plain as that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    GoesOn,
    Ends,
    Unsure,
}

static PLAIN: [Plain; 256] = {
    let mut plain = [Plain::Unsure; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => Plain::GoesOn,
            b'A'..=b'Z' | b'\'' | b'`' | 0x80..=0xFF => Plain::Unsure,
            _ => Plain::Ends,
        };
        byte += 1;
    }
    plain
};

/// The end of the word that begins at `start`, if it is its own folded form.
#[inline]
fn plain_word(bytes: &[u8], start: usize) -> Option<usize> {
    let length = bytes[start..].iter().position(|byte| PLAIN[*byte as usize] != Plain::GoesOn);
    let end = length.map_or(bytes.len(), |length| start + length);
    let is_plain = bytes.get(end).is_none_or(|byte| PLAIN[*byte as usize] == Plain::Ends);
    (is_plain && end > start && end - start <= LONGEST).then_some(end)
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'-' => Class::Hyphen,
            b'\'' | b'`' => Class::Apostrophe,
            b'.' | b',' => Class::Point,
            0x80..=0xFF => Class::Wide,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The memory that a tokeniser works in, to be used again for the next text.
#[derive(Default)]
pub struct Tokeniser {
    word: String,
    joined: String,
}

impl Tokeniser {
    /// Hands over the tokens of a text, in order. Positions begin with `position`; the one after the last is returned.
    pub fn read(&mut self, text: &str, position: u32, mut keep: impl FnMut(Token<'_>)) -> u32 {
        let Tokeniser { word: folded, joined } = self;
        let mut position = position;
        let mut chain: Option<Chain> = None;
        let mut at = 0;
        while let Some(start) = skip_to_letter(text, at) {
            let (end, last, word) = match plain_word(text.as_bytes(), start) {
                Some(end) => {
                    let last = CLASSES[text.as_bytes()[end - 1] as usize];
                    (end, last, &text[start..end])
                }
                None => {
                    folded.clear();
                    let (end, last) = read_word(folded, text, start);
                    (end, last, folded.as_str())
                }
            };
            keep(Token { text: word, range: start..end, position, kind: Kind::Word });
            let next = next_in_chain(text, end, last);
            match (&mut chain, next) {
                (None, None) => {}
                (None, Some(_)) => {
                    joined.clear();
                    joined.push_str(word);
                    chain = Some(Chain { start, position, words: 1 });
                }
                (Some(chain), _) => {
                    chain.words += 1;
                    if chain.words <= LONGEST_CHAIN {
                        joined.push_str(word);
                    }
                }
            }
            position += 1;
            at = next.unwrap_or(end);
            if next.is_none()
                && let Some(chain) = chain.take()
                && chain.words <= LONGEST_CHAIN
            {
                cut(joined);
                let Chain { start, position, .. } = chain;
                let kind = Kind::Joined;
                keep(Token { text: joined, range: start..end, position, kind });
            }
        }
        position
    }
}

/// Reads the word that begins at `start`: its end, and what its last character is.
fn read_word(word: &mut String, text: &str, start: usize) -> (usize, Class) {
    let bytes = text.as_bytes();
    let (mut at, mut end, mut last) = (start, start, Class::Letter);
    loop {
        let from = at;
        while bytes.get(at).is_some_and(|&byte| CLASSES[byte as usize].is_letter()) {
            at += 1;
        }
        if at > from {
            let length = word.len();
            word.push_str(&text[from..at]);
            word[length..].make_ascii_lowercase();
            (end, last) = (at, CLASSES[bytes[at - 1] as usize]);
        }
        let (class, length) = class(text, at);
        match class {
            Class::Letter => {
                text[at..at + length].chars().for_each(|wide| fold(wide, |part| word.push(part)));
                (end, last) = (at + length, class);
            }
            Class::Nothing => {}
            Class::Apostrophe if goes_on(text, at + length) => {}
            _ => break,
        }
        at += length;
    }
    cut(word);
    (end, last)
}

/// Words with one hyphen or point between each.
struct Chain {
    start: usize,
    position: u32,
    words: u32,
}

/// What the character at a byte is to a word, and how many bytes it has. At the end of the text there is a space.
fn class(text: &str, at: usize) -> (Class, usize) {
    let class = text.as_bytes().get(at).map_or(Class::Other, |&byte| CLASSES[byte as usize]);
    if class != Class::Wide {
        return (class, 1);
    }
    let Some(wide) = text[at..].chars().next() else { return (Class::Other, 1) };
    let class = match wide {
        '’' | '‘' | '´' | 'ʼ' | '′' => Class::Apostrophe,
        '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Class::Nothing,
        '™' => Class::Other,
        _ => {
            let mut class = Class::Nothing;
            fold(wide, |part| {
                if !part.is_alphanumeric() {
                    class = Class::Other;
                } else if class == Class::Nothing {
                    class = Class::Letter;
                }
            });
            class
        }
    };
    (class, wide.len_utf8())
}

/// The first character from a byte on that is there: its class, its place and the place after it.
fn look(text: &str, at: usize) -> (Class, usize, usize) {
    let mut at = at;
    loop {
        let (class, length) = class(text, at);
        if class != Class::Nothing {
            return (class, at, at + length);
        }
        at += length;
    }
}

/// Where the next letter or digit is.
fn skip_to_letter(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    while let Some(&byte) = text.as_bytes().get(at) {
        let (class, length) = match CLASSES[byte as usize] {
            Class::Wide => class(text, at),
            class => (class, 1),
        };
        if class.is_letter() {
            return Some(at);
        }
        at += length;
    }
    None
}

/// Whether a word goes on after an apostrophe.
fn goes_on(text: &str, at: usize) -> bool {
    let (class, at, next) = look(text, at);
    let is_n = text.as_bytes().get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'n'));
    class.is_letter() && (!is_n || look(text, next).0.is_letter())
}

/// Where the next word of a chain begins, after a word that ends here with such a character.
fn next_in_chain(text: &str, end: usize, last: Class) -> Option<usize> {
    let next = text.as_bytes().get(end).map_or(Class::Other, |&byte| CLASSES[byte as usize]);
    if next == Class::Other {
        return None;
    }
    let (class, _, next) = look(text, end);
    match class {
        Class::Hyphen => {
            let (class, at, _) = look(text, next);
            class.is_letter().then_some(at)
        }
        Class::Point if last == Class::Digit => {
            let (class, at, _) = look(text, next);
            (class == Class::Digit).then_some(at)
        }
        _ => None,
    }
}

/// The letters of a character that is not ASCII, by rule 2.
fn fold(character: char, mut keep: impl FnMut(char)) {
    decompose_compatible(character, |part| {
        if is_combining_mark(part) {
            return;
        }
        for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match lower {
                'ß' => "ss",
                'ø' => "o",
                'æ' => "ae",
                'œ' => "oe",
                'ł' => "l",
                'đ' | 'ð' => "d",
                'þ' => "th",
                'ı' => "i",
                'ς' => "σ",
                _ => {
                    keep(lower);
                    continue;
                }
            }
            .chars()
            .for_each(&mut keep);
        }
    });
}

/// Keeps the letters that count.
fn cut(word: &mut String) {
    if word.len() > LONGEST
        && let Some((at, _)) = word.char_indices().nth(LONGEST)
    {
        word.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text, a tab and its tokens, the joined ones with `+`.
    const CASES: &str = include_str!("../../../tests/search/tokens.txt");

    fn tokens(text: &str) -> Vec<(String, Range<usize>, u32, Kind)> {
        let mut tokens = Vec::new();
        Tokeniser::default().read(text, 0, |Token { text, range, position, kind }| {
            tokens.push((text.to_owned(), range, position, kind));
        });
        tokens
    }

    #[test]
    fn the_cases_that_the_client_shares() {
        let cases = CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        assert!(cases.clone().count() > 60);
        for line in cases {
            let (text, expected) = line.split_once('\t').unwrap();
            let text = text.replace("\\u{AD}", "\u{AD}").replace("\\u{301}", "\u{301}");
            let found: Vec<String> = tokens(&text)
                .into_iter()
                .map(
                    |(word, _, _, kind)| {
                        if kind == Kind::Joined { format!("+{word}") } else { word }
                    },
                )
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn tokens_know_their_place() {
        let text = "De foto’s: e-mail, Één!";
        let found = tokens(text);
        let places: Vec<_> = found
            .iter()
            .map(|(word, range, position, _)| (word.as_str(), &text[range.clone()], *position))
            .collect();
        assert_eq!(
            places,
            [
                ("de", "De", 0),
                ("fotos", "foto’s", 1),
                ("e", "e", 2),
                ("mail", "mail", 3),
                ("email", "e-mail", 2),
                ("een", "Één", 4),
            ]
        );
        assert_eq!(Tokeniser::default().read("a b-c", 7, |_| {}), 10);
    }

    #[test]
    fn nothing_explodes() {
        let long = "x".repeat(1000);
        assert_eq!(tokens(&long)[0].0.len(), 64);
        assert_eq!(tokens(&long)[0].1, 0..1000);
        let chain = "ab-".repeat(1000);
        assert_eq!(tokens(&chain).len(), 1000);
        for hostile in [
            "'",
            "-",
            "''-'",
            "\u{AD}",
            "\u{301}",
            "a\u{AD}",
            "a'\u{AD}n",
            "½½",
            "a-½",
            "\u{0}a\u{0}",
        ] {
            for (_, range, ..) in tokens(hostile) {
                assert!(hostile.get(range).is_some());
            }
        }
    }
}
