//! Dutch inflection undone: the word that a form is of, when the lexicon bears it out.

use super::irregular::Kind;
use super::lexicon::{Lexicon, Traits};

/// Prefixes of verbs; before those of the first list a participle has no `ge`.
const FAST: [&str; 6] = ["be", "ver", "ont", "her", "ge", "er"];
pub(super) const LOOSE: [&str; 36] = [
    "aan",
    "achter",
    "achteruit",
    "af",
    "bij",
    "binnen",
    "dicht",
    "door",
    "goed",
    "in",
    "klaar",
    "los",
    "mee",
    "mede",
    "na",
    "neer",
    "om",
    "onder",
    "op",
    "over",
    "plaats",
    "rond",
    "samen",
    "tegen",
    "terecht",
    "terug",
    "toe",
    "uit",
    "vast",
    "voor",
    "vooruit",
    "voort",
    "vrij",
    "weer",
    "weg",
    "wel",
];

/// The shortest word that a form is of.
const SHORTEST: usize = 3;

/// Finds what forms are of; works in its own memory.
pub(super) struct Inflection<'l> {
    pub(super) lexicon: &'l Lexicon,
    /// The word that was tried last.
    pub(super) word: String,
    /// Whether a word that the lexicon does not have may end in one that it has.
    pub(super) by_tail: bool,
}

