//! Words that mean the same on a site. Sets of single words are for the script. A name of several words is looked for when the
//! texts are read, so that a text that has it has the words of the set that stand for it as well; and the script looks for those
//! where somebody asks for the name. A single word of such a name stands for nothing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::vocabulary::Vocabulary;
use super::words::tokens::{Kind, Tokeniser};

/// A name of several words, the words that stand for it, and the other such names of the set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Name(pub Vec<String>, pub Vec<String>, pub Vec<Vec<String>>);

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

/// The sets for the script: each, for every other form of a word in one that with what else it finds, and so for what a word
/// that no text has begins with, as somebody types who is on the way to it.
pub(super) fn of_forms(lines: &[String], vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let mut all = single(lines);
    for set in single(lines) {
        for word in &set {
            let Some(form) = vocabulary.find(word) else { continue };
            let head = vocabulary.head(form);
            let others = others(&set, word, vocabulary);
            let mut add = |words: Vec<String>, others: Vec<String>| {
                all.extend((!others.is_empty()).then(|| [words, others].concat()));
            };
            for member in vocabulary.members(head) {
                let text = vocabulary.text(*member);
                if vocabulary.documents(*member) > 0 && set.iter().all(|word| word != text) {
                    let far = others.iter().filter(|(other, _)| **other != head);
                    add(vec![text.to_owned()], far.map(|(_, word)| word.clone()).collect());
                }
            }
            if vocabulary.documents(form) == 0 {
                add(beginnings(word, vocabulary), others.into_values().collect());
            }
        }
    }
    all
}

/// What else a word of a set finds: of each group that some text has a form of, by its head, one word.
fn others(set: &[String], word: &str, vocabulary: &Vocabulary) -> BTreeMap<u32, String> {
    let mut others = BTreeMap::new();
    for other in set.iter().filter(|other| *other != word) {
        let Some(form) = vocabulary.find(other) else { continue };
        let head = vocabulary.head(form);
        let mut members = vocabulary.members(head).iter();
        if members.any(|member| vocabulary.documents(*member) > 0) {
            others.entry(head).or_insert_with(|| other.clone());
        }
    }
    others
}

/// The beginnings of a word that are no words of the site, from half of it on.
fn beginnings(word: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let ends = word.char_indices().map(|(end, _)| end).filter(|end| end * 2 >= word.len());
    let begun = ends.map(|end| &word[..end]).filter(|start| vocabulary.find(start).is_none());
    begun.map(str::to_owned).collect()
}

/// The words that forms are of, where a synonym that no text has in any form is one of the commonest of the others: so those of its
/// forms that a script thinks of find these as well.
pub(super) fn adopted(
    mut words: Vec<String>,
    lines: &[String],
    vocabulary: &Vocabulary,
) -> Vec<String> {
    let named = |word: &String| vocabulary.find(word).map(|form| words[form as usize].clone());
    let sets = single(lines).into_iter().map(|set| set.iter().filter_map(named).collect());
    let sets: Vec<Vec<String>> = sets.collect();
    let mut documents: BTreeMap<String, usize> =
        sets.concat().into_iter().map(|word| (word, 0)).collect();
    if documents.is_empty() {
        return words;
    }
    for (form, word) in (0u32..).zip(&words) {
        if let Some(count) = documents.get_mut(word) {
            *count += vocabulary.documents(form);
        }
    }
    let mut homes: BTreeMap<String, String> = BTreeMap::new();
    for set in sets {
        let Some(home) = set.iter().max_by_key(|word| documents[*word]) else { continue };
        if documents[home] > 0 {
            let lost = set.iter().filter(|word| documents[*word] == 0);
            lost.for_each(|word| {
                homes.entry(word.clone()).or_insert_with(|| home.clone());
            });
        }
    }
    for word in &mut words {
        if let Some(home) = homes.get(word) {
            word.clone_from(home);
        }
    }
    words
}

/// The names of several words. The single ones of a set stand for them; where there are none, the first name does, as a word that
/// nobody writes.
pub(super) fn names(lines: &[String]) -> Vec<Name> {
    let of_set = |set: Vec<Vec<String>>| {
        let (long, single): (Vec<_>, Vec<_>) = set.into_iter().partition(|name| name.len() > 1);
        let mut words = single.concat();
        if words.is_empty() && long.len() > 1 {
            words.push(long[0].join(" "));
        }
        let others =
            |name: &Vec<String>| long.iter().filter(|other| *other != name).cloned().collect();
        let name = |name: &Vec<String>| Name(name.clone(), words.clone(), others(name));
        let names = long.iter().filter(|_| !words.is_empty()).map(name);
        names.collect::<Vec<_>>()
    };
    sets(lines).flat_map(of_set).collect()
}

/// All words of the sets, which are words of the site whether a text has them or not, and so never taken for misspelt ones.
pub(super) fn words_of_all(lines: &[String]) -> Vec<String> {
    let names = names(lines).into_iter().flat_map(|Name(name, words, _)| [name, words]);
    single(lines).into_iter().chain(names).flatten().collect()
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
        let wmo = ["wet", "maatschappelijke", "ondersteuning"].map(str::to_owned).to_vec();
        let of_wmo = Name(wmo, vec!["wmo".to_owned(), "wmowet".to_owned()], Vec::new());
        assert_eq!(names(&lines), [of_wmo]);
        assert_eq!(words_of_all(&lines).len(), 2 + 2 + 3 + 2);
    }

    #[test]
    fn a_set_of_long_names_has_a_word_that_nobody_writes() {
        let lines = ["sociale dienst, werk en inkomen".to_owned(), "zonder gelijke".to_owned()];
        let found = names(&lines);
        let words: Vec<_> = found.iter().map(|Name(_, words, _)| words.concat()).collect();
        assert_eq!(words, ["sociale dienst"; 2]);
        assert_eq!(found[1].2, [["sociale", "dienst"]]);
    }
}
