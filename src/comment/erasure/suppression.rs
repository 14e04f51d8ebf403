//! `forgotten.toml`: who was forgotten, as keyed hashes, so that an old export that is put back does not bring them back. How it is
//! written, and what it keeps out of a build.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::Fate;
use super::forgotten::{self, Forgotten, Key, Known};
use super::taken::{self, Passage, Seen, Sort, Spot};
use crate::comment::moderation::Placed;
use crate::comment::person::Person;
use crate::comment::{Author, Comment, Held, Read, identity};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Hash, Source, SourcePath};

/// The list with one more person in it, and what becomes of their comments: `day` is that of the request. A list that is not there yet begins with this key.
pub fn with(
    source: &Source,
    person: &Person,
    comments: &[(&Comment, Fate)],
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
        document = forgotten::document(source)?;
        Forgotten::read(source)?.key
    };
    let mut table = Table::new();
    table.insert("on", toml_edit::value(day));
    let mut emails: BTreeSet<String> = person.emails.iter().map(|email| key.email(email)).collect();
    // A comment may have come with an address that its export has no more.
    let mut senders: BTreeSet<String> = BTreeSet::new();
    for author in comments.iter().map(|(comment, _)| &*comment.author) {
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
    if !person.shared.is_empty() {
        let mailboxes = person.shared.iter().map(|email| key.mailbox(email));
        table.insert("mailboxes", sorted(mailboxes.collect()));
    }
    let accounts = person.accounts.iter();
    let accounts = accounts.map(|(system, account)| key.account(system, account)).collect();
    table.insert("accounts", sorted(accounts));
    let names = names(person, comments);
    let names = names.map(|name| key.name(name)).collect();
    table.insert("names", sorted(names));
    let hashes = |is_of: &dyn Fn(Fate) -> bool| -> BTreeSet<String> {
        let own = comments.iter().filter(|(_, fate)| is_of(*fate));
        own.flat_map(|(comment, _)| key.comment(comment)).collect()
    };
    table.insert("comments", sorted(hashes(&|_| true)));
    // Who answered them may be gone when they come back, and their places stay.
    let places = hashes(&|fate| fate == Fate::Empty);
    if !places.is_empty() {
        table.insert("places", sorted(places));
    }
    let people = document.entry("person").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(people) = people.as_array_of_tables_mut() {
        people.push(table);
    }
    Ok(document.to_string())
}

/// The names that keep somebody out. Others may have the same name: it counts only where there is nothing else. Of what the profile of an
/// expert has, it is the names that stand at a comment.
fn names<'p>(
    person: &'p Person,
    comments: &[(&Comment, Fate)],
) -> impl Iterator<Item = &'p String> {
    let stands = |name: &str| {
        let is_bare = |author: &Author| {
            identity::email(author).or_else(|| identity::account(author)).is_none()
                && identity::name(author) == Some(identity::direct(name))
        };
        comments.iter().any(|(comment, _)| is_bare(&comment.author))
    };
    person.names.iter().filter(move |name| match person.expert {
        Some(_) => stands(name),
        None => person.has_only_a_name(),
    })
}

/// Hashes as they stand in a list.
fn sorted(hashes: BTreeSet<String>) -> Item {
    let mut array: toml_edit::Array = hashes.into_iter().collect();
    array.iter_mut().for_each(|value| value.decor_mut().set_prefix("\n  "));
    if !array.is_empty() {
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    Item::Value(Value::Array(array))
}

/// What was taken out of a comment of somebody else.
#[derive(Debug)]
pub struct Taken<'a> {
    /// As it was.
    pub comment: &'a Comment,
    /// The words.
    pub passages: Vec<Passage>,
    /// Its whole texts, before and after.
    pub seen: Vec<Seen>,
    /// If it is known by its words alone: by what since, and how many comments are.
    pub left: Option<(Hash, usize)>,
}

