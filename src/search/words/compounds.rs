//! Which words a compound consists of: jeugdgezondheidszorg is jeugd, gezondheid, zorg.

use std::collections::HashSet;

use super::Form;
use super::inflection::Inflection;
use super::lexicon::{Hash, Lexicon, Traits};

/// The longest form that is looked at.
const LONGEST: usize = 64;

/// The shortest part, and the shortest compound.
const SHORTEST_PART: usize = 3;
const SHORTEST: usize = 6;

/// What parts may cost on average, of a form that the lexicon has and of another.
const DEAREST_KNOWN: u32 = 24;
const DEAREST: u32 = 26;

/// What a part costs besides its length: a plural before another part, a word that OpenTaal does not have in that
/// place, the stem of a verb, a word that only the site has.
const LINKED: u32 = 3;
const UNUSUAL: u32 = 10;
const OF_VERB: u32 = 12;
const OF_SITE: u32 = 15;

/// A word of the site that the program does not know is a part when it is so long and so frequent.
const SITE_LENGTH: usize = 5;
const SITE_COUNT: u32 = 5;

/// Splits compounds. It is made once for a vocabulary; many threads may ask it.
pub struct Splitter<'v> {
    lexicon: &'static Lexicon,
    site: HashSet<&'v str>,
    /// All forms of the site, sorted.
    forms: Vec<&'v str>,
    /// A bit for the hash of each word of `site`, which rules out most of what is asked.
    filter: Vec<u64>,
}

/// Bits of the filter.
const FILTER: usize = 1 << 20;

/// The cheapest way to a place in a form.
#[derive(Clone, Copy)]
struct Way {
    cost: u32,
    parts: u32,
    /// Where its last part begins and ends.
    part: (usize, usize),
}

/// Some letters of a form, their hash, what is known of them, and what makes a part of them besides what says so.
#[derive(Clone, Copy)]
struct Part<'f> {
    text: &'f str,
    hash: Hash,
    traits: Traits,
    likely: Traits,
}

const NO_WAY: Way = Way { cost: u32::MAX, parts: 0, part: (0, 0) };

