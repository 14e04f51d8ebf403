//! What a name becomes in a text: `Jan de Vries`, `de Vries, Jan`, `J. de Vries`, `@jandevries`, and how Outlook has it.

use std::collections::BTreeSet;

use super::traces::{Kind, Trace, Traces};
use super::words::{self, Word, begins, is_whole};
use crate::comment::beside_name::{PARTICLES, bare};
use crate::comment::person::{folded, spoken, turned, without_accents};

/// So many words of a name may be first names.
const LONGEST: usize = 6;

/// What people write for the signs of an address.
const SIGNS: [&str; 2] = ["at", "apenstaartje"];
const DOTS: [&str; 2] = ["dot", "punt"];

/// Whether words are a name with the last name first.
pub(super) enum Turn {
    Certain,
    Perhaps,
    None,
}

impl Traces {
    /// Notes a name as it is written, and what it becomes when somebody speaks of them.
    pub(super) fn name(&mut self, name: &str, of_others: &BTreeSet<Vec<String>>) {
        if let Some(bare) = bare(name) {
            self.name(&bare, of_others);
            let whole = turned(name).unwrap_or_else(|| name.to_owned());
            self.names.insert(without_accents(&folded(&whole)));
            let words = words::texts(name, false);
            // With what stands beside it, it is theirs as it is written.
            if words.len() > words::texts(&bare, false).len() {
                let is_shared = self.shared.contains(&words::texts(&whole, false).concat());
                let kind = if is_shared { Kind::SharedName } else { Kind::Name };
                self.phrases.add(kind, words);
            }
            return;
        }
        let Some([full, short]) = spoken(name) else { return self.spoken(name, of_others) };
        self.spoken(&full, of_others);
        // Outlook has everybody of that name so; the initials alone may be somebody else's.
        let name = turned(name).unwrap_or_else(|| name.to_owned());
        self.names.insert(without_accents(&folded(&name)));
        let words = words::texts(&name, false);
        let is_shared = [&words, &words::texts(&full, false)]
            .iter()
            .any(|words| self.shared.contains(&words.concat()));
        let kind = if is_shared { Kind::SharedName } else { Kind::Name };
        self.turns(kind, &words);
        self.phrases.add(Kind::Initials, words::texts(&short, false));
    }

    /// As registers have it, the last name first, wherever that begins; and as it is.
    fn turns(&mut self, kind: Kind, words: &[String]) {
        let turned = (0..words.len()).map(|cut| (kind, [&words[cut..], &words[..cut]].concat()));
        self.phrases.extend(turned);
        let cuts = (1..words.len())
            .map(|cut| ([&words[cut..], &words[..cut]].concat(), words.len() - cut));
        self.turned.extend(cuts);
    }

    /// The names, addresses and accounts that begin with this word; and those with the last name first that may be two people's.
    pub(super) fn named(
        &self,
        text: &str,
        (words, at): (&[Word], usize),
        takes_all: bool,
        [found, perhaps]: [&mut Vec<Trace>; 2],
    ) {
        for (kind, phrase) in self.phrases.from(&words[at].text) {
            if !begins(&words[at..], phrase) {
                continue;
            }
            let last = &words[at + phrase.len() - 1];
            let range = words::closed(text, words[at].range.start..last.range.end);
            // Part of a longer name of somebody who stays.
            if self.is_anothers(words, at, phrase.len()) {
                continue;
            }
            match self.turn(text, words, at, phrase) {
                Turn::Certain => {}
                Turn::Perhaps => {
                    let kind = Kind::SharedName;
                    perhaps.extend(takes_all.then_some(Trace { kind, range }));
                    continue;
                }
                Turn::None => continue,
            }
            let is_doubtful = match kind {
                Kind::Name => are_particles(phrase),
                // As several words it is whatever they say: `de.bakker`.
                Kind::Account => {
                    let is_parted = text[range.clone()].contains(char::is_whitespace);
                    is_parted || !self.telling.contains(phrase)
                }
                // Without its last dot it may be a sentence: `jan at school in`.
                Kind::Email => {
                    let own = &words[at..at + phrase.len()];
                    let is_parted = |[one, next]: [&Word; 2]| {
                        is_blank(between(text, one, next)) && !DOTS.contains(&one.text.as_str())
                    };
                    own.last_chunk::<2>().is_some_and(|pair| is_parted(pair.each_ref()))
                }
                Kind::Initials | Kind::SharedName | Kind::Network | Kind::Website => true,
                _ => false,
            };
            let goes_on = || words::goes_on(text, words, (at, phrase.len()));
            let is_doubtful = is_doubtful || *kind != Kind::Email && goes_on();
            let is_left = is_doubtful && !takes_all;
            if !is_left && (*kind != Kind::Email || is_whole(text, &range)) {
                found.push(Trace { kind: *kind, range });
            }
        }
    }

