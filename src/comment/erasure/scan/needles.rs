//! What is looked for: everything that a person may be found by, or the lists of the forgotten.

use std::collections::{BTreeSet, HashMap, HashSet};

use md5::{Digest, Md5};
use sha2::Sha256;

use super::super::called::{of_address, of_outlook, of_registers};
use super::super::traces::{Kind, Traces};
use super::super::words;
use super::listed::Listed;
use super::sha1;
use super::sieve::{Firsts, Scripts};
use super::table::Numbered;
use crate::comment::person::turned;

/// What is looked for: words in a row, or the hashes in the lists of the forgotten.
#[derive(Default)]
pub struct Needles<'a> {
    /// By the first word.
    pub(super) phrases: HashMap<String, Vec<(Kind, Vec<String>)>>,
    pub(super) firsts: Firsts,
    /// How many bytes those first words have.
    pub(super) lengths: BTreeSet<usize>,
    /// The scripts that any of this is written in.
    pub(super) scripts: Scripts,
    /// Addresses, in two parts.
    pub(super) emails: Vec<(String, String)>,
    /// What they wrote and nobody else, as hashes of so many words in a row.
    pub(super) own: HashSet<u64, Numbered>,
    pub(super) listed: Option<Listed<'a>>,
}

impl<'a> Needles<'a> {
    /// Everything that a person is found by, and what picture services make of their addresses.
    pub fn of(traces: &Traces) -> Needles<'a> {
        let mut needles = Needles::default();
        for (kind, words) in traces.phrases() {
            needles.add(kind, words.to_vec());
        }
        traces.joined().for_each(|name| needles.add(Kind::Mention, vec![name]));
        traces.emails().for_each(|email| needles.address(email));
        needles.own = traces.own_words().collect();
        needles.scripts.extend(traces.scripts());
        needles
    }

    /// A name, an address or anything else as somebody typed it.
    pub fn typed(texts: &[String]) -> Needles<'a> {
        let mut needles = Needles::default();
        for text in texts {
            let kind = if text.contains('@') { Kind::Email } else { Kind::Name };
            let words = words::texts(text, false);
            // As registers have a name, and as it stands behind an `@`.
            if kind == Kind::Name && words.len() > 1 {
                for cut in 1..words.len() {
                    needles.add(kind, [&words[cut..], &words[..cut]].concat());
                }
                let direct =
                    turned(text).map_or(words.concat(), |name| words::texts(&name, false).concat());
                needles.add(Kind::Mention, vec![direct]);
                let spoken = turned(text).map_or(words.clone(), |name| words::texts(&name, false));
                let registered = of_registers(&spoken).into_iter().map(|(words, _)| words);
                let all = of_outlook(&spoken).into_iter().chain(registered);
                all.for_each(|words| needles.add(kind, words));
            }
            needles.add(kind, words);
            if kind == Kind::Email {
                needles.address(&text.trim().to_lowercase());
                of_address(text).into_iter().for_each(|words| needles.add(kind, words));
            }
        }
        needles
    }

    /// Addresses, accounts and names that are in these lists, whoever they are.
    pub fn listed(listed: Listed<'a>) -> Needles<'a> {
        Needles { listed: Some(listed), ..Needles::default() }
    }

    fn add(&mut self, kind: Kind, words: Vec<String>) {
        if let Some(first) = words.first() {
            self.firsts.add(first);
            self.lengths.insert(first.len());
            words.iter().for_each(|word| self.scripts.add(word));
            self.phrases.entry(first.clone()).or_default().push((kind, words));
        }
    }

    /// The phrases that begin with this word.
    pub(super) fn phrases_from(&self, word: &str) -> &[(Kind, Vec<String>)] {
        match self.firsts.may_have(word) {
            true => self.phrases.get(word).map_or(&[], Vec::as_slice),
            false => &[],
        }
    }

    /// An address in lower case, and its hashes.
    fn address(&mut self, email: &str) {
        if let Some((local, host)) =
            email.split_once('@').filter(|(one, other)| !one.is_empty() && !other.is_empty())
        {
            self.emails.push((local.to_owned(), host.to_owned()));
        }
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        self.add(Kind::Email, vec![hex(&Md5::digest(email.as_bytes()))]);
        self.add(Kind::Email, vec![hex(&Sha256::digest(email.as_bytes()))]);
        self.add(Kind::Email, vec![sha1::hex(email.as_bytes())]);
    }
}
