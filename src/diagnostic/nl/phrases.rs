//! Words and turns that several sentences of the Dutch catalogue share.

use crate::comment::Held;
use crate::diagnostic::words::{names, number, size};
use crate::diagnostic::{Expected, TemplatePart, Trouble, Waiting};

/// What belongs there, and an example of it.
pub(super) fn expected_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("tekst", "`\"Water in de stad\"`, met aanhalingstekens"),
        Expected::Number => ("een heel getal van 0 of meer", "`20`, zonder aanhalingstekens"),
        Expected::Positive => ("een getal van 1 of meer", "`20`"),
        Expected::ReplyTo => (
            "een e-mailadres of het adres van een formulier",
            "`\"kennis@voorbeeld.nl\"` of `\"https://formulier.voorbeeld.nl/?p={slug}\"`, met `{slug}`, `{title}` of `{comment}`",
        ),
        Expected::Boolean => ("ja of nee", "`true` voor ja of `false` voor nee"),
        Expected::Date => ("een datum", "`2026-11-23`: jaar, maand, dag"),
        Expected::List => ("een lijst", "`[\"water\", \"energie\"]`"),
        Expected::Person => {
            ("een naam", "`Bo Smit`, of `name: Bo Smit` bij wat er van iemand gezegd wordt")
        }
        Expected::Table => (
            "een groep van sleutels",
            "`{ sleutel: \"waarde\" }` in YAML, of `{ sleutel = \"waarde\" }` in TOML",
        ),
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
        Expected::MenuLink => (
            "een tekst met een adres",
            "`{ label = \"Over dit blog\", to = \"content/pages/over.md\" }`",
        ),
        Expected::Status => ("een status van reacties", "`\"approved\"`: goedgekeurd"),
        Expected::BaseTheme => ("`default`", "`extends = \"default\"`, of haal de regel weg"),
        Expected::Accessibility => {
            ("een status van toegankelijkheid", "`\"A\"`, `\"B\"`, `\"C\"` of `\"D\"`")
        }
        Expected::DateOrder => ("een volgorde van datums", "`\"dmy\"` (dag eerst) of `\"mdy\"`"),
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
        "search" => "het zoeken".to_owned(),
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
        Waiting::Part => "hoort bij een bericht en heeft geen pagina",
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
        Held::PasswordProtected => "het bericht heeft een wachtwoord",
        Held::PrivatePost => "het bericht of de groep is niet openbaar",
        Held::UnpublishedPost => "het bericht is nog niet gepubliceerd",
        Held::TrashedPost => "het bericht ligt in de prullenbak",
        Held::OtherItem => "de reactie staat niet bij een bericht",
        Held::Announcement => "het bericht wordt hier alleen aangekondigd",
        Held::Empty => "de reactie heeft geen tekst",
        Held::Hidden => "een moderator heeft de reactie verborgen",
        Held::Forgotten => "de reactie is van iemand die is vergeten",
        Held::HiddenDiscussion => "bij het bericht staat `comments: hidden`",
    }
}

/// How many comments are not shown for a reason.
pub(in crate::diagnostic) fn held_briefly(reason: Held, amount: usize) -> String {
    let [one, many] = match reason {
        Held::Pending => ["wacht op goedkeuring", "wachten op goedkeuring"],
        Held::Spam => ["spam", "spam"],
        Held::Trash => ["in de prullenbak", "in de prullenbak"],
        Held::Pingback => ["automatische melding (pingback)", "automatische meldingen (pingbacks)"],
        Held::Trackback => {
            ["automatische melding (trackback)", "automatische meldingen (trackbacks)"]
        }
        Held::Note => ["interne notitie", "interne notities"],
        Held::OtherType => ["niet van een lezer", "niet van een lezer"],
        Held::PasswordProtected => {
            ["bij een bericht met een wachtwoord", "bij een bericht met een wachtwoord"]
        }
        Held::PrivatePost => ["niet openbaar (privé)", "niet openbaar (privé)"],
        Held::UnpublishedPost => {
            ["bij een bericht dat niet zichtbaar is", "bij een bericht dat niet zichtbaar is"]
        }
        Held::TrashedPost => {
            ["bij een bericht in de prullenbak", "bij een bericht in de prullenbak"]
        }
        Held::OtherItem => ["niet bij een bericht", "niet bij een bericht"],
        Held::Announcement => ["aankondiging van een bericht", "aankondigingen van een bericht"],
        Held::Empty => ["zonder tekst", "zonder tekst"],
        Held::Hidden => ["verborgen door een moderator", "verborgen door een moderator"],
        Held::Forgotten => ["van iemand die is vergeten", "van mensen die zijn vergeten"],
        Held::HiddenDiscussion => {
            ["bij een bericht zonder gesprek", "bij een bericht zonder gesprek"]
        }
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

/// What was meant by a key that nobody knows, and which may stand there. Those of a post are too many to be told.
pub(super) fn keys(nearest: &Option<String>, known: &[String]) -> String {
    match (nearest, known) {
        (_, []) => meant(
            nearest,
            "haal de regel weg. Eigen gegevens van een bericht horen daar onder `extra`",
        ),
        (Some(nearest), _) => match nearest.rsplit_once('.') {
            Some((section, _)) => {
                format!("zet de regel onder `[{section}]`. Hier kan staan: {}", list(known))
            }
            None => format!("bedoelde u `{nearest}`? Hier kan staan: {}", list(known)),
        },
        (None, _) => format!("haal de regel weg. Hier kan staan: {}", list(known)),
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
        Trouble::Network => "de schijf geeft geen antwoord",
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
