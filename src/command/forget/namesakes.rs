//! Comments that stay by somebody of the same name, or with its first letter: they may be the same person's, which only a human can tell.

use std::collections::{BTreeMap, HashSet};

use super::mentions;
use crate::comment::person::Person;
use crate::comment::{Author, Comment, identity};
use crate::diagnostic::{Diagnostic, Namesake, Problem};
use crate::site::Discussed;
use crate::source::SourcePath;

/// A warning for each file in which such comments stay, and for why they may be theirs, with the keys by which they can be forgotten too. `in_doubt` are further ones,
/// of the name of somebody who was forgotten before, or under the number of a comment of theirs.
pub(super) fn told(
    (people, in_doubt): (&[Person], &[usize]),
    (everyone, comments): (&[Person], &[&Comment]),
    erased: &HashSet<usize>,
    discussed: &Discussed,
) -> Vec<Diagnostic> {
    let key_of = mentions::keys(discussed);
    let found = everyone.iter().filter_map(|other| Some((other, likeness(other, people)?)));
    let left = found.flat_map(|(other, how)| other.comments.iter().map(move |index| (*index, how)));
    let experts: HashSet<usize> = people.iter().filter_map(|person| person.expert).collect();
    let is_shown = |index: &usize| {
        let expert = discussed.profiles.of(&comments[*index].author);
        expert.is_some_and(|expert| experts.contains(&expert))
    };
    let shown = (0..comments.len()).filter(|_| !experts.is_empty()).filter(is_shown);
    let has_own =
        |author: &Author| identity::email(author).is_some() || identity::account(author).is_some();
    // By its name alone no comment with an address is in doubt.
    let of = |index: &usize| match has_own(&comments[*index].author) {
        true => (*index, Namesake::Numbered),
        false => (*index, Namesake::Bare),
    };
    let left = left.chain(in_doubt.iter().map(of));
    let left: BTreeMap<usize, Namesake> =
        left.chain(shown.map(|index| (index, Namesake::Shown))).collect();
    let mut files: BTreeMap<(&SourcePath, Namesake), Vec<String>> = BTreeMap::new();
    for (index, how) in left.into_iter().filter(|(index, _)| !erased.contains(index)) {
        let comment = comments[index];
        if let Some(key) = key_of(comment) {
            files.entry((&comment.origin.file, how)).or_default().push(key);
        }
    }
    let warned = files.into_iter().map(|((file, how), keys)| {
        let problem = Problem::NamesakeLeft { how, count: keys.len() as u64, keys };
        // Under the name of somebody who is forgotten nothing is left without a failure.
        let told = match how {
            Namesake::Shown => Diagnostic::error(problem),
            _ => Diagnostic::warning(problem),
        };
        told.at(file)
    });
    warned.collect()
}

/// Why somebody may be one of these people; nothing if there is no reason to think so.
fn likeness(other: &Person, people: &[Person]) -> Option<Namesake> {
    let names = || people.iter().flat_map(|person| &person.names);
    if names().any(|name| other.names.iter().any(|own| identity::are_same(own, name))) {
        let is_bare = other.has_only_a_name();
        return Some(if is_bare { Namesake::Bare } else { Namesake::Elsewhere });
    }
    // Whoever is also called something else, with that letter, is told apart by it.
    let is_short = |own: &String| {
        let own = identity::full(own);
        names().any(|name| identity::is_short_for(&own, &identity::full(name)))
    };
    let is_like = !other.names.is_empty() && other.names.iter().all(is_short);
    is_like.then_some(Namesake::Initials)
}
