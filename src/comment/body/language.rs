//! In which language a comment is written, as far as that is plain: a screen reader says it in that voice (WCAG 3.1.2).

/// Whether a word is one that only Dutch has, and nearly every Dutch text.
fn is_dutch(word: &[u8]) -> bool {
    matches!(
        word,
        b"aan"
            | b"als"
            | b"bij"
            | b"dat"
            | b"de"
            | b"deze"
            | b"die"
            | b"dit"
            | b"een"
            | b"en"
            | b"er"
            | b"geen"
            | b"het"
            | b"hoe"
            | b"ik"
            | b"je"
            | b"maar"
            | b"met"
            | b"naar"
            | b"niet"
            | b"nog"
            | b"ook"
            | b"te"
            | b"uit"
            | b"van"
            | b"voor"
            | b"wat"
            | b"wel"
            | b"zijn"
            | b"zo"
    )
}

/// Whether a word is one that only English has, and nearly every English text.
fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"and"
            | b"are"
            | b"at"
            | b"be"
            | b"but"
            | b"by"
            | b"can"
            | b"do"
            | b"for"
            | b"from"
            | b"has"
            | b"have"
            | b"how"
            | b"if"
            | b"it"
            | b"my"
            | b"not"
            | b"or"
            | b"our"
            | b"that"
            | b"the"
            | b"they"
            | b"this"
            | b"to"
            | b"what"
            | b"which"
            | b"with"
            | b"would"
            | b"you"
            | b"your"
    )
}

/// No such word is longer.
const LONGEST: usize = 5;

/// So many words of a language tell that a text is in it, if there are so many times more of them than of the other.
const FEWEST: usize = 3;
const TIMES: usize = 3;

/// No more words than these are looked at.
const LOOKED_AT: usize = 120;

/// `nl` or `en`, if a text is plainly in that.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let (mut dutch, mut english) = (0, 0);
    let words = text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words.take(LOOKED_AT).filter(|word| word.len() <= LONGEST) {
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        dutch += usize::from(is_dutch(lower));
        english += usize::from(is_english(lower));
    }
    let is_plain = |own: usize, other: usize| own >= FEWEST && own >= other * TIMES;
    match (is_plain(dutch, english), is_plain(english, dutch)) {
        (true, false) => Some("nl"),
        (false, true) => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_where_it_is_plain() {
        for (text, wanted) in [
            ("I love this and it frightens me. We start on 2 March.", Some("en")),
            (
                "<p>Over the unsolved part: put one wrong number on the screens and see who asks.</p>",
                Some("en"),
            ),
            ("Mooi stuk, maar wat doen we met de dijk als het water komt?", Some("nl")),
            (
                "In onze app staat \u{201c}the best of the best\u{201d}, en dat is niet wat ik er van vond.",
                Some("nl"),
            ),
            ("Top!", None),
            ("The night the telemetry went quiet: dat is een titel.", None),
            ("", None),
            ("Schöner Bericht, und wir haben ihn gern gelesen.", None),
        ] {
            assert_eq!(language(text), wanted, "{text}");
        }
    }
}
