//! Who is meant by a name: looked for in all exports, and asked for when there are several, or when others share their address.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::console::Console;
use crate::comment::moderation::Keys;
use crate::comment::person::{self, Person};
use crate::comment::{Comment, Held, identity};
use crate::config::Config;
use crate::diagnostic::terminal::visible;
use crate::diagnostic::{Diagnostic, Language, Problem, Shape, misspelt};
use crate::pipeline::{self, Exported};
use crate::site::Discussed;
use crate::source::Hash;

/// Files and keys that somebody is told apart by, at most: a sentence carries no more.
const FILES: usize = 2;
const KEYS: usize = 5;

/// Every comment of every export, as it stands there: a person's words are theirs in old exports too.
pub(super) fn all(exported: &[Exported]) -> Vec<&Comment> {
    let exports = exported.iter().flat_map(|file| &file.read);
    exports.flat_map(|(_, _, export)| export.comments.iter().map(|comment| &**comment)).collect()
}

/// Those of `people`, who wrote `comments`, who are meant: by name, e-mail address, account, or the key of a comment. Of several, the terminal asks which;
/// without one, or with `--all`, there is nobody to ask.
pub(super) fn find(
    text: &str,
    (people, comments): (&[Person], &[&Comment]),
    discussed: &Discussed,
    (takes_all, console): (bool, &Console),
) -> Result<Vec<Person>, Vec<Diagnostic>> {
    let error = |problem| Err(vec![Diagnostic::error(problem)]);
    let mut found: Vec<&Person> = person::called(people, text);
    if found.is_empty() {
        match by_key(text, comments, discussed, people) {
            Ok(person) => return Ok(vec![person]),
            Err(problem @ Problem::AmbiguousComment { .. }) => return error(problem),
            Err(_) => {}
        }
        return error(Problem::UnknownWriter {
            name: text.to_owned(),
            nearest: meant(text, people),
        });
    }
    let named = found.len();
    // Others who write under the same address are asked about, unless the name came with it, or all of the name are meant.
    if !takes_all && person::name_and_address(text).is_none() {
        let shares = |other: &Person| found.iter().any(|person| person.shares_with(other));
        let others: Vec<&Person> = people
            .iter()
            .filter(|other| !found.iter().any(|own| std::ptr::eq(*own, *other)) && shares(other))
            .collect();
        found.extend(others);
    }
    if found.len() > 1 && !takes_all {
        let keys = Keys::new(&discussed.comments);
        let among = Among { people, comments, discussed, keys };
        let shown: Vec<String> =
            found.iter().map(|person| among.described(person, console.language)).collect();
        let Some(chosen) = console.choose(text, &shown) else {
            let people: Vec<String> = shown.into_iter().map(|one| one.replace('`', "'")).collect();
            let sharers = (people.len() - named) as u64;
            return error(Problem::SeveralWriters { name: text.to_owned(), people, sharers });
        };
        found = chosen.into_iter().filter_map(|index| found.get(index).copied()).collect();
    }
    Ok(found.into_iter().cloned().collect())
}

