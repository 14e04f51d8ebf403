//! What is said of the folder and the files that the site goes to, in Dutch.

use super::phrases::{count, list, trouble};
use crate::diagnostic::{Refusal, Trouble, Wording, say};

pub(super) fn output_of_other(folder: &str) -> Wording {
    say(
        format!("in `{folder}` staat al een andere site van Weerklank"),
        "kies met `--output MAP` een andere map. Mag die site weg, maak de map dan eerst zelf leeg",
    )
}

pub(super) fn folder_in_the_way(path: &str) -> Wording {
    say(
        format!("`{path}` is een map, en daar moet een bestand komen"),
        "haal de map weg of geef haar een andere naam, en probeer het opnieuw",
    )
}

pub(super) fn partly_new(path: &str, why: Trouble) -> Wording {
    say(
        format!("`{path}` kon niet worden vervangen: {}", trouble(why)),
        "sluit het programma dat het bestand open heeft, en bouw de site opnieuw: \
         dan wordt het werk afgemaakt",
    )
}

pub(super) fn output_in_sources(folder: &str) -> Wording {
    say(
        format!("de site kan niet in `{folder}` komen: daar liggen uw eigen bestanden"),
        "kies met `--output MAP` een andere map, buiten `content`, `static` en `themes`",
    )
}

pub(super) fn output_failed(path: &str, why: Trouble) -> Wording {
    say(
        format!("`{path}` kan niet worden geschreven: {}", trouble(why)),
        match why {
            Trouble::NoFolder => "haal dat bestand weg, of kies met `--output MAP` een map",
            _ => "kijk of een ander programma het bestand open heeft, en probeer het opnieuw",
        },
    )
}

pub(super) fn disk_full(path: &str) -> Wording {
    say(
        format!("de schijf is vol: `{path}` past er niet meer op"),
        "maak ruimte vrij, en probeer het opnieuw",
    )
}

pub(super) fn read_only(path: &str) -> Wording {
    say(
        format!("u mag niet schrijven in `{path}`"),
        match path.contains(".weerklank") {
            true => "vraag de beheerder om schrijfrechten op de map van de site",
            false => {
                "vraag de beheerder om schrijfrechten, of kies met `--output MAP` een andere map"
            }
        },
    )
}

pub(super) fn output_changed(folder: &str, files: &[String], amount: u64) -> Wording {
    let what = match amount {
        1 => "is een bestand veranderd".to_owned(),
        _ => format!("zijn {} bestanden veranderd", count(amount)),
    };
    say(
        format!(
            "in `{folder}` {what} nadat Weerklank {} maakte: {}",
            if amount == 1 { "het" } else { "ze" },
            list(files)
        ),
        "bewaar elders wat u nodig hebt, en haal weg wat veranderd is: Weerklank maakt het opnieuw",
    )
}

pub(super) fn foreign(folder: &str, files: &[String], amount: u64) -> Wording {
    let what = match amount {
        1 => "staat een bestand dat niet van Weerklank komt".to_owned(),
        _ => format!("staan {} bestanden die niet van Weerklank komen", count(amount)),
    };
    say(
        format!("in `{folder}` {what}: {}", list(files)),
        "kies met `--output MAP` een lege map, of haal eerst weg wat er staat",
    )
}

pub(super) fn locked(folder: &str) -> Wording {
    say(
        format!("in `{folder}` is al een andere opdracht van Weerklank bezig"),
        "wacht tot die klaar is, en probeer het opnieuw",
    )
}

pub(super) fn share_unnamed() -> Wording {
    say(
        "er is geen map genoemd waarin lezers de site vinden",
        "noem haar in de opdracht, `weerklank publish MAP`, of voorgoed in `weerklank.toml`: onder `[publish]` \
         `folder = \"//server/share/kennisblog\"`",
    )
}

pub(super) fn share_refused(folder: &str, why: Refusal) -> Wording {
    match why {
        Refusal::Missing => say(
            format!("de map `{folder}` is er niet, of niet te bereiken"),
            "kijk of de netwerkschijf verbonden is; is de map nieuw, maak haar dan eerst zelf",
        ),
        Refusal::File => say(
            format!("`{folder}` is een bestand, en geen map"),
            "geef de map waarin lezers de site vinden",
        ),
        Refusal::Emptied => say(
            format!("in `{folder}` stond de site, en nu is de map leeg"),
            "kijk of de netwerkschijf verbonden is; is de map met opzet leeggemaakt, voeg dan `--take-over` toe",
        ),
        Refusal::Taken => say(
            format!(
                "in `{folder}` staat een site van Weerklank die hier niet vandaan komt, of onder een andere titel"
            ),
            "is het deze site, of mag die weg, voeg dan `--take-over` toe: wat iemand zelf veranderde, blijft ook dan; \
             kies anders een andere map",
        ),
    }
}

pub(super) fn share_shrinks(folder: &str, lost: u64) -> Wording {
    say(
        format!("uit `{folder}` zouden {} pagina's verdwijnen; er is niets veranderd", count(lost)),
        "kijk of er geen berichten of exports ontbreken; klopt het, voeg dan `--shrink` toe",
    )
}

pub(super) fn target_exists(path: &str) -> Wording {
    say(
        format!("`{path}` bestaat al, en wordt niet overschreven"),
        "kies een andere naam, of verplaats eerst wat er staat",
    )
}

pub(super) fn useless_option(option: &str, kind: &str) -> Wording {
    say(
        format!("`{option}` doet niets bij `--kind {kind}`"),
        "laat de optie weg, of kies `--kind post`",
    )
}

pub(super) fn invalid_name(name: &str) -> Wording {
    say(
        format!("`{name}` kan geen naam van een bestand zijn"),
        "gebruik letters, cijfers en streepjes: `water-in-de-stad`",
    )
}

pub(super) fn port_taken(port: u64) -> Wording {
    say(
        format!("een ander programma gebruikt poort {port} van deze computer"),
        "stop dat programma, noem een andere `--port`, of laat `--port` weg: dan wordt het een poort die vrij is",
    )
}

pub(super) fn digest_without_address() -> Wording {
    say(
        "een overzicht dat gemaild wordt heeft voor zijn links het adres van de site nodig",
        "schrijf `base_url = \"https://kennis.example/blog/\"` in `weerklank.toml`, of voeg \
         `--base-url ADRES` toe",
    )
}

pub(super) fn digest_empty(period: &str) -> Wording {
    say(
        format!("over `{period}` is niets te vertellen: geen nieuw bericht en geen reactie"),
        "kies een andere periode met `--week`, `--month` of `--since`. Er is niets geschreven",
    )
}

pub(super) fn digest_backwards(since: &str, until: &str) -> Wording {
    say(
        format!("`--until` {until} ligt voor `--since` {since}"),
        "verwissel de twee dagen, of laat `--until` weg voor alles tot en met vandaag",
    )
}

pub(super) fn digest_in_output(folder: &str) -> Wording {
    say(
        format!(
            "een overzicht kan niet in `{folder}` komen: daar liggen alleen de pagina's van de site"
        ),
        "kies met `--output MAP` een andere map, of laat dat weg voor `digest`",
    )
}

/// A table by the name of a workbook.
pub(super) fn table_foreign(path: &str) -> Wording {
    say(
        format!("met `--csv` komt er een CSV-bestand, en `{path}` heet anders"),
        "kies een naam op `.csv`: die opent Excel ook",
    )
}
