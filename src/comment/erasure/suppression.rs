//! `forgotten.toml`: who was forgotten, as keyed hashes, so that an old export that is put back does not bring them back.
//!
//! Each comment that was erased is known by its own hashes, whichever files lie beside it; its author by e-mail address and account, and by name only where
//! nothing else says who wrote a comment. Without the key at the top of the file the hashes say nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::comment::moderation::Placed;
use crate::comment::person::{Person, folded};
use crate::comment::{Author, Comment, Held, identity};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Hash, Source, SourcePath};

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

    fn text(self) -> String {
        Hash(self.0).short(64)
    }

    fn hash(self, kind: &str, parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in [kind].iter().chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Hash(*hasher.finalize().as_bytes()).short(DIGITS)
    }

    fn email(self, email: &str) -> String {
        self.hash("email", &[&folded(email)])
    }

    /// Somebody who shares an address with others.
    fn sender(self, email: &str, name: &str) -> String {
        self.hash("sender", &[&folded(email), &identity::direct(name)])
    }

    fn account(self, system: &str, account: &str) -> String {
        self.hash("account", &[system, &folded(account)])
    }

    fn name(self, name: &str) -> String {
        self.hash("name", &[&identity::direct(name)])
    }

    /// A comment by each of its keys.
    fn comment(self, comment: &Comment) -> impl Iterator<Item = String> {
        comment.keys().into_iter().map(move |key| self.hash("comment", &[&key.short(64)]))
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
    key: Key,
    comments: BTreeSet<String>,
    emails: BTreeSet<String>,
    /// Names with addresses that others have too.
    senders: BTreeSet<String>,
    accounts: BTreeSet<String>,
    /// Each with the end of the day on which it was written down: whoever writes later is somebody else.
    names: BTreeMap<String, i64>,
}

/// How sure it is that a comment is of somebody who was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It has their name, which others may have too.
    Name,
    /// It is known by itself, or by an address or an account.
    Sure,
}

