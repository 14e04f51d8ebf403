//! As what words went from a text: that says where the same ones go, once the text is another one.

use std::ops::Range;

use crate::comment::erasure::called::{has_last_name, has_name_beside, is_listed};
use crate::comment::erasure::quotes::QUOTED;
use crate::comment::erasure::traces::Kind;
use crate::comment::erasure::words::{self, Word, is_whole};

/// As what words were taken out: the same words may be somebody else's in another place of the same comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::comment::erasure) enum Sort {
    /// A list of before does not say.
    Unknown,
    /// A name with a comma in it, and no other name beside it: `Vries, Jan de`.
    Listed,
    /// Any other name, that does not go on.
    Name,
    /// An account, without a blank in it.
    Account,
    /// An address, that is not part of a longer one.
    Address,
    /// They go behind an `@` only: a first name or an account may be a word of the same sentence.
    Mention,
    /// What they said goes wherever it stands.
    Quote,
    /// What is the same, between these words, was left: `Marc Jan de Vries`.
    Stays,
}

impl Sort {
    const NAMED: [(Sort, &'static str); 6] = [
        (Sort::Listed, "listed"),
        (Sort::Name, "name"),
        (Sort::Account, "account"),
        (Sort::Address, "address"),
        (Sort::Quote, "quote"),
        (Sort::Stays, "stays"),
    ];

    /// How a list calls it, if it does.
    pub(in crate::comment::erasure) fn label(self) -> Option<&'static str> {
        Sort::NAMED.iter().find(|(sort, _)| *sort == self).map(|(_, label)| *label)
    }

    /// What a list calls so.
    pub(in crate::comment::erasure) fn of(label: &str) -> Option<Sort> {
        Sort::NAMED.iter().find(|(_, own)| *own == label).map(|(sort, _)| *sort)
    }

    /// What something of this kind may be, that which takes the least elsewhere first.
    pub(super) fn all(kind: Kind) -> &'static [Sort] {
        match kind {
            Kind::Quote => &[Sort::Quote, Sort::Name, Sort::Unknown],
            Kind::Mention => &[Sort::Mention, Sort::Unknown],
            Kind::Email => &[Sort::Address, Sort::Unknown],
            Kind::Account => &[Sort::Account, Sort::Name, Sort::Unknown],
            _ => &[Sort::Listed, Sort::Name, Sort::Unknown],
        }
    }

    /// Where these words stand, from one on and so many, if they are of this sort there and nobody else's.
    pub(super) fn place(
        self,
        text: &str,
        words: &[Word],
        (at, length): (usize, usize),
    ) -> Option<Range<usize>> {
        let bare = words[at].range.start..words[at + length - 1].range.end;
        let closed = words::closed(text, bare.clone());
        // A mention went with its sign.
        let sign = words::sign_before(text, bare.start);
        let (is_mention, signed) = (sign.is_some(), sign.unwrap_or(bare.start));
        let own = &text[bare.clone()];
        let goes_on = || words::goes_on(text, words, (at, length));
        // A first name, as far as anybody can tell: with a last name behind it, it is another person's.
        let is_first =
            || length == 1 && !words[at].has_figure() && own.starts_with(char::is_uppercase);
        let is_beside = || has_name_beside(text, words, (at, length));
        let (is_it, range) = match self {
            Sort::Stays => (false, bare),
            Sort::Quote => (true, bare),
            Sort::Address => (is_whole(text, &closed), closed),
            Sort::Name => (!goes_on(), closed),
            Sort::Account => (!own.contains(char::is_whitespace) && !goes_on(), closed),
            Sort::Listed => {
                let is_it = is_listed(text, &words[at..at + length]) && !is_beside();
                (is_it && !goes_on(), closed)
            }
            Sort::Mention => {
                let is_it = is_mention || words[at].has_figure();
                let is_others = || match own.contains('@') {
                    true => !is_whole(text, &(signed..bare.end)),
                    false => goes_on() || is_first() && has_last_name(text, words, at),
                };
                (is_it && !is_others(), signed..bare.end)
            }
            Sort::Unknown => {
                let range = signed..closed.end;
                let is_others = match own.contains('@') {
                    true => !is_whole(text, &range),
                    false => goes_on() || length <= QUOTED && own.contains(',') && is_beside(),
                };
                (!is_others, range)
            }
        };
        is_it.then_some(range)
    }
}