/// The name of the only one whose names have all words of a part of it, or else the one that is spelt so but for a slip of the pen:
/// who copies the name of somebody else erases the wrong person, so no other is near enough, and no address is.
fn meant(text: &str, people: &[Person]) -> Option<String> {
    if text.contains('@') && !text.starts_with('@') {
        return None;
    }
    // As a mention has it.
    let text = text.trim().trim_start_matches('@');
    let names = |person: &Person| -> Vec<String> {
        person.names.iter().filter(|name| !name.contains('@')).cloned().collect()
    };
    let words = |name: &str| -> BTreeSet<String> {
        let words = name.split(|sign: char| !sign.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(identity::direct).collect()
    };
    let wanted = words(text);
    let is_whole = |name: &String| !wanted.is_empty() && words(name).is_superset(&wanted);
    let mut whole = people.iter().filter_map(|person| names(person).into_iter().find(is_whole));
    if let Some(found) = whole.next() {
        // Any of several would be a guess.
        return whole.all(|other| other == found).then_some(found);
    }
    let lowered: BTreeMap<String, String> =
        people.iter().flat_map(names).map(|name| (name.to_lowercase(), name)).collect();
    let known = lowered.keys().map(|name| (name.as_str(), Shape::of(name)));
    let found = misspelt(&text.to_lowercase(), known.filter(|(name, _)| name.chars().count() > 1));
    found.and_then(|found| lowered.get(found)).cloned()
}

/// What was refused, with the files of the site that somebody has of whom there is no comment.
pub(super) fn with_files(
    mut refused: Vec<Diagnostic>,
    (root, config): (&Path, &Config),
) -> Vec<Diagnostic> {
    let found = refused.iter().filter_map(|told| {
        let Problem::UnknownWriter { name, .. } = &told.problem else { return None };
        let own = pipeline::written_by(root, config, &[name]);
        let files: Vec<String> = own.files().map(ToString::to_string).collect();
        let shown = files.iter().take(FILES).cloned().collect();
        let count = files.len() as u64;
        let problem = Problem::WrittenElsewhere { name: name.clone(), files: shown, count };
        (!own.is_empty()).then(|| Diagnostic::error(problem))
    });
    let found: Vec<Diagnostic> = found.collect();
    refused.extend(found);
    refused
}

/// A name that was typed without quotes: words in a row, which are a name together or not all accounts that are known here. Each by itself
/// would be somebody else.
pub(super) fn unquoted(typed: &[String], comments: &[&Comment]) -> Option<Problem> {
    let is_word =
        |text: &&String| text.chars().all(|sign| sign.is_alphabetic() || ".,'’-".contains(sign));
    let runs = typed.chunk_by(|one, other| is_word(&one) && is_word(&other));
    let runs: Vec<&[String]> = runs.filter(|run| run.len() > 1).collect();
    if runs.is_empty() {
        return None;
    }
    let authors = || comments.iter().map(|comment| &comment.author);
    let known: HashSet<String> = authors()
        .flat_map(|author| [identity::account(author), identity::email(author)])
        .flatten()
        .collect();
    let names: HashSet<String> = authors().filter_map(|author| identity::name(author)).collect();
    let is_name = |run: &[String]| names.contains(&identity::direct(&run.join(" ")));
    let is_meant = |run: &[String]| !run.iter().all(|word| known.contains(&person::folded(word)));
    let run = runs.into_iter().find(|run| is_name(run) || is_meant(run))?;
    Some(Problem::NameUnquoted { name: run.join(" ") })
}

/// Who wrote the comment of this key; where only a name says who did, or nothing, it is that comment alone.
fn by_key(
    text: &str,
    comments: &[&Comment],
    discussed: &Discussed,
    people: &[Person],
) -> Result<Person, Problem> {
    let placed = &discussed.comments;
    let index = Keys::new(placed).typed(text, placed, &discussed.matcher)?;
    let known = &placed[index].comment;
    // What was held as that of somebody forgotten says nothing any more by which it has its key.
    let is_it = |one: &&&Comment| {
        known.held == Some(Held::Forgotten)
            && one.origin.file == known.origin.file
            && one.line == known.line
    };
    let key = comments.iter().find(is_it).map_or_else(|| known.key(), |found| found.key());
    let same: Vec<usize> =
        (0..comments.len()).filter(|index| comments[*index].key() == key).collect();
    let mut own =
        people.iter().filter(|person| same.iter().any(|one| person.comments.contains(one)));
    if let Some(person) = own.clone().find(|person| !person.has_only_a_name()) {
        return Ok(person.clone());
    }
    let names = own.next().map(|person| person.names.clone()).unwrap_or_default();
    let is_its = |name: &String| same.iter().any(|one| comments[*one].author.name.trim() == name);
    let names = names.into_iter().filter(is_its).collect();
    Ok(Person { names, comments: same, ..Person::default() })
}

/// Everybody, and what tells them apart.
struct Among<'a> {
    people: &'a [Person],
    comments: &'a [&'a Comment],
    discussed: &'a Discussed,
    keys: Keys,
}

