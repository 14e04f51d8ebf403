//! In which language a comment is written, as far as that is plain: a screen reader says it in that voice (WCAG 3.1.2). A wrong
//! voice is worse than none, so what is in doubt has none.

use crate::html::tokens::{Token, decode, tokens};
use crate::swar;

/// Words that nearly every Dutch text has, and none in English, German, French or Frisian.
const DUTCH: [&str; 34] = [
    "aan", "bij", "dat", "deze", "dit", "dus", "een", "geen", "heb", "heeft", "het", "hoe", "ik",
    "maar", "mijn", "moet", "naar", "niet", "nog", "omdat", "onze", "ook", "op", "toch", "uit",
    "van", "veel", "voor", "waar", "wat", "weer", "wel", "wordt", "zijn",
];

/// Words that nearly every English text has, and none in Dutch, German, French or Frisian.
const ENGLISH: [&str; 45] = [
    "about", "and", "are", "be", "been", "but", "can", "could", "every", "for", "from", "has",
    "have", "how", "i", "it", "make", "more", "my", "not", "of", "one", "only", "or", "our",
    "should", "some", "than", "that", "the", "their", "them", "there", "they", "this", "to",
    "were", "what", "when", "which", "who", "with", "would", "you", "your",
];

/// Words of neighbours of both: German, French, Frisian, Danish, Afrikaans.
const OF_OTHERS: [&str; 23] = [
    "und", "der", "das", "ich", "ist", "nicht", "auf", "les", "des", "est", "que", "pas", "pour",
    "dans", "yn", "fan", "dy", "ek", "nie", "og", "det", "jeg", "som",
];

/// Whose a word is: the places in [`Counted::of`], and in [`WORDS`] the first byte of a number.
const NOBODYS: usize = 0;
const DUTCH_WORD: usize = 1;
const ENGLISH_WORD: usize = 2;
const OTHER_WORD: usize = 3;

/// The words as numbers, each at the place that [`place`] gives or the next that was free, with whose it is.
static WORDS: [u64; PLACES] = {
    let words = with(&DUTCH, DUTCH_WORD, [0; PLACES]);
    with(&OF_OTHERS, OTHER_WORD, with(&ENGLISH, ENGLISH_WORD, words))
};

/// Five times as many as there are words, so that most others are ruled out by one look.
const PLACES: usize = 512;

const WHOSE: u32 = 56;

const fn with(added: &[&str], whose: usize, mut words: [u64; PLACES]) -> [u64; PLACES] {
    let mut number = 0;
    while number < added.len() {
        let word = packed(added[number].as_bytes());
        let mut at = place(word);
        while words[at] != 0 {
            at = (at + 1) % PLACES;
        }
        words[at] = word | (whose as u64) << WHOSE;
        number += 1;
    }
    words
}

const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize % PLACES
}

/// Whose a word of no more than [`LONGEST`] letters is.
fn whose(word: u64) -> usize {
    let mut at = place(word);
    while WORDS[at] != 0 {
        if WORDS[at] << (64 - WHOSE) == word << (64 - WHOSE) {
            return (WORDS[at] >> WHOSE) as usize;
        }
        at = (at + 1) % PLACES;
    }
    NOBODYS
}

/// A text is plainly in a language with so many of its words, if at least one word in so many is one of them, and there are so
/// many times more of them than of any other.
const FEWEST: usize = 5;
const ONE_IN: usize = 4;
const TIMES: usize = 5;

/// No such word is longer.
const LONGEST: usize = 6;

