//! Why a file is not understood, in English.

use crate::diagnostic::reason::Reason;

/// What a library said, in words that the reader has; or as it said it, for want of them.
pub(super) fn reason(said: &str) -> String {
    let Some(reason) = Reason::of(said) else { return said.to_owned() };
    let words = match reason {
        Reason::ColonInText => "there is a colon too many",
        Reason::Indentation => "the line begins with too many or too few spaces",
        Reason::Tab => "there is a tab where spaces belong",
        Reason::QuoteOpen => "a quotation mark is not closed",
        Reason::AfterQuote => "something stands behind the last quotation mark",
        Reason::Backslash => "a `\\` between quotation marks means nothing here",
        Reason::BracketOpen => "a bracket is not closed",
        Reason::NoColon => "there is no key with a colon, such as `title:`",
        Reason::Sign => "the value begins with a sign that means something else here",
        Reason::NoQuotes => "the value is not between quotation marks",
        Reason::NoEquals => "there is no value with `=`",
        Reason::TwoEquals => "there is an `=` too many",
        Reason::TooMuch => "something stands behind the value",
        Reason::NoKey => "there is no key before the `=`",
        Reason::Twice => "this key is there already",
        Reason::Date => "this is not a date that exists",
        Reason::NumberForm => "this number is not written correctly",
        Reason::TruthForm => "yes and no are `true` and `false` here",
        Reason::BrokenArchive => "the file is not complete",
        Reason::EndOfTemplate => "the template ends before everything is closed",
        Reason::Missing(key) => return format!("the key `{key}` is missing here"),
        Reason::Unknown(key) => return format!("the key `{key}` means nothing here"),
    };
    words.to_owned()
}
