//! What a name becomes in a text: `Jan de Vries`, `de Vries, Jan`, `J. de Vries`, `@jandevries`, and how Outlook has it.

use std::collections::BTreeSet;

use super::traces::{Kind, Traces};
use super::words;
use crate::comment::person::{folded, spoken, turned, without_accents};

/// Words of many names, and of every other sentence.
const PARTICLES: [&str; 7] = ["van", "der", "de", "den", "ter", "ten", "het"];
impl Traces {
    /// Notes a name as it is written, and what it becomes when somebody speaks of them.
    pub(super) fn name(&mut self, name: &str, of_others: &BTreeSet<Vec<String>>) {
        let Some([full, short]) = spoken(name) else { return self.spoken(name, of_others) };
        self.spoken(&full, of_others);
        // The name as a whole, which nobody else writes so; the initials alone may be somebody else's.
        let name = turned(name).unwrap_or_else(|| name.to_owned());
        self.names.insert(without_accents(&folded(&name)));
        let words = words::texts(&name, false);
        let is_shared = self.shared.contains(&words.concat());
        let kind = if is_shared { Kind::SharedName } else { Kind::Name };
        self.turns(kind, &words);
        self.phrases.push((Kind::Initials, words::texts(&short, false)));
    }

    /// As registers have it, the last name first, wherever that begins; and as it is.
    fn turns(&mut self, kind: Kind, words: &[String]) {
        let turned = (0..words.len()).map(|cut| (kind, [&words[cut..], &words[..cut]].concat()));
        self.phrases.extend(turned);
    }

    fn spoken(&mut self, name: &str, of_others: &BTreeSet<Vec<String>>) {
        let name = turned(name).unwrap_or_else(|| name.to_owned());
        self.names.insert(without_accents(&folded(&name)));
        let words = words::texts(&name, false);
        let Some(first) = words.first().cloned() else { return };
        let is_common = are_particles(&words);
        if !is_common {
            self.handles.insert(words.concat());
        }
        if words.len() > 1 {
            let is_shared = self.shared.contains(&words.concat());
            let kind = if is_shared { Kind::SharedName } else { Kind::Name };
            self.turns(kind, &words);
            if !is_common {
                self.variants((kind, &words), of_others);
            }
        }
        if is_common {
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
            self.phrases.push((kind, genitive));
        }
        let initial = |word: &String| word.chars().next().map(String::from).unwrap_or_default();
        let is_another = |other: &Vec<String>| {
            other.split_first().is_some_and(|(own, others)| {
                // Of somebody with the very same name, or who signs so, it may be either of them.
                let is_told_apart = own != first && *own != initial(own);
                is_told_apart && initial(own) == initial(first) && others == rest
            })
        };
        if first.chars().count() > 1 && !are_particles(rest) && !of_others.iter().any(is_another) {
            self.phrases.push((Kind::Initials, [&[initial(first)], rest].concat()));
        }
    }
}

/// Whether these are words of any sentence.
pub(super) fn are_particles(words: &[String]) -> bool {
    words.iter().all(|word| PARTICLES.contains(&word.as_str()))
}
