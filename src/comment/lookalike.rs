//! Names that look like another name and are not: `Аn` with the A of Cyrillic. Whoever signs so passes for an expert.

use unicode_normalization::UnicodeNormalization;

use super::person::folded;
use crate::diagnostic::terminal::is_blank;

/// Letters of other scripts that look like a Latin one. Source: confusables.txt of Unicode (UTS 39), those of scripts that people here
/// can type.
const LETTERS: [(&str, &str); 4] = [
    ("АВЕЅІЈКМНОРСТХҮԚԜаеѕіјорсхуһԁӏԛԝѵкг", "ABESIJKMHOPCTXYQWaesijopcxyhdlqwvkr"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυγη", "ABEZHIKMNOPTYXaikvopuyn"),
    ("ԁցհոսօ", "dghnuo"),
    ("ıɑɡȷʀ", "iagjr"),
];

/// What a name looks like: two names that look the same have the same.
pub fn skeleton(name: &str) -> String {
    let seen = name.nfkd().filter(|sign| !is_blank(*sign)).map(latin);
    folded(&seen.collect::<String>())
}

/// The first sign of a name that is not what it looks like, as its number: `U+0410`.
pub fn stranger(name: &str) -> Option<String> {
    let is_strange = |sign: &char| is_blank(*sign) || latin(*sign) != *sign;
    let sign = name.chars().find(is_strange).or_else(|| {
        // What is left are letters in another form, such as those of full width.
        name.chars().find(|sign| sign.nfc().ne(sign.nfkc()))
    })?;
    Some(format!("U+{:04X}", u32::from(sign)))
}

fn latin(sign: char) -> char {
    if sign.is_ascii() {
        return sign;
    }
    let found = LETTERS.iter().find_map(|(others, own)| {
        let at = others.chars().position(|other| other == sign)?;
        own.chars().nth(at)
    });
    found.unwrap_or(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_likeness() {
        for (others, own) in LETTERS {
            assert_eq!(others.chars().count(), own.chars().count(), "{others}");
            assert!(own.is_ascii() && others.chars().all(|sign| !sign.is_ascii()), "{others}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_known() {
        let expert = skeleton("An Bakker");
        for (name, sign) in [
            ("Аn Bakker", "U+0410"),
            ("An\u{200d} Bakker", "U+200D"),
            ("An Bаkkеr", "U+0430"),
            ("Αn Bakker", "U+0391"),
            ("Ａn Bakker", "U+FF21"),
        ] {
            assert_eq!(skeleton(name), expert, "{name}");
            assert_eq!(stranger(name).as_deref(), Some(sign), "{name}");
        }
        for name in ["Án Bakker", "Anna Bakker", "Анна", "Bakker, An"] {
            assert_ne!(skeleton(name), expert, "{name}");
        }
        assert_eq!(stranger("Inès de Vries"), None);
    }
}
