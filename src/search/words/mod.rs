//! The words of the search: a text becomes tokens, the forms of one word a group, and a compound its parts.
//!
//! 1. [`tokens`]: text into folded words with their places; the one part that the client mirrors.
//! 2. [`groups`]: which forms of a site's vocabulary are one word: foto, foto's, fotootje. Decided when the site is built, by
//!    rules for Dutch (`inflection`) with a table of what they do not tell (`irregular`), and a few for English (`english`).
//! 3. [`compounds`]: which words a compound consists of: socialmediabeleid is social, media, beleid.
//!
//! The last two believe an ending or a part only if the `lexicon` or the site itself has the word that would be left.

pub mod tokens;
mod lexicon;
mod irregular;
mod inflection;
mod spelling;
mod english;
pub mod groups;
pub mod compounds;
#[cfg(test)]
mod tests;

/// The language that a form is mostly written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Dutch, and what is not known to be anything else.
    Dutch,
    /// Seen mostly in texts that are marked as English.
    English,
}

/// The commoner words of Dutch or English, in their order, whether a site has them or not.
pub(super) fn simple(is_english: bool) -> impl Iterator<Item = &'static str> {
    lexicon::Lexicon::get().simple(is_english)
}

/// One form of a site's vocabulary, as [`tokens`] gives it.
#[derive(Clone, Copy, Debug)]
pub struct Form<'v> {
    /// The folded word.
    pub text: &'v str,
    /// How often the site has it.
    pub count: u32,
    /// What it is mostly written in.
    pub language: Language,
}