    /// Whether these words are some of a longer name that somebody has who stays: `Marc Jan de Vries`.
    pub(super) fn is_anothers(&self, words: &[Word], at: usize, length: usize) -> bool {
        let holds = |name: &Vec<String>| {
            let starts = at.saturating_sub(name.len() - length)..=at;
            starts
                .into_iter()
                .any(|start| start + name.len() >= at + length && begins(&words[start..], name))
        };
        self.longer.iter().filter(|name| name.len() > length).any(holds)
    }

    /// Whether words that are a name with the last name first are meant so: `Vries, Jan de`. In a list of people the last name of one stands
    /// before the first name of the next.
    pub(super) fn turn(&self, text: &str, words: &[Word], at: usize, phrase: &[String]) -> Turn {
        let Some(cut) = self.turned.get(phrase) else { return Turn::Certain };
        if self.names.contains(&phrase.join(" ")) {
            return Turn::Certain;
        }
        let gap = between(text, &words[at + cut - 1], &words[at + cut]);
        let is_listed = gap.strip_prefix(',').is_some_and(is_blank);
        if !is_listed && !is_blank(gap) {
            return Turn::None;
        }
        let [before, after] = names_beside(text, words, (at, phrase.len()));
        let end = at + phrase.len();
        let is_certain = is_listed && !after && (!before || is_turned(phrase, *cut))
            || !before && self.has_address(text, words, end);
        if is_certain { Turn::Certain } else { Turn::Perhaps }
    }

    /// Whether an address of theirs stands behind a word: `Bakker, Jan <jan@oud.example>`.
    fn has_address(&self, text: &str, words: &[Word], end: usize) -> bool {
        let Some(next) = words.get(end) else { return false };
        let gap = between(text, &words[end - 1], next);
        matches!(gap.trim_start(), "<" | "&lt;" | "(" | "[")
            && self
                .phrases
                .from(&next.text)
                .any(|(kind, phrase)| *kind == Kind::Email && begins(&words[end..], phrase))
    }

    fn spoken(&mut self, name: &str, of_others: &BTreeSet<Vec<String>>) {
        let name = turned(name).unwrap_or_else(|| name.to_owned());
        self.names.insert(without_accents(&folded(&name)));
        let words = words::texts(&name, false);
        let Some(first) = words.first().cloned() else { return };
        let is_common = are_common(&words);
        if !is_common {
            self.handles.insert(words.concat());
        }
        if words.len() > 1 && (!is_common || are_particles(&words)) {
            let is_shared = self.shared.contains(&words.concat());
            let kind = if is_shared { Kind::SharedName } else { Kind::Name };
            self.turns(kind, &words);
            if !is_common {
                let (registered, lengths): (Vec<_>, Vec<_>) =
                    of_registers(&words).into_iter().unzip();
                self.phrases.extend(registered.iter().map(|words| (kind, words.clone())));
                self.turned.extend(registered.into_iter().zip(lengths));
                self.phrases.extend(of_outlook(&words).into_iter().map(|words| (kind, words)));
                self.variants((kind, &words), of_others);
            }
        }
        if is_common {
            // `J. de V.`: perhaps theirs.
            if words.len() > 2 && !are_particles(&words) {
                self.phrases.add(Kind::Initials, words);
            }
            return;
        }
        if !of_others.iter().any(|other| other.first() == Some(&first)) {
            self.handles.insert(first.clone());
        }
        self.first_names.insert(first);
    }

