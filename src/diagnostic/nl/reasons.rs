//! Why a file is not understood, in Dutch.

use crate::diagnostic::reason::Reason;

/// What a library said, in words that the reader has; or as it said it, for want of them.
pub(super) fn reason(said: &str) -> String {
    let Some(reason) = Reason::of(said) else { return said.to_owned() };
    let words = match reason {
        Reason::ColonInText => "er staat een dubbele punt te veel",
        Reason::Indentation => "de regel begint met te veel of te weinig spaties",
        Reason::Tab => "er staat een tab waar spaties horen",
        Reason::QuoteOpen => "een aanhalingsteken wordt niet gesloten",
        Reason::AfterQuote => "achter het laatste aanhalingsteken staat nog iets",
        Reason::Backslash => "een `\\` tussen aanhalingstekens betekent hier niets",
        Reason::BracketOpen => "een haakje wordt niet gesloten",
        Reason::NoColon => "er is geen sleutel met een dubbele punt, zoals `title:`",
        Reason::Sign => "de waarde begint met een teken dat hier iets anders betekent",
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
        Reason::Missing(key) => return format!("de sleutel `{key}` ontbreekt hier"),
        Reason::Unknown(key) => return format!("de sleutel `{key}` betekent hier niets"),
    };
    words.to_owned()
}
