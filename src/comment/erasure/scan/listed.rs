//! Those who are known by the hashes of a list alone: whatever may be an address, an account or a name is hashed as they were.

use std::collections::{BTreeSet, HashSet};

use super::super::accounts::{NUMBERED, is_long_number};
use super::super::forgotten::Forgotten;
use super::super::traces::Kind;
use super::Scan;
use super::table::Table;

/// The longest name that is looked for by its hash, in words.
const LONGEST_NAME: usize = 5;
/// Shorter words are nobody's account.
const SHORTEST: usize = 4;
/// So many words are kept that are no accounts.
const KEPT: usize = 1 << 20;

/// The lists of the forgotten, as something to look for.
pub struct Listed<'a> {
    forgotten: Vec<&'a Forgotten>,
    /// Whether somebody in them is known by a name, and by an account.
    has_names: bool,
    has_accounts: bool,
    /// The sites of which an account may be.
    systems: BTreeSet<String>,
}

/// Words that were met, and are no accounts: to look them up once is enough, and takes long.
#[derive(Debug, Default)]
pub struct Met(HashSet<String>);

impl<'a> Listed<'a> {
    /// Everybody in these lists. An account is known together with the site that it is of, so that has to be one of `systems`.
    pub fn new(forgotten: Vec<&'a Forgotten>, systems: BTreeSet<String>) -> Listed<'a> {
        let has_names = forgotten.iter().any(|list| list.has_names());
        let has_accounts = forgotten.iter().any(|list| list.has_accounts());
        Listed { forgotten, has_names, has_accounts, systems }
    }

    pub(super) fn has_email(&self, email: &str) -> bool {
        self.forgotten.iter().any(|list| list.has_email(email))
    }

    fn has_name(&self, name: &str) -> bool {
        self.forgotten.iter().any(|list| list.has_name(name))
    }

    fn has_number(&self, number: &str) -> bool {
        let is_listed =
            |system: &String| self.forgotten.iter().any(|list| list.has_account(system, number));
        self.has_accounts && is_long_number(number) && self.systems.iter().any(is_listed)
    }

    fn has_account(&self, account: &str, met: &mut Met) -> bool {
        // Numbers of accounts are words like any other.
        if !self.has_accounts
            || account.chars().count() < SHORTEST
            || !account.contains(char::is_alphabetic)
        {
            return false;
        }
        if met.0.contains(account) {
            return false;
        }
        let mut own = self.systems.iter();
        let is_listed =
            own.any(|system| self.forgotten.iter().any(|list| list.has_account(system, account)));
        if !is_listed && met.0.len() < KEPT {
            met.0.insert(account.to_owned());
        }
        is_listed
    }
}

/// What the first part of an address is made of.
pub(super) fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'".contains(c)
}

/// What the name of a computer is made of.
pub(super) fn is_host(c: char) -> bool {
    c.is_alphanumeric() || ".-".contains(c)
}

impl Scan<'_> {
    /// Whether an address, an account or a name begins with a word whose hash is in a list.
    pub(super) fn listed(&mut self, text: &str, (words, at): (&Table, usize), line: u32) {
        let Some(listed) = &self.needles.listed else { return };
        let (own, place) = (words.word(at), words.place(at));
        let start = place.start;
        let longest = if listed.has_names { LONGEST_NAME.min(words.len() - at) } else { 0 };
        // A name of one word is a word of any sentence.
        let is_name = (2..=longest).any(|length| {
            let name: Vec<&str> = words.from(at).take(length).collect();
            listed.has_name(&name.join(" "))
        });
        if is_name {
            self.add(Kind::Name, text, start, line);
        }
        let mut number = words.from(at).skip(1).take(1).filter(|_| own == NUMBERED);
        if listed.has_account(own, self.met) || number.any(|number| listed.has_number(number)) {
            self.add(Kind::Account, text, start, line);
        }
        let before = text[..start].chars().next_back();
        if before.is_some_and(is_local) {
            return;
        }
        let rest = &text[start..];
        let local = rest.find(|c: char| !is_local(c)).unwrap_or(rest.len());
        let whole = rest[..local].trim_end_matches(['.', '-', '\'']);
        // An account may be more than one word: `github_jdevries`.
        if whole.len() > place.len() && listed.has_account(whole, self.met) {
            self.add(Kind::Account, text, start, line);
        }
        if let Some(host) = rest[local..].strip_prefix('@') {
            let length = host.find(|c: char| !is_host(c)).unwrap_or(host.len());
            let email = rest[..local + 1 + length].trim_end_matches('.');
            if listed.has_email(email) {
                self.add(Kind::Email, text, start, line);
            }
        }
    }
}
