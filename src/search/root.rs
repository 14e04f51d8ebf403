//! The file that a search begins with: where everything else lies.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::coding::{FORM, front_coded};
use super::documents::{Documents, Subject};
use crate::config::Config;
use crate::site::Site;
use crate::source::Hash;

/// The most blocks of posts: the hash of a block is in the names of all its segments, so that no list of them has to be
/// loaded before a result can be shown.
const BLOCKS: u32 = 600;

/// Names for the segments of documents in blocks.
pub(super) struct Blocks {
    /// How many bits of a number tell documents of a block apart.
    pub bits: u32,
    hashes: BTreeMap<u32, String>,
}

impl Blocks {
    /// The blocks of documents with the hashes of their segments, by document.
    pub(super) fn of<'h>(
        documents: &Documents,
        segments: impl Iterator<Item = (u32, &'h Hash)>,
    ) -> Blocks {
        let bits = documents.posts.max(1).div_ceil(BLOCKS).next_power_of_two().trailing_zeros();
        let mut hashers: BTreeMap<u32, blake3::Hasher> = BTreeMap::new();
        for (document, hash) in segments {
            let hasher = hashers.entry(document >> bits);
            hasher.or_insert_with(|| blake3::Hasher::new_keyed(&Hash::of(FORM).0)).update(&hash.0);
        }
        let hashes = hashers
            .into_iter()
            .map(|(block, hasher)| (block, Hash(*hasher.finalize().as_bytes()).short(6)));
        Blocks { bits, hashes: hashes.collect() }
    }

    /// The name of a segment.
    pub(super) fn name(&self, document: u32, segment: usize) -> String {
        let hash = self.hashes.get(&(document >> self.bits)).map_or("", String::as_str);
        format!("s{document}-{segment}-{hash}")
    }
}

/// Words of Dutch and English sentences that say little of what somebody looks for, rare as they may be on a small site.
const QUESTIONS: &str = "\
    aan al als ben bent bij dan dat de deze die dit doe doen doet door dus een en er gaan gaat geen had hadden heb hebben heeft \
    helpen het hoe hoeveel ik iemand iets in is je jij kan kon kun kunnen maar mag me men met mij mijn moet moeten mogen na naar niemand \
    niet niets nog of om onder ons onze ook op over te tegen ten ter tot tussen uit uw van vind vinden voor waar waarom wanneer was waren wat \
    we weet welk welke werd weten wie wij wil willen worden wordt zal ze zij zijn zonder zou zouden zullen \
    a about an and any are at be but by can could did do does find for from has have how i if into it its know knows may my no not on or our should \
    so some that the their them then there these they this those to us were what when where which who why will with would you your";

/// What the root says; of the shards it has where each begins, and its name.
pub(super) fn root(
    site: &Site,
    config: &Config,
    documents: &Documents,
    blocks: &Blocks,
    shards: &[(String, String)],
) -> Value {
    let last = documents.kinds[3].end;
    let hashes = |from: u32, to: u32| -> String {
        let numbers = (from..to).step_by(1 << blocks.bits).map(|document| document >> blocks.bits);
        let hash = |block| blocks.hashes.get(&block).map_or("000000", String::as_str);
        numbers.map(hash).collect()
    };
    let names: String = shards.iter().map(|(_, name)| name.as_str()).collect();
    json!({
        "n": documents.posts,
        "base": documents.base,
        "kinds": documents.kinds.iter().map(|range| range.start).chain([last]).collect::<Vec<_>>(),
        "years": years(site, config, documents),
        "pinned": pinned(site, documents),
        "later": later(documents),
        "bits": blocks.bits,
        "posts": hashes(0, documents.posts),
        "others": hashes(documents.base, last),
        "starts": front_coded(shards.iter().map(|(start, _)| start.as_str())),
        "shards": names,
        "lang": config.language,
        "stop": stop_words(config),
    })
}

/// The words that a query need not have when it has others: those of the settings, and those of questions.
fn stop_words(config: &Config) -> Vec<&str> {
    let own = config.search.stop_words.iter().map(String::as_str);
    own.chain(QUESTIONS.split_whitespace()).collect()
}

/// The years with the number of their first post.
fn years(site: &Site, config: &Config, documents: &Documents) -> Vec<(i16, u32)> {
    let mut years: Vec<(i16, u32)> = Vec::new();
    for (number, subject) in &documents.list {
        let Subject::Post(id) = subject else { break };
        let Some(date) = site.article(*id).date() else { continue };
        let year = date.civil(&config.timezone).year();
        if years.last().is_none_or(|(last, _)| *last != year) {
            years.push((year, *number));
        }
    }
    years
}

fn pinned(site: &Site, documents: &Documents) -> Vec<u32> {
    let is_pinned = |subject: &Subject| match subject {
        Subject::Post(id) => site.article(*id).document().front.pinned,
        _ => false,
    };
    documents
        .list
        .iter()
        .filter(|(_, subject)| is_pinned(subject))
        .map(|(number, _)| *number)
        .collect()
}

/// The portions of attachments that are not the first.
fn later(documents: &Documents) -> Vec<u32> {
    let is_later =
        |subject: &Subject| matches!(subject, Subject::Attachment(portion) if !portion.is_first());
    let later = documents.list.iter().filter(|(_, subject)| is_later(subject));
    later.map(|(number, _)| *number).collect()
}
