//! What is said of files among the posts that are no posts, in Dutch.

use super::phrases::{count, list};
use crate::diagnostic::{Wording, say};

pub(super) fn date_in_name(value: &str) -> Wording {
    say(
        format!("`{value}` in de naam is geen datum die bestaat, en het bericht heeft geen andere"),
        "verbeter de naam van het bestand, of zet `date` bovenaan: `date: 2026-11-23`",
    )
}

pub(super) fn content_empty(lost: u64) -> Wording {
    say(
        format!(
            "de map `content` is leeg: zo zouden {} bestanden van de site verdwijnen",
            count(lost)
        ),
        "kijk of de netwerkschijf met uw bestanden verbonden is. \
             Wilt u opnieuw beginnen, maak dan zelf eerst de map van de site leeg",
    )
}

pub(super) fn same_name(name: &str, other: &str) -> Wording {
    say(
        format!("`{name}` en `{other}` zien er hetzelfde uit, en krijgen hetzelfde adres"),
        "een van de twee namen komt van een Mac, die accenten anders opslaat. \
             Geef een van de bestanden een andere naam, of haal er een weg",
    )
}

pub(super) fn section_left() -> Wording {
    say(
        "dit bestand gaat over zijn map, en de tekst erin komt nergens op de site",
        "geef het bestand een naam als `welkom.md`, of zet de tekst in `content/pages`",
    )
}

pub(super) fn section_draft() -> Wording {
    say(
        "`draft` geldt hier voor de hele map: wat erin staat, komt niet op de site",
        "moeten de berichten wel gezien worden, haal de regel dan weg; \
         zet `draft` anders bij elk bericht apart",
    )
}

pub(super) fn part_of_post(folder: &str) -> Wording {
    say(
        format!("dit bestand hoort bij het bericht in `{folder}`, en krijgt geen eigen pagina"),
        "is het een bericht, zet het dan in een andere map. Is het een deel van dat bericht, zet de tekst \
         dan in `index.md`",
    )
}

pub(super) fn name_hidden(name: &str, amount: u64) -> Wording {
    let sign: String = name.chars().take(1).collect();
    let message = match (name.ends_with('/'), amount) {
        (true, 2..) => format!(
            "`{name}` begint met `{sign}`: van de {} teksten erin wordt geen pagina gemaakt",
            count(amount)
        ),
        (true, _) => {
            format!("`{name}` begint met `{sign}`: van de tekst erin wordt geen pagina gemaakt")
        }
        (false, _) => {
            format!("`{name}` begint met `{sign}`: van dit bestand wordt geen pagina gemaakt")
        }
    };
    say(
        message,
        format!(
            "haal de `{sign}` uit de naam als lezers het mogen zien, zoals bij Docusaurus en Jekyll"
        ),
    )
}

pub(super) fn page_hidden(key: &str, dialect: &str) -> Wording {
    say(
        format!(
            "`{key}`: {dialect} maakt geen pagina van deze tekst, en hier telt hij als concept"
        ),
        "haal de regel weg als lezers de tekst mogen zien",
    )
}

pub(super) fn tags_left() -> Wording {
    say(
        "deze lijst met tags van Docusaurus wordt niet gelezen: onderwerpen heten zoals de berichten ze noemen",
        "maak voor een andere titel of een inleiding `content/topics/<id>.md`, en haal dit bestand weg",
    )
}

pub(super) fn meta_left() -> Wording {
    say(
        "wat dit bestand van MkDocs Material zegt van alle berichten in zijn map, wordt niet gelezen",
        "schrijf bovenaan elk bericht wat ervoor moet gelden, zoals `authors` en `categories`",
    )
}

pub(super) fn series_left(key: &str, left: &[String]) -> Wording {
    say(
        format!(
            "een bericht staat in één reeks; wat `{key}` verder zegt, valt weg: {}",
            list(left)
        ),
        "laat de reeks staan die lezers moeten volgen. De andere kunnen `topics` zijn",
    )
}

pub(super) fn not_markdown(ending: &str, amount: u64) -> Wording {
    let message = match amount {
        1 => format!("dit bestand is geen Markdown (`{ending}`), en er komt geen pagina van"),
        _ => format!(
            "van {} bestanden als dit (`{ending}`) komt geen pagina: het is geen Markdown",
            count(amount)
        ),
    };
    say(
        message,
        "zet een tekst over in een bestand op `.md`, en reacties in `content/comments`. Hoort het bij een bericht, \
         verwijs er dan naar, of zet het in een map met dat bericht als `index.md`",
    )
}