/// A short word as a number, for every word of every comment is looked up.
const fn packed(word: &[u8]) -> u64 {
    let mut number = 0;
    let mut at = 0;
    while at < word.len() {
        number = number << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    number
}

/// What an address may begin with.
const WWW: u64 = packed(b"www");

/// No more words than these are looked at.
const LOOKED_AT: usize = 120;

/// Nor more than these, if they are all but one of one language.
const PLAIN_AFTER: usize = 60;

/// How many words there are of each language, and of none that is known.
#[derive(Clone, Copy, Default)]
struct Counted {
    of: [usize; 4],
}

/// The word that is being read.
#[derive(Clone, Copy, Default)]
struct Word {
    /// What its last ASCII letters are among: eight bytes, of which they are the first.
    last: u64,
    length: usize,
}

impl Word {
    /// Reads the ASCII letters that a text begins with, and says how many.
    fn read(&mut self, text: &[u8]) -> usize {
        let mut length = 0;
        loop {
            self.last = swar::eight(&text[length..]);
            let count = swar::before(!swar::letters(self.last) & swar::HIGH);
            length += count;
            if count < 8 {
                self.length += length;
                return length;
            }
        }
    }

    /// The word as [`packed`] has it, if it has no more than [`LONGEST`] letters.
    fn packed(self) -> u64 {
        (self.last | swar::BLANKS).swap_bytes() >> (64 - 8 * self.length.clamp(1, LONGEST))
    }

    fn is(self, other: u64) -> bool {
        self.length <= LONGEST && self.packed() == other
    }
}

impl Counted {
    /// Counts the words of a text but for those in quotation marks; addresses are none. All in one pass, for it is done for every
    /// comment.
    fn add(&mut self, text: &str) {
        let mut before = *self;
        let (mut word, mut is_said, mut is_address) = (Word::default(), true, false);
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii_alphabetic() {
                at += word.read(&text.as_bytes()[at..]);
                continue;
            }
            let sign = match byte {
                0..=0x7F => char::from(byte),
                _ => text[at..].chars().next().unwrap_or_default(),
            };
            at += sign.len_utf8();
            if sign.is_alphabetic() {
                // A word with other letters is too long to be looked up.
                word.length += LONGEST + 1;
                continue;
            }
            is_address |= matches!(sign, '/' | '@') || sign == '.' && word.is(WWW);
            if word.length > 0 && is_said {
                self.add_word(word);
            }
            word = Word::default();
            let is_quote = matches!(sign, '"' | '“' | '”' | '„' | '«' | '»');
            if is_quote || sign.is_whitespace() {
                if is_address {
                    *self = before;
                }
                if self.is_enough() {
                    return;
                }
                (before, is_address) = (*self, false);
                is_said ^= is_quote;
            }
        }
        if word.length > 0 && is_said {
            self.add_word(word);
        }
        if is_address {
            *self = before;
        }
    }

    fn add_word(&mut self, word: Word) {
        let whose = if word.length <= LONGEST { whose(word.packed()) } else { NOBODYS };
        self.of[whose] += 1;
    }

    /// Whether further words would hardly tell more.
    fn is_enough(&self) -> bool {
        let [_, dutch, english, other] = self.of;
        let all = self.all();
        let is_one = || dutch.min(english) + other <= 1 && self.language().is_some();
        all >= LOOKED_AT || all >= PLAIN_AFTER && is_one()
    }

    fn all(&self) -> usize {
        self.of.iter().sum()
    }

    fn language(&self) -> Option<&'static str> {
        let is_plain = |own: usize, other: usize| {
            let [own, other] = [self.of[own], self.of[other]];
            own >= FEWEST
                && own * ONE_IN >= self.all()
                && own >= (other + self.of[OTHER_WORD]) * TIMES
        };
        match (is_plain(DUTCH_WORD, ENGLISH_WORD), is_plain(ENGLISH_WORD, DUTCH_WORD)) {
            (true, false) => Some("nl"),
            (false, true) => Some("en"),
            _ => None,
        }
    }
}

/// The language of what somebody said, if that is plainly not the site's `own`: on a Dutch site English, and the reverse. `find` finds
/// which it is, where that matters.
pub(crate) fn foreign(
    own: &str,
    find: impl FnOnce() -> Option<&'static str>,
) -> Option<&'static str> {
    let is_known = own.starts_with("nl") || own.starts_with("en");
    is_known.then(find).flatten().filter(|language| !own.starts_with(language))
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
            Token::Text(text) if quoted == 0 => counted.add(&decode(text)),
            _ => {}
        }
    }
    counted.language()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_in_another_language_has_none() {
        let dutch = "Mooi stuk, maar wat doen we met de dijk als het water niet op tijd weg is? ";
        let english = "This is what we have seen at our plant too, and it is not to blame. ";
        assert_eq!(language(&dutch.repeat(9)), Some("nl"));
        for (one, other, wanted) in [
            (dutch.repeat(2), english.repeat(2), None),
            (english.repeat(2), dutch.repeat(2), None),
            (dutch.repeat(3), english.repeat(3), None),
        ] {
            assert_eq!(language(&(one + &other)), wanted);
        }
    }

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
