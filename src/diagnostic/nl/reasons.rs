//! Why a file is not understood, in Dutch.

use crate::diagnostic::reason::{Reason, first_of};

/// What a library said, in words that the reader has; or as it said it, for want of them.
pub(super) fn reason(said: &str) -> String {
    Reason::of(said).map_or_else(|| said.to_owned(), words)
}

/// How to mend a line of YAML of which this was said.
pub(super) fn yaml_help(said: &str) -> &'static str {
    match Reason::of(said) {
        Some(Reason::QuoteOpen) => {
            "zet aan het eind van de waarde hetzelfde aanhalingsteken als aan het begin: `title: \"Water\"`"
        }
        Some(Reason::ListOpen) => {
            "zet `]` achter het laatste onderdeel van de lijst: `tags: [water, dijken]`"
        }
        Some(Reason::Tab) => {
            "vervang elke tab aan het begin van een regel door spaties, overal evenveel"
        }
        _ => {
            "kijk naar de spaties aan het begin van de regel. \
             Zet tekst met een dubbele punt tussen aanhalingstekens: `title: \"Water: een kans\"`"
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
        Reason::ColonInText => "er staat een dubbele punt te veel",
        Reason::Indentation => "de regel begint met te veel of te weinig spaties",
        Reason::Tab => "er staat een tab waar spaties horen",
        Reason::QuoteOpen => "een aanhalingsteken wordt niet gesloten",
        Reason::AfterQuote => "achter het laatste aanhalingsteken staat nog iets",
        Reason::Backslash => "een `\\` tussen aanhalingstekens betekent hier niets",
        Reason::BracketOpen => "een haakje wordt niet gesloten",
        Reason::ListOpen => "de lijst die hier begint met `[`, eindigt niet met `]`",
        Reason::NoColon => "er is geen sleutel met een dubbele punt, zoals `title:`",
        Reason::Sign => "de waarde begint met een teken dat hier iets anders betekent",
        Reason::Comment => "achter ` #` begint een opmerking, en daarna kan de tekst niet verder",
        Reason::KeyQuotes => {
            "een sleutel met andere tekens dan gewone letters, cijfers, `-` en `_` staat tussen aanhalingstekens"
        }
        Reason::NoQuotes => "de waarde staat niet tussen aanhalingstekens",
        Reason::NoEquals => "er is geen waarde met `=`",
        Reason::TwoEquals => "er staat een `=` te veel",
        Reason::TooMuch => "achter de waarde staat nog iets",
        Reason::NoKey => "voor de `=` staat geen sleutel",
        Reason::Twice => "deze sleutel staat er al",
        Reason::Date => "dit is geen datum die bestaat",
        Reason::NumberForm => "dit getal is niet goed geschreven",
        Reason::TruthForm => "ja en nee zijn hier `true` en `false`",
        Reason::BrokenArchive => "het bestand is niet compleet",
        Reason::EndOfTemplate => "het sjabloon houdt op voordat alles is gesloten",
        Reason::NotClosed => "een accolade `{` of `}` heeft geen tegenhanger",
        Reason::FormulaOpen => "de `$$` die hem afsluit, ontbreekt",
        Reason::TooLong => "hij is te lang, of er staat te veel in elkaar",
        Reason::Environment => "bij `\\begin` staat iets wat hier niet bestaat",
        Reason::Dollar => "een `$` kan niet binnen een formule staan",
        Reason::Hash => "een `#` betekent hier niets; schrijf `\\#`",
        Reason::Argument => "achter een opdracht ontbreekt iets tussen accolades",
        Reason::TwiceBelow => "er staat twee keer `_` achter elkaar",
        Reason::TwiceAbove => "er staat twee keer `^` achter elkaar",
        Reason::Delimiter => "achter `\\left` of `\\right` ontbreekt een haakje",
        Reason::Color => "deze kleur bestaat niet",
        Reason::Length => "een maat ontbreekt, of is niet goed geschreven",
        Reason::Align => {
            "`&` en `\\\\` kunnen alleen tussen `\\begin{aligned}` en `\\end{aligned}` staan"
        }
        Reason::Elsewhere => "er staat een opdracht die hier niet kan",
        Reason::Command(name) => return format!("de opdracht `{name}` bestaat hier niet"),
        Reason::NoPicture => "de inhoud is van een soort die hier niet te lezen is",
        Reason::Kind(kind) => return format!("het {kind}-bestand is niet heel"),
        Reason::Short => "het bestand houdt te vroeg op",
        Reason::Content => "de inhoud klopt niet",
        Reason::Packed => "het is ingepakt (`.svgz`); sla haar op als gewone SVG",
        Reason::NotUtf8 => "de tekst is niet als UTF-8 opgeslagen",
        Reason::Memory => "er zit meer in dan hier past",
        Reason::Missing(key) => return format!("de sleutel `{key}` ontbreekt hier"),
        Reason::Unknown(key) => return format!("de sleutel `{key}` betekent hier niets"),
        Reason::NoField { name, nearest, fields } => {
            return format!("het veld `{name}` is er niet; {}", instead(nearest, fields));
        }
        Reason::NoVariable { name, nearest, fields } => {
            return format!("de variabele `{name}` is er niet; {}", instead(nearest, fields));
        }
        Reason::TemplateTag => "tussen `{%` en `%}` staat iets wat daar niet hoort",
        Reason::Found { found, expected } => {
            return format!("er staat {found}, en daar hoort {expected}");
        }
    };
    words.to_owned()
}

/// What a template could have used.
fn instead(nearest: Option<&str>, fields: &str) -> String {
    match nearest {
        Some(nearest) => format!("bedoelde u `{nearest}`?"),
        None if fields.is_empty() => "er is hier geen enkele".to_owned(),
        None => format!("wel: {}", first_of(fields)),
    }
}
