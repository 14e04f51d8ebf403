//! Who wrote what, over all exports: comments of one e-mail address or one account are one person's; without either, those of
//! one name in one file, and the same comments in others. A name alone never joins two people, for namesakes are common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::{Author, Comment};
use crate::source::{Hash, SourcePath};

/// Somebody who wrote comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The names that they go by, as written; the most frequent first.
    pub names: Vec<String>,
    /// Their e-mail addresses, in lower case.
    pub emails: BTreeSet<String>,
    /// Their accounts, in lower case, each with the site that it is of.
    pub accounts: BTreeSet<(String, String)>,
    /// Their comments, by their places among all.
    pub comments: Vec<usize>,
}

impl Person {
    /// Whether nothing but a name tells who this is.
    pub fn has_only_a_name(&self) -> bool {
        self.emails.is_empty() && self.accounts.is_empty()
    }

    /// Whether one of their names is this one, in either order.
    pub fn has_name(&self, name: &str) -> bool {
        let direct = |name: &str| folded(&turned(name).unwrap_or_else(|| name.to_owned()));
        self.names.iter().any(|own| direct(own) == direct(name))
    }

    /// Whether somebody who is called this may be this person.
    fn is_called(&self, wanted: &Wanted) -> bool {
        self.emails.contains(&wanted.folded)
            || self.accounts.iter().any(|(_, account)| *account == wanted.folded)
            || self.names.iter().any(|name| wanted.names.contains(&folded(name)))
    }
}

/// A name that somebody typed, in the forms in which it may stand in an export.
struct Wanted {
    folded: String,
    names: BTreeSet<String>,
}

/// A name or address in the form in which they are compared: NFC, lower case, one blank between words.
pub fn folded(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same name with the first name before the last one: `Vries, Jan de` is `Jan de Vries`.
pub fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    (!last.is_empty() && !first.is_empty() && !first.contains(','))
        .then(|| format!("{first} {last}"))
}

/// What makes two comments one person's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Token {
    Email(String),
    Account(String, String),
    /// In a file.
    Name(SourcePath, String),
    /// A comment by somebody of this name, which another file may have too.
    Copy(Hash, String),
}

fn tokens(comment: &Comment) -> Vec<Token> {
    let Author { name, account, email, .. } = &*comment.author;
    let filled =
        |text: &Option<String>| text.as_deref().map(folded).filter(|text| !text.is_empty());
    let email = filled(email).map(Token::Email);
    let account =
        filled(account).map(|account| Token::Account(comment.place.system.clone(), account));
    let known: Vec<Token> = email.into_iter().chain(account).collect();
    let name = folded(name);
    if known.is_empty() && !name.is_empty() {
        let name = turned(&name).map_or(name.clone(), |turned| folded(&turned));
        let copy = Token::Copy(comment.key(), name.clone());
        return vec![Token::Name(comment.origin.file.clone(), name), copy];
    }
    known
}

/// Everyone who wrote one of these comments, those with the most comments first. A comment of nobody is nobody's.
pub fn gather<'a>(comments: impl Iterator<Item = &'a Comment>) -> Vec<Person> {
    let mut groups = Groups::default();
    let mut written: Vec<(usize, &Comment, usize)> = Vec::new();
    for (index, comment) in comments.enumerate() {
        let mut tokens = tokens(comment).into_iter();
        let Some(first) = tokens.next() else { continue };
        let group = groups.of(first);
        tokens.for_each(|token| groups.join(group, token));
        written.push((index, comment, group));
    }
    let mut people: BTreeMap<usize, Person> = BTreeMap::new();
    let mut names: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for (index, comment, group) in written {
        let group = groups.root(group);
        let person = people.entry(group).or_default();
        for token in tokens(comment) {
            match token {
                Token::Email(email) => drop(person.emails.insert(email)),
                Token::Account(system, account) => drop(person.accounts.insert((system, account))),
                Token::Name(..) | Token::Copy(..) => {}
            }
        }
        person.comments.push(index);
        let name = comment.author.name.trim();
        if !name.is_empty() {
            *names.entry(group).or_default().entry(name).or_default() += 1;
        }
    }
    let mut people: Vec<Person> = people
        .into_iter()
        .map(|(group, mut person)| {
            let mut counted: Vec<(&str, usize)> =
                names.remove(&group).unwrap_or_default().into_iter().collect();
            counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            person.names = counted.into_iter().map(|(name, _)| name.to_owned()).collect();
            person
        })
        .collect();
    people.sort_by_key(|person| std::cmp::Reverse(person.comments.len()));
    people
}