impl Among<'_> {
    /// Somebody by name, by how many comments are theirs and where, and by what names them and nobody else.
    fn described(&self, person: &Person, language: Language) -> String {
        let names: Vec<&str> = person.names.iter().take(2).map(String::as_str).collect();
        let own = || person.comments.iter().map(|index| self.comments[*index]);
        let files: BTreeSet<&str> = own().map(|comment| comment.origin.file.file_name()).collect();
        let more = if files.len() > FILES { ", …" } else { "" };
        let files = files.into_iter().take(FILES).collect::<Vec<_>>().join(", ");
        let count = person.comments.len();
        let words = match (language, count) {
            (Language::Dutch, 1) => "1 reactie".to_owned(),
            (Language::Dutch, _) => format!("{count} reacties"),
            (Language::English, 1) => "1 comment".to_owned(),
            (Language::English, _) => format!("{count} comments"),
        };
        let names = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        visible(&format!(
            "{names} ({words} in {files}{more}): {}",
            self.told_apart(person, language)
        ))
    }

    /// An address or an account that is theirs alone, or their name with one that they share; or else the keys of their comments.
    fn told_apart(&self, person: &Person, language: Language) -> String {
        let accounts = person.accounts.iter().map(|(_, account)| account);
        let mut known = person.emails.iter().chain(accounts);
        let is_theirs = |text: &&String| person::called(self.people, text).len() == 1;
        if let Some(known) = known.find(is_theirs) {
            return known.clone();
        }
        let named = |email| person.names.iter().map(move |name| format!("{name} <{email}>"));
        let mut named = person.shared.iter().flat_map(named);
        if let Some(named) = named.find(|text| is_theirs(&text)) {
            return named;
        }
        let placed = &self.discussed.comments;
        let own: HashSet<Hash> =
            person.comments.iter().map(|index| self.comments[*index].key()).collect();
        let found = (0..placed.len()).filter(|index| own.contains(&placed[*index].comment.key()));
        let keys: Vec<String> =
            found.map(|index| self.keys.of(index, placed, &self.discussed.matcher)).collect();
        let more = if keys.len() > KEYS { ", …" } else { "" };
        let word = match (language, keys.len()) {
            (Language::Dutch, 1) => "sleutel",
            (Language::Dutch, _) => "sleutels",
            (Language::English, 1) => "key",
            (Language::English, _) => "keys",
        };
        let shown: Vec<&str> = keys.iter().take(KEYS).map(String::as_str).collect();
        format!("{word} {}{more}", shown.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_is_enough_to_ask_for_the_whole() {
        let names = [
            vec!["Jan de Boer", "Boer, Jan de (WVL)"],
            vec!["Vries, An de (WVL)"],
            vec!["An Bakker"],
            vec!["Müller"],
            vec!["X"],
            vec!["a@oud.example"],
        ];
        let people = names.map(|names| Person {
            names: names.into_iter().map(str::to_owned).collect(),
            ..Person::default()
        });
        for (text, expected) in [
            ("jan", Some("Jan de Boer")),
            ("@Jan Boer", Some("Jan de Boer")),
            ("an vries", Some("Vries, An de (WVL)")),
            ("muller", Some("Müller")),
            ("jan de boor", Some("Jan de Boer")),
            // This may be somebody else, who is not here.
            ("Johan Bakker", None),
            // There are two of them.
            ("An", None),
            ("An Baker", Some("An Bakker")),
            ("", None),
            ("B", None),
            ("a@oud.exampl", None),
        ] {
            assert_eq!(meant(text, &people).as_deref(), expected, "{text}");
        }
    }
}
