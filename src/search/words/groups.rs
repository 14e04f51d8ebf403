//! Which forms are one word: huis, huizen, huisje.

use std::collections::HashMap;
use std::ops::Range;

use super::inflection::Inflection;
use super::lexicon::{Lexicon, Traits};
use super::{Form, Language, english};

/// How often a form is taken back: kindertjes is of kindertje, that of kind.
const STEPS: usize = 3;

/// For each form the index of the first form of its group. The forms are sorted by text, and those of the parts that
/// [`Splitter::parts`](super::compounds::Splitter::parts) gives are best among them.
pub fn groups(forms: &[Form<'_>]) -> Vec<u32> {
    of_words(words(forms, 0..forms.len()))
}

/// The words that some of the forms are of.
pub fn words(forms: &[Form<'_>], range: Range<usize>) -> Vec<String> {
    let is_known = |word: &str| forms.binary_search_by(|form| form.text.cmp(word)).is_ok();
    forms[range].iter().map(|form| word(form.text, form.language, is_known)).collect()
}

/// For each form, by the word that it is of, the index of the first form of its group.
pub fn of_words(words: impl IntoIterator<Item = String>) -> Vec<u32> {
    let mut first: HashMap<String, u32> = HashMap::new();
    (0..).zip(words).map(|(at, word)| *first.entry(word).or_insert(at)).collect()
}

/// The word that a form is of, which names its group: often the word itself, or the stem of a verb. Forms of one word have
/// one name, whatever else the site has, but for words that the lexicon does not know: what these are of is looked for
/// among the site's own, by `is_known`. Pure, so a caller may ask from many threads.
pub fn word(form: &str, language: Language, is_known: impl Fn(&str) -> bool) -> String {
    let lexicon = Lexicon::get();
    if language == Language::English {
        return english::word(form, lexicon, is_known);
    }
    let mut inflection = Inflection::new(lexicon);
    let mut word = form.to_owned();
    for _ in 0..STEPS {
        let Some(base) = inflection.base(&word) else { break };
        word.replace_range(.., base);
    }
    if word == form && !lexicon.traits(form).any(Traits::DUTCH) {
        return english::word(form, lexicon, is_known);
    }
    word
}
