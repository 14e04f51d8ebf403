//! Who wrote what, over all exports: comments of one e-mail address or one account are one person's; without either, those of
//! one name in one file. The same comment in several files is of one person. A name alone never joins two people, for namesakes
//! are common; and an address under names of several people is a mailbox that they share (`namings`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::beside_name::forms;
use super::text::split_address;
use super::{Comment, identity, namings};
use crate::output;
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
    /// Addresses under which others write too, by other names: nobody is known by these alone.
    pub shared: BTreeSet<String>,
    /// Their comments, by their places among all.
    pub comments: Vec<usize>,
    /// Which of the experts they are, if a profile says so.
    pub expert: Option<usize>,
}

impl Person {
    /// Whether nothing but a name tells who this is.
    pub fn has_only_a_name(&self) -> bool {
        self.expert.is_none()
            && self.emails.is_empty()
            && self.accounts.is_empty()
            && self.shared.is_empty()
    }

    /// Whether this address is theirs, alone or with others.
    fn has_email(&self, email: &str) -> bool {
        self.emails.contains(email) || self.shared.contains(email)
    }

    /// This person, to whom such addresses are those of several: whoever writes from one later may be somebody else.
    #[must_use]
    pub fn sharing(self, is_shared: impl Fn(&str) -> bool) -> Person {
        let emails = self.emails.into_iter();
        let (shared, emails): (BTreeSet<_>, _) = emails.partition(|email| is_shared(email));
        Person { emails, shared: self.shared.into_iter().chain(shared).collect(), ..self }
    }

    /// Whether somebody else writes under an address of theirs.
    pub fn shares_with(&self, other: &Person) -> bool {
        !self.shared.is_disjoint(&other.shared)
    }

    /// Whether one of their names is this one, in either order.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|own| identity::direct(own) == identity::direct(name))
    }

    /// Whether somebody who is called this may be this person.
    fn is_called(&self, wanted: &Wanted) -> bool {
        if let Some(address) = &wanted.address {
            return self.has_email(address) && self.is_named(wanted);
        }
        self.has_email(&wanted.folded)
            || self.accounts.iter().any(|(_, account)| *account == wanted.folded)
            || self.is_named(wanted)
    }

    fn is_named(&self, wanted: &Wanted) -> bool {
        let is_wanted = |name: &str| wanted.names.contains(&without_accents(&folded(name)));
        self.names.iter().flat_map(|name| forms(name)).any(|name| is_wanted(&name))
    }
}

/// A name that somebody typed, in the forms in which it may stand in an export, without accents.
struct Wanted {
    folded: String,
    /// Of `Jan Bos <balie@x.example>`: what he wrote from there, and nobody else's.
    address: Option<String>,
    names: BTreeSet<String>,
}

/// A name or address in the form in which they are compared: NFC, lower case, one blank between words.
pub fn folded(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without accents, and with letters of any width as they are. In other scripts than Latin such signs are letters, and stay.
pub(super) fn without_accents(text: &str) -> String {
    const LATIN: std::ops::Range<char> = '\u{80}'..'\u{250}';
    if text.is_ascii() {
        return text.to_owned();
    }
    // Nothing has to be taken apart and put together again: what is read as text in a database is full of such letters.
    if text.chars().all(|letter| letter < LATIN.end) {
        return output::folded(text.chars());
    }
    let is_accent = |letter: &char| matches!(letter, '\u{300}'..='\u{36f}');
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_accent(letter)) {
        match LATIN.contains(&letter) {
            true => output::fold(letter, |part| plain.push(part)),
            false => plain.push(letter),
        }
    }
    plain.nfc().collect()
}

/// The same name with the first name before the last one: `Vries, Jan de` is `Jan de Vries`.
pub fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    (!last.is_empty() && !first.is_empty() && !first.contains(','))
        .then(|| format!("{first} {last}"))
}

/// What Outlook's `Boer, J. de (Jan)` is in a sentence: `Jan de Boer`, and `J. de Boer`. A department between the parentheses is no name.
pub fn spoken(name: &str) -> Option<[String; 2]> {
    let (last, rest) = name.trim().split_once(',')?;
    let (before, given) = rest.trim().strip_suffix(')')?.split_once('(')?;
    let (last, given) = (last.trim(), given.trim());
    let (initials, particles) = before.trim().split_once(' ').unwrap_or((before.trim(), ""));
    let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).count();
    let are_initials = letters(initials) == 1
        || (initials.ends_with('.') && initials.split('.').all(|part| letters(part) < 2));
    let is_name = |text: &str| {
        let is_sign = |sign: char| sign.is_alphabetic() || " .-'’".contains(sign);
        !text.is_empty() && text.chars().all(is_sign)
    };
    let is_given = is_name(given) && given.chars().any(char::is_lowercase);
    let is_spoken = are_initials && letters(initials) > 0 && is_given && is_name(last);
    let full = |first: &str| [first, particles.trim(), last].join(" ").replace("  ", " ");
    is_spoken.then(|| [full(given), full(initials)])
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
    let email = identity::email(&comment.author).map(Token::Email);
    let account = identity::account(&comment.author)
        .map(|account| Token::Account(comment.place.system.clone(), account));
    let mut tokens: Vec<Token> = email.into_iter().chain(account).collect();
    if tokens.is_empty()
        && let Some(name) = identity::name(&comment.author)
    {
        tokens.push(Token::Name(comment.origin.file.clone(), name.clone()));
        tokens.push(Token::Copy(comment.key(), name));
    }
    tokens
}

