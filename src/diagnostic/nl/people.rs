//! What is said of people and what they wrote, and of forgetting them, in Dutch.

use super::phrases::{count, list, meant};
use super::{Problem, Wording, say};

pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::UnknownWriter { name, nearest } => say(
            format!("niemand met de naam, het adres of het account `{name}` schreef een reactie"),
            meant(
                nearest,
                "geef een naam, een e-mailadres, een account of de sleutel van een reactie",
            ),
        ),
        Problem::SeveralWriters { name, people } => say(
            format!("met `{name}` kunnen verschillende mensen zijn bedoeld: {}", list(people)),
            "geef een e-mailadres, of de sleutel van een reactie. `--all` neemt hen allemaal",
        ),
        Problem::NothingWritten { name } => say(
            format!("in de exports staat niets meer van `{name}`"),
            "er is niets te wissen. `weerklank forget --verify` zoekt in alle bestanden",
        ),
        Problem::QuotesTooLate => say(
            "`--redact-quotes` kan alleen samen met het wissen",
            "van wie al gewist is, is niet meer bekend wat er te vervangen is: wijzig de reacties van anderen zelf in de exports",
        ),
        Problem::ForgottenInvalid { detail } => say(
            format!("de lijst van wie vergeten is, is niet te lezen: `{detail}`"),
            "zet de vorige versie van `forgotten.toml` terug. Zonder deze lijst komen mensen terug",
        ),
        Problem::ForgottenReturned { count: amount } => say(
            match amount {
                1 => "hierin staat weer een reactie van iemand die is vergeten".to_owned(),
                _ => format!(
                    "hierin staan weer {} reacties van mensen die zijn vergeten",
                    count(*amount)
                ),
            },
            "ze worden niet getoond. `weerklank forget --again` haalt ze ook uit het bestand",
        ),
        Problem::EraseUnsupported { format } => say(
            format!("in een export van dit soort (`{format}`) kan Weerklank niet wissen"),
            "haal deze persoon er in het andere systeem uit, en exporteer opnieuw",
        ),
        Problem::EraseUnproven { format } => say(
            format!("na het wissen zou deze export (`{format}`) niet meer hetzelfde zeggen"),
            "er is niets veranderd. Haal deze persoon er in het andere systeem uit, en exporteer opnieuw",
        ),
        Problem::OutputNotErased { folder } => say(
            format!("de exports zijn gewist, maar de site in `{folder}` is nog de oude"),
            "los de andere fouten op, en bouw de site: dan is het wissen klaar",
        ),
        Problem::TraceFound { what } => {
            say(format!("hier staat nog: {what}"), "kijk of het weg moet, en haal het dan zelf weg")
        }
        other => say(format!("`{}`", other.code()), "kijk in de handleiding"),
    }
}
