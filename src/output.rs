//! What the site consists of on the way out: paths, contents, the manifest, and what changes.

use std::borrow::Borrow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::diagnostic::Problem;
use crate::source::Hash;

/// The longest part of a path, in bytes: file systems take 255, and a temporary name is longer than its own.
const PART_BYTES: usize = 200;

/// The longest slug, in bytes.
const SLUG_BYTES: usize = 100;

/// What stays as it is in the path of an address; `&` and `'` do not, so an address needs no escaping in HTML.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// A path within the output: relative, with `/`, always that of a file. Only [`OutputPath::new`] makes it,
/// and refuses what could leave the folder or cannot be a file name on Windows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutputPath(String);

impl OutputPath {
    /// The path in Unicode form NFC, or why it cannot be one: [`Problem::ReservedName`] for names that mean
    /// something to Windows or a web server, [`Problem::InvalidSlug`] for a part that no file system keeps as
    /// it is, [`Problem::UnsafeAddress`] for the rest.
    pub fn new(path: &str) -> Result<OutputPath, Problem> {
        Self::checked(path, |part| is_device(part) || is_hidden(part))
    }

    /// The path of a file that is copied as it is from where the site's owner put it: it may hide, and configure the web
    /// server (`.well-known/`, `web.config`), but not take the place of our own list of files.
    pub fn copied(path: &str) -> Result<OutputPath, Problem> {
        Self::checked(path, |part| is_device(part) || part.starts_with(".weerklank"))
    }