/// Joins comments of which only a name says who wrote them with the same ones that another file has with an address or an
/// account; not where those are of several people.
fn join_copies(groups: &mut Groups, written: &[(usize, &Comment, usize)]) {
    let is_known = |comment: &Comment| {
        identity::email(&comment.author).or_else(|| identity::account(&comment.author)).is_some()
    };
    let mut bare: HashMap<Token, Vec<(usize, &SourcePath)>> = HashMap::new();
    for (_, comment, group) in written.iter().filter(|(_, comment, _)| !is_known(comment)) {
        if let Some(name) = identity::name(&comment.author) {
            let copies = bare.entry(Token::Copy(comment.key(), name)).or_default();
            copies.push((*group, &comment.origin.file));
        }
    }
    if bare.is_empty() {
        return;
    }
    let mut wholes: BTreeMap<Token, Vec<(usize, &SourcePath)>> = BTreeMap::new();
    for (_, comment, group) in written.iter().filter(|(_, comment, _)| is_known(comment)) {
        let name = identity::name(&comment.author);
        let Some(token) = name.map(|name| Token::Copy(comment.key(), name)) else { continue };
        if bare.contains_key(&token) {
            wholes.entry(token).or_default().push((*group, &comment.origin.file));
        }
    }
    for (token, wholes) in wholes {
        let roots: BTreeSet<usize> = wholes.iter().map(|(group, _)| groups.root(*group)).collect();
        let Some(root) = roots.first().filter(|_| roots.len() == 1) else { continue };
        let elsewhere = |file: &SourcePath| wholes.iter().any(|(_, other)| *other != file);
        for (copy, _) in bare[&token].iter().filter(|(_, file)| elsewhere(file)) {
            groups.unite(*root, *copy);
        }
    }
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
    join_copies(&mut groups, &written);
    let mut grouped: BTreeMap<usize, Vec<(usize, &Comment)>> = BTreeMap::new();
    for (index, comment, group) in written {
        grouped.entry(groups.root(group)).or_default().push((index, comment));
    }
    let mut people: Vec<Person> = grouped
        .into_values()
        .flat_map(|own| {
            let parts = namings::apart(&own);
            let mut people: Vec<Person> = parts.iter().map(|part| person(part)).collect();
            share(&mut people);
            people
        })
        .collect();
    people.sort_by_key(|person| std::cmp::Reverse(person.comments.len()));
    people
}

/// The writer of these comments.
fn person(own: &[(usize, &Comment)]) -> Person {
    let mut person = Person::default();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, comment) in own {
        person.comments.push(*index);
        person.emails.extend(identity::email(&comment.author));
        let account = identity::account(&comment.author);
        person.accounts.extend(account.map(|account| (comment.place.system.clone(), account)));
        if identity::name(&comment.author).is_some() {
            *counted.entry(comment.author.name.trim()).or_default() += 1;
        }
    }
    let mut counted: Vec<(&str, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    person.names = counted.into_iter().map(|(name, _)| name.to_owned()).collect();
    person
}

/// The writer of the comments at these places among all.
pub(super) fn of(own: &[usize], comments: &[&Comment]) -> Person {
    let own: Vec<(usize, &Comment)> = own.iter().map(|at| (*at, comments[*at])).collect();
    person(&own)
}

/// Makes what several of these people write under an address that they share.
pub(super) fn share(people: &mut [Person]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for person in &mut *people {
        person.emails.append(&mut person.shared);
        person.emails.iter().for_each(|email| *counts.entry(email.clone()).or_default() += 1);
    }
    for person in people {
        let emails = std::mem::take(&mut person.emails).into_iter();
        (person.shared, person.emails) = emails.partition(|email| counts[email] > 1);
    }
}

/// These people, of whom those know an address as their own who are all that share it.
pub fn settled(chosen: Vec<Person>, everyone: &[Person]) -> Vec<Person> {
    let all: Vec<Vec<usize>> = chosen.iter().map(|person| person.comments.clone()).collect();
    let is_chosen = |person: &Person| all.contains(&person.comments);
    let is_whole = |email: &String| {
        let mut sharing = everyone.iter().filter(|other| other.shared.contains(email));
        sharing.all(is_chosen)
    };
    let settle = |person: Person| {
        let (own, shared): (BTreeSet<String>, _) = person.shared.into_iter().partition(is_whole);
        Person { emails: person.emails.into_iter().chain(own).collect(), shared, ..person }
    };
    chosen.into_iter().map(settle).collect()
}

