//! Which accounts, e-mail addresses and other names are whose, so that comments are known as theirs.

use std::collections::BTreeMap;

use super::people::Named;
use super::{PersonId, number, own_slug};
use crate::comment::experts::{self, Expert, Experts};
use crate::comment::{Author, lookalike, person};
use crate::source::SourcePath;

/// How everyone is known elsewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Accounts {
    /// Accounts, e-mail addresses and aliases, in lower case.
    known: BTreeMap<String, PersonId>,
    /// The full names of those who have a profile, as slugs, with the profile.
    profiles: BTreeMap<String, (String, SourcePath)>,
    /// The same names, by what they look like.
    looks: BTreeMap<String, String>,
}

impl Accounts {
    /// Accounts, e-mail addresses and aliases, each of one person only: one that two have says nothing.
    pub(super) fn of(list: &[Named]) -> Accounts {
        let mut found: BTreeMap<String, Option<PersonId>> = BTreeMap::new();
        for (index, named) in list.iter().enumerate() {
            let id = PersonId(number(index));
            for name in named
                .aliases
                .iter()
                .chain(&named.given.emails)
                .filter(|name| !name.trim().is_empty())
            {
                found
                    .entry(experts::lowered(name))
                    .and_modify(|other| *other = other.filter(|other| *other == id))
                    .or_insert(Some(id));
            }
        }
        let known = found.into_iter().filter_map(|(name, id)| Some((name, id?))).collect();
        let with_profile = list.iter().filter(|named| named.written.is_some());
        let profiles: BTreeMap<String, (String, SourcePath)> = with_profile
            .map(|named| (own_slug(named.name()), (named.name().to_owned(), named.path.clone())))
            .collect();
        let names = profiles.values().map(|(name, _)| name);
        let looks = names.map(|name| (lookalike::skeleton(name), name.clone())).collect();
        Accounts { known, profiles, looks }
    }

    /// The expert who wrote a comment: by account, e-mail address or alias. The mere full name does not count, for anybody
    /// can type it in a table or a form; a profile that has it among its aliases says that nobody else goes by it.
    pub(super) fn writer(&self, author: &Author) -> Option<PersonId> {
        experts::writer(&self.known, author)
    }

    /// Everybody who has a profile, as erasure knows them.
    pub(super) fn experts(&self, list: &[Named]) -> Experts {
        let expert = |named: &Named| Expert {
            name: named.name().to_owned(),
            emails: named.given.emails.clone(),
            aliases: named.aliases.clone(),
        };
        let known = self.known.iter().map(|(text, id)| (text.clone(), id.0 as usize));
        Experts { list: list.iter().map(expert).collect(), known: known.collect() }
    }

    /// The name and the profile of the expert who is called like somebody with an account or an address of their own: it may be
    /// one that the profile does not have yet, or somebody else.
    pub(super) fn namesake(&self, author: &Author) -> Option<(&str, &SourcePath)> {
        let is_known = [&author.account, &author.email].into_iter().flatten().next().is_some();
        let (name, path) = self.profiles.get(&own_slug(&author.name)).filter(|_| is_known)?;
        Some((name, path))
    }

    /// The name of the expert that this one looks like and is not.
    pub(super) fn lookalike(&self, name: &str) -> Option<&str> {
        if name.is_ascii() {
            return None;
        }
        let expert = self.looks.get(&lookalike::skeleton(name))?;
        (person::folded(name) != person::folded(expert)).then_some(expert)
    }
}
