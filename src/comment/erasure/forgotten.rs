//! The list of who was forgotten, as it is read: keyed hashes, which say nothing without the key at the top of the file.
//!
//! Each comment that was erased is known by its own hashes, whichever files lie beside it; its author by e-mail address and account,
//! and by name only where nothing else says who wrote a comment.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, Item};

use super::taken::{Listed, Passages};
use super::words::Word;
use crate::comment::person::folded;
use crate::comment::{Author, Comment, identity};
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::{Hash, Source};

/// How many digits of a hash are kept: enough that no two people meet.
const DIGITS: usize = 32;

/// The key of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from random bytes.
    pub fn new(random: [u8; 32]) -> Key {
        Key(random)
    }

    fn of(text: &str) -> Option<Key> {
        let mut key = [0; 32];
        let digits = text.as_bytes().chunks_exact(2);
        if text.len() != 64 {
            return None;
        }
        for (byte, digits) in key.iter_mut().zip(digits) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Key(key))
    }

    pub(super) fn text(self) -> String {
        Hash(self.0).short(64)
    }

    pub(super) fn hash(self, kind: &str, parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in [kind].iter().chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Hash(*hasher.finalize().as_bytes()).short(DIGITS)
    }

    pub(super) fn email(self, email: &str) -> String {
        self.hash("email", &[&folded(email)])
    }

    /// An address that several people have.
    pub(super) fn mailbox(self, email: &str) -> String {
        self.hash("mailbox", &[&folded(email)])
    }

    /// Somebody who shares an address with others.
    pub(super) fn sender(self, email: &str, name: &str) -> String {
        self.hash("sender", &[&folded(email), &identity::direct(name)])
    }

    pub(super) fn account(self, system: &str, account: &str) -> String {
        self.hash("account", &[system, &folded(account)])
    }

    pub(super) fn name(self, name: &str) -> String {
        self.hash("name", &[&identity::direct(name)])
    }

    /// A text as it is, and as its words alone: where they stand in another export, blanks and signs may be others.
    pub(super) fn texts<'w>(
        self,
        text: &str,
        is_marked: bool,
        words: impl Iterator<Item = &'w str>,
    ) -> [String; 2] {
        let words: Vec<&str> = words.collect();
        [self.hash(if is_marked { "markup" } else { "text" }, &[text]), self.hash("read", &words)]
    }

    /// A comment by each of its keys.
    pub(super) fn comment(self, comment: &Comment) -> impl Iterator<Item = String> {
        comment.keys().into_iter().map(move |key| self.known(key))
    }

    /// A comment by one of them.
    pub(super) fn known(self, key: Hash) -> String {
        self.hash("comment", &[&key.short(64)])
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A list of the forgotten.
#[derive(Clone, Debug)]
pub struct Forgotten {
    pub(super) key: Key,
    comments: BTreeSet<String>,
    /// Those of them that left an empty place.
    places: BTreeSet<String>,
    emails: BTreeSet<String>,
    /// Names with addresses that others have too.
    senders: BTreeSet<String>,
    /// The addresses of those.
    mailboxes: BTreeSet<String>,
    accounts: BTreeSet<String>,
    /// Each with the end of the day on which it was written down: whoever writes later is somebody else.
    names: BTreeMap<String, i64>,
    /// What was taken out of the comments of others.
    taken: Listed,
}

/// How sure it is that a comment is of somebody who was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It has their name, which others may have too, or the number of a comment of theirs and an address that nobody knows.
    Perhaps,
    /// It is known by itself, or by an address or an account.
    Sure,
}

impl Forgotten {
    /// Reads a list. Hashes that nobody can have written are an error: a list that does not work brings people back.
    pub fn read(source: &Source) -> Result<Forgotten, Diagnostic> {
        let document = document(source)?;
        let invalid = |field: &str| invalid(source, field, 0);
        let key = document.get("key").and_then(Item::as_str).and_then(Key::of);
        let key = key.ok_or_else(|| invalid("key"))?;
        let none = BTreeSet::new;
        let mut forgotten = Forgotten {
            key,
            comments: none(),
            places: none(),
            emails: none(),
            senders: none(),
            mailboxes: none(),
            accounts: none(),
            names: BTreeMap::new(),
            taken: Listed::default(),
        };
        forgotten.taken = Listed::read(&document).ok_or_else(|| invalid("taken"))?;
        let people = document.get("person").map(|item| item.as_array_of_tables());
        let people = match people {
            None => return Ok(forgotten),
            Some(people) => people.ok_or_else(|| invalid("person"))?,
        };
        for person in people {
            let mut names = BTreeSet::new();
            for (field, known) in [
                ("comments", &mut forgotten.comments),
                ("places", &mut forgotten.places),
                ("emails", &mut forgotten.emails),
                ("senders", &mut forgotten.senders),
                ("mailboxes", &mut forgotten.mailboxes),
                ("accounts", &mut forgotten.accounts),
                ("names", &mut names),
            ] {
                let hashes = person.get(field).and_then(Item::as_array);
                for hash in hashes.into_iter().flatten() {
                    let hash = hash.as_str().filter(|text| is_hash(text));
                    known.insert(hash.ok_or_else(|| invalid(field))?.to_owned());
                }
            }
            let until = person.get("on").and_then(Item::as_str).and_then(end_of);
            for name in names {
                let known = forgotten.names.entry(name).or_insert(i64::MIN);
                *known = until.unwrap_or(i64::MAX).max(*known);
            }
        }
        Ok(forgotten)
    }

    /// Whether this comment is of somebody who was forgotten.
    pub fn names(&self, comment: &Comment) -> bool {
        self.knows(comment).is_some()
    }

