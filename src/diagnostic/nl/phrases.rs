//! Words and turns that several sentences of the Dutch catalogue share.

use crate::diagnostic::Expected;
use crate::diagnostic::words::{names, number, size};

/// What belongs there, and an example of it.
pub(super) fn expected_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("tekst", "`\"Water in de stad\"`, met aanhalingstekens"),
        Expected::Number => ("een getal", "`20`, zonder aanhalingstekens"),
        Expected::Boolean => ("ja of nee", "`true` voor ja of `false` voor nee"),
        Expected::Date => ("een datum", "`2026-11-23`: jaar, maand, dag"),
        Expected::List => ("een lijst", "`[\"water\", \"energie\"]`"),
        Expected::Table => ("een groep van sleutels", "`{ sleutel = \"waarde\" }`"),
        Expected::Color => ("een kleur", "`\"#154273\"`: een hekje en zes cijfers of letters a-f"),
        Expected::Address => ("een volledig adres", "`\"https://kennis.example.nl/\"`"),
        Expected::TimeZone => ("een tijdzone", "`\"Europe/Amsterdam\"`"),
        Expected::LanguageCode => ("een taalcode", "`\"nl\"` of `\"en\"`"),
        Expected::RelativePath => ("een pad binnen de site", "`\"beeld/logo.svg\"`"),
        Expected::Permalink => ("een patroon met `{slug}`", "`\"{year}/{slug}.html\"`"),
        Expected::CommentsState => {
            ("`open`, `closed` of `hidden`", "`closed`: geen nieuwe reacties")
        }
        Expected::HtmlPolicy => {
            ("`sanitised` of `trusted`", "`\"sanitised\"`: alleen veilige HTML")
        }
        Expected::Status => ("een status van reacties", "`\"approved\"`: goedgekeurd"),
        Expected::DateOrder => ("een volgorde van datums", "`\"dmy\"` (dag eerst) of `\"mdy\"`"),
    }
}

/// Why a comment is not shown, by the name that the report counts it under.
pub(super) fn held(reason: &str) -> &str {
    match reason {
        "pending" => "de reactie wacht nog op goedkeuring",
        "spam" => "de reactie is gemerkt als spam",
        "trash" => "de reactie ligt in de prullenbak",
        "pingback" | "trackback" => "het is een automatische melding van een andere website",
        "note" => "het is een interne notitie van de redactie",
        "other-type" => "het is geen reactie van een lezer",
        "password-protected" => "de post heeft een wachtwoord",
        "private-post" => "de post is privé",
        "unpublished-post" => "de post is nog niet gepubliceerd",
        "trashed-post" => "de post ligt in de prullenbak",
        "other-item" => "de reactie staat niet bij een post",
        "empty" => "de reactie heeft geen tekst",
        "hidden" => "een moderator heeft de reactie verborgen",
        "hidden-discussion" => "bij de post staat `comments: hidden`",
        other => other,
    }
}

/// A suggestion, or else what to do.
pub(super) fn meant(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("bedoelde u `{nearest}`?"),
        None => otherwise.to_owned(),
    }
}

/// A suggestion, and what to do if it was not meant.
pub(super) fn meant_or(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("bedoelde u `{nearest}`? Zo niet: {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// How much room to make; nought says that nobody knows.
pub(super) fn space(needed: u64) -> String {
    if needed == 0 { "ruimte".to_owned() } else { format!("ten minste {}", bytes(needed)) }
}

pub(super) fn list(items: &[String]) -> String {
    names(items, "en")
}

pub(super) fn alternatives(items: &[String]) -> String {
    names(items, "of")
}

pub(super) fn count(amount: u64) -> String {
    number(amount, '.')
}

pub(super) fn bytes(amount: u64) -> String {
    size(amount, ',')
}
