//! The commonest things that libraries say of a file, so that the catalogues have words for them.

use super::near::nearest;

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
    ListOpen,
    NoColon,
    Sign,
    Comment,
    KeyQuotes,
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
    NotClosed,
    FormulaOpen,
    TooLong,
    Environment,
    Dollar,
    Hash,
    Argument,
    TwiceBelow,
    TwiceAbove,
    Delimiter,
    Color,
    Length,
    Align,
    Elsewhere,
    /// A command of a formula that does not exist.
    Command(&'a str),
    NoPicture,
    Kind(&'static str),
    Short,
    Content,
    Memory,
    Packed,
    NotUtf8,
    /// A key that must be there is not.
    Missing(&'a str),
    /// A key that means nothing there.
    Unknown(&'a str),
    /// A template uses a field or a variable that is not there: its name, the one that may have been meant, and those that are.
    NoField {
        name: &'a str,
        nearest: Option<&'a str>,
        fields: &'a str,
    },
    NoVariable {
        name: &'a str,
        nearest: Option<&'a str>,
        fields: &'a str,
    },
    /// A template has something in its tags that does not exist.
    TemplateTag,
    /// What a template has in one place, and what belongs there.
    Found {
        found: &'a str,
        expected: &'a str,
    },
}

/// Each reason with what it is recognised by, in lower case; the first one that fits counts.
const SAID: &[(Reason<'static>, &[&str])] = &[
    (Reason::QuoteOpen, &["in quoted scalar", "unexpected end of string"]),
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
    (Reason::Backslash, &["escape", "hexadecimal"]),
    (Reason::Comment, &["comment intercepting"]),
    (Reason::KeyQuotes, &["invalid unquoted key"]),
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
    (Reason::ListOpen, &["unclosed list"]),
    (Reason::NoColon, &["simple key expect", "key: value"]),
    (
        Reason::Sign,
        &[
            "unexpected character",
            "cannot start with",
            "block scalar",
            "unknown anchor",
            "anchor or alias",
        ],
    ),
    (Reason::NoQuotes, &["string values must be quoted"]),
    (Reason::NoEquals, &["key with no value"]),
    (Reason::TwoEquals, &["extra `=`"]),
    (Reason::TooMuch, &["unexpected key or value", "a block mapping, did not find expected key"]),
    (Reason::NoKey, &["keys cannot be empty"]),
    (Reason::Twice, &["duplicate key"]),
    (Reason::Date, &["invalid date", "invalid time", "invalid datetime"]),
    (Reason::NumberForm, &["leading zero", "invalid integer", "invalid float", "between digits"]),
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
    (Reason::TemplateTag, &["unknown tag"]),
];

/// The same of formulas.
const OF_FORMULAS: &[(Reason<'static>, &[&str])] = &[
    (Reason::NotClosed, &["unbalanced group"]),
    (Reason::FormulaOpen, &["unclosed formula"]),
    (Reason::TooLong, &["too long or too deep"]),
    (Reason::Environment, &["mathematical environment"]),
    (Reason::Dollar, &["math shift"]),
    (Reason::Hash, &["hash sign", "standalone '#'"]),
    (Reason::TwiceBelow, &["a subscript twice"]),
    (Reason::TwiceAbove, &["a superscript twice"]),
    (Reason::Delimiter, &["delimiter token"]),
    (Reason::Color, &["unkown color", "unknown color"]),
    (Reason::Length, &["dimension", "mathematical units", "expected a number"]),
    (Reason::Align, &["alignment not allowed", "new line command", "array must have"]),
    (Reason::Argument, &["argument", "expected a token", "expected a control sequence"]),
    (Reason::Elsewhere, &["macro", "command", "control sequence", "number in the range"]),
];

/// The same of pictures.
const OF_PICTURES: &[(Reason<'static>, &[&str])] = &[
    (Reason::NoPicture, &["format could not be determined", "is not supported", "not support"]),
    (
        Reason::Short,
        &["unexpected end", "unexpected eof", "fill whole buffer", "premature", "reached"],
    ),
    (Reason::Memory, &["limit", "exceed", "memory"]),
    // Whatever else a library says is a sentence.
    (Reason::Content, &[" "]),
];

impl<'a> Reason<'a> {
    /// The reason in what was said of a formula.
    pub(super) fn of_formula(said: &'a str) -> Option<Reason<'a>> {
        let command =
            said.strip_prefix("unknown command `").and_then(|rest| rest.split('`').next());
        command.map(Reason::Command).or_else(|| first(OF_FORMULAS, said))
    }

    /// The reason in what was said of a picture.
    pub(super) fn of_picture(said: &str) -> Option<Reason<'static>> {
        let kinds = ["JPEG", "PNG", "WebP", "GIF", "SVG", "AVIF", "BMP"];
        let kind = kinds.into_iter().find(|kind| kind.eq_ignore_ascii_case(said)).map(Reason::Kind);
        match said {
            "svgz" => return Some(Reason::Packed),
            "≠ UTF-8" => return Some(Reason::NotUtf8),
            _ => {}
        }
        let is_place = said.starts_with(['<', '&', '≠']) || said.contains('×');
        kind.or_else(|| first(OF_PICTURES, said).filter(|_| !is_place))
    }

    /// The reason in what a library said, if there are words for it.
    pub(super) fn of(said: &'a str) -> Option<Reason<'a>> {
        let name = |start: &str| said.strip_prefix(start)?.split('`').next();
        if let Some(name) = name("missing field `") {
            return Some(Reason::Missing(name));
        }
        if let Some(name) = name("unknown field `") {
            return Some(Reason::Unknown(name));
        }
        of_template(said).or_else(|| first(SAID, said))
    }
}

/// The reason in what the engine of templates said.
fn of_template(said: &str) -> Option<Reason<'_>> {
    if let Some((found, expected)) =
        said.strip_prefix("Found ").and_then(|rest| rest.split_once(" but expected "))
    {
        let expected = expected.trim_end_matches('.');
        let is_whole = |text: &str| text.matches('`').count().is_multiple_of(2);
        return (is_whole(found) && is_whole(expected))
            .then_some(Reason::Found { found, expected });
    }
    let (kind, rest) = said.split_once(" `")?;
    let (name, rest) = rest.split_once("` is not defined")?;
    let fields = rest.split_once(": ").map_or("", |(_, fields)| fields);
    let meant = nearest(name, fields.split(", "));
    let nearest = meant.and_then(|meant| fields.split(", ").find(|field| *field == meant));
    let in_entry = || OF_ENTRY.iter().copied().find(|field| field.ends_with(&format!(".{name}")));
    let nearest = in_entry().filter(|_| fields.split(", ").any(|it| it == "entry")).or(nearest);
    match kind {
        "Field" => Some(Reason::NoField { name, nearest, fields }),
        "Variable" => Some(Reason::NoVariable { name, nearest, fields }),
        _ => None,
    }
}

/// What a template has of a post below `entry`, and looks for beside it as often as not.
const OF_ENTRY: &[&str] = &[
    "entry.title",
    "entry.url",
    "entry.lang",
    "entry.date",
    "entry.authors",
    "entry.topics",
    "entry.summary",
    "entry.comments",
    "entry.pinned",
];

/// The first of these names with commas between them, as many as one reads.
pub(super) fn first_of(fields: &str) -> String {
    const MOST: usize = 100;
    if fields.len() <= MOST {
        return fields.to_owned();
    }
    let mut short = String::new();
    for field in fields.split(", ") {
        if short.len() + field.len() > MOST {
            break;
        }
        short.push_str(field);
        short.push_str(", ");
    }
    short + "…"
}

/// The first reason of a list that fits.
fn first(list: &[(Reason<'static>, &[&str])], said: &str) -> Option<Reason<'static>> {
    let lowered = said.to_lowercase();
    let fits = |signs: &[&str]| signs.iter().any(|sign| lowered.contains(sign));
    list.iter().find(|(_, signs)| fits(signs)).map(|(reason, _)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_say_of_signs_has_a_reason() {
        for (said, reason) in [
            (
                "while scanning an anchor or alias, did not find expected alphabetic or numeric character",
                Reason::Sign,
            ),
            ("comment intercepting the multiline text", Reason::Comment),
            ("unclosed list", Reason::ListOpen),
            (
                "while parsing a quoted scalar, did not find expected hexadecimal number",
                Reason::Backslash,
            ),
            ("invalid unquoted key, expected letters, numbers, `-`, `_`", Reason::KeyQuotes),
            ("`_` may only go between digits, expected nothing", Reason::NumberForm),
            (
                "Field `title` is not defined. Available fields: body, entry, minutes",
                Reason::NoField {
                    name: "title",
                    nearest: Some("entry.title"),
                    fields: "body, entry, minutes",
                },
            ),
        ] {
            assert_eq!(Reason::of(said), Some(reason), "{said}");
        }
    }

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
            (
                "Field `titel` is not defined. Available fields: lang, title",
                Reason::NoField { name: "titel", nearest: Some("title"), fields: "lang, title" },
            ),
            (
                "Variable `pot` is not defined.",
                Reason::NoVariable { name: "pot", nearest: None, fields: "" },
            ),
            ("Unknown tag", Reason::TemplateTag),
            ("Found `a` but expected `%}`.", Reason::Found { found: "`a`", expected: "`%}`" }),
            ("invalid indentation in quoted scalar", Reason::QuoteOpen),
            ("invalid indentation", Reason::Indentation),
            ("invalid Zip archive: Could not find EOCD", Reason::BrokenArchive),
        ] {
            assert_eq!(Reason::of(said), Some(reason), "{said}");
        }
        for (said, reason) in [
            ("unbalanced group found, expected it to be closed with `}`", Reason::NotClosed),
            ("unknown command `\\geen`", Reason::Command("\\geen")),
            ("trying to add a subscript twice to the same element", Reason::TwiceBelow),
            ("expected an argument", Reason::Argument),
            ("expected a dimension or glue argument", Reason::Length),
            ("cannot use the `\\relax` command in this context", Reason::Elsewhere),
        ] {
            assert_eq!(Reason::of_formula(said), Some(reason), "{said}");
        }
        for (said, reason) in [
            ("jpeg", Some(Reason::Kind("JPEG"))),
            ("The image format could not be determined", Some(Reason::NoPicture)),
            ("Format error decoding Png: unexpected end of file", Some(Reason::Short)),
            ("Format error decoding Bmp: Invalid header", Some(Reason::Content)),
            ("Memory limit exceeded", Some(Reason::Memory)),
            ("svgz", Some(Reason::Packed)),
            ("≠ UTF-8", Some(Reason::NotUtf8)),
            ("<svg a b>", None),
            ("0 × 0", None),
        ] {
            assert_eq!(Reason::of_picture(said), reason, "{said}");
        }
        for of in [Reason::of, Reason::of_formula, |said: &'static str| Reason::of_picture(said)] {
            assert_eq!(of("zz-detail"), None);
        }
    }
}
