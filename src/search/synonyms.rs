//! Words that mean the same on a site. Sets of single words are for the script; a name of several words is looked for when the
//! texts are read, so that a text that has it has the other names of the set as well, and the other way round.

use super::vocabulary::Vocabulary;
use super::words::tokens::{Kind, Tokeniser};

/// A name of a set, as words, and the words of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub words: Vec<String>,
    pub others: Vec<String>,
}

/// The names of each set, as words.
fn sets(lines: &[String]) -> impl Iterator<Item = Vec<Vec<String>>> {
    let set = |line: &String| {
        let names = line.split(',').map(words).filter(|words| !words.is_empty());
        names.collect::<Vec<_>>()
    };
    lines.iter().map(set)
}

fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    // A chain as e-mail is one word here, as it is in a query.
    if name.split_whitespace().count() == 1 {
        let mut joined = None;
        Tokeniser::default().read(name, 0, |token| {
            words.push(token.text.to_owned());
            joined = (token.kind == Kind::Joined).then(|| token.text.to_owned());
        });
        return joined.map_or(words, |joined| vec![joined]);
    }
    Tokeniser::default().read(name, 0, |token| {
        words.extend((token.kind == Kind::Word).then(|| token.text.to_owned()));
    });
    words
}

/// The sets of single words, for the script.
pub(super) fn single(lines: &[String]) -> Vec<Vec<String>> {
    let sets = sets(lines).map(|names| {
        let single = names.into_iter().filter(|words| words.len() == 1);
        single.flatten().collect::<Vec<_>>()
    });
    sets.filter(|set| set.len() > 1).collect()
}

/// The sets for the script: each, and for every other form of a word in one, that with the rest of the set.
pub(super) fn of_forms(lines: &[String], vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let mut all = single(lines);
    for set in single(lines) {
        for word in &set {
            let Some(form) = vocabulary.find(word) else { continue };
            for member in vocabulary.members(vocabulary.head(form)) {
                let text = vocabulary.text(*member);
                if vocabulary.documents(*member) == 0 || set.iter().any(|word| word == text) {
                    continue;
                }
                let rest = set.iter().filter(|other| *other != word).cloned();
                all.push(std::iter::once(text.to_owned()).chain(rest).collect());
            }
        }
    }
    all
}

/// The names that texts are to be read for: of the sets in which one has several words.
pub(super) fn names(lines: &[String]) -> Vec<Name> {
    let mut names = Vec::new();
    for set in sets(lines) {
        for (at, words) in set.iter().enumerate() {
            let others = set.iter().enumerate().filter(|(other, _)| *other != at);
            // Single words are each other's for the script.
            let others = others.filter(|(_, other)| words.len() > 1 || other.len() > 1);
            let mut others: Vec<String> = others.flat_map(|(_, other)| other.clone()).collect();
            others.retain(|other| !words.contains(other));
            others.dedup();
            if !others.is_empty() {
                names.push(Name { words: words.clone(), others });
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_words_are_for_the_script_and_the_others_for_the_texts() {
        let lines = [
            "fiets, rijwiel".to_owned(),
            "WMO, Wmo-wet , wet maatschappelijke ondersteuning".to_owned(),
            "alleen".to_owned(),
            ", ,".to_owned(),
        ];
        assert_eq!(single(&lines), [["fiets", "rijwiel"], ["wmo", "wmowet"]]);
        let wmo = ["wet", "maatschappelijke", "ondersteuning"];
        let found = names(&lines);
        let found: Vec<_> =
            found.iter().map(|name| (name.words.join(" "), name.others.join(" "))).collect();
        assert_eq!(
            found,
            [
                ("wmo".to_owned(), wmo.join(" ")),
                ("wmowet".to_owned(), wmo.join(" ")),
                (wmo.join(" "), "wmo wmowet".to_owned()),
            ]
        );
    }
}
