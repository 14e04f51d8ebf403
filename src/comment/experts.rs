//! Experts as their profiles know them: all comments that the site shows as an expert's are one person's, with every name, address and
//! alias of the profile.

use std::collections::{BTreeMap, BTreeSet};

use super::person::{self, Person, folded};
use super::{Author, Comment, identity};

/// One profile.
#[derive(Clone, Debug, Default)]
pub struct Expert {
    /// The full name.
    pub name: String,
    /// Addresses by which comments are known, as written.
    pub emails: Vec<String>,
    /// Other names and accounts, as written.
    pub aliases: Vec<String>,
}

/// Everybody who has a profile.
#[derive(Clone, Debug, Default)]
pub struct Experts {
    /// The profiles.
    pub list: Vec<Expert>,
    /// Accounts, addresses and aliases that are of one of them only, in lower case.
    pub known: BTreeMap<String, usize>,
}

/// Whose a comment is by account, address or alias, whatever the profiles are known by.
pub fn writer<T: Copy>(known: &BTreeMap<String, T>, author: &Author) -> Option<T> {
    let texts = [author.account.as_ref(), author.email.as_ref(), Some(&author.name)];
    texts.into_iter().flatten().find_map(|text| known.get(&lowered(text))).copied()
}

/// An account, an address or an alias as they are compared.
pub fn lowered(text: &str) -> String {
    text.trim().to_lowercase()
}

impl Experts {
    /// The expert as whom the site shows whoever wrote a comment.
    pub fn of(&self, author: &Author) -> Option<usize> {
        writer(&self.known, author)
    }

    /// These people, of whom those are one that the profile of an expert says to be so.
    #[must_use]
    pub fn join(&self, people: Vec<Person>, comments: &[&Comment]) -> Vec<Person> {
        if self.known.is_empty() {
            return people;
        }
        let mut own: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut joined: Vec<Person> = Vec::new();
        for person in people {
            let mut parts: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
            for at in &person.comments {
                let expert = self.surely(&comments[*at].author, &person.shared);
                parts.entry(expert).or_default().push(*at);
            }
            let experts: Vec<usize> = parts.keys().copied().flatten().collect();
            match experts.as_slice() {
                [] => joined.push(person),
                [expert] => own.entry(*expert).or_default().extend(person.comments),
                // What two profiles claim is of each what it says itself.
                _ => parts.into_iter().for_each(|(expert, part)| match expert {
                    Some(expert) => own.entry(expert).or_default().extend(part),
                    None => joined.push(person::of(&part, comments)),
                }),
            }
        }
        joined.extend(own.into_iter().map(|(at, part)| self.whole(at, part, comments)));
        person::share(&mut joined);
        joined.sort_by_key(|person| std::cmp::Reverse(person.comments.len()));
        joined
    }

    /// The expert whose comment it is beyond doubt: of an address that others have too, only who is called like the profile.
    fn surely(&self, author: &Author, shared: &BTreeSet<String>) -> Option<usize> {
        let expert = self.of(author)?;
        let is_shared = identity::email(author).is_some_and(|email| shared.contains(&email));
        if !is_shared {
            return Some(expert);
        }
        let bare = Author { email: None, ..author.clone() };
        let is_called = || {
            let name = identity::name(author)?;
            let own = identity::direct(&self.list[expert].name);
            identity::are_alike(&name, &own).then_some(expert)
        };
        self.of(&bare).or_else(is_called)
    }

    /// An expert who wrote these comments.
    fn whole(&self, at: usize, mut own: Vec<usize>, comments: &[&Comment]) -> Person {
        own.sort_unstable();
        let mut person = person::of(&own, comments);
        let Expert { name, emails, aliases } = &self.list[at];
        let is_own = |text: &&String| self.known.get(&lowered(text)) == Some(&at);
        let (addresses, names): (Vec<&String>, Vec<&String>) =
            aliases.iter().filter(is_own).partition(|alias| identity::is_email(alias));
        let emails = emails.iter().filter(|email| identity::is_somebodys(email)).filter(is_own);
        person.emails.extend(emails.chain(addresses).map(|email| folded(email)));
        for name in [name].into_iter().chain(names) {
            let is_account = person.accounts.iter().any(|(_, account)| *account == folded(name));
            let is_known = is_account || person.names.iter().any(|own| folded(own) == folded(name));
            if !is_known && !identity::is_nobody(name) {
                person.names.push(name.clone());
            }
        }
        person.expert = Some(at);
        person
    }