    fn checked(path: &str, is_reserved: fn(&str) -> bool) -> Result<OutputPath, Problem> {
        let path: String = if path.is_ascii() { path.to_owned() } else { path.nfc().collect() };
        if path.chars().any(is_forbidden) {
            return Err(Problem::UnsafeAddress { address: path });
        }
        for part in path.split('/') {
            if matches!(part, "" | "." | "..") {
                return Err(Problem::UnsafeAddress { address: path });
            }
            if is_reserved(part) {
                return Err(Problem::ReservedName { slug: part.to_owned() });
            }
            if part.ends_with(['.', ' ']) || part.starts_with(' ') || part.len() > PART_BYTES {
                return Err(Problem::InvalidSlug { slug: part.to_owned() });
            }
        }
        Ok(OutputPath(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The way from this file to the site's root: empty, `../`, `../../`.
    pub fn root(&self) -> String {
        "../".repeat(self.0.bytes().filter(|&byte| byte == b'/').count())
    }

    /// The address of this file for a page whose way to the root is `root`, percent-encoded as far as
    /// addresses and HTML attributes need it.
    pub fn href_from(&self, root: &str) -> String {
        let mut href = String::with_capacity(root.len() + self.0.len() + 8);
        href.push_str(root);
        href.extend(encoded(&self.0));
        href
    }
}

/// Text as it stands in the path of an address: percent-encoded as far as addresses and HTML attributes need it.
pub fn encoded(path: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(path, PATH)
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Characters that a path cannot hold somewhere, or that show another name than there is.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\\' | ':' | '?' | '*' | '<' | '>' | '|' | '"')
        || character.is_control()
        || matches!(character,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a part configures a web server or hides from a listing.
fn is_hidden(part: &str) -> bool {
    part.starts_with('.') || part.eq_ignore_ascii_case("web.config")
}

/// Whether a part names a device of Windows.
pub(crate) fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    number.is_some_and(|rest| {
        let mut digits = rest.chars();
        matches!(
            (digits.next(), digits.next()),
            (Some('0'..='9' | '\u{B9}' | '\u{B2}' | '\u{B3}'), None)
        )
    })
}

/// The letters and digits of a character without accent and in lower case: `É` is `e`, `ß` is `ss`. Marks that
/// stand for themselves give nothing.
pub fn fold(character: char, mut keep: impl FnMut(char)) {
    if character.is_ascii() {
        keep(character.to_ascii_lowercase());
        return;
    }
    let pair = match character {
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => {
            decompose_compatible(character, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(&mut keep);
                }
            });
            return;
        }
    };
    pair.chars().for_each(keep);
}

/// All these characters, each as [`fold`] has it: what a name or a title says, whatever its capitals and accents.
pub fn folded(characters: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(characters.size_hint().0);
    characters.for_each(|character| fold(character, |letter| folded.push(letter)));
    folded
}

/// Text as part of an address: `[a-z0-9-]`, at most 100 bytes, never empty and never a reserved name. Accents
/// are folded, apostrophes vanish (`foto's` is `fotos`), everything else becomes a hyphen. Text without any
/// Latin letter or digit becomes a short hash of itself.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len().min(SLUG_BYTES) + 4);
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        // Most are such letters, and a site has many thousand names.
        let plain = plain_letters(rest).min(SLUG_BYTES + 1 - slug.len());
        slug.push_str(&rest[..plain]);
        rest = &rest[plain.max(character.len_utf8())..];
        if plain == 0 {
            push_folded(&mut slug, character);
        }
        if slug.len() > SLUG_BYTES {
            cut_at_hyphen(&mut slug);
            break;
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() {
        return Hash::of(text.as_bytes()).short(8);
    }
    if is_device(&slug) {
        slug.push_str("-1");
    }
    slug
}

/// How many letters and digits a text begins with that stand in a slug as they are.
fn plain_letters(text: &str) -> usize {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len())
}

/// What a slug has of a character that does not stand in it as it is.
fn push_folded(slug: &mut String, character: char) {
    if matches!(character, '\'' | '’' | '‘' | '`' | '´' | '\u{AD}') {
        return;
    }
    fold(character, |folded| {
        if folded.is_ascii_alphanumeric() {
            slug.push(folded);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    });
}

/// The name of a person, topic or series as part of an address, and at once what makes two names the same: capitals,
/// accents, blanks and hyphens make no difference, but signs and letters that tell names apart do. `C++` is `c-plus-plus`,
/// `C#` is `c-sharp`, `.NET` is `dot-net`; letters that no address can have add a short hash of the name.
pub fn name_slug(name: &str) -> String {
    // Nothing in most names has to be spelled or told apart.
    if name.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'+' | b'#' | b'*' | b'.')) {
        return slugify(name.trim());
    }
    let mut spelled = String::with_capacity(name.len() + 8);
    let mut folded = String::with_capacity(name.len());
    let (mut before, mut is_plain) = (' ', true);
    let mut characters = name.trim().chars().peekable();
    while let Some(character) = characters.next() {
        let follows = before.is_alphanumeric() || matches!(before, '+' | '#' | '*');
        let begins = characters.peek().is_some_and(|next| next.is_alphanumeric());
        match character {
            '+' if follows => spelled.push_str(" plus "),
            '#' if follows => spelled.push_str(" sharp "),
            '*' if follows => spelled.push_str(" star "),
            '.' if before == ' ' && begins => spelled.push_str(" dot "),
            _ => spelled.push(character),
        }
        fold(character, |letter| {
            is_plain &= letter.is_ascii() || !letter.is_alphanumeric();
            folded.push(if letter.is_alphanumeric() { letter } else { ' ' });
        });
        before = character;
    }
    if is_plain {
        return slugify(&spelled);
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    let hash = Hash::of(words.join(" ").as_bytes()).short(8);
    let latin = spelled.chars().any(|character| character.is_ascii_alphanumeric());
    if latin { format!("{}-{hash}", slugify(&spelled)) } else { hash }
}

/// A slug that is too long ends with a whole word, unless that word is itself too long.
fn cut_at_hyphen(slug: &mut String) {
    slug.truncate(SLUG_BYTES);
    if let Some(hyphen) = slug.rfind('-').filter(|&at| at > SLUG_BYTES / 2) {
        slug.truncate(hyphen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_every_file_system_keeps_are_taken() {
        for path in [
            "index.html",
            "2025/wonen.html",
            "a/b c/é.png",
            "console.html",
            "com10.html",
            "2025/x/foto (1).jpg",
        ] {
            assert_eq!(OutputPath::new(path).map(|path| path.to_string()), Ok(path.to_owned()));
        }
        assert_eq!(OutputPath::new("cafe\u{301}.html").unwrap().as_str(), "caf\u{e9}.html");
    }

    #[test]
    fn paths_that_could_do_harm_are_refused() {
        let unsafe_ones = [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "../x",
            "a/../b",
            "./a",
            "a/.",
            "a\\b",
            "c:x",
            "x:stream",
            "a\0b",
            "a\nb",
            "a?b",
            "a*b",
            "a<b",
            "a>b",
            "a|b",
            "a\"b",
            "a\u{202E}gpj.exe",
            "a\u{200B}b",
        ];
        for path in unsafe_ones {
            assert!(
                matches!(OutputPath::new(path), Err(Problem::UnsafeAddress { .. })),
                "{path:?}"
            );
        }
        let reserved = [
            "con",
            "CON.html",
            "2025/nul.html",
            "aux.tar.gz",
            "com0",
            "LPT9.txt",
            "com\u{B9}.html",
            "lpt\u{B3}",
            "nul .txt",
            ".htaccess",
            "a/.git/config",
            "web.config",
            "Web.Config",
        ];
        for path in reserved {
            assert!(matches!(OutputPath::new(path), Err(Problem::ReservedName { .. })), "{path:?}");
        }
        for path in [".nojekyll", ".well-known/security.txt", "web.config"] {
            assert!(OutputPath::copied(path).is_ok(), "{path:?}");
        }
        for path in ["../x", "con", ".weerklank-files", "a/.x.weerklank-new/../b"] {
            assert!(OutputPath::copied(path).is_err(), "{path:?}");
        }
        let long = "x".repeat(201);
        for path in ["a.", "a /b", "x. ", " a", long.as_str()] {
            assert!(matches!(OutputPath::new(path), Err(Problem::InvalidSlug { .. })), "{path:?}");
        }
    }

    #[test]
    fn addresses_are_encoded_and_relative() {
        let path = OutputPath::new("2025/wonen/100% zéker #1 & 'x'.html").unwrap();
        assert_eq!(path.root(), "../../");
        assert_eq!(
            path.href_from("../"),
            "../2025/wonen/100%25%20z%C3%A9ker%20%231%20%26%20%27x%27.html"
        );
        assert_eq!(OutputPath::new("index.html").unwrap().root(), "");
    }

    #[test]
    fn slugs_are_short_plain_and_never_reserved() {
        let cases = [
            ("Wonen in de stad", "wonen-in-de-stad"),
            ("Foto's & vidéo’s", "fotos-videos"),
            ("Straße Øst Æther", "strasse-ost-aether"),
            ("  --Één!!  ", "een"),
            ("C++ / C#", "c-c"),
            ("NUL", "nul-1"),
            ("com1", "com1-1"),
            ("½ ﬁets", "1-2-fiets"),
        ];
        for (text, slug) in cases {
            assert_eq!(slugify(text), slug, "{text}");
        }
        assert_eq!(slugify("日本語").len(), 8);
        assert_eq!(slugify("").len(), 8);
        assert!(slugify(&"woord ".repeat(60)).len() <= 100);
        assert!(slugify(&"x".repeat(300)).len() == 100);
        for text in ["", "日本語", "...", "con", "é".repeat(200).as_str()] {
            assert!(OutputPath::new(&slugify(text)).is_ok());
            assert_eq!(slugify(&slugify(text)), slugify(text));
        }
    }

    #[test]
    fn names_that_differ_in_more_than_spelling_have_slugs_of_their_own() {
        let same = [
            ("Water en stad", "water-en-stad"),
            ("  wáter  EN-stad ", "water-en-stad"),
            ("#water", "water"),
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("c#", "c-sharp"),
            (".NET", "dot-net"),
            ("net", "net"),
            ("Foto's", "fotos"),
        ];
        for (name, slug) in same {
            assert_eq!(name_slug(name), slug, "{name}");
            assert_eq!(name_slug(slug), slug);
        }
        assert_eq!(name_slug("Проект A"), name_slug("ПРОЕКТ  a"));
        assert_ne!(name_slug("Проект A"), name_slug("План A"));
        assert!(name_slug("Проект A").starts_with("a-"));
        assert_eq!(name_slug("日本語").len(), 8);
    }
}