impl<'v> Splitter<'v> {
    /// Knows the words of the program and those of the site, which are sorted.
    pub fn new(forms: &[Form<'v>]) -> Splitter<'v> {
        let lexicon = Lexicon::get();
        let is_part = |form: &&Form<'v>| {
            form.text.len() >= SITE_LENGTH
                && is_frequent(form)
                && form.text.bytes().all(|letter| letter.is_ascii_lowercase())
                && lexicon.traits(form.text) == Traits::default()
        };
        let site: HashSet<&str> = forms.iter().filter(is_part).map(|form| form.text).collect();
        let mut filter = vec![0; FILTER / 64];
        for form in forms.iter().filter(is_part) {
            let bit = Hash::of(form.text.as_bytes()).bit(FILTER);
            filter[bit / 64] |= 1 << (bit % 64);
        }
        let forms = forms.iter().map(|form| form.text).collect();
        Splitter { lexicon, site, forms, filter }
    }

    /// Whether the site has a word that the program does not know, often enough to be a part.
    fn is_of_site(&self, part: &str, hash: Hash) -> bool {
        let bit = hash.bit(FILTER);
        self.filter[bit / 64] >> (bit % 64) & 1 == 1 && self.site.contains(part)
    }

    /// Hands over the parts of a form, each as it is written by itself: a noun in the singular, which the site need not have;
    /// its group is that of [`word`](super::groups::word). None when the form is not a compound.
    pub fn parts(&self, form: &str, mut keep: impl FnMut(&str)) {
        self.split(form, 0, &mut |_, part| keep(part));
    }

    /// Hands over the parts, and then the compounds within one of three parts or more: the gezondheidszorg of
    /// jeugdgezondheidszorg. Each is a word of the program or of the site.
    pub fn all_parts(&self, form: &str, mut keep: impl FnMut(&str)) {
        let mut spans = [(0, 0); LONGEST / SHORTEST_PART + 1];
        let mut count = 0;
        self.split(form, 0, &mut |span, part| {
            keep(part);
            if let Some(place) = spans.get_mut(count) {
                *place = span;
                count += 1;
            }
        });
        if count < 3 {
            return;
        }
        let mut inflection = Inflection::new(self.lexicon);
        let form = self.word(form, &mut inflection).unwrap_or(form).to_owned();
        for first in 0..count {
            for last in first + 1..count {
                let run = form.get(spans[first].0..spans[last].1);
                let is_all = last - first + 1 == count;
                if let Some(run) = run.filter(|run| !is_all && self.is_word(run)) {
                    keep(inflection.noun(run).unwrap_or(run));
                }
            }
        }
    }

    /// The word of the program that a form is of: planeten is split as planeet is, not at all.
    fn word<'i>(&self, form: &str, inflection: &'i mut Inflection<'_>) -> Option<&'i str> {
        inflection.base(form).filter(|base| self.lexicon.traits(base) != Traits::default())
    }

    /// Whether the program has a compound as a noun, or the site has it.
    fn is_word(&self, run: &str) -> bool {
        run.len() >= SHORTEST
            && (self.lexicon.traits(run).any(Traits::NOUN)
                || self.forms.binary_search(&run).is_ok())
    }

    /// Whether a form has been split, and its parts handed over, each with its place in the word that it is of.
    fn split(&self, form: &str, depth: u32, keep: &mut dyn FnMut((usize, usize), &str)) -> bool {
        if !(SHORTEST..=LONGEST).contains(&form.len())
            || !form.bytes().all(|letter| letter.is_ascii_lowercase())
        {
            return false;
        }
        let mut inflection = Inflection::new(self.lexicon);
        let form = self.word(form, &mut inflection).unwrap_or(form);
        let traits = self.lexicon.traits(form);
        let is_verb = traits.any(Traits::VERB) && !traits.any(Traits::NOUN);
        if traits.any(Traits::WHOLE) || is_verb || form.len() < SHORTEST {
            return false;
        }
        // A word that no dictionary has is likely to be a compound.
        let (dearest, likely) = if traits == Traits::default() {
            (DEAREST, Traits::PLURAL_EN.or(Traits::PLURAL_S))
        } else {
            (DEAREST_KNOWN, Traits::default())
        };
        let ways = self.ways(form, likely);
        let way = ways[form.len()];
        if way.parts < 2 || way.cost > dearest * way.parts {
            return false;
        }
        let mut parts = [(0, 0); LONGEST / SHORTEST_PART + 1];
        let mut at = form.len();
        for part in parts.iter_mut().take(way.parts as usize).rev() {
            *part = ways[at].part;
            at = part.0;
        }
        let mut inflection = Inflection::new(self.lexicon);
        for &(start, end) in &parts[..way.parts as usize] {
            let part = &form[start..end];
            let mut within = |(from, to): (usize, usize), part: &str| {
                keep((start + from, start + to), part);
            };
            if depth == 3 || !self.split(part, depth + 1, &mut within) {
                keep((start, end), inflection.noun(part).unwrap_or(part));
            }
        }
        true
    }

    /// The cheapest ways to all places in a form.
    fn ways(&self, form: &str, likely: Traits) -> [Way; LONGEST + 1] {
        let letters = form.as_bytes();
        let mut ways = [NO_WAY; LONGEST + 1];
        ways[0] = Way { cost: 0, parts: 0, part: (0, 0) };
        let mut inflection = Inflection::new(self.lexicon);
        for start in 0..letters.len() + 1 - SHORTEST_PART {
            if ways[start].cost == u32::MAX {
                continue;
            }
            let mut hash = Hash::EMPTY;
            for end in start + 1..=letters.len() {
                hash = hash.then(letters[end - 1]);
                if end < start + SHORTEST_PART || (start == 0 && end == letters.len()) {
                    continue;
                }
                let text = &form[start..end];
                let traits = self.lexicon.find(text.as_bytes(), hash).unwrap_or_default();
                let part = Part { text, hash, traits, likely };
                if end == letters.len() {
                    if let Some(cost) = self.tail(part, &mut inflection) {
                        go(&mut ways, start, end, end, cost);
                    }
                    continue;
                }
                if let Some(cost) = self.head(part, &mut inflection) {
                    go(&mut ways, start, end, end, cost);
                }
                let linked = letters[end] == b's' && end + 1 < letters.len();
                if linked && traits.any(Traits::BEGIN_S) {
                    go(&mut ways, start, end, end + 1, of_length(text));
                }
            }
        }
        ways
    }

    /// What a part costs that is not the last, if it can be one.
    fn head(&self, part: Part<'_>, inflection: &mut Inflection<'_>) -> Option<u32> {
        let Part { text: part, hash, traits, likely } = part;
        let length = of_length(part);
        if traits.any(Traits::BEGIN) {
            return Some(length);
        }
        if part.len() >= 5
            && part.ends_with("en")
            && inflection.noun(part).is_some_and(|base| self.lexicon.traits(base).any(Traits::NOUN))
        {
            return Some(length + LINKED);
        }
        let is_noun = traits.any(Traits::END.or(Traits::ENGLISH)) || traits.any(likely);
        if part.len() >= 5 && is_noun {
            return Some(length + UNUSUAL);
        }
        if part.len() >= 4 && traits.any(Traits::VERB) {
            return Some(length + OF_VERB);
        }
        self.is_of_site(part, hash).then_some(length + OF_SITE)
    }

    /// What the last part costs, if it can be that.
    fn tail(&self, part: Part<'_>, inflection: &mut Inflection<'_>) -> Option<u32> {
        let Part { text: part, hash, traits, likely } = part;
        let length = of_length(part);
        if traits.any(Traits::END) {
            return Some(length);
        }
        if inflection.noun(part).is_some_and(|base| self.lexicon.traits(base).any(Traits::END)) {
            return Some(length + 1);
        }
        let is_noun = part.len() >= 6 && traits.any(Traits::NOUN) || traits.any(likely);
        if part.len() >= 4 && is_noun && !traits.any(Traits::AFFIX) {
            return Some(length + UNUSUAL);
        }
        self.is_of_site(part, hash).then_some(length + OF_SITE)
    }
}

/// Whether the site has a form often enough to be a part of others.
pub fn is_frequent(form: &Form<'_>) -> bool {
    form.count >= SITE_COUNT
}

/// Takes a part when it is the cheapest way so far.
fn go(ways: &mut [Way; LONGEST + 1], start: usize, end: usize, next: usize, cost: u32) {
    let before = ways[start];
    let cost = before.cost + cost;
    if cost < ways[next].cost {
        ways[next] = Way { cost, parts: before.parts + 1, part: (start, end) };
    }
}

/// What a part costs for its length alone: short ones are found everywhere.
fn of_length(part: &str) -> u32 {
    match part.len() {
        ..=3 => 30,
        4 => 17,
        5 => 12,
        6 => 10,
        _ => 9,
    }
}