    /// What else the profile has of whoever is called this: names, addresses, and those aliases that are no words of any sentence.
    pub fn also(&self, text: &str) -> Vec<String> {
        let is_called = |(at, expert): &(usize, &Expert)| {
            self.known.get(&lowered(text)) == Some(at)
                || identity::direct(&expert.name) == identity::direct(text)
        };
        let found = self.list.iter().enumerate().filter(is_called);
        let texts = found.flat_map(|(at, expert)| {
            let is_own = move |text: &&String| self.known.get(&lowered(text)) == Some(&at);
            let aliases = expert.aliases.iter().filter(|alias| is_telling(alias, &expert.name));
            let known = aliases.chain(&expert.emails).filter(is_own);
            [&expert.name].into_iter().chain(known)
        });
        texts.filter(|other| folded(other) != folded(text)).cloned().collect()
    }
}

/// Whether an alias is found nowhere by chance: `J.B.` and `muskus` are.
fn is_telling(alias: &str, name: &str) -> bool {
    /// So many letters no other words have by chance.
    const SHORTEST: usize = 4;
    let letters = alias.chars().filter(|sign| sign.is_alphanumeric()).count();
    let alike = || {
        let alias = folded(alias);
        let is_part = identity::direct(name).split(' ').any(|word| word == alias);
        !is_part && identity::are_alike(&alias, &identity::direct(name))
    };
    letters >= SHORTEST && (alias.contains('@') || alias.trim().contains(' ') || alike())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::comment;

    fn by(name: &str, email: Option<&str>) -> Comment {
        let author = Author {
            name: name.into(),
            account: None,
            email: email.map(str::to_owned),
            department: None,
        };
        Comment { author: author.into(), ..comment("1", "x") }
    }

    fn experts(profiles: &[(&str, &[&str], &[&str])]) -> Experts {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let list = profiles.iter().map(|(name, emails, aliases)| Expert {
            name: (*name).into(),
            emails: owned(emails),
            aliases: owned(aliases),
        });
        let known = profiles.iter().enumerate().flat_map(|(at, (_, emails, aliases))| {
            emails.iter().chain(*aliases).map(move |text| (lowered(text), at))
        });
        Experts { list: list.collect(), known: known.collect() }
    }

    #[test]
    fn what_a_profile_has_is_one_persons_and_what_others_have_too_is_in_doubt() {
        let experts = experts(&[
            ("Jan Bos", &["jan@x.example", "balie@x.example"], &["jbos", "J.B."]),
            ("Piet Vos", &["piet@x.example"], &[]),
        ]);
        let all = [
            by("Jan Bos", Some("jan@x.example")),
            by("jbos", None),
            by("J.B.", None),
            by("Jan Bos", Some("balie@x.example")),
            by("Anna Smit", Some("balie@x.example")),
            // Anybody can type a name.
            by("Jan Bos", None),
            by("Piet Vos", Some("piet@x.example")),
        ];
        let all: Vec<&Comment> = all.iter().collect();
        let people = experts.join(person::gather(all.iter().copied()), &all);
        let own: Vec<&[usize]> = people.iter().map(|person| &*person.comments).collect();
        assert_eq!(own[0], [0, 1, 2, 3]);
        assert_eq!(own.len(), 4);
        let jan = &people[0];
        assert!(jan.shares_with(people.iter().find(|one| one.comments == [4]).unwrap()));
        assert_eq!(jan.emails, BTreeSet::from(["jan@x.example".to_owned()]));
        for text in ["jbos", "J.B.", "jan@x.example"] {
            assert_eq!(person::called(&people, text), [jan], "{text}");
        }
        assert_eq!(experts.also("jbos"), ["Jan Bos", "jan@x.example", "balie@x.example"]);
        assert_eq!(experts.also("jan bos")[0], "jbos");
    }
}