/// The list with what was taken out of comments of others: of each comment the passages, word by word, each with what it was, and those
/// behind an `@` apart; and its whole texts, before and after, each with the numbers of the words that went from it.
pub fn with_taken(source: &Source, taken: &[Taken<'_>]) -> Result<String, Diagnostic> {
    let key = Forgotten::read(source)?.key;
    let mut document = forgotten::document(source)?;
    let tables = document.entry("taken").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    for Taken { comment, passages, seen, left } in taken {
        let passage = |Passage { words, sort }: &Passage| {
            let parts: Vec<&str> = words.iter().map(String::as_str).collect();
            let label = sort.label().map(|label| format!("{label}:")).unwrap_or_default();
            format!("{label}{}:{}", words.len(), key.hash("words", &parts))
        };
        let (mentions, words): (Vec<_>, Vec<_>) =
            passages.iter().partition(|passage| passage.sort == Sort::Mention);
        let mut table = Table::new();
        table.insert("comments", sorted(key.comment(comment).collect()));
        table.insert("words", sorted(words.into_iter().map(passage).collect()));
        table.insert("mentions", sorted(mentions.into_iter().map(passage).collect()));
        table.insert("texts", sorted(texts(key, seen)));
        if let Some((now, count)) = left {
            table.insert("left", toml_edit::value(format!("{}:{count}", key.known(*now))));
        }
        if let Some(tables) = tables.as_array_of_tables_mut() {
            tables.push(table);
        }
    }
    Ok(document.to_string())
}

/// These texts as they stand in a list. Of two with the same words that which lost more tells of others.
fn texts(key: Key, seen: &[Seen]) -> BTreeSet<String> {
    let mut texts: BTreeMap<String, &[Spot]> = BTreeMap::new();
    for Seen { text, is_marked, words, spots } in seen {
        for hash in key.texts(text, *is_marked, words.iter().map(String::as_str)) {
            let own = texts.entry(hash).or_default();
            *own = if spots.len() > own.len() { spots } else { own };
        }
    }
    let written = |spots: &[Spot]| spots.iter().map(|spot| spot.written()).collect::<Vec<_>>();
    texts.into_iter().map(|(hash, spots)| format!("{hash}:{}", written(spots).join(","))).collect()
}

/// What stands above a new list.
const HEAD: &str = "# Wie vergeten is, als versleutelde kenmerken: zo komt niemand terug met een oude export. Bewaar dit bestand.\n\
                    # Who was forgotten, as keyed hashes: so nobody comes back with an old export. Keep this file.\n";

/// The lists of who was forgotten.
pub fn lists(sources: &[Source]) -> Checked<Vec<Forgotten>> {
    let mut problems = Vec::new();
    let read = |source| Forgotten::read(source).map_err(|problem| problems.push(problem)).ok();
    let value = sources.iter().filter_map(read).collect();
    Checked { value, problems }
}

/// Takes the names of the forgotten out of the lists of people beside comments. That one has them again is told.
pub fn unname(lists: &[Forgotten], exports: &mut [Read]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (path, _, export) in exports {
        let is_known = |person: &Author| {
            let email = person.email.as_ref();
            let account = person.account.as_ref();
            lists.iter().any(|list| {
                email.is_some_and(|email| list.has_email(email))
                    || account.is_some_and(|account| list.has_account("", account))
            })
        };
        let known = export.people.iter_mut().filter(|person| is_known(person));
        // By their address and account what they wrote is known.
        let count = known.map(|person| person.name.clear()).count();
        if let Some(count) = u64::try_from(count).ok().filter(|count| *count > 0) {
            let told = Diagnostic::warning(Problem::ForgottenReturned { count });
            problems.push(told.at(path));
        }
    }
    problems
}

/// Leaves out of the comments of others what was taken out of them. That an export has it again is told, for it holds what was to be
/// erased. A comment without a number is known by its text, so this comes before two of one comment are looked for.
pub fn leave_out(lists: &[Forgotten], exports: &mut [Read]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let has_any = lists.iter().any(Forgotten::has_taken);
    for (.., export) in exports.iter_mut().filter(|_| has_any) {
        let mut again: Option<(u64, Diagnostic)> = None;
        for comment in &mut export.comments {
            let Some(text) = taken::without(lists, comment) else { continue };
            comment.body = text.into();
            comment.mentions = Box::default();
            let (file, line) = (&comment.origin.file, Some(comment.line));
            let told = || {
                let told = Diagnostic::warning(Problem::TakenReturned { count: 0 }).at(file);
                (0, Diagnostic { line, ..told })
            };
            again.get_or_insert_with(told).0 += 1;
        }
        problems.extend(again.map(|(count, told)| {
            let problem = Problem::TakenReturned { count };
            Diagnostic { problem, ..told }
        }));
    }
    problems
}

/// Holds every comment of the forgotten, and forgets what it says. That an export has them again is told, for it holds what was to be
/// erased.
pub fn suppress(lists: &[Forgotten], comments: &mut [Placed]) -> Vec<Diagnostic> {
    if lists.is_empty() {
        return Vec::new();
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
    let told = returned.into_iter().map(|(file, (count, line))| {
        let problem = Diagnostic::warning(Problem::ForgottenReturned { count }).at(&file);
        Diagnostic { line: Some(line), ..problem }
    });
    told.collect()
}
