//! Accounts and logins: which of them tell who somebody is, and which are words like any other.

use std::collections::BTreeSet;

use super::traces::{Kind, Traces};
use super::words;
use crate::comment::person::{Person, turned};

/// Shorter accounts are words like any other.
const SHORTEST: usize = 4;
/// What stands before the number of an account.
pub(super) const NUMBERED: &str = "user";

impl Traces {
    pub(super) fn account(
        &mut self,
        account: &str,
        person: &Person,
        of_others: &BTreeSet<Vec<String>>,
    ) {
        let words = words::texts(account, false);
        let one = words.concat();
        self.handles.insert(one.clone());
        if !is_telling(account) || words.is_empty() {
            return;
        }
        // `bakker` is a word like any other, and the name of a colleague.
        let is_no_word = words.len() > 1
            || one.contains(|c: char| c.is_ascii_digit())
            || is_full_name(person, &one);
        let is_part = |name: &Vec<String>| name.windows(words.len()).any(|part| part == words);
        if is_no_word && !self.shared.contains(&one) && !of_others.iter().any(is_part) {
            self.telling.insert(words.clone());
        }
        self.phrases.add(Kind::Account, words);
    }

    /// A login that stood in the place of an address; in a sentence it goes without the domain of its network.
    pub(super) fn login(
        &mut self,
        login: &str,
        person: &Person,
        of_others: &BTreeSet<Vec<String>>,
    ) {
        self.account(login, person, of_others);
        if let Some((_, user)) = login.rsplit_once(['\\', '=']) {
            self.account(user, person, of_others);
        }
        if is_telling(login) {
            self.emails.insert(login.to_owned());
        }
    }
}

/// Whether an account is a number that stands for nothing else behind the word [`NUMBERED`].
pub(super) fn is_long_number(account: &str) -> bool {
    account.len() >= SHORTEST && account.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an account is told from the words of a sentence: numbers and short ones are words like any other.
fn is_telling(account: &str) -> bool {
    account.chars().count() >= SHORTEST && account.contains(char::is_alphabetic)
}

/// Whether this is the first and the last name of somebody, written as one word.
pub(super) fn is_full_name(person: &Person, one: &str) -> bool {
    let names = person.names.iter().map(|name| turned(name).unwrap_or_else(|| name.clone()));
    let mut names = names.map(|name| words::texts(&name, false));
    names.any(|words| words.len() > 1 && words.concat() == one)
}
