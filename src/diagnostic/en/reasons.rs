//! Why a file is not understood, in English.

use crate::diagnostic::reason::{Reason, first_of};

/// What a library said, in words that the reader has; or as it said it, for want of them.
pub(super) fn reason(said: &str) -> String {
    Reason::of(said).map_or_else(|| said.to_owned(), words)
}

/// How to mend a line of YAML of which this was said.
pub(super) fn yaml_help(said: &str) -> &'static str {
    match Reason::of(said) {
        Some(Reason::QuoteOpen) => {
            "end the value with the quotation mark that it begins with: `title: \"Water\"`"
        }
        Some(Reason::ListOpen) => {
            "put `]` behind the last item of the list: `tags: [water, dikes]`"
        }
        Some(Reason::Tab) => {
            "replace each tab at the start of a line by spaces, everywhere as many"
        }
        _ => {
            "check the spaces at the start of the line. \
             Put text with a colon between quotation marks: `title: \"Water: a chance\"`"
        }
    }
}

/// The same of a formula.
pub(super) fn formula_reason(said: &str) -> String {
    Reason::of_formula(said).map_or_else(|| said.to_owned(), words)
}

/// The same of a picture.
pub(super) fn picture_reason(said: &str) -> String {
    Reason::of_picture(said).map_or_else(|| said.to_owned(), words)
}

#[expect(clippy::too_many_lines, reason = "a flat table")]
fn words(reason: Reason<'_>) -> String {
    let words = match reason {
        Reason::ColonInText => "there is a colon too many",
        Reason::Indentation => "the line begins with too many or too few spaces",
        Reason::Tab => "there is a tab where spaces belong",
        Reason::QuoteOpen => "a quotation mark is not closed",
        Reason::AfterQuote => "something stands behind the last quotation mark",
        Reason::Backslash => "a `\\` between quotation marks means nothing here",
        Reason::BracketOpen => "a bracket is not closed",
        Reason::ListOpen => "the list that begins here with `[` does not end with `]`",
        Reason::NoColon => "there is no key with a colon, such as `title:`",
        Reason::Sign => "the value begins with a sign that means something else here",
        Reason::Comment => "` #` begins a remark, and the text cannot go on below it",
        Reason::KeyQuotes => {
            "a key with signs other than plain letters, digits, `-` and `_` stands in quotation marks"
        }
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
        Reason::NotClosed => "a brace `{` or `}` has no counterpart",
        Reason::FormulaOpen => "the `$$` that ends it is missing",
        Reason::TooLong => "it is too long, or nested too deep",
        Reason::Environment => "`\\begin` names something that does not exist here",
        Reason::Dollar => "a `$` cannot stand within a formula",
        Reason::Hash => "a `#` means nothing here; write `\\#`",
        Reason::Argument => "something in braces is missing behind a command",
        Reason::TwiceBelow => "there are two `_` in a row",
        Reason::TwiceAbove => "there are two `^` in a row",
        Reason::Delimiter => "a bracket is missing behind `\\left` or `\\right`",
        Reason::Color => "this colour does not exist",
        Reason::Length => "a measure is missing, or not written correctly",
        Reason::Align => {
            "`&` and `\\\\` can only stand between `\\begin{aligned}` and `\\end{aligned}`"
        }
        Reason::Elsewhere => "there is a command that cannot stand here",
        Reason::Command(name) => return format!("the command `{name}` does not exist here"),
        Reason::NoPicture => "the content is of a kind that cannot be read here",
        Reason::Kind(kind) => return format!("the {kind} file is not whole"),
        Reason::Short => "the file ends too early",
        Reason::Content => "the content is not as it should be",
        Reason::Packed => "it is packed (`.svgz`); save it as plain SVG",
        Reason::NotUtf8 => "its text was not saved as UTF-8",
        Reason::Memory => "there is more in it than fits here",
        Reason::Missing(key) => return format!("the key `{key}` is missing here"),
        Reason::Unknown(key) => return format!("the key `{key}` means nothing here"),
        Reason::NoField { name, nearest, fields } => {
            return format!("there is no field `{name}`; {}", instead(nearest, fields));
        }
        Reason::NoVariable { name, nearest, fields } => {
            return format!("there is no variable `{name}`; {}", instead(nearest, fields));
        }
        Reason::TemplateTag => {
            "there is something between `{%` and `%}` that does not belong there"
        }
        Reason::Found { found, expected } => {
            return format!("there is {found} where {expected} belongs");
        }
    };
    words.to_owned()
}

/// What a template could have used.
fn instead(nearest: Option<&str>, fields: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if fields.is_empty() => "there are none here".to_owned(),
        None => format!("there are: {}", first_of(fields)),
    }
}
