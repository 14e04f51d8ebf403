//! Dutch spelling undone: whether what stands before an ending is a word, as huiz is huis and man is maan.

use super::inflection::{Inflection, LOOSE};
use super::lexicon::Traits;

impl Inflection<'_> {
    /// Whether a word is known to be such, or ends in a word that is; it is left in `word`.
    pub(super) fn is(&mut self, word: &str, such: Traits) -> bool {
        if word.len() < 2 {
            return false;
        }
        self.set(word);
        self.word_is(such)
    }

    pub(super) fn word_is(&self, such: Traits) -> bool {
        let word = self.word.as_str();
        let traits = self.lexicon.traits(word);
        if !traits.only(Traits::SILENT) || traits.any(such) {
            return traits.any(such);
        }
        if self.by_tail && such == Traits::VERB {
            return LOOSE.iter().any(|prefix| {
                word.strip_prefix(prefix).is_some_and(|rest| self.lexicon.traits(rest).any(such))
            });
        }
        self.by_tail && self.tails(word).any(|traits| traits.any(such))
    }

    /// Whether the spelling before -en or -e is undone to such a word: ball to bal, man to maan, huiz to huis.
    pub(super) fn undo(&mut self, stem: &str, such: Traits) -> bool {
        if self.undo_double(stem, such) || self.undo_open(stem, such) {
            return true;
        }
        // Kopen is not of kop: a short vowel doubles the letter after it, but for words of a table and weaker syllables.
        let is_short =
            is_open(stem) && stem.bytes().filter(|letter| is_vowel(*letter)).count() == 1;
        !is_short && self.hard(stem, such)
    }

    pub(super) fn undo_double(&mut self, stem: &str, such: Traits) -> bool {
        let [.., one, other] = stem.as_bytes() else { return false };
        one == other && !is_vowel(*one) && self.hard(&stem[..stem.len() - 1], such)
    }

    fn undo_open(&mut self, stem: &str, such: Traits) -> bool {
        let [.., vowel, last] = stem.as_bytes() else { return false };
        if !is_open(stem) {
            return false;
        }
        let cut = stem.len() - 1;
        for hard in [true, false] {
            self.set(&stem[..cut]);
            self.word.push(char::from(*vowel));
            match last {
                b'v' if hard => self.word.push('f'),
                b'z' if hard => self.word.push('s'),
                _ if hard => continue,
                _ => self.word.push(char::from(*last)),
            }
            if self.word_is(such) {
                return true;
            }
        }
        false
    }

    /// Whether such a word is written with f or s at its end, or as it is.
    fn hard(&mut self, stem: &str, such: Traits) -> bool {
        let end = match stem.as_bytes().last() {
            Some(b'v') => "f",
            Some(b'z') => "s",
            _ => return self.is(stem, such),
        };
        self.set(&stem[..stem.len() - 1]);
        self.word.push_str(end);
        self.word_is(such) || self.is(stem, such)
    }

    /// What is known of the longest word that a compound ends in.
    pub(super) fn of_tail(&self, word: &str) -> Option<Traits> {
        self.tails(word).next()
    }

    /// What is known of the longest word that a compound ends in, and of what it is without an s that may join the two: a
    /// verkeerslicht is of licht, though there is slicht.
    fn tails(&self, word: &str) -> impl Iterator<Item = Traits> {
        let known = |at: usize| {
            let traits = self.lexicon.traits(&word[at..]);
            (traits.any(Traits::DUTCH) && self.is_head(&word[..at])).then_some(traits)
        };
        let longest = (3..word.len().saturating_sub(3)).find_map(|at| Some((at, known(at)?)));
        let joined = longest
            .filter(|(at, _)| word[*at..].starts_with('s') && at + 4 < word.len())
            .and_then(|(at, _)| known(at + 1));
        longest.map(|(_, traits)| traits).into_iter().chain(joined)
    }

    /// Whether letters may stand before a word in a compound: a word, or two longer ones and an s.
    pub(super) fn is_head(&self, head: &str) -> bool {
        let known = |word: &str| word.len() >= 3 && self.lexicon.traits(word).any(Traits::DUTCH);
        let of_two = |head: &str| {
            (4..head.len().saturating_sub(4)).any(|at| known(&head[..at]) && known(&head[at..]))
        };
        known(head)
            || head.strip_suffix('s').is_some_and(|head| known(head) || of_two(head))
            || head.strip_suffix("en").is_some_and(|stem| spellings(stem).any(|word| known(&word)))
            || head.strip_suffix('e').is_some_and(known)
    }
}

/// The words that may stand before -en: vrag is vraag, denn is den, bedrijv is bedrijf.
fn spellings(stem: &str) -> impl Iterator<Item = String> {
    let letters = stem.as_bytes();
    let [double, open] = match letters {
        [.., one, other] if one == other => [true, false],
        _ => [false, is_open(stem)],
    };
    let hard = |mut word: String| {
        let end = match word.pop() {
            Some('v') => 'f',
            Some('z') => 's',
            other => other.unwrap_or('n'),
        };
        word.push(end);
        word
    };
    let shorter = double.then(|| stem[..stem.len() - 1].to_owned());
    let longer = open.then(|| {
        let mut word = stem.to_owned();
        word.insert(stem.len() - 1, char::from(letters[letters.len() - 2]));
        hard(word)
    });
    [Some(hard(stem.to_owned())), shorter, longer].into_iter().flatten()
}

/// Whether letters end in a vowel and a consonant, as before -en the vowel would be long.
fn is_open(stem: &str) -> bool {
    let (before, vowel, last) = match stem.as_bytes() {
        [.., before, vowel, last] => (Some(*before), *vowel, *last),
        [vowel, last] => (None, *vowel, *last),
        _ => return false,
    };
    // Two letters may be one vowel; io in regionale is not, and ie is but for financiele.
    let is_one = |before: u8| match (before, vowel) {
        (b'i', b'e') => last == b'r',
        (b'a' | b'e' | b'o' | b'u', _) if before == vowel => true,
        pair => matches!(pair, (b'o', b'e') | (b'e' | b'o' | b'a', b'u')),
    };
    // A w, a j and an x are never doubled: stuwen is of stuw.
    matches!(vowel, b'a' | b'e' | b'o' | b'u')
        && !is_vowel(last)
        && !matches!(last, b'w' | b'j' | b'x')
        && before.is_none_or(|before| !is_one(before))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}
