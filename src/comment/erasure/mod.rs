//! Takes a person out of the exports, and keeps them out.
//!
//! 1. [`Traces`] says by what they are found (`words` reads texts, `quotes` knows what they wrote first,
//!    `answered` whom others answer).
//! 2. `fates` decides for each comment whether it goes, or leaves an empty place for the answers to it.
//! 3. The eraser of each format gives the file back with only that changed (`edits`); [`erase`] does so in archives too, and proves that
//!    everything else reads as before.
//! 4. `suppression` writes the list of who was `forgotten` and keeps them out of every build, and `taken` what went from the texts of others.
//! 5. [`scan`] looks for what is left, in bytes of any kind (`decode` reads what hides them), `network` for addresses that went.

mod words;
mod answered;
mod quotes;
mod traces;
mod accounts;
mod members;
mod again;
mod phrases;
mod called;
mod fates;
pub(super) mod edits;
pub(super) mod elements;
pub(super) mod json;
mod forgotten;
mod gaps;
mod mentions;
mod suppression;
mod taken;
pub mod scan;
mod decode;
mod network;
mod file;

use std::ops::Range;

use super::Comment;
pub use super::engage::NOBODY;
use crate::config::Config;
use crate::diagnostic::Problem;
use crate::source::Source;

pub use answered::Answered;
pub use fates::Fate;
pub(super) use file::says_the_same;
pub use file::{Around, Erased, Kept, TEXTS_AROUND, around, erase, networks};
pub use forgotten::{Certainty, Forgotten, Key};
pub use gaps::with_gaps;
pub(super) use mentions::Shown;
pub use mentions::{named, numbered, places_with_mentions, unnamed, with_mentions};
pub use network::Places;
pub use suppression::{Taken, leave_out, lists, suppress, unname, with, with_taken};
pub use taken::{Passage, Seen, find as taken_again, passages, seen};
pub use traces::{Kind, Trace, Traces};
pub(super) use words::merged;

/// What comes in the place of a name or a quote in what others wrote.
pub const GONE: &str = "[...]";

/// What is to be done in one export.
#[derive(Clone, Copy, Debug)]
pub struct Orders<'a> {
    /// Its comments, in file order, with what other files say of them.
    pub comments: &'a [Box<Comment>],
    /// What becomes of each of them.
    pub fates: &'a [Fate],
    /// By what the person is found elsewhere in it.
    pub traces: &'a Traces,
    /// Whether they go from the texts of others too.
    pub redact: bool,
}

impl Orders<'_> {
    /// The fate of a comment, by its number in the file.
    pub(super) fn fate(&self, number: usize) -> Fate {
        self.fates.get(number).copied().unwrap_or(Fate::Keep)
    }

    /// Whether anything may go from the texts of others.
    pub(super) fn changes_texts(&self) -> bool {
        self.redact || self.traces.takes_again()
    }

    /// Whether somebody goes who is named beside the text of a comment, or in it by a number.
    pub(super) fn takes_mentions(&self, number: usize) -> bool {
        let comment = self.comments.get(number);
        self.redact || comment.is_some_and(|comment| self.traces.took_from(comment))
    }

    /// Where the person is to go from the text of the comment of this number, which is somebody else's. What is in doubt is for
    /// a human.
    pub(super) fn redactions(
        &self,
        number: usize,
        text: &str,
        is_marked: bool,
    ) -> Vec<Range<usize>> {
        let within = self.comments.get(number).map(|comment| &**comment);
        redactions((self.traces, self.redact), (text, is_marked), within)
    }
}

/// The same in any text of a comment: each place without the tags that stand in it, which belong to who wrote them, but for what names
/// the person in those.
pub fn redactions(
    (traces, redact): (&Traces, bool),
    (text, is_marked): (&str, bool),
    within: Option<&Comment>,
) -> Vec<Range<usize>> {
    // What was taken out before and came back goes anyway.
    let again = within.map(|comment| traces.taken(text, is_marked, comment));
    let mut all = again.unwrap_or_default();
    if redact {
        let gone = traces.gone(text, is_marked, within);
        let gone = gone.map(|own| own.into_iter().map(|trace| trace.range).collect());
        all.extend(words::parts(text, is_marked, gone));
    }
    words::merged(all)
}

/// What of a place is words: no tags stand in that.
pub fn parted(text: &str, is_marked: bool, place: &Range<usize>) -> Vec<Range<usize>> {
    words::parts(text, is_marked, [vec![place.clone()], Vec::new()])
}

/// A text without what stands in these places, which are in their order.
pub fn replaced(text: &str, places: &[Range<usize>]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut copied = 0;
    for place in places {
        new.push_str(&text[copied..place.start]);
        new.push_str(GONE);
        copied = place.end;
    }
    new.push_str(&text[copied..]);
    new
}

/// Gives a file of one format back without the person. Only what is theirs changes; of a file that is theirs altogether nothing is
/// left, and then it goes.
pub type Eraser = fn(&Source, &Config, &Orders<'_>) -> Result<Vec<u8>, Problem>;

/// For a format that has no eraser yet: a file without anything of the person stays as it is, and any other is refused.
pub fn unsupported(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let is_untouched = orders.fates.iter().all(|fate| *fate == Fate::Keep);
    let format = || source.path.extension();
    if is_untouched {
        Ok(source.bytes.to_vec())
    } else {
        Err(Problem::EraseUnsupported { format: format() })
    }
}