    /// What else a name becomes in a sentence: `Jan Bakkers plan`, `J. Bakker`. Where it is somebody else's too, of another first name,
    /// it tells nothing.
    fn variants(&mut self, (kind, words): (Kind, &[String]), of_others: &BTreeSet<Vec<String>>) {
        let Some(((first, rest), last)) = words.split_first().zip(words.last()) else { return };
        let genitive = [&words[..words.len() - 1], &[format!("{last}s")]].concat();
        if !last.ends_with(['s', 'x', 'z']) && !of_others.contains(&genitive) {
            self.phrases.add(kind, genitive);
        }
        let initial = |word: &String| word.chars().next().map(String::from).unwrap_or_default();
        let is_another = |other: &Vec<String>| {
            other.split_first().is_some_and(|(own, others)| {
                // Of somebody with the very same name, or who signs so, it may be either of them.
                let is_told_apart = own != first && *own != initial(own);
                is_told_apart && initial(own) == initial(first) && others == rest
            })
        };
        if first.chars().count() > 1 && !are_common(rest) && !of_others.iter().any(is_another) {
            self.phrases.add(Kind::Initials, [&[initial(first)], rest].concat());
        }
    }
}

/// Whether what stands behind the last name is no name by itself, so that this is one, the last name first: `Wijk, Zanna van` and
/// `Vries, J. de (Jan)`, but not `Bakker, Jan`.
fn is_turned(phrase: &[String], cut: usize) -> bool {
    let Some((given, last)) = phrase.get(cut).zip(phrase.last()) else { return false };
    let has_initial = phrase.len() > cut + 1 && given.chars().count() == 1;
    PARTICLES.contains(&last.as_str()) || has_initial && last.starts_with(given.as_str())
}

/// Whether some of these words, from one on and so many, go on as a name before or behind them: then they are somebody else's.
pub(super) fn has_name_beside(text: &str, words: &[Word], part: (usize, usize)) -> bool {
    names_beside(text, words, part) != [false; 2]
}

/// Whether a name goes on before them, and behind.
fn names_beside(text: &str, words: &[Word], (at, length): (usize, usize)) -> [bool; 2] {
    let is_name = |word: &Word| {
        let is_capital = text[word.range.start..].starts_with(char::is_uppercase);
        is_capital || are_particles(std::slice::from_ref(&word.text))
    };
    let is_beside = |one: &Word, other: &Word| is_blank(between(text, one, other));
    let (first, last) = (&words[at], &words[at + length - 1]);
    let before = at.checked_sub(1).map(|before| &words[before]);
    let after = words.get(at + length);
    [
        before.is_some_and(|word| is_name(word) && is_beside(word, first)),
        after.is_some_and(|word| is_name(word) && is_beside(last, word)),
    ]
}

/// What begins a sentence behind a name with which no mark was written, and is nobody's last name.
const BEGINNINGS: [&str; 52] = [
    "als", "and", "are", "but", "can", "could", "dat", "did", "die", "dit", "do", "dus", "een",
    "en", "er", "he", "heb", "hij", "hoe", "how", "if", "ik", "in", "is", "it", "ja", "je", "jij",
    "jullie", "kan", "kun", "maar", "met", "nee", "no", "nu", "of", "om", "op", "she", "so",
    "that", "the", "this", "wat", "we", "what", "wie", "wij", "yes", "you", "zij",
];

/// What is left of a particle beside an apostrophe: `van 't Hof`, `d'Hondt`.
const SHORT: [&str; 2] = ["d", "t"];

/// Whether a last name stands behind this word, with what may come before one: `Jan de Wit`, `Jan van 't Hof`, `Jan d'Hondt`.
pub(super) fn has_last_name(text: &str, words: &[Word], at: usize) -> bool {
    let is_apostrophe = |gap: &str| matches!(gap.trim_matches([' ', '\u{a0}']), "'" | "’" | "‘");
    let mut behind = words[at..].windows(2).map_while(|pair| {
        let gap = between(text, &pair[0], &pair[1]);
        let is_short = pair.iter().any(|word| SHORT.contains(&word.text.as_str()));
        (is_blank(gap) || is_short && is_apostrophe(gap)).then_some(&pair[1])
    });
    let is_last = |word: &Word| {
        text[word.range.start..].starts_with(char::is_uppercase)
            && BEGINNINGS.binary_search(&word.text.as_str()).is_err()
    };
    let is_small = |word: &&Word| {
        let is_short = SHORT.contains(&word.text.as_str());
        is_short || are_particles(std::slice::from_ref(&word.text))
    };
    behind.find(|word| !is_small(word)).is_some_and(is_last)
}

