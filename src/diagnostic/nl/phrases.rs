//! Words and turns that several sentences of the Dutch catalogue share.

use crate::comment::Held;
use crate::diagnostic::words::{names, number, size};
use crate::diagnostic::{Expected, Trouble};

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
        Expected::MenuLink => (
            "een tekst met een adres",
            "`{ label = \"Over dit blog\", to = \"content/pages/over.md\" }`",
        ),
        Expected::Status => ("een status van reacties", "`\"approved\"`: goedgekeurd"),
        Expected::BaseTheme => ("`default`", "`extends = \"default\"`, of haal de regel weg"),
        Expected::DateOrder => ("een volgorde van datums", "`\"dmy\"` (dag eerst) of `\"mdy\"`"),
    }
}

/// Why a comment is not shown.
pub(super) fn held(reason: Held) -> &'static str {
    match reason {
        Held::Pending => "de reactie wacht nog op goedkeuring",
        Held::Spam => "de reactie is gemerkt als spam",
        Held::Trash => "de reactie ligt in de prullenbak",
        Held::Pingback | Held::Trackback => {
            "het is een automatische melding van een andere website"
        }
        Held::Note => "het is een interne notitie van de redactie",
        Held::OtherType => "het is geen reactie van een lezer",
        Held::PasswordProtected => "de post heeft een wachtwoord",
        Held::PrivatePost => "de post is privé",
        Held::UnpublishedPost => "de post is nog niet gepubliceerd",
        Held::TrashedPost => "de post ligt in de prullenbak",
        Held::OtherItem => "de reactie staat niet bij een post",
        Held::Empty => "de reactie heeft geen tekst",
        Held::Hidden => "een moderator heeft de reactie verborgen",
        Held::HiddenDiscussion => "bij de post staat `comments: hidden`",
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

/// Why a file is not read or written.
pub(super) fn trouble(why: Trouble) -> &'static str {
    match why {
        Trouble::NotThere => "het is er niet",
        Trouble::NotAllowed => "u mag het niet openen",
        Trouble::Folder => "het is een map",
        Trouble::NoFolder => "een deel van het pad is een bestand",
        Trouble::InUse => "een ander programma gebruikt het",
        Trouble::NameTooLong => "de naam is te lang",
        Trouble::Network => "de netwerkschijf geeft geen antwoord",
        Trouble::Other => "de computer zegt niet waarom",
    }
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
