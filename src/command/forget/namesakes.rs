//! Comments by somebody of the same name, of whom nothing else is known: they may be the same person's, which only a human can tell.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::mentions;
use crate::comment::Comment;
use crate::comment::person::Person;
use crate::diagnostic::{Diagnostic, Problem};
use crate::site::Discussed;
use crate::source::SourcePath;

/// A warning for each file in which such comments stay, with the keys by which they can be forgotten too. `in_doubt` are further ones,
/// of the name of somebody who was forgotten before.
pub(super) fn told(
    (people, in_doubt): (&[Person], &[usize]),
    (everyone, comments): (&[Person], &[&Comment]),
    erased: &HashSet<usize>,
    discussed: &Discussed,
) -> Vec<Diagnostic> {
    let key_of = mentions::keys(discussed);
    let is_namesake = |other: &&Person| {
        let names = || people.iter().flat_map(|person| &person.names);
        other.has_only_a_name() && names().any(|name| other.has_name(name))
    };
    let left = everyone.iter().filter(is_namesake).flat_map(|person| &person.comments);
    let left: BTreeSet<&usize> = left.chain(in_doubt).collect();
    let mut files: BTreeMap<&SourcePath, Vec<String>> = BTreeMap::new();
    for comment in
        left.into_iter().filter(|index| !erased.contains(index)).map(|index| comments[*index])
    {
        if let Some(key) = key_of(comment) {
            files.entry(&comment.origin.file).or_default().push(key);
        }
    }
    let warned = files.into_iter().map(|(file, keys)| {
        let problem = Problem::NamesakeLeft { count: keys.len() as u64, keys };
        Diagnostic::warning(problem).at(file)
    });
    warned.collect()
}
