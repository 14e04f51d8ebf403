//! Texts in several languages, one behind the other, as the plugin qTranslate and those after it keep them: `[:nl]Dijk[:en]Dike[:]`.

use std::collections::BTreeSet;

/// A sign between languages.
enum Mark<'a> {
    Begin(&'a str),
    End,
}

/// The text as who speaks this language reads it, or the first language that it has; `None` if there are no languages in it.
/// The others are added to `unspoken`.
pub(super) fn only(text: &str, language: &str, unspoken: &mut BTreeSet<String>) -> Option<String> {
    let pieces = pieces(text);
    let languages: Vec<&str> = pieces.iter().filter_map(|(language, _)| *language).collect();
    let first = *languages.first()?;
    let own = languages.iter().copied().find(|own| *own == language).unwrap_or(first);
    let is_other = |other: &&(Option<&str>, &str)| {
        other.0.is_some_and(|language| language != own) && !other.1.trim().is_empty()
    };
    let others = pieces.iter().filter(is_other).filter_map(|(language, _)| *language);
    unspoken.extend(others.map(str::to_owned));
    let mine = pieces.iter().filter(|(language, _)| language.is_none_or(|other| other == own));
    Some(mine.map(|(_, text)| *text).collect())
}

/// The parts of a text, each with its language; those without are for all.
fn pieces(text: &str) -> Vec<(Option<&str>, &str)> {
    let mut pieces = Vec::new();
    let (mut language, mut begin, mut at) = (None, 0, 0);
    while let Some(found) = text[at..].find(['[', '{', '<']).map(|found| at + found) {
        let Some((mark, length)) = mark(&text[found..]) else {
            at = found + 1;
            continue;
        };
        pieces.push((language, &text[begin..found]));
        language = match mark {
            Mark::Begin(name) => Some(name),
            Mark::End => None,
        };
        begin = found + length;
        at = begin;
    }
    pieces.push((language, &text[begin..]));
    pieces
}

/// The sign that a text begins with, and its length.
fn mark(text: &str) -> Option<(Mark<'_>, usize)> {
    let signs = [("[:", "]"), ("{:", "}"), ("<!--:", "-->")];
    signs.into_iter().find_map(|(open, close)| {
        let within = text.strip_prefix(open)?;
        let length = open.len() + close.len();
        if within.starts_with(close) {
            return Some((Mark::End, length));
        }
        let name = within.get(..2).filter(|_| within[2..].starts_with(close))?;
        let is_language = name.bytes().all(|byte| byte.is_ascii_lowercase());
        is_language.then_some((Mark::Begin(name), length + name.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_languages_one_is_read() {
        for (text, language, own, others) in [
            ("[:nl]Dijk[:en]Dike[:]", "nl", Some("Dijk"), "en"),
            ("[:nl]Dijk[:en]Dike[:]", "en", Some("Dike"), "nl"),
            ("[:de]Deich[:en]Dike[:]", "nl", Some("Deich"), "en"),
            ("<!--:nl-->Dijk<!--:--><!--:en-->Dike<!--:--> 2", "nl", Some("Dijk 2"), "en"),
            ("voor {:nl}een{:}, {:en}one{:}", "nl", Some("voor een, "), "en"),
            ("[:nl]Dijk[:en][:]", "nl", Some("Dijk"), ""),
            ("[:nl]Dijk", "nl", Some("Dijk"), ""),
            ("Dijk [:] en [:smile:] <!-- more -->", "nl", None, ""),
        ] {
            let mut unspoken = BTreeSet::new();
            assert_eq!(only(text, language, &mut unspoken).as_deref(), own, "{text}");
            assert_eq!(unspoken.into_iter().collect::<Vec<_>>().join(" "), others, "{text}");
        }
    }
}
