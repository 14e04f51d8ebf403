//! What is said of posts that come from another system, in Dutch.

use super::phrases::count;
use crate::diagnostic::{Wording, say};

pub(super) fn foreign() -> Wording {
    say(
        "dit is geen export van WordPress, en alleen daaruit worden berichten gehaald",
        "kies in WordPress Extra > Exporteren > Alle inhoud, en geef dat `.xml`-bestand. Reacties uit iets anders \
         zet u zo in `content/comments`, berichten van Hugo, Jekyll en dergelijke in `content/posts`",
    )
}

pub(super) fn empty() -> Wording {
    say(
        "in deze export staan geen berichten",
        "kies in WordPress Extra > Exporteren > Alle inhoud, en niet alleen de media of een menu",
    )
}

pub(super) fn left_out(name: &str) -> Wording {
    say(
        format!("{} kon niet mee, met wat erin stond", left(name)),
        "kijk op de oude blog wat het was (een formulier, een knop, een beeld zonder bestand, een lijst, iets verborgens), en of de tekst er zonder kan",
    )
}

/// A block of WordPress, a language or an element.
fn left(name: &str) -> String {
    match name.split_once(':') {
        Some(("[", _)) => format!("de tekst van dit bericht in een andere taal, `{name}`,"),
        Some(("field", name)) => format!("het veld `{name}` van dit bericht"),
        Some(_) => format!("het blok `{name}` in dit bericht"),
        None if name.starts_with('[') => format!("een `{name}` in dit bericht"),
        None => format!("een `<{name}>` in dit bericht"),
    }
}

pub(super) fn missing(name: &str, address: &str) -> Wording {
    say(
        format!("`{name}` ontbreekt; het stond op {address}"),
        "vraag de beheerder van de oude blog om de map `wp-content/uploads`, en geef haar bij een \
         volgende `weerklank import` met `--uploads MAP`, of zet het bestand zelf naast het bericht",
    )
}

pub(super) fn no_folder(folder: &str, needed: Option<u64>) -> Wording {
    say(
        match needed {
            None => format!("de map `{folder}` is er niet"),
            Some(needed) => format!(
                "in de map `{folder}` is geen van de {} beelden en bestanden van de berichten",
                count(needed)
            ),
        },
        "noem bij `--uploads` de map `wp-content/uploads` van de oude blog, zoals u die kreeg: met een map per jaar erin",
    )
}

pub(super) fn uploads_left(number: u64) -> Wording {
    say(
        match number {
            1 => "bij de berichten hoort een beeld of bestand van de oude blog".to_owned(),
            _ => format!(
                "bij de berichten horen {} beelden en bestanden van de oude blog",
                count(number)
            ),
        },
        "vraag de beheerder van de oude blog om de map `wp-content/uploads`, en geef de opdracht dan opnieuw, met \
         `--uploads MAP`: wat er al is, blijft zoals het is",
    )
}

pub(super) fn shortcode(name: &str) -> Wording {
    say(
        format!("`[{name}]` van een uitbreiding van WordPress staat nu letterlijk in de tekst"),
        "haal het weg, of schrijf wat lezers daar zagen; verborg het iets, zoals voor wie niet was ingelogd, dan ziet nu iedereen dat",
    )
}

pub(super) fn restricted(name: &str) -> Wording {
    say(
        format!("dit werd een concept: op de oude blog zag niet iedereen wat in `{name}` staat"),
        "haal weg wat niet voor iedereen is, en dan de regel `draft: true`",
    )
}
