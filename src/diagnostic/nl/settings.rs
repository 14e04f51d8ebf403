//! What is said of problems in settings, in Dutch.

use super::phrases::{count, meant, meant_or};
use super::reasons::{reason, yaml_help};
use crate::diagnostic::reason::Reason;
use crate::diagnostic::{Wording, say};

/// TOML that cannot be read.
pub(super) fn invalid_toml(detail: &str) -> Wording {
    say(
        format!("deze regel is niet goed geschreven: {}", reason(detail)),
        match Reason::of(detail) {
            Some(Reason::Twice) => {
                "voeg de twee samen: een sleutel of een `[deel]` mag er één keer staan"
            }
            Some(Reason::Backslash) => {
                "zet een pad van Windows tussen enkele aanhalingstekens: `folder = '\\\\server\\share\\blog'`"
            }
            _ => {
                "kijk naar de aanhalingstekens en haakjes. Een goede regel ziet eruit als `title = \"Water\"`"
            }
        },
    )
}

pub(super) fn source_missing(path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("de instellingen noemen `{path}` als exports, maar dat is er niet"),
        meant(nearest, "zet de exports op die plaats, of noem de plaats waar ze wel staan"),
    )
}

pub(super) fn pending_missing(path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("volgens `pending` wachten reacties in `{path}`, maar daar is geen export"),
        meant_or(
            nearest,
            "noem de plaats waar die exports staan: anders is te zien wat niemand goedkeurde. Zijn ze er nog niet, haal dit dan zolang weg",
        ),
    )
}

pub(super) fn no_root(folder: &str) -> Wording {
    say(
        format!("de map `{folder}` is er niet"),
        "geef bij `--root` de map van uw site. Een nieuwe site maakt u met `weerklank init MAP`",
    )
}

pub(super) fn missing() -> Wording {
    say(
        "hier is geen `weerklank.toml`, dus dit is niet de map van een site",
        "ga naar de map van uw site, of geef die op met `--root MAP`. \
         Een nieuwe site maakt u met `weerklank init MAP`",
    )
}

pub(super) fn alias_in_yaml() -> Wording {
    say(
        "een waarde die met `*` verwijst naar een tabel elders, of naar veel tekst, wordt niet gelezen",
        "schrijf de waarde hier voluit. \
         Hoort de `*` bij de tekst, zet de tekst dan tussen aanhalingstekens",
    )
}

pub(super) fn same_folder(folder: &str, key: &str, other: &str) -> Wording {
    say(
        format!("`{key}` en `{other}` noemen dezelfde map: `{folder}`"),
        "geef elk van de twee een eigen map",
    )
}

pub(super) fn missing_key(key: &str) -> Wording {
    say(
        format!("de sleutel `{key}` ontbreekt hier"),
        format!("zet er een regel bij: `{key} = \"…\"`"),
    )
}

pub(super) fn missing_title() -> Wording {
    say(
        "de titel ontbreekt",
        "zet `title` bovenaan het bestand, in weerklank.toml als `title = \"Ons kennisblog\"`. Een bericht mag in plaats daarvan beginnen met een regel `# Titel`",
    )
}

pub(super) fn unclosed(fence: &str) -> Wording {
    say(
        format!("het blok bovenaan begint met `{fence}`, maar houdt nergens op"),
        format!("zet een regel met alleen `{fence}` onder de laatste sleutel, boven de tekst"),
    )
}

pub(super) fn invalid_date(key: &str, value: &str) -> Wording {
    say(
        format!("`{value}` bij `{key}` is geen geldige datum"),
        "schrijf jaar, maand en dag: `2026-11-23`. Een tijd mag erachter: `2026-11-23 14:05`",
    )
}

pub(super) fn missing_date() -> Wording {
    say(
        "het bericht heeft geen datum",
        "zet `date` bovenaan het bestand, bijvoorbeeld `date: 2026-11-23`",
    )
}

pub(super) fn color_unreadable(key: &str, color: &str, used: &str) -> Wording {
    say(
        format!("tekst in `{color}` (`{key}`) is niet te lezen; links worden `{used}`"),
        format!("kies zelf een kleur met meer contrast, of zet hier `{used}`"),
    )
}

/// Front matter in JSON that cannot be read.
pub(super) fn invalid_json(column: u64) -> Wording {
    say(
        format!(
            "het blok bovenaan is JSON die vanaf teken {} van deze regel niet te lezen is",
            count(column)
        ),
        "zoek een komma, aanhalingsteken of accolade die ontbreekt, of schrijf `sleutel: waarde` tussen twee regels met `---`",
    )
}

pub(super) fn invalid_yaml(detail: &str, mended: &Option<String>) -> Wording {
    say(
        format!("deze regel is niet goed geschreven: {}", reason(detail)),
        match mended {
            Some(line) => format!("schrijf de regel zo: `{line}`"),
            None => yaml_help(detail).to_owned(),
        },
    )
}

/// Keys without the fence above them.
pub(super) fn bare(key: &str) -> Wording {
    say(
        format!("dit bestand begint met `{key}`, maar de regel `---` erboven ontbreekt"),
        "zet boven en onder deze regels met sleutels een regel met alleen drie streepjes: `---`",
    )
}

/// A value that YAML takes for a remark.
pub(super) fn value_is_remark(key: &str) -> Wording {
    say(
        format!("achter `{key}` begint de waarde met `#`, en daarom telt die hier niet mee"),
        "zet de waarde tussen aanhalingstekens, of haal de `#` weg",
    )
}

pub(super) fn post_empty() -> Wording {
    say("dit bestand is leeg", "schrijf er het bericht in, of haal het bestand weg")
}