/// Those who may be meant by a name, an e-mail address, an account, or a name with an address.
pub fn called<'a>(people: &'a [Person], text: &str) -> Vec<&'a Person> {
    let (text, address) = name_and_address(text).unwrap_or((text, None));
    let folded_text = folded(text);
    let bare = without_accents(&folded_text);
    let turned = turned(&bare).map(|turned| folded(&turned));
    let mut names: BTreeSet<String> = turned.into_iter().collect();
    names.insert(bare.clone());
    // And the other way around.
    let words: Vec<&str> = bare.split(' ').collect();
    for cut in 1..words.len() {
        names.insert(format!("{}, {}", words[cut..].join(" "), words[..cut].join(" ")));
    }
    let wanted = Wanted { folded: folded_text, address: address.map(folded), names };
    people.iter().filter(|person| person.is_called(&wanted)).collect()
}

/// The parts of `Jan Bos <balie@x.example>`.
pub fn name_and_address(text: &str) -> Option<(&str, Option<&str>)> {
    let (name, address) =
        match text.trim_end().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            // A login may stand where an address does.
            Some((name, login)) if identity::is_login(login) => (name.trim(), Some(login.trim())),
            _ => split_address(text),
        };
    (!name.is_empty() && address.is_some()).then_some((name, address))
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
        let other = self.of(token);
        self.unite(group, other);
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
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
    use crate::comment::Author;
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
    fn what_outlook_writes_is_a_name_that_people_speak() {
        for (name, full, short) in [
            ("Boer, J. de (Jan)", "Jan de Boer", "J. de Boer"),
            ("Pinas, R.A. (Rafaël)", "Rafaël Pinas", "R.A. Pinas"),
            (
                "Vries-Bos, A van der (Anne-Marie)",
                "Anne-Marie van der Vries-Bos",
                "A van der Vries-Bos",
            ),
        ] {
            assert_eq!(spoken(name), Some([full.to_owned(), short.to_owned()]), "{name}");
        }
        for name in [
            "Boer, Jan de (WVL)",
            "Boer, J. de (WVL)",
            "Jan de Boer",
            "Boer, J. de",
            "Boer, (Jan)",
            ", J. (Jan)",
        ] {
            assert_eq!(spoken(name), None, "{name}");
        }
        let people = gather([by("Boer, J. de (Jan)", Some("jan@x.example"), None)].iter());
        for text in ["Jan de Boer", "de Boer, Jan", "J. de Boer", "Boer, J. de (Jan)"] {
            assert_eq!(called(&people, text).len(), 1, "{text}");
        }
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
    fn what_is_no_address_makes_nobody_one_person() {
        let comments = [
            by("Klaas Bakker", Some("anonymous"), None),
            by("Anna de Boer", Some("anonymous"), None),
            by("deleted", None, Some("deleted")),
            by("deleted", None, Some("deleted")),
        ];
        let found: Vec<Vec<usize>> =
            gather(comments.iter()).into_iter().map(|person| person.comments).collect();
        assert_eq!(found, [vec![0], vec![1]]);
    }

    #[test]
    fn a_mailbox_under_several_names_is_of_several_people() {
        let balie = Some("balie@x.example");
        let comments = [
            by("Klaas Bakker", balie, None),
            by("Anna de Boer", balie, None),
            by("K. Bakker", balie, None),
            by("Klaas Bakker", Some("kb@x.example"), None),
            by("", balie, None),
        ];
        let people = gather(comments.iter());
        let found: Vec<(&[usize], usize, usize)> = people
            .iter()
            .map(|person| (&person.comments[..], person.emails.len(), person.shared.len()))
            .collect();
        // Nothing says that one Klaas is the other.
        assert_eq!(found, [(&[0, 2][..], 0, 1), (&[1], 0, 1), (&[4], 0, 1), (&[3], 1, 0)]);
        assert!(people[0].shares_with(&people[1]));
        for (text, count) in [
            ("Klaas Bakker <balie@x.example>", 1),
            ("Klaas Bakker <kb@x.example>", 1),
            ("Klaas Bakker", 2),
            ("Anna de Boer <kb@x.example>", 0),
            ("BALIE@x.example", 3),
        ] {
            assert_eq!(called(&people, text).len(), count, "{text}");
        }
        let one = settled(vec![people[1].clone()], &people);
        assert!(one[0].emails.is_empty());
        let all = settled(people.clone(), &people);
        assert!(all.iter().all(|person| person.shared.is_empty() && person.emails.len() == 1));
    }

    #[test]
    fn the_same_comment_without_its_address_is_of_the_same_person() {
        let mut copy = by("Jan Bos", None, None);
        Arc::make_mut(&mut copy.origin).file = SourcePath::new("pagina.html");
        let comments = [by("Jan Bos", Some("jan@x.example"), None), copy];
        let people = gather(comments.iter());
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].comments, [0, 1]);
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
