//! Words and turns that several sentences of the Dutch catalogue share.

use crate::diagnostic::words::{names, number, size};
use crate::diagnostic::{Expected, TemplatePart, Waiting};

/// What belongs there, and an example of it.
pub(super) fn expected_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("tekst", "`\"Water in de stad\"`, met aanhalingstekens"),
        Expected::Number => ("een heel getal van 0 of meer", "`20`, zonder aanhalingstekens"),
        Expected::Positive => ("een getal van 1 of meer", "`20`"),
        Expected::ReplyTo => (
            "een e-mailadres of het adres van een formulier",
            "`\"kennis@voorbeeld.nl\"` of `\"https://formulier.voorbeeld.nl/\"`",
        ),
        Expected::Boolean => ("ja of nee", "`true` voor ja of `false` voor nee"),
        Expected::Date => ("een datum", "`2026-11-23`: jaar, maand, dag"),
        Expected::List => ("een lijst", "`[\"water\", \"energie\"]`"),
        Expected::Table => ("een groep van sleutels", "`{ sleutel = \"waarde\" }`"),
        Expected::Color => {
            ("een kleur", "`\"#154273\"`: een hekje en drie of zes cijfers of letters a-f")
        }
        Expected::Address => ("een volledig adres", "`\"https://kennis.example.nl/\"`"),
        Expected::TimeZone => ("een tijdzone", "`\"Europe/Amsterdam\"`"),
        Expected::LanguageCode => ("een taalcode", "`\"nl\"` of `\"en\"`"),
        Expected::RelativePath => ("een pad binnen de site", "`\"beeld/logo.svg\"`"),
        Expected::Permalink => {
            ("een pad met `{slug}` dat eindigt op `.html` of `/`", "`\"{year}/{slug}.html\"`")
        }
        Expected::CommentsState => {
            ("`open`, `closed` of `hidden`", "`closed`: geen nieuwe reacties")
        }
        Expected::HtmlPolicy => {
            ("`sanitised` of `trusted`", "`\"sanitised\"`: alleen veilige HTML")
        }
        Expected::Status => ("een status van reacties", "`\"approved\"`: goedgekeurd"),
    }
}

/// What has an address: a file, or one of the program's own pages by its name.
pub(super) fn maker(name: &str) -> String {
    match name {
        "home" => "de startpagina".to_owned(),
        "year" => "het overzicht van een jaar".to_owned(),
        "experts" => "de lijst van experts".to_owned(),
        "topics" => "de lijst van onderwerpen".to_owned(),
        "series" => "de lijst van reeksen".to_owned(),
        "discussions" => "de pagina met discussies".to_owned(),
        "not-found" => "de pagina voor adressen die er niet zijn".to_owned(),
        "feed" => "een feed".to_owned(),
        "sitemap" => "de sitemap".to_owned(),
        "page" => "een pagina van Weerklank zelf".to_owned(),
        path => format!("`{path}`"),
    }
}

/// What a template uses.
pub(super) fn template_part(part: TemplatePart) -> &'static str {
    match part {
        TemplatePart::Filter => "het filter",
        TemplatePart::Test => "de test",
        TemplatePart::Function => "de functie",
        TemplatePart::Component => "het onderdeel",
        TemplatePart::Template => "het sjabloon",
        TemplatePart::Block => "het blok",
    }
}

/// Why readers do not see a post.
pub(super) fn waits(waiting: Waiting) -> &'static str {
    match waiting {
        Waiting::Draft => "is een concept",
        Waiting::Later => "wacht nog op de eigen datum",
        Waiting::Expired => "is verlopen",
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
        "password-protected" => "het bericht heeft een wachtwoord",
        "private-post" => "het bericht is privé",
        "unpublished-post" => "het bericht is nog niet gepubliceerd",
        "trashed-post" => "het bericht ligt in de prullenbak",
        "other-item" => "de reactie staat niet bij een bericht",
        "empty" => "de reactie heeft geen tekst",
        "hidden" => "een moderator heeft de reactie verborgen",
        "hidden-discussion" => "bij het bericht staat `comments: hidden`",
        other => other,
    }
}

/// How many comments are not shown for a reason, by the name that the report counts it under.
pub(in crate::diagnostic) fn held_briefly(reason: &str, amount: usize) -> String {
    let [one, many] = match reason {
        "pending" => ["wacht op goedkeuring", "wachten op goedkeuring"],
        "spam" => ["spam", "spam"],
        "trash" => ["in de prullenbak", "in de prullenbak"],
        "pingback" | "trackback" => ["automatische melding", "automatische meldingen"],
        "note" => ["interne notitie", "interne notities"],
        "other-type" => ["niet van een lezer", "niet van een lezer"],
        "password-protected" => {
            ["bij een bericht met een wachtwoord", "bij een bericht met een wachtwoord"]
        }
        "private-post" => ["bij een privébericht", "bij een privébericht"],
        "unpublished-post" => {
            ["bij een bericht dat niet zichtbaar is", "bij een bericht dat niet zichtbaar is"]
        }
        "trashed-post" => ["bij een bericht in de prullenbak", "bij een bericht in de prullenbak"],
        "other-item" => ["niet bij een bericht", "niet bij een bericht"],
        "empty" => ["zonder tekst", "zonder tekst"],
        "hidden" => ["verborgen door een moderator", "verborgen door een moderator"],
        "hidden-discussion" => ["bij een bericht zonder gesprek", "bij een bericht zonder gesprek"],
        other => [other, other],
    };
    format!("{} {}", count(amount as u64), if amount == 1 { one } else { many })
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