    /// How sure it is that this comment is of somebody who was forgotten; `None` if nothing says so.
    pub fn knows(&self, comment: &Comment) -> Option<Certainty> {
        let known = self.knows_author(&comment.author, &comment.place.system);
        let is_it = known.is_sure || self.has_comment(comment) && !self.is_from_elsewhere(comment);
        match is_it {
            true => Some(Certainty::Sure),
            false if known.is_named(comment) || self.has_comment(comment) => {
                Some(Certainty::Perhaps)
            }
            false => None,
        }
    }

    /// Whether a comment has an address or an account, and a name that is not known: numbers are given anew in another table.
    fn is_from_elsewhere(&self, comment: &Comment) -> bool {
        let author = &comment.author;
        let has_own = identity::email(author).is_some() || identity::account(author).is_some();
        has_own && !identity::name(author).is_some_and(|name| self.has_name(&name))
    }

    /// Whether this comment itself was erased.
    pub(super) fn has_comment(&self, comment: &Comment) -> bool {
        // An empty place has the number of the comment that stood there.
        let says = !comment.author.name.is_empty() || !comment.body.text().trim().is_empty();
        says && !self.comments.is_empty()
            && self.key.comment(comment).any(|hash| self.comments.contains(&hash))
    }

    /// Whether it left an empty place then.
    pub(super) fn has_place(&self, comment: &Comment) -> bool {
        !self.places.is_empty() && self.key.comment(comment).any(|hash| self.places.contains(&hash))
    }

    /// Whether somebody's address or account is that of who was forgotten; `system` is where the account is.
    pub fn is_of(&self, author: &Author, system: &str) -> bool {
        self.knows_author(author, system).is_sure
    }

    pub(super) fn knows_author(&self, author: &Author, system: &str) -> Known {
        let (email, account) = (identity::email(author), identity::account(author));
        let name = identity::name(author);
        let is_sender =
            |email: &String| name.as_deref().is_some_and(|name| self.has_sender(email, name));
        let is_email = |email: &String| self.has_email(email) || is_sender(email);
        let is_sure = email.as_ref().is_some_and(is_email)
            || account.as_ref().is_some_and(|name| self.has_account(system, name));
        let bare = name.filter(|_| email.is_none() && account.is_none() && self.has_names());
        let until = bare.and_then(|name| self.names.get(&self.key.name(&name)).copied());
        Known { is_sure, until }
    }

    /// Whether anything was taken out of the comments of others.
    pub(super) fn has_taken(&self) -> bool {
        !self.taken.is_empty()
    }

    /// What was taken out of a comment of somebody else, each time: of one that is known by its words alone, whatever words it had.
    pub(super) fn taken(&self, comment: &Comment) -> impl Iterator<Item = &Passages> {
        let keys = self.has_taken().then(|| self.key.comment(comment));
        self.taken.of(keys.into_iter().flatten())
    }

    /// How many comments are known as this one since something was taken out of them; `None` if nobody noted it.
    pub fn alike(&self, comment: &Comment) -> Option<usize> {
        self.has_taken().then(|| self.taken.alike(self.key.comment(comment)))?
    }

    /// The hash of some words in a row.
    pub(super) fn passage(&self, words: &[Word]) -> String {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        self.key.hash("words", &words)
    }

    /// Whether an e-mail address is that of somebody who was forgotten.
    pub fn has_email(&self, email: &str) -> bool {
        self.emails.contains(&self.key.email(email))
    }

    /// Whether an address that others may have too is, under this name, that of somebody who was forgotten.
    pub(super) fn has_sender(&self, email: &str, name: &str) -> bool {
        !self.senders.is_empty() && self.senders.contains(&self.key.sender(email, name))
    }

    /// Whether somebody who was forgotten shared this address with others.
    pub fn has_mailbox(&self, email: &str) -> bool {
        !self.mailboxes.is_empty() && self.mailboxes.contains(&self.key.mailbox(email))
    }

    /// Whether anybody is known by a name alone.
    pub fn has_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether anybody is known by an account.
    pub fn has_accounts(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// Whether an account of this site is that of somebody who was forgotten.
    pub fn has_account(&self, system: &str, account: &str) -> bool {
        !self.accounts.is_empty() && self.accounts.contains(&self.key.account(system, account))
    }

    /// Whether a name is that of somebody who was forgotten, accounts aside.
    pub fn has_name(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains_key(&self.key.name(name))
    }
}

/// The list as TOML, of which comments and order are kept.
pub(super) fn document(source: &Source) -> Result<DocumentMut, Diagnostic> {
    let place = |error: &toml_edit::TomlError| error.span().map_or(0, |span| span.start);
    let parsed = source.text()?.parse::<DocumentMut>();
    parsed.map_err(|error| invalid(source, error.message(), place(&error)))
}

fn invalid(source: &Source, detail: &str, place: usize) -> Diagnostic {
    let problem = Problem::ForgottenInvalid { detail: detail.to_owned() };
    let text = source.text().unwrap_or_default();
    Diagnostic { excerpt: None, ..Diagnostic::error(problem).at_offset(place, text) }
        .at(&source.path)
}

pub(super) fn is_hash(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What is known of somebody who wrote.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// By an address or an account.
    pub(super) is_sure: bool,
    /// By the name alone: what was written until then may be theirs.
    pub(super) until: Option<i64>,
}

impl Known {
    /// Whether the name alone may make this comment theirs. One without a date may have been written then.
    pub(super) fn is_named(self, comment: &Comment) -> bool {
        self.until.is_some_and(|until| comment.written.is_none_or(|moment| moment.0 < until))
    }
}

/// The end of a day, wherever that was.
fn end_of(day: &str) -> Option<i64> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let next = day.tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight());
    Some(jiff::tz::TimeZone::UTC.to_timestamp(next).ok()?.as_second())
}
