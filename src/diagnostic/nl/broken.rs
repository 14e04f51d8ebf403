//! What is said of exports that are not known, damaged or not whole, in Dutch.

use super::phrases::{count, meant};
use crate::diagnostic::{Foreign, Wording, say};

/// What each format missed in a file that none of them knows.
pub(super) fn unknown(starts: &[String], parts: &[String], columns: &[String]) -> Wording {
    let lacks = [("begint niet met", starts), ("zonder", parts), ("zonder kolom", columns)];
    let lacks = lacks.into_iter().filter(|(_, signs)| !signs.is_empty());
    let lacks = lacks.map(|(words, signs)| format!("; {words} {}", signs.join(", ")));
    let lacks: String = lacks.collect();
    say(
        format!("dit bestand wordt niet herkend als een export van reacties{lacks}"),
        "zet hier alleen exports zoals ze uit het andere systeem komen, of een tabel (`.csv` of \
         `.xlsx`) met in de eerste rij de namen van de kolommen. README.md noemt wat gelezen wordt",
    )
}

/// Mail as Outlook keeps it.
pub(super) fn outlook(ending: &str) -> Wording {
    say(
        format!("dit is e-mail zoals Outlook die bewaart (`{ending}`), en die wordt niet gelezen"),
        "sla elk bericht op als `.eml` (in het nieuwe Outlook: Downloaden), of sleep ze naar een map van Thunderbird; haal dit bestand dan weg",
    )
}

/// What lies among exports and is none.
pub(super) fn foreign(kind: Foreign) -> Wording {
    let (is_page, is_feed) = (kind == Foreign::WebArchive, kind == Foreign::Feed);
    let kind = match kind {
        Foreign::Word => "een Word-document",
        Foreign::Slides => "een presentatie",
        Foreign::OpenDocument => "een bestand van LibreOffice of OpenOffice",
        Foreign::Pdf => "een PDF-bestand",
        Foreign::Picture => "een afbeelding",
        Foreign::WebArchive => "een webpagina die in één bestand is bewaard",
        Foreign::Feed => "een feed in RSS",
        Foreign::Empty => "een leeg bestand",
    };
    if is_page {
        return say(
            format!("dit is {kind}, en die wordt niet gelezen"),
            "open de pagina en kies Opslaan als, Webpagina, alleen HTML (`.html`); zet dat bestand hier in de plaats van dit",
        );
    }
    if is_feed {
        return say(
            format!("dit is {kind}, en die wordt niet gelezen"),
            "in een feed staan alleen de nieuwste reacties. Zet de export hier (WordPress: Gereedschap → Exporteren); kan niemand die maken, bewaar dan `/comments/feed/atom/` van het blog, of de pagina’s zelf",
        );
    }
    say(
        format!("dit is {kind}, en geen export van reacties"),
        "haal het hier weg. Staan er reacties in, zet ze dan in een tabel en bewaar die als CSV of als Excel-bestand (`.xlsx`)",
    )
}

pub(super) fn json_invalid(found: &str, column: u64) -> Wording {
    say(
        format!(
            "het bestand is hier beschadigd; er is niets uit overgenomen: op plaats {} van deze \
             regel hoort geen `{found}`",
            count(column)
        ),
        "maak de export opnieuw, en bewerk het bestand niet met de hand. Helpt dat niet, laat deze \
         regel dan zien aan de beheerder van het oude systeem",
    )
}

pub(super) fn version(version: &str) -> Wording {
    say(
        format!("de export heeft een indeling die hier niet bekend is: versie `{version}`"),
        "maak de export met een andere versie van het oude systeem, of zet de reacties om naar een \
         indeling die README.md beschrijft",
    )
}

pub(super) fn partial(place: &str) -> Wording {
    say(
        format!("onder `{place}` staan in het oude systeem meer reacties dan in dit bestand"),
        "haal ook de volgende bladzijden van het antwoord op, en zet die als bestanden hiernaast. \
         Staan ze er al, dan hoeft u niets te doen",
    )
}

pub(super) fn status_unclear(value: &str) -> Wording {
    say(
        format!(
            "de status `{value}` van een reactie is hier niet bekend; die telt als niet goedgekeurd"
        ),
        "kijk in het oude systeem of de reactie te zien was. Zo ja: `weerklank comments publish SLEUTEL`; \
         `weerklank comments --status pending` noemt de sleutels",
    )
}

pub(super) fn privacy_unknown() -> Wording {
    say(
        "geen kolom `in_private_group` of `in_private_conversation` zegt wat openbaar was, dus wacht elk bericht",
        "maak de export opnieuw, met alle kolommen. Of laat zien wat openbaar was: `weerklank comments publish SLEUTEL`; \
         `weerklank comments --status pending` noemt de sleutels",
    )
}

pub(super) fn value(key: &str, found: &str) -> Wording {
    say(
        format!("bij `{key}` staat `{found}`, en dat heeft daar geen betekenis"),
        "kijk in README.md wat er kan staan, en verbeter het in wat het bestand schrijft",
    )
}

pub(super) fn key_missing(key: &str) -> Wording {
    say(
        format!("bij deze reactie ontbreekt `{key}`; er is niets uit het bestand overgenomen"),
        format!(
            "laat wat het bestand schrijft ook `{key}` opnemen; README.md beschrijft wat nodig is"
        ),
    )
}

pub(super) fn key_unknown(key: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("`{key}` heeft in dit bestand geen betekenis, en wordt niet gelezen"),
        meant(
            nearest,
            "laat het weg uit wat het bestand schrijft; README.md beschrijft wat er kan",
        ),
    )
}

pub(super) fn sqlite_invalid(page: u64) -> Wording {
    say(
        format!(
            "deze database is beschadigd of niet heel, bij pagina {}; er is niets uit overgenomen",
            count(page)
        ),
        "maak opnieuw een kopie, terwijl het oude systeem stilstaat: \
         `sqlite3 comments.db \".backup kopie.db\"`",
    )
}

pub(super) fn sqlite_busy() -> Wording {
    say(
        "dit hoort bij een database die in gebruik was; wat er alleen hier in staat, wordt niet gelezen",
        "maak een kopie waar alles in staat: `sqlite3 comments.db \".backup kopie.db\"`, en \
         zet alleen die hier neer",
    )
}
