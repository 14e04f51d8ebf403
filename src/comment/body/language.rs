//! In which language a comment is written, as far as that is plain: a screen reader says it in that voice (WCAG 3.1.2). A wrong
//! voice is worse than none, so what is in doubt has none.

use crate::html::tokens::{Token, decode, tokens};

/// Whether a word is one that nearly every Dutch text has, and none in English, German, French or Frisian.
fn is_dutch(word: &[u8]) -> bool {
    matches!(
        word,
        b"aan"
            | b"bij"
            | b"dat"
            | b"deze"
            | b"dit"
            | b"dus"
            | b"een"
            | b"geen"
            | b"heb"
            | b"heeft"
            | b"het"
            | b"hoe"
            | b"ik"
            | b"maar"
            | b"mijn"
            | b"moet"
            | b"naar"
            | b"niet"
            | b"nog"
            | b"omdat"
            | b"onze"
            | b"ook"
            | b"op"
            | b"toch"
            | b"uit"
            | b"van"
            | b"veel"
            | b"voor"
            | b"waar"
            | b"wat"
            | b"weer"
            | b"wel"
            | b"wordt"
            | b"zijn"
    )
}

/// Whether a word is one that nearly every English text has, and none in Dutch, German, French or Frisian.
fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"about"
            | b"and"
            | b"are"
            | b"be"
            | b"been"
            | b"but"
            | b"can"
            | b"could"
            | b"every"
            | b"for"
            | b"from"
            | b"has"
            | b"have"
            | b"how"
            | b"i"
            | b"it"
            | b"make"
            | b"more"
            | b"my"
            | b"not"
            | b"of"
            | b"one"
            | b"only"
            | b"or"
            | b"our"
            | b"should"
            | b"some"
            | b"than"
            | b"that"
            | b"the"
            | b"their"
            | b"them"
            | b"there"
            | b"they"
            | b"this"
            | b"to"
            | b"were"
            | b"what"
            | b"when"
            | b"which"
            | b"who"
            | b"with"
            | b"would"
            | b"you"
            | b"your"
    )
}

/// Whether a word is one of neighbours of both: German, French, Frisian, Danish, Afrikaans.
fn is_of_others(word: &[u8]) -> bool {
    matches!(
        word,
        b"und"
            | b"der"
            | b"das"
            | b"ich"
            | b"ist"
            | b"nicht"
            | b"auf"
            | b"les"
            | b"des"
            | b"est"
            | b"que"
            | b"pas"
            | b"pour"
            | b"dans"
            | b"yn"
            | b"fan"
            | b"dy"
            | b"ek"
            | b"nie"
            | b"og"
            | b"det"
            | b"jeg"
            | b"som"
    )
}

/// A text is plainly in a language with so many of its words, if at least one word in so many is one of them, and there are so
/// many times more of them than of any other.
const FEWEST: usize = 5;
const ONE_IN: usize = 4;
const TIMES: usize = 5;

/// No such word is longer.
const LONGEST: usize = 6;

/// No more words than these are looked at.
const LOOKED_AT: usize = 120;

/// Words of a language.
#[derive(Default)]
struct Counted {
    dutch: usize,
    english: usize,
    others: usize,
    all: usize,
}

impl Counted {
    /// Counts the words of a text; addresses are none.
    fn add(&mut self, text: &str) {
        let pieces = text.split_whitespace().filter(|piece| !is_address(piece));
        let words = pieces.flat_map(|piece| piece.split(|sign: char| !sign.is_alphabetic()));
        for word in words.filter(|word| !word.is_empty()) {
            if self.all == LOOKED_AT {
                return;
            }
            self.all += 1;
            if word.len() > LONGEST {
                continue;
            }
            let mut lower = [0; LONGEST];
            let lower = &mut lower[..word.len()];
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            self.dutch += usize::from(is_dutch(lower));
            self.english += usize::from(is_english(lower));
            self.others += usize::from(is_of_others(lower));
        }
    }

    fn language(&self) -> Option<&'static str> {
        let is_plain = |own: usize, other: usize| {
            own >= FEWEST && own * ONE_IN >= self.all && own >= (other + self.others) * TIMES
        };
        match (is_plain(self.dutch, self.english), is_plain(self.english, self.dutch)) {
            (true, false) => Some("nl"),
            (false, true) => Some("en"),
            _ => None,
        }
    }
}

fn is_address(piece: &str) -> bool {
    piece.contains('/') || piece.contains('@') || piece.contains("www.")
}

/// `nl` or `en`, if a text is plainly in that. What stands in code, in a quote or in quotation marks says nothing of it.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let mut counted = Counted::default();
    let mut quoted = 0_usize;
    for token in tokens(text) {
        match token {
            Token::Open { name: "blockquote" | "code" | "pre" | "q", .. } => quoted += 1,
            Token::Close { name: "blockquote" | "code" | "pre" | "q", .. } => {
                quoted = quoted.saturating_sub(1);
            }
            Token::Text(text) if quoted == 0 => {
                let text = decode(text);
                let mut is_said = false;
                for piece in text.split(['"', '“', '”', '„', '«', '»']) {
                    is_said = !is_said;
                    if is_said {
                        counted.add(piece);
                    }
                }
            }
            _ => {}
        }
    }
    counted.language()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_where_it_is_plain() {
        for (text, wanted) in [
            (
                "I love this and it frightens me. We start on 2 March, with the screens of the control room.",
                Some("en"),
            ),
            (
                "<p>This is what we have seen at our plant too, and the sensors are not to blame.</p>",
                Some("en"),
            ),
            (
                "Mooi stuk, maar wat doen we met de dijk als het water niet meer op tijd uit de polder is?",
                Some("nl"),
            ),
            (
                "Quote van Covey: \"Seek first to understand, then to be understood\". Daar kunnen we iets mee.",
                None,
            ),
            ("Mooi! Zie ook https://www.stowa.nl/how-to-do-this-with-your-team", None),
            (
                "Klopt! zie <a href=\"/about/how/to/do/it\">/about/how/to/do/it</a> voor uitleg",
                None,
            ),
            ("Wie dit zoekt: kijk onder How to work with the dashboard. Groetjes Bea", None),
            ("Do it! Or not. Groet Henk", None),
            (
                "<blockquote>This is what you have to do for the team and for your own.</blockquote> Eens.",
                None,
            ),
            ("Top!", None),
            ("It is moai dat it slagge is! Wy dogge it by ús yn Ljouwert krekt sa", None),
            (
                "Ich finde die Idee gut, aber die Umsetzung wird schwierig. Die Kosten sind hoch, die Zeit knapp",
                None,
            ),
            ("Je ne suis pas d'accord, je trouve que je dois le dire", None),
            ("Det er en god ide, og det er det vi har brug for i vores hverdag", None),
            ("Dit is nie wat ek gesê het nie, maar dit is goed dat dit op die lys is", None),
            ("", None),
        ] {
            assert_eq!(language(text), wanted, "{text}");
        }
    }
}