/// Whether in these words, which are a name, one stands behind a comma.
pub(super) fn is_listed(text: &str, words: &[Word]) -> bool {
    let is_comma = |gap: &str| gap.strip_prefix(',').is_some_and(is_blank);
    words.windows(2).any(|pair| is_comma(between(text, &pair[0], &pair[1])))
}

fn between<'t>(text: &'t str, one: &Word, other: &Word) -> &'t str {
    &text[one.range.end..other.range.start]
}

fn is_blank(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '\t' | '\u{a0}'))
}

/// What Outlook makes of a name as people speak it: `Vries, J. de (Jan)`, and `De Vries, J. (Jan)` in Flanders. Where the first names
/// end, nobody can tell.
pub(super) fn of_outlook(words: &[String]) -> Vec<Vec<String>> {
    let whole = parts(words).flat_map(|[given, particles, last]| {
        let initial = [given[0].chars().next().map(String::from).unwrap_or_default()];
        let flemish = (!particles.is_empty()).then(|| [particles, last, &initial, given].concat());
        [[last, &initial, particles, given].concat()].into_iter().chain(flemish)
    });
    whole.collect()
}

/// How people write an address so that no program reads it: `jan [at] oud (dot) example`.
pub(super) fn of_address(email: &str) -> Vec<Vec<String>> {
    let Some((local, host)) = email.split_once('@') else { return Vec::new() };
    let (local, host) = (words::texts(local, false), words::texts(host, false));
    if local.is_empty() || host.len() < 2 {
        return Vec::new();
    }
    let dotted = |words: &[String], dot: &str| {
        let words = words.iter().flat_map(|word| [dot.to_owned(), word.clone()]);
        words.skip(1).collect::<Vec<String>>()
    };
    let mut parts = vec![(local.clone(), host.clone())];
    for dot in DOTS {
        parts.push((local.clone(), dotted(&host, dot)));
        if local.len() > 1 {
            parts.push((dotted(&local, dot), dotted(&host, dot)));
        }
    }
    let with = |sign: &str, (local, host): &(Vec<String>, Vec<String>)| {
        [local.as_slice(), &[sign.to_owned()], host].concat()
    };
    SIGNS.iter().flat_map(|sign| parts.iter().map(|parts| with(sign, parts))).collect()
}

/// What some registers make of it: `Vries de, Jan`, with how many words stand before the comma.
pub(super) fn of_registers(words: &[String]) -> Vec<(Vec<String>, usize)> {
    let parts = parts(words).filter(|[_, particles, _]| !particles.is_empty());
    let whole = parts.map(|[given, particles, last]| {
        ([last, particles, given].concat(), last.len() + particles.len())
    });
    whole.collect()
}

/// First names, the words before the last name, and that.
fn parts(words: &[String]) -> impl Iterator<Item = [&[String]; 3]> {
    (1..words.len().min(LONGEST)).map(|cut| {
        let (given, rest) = words.split_at(cut);
        let before_last = &rest[..rest.len() - 1];
        let particles = before_last.iter().rposition(|word| PARTICLES.contains(&word.as_str()));
        let (particles, last) = rest.split_at(particles.map_or(0, |at| at + 1));
        [given, particles, last]
    })
}

/// Whether these tell of nobody: words of any sentence, and letters, of which there are many in a program.
pub(super) fn are_common(words: &[String]) -> bool {
    let is_common =
        |word: &String| PARTICLES.contains(&word.as_str()) || word.len() == 1 && word.is_ascii();
    words.iter().all(is_common)
}

/// Whether these are words of any sentence.
pub(super) fn are_particles(words: &[String]) -> bool {
    words.iter().all(|word| PARTICLES.contains(&word.as_str()))
}