/// Those who may be meant by a name, an e-mail address or an account.
pub fn called<'a>(people: &'a [Person], text: &str) -> Vec<&'a Person> {
    let folded_text = folded(text);
    let turned = turned(&folded_text).map(|turned| folded(&turned));
    let mut names: BTreeSet<String> = turned.into_iter().collect();
    names.insert(folded_text.clone());
    // And the other way around.
    let words: Vec<&str> = folded_text.split(' ').collect();
    for cut in 1..words.len() {
        names.insert(format!("{}, {}", words[cut..].join(" "), words[..cut].join(" ")));
    }
    let wanted = Wanted { folded: folded_text, names };
    people.iter().filter(|person| person.is_called(&wanted)).collect()
}

/// Sets of tokens that grow together.
#[derive(Default)]
struct Groups {
    by_token: HashMap<Token, usize>,
    parents: Vec<usize>,
}

impl Groups {
    fn of(&mut self, token: Token) -> usize {
        let next = self.parents.len();
        let group = *self.by_token.entry(token).or_insert(next);
        if group == next {
            self.parents.push(next);
        }
        self.root(group)
    }

    fn join(&mut self, group: usize, token: Token) {
        let (one, other) = (self.root(group), self.of(token));
        self.parents[one.max(other)] = one.min(other);
    }

    fn root(&self, mut group: usize) -> usize {
        while self.parents[group] != group {
            group = self.parents[group];
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::comment::testing::comment;

    fn by(name: &str, email: Option<&str>, account: Option<&str>) -> Comment {
        let author = Author {
            name: name.into(),
            email: email.map(str::to_owned),
            account: account.map(str::to_owned),
            department: None,
        };
        Comment { author: author.into(), ..comment("1", "x") }
    }

    #[test]
    fn only_a_name_is_one_persons_in_one_file_and_in_copies_of_it() {
        let of = |id: &str, file: &str| {
            let mut comment = by("Jan Bos", None, None);
            comment.source_id = Some(id.into());
            Arc::make_mut(&mut comment.origin).file = SourcePath::new(file);
            comment
        };
        let comments = [of("1", "a.csv"), of("2", "a.csv"), of("2", "oud.csv"), of("3", "b.csv")];
        let found: Vec<Vec<usize>> =
            gather(comments.iter()).into_iter().map(|person| person.comments).collect();
        assert_eq!(found, [vec![0, 1, 2], vec![3]]);
        assert_eq!(called(&gather(comments.iter()), "Bos, Jan").len(), 2);
    }

    #[test]
    fn an_address_or_an_account_makes_one_person_and_a_name_does_not() {
        let comments = [
            by("Jan de Vries", Some("Jan@X.example"), None),
            by("J. de Vries", Some("jan@x.example "), Some("jdv")),
            by("Jan", None, Some("JDV")),
            by("Jan de Vries", Some("jan2@x.example"), None),
            by("Jan de  Vries", None, None),
            by("Vries, Jan de", None, None),
            by("", None, None),
        ];
        let people = gather(comments.iter());
        let found: Vec<(Vec<usize>, usize)> =
            people.iter().map(|p| (p.comments.clone(), p.names.len())).collect();
        assert_eq!(found, [(vec![0, 1, 2], 3), (vec![4, 5], 2), (vec![3], 1)]);
        for (text, wanted) in [
            ("jan de vries", &[0, 1, 2][..]),
            ("Vries, Jan de", &[0, 1, 2]),
            ("JAN@x.example", &[0]),
            ("jdv", &[0]),
            ("jan2@x.example", &[2]),
            ("J. de Vries", &[0]),
            ("Vries", &[]),
        ] {
            let found: Vec<usize> = called(&people, text)
                .into_iter()
                .map(|found| people.iter().position(|person| person == found).expect("one"))
                .collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
