//! What stands against other words. A database puts the columns of a row next to each other, with nothing between them; in a text
//! a longer address is somebody else's, unless it has no beginning and no end that are its own.

use std::collections::{BTreeSet, HashSet};

use super::super::traces::Kind;
use super::Scan;
use super::listed::{is_host, is_local};
use super::table::Table;

/// The longest parts of an address.
const LOCAL: usize = 64;
const HOST: usize = 100;
/// Shorter words stand within many others.
const SHORTEST: usize = 6;
/// So many addresses at most are tried in what stands around an `@`, in one text.
const TRIED: usize = 1 << 22;

impl Scan<'_> {
    /// Looks for what begins or ends within a word.
    pub(super) fn glued(&mut self, text: &str, words: &Table, line: u32) {
        self.addresses(text, line);
        if self.is_binary {
            self.phrases(text, words, line);
        }
    }

    /// Looks around every `@`.
    fn addresses(&mut self, text: &str, line: u32) {
        let listed = self.needles.listed.as_ref().filter(|_| self.is_binary);
        if self.needles.emails.is_empty() && listed.is_none() {
            return;
        }
        let mut tried = 0;
        let mut known: HashSet<(String, String)> = HashSet::new();
        for (at, _) in text.match_indices('@') {
            let before = &text[..at];
            let own = before.char_indices().rev().take_while(|(_, c)| is_local(*c)).take(LOCAL);
            let local = before[own.last().map_or(at, |(start, _)| start)..].to_lowercase();
            let after = &text[at + 1..];
            let own = after.char_indices().take_while(|(_, c)| is_host(*c)).take(HOST);
            let host = after[..own.last().map_or(0, |(end, c)| end + c.len_utf8())].to_lowercase();
            let is_theirs = self.needles.emails.iter().any(|(first, last)| {
                let rest = host.strip_prefix(last.as_str()).filter(|_| local.ends_with(first));
                let is_within = |rest: &str| {
                    local.len() > first.len() && rest.starts_with(char::is_alphanumeric)
                };
                // `jan+blog@…` is a box of `jan@…`.
                let is_box =
                    local.strip_prefix(first.as_str()).is_some_and(|rest| rest.starts_with('+'))
                        && host == *last;
                is_box || rest.is_some_and(|rest| self.is_binary || is_within(rest))
            });
            if is_theirs {
                self.add(Kind::Email, text, at, line);
            }
            let Some(listed) = listed else { continue };
            if local.is_empty()
                || !host.contains('.')
                || !known.insert((local.clone(), host.clone()))
            {
                continue;
            }
            let ends: Vec<usize> =
                (4..=host.len()).filter(|end| host.is_char_boundary(*end)).collect();
            tried += local.chars().count() * ends.len();
            if tried > TRIED {
                self.looked.is_whole = false;
                return;
            }
            let mut starts = local.char_indices().map(|(start, _)| &local[start..]);
            let is_listed = starts.any(|first| {
                ends.iter().any(|end| listed.has_email(&format!("{first}@{}", &host[..*end])))
            });
            if is_listed {
                self.add(Kind::Email, text, at, line);
            }
        }
    }

    /// Looks for words in a row of which the first and the last may have others against them.
    fn phrases(&mut self, text: &str, words: &Table, line: u32) {
        let needles = self.needles;
        for at in 0..words.len() {
            let own = words.word(at);
            let mut kinds: BTreeSet<Kind> = BTreeSet::new();
            let begins =
                own.bytes().enumerate().filter(|(_, byte)| needles.firsts.may_begin(*byte));
            for start in begins.map(|(start, _)| start) {
                let fitting = needles.lengths.range(..=own.len() - start);
                for length in fitting {
                    let Some(part) = own.get(start..start + length) else { continue };
                    let phrases = needles.phrases_from(part);
                    let is_last = start + length == own.len();
                    // An initial is the end of many a word.
                    let certain = phrases.iter().filter(|(kind, _)| *kind != Kind::Initials);
                    let here = certain.filter(|(_, phrase)| match phrase.len() {
                        1 => part.len() >= SHORTEST,
                        _ => is_last && follows(words, at + 1, &phrase[1..]),
                    });
                    kinds.extend(here.map(|(kind, _)| *kind));
                }
            }
            for kind in kinds {
                self.add(kind, text, words.place(at).start, line);
            }
        }
    }
}

/// Whether this phrase follows from a word on, the last of them perhaps with more against it.
fn follows(words: &Table, from: usize, phrase: &[String]) -> bool {
    let Some((last, between)) = phrase.split_last() else { return true };
    words.len() >= from + phrase.len()
        && words.from(from).zip(between).all(|(word, own)| word == own)
        && words.word(from + between.len()).starts_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::Needles;
    use super::*;

    const NAME: &str = "Quirijn van der Zwaluw";
    const EMAIL: &str = "q.zwaluw@voorbeeld.example";

    fn found(bytes: &[u8]) -> Vec<Kind> {
        let needles = Needles::typed(&[NAME.to_owned(), EMAIL.to_owned()]);
        needles.find(bytes).into_keys().collect()
    }

    #[test]
    fn columns_of_a_database_stand_against_each_other() {
        let row = format!("SQLite format 3\0\u{1}vet.{NAME}{EMAIL}https://x.example/");
        assert_eq!(found(row.as_bytes()), [Kind::Name, Kind::Email]);
        for (text, kinds) in [
            (format!("vet.{NAME}q.z"), &[Kind::Name][..]),
            (format!("vet{NAME}q.z"), &[Kind::Name]),
            (format!("x{EMAIL}y"), &[Kind::Email]),
            (format!("x{EMAIL}"), &[Kind::Email]),
            ("Quirijn van den Zwaluw".to_owned(), &[]),
            ("Quirijn van der Zwalu".to_owned(), &[]),
        ] {
            assert_eq!(found(format!("\0{text}\0").as_bytes()), kinds, "{text}");
        }
    }

    #[test]
    fn in_a_text_a_longer_address_is_somebody_elses() {
        for (text, is_found) in [
            (format!("x{EMAIL}y"), true),
            (format!("<{EMAIL}>"), true),
            (format!("x{EMAIL}"), false),
            (format!("{EMAIL}.org"), true),
            (format!("{NAME}q.z"), false),
        ] {
            assert_eq!(!found(text.as_bytes()).is_empty(), is_found, "{text}");
        }
        // Excel's "Unicode text" has a nought in every letter, and is no database.
        let wide = |text: &str| -> Vec<u8> {
            let letters = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(letters).collect()
        };
        assert_eq!(found(&wide("Quirijn van der Zwaluwstaart")), []);
        assert_eq!(found(&wide(&format!("{NAME}\t{EMAIL}"))), [Kind::Name, Kind::Email]);
    }
}
