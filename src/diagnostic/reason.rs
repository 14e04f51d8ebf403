//! The commonest things that libraries say of a file, so that the catalogues have words for them.

/// Why a file is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason<'a> {
    ColonInText,
    Indentation,
    Tab,
    QuoteOpen,
    AfterQuote,
    Backslash,
    BracketOpen,
    NoColon,
    Sign,
    NoQuotes,
    NoEquals,
    TwoEquals,
    TooMuch,
    NoKey,
    Twice,
    Date,
    NumberForm,
    TruthForm,
    BrokenArchive,
    EndOfTemplate,
    /// A key that must be there is not.
    Missing(&'a str),
    /// A key that means nothing there.
    Unknown(&'a str),
}

/// Each reason with what it is recognised by, in lower case; the first one that fits counts.
const SAID: &[(Reason<'static>, &[&str])] = &[
    (Reason::ColonInText, &["mapping values are not allowed", "illegal placement of ':'"]),
    (
        Reason::Indentation,
        &[
            "invalid indentation",
            "wrongly indented",
            "block sequence entries are not allowed",
            "did not find expected next token",
        ],
    ),
    (Reason::Tab, &["tabs disallowed", "tab cannot be used", "found a tab", "start with a tab"]),
    (
        Reason::QuoteOpen,
        &[
            "found unexpected end of stream",
            "found unexpected document indicator",
            "invalid basic string",
            "invalid literal string",
            "invalid multi-line",
        ],
    ),
    (Reason::AfterQuote, &["invalid trailing content"]),
    (Reason::Backslash, &["escape"]),
    (
        Reason::BracketOpen,
        &[
            "flow sequence",
            "flow mapping",
            "unclosed array",
            "unclosed inline table",
            "unclosed table",
            "misplaced bracket",
        ],
    ),
    (Reason::NoColon, &["simple key expect", "key: value"]),
    (
        Reason::Sign,
        &["unexpected character", "cannot start with", "block scalar", "unknown anchor"],
    ),
    (Reason::NoQuotes, &["string values must be quoted"]),
    (Reason::NoEquals, &["key with no value"]),
    (Reason::TwoEquals, &["extra `=`"]),
    (Reason::TooMuch, &["unexpected key or value"]),
    (Reason::NoKey, &["keys cannot be empty"]),
    (Reason::Twice, &["duplicate key"]),
    (Reason::Date, &["invalid date", "invalid time", "invalid datetime"]),
    (Reason::NumberForm, &["leading zero", "invalid integer", "invalid float"]),
    (Reason::TruthForm, &["invalid boolean"]),
    (
        Reason::BrokenArchive,
        &[
            "could not find eocd",
            "invalid zip archive",
            "invalid local file header",
            "corrupt deflate",
            "unexpected end of file",
            "unexpected eof",
        ],
    ),
    (Reason::EndOfTemplate, &["unexpected end of input"]),
];

impl<'a> Reason<'a> {
    /// The reason in what a library said, if there are words for it.
    pub(super) fn of(said: &'a str) -> Option<Reason<'a>> {
        let name = |start: &str| said.strip_prefix(start)?.split('`').next();
        if let Some(name) = name("missing field `") {
            return Some(Reason::Missing(name));
        }
        if let Some(name) = name("unknown field `") {
            return Some(Reason::Unknown(name));
        }
        let lowered = said.to_lowercase();
        let fits = |signs: &[&str]| signs.iter().any(|sign| lowered.contains(sign));
        SAID.iter().find(|(_, signs)| fits(signs)).map(|(reason, _)| *reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_say_has_a_reason() {
        for (said, reason) in [
            ("mapping values are not allowed in this context", Reason::ColonInText),
            ("while scanning a quoted scalar, found unexpected end of stream", Reason::QuoteOpen),
            ("while parsing a flow sequence, expected ',' or ']'", Reason::BracketOpen),
            ("simple key expect ':'", Reason::NoColon),
            ("while scanning a block scalar, did not find expected comment", Reason::Sign),
            ("invalid basic string, expected `\"`", Reason::QuoteOpen),
            ("string values must be quoted, expected literal string", Reason::NoQuotes),
            ("missing escaped value, expected `b`", Reason::Backslash),
            ("missing field `label`", Reason::Missing("label")),
            ("unknown field `titel`, expected `to`", Reason::Unknown("titel")),
            ("invalid Zip archive: Could not find EOCD", Reason::BrokenArchive),
        ] {
            assert_eq!(Reason::of(said), Some(reason), "{said}");
        }
        assert_eq!(Reason::of("zz-detail"), None);
    }
}