impl<'l> Inflection<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Self {
        Inflection { lexicon, word: String::new(), by_tail: false }
    }

    /// The word that a form is of, at one remove: fotootjes is of fotootje, that of foto. None when it is itself the word.
    pub(super) fn base(&mut self, form: &str) -> Option<&str> {
        let is_short = form.len() <= SHORTEST && self.lexicon.irregular(form).is_none();
        if is_short || !form.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return None;
        }
        let is_found = self.irregular(form)? || self.regular(form) || self.ending(form);
        (is_found && self.word != form).then_some(self.word.as_str())
    }

    /// The noun that a plural or a diminutive is of.
    pub(super) fn noun(&mut self, form: &str) -> Option<&str> {
        if let Some(base) = self.lexicon.irregular_of(form, Kind::Noun) {
            self.set(base);
            return (base != form).then_some(self.word.as_str());
        }
        self.by_tail = false;
        let own = self.lexicon.traits(form);
        (self.plural(form, own) || self.diminutive(form)).then_some(self.word.as_str())
    }

    /// Whether a table has the form, or the end of it; none when it has it as a word of its own.
    fn irregular(&mut self, form: &str) -> Option<bool> {
        if let Some(base) = self.lexicon.irregular(form) {
            self.set(base);
            return (base != form).then_some(true);
        }
        Some(self.irregular_verb(form) || self.irregular_noun(form))
    }

    /// Whether the table has a verb without the prefix of the form: aangeboden is as geboden, besproken as gesproken.
    fn irregular_verb(&mut self, form: &str) -> bool {
        // Of opgingen the lexicon says no more than that opging could be a noun.
        let own = self.lexicon.traits(form);
        if own.any(Traits::COUNTED) && own != Traits::PLURAL_EN {
            return false;
        }
        let first = form.as_bytes().first();
        // Most prefixes are ruled out by their first letter.
        let prefixes = FAST.iter().chain(&LOOSE);
        for prefix in prefixes.filter(|prefix| prefix.as_bytes().first() == first) {
            let Some(rest) = form.strip_prefix(prefix).filter(|rest| rest.len() >= 3) else {
                continue;
            };
            let mut base = self.lexicon.irregular_of(rest, Kind::Verb);
            if base.is_none() && FAST.contains(prefix) {
                self.set("ge");
                self.word.push_str(rest);
                base = self.lexicon.irregular_of(&self.word, Kind::Verb);
            }
            let Some(base) = base else { continue };
            // Toespraken are of toespraak.
            if self.plural(form, Traits::default()) {
                return true;
            }
            self.set(prefix);
            self.word.push_str(base);
            if self.lexicon.traits(&self.word).any(Traits::VERB) {
                return true;
            }
        }
        false
    }

    /// Whether the form ends in a noun that the table has: hoofdsteden is as steden.
    fn irregular_noun(&mut self, form: &str) -> bool {
        let is_known = self.lexicon.traits(form) != Traits::default();
        for at in 3..form.len().saturating_sub(4) {
            let (head, tail) = form.split_at(at);
            let base = self.lexicon.irregular_of(tail, Kind::Noun).filter(|base| *base != tail);
            let Some(base) = base else { continue };
            self.set(head);
            self.word.push_str(base);
            // Uitdagen is not of a dag.
            let may_be = !is_known && !LOOSE.contains(&head) && self.is_head(head);
            if may_be || self.lexicon.traits(&self.word).any(Traits::NOUN) {
                return true;
            }
        }
        false
    }

    pub(super) fn set(&mut self, word: &str) {
        self.word.clear();
        self.word.push_str(word);
    }

    fn regular(&mut self, form: &str) -> bool {
        self.by_tail = false;
        let own = self.lexicon.traits(form);
        if own.any(Traits::ENGLISH) && !own.any(Traits::DUTCH) {
            return self.plural(form, own) || self.infinitive(form, own);
        }
        if self.rules(form, own) {
            return true;
        }
        if !own.only(Traits::SILENT) {
            return false;
        }
        self.by_tail = true;
        let tail = self.of_tail(form).unwrap_or_default();
        // Rotswanden stands in the lexicon as what compounds begin with, and rotswand does not.
        if own == Traits::default() { self.rules(form, tail) } else { self.plural(form, tail) }
    }

    fn rules(&mut self, form: &str, own: Traits) -> bool {
        let is_noun = own.any(Traits::COUNTED);
        let is_adjective = own.any(Traits::ADJECTIVE);
        self.plural(form, own)
            || self.diminutive(form)
            || self.adjective(form, own)
            || (!is_noun && self.participle(form))
            || self.infinitive(form, own)
            || (!own.any(Traits::NOUN) && !is_adjective && self.verb(form))
            || (!is_noun && !is_adjective && self.compared(form))
    }

    /// huizen, ideeen, gemeenten, fotos, mogelijkheden.
    fn plural(&mut self, form: &str, own: Traits) -> bool {
        if let Some(stem) = form.strip_suffix("heden").filter(|stem| stem.len() >= 2) {
            self.set(stem);
            self.word.push_str("heid");
            return true;
        }
        // Kinderrechten is of kinderrecht, though rechten is a noun as well.
        if let Some(stem) = form.strip_suffix('n')
            && stem.ends_with('e')
            && (!own.any(Traits::COUNTED) || self.by_tail)
        {
            // Studenten is of student, though there is a studente.
            let is_plural = self.undo(&stem[..stem.len() - 1], Traits::PLURAL_EN);
            if is_plural || self.is(stem, Traits::PLURAL_EN) {
                return true;
            }
        }
        // Lunches is of lunch, coaches of coach.
        if let Some(stem) = form.strip_suffix("es")
            && ["ch", "sh", "ss", "x"].iter().any(|end| stem.ends_with(end))
            && self.is(stem, Traits::NOUN.or(Traits::ENGLISH))
        {
            return true;
        }
        let is_own = own.any(Traits::COUNTED.or(Traits::ADJECTIVE));
        form.strip_suffix('s').is_some_and(|stem| !is_own && self.is(stem, Traits::PLURAL_S))
    }

    /// huisje, boompje, koninkje, bolletje, fotootje, with s too.
    fn diminutive(&mut self, form: &str) -> bool {
        let form = form.strip_suffix('s').unwrap_or(form);
        let Some(stem) = form.strip_suffix("je") else { return false };
        if self.is(stem, Traits::NOUN) {
            return true;
        }
        if let Some(stem) = stem.strip_suffix('k')
            && stem.ends_with('n')
        {
            self.set(stem);
            self.word.push('g');
            if self.lexicon.traits(&self.word).any(Traits::NOUN) {
                return true;
            }
        }
        let Some(stem) = stem.strip_suffix(['t', 'p']) else { return false };
        if let Some(short) = stem.strip_suffix('e')
            && self.undo_double(short, Traits::NOUN)
        {
            return true;
        }
        if self.is(stem, Traits::NOUN) {
            return true;
        }
        // fotootje: the vowel is written twice.
        let mut letters = stem.chars().rev();
        match (letters.next(), letters.next()) {
            (Some(one), Some(other)) if one == other => {
                self.is(&stem[..stem.len() - 1], Traits::NOUN)
            }
            _ => false,
        }
    }

    /// grote, grotere, groter.
    fn adjective(&mut self, form: &str, own: Traits) -> bool {
        if let Some(stem) = form.strip_suffix('e')
            && self.undo(stem, Traits::ADJECTIVE.or(Traits::PARTICIPLE))
        {
            return true;
        }
        let stem = form.strip_suffix("en").filter(|_| !own.any(Traits::COUNTED));
        stem.is_some_and(|stem| self.undo(stem, Traits::ADJECTIVE))
    }

    /// groter, grotere, grootst, grootste, groots.
    fn compared(&mut self, form: &str) -> bool {
        let plain = form.strip_suffix('e').unwrap_or(form);
        if let Some(stem) = plain.strip_suffix("er") {
            if self.undo(stem, Traits::ADJECTIVE) {
                return true;
            }
            if stem.ends_with("rd") && self.is(&stem[..stem.len() - 1], Traits::ADJECTIVE) {
                return true;
            }
        }
        if let Some(stem) = plain.strip_suffix("st") {
            if self.is(stem, Traits::ADJECTIVE) {
                return true;
            }
            if self.is(&plain[..plain.len() - 1], Traits::ADJECTIVE) {
                return true;
            }
        }
        form.len() >= 5
            && form.strip_suffix('s').is_some_and(|stem| self.is(stem, Traits::ADJECTIVE))
    }

    /// wonen, wonend, wonende.
    fn infinitive(&mut self, form: &str, own: Traits) -> bool {
        let present = form.strip_suffix("de").or_else(|| form.strip_suffix('d'));
        let plain =
            present.filter(|_| !own.any(Traits::COUNTED.or(Traits::ADJECTIVE))).unwrap_or(form);
        let stem = plain.strip_suffix("en");
        stem.is_some_and(|stem| self.undo(stem, Traits::VERB))
    }

    /// woont, woonde, woonden, werkte, werkten.
    fn verb(&mut self, form: &str) -> bool {
        let past = form.strip_suffix('n').unwrap_or(form);
        let past = past.strip_suffix("de").or_else(|| past.strip_suffix("te"));
        past.is_some_and(|stem| self.is(stem, Traits::VERB))
            || form.strip_suffix('t').is_some_and(|stem| self.is(stem, Traits::VERB))
    }

    /// gewoond, aangemaakt, verbeterd.
    fn participle(&mut self, form: &str) -> bool {
        if !form.ends_with(['d', 't']) {
            return false;
        }
        let short = &form[..form.len() - 1];
        if FAST.iter().any(|prefix| form.starts_with(prefix)) && self.is(short, Traits::VERB) {
            return true;
        }
        let loose = LOOSE.iter().filter(|prefix| form.starts_with(**prefix)).copied();
        for prefix in std::iter::once("").chain(loose) {
            let Some(rest) = form[prefix.len()..].strip_prefix("ge") else { continue };
            for stem in [&rest[..rest.len().saturating_sub(1)], rest] {
                if stem.len() < 2 {
                    continue;
                }
                self.set(prefix);
                self.word.push_str(stem);
                let knows = self.lexicon.traits(&self.word).any(Traits::VERB);
                if knows || (!prefix.is_empty() && self.lexicon.traits(stem).any(Traits::VERB)) {
                    return true;
                }
            }
        }
        false
    }

    /// Endings that say enough by themselves, of words that the lexicon does not have.
    fn ending(&mut self, form: &str) -> bool {
        const ENDINGS: [(&str, &str); 14] = [
            ("ingen", "ing"),
            ("iteiten", "iteit"),
            ("aties", "atie"),
            ("isaties", "isatie"),
            ("schappen", "schap"),
            ("ische", "isch"),
            ("lijke", "lijk"),
            ("loze", "loos"),
            ("bare", "baar"),
            ("eerde", "eer"),
            ("eerden", "eer"),
            ("eert", "eer"),
            ("iseren", "iseer"),
            ("ificeren", "ificeer"),
        ];
        if self.lexicon.traits(form) != Traits::default() {
            return false;
        }
        for (ending, instead) in ENDINGS {
            if let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
                self.set(stem);
                self.word.push_str(instead);
                return true;
            }
        }
        false
    }
}