impl Forgotten {
    /// Reads a list. Hashes that nobody can have written are an error: a list that does not work brings people back.
    pub fn read(source: &Source) -> Result<Forgotten, Diagnostic> {
        let text = source.text()?;
        let invalid = |detail: &str, place: usize| {
            let problem = Problem::ForgottenInvalid { detail: detail.to_owned() };
            Diagnostic { excerpt: None, ..Diagnostic::error(problem).at_offset(place, text) }
                .at(&source.path)
        };
        let document = text
            .parse::<DocumentMut>()
            .map_err(|error| invalid(error.message(), error.span().map_or(0, |span| span.start)))?;
        let key = document.get("key").and_then(Item::as_str).and_then(Key::of);
        let key = key.ok_or_else(|| invalid("key", 0))?;
        let none = BTreeSet::new;
        let mut forgotten = Forgotten {
            key,
            comments: none(),
            emails: none(),
            senders: none(),
            accounts: none(),
            names: BTreeMap::new(),
        };
        let people = document.get("person").map(|item| item.as_array_of_tables());
        let people = match people {
            None => return Ok(forgotten),
            Some(people) => people.ok_or_else(|| invalid("person", 0))?,
        };
        for person in people {
            let mut names = BTreeSet::new();
            for (field, known) in [
                ("comments", &mut forgotten.comments),
                ("emails", &mut forgotten.emails),
                ("senders", &mut forgotten.senders),
                ("accounts", &mut forgotten.accounts),
                ("names", &mut names),
            ] {
                let hashes = person.get(field).and_then(Item::as_array);
                for hash in hashes.into_iter().flatten() {
                    let is_hash = |text: &&str| {
                        text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
                    };
                    let hash = hash.as_str().filter(is_hash);
                    known.insert(hash.ok_or_else(|| invalid(field, 0))?.to_owned());
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
        if known.is_sure || self.has_comment(comment) {
            return Some(Certainty::Sure);
        }
        known.is_named(comment).then_some(Certainty::Name)
    }

    /// Whether this comment itself was erased.
    fn has_comment(&self, comment: &Comment) -> bool {
        // An empty place has the number of the comment that stood there.
        let says = !comment.author.name.is_empty() || !comment.body.text().trim().is_empty();
        says && !self.comments.is_empty()
            && self.key.comment(comment).any(|hash| self.comments.contains(&hash))
    }

    fn knows_author(&self, author: &Author, system: &str) -> Known {
        let (email, account) = (identity::email(author), identity::account(author));
        let name = identity::name(author);
        let is_sender = |email: &String| {
            let name = name.as_deref().filter(|_| !self.senders.is_empty());
            name.is_some_and(|name| self.senders.contains(&self.key.sender(email, name)))
        };
        let is_email = |email: &String| self.has_email(email) || is_sender(email);
        let is_sure = email.as_ref().is_some_and(is_email)
            || account.as_ref().is_some_and(|name| self.has_account(system, name));
        let bare = name.filter(|_| email.is_none() && account.is_none() && self.has_names());
        let until = bare.and_then(|name| self.names.get(&self.key.name(&name)).copied());
        Known { is_sure, until }
    }

    /// Whether an e-mail address is that of somebody who was forgotten.
    pub fn has_email(&self, email: &str) -> bool {
        self.emails.contains(&self.key.email(email))
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

/// What is known of somebody who wrote.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// By an address or an account.
    is_sure: bool,
    /// By the name alone: what was written until then may be theirs.
    until: Option<i64>,
}

impl Known {
    /// Whether the name alone may make this comment theirs. One without a date may have been written then.
    fn is_named(self, comment: &Comment) -> bool {
        self.until.is_some_and(|until| comment.written.is_none_or(|moment| moment.0 < until))
    }
}

/// The end of a day, wherever that was.
fn end_of(day: &str) -> Option<i64> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let next = day.tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight());
    Some(jiff::tz::TimeZone::UTC.to_timestamp(next).ok()?.as_second())
}

/// The list with one more person in it: `day` is that of the request. A list that is not there yet begins with this key.
pub fn with(
    source: &Source,
    person: &Person,
    comments: &[&Comment],
    day: &str,
    random: [u8; 32],
) -> Result<String, Diagnostic> {
    let is_new = source.bytes.is_empty();
    let mut document = DocumentMut::new();
    let key = if is_new {
        let key = Key::new(random);
        document.insert("key", toml_edit::value(key.text()));
        if let Some(mut name) = document.key_mut("key") {
            name.leaf_decor_mut().set_prefix(HEAD);
        }
        key
    } else {
        document = source.text()?.parse().map_err(|error: toml_edit::TomlError| {
            let problem = Problem::ForgottenInvalid { detail: error.message().to_owned() };
            Diagnostic::error(problem).at(&source.path)
        })?;
        Forgotten::read(source)?.key
    };
    let sorted = |hashes: BTreeSet<String>| {
        let mut array: toml_edit::Array = hashes.into_iter().collect();
        array.iter_mut().for_each(|value| value.decor_mut().set_prefix("\n  "));
        if !array.is_empty() {
            array.set_trailing("\n");
            array.set_trailing_comma(true);
        }
        Item::Value(Value::Array(array))
    };
    let mut table = Table::new();
    table.insert("on", toml_edit::value(day));
    let mut emails: BTreeSet<String> = person.emails.iter().map(|email| key.email(email)).collect();
    // A comment may have come with an address that its export has no more.
    let mut senders: BTreeSet<String> = BTreeSet::new();
    for author in comments.iter().map(|comment| &*comment.author) {
        match (identity::email(author), identity::name(author)) {
            (Some(email), Some(name)) if person.shared.contains(&email) => {
                senders.insert(key.sender(&email, &name));
            }
            (Some(email), _) if !person.shared.contains(&email) => {
                emails.insert(key.email(&email));
            }
            _ => {}
        }
    }
    table.insert("emails", sorted(emails));
    if !senders.is_empty() {
        table.insert("senders", sorted(senders));
    }
    let accounts = person.accounts.iter();
    let accounts = accounts.map(|(system, account)| key.account(system, account)).collect();
    table.insert("accounts", sorted(accounts));
    // Others may have the same name: it counts only where there is nothing else.
    let names = person.names.iter().filter(|_| person.has_only_a_name());
    let names = names.map(|name| key.name(name)).collect();
    table.insert("names", sorted(names));
    table.insert(
        "comments",
        sorted(comments.iter().flat_map(|comment| key.comment(comment)).collect()),
    );
    let people = document.entry("person").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(people) = people.as_array_of_tables_mut() {
        people.push(table);
    }
    Ok(document.to_string())
}

/// What stands above a new list.
const HEAD: &str = "# Wie vergeten is, als versleutelde kenmerken: zo komt niemand terug met een oude export. Bewaar dit bestand.\n\
                    # Who was forgotten, as keyed hashes: so nobody comes back with an old export. Keep this file.\n";

/// Holds every comment of the forgotten, and forgets what it says. That an export has them again is told, for it holds what was
/// to be erased.
pub fn suppress(sources: &[Source], comments: &mut [Placed]) -> Checked<()> {
    let mut problems = Vec::new();
    let read = |source| Forgotten::read(source).map_err(|problem| problems.push(problem)).ok();
    let lists: Vec<Forgotten> = sources.iter().filter_map(read).collect();
    if lists.is_empty() {
        return Checked { value: (), problems };
    }
    let mut returned: BTreeMap<SourcePath, (u64, u32)> = BTreeMap::new();
    let mut known: HashMap<(String, String, String, String), Known> = HashMap::new();
    for placed in comments {
        let comment = &placed.comment;
        let Author { name, account, email, .. } = &*comment.author;
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let system = comment.place.system.clone();
        let author = (name.clone(), of(account), of(email), system);
        let by_author = *known.entry(author).or_insert_with(|| {
            let system = &comment.place.system;
            let known = lists.iter().map(|list| list.knows_author(&comment.author, system));
            let joined = |all: Known, one: Known| Known {
                is_sure: all.is_sure || one.is_sure,
                until: all.until.max(one.until),
            };
            known.fold(Known::default(), joined)
        });
        let is_author = by_author.is_sure || by_author.is_named(comment);
        if is_author || lists.iter().any(|list| list.has_comment(comment)) {
            returned.entry(comment.origin.file.clone()).or_insert((0, comment.line)).0 += 1;
            let comment = &mut placed.comment;
            comment.held = Some(Held::Forgotten);
            comment.author = Arc::default();
            comment.body = "".into();
        }
    }
    problems.extend(returned.into_iter().map(|(file, (count, line))| {
        let problem = Diagnostic::warning(Problem::ForgottenReturned { count }).at(&file);
        Diagnostic { line: Some(line), ..problem }
    }));
    Checked { value: (), problems }
}
