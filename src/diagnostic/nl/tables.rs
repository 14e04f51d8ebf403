//! What is said of problems in tables of comments, in Dutch.

use super::phrases::{list, meant};
use crate::diagnostic::{Wording, say};

pub(super) fn without_text(columns: &[String]) -> Wording {
    say(
        format!("geen kolom lijkt de tekst van de reacties te bevatten; {}", found(columns)),
        match columns {
            [] => {
                "het bestand is leeg, of begint niet met een rij namen: exporteer opnieuw, of haal het weg"
            }
            _ => {
                "noem die kolom `reactie`, of zet onder `[comments.columns]` in weerklank.toml: \
                 `text = \"naam van de kolom\"`"
            }
        },
    )
}

pub(super) fn without_post(columns: &[String]) -> Wording {
    say(
        format!("geen kolom zegt bij welk bericht een reactie hoort; {}", found(columns)),
        "noem die kolom `artikel`, of zet onder `[comments.columns]` in weerklank.toml: \
         `post = \"naam van de kolom\"`",
    )
}

pub(super) fn without_author(columns: &[String]) -> Wording {
    say(
        format!(
            "geen kolom zegt wie de reacties schreef, dus ze heten anoniem; {}",
            found(columns)
        ),
        "zet onder `[comments.columns]` in weerklank.toml: `author = \"naam van de kolom\"`, of \
         noem die kolom `naam`. Weet niemand wie het waren, dan hoeft u niets te doen",
    )
}

pub(super) fn without_date(columns: &[String]) -> Wording {
    say(
        format!("geen kolom zegt wanneer de reacties geschreven zijn; {}", found(columns)),
        "zet onder `[comments.columns]` in weerklank.toml: `date = \"naam van de kolom\"`, of \
         noem die kolom `datum`. Zonder datum staan ze onderaan, in de volgorde van het bestand",
    )
}

pub(super) fn text_left(read: &str, left: &[String]) -> Wording {
    say(
        format!(
            "van de reacties is alleen kolom `{read}` gelezen; tekst staat misschien ook in {}",
            list(left)
        ),
        "zet onder `[comments.columns]` in weerklank.toml: `text = \"naam van de kolom\"`, ook als die ene de goede is. \
         Moet er meer bij, voeg het dan in het rekenblad samen",
    )
}

pub(super) fn unknown_column(
    column: &str,
    columns: &[String],
    nearest: &Option<String>,
) -> Wording {
    say(
        format!("de kolom `{column}` is er niet; {}", found(columns)),
        meant(nearest, "verbeter de naam onder `[comments.columns]` in weerklank.toml"),
    )
}

pub(super) fn record(detail: &str) -> Wording {
    say(
        format!("deze rij is niet te lezen: {detail}"),
        "kijk of elk aanhalingsteken (`\"`) ook weer gesloten wordt. Binnen een tekst hoort een \
         aanhalingsteken dubbel te staan (`\"\"`)",
    )
}

pub(super) fn ambiguous_column(column: &str) -> Wording {
    say(
        format!("de kolom `{column}` kan meer dan één ding betekenen"),
        format!(
            "zet onder `[comments.columns]` in weerklank.toml wat het is, \
             bijvoorbeeld `post = \"{column}\"` of `parent = \"{column}\"`"
        ),
    )
}

pub(super) fn id_destroyed(value: &str) -> Wording {
    say(
        format!("dit nummer is in Excel afgerond tot `{value}`; het echte nummer is weg"),
        "wat dit nummer heeft, is niet te zien. Maak de export opnieuw: haal die in Excel binnen met Gegevens > Uit \
         tekst/CSV, en kies voor deze kolom het type Tekst",
    )
}

pub(super) fn text_lost(value: &str) -> Wording {
    say(
        format!("de tekst is in Excel verloren gegaan: er staat alleen nog `{value}`"),
        "neem de tekst over uit het oude systeem, en typ er in Excel een `'` voor",
    )
}

pub(super) fn row_too_long(headings: u64) -> Wording {
    say(
        format!(
            "deze regel heeft meer waarden dan de {headings} kolommen met een kop, dus er is ergens te veel gescheiden"
        ),
        "staat er een scheidingsteken in een tekst, zet dan aanhalingstekens om de hele tekst (`\"…\"`). \
         Is het een kolom, geef die dan een kop",
    )
}

pub(super) fn column_unnamed(column: &str) -> Wording {
    say(
        format!("kolom {column} heeft geen kop; wat erin staat, is niet gelezen"),
        "hoort het bij de reacties, geef de kolom dan een kop. Is het een aantekening, dan mag het zo blijven",
    )
}

pub(super) fn excel_protected() -> Wording {
    say(
        "deze werkmap is met een wachtwoord beveiligd, en kan niet worden gelezen",
        "open die in Excel en haal het wachtwoord weg (Bestand, Info, Werkmap beveiligen), of bewaar het blad als CSV",
    )
}

pub(super) fn excel_old() -> Wording {
    say(
        "dit is een werkmap van een oude Excel (`.xls`), en die wordt niet gelezen",
        "open die in Excel en kies Opslaan als, Excel-werkmap (`.xlsx`)",
    )
}

pub(super) fn sheets_left(read: &str, left: &[String]) -> Wording {
    say(
        format!("alleen blad `{read}` is gelezen; reacties staan ook op {}", list(left)),
        "bewaar elk blad met reacties als een eigen bestand in `content/comments`, of zet alle reacties op één blad",
    )
}

pub(super) fn text_at_limit() -> Wording {
    say(
        "de tekst is precies zo lang als een cel van Excel kan zijn; het einde is vermoedelijk weg",
        "vergelijk de tekst met het oude systeem. Wat niet in een cel past, past wel in een \
         CSV-bestand dat niet door Excel is gegaan",
    )
}

pub(super) fn date_from_number(value: &str) -> Wording {
    say(
        format!("in een kolom met datums staat het getal `{value}`; dat is gelezen als dagnummer"),
        "kijk of de datums kloppen. Zo niet, kies in Excel bij Celeigenschappen voor deze kolom \
         een datum",
    )
}

pub(super) fn mapping_header(columns: &[String]) -> Wording {
    say(
        format!("de eerste rij van `mapping.csv` is niet goed; {}", found(columns)),
        "de eerste regel hoort `van;naar` te zijn, of `van,naar`",
    )
}

/// The columns that there are.
fn found(columns: &[String]) -> String {
    match columns {
        [] => "er zijn geen namen van kolommen gevonden".to_owned(),
        _ => format!("wel gevonden: {}", list(columns)),
    }
}
